//! A table over several pages: the same columns, nothing between, no head of its own.

use kehoach_viet::key;

use kehoach_model::Place;

use super::cell::{Set, had_room, limit, passage};
use super::line::TextLine;
use super::{Area, Face};
use crate::grid::{self, Pieces, Seam};
use crate::{Cell, head};

/// Columns whose edges are closer than this are one.
const SAME_EDGE_PT: f32 = 4.0;

/// A table as it stands on one page.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// Where on the page.
    pub(super) area: Area,
    /// Edges of its columns.
    pub(super) xs: Vec<f32>,
    /// Its cells, row by row; a cell that spans rows stands in its first one.
    pub(super) rows: Vec<Vec<SheetCell>>,
    /// Its first row is the rest of the last one on the page before.
    pub(super) carried: bool,
    /// Its lines begin above the first row.
    pub(super) open_top: bool,
    /// Stretches on which no line closes the last one.
    pub(super) open_foot: Vec<(f32, f32)>,
    /// Told from the places of words, not from lines.
    pub(super) inferred: bool,
}

/// A cell on a page.
#[derive(Debug, Clone)]
pub(super) struct SheetCell {
    pub(super) area: Area,
    pub(super) row_span: usize,
    pub(super) lines: Vec<Set>,
}

impl SheetCell {
    fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    fn key(&self) -> String {
        let text: Vec<&str> = self.lines.iter().map(Set::text).collect();
        key::ascii(&text.join(" "))
    }
}

/// The last row of a sheet, the stretches on which no line closes it, and the sheet's width.
type Foot = (Vec<SheetCell>, Vec<(f32, f32)>, f32);

/// The sheets of one table, from page to page.
#[derive(Debug)]
pub(super) struct Sheets {
    sheets: Vec<Sheet>,
}

impl Sheets {
    pub(super) fn new(sheet: Sheet) -> Self {
        Self { sheets: vec![sheet] }
    }

    /// Takes the sheet of the next page, or gives it back where another table begins: other columns, another head.
    pub(super) fn take(&mut self, sheet: Sheet) -> Result<(), Sheet> {
        let Some(last) = self.sheets.last() else { return Err(sheet) };
        if !last.same_columns(&sheet) || self.has_other_head(&sheet) {
            return Err(sheet);
        }
        self.sheets.push(sheet);
        Ok(())
    }

    /// Whether a sheet begins with a head that is not the table's.
    fn has_other_head(&self, sheet: &Sheet) -> bool {
        let is_head = |row: &Vec<SheetCell>| {
            row.iter().take(2).any(|cell| head::is_ordinal_head(cell.lines.first().map_or("", Set::text)))
        };
        let Some(row) = sheet.rows.first().filter(|row| is_head(row)) else { return false };
        let Some(first) = self.sheets.first() else { return false };
        !first.rows.iter().take(6).any(|own| same_row(own, row))
    }

