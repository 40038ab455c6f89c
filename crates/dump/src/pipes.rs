//! Tables whose cells are closed by pipes: Markdown rows, and the rows that web scrapers write with one cell
//! a line ("|" opens a row, every cell ends in " |", an empty cell is a bare "|").

use std::borrow::Cow;

use kehoach_document::{Cell, Passage, Slot, grid::Pieces};

use crate::{
    ReadError,
    limits::Budget,
    lines::{Line, is_table_rule},
};

/// The widest table; a line with more pipes is no row.
const MOST_COLUMNS: usize = 24;
/// A cell of more lines has swallowed text behind the table.
const MOST_CELL_LINES: usize = 80;
/// Blank lines that a page end leaves between two rows.
const PAGE_GAP: u32 = 3;

/// The table that starts at the first of `lines`, and how many lines it takes.
pub(crate) fn table(lines: &[Line<'_>], budget: &mut Budget) -> Result<Option<(Pieces, usize)>, ReadError> {
    match lines.first().map(Line::trimmed) {
        Some(first) if is_opener(first) => closed_cells(lines, budget),
        Some(first) if first.starts_with('|') => markdown(lines, budget),
        _ => Ok(None),
    }
}

fn is_opener(line: &str) -> bool {
    line.bytes().all(|b| b == b'|') && line.len() <= 2
}

/// Rows that stand on one line each.
fn markdown(lines: &[Line<'_>], budget: &mut Budget) -> Result<Option<(Pieces, usize)>, ReadError> {
    let Some(width) = lines.first().and_then(|line| row_cells(line.trimmed())).map(Iterator::count) else {
        return Ok(None);
    };
    let mut pieces = Pieces::default();
    let mut taken = 0;
    for line in lines {
        let text = line.trimmed();
        if !text.starts_with('|') || is_opener(text) || taken > 0 && line.blanks_before > PAGE_GAP {
            break;
        }
        if is_table_rule(text) {
            // A rule stands under a head: further down it tells that the row above begins another table.
            if pieces.rows.len() > 1 && !same_text(pieces.rows.first(), pieces.rows.last()) {
                pieces.rows.pop();
                pieces.breaks.retain(|&row| row < pieces.rows.len());
                taken -= 1;
                break;
            }
            if pieces.rows.len() == 1 {
                pieces.marked_head = 1;
            }
            taken += 1;
            continue;
        }
        let Some(cells) = row_cells(text) else { break };
        budget.take(width, line.number)?;
        let row: Vec<_> = cells.map(|cell| Some(Cell::new(Passage::new(cell, line.at())))).collect();
        // A row of another width begins another table.
        if row.len() != width && (line.blanks_before > 0 || row.len() > width) {
            break;
        }
        if taken > 0 && (line.blanks_before > 0 || line.page_start) {
            pieces.breaks.push(pieces.rows.len());
        }
        pieces.rows.push(row);
        taken += 1;
    }
    Ok((!pieces.rows.is_empty()).then_some((pieces, taken)))
}

fn same_text(a: Option<&Vec<Slot>>, b: Option<&Vec<Slot>>) -> bool {
    let texts = |row: Option<&Vec<Slot>>| -> Vec<String> {
        row.into_iter().flatten().flatten().map(|cell| cell.normal().to_owned()).collect()
    };
    texts(a) == texts(b)
}

/// The cells of "| a | b |"; `None` where the line has too many to be a row. In a cell Markdown writes `\|` for a
/// pipe (GitHub Flavored Markdown, 4.10).
fn row_cells(line: &str) -> Option<impl Iterator<Item = Cow<'_, str>>> {
    let inner = line.strip_prefix('|')?;
    let closed = inner.strip_suffix('|').filter(|inner| !inner.ends_with('\\'));
    let inner = closed.unwrap_or(inner);
    let pipes = memchr::memchr_iter(b'|', inner.as_bytes()).count();
    let (escaped, plain) = if inner.contains(ESCAPED) { (Some(inner), None) } else { (None, Some(inner)) };
    let plain = plain.into_iter().flat_map(|inner| inner.split('|')).map(|cell| Cow::Borrowed(cell.trim()));
    let escaped = escaped.into_iter().flat_map(split_escaped);
    (pipes < MOST_COLUMNS).then(|| plain.chain(escaped))
}

/// A pipe inside a cell.
const ESCAPED: &str = "\\|";

fn split_escaped(inner: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut before = ' ';
    let cells = inner.split(move |c| {
        let cut = c == '|' && before != '\\';
        before = c;
        cut
    });
    cells.map(|cell| Cow::Owned(cell.trim().replace(ESCAPED, "|")))
}

/// Rows with one cell a line. The number of columns is the one with which every opener stands where a row
/// begins and nothing is left over; of several, the one that explains most lines.
fn closed_cells(lines: &[Line<'_>], budget: &mut Budget) -> Result<Option<(Pieces, usize)>, ReadError> {
    let mut best: Option<(bool, usize, usize)> = None;
    for width in 1..=MOST_COLUMNS {
        let taken = rows_of(lines, width, |_, _, _| {});
        if taken == 0 {
            continue;
        }
        let left_over =
            lines.get(taken).is_some_and(|line| line.blanks_before == 0 && line.trimmed().ends_with('|'));
        let better = best.is_none_or(|(clean, most, _)| (!left_over, taken) > (clean, most));
        if better {
            best = Some((!left_over, taken, width));
        }
    }
    let Some((_, taken, width)) = best else { return Ok(None) };
    // Every cell ends in a pipe, and a line holds few: the lines bound the cells.
    budget.take(taken, lines.first().map_or(0, |line| line.number))?;
    let mut pieces = Pieces::default();
    rows_of(lines, width, |new_row, behind_gap, cell| {
        if new_row {
            if behind_gap {
                pieces.breaks.push(pieces.rows.len());
            }
            pieces.rows.push(Vec::with_capacity(width));
        }
        if let Some(row) = pieces.rows.last_mut() {
            row.push(Some(Cell::new(cell.passage())));
        }
    });
    Ok(Some((pieces, taken)))
}

/// Lines of one cell; the last one may be shared with the next cell.
struct CellLines<'a, 'b> {
    lines: &'a [Line<'b>],
    /// The part of the last line that belongs to the cell.
    last: &'a str,
    /// Where that part's line stands.
    closing: &'a Line<'b>,
}

impl CellLines<'_, '_> {
    fn passage(&self) -> Passage {
        let before = self.lines.iter().map(|line| (line.trimmed(), line.at()));
        let last = (!self.last.is_empty() || self.lines.is_empty()).then(|| (self.last, self.closing.at()));
        Passage::of_lines(before.chain(last))
    }
}

/// Walks rows of `width` cells and calls `cell(starts a row, behind a gap, its lines)`; returns how many
/// lines whole rows take.
fn rows_of<'a, 'b>(
    lines: &'a [Line<'b>],
    width: usize,
    mut cell: impl FnMut(bool, bool, CellLines<'a, 'b>),
) -> usize {
    let mut taken = 0;
    while let Some((cells, end)) = row_of(lines, taken, width) {
        let gap = taken > 0 && lines.get(taken).is_some_and(|line| line.blanks_before > 0 || line.page_start);
        for (position, lines) in cells.into_iter().enumerate() {
            cell(position == 0, gap, lines);
        }
        taken = end;
    }
    taken
}

