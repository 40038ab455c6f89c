//! What only an official document has: the State's motto, a number line, "Nơi nhận", an annex, a table that begins
//! with TT. Where these stand, the document is.

use std::sync::LazyLock;

use kehoach_viet::key;
use regex::Regex;

use crate::layout::is_data;
use crate::page::{Content, Piece, Table};
use crate::words::pattern;

/// What an anchor says of its place in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", of a letterhead.
    Motto,
    /// "Số: 12/KH-UBND", of a letterhead.
    Number,
    /// "KẾ HOẠCH" alone on its line: the heading, or a site's box.
    Kind,
    /// Anything behind.
    Within,
}

/// Bytes of a line with the motto, beside which a body's name can stand.
const MOTTO: usize = 200;
/// Longer lines are no anchor.
const LONGEST: usize = 400;

/// "Số: 12/KH-UBND", "Số:      /KH-SNV", "Số 127-QĐ/TW".
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:Số|SỐ)\s*:?[\s\u{a0}.…_]*[0-9]{0,5}[\s\u{a0}.…_]*(?:/[0-9]{4})?\s*[/-]\s*[A-ZĐ]{2}")
});
/// "II. NHIỆM VỤ VÀ GIẢI PHÁP", "Điều 1. Phạm vi".
static HEADING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[IVX]{1,5}\s?[.)/-]\s*\p{Lu}[^\p{Ll}]{5,}$|Điều [0-9]{1,3}\. )"));
/// Kinds of documents as their headings print them (Nghị định 30/2020/NĐ-CP, Điều 7, and the Party's).
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
        Content::Table(table) => of_table(table, piece.hidden),
    }
}

/// What a table is an anchor of; in a hidden one all text is hidden.
fn of_table(table: &Table, hidden: bool) -> Option<Anchor> {
    /// Rows of a letterhead or a signature.
    const ROWS: usize = 8;
    /// Cells of a row that can hold one.
    const CELLS: usize = 3;
    if table.rows.len() > 1 && is_data(table) {
        return (!lists_documents(table, hidden)).then_some(Anchor::Within);
    }
    let cells = table.rows.iter().take(ROWS).flat_map(|row| row.cells.iter().take(CELLS));
    cells.flat_map(|cell| lines(&cell.flow, hidden)).find_map(of_text)
}

/// A site's list of documents has "TT" too, but what it lists is "Số ký hiệu" and "Trích yếu".
fn lists_documents(table: &Table, hidden: bool) -> bool {
    let head = table.rows.iter().take(2).flat_map(|row| &row.cells);
    let names: Vec<String> = head.flat_map(|cell| lines(&cell.flow, hidden)).map(key::ascii).collect();
    let has = |words: &[&str]| names.iter().any(|name| words.iter().any(|word| name.contains(word)));
    has(&["so ky hieu", "so hieu", "ky hieu"]) && has(&["trich yeu", "ngay ban hanh", "ten van ban"])
}

fn lines(flow: &[Piece], hidden: bool) -> impl Iterator<Item = &str> {
    flow.iter().filter(move |piece| hidden || !piece.hidden).map(Piece::text)
}

/// What one of the lines of a text is an anchor of.
fn of_text(text: &str) -> Option<Anchor> {
    if text.len() > LONGEST * 4 {
        return None;
    }
    text.split('\n').filter(|line| line.len() <= LONGEST).find_map(of_line)
}

fn of_line(text: &str) -> Option<Anchor> {
    let text = text.trim();
    let line = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '-' | '_' | ':' | '–'));
    let first = line.chars().next()?;
    if !first.is_uppercase() {
        return None;
    }
    let is_motto = || {
        let folded = key::ascii(line);
        // A style can make capitals of it.
        matches!(folded.as_str(), "cong hoa xa hoi chu nghia viet nam" | "dang cong san viet nam")
            || key::is_capitals(line) && folded.contains("cong hoa xa hoi chu nghia")
    };
    if matches!(first, 'C' | 'Đ') && line.len() <= MOTTO && is_motto() {
        return Some(Anchor::Motto);
    }
    if first == 'S' && NUMBER.is_match(line) {
        return Some(Anchor::Number);
    }
    if !text.ends_with(':') && KINDS.contains(&line) {
        return Some(Anchor::Kind);
    }
    let is_annex = line.starts_with("PHỤ LỤC") && !line.contains(char::is_lowercase);
    let is_closing = line.starts_with("Nơi nhận") || line.starts_with("NƠI NHẬN") || is_authority(line);
    (is_annex || is_closing || matches!(first, 'I' | 'V' | 'X' | 'Đ') && HEADING.is_match(line))
        .then_some(Anchor::Within)
}

/// Whether a line begins with the name of a kind of document: a title, not a body.
pub(super) fn begins_with_kind(line: &str) -> bool {
    KINDS.iter().any(|kind| line.starts_with(kind))
        || line.starts_with("VĂN BẢN")
        || line.starts_with("CÔNG VĂN")
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
        for (line, anchor) in [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Anchor::Motto),
            ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", Anchor::Motto),
            ("Cộng hòa xã hội chủ nghĩa Việt Nam", Anchor::Motto),
            ("Số: 12/KH-UBND", Anchor::Number),
            ("Số:\u{a0}\u{a0}  /KH-SNV", Anchor::Number),
            ("Số 127-QĐ/TW", Anchor::Number),
            ("KẾ HOẠCH", Anchor::Kind),
            ("Nơi nhận:", Anchor::Within),
            ("TM. ỦY BAN NHÂN DÂN", Anchor::Within),
            ("PHỤ LỤC 01", Anchor::Within),
            ("II. NHIỆM VỤ VÀ GIẢI PHÁP", Anchor::Within),
            ("Điều 1. Phạm vi", Anchor::Within),
        ] {
            assert_eq!(of_text(line), Some(anchor), "{line}");
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
            "QUYẾT ĐỊNH:",
            "Theo Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam",
            "Phụ lục kèm theo",
        ] {
            assert_eq!(of_text(line), None, "{line}");
        }
    }
}
