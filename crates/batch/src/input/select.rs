//! Patterns that name inputs: `plans/**/*.txt` as a PATH, `--exclude`.

use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

/// A pattern that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{pattern}\" is no pattern: {problem}")]
pub struct PatternError {
    /// The pattern as given.
    pub pattern: String,
    /// What is wrong with it.
    pub problem: String,
}

/// A PATH with `*`, `?`, `[…]` or `{…}`.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    /// The folder above the first part with a wildcard.
    pub(super) base: PathBuf,
    matcher: GlobMatcher,
}

impl Pattern {
    /// The pattern that a PATH is; `None` where it has no wildcard.
    pub(super) fn of(path: &Path) -> Option<Result<Self, PatternError>> {
        let is_wild = |part: &Component<'_>| {
            part.as_os_str().as_encoded_bytes().iter().any(|byte| b"*?[{".contains(byte))
        };
        let parts: Vec<Component<'_>> = path.components().collect();
        let first = parts.iter().position(is_wild)?;
        let (base, rest) = parts.split_at(first);
        let rest: PathBuf = rest.iter().collect();
        let base: PathBuf = base.iter().collect();
        let base = if base.as_os_str().is_empty() { PathBuf::from(".") } else { base };
        Some(matcher(&rest.to_string_lossy()).map(|matcher| Self { base, matcher }))
    }

    /// Whether a path below the base is meant.
    pub(super) fn matches(&self, relative: &Path) -> bool {
        self.matcher.is_match(relative)
    }
}

/// What `--exclude` leaves out: a pattern with "/" is held against the path below the PATH given, one without
/// against every part of it, as in a .gitignore.
#[derive(Debug, Default)]
pub(crate) struct Excluded {
    names: Vec<GlobMatcher>,
    paths: Vec<GlobMatcher>,
}

impl Excluded {
    pub(crate) fn new(patterns: &[String]) -> Result<Self, PatternError> {
        let mut excluded = Self::default();
        for pattern in patterns {
            let whole = pattern.trim_end_matches('/');
            let side = if whole.contains('/') { &mut excluded.paths } else { &mut excluded.names };
            side.push(matcher(whole.trim_start_matches("./").trim_start_matches('/'))?);
        }
        Ok(excluded)
    }

    /// Whether a file, folder or member is left out; `relative` is its path below the PATH given.
    pub(crate) fn has(&self, relative: &Path) -> bool {
        let by_name = || {
            let name = relative.file_name().map(Path::new);
            name.is_some_and(|name| self.names.iter().any(|pattern| pattern.is_match(name)))
        };
        by_name() || self.paths.iter().any(|pattern| pattern.is_match(relative))
    }
}

fn matcher(pattern: &str) -> Result<GlobMatcher, PatternError> {
    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
    let glob =
        glob.map_err(|error| PatternError { pattern: pattern.to_owned(), problem: error.kind().to_string() });
    Ok(glob?.compile_matcher())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_has_a_base_and_a_rest() {
        let pattern = Pattern::of(Path::new("a/b/*/c?.txt")).unwrap().unwrap();
        assert_eq!(pattern.base, Path::new("a/b"));
        assert!(pattern.matches(Path::new("x/c1.txt")));
        assert!(!pattern.matches(Path::new("x/y/c1.txt")));
        assert!(Pattern::of(Path::new("a/b.txt")).is_none());
        assert!(Pattern::of(Path::new("a/[b.txt")).unwrap().is_err());
        assert_eq!(Pattern::of(Path::new("*.txt")).unwrap().unwrap().base, Path::new("."));
    }

    #[test]
    fn exclusion_by_name_or_path() {
        let excluded =
            Excluded::new(&["*.bak".to_owned(), "nháp/".to_owned(), "2024/*.txt".to_owned()]).unwrap();
        assert!(excluded.has(Path::new("a/b.bak")));
        assert!(excluded.has(Path::new("a/nháp")));
        assert!(excluded.has(Path::new("2024/a.txt")));
        assert!(!excluded.has(Path::new("x/2024/a.txt")));
        assert!(!excluded.has(Path::new("a/b.txt")));
    }
}