/// The row that opens at line `start`, and the line behind it.
fn row_of<'a, 'b>(
    lines: &'a [Line<'b>],
    start: usize,
    width: usize,
) -> Option<(Vec<CellLines<'a, 'b>>, usize)> {
    let opener = lines.get(start)?;
    if !is_opener(opener.trimmed()) || start > 0 && opener.blanks_before > PAGE_GAP {
        return None;
    }
    let mut cells = Vec::with_capacity(width);
    // "||" opens the row and closes an empty first cell.
    if opener.trimmed().len() == 2 {
        cells.push(CellLines { lines: &[], last: "", closing: opener });
    }
    let mut at = start + 1;
    let mut cell_start = at;
    while cells.len() < width {
        let line = lines.get(at)?;
        let text = line.trimmed();
        if let Some(closed) = text.strip_suffix('|') {
            for part in closed.split('|') {
                if cells.len() == width {
                    return None;
                }
                cells.push(CellLines { lines: lines.get(cell_start..at)?, last: part.trim(), closing: line });
                cell_start = at;
            }
            cell_start = at + 1;
        } else if at - cell_start >= MOST_CELL_LINES || text.contains('|') || ends_a_table(text) {
            return None;
        }
        at += 1;
    }
    Some((cells, at))
}

/// Lines that never stand inside a cell.
fn ends_a_table(text: &str) -> bool {
    ["PHỤ LỤC", "Phụ lục ", "KẾ HOẠCH", "QUYẾT ĐỊNH", "Nơi nhận"].iter().any(|start| text.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, lines::split};

    fn shown(text: &str) -> (Vec<String>, usize) {
        let lines = split(text, &Limits::default()).unwrap();
        let (pieces, taken) = table(&lines, &mut Budget::new(&Limits::default())).unwrap().unwrap();
        (
            pieces
                .rows
                .iter()
                .map(|row| row.iter().flatten().map(Cell::normal).collect::<Vec<_>>().join("/"))
                .collect(),
            taken,
        )
    }

    #[test]
    fn cells_closed_by_pipes() {
        let text = "|\nTT |\nChỉ tiêu |\nMục tiêu |\n|\nI |\nHạ tầng |\n|\n|\n1 |\nTỷ lệ\nphủ sóng |\n≥ 70% |\nHết bảng\n";
        assert_eq!(
            shown(text),
            (vec!["TT/Chỉ tiêu/Mục tiêu".into(), "I/Hạ tầng/".into(), "1/Tỷ lệ phủ sóng/≥ 70%".into()], 13)
        );
    }

    #[test]
    fn a_row_with_an_empty_first_cell() {
        assert_eq!(
            shown("|\n|\nTM. ỦY BAN NHÂN\nDÂN |\nPHỤ LỤC 01\n"),
            (vec!["/TM. ỦY BAN NHÂN DÂN".into()], 4)
        );
    }

    #[test]
    fn rows_on_one_line_and_rows_of_cells_part() {
        assert_eq!(
            shown("| Số hiệu | 11 |\n| Ngày | 2 |\n|\nỦY BAN |\nCỘNG HÒA |\n"),
            (vec!["Số hiệu/11".into(), "Ngày/2".into()], 2)
        );
    }

    #[test]
    fn a_rule_below_a_further_row_begins_another_table() {
        assert_eq!(
            shown("| TT | a |\n|---|---|\n| 1 | b |\n\n| TT | c |\n|---|---|\n| 1 | d |\n"),
            (vec!["TT/a".into(), "1/b".into()], 3)
        );
    }

    #[test]
    fn a_rule_under_the_head_is_no_row() {
        assert_eq!(shown("| TT | a |\n|---|:--:|\n| 1 | b |\n"), (vec!["TT/a".into(), "1/b".into()], 3));
    }
}
