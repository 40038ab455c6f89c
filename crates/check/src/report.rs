//! Findings while they are made: a rule says which of its messages, the catalogue words it.

use kehoach_model::{Field, Finding, Fix, Place, Row, Rule, Severity};

use crate::catalogue::{self, Value};
use crate::rule::Entry;
use crate::scope::Rows;

/// What one rule has found so far.
pub struct Report<'a> {
    entry: &'a Entry,
    found: Vec<Finding>,
}

/// A finding that is being made.
pub(crate) struct Making<'r> {
    /// What has been found; the last one is being made.
    found: &'r mut [Finding],
}

impl<'a> Report<'a> {
    pub(crate) fn of(entry: &'a Entry) -> Self {
        Self { entry, found: Vec::new() }
    }

    /// A finding of the rule: its message is that of the catalogue under `key`, with the values put in.
    pub(crate) fn say(&mut self, key: &str, values: &[(&str, Value)]) -> Making<'_> {
        let message = catalogue::message(self.entry.rule, key, values);
        self.found.push(Finding::new(self.entry.rule, self.entry.severity, message.vi, message.en));
        Making { found: &mut self.found }
    }

    pub(crate) fn rule(&self) -> Rule {
        self.entry.rule
    }

    pub(crate) fn finish(self) -> Vec<Finding> {
        self.found
    }
}

impl Making<'_> {
    fn with(self, set: impl FnOnce(&mut Finding)) -> Self {
        if let Some(finding) = self.found.last_mut() {
            set(finding);
        }
        self
    }

    /// It is about this row too.
    pub(crate) fn row(self, row: &Row) -> Self {
        self.with(|finding| {
            finding.rows.push(row.id.clone());
            finding.at.extend(row.at.iter().cloned());
        })
    }

    pub(crate) fn at(self, at: &[Place]) -> Self {
        self.with(|finding| finding.at.extend(at.iter().cloned()))
    }

    /// The column that it is about.
    pub(crate) fn field(self, field: Field) -> Self {
        self.with(|finding| finding.field = Some(field))
    }

    /// No error in a table whose columns are inferred: what is wrong may be the reading.
    pub(crate) fn of_table(self, rows: &Rows<'_>) -> Self {
        if rows.is_sure() {
            return self;
        }
        self.with(|finding| finding.severity = finding.severity.min(Severity::Warning))
    }

    pub(crate) fn severity(self, severity: Severity) -> Self {
        self.with(|finding| finding.severity = severity)
    }

    /// What would put it right.
    pub(crate) fn fix(self, field: impl Into<String>, from: Option<&str>, to: Option<&str>) -> Self {
        let fix = Fix { field: field.into(), from: from.map(str::to_owned), to: to.map(str::to_owned) };
        self.with(|finding| finding.fix = Some(fix))
    }
}
