//! From the PATHs given to files. Nothing is collected: a batch can be larger than memory.

use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use kehoach_model::Stage;
use walkdir::{DirEntry, WalkDir};

use super::select::{Excluded, Pattern};
use super::{list, load, name, shown};
use crate::{IngestError, Refusal};

/// Where inputs come from.
#[derive(Debug)]
pub(crate) enum Root {
    /// One file.
    File(PathBuf),
    /// A folder and all that is below it.
    Folder(PathBuf),
    /// What a pattern matches below a folder.
    Pattern(PathBuf, Pattern),
    /// A list of files on standard input.
    List,
    /// What is gone for good, with all that was below it.
    Gone(PathBuf),
}

impl Root {
    /// Whether a file that this root does not show any more was one of its files.
    pub(crate) fn had(&self, location: &Path) -> bool {
        match self {
            Self::File(file) => location == file,
            Self::Folder(folder) | Self::Gone(folder) => location.starts_with(folder),
            Self::Pattern(folder, pattern) => {
                location.strip_prefix(folder).is_ok_and(|relative| means(pattern, relative))
            }
            Self::List => false,
        }
    }

    /// The folder that is walked.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder) | Self::Pattern(folder, _) => Some(folder),
            _ => None,
        }
    }
}

/// One input, not yet opened.
#[derive(Debug)]
pub(crate) struct Found {
    /// Where it is: absolute, links of its folder resolved.
    pub(crate) location: PathBuf,
    /// What `source.path` says: relative to the PATH given, "/" on every system.
    pub(crate) name: String,
    /// Why it could not even be looked at.
    pub(crate) problem: Option<Refusal>,
    /// Whether the problem is that of a folder: what was in it is not gone, only out of sight.
    pub(crate) hides: bool,
}

/// Whether a pattern means a file: by its own path, or that of a folder that it is in.
fn means(pattern: &Pattern, relative: &Path) -> bool {
    relative.ancestors().any(|part| pattern.matches(part))
}

/// Looks at the PATHs given. A PATH of the name "-" is a list on standard input. With `prune` one that is not
/// there is gone for good.
///
/// # Errors
/// [`IngestError`] for a PATH that is not there, and for an output directory that is an input.
pub(crate) fn roots(paths: &[PathBuf], out: &Path, prune: bool) -> Result<Vec<Root>, IngestError> {
    let out = out.canonicalize().ok();
    paths.iter().map(|path| root(path, out.as_deref(), prune)).collect()
}

fn root(path: &Path, out: Option<&Path>, prune: bool) -> Result<Root, IngestError> {
    if path == Path::new("-") {
        return Ok(Root::List);
    }
    let problem = |problem| IngestError::Path { path: path.to_owned(), problem };
    match fs::metadata(path) {
        Ok(data) if data.is_dir() => {
            let folder = path.canonicalize().map_err(problem)?;
            if out.is_some_and(|out| folder.starts_with(out)) {
                return Err(IngestError::OutputIsInput { path: path.to_owned() });
            }
            Ok(Root::Folder(folder))
        }
        Ok(_) => Ok(Root::File(located(path).map_err(problem)?)),
        Err(error) => {
            let Some(pattern) = Pattern::of(path) else {
                let is_gone = prune && error.kind() == io::ErrorKind::NotFound;
                let location = located(path).or_else(|_| std::path::absolute(path));
                return if is_gone {
                    Ok(Root::Gone(location.map_err(problem)?))
                } else {
                    Err(problem(error))
                };
            };
            let pattern = pattern?;
            let folder = pattern.base.canonicalize().map_err(problem)?;
            Ok(Root::Pattern(folder, pattern))
        }
    }
}

/// Tells `each` every input of the roots.
///
/// # Errors
/// What `each` says, and a list that cannot be read.
pub(crate) fn walk(
    roots: &[Root],
    excluded: &Excluded,
    out: &Path,
    stop: &AtomicBool,
    each: &mut dyn FnMut(Found) -> Result<(), IngestError>,
) -> Result<(), IngestError> {
    let out = out.canonicalize().ok();
    for root in roots {
        match root {
            Root::File(file) => {
                let name = file.file_name().map_or_else(String::new, |name| shown(name.as_bytes()));
                each(Found { location: file.clone(), name, problem: None, hides: false })?;
            }
            Root::Folder(folder) => below(folder, &|_| true, excluded, out.as_deref(), each)?,
            Root::Pattern(folder, pattern) => {
                below(folder, &|relative| means(pattern, relative), excluded, out.as_deref(), each)?;
            }
            Root::List => list::read(io::stdin().lock(), stop, each)?,
            Root::Gone(_) => {}
        }
    }
    Ok(())
}

