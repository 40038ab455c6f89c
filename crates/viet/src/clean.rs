//! Blanks, marks and look-alikes: what layout and careless typing left in Unicode text.

use std::ops::Range;

use crate::edit::{Change, Edit, Writer};
use crate::letter::number;
use crate::{blank, lexicon, marks, syllable};

/// The text with one blank between words, lines joined, marks composed and look-alikes mended; `None` where it is
/// so already.
pub(crate) fn clean(text: &str) -> Option<(String, Vec<Edit>)> {
    let mut cleaner =
        Cleaner { text, writer: Writer::new(text), composed: String::new(), word: Word::default() };
    cleaner.walk();
    cleaner.writer.finish()
}

struct Cleaner<'a> {
    text: &'a str,
    writer: Writer<'a>,
    /// The letter in hand: one buffer for all.
    composed: String,
    /// The word in hand, looked at once however many look-alikes it holds.
    word: Word,
}

#[derive(Default)]
struct Word {
    /// In bytes of the text.
    range: Range<usize>,
    latin: bool,
}

impl Cleaner<'_> {
    fn walk(&mut self) {
        let mut at = 0;
        while let Some(&byte) = self.text.as_bytes().get(at) {
            // Letters and signs of ASCII with another behind them: most of all text.
            if byte.is_ascii_graphic()
                && self.text.as_bytes().get(at + 1).is_some_and(|next| matches!(next, b' '..=b'~'))
            {
                at += 1;
                continue;
            }
            let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            let end = at + c.len_utf8();
            at = if c.is_ascii_graphic() || number(c) > 0 {
                self.letter(at, c, true)
            } else if blank::is_blank(c) {
                self.blanks(at, end)
            } else if blank::is_deleted(c) {
                self.writer.replace(at..end, "", Change::Dropped);
                end
            } else {
                self.letter(at, c, false)
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

    /// A letter with the marks behind it; a plain one is ASCII or Vietnamese and no look-alike.
    fn letter(&mut self, at: usize, c: char, plain: bool) -> usize {
        let end = at + c.len_utf8();
        // A vowel with its marks loose, and nothing else: nearly always.
        if plain
            && let Some((letter, marks)) = marks::loose_letter(c, self.text.get(end..).unwrap_or_default())
        {
            if marks > 0 {
                self.writer.replace(at..end + marks, letter.encode_utf8(&mut [0; 4]), Change::Marks);
            }
            return end + marks;
        }
        let marks = match self.text.as_bytes().get(end) {
            None | Some(b' '..=b'~') => 0,
            Some(_) => marks_behind(self.text.get(end..).unwrap_or_default()),
        };
        let mended = if plain { None } else { self.mended(at, c) };
        if marks == 0 && mended.is_none() && (plain || !marks::may_decompose(c)) {
            return end;
        }
        let cluster = at..end + marks;
        let raw = self.text.get(cluster.clone()).unwrap_or_default();
        self.composed.clear();
        let change = if mended.is_some() { Change::LookAlike } else { Change::Marks };
        if mended.is_some() || raw.contains(blank::is_deleted) {
            let base = mended.unwrap_or_else(|| String::from(c));
            let marks = self
                .text
                .get(end..cluster.end)
                .unwrap_or_default()
                .chars()
                .filter(|&c| !blank::is_deleted(c));
            marks::compose(&base.chars().chain(marks).collect::<String>(), &mut self.composed);
        } else {
            marks::compose(raw, &mut self.composed);
        }
        if self.composed != raw {
            self.writer.replace(cluster.clone(), &self.composed, change);
        }
        cluster.end
    }

    /// What a letter stands for that is another's look-alike.
    fn mended(&mut self, at: usize, c: char) -> Option<String> {
        if let Some(letters) = blank::ligature(c) {
            return Some(letters.to_owned());
        }
        blank::always_mended(c).or_else(|| self.twin(at, c)).or_else(|| self.breve(at, c)).map(String::from)
    }

    /// The Latin letter that `c` stands for, if its word holds Latin letters.
    fn twin(&mut self, at: usize, c: char) -> Option<char> {
        let twin = blank::latin_twin(c)?;
        self.find_word(at);
        self.word.latin.then_some(twin)
    }

    /// "ǎ", a with caron, for "ă" where that makes the word a syllable.
    fn breve(&mut self, at: usize, c: char) -> Option<char> {
        /// Bytes of the longest syllable, its marks loose.
        const LONGEST: usize = 24;
        let breve = blank::breve_twin(c)?;
        self.find_word(at);
        let range = self.word.range.clone();
        if range.len() > LONGEST {
            return None;
        }
        let (before, after) = (self.text.get(range.start..at)?, self.text.get(at + c.len_utf8()..range.end)?);
        let word: String =
            format!("{before}{breve}{after}").chars().filter(|&c| !blank::is_deleted(c)).collect();
        syllable::is_syllable(&marks::composed(&word)).then_some(breve)
    }

    /// The word that holds the letter at `at`.
    fn find_word(&mut self, at: usize) {
        if self.word.range.contains(&at) {
            return;
        }
        let joins = |&(_, c): &(usize, char)| c.is_alphabetic() || marks::is_mark(c) || blank::is_deleted(c);
        let (before, after) = self.text.split_at_checked(at).unwrap_or_default();
        // Nothing in front of the last word's end belongs to this one.
        let before = before.get(self.word.range.end..).unwrap_or_default();
        let first = before
            .char_indices()
            .rev()
            .take_while(joins)
            .last()
            .map_or(at, |(start, _)| self.word.range.end + start);
        let end =
            after.char_indices().take_while(joins).last().map_or(at, |(end, c)| at + end + c.len_utf8());
        let letters = self.text.get(first..end).unwrap_or_default();
        self.word = Word { range: first..end, latin: letters.chars().any(|c| c != 'ı' && is_latin(c)) };
    }
}

/// Letters of Latin that a look-alike may stand among, fullwidth ones and ligatures included.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(
            c,
            '\u{c0}'..='\u{256}' | '\u{1e00}'..='\u{1eff}' | '\u{fb00}'..='\u{fb04}' | '\u{ff21}'..='\u{ff5a}'
        )
}

/// Bytes up to the last mark of the letter in front of `text`; what has no width may stand between.
fn marks_behind(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '\u{300}'..='\u{34e}') || marks::is_mark(c) && !blank::is_deleted(c) {
            end = at + c.len_utf8();
        } else if !blank::is_deleted(c) {
            break;
        }
    }
    end
}
