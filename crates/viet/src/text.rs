//! A normalised string that remembers where each of its letters came from.

use std::ops::Range;

use crate::{blank, marks, symbol};

/// Text normalised for reading, with a map back to the raw text.
///
/// Matching happens on [`normal`](Self::normal), reporting on [`raw`](Self::raw). Text that was clean already
/// is held once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    normal: String,
    origin: Option<Box<Origin>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Origin {
    raw: String,
    /// In order; what lies between two edits is the same in both strings.
    edits: Vec<Edit>,
}

/// One stretch that normalising changed; offsets in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where it stands in the normal text.
    pub normal: Range<usize>,
    /// Where it stood in the raw text.
    pub raw: Range<usize>,
    /// What was done.
    pub change: Change,
}

/// What normalising did to a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Blanks of any number and kind became one space, or went at the ends.
    Blank,
    /// A line end became a space.
    LineEnd,
    /// A line end behind a hyphen closed up; the hyphen belongs to the text.
    HyphenJoin,
    /// Marks were put in order and composed.
    Marks,
    /// A letter of another script inside a Latin word, or a ligature, was replaced.
    LookAlike,
    /// A character without width was dropped.
    Dropped,
    /// Blanks inside a document symbol closed up: "/KH- SNV".
    Symbol,
    /// Blanks inside a date closed up: "1/ 2026".
    Date,
    /// Blanks inside a year closed up: "203 5".
    Year,
}

impl Change {
    /// Whether a person would want to know: the words were broken, not only wrapped.
    #[must_use]
    pub fn is_repair(self) -> bool {
        matches!(self, Self::HyphenJoin | Self::LookAlike | Self::Symbol | Self::Date | Self::Year)
    }
}

impl Text {
    /// Normalises `raw`: marks in order, NFC, one blank between words, lines joined, symbols closed up.
    #[must_use]
    pub fn new(raw: impl Into<String>) -> Self {
        let raw = raw.into();
        let text = if is_clean(&raw) { Self { normal: raw, origin: None } } else { Normaliser::run(raw) };
        let repairs = symbol::repairs(&text.normal);
        if repairs.is_empty() { text } else { text.edited(&repairs) }
    }

    /// The normalised text.
    #[must_use]
    pub fn normal(&self) -> &str {
        &self.normal
    }

    /// The text as it stood in the source.
    #[must_use]
    pub fn raw(&self) -> &str {
        self.origin.as_ref().map_or(&self.normal, |origin| &origin.raw)
    }

    /// What was changed, in order.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        self.origin.as_ref().map_or(&[], |origin| &origin.edits)
    }

    /// The bytes of the raw text that `normal` (bytes of the normal text) came from. A range that cuts into
    /// a changed stretch takes the whole of it.
    #[must_use]
    pub fn raw_span(&self, normal: Range<usize>) -> Range<usize> {
        let edits = self.edits();
        let at_or_before = |count: usize| count.checked_sub(1).and_then(|last| edits.get(last));
        let start = match at_or_before(edits.partition_point(|edit| edit.normal.start <= normal.start)) {
            Some(edit) if normal.start < edit.normal.end => edit.raw.start,
            Some(edit) => edit.raw.end + (normal.start - edit.normal.end),
            None => normal.start,
        };
        let end = match at_or_before(edits.partition_point(|edit| edit.normal.start < normal.end)) {
            Some(edit) if normal.end <= edit.normal.end => edit.raw.end,
            Some(edit) => edit.raw.end + (normal.end - edit.normal.end),
            None => normal.end,
        };
        start..end.max(start)
    }

    /// The raw text behind a range of the normal text.
    #[must_use]
    pub fn raw_slice(&self, normal: Range<usize>) -> &str {
        self.raw().get(self.raw_span(normal)).unwrap_or_default()
    }

    /// Applies replacements (ranges of the normal text, in order, not overlapping) on top of what was done.
    fn edited(self, replacements: &[(Range<usize>, String, Change)]) -> Self {
        let mut normal = String::with_capacity(self.normal.len());
        let mut edits = Vec::with_capacity(self.edits().len() + replacements.len());
        let mut earlier = self.edits().iter().peekable();
        let mut done = 0;
        for (range, with, change) in replacements {
            while let Some(edit) = earlier.next_if(|edit| edit.normal.end <= range.start) {
                edits.push(shifted(edit, done, normal.len()));
            }
            normal.push_str(self.normal.get(done..range.start).unwrap_or_default());
            let start = normal.len();
            normal.push_str(with);
            edits.push(Edit {
                normal: start..normal.len(),
                raw: self.raw_span(range.clone()),
                change: *change,
            });
            while earlier.next_if(|edit| edit.normal.start < range.end).is_some() {}
            done = range.end;
        }
        for edit in earlier {
            edits.push(shifted(edit, done, normal.len()));
        }
        normal.push_str(self.normal.get(done..).unwrap_or_default());
        let raw = match self.origin {
            Some(origin) => origin.raw,
            None => self.normal,
        };
        Self { normal, origin: Some(Box::new(Origin { raw, edits })) }
    }
}

