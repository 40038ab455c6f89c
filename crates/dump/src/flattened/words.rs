//! The words of a flattened table, and what each tells before any column is known.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use kehoach_viet::key;
use serde::Deserialize;

use crate::lines::Line;

/// How a word begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    Upper,
    Lower,
    Digit,
    Sign,
}

/// How a word ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Word,
    /// A word that governs what follows it: "và", "của".
    Governing,
    Stop,
    Colon,
    /// A comma or semicolon.
    Comma,
}

/// One word.
#[derive(Debug, Clone)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// Position of its line among the region's lines.
    pub(super) line: usize,
    /// Bytes within the trimmed line.
    pub(super) start: usize,
    /// Number of the word in its vocabulary, whatever its case.
    pub(super) id: u32,
    /// Width in thousandths of the font's size.
    pub(super) width: f32,
    pub(super) begins: Start,
    pub(super) ends: End,
    /// Brackets and quotes that it opens, less those that it closes.
    pub(super) opens: i32,
    /// What parts it from the word before; see [`gap_class`].
    pub(super) gap: u8,
    /// Marks of [`Marks`].
    pub(super) marks: Marks,
}

impl Word<'_> {
    pub(super) fn starts_line(&self) -> bool {
        self.gap != WITHIN_LINE
    }
}

/// In which sorts of cells a word is at home.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent marks of one word")]
pub(super) struct Marks {
    pub(super) number: bool,
    /// Digits alone, and no year.
    pub(super) count: bool,
    pub(super) year: bool,
    pub(super) time: bool,
    pub(super) target: bool,
    pub(super) body: bool,
    /// It begins a condition: "theo".
    pub(super) condition: bool,
    /// Units are made of it: "ha".
    pub(super) unit: bool,
    /// It begins the name of a body: "sở".
    pub(super) begins_body: bool,
}

/// The gap between two words of one line.
pub(super) const WITHIN_LINE: u8 = 0;
/// How many classes of gaps there are.
pub(super) const GAP_CLASSES: usize = 19;

/// The class of a line end: blanks behind the line (none, one, more), blank lines (none, one, more), a blank in front
/// of the next line. Extractors differ in all three, and each keeps its own habit through a table.
fn gap_class(trailing: usize, blank_lines: u32, leading: bool) -> u8 {
    let class = 1 + (trailing.min(2) * 3 + blank_lines.min(2) as usize) * 2 + usize::from(leading);
    u8::try_from(class).unwrap_or(1)
}

#[derive(Deserialize)]
struct WordFile {
    time: HashSet<String>,
    target: HashSet<String>,
    body: HashSet<String>,
    governing: HashSet<String>,
    naming: HashSet<String>,
    condition: HashSet<String>,
    begins_body: HashSet<String>,
    unit: HashSet<String>,
}

static WORDS: LazyLock<WordFile> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a file of this crate, loaded in a test")]
    toml::from_str(include_str!("../../data/words.toml")).expect("a data file of this crate")
});

/// What is known of a word whatever its place.
#[derive(Debug, Clone, Copy)]
struct Known {
    id: u32,
    governing: bool,
    marks: Marks,
}

/// The words of one document, numbered.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: HashMap<String, Known>,
    lower: String,
}

impl Vocabulary {
    fn known(&mut self, text: &str) -> Known {
        self.lower.clear();
        let bare =
            text.trim_matches(|c: char| matches!(c, ',' | ';' | '.' | ':' | '(' | ')' | '"' | '“' | '”'));
        let bare = if bare.is_empty() { text } else { bare };
        self.lower.extend(bare.chars().flat_map(char::to_lowercase));
        if let Some(known) = self.words.get(self.lower.as_str()) {
            return *known;
        }
        let id = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let lower = self.lower.as_str();
        let number = lower.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '≥' | '≤' | '>' | '<'))
            && lower.contains(|c: char| c.is_ascii_digit());
        let year = lower.split(['/', '-', '–']).any(|part| {
            part.len() == 4
                && (part.starts_with("19") || part.starts_with("20"))
                && part.bytes().all(|b| b.is_ascii_digit())
        });
        let known = Known {
            id,
            governing: WORDS.governing.contains(lower),
            marks: Marks {
                number,
                count: !year && lower.bytes().all(|byte| byte.is_ascii_digit()),
                year,
                time: WORDS.time.contains(lower) || lower.contains('/') && year,
                target: WORDS.target.contains(lower),
                body: WORDS.body.contains(lower),
                unit: lower.split('/').next().is_some_and(|unit| WORDS.unit.contains(unit)),
                condition: WORDS.condition.contains(lower),
                begins_body: WORDS.begins_body.contains(lower.trim_start_matches(['-', '+']))
                    || matches!(lower, "-" | "+"),
            },
        };
        self.words.insert(self.lower.clone(), known);
        known
    }
}

