//! Tables whose lines are those of the page: the lines of neighbouring cells stand side by side.
//!
//! Where the extractor kept the columns apart by blanks, the head tells about where each begins; the exact place is the
//! one that the fewest words cross.

use std::ops::Range;

use super::anchor::{self, Label};
use super::head::Head;
use super::text::Text;
use super::words::{Start, Word};
use super::{Reading, lines_of};
use crate::lines::Line;

/// A line of the page, cut into columns: words of TT, then of each column.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    cells: Vec<Range<usize>>,
    /// Its words cross the columns: a title over the row.
    title: Option<Range<usize>>,
    page_start: bool,
    /// A single blank parts two of its cells, or words cross the columns.
    doubtful: bool,
}

/// Whether the lines keep their columns apart: many have wide gaps inside.
pub(super) fn keeps_columns(lines: &[Line<'_>]) -> bool {
    let gaps = lines.iter().filter(|line| wide_gaps(line.trimmed()) > 0).count();
    let wide = lines.iter().map(|line| wide_gaps(line.trimmed())).filter(|&gaps| gaps >= 2).count();
    gaps * 5 >= lines.len() && wide * 20 >= lines.len() && wide >= 3
}

/// Gaps of three blanks and more (justified text has two) between the words of a line.
fn wide_gaps(text: &str) -> usize {
    let mut blanks = 0;
    let mut gaps = 0;
    for c in text.chars() {
        if c.is_whitespace() {
            blanks += 1;
        } else {
            gaps += usize::from(blanks >= 3);
            blanks = 0;
        }
    }
    gaps
}

/// The head of a table whose columns are kept apart.
pub(super) fn head(lines: &[Line<'_>], all: &[Word<'_>]) -> Option<Head> {
    let place = |at: usize| all.get(at).map_or((0, 0), |word| (column_of(lines, word), end_of(lines, word)));
    let gap = |at: usize| {
        let (Some(word), Some(before)) = (all.get(at), at.checked_sub(1).and_then(|at| all.get(at))) else {
            return true;
        };
        word.line != before.line || column_of(lines, word) >= end_of(lines, before) + 2
    };
    Head::read_apart(all, gap, place)
}

/// The rows of a table whose columns are kept apart; `all` are the region's words with the head, `heads` where it
/// stands, at first and again.
pub(super) fn read(
    lines: &[Line<'_>],
    all: &[Word<'_>],
    head: &Head,
    heads: &[usize],
    text: &Text<'_>,
) -> Option<Vec<Reading>> {
    let body = lines_of(&text.words, &text.page_starts);
    let mut cuts = Vec::with_capacity(body.len());
    let mut next_head = heads.iter().copied().peekable();
    let mut edges: Option<Vec<usize>> = None;
    let mut from = 0;
    // Each page sets its columns anew.
    while from < body.len() {
        let to = (from + 1..body.len())
            .find(|&at| body.get(at).is_some_and(|line| text.page_start(line.start)))
            .unwrap_or(body.len());
        let page = body.get(from..to)?;
        let first_line = page.first().and_then(|line| text.words.get(line.start)).map_or(0, |word| word.line);
        while let Some(at) = next_head.next_if(|&at| all.get(at).is_some_and(|word| word.line < first_line)) {
            edges = Some(edges_under(lines, all, head, at, page, &text.words)?);
        }
        let edges = edges.as_ref()?;
        cuts.extend(page.iter().map(|line| cut(lines, text, line, edges)));
        from = to;
    }
    Some(rows(text, head.columns.len(), &cuts))
}

/// Place of a word in its line, in characters from the line's start.
fn column_of(lines: &[Line<'_>], word: &Word<'_>) -> usize {
    let Some(line) = lines.get(word.line) else { return 0 };
    let indent = line.text.len() - line.text.trim_start().len();
    line.text.get(..indent + word.start).map_or(0, |before| before.chars().count())
}

fn end_of(lines: &[Line<'_>], word: &Word<'_>) -> usize {
    column_of(lines, word) + word.text.chars().count()
}

/// Where each column behind TT begins on a page, in characters: between the heads of its neighbours, where the
/// fewest words are cut and the most begin.
fn edges_under(
    lines: &[Line<'_>],
    all: &[Word<'_>],
    head: &Head,
    at: usize,
    page: &[Range<usize>],
    words: &[Word<'_>],
) -> Option<Vec<usize>> {
    let span = |of: &Vec<usize>| {
        let words = || of.iter().filter_map(|&word| all.get(at + word));
        let start = words().map(|word| column_of(lines, word)).min()?;
        Some((start, words().map(|word| end_of(lines, word)).max()?))
    };
    let heads: Option<Vec<(usize, usize)>> = std::iter::once(&head.ordinal)
        .chain(head.columns.iter().map(|column| &column.words))
        .map(span)
        .collect();
    let heads = heads?;
    let mut edges = Vec::new();
    for pair in heads.windows(2) {
        let [(_, left_end), (right_start, _)] = pair else { continue };
        if left_end > right_start {
            return None;
        }
        let votes = |edge: usize| {
            let mut sum = 0_i64;
            for line in page {
                let mut before = 0;
                for word in words.get(line.clone()).unwrap_or_default() {
                    let (start, end) = (column_of(lines, word), end_of(lines, word));
                    sum += match start {
                        _ if start < edge && edge < end => -3,
                        // A cell begins behind a gap; what one blank parts is one text, as a rule.
                        _ if start == edge && (before == 0 || start >= before + 2) => 2,
                        _ if start == edge => -1,
                        _ => 0,
                    };
                    before = end;
                }
            }
            sum
        };
        edges.push((*left_end..=*right_start).rev().max_by_key(|&edge| votes(edge))?);
    }
    Some(edges)
}

/// A line's words dealt out to the columns.
///
/// Letters are no grid: where the text on the left is narrow or wide for its number of letters, the column begins up to
/// three characters early, and its first word then follows a single blank.
fn cut(lines: &[Line<'_>], text: &Text<'_>, line: &Range<usize>, edges: &[usize]) -> Cut {
    const EARLY: usize = 3;
    let mut cells: Vec<Range<usize>> = Vec::with_capacity(edges.len() + 1);
    let mut crosses = false;
    let mut from = line.start;
    let mut end_before = 0;
    for edge in edges {
        let mut to = from;
        while let Some(word) = text.words.get(to).filter(|_| to < line.end) {
            let (start, end) = (column_of(lines, word), end_of(lines, word));
            let gap = to > line.start && start >= end_before + 2;
            let early = start + EARLY >= *edge && (gap || word.begins != Start::Lower) && to > from;
            if start >= *edge || early {
                break;
            }
            crosses |= end > edge + 1;
            end_before = end;
            to += 1;
        }
        cells.push(from..to);
        from = to;
    }
    cells.push(from..line.end);
    let label = usize::from(cells.first().is_some_and(|cell| cell.len() == 1));
    // The gap behind a label is none between columns.
    let apart = (line.start + label + 1..line.end).any(|at| {
        let (Some(word), Some(before)) = (text.words.get(at), text.words.get(at - 1)) else { return false };
        column_of(lines, word) >= end_of(lines, before) + 2
    });
    let title = (crosses && !apart).then_some(line.start + label..line.end);
    let narrow = cells.windows(2).skip(1).any(|pair| {
        let [left, right] = pair else { return false };
        let (Some(last), Some(first)) = (left.clone().next_back(), right.clone().next()) else {
            return false;
        };
        let (Some(last), Some(first)) = (text.words.get(last), text.words.get(first)) else { return false };
        column_of(lines, first) < end_of(lines, last) + 2
    });
    let doubtful = title.is_none() && (narrow || crosses);
    Cut { cells, title, page_start: text.page_start(line.start), doubtful }
}

/// Rows out of cut lines.
pub(super) fn rows(text: &Text<'_>, columns: usize, cuts: &[Cut]) -> Vec<Reading> {
    let (tops, at_top) = tops(text, cuts);
    let mut rows: Vec<Reading> = Vec::new();
    for (at, &top) in tops.iter().enumerate() {
        let foot = tops.get(at + 1).copied().unwrap_or(cuts.len());
        rows.extend(row(text, columns, cuts.get(top..foot).unwrap_or_default()));
    }
    if !at_top {
        // Where rows begin above their labels is guessed.
        for row in &mut rows {
            row.margin = 0.0;
        }
    }
    rows
}

fn label_of(text: &Text<'_>, cut: &Cut) -> Option<Label> {
    let cell = cut.cells.first().filter(|cell| !cell.is_empty())?;
    text.words.get(cell.start).and_then(anchor::label_anywhere)
}

fn name(cut: &Cut) -> Option<&Range<usize>> {
    cut.title.as_ref().or(cut.cells.get(1)).filter(|cell| !cell.is_empty())
}

/// The first line of each row, and whether labels stand there.
///
/// A label stands on the first line of its row, or in the middle of its height. In the middle, a row ends as far below
/// its label as it begins above it.
fn tops(text: &Text<'_>, cuts: &[Cut]) -> (Vec<usize>, bool) {
    let labels: Vec<usize> =
        (0..cuts.len()).filter(|&at| cuts.get(at).is_some_and(|cut| label_of(text, cut).is_some())).collect();
    let begins = |at: usize| {
        cuts.get(at)
            .and_then(name)
            .and_then(|cell| text.words.get(cell.start))
            .is_some_and(|word| word.begins != Start::Lower)
    };
    let at_top = labels.iter().filter(|&&at| begins(at)).count() * 5 >= labels.len() * 4;
    let mut tops = Vec::new();
    let mut top = 0;
    if at_top {
        if labels.first().is_some_and(|&first| first > 0) {
            tops.push(0);
        }
        tops.extend(&labels);
    } else {
        for (position, &label) in labels.iter().enumerate() {
            tops.push(top);
            let next = labels.get(position + 1).copied().unwrap_or(cuts.len());
            let middle = (2 * label + 1).saturating_sub(top).clamp(label + 1, next.max(label + 1));
            let near = (label + 1..=next)
                .filter(|&at| at == cuts.len() || begins(at))
                .min_by_key(|&at| at.abs_diff(middle));
            top = near.unwrap_or(middle).min(cuts.len());
        }
    }
    (with_titles(text, cuts, &tops), at_top)
}

/// Titles without a label stand under a row whose name is complete: they begin with a capital where the line above had
/// room, nothing stands beside them, and a row or group begins behind.
fn with_titles(text: &Text<'_>, cuts: &[Cut], tops: &[usize]) -> Vec<usize> {
    let width = |cell: &Range<usize>| text.width(cell.start, cell.end);
    let most = cuts.iter().filter(|cut| cut.title.is_none()).filter_map(name).map(width).fold(1.0, f32::max);
    let alone = |cut: &Cut| cut.title.is_some() || cut.cells.iter().skip(2).all(Range::is_empty);
    let mut out = Vec::new();
    for (at, &top) in tops.iter().enumerate() {
        out.push(top);
        let foot = tops.get(at + 1).copied().unwrap_or(cuts.len());
        // From below: the lines that can be the title's.
        let mut start = None;
        for line in (top + 1..foot).rev() {
            let (Some(cut), Some(above)) = (cuts.get(line), cuts.get(line - 1)) else { break };
            if !alone(cut) || label_of(text, cut).is_some() || name(cut).is_none() {
                break;
            }
            let Some(first) = name(cut).and_then(|cell| text.words.get(cell.start)) else { break };
            let room = name(above).is_none_or(|cell| width(cell) + first.width < most * 0.9);
            let ended = name(above).and_then(|cell| text.words.get(cell.end - 1)).is_none_or(|word| {
                !matches!(word.ends, super::words::End::Comma | super::words::End::Governing)
            });
            if first.begins == Start::Upper && room && ended && !cut.page_start {
                start = Some(line);
                break;
            }
        }
        out.extend(start);
    }
    out
}

/// One row out of its lines.
fn row(text: &Text<'_>, columns: usize, cuts: &[Cut]) -> Option<Reading> {
    let label = cuts.iter().position(|cut| label_of(text, cut).is_some());
    let ordinal = label.and_then(|at| cuts.get(at)).and_then(|cut| cut.cells.first()).cloned();
    let start = cuts
        .iter()
        .flat_map(|cut| &cut.cells)
        .filter(|cell| !cell.is_empty())
        .map(|cell| cell.start)
        .min()?;
    let end = cuts.iter().flat_map(|cut| &cut.cells).map(|cell| cell.end).max()?;
    let mut cells = vec![Vec::new(); columns];
    let mut split = None;
    for (at, cut) in cuts.iter().enumerate() {
        if cut.page_start && at > 0 {
            split = cut.cells.iter().find(|cell| !cell.is_empty()).cloned();
        }
        match &cut.title {
            Some(title) => cells.first_mut()?.push(title.clone()),
            None => {
                for (column, cell) in
                    cut.cells.iter().skip(1).enumerate().filter(|(_, cell)| !cell.is_empty())
                {
                    cells.get_mut(column)?.push(cell.clone());
                }
            }
        }
        // What stands under TT beside a label's line belongs to nothing there.
        if let Some(stray) = cut
            .cells
            .first()
            .filter(|cell| !cell.is_empty() && Some(*cell) != ordinal.as_ref() && cut.title.is_none())
        {
            cells.first_mut()?.insert(0, stray.clone());
        }
    }
    let margin = if cuts.iter().any(|cut| cut.doubtful) { 0.0 } else { f32::INFINITY };
    Some(Reading { start, ordinal, split, cells, end, margin, ..Reading::default() })
}