    /// The rows as pieces of one table.
    pub(super) fn into_pieces(self) -> Pieces {
        let edges = self.edges();
        let column = |x: f32| {
            let near = |edge: &f32| (edge - x).abs();
            let nearest = edges.iter().enumerate().min_by(|(_, a), (_, b)| near(a).total_cmp(&near(b)));
            nearest.map_or(0, |(at, _)| at)
        };
        let head = self.sheets.first().map(|sheet| sheet.rows.iter().take(6).cloned().collect::<Vec<_>>());
        let head = head.unwrap_or_default();
        // All cells of all rows, those that reach down from above included.
        let mut rows: Vec<Vec<Option<SheetCell>>> = Vec::new();
        let mut spans: Vec<Vec<(usize, usize)>> = Vec::new();
        let mut breaks = Vec::new();
        let mut seams = Vec::new();
        let inferred = self.sheets.iter().any(|sheet| sheet.inferred);
        let mut above: Option<Foot> = None;
        for sheet in self.sheets {
            let start = rows.len();
            if let Some((last, open, width)) = above.take() {
                breaks.push(start);
                let pairs = sheet.rows.iter().zip(&head);
                let repeated = pairs.take_while(|(row, own)| same_row(own, row)).count();
                if let Some(next) = sheet.rows.get(repeated) {
                    let wide: f32 = open.iter().map(|(x0, x1)| x1 - x0).sum();
                    let whole = sheet.carried || wide > width * 0.95 && (sheet.open_top || repeated > 0);
                    seams.push((start, start + repeated, whole, broken(&last, next), open));
                }
            }
            let count = sheet.rows.len();
            let mut cells: Vec<Vec<(f32, f32, Option<SheetCell>)>> = vec![Vec::new(); count];
            for (at, row) in sheet.rows.into_iter().enumerate() {
                for cell in row {
                    let (x0, x1) = (cell.area.x0, cell.area.x1);
                    for below in at + 1..(at + cell.row_span).min(count) {
                        if let Some(row) = cells.get_mut(below) {
                            row.push((x0, x1, None));
                        }
                    }
                    if let Some(row) = cells.get_mut(at) {
                        row.push((x0, x1, Some(cell)));
                    }
                }
            }
            for row in &mut cells {
                row.sort_by(|a, b| a.0.total_cmp(&b.0));
                let place = |(x0, x1, _): &(f32, f32, Option<SheetCell>)| {
                    let first = column(*x0);
                    (first, column(*x1).saturating_sub(first).max(1))
                };
                spans.push(row.iter().map(place).collect());
                rows.push(row.iter_mut().map(|(_, _, cell)| cell.take()).collect());
            }
            // An empty piece of the next row, drawn below the last one, is nothing of that.
            let is_filled = |row: &&Vec<Option<SheetCell>>| row.iter().flatten().any(|cell| !cell.is_empty());
            let hangs = rows.last().is_some_and(|row| !is_filled(&row));
            let last = rows.iter().skip(start).rev().find(is_filled);
            let open = if hangs { Vec::new() } else { sheet.open_foot };
            above = last.map(|row| (row.iter().flatten().cloned().collect(), open, sheet.area.width()));
        }
        let placed = grid::place(&spans);
        let mut pieces = Pieces { breaks, inferred, ..Pieces::default() };
        for (row, places) in rows.into_iter().zip(&placed.rows) {
            let mut slots: Vec<crate::Slot> = Vec::new();
            slots.resize_with(placed.width, || None);
            for (cell, (first, end)) in row.into_iter().zip(places) {
                let Some(cell) = cell else { continue };
                if let Some(slot) = slots.get_mut(*first) {
                    *slot = Some(Cell {
                        passage: passage(&cell.lines, limit(&cell.lines, &cell.area)),
                        row_span: u32::try_from(cell.row_span).unwrap_or(1),
                        col_span: u32::try_from(end - first).unwrap_or(1),
                    });
                }
            }
            pieces.rows.push(slots);
        }
        for (from, row, open, cells, reaching) in seams {
            // The column that a cell of the row fills, by its left edge.
            let filled = |x0: f32| {
                let grid_column = column(x0);
                let at = spans.get(row)?.iter().position(|(first, _)| *first == grid_column)?;
                placed.rows.get(row)?.get(at).map(|(first, _)| *first)
            };
            let mut seam = Seam {
                from,
                row,
                open,
                broken: vec![None; placed.width],
                reaching: vec![false; placed.width],
            };
            for (x0, broke) in cells {
                if let Some(slot) = filled(x0).and_then(|at| seam.broken.get_mut(at)) {
                    *slot = Some(broke);
                }
            }
            for (x0, _) in reaching {
                if let Some(slot) = filled(x0).and_then(|at| seam.reaching.get_mut(at)) {
                    *slot = true;
                }
            }
            pieces.seams.push(seam);
        }
        pieces
    }

