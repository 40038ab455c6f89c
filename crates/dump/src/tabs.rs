//! Tables whose cells are parted by tabs.
//!
//! A row is told by its tabs. A line with fewer of them is a row whose empty cells at the end were trimmed, a
//! group line, or a piece of a row in which a cell holds a line end (text saved from a word processor or a
//! spreadsheet); which one, the lines around it say.

use kehoach_document::{
    Cell, Passage, Slot,
    grid::Pieces,
    head,
    label::{self, LabelKind},
};
use kehoach_model::Place;

use crate::{ReadError, limits::Budget, lines::Line};

/// Blank lines that a page end leaves between two rows.
const PAGE_GAP: u32 = 3;
/// Lines that one row can be broken into.
const PIECES_OF_ROW: usize = 12;

/// The table that starts at the first of `lines`, and how many lines it takes; `None` if none starts there.
pub(crate) fn table(lines: &[Line<'_>], budget: &mut Budget) -> Result<Option<(Pieces, usize)>, ReadError> {
    let Some(rows) = rows(lines) else { return Ok(None) };
    let mut pieces = Pieces::default();
    let mut taken = 0;
    for row in rows {
        let of_row = lines.get(taken..taken + row.lines).unwrap_or_default();
        let Some(first) = of_row.first() else { break };
        budget.take(row.width, first.number)?;
        if taken > 0 && (first.blanks_before > 0 || first.page_start) {
            pieces.breaks.push(pieces.rows.len());
        }
        pieces.rows.push(cells_of(of_row));
        taken += row.lines;
    }
    Ok(Some((pieces, taken)))
}

/// How many lines and cells a row takes.
struct Row {
    lines: usize,
    width: usize,
}

/// The rows of the table that starts here.
fn rows(lines: &[Line<'_>]) -> Option<Vec<Row>> {
    let tabs = tabs_in(lines.first()?);
    let headed = lines.first().is_some_and(|line| head::is_ordinal_head(first_cell(line)));
    // A head word may be broken too: "Chủ ⏎ trì"; then the first line has fewer tabs than the rows.
    let tabs = if headed { head_tabs(lines, tabs) } else { tabs };
    if tabs == 0 {
        return None;
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if at > 0 && line.blanks_before > PAGE_GAP && !line.page_start {
            break;
        }
        let Some(row) = row_at(lines, at, tabs, headed) else { break };
        at += row.lines;
        rows.push(row);
    }
    // A letterhead can be one row of two cells; a single row is a table only under a head.
    let table = headed || rows.len() >= 2 && !is_list(lines.get(..at)?);
    (table && !rows.is_empty()).then_some(rows)
}

/// Tabs of a head that a line end breaks: those of its pieces, where the rows below have as many.
fn head_tabs(lines: &[Line<'_>], tabs: usize) -> usize {
    let rows = lines.iter().skip(1).take(PIECES_OF_ROW * 2).map(tabs_in).max().unwrap_or(0);
    let mut sum = 0;
    for line in lines.iter().take(PIECES_OF_ROW) {
        sum += tabs_in(line);
        if sum == rows && sum > tabs {
            return sum;
        }
    }
    tabs
}

/// The row that starts at a line.
fn row_at(lines: &[Line<'_>], at: usize, tabs: usize, headed: bool) -> Option<Row> {
    let line = lines.get(at)?;
    let own = tabs_in(line);
    let width = tabs + 1;
    if own > tabs {
        return None;
    }
    if own == tabs {
        return Some(Row { lines: 1 + tail_lines(lines, at + 1, tabs), width });
    }
    // Pieces of one row: together they have the tabs of a row, and none of the later ones opens a row.
    let mut sum = own;
    for (count, next) in lines.iter().skip(at + 1).take(PIECES_OF_ROW).enumerate() {
        if next.blanks_before > 0 || opens_row(next) || is_group(next) {
            break;
        }
        sum += tabs_in(next);
        if sum == tabs && own > 0 {
            return Some(Row { lines: count + 2 + tail_lines(lines, at + count + 2, tabs), width });
        }
        if sum > tabs {
            break;
        }
    }
    // Empty cells at the end were trimmed, or the line is a group of its own.
    let trimmed = own > 0 && at > 0 && line.blanks_before == 0;
    let group = own == 0
        && headed
        && at > 0
        && line.blanks_before <= 1
        && is_group(line)
        && lines.get(at + 1).is_some_and(|next| tabs_in(next) == tabs);
    (trimmed || group).then_some(Row { lines: 1, width })
}

/// Lines without a tab behind a whole row that belong to its last cell: the table goes on behind them.
fn tail_lines(lines: &[Line<'_>], from: usize, tabs: usize) -> usize {
    for (count, line) in lines.iter().skip(from).take(PIECES_OF_ROW).enumerate() {
        let own = tabs_in(line);
        if own == tabs && (opens_row(line) || line.blanks_before > 0) {
            return count;
        }
        if own > 0
            || line.blanks_before > 0
            || is_group(line)
            || label::parse(line.trimmed()).is_some_and(|label| label.kind.is_numbered())
        {
            return 0;
        }
    }
    0
}

/// Whether a line begins with an ordinal and a tab.
fn opens_row(line: &Line<'_>) -> bool {
    let first = first_cell(line).trim_end_matches(['.', ')']);
    let numeral = !first.is_empty()
        && first.len() <= 6
        && first.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b.is_ascii_uppercase());
    tabs_in(line) > 0 && numeral
}

/// "II. NHÓM B": a Roman number or capital letter in front of a title, alone on its line.
fn is_group(line: &Line<'_>) -> bool {
    tabs_in(line) == 0
        && label::parse(line.trimmed())
            .is_some_and(|label| matches!(label.kind, LabelKind::Roman | LabelKind::Capital))
}

/// The cells of a row out of its lines: a line end stands inside a cell, a tab ends one.
fn cells_of(lines: &[Line<'_>]) -> Vec<Slot> {
    let mut cells: Vec<Vec<(&str, Place)>> = Vec::new();
    for line in lines {
        for (position, text) in cells_in(line).enumerate() {
            match cells.last_mut().filter(|_| position == 0) {
                Some(cell) => cell.push((text, line.at())),
                None => cells.push(vec![(text, line.at())]),
            }
        }
    }
    let passage = |pieces: Vec<(&str, Place)>| Some(Cell::new(Passage::of_lines(pieces)));
    cells.into_iter().map(passage).collect()
}

/// Tabs between two texts of the line; 0 where a tab only indents.
fn tabs_in(line: &Line<'_>) -> usize {
    let text = line.text.trim_matches([' ', '\r']);
    let tabs = memchr::memchr_iter(b'\t', text.as_bytes()).count();
    let inner = text.trim_matches('\t').contains('\t') || text.ends_with('\t') && !text.starts_with('\t');
    // A tab in front of everything is an indent unless a further tab follows: then the first cell is empty.
    let row_of_one = text.starts_with('\t') && tabs > 1;
    if inner || row_of_one { tabs } else { 0 }
}

fn cells_in<'a>(line: &'a Line<'_>) -> impl Iterator<Item = &'a str> {
    line.text.trim_matches([' ', '\r']).split('\t').map(str::trim)
}

fn first_cell<'a>(line: &'a Line<'_>) -> &'a str {
    cells_in(line).next().unwrap_or_default()
}

/// A list whose bullets or numbers are followed by a tab, as word processors export it.
fn is_list(lines: &[Line<'_>]) -> bool {
    lines.iter().all(|line| {
        let mut cells = cells_in(line);
        let (Some(first), Some(second), None) = (cells.next(), cells.next(), cells.next()) else {
            return false;
        };
        first.is_empty() || label::parse(&format!("{first} {second}")).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, lines::split};

    fn shown(text: &str) -> Option<(Vec<String>, usize)> {
        let lines = split(text, &Limits::default()).unwrap();
        let (pieces, taken) = table(&lines, &mut Budget::new(&Limits::default())).unwrap()?;
        let rows = pieces
            .rows
            .iter()
            .map(|row| row.iter().flatten().map(Cell::normal).collect::<Vec<_>>().join("|"));
        Some((rows.collect(), taken))
    }

    #[test]
    fn rows_over_a_page_end() {
        assert_eq!(
            shown("TT\ta\tb\n1\tx\ty\n\n\tz\tw\n\nText"),
            Some((vec!["TT|a|b".into(), "1|x|y".into(), "|z|w".into()], 3))
        );
    }

    #[test]
    fn a_line_end_inside_a_cell() {
        let rows = |text: &str| shown(text).unwrap().0;
        assert_eq!(rows("TT\ta\tb\tc\n1\tx\ty,\nz\tw\n2\tu\tv\ts\n"), ["TT|a|b|c", "1|x|y, z|w", "2|u|v|s"]);
        assert_eq!(rows("TT\ta\tb\n1\tx\tQuý\nI/2026\n2\tu\tv\n"), ["TT|a|b", "1|x|Quý I/2026", "2|u|v"]);
        assert_eq!(rows("TT\ta\tChủ\ntrì\tc\n1\tx\ty\tz\n"), ["TT|a|Chủ trì|c", "1|x|y|z"]);
    }

    #[test]
    fn group_lines_without_their_empty_cells() {
        assert_eq!(
            shown("TT\ta\tb\nI. NHÓM A\n1\tx\ty\nII\tNhóm B\n2\tu\tv\n").unwrap().0,
            ["TT|a|b", "I. NHÓM A", "1|x|y", "II|Nhóm B", "2|u|v"]
        );
    }

    #[test]
    fn no_table_in_lists_and_indents() {
        assert_eq!(shown("1.\tMột\n2.\tHai\n"), None);
        assert_eq!(shown("\tĐoạn văn\n\tĐoạn khác\n"), None);
        assert_eq!(shown("UBND TỈNH\tCỘNG HÒA\n\nSố 1"), None);
    }

    #[test]
    fn text_behind_a_table_is_no_row() {
        assert_eq!(shown("TT\ta\tb\n1\tx\ty\nIII. TỔ CHỨC THỰC HIỆN\nCác phòng thực hiện.\n").unwrap().1, 2);
    }
}
