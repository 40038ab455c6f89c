//! The head of a table: which rows at its top name the columns.

use kehoach_viet::key;

use crate::Slot;

/// Keys of the head of an ordinal column (TT, STT, Số TT, Số thứ tự, No.), blanks left out: a narrow column breaks
/// "STT" over lines.
const ORDINAL_HEADS: &[&str] =
    &["tt", "stt", "sott", "sothutu", "thutu", "no", "stttt", "ttma", "sttma", "sttmaso"];

/// Whether a cell is the head of an ordinal column.
#[must_use]
pub fn is_ordinal_head(text: &str) -> bool {
    /// Longer cells are no "TT"; the check is made on every first cell of every row.
    const LONGEST: usize = 24;
    text.len() <= LONGEST && ORDINAL_HEADS.contains(&key::ascii(without_mark(text)).replace(' ', "").as_str())
}

/// A head without the number of its column: "Nhiệm vụ (2)".
#[must_use]
pub fn without_mark(text: &str) -> &str {
    let mark = text.rfind(['(', '[']).filter(|&at| {
        let inside = text.get(at + 1..).unwrap_or_default().trim_end_matches([')', ']']);
        (1..=2).contains(&inside.len()) && inside.bytes().all(|byte| byte.is_ascii_digit())
    });
    mark.and_then(|at| text.get(..at)).map_or(text, str::trim_end)
}

/// Number of head rows at the top: the row that begins with TT, further rows of a stacked head under it
/// (empty under TT, or repeating it), and a row of column numbers "(1) (2) (3)".
#[must_use]
pub fn count(rows: &[Vec<Slot>]) -> usize {
    let Some(first) = rows.first() else { return 0 };
    let ordinal =
        first.iter().position(|slot| slot.as_ref().is_some_and(|cell| is_ordinal_head(cell.normal())));
    let Some(column) = ordinal.filter(|&column| column <= 1) else { return 0 };
    let span = first.get(column).and_then(Option::as_ref).map_or(1, |cell| cell.row_span as usize);
    let mut count = span.max(1);
    if count == 1 && is_stacked(rows, column) {
        count += 1;
    }
    if rows.get(count).is_some_and(|row| is_column_numbers(row)) {
        count += 1;
    }
    count.min(rows.len())
}

/// Whether the second row is a lower level of the head: nothing but short texts, one of them under a gap that a
/// span left in the first row, and the first ordinal stands below it.
fn is_stacked(rows: &[Vec<Slot>], ordinal: usize) -> bool {
    /// Longer cells are no heads.
    const LONGEST: usize = 60;
    let (Some(first), Some(second), Some(third)) = (rows.first(), rows.get(1), rows.get(2)) else {
        return false;
    };
    let text = |row: &[Slot], column: usize| {
        row.get(column).and_then(Option::as_ref).map_or("", |cell| cell.normal()).to_owned()
    };
    let below = text(second, ordinal);
    let data = text(third, ordinal);
    let opens = below.is_empty() || is_ordinal_head(&below);
    let numbered = !data.is_empty() && !is_ordinal_head(&data);
    let filled = (0..second.len()).filter(|&column| !text(second, column).is_empty());
    let short = filled.clone().all(|column| text(second, column).chars().count() <= LONGEST);
    let under_gap = filled.filter(|&column| column != ordinal).any(|column| text(first, column).is_empty());
    opens && numbered && short && (under_gap || is_ordinal_head(&below) && first != second)
}

/// A row that only numbers the columns: "(1)", "(2)", "3=1+2", the first cell may be empty; or "A", "B", "1", "2",
/// or "I", "II", "III".
#[must_use]
pub fn is_column_numbers(row: &[Slot]) -> bool {
    has_numbers(row) || has_letters(row)
}

/// Letters or Roman numerals in their order, then perhaps numbers from 1.
fn has_letters(row: &[Slot]) -> bool {
    let marks: Vec<&str> = row
        .iter()
        .flatten()
        .map(|cell| cell.normal().trim_matches(['(', ')', '[', ']']))
        .filter(|text| !text.is_empty())
        .collect();
    if marks.len() < 3 || marks.len() + 1 < row.len() {
        return false;
    }
    if (1..).zip(&marks).all(|(place, mark)| kehoach_viet::roman(mark) == Some(place)) {
        return true;
    }
    let letter = |at: usize, mark: &str| {
        let place = u8::try_from(at).unwrap_or(u8::MAX).min(25);
        mark.len() == 1 && mark.bytes().all(|byte| byte.to_ascii_uppercase() == b'A' + place)
    };
    let letters = marks.iter().enumerate().take_while(|(at, mark)| letter(*at, mark)).count();
    let numbers = marks.iter().skip(letters);
    letters > 0 && (1_u32..).zip(numbers).all(|(place, mark)| mark.parse() == Ok(place))
}

