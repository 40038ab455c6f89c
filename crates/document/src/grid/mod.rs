//! One logical table out of the pieces that pages and grammars leave: rows split by a page are joined,
//! repeated heads dropped.
//!
//! `pieces → join → heads dropped → split rows mended → Table`, a chain of small steps that every reader
//! uses. Nothing here knows what the columns mean.

mod pieces;
mod place;

use kehoach_model::{Finding, Rule, Severity};
use kehoach_viet::key;

use crate::{Cell, Furniture, FurnitureKind, Passage, Slot, Table, head};

pub use pieces::{Pieces, Seam, goes_on};
pub use place::{Placed, place};

/// A joined table and what was mended on the way.
#[derive(Debug, Default)]
pub struct Joined {
    /// The table.
    pub table: Table,
    /// Heads that were repeated.
    pub furniture: Vec<Furniture>,
    /// `row-split` and `repeated-header`.
    pub findings: Vec<Finding>,
}

/// Joins the pieces of one table.
#[must_use]
pub fn join(pieces: Pieces) -> Joined {
    let mut joined = Joined::default();
    let pieces = without_empty_rows(pieces);
    let width = pieces.rows.iter().map(Vec::len).max().unwrap_or(0);
    let header_rows = pieces.head();
    let head: Vec<String> = pieces.rows.iter().take(header_rows).map(|row| row_key(row)).collect();
    let mut numbered = pieces.rows.iter().take(header_rows).skip(1);
    let numbers = numbered.position(|row| head::is_column_numbers(row)).and_then(|at| head.get(at + 1));
    let mut rows: Vec<Vec<Slot>> = Vec::with_capacity(pieces.rows.len());
    let mut behind_break = false;
    let mut source = pieces.rows.into_iter().enumerate().peekable();
    while let Some((position, mut row)) = source.next() {
        row.resize_with(width, || Some(Cell::new(Passage::default())));
        behind_break |= pieces.breaks.binary_search(&position).is_ok();
        // Pages tell which rows at their top repeat those of the first one.
        let seam = pieces.seams.partition_point(|seam| seam.row <= position);
        if pieces.seams.get(seam).is_some_and(|seam| seam.from <= position) {
            drop_head(row, &mut joined);
            continue;
        }
        // Comparing every row with the head would fold every cell; a head begins with TT.
        let headlike = position >= header_rows
            && row.iter().take(2).flatten().any(|cell| head::is_ordinal_head(cell.normal()));
        // The row of column numbers can stand alone on a further page.
        let again = position >= header_rows && head::is_column_numbers(&row);
        let numbers = again && numbers.is_some_and(|numbers| *numbers == row_key(&row));
        if numbers {
            drop_head(row, &mut joined);
            continue;
        }
        if headlike && head.first().is_some_and(|first| *first == row_key(&row)) {
            drop_head(row, &mut joined);
            // The rows of a stacked head repeat with it.
            for level in head.iter().skip(1) {
                if let Some((_, row)) = source.next_if(|(_, row)| *level == row_key(row)) {
                    drop_head(row, &mut joined);
                }
            }
            continue;
        }
        let seam = pieces.seams.binary_search_by_key(&position, |seam| seam.row).ok();
        let seam = seam.and_then(|at| pieces.seams.get(at));
        // A head that was dropped does not part a row from its rest.
        let after_break = std::mem::take(&mut behind_break);
        match rows.last() {
            Some(last) if position > header_rows && continues(last, &row, after_break, seam) => {
                mend(&mut rows, &row, &mut joined.findings);
            }
            _ => {
                if let Some(seam) = seam.filter(|seam| position > header_rows && !seam.open) {
                    reach_down(&mut rows, &mut row, seam);
                }
                rows.push(row);
            }
        }
    }
    joined.table = Table { header_rows, inferred: pieces.inferred, rows };
    joined
}

/// Rows without a letter say nothing; a break in front of one goes to the row after it.
fn without_empty_rows(pieces: Pieces) -> Pieces {
    let mut rows = Vec::with_capacity(pieces.rows.len());
    // Where each row, and what lies behind the last one, comes to stand.
    let mut places = Vec::with_capacity(pieces.rows.len() + 1);
    for row in pieces.rows {
        places.push(rows.len());
        if is_under_a_span(&row) || row.iter().flatten().any(|cell| !cell.passage.is_empty()) {
            rows.push(row);
        }
    }
    places.push(rows.len());
    let place = |at: usize| places.get(at).copied().unwrap_or(rows.len());
    let mut breaks: Vec<usize> = pieces.breaks.into_iter().map(place).collect();
    breaks.dedup();
    let seams =
        pieces.seams.into_iter().map(|seam| Seam { from: place(seam.from), row: place(seam.row), ..seam });
    let mut seams: Vec<Seam> = seams.collect();
    seams.dedup_by_key(|seam| seam.row);
    Pieces { breaks, seams, marked_head: pieces.marked_head, inferred: pieces.inferred, rows }
}

