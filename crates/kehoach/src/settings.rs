//! `kehoach.toml`: what a team has agreed on. It stands in the working directory or the nearest folder above it; the
//! command line wins over it.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;

/// Name of the file.
const NAME: &str = "kehoach.toml";

/// What the file says; all of it may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct KehoachToml {
    /// Language of messages.
    pub(crate) lang: Option<Language>,
    /// Of `kehoach check`.
    pub(crate) check: CheckSettings,
    /// Of single rules.
    pub(crate) rules: kehoach_check::Settings,
    /// The file itself; `None` where there is none.
    #[serde(skip)]
    pub(crate) file: Option<PathBuf>,
}

/// Language of messages.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Language {
    Vi,
    En,
}

/// What `kehoach check` shows.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CheckSettings {
    pub(crate) select: Vec<String>,
    pub(crate) ignore: Vec<String>,
    pub(crate) min_severity: Option<kehoach_model::Severity>,
    /// Relative to the folder of `kehoach.toml`.
    pub(crate) suppressions: Option<PathBuf>,
}

/// Why a file of settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SettingsError {
    #[error("{}: cannot read the file", file.display())]
    Read { file: PathBuf, source: io::Error },
    #[error("{}, line {line}: {problem}", file.display())]
    Wrong { file: PathBuf, line: usize, problem: String },
}

impl Language {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

impl KehoachToml {
    /// The folder of the file.
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.file.as_deref().and_then(Path::parent)
    }
}

/// The settings that hold in the working directory.
pub(crate) fn load() -> Result<KehoachToml, SettingsError> {
    // A working directory that is gone has no settings; whatever needs one says so itself.
    std::env::current_dir().map_or_else(|_| Ok(KehoachToml::default()), |folder| from(&folder))
}

fn from(folder: &Path) -> Result<KehoachToml, SettingsError> {
    let Some(file) = folder.ancestors().map(|folder| folder.join(NAME)).find(|file| file.is_file()) else {
        return Ok(KehoachToml::default());
    };
    let text = read(&file)?;
    let settings: KehoachToml = parse(&text, &file)?;
    Ok(KehoachToml { file: Some(file), ..settings })
}

/// The text of a file of settings.
pub(crate) fn read(file: &Path) -> Result<String, SettingsError> {
    fs::read_to_string(file).map_err(|source| SettingsError::Read { file: file.to_owned(), source })
}

/// TOML, its faults with their line.
pub(crate) fn parse<T: for<'de> Deserialize<'de>>(text: &str, file: &Path) -> Result<T, SettingsError> {
    toml::from_str(text).map_err(|error| SettingsError::Wrong {
        file: file.to_owned(),
        line: error.span().map_or(1, |span| line_of(text, span.start)),
        problem: error.message().to_owned(),
    })
}

/// The line, counted from 1, in which a byte stands.
pub(crate) fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<KehoachToml, String> {
        parse(text, Path::new("kehoach.toml")).map_err(|error| error.to_string())
    }

    #[test]
    fn every_part_may_be_left_out() {
        assert!(read("").unwrap().check.select.is_empty());
        let all = read(
            "lang = \"vi\"\n[check]\nselect = [\"missing-cell\"]\nignore = []\nmin-severity = \"info\"\n\
             suppressions = \"x.toml\"\n[rules.missing-cell]\nfilled-share = 0.5\n",
        )
        .unwrap();
        assert_eq!(all.lang.unwrap().code(), "vi");
        assert_eq!(all.check.min_severity, Some(kehoach_model::Severity::Info));
        assert!((all.rules.missing_cell.filled_share - 0.5).abs() < f64::EPSILON);
    }

    #[test]
    fn what_is_not_known_is_told_with_its_line() {
        for (text, line, key) in [
            ("lang = \"vi\"\nlng = 1\n", "line 2", "lng"),
            ("\n\n[check]\nselct = []\n", "line 4", "selct"),
            ("[rules.missing-cell]\nfilled-share = 5.0\n", "line 2", "from 0 to 1"),
            ("[rules.missing-cel]\n", "line 1", "missing-cel"),
            ("[rules.missing-cell]\nshare = 1\n", "line 2", "share"),
            ("lang = \"fr\"\n", "line 1", "fr"),
            ("lang = \n", "line 1", ""),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.starts_with(&format!("kehoach.toml, {line}: ")) && error.contains(key), "{error}");
        }
    }

    #[test]
    fn the_nearest_file_counts() {
        let root = tempfile::tempdir().unwrap();
        let deep = root.path().join("a/b");
        fs::create_dir_all(&deep).unwrap();
        fs::write(root.path().join(NAME), "lang = \"vi\"").unwrap();
        assert_eq!(from(&deep).unwrap().folder(), Some(root.path()));
        fs::write(root.path().join("a").join(NAME), "").unwrap();
        assert!(from(&deep).unwrap().lang.is_none());
    }
}
