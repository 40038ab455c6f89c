//! Ruling lines to the cells of tables: rulings that cross → their grid → slots, merged where no line parts them.

use super::ruling::joined;
use super::{Area, Axis, Ruling};

/// Lines that end so near each other cross.
const CROSS_PT: f32 = 2.5;
/// Lines of a grid closer than this are one: double lines, borders that two cells draw.
const GRID_PT: f32 = 3.5;
/// Of the edge between two slots that a line must cover to part them.
const RULED: f32 = 0.7;
/// Rulings of one page; more are a drawing.
const MOST_LINES: usize = 5_000;
/// Grid lines of one table on one page; more are a drawing.
const MOST_GRID: usize = 500;

/// A ruled table on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lattice {
    /// Round its lines.
    pub(super) area: Area,
    /// Edges of its columns.
    pub(super) xs: Vec<f32>,
    /// Edges of its rows.
    pub(super) ys: Vec<f32>,
    /// Its cells, by row, then by column.
    pub(super) cells: Vec<Slots>,
    /// The cell that each slot belongs to.
    cell_of: Vec<usize>,
    /// Stretches, from left to right, on which no line closes the last row: it goes on on the next page.
    pub(super) open_foot: Vec<(f32, f32)>,
    /// They begin above the first row.
    pub(super) open_top: bool,
}

/// The slots of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slots {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) row_span: usize,
    pub(super) col_span: usize,
}

/// The ruled tables of a page, from top to bottom. A table inside a cell is a part of the outer one's text.
pub(super) fn lattices(pieces: &[Ruling]) -> Vec<Lattice> {
    let lines = joined(pieces);
    if lines.len() > MOST_LINES {
        return Vec::new();
    }
    let mut found: Vec<Lattice> =
        components(&lines).iter().filter_map(|lines| Lattice::of(lines, GRID_PT)).collect();
    found.extend(boxed(&found));
    found.sort_by(|a, b| a.area.y0.total_cmp(&b.area.y0).then(a.area.x0.total_cmp(&b.area.x0)));
    let outer: Vec<Area> =
        found.iter().filter(|lattice| lattice.holds_cells()).map(|lattice| lattice.area).collect();
    found
        .retain(|lattice| !outer.iter().any(|area| *area != lattice.area && area.covers(&lattice.area, 0.0)));
    found
}

/// Groups of lines that cross each other.
fn components(lines: &[Ruling]) -> Vec<Vec<Ruling>> {
    let mut groups = Groups::new(lines.len());
    for (at, across) in lines.iter().enumerate().filter(|(_, line)| line.axis == Axis::Across) {
        for (other, down) in lines.iter().enumerate().filter(|(_, line)| line.axis == Axis::Down) {
            let crosses = (down.from - CROSS_PT..=down.to + CROSS_PT).contains(&across.at)
                && (across.from - CROSS_PT..=across.to + CROSS_PT).contains(&down.at);
            if crosses {
                groups.join(at, other);
            }
        }
    }
    groups
        .all()
        .into_iter()
        .map(|group| group.iter().filter_map(|at| lines.get(*at)).copied().collect())
        .collect()
}

