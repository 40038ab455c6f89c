//! Every change with its place and reason, and the doubtful words that stay.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use kehoach_viet::{Change, Defect, Text, defects, restore};

use super::paragraphs;
use crate::lang::Lang;

/// Prints a line for each change and each doubtful word, then their counts.
pub(super) fn print(out: &mut impl Write, raw: &str, lang: Lang) -> io::Result<()> {
    let restored = restore(raw);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut doubtful = 0;
    for paragraph in paragraphs(raw, &restored) {
        let text = &paragraph.text;
        let mut told: Vec<(usize, String)> = Vec::new();
        for entry in entries(text) {
            let reason = reason(entry.change, lang);
            *counts.entry(reason).or_default() += 1;
            let from = visible(text.raw().get(entry.raw.clone()).unwrap_or_default());
            let to = visible(text.normal().get(entry.normal).unwrap_or_default());
            told.push((entry.raw.start, format!("{reason}: {from} → {to}")));
        }
        for (range, defect) in defects(text.normal()) {
            doubtful += 1;
            let word = visible(text.normal().get(range.clone()).unwrap_or_default());
            let doubt = doubt(&defect, lang);
            let left = lang.pick("giữ nguyên, cần xem", "left, doubtful");
            told.push((text.raw_span(range).start, format!("{left}: {word} {doubt}")));
        }
        told.sort_by_key(|(raw, _)| *raw);
        for (raw, line) in told {
            writeln!(out, "{:8} {line}", place(text, raw, paragraph.line))?;
        }
    }
    let total: usize = counts.values().sum();
    let parts: Vec<String> = counts.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
    let parts = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
    writeln!(
        out,
        "{total} {}{parts}; {doubtful} {}",
        lang.pick("thay đổi", "changes"),
        lang.pick("từ cần xem", "doubtful words")
    )
}

/// A change as a reader sees it: of a word, of a blank, or of a line that was decoded as a whole.
struct Entry {
    raw: Range<usize>,
    normal: Range<usize>,
    change: Change,
}

fn entries(text: &Text) -> Vec<Entry> {
    let decoded = |change: Change| matches!(change, Change::Legacy(_) | Change::Mojibake);
    let mut entries: Vec<Entry> = Vec::new();
    for edit in text.edits() {
        let blank = matches!(edit.change, Change::Blank | Change::LineEnd);
        // The line end of a line is no change.
        let closing = edit.normal.is_empty() && edit.raw.end == text.raw().len();
        if blank
            && closing
            && text
                .raw()
                .get(edit.raw.clone())
                .is_some_and(|end| end.trim_end_matches(['\n', '\r']).is_empty())
        {
            continue;
        }
        let normal = if blank {
            edit.normal.clone()
        } else if decoded(edit.change) {
            0..text.normal().len()
        } else {
            word_around(text.normal(), &edit.normal)
        };
        let raw = if blank { edit.raw.clone() } else { text.raw_span(normal.clone()) };
        match entries.last_mut() {
            // Several letters of one word, or of one decoded line, are one entry.
            Some(last) if !blank && last.normal.end > normal.start && last.normal.start <= normal.start => {
                last.change = last.change.max(edit.change);
            }
            _ => entries.push(Entry { raw, normal, change: edit.change }),
        }
    }
    // Inside a decoded line the letters' own changes are told with it.
    let whole = entries.iter().any(|entry| decoded(entry.change));
    entries.retain(|entry| {
        !whole || entry.normal.len() == text.normal().len() || matches!(entry.change, Change::Blank)
    });
    entries
}

fn word_around(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text.get(..range.start).and_then(|before| before.rfind(' ')).map_or(0, |at| at + 1);
    let end = text.get(range.end..).and_then(|after| after.find(' ')).map_or(text.len(), |at| range.end + at);
    start..end
}

/// Line and column, both counted from 1, of an offset of a paragraph's raw text.
fn place(text: &Text, raw: usize, first_line: usize) -> String {
    let before = text.raw().get(..raw).unwrap_or_default();
    let line = first_line + before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("{line}:{column}")
}

/// The text between quotes, with what a terminal does not show spelled out, and cut where it is long.
fn visible(text: &str) -> String {
    use std::fmt::Write as _;

    /// Letters that one line of a terminal bears on either side of the arrow.
    const LONGEST: usize = 60;
    let mut out = String::from("“");
    for (at, c) in text.chars().enumerate() {
        if at == LONGEST {
            out.push('…');
            break;
        }
        match c {
            '\n' => out.push('⏎'),
            ' ' => out.push(' '),
            '\u{300}'..='\u{36f}' => out.extend(['\u{25cc}', c]),
            c if c.is_whitespace()
                || c.is_control()
                || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}') =>
            {
                // Writing to a string cannot fail.
                let _ = write!(out, "⟨U+{:04X}⟩", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('”');
    out
}

fn reason(change: Change, lang: Lang) -> &'static str {
    match change {
        Change::Blank => lang.pick("khoảng trắng", "blanks"),
        Change::LineEnd => lang.pick("xuống dòng", "line end"),
        Change::Dropped => lang.pick("ký tự không có bề rộng", "character without width"),
        Change::Marks => lang.pick("dấu rời", "loose marks"),
        Change::LookAlike => lang.pick("chữ trông giống", "look-alike"),
        Change::Escape => lang.pick("mã HTML", "HTML escape"),
        Change::HyphenJoin => lang.pick("gạch nối cuối dòng", "hyphen at a line end"),
        Change::Symbol => lang.pick("khoảng trắng trong số, ký hiệu", "blank inside a symbol"),
        Change::Date => lang.pick("khoảng trắng trong ngày", "blank inside a date"),
        Change::Year => lang.pick("khoảng trắng trong năm", "blank inside a year"),
        Change::DoubleConversion => lang.pick("chuyển mã VNI thừa", "converted once too often"),
        Change::Mojibake => lang.pick("UTF-8 bị đọc sai", "misread UTF-8"),
        Change::Legacy(charset) => charset.name(),
    }
}

fn doubt(defect: &Defect, lang: Lang) -> String {
    match defect {
        Defect::MisplacedTone(right) => {
            format!("({} “{right}”)", lang.pick("dấu thanh đặt sai chỗ:", "the tone is misplaced:"))
        }
        Defect::Slip(right) => format!("({} “{right}”?)", lang.pick("có thể là", "may be")),
        Defect::Glued(apart) => format!("({} “{apart}”?)", lang.pick("dính chữ:", "glued:")),
        Defect::NoSyllable => {
            lang.pick("(không phải âm tiết tiếng Việt)", "(no Vietnamese syllable)").to_owned()
        }
    }
}
