//! Blanks, marks and look-alikes: what layout and careless typing left in Unicode text.

use crate::edit::{Change, Edit, Writer};
use crate::{blank, lexicon, marks, syllable};

/// The text with one blank between words, lines joined, marks composed and look-alikes mended; `None` where it is
/// so already.
pub(crate) fn clean(text: &str) -> Option<(String, Vec<Edit>)> {
    let mut cleaner = Cleaner { text, writer: Writer::new(text), composed: String::new() };
    cleaner.walk();
    cleaner.writer.finish()
}

struct Cleaner<'a> {
    text: &'a str,
    writer: Writer<'a>,
    /// The letter in hand: one buffer for all.
    composed: String,
}

impl Cleaner<'_> {
    fn walk(&mut self) {
        let mut at = 0;
        while let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next()) {
            let end = at + c.len_utf8();
            at = if blank::is_blank(c) {
                self.blanks(at, end)
            } else if blank::is_deleted(c) {
                self.writer.replace(at..end, "", Change::Dropped);
                end
            } else {
                self.letter(at, c)
            };
        }
    }

    /// A run of blanks: nothing at the ends, nothing behind a hyphen at a line end, else one space.
    fn blanks(&mut self, at: usize, first_end: usize) -> usize {
        // The plain blank between two words, nearly always.
        let bytes = self.text.as_bytes();
        let beside = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_graphic);
        if bytes.get(at) == Some(&b' ') && beside(at.checked_sub(1)) && beside(Some(first_end)) {
            return first_end;
        }
        let rest = self.text.get(at..).unwrap_or_default();
        let length = rest.find(|c| !blank::is_blank(c) && !blank::is_deleted(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(length);
        let end = at + length;
        let wraps = run.contains(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
        self.writer.copy_to(at);
        if self.writer.written().is_empty() || after.is_empty() {
            self.writer.replace(at..end, "", Change::Blank);
        } else if wraps && lexicon::joins_at_line_end(self.writer.written(), after) {
            self.writer.replace(at..end, "", Change::HyphenJoin);
        } else if run != " " {
            self.writer.replace(at..end, " ", if wraps { Change::LineEnd } else { Change::Blank });
        }
        end
    }

    /// A letter with the marks behind it.
    fn letter(&mut self, at: usize, c: char) -> usize {
        let end = at + c.len_utf8();
        // Marks begin at U+0300, with the byte CC.
        let marks = match self.text.as_bytes().get(end) {
            Some(0xcc..) => marks::length(self.text.get(end..).unwrap_or_default()),
            _ => 0,
        };
        let mended = if c.is_ascii() { None } else { self.mended(at, c) };
        if marks == 0 && mended.is_none() && !marks::may_decompose(c) {
            return end;
        }
        let cluster = at..end + marks;
        let raw = self.text.get(cluster.clone()).unwrap_or_default();
        self.composed.clear();
        let change = match mended {
            Some(letters) => {
                let cluster = letters + self.text.get(end..cluster.end).unwrap_or_default();
                marks::compose(&cluster, &mut self.composed);
                Change::LookAlike
            }
            None => {
                marks::compose(raw, &mut self.composed);
                Change::Marks
            }
        };
        if self.composed != raw {
            self.writer.replace(cluster.clone(), &self.composed, change);
        }
        cluster.end
    }

    /// What a letter stands for that is another's look-alike.
    fn mended(&self, at: usize, c: char) -> Option<String> {
        if let Some(letters) = blank::ligature(c) {
            return Some(letters.to_owned());
        }
        blank::always_mended(c).or_else(|| self.twin(at, c)).or_else(|| self.breve(at, c)).map(String::from)
    }

    /// The Latin letter that `c` stands for, if its word holds Latin letters.
    fn twin(&self, at: usize, c: char) -> Option<char> {
        let twin = blank::latin_twin(c)?;
        let latin = |c: char| c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
        let (before, after) = self.word_around(at);
        before.chars().chain(after.chars()).any(|c| c != 'ı' && latin(c)).then_some(twin)
    }

    /// "ǎ", a with caron, for "ă" where that makes the word a syllable.
    fn breve(&self, at: usize, c: char) -> Option<char> {
        let breve = blank::breve_twin(c)?;
        let (before, after) = self.word_around(at);
        let after = after.strip_prefix(c)?;
        let word: String = marks::composed(&format!("{before}{breve}{after}")).into_owned();
        syllable::is_syllable(&word).then_some(breve)
    }

    /// The letters in front of `at`, and those from `at` on, of one word.
    fn word_around(&self, at: usize) -> (&str, &str) {
        let (before, after) = self.text.split_at_checked(at).unwrap_or_default();
        let parts = |c: char| !c.is_alphabetic() && !marks::is_mark(c);
        let start = before.char_indices().rev().find(|&(_, c)| parts(c)).map_or(0, |(at, c)| at + c.len_utf8());
        let end = after.find(parts).unwrap_or(after.len());
        (before.get(start..).unwrap_or_default(), after.get(..end).unwrap_or_default())
    }
}
