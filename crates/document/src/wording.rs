//! What the head of a column, or the label of a task block, says that it holds.

use std::sync::LazyLock;

use kehoach_model::Field;
use regex::RegexSet;
use serde::Deserialize;

/// Wordings of one field, as a data file gives them.
#[derive(Debug, Deserialize)]
pub struct Wording {
    /// Name of the field ("lead"), or "lead_support" for both in one cell.
    field: String,
    /// Patterns on text folded by [`kehoach_viet::key::ascii`].
    patterns: Vec<String>,
}

/// What a head or a label stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// One field.
    Field(Field),
    /// Lead and support in one cell.
    LeadAndSupport,
}

/// Wordings of all fields, the first that fits wins.
#[derive(Debug)]
pub struct Wordings {
    entries: Vec<(Meaning, RegexSet)>,
    unknown: Vec<String>,
}

impl Wordings {
    /// Compiles the wordings of a data file; what it cannot use is kept as [`Wordings::unknown`].
    #[must_use]
    pub fn new(wordings: &[Wording]) -> Self {
        let mut this = Self { entries: Vec::new(), unknown: Vec::new() };
        for wording in wordings {
            match meaning(&wording.field) {
                Some(meaning) => this.entries.push((meaning, set(&wording.patterns))),
                None => this.unknown.push(wording.field.clone()),
            }
        }
        this
    }

    /// The first meaning whose wordings fit a folded text.
    #[must_use]
    pub fn meaning(&self, folded: &str) -> Option<Meaning> {
        self.entries.iter().find(|(_, patterns)| patterns.is_match(folded)).map(|(meaning, _)| *meaning)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Names of fields in the data file that are none.
    #[must_use]
    pub fn unknown(&self) -> Vec<&str> {
        self.unknown.iter().map(String::as_str).collect()
    }
}

fn set(patterns: &[String]) -> RegexSet {
    #[expect(clippy::expect_used, reason = "patterns of the project's data files, compiled in tests")]
    RegexSet::new(patterns).expect("patterns of a data file")
}

fn meaning(field: &str) -> Option<Meaning> {
    Some(Meaning::Field(match field {
        "ordinal" => Field::Ordinal,
        "unit" => Field::Unit,
        "baseline" => Field::Baseline,
        "target" => Field::Target,
        "lead" => Field::Lead,
        "support" => Field::Support,
        "monitor" => Field::Monitor,
        "result" => Field::Result,
        "budget" => Field::Budget,
        "deadline" => Field::Deadline,
        "note" => Field::Note,
        "lead_support" => return Some(Meaning::LeadAndSupport),
        _ => return None,
    }))
}

#[derive(Deserialize)]
struct ColumnFile {
    column: Vec<Wording>,
    names: NameFile,
}

#[derive(Deserialize)]
struct NameFile {
    indicators: Vec<String>,
    tasks: Vec<String>,
    either: Vec<String>,
    neither: Vec<String>,
    category: Vec<String>,
}

/// Patterns that make a head the name of its rows.
#[derive(Debug)]
pub struct NameHeads {
    /// Chỉ tiêu, tiêu chí.
    pub indicators: RegexSet,
    /// Nhiệm vụ, công việc.
    pub tasks: RegexSet,
    /// Nội dung.
    pub either: RegexSet,
    /// Names of other things: procedures, bodies, expenses.
    pub neither: RegexSet,
    /// Heads of a column that groups rows.
    pub category: RegexSet,
}

/// Heads of columns, from `data/columns.toml`: what they hold, and which name their rows.
pub static COLUMN_HEADS: LazyLock<(Wordings, NameHeads)> = LazyLock::new(|| {
    let file = column_file();
    let names = NameHeads {
        indicators: set(&file.names.indicators),
        tasks: set(&file.names.tasks),
        either: set(&file.names.either),
        neither: set(&file.names.neither),
        category: set(&file.names.category),
    };
    (Wordings::new(&file.column), names)
});

fn column_file() -> ColumnFile {
    #[expect(clippy::expect_used, reason = "a file of this crate, loaded in a test")]
    toml::from_str(include_str!("../data/columns.toml")).expect("a data file of this crate")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_file_is_known() {
        assert_eq!(COLUMN_HEADS.0.unknown(), Vec::<&str>::new());
        assert_eq!(COLUMN_HEADS.0.meaning("don vi chu tri"), Some(Meaning::Field(Field::Lead)));
    }
}