/// Whether a cell of a row above reaches into this one.
fn is_under_a_span(row: &[Slot]) -> bool {
    let mut reach = 0;
    row.iter().enumerate().any(|(column, slot)| match slot {
        Some(cell) => {
            reach = column + cell.col_span as usize;
            false
        }
        None => column >= reach,
    })
}

fn drop_head(row: Vec<Slot>, joined: &mut Joined) {
    let mut places = Vec::new();
    for cell in row.into_iter().flatten().filter(|cell| !cell.passage.is_empty()) {
        places.extend(cell.passage.at());
        joined.furniture.push(Furniture { kind: FurnitureKind::RunningHead, passage: cell.passage });
    }
    joined.findings.push(
        Finding::new(
            Rule::RepeatedHeader,
            Severity::Info,
            "Tiêu đề bảng lặp lại ở trang sau, đã bỏ.",
            "The table's head is repeated on a further page; dropped.",
        )
        .at(merged(places))
        .repaired(),
    );
}

fn row_key(row: &[Slot]) -> String {
    let cells: Vec<String> = row.iter().flatten().map(|cell| key::ascii(cell.normal())).collect();
    cells.join("|").trim_end_matches('|').to_owned()
}

/// Whether `row` is the rest of `last`, split by a page or by the typist.
///
/// The ordinal cell is empty. Every filled cell speaks for or against: it goes on in lower case, or the cell
/// above breaks off ("…, cơ"), against: the cell above is empty, or ended, and this one begins anew.
///
/// A page tells more: its lines run on over the break, or the words above had room and were ended there.
fn continues(last: &[Slot], row: &[Slot], behind_break: bool, seam: Option<&Seam>) -> bool {
    let first = row.first().map_or("", text);
    let first_above = last.first().map_or("", text);
    // Some programs draw no line at a page end at all: two ordinals are two rows.
    let two = !first.is_empty() && !first_above.is_empty() && !is_numeral(first_above, first);
    if seam.is_some_and(|seam| seam.open) && !two {
        return true;
    }
    let halves =
        seam.is_some_and(|seam| seam.broken.first() == Some(&Some(true))) && is_numeral(first_above, first);
    let roman = first.starts_with(['I', 'V', 'X']);
    if halves && roman && row.iter().skip(1).all(|slot| text(slot).is_empty()) {
        return true;
    }
    let is_numbered = is_number(first_above);
    // Where the first column holds no ordinals, it speaks as the others do.
    let is_text =
        seam.is_some() && !first_above.is_empty() && !is_numbered && !is_like_an_ordinal(first_above);
    if !halves && !is_text && !first.is_empty() || first_above.is_empty() && !behind_break {
        return false;
    }
    let mut evidence = 0;
    let mut filled = 0;
    let mut against = 0;
    let mut full = 0;
    for (column, slot) in row.iter().enumerate().skip(usize::from(!is_text)) {
        let below = text(slot);
        if below.is_empty() {
            continue;
        }
        filled += 1;
        let above = last.get(column).map_or("", text);
        let first_letter = below.trim_start_matches(['"', '“', '‘', '\'', '(']);
        let goes_on =
            first_letter.starts_with(|c: char| c.is_lowercase() || matches!(c, ')' | ',' | ';' | '.' | '%'));
        let number = below.starts_with(|c: char| c.is_ascii_digit());
        // A further point of a numbered row, which the typist gave a row of its own.
        let point = is_numbered && ["- ", "– ", "+ ", "• "].iter().any(|bullet| below.starts_with(bullet));
        let range = column == 0 && below.starts_with(['-', '–']);
        let reads_on = goes_on && !ends_sentence(above)
            || breaks_off(above)
            || number && waits_for_number(above)
            || range;
        let broken = seam.and_then(|seam| seam.broken.get(column).copied().flatten());
        let spans = |slot: Option<&Slot>| slot.and_then(Option::as_ref).map(|cell| cell.col_span);
        let reshaped = seam.is_some() && spans(last.get(column)) != spans(Some(slot));
        // The name of a numbered row had no room on the page at all.
        let missing = column == 1 && above.is_empty() && is_numbered && seam.is_some();
        if missing && !reshaped {
            evidence += 1;
        } else if above.is_empty() || reshaped {
            against += 1;
        } else if point || reads_on || seam.is_some() && above.ends_with([';', ',']) {
            evidence += 1;
        } else if broken == Some(true) {
            full += 1;
        } else {
            against += 1;
        }
    }
    // Two figures are halves of a number only where the text plainly reads on.
    if halves && !roman && evidence == 0 {
        return false;
    }
    // Where nothing speaks against it, a line above that was full to its end goes on.
    if full > 1 || evidence > 0 || against == 0 {
        evidence += full;
    }
    filled > 0 && if behind_break { evidence > against } else { evidence == filled }
}

