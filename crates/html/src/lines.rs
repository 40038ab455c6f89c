//! Paragraphs that a page parts by line ends alone: `<br>`, or a text kept as it is.
//!
//! A line that ends where there was room for the next word ends a paragraph; one that is full goes on. (Lines that
//! only a label or capitals part are parted later, as for every format.)

use std::ops::Range;

use kehoach_document::Line;

/// A line may end so much before the longest one, in hundredths, and still be full: words are not broken.
const FULL: usize = 85;
/// Blanks that part columns.
const GAP: &str = "   ";

/// The paragraphs of a line.
pub(crate) fn part(line: Line) -> Vec<Line> {
    let ranges = ranges(&line.typed.raw);
    if ranges.len() <= 1 {
        return vec![line];
    }
    let mut label = line.label.clone();
    let part = |range: Range<usize>| Line {
        typed: line.typed.slice(&range),
        label: label.take(),
        at: line.at.clone(),
    };
    ranges.into_iter().map(part).collect()
}

fn ranges(raw: &str) -> Vec<Range<usize>> {
    let width = |line: &str| line.trim().chars().count();
    let longest = raw.split('\n').map(width).max().unwrap_or(0);
    let mut ranges = Vec::new();
    let (mut start, mut end) = (0, 0);
    let mut lines = raw.split('\n').peekable();
    while let Some(line) = lines.next() {
        end += line.len();
        if let Some(next) = lines.peek() {
            let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
            let has_room = (width(line) + 1 + word) * 100 < longest * FULL;
            if has_room || has_columns(line) || has_columns(next) {
                ranges.push(start..end);
                start = end + 1;
            }
        }
        end += 1;
    }
    ranges.push(start..raw.len());
    ranges
}

fn has_columns(line: &str) -> bool {
    let bare = line.trim();
    bare.contains(GAP) || bare.contains('\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(raw: &str) -> Vec<&str> {
        ranges(raw).into_iter().map(|range| &raw[range]).collect()
    }

    #[test]
    fn short_lines_end_paragraphs() {
        let text = "KẾ HOẠCH\nChuyển đổi số năm 2026\nThực hiện Kế hoạch số 1/KH-UBND ngày 05 tháng 01 năm 2026 của UBND tỉnh";
        assert_eq!(parts(text).len(), 3);
    }

    #[test]
    fn full_lines_go_on() {
        let text = "Thực hiện Kế hoạch số 1/KH-UBND ngày 05 tháng\n01 năm 2026 của Ủy ban nhân dân tỉnh Hồng Lam về\nchuyển đổi số";
        assert_eq!(parts(text), [text]);
        assert_eq!(parts("CHUYỂN ĐỔI SỐ TỈNH\nHỒNG LAM NĂM 2026").len(), 1);
    }

    #[test]
    fn columns_stand_alone() {
        assert_eq!(parts("UBND XÃ A      CỘNG HÒA\nSố: 5/KH-UBND    Độc lập").len(), 2);
    }
}
