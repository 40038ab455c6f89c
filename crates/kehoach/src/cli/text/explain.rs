//! Every change with its place and reason, and the doubtful words that stay.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use kehoach_viet::{Change, Defect, Edit, Text, defects, restore};

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
        let mut place = Place { line: paragraph.line, column: 1, at: 0 };
        for (raw, line) in told {
            place.advance(text.raw(), raw);
            writeln!(out, "{:8} {line}", format!("{}:{}", place.line, place.column))?;
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
    let is_blank = |change: Change| matches!(change, Change::Blank | Change::LineEnd);
    let mut entries: Vec<Entry> = Vec::new();
    for edit in text.edits().iter().filter(|edit| !is_line_end(text, edit)) {
        let (change, blank) = (edit.change, is_blank(edit.change));
        // One entry tells all changes of its word, or of its line.
        if let Some(last) = entries.last_mut()
            && !blank
            && !is_blank(last.change)
            && last.normal.start <= edit.normal.start
            && edit.normal.end <= last.normal.end
        {
            last.change = last.change.max(change);
            continue;
        }
        let normal = match change {
            _ if blank => edit.normal.clone(),
            _ if decoded(change) => 0..text.normal().len(),
            _ => word_around(text.normal(), &edit.normal),
        };
        let raw = if blank { edit.raw.clone() } else { text.raw_span(normal.clone()) };
        entries.push(Entry { raw, normal, change });
    }
    // Inside a decoded line the letters' own changes are told with it.
    if entries.iter().any(|entry| decoded(entry.change)) {
        entries.retain(|entry| decoded(entry.change) || entry.change == Change::Blank);
    }
    entries
}

/// The line end of a line is no change.
fn is_line_end(text: &Text, edit: &Edit) -> bool {
    let raw = text.raw();
    edit.raw.end == raw.len()
        && raw.get(edit.raw.clone()).is_some_and(|end| end.trim_matches(['\n', '\r']).is_empty())
}

fn word_around(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text.get(..range.start).and_then(|before| before.rfind(' ')).map_or(0, |at| at + 1);
    let end = text.get(range.end..).and_then(|after| after.find(' ')).map_or(text.len(), |at| range.end + at);
    start..end
}

/// Line and column, both counted from 1, of an offset that only grows.
struct Place {
    line: usize,
    column: usize,
    at: usize,
}

impl Place {
    fn advance(&mut self, raw: &str, to: usize) {
        let passed = raw.get(self.at..to).unwrap_or_default();
        self.line += passed.matches('\n').count();
        self.column = match passed.rsplit_once('\n') {
            Some((_, last)) => last.chars().count() + 1,
            None => self.column + passed.chars().count(),
        };
        self.at = self.at.max(to);
    }
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
