//! Ruling lines: pieces to whole lines, whatever they were drawn with.

use super::Area;

/// Pieces closer than this across their axis are one line: a pen's width beside the other, at most a double line.
const SNAP_PT: f32 = 1.2;
/// Gaps along the axis that the eye closes: dots, dashes, corners left open.
const GAP_PT: f32 = 3.0;
/// A ruling is not thicker; what is, is a shade.
pub(super) const THICK_PT: f32 = 4.5;
/// Of length to thickness from which a mark is a line and no dot.
const SLENDER: f32 = 3.0;

/// Along which axis a ruling runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    /// From left to right.
    Across,
    /// From top to bottom.
    Down,
}

/// A ruling line, PDF points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ruling {
    /// Its axis.
    pub axis: Axis,
    /// Its middle across the axis.
    pub at: f32,
    /// Where it begins along the axis.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

impl Ruling {
    /// The rulings that a drawn box gives: one where it is long and thin, both axes for a dot, which may belong to a
    /// dotted line of either; none where it is a shade.
    pub fn of(area: &Area) -> impl Iterator<Item = Self> + use<> {
        let (width, height) = (area.width(), area.height());
        let across = height <= THICK_PT && (width >= height * SLENDER || width <= THICK_PT);
        let down = width <= THICK_PT && (height >= width * SLENDER || height <= THICK_PT);
        let ruling_across =
            Self { axis: Axis::Across, at: f32::midpoint(area.y0, area.y1), from: area.x0, to: area.x1 };
        let ruling_down =
            Self { axis: Axis::Down, at: f32::midpoint(area.x0, area.x1), from: area.y0, to: area.y1 };
        [across.then_some(ruling_across), down.then_some(ruling_down)].into_iter().flatten()
    }

    /// Its length.
    #[must_use]
    pub fn length(&self) -> f32 {
        self.to - self.from
    }

    /// Its box, without thickness.
    #[must_use]
    pub fn area(&self) -> Area {
        match self.axis {
            Axis::Across => Area { x0: self.from, y0: self.at, x1: self.to, y1: self.at },
            Axis::Down => Area { x0: self.at, y0: self.from, x1: self.at, y1: self.to },
        }
    }
}

/// Whole lines out of pieces: those of one axis at one height are joined where the gaps between them are small, first
/// the dots and dashes of each line, then the lines that print as one. What stays shorter than a letter is no line.
pub(super) fn joined(pieces: &[Ruling]) -> Vec<Ruling> {
    /// Dots of one line; those of a line across that meet a line down stand at all heights.
    const SAME_PT: f32 = 0.3;
    /// Shorter lines are dots, dashes of their own, strokes of a drawn letter.
    const SHORTEST_PT: f32 = 5.0;
    let lines = chained(pieces, SAME_PT, SHORTEST_PT);
    chained(&lines, SNAP_PT, SHORTEST_PT)
}

/// Pieces that are not farther than `snap` from the first of their line, joined along it; those that are `shortest` at
/// least.
fn chained(pieces: &[Ruling], snap: f32, shortest: f32) -> Vec<Ruling> {
    let mut lines = Vec::new();
    for axis in [Axis::Across, Axis::Down] {
        let mut pieces: Vec<Ruling> = pieces.iter().filter(|piece| piece.axis == axis).copied().collect();
        pieces.sort_by(|a, b| a.at.total_cmp(&b.at));
        let mut rest = pieces.as_mut_slice();
        while let Some(first) = rest.first().map(|piece| piece.at) {
            let count = rest.partition_point(|piece| piece.at - first <= snap);
            let (group, others) = rest.split_at_mut(count);
            rest = others;
            group.sort_by(|a, b| a.from.total_cmp(&b.from));
            let mut open: Option<(Ruling, f32)> = None;
            for piece in group.iter() {
                let weight = piece.length().max(0.1);
                match &mut open {
                    Some((line, sum)) if piece.from - line.to <= GAP_PT => {
                        line.at = (line.at * *sum + piece.at * weight) / (*sum + weight);
                        *sum += weight;
                        line.to = line.to.max(piece.to);
                    }
                    _ => lines.extend(open.replace((*piece, weight)).map(|(line, _)| line)),
                }
            }
            lines.extend(open.map(|(line, _)| line));
        }
    }
    lines.retain(|line| line.length() >= shortest);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(areas: &[(f32, f32, f32, f32)]) -> Vec<(Axis, f32, f32, f32)> {
        let areas = areas.iter().map(|&(x0, y0, x1, y1)| Area { x0, y0, x1, y1 });
        let pieces: Vec<Ruling> = areas.flat_map(|area| Ruling::of(&area).collect::<Vec<_>>()).collect();
        joined(&pieces).into_iter().map(|line| (line.axis, line.at, line.from, line.to)).collect()
    }

    #[test]
    fn dashes_and_dots_are_lines() {
        assert_eq!(
            lines(&[(0.0, 10.0, 4.0, 10.5), (6.0, 10.0, 10.0, 10.5), (12.0, 10.0, 16.0, 10.5)]),
            [(Axis::Across, 10.25, 0.0, 16.0)]
        );
        let dots: Vec<_> =
            (0..10_u8).map(|n| (f32::from(n) * 2.0, 5.0, f32::from(n) * 2.0 + 1.0, 6.0)).collect();
        assert_eq!(lines(&dots), [(Axis::Across, 5.5, 0.0, 19.0)]);
    }

    #[test]
    fn no_ruling_out_of_a_shade_or_a_lone_dot() {
        assert_eq!(lines(&[(0.0, 0.0, 100.0, 20.0)]), []);
        assert_eq!(lines(&[(0.0, 0.0, 2.0, 2.0)]), []);
    }
}
