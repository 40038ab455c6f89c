//! Regions of tables whose borders are lost: where they begin and end, and their lines put in order for
//! [`crate::flattened`]. A region whose columns cannot be told stays as it is, a line a row.

use kehoach_document::{Cell, Passage, Table, label};
use kehoach_model::{Finding, Place, Rule, Severity};
use kehoach_viet::key;

use crate::lines::Line;

/// How many lines a flattened head can take.
const HEAD_LINES: usize = 9;

/// Words of column heads, folded; two of them behind "TT" make a head.
const HEAD_WORDS: &[&str] = &[
    "nhiem vu",
    "chi tieu",
    "muc tieu",
    "noi dung",
    "don vi",
    "co quan",
    "chu tri",
    "phoi hop",
    "thoi gian",
    "ket qua",
    "ghi chu",
    "san pham",
    "tien do",
    "doi tuong",
    "ten ",
    "cong viec",
    "kinh phi",
    "hoan thanh",
    "thoi han",
];

/// How many of `lines` the region takes that starts at the first of them; 0 if none starts there.
pub(crate) fn length(lines: &[Line<'_>]) -> usize {
    if !is_head(lines) {
        return 0;
    }
    lines.iter().skip(1).position(ends).map_or(lines.len(), |at| at + 1)
}

/// Whether a flattened table head starts here: "TT Nhiệm vụ", or "TT" alone with the heads below it, or, in
/// text that keeps the layout, a line of heads right above the line of "TT".
fn is_head(lines: &[Line<'_>]) -> bool {
    let ordinal = lines.iter().take(2).position(|line| behind_ordinal_head(line.trimmed()).is_some());
    let Some(at) = ordinal.filter(|&at| at == 0 || lines.first().is_some_and(has_columns)) else {
        return false;
    };
    let above = lines.iter().take(at).map(Line::trimmed);
    let behind = lines.get(at).and_then(|line| behind_ordinal_head(line.trimmed()));
    let below = lines.iter().skip(at + 1).take(HEAD_LINES).map(Line::trimmed);
    let head = above.chain(behind).chain(below).collect::<Vec<_>>().join(" ");
    let folded = key::ascii(&head);
    HEAD_WORDS.iter().filter(|word| folded.contains(**word)).count() >= 2
}

/// Whether a line begins like a table's head: "TT", "STT Nội dung".
pub(crate) fn begins_head(text: &str) -> bool {
    behind_ordinal_head(text).is_some()
}

/// Lines in which a narrow column's "TT" is broken ("T" over "T Nhiệm vụ") put together.
pub(crate) fn mend_heads(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let broken = |above: &Line<'_>, below: &Line<'_>| {
        let (above, below) = (above.trimmed(), below.trimmed());
        let rest = match above {
            "T" | "ST" => below.strip_prefix('T'),
            "S" => below.strip_prefix("TT"),
            _ => None,
        };
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let mut mended = Vec::with_capacity(lines.len());
    let mut rest = lines.into_iter().peekable();
    while let Some(line) = rest.next() {
        match rest.next_if(|below| broken(&line, below)) {
            Some(below) => mended.push(closed_up(&line, &below)),
            None => mended.push(line),
        }
    }
    mended
}

/// Ordinals that a narrow column breaks ("1" over "0", "VI" over "I") put together, where that is the number that follows.
pub(crate) fn mend_ordinals<'a>(lines: &[Line<'a>]) -> Vec<Line<'a>> {
    let first = |line: &Line<'_>| line.trimmed().split(' ').next().unwrap_or_default().to_owned();
    let (mut number, mut roman) = (0, 0);
    let mut mended = Vec::with_capacity(lines.len());
    let mut rest = lines.iter().cloned().peekable();
    while let Some(line) = rest.next() {
        let breaks = |below: &Line<'_>| {
            let (upper, lower) = (line.trimmed(), first(below));
            let short = upper.len() <= 4 && !upper.is_empty() && !lower.is_empty() && lower.len() <= 4;
            let joined = format!("{upper}{lower}");
            let digits = joined.bytes().all(|byte| byte.is_ascii_digit());
            short
                && (digits && joined.parse() == Ok(number + 1) && upper.parse() != Ok(number + 1)
                    || kehoach_viet::roman(&joined) == Some(roman + 1)
                        && kehoach_viet::roman(upper) != Some(roman + 1))
        };
        let line = match rest.next_if(breaks) {
            Some(below) => closed_up(&line, &below),
            None => line,
        };
        let label = first(&line);
        let label = label.trim_end_matches(['.', ')']);
        match label.parse::<u32>() {
            Ok(value) if label.len() <= 3 && (value > number && value <= number + 10 || value == 1) => {
                number = value;
            }
            Err(_) => {
                roman = kehoach_viet::roman(label)
                    .filter(|&value| value == roman + 1 || value == 1)
                    .unwrap_or(roman);
            }
            Ok(_) => {}
        }
        mended.push(line);
    }
    mended
}

