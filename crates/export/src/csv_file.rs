//! A table for spreadsheets and data frames.

use std::io::Write;

use kehoach_model::Finding;

use crate::{Document, ExportError, Found, Report, View, place, words};

/// Without it Excel takes UTF-8 for the code page of the machine.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
const HEADS: [&str; 12] = [
    "severity",
    "rule",
    "path",
    "place",
    "row",
    "ordinal",
    "field",
    "message_vi",
    "message_en",
    "fix_from",
    "fix_to",
    "plan",
];

/// Writes one line a finding.
pub(crate) struct Csv<'a> {
    out: csv::Writer<Box<dyn Write + 'a>>,
    view: &'a View,
    has_head: bool,
}

impl<'a> Csv<'a> {
    pub(crate) fn new(out: Box<dyn Write + 'a>, view: &'a View) -> Self {
        Self { out: writer(out), view, has_head: false }
    }

    fn head(&mut self) -> Result<(), ExportError> {
        if !self.has_head {
            self.has_head = true;
            self.out.write_record(marked(&HEADS))?;
        }
        Ok(())
    }
}

/// A writer whose lines end as RFC 4180 and Excel have it.
pub(crate) fn writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out)
}

/// Heads of which the first carries the byte order mark.
pub(crate) fn marked<'h>(heads: &'h [&'h str]) -> impl Iterator<Item = Vec<u8>> + 'h {
    heads.iter().enumerate().map(|(at, head)| {
        let mark = if at == 0 { BYTE_ORDER_MARK } else { b"" };
        [mark, head.as_bytes()].concat()
    })
}

impl Report for Csv<'_> {
    fn document(&mut self, document: &Document, found: &[Found]) -> Result<(), ExportError> {
        self.head()?;
        for Found { finding, suppressed } in found {
            if suppressed.is_none() {
                self.out
                    .write_record(cells(document, finding, self.view).iter().map(|cell| guarded(cell)))?;
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.head()?;
        Ok(self.out.flush()?)
    }
}

fn cells(document: &Document, finding: &Finding, view: &View) -> [String; 12] {
    let ordinals = finding.rows.iter().filter_map(|row| document.row(row)?.ordinal.clone());
    let fix = |side: fn(&kehoach_model::Fix) -> &Option<String>| {
        finding.fix.as_ref().and_then(|fix| side(fix).clone()).unwrap_or_default()
    };
    [
        words::plain(finding.severity).to_owned(),
        finding.rule.name(),
        document.source.path.clone(),
        place::all(&finding.at, view.lang),
        finding.rows.join(", "),
        ordinals.collect::<Vec<_>>().join(", "),
        finding.field.map(words::field_name).unwrap_or_default(),
        finding.message.vi.clone(),
        finding.message.en.clone(),
        fix(|fix| &fix.from),
        fix(|fix| &fix.to),
        document.id.clone(),
    ]
}

/// A cell that no spreadsheet takes for a formula.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_text() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert_eq!(guarded(cell), format!("'{cell}"));
        }
        assert_eq!(guarded("≥ 50%"), "≥ 50%");
    }
}