/// Tables of which each cell has a box of its own, at a small distance from the next.
fn boxed(lattices: &[Lattice]) -> Vec<Lattice> {
    /// The widest distance, PDF points.
    const APART_PT: f32 = 6.0;
    /// Boxes of a table at least; of more than this a page has none.
    const FEWEST: usize = 4;
    const MOST: usize = 2_000;
    let boxes: Vec<Area> =
        lattices.iter().filter(|lattice| lattice.cells.len() == 1).map(|lattice| lattice.area).collect();
    if !(FEWEST..=MOST).contains(&boxes.len()) {
        return Vec::new();
    }
    let beside = |a: &Area, b: &Area| {
        let over = |a0: f32, a1: f32, b0: f32, b1: f32| a1.min(b1) - a0.max(b0);
        let (x, y) = (over(a.x0, a.x1, b.x0, b.x1), over(a.y0, a.y1, b.y0, b.y1));
        let apart = |over: f32| (-APART_PT..=0.5).contains(&over);
        apart(x) && y > 0.0 || apart(y) && x > 0.0
    };
    let mut groups = Groups::new(boxes.len());
    for (at, area) in boxes.iter().enumerate() {
        for (other, next) in boxes.iter().enumerate().skip(at + 1) {
            if beside(area, next) {
                groups.join(at, other);
            }
        }
    }
    let of = |group: &Vec<usize>| {
        let lines: Vec<Ruling> = group
            .iter()
            .filter_map(|at| boxes.get(*at))
            .flat_map(|area| {
                let across = |at| Ruling { axis: Axis::Across, at, from: area.x0, to: area.x1 };
                let down = |at| Ruling { axis: Axis::Down, at, from: area.y0, to: area.y1 };
                [across(area.y0), across(area.y1), down(area.x0), down(area.x1)]
            })
            .collect();
        Lattice::of(&lines, APART_PT + 0.5)
    };
    groups.all().iter().filter(|group| group.len() >= FEWEST).filter_map(of).collect()
}

impl Lattice {
    fn of(lines: &[Ruling], grid: f32) -> Option<Self> {
        /// Smaller ones are boxes to tick.
        const SMALLEST_PT: f32 = 15.0;
        let area = Area::round(&lines.iter().map(Ruling::area).collect::<Vec<_>>())?;
        let both = |axis| lines.iter().any(|line| line.axis == axis);
        if area.width() < SMALLEST_PT
            || area.height() < SMALLEST_PT
            || !both(Axis::Across)
            || !both(Axis::Down)
        {
            return None;
        }
        let mut lines = lines.to_vec();
        let drawn = lines.clone();
        let sides = closed(&mut lines, &area);
        let xs = positions(&lines, Axis::Down, grid);
        let ys = positions(&lines, Axis::Across, grid);
        if !(2..=MOST_GRID).contains(&xs.len()) || !(2..=MOST_GRID).contains(&ys.len()) {
            return None;
        }
        let (rows, columns) = (ys.len() - 1, xs.len() - 1);
        let cells = cells(&lines, &xs, &ys, grid);
        let mut cell_of = vec![0; rows * columns];
        for (at, cell) in cells.iter().enumerate() {
            for row in cell.row..cell.row + cell.row_span {
                for column in cell.column..cell.column + cell.col_span {
                    if let Some(slot) = cell_of.get_mut(row * columns + column) {
                        *slot = at;
                    }
                }
            }
        }
        let open_foot = if sides.framed { open_foot(&drawn, &xs, &ys) } else { Vec::new() };
        Some(Self { area, xs, ys, cells, cell_of, open_foot, open_top: sides.top && sides.framed })
    }

    /// Whether it has several cells that can hold text: the double frame of a page has one.
    fn holds_cells(&self) -> bool {
        /// The lowest line of text, PDF points.
        const LOWEST_PT: f32 = 6.0;
        let wide = |cell: &&Slots| {
            let area = self.box_of(cell);
            area.width().min(area.height()) >= LOWEST_PT
        };
        self.cells.iter().filter(wide).take(2).count() > 1
    }

    /// The cell that a point is in.
    pub(super) fn cell_at(&self, (x, y): (f32, f32)) -> Option<usize> {
        if !self.area.holds((x, y), 0.0) {
            return None;
        }
        let columns = self.xs.len() - 1;
        let column =
            self.xs.partition_point(|edge| *edge <= x).saturating_sub(1).min(columns.saturating_sub(1));
        let row =
            self.ys.partition_point(|edge| *edge <= y).saturating_sub(1).min(self.ys.len().saturating_sub(2));
        self.cell_of.get(row * columns + column).copied()
    }

    /// The box of a cell.
    pub(super) fn box_of(&self, cell: &Slots) -> Area {
        let at = |edges: &[f32], position: usize| edges.get(position).copied().unwrap_or_default();
        Area {
            x0: at(&self.xs, cell.column),
            y0: at(&self.ys, cell.row),
            x1: at(&self.xs, cell.column + cell.col_span),
            y1: at(&self.ys, cell.row + cell.row_span),
        }
    }
}

