//! Letterhead and signature set in two columns by blanks and tabs: "SỞ NỘI VỤ      CỘNG HÒA XÃ HỘI …" on one line,
//! as layout-keeping extractors print them and typists without tables set them. Each column is read as a whole, the
//! left one first.

use std::ops::Range;

use crate::label::{self, LabelKind};

/// Blanks that part two columns; fewer stand inside words set apart.
const GAP: usize = 3;
/// Lines of the file that can hold a letterhead.
const LETTERHEAD_LINES: usize = 30;
/// Lines that a signature block can take.
const SIGNATURE_LINES: usize = 40;
/// A line that starts so far right stands in the right column.
const RIGHT_INDENT: usize = 30;
/// Blanks that a tab stands for in an indent.
const TAB: usize = 8;

/// A line, or one column of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Position of the line.
    pub line: usize,
    /// Bytes of the line.
    pub range: Range<usize>,
}

/// The lines in reading order, those of two-column zones parted; `None` where there is no such zone.
#[must_use]
pub fn unfold(lines: &[&str]) -> Option<Vec<Piece>> {
    let mut out: Vec<Piece> = Vec::new();
    let whole = |range: Range<usize>| {
        range.map(|line| Piece { line, range: 0..lines.get(line).map_or(0, |text| text.len()) })
    };
    let mut at = 0;
    if let Some(end) = letterhead_end(lines) {
        unfold_zone(lines, 0..end, &mut out);
        at = end;
    }
    while let Some(start) =
        (at..lines.len()).find(|&line| lines.get(line).is_some_and(|line| starts_signature(line)))
    {
        let most = lines.len().min(start + SIGNATURE_LINES);
        let end = (start + 1..most).find(|&line| lines.get(line).is_some_and(|line| ends_signature(line)));
        let end = end.unwrap_or(most);
        out.extend(whole(at..start));
        unfold_zone(lines, start..end, &mut out);
        at = end;
    }
    if at == 0 {
        return None;
    }
    out.extend(whole(at..lines.len()));
    Some(out)
}

/// The line of the document's kind ("KẾ HOẠCH") closes the letterhead, if a line above it has two columns.
fn letterhead_end(lines: &[&str]) -> Option<usize> {
    let end = lines.iter().take(LETTERHEAD_LINES).position(|line| {
        let text = line.trim();
        [
            "KẾ HOẠCH",
            "QUYẾT ĐỊNH",
            "CHƯƠNG TRÌNH",
            "NGHỊ QUYẾT",
            "BÁO CÁO",
            "PHƯƠNG ÁN",
            "HƯỚNG DẪN",
            "THÔNG BÁO",
        ]
        .iter()
        .any(|kind| text.starts_with(kind))
    })?;
    lines.get(..end)?.iter().any(|line| split(line).is_some()).then_some(end)
}

fn starts_signature(line: &str) -> bool {
    line.trim().starts_with("Nơi nhận") && split(line).is_some()
}

/// An appendix, a table's head or a numbered heading: no signature goes so far.
fn ends_signature(line: &str) -> bool {
    let text = line.trim();
    let is_heading = || {
        label::parse(text).is_some_and(|label| {
            matches!(
                label.kind,
                LabelKind::Roman | LabelKind::Capital | LabelKind::Decimal(_) | LabelKind::Part
            )
        })
    };
    ["PHỤ LỤC", "Phụ lục ", "TT ", "STT "].iter().any(|start| text.starts_with(start)) || is_heading()
}

/// Left column, then right column.
fn unfold_zone(lines: &[&str], zone: Range<usize>, out: &mut Vec<Piece>) {
    let mut right = Vec::new();
    for line in zone {
        let text = lines.get(line).copied().unwrap_or_default();
        if let Some(at) = split(text) {
            out.push(Piece { line, range: 0..at });
            right.push(Piece { line, range: at..text.len() });
        } else if indent(text) >= RIGHT_INDENT {
            right.push(Piece { line, range: 0..text.len() });
        } else {
            out.push(Piece { line, range: 0..text.len() });
        }
    }
    out.append(&mut right);
}

fn indent(text: &str) -> usize {
    text.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { TAB } else { 1 }).sum()
}

