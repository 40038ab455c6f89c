//! What the ends of lines say: a cell breaks its lines where the next word had no room.

use std::ops::Range;

use super::Reading;
use super::text::Text;
use super::words::Start;

/// Width of a column's lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Width {
    /// The widest line, in thousandths of the font's size.
    most: f32,
    /// Chance that the word behind a cell's last line would have had room on it.
    room: f32,
}

/// Costs of line ends in one column, ready for any stretch.
#[derive(Debug)]
pub(super) struct Lines {
    /// `None` where no width can be told.
    width: Option<Width>,
    /// Sums over whole lines as if each stood inside a cell, up to each word.
    sums: Vec<f32>,
    /// Costs of a cell's first line, by the word at which it begins.
    firsts: Vec<f32>,
    /// Costs of a cell's last line where it is a whole one, by the word behind it.
    lasts: Vec<f32>,
}

impl Lines {
    pub(super) fn new(text: &Text<'_>, width: Option<Width>) -> Self {
        let mut this = Self { width, sums: Vec::new(), firsts: Vec::new(), lasts: Vec::new() };
        let Some(width) = width else { return this };
        let mut sum = 0.0;
        for at in 0..=text.len() {
            let mut last = 0.0;
            if at > 0 {
                let (start, _) = text.line(at - 1);
                last = last_line(text, width, start, at);
                if text.starts_line(at) {
                    sum += line_cost(width, text.width(start, at), text.next_width(at), text.ended(at));
                }
            }
            let (_, end) = text.line(at);
            let first = line_cost(width, text.width(at, end), text.next_width(end), text.ended(end));
            this.sums.push(sum);
            this.firsts.push(first);
            this.lasts.push(last);
        }
        this
    }

    /// Cost of the line ends inside a stretch and of its last line; `cut`: it goes on behind a page's end.
    pub(super) fn cost(&self, text: &Text<'_>, from: usize, to: usize, cut: bool) -> f32 {
        let Some(width) = self.width else { return 0.0 };
        let at = |costs: &[f32], at: usize| costs.get(at).copied().unwrap_or(0.0);
        let (_, first_end) = text.line(from);
        if first_end < to {
            let (last_start, _) = text.line(to - 1);
            let inner = at(&self.firsts, from) + at(&self.sums, last_start) - at(&self.sums, first_end);
            if !cut {
                return inner + at(&self.lasts, to);
            }
            inner + overlong(width, text.width(last_start, to))
        } else if cut {
            overlong(width, text.width(from, to))
        } else {
            last_line(text, width, from, to)
        }
    }

    /// Cost of a cell's going on behind a page's end: the next word must have had no room.
    pub(super) fn over_page(&self, text: &Text<'_>, first: &Range<usize>, next: usize) -> f32 {
        let Some(width) = self.width else { return 0.0 };
        let (start, _) = text.line(first.end - 1);
        let part = text.width(start.max(first.start), first.end);
        let fits = chance_of_room(width, part, text.next_width(next));
        -f32::ln(0.05 * fits + 0.95 * (1.0 - fits))
    }
}

/// Cost of a cell's last line: it may end anywhere, but is no wider than the column.
fn last_line(text: &Text<'_>, width: Width, from: usize, to: usize) -> f32 {
    let part = text.width(from, to);
    let mut cost = overlong(width, part);
    if to < text.len() && text.starts_line(to) {
        let fits = chance_of_room(width, part, text.next_width(to));
        cost -= f32::ln(width.room * fits + (1.0 - width.room) * (1.0 - fits));
    }
    cost
}

/// Cost of a whole line inside a cell: its end must have had no room for the next word.
///
/// `ended`: chance that the typist ended the line.
fn line_cost(width: Width, part: f32, next: f32, ended: f32) -> f32 {
    let fits = chance_of_room(width, part, next);
    -f32::ln(ended * fits + (1.0 - ended) * (1.0 - fits)) + overlong(width, part)
}

/// Chance that the next word had room: sure but for a fortieth of the width, by which fonts and spacing differ.
fn chance_of_room(width: Width, part: f32, next: f32) -> f32 {
    let slack = (width.most - part - next) / (width.most * 0.025);
    (0.5 + slack * 0.5).clamp(0.02, 0.98)
}

