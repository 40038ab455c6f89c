//! Rows that nothing parts: told from the gaps between them, or from the ordinals in the first column.

use super::across::SheetCell;
use super::cell::Set;
use crate::label;

/// A line in the columns that it stands in: the first, and the one behind the last.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) line: Set,
}

/// Where rows begin, from top to bottom: heights. `pieces` are the lines by the columns that they stand in.
pub(super) fn tops(pieces: &[Piece]) -> Vec<f32> {
    let mut lines: Vec<&Set> = pieces.iter().map(|piece| &piece.line).collect();
    lines.sort_by(|a, b| a.area.y0.total_cmp(&b.area.y0));
    let by_gaps = gaps(&lines);
    let ordinals: Vec<f32> = pieces
        .iter()
        .filter(|piece| piece.first == 0 && is_ordinal(piece.line.text()))
        .map(|piece| piece.line.area.y0)
        .collect();
    // Gaps tell where rows end if hardly a row has two ordinals.
    let double = by_gaps
        .iter()
        .zip(by_gaps.iter().skip(1).chain([&f32::MAX]))
        .filter(|(from, to)| ordinals.iter().filter(|at| (**from..**to).contains(*at)).count() > 1)
        .count();
    if by_gaps.len() > 2 && double * 10 <= by_gaps.len() && by_gaps.len() * 2 >= ordinals.len() {
        return by_gaps;
    }
    let mut tops: Vec<f32> = ordinals.iter().map(|top| top - 1.0).collect();
    tops.sort_by(f32::total_cmp);
    if let Some(first) = lines.first().map(|line| line.area.y0 - 1.0)
        && tops.first().is_none_or(|top| *top > first + 2.0)
    {
        tops.insert(0, first);
    }
    tops
}

/// The pieces of each row.
pub(super) fn dealt(pieces: Vec<Piece>, tops: &[f32]) -> Vec<Vec<Piece>> {
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    rows.resize_with(tops.len().max(1), Vec::new);
    for piece in pieces {
        let middle = piece.line.baseline - 0.3 * piece.line.size;
        let row = tops.partition_point(|top| *top <= middle).saturating_sub(1);
        if let Some(row) = rows.get_mut(row) {
            row.push(piece);
        }
    }
    rows
}

/// The rows that stand in one, where lines run down only: its first cell holds several ordinals. `None` where it is
/// one row.
pub(super) fn parted(row: &[SheetCell]) -> Option<Vec<Vec<SheetCell>>> {
    /// Ordinals of a cell that are those of rows.
    const FEWEST: usize = 3;
    let first = row.first()?;
    // A numeral that a narrow column breaks ("VI" over "I") is one ordinal.
    let number = |line: &Set| line.text().trim_end_matches('.').parse::<u32>().ok();
    let numbers: Vec<u32> = first.lines.iter().filter_map(number).collect();
    let rising = numbers.windows(2).filter(|pair| pair.first() < pair.last()).count();
    if rising + 1 < FEWEST || row.iter().any(|cell| cell.row_span > 1) || row.len() < 3 {
        return None;
    }
    let lines = row.iter().enumerate().flat_map(|(at, cell)| {
        cell.lines.iter().map(move |line| Piece { first: at, end: at + 1, line: line.clone() })
    });
    let pieces: Vec<Piece> = lines.collect();
    let tops = tops(&pieces);
    let cells = |pieces: Vec<Piece>| {
        let mut cells: Vec<SheetCell> =
            row.iter().map(|cell| SheetCell { lines: Vec::new(), ..cell.clone() }).collect();
        for piece in pieces {
            if let Some(cell) = cells.get_mut(piece.first) {
                cell.lines.push(piece.line);
            }
        }
        cells
    };
    Some(dealt(pieces, &tops).into_iter().map(cells).collect())
}

/// Tops of what gaps part that are wider than those between the lines of a cell.
fn gaps(lines: &[&Set]) -> Vec<f32> {
    /// Of the font size: gaps between rows are wider by this than gaps between lines.
    const WIDER: f32 = 0.25;
    let mut tops = Vec::new();
    let mut foot = f32::MIN;
    // Gaps between what stands one below the other in whatever column.
    let mut found: Vec<(f32, f32)> = Vec::new();
    for line in lines {
        if foot > f32::MIN {
            found.push((line.area.y0 - foot, line.area.y0));
        } else {
            tops.push(line.area.y0 - 1.0);
        }
        foot = foot.max(line.area.y1);
    }
    let mut usual: Vec<f32> = found.iter().map(|(gap, _)| *gap).filter(|gap| *gap > 0.0).collect();
    usual.sort_by(f32::total_cmp);
    let size = lines.first().map_or(10.0, |line| line.size);
    let narrow = usual.get(usual.len() / 4).copied().unwrap_or(0.0);
    tops.extend(found.iter().filter(|(gap, _)| *gap > narrow + WIDER * size).map(|(_, top)| top - 1.0));
    tops
}

/// "1", "2.1.", "IV", "A".
pub(super) fn is_ordinal(text: &str) -> bool {
    let text = text.trim();
    let bare = text.trim_end_matches(['.', ')']);
    let number =
        !bare.is_empty() && bare.len() <= 8 && bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let letter = bare.len() == 1 && bare.bytes().all(|byte| byte.is_ascii_uppercase());
    number
        || letter
        || kehoach_viet::roman(bare).is_some()
        || label::parse(text).is_some_and(|label| label.rest.is_empty())
}
