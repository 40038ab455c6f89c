//! Cells by the order of their tags to rows of slots: spans resolved as a browser does, columns that no cell begins
//! in left out, cells that hold several rows split.

use std::ops::Range;
use std::rc::Rc;

use kehoach_document::{
    At, Cell as DocumentCell, Line, Passage, Slot, Spot, Typed,
    grid::{Pieces, Placed, place},
};
use kehoach_model::{Finding, Rule, Severity};

use crate::page::Table;
use crate::{ReadError, layout};

/// Slots that all tables of a page may have.
#[derive(Debug)]
pub(crate) struct Budget {
    left: usize,
    limit: usize,
}

impl Budget {
    pub(crate) fn new(limit: usize) -> Self {
        Self { left: limit, limit }
    }

    /// Whether so many may still be made.
    fn look(&self, slots: usize) -> Result<(), ReadError> {
        if slots > self.left { Err(ReadError::TooManyCells { limit: self.limit }) } else { Ok(()) }
    }

    fn take(&mut self, slots: usize) -> Result<(), ReadError> {
        self.left = self.left.checked_sub(slots).ok_or(ReadError::TooManyCells { limit: self.limit })?;
        Ok(())
    }
}

/// A cell with its text.
#[derive(Debug)]
struct Filled {
    typed: Typed,
    col_span: usize,
    row_span: usize,
    is_head: bool,
    spot: Option<Rc<Spot>>,
}

#[derive(Debug)]
struct Row {
    cells: Vec<Filled>,
    section: usize,
    is_head: bool,
}

/// Builds the slots of a table that is the `block`th of the page.
pub(crate) fn build(
    table: Table,
    block: u32,
    budget: &mut Budget,
    findings: &mut Vec<Finding>,
) -> Result<Pieces, ReadError> {
    let is_data = layout::is_data(&table);
    let rows = table.rows.into_iter().map(|row| Row {
        cells: row
            .cells
            .into_iter()
            .map(|cell| Filled {
                typed: if is_data { cell.value() } else { cell.typed() },
                col_span: cell.col_span,
                row_span: cell.row_span,
                is_head: cell.is_head,
                spot: cell.spot,
            })
            .collect(),
        section: row.section,
        is_head: row.is_head,
    });
    let mut split_rows: Vec<Row> = Vec::new();
    let mut made = 0;
    for row in rows {
        if let Some(count) = rows_inside(&row) {
            made += count * row.cells.len();
            budget.look(made)?;
            split_rows.extend(split(row, count, block, findings));
        } else {
            split_rows.push(row);
        }
    }
    let mut rows = split_rows;
    // Word ends a table with a row that only holds the widths of its grid.
    let is_blank = |row: &mut Row| row.cells.iter().all(|cell| cell.typed.is_blank());
    while rows.pop_if(is_blank).is_some() {}
    let marked_head = marked_head(&rows);
    let grid = Grid::of(&rows, budget)?;
    let Placed { width, rows: placed } = place(&grid.spans());
    budget.take(width.saturating_mul(rows.len()))?;
    let mut slots: Vec<Vec<Slot>> = Vec::with_capacity(rows.len());
    for (at, ((row, taken), placed)) in rows.into_iter().zip(&grid.rows).zip(&placed).enumerate() {
        let mut line: Vec<Slot> = (0..width).map(|_| Some(DocumentCell::new(Passage::default()))).collect();
        let mut cells = row.cells.into_iter();
        for (taken, (first, end)) in taken.iter().zip(placed) {
            let covered = match taken.above {
                None => false,
                // A cell reaches down only where the rows below put it in the same columns.
                Some(row) => covers(&slots, row, *first, end - first, at),
            };
            if taken.above.is_none() {
                let Some(cell) = cells.next() else { continue };
                if let Some(slot) = line.get_mut(*first) {
                    *slot = Some(filled(cell, block, taken.rows, end - first));
                }
            }
            let from = if covered { *first } else { first + 1 };
            line.iter_mut().take(*end).skip(from).for_each(|slot| *slot = None);
        }
        slots.push(line);
    }
    cut_spans(&mut slots);
    Ok(Pieces { rows: slots, marked_head, ..Pieces::default() })
}