/// Which sides had no line of their own.
struct Sides {
    /// The upper one.
    top: bool,
    /// Neither the left nor the right one.
    framed: bool,
}

/// Draws the sides of the outer frame that are missing, where the lines across them end.
fn closed(lines: &mut Vec<Ruling>, area: &Area) -> Sides {
    /// Of the side that lines must cover to be its frame.
    const FRAMED: f32 = 0.3;
    /// Ends of lines that hang over the frame: no line of text stands in them.
    const STUB_PT: f32 = 6.5;
    let missing = |axis: Axis, at: f32, length: f32| {
        let reach = if axis == Axis::Across { STUB_PT } else { GRID_PT };
        let near = lines.iter().filter(|line| line.axis == axis && (line.at - at).abs() <= reach);
        near.map(Ruling::length).sum::<f32>() < length * FRAMED
    };
    let across = |at: f32| Ruling { axis: Axis::Across, at, from: area.x0, to: area.x1 };
    let down = |at: f32| Ruling { axis: Axis::Down, at, from: area.y0, to: area.y1 };
    let top = missing(Axis::Across, area.y0, area.width());
    let foot = missing(Axis::Across, area.y1, area.width());
    let left = missing(Axis::Down, area.x0, area.height());
    let right = missing(Axis::Down, area.x1, area.height());
    lines.extend(top.then(|| across(area.y0)));
    lines.extend(foot.then(|| across(area.y1)));
    lines.extend(left.then(|| down(area.x0)));
    lines.extend(right.then(|| down(area.x1)));
    Sides { top, framed: !left && !right }
}

/// Stretches of the lower side between the columns that no line closes.
fn open_foot(lines: &[Ruling], xs: &[f32], ys: &[f32]) -> Vec<(f32, f32)> {
    /// Of a column that a line must cover to close it.
    const CLOSED: f32 = 0.4;
    let Some(foot) = ys.last() else { return Vec::new() };
    let on: Vec<&Ruling> =
        lines.iter().filter(|line| line.axis == Axis::Across && (line.at - foot).abs() <= GRID_PT).collect();
    let open = |pair: &&[f32]| covered(&on, pair) < CLOSED;
    xs.windows(2).filter(open).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect()
}

/// Where lines of an axis stand, those that print as one once.
fn positions(lines: &[Ruling], axis: Axis, grid: f32) -> Vec<f32> {
    let mut all: Vec<(f32, f32)> =
        lines.iter().filter(|line| line.axis == axis).map(|line| (line.at, line.length())).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let groups = all.chunk_by(|a, b| b.0 - a.0 <= grid);
    let middle = |group: &[(f32, f32)]| {
        let weight: f32 = group.iter().map(|(_, length)| length).sum();
        group.iter().map(|(at, length)| at * length).sum::<f32>() / weight.max(f32::EPSILON)
    };
    groups.map(middle).collect()
}

/// Slots to cells: neighbours without a line between them are one.
fn cells(lines: &[Ruling], xs: &[f32], ys: &[f32], grid: f32) -> Vec<Slots> {
    let (rows, columns) = (ys.len() - 1, xs.len() - 1);
    let mut groups = Groups::new(rows * columns);
    let ruled = |axis: Axis, edges: &[f32], across: &[f32]| -> Vec<Vec<bool>> {
        edges
            .iter()
            .map(|edge| {
                let on: Vec<&Ruling> =
                    lines.iter().filter(|line| line.axis == axis && (line.at - edge).abs() <= grid).collect();
                across.windows(2).map(|pair| covered(&on, pair) >= RULED).collect()
            })
            .collect()
    };
    let down = ruled(Axis::Down, xs, ys);
    let over = ruled(Axis::Across, ys, xs);
    let is = |table: &[Vec<bool>], edge: usize, part: usize| {
        table.get(edge).and_then(|parts| parts.get(part)).copied().unwrap_or(true)
    };
    for row in 0..rows {
        for column in 0..columns {
            let slot = row * columns + column;
            if column + 1 < columns && !is(&down, column + 1, row) {
                groups.join(slot, slot + 1);
            }
            if row + 1 < rows && !is(&over, row + 1, column) {
                groups.join(slot, slot + columns);
            }
        }
    }
    let mut cells: Vec<Slots> = groups.all().into_iter().flat_map(|group| boxes(&group, columns)).collect();
    cells.sort_unstable();
    cells
}

