//! What pages do to rendered lines: rows and sentences cut in two, page numbers and repeated heads in between.
//! It cuts where a page would, whether or not a reader can mend it.

use super::{seed::Seed, wrap::wrap};

/// Cuts a row where a page ends inside it: each cell keeps the printed lines above the cut.
/// `None` where the row is a single line and cannot be cut.
pub(super) fn cut_row(
    cells: &[String],
    widths: &[usize],
    seed: &mut Seed,
) -> Option<(Vec<String>, Vec<String>)> {
    let wrapped: Vec<Vec<String>> =
        cells.iter().zip(widths).map(|(cell, width)| wrap(cell, *width)).collect();
    let height = wrapped.iter().map(Vec::len).max()?;
    let cut = 1 + seed.below(height.checked_sub(1).filter(|cuts| *cuts > 0)?);
    let part = |lines: &[String]| lines.join(" ");
    let above =
        wrapped.iter().map(|lines| part(lines.get(..cut.min(lines.len())).unwrap_or_default())).collect();
    let below = wrapped.iter().map(|lines| part(lines.get(cut..).unwrap_or_default())).collect();
    Some((above, below))
}

/// Letters of a sentence that stand on a page before a cut is likely to fall into it.
const SENTENCE: usize = 120;

/// Cuts a long sentence where a page ends inside it.
pub(super) fn cut_sentence(text: &str, seed: &mut Seed) -> Option<(String, String)> {
    let lines = wrap(text, SENTENCE / 2);
    let cut = 1 + seed.below(lines.len().checked_sub(2).filter(|cuts| *cuts > 0)?);
    Some((lines.get(..cut)?.join(" "), lines.get(cut..)?.join(" ")))
}

/// A printed line, with the table that it belongs to.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) table: Option<usize>,
}

/// Puts lines on pages of about `length` lines. From the second page on, a page opens with its number, and
/// with the head of the table that it continues, unless the issuer's word processor forgot to repeat it.
pub(super) fn paginate(lines: &[Line], heads: &[Vec<String>], length: usize, seed: &mut Seed) -> Vec<String> {
    let (mut out, mut on_page, mut page) = (Vec::new(), 0, 1_usize);
    let mut before: Option<usize> = None;
    let repeats = !seed.once_in(3);
    let mut limit = length + seed.below(5);
    for line in lines {
        if on_page >= limit && !line.text.is_empty() {
            page += 1;
            on_page = 0;
            limit = length + seed.below(5);
            out.extend([String::new(), String::new(), page.to_string(), String::new()]);
            if line.table.is_some() && line.table == before && repeats {
                out.extend(line.table.and_then(|table| heads.get(table)).into_iter().flatten().cloned());
            }
        }
        on_page += usize::from(!line.text.is_empty());
        before = line.table;
        out.push(line.text.clone());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Line, Seed, cut_row, cut_sentence, paginate};

    #[test]
    fn a_cut_row_joins_again_cell_by_cell() {
        let cells = ["12", "Tỷ lệ cán bộ dùng hộp thư công vụ của tỉnh", "100%", "Các phòng, đơn vị"]
            .map(String::from);
        for start in 0..50 {
            let (above, below) = cut_row(&cells, &[4, 20, 8, 10], &mut Seed::new(start)).unwrap();
            let joined: Vec<String> =
                above.iter().zip(&below).map(|(a, b)| format!("{a} {b}").trim().to_owned()).collect();
            assert_eq!(joined, cells);
            assert_eq!((below[0].as_str(), below[2].as_str()), ("", ""));
            assert_ne!(below[1], "");
        }
    }

    #[test]
    fn no_cut_in_a_row_of_one_line() {
        let cells = ["1", "Họp không giấy", "Đạt"].map(String::from);
        assert!(cut_row(&cells, &[4, 20, 8], &mut Seed::new(3)).is_none());
        assert!(cut_sentence("Lưu: VT.", &mut Seed::new(3)).is_none());
    }

    #[test]
    fn pages_are_numbered_and_lose_no_line() {
        let lines: Vec<Line> =
            (0..100).map(|at| Line { text: format!("dòng {at}"), table: Some(0) }).collect();
        let heads = [vec!["TT Chỉ tiêu".to_owned()]];
        let out = paginate(&lines, &heads, 30, &mut Seed::new(0));
        assert_eq!(out.iter().filter(|line| line.starts_with("dòng")).count(), 100);
        assert!(out.iter().any(|line| line == "2") && out.iter().any(|line| line == "3"));
    }
}