fn text(slot: &Slot) -> &str {
    slot.as_ref().map_or("", Cell::normal)
}

/// "IV", "A", "1a": short enough to be an ordinal of whatever kind.
fn is_like_an_ordinal(text: &str) -> bool {
    text.trim_end_matches(['.', ')']).chars().count() <= 3
}

/// Whether an ordinal that a narrow column breaks is one with its rest: "VI" and "II", "1" and "5".
fn is_numeral(above: &str, below: &str) -> bool {
    let whole = format!("{above}{below}");
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let roman = |text: &str| !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    roman(above) && roman(below) && kehoach_viet::roman(&whole).is_some()
        || digits(above) && digits(below) && whole.len() <= 3
}

/// "12", "2.1.": the number of a row.
fn is_number(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')', ' ']);
    bare.split('.').all(|part| part.parse::<u32>().is_ok())
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', ';', ':', '!', '?'])
}

/// Whether a cell ends in a word that cannot end one.
fn breaks_off(text: &str) -> bool {
    const CONNECTIVES: &[&str] = &[
        "và", "của", "hoặc", "về", "cho", "với", "các", "theo", "tại", "trong", "để", "từ", "đến", "bằng",
        "là",
    ];
    if text.ends_with([',', '-', '(', '“', '/']) {
        return true;
    }
    text.rsplit(' ').next().is_some_and(|word| CONNECTIVES.contains(&word))
}

/// "Trước ngày", "Quý": a number must follow. (A name may well end in "số" or "hằng năm".)
fn waits_for_number(text: &str) -> bool {
    ["ngày", "tháng", "Tháng", "quý", "Quý", "năm", "Năm", "số"].iter().any(|word| text.ends_with(word))
}

/// Puts the rest of a row behind its beginning, the last of `rows`.
fn mend(rows: &mut [Vec<Slot>], row: &[Slot], findings: &mut Vec<Finding>) {
    let mut places = Vec::new();
    // A cell of the rest that spans further rows lets the one that it belongs to span them.
    for (column, below) in row.iter().enumerate() {
        let more = below.as_ref().map_or(0, |cell| cell.row_span.saturating_sub(1));
        if let Some(cell) = origin(rows, column).filter(|_| more > 0) {
            cell.row_span += more;
        }
    }
    for (column, below) in row.iter().enumerate() {
        let Some(below) = below.as_ref().filter(|cell| !cell.passage.is_empty()) else { continue };
        let spanned = rows.last().is_some_and(|last| last.get(column).is_some_and(Option::is_none));
        if let Some(cell) = origin(rows, column).filter(|_| spanned) {
            places.extend(below.passage.at());
            cell.passage = std::mem::take(&mut cell.passage).joined(&below.passage);
            continue;
        }
        let Some(above) = rows.last_mut().and_then(|last| last.get_mut(column)) else { continue };
        places.extend(below.passage.at());
        match above {
            Some(above) if column == 0 && is_numeral(above.normal(), below.normal()) => {
                above.passage = std::mem::take(&mut above.passage).closed_up(&below.passage);
            }
            Some(above) => above.passage = std::mem::take(&mut above.passage).joined(&below.passage),
            None => *above = Some(below.clone()),
        }
    }
    findings.push(
        Finding::new(
            Rule::RowSplit,
            Severity::Info,
            "Dòng bị ngắt trang, đã nối lại.",
            "A row was split by a page end; joined.",
        )
        .at(merged(places))
        .repaired(),
    );
}

/// The cell that fills a column of the last row: its own, or the one above that reaches down to it.
fn origin(rows: &mut [Vec<Slot>], column: usize) -> Option<&mut Cell> {
    let last = rows.len().checked_sub(1)?;
    let at = (0..=last)
        .rev()
        .find(|at| rows.get(*at).and_then(|row| row.get(column)).is_some_and(Option::is_some))?;
    let cell = rows.get_mut(at)?.get_mut(column)?.as_mut()?;
    (at + cell.row_span as usize > last).then_some(cell)
}

