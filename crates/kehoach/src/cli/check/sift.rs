//! From all findings to those that are shown.

use anyhow::Result;
use kehoach_export::Found;
use kehoach_model::Place;

use super::choice::Choice;
use super::reading::Line;
use super::record::Record;
use super::suppressions::Suppressions;
use super::tally::Tally;
use crate::lang::Lang;

/// From all findings to those that are shown; counts both.
pub(super) struct Sift {
    choice: Choice,
    suppressions: Suppressions,
    shows_suppressed: bool,
    tally: Tally,
}

impl Sift {
    pub(super) fn new(choice: Choice, suppressions: Suppressions, shows_suppressed: bool) -> Self {
        let tally = Tally::new(choice.least);
        Self { choice, suppressions, shows_suppressed, tally }
    }

    /// What is shown of a record's findings.
    pub(super) fn document(&mut self, record: &Record<'_>, findings: &[Line]) -> Result<Vec<Found>> {
        self.tally.documents += 1;
        self.suppressions.meet(record.head());
        let mut shown = Vec::new();
        let mut has_open = false;
        for line in findings.iter().filter(|line| self.choice.has(line.rule)) {
            // Before the weight is looked at: what is suppressed is not among what is hidden.
            if self.suppressions.concern(line.rule) {
                let finding = line.finding()?;
                if let Some(reason) = self.suppressions.reason(record, &finding)? {
                    self.tally.suppressed += 1;
                    if self.shows_suppressed {
                        shown.push(Found { finding, suppressed: Some(reason) });
                    }
                    continue;
                }
            }
            if line.severity < self.choice.least {
                self.tally.hide(line.severity);
            } else {
                self.tally.show(line.severity);
                has_open = true;
                shown.push(line.finding()?.into());
            }
        }
        // Whoever mends a document goes through it from the top; what has no place is about all of it.
        shown.sort_by_key(|found| found.finding.at.first().and_then(Place::position));
        self.tally.with_findings += u64::from(has_open);
        Ok(shown)
    }

    /// Tells suppressions that did nothing; how many findings there were.
    pub(super) fn finish(self, lang: Lang) -> Tally {
        self.suppressions.tell_unused(|rule| self.choice.has(rule), lang);
        self.tally
    }
}
