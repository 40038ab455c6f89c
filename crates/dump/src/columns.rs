//! Letterhead and signature set in two columns, as layout-keeping extractors print them: "SỞ NỘI VỤ
//!       CỘNG HÒA XÃ HỘI …" on one line. Each column is read as a whole, the left one first.

use std::borrow::Cow;

use crate::lines::Line;

/// Blanks that part two columns; fewer stand inside words set apart.
const GAP: usize = 3;
/// Lines of the file that can hold a letterhead.
const LETTERHEAD_LINES: usize = 30;
/// Lines that a signature block can take.
const SIGNATURE_LINES: usize = 40;
/// A line that starts so far right stands in the right column.
const RIGHT_INDENT: usize = 30;

/// The lines with their two-column zones unfolded.
pub(crate) fn unfold<'a>(lines: &[Line<'a>]) -> Vec<Line<'a>> {
    let mut out = Vec::with_capacity(lines.len());
    let head = letterhead_end(lines);
    let mut rest = lines;
    if let Some((zone, behind)) = head.and_then(|end| lines.split_at_checked(end)) {
        out.extend(unfold_zone(zone));
        rest = behind;
    }
    while let Some(start) = rest.iter().position(starts_signature) {
        let (before, zone) = rest.split_at(start);
        let end = zone.iter().take(SIGNATURE_LINES).skip(1).position(ends_signature);
        let end = end.map_or(zone.len().min(SIGNATURE_LINES), |at| at + 1);
        let (zone, behind) = zone.split_at(end);
        out.extend_from_slice(before);
        out.extend(unfold_zone(zone));
        rest = behind;
    }
    out.extend_from_slice(rest);
    out
}

/// The line of the document's kind ("KẾ HOẠCH") closes the letterhead, if a line above it has two columns.
fn letterhead_end(lines: &[Line<'_>]) -> Option<usize> {
    let end = lines.iter().take(LETTERHEAD_LINES).position(|line| {
        let text = line.trimmed();
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
    lines.get(..end)?.iter().any(|line| split(&line.text).is_some()).then_some(end)
}

fn starts_signature(line: &Line<'_>) -> bool {
    line.trimmed().starts_with("Nơi nhận") && split(&line.text).is_some()
}

fn ends_signature(line: &Line<'_>) -> bool {
    ["PHỤ LỤC", "Phụ lục ", "TT ", "STT "].iter().any(|start| line.trimmed().starts_with(start))
}

/// Left column, then right column.
fn unfold_zone<'a>(zone: &[Line<'a>]) -> Vec<Line<'a>> {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for line in zone {
        if let Some((first, second)) = split(&line.text) {
            left.push(Line { text: Cow::Owned(first.to_owned()), ..line.clone() });
            right.push(Line { text: Cow::Owned(second.to_owned()), ..line.clone() });
        } else if line.indent() >= RIGHT_INDENT {
            right.push(line.clone());
        } else {
            left.push(line.clone());
        }
    }
    left.append(&mut right);
    left
}

/// The two columns of a line.
///
/// Words that always open the right column split best, because a blank for the number ("Số:      /KH-SNV")
/// is as wide as the gap between columns; else the widest gap does.
fn split(line: &str) -> Option<(&str, &str)> {
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
    (!left.trim().is_empty() && !right.trim().is_empty()).then_some((left, right))
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
    use crate::{Limits, lines};

    fn shown(text: &str) -> Vec<String> {
        unfold(&lines::split(text, &Limits::default()).unwrap())
            .iter()
            .map(|line| line.trimmed().to_owned())
            .collect()
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
    fn one_column_stays() {
        let text = "UBND XÃ A\nSố:        /KH-UBND\nKẾ HOẠCH\nNơi nhận:\n- Lưu: VT.\n";
        assert_eq!(shown(text).len(), 5);
    }
}
