//! Test plans that nobody issued: `corpus/family.toml` tells what an invented family of plans says, `render`
//! writes it in the grammars in which real plans are found, `print` has programs make PDFs of some of that, and
//! `corpus/expected.json` keeps what a reader should make of each file.
//!
//! Slips of the typist (`mangle`) happen before rendering: they are in the plan as issued and stay in the
//! expected rows. Damage of pages (`damage`) happens to the rendered lines and must not show in the rows.
//! Neither knows how the readers work, and nothing here reads what it wrote.

mod damage;
mod expected;
mod family;
mod mangle;
mod print;
mod render;
pub(crate) mod seed;
mod vary;
mod words;
mod wrap;

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, bail, ensure};

use self::{family::Plan, print::Printer, render::Grammar};
pub(crate) use vary::{tasks, vary};

/// Writes `corpus/plans` and `corpus/expected.json` below `root`, and says what could not be printed; with
/// `check`, writes nothing and fails where the files there differ from what it would write.
pub(crate) fn run(root: &Path, check: bool) -> Result<Vec<String>> {
    let corpus = root.join("corpus");
    let files = files(root)?;
    if check {
        return compare(&corpus, &files).map(|()| Vec::new());
    }
    write(&corpus, &files)?;
    print(&corpus, &files)
}

/// A plan that a program prints.
struct Job {
    printer: Printer,
    grammar: Grammar,
    plan: Plan,
}

/// What the corpus consists of, by path below `corpus`.
struct Files {
    /// Files whose bytes are known.
    written: BTreeMap<String, Vec<u8>>,
    /// Files that a program makes. What that reads is rendered only when it prints: docx-rs counts its
    /// paragraphs, so that a Word file in between would change those after it.
    printed: BTreeMap<String, Job>,
}

fn files(root: &Path) -> Result<Files> {
    let family = family::read(root)?;
    let mut files = Files { written: BTreeMap::new(), printed: BTreeMap::new() };
    let mut expected = expected::Expected { files: Vec::new() };
    for plan in &family.plans {
        let (plan, slips) = mangle::slip(plan);
        for grammar in plan.grammars.iter().copied() {
            let name = format!("plans/{}", grammar.file_name(&plan.slug));
            if let Some(printer) = grammar.printer(&plan) {
                files.printed.insert(name, Job { printer, grammar, plan: plan.clone() });
            } else {
                let bytes = grammar.render(&plan).with_context(|| name.clone())?;
                files.written.insert(name, bytes);
            }
            expected.files.push(expected::file(&plan, &slips, grammar));
        }
    }
    let expected = expected::json(&expected)? + "\n";
    files.written.insert("expected.json".to_owned(), expected.into_bytes());
    Ok(files)
}

fn write(corpus: &Path, files: &Files) -> Result<()> {
    fs::create_dir_all(corpus.join("plans")).context("cannot make corpus/plans")?;
    for (name, bytes) in &files.written {
        fs::write(corpus.join(name), bytes).with_context(|| format!("cannot write corpus/{name}"))?;
    }
    Ok(())
}

/// Prints what has to be printed; says which files are as they were because their program is not installed.
fn print(corpus: &Path, files: &Files) -> Result<Vec<String>> {
    let mut kept = Vec::new();
    for (name, Job { printer, grammar, plan }) in &files.printed {
        let path = corpus.join(name);
        // In the order of their names: what is taken from a print comes behind it.
        let source = match grammar.taken_from() {
            Some(print) => fs::read(corpus.join("plans").join(print.file_name(&plan.slug)))?,
            None => grammar.render(plan).with_context(|| name.clone())?,
        };
        if let Some(made) = printer.print(&source).with_context(|| format!("cannot print corpus/{name}"))? {
            fs::write(path, made).with_context(|| format!("cannot write corpus/{name}"))?;
            continue;
        }
        let missing = printer.names().join(" or ");
        ensure!(
            path.is_file(),
            "corpus/{name} does not exist and cannot be printed: no {missing} on the PATH"
        );
        kept.push(format!("corpus/{name} is kept as it was: no {missing} on the PATH"));
    }
    Ok(kept)
}

// Of what is printed only that it is there: the bytes are those of one machine.
fn compare(corpus: &Path, files: &Files) -> Result<()> {
    let mut drift: Vec<String> = Vec::new();
    for (name, bytes) in &files.written {
        match fs::read(corpus.join(name)) {
            Ok(found) if found == *bytes => {}
            Ok(_) => drift.push(format!("corpus/{name} differs")),
            Err(error) => drift.push(format!("corpus/{name}: {error}")),
        }
    }
    let missing = files.printed.keys().filter(|name| !corpus.join(name).is_file());
    drift.extend(missing.map(|name| format!("corpus/{name} is not there")));
    let plans = fs::read_dir(corpus.join("plans")).context("cannot list corpus/plans")?;
    for plan in plans {
        let name = format!("plans/{}", plan.context("cannot list corpus/plans")?.file_name().display());
        if !files.written.contains_key(&name) && !files.printed.contains_key(&name) {
            drift.push(format!("corpus/{name} is generated from nothing: delete it"));
        }
    }
    drift.sort_unstable();
    if drift.is_empty() {
        return Ok(());
    }
    bail!("the corpus is not what family.toml says; run `cargo xtask corpus`:\n{}", drift.join("\n"))
}

#[cfg(test)]
mod tests;
