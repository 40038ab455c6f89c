//! One line a finding.

use std::io::Write;

use crate::{Document, ExportError, Found, Report, Style, View, line::printable, place, words};

/// Writes one line a finding.
pub(crate) struct Concise<'a> {
    out: Box<dyn Write + 'a>,
    view: &'a View,
}

impl<'a> Concise<'a> {
    pub(crate) fn new(out: Box<dyn Write + 'a>, view: &'a View) -> Self {
        Self { out, view }
    }
}

/// "12.md:210: warning[missing-cell] …", in colours.
pub(crate) fn title(document: &Document, found: &Found, view: &View) -> String {
    let (finding, lang) = (&found.finding, view.lang);
    let at = printable(&place::behind(&document.source.path, &finding.at, lang));
    let kind = format!("{}[{}]", words::severity(finding.severity, lang), finding.rule.name());
    let message = printable(lang.of(&finding.message));
    if found.suppressed.is_some() {
        return Style::Faint.of(&format!("{at}: {kind} {message}"));
    }
    format!("{}: {} {message}", Style::Strong.of(&at), Style::from(finding.severity).of(&kind))
}

/// "suppressed: the issuer answered".
pub(crate) fn suppressed(reason: &str, view: &View) -> String {
    format!("{}: {}", view.lang.pick("đã bỏ qua", "suppressed"), printable(reason))
}

impl Report for Concise<'_> {
    fn document(&mut self, document: &Document, found: &[Found]) -> Result<(), ExportError> {
        for found in found {
            let mut line = title(document, found, self.view);
            if let Some(reason) = &found.suppressed {
                line.push_str(&Style::Faint.of(&format!(" ({})", suppressed(reason, self.view))));
            }
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        Ok(self.out.flush()?)
    }
}