/// A line with the one below right behind it, where the first one stands.
fn closed_up<'a>(above: &Line<'_>, below: &Line<'a>) -> Line<'a> {
    let text = format!("{}{}", above.trimmed(), below.trimmed()).into();
    Line { text, blanks_before: above.blanks_before, page_start: above.page_start, ..below.clone() }
}

/// Heads in columns that the extractor kept apart; "(Kèm theo Kế hoạch số      /KH-UBND …)" has a gap too.
fn has_columns(line: &Line<'_>) -> bool {
    let text = line.trimmed();
    let folded = key::ascii(text);
    text.contains("    ") && !text.starts_with('(') && HEAD_WORDS.iter().any(|word| folded.contains(word))
}

/// What follows "TT", "STT" or "Số TT" at the start of a line.
fn behind_ordinal_head(text: &str) -> Option<&str> {
    let rest = ["STT", "TT", "Số TT", "SỐ TT", "Stt"].iter().find_map(|head| text.strip_prefix(head))?;
    // A tab or a pipe behind it belongs to a table with explicit columns.
    let explicit = rest.contains(['\t', '|']);
    (!explicit && (rest.is_empty() || rest.starts_with(char::is_whitespace))).then_some(rest.trim())
}

/// Whether a line cannot belong to the table any more.
fn ends(line: &Line<'_>) -> bool {
    const CLOSING_SECTIONS: &[&str] =
        &["to chuc thuc hien", "kinh phi", "giai phap", "trach nhiem", "che do bao cao", "dieu khoan"];
    let text = line.trimmed();
    if ["PHỤ LỤC", "Phụ lục ", "BIỂU ", "Nơi nhận", "(*)", "Ghi chú:"]
        .iter()
        .any(|start| text.starts_with(start))
    {
        return true;
    }
    if text.starts_with("CỘNG HÒA XÃ HỘI") || text.starts_with("CỘNG HOÀ XÃ HỘI") {
        return true;
    }
    label::parse(text).is_some_and(|label| {
        label.kind == label::LabelKind::Roman
            && label.rest.chars().all(|c| !c.is_lowercase())
            && CLOSING_SECTIONS.iter().any(|section| key::ascii(label.rest).starts_with(section))
    })
}

/// The finding about a region whose columns cannot be told.
pub(crate) fn unread(lines: &[Line<'_>]) -> Option<Finding> {
    let place = Place::lines(lines.first()?.number, lines.last()?.number);
    let finding = Finding::new(
        Rule::UnassignedText,
        Severity::Warning,
        "Bảng mất đường kẻ, các ô lẫn vào nhau: không chia được cột; cần bản PDF hoặc DOCX gốc.",
        "A table without borders whose cells are mixed: its columns cannot be told; use the original PDF or DOCX.",
    );
    Some(finding.at(vec![place]))
}

/// The region as it stands, one line a row.
pub(crate) fn table(lines: &[Line<'_>]) -> Table {
    let rows = lines.iter().map(|line| vec![Some(Cell::new(Passage::new(line.trimmed(), line.at())))]);
    Table { header_rows: 0, inferred: true, rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, lines::split};

    fn length_of(text: &str) -> usize {
        length(&split(text, &Limits::default()).unwrap())
    }

    #[test]
    fn a_flattened_table_runs_to_the_next_appendix() {
        assert_eq!(length_of("TT Nhiệm vụ\nCơ quan\nchủ trì\n1 Rà soát\nSở Nội vụ\nPHỤ LỤC 02\n"), 5);
    }

    #[test]
    fn no_region_in_prose() {
        assert_eq!(length_of("TTHC được thực hiện, chủ trì là cơ quan\n"), 0);
        assert_eq!(length_of("Nhiệm vụ và chỉ tiêu\n"), 0);
    }
}
