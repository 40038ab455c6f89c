//! Where the files of records are: a record only says where a file is below the PATH that was given.

use std::path::{Component, Path, PathBuf};

use kehoach_export::Source;

/// What a PATH with one of these is a pattern.
const OF_PATTERNS: [char; 4] = ['*', '?', '[', '{'];

/// Folders below which files may be.
pub(super) struct Origins {
    folders: Vec<PathBuf>,
}

impl Origins {
    /// Files are below one folder.
    pub(super) fn below(folder: PathBuf) -> Self {
        Self { folders: vec![folder] }
    }

    /// Files are where the PATHs lead.
    pub(super) fn of(paths: &[PathBuf]) -> Self {
        Self { folders: paths.iter().map(|path| folder(path)).collect() }
    }

    /// Writes where the file is as seen from the working directory, where it is known. What a file holds decides
    /// between two of one name.
    pub(super) fn place(&self, source: &mut Source) {
        let mut found = self.folders.iter().filter_map(|folder| {
            let path = folder.join(&source.path);
            let file = path.ancestors().find(|part| part.is_file())?.to_owned();
            Some((path, file))
        });
        let Some(first) = found.next() else { return };
        let others: Vec<_> = found.collect();
        let is_it = |(_, file): &&(PathBuf, PathBuf)| {
            std::fs::read(file).is_ok_and(|bytes| kehoach::sha256(&bytes) == source.sha256)
        };
        let (path, file) = if others.is_empty() {
            &first
        } else {
            std::iter::once(&first).chain(&others).find(is_it).unwrap_or(&first)
        };
        if let Ok(file) = file.canonicalize() {
            source.path = shown(path);
            source.location = Some(file);
        }
    }
}

/// The folder to which the names of a PATH's files are relative.
fn folder(path: &Path) -> PathBuf {
    if path.is_dir() {
        return path.to_owned();
    }
    let is_plain = |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(OF_PATTERNS);
    let above: PathBuf = path.components().take_while(is_plain).collect();
    if path.exists() || above == path {
        above.parent().map(Path::to_owned).unwrap_or_default()
    } else {
        above
    }
}

/// "/" on every system, without a leading "./".
fn shown(path: &Path) -> String {
    let parts = path.components().filter(|part| *part != Component::CurDir);
    let path: PathBuf = parts.collect();
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(origins: &Origins, path: &str, bytes: &[u8]) -> String {
        let mut source = Source { path: path.to_owned(), sha256: kehoach::sha256(bytes), location: None };
        origins.place(&mut source);
        source.path
    }

    #[test]
    fn a_file_is_found_below_its_path() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        for (path, bytes) in [("a/1.md", "một"), ("b/1.md", "hai"), ("b/c/z.zip", "zip")] {
            std::fs::create_dir_all(at(path).parent().unwrap()).unwrap();
            std::fs::write(at(path), bytes).unwrap();
        }
        let shown = |path: &str| at(path).to_str().unwrap().to_owned();
        let both = Origins::of(&[at("a"), at("b")]);
        assert_eq!(placed(&both, "1.md", "hai".as_bytes()), shown("b/1.md"));
        assert_eq!(placed(&both, "1.md", "một".as_bytes()), shown("a/1.md"));
        // A member of an archive has its path behind that of the archive.
        assert_eq!(placed(&both, "c/z.zip/x/2.md", b""), shown("b/c/z.zip/x/2.md"));
        assert_eq!(placed(&both, "no.md", b""), "no.md");
        assert_eq!(placed(&Origins::of(&[at("a/1.md")]), "1.md", b""), shown("a/1.md"));
        assert_eq!(placed(&Origins::of(&[at("b/**/*.zip")]), "c/z.zip", b""), shown("b/c/z.zip"));
    }
}
