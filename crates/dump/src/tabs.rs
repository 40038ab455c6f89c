//! Tables whose cells are parted by tabs.

use kehoach_document::{Cell, Passage, grid::Pieces, head, label};

use crate::{ReadError, limits::Budget, lines::Line};

/// Blank lines that a page end leaves between two rows.
const PAGE_GAP: u32 = 3;

/// The table that starts at the first of `lines`, and how many lines it takes; `None` if none starts there.
pub(crate) fn table(lines: &[Line<'_>], budget: &mut Budget) -> Result<Option<(Pieces, usize)>, ReadError> {
    let Some((breaks, taken)) = extent(lines) else { return Ok(None) };
    let mut pieces = Pieces { rows: Vec::with_capacity(taken), breaks, marked_head: 0 };
    for line in lines.iter().take(taken) {
        budget.take(cells(line).count(), line.number)?;
        pieces.rows.push(cells(line).map(|cell| Some(Cell::new(Passage::new(cell, line.at())))).collect());
    }
    Ok(Some((pieces, taken)))
}

/// Where pages begin in the table that starts here, and how many lines it takes.
fn extent(lines: &[Line<'_>]) -> Option<(Vec<usize>, usize)> {
    let first = lines.first()?;
    let tabs = tabs_in(first)?;
    let mut taken = 0;
    let mut breaks = Vec::new();
    for line in lines {
        let fits = match tabs_in(line) {
            // An editor may have trimmed the empty cells at the end of a row.
            Some(n) => n == tabs || n < tabs && taken > 0 && line.blanks_before == 0,
            None => false,
        };
        if !fits || taken > 0 && line.blanks_before > PAGE_GAP && !line.page_start {
            break;
        }
        if taken > 0 && (line.blanks_before > 0 || line.page_start) {
            breaks.push(taken);
        }
        taken += 1;
    }
    let headed = head::is_ordinal_head(cells(first).next()?);
    // A letterhead can be one row of two cells; a single row is a table only under a head.
    (headed || taken >= 2 && !is_list(lines.get(..taken)?)).then_some((breaks, taken))
}

/// Tabs between two texts of the line; `None` where there is none.
fn tabs_in(line: &Line<'_>) -> Option<usize> {
    // A tab in front of everything is an indent unless a further tab follows: then the first cell is empty.
    let text = line.text.trim_matches([' ', '\r']);
    let tabs = memchr::memchr_iter(b'\t', text.as_bytes()).count();
    let inner = text.trim_matches('\t').contains('\t') || text.ends_with('\t') && !text.starts_with('\t');
    let row_of_one = text.starts_with('\t') && tabs > 1;
    (tabs > 0 && (inner || row_of_one)).then_some(tabs)
}

fn cells<'a>(line: &'a Line<'_>) -> impl Iterator<Item = &'a str> {
    line.text.trim_matches([' ', '\r']).split('\t').map(str::trim)
}

/// A list whose bullets or numbers are followed by a tab, as word processors export it.
fn is_list(rows: &[Line<'_>]) -> bool {
    rows.iter().all(|line| {
        let mut cells = cells(line);
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

    fn taken(text: &str) -> Option<(usize, Vec<usize>)> {
        let lines = split(text, &Limits::default()).unwrap();
        table(&lines, &mut Budget::new(&Limits::default()))
            .unwrap()
            .map(|(pieces, taken)| (taken, pieces.breaks))
    }

    #[test]
    fn rows_over_a_page_end() {
        assert_eq!(taken("TT\ta\tb\n1\tx\ty\n\n\tz\tw\n\nText"), Some((3, vec![2])));
    }

    #[test]
    fn no_table_in_lists_and_indents() {
        assert_eq!(taken("1.\tMột\n2.\tHai\n"), None);
        assert_eq!(taken("\tĐoạn văn\n\tĐoạn khác\n"), None);
        assert_eq!(taken("UBND TỈNH\tCỘNG HÒA\n\nSố 1"), None);
    }
}
