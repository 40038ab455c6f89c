//! The folders of conversions.

use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;
use std::time::Duration;

use tempfile::TempDir;

/// What their names begin with.
const PREFIX: &str = "kehoach-soffice-";
/// No conversion lasts so long: the longest time limit is a day.
const STALE: Duration = Duration::from_hours(48);

/// A folder that is gone when it is dropped.
pub(super) fn make() -> io::Result<TempDir> {
    tempfile::Builder::new().prefix(PREFIX).tempdir()
}

/// Removes the folders of processes that were killed before they could.
pub(super) fn remove_stale() {
    remove_older(&std::env::temp_dir(), STALE);
}

fn remove_older(root: &Path, age: Duration) {
    let is_ours = |entry: &DirEntry| entry.file_name().as_encoded_bytes().starts_with(PREFIX.as_bytes());
    for entry in fs::read_dir(root).into_iter().flatten().flatten().filter(is_ours) {
        // Not through a link.
        let data = entry.metadata().ok().filter(fs::Metadata::is_dir);
        let changed = data.and_then(|data| data.modified().ok()?.elapsed().ok());
        if changed.is_some_and(|since| since >= age) {
            // Another's cannot be removed, and need not be.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_folders_go_and_young_ones_and_others_stay() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        for name in ["kehoach-soffice-1/profile", "other/x"] {
            fs::create_dir_all(at(name)).unwrap();
        }
        std::os::unix::fs::symlink(at("other"), at("kehoach-soffice-2")).unwrap();
        remove_older(root.path(), STALE);
        assert!(at("kehoach-soffice-1").exists());
        remove_older(root.path(), Duration::ZERO);
        assert!(!at("kehoach-soffice-1").exists() && at("other/x").exists());
        assert!(make().unwrap().path().file_name().unwrap().to_str().unwrap().starts_with(PREFIX));
    }
}
