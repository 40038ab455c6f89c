//! Cells by grid columns to rows of slots: spans resolved, grid columns that no cell begins in left out.

use std::collections::BTreeMap;

use kehoach_document::{Cell as DocumentCell, Passage, Slot, grid::Pieces};

use kehoach_viet::key;

use crate::ReadError;
use crate::frame::{Cell, Merge, Row, Table, Typed};

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
    let columns = Columns::of(&table.rows);
    let placed = columns.place(&table.rows);
    let ends = placed.iter().filter_map(|row| row.last().map(|(_, end)| *end));
    let width = ends.max().unwrap_or(0).max(columns.width);
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

/// The columns that people see, out of the grid columns that cells begin in.
///
/// A border that was dragged in some rows leaves two grid columns beside each other of which no row uses both:
/// they are one column. Grid columns that no cell begins in are none. Where two tables of other widths were put
/// together and most rows still have the same number of cells, their cells are the columns.
struct Columns {
    /// Grid columns that cells begin in, with the column that each belongs to; in order.
    starts: Vec<(usize, usize)>,
    width: usize,
    /// The number of cells of most rows, where the cells are the columns.
    by_cells: Option<usize>,
}

impl Columns {
    fn of(rows: &[Row<Typed>]) -> Self {
        let this = Self::of_grid(rows);
        match most_cells(rows).filter(|most| *most < this.width) {
            Some(most) => Self { width: most, by_cells: Some(most), ..this },
            None => this,
        }
    }

    fn of_grid(rows: &[Row<Typed>]) -> Self {
        let cells =
            rows.iter().enumerate().flat_map(|(at, row)| row.cells.iter().map(move |cell| (cell.column, at)));
        let mut begins: Vec<(usize, usize)> = cells.chain([(0, rows.len())]).collect();
        begins.sort_unstable();
        // Of each row, the column that its last cell so far belongs to.
        let mut last: Vec<Option<usize>> = vec![None; rows.len() + 1];
        let (mut starts, mut width) = (Vec::new(), 0_usize);
        for group in begins.chunk_by(|(a, _), (b, _)| a == b) {
            let open = width.checked_sub(1);
            let taken = group.iter().any(|(_, row)| last.get(*row).copied().flatten() == open);
            if open.is_none() || taken {
                width += 1;
            }
            let column = width - 1;
            for (_, row) in group {
                if let Some(last) = last.get_mut(*row) {
                    *last = Some(column);
                }
            }
            starts.extend(group.first().map(|(start, _)| (*start, column)));
        }
        Self { starts, width, by_cells: None }
    }

    /// First column of each cell and the column behind it, row by row.
    fn place(&self, rows: &[Row<Typed>]) -> Vec<Vec<(usize, usize)>> {
        let Some(most) = self.by_cells else {
            return rows.iter().map(|row| self.by_grid(row)).collect();
        };
        // A row of fewer cells is placed by the widths of the whole row above it, or of the one below.
        let is_whole = |row: &&Row<Typed>| row.cells.len() == most;
        let mut below: Vec<Option<&Row<Typed>>> = vec![None; rows.len()];
        for at in (1..rows.len()).rev() {
            let next = rows.get(at).filter(is_whole).or_else(|| below.get(at).copied().flatten());
            if let Some(slot) = below.get_mut(at - 1) {
                *slot = next;
            }
        }
        let mut above = None;
        let mut placed = Vec::with_capacity(rows.len());
        for (row, below) in rows.iter().zip(below) {
            if row.cells.len() >= most {
                above = Some(row).filter(is_whole).or(above);
                placed.push((0..row.cells.len()).map(|at| (at, at + 1)).collect());
                continue;
            }
            let fits = |whole: &&Row<Typed>| {
                row.cells.iter().all(|cell| whole.cells.iter().any(|other| other.column == cell.column))
            };
            let whole = above.filter(fits).or(below.filter(fits)).or(above).or(below);
            placed.push(by_row(row, whole, most));
        }
        placed
    }

    fn by_grid(&self, row: &Row<Typed>) -> Vec<(usize, usize)> {
        let mut free = 0;
        let place = |cell: &Cell<Typed>| {
            let first = self.position(cell.column).max(free);
            free = self.position(cell.column + cell.span).max(first + 1);
            (first, free)
        };
        row.cells.iter().map(place).collect()
    }

    /// The column of a grid column that a cell begins in; for the end of a span the column behind it.
    fn position(&self, grid: usize) -> usize {
        match self.starts.binary_search_by_key(&grid, |(start, _)| *start) {
            Ok(at) => self.starts.get(at).map_or(0, |(_, column)| *column),
            Err(at) => {
                at.checked_sub(1).and_then(|at| self.starts.get(at)).map_or(0, |(_, column)| column + 1)
            }
        }
    }
}

/// Columns of a row's cells by where those of another row begin; the last one goes to the end, for its own end may
/// be of another width.
fn by_row(row: &Row<Typed>, whole: Option<&Row<Typed>>, width: usize) -> Vec<(usize, usize)> {
    let starts: Vec<usize> =
        whole.into_iter().flat_map(|whole| &whole.cells).map(|cell| cell.column).collect();
    let position = |grid: usize| starts.partition_point(|start| *start <= grid).saturating_sub(1);
    let mut placed: Vec<(usize, usize)> = Vec::with_capacity(row.cells.len());
    for (at, cell) in row.cells.iter().enumerate() {
        let free = placed.last().map_or(0, |(first, _)| first + 1);
        let first = position(cell.column).max(free).min((width + at).saturating_sub(row.cells.len()));
        if let Some((_, end)) = placed.last_mut() {
            *end = first;
        }
        placed.push((first, width));
    }
    placed
}

/// The number of cells that nearly all rows have; group rows, of one cell or two, are left out.
fn most_cells(rows: &[Row<Typed>]) -> Option<usize> {
    /// Parts in ten of the rows.
    const NEARLY: usize = 7;
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.cells.len() > 2) {
        *counts.entry(row.cells.len()).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let (cells, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count * 10 >= all * NEARLY).then_some(cells)
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
