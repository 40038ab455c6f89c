//! The columns that people see, out of the grid columns of a format: merged cells and dragged borders leave more of
//! them than anybody drew.

use std::collections::BTreeMap;

/// The first grid column of a cell, and how many it spans.
type Cell = (usize, usize);
type Row = Vec<Cell>;

/// Where the cells of a table are.
#[derive(Debug)]
pub struct Placed {
    /// Columns.
    pub width: usize,
    /// First column of each cell and the column behind it, row by row.
    pub rows: Vec<Vec<(usize, usize)>>,
}

/// Places the cells of a table; each is its first grid column and how many it spans, covered ones included.
#[must_use]
pub fn place(rows: &[Vec<(usize, usize)>]) -> Placed {
    let columns = Columns::of(rows);
    let placed = columns.place(rows);
    let ends = placed.iter().filter_map(|row| row.last().map(|(_, end)| *end));
    Placed { width: ends.max().unwrap_or(0).max(columns.width), rows: placed }
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
    fn of(rows: &[Row]) -> Self {
        let this = Self::of_grid(rows);
        match most_cells(rows).filter(|most| *most < this.width) {
            Some(most) => Self { width: most, by_cells: Some(most), ..this },
            None => this,
        }
    }

    fn of_grid(rows: &[Row]) -> Self {
        let cells = rows.iter().enumerate().flat_map(|(at, row)| row.iter().map(move |cell| (cell.0, at)));
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
    fn place(&self, rows: &[Row]) -> Vec<Vec<(usize, usize)>> {
        let Some(most) = self.by_cells else {
            return rows.iter().map(|row| self.by_grid(row)).collect();
        };
        // A row of fewer cells is placed by the widths of the whole row above it, or of the one below.
        let is_whole = |row: &&Row| row.len() == most;
        let mut below: Vec<Option<&Row>> = vec![None; rows.len()];
        for at in (1..rows.len()).rev() {
            let next = rows.get(at).filter(is_whole).or_else(|| below.get(at).copied().flatten());
            if let Some(slot) = below.get_mut(at - 1) {
                *slot = next;
            }
        }
        let mut above = None;
        let mut placed = Vec::with_capacity(rows.len());
        for (row, below) in rows.iter().zip(below) {
            if row.len() >= most {
                above = Some(row).filter(is_whole).or(above);
                placed.push((0..row.len()).map(|at| (at, at + 1)).collect());
                continue;
            }
            // Cells of a row stand in the order of their columns.
            let begins = |whole: &Row, column| whole.binary_search_by_key(&column, |cell| cell.0).is_ok();
            let fits = |whole: &&Row| row.iter().all(|cell| begins(whole, cell.0));
            let whole = above.filter(fits).or(below.filter(fits)).or(above).or(below);
            placed.push(by_row(row, whole, most));
        }
        placed
    }

    fn by_grid(&self, row: &[Cell]) -> Vec<(usize, usize)> {
        let mut free = 0;
        let place = |cell: &Cell| {
            let first = self.position(cell.0).max(free);
            free = self.position(cell.0 + cell.1).max(first + 1);
            (first, free)
        };
        row.iter().map(place).collect()
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
fn by_row(row: &Row, whole: Option<&Row>, width: usize) -> Vec<(usize, usize)> {
    let starts: Vec<usize> = whole.into_iter().flat_map(|whole| whole.iter()).map(|cell| cell.0).collect();
    let position = |grid: usize| starts.partition_point(|start| *start <= grid).saturating_sub(1);
    let mut placed: Vec<(usize, usize)> = Vec::with_capacity(row.len());
    for (at, cell) in row.iter().enumerate() {
        let free = placed.last().map_or(0, |(first, _)| first + 1);
        let first = position(cell.0).max(free).min((width + at).saturating_sub(row.len()));
        if let Some((_, end)) = placed.last_mut() {
            *end = first;
        }
        placed.push((first, width));
    }
    placed
}

/// The number of cells that nearly all rows have; group rows, of one cell or two, are left out. Rows of more cells show
/// columns that the others merge.
fn most_cells(rows: &[Row]) -> Option<usize> {
    /// Parts in ten of the rows.
    const NEARLY: usize = 7;
    /// One row in so many may have more.
    const MORE: usize = 20;
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.len() > 2) {
        *counts.entry(row.len()).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let (cells, count) = counts.iter().max_by_key(|(_, count)| **count)?;
    let more: usize = counts.range(cells + 1..).map(|(_, count)| count).sum();
    (count * 10 >= all * NEARLY && more * MORE <= all).then_some(*cells)
}
