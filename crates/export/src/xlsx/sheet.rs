//! The findings of one rule.

use std::collections::BTreeSet;

use kehoach_model::{Finding, Rule, Severity};
use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::{Looks, cell, link};
use crate::{Document, Lang, View, place, words};

/// Links that Excel takes on a sheet; the paths behind them are plain text.
const LINKS: usize = 65_000;
/// Rows that Excel takes on a sheet.
const ROWS: usize = 1_048_575;
/// Widths of the columns, letters.
const WIDTHS: [f64; 11] = [11.0, 34.0, 16.0, 8.0, 60.0, 22.0, 30.0, 60.0, 28.0, 28.0, 44.0];
/// The column of paths.
const PATH: u16 = 1;

/// The findings of one rule.
#[derive(Default)]
pub(super) struct Sheet {
    lines: Vec<Line>,
    documents: BTreeSet<String>,
    severity: Option<Severity>,
}

struct Line {
    severity: Severity,
    link: Option<String>,
    /// What stands behind the severity, in the order of the columns.
    cells: [String; 10],
}

impl Sheet {
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn documents(&self) -> usize {
        self.documents.len()
    }

    /// The highest of its findings.
    pub(super) fn severity(&self) -> Severity {
        self.severity.unwrap_or(Severity::Info)
    }

    pub(super) fn add(&mut self, document: &Document, finding: &Finding, view: &View) {
        let lang = view.lang;
        let rows: Vec<_> = finding.rows.iter().filter_map(|row| document.row(row)).collect();
        let joined = |texts: Vec<&str>| texts.join("\n");
        let first = rows
            .first()
            .map(|row| row.shown(document.columns(row), |field| words::field(field, lang).to_owned()));
        let shown =
            first.iter().flatten().find(|(head, _)| finding.field.is_some() && head.field == finding.field);
        let head = match (shown, finding.field) {
            (Some((head, _)), _) => head.text.clone(),
            (None, Some(field)) => words::field(field, lang).to_owned(),
            (None, None) => String::new(),
        };
        let fix = finding.fix.as_ref();
        let cells = [
            document.source.path.clone(),
            place::all(&finding.at, lang),
            joined(rows.iter().filter_map(|row| row.ordinal.as_deref()).collect()),
            joined(rows.iter().map(|row| row.name.as_str()).collect()),
            head,
            shown.map(|(_, cell)| cell.clone()).unwrap_or_default(),
            lang.of(&finding.message).to_owned(),
            fix.and_then(|fix| fix.from.clone()).unwrap_or_default(),
            fix.and_then(|fix| fix.to.clone()).unwrap_or_default(),
            whole_name(document, finding),
        ];
        let link = link::to(document.source.location.as_deref(), view.folder.as_deref());
        self.lines.push(Line { severity: finding.severity, link, cells });
        self.documents.insert(document.id.clone());
        self.severity = self.severity.max(Some(finding.severity));
    }

    pub(super) fn write(
        &self,
        page: &mut Worksheet,
        rule: Rule,
        view: &View,
        looks: &Looks,
    ) -> Result<(), XlsxError> {
        // The longest name of a rule has 26 letters, a sheet's may have 31.
        page.set_name(rule.name())?;
        for (column, (head, width)) in (0_u16..).zip(heads(view.lang).into_iter().zip(WIDTHS)) {
            page.write_string_with_format(0, column, head, &looks.head)?;
            page.set_column_width(column, width)?;
        }
        page.set_freeze_panes(1, 0)?;
        let mut links = 0;
        let shown = self.lines.iter().take(ROWS);
        let mut last = 0;
        for (at, line) in (1_u32..).zip(shown) {
            last = at;
            let severity = words::severity(line.severity, view.lang);
            page.write_string_with_format(at, 0, severity, looks.severity(line.severity))?;
            for (column, text) in (1_u16..).zip(&line.cells) {
                let text = cell(text);
                if column == PATH
                    && let Some(link) = line.link.as_ref().filter(|_| links < LINKS)
                    && page
                        .write_url_with_format(at, column, Url::new(link).set_text(&text), &looks.link)
                        .is_ok()
                {
                    links += 1;
                    continue;
                }
                page.write_string_with_format(at, column, text, &looks.text)?;
            }
        }
        if last > 0 {
            page.autofilter(0, 0, last, 10)?;
        }
        Ok(())
    }
}

fn heads(lang: Lang) -> [&'static str; 11] {
    [
        lang.pick("Mức độ", "Severity"),
        lang.pick("Tệp", "File"),
        lang.pick("Vị trí", "Place"),
        lang.pick("TT", "No"),
        lang.pick("Hàng", "Row"),
        lang.pick("Cột", "Column"),
        lang.pick("Giá trị", "Value"),
        lang.pick("Nhận xét", "Finding"),
        lang.pick("Sửa từ", "Fix from"),
        lang.pick("Sửa thành", "Fix to"),
        lang.pick("Mã", "Id"),
    ]
}

/// "<id>#t0.r12", as `kehoach show` takes it.
fn whole_name(document: &Document, finding: &Finding) -> String {
    match finding.rows.first() {
        Some(row) => format!("{}#{row}", document.id),
        None => document.id.clone(),
    }
}