/// Where the right column of a line begins.
///
/// Words that always open the right column split best, because a blank for the number ("Số:      /KH-SNV")
/// is as wide as the gap between columns; else the widest gap does.
fn split(line: &str) -> Option<usize> {
    const RIGHT: &[&str] = &[
        "CỘNG HÒA XÃ HỘI",
        "CỘNG HOÀ XÃ HỘI",
        "ĐẢNG CỘNG SẢN",
        "Độc lập",
        "TM.",
        "KT.",
        "TL.",
        "TUQ.",
        "T/M",
        "K/T",
    ];
    let text = line.trim_end();
    let start = text.len() - text.trim_start().len();
    let by_word = RIGHT.iter().filter_map(|word| text.find(word)).min().or_else(|| place_and_date(text));
    let at =
        by_word.filter(|&at| at > start && gap_before(text, at) >= 2).or_else(|| widest_gap(text, start))?;
    let (left, right) = text.split_at_checked(at)?;
    (!left.trim().is_empty() && !right.trim().is_empty()).then_some(at)
}

/// Where "Nghệ An, ngày …" begins.
fn place_and_date(text: &str) -> Option<usize> {
    let date = text.find(", ngày").or_else(|| text.find(",ngày"))?;
    let before = text.get(..date)?;
    Some(before.rfind("  ").map_or(0, |gap| gap + 2).max(before.rfind('\t').map_or(0, |tab| tab + 1)))
}

fn gap_before(text: &str, at: usize) -> usize {
    text.get(..at)
        .unwrap_or_default()
        .chars()
        .rev()
        .take_while(|c| c.is_whitespace())
        .map(|c| if c == '\t' { GAP } else { 1 })
        .sum()
}

/// The end of the widest run of blanks inside the text, if it can part columns. A blank behind "Số:" or
/// "ngày" waits for the number and parts nothing.
fn widest_gap(text: &str, start: usize) -> Option<usize> {
    let mut widest = (0, None);
    let mut run = (0, 0);
    for (at, c) in text.char_indices().filter(|&(at, _)| at >= start) {
        if c.is_whitespace() {
            if run.0 == 0 {
                run.1 = at;
            }
            run.0 += if c == '\t' { GAP } else { 1 };
            continue;
        }
        let before = text.get(..run.1).unwrap_or_default();
        let waits = ["Số:", "số", "Số", "ngày", "tháng", "năm"].iter().any(|word| before.ends_with(word));
        if run.0 > widest.0 && !waits {
            widest = (run.0, Some(at));
        }
        run = (0, at);
    }
    widest.1.filter(|_| widest.0 >= GAP)
}

#[cfg(test)]
mod tests {
    use super::*;
    fn shown(text: &str) -> Vec<String> {
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let shown = |piece: &Piece| lines[piece.line][piece.range.clone()].trim().to_owned();
        match unfold(&lines) {
            Some(pieces) => pieces.iter().map(shown).collect(),
            None => lines.iter().map(|line| line.trim().to_owned()).collect(),
        }
    }

    #[test]
    fn a_letterhead_in_two_columns() {
        let text = "  SỞ CÔNG THƯƠNG          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n   ĐOÀN KIỂM TRA               Độc lập - Tự do\n Số:         /KH - SCT           Lào Cai, ngày    tháng 7 năm 2025\n      KẾ HOẠCH\nKiểm tra\n";
        assert_eq!(
            shown(text),
            [
                "SỞ CÔNG THƯƠNG",
                "ĐOÀN KIỂM TRA",
                "Số:         /KH - SCT",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do",
                "Lào Cai, ngày    tháng 7 năm 2025",
                "KẾ HOẠCH",
                "Kiểm tra"
            ]
        );
    }

    #[test]
    fn a_signature_beside_the_recipients() {
        let text = "Nơi nhận:                         TM. ỦY BAN NHÂN DÂN\n- Sở Nội vụ;                        CHỦ TỊCH\n- Lưu: VT.\n\n                                    Trần Văn A\n";
        assert_eq!(
            shown(text),
            ["Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn A"]
        );
    }

    #[test]
    fn tabs_part_columns_too() {
        assert_eq!(
            shown("Nơi nhận:\t\tGIÁM ĐỐC\n- Như trên;\n\t\t\t\tTrần Thị Mây\n"),
            ["Nơi nhận:", "- Như trên;", "GIÁM ĐỐC", "Trần Thị Mây"]
        );
    }

    #[test]
    fn one_column_stays() {
        let text = "UBND XÃ A\nSố:        /KH-UBND\nKẾ HOẠCH\nNơi nhận:\n- Lưu: VT.\n";
        assert_eq!(shown(text).len(), 5);
    }
}
