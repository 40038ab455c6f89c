//! `cargo xtask score-links OUT DIR`: what `kehoach ingest DIR/plans --out OUT` found, beside what is true.

mod lineage;
mod links;
mod load;
mod works;

use std::path::Path;

use anyhow::{Result, bail};

use self::load::Output;
use super::truth;

/// Errors of a kind that are told.
const TOLD: usize = 40;

/// Scores the output directory `out` of the corpus in `folder`.
pub(crate) fn run(out: &Path, folder: &Path, arguments: &[&str]) -> Result<String> {
    let verbose = match arguments {
        [] => false,
        ["--verbose"] => true,
        _ => bail!("no such option: {}", arguments.join(" ")),
    };
    let truth = truth::read(folder)?;
    let output = Output::read(out, &truth)?;
    let mut said = vec![format!("{} files, {} records", truth.len(), output.records.len())];
    said.extend(output.strange.iter().take(TOLD).cloned());
    for Scored { lines, errors } in
        [links::score(&output), lineage::score(out, &output)?, works::score(out, &truth, &output)?]
    {
        said.push(String::new());
        said.extend(lines);
        for (kind, list) in errors.iter().filter(|_| verbose) {
            said.push(format!("-- {kind}: {}", list.len()));
            said.extend(list.iter().take(TOLD).cloned());
        }
    }
    Ok(said.join("\n"))
}

/// Lines that are always printed, and errors by kind.
struct Scored {
    lines: Vec<String>,
    errors: Vec<(&'static str, Vec<String>)>,
}

/// "precision 98.11 % (52/53)".
fn share(what: &str, count: usize, of: usize) -> String {
    if of == 0 {
        return format!("{what} - (0/0)");
    }
    format!("{what} {:.2} % ({count}/{of})", count as f64 * 100.0 / of as f64)
}

#[cfg(test)]
mod tests;
