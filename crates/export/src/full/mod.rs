//! Findings for a person at a terminal: each with its row, the cell in question marked, what would put it right.

mod excerpt;
mod fit;
mod mark;

use std::collections::BTreeSet;
use std::io::Write;

use kehoach_model::{Finding, Rule};

use crate::line::{printable, wrap};
use crate::{Document, ExportError, Found, Lang, Report, Style, View, concise, place, words};

/// Rows of a finding that are shown.
const ROWS: usize = 4;

/// Writes one excerpt a finding.
pub(crate) struct Full<'a> {
    out: Box<dyn Write + 'a>,
    view: &'a View,
    /// Rules whose help was given: twelve times the same sentence helps nobody.
    helped: BTreeSet<Rule>,
}

impl<'a> Full<'a> {
    pub(crate) fn new(out: Box<dyn Write + 'a>, view: &'a View) -> Self {
        Self { out, view, helped: BTreeSet::new() }
    }

    fn one(&mut self, document: &Document, found: &Found) -> Result<(), ExportError> {
        let (finding, view) = (&found.finding, self.view);
        // The terminal breaks a title that is too long: it then still is one line for grep and editors.
        writeln!(self.out, "{}", concise::title(document, found, view))?;
        if let Some(reason) = &found.suppressed {
            writeln!(
                self.out,
                "{}\n",
                Style::Faint.of(&format!("  = {}", concise::suppressed(reason, view)))
            )?;
            return Ok(());
        }
        let rows: Vec<_> = finding.rows.iter().filter_map(|row| document.row(row)).collect();
        let (shown, more) = rows.split_at(rows.len().min(ROWS));
        let gutter = excerpt::write(&mut self.out, document, finding, shown, view)?;
        for (label, text) in self.notes(finding, more.len()) {
            self.note(gutter, &label, &text)?;
        }
        writeln!(self.out)?;
        Ok(())
    }

    /// "fix: a → b", "help: …".
    fn notes(&mut self, finding: &Finding, more: usize) -> Vec<(String, String)> {
        let lang = self.view.lang;
        let mut notes = Vec::new();
        let mut note = |vi: &str, en: &str, text: String| notes.push((lang.pick(vi, en).to_owned(), text));
        if more > 0 {
            note(
                "còn",
                "more",
                match lang {
                    Lang::Vi => format!("{more} hàng nữa"),
                    Lang::En => format!("{more} more {}", if more == 1 { "row" } else { "rows" }),
                },
            );
        }
        // One place stands in the title already, and the rows have theirs beside them.
        let is_told = place::count(&finding.at, lang) <= 1 || finding.rows.len() > 1;
        if !is_told {
            note("vị trí", "place", place::all(&finding.at, lang));
        }
        if let Some(fix) = &finding.fix {
            note("sửa", "fix", words::fix(fix, lang));
        }
        if self.helped.insert(finding.rule) {
            let help = self.view.rule(finding.rule).and_then(crate::RuleText::help);
            match (lang, help) {
                (Lang::En, Some(help)) => note("", "help", help),
                // The manuals are in English.
                (Lang::Vi, _) => note("xem", "", format!("kehoach explain {}", finding.rule.name())),
                (Lang::En, None) => {}
            }
        }
        notes
    }

    fn note(&mut self, gutter: usize, label: &str, text: &str) -> Result<(), ExportError> {
        let indent = gutter + 3 + crate::line::width(label) + 2;
        let lines = wrap(&printable(text), self.view.width.saturating_sub(indent).max(20));
        for (at, line) in lines.iter().enumerate() {
            if at == 0 {
                let sign = Style::Frame.of("=");
                writeln!(self.out, "{}{sign} {}: {line}", " ".repeat(gutter + 1), Style::Strong.of(label))?;
            } else {
                writeln!(self.out, "{}{line}", " ".repeat(indent))?;
            }
        }
        Ok(())
    }
}

impl Report for Full<'_> {
    fn document(&mut self, document: &Document, found: &[Found]) -> Result<(), ExportError> {
        found.iter().try_for_each(|found| self.one(document, found))
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        Ok(self.out.flush()?)
    }
}