/// The words of some lines, in order.
pub(super) fn of_lines<'a>(lines: &'a [Line<'_>], vocabulary: &mut Vocabulary) -> Vec<Word<'a>> {
    let mut words = Vec::with_capacity(lines.len() * 6);
    let mut trailing = 0;
    for (at, line) in lines.iter().enumerate() {
        let text = line.trimmed();
        let leading = line.text.starts_with(' ');
        let mut gap = gap_class(trailing, line.blanks_before, leading);
        for (start, piece) in pieces(text) {
            words.push(word(piece, at, start, std::mem::replace(&mut gap, WITHIN_LINE), vocabulary));
        }
        trailing = line.text.len() - line.text.trim_end_matches([' ', '\u{a0}', '\r']).len();
    }
    words
}

/// The pieces between blanks; a label that touches its text ("1.Rà") is a piece of its own.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let mut glued = glued_label(text);
    std::iter::from_fn(move || {
        if let Some(end) = glued.take() {
            at = end;
            return Some((0, text.get(..end)?));
        }
        let rest = text.get(at..)?;
        let start = at + rest.find(|c: char| !c.is_whitespace())?;
        let rest = text.get(start..)?;
        let end = start + rest.find(char::is_whitespace).unwrap_or(rest.len());
        at = end;
        Some((start, text.get(start..end)?))
    })
}

/// Where a label ends that a line's text touches: "1.Rà soát", "2.1.Xây".
fn glued_label(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let label = text.get(..end)?;
    let closed = label.len() >= 2 && label.len() <= 8 && label.ends_with('.') && !label.starts_with('.');
    (closed && text.get(end..)?.starts_with(char::is_uppercase)).then_some(end)
}

fn word<'a>(text: &'a str, line: usize, start: usize, gap: u8, vocabulary: &mut Vocabulary) -> Word<'a> {
    let known = vocabulary.known(text);
    let first = text.trim_start_matches(['“', '"', '(', '\'']).chars().next().unwrap_or(' ');
    let begins = if first.is_uppercase() {
        Start::Upper
    } else if first.is_lowercase() {
        Start::Lower
    } else if first.is_numeric() || matches!(first, '≥' | '≤' | '>' | '<') {
        Start::Digit
    } else {
        Start::Sign
    };
    let ends = match text.chars().next_back() {
        Some('.') => End::Stop,
        Some(':') => End::Colon,
        Some(',' | ';' | '/' | '(' | '“') => End::Comma,
        Some('-' | '–') if text.len() > 1 => End::Governing,
        // A comparison goes on with its number.
        Some('≥' | '≤' | '>' | '<' | '~') => End::Governing,
        _ if known.governing || begins == Start::Upper && WORDS.naming.contains(text) => End::Governing,
        _ => End::Word,
    };
    let opens = text.chars().map(|c| match c {
        '(' | '“' | '[' => 1,
        ')' | '”' | ']' => -1,
        _ => 0,
    });
    Word {
        text,
        line,
        start,
        id: known.id,
        width: width(text),
        begins,
        ends,
        opens: opens.sum(),
        gap,
        marks: known.marks,
    }
}

/// Width of a blank, in thousandths of the font's size.
pub(super) const BLANK: f32 = 250.0;

/// Advance widths of Times New Roman, in which plans must be set (Nghị định 30/2020/NĐ-CP, Phụ lục I), for the
/// printable ASCII characters from "!" on, in thousandths of the size. Letters with marks are as wide as without.
#[rustfmt::skip]
const ADVANCES: [u16; 94] = [
    333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
    500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
    921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611,
    333, 278, 333, 469, 500, 333,
    444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444,
    480, 200, 480, 541,
];

fn width(text: &str) -> f32 {
    /// Signs without a width of their own here.
    const OTHER: u16 = 500;
    text.chars()
        .map(|c| {
            let ascii = if c.is_ascii() { u8::try_from(c).ok() } else { key::ascii_letter(c) };
            let ascii = ascii.map(|ascii| if c.is_uppercase() { ascii.to_ascii_uppercase() } else { ascii });
            let advance = ascii.and_then(|ascii| ADVANCES.get(usize::from(ascii).checked_sub(33)?));
            f32::from(*advance.unwrap_or(&OTHER))
        })
        .sum()
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