/// Which grid columns the cells of each row take, those of cells above included.
struct Grid {
    rows: Vec<Vec<Taken>>,
}

/// Grid columns that a cell takes in a row.
#[derive(Debug, Clone, Copy)]
struct Taken {
    column: usize,
    span: usize,
    /// Rows from here on.
    rows: usize,
    /// The row in which the cell begins, where it is one above.
    above: Option<usize>,
}

impl Grid {
    /// Finds them, as long as they fit into the budget: cells that reach over many rows are in each of them.
    fn of(rows: &[Row], budget: &Budget) -> Result<Self, ReadError> {
        let mut taken_so_far = 0;
        let ends = section_ends(rows);
        let mut grid: Vec<Vec<Taken>> = Vec::with_capacity(rows.len());
        // Cells above that reach into the row, by column.
        let mut open: Vec<(Taken, usize)> = Vec::new();
        for (at, (row, end)) in rows.iter().zip(ends).enumerate() {
            open.retain(|(_, until)| *until > at);
            let mut line: Vec<Taken> = open.iter().map(|(taken, _)| *taken).collect();
            let mut column = 0;
            let mut begun = Vec::new();
            let mut above = open.iter().map(|(taken, _)| *taken).peekable();
            for cell in &row.cells {
                while let Some(taken) = above.next_if(|taken| taken.column <= column) {
                    column = column.max(taken.column + taken.span);
                }
                let next = above.peek().map_or(usize::MAX, |taken| taken.column - column);
                let span = cell.col_span.min(next);
                let reach = if cell.row_span == 0 { end - at } else { cell.row_span.min(end - at) };
                let taken = Taken { column, span, rows: reach, above: None };
                line.push(taken);
                if reach > 1 {
                    begun.push((Taken { above: Some(at), ..taken }, at + reach));
                }
                column += span;
            }
            taken_so_far += line.len();
            budget.look(taken_so_far)?;
            line.sort_by_key(|taken| taken.column);
            open.extend(begun);
            open.sort_by_key(|(taken, _)| taken.column);
            grid.push(line);
        }
        Ok(Self { rows: grid })
    }

    fn spans(&self) -> Vec<Vec<(usize, usize)>> {
        let span = |taken: &Taken| (taken.column, taken.span);
        self.rows.iter().map(|row| row.iter().map(span).collect()).collect()
    }
}

/// Whether what stands in row `above` at column `first` reaches row `at` with the same width.
fn covers(slots: &[Vec<Slot>], above: usize, first: usize, span: usize, at: usize) -> bool {
    let slot = |row: usize| slots.get(row).and_then(|row| row.get(first));
    let is_whole = above + 1 == at || slot(at - 1).is_some_and(Option::is_none);
    is_whole && slot(above).and_then(Option::as_ref).is_some_and(|cell| cell.col_span as usize == span)
}

/// A cell spans the rows that it covers, no more.
fn cut_spans(slots: &mut [Vec<Slot>]) {
    for row in 0..slots.len() {
        for column in 0..slots.get(row).map_or(0, Vec::len) {
            let reach = |slots: &[Vec<Slot>], rows: usize| {
                let below = slots.iter().skip(row + 1).take(rows.saturating_sub(1));
                1 + below.take_while(|line| line.get(column).is_some_and(Option::is_none)).count()
            };
            let spans = slots.get(row).and_then(|line| line.get(column)).and_then(Option::as_ref);
            let Some(rows) = spans.map(|cell| cell.row_span as usize).filter(|rows| *rows > 1) else {
                continue;
            };
            let rows = reach(slots, rows);
            if let Some(Some(cell)) = slots.get_mut(row).and_then(|line| line.get_mut(column)) {
                cell.row_span = rows as u32;
            }
        }
    }
}