/// Lets cells that span rows down to a page end span on: what is drawn at the top of the next page is a piece of them,
/// if their lines run on over the break, or if it is empty and one of the two spans rows.
fn reach_down(rows: &mut [Vec<Slot>], row: &mut [Slot], seam: &Seam) {
    for (column, slot) in row.iter_mut().enumerate() {
        let Some(piece) = slot.as_mut().filter(|cell| cell.col_span == 1) else { continue };
        let open = seam.reaching.get(column).copied().unwrap_or(false);
        let Some(cell) = origin(rows, column) else { continue };
        let spans = cell.row_span > 1 || piece.row_span > 1;
        if open || piece.passage.is_empty() && spans && !cell.passage.is_empty() {
            cell.row_span += piece.row_span;
            cell.passage = std::mem::take(&mut cell.passage).joined(&piece.passage);
            *slot = None;
        }
    }
}

fn merged(places: Vec<kehoach_model::Place>) -> Vec<kehoach_model::Place> {
    let mut out = Vec::new();
    for place in places {
        kehoach_model::Place::push_merged(&mut out, &place, 0);
    }
    out
}

#[cfg(test)]
mod tests {
    use kehoach_model::Place;

    use super::*;

    fn pieces(rows: &[&[&str]], breaks: &[usize]) -> Pieces {
        let rows = rows
            .iter()
            .zip(1..)
            .map(|(row, line)| {
                row.iter()
                    .map(|cell| Some(Cell::new(Passage::new(*cell, Place::lines(line, line)))))
                    .collect()
            })
            .collect();
        Pieces { rows, breaks: breaks.to_vec(), ..Pieces::default() }
    }

    fn shown(joined: &Joined) -> Vec<String> {
        joined
            .table
            .rows
            .iter()
            .map(|row| row.iter().flatten().map(Cell::normal).collect::<Vec<_>>().join("|"))
            .collect()
    }

    const HEAD: &[&str] = &["TT", "Chỉ tiêu", "Mục tiêu", "Chủ trì"];

    #[test]
    fn a_row_split_by_a_page_is_joined() {
        let joined = join(pieces(
            &[HEAD, &["1", "Tỷ lệ sử dụng hộp thư", "100%", "Các phòng, cơ"], &["", "công vụ", "", "quan."]],
            &[2],
        ));
        assert_eq!(
            shown(&joined),
            ["TT|Chỉ tiêu|Mục tiêu|Chủ trì", "1|Tỷ lệ sử dụng hộp thư công vụ|100%|Các phòng, cơ quan."]
        );
        assert_eq!(joined.findings.len(), 1);
    }

    #[test]
    fn a_quotation_or_a_date_goes_on() {
        let joined = join(pieces(
            &[
                HEAD,
                &["1", "Dữ liệu được cập nhật", "a", "Trước ngày"],
                &["", "\"đúng, đủ\"", "", "15/5/2026"],
            ],
            &[2],
        ));
        assert_eq!(shown(&joined)[1], "1|Dữ liệu được cập nhật \"đúng, đủ\"|a|Trước ngày 15/5/2026");
    }

    #[test]
    fn no_join_of_an_unnumbered_group_below_a_group_that_ends_in_so() {
        let joined = join(pieces(
            &[HEAD, &["IV", "Phát triển hạ tầng số", "", ""], &["", "Hạ tầng dữ liệu", "", ""]],
            &[2],
        ));
        assert_eq!(joined.table.rows.len(), 3);
    }

    #[test]
    fn no_join_of_an_unnumbered_group_or_total() {
        for row in [["", "Hạ tầng dữ liệu", "", ""], ["", "Tổng", "", ""]] {
            let joined = join(pieces(&[HEAD, &["1", "Tỷ lệ phủ sóng", "100%", "Sở KH&CN"], &row], &[2]));
            assert_eq!(joined.table.rows.len(), 3, "{row:?}");
        }
    }

    #[test]
    fn a_repeated_head_is_dropped_once_and_told() {
        let joined = join(pieces(&[HEAD, &["1", "a", "b", "c"], HEAD, &["2", "d", "e", "f"]], &[2]));
        assert_eq!(joined.table.rows.len(), 3);
        assert_eq!(joined.furniture.len(), 4);
        assert_eq!(joined.findings.iter().map(|f| f.rule).collect::<Vec<_>>(), [Rule::RepeatedHeader]);
    }

    #[test]
    fn no_head_is_dropped_from_a_table_without_one() {
        let joined = join(pieces(&[&["a", "b"], &["a", "b"]], &[]));
        assert_eq!(joined.table.rows.len(), 2);
    }
}
