//! Which files an import reads, in a stable order.

use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use super::IngestError;

/// One file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Input {
    /// Relative to the PATH given, with "/" on every system.
    pub(super) name: String,
    /// Where it is.
    pub(super) path: PathBuf,
    /// Why it could not even be looked at.
    pub(super) problem: Option<String>,
}

/// All files under the paths, sorted by name; the output directory and hidden files are left out.
pub(super) fn collect(paths: &[PathBuf], out: &Path) -> Result<Vec<Input>, IngestError> {
    let mut inputs = Vec::new();
    let out = out.canonicalize().ok();
    for root in paths {
        let metadata =
            root.metadata().map_err(|problem| IngestError::Path { path: root.clone(), problem })?;
        if !metadata.is_dir() {
            let name = root.file_name().unwrap_or(root.as_os_str());
            inputs.push(Input {
                name: name.to_string_lossy().into_owned(),
                path: root.clone(),
                problem: None,
            });
            continue;
        }
        if out.as_deref().is_some_and(|out| root.canonicalize().is_ok_and(|root| root == out)) {
            return Err(IngestError::OutputIsInput { path: root.clone() });
        }
        // Links to folders are not followed: a loop would never end, and its target is walked where it is.
        let walk = WalkDir::new(root).sort_by_file_name().into_iter();
        let ours =
            |path: &Path| out.as_deref().is_some_and(|out| path.canonicalize().is_ok_and(|path| path == out));
        for entry in walk.filter_entry(|entry| {
            entry.depth() == 0
                || !(is_hidden(entry.path()) || entry.file_type().is_dir() && ours(entry.path()))
        }) {
            match entry {
                Ok(entry) if is_file(&entry) => {
                    inputs.push(Input {
                        name: relative(root, entry.path()),
                        path: entry.into_path(),
                        problem: None,
                    });
                }
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().unwrap_or(root).to_owned();
                    inputs.push(Input {
                        name: relative(root, &path),
                        path,
                        problem: Some(format!("cannot open: {error}")),
                    });
                }
            }
        }
    }
    inputs.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.path.cmp(&b.path)));
    inputs.dedup_by(|a, b| a.path == b.path);
    Ok(inputs)
}

/// A file, or a link to one; a link that leads nowhere counts, so that it has its outcome.
fn is_file(entry: &walkdir::DirEntry) -> bool {
    let kind = entry.file_type();
    kind.is_file() || kind.is_symlink() && !entry.path().is_dir()
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn relative(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts = relative.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn files_are_sorted_and_the_output_is_left_out() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a/z.txt", "a.txt", "out/plans.ndjson", ".hidden"] {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
        let inputs = collect(&[dir.path().to_owned()], &dir.path().join("out")).unwrap();
        assert_eq!(
            inputs.iter().map(|input| input.name.as_str()).collect::<Vec<_>>(),
            ["a.txt", "a/z.txt", "b.txt"]
        );
    }

    #[test]
    fn a_path_that_is_not_there_is_an_error() {
        assert!(matches!(
            collect(&[PathBuf::from("/no/such/file")], Path::new("out")),
            Err(IngestError::Path { .. })
        ));
    }
}