fn has_numbers(row: &[Slot]) -> bool {
    let mut numbers = 0;
    for cell in row.iter().flatten().filter(|cell| !cell.passage.is_empty()) {
        let text = cell.normal().trim_matches(['(', ')', '[', ']']);
        let formula = !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '=' | '+' | '-' | ' ' | '(' | ')' | '/' | 'x'));
        if !formula {
            return false;
        }
        let value = text.split(['=', ' ']).next().and_then(|number| number.parse::<u32>().ok());
        if value.is_none_or(|value| value > row.len() as u32 + 1) {
            return false;
        }
        numbers += 1;
    }
    // A data row "1 | 2" of a narrow table is not to be taken for numbers of columns.
    numbers >= 3 && numbers + 1 >= row.len()
}

#[cfg(test)]
mod tests {
    use kehoach_model::Place;

    use super::*;
    use crate::{Cell, Passage};

    fn row(cells: &[&str]) -> Vec<Slot> {
        cells.iter().map(|cell| Some(Cell::new(Passage::new(*cell, Place::lines(1, 1))))).collect()
    }

    #[test]
    fn a_head_begins_with_tt() {
        assert_eq!(count(&[row(&["TT", "Nhiệm vụ", "Chủ trì"]), row(&["1", "a", "b"])]), 1);
        assert_eq!(count(&[row(&["Số TT", "Nhiệm vụ"]), row(&["1", "a"])]), 1);
        assert_eq!(count(&[row(&["Số hiệu", "12"]), row(&["Ngày", "a"])]), 0);
    }

    #[test]
    fn column_numbers_belong_to_the_head() {
        assert_eq!(
            count(&[
                row(&["TT", "a", "b", "c"]),
                row(&["(1)", "(2)", "(3)", "(4)"]),
                row(&["1", "x", "y", "z"])
            ]),
            2
        );
        assert_eq!(count(&[row(&["TT", "a", "b", "c"]), row(&["", "(1)", "(2)", "(3)"])]), 2);
    }

    #[test]
    fn a_second_level_stands_under_a_gap() {
        let head = row(&["TT", "Nhiệm vụ", "Cơ quan thực hiện", "", "Thời gian"]);
        let level = row(&["", "", "Chủ trì", "Phối hợp", ""]);
        let item = row(&["1", "Họp", "A", "B", "2026"]);
        assert_eq!(count(&[head.clone(), level, item.clone()]), 2);
        let group = row(&["", "Hạ tầng", "", "", ""]);
        assert_eq!(count(&[head, group, item]), 1);
    }

    #[test]
    fn columns_are_numbered_by_letters_too() {
        for marks in
            [&["A", "B", "1", "2"][..], &["a", "b", "c"], &["I", "II", "III"], &["(A)", "(B)", "(1)"]]
        {
            assert!(is_column_numbers(&row(marks)), "{marks:?}");
        }
        for data in [&["A", "Hạ tầng", "", ""][..], &["I", "1", "2"], &["A", "B"], &["B", "C", "D"]] {
            assert!(!is_column_numbers(&row(data)), "{data:?}");
        }
    }

    #[test]
    fn ordinal_heads() {
        for head in ["TT", "S T T", "ST T", "Thứ tự", "No.", "TT (1)", "STT [1]", "TT/Mã"] {
            assert!(is_ordinal_head(head), "{head}");
        }
        for head in ["T", "Số hiệu", "Nội dung", "1", "TT (a)"] {
            assert!(!is_ordinal_head(head), "{head}");
        }
        assert_eq!(without_mark("Nhiệm vụ (2)"), "Nhiệm vụ");
        assert_eq!(without_mark("Diện tích (ha)"), "Diện tích (ha)");
    }

    #[test]
    fn a_row_of_years_is_no_head() {
        assert!(!is_column_numbers(&row(&["1", "2024", "2025", "2026"])));
    }
}
