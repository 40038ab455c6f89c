//! The cells of one sheet as text, sparse: a cell in the last column of the last row costs no more than another.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use calamine::{DataRef, Dimensions, Xlsx};
use kehoach_document::{Passage, letters};
use kehoach_model::{Finding, Place, Rule};
use kehoach_viet::Font;

use super::format::Format;
use super::library::{Fault, guarded, short};
use super::limits::Left;
use super::number::DECIMAL;
use super::styles::Styles;
use super::{NAME, ReadError, date, merges, warning};

/// Row and column, counted from 0.
pub(super) type At = (u32, u32);

/// Excel's last row and column.
const LAST: At = (1_048_575, 16_383);
/// Places that a finding names; the first are enough to find the others.
const NAMED: usize = 20;

/// What stands in a sheet.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// The name of the sheet, for places and messages.
    pub(super) sheet: String,
    /// What each filled cell shows.
    pub(super) texts: BTreeMap<At, Passage>,
    /// What stood in the same place before.
    pub(super) replaced: Vec<Passage>,
    /// Fonts of cells that were made for a legacy charset.
    pub(super) fonts: BTreeMap<At, Font>,
    /// Of these, numbers that show decimals.
    pub(super) decimals: BTreeSet<At>,
    /// In the order of their first rows.
    pub(super) merges: Vec<Dimensions>,
    /// Letters of all that is shown, counted as it is read.
    pub(super) letters: u64,
    /// Formulas that were saved without their value.
    without_value: Vec<At>,
    /// Why some cells are missing, and how many times.
    unread: Option<(String, u64)>,
}

impl Cells {
    /// Reads the sheet of a name; the styles are those of the book, taken from the first sheet that can be read.
    pub(super) fn read<R: Read + Seek>(
        book: &mut Xlsx<R>,
        name: &str,
        styles: &mut Option<Styles>,
        left: &mut Left<'_>,
    ) -> Result<Self, ReadError> {
        let mut this = Self { sheet: short(name, NAME).to_owned(), ..Self::default() };
        let has_empty = match this.values(book, name, styles, left) {
            Err(Stop::Full(error)) => return Err(error),
            Err(Stop::Broken(fault)) => {
                this.miss(fault);
                false
            }
            Ok(has_empty) => has_empty,
        };
        if has_empty {
            this.formulas(book, name);
        }
        match guarded(|| book.merge_cells_by_sheet_name(name)) {
            Ok(merges) => this.merges = merges::sorted(merges),
            Err(fault) => this.miss(fault),
        }
        Ok(this)
    }

    /// The values; tells whether a cell was there without one.
    fn values<R: Read + Seek>(
        &mut self,
        book: &mut Xlsx<R>,
        name: &str,
        styles: &mut Option<Styles>,
        left: &mut Left<'_>,
    ) -> Result<bool, Stop> {
        let is_1904 = book.has_1904_epoch();
        let mut reader = guarded(|| book.worksheet_cells_reader(name))?;
        let styles = styles.get_or_insert_with(|| Styles::of(reader.styles()));
        let mut has_empty = false;
        loop {
            let (cell, style) = match guarded(|| reader.next_cell_with_style_id()) {
                Ok(None) => return Ok(has_empty),
                Ok(Some(found)) => found,
                // One cell of a kind that the library does not know; the next can be had.
                Err(fault) if !fault.ends => {
                    self.miss(fault);
                    continue;
                }
                Err(fault) => return Err(fault.into()),
            };
            let format = styles.format(style);
            left.has_room(format.bytes_of_text(stored(cell.get_value()).map_or(0, str::len)))?;
            let text = shown(cell.get_value(), format, is_1904);
            if text.trim().is_empty() {
                has_empty |= matches!(cell.get_value(), DataRef::Empty);
                continue;
            }
            let at = cell.get_position();
            if at.0 > LAST.0 || at.1 > LAST.1 {
                self.miss(Fault { why: "a cell stands outside of the sheet".to_owned(), ends: false });
                continue;
            }
            left.take_cell(text.len())?;
            self.letters += letters(&text);
            self.put(at, &text, matches!(cell.get_value(), DataRef::Float(_)), styles.font(style));
        }
    }

