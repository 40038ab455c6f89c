//! How long the source files are: ours aim at a median under 200 lines; 500 is a reason to look.

use std::{fs, path::Path};

use anyhow::Result;

/// A file of more lines is worth a look.
const LONG: usize = 500;

/// Median, and the files that are long.
pub(crate) fn run(root: &Path) -> Result<String> {
    let mut files = Vec::new();
    for folder in ["crates", "tests", "xtask"] {
        collect(&root.join(folder), &mut files)?;
    }
    files.sort_unstable_by(|a, b| b.cmp(a));
    let median = files.get(files.len() / 2).map_or(0, |file| file.0);
    let long =
        files.iter().take_while(|file| file.0 > LONG).map(|(lines, name)| format!("\n{lines:5} {name}"));
    Ok(format!("{} files, median {median} lines, over {LONG}:{}", files.len(), long.collect::<String>()))
}

fn collect(folder: &Path, files: &mut Vec<(usize, String)>) -> Result<()> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push((fs::read_to_string(&path)?.lines().count(), path.display().to_string()));
            }
        }
    }
    Ok(())
}
