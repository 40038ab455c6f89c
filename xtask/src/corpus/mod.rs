//! Test plans that nobody issued: `corpus/family.toml` tells what an invented family of plans says, `render`
//! writes it in the grammars in which real plans are found, and `corpus/expected.json` keeps what a reader
//! should make of each file.
//!
//! Slips of the typist (`mangle`) happen before rendering: they are in the plan as issued and stay in the
//! expected rows. Damage of pages (`damage`) happens to the rendered lines and must not show in the rows.
//! Neither knows how the readers work, and nothing here reads what it wrote.

mod damage;
mod expected;
mod family;
mod mangle;
mod render;
mod seed;
mod vary;
mod words;
mod wrap;

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, bail};

pub(crate) use vary::{tasks, vary};

/// Writes `corpus/plans` and `corpus/expected.json` below `root`; with `check`, writes nothing and fails where
/// the files there differ from what it would write.
pub(crate) fn run(root: &Path, check: bool) -> Result<()> {
    let corpus = root.join("corpus");
    let files = files(root)?;
    if check {
        return compare(&corpus, &files);
    }
    fs::create_dir_all(corpus.join("plans")).context("cannot make corpus/plans")?;
    for (name, bytes) in &files {
        fs::write(corpus.join(name), bytes).with_context(|| format!("cannot write corpus/{name}"))?;
    }
    Ok(())
}

/// All generated files by their path below `corpus`.
fn files(root: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let family = family::read(root)?;
    let mut files = BTreeMap::new();
    let mut expected = expected::Expected { files: Vec::new() };
    for plan in &family.plans {
        let (plan, slips) = mangle::slip(plan);
        for grammar in plan.grammars.iter().copied() {
            let name = grammar.file_name(&plan.slug);
            let bytes = grammar.render(&plan).with_context(|| name.clone())?;
            files.insert(format!("plans/{name}"), bytes);
            expected.files.push(expected::file(&plan, &slips, grammar));
        }
    }
    files.insert("expected.json".to_owned(), (expected::json(&expected)? + "\n").into_bytes());
    Ok(files)
}

fn compare(corpus: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    let mut drift: Vec<String> = Vec::new();
    for (name, bytes) in files {
        match fs::read(corpus.join(name)) {
            Ok(found) if found == *bytes => {}
            Ok(_) => drift.push(format!("corpus/{name} differs")),
            Err(error) => drift.push(format!("corpus/{name}: {error}")),
        }
    }
    let plans = fs::read_dir(corpus.join("plans")).context("cannot list corpus/plans")?;
    for plan in plans {
        let name = format!("plans/{}", plan.context("cannot list corpus/plans")?.file_name().display());
        if !files.contains_key(&name) {
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
