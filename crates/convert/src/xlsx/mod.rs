//! Workbooks: XLSX to the read document.
//!
//! Each sheet gives the blocks that a person sees in it: lines above the table's head (a letterhead, "PHỤ LỤC 01",
//! a title) and below its last row become paragraphs, what is between becomes one table. Cells say what Excel shows
//! for them, "70%" and "05/01/2026", not what is stored. Formulas are not computed: the value that was kept with
//! them is read, and a finding tells where there is none. Sheets that are hidden are furniture. Columns and rows
//! that are hidden are read like others. Charts and pictures are not read; sheets of charts, comments and text boxes
//! are not either, and a finding tells of them.
//!
//! ```no_run
//! let bytes = std::fs::read("phu-luc.xlsx")?;
//! let document = kehoach_convert::xlsx::read(&bytes, &kehoach_convert::xlsx::Limits::default())?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cells;
mod date;
mod digits;
mod format;
mod layout;
mod library;
mod limits;
mod merges;
mod number;
mod package;
mod pattern;
mod sheet;
mod styles;
mod tags;

pub use library::in_library;
pub use limits::{Limits, ReadError};

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Reader, SheetType, Xlsx};
use kehoach_document::{Document, legacy_text, repairs};
use kehoach_model::{Finding, Format, Rule, Severity, TextOrigin};

use cells::Cells;
use library::{guarded, short};
use limits::Left;

/// Bytes of a sheet's name that places and messages have, each place its own. Excel takes no more than 31 characters.
const NAME: usize = 255;
/// Sheets that a finding names.
const NAMED: usize = 5;

/// Reads a workbook.
///
/// # Errors
/// [`ReadError`] only where nothing can be shown at all; all else is a finding in the document.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let package = package::check(bytes, limits)?;
    let mut book =
        guarded(|| Xlsx::new(Cursor::new(bytes))).map_err(|fault| ReadError::Damaged(fault.why))?;
    let sheets = book.sheets_metadata().to_vec();
    if sheets.len() != package.sheets.len() {
        return Err(ReadError::Damaged("its list of sheets contradicts itself".to_owned()));
    }
    let mut document = Document {
        format: Format::Xlsx,
        text: TextOrigin::Native,
        pages: None,
        blocks: Vec::new(),
        notes: Vec::new(),
        furniture: Vec::new(),
        warnings: Vec::new(),
        letters: 0,
    };
    let mut left = Left::of(limits);
    let mut styles = None;
    let (mut names, mut parts) = (BTreeSet::new(), BTreeSet::new());
    let (mut unlike, mut twice) = (Vec::new(), Vec::new());
    for (sheet, part) in sheets.iter().zip(&package.sheets) {
        if sheet.typ != SheetType::WorkSheet {
            unlike.push(sheet.name.as_str());
            continue;
        }
        // The library finds a sheet by its name, and many sheets can name one part.
        if !(names.insert(&sheet.name) && parts.insert(part)) {
            twice.push(sheet.name.as_str());
            continue;
        }
        let cells = Cells::read(&mut book, &sheet.name, &mut styles, &mut left)?;
        document.letters += cells.letters;
        document.warnings.extend(cells.findings());
        sheet::add(&mut document, sheet.visible, &cells, &mut left)?;
    }
    document.warnings.extend(legacy_text(&document));
    document.warnings.extend(repairs(&document));
    document.warnings.extend(beside(&package.beside, &unlike, &twice));
    Ok(document)
}

/// What the workbook has beside the cells that are read.
fn beside(parts: &[String], unlike: &[&str], twice: &[&str]) -> Vec<Finding> {
    let parts = parts.iter().map(|part| {
        let part = short(part, NAME);
        let vi = format!("Tệp có ghi chú hoặc hộp chữ chưa được đọc ({part}).");
        warning(Rule::UnassignedText, vi, format!("Comments or text boxes are not read ({part})."))
    });
    let mut findings: Vec<Finding> = parts.collect();
    if !unlike.is_empty() {
        let (count, names) = (unlike.len(), listed(unlike));
        let vi = format!("{count} trang biểu đồ hoặc hộp thoại không được đọc ({names}).");
        let en = format!("{count} sheets of charts or dialogs are not read ({names}).");
        findings.push(warning(Rule::UnassignedText, vi, en));
    }
    if !twice.is_empty() {
        let (count, names) = (twice.len(), listed(twice));
        let vi = format!(
            "{count} trang tính trùng tên hoặc trùng nội dung với trang khác không được đọc ({names})."
        );
        let en = format!("{count} sheets that have the name or the part of another are not read ({names}).");
        findings.push(warning(Rule::UnassignedText, vi, en));
    }
    findings
}

/// The first of some sheets' names.
fn listed(names: &[&str]) -> String {
    let shown: Vec<String> =
        names.iter().take(NAMED).map(|name| format!("\"{}\"", short(name, NAME))).collect();
    let more = if names.len() > NAMED { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn warning(rule: Rule, vi: String, en: String) -> Finding {
    Finding::new(rule, Severity::Warning, vi, en)
}

#[cfg(test)]
mod tests;