    fn put(&mut self, at: At, text: &str, is_number: bool, font: Option<Font>) {
        if is_number && text.contains(DECIMAL) {
            self.decimals.insert(at);
        } else {
            self.decimals.remove(&at);
        }
        match font {
            Some(font) => self.fonts.insert(at, font),
            None => self.fonts.remove(&at),
        };
        let passage = self.passage(text, at);
        self.replaced.extend(self.texts.insert(at, passage));
    }

    /// Text of a cell, or a line of it.
    pub(super) fn passage(&self, text: &str, at: At) -> Passage {
        let fonts: Vec<_> = self.fonts.get(&at).map(|font| (0..text.len(), *font)).into_iter().collect();
        Passage::typed(text.to_owned(), &fonts, place(&self.sheet, at))
    }

    /// Formulas whose cells have no value.
    fn formulas<R: Read + Seek>(&mut self, book: &mut Xlsx<R>, name: &str) {
        let Ok(mut reader) = guarded(|| book.worksheet_cells_reader(name)) else { return };
        loop {
            match guarded(|| reader.next_cell_with_formula_metadata()) {
                Ok(Some(cell)) => {
                    let is_lost = cell.formula.is_some() && matches!(cell.value, DataRef::Empty);
                    if is_lost && !self.texts.contains_key(&cell.pos) {
                        self.without_value.push(cell.pos);
                    }
                }
                // What is wrong was told when the values were read.
                Err(fault) if !fault.ends => {}
                Ok(None) | Err(_) => return,
            }
        }
    }

    fn miss(&mut self, fault: Fault) {
        self.unread.get_or_insert((fault.why, 0)).1 += 1;
    }

    /// What there is to say of the sheet's cells.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let sheet = &self.sheet;
        let mut findings = Vec::new();
        if !self.without_value.is_empty() {
            let count = self.without_value.len();
            let at = self.without_value.iter().take(NAMED).map(|at| place(sheet, *at)).collect();
            findings.push(
                warning(
                    Rule::UnassignedText,
                    format!("{count} công thức được lưu mà không kèm giá trị; mở bằng Excel rồi lưu lại."),
                    format!("{count} formulas were saved without their value; open the file in Excel and save it again."),
                )
                .at(at),
            );
        }
        if !self.replaced.is_empty() {
            let count = self.replaced.len();
            let at = self.replaced.iter().take(NAMED).flat_map(Passage::at).collect();
            findings.push(
                warning(
                    Rule::UnassignedText,
                    format!("{count} ô được lưu nhiều lần ở cùng một chỗ; chỉ lần cuối được đọc."),
                    format!("{count} cells are stored more than once in one place; only the last is read."),
                )
                .at(at),
            );
        }
        if let Some((why, count)) = &self.unread {
            findings.push(warning(
                Rule::UnassignedText,
                format!("Trang tính \"{sheet}\" không đọc được hết ({count} chỗ): {why}."),
                format!("Sheet \"{sheet}\" could not be read whole ({count} times): {why}."),
            ));
        }
        findings
    }
}

/// Why the cells of a sheet are at their end.
enum Stop {
    Full(ReadError),
    Broken(Fault),
}

impl From<ReadError> for Stop {
    fn from(error: ReadError) -> Self {
        Self::Full(error)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Broken(fault)
    }
}

/// The text that is stored in a cell, if it is one.
fn stored<'a>(value: &'a DataRef<'_>) -> Option<&'a str> {
    match value {
        DataRef::String(text) | DataRef::DurationIso(text) | DataRef::DateTimeIso(text) => Some(text),
        DataRef::SharedString(text) => Some(text),
        _ => None,
    }
}

/// What Excel shows for a cell.
fn shown(value: &DataRef<'_>, format: &Format, is_1904: bool) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DurationIso(text) => format.text(&lines(text)),
        DataRef::SharedString(text) => format.text(&lines(text)),
        DataRef::Int(value) => format.number(*value as f64, is_1904),
        DataRef::Float(value) => format.number(*value, is_1904),
        DataRef::DateTime(value) => format.date(value.as_f64(), is_1904),
        DataRef::DateTimeIso(text) => date::of_iso(text).unwrap_or_else(|| text.clone()),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::Error(error) => error.to_string(),
    }
}

fn lines(text: &str) -> String {
    text.replace("_x000D_", "").replace("\r\n", "\n").replace('\r', "\n")
}

/// The place of a cell: "B7".
pub(super) fn place(sheet: &str, (row, column): At) -> Place {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    Place::Sheet { sheet: sheet.to_owned(), cell: format!("{letters}{}", u64::from(row) + 1) }
}
