//! What of a row a finding is about, and the part of a long cell round it.

use std::ops::Range;

use kehoach_model::{Finding, Rule};

use crate::document::Head;
use crate::line;

/// Text before what matters that is kept, columns.
const CONTEXT: usize = 16;
/// A cell that breaks off is about its end; letters.
const END: usize = 8;
/// A quoted text of fewer letters may stand in any cell.
const TELLING: usize = 3;

/// The cell in question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Its column.
    pub(super) column: usize,
    /// Bytes of the cell; `None`: all of it.
    pub(super) part: Option<Range<usize>>,
}

/// A cell as it is shown.
pub(super) struct Window {
    pub(super) text: String,
    /// First column that is marked, and the one behind the last.
    pub(super) marked: (usize, usize),
}

/// The cell that the finding names by its column, or the only one that holds a text which it quotes.
pub(super) fn find(finding: &Finding, cells: &[(Head, String)]) -> Option<Mark> {
    let quoted = quoted(finding);
    let part = |cell: &str| quoted.iter().find_map(|text| cell.find(text).map(|at| at..at + text.len()));
    let Some(field) = finding.field else {
        let telling = |cell: &str| {
            let long = quoted.iter().filter(|text| text.chars().count() >= TELLING);
            long.map(|text| cell.find(text).map(|at| at..at + text.len())).find(Option::is_some).flatten()
        };
        let mut holding = cells.iter().enumerate().filter_map(|(at, (_, cell))| {
            Some(Mark { column: at, part: telling(cell) }).filter(|mark| mark.part.is_some())
        });
        let only = holding.next()?;
        return holding.next().is_none().then_some(only);
    };
    let mut of_field = cells.iter().enumerate().filter(|(_, (head, _))| head.field == Some(field));
    let first = of_field.clone().next();
    // A table can have several columns of targets: that with the text, else one that is empty.
    let (column, (_, cell)) = of_field
        .clone()
        .find(|(_, (_, cell))| part(cell).is_some())
        .or_else(|| of_field.find(|(_, (_, cell))| cell.is_empty()))
        .or(first)?;
    let part = part(cell).or_else(|| (finding.rule == Rule::TruncatedCell).then(|| end(cell)));
    Some(Mark { column, part })
}

/// What the finding says stands there, and what its message quotes.
fn quoted(finding: &Finding) -> Vec<&str> {
    let from = finding.fix.iter().filter_map(|fix| fix.from.as_deref());
    let messages = finding.message.en.split('“').skip(1).filter_map(|behind| Some(behind.split_once('”')?.0));
    from.chain(messages)
        .map(|text| text.trim_end_matches('…').trim())
        .filter(|text| !text.is_empty())
        .collect()
}

fn end(cell: &str) -> Range<usize> {
    let start = cell.char_indices().rev().nth(END - 1).map_or(0, |(at, _)| at);
    start..cell.len()
}

/// The cell in at most `room` columns, with as much of the part as there is room for.
pub(super) fn window(cell: &str, part: Option<Range<usize>>, room: usize) -> Window {
    let total = line::width(cell);
    let part = part.unwrap_or(0..cell.len());
    let column_of = |byte: usize| line::width(cell.get(..byte).unwrap_or(cell));
    let (start, end) = (column_of(part.start), column_of(part.end));
    if total <= room {
        return Window { text: cell.to_owned(), marked: (start, end) };
    }
    // One column for each "…".
    let fits_in_front = end < room || start == 0;
    let from = if fits_in_front { 0 } else { start.saturating_sub(CONTEXT.min(room / 2)) };
    let from = if from <= 1 { 0 } else { from };
    let from = if fits_in_front { from } else { from.min(total.saturating_sub(room.saturating_sub(1))) };
    let dots = usize::from(from > 0);
    let is_cut = total.saturating_sub(from) + dots > room;
    let to = from + room.saturating_sub(dots + usize::from(is_cut));
    let mut text = String::new();
    if from > 0 {
        text.push('…');
    }
    for (letter, at, width) in line::columns(cell) {
        if at >= from && at + width <= to && (width > 0 || at > from) {
            text.push(letter);
        }
    }
    if is_cut {
        text.push('…');
    }
    let shown = |column: usize| (column.clamp(from, to) - from + dots).min(line::width(&text));
    let marked = (shown(start), shown(end).max(shown(start) + 1));
    Window { text, marked }
}

#[cfg(test)]
mod tests {
    use kehoach_model::{Field, Severity};

    use super::*;

    fn shown(cell: &str, part: &str, room: usize) -> (String, String) {
        let part = (!part.is_empty()).then(|| cell.find(part).map(|at| at..at + part.len()).unwrap());
        let window = window(cell, part, room);
        let (start, end) = window.marked;
        assert!(line::width(&window.text) <= room, "{}", window.text);
        let marked = window.text.chars().skip(start).take(end - start).collect();
        (window.text, marked)
    }

    #[test]
    fn a_long_cell_is_shortened_round_what_matters() {
        let cell = "Xây dựng trang thông tin điện tử của xã theo khung kiến trúc số cấp tỉnh";
        assert_eq!(shown(cell, "", 100), (cell.to_owned(), cell.to_owned()));
        assert_eq!(shown(cell, "", 20).0, "Xây dựng trang thôn…");
        assert_eq!(shown(cell, "trang", 20), ("Xây dựng trang thôn…".to_owned(), "trang".to_owned()));
        assert_eq!(
            shown(cell, "khung", 30),
            ("…tử của xã theo khung kiến tr…".to_owned(), "khung".to_owned())
        );
        assert_eq!(shown(cell, "tỉnh", 20), ("…ến trúc số cấp tỉnh".to_owned(), "tỉnh".to_owned()));
        for room in 0..90 {
            for part in ["", "Xây", "khung", "cấp tỉnh"] {
                shown(cell, part, room.max(2));
            }
        }
    }

    #[test]
    fn loose_marks_take_no_column() {
        let loose = "Xa\u{302}y du\u{31b}\u{323}ng";
        let window = window(loose, None, 5);
        assert_eq!(window.text, "Xa\u{302}y …");
    }

    #[test]
    fn the_cell_is_that_of_the_field_or_the_only_one_with_the_text() {
        let head = |field| Head { text: String::new(), field };
        let cells = [
            (head(Some(Field::Name)), "Chuyền đổi số".to_owned()),
            (head(Some(Field::Target)), "100%".to_owned()),
            (head(Some(Field::Target)), String::new()),
        ];
        let finding = |field, text: &str| {
            let mut finding = Finding::new(Rule::SuspectWord, Severity::Warning, "", text);
            finding.field = field;
            finding
        };
        let mark = |column, part| Some(Mark { column, part });
        assert_eq!(find(&finding(None, "“Chuyền” is"), &cells), mark(0, Some(0.."Chuyền".len())));
        assert_eq!(find(&finding(None, "“00”"), &cells), None);
        assert_eq!(find(&finding(Some(Field::Target), "“00”"), &cells), mark(1, Some(1..3)));
        assert_eq!(find(&finding(Some(Field::Target), "no value"), &cells), mark(2, None));
        assert_eq!(find(&finding(Some(Field::Lead), "no value"), &cells), None);
    }
}
