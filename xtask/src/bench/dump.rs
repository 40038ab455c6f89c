//! Speed of the reader of text dumps, one thread: flattened tables are what takes its time.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use kehoach_dump::Limits;

use super::{rate, rounds};

/// Measures the text dumps of the corpus and of its fixtures, then those of each path that is given.
pub(crate) fn run(root: &Path, given: &[&str]) -> Result<String> {
    ensure!(!cfg!(debug_assertions), "measures nothing unless it is optimised: run it as `cargo xtask`");
    let own = ["corpus/plans", "fixtures/dump/flattened"].map(|folder| (folder, root.join(folder)));
    let mut said = Vec::new();
    for (name, path) in own.into_iter().chain(given.iter().map(|path| (*path, PathBuf::from(path)))) {
        said.push(measure(name, &path)?);
    }
    Ok(said.join("\n"))
}

fn measure(name: &str, path: &Path) -> Result<String> {
    let mut files: Vec<PathBuf> = if path.is_dir() {
        fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?
    } else {
        vec![path.to_owned()]
    };
    files.retain(|file| file.extension().is_some_and(|kind| kind == "txt"));
    files.sort();
    ensure!(!files.is_empty(), "no text in {}", path.display());
    let texts: Vec<Vec<u8>> = files
        .iter()
        .map(|file| fs::read(file).with_context(|| file.display().to_string()))
        .collect::<Result<_>>()?;
    let bytes: usize = texts.iter().map(Vec::len).sum();
    let limits = Limits::default();
    let (best, worst) = rounds(|| {
        for text in &texts {
            black_box(kehoach_dump::read(black_box(text), &limits)?);
        }
        Ok(())
    })?;
    Ok(format!(
        "{name}: {} dumps, {bytes} bytes: {:.1} MB/s (worst round {:.1})",
        texts.len(),
        rate(bytes, best),
        rate(bytes, worst)
    ))
}
