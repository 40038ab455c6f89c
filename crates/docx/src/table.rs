//! Cells by grid columns to rows of slots: spans resolved, grid columns that no cell begins in left out.

use kehoach_document::{
    Cell as DocumentCell, Passage, Slot, Typed,
    grid::{Pieces, Placed, place},
};

use kehoach_viet::key;

use crate::ReadError;
use crate::frame::{Cell, Merge, Row, Table};

/// Rows that one cell may span; more is damage, and looking for the cell that covers a slot walks up them.
const MOST_ROWS: u32 = 1000;

/// A table as pieces, and the texts of covered cells that Word hides.
pub(crate) struct Built {
    pub(crate) pieces: Pieces,
    pub(crate) hidden: Vec<Hidden>,
}

/// A covered cell with text of its own, which Word does not show.
pub(crate) struct Hidden {
    pub(crate) cell: Cell<Typed>,
    /// It says the same as the cell that covers it.
    pub(crate) repeats: bool,
}

/// Builds the slots of a table; `slots_left` of `limit` may still be made.
pub(crate) fn build(table: Table, slots_left: &mut usize, limit: usize) -> Result<Built, ReadError> {
    let spans = |row: &Row<Typed>| row.cells.iter().map(|cell| (cell.column, cell.span)).collect();
    let spans: Vec<Vec<(usize, usize)>> = table.rows.iter().map(spans).collect();
    let Placed { width, rows: placed } = place(&spans);
    let slots = width.saturating_mul(table.rows.len());
    *slots_left = slots_left.checked_sub(slots).ok_or(ReadError::TooManyCells { limit })?;
    let mut built = Built { pieces: Pieces::default(), hidden: Vec::new() };
    let hidden = &mut built.hidden;
    built.pieces.marked_head = marked_head(&table.rows);
    // Of each column, where the cell stands that may be merged with the one below.
    let mut open: Vec<Option<(usize, usize)>> = vec![None; width];
    for (row, placed) in table.rows.into_iter().zip(placed) {
        let at = built.pieces.rows.len();
        let mut slots: Vec<Slot> = (0..width).map(|_| Some(DocumentCell::new(Passage::default()))).collect();
        let mut still_open = vec![None; width];
        for (cell, (first, end)) in row.cells.into_iter().zip(placed) {
            let above = open.get(first).copied().flatten().filter(|_| cell.vertical == Merge::Continue);
            let covered = above.and_then(|(row, span)| {
                let origin = built.pieces.rows.get_mut(row)?.get_mut(first)?.as_mut()?;
                (span == end - first && origin.row_span < MOST_ROWS).then_some((row, origin))
            });
            if let Some((row, origin)) = covered {
                origin.row_span += 1;
                if let Some(slot) = still_open.get_mut(first) {
                    *slot = Some((row, end - first));
                }
                slots.iter_mut().take(end).skip(first).for_each(|slot| *slot = None);
                // Programs that merge cells often leave the same text in all of them; Word shows the first.
                if !cell.content.is_blank() {
                    let repeats = says_the_same(&cell.content.raw, origin.normal());
                    hidden.push(Hidden { cell, repeats });
                }
                continue;
            }
            if cell.vertical == Merge::Restart
                && let Some(slot) = still_open.get_mut(first)
            {
                *slot = Some((at, end - first));
            }
            slots.iter_mut().take(end).skip(first + 1).for_each(|slot| *slot = None);
            if let Some(slot) = slots.get_mut(first) {
                let passage = Passage::typed(cell.content.raw, &cell.content.fonts, cell.at.place());
                *slot = Some(DocumentCell { passage, row_span: 1, col_span: (end - first) as u32 });
            }
        }
        open = still_open;
        built.pieces.rows.push(slots);
    }
    Ok(built)
}

/// Whether two texts differ in case, marks and blanks at most.
fn says_the_same(one: &str, other: &str) -> bool {
    /// Folding long texts again and again would cost more than telling one of them.
    const LONGEST: usize = 4096;
    let is_short = one.len() <= LONGEST && other.len() <= LONGEST;
    one == other || is_short && key::ascii(one) == key::ascii(other)
}

/// Rows at the top that are marked to be repeated. Where every row is marked, nobody meant it.
fn marked_head(rows: &[Row<Typed>]) -> usize {
    /// Heads of more rows were never seen.
    const MOST: usize = 4;
    let marked = rows.iter().take_while(|row| row.is_head).count();
    if marked > MOST || marked == rows.len() { 0 } else { marked }
}