/// An edit of the earlier normal text, where the text from `done` on now starts at `now`.
fn shifted(edit: &Edit, done: usize, now: usize) -> Edit {
    let at = |offset: usize| (offset + now).saturating_sub(done);
    Edit { normal: at(edit.normal.start)..at(edit.normal.end), raw: edit.raw.clone(), change: edit.change }
}

/// Whether there is nothing to do before the symbols are looked at.
fn is_clean(raw: &str) -> bool {
    let mut before = ' ';
    for c in raw.chars() {
        let plain = match c {
            ' ' => before != ' ',
            '\u{a1}'..='\u{2ff}' => blank::always_mended(c).is_none() && c != 'ı',
            '!'..='~'
            | '\u{1e00}'..='\u{1eff}'
            | '\u{2010}'..='\u{2027}'
            | '\u{2030}'..='\u{205e}'
            | '\u{20a0}'..='\u{20cf}'
            | '\u{2190}'..='\u{22ff}' => true,
            _ => false,
        };
        if !plain {
            return false;
        }
        before = c;
    }
    before != ' ' || raw.is_empty()
}

impl From<&str> for Text {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.normal)
    }
}

struct Normaliser<'a> {
    raw: &'a str,
    normal: String,
    edits: Vec<Edit>,
}

impl Normaliser<'_> {
    fn run(raw: String) -> Text {
        let mut this = Normaliser { raw: &raw, normal: String::with_capacity(raw.len()), edits: Vec::new() };
        this.walk();
        let Normaliser { normal, edits, .. } = this;
        Text { normal, origin: (!edits.is_empty()).then(|| Box::new(Origin { raw, edits })) }
    }

    fn walk(&mut self) {
        let raw = self.raw;
        let mut at = 0;
        while let Some(c) = raw.get(at..).and_then(|rest| rest.chars().next()) {
            let end = at + c.len_utf8();
            at = if blank::is_blank(c) {
                self.blanks(at)
            } else if blank::is_deleted(c) {
                self.edit(at..end, "", Change::Dropped);
                end
            } else if let Some(letters) = blank::ligature(c) {
                self.edit(at..end, letters, Change::LookAlike);
                end
            } else if let Some(twin) = blank::always_mended(c).or_else(|| self.twin(at, c)) {
                self.edit(at..end, twin.encode_utf8(&mut [0; 4]), Change::LookAlike);
                end
            } else {
                self.letter(at, c)
            };
        }
    }

    /// A run of blanks: nothing at the ends, nothing behind a hyphen at a line end, else one space.
    fn blanks(&mut self, at: usize) -> usize {
        let rest = self.raw.get(at..).unwrap_or_default();
        let length = rest.find(|c| !blank::is_blank(c) && !blank::is_deleted(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(length);
        let end = at + length;
        let wraps = run.contains(['\n', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}']);
        if self.normal.is_empty() || after.is_empty() {
            self.edit(at..end, "", Change::Blank);
        } else if wraps && ends_in_joined_hyphen(&self.normal) && after.starts_with(char::is_alphanumeric) {
            self.edit(at..end, "", Change::HyphenJoin);
        } else if run == " " {
            self.normal.push(' ');
        } else {
            self.edit(at..end, " ", if wraps { Change::LineEnd } else { Change::Blank });
        }
        end
    }

    /// A letter with the marks behind it.
    fn letter(&mut self, at: usize, c: char) -> usize {
        let mut end = at + c.len_utf8();
        let rest = self.raw.get(end..).unwrap_or_default();
        let marks: usize = rest.chars().take_while(|&c| marks::is_mark(c)).map(char::len_utf8).sum();
        end += marks;
        let cluster = self.raw.get(at..end).unwrap_or_default();
        if marks == 0 && !marks::may_decompose(c) {
            self.normal.push(c);
            return end;
        }
        let mut composed = String::with_capacity(cluster.len());
        marks::compose(cluster, &mut composed);
        if composed == cluster {
            self.normal.push_str(cluster);
        } else {
            self.edit(at..end, &composed, Change::Marks);
        }
        end
    }

    /// The Latin letter that `c` stands for, if its word holds Latin letters.
    fn twin(&self, at: usize, c: char) -> Option<char> {
        let twin = blank::latin_twin(c)?;
        let latin =
            |c: char| c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
        let before = self.raw.get(..at).unwrap_or_default().chars().rev().take_while(|c| c.is_alphabetic());
        let after = self.raw.get(at..).unwrap_or_default().chars().take_while(|c| c.is_alphabetic());
        before.chain(after).any(|c| c != 'ı' && latin(c)).then_some(twin)
    }

    fn edit(&mut self, raw: Range<usize>, with: &str, change: Change) {
        let start = self.normal.len();
        self.normal.push_str(with);
        self.edits.push(Edit { normal: start..self.normal.len(), raw, change });
    }
}

/// Whether the text ends in a hyphen that is joined to the word before it ("02-", not " -").
fn ends_in_joined_hyphen(text: &str) -> bool {
    let mut letters = text.chars().rev();
    matches!(letters.next(), Some('-' | '\u{2010}' | '\u{2011}'))
        && letters.next().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(raw: &str, normal: &str) {
        assert_eq!(Text::new(raw).normal(), normal);
    }

    #[test]
    fn blanks_become_one() {
        check("  Phòng\u{a0}Văn  hoá \t", "Phòng Văn hoá");
        check("a\u{200b}b\u{feff}", "ab");
    }

    #[test]
    fn lines_join_with_a_space() {
        check("của cả hệ thống chính\n\ntrị, đáp ứng", "của cả hệ thống chính trị, đáp ứng");
    }

    #[test]
    fn a_hyphen_at_a_line_end_stays_and_closes_up() {
        check("Kế hoạch số 02-\nKH/BCĐTW", "Kế hoạch số 02-KH/BCĐTW");
        check("số 02- \n\n KH/BCĐTW", "số 02-KH/BCĐTW");
        check("Phòng VH-\n\nXH", "Phòng VH-XH");
    }

    #[test]
    fn no_join_behind_a_dash_between_words() {
        check("thống nhất -\ndùng chung", "thống nhất - dùng chung");
    }

    #[test]
    fn letters_of_other_scripts_are_mended_inside_latin_words_only() {
        check("K\u{435} hoạch", "Ke hoạch");
        check("Ðề án", "Đề án");
        check("\u{420}\u{43e}\u{441}\u{441}\u{438}\u{44f}", "\u{420}\u{43e}\u{441}\u{441}\u{438}\u{44f}");
    }

    #[test]
    fn nothing_is_made_compatible() {
        check("25 m² … ≥ 50%", "25 m² … ≥ 50%");
    }

    #[test]
    fn the_symbol_repair_maps_back_over_the_line_end() {
        let text = Text::new("Kế hoạch số:  507/KH-\n UBND ngày");
        assert_eq!(text.normal(), "Kế hoạch số: 507/KH-UBND ngày");
        let at = text.normal().find("507").unwrap();
        assert_eq!(text.raw_slice(at..at + 11), "507/KH-\n UBND");
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(raw in "[a-zA-ZđĐàáảạăâ0-9 \n\t/\u{300}\u{301}\u{302}\u{306}\u{a0}.,:;()-]{0,60}") {
            let once = Text::new(raw);
            let twice = Text::new(once.normal());
            prop_assert_eq!(once.normal(), twice.normal());
        }

        #[test]
        fn never_panics_and_every_range_maps(raw in "\\PC{0,40}|[ -~\u{300}-\u{31b}\n]{0,40}") {
            let text = Text::new(raw.clone());
            prop_assert_eq!(text.raw(), raw.as_str());
            let ends: Vec<usize> = text.normal().char_indices().map(|(at, _)| at).chain([text.normal().len()]).collect();
            let mut last = 0;
            for pair in ends.windows(2) {
                let span = text.raw_span(pair[0]..pair[1]);
                prop_assert!(raw.get(span.clone()).is_some(), "{span:?} is no range of the raw text");
                prop_assert!(span.end >= last);
                last = span.end;
            }
        }

        #[test]
        fn unchanged_letters_map_to_themselves(raw in "[a-z0-9ạếữ \n/-]{0,60}") {
            let text = Text::new(raw.clone());
            for (at, c) in text.normal().char_indices().filter(|(_, c)| c.is_alphanumeric()) {
                let span = text.raw_span(at..at + c.len_utf8());
                prop_assert!(raw[span].contains(c));
            }
        }
    }
}