/// Of the stretch between two places, the share that lines cover.
fn covered(lines: &[&Ruling], stretch: &[f32]) -> f32 {
    let [from, to] = stretch else { return 0.0 };
    let over = lines.iter().map(|line| (line.to.min(*to) - line.from.max(*from)).max(0.0)).sum::<f32>();
    over / (to - from).max(f32::EPSILON)
}

/// The boxes that a group of slots is made of: one, or as many as its rows and their runs need.
fn boxes(group: &[usize], columns: usize) -> Vec<Slots> {
    let mut done: Vec<Slots> = Vec::new();
    let rows = group.chunk_by(|a, b| a / columns == b / columns);
    for row in rows {
        for run in row.chunk_by(|a, b| a + 1 == *b) {
            let Some(first) = run.first() else { continue };
            let next =
                Slots { row: first / columns, column: first % columns, row_span: 1, col_span: run.len() };
            let above = done.iter_mut().find(|above| {
                above.row + above.row_span == next.row
                    && above.column == next.column
                    && above.col_span == next.col_span
            });
            match above {
                Some(above) => above.row_span += 1,
                None => done.push(next),
            }
        }
    }
    done
}

/// Sets that grow together.
struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self { parent: (0..count).collect() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while let Some(&up) = self.parent.get(at) {
            if up == at {
                break;
            }
            let above = self.parent.get(up).copied().unwrap_or(up);
            if let Some(parent) = self.parent.get_mut(at) {
                *parent = above;
            }
            at = above;
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(parent) = self.parent.get_mut(a.max(b)) {
            *parent = a.min(b);
        }
    }

    /// All groups, each in order, by their first members.
    fn all(mut self) -> Vec<Vec<usize>> {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.parent.len()];
        for at in 0..self.parent.len() {
            let root = self.root(at);
            if let Some(group) = members.get_mut(root) {
                group.push(at);
            }
        }
        members.retain(|group| !group.is_empty());
        members
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn across(at: f32, from: f32, to: f32) -> Ruling {
        Ruling { axis: Axis::Across, at, from, to }
    }

    fn down(at: f32, from: f32, to: f32) -> Ruling {
        Ruling { axis: Axis::Down, at, from, to }
    }

    /// Cells as "row,column row_span×col_span".
    fn shown(lines: &[Ruling]) -> Vec<String> {
        let lattices = lattices(lines);
        let cell = |cell: &Slots| format!("{},{} {}×{}", cell.row, cell.column, cell.row_span, cell.col_span);
        lattices.iter().flat_map(|lattice| lattice.cells.iter().map(cell)).collect()
    }

    #[test]
    fn a_group_row_spans_the_columns() {
        let mut lines: Vec<Ruling> = [0.0, 20.0, 40.0].map(|at| across(at, 0.0, 200.0)).to_vec();
        lines.extend([down(0.0, 0.0, 40.0), down(200.0, 0.0, 40.0), down(100.0, 20.0, 40.0)]);
        assert_eq!(shown(&lines), ["0,0 1×2", "1,0 1×1", "1,1 1×1"]);
    }

    #[test]
    fn a_missing_frame_is_closed() {
        let lines = [across(20.0, 0.0, 200.0), down(100.0, 0.0, 40.0)];
        assert_eq!(shown(&lines).len(), 4);
        let lattice = lattices(&lines).remove(0);
        assert!(lattice.open_foot.is_empty() && !lattice.open_top);
    }

    #[test]
    fn no_table_in_a_box_to_tick_or_an_underline() {
        let tick =
            [across(0.0, 0.0, 10.0), across(10.0, 0.0, 10.0), down(0.0, 0.0, 10.0), down(10.0, 0.0, 10.0)];
        assert_eq!(shown(&tick), [] as [&str; 0]);
        assert_eq!(shown(&[across(0.0, 0.0, 100.0)]), [] as [&str; 0]);
    }
}
