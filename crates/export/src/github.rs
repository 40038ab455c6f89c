//! Workflow commands of GitHub: what a step prints like this stands beside the lines of a pull request.

use std::io::Write;

use kehoach_model::{LineRange, Severity};

use crate::{Document, ExportError, Found, Report, View, line::printable, place, said};

/// Writes one workflow command a finding.
pub(crate) struct Github<'a> {
    out: Box<dyn Write + 'a>,
    view: &'a View,
}

impl<'a> Github<'a> {
    pub(crate) fn new(out: Box<dyn Write + 'a>, view: &'a View) -> Self {
        Self { out, view }
    }
}

impl Report for Github<'_> {
    fn document(&mut self, document: &Document, found: &[Found]) -> Result<(), ExportError> {
        for Found { finding, suppressed } in found {
            if suppressed.is_some() {
                continue;
            }
            let command = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "notice",
            };
            // GitHub shows no annotation without a line; that of a page or block is told in words.
            let LineRange(first, last) = place::lines(&finding.at).unwrap_or(LineRange(1, 1));
            writeln!(
                self.out,
                "::{command} file={},line={first},endLine={last},title={}::{}",
                property(&document.source.path),
                property(&finding.rule.name()),
                data(&said::whole(finding, self.view.lang))
            )?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        Ok(self.out.flush()?)
    }
}

/// Escapes as the toolkit of GitHub's own actions does; the log is shown with colours, so no other control character
/// gets there.
fn data(text: &str) -> String {
    printable(&text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A"))
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_the_command() {
        assert_eq!(data("đạt 50%\r\n::error::x"), "đạt 50%25%0D%0A::error::x");
        assert_eq!(property("a,b:c%.md"), "a%2Cb%3Ac%25.md");
    }
}
