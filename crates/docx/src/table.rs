//! Cells by grid columns to rows of slots: spans resolved, grid columns that no cell begins in left out.

use kehoach_document::{Cell as DocumentCell, Passage, Slot, grid::Pieces};

use kehoach_viet::key;

use crate::frame::{Cell, Merge, Row, Table, Typed};
use crate::{Limits, ReadError};

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

/// Builds the slots of a table.
pub(crate) fn build(table: Table, limits: &Limits) -> Result<Built, ReadError> {
    let columns = Columns::of(&table.rows);
    let width = columns.starts.len();
    if width.saturating_mul(table.rows.len()) > limits.cells {
        return Err(ReadError::TooManyCells { limit: limits.cells });
    }
    let mut built = Built { pieces: Pieces::default(), hidden: Vec::new() };
    let hidden = &mut built.hidden;
    built.pieces.marked_head = marked_head(&table.rows);
    // Of each column, where the cell stands that may be merged with the one below.
    let mut open: Vec<Option<(usize, usize)>> = vec![None; width];
    for row in table.rows {
        let at = built.pieces.rows.len();
        let mut slots: Vec<Slot> = (0..width).map(|_| Some(DocumentCell::new(Passage::default()))).collect();
        let mut still_open = vec![None; width];
        for cell in row.cells {
            let first = columns.position(cell.column);
            let end = columns.position(cell.column + cell.span).max(first + 1).min(width.max(first + 1));
            let above = open.get(first).copied().flatten().filter(|_| cell.vertical == Merge::Continue);
            let covered = above.and_then(|(row, span)| {
                let origin = built.pieces.rows.get_mut(row)?.get_mut(first)?.as_mut()?;
                (span == end - first).then_some((row, origin))
            });
            if let Some((row, origin)) = covered {
                origin.row_span += 1;
                if let Some(slot) = still_open.get_mut(first) {
                    *slot = Some((row, end - first));
                }
                slots.iter_mut().take(end).skip(first).for_each(|slot| *slot = None);
                // Programs that merge cells often leave the same text in all of them; Word shows the first.
                if !cell.content.is_blank() {
                    let repeats = key::ascii(&cell.content.raw) == key::ascii(origin.normal());
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
                let passage = Passage::typed(&cell.content.raw, &cell.content.fonts, &cell.at);
                *slot = Some(DocumentCell { passage, row_span: 1, col_span: (end - first) as u32 });
            }
        }
        open = still_open;
        built.pieces.rows.push(slots);
    }
    Ok(built)
}

/// Grid columns that a cell begins in.
struct Columns {
    starts: Vec<usize>,
}

impl Columns {
    fn of(rows: &[Row<Typed>]) -> Self {
        let cells = rows.iter().flat_map(|row| &row.cells);
        let mut starts: Vec<usize> = cells.map(|cell| cell.column).collect();
        starts.push(0);
        starts.sort_unstable();
        starts.dedup();
        Self { starts }
    }

    /// Position of the column that a grid column belongs to; for the end of a span the one behind it.
    fn position(&self, column: usize) -> usize {
        self.starts.partition_point(|start| *start < column)
    }
}

/// Rows at the top that are marked to be repeated. Where every row is marked, nobody meant it.
fn marked_head(rows: &[Row<Typed>]) -> usize {
    /// Heads of more rows were never seen.
    const MOST: usize = 4;
    let marked = rows.iter().take_while(|row| row.is_head).count();
    if marked > MOST || marked == rows.len() { 0 } else { marked }
}
