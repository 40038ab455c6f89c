//! A workbook for the office: an overview by rule, and a sheet for each rule.

mod link;
mod overview;
mod sheet;

use std::collections::BTreeMap;
use std::io::Write;

use kehoach_model::{Rule, Severity};
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format as Look, FormatAlign, Workbook};

use crate::{Document, ExportError, Found, Report, View};
use sheet::Sheet;

/// Holds the findings by rule until all are known: sheets are ordered by how many they have.
pub(crate) struct Xlsx<'a> {
    out: Box<dyn Write + 'a>,
    view: &'a View,
    sheets: BTreeMap<Rule, Sheet>,
}

/// How cells look.
struct Looks {
    head: Look,
    text: Look,
    link: Look,
    severities: [Look; 3],
}

impl<'a> Xlsx<'a> {
    pub(crate) fn new(out: Box<dyn Write + 'a>, view: &'a View) -> Self {
        Self { out, view, sheets: BTreeMap::new() }
    }
}

impl Report for Xlsx<'_> {
    fn document(&mut self, document: &Document, found: &[Found]) -> Result<(), ExportError> {
        for Found { finding, .. } in found.iter().filter(|found| found.suppressed.is_none()) {
            self.sheets.entry(finding.rule).or_default().add(document, finding, self.view);
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        let mut sheets: Vec<(Rule, Sheet)> = std::mem::take(&mut self.sheets).into_iter().collect();
        sheets.sort_by_key(|(rule, sheet)| (usize::MAX - sheet.len(), rule.name()));
        let looks = Looks::new();
        let mut book = Workbook::new();
        // Two runs write the same bytes.
        let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
        let properties = DocProperties::new().set_author("kehoach").set_creation_datetime(&made);
        book.set_properties(&properties);
        overview::write(book.add_worksheet(), &sheets, self.view, &looks)?;
        for (rule, sheet) in &sheets {
            sheet.write(book.add_worksheet(), *rule, self.view, &looks)?;
        }
        self.out.write_all(&book.save_to_buffer()?)?;
        Ok(self.out.flush()?)
    }
}

impl Looks {
    fn new() -> Self {
        let text = || Look::new().set_text_wrap().set_align(FormatAlign::Top);
        let coloured = |colour: u32| text().set_bold().set_font_color(Color::RGB(colour));
        Self {
            head: text().set_bold().set_background_color(Color::RGB(0x00DD_E6F0)),
            link: text()
                .set_font_color(Color::RGB(0x0005_63C1))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            severities: [coloured(0x001F_6F8B), coloured(0x009C_6500), coloured(0x00C0_0000)],
            text: text(),
        }
    }

    fn severity(&self, severity: Severity) -> &Look {
        let [info, warning, error] = &self.severities;
        match severity {
            Severity::Info => info,
            Severity::Warning => warning,
            Severity::Error => error,
        }
    }
}

/// What a cell of a workbook can hold, letters.
const CELL: usize = 32_767;

/// A text as a cell takes it.
fn cell(text: &str) -> String {
    // The format counts UTF-16 units; letters beyond the first plane are two.
    let mut units = 0;
    text.chars()
        .take_while(|letter| {
            units += letter.len_utf16();
            units <= CELL
        })
        .collect()
}
