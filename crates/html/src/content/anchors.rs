//! What only an official document has: the State's motto, a number line, "Nơi nhận", an annex, a table that begins
//! with TT. Where these stand, the document is.

use std::sync::LazyLock;

use kehoach_document::head::is_ordinal_head;
use kehoach_viet::key;
use regex::Regex;

use crate::page::{Content, Piece, Table};
use crate::words::pattern;

/// What an anchor says of its place in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// Letterhead or heading: nothing of the document but names of bodies stands above it.
    Opening,
    /// Anything behind.
    Within,
}

/// Longer lines are no anchor.
const LONGEST: usize = 400;

/// "Số: 12/KH-UBND", "Số:      /KH-SNV", "Số 127-QĐ/TW".
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:Số|SỐ)\s*:?[\s\u{a0}.…_]*[0-9]{0,5}[\s\u{a0}.…_]*(?:/[0-9]{4})?\s*[/-]\s*[A-ZĐ]{2}")
});
/// "II. NHIỆM VỤ VÀ GIẢI PHÁP", "Điều 1. Phạm vi".
static HEADING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[IVX]{1,5}\s?[.)/-]\s*\p{Lu}[^\p{Ll}]{5,}$|Điều [0-9]{1,3}\. )"));
const KINDS: &[&str] = &[
    "KẾ HOẠCH",
    "QUYẾT ĐỊNH",
    "NGHỊ QUYẾT",
    "CHƯƠNG TRÌNH",
    "CHỈ THỊ",
    "BÁO CÁO",
    "THÔNG BÁO",
    "HƯỚNG DẪN",
    "PHƯƠNG ÁN",
    "ĐỀ ÁN",
    "NGHỊ ĐỊNH",
    "THÔNG TƯ",
    "QUY ĐỊNH",
    "QUY CHẾ",
    "TỜ TRÌNH",
    "CHƯƠNG TRÌNH HÀNH ĐỘNG",
    "KẾ HOẠCH HÀNH ĐỘNG",
];

/// What a piece is an anchor of, if of anything.
pub(crate) fn of(piece: &Piece) -> Option<Anchor> {
    // Half of it leads elsewhere: a list of documents.
    if piece.linked * 2 >= piece.letters.max(1) {
        return None;
    }
    match &piece.content {
        Content::Line(line) => of_text(&line.typed.raw),
        Content::Table(table) => of_table(table),
    }
}

fn of_table(table: &Table) -> Option<Anchor> {
    /// Rows of a letterhead or a signature, and rows above a head.
    const ROWS: usize = 8;
    /// Cells of a row that can hold one.
    const CELLS: usize = 3;
    let rows = table.rows.iter().take(ROWS);
    let mut heads = rows.clone().take(4).flat_map(|row| row.cells.iter().take(2));
    let is_head = |text: &str| is_ordinal_head(text.trim());
    if table.rows.len() > 1 && heads.any(|cell| lines(&cell.flow).any(is_head)) {
        return (!lists_documents(table)).then_some(Anchor::Within);
    }
    let cells = rows.flat_map(|row| row.cells.iter().take(CELLS));
    cells.flat_map(|cell| lines(&cell.flow)).find_map(of_text)
}

/// A site's list of documents has "TT" too, but what it lists is "Số ký hiệu" and "Trích yếu".
fn lists_documents(table: &Table) -> bool {
    let head = table.rows.iter().take(2).flat_map(|row| &row.cells);
    let names: Vec<String> = head.flat_map(|cell| lines(&cell.flow)).map(key::ascii).collect();
    let has = |words: &[&str]| names.iter().any(|name| words.iter().any(|word| name.contains(word)));
    has(&["so ky hieu", "so hieu", "ky hieu"]) && has(&["trich yeu", "ngay ban hanh", "ten van ban"])
}

fn lines(flow: &[Piece]) -> impl Iterator<Item = &str> {
    flow.iter().filter(|piece| !piece.hidden).map(Piece::text)
}

/// What one of the lines of a text is an anchor of.
fn of_text(text: &str) -> Option<Anchor> {
    if text.len() > LONGEST * 4 {
        return None;
    }
    text.split('\n').filter(|line| line.len() <= LONGEST).find_map(of_line)
}

fn of_line(line: &str) -> Option<Anchor> {
    let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '-' | '_' | ':' | '–'));
    let first = line.chars().next()?;
    if !first.is_uppercase() {
        return None;
    }
    let is_motto = || {
        matches!(first, 'C' | 'Đ') && key::is_capitals(line) && {
            let folded = key::ascii(line);
            folded.contains("cong hoa xa hoi chu nghia") || folded.starts_with("dang cong san viet nam")
        }
    };
    if is_motto() || KINDS.contains(&line) || first == 'S' && NUMBER.is_match(line) {
        return Some(Anchor::Opening);
    }
    let is_annex = line.starts_with("PHỤ LỤC") && !line.contains(char::is_lowercase);
    let is_closing = line.starts_with("Nơi nhận") || line.starts_with("NƠI NHẬN") || is_authority(line);
    (is_annex || is_closing || matches!(first, 'I' | 'V' | 'X' | 'Đ') && HEADING.is_match(line))
        .then_some(Anchor::Within)
}

/// "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH".
fn is_authority(line: &str) -> bool {
    ["TM.", "KT.", "TL.", "TUQ.", "T/M", "K/T"].iter().any(|mark| line.starts_with(mark))
        && key::is_capitals(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_documents() {
        for line in [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            "Số: 12/KH-UBND",
            "Số:\u{a0}\u{a0}  /KH-SNV",
            "Số 127-QĐ/TW",
            "KẾ HOẠCH",
        ] {
            assert_eq!(of_text(line), Some(Anchor::Opening), "{line}");
        }
        for line in
            ["Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "PHỤ LỤC 01", "II. NHIỆM VỤ VÀ GIẢI PHÁP", "Điều 1. Phạm vi"]
        {
            assert_eq!(of_text(line), Some(Anchor::Within), "{line}");
        }
    }

    #[test]
    fn lines_of_sites() {
        for line in [
            "Số hiệu: 12/KH-UBND",
            "Kế hoạch 12/KH-UBND năm 2026",
            "VĂN BẢN MỚI",
            "Kế hoạch",
            "Số lượt xem: 12",
            "Số điện thoại: 024-38.123.456",
            "I. Giới thiệu",
            "Phụ lục kèm theo",
        ] {
            assert_eq!(of_text(line), None, "{line}");
        }
    }
}