fn filled(cell: Filled, block: u32, rows: usize, columns: usize) -> DocumentCell {
    let line = Line { typed: cell.typed, label: None, at: At { block, spot: cell.spot } };
    let span = |count: usize| u32::try_from(count).unwrap_or(1).max(1);
    let passage = if line.typed.raw.is_empty() { Passage::default() } else { line.into_passage() };
    DocumentCell { passage, row_span: span(rows), col_span: span(columns) }
}

/// For each row, the row behind the last one of its section.
fn section_ends(rows: &[Row]) -> Vec<usize> {
    let mut ends = vec![rows.len(); rows.len()];
    let mut end = rows.len();
    for (at, slot) in ends.iter_mut().enumerate().rev() {
        let next = rows.get(at + 1).map(|row| row.section);
        if next.is_some_and(|next| rows.get(at).is_some_and(|row| row.section != next)) {
            end = at + 1;
        }
        *slot = end;
    }
    ends
}

/// Rows at the top that the page marks as head, by `thead` or by nothing but `th`.
fn marked_head(rows: &[Row]) -> usize {
    /// Heads of more rows were never seen.
    const MOST: usize = 4;
    let is_head =
        |row: &&Row| row.is_head || !row.cells.is_empty() && row.cells.iter().all(|cell| cell.is_head);
    let marked = rows.iter().take_while(is_head).count();
    if marked > MOST || marked == rows.len() { 0 } else { marked }
}

/// A row whose cells hold `count` rows, one in each line.
fn split(row: Row, count: usize, block: u32, findings: &mut Vec<Finding>) -> Vec<Row> {
    let at = row.cells.iter().find_map(|cell| cell.spot.clone());
    findings.push(
        Finding::new(
            Rule::MergedRows,
            Severity::Info,
            format!("Một hàng của bảng chứa {count} hàng, mỗi hàng một dòng; đã tách."),
            format!("One row of the table holds {count} rows, one in each line; split."),
        )
        .at(vec![At { block, spot: at }.place()])
        .repaired(),
    );
    let cells: Vec<(Filled, Vec<Range<usize>>)> = row
        .cells
        .into_iter()
        .map(|cell| {
            let lines = lines(&cell.typed.raw);
            (cell, lines)
        })
        .collect();
    (0..count)
        .map(|line| Row {
            cells: cells
                .iter()
                .map(|(cell, lines)| Filled {
                    typed: lines.get(line).map(|line| cell.typed.slice(line)).unwrap_or_default(),
                    spot: cell.spot.clone(),
                    ..*cell
                })
                .collect(),
            section: row.section,
            is_head: row.is_head,
        })
        .collect()
}

/// How many rows a row holds, where it holds several: every cell with text has the same number of lines, and the first
/// one counts them.
fn rows_inside(row: &Row) -> Option<usize> {
    let first = row.cells.iter().find(|cell| !cell.typed.raw.is_empty())?;
    // Most rows are decided by their first cell.
    if !first.typed.raw.contains('\n') || row.cells.iter().any(|cell| cell.row_span != 1) {
        return None;
    }
    let numbers: Vec<u32> = lines(&first.typed.raw)
        .into_iter()
        .map(|line| first.typed.raw.get(line).unwrap_or_default().trim_end_matches(['.', ')']).parse().ok())
        .collect::<Option<_>>()?;
    let counts_on =
        numbers.windows(2).all(|pair| matches!(pair, [one, next] if one.checked_add(1) == Some(*next)));
    let filled = row.cells.iter().filter(|cell| !cell.typed.raw.is_empty());
    let even = filled.clone().all(|cell| lines(&cell.typed.raw).len() == numbers.len());
    (numbers.len() >= 2 && counts_on && even && filled.count() >= 2).then_some(numbers.len())
}

/// The lines of a text that hold something, trimmed, in bytes.
fn lines(raw: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in raw.split('\n') {
        let trimmed = line.trim();
        let offset = start + (line.len() - line.trim_start().len());
        if !trimmed.is_empty() {
            found.push(offset..offset + trimmed.len());
        }
        start += line.len() + 1;
    }
    found
}