fn below(
    folder: &Path,
    is_meant: &dyn Fn(&Path) -> bool,
    excluded: &Excluded,
    out: Option<&Path>,
    each: &mut dyn FnMut(Found) -> Result<(), IngestError>,
) -> Result<(), IngestError> {
    // Links to folders are not followed: a loop would never end, and its target is walked where it is.
    let walk = WalkDir::new(folder).into_iter().filter_entry(|entry| {
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        entry.depth() == 0
            || !(name::is_hidden(entry.file_name().as_bytes())
                || excluded.has(relative)
                || entry.file_type().is_dir() && Some(entry.path()) == out)
    });
    for entry in walk {
        let (location, problem, hides) = match entry {
            Ok(entry) if entry.file_type().is_dir() || is_link_to_folder(&entry) => continue,
            Ok(entry) => (entry.into_path(), None, false),
            Err(error) => {
                let problem = error.io_error().map_or_else(|| error.to_string(), load::plain);
                let location = error.path().unwrap_or(folder).to_owned();
                let hides = !location.is_file();
                let reason = format!("cannot open: {problem}");
                (location, Some(Refusal::failed(Stage::Open, reason)), hides)
            }
        };
        let relative = location.strip_prefix(folder).unwrap_or(&location);
        if problem.is_some() || is_meant(relative) {
            let name = name::of_path(relative);
            // The folder itself, where it cannot be opened.
            let name = if name.is_empty() { ".".to_owned() } else { name };
            each(Found { location, name, problem, hides })?;
        }
    }
    Ok(())
}

fn is_link_to_folder(entry: &DirEntry) -> bool {
    entry.path_is_symlink() && entry.path().is_dir()
}

/// Absolute, with the links of its folder resolved, but not itself: a link is a file of its own name.
pub(super) fn located(path: &Path) -> io::Result<PathBuf> {
    let whole = std::path::absolute(path)?;
    match (whole.parent(), whole.file_name()) {
        (Some(folder), Some(name)) => Ok(folder.canonicalize()?.join(name)),
        _ => Ok(whole),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[PathBuf], exclude: &[&str], out: &Path) -> Vec<String> {
        let exclude: Vec<String> = exclude.iter().map(ToString::to_string).collect();
        let mut names = Vec::new();
        let mut each = |found: Found| {
            names.push(found.name);
            Ok(())
        };
        let roots = roots(paths, out, false).unwrap();
        let stop = AtomicBool::new(false);
        walk(&roots, &Excluded::new(&exclude).unwrap(), out, &stop, &mut each).unwrap();
        names.sort();
        names
    }

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for name in files {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
        dir
    }

    #[test]
    fn the_output_hidden_files_and_exclusions_are_left_out() {
        let dir = folder(&["b.txt", "a/z.txt", "a.bak", "out/plans.ndjson", ".hidden", "nháp/x.txt"]);
        let paths = [dir.path().to_owned()];
        let out = dir.path().join("out");
        assert_eq!(names(&paths, &["*.bak", "nháp"], &out), ["a/z.txt", "b.txt"]);
        let one = [dir.path().join("a/z.txt")];
        assert_eq!(names(&one, &[], &out), ["z.txt"]);
        let pattern = [dir.path().join("**/*.txt")];
        assert_eq!(names(&pattern, &[], &out), ["a/z.txt", "b.txt", "nháp/x.txt"]);
    }

    #[test]
    fn loops_of_links_end() {
        let dir = folder(&["a/b.txt"]);
        std::os::unix::fs::symlink(dir.path(), dir.path().join("a/up")).unwrap();
        std::os::unix::fs::symlink("self", dir.path().join("a/self")).unwrap();
        assert_eq!(names(&[dir.path().to_owned()], &[], Path::new("out")), ["a/b.txt", "a/self"]);
    }

    #[test]
    fn a_path_that_is_not_there_is_an_error() {
        let missing = [PathBuf::from("/no/such/file")];
        assert!(matches!(roots(&missing, Path::new("out"), false), Err(IngestError::Path { .. })));
    }
}
