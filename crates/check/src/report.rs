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
    finding: &'r mut Finding,
}

impl<'a> Report<'a> {
    pub(crate) fn of(entry: &'a Entry) -> Self {
        Self { entry, found: Vec::new() }
    }

    /// A finding of the rule: its message is that of the catalogue under `key`, with the values put in.
    pub(crate) fn say(&mut self, key: &str, values: &[(&str, Value)]) -> Making<'_> {
        let message = catalogue::message(self.entry.rule, key, values);
        self.found.push(Finding::new(self.entry.rule, self.entry.severity, message.vi, message.en));
        let last = self.found.len() - 1;
        // What was just pushed is there.
        Making { finding: self.found.get_mut(last).unwrap_or_else(|| unreachable!()) }
    }

    pub(crate) fn rule(&self) -> Rule {
        self.entry.rule
    }

    pub(crate) fn finish(self) -> Vec<Finding> {
        self.found
    }
}

impl Making<'_> {
    /// It is about this row too.
    pub(crate) fn row(self, row: &Row) -> Self {
        self.finding.rows.push(row.id.clone());
        self.finding.at.extend(row.at.iter().cloned());
        self
    }

    pub(crate) fn at(self, at: &[Place]) -> Self {
        self.finding.at.extend(at.iter().cloned());
        self
    }

    /// The column that it is about.
    pub(crate) fn field(self, field: Field) -> Self {
        self.finding.field = Some(field);
        self
    }

    /// No error in a table whose columns are inferred: what is wrong may be the reading.
    pub(crate) fn of_table(self, rows: &Rows<'_>) -> Self {
        if rows.is_sure() {
            return self;
        }
        let severity = self.finding.severity.min(Severity::Warning);
        self.severity(severity)
    }

    pub(crate) fn severity(self, severity: Severity) -> Self {
        self.finding.severity = severity;
        self
    }

    /// What would put it right.
    pub(crate) fn fix(self, field: impl Into<String>, from: Option<&str>, to: Option<&str>) -> Self {
        self.finding.fix =
            Some(Fix { field: field.into(), from: from.map(str::to_owned), to: to.map(str::to_owned) });
        self
    }
}