    /// Edges of the columns of all sheets.
    fn edges(&self) -> Vec<f32> {
        let mut all: Vec<f32> = self.sheets.iter().flat_map(|sheet| sheet.xs.iter().copied()).collect();
        all.sort_by(f32::total_cmp);
        let groups = all.chunk_by(|a, b| b - a <= SAME_EDGE_PT);
        groups.filter_map(|group| group.get(group.len() / 2).copied()).collect()
    }
}

impl Sheet {
    /// Takes the lines right above it that stand in its columns: the rest of a cell of which the program drew no
    /// border on this page. Gives back the lines above those.
    pub(super) fn take_rest(
        &mut self,
        lines: Vec<TextLine>,
        faces: &[Face],
        place: &dyn Fn(&Area) -> Place,
    ) -> Vec<TextLine> {
        /// Lines of a cell that can stand there.
        const MOST: usize = 4;
        let mut lines = lines;
        let mut taken = Vec::new();
        let mut foot = self.area.y0;
        while let Some(line) =
            lines.last().filter(|line| foot - line.area.y1 <= line.size && taken.len() < MOST)
        {
            let column = self.xs.partition_point(|edge| *edge <= line.area.x0).checked_sub(1);
            let column =
                column.filter(|at| self.xs.get(at + 1).is_some_and(|right| line.area.x1 <= right + 1.0));
            let Some(column) = column.filter(|_| !super::furniture::is_page_number(&line.text(faces).raw))
            else {
                break;
            };
            foot = line.area.y0;
            taken.extend(lines.pop().map(|line| (column, Set::of(&line, faces, place))));
        }
        if taken.is_empty() {
            return lines;
        }
        taken.reverse();
        let pairs = self.xs.windows(2).enumerate();
        let row = pairs.filter_map(|(column, pair)| {
            let (x0, x1) = (*pair.first()?, *pair.last()?);
            let own = taken.iter().filter(|(at, _)| *at == column).map(|(_, line)| line.clone());
            let area = Area { x0, x1, y0: foot, y1: self.area.y0 };
            Some(SheetCell { area, row_span: 1, lines: own.collect() })
        });
        let row = row.collect();
        self.rows.insert(0, row);
        self.carried = true;
        lines
    }

    /// Whether the edges of the sheet with fewer columns are edges of the other, the outer ones of both.
    pub(super) fn same_columns(&self, other: &Self) -> bool {
        let near =
            |a: Option<&f32>, b: Option<&f32>| a.zip(b).is_some_and(|(a, b)| (a - b).abs() <= SAME_EDGE_PT);
        let (few, many) = if self.xs.len() <= other.xs.len() { (self, other) } else { (other, self) };
        near(few.xs.first(), many.xs.first())
            && near(few.xs.last(), many.xs.last())
            && few.xs.iter().all(|x| many.xs.iter().any(|edge| (edge - x).abs() <= SAME_EDGE_PT))
    }
}

/// Whether two rows read the same.
fn same_row(a: &[SheetCell], b: &[SheetCell]) -> bool {
    a.len() == b.len()
        && a.iter().any(|cell| !cell.is_empty())
        && a.iter().zip(b).all(|(a, b)| a.key() == b.key())
}

/// For the cells of a row at the top of a page, by their left edges: whether the cell above was broken off for want of
/// room. Nothing is said of cells where one of the two is empty.
fn broken(above: &[SheetCell], below: &[SheetCell]) -> Vec<(f32, bool)> {
    let mut found = Vec::new();
    for cell in below {
        let over = above.iter().find(|over| (over.area.x0 - cell.area.x0).abs() <= SAME_EDGE_PT);
        let ends = over.and_then(|over| Some((over.lines.last()?, limit(&over.lines, &over.area))));
        if let (Some((last, right)), Some(first)) = (ends, cell.lines.first()) {
            found.push((cell.area.x0, !had_room(last, first, right) && last.bold == first.bold));
        }
    }
    found
}
