//! Rows that nothing parts: told from the gaps between them, or from the ordinals in the first column.

use super::line::TextLine;
use crate::label;

/// Where rows begin, from top to bottom: heights. `pieces` are the lines by the columns that they stand in.
pub(super) fn tops(pieces: &[(usize, usize, TextLine)]) -> Vec<f32> {
    let mut lines: Vec<&TextLine> = pieces.iter().map(|(_, _, piece)| piece).collect();
    lines.sort_by(|a, b| a.area.y0.total_cmp(&b.area.y0));
    let by_gaps = gaps(&lines);
    let ordinals: Vec<f32> = pieces
        .iter()
        .filter(|(first, _, piece)| *first == 0 && is_ordinal(&piece.text(&[]).raw))
        .map(|(_, _, piece)| piece.area.y0)
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
    if let Some(first) = lines.first().map(|line| line.area.y0 - 1.0) {
        if tops.first().is_none_or(|top| *top > first + 2.0) {
            tops.insert(0, first);
        }
    }
    tops
}

/// Tops of what gaps part that are wider than those between the lines of a cell.
fn gaps(lines: &[&TextLine]) -> Vec<f32> {
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