/// Cost of a line that is wider than the column.
fn overlong(width: Width, part: f32) -> f32 {
    let over = (part / width.most - 1.0) / 0.025;
    (over * 2.0 - 1.0).clamp(0.0, 6.0)
}

/// Widths of the columns, then of group titles: those that the fewest lines of the reading so far contradict.
pub(super) fn widths(text: &Text<'_>, columns: usize, readings: &[Reading]) -> Vec<Option<Width>> {
    /// A line too wide is worse evidence than a line end with room: a typist can end a line, nobody can widen one.
    const AGAINST: f32 = 2.0;
    let mut lines: Vec<Vec<(f32, Option<f32>)>> = vec![Vec::new(); columns + 1];
    for row in readings {
        let cells = row
            .cells
            .iter()
            .enumerate()
            .flat_map(|(column, pieces)| pieces.iter().map(move |piece| (column, piece)));
        for (column, piece) in cells.chain(row.title.iter().map(|piece| (columns, piece))) {
            let Some(lines) = lines.get_mut(column) else { continue };
            let mut at = piece.start;
            while at < piece.end {
                let (_, end) = text.line(at);
                let inside = end < piece.end;
                let part = text.width(at, end.min(piece.end));
                lines.push((part, inside.then(|| part + text.next_width(end))));
                at = end.max(at + 1);
            }
        }
    }
    if readings.is_empty() {
        return first_widths(text, columns);
    }
    lines.iter().map(|lines| width_of(lines, AGAINST)).collect()
}

/// Before anything is read: the line behind a label is the name's, and stands inside it if the next one begins in small
/// letters.
fn first_widths(text: &Text<'_>, columns: usize) -> Vec<Option<Width>> {
    let mut lines = Vec::new();
    for at in 0..text.len() {
        if text.words.get(at).is_none_or(|word| super::anchor::label(word).is_none()) {
            continue;
        }
        let start = at + 1;
        let (_, end) = text.line(if text.starts_line(start) { start } else { at });
        let goes_on = text.words.get(end).is_some_and(|word| word.begins == Start::Lower);
        if start < end && goes_on && !text.page_start(end) {
            let part = text.width(start, end);
            lines.push((part, Some(part + text.next_width(end))));
        }
    }
    let mut widths = vec![None; columns + 1];
    if let Some(first) = widths.first_mut() {
        *first = width_of(&lines, 0.0);
    }
    widths
}

/// The width that most lines agree to: no line is wider, and no line inside a cell had room for its next word. A line
/// too wide speaks against it with so much weight.
fn width_of(lines: &[(f32, Option<f32>)], against: f32) -> Option<Width> {
    /// Fewer line ends inside cells do not tell a width.
    const LEAST: usize = 3;
    let mut limits: Vec<f32> = lines.iter().filter_map(|line| line.1).collect();
    if limits.len() < LEAST {
        return None;
    }
    let mut broken: Vec<f32> = lines.iter().filter(|line| line.1.is_some()).map(|line| line.0).collect();
    let mut parts: Vec<f32> = lines.iter().map(|line| line.0).collect();
    for sorted in [&mut limits, &mut broken, &mut parts] {
        sorted.sort_unstable_by(f32::total_cmp);
    }
    let mut best = (f32::NEG_INFINITY, 1.0);
    for &most in &broken {
        let wider = parts.len() - parts.partition_point(|&part| part <= most * 1.01);
        let agree =
            broken.partition_point(|&part| part <= most) - limits.partition_point(|&limit| limit <= most);
        let votes = agree as f32 - wider as f32 * against;
        if votes >= best.0 {
            best = (votes, most);
        }
    }
    let most = best.1.max(1.0);
    let words = lines.iter().filter_map(|line| line.1.map(|limit| limit - line.0));
    let (sum, count) = words.fold((0.0, 0.0), |(sum, count), width| (sum + width, count + 1.0));
    // A last line ends anywhere: the next word has room unless it is longer than what is left.
    let room = (1.0 - sum / f32::max(count, 1.0) / most).clamp(0.3, 0.9);
    Some(Width { most, room })
}
