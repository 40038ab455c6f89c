//! The pieces of a table before they are joined: what belongs to one table, and what stands above its head.

use kehoach_viet::roman;

use super::{is_number, row_key, text};
use crate::{Cell, Passage, Slot, head};

/// A table as a grammar or a page gives it: rows, and before which of them a page (or a gap) begins.
#[derive(Debug, Default)]
pub struct Pieces {
    /// Rows in order; the slots of a row may be fewer than the table is wide.
    pub rows: Vec<Vec<Slot>>,
    /// Positions of rows that begin a new page or stand behind a gap, in order.
    pub breaks: Vec<usize>,
    /// Rows at the top that the source itself marks as head; 0 where it marks none.
    pub marked_head: usize,
    /// Where a page broke the table, what the page tells of it; in order.
    pub seams: Vec<Seam>,
    /// Its columns were told from the places of words: no lines part them.
    pub inferred: bool,
}

/// What a page break tells about the row behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Seam {
    /// Position of the first row of the page.
    pub from: usize,
    /// Position of the first one that does not repeat the table's head: it may be the rest of the one before.
    pub row: usize,
    /// The lines of the table run on over the break: it is the rest.
    pub open: bool,
    /// Per column: whether the text above was broken off for want of room; `None` where nothing can be told.
    pub broken: Vec<Option<bool>>,
    /// Per column: the lines of the cell above run on over the break, though not those of the whole row.
    pub reaching: Vec<bool>,
}

impl Pieces {
    /// Puts the rows of a further piece behind these.
    pub fn append(&mut self, next: Self) {
        let offset = self.rows.len();
        if self.marked_head == 0 {
            self.marked_head = head::count(&self.rows).min(offset);
        }
        if !next.rows.is_empty() {
            self.breaks.push(offset);
        }
        self.breaks.extend(next.breaks.into_iter().map(|at| at + offset));
        self.seams.extend(next.seams.into_iter().map(|seam| Seam {
            from: seam.from + offset,
            row: seam.row + offset,
            ..seam
        }));
        self.inferred |= next.inferred;
        self.rows.extend(next.rows);
    }

    /// Slots of a row; asked for each piece that may go on, so not all rows are looked at.
    fn width(&self) -> usize {
        let of = |row: Option<&Vec<Slot>>| row.map_or(0, Vec::len);
        of(self.rows.first()).max(of(self.rows.last()))
    }

    /// Head rows. A row in which one cell spans the table is a group, also where the typist marked it as head.
    pub(super) fn head(&self) -> usize {
        let is_group = |row: &Vec<Slot>| row.len() > 1 && row.iter().flatten().count() == 1;
        // Nor does a row with an ordinal belong to a head, whatever the typist marked.
        let is_letter = |text: &str| text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        let is_data = |row: &Vec<Slot>| {
            let first = row.first().map_or("", text).trim_end_matches(['.', ')', ' ']);
            let is_ordinal = is_number(first) || roman(first).is_some() || is_letter(first);
            is_group(row) || is_ordinal && !head::is_column_numbers(row)
        };
        let marked = self.rows.iter().take(self.marked_head).enumerate();
        let marked = marked.take_while(|(at, row)| *at == 0 || !is_data(row)).count();
        head::count(&self.rows).max(marked).min(self.rows.len())
    }

    /// Takes the rows above the head with one text or two: titles and units that the typist put into the table.
    pub fn take_titles(&mut self) -> Vec<Passage> {
        /// Lines that such titles were seen to take.
        const MOST: usize = 4;
        /// Cells of such a row that hold a text: "Biểu số 01", "ĐVT: %".
        const TEXTS: usize = 2;
        let is_title = |row: &&Vec<Slot>| {
            let filled = row.iter().flatten().filter(|cell| !cell.passage.is_empty()).count();
            row.len() > TEXTS && filled <= TEXTS
        };
        let count = self.rows.iter().take(MOST).take_while(is_title).count();
        if count == 0 || head::count(self.rows.get(count..).unwrap_or_default()) == 0 {
            return Vec::new();
        }
        self.marked_head = self.marked_head.saturating_sub(count);
        self.breaks = self.breaks.iter().filter_map(|at| at.checked_sub(count)).collect();
        self.seams.retain_mut(|seam| match seam.row.checked_sub(count) {
            Some(row) => {
                seam.row = row;
                seam.from = seam.from.saturating_sub(count);
                true
            }
            None => false,
        });
        self.rows
            .drain(..count)
            .flatten()
            .flatten()
            .map(|cell| cell.passage)
            .filter(|passage| !passage.is_empty())
            .collect()
    }
}

/// Whether two tables with nothing between them are one: the first is a head alone, the second repeats its head,
/// or the second has none. Numbers do not decide: they restart in every group, and typists slip.
#[must_use]
pub fn goes_on(first: &Pieces, second: &Pieces) -> bool {
    let (head, next_head) = (first.head(), second.head());
    if head == 0 || first.width() != second.width() || second.rows.is_empty() || closes(second) {
        return false;
    }
    if next_head == 0 {
        return true;
    }
    let keys = |pieces: &Pieces, count| -> Vec<String> {
        let rows = pieces.rows.iter().take(count).filter(|row| !head::is_column_numbers(row));
        rows.map(|row| row_key(row)).collect()
    };
    keys(first, head) == keys(second, next_head)
}

/// Whether a table is a letterhead or a signature.
fn closes(pieces: &Pieces) -> bool {
    /// Rows of such a table.
    const MOST: usize = 8;
    const STARTS: &[&str] = &["Nơi nhận", "NƠI NHẬN", "TM.", "KT.", "TL.", "TUQ.", "CỘNG HÒA", "CỘNG HOÀ"];
    let starts = |cell: &Cell| STARTS.iter().any(|start| cell.normal().starts_with(start));
    pieces.rows.len() <= MOST && pieces.rows.iter().flatten().flatten().any(starts)
}
