//! One writer for each format.

use std::io::Write;
use std::path::PathBuf;

use kehoach_model::Rule;

use crate::{Document, ExportError, Found, Lang, RuleText};

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a person: each with its row, what would put it right, and what to do.
    Full,
    /// One line each.
    Concise,
    /// One array of objects.
    Json,
    /// One object a line.
    JsonLines,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub.
    Github,
    /// A table with a byte order mark, so that Excel takes it for UTF-8.
    Csv,
    /// A workbook: an overview, and a sheet for each rule.
    Xlsx,
}

impl Format {
    /// Whether it shows rows, so that a record must be read whole.
    #[must_use]
    pub fn shows_rows(self) -> bool {
        matches!(self, Self::Full | Self::Sarif | Self::Csv | Self::Xlsx)
    }
}

/// For whom a report is.
#[derive(Debug, Clone)]
pub struct View {
    /// Language of messages.
    pub lang: Lang,
    /// Columns of the terminal.
    pub width: usize,
    /// All rules in their order.
    pub rules: Vec<RuleText>,
    /// Version of the program.
    pub version: String,
    /// The folder of the file that is written, absolute: links of a workbook start there.
    pub folder: Option<PathBuf>,
}

impl View {
    /// What is said of a rule.
    pub(crate) fn rule(&self, rule: Rule) -> Option<&RuleText> {
        self.rules.iter().find(|text| text.rule == rule)
    }
}

/// Takes findings document by document.
pub trait Report {
    /// The findings of the next document.
    ///
    /// # Errors
    /// [`ExportError`] where they cannot be written.
    fn document(&mut self, document: &Document, found: &[Found]) -> Result<(), ExportError>;

    /// There are no more.
    ///
    /// # Errors
    /// [`ExportError`] where they cannot be written.
    fn finish(self: Box<Self>) -> Result<(), ExportError>;
}

/// A report in a format. Full and concise ones have colours: whoever opens `out` drops them where it is no terminal.
#[must_use]
pub fn report<'a>(format: Format, out: Box<dyn Write + 'a>, view: &'a View) -> Box<dyn Report + 'a> {
    match format {
        Format::Full => Box::new(crate::full::Full::new(out, view)),
        Format::Concise => Box::new(crate::concise::Concise::new(out, view)),
        Format::Json => Box::new(crate::json::Json::array(out)),
        Format::JsonLines => Box::new(crate::json::Json::lines(out)),
        Format::Sarif => Box::new(crate::sarif::Sarif::new(out, view)),
        Format::Github => Box::new(crate::github::Github::new(out, view)),
        Format::Csv => Box::new(crate::csv_file::Csv::new(out, view)),
        Format::Xlsx => Box::new(crate::xlsx::Xlsx::new(out, view)),
    }
}
