//! Which rows of a sheet are its table, and which stand above and below it.
//!
//! A table begins at a row that holds "TT", or else at the first row that fills three cells, and ends with its last
//! row of data. A sheet has one table; a further one begins where a row holds "TT" again and is not the same
//! head. Nothing here knows what the columns mean.

use std::collections::BTreeMap;
use std::ops::Range;

use kehoach_document::head::is_ordinal_head;
use kehoach_viet::key;

use super::cells::{At, Cells};

/// A row that has text, and its filled cells from left to right.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub(super) cells: Vec<(At, &'a str)>,
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Segment {
    /// Lines of text.
    Text(Range<usize>),
    /// A table.
    Table(Range<usize>),
}

/// Cells that a row of data fills at least, where nothing else tells it from a line of text.
const FILLED: usize = 3;

/// The rows of a sheet that have text.
pub(super) fn lines(cells: &Cells) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut row = None;
    for (at, text) in &cells.texts {
        if row != Some(at.0) {
            lines.push(Line { cells: Vec::new() });
            row = Some(at.0);
        }
        if let Some(line) = lines.last_mut() {
            line.cells.push((*at, text.normal()));
        }
    }
    lines
}

/// Cuts a sheet into texts and tables.
pub(super) fn segments(lines: &[Line<'_>], cells: &Cells) -> Vec<Segment> {
    let mut tall: BTreeMap<u32, u32> = BTreeMap::new();
    for merge in cells.merges.iter().filter(|merge| cells.texts.contains_key(&merge.start)) {
        let end = tall.entry(merge.start.0).or_default();
        *end = merge.end.0.max(*end);
    }
    let mut segments = Vec::new();
    let mut done = 0;
    let heads = heads(lines);
    for (number, &head) in heads.iter().enumerate() {
        let next = heads.get(number + 1).copied();
        // A title above the next table is not the end of this one.
        let limit = next.map_or(lines.len(), |next| next - titles_above(lines, next, head));
        let end = table_end(lines, head..limit, &tall);
        segments.push(Segment::Text(done..head));
        segments.push(Segment::Table(head..end));
        done = end;
    }
    segments.push(Segment::Text(done..lines.len()));
    segments.retain(|segment| !matches!(segment, Segment::Text(range) if range.is_empty()));
    segments
}

/// The rows at which tables begin.
fn heads(lines: &[Line<'_>]) -> Vec<usize> {
    let mut heads: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.is_head()) {
        let last = heads.last().and_then(|last| Some((*last, lines.get(*last)?)));
        // The same head again is the same table's, and a head of two levels can say "TT" twice.
        let is_same = last.is_some_and(|(head, last)| head + 1 == at || last.key() == line.key());
        if !is_same {
            heads.push(at);
        }
    }
    if heads.is_empty() {
        let is_letter = lines.iter().any(Line::is_motto);
        let wide = lines.iter().position(|line| line.cells.len() >= FILLED);
        let pairs = || lines.iter().filter(|line| line.cells.len() == 2).count() >= 2;
        let pair = || lines.iter().position(|line| line.cells.len() == 2).filter(|_| !is_letter && pairs());
        heads.extend(wide.or_else(pair));
    }
    heads
}

fn titles_above(lines: &[Line<'_>], at: usize, from: usize) -> usize {
    let above = lines.get(from + 1..at).unwrap_or_default();
    above.iter().rev().take_while(|line| line.cells.len() == 1).count()
}

/// Behind the last row of data. A row that a cell of data reaches down to is one too; `tall` tells the last row of the
/// merged cells that begin in a row.
fn table_end(lines: &[Line<'_>], range: Range<usize>, tall: &BTreeMap<u32, u32>) -> usize {
    let Some(head) = lines.get(range.start) else { return range.start };
    let filled = FILLED.min(head.cells.len());
    let ordinal = head.ordinal_column();
    let (mut end, mut reach) = (range.start + 1, 0);
    for (at, line) in lines.iter().enumerate().take(range.end).skip(range.start) {
        let Some(row) = line.cells.first().map(|(at, _)| at.0) else { continue };
        if line.is_data(filled, ordinal) || reach >= row {
            end = at + 1;
            reach = tall.get(&row).copied().unwrap_or(0).max(reach);
        }
    }
    end
}

impl Line<'_> {
    /// The column of "TT", where the row is a head.
    pub(super) fn ordinal_column(&self) -> Option<u32> {
        self.cells.iter().take(2).find(|(_, text)| is_ordinal_head(text)).map(|(at, _)| at.1)
    }

    fn is_head(&self) -> bool {
        self.cells.len() >= 2 && self.ordinal_column().is_some()
    }

    fn key(&self) -> String {
        let cells: Vec<String> = self.cells.iter().map(|(_, text)| key::ascii(text)).collect();
        cells.join("|")
    }

    /// Whether a row is one of a table's, not a line below it.
    fn is_data(&self, filled: usize, ordinal: Option<u32>) -> bool {
        let Some(((_, column), first)) = self.cells.first() else { return false };
        if self.cells.len() >= FILLED {
            return true;
        }
        if self.cells.len() < 2 || self.is_closing() {
            return false;
        }
        let is_numbered = ordinal == Some(*column) && is_label(first);
        is_numbered || self.cells.len() >= filled && filled < FILLED || is_sum(first)
    }

    fn is_motto(&self) -> bool {
        self.cells.iter().any(|(_, text)| {
            let folded = key::ascii(text);
            folded.contains("cong hoa xa hoi chu nghia") || folded.starts_with("dang cong san viet nam")
        })
    }

    /// "Nơi nhận", or one who signs: in capitals, and no sum.
    fn is_closing(&self) -> bool {
        self.cells.iter().any(|(_, text)| {
            let is_signed = key::is_capitals(text) && text.trim().contains(' ') && !is_sum(text);
            is_signed || key::ascii(text).starts_with("noi nhan")
        })
    }
}

/// "1", "2.1", "IV", "a": what can stand under TT.
fn is_label(text: &str) -> bool {
    const LONGEST: usize = 8;
    let text = text.trim();
    text.chars().count() <= LONGEST && !text.contains([' ', ':'])
}

fn is_sum(text: &str) -> bool {
    let folded = key::ascii(text);
    folded.starts_with("tong") || folded.starts_with("cong ")
}

/// The cells of text lines in the order in which they are read: row by row, but the two columns of a letterhead or a
/// closing one after the other.
pub(super) fn reading_order(lines: &[Line<'_>]) -> Vec<At> {
    let columns = two_columns(lines);
    let (above, rest) = lines.split_at(columns.start.min(lines.len()));
    let (beside, below) = rest.split_at(columns.len().min(rest.len()));
    let rows = |lines: &[Line<'_>]| -> Vec<At> {
        lines.iter().flat_map(|line| line.cells.iter().map(|(at, _)| *at)).collect()
    };
    let right = beside.iter().filter(|line| line.cells.len() == 2).filter_map(|line| line.cells.get(1));
    let right = right.map(|(at, _)| at.1).min().unwrap_or(0);
    let (left, right): (Vec<At>, Vec<At>) = rows(beside).into_iter().partition(|at| at.1 < right);
    [rows(above), left, right, rows(below)].concat()
}

/// The lines that stand in two columns, if they are those of a letterhead or a closing.
fn two_columns(lines: &[Line<'_>]) -> Range<usize> {
    let is_pair = |line: &Line<'_>| line.cells.len() == 2;
    let Some(first) = lines.iter().position(is_pair) else { return 0..0 };
    let wide = lines.iter().skip(first).position(|line| line.cells.len() > 2);
    let end = wide.map_or(lines.len(), |wide| first + wide);
    let last = lines.get(..end).unwrap_or_default().iter().rposition(is_pair).unwrap_or(first);
    let pairs = lines.get(first..=last).unwrap_or_default();
    if pairs.iter().any(Line::is_motto) {
        first..last + 1
    } else if pairs.iter().any(Line::is_closing) {
        // A name stands below its post, alone.
        first..end
    } else {
        0..0
    }
}
