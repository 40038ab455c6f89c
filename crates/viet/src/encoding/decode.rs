//! Legacy text to Unicode, letter by letter.

use std::ops::Range;

use super::score::Line;
use super::shown::{is_quote, is_sign};
use super::table::{Code, Table};
use super::{Charset, Font, capitals, quick, view};
use crate::edit::{Change, Edit, Writer};
use crate::letter::letter;
use crate::scan::Needs;
use crate::syllable::Walk;

/// A letter beyond ASCII of a legacy text: where it stands, and what it is; `Code::default()` for a letter that the
/// charset does not have.
#[derive(Debug, Clone, Copy)]
struct Glyph {
    /// In bytes of the line; a line beyond 4 GiB is no text.
    start: u32,
    end: u32,
    code: Code,
    /// As it stands, where it is one character.
    shown: Option<char>,
    capital: bool,
    /// A sign after all, to be left as it stands.
    sign: bool,
}

/// A word: a run of letters under the charset.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// In bytes of the line.
    range: Range<usize>,
    /// Its letters beyond ASCII, among those of the line.
    glyphs: Range<usize>,
    pub(super) letters: u32,
    pub(super) capitals: u32,
    /// Its first letter is a capital.
    pub(super) leads: bool,
    /// It has a small letter whose capital has a code of its own.
    pub(super) small: bool,
    walk: Walk,
}

impl Word {
    fn starting(at: usize, glyphs: usize) -> Self {
        Self {
            range: at..at,
            glyphs: glyphs..glyphs,
            letters: 0,
            capitals: 0,
            leads: false,
            small: false,
            walk: Walk::START,
        }
    }

    pub(super) fn is_syllable(&self) -> bool {
        self.walk.is_syllable()
    }

    fn push(&mut self, number: u8, capital: bool, toned: bool) {
        self.leads |= capital && self.letters == 0;
        self.letters += 1;
        self.capitals += u32::from(capital);
        self.small |= !capital && !toned;
        self.walk = self.walk.then(number);
    }
}

/// A line taken apart under one charset.
pub(super) struct Words<'a> {
    text: &'a str,
    table: &'static Table,
    glyphs: Vec<Glyph>,
    pub(super) words: Vec<Word>,
}

impl<'a> Words<'a> {
    fn of(text: &'a str, charset: Charset) -> Self {
        let glyphs = Vec::with_capacity(text.len() / 3);
        let mut this =
            Self { text, table: Table::of(charset), glyphs, words: Vec::with_capacity(text.len() / 4) };
        let mut word = Word::starting(0, 0);
        let mut at = 0;
        while let Some((byte, length)) = view::byte_at(text, at) {
            let start = at;
            at += length;
            let (code, used) =
                this.table.letter(byte, || view::byte_at(text, start + length).map(|(byte, _)| byte));
            if code.is_none() && !is_letter(byte, text, start) {
                if word.letters > 0 {
                    this.end_word(std::mem::replace(&mut word, Word::starting(0, 0)));
                }
                continue;
            }
            if word.letters == 0 {
                word = Word::starting(start, this.glyphs.len());
            }
            if used == 1 && byte.is_ascii_alphabetic() {
                word.push(code.number(), byte.is_ascii_uppercase(), false);
                word.range.end = at;
                continue;
            }
            let mut shown = text.get(start..at).and_then(|shown| shown.chars().next());
            if used == 2 {
                at += view::byte_at(text, at).map_or(0, |(_, length)| length);
                shown = None;
            }
            let capital =
                if code.is_none() { shown.is_some_and(char::is_uppercase) } else { code.is_capital() };
            word.push(code.number(), capital, code.is_toned());
            word.range.end = at;
            this.glyphs.push(Glyph {
                start: start as u32,
                end: at as u32,
                code,
                shown,
                capital,
                sign: false,
            });
        }
        if word.letters > 0 {
            this.end_word(word);
        }
        this
    }

    fn end_word(&mut self, mut word: Word) {
        word.glyphs.end = self.glyphs.len();
        let is_sign = |glyph: Option<&Glyph>| glyph.is_some_and(|glyph| glyph.shows(is_sign));
        let glyphs = self.glyphs.get_mut(word.glyphs.clone()).unwrap_or_default();
        // Signs are letters in few words: the others cost one look.
        if is_sign(glyphs.first()) || is_sign(glyphs.last()) {
            leave_signs(&word, glyphs, self.text, self.table);
        }
        self.words.push(word);
    }

    /// Makes capitals of the toned letters of a word.
    pub(super) fn capitalise(&mut self, at: usize) {
        let glyphs = self.words.get(at).and_then(|word| self.glyphs.get_mut(word.glyphs.clone()));
        for glyph in glyphs.into_iter().flatten().filter(|glyph| glyph.code.is_toned()) {
            glyph.capital = true;
        }
    }

    /// What stands between a word and the next.
    pub(super) fn gap(&self, at: usize) -> Option<&'a str> {
        self.text.get(self.words.get(at)?.range.end..self.words.get(at + 1)?.range.start)
    }

    fn write(&self, charset: Charset, offset: usize, writer: &mut Writer<'_>) {
        for glyph in self.glyphs.iter().filter(|glyph| !glyph.sign) {
            if let Some(letter) = letter(glyph.code.number(), glyph.capital)
                && glyph.shown != Some(letter)
            {
                let range = glyph.start as usize + offset..glyph.end as usize + offset;
                writer.replace(range, letter.encode_utf8(&mut [0; 4]), Change::Legacy(charset));
            }
        }
    }
}

impl Glyph {
    fn shows(&self, sign: fn(char) -> bool) -> bool {
        self.shown.is_some_and(sign)
    }
}

/// Writes `text` (which stands at `offset` of the writer's text) as it reads in the charset.
pub(super) fn write(text: &str, charset: Charset, offset: usize, writer: &mut Writer<'_>) {
    if !quick::write(text, charset, offset, writer) {
        write_closely(text, charset, offset, writer);
    }
}

/// The same, whatever stands in the text.
pub(super) fn write_closely(text: &str, charset: Charset, offset: usize, writer: &mut Writer<'_>) {
    let mut words = Words::of(text, charset);
    if charset.folds_capitals() {
        capitals::restore(&mut words);
    }
    words.write(charset, offset, writer);
}

/// A run in a legacy font, decoded; `None` where nothing changes: plain ASCII, or text that is Unicode in spite of
/// its font (Word keeps the old font's name when text is converted).
pub(crate) fn of_font(text: &str, font: Font) -> Option<(String, Vec<Edit>)> {
    if Needs::of(text).is_unicode() {
        return None;
    }
    let table = Table::of(font.charset);
    let score = Line::of(text).score(table);
    if score.changed > 0 && score.syllables_before == score.marked && score.weight < score.weight_before {
        return None;
    }
    decode_run(text, font)
}

/// A run as its font shows it, whatever else it could be: for those who judged more than this run. `None` where nothing
/// changes, or where the text has letters that no legacy charset shows.
///
/// ```
/// use kehoach_viet::{Font, in_font};
/// let font = Font::of(".VnTime").unwrap();
/// // A syllable as it stands, too.
/// assert_eq!(in_font("dông", font).as_deref(), Some("dụng"));
/// assert_eq!(in_font("tiếng", font), None);
/// ```
#[must_use]
pub fn in_font(text: &str, font: Font) -> Option<String> {
    decode_run(text, font).map(|(decoded, _)| decoded)
}

fn decode_run(text: &str, font: Font) -> Option<(String, Vec<Edit>)> {
    if Needs::of(text).is_unicode() {
        return None;
    }
    let table = Table::of(font.charset);
    let mut writer = Writer::new(text);
    for (range, code) in codes(text, table) {
        let shown = text.get(range.clone()).unwrap_or_default();
        let made = match letter(code.number(), code.is_capital() || font.capitals) {
            Some(letter) => letter.to_string(),
            // "f", "w" in a font of capitals.
            None if font.capitals => shown.to_uppercase(),
            None => continue,
        };
        if made != shown {
            writer.replace(range, &made, Change::Legacy(font.charset));
        }
    }
    writer.finish()
}

/// Every letter of a text under a charset, ASCII included, with its place.
pub(super) fn codes(text: &str, table: &Table) -> impl Iterator<Item = (Range<usize>, Code)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let (byte, length) = view::byte_at(text, start)?;
        at += length;
        let next = view::byte_at(text, at);
        let (code, used) = table.letter(byte, || next.map(|(byte, _)| byte));
        if used == 2 {
            at += next.map_or(0, |(_, length)| length);
        }
        Some((start..at, code))
    })
}

/// Whether a character that is no code of the charset is a letter all the same ("f", "ß"); `byte` is what it stands for.
fn is_letter(byte: u8, text: &str, at: usize) -> bool {
    if byte.is_ascii() && byte != 0 {
        return byte.is_ascii_alphabetic();
    }
    text.get(at..).is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}

/// Letters of a word with quotes around it; what is longer is no word.
const LONGEST: u32 = 24;

/// Marks the signs at the edges of a word that is a syllable without them, and a lone sign.
fn leave_signs(word: &Word, glyphs: &mut [Glyph], text: &str, table: &Table) {
    if let ([only], 1) = (&mut *glyphs, word.letters) {
        only.sign = only.shows(is_sign) && !is_word_of_one_letter(only, text);
        return;
    }
    if word.is_syllable() {
        return;
    }
    if glyphs.len() == word.letters as usize && glyphs.iter().all(|glyph| glyph.shows(is_sign)) {
        for glyph in glyphs {
            glyph.sign = true;
        }
        return;
    }
    if word.letters > LONGEST {
        return;
    }
    let shown = text.get(word.range.clone()).unwrap_or_default();
    let letters: Vec<(Range<usize>, Code)> = codes(shown, table).collect();
    let edges = |signs: fn(char) -> bool| {
        let is_one = |(range, _): &&(Range<usize>, Code)| {
            shown.get(range.clone()).is_some_and(|c| c.chars().all(signs))
        };
        (letters.iter().take_while(is_one).count(), letters.iter().rev().take_while(is_one).count())
    };
    let (opening, closing) = edges(is_sign);
    // The fewest signs first: "«v¨n b¶n»" loses its quotes, not its letters.
    let kept = (1..=opening + closing).find_map(|taken| {
        (taken.saturating_sub(closing)..=taken.min(opening)).find_map(|start| {
            let end = letters.len().checked_sub(taken - start)?;
            let inner = letters.get(start..end)?;
            inner
                .iter()
                .fold(Walk::START, |walk, (_, code)| walk.then(code.number()))
                .is_syllable()
                .then_some(inner)
        })
    });
    // A quote in front of a word of another language: "“Festival".
    let kept = kept.or_else(|| {
        let (opening, closing) = edges(is_quote);
        let inner = letters.get(opening..letters.len().checked_sub(closing)?)?;
        inner.iter().all(|(range, _)| shown.get(range.clone()).is_some_and(str::is_ascii)).then_some(inner)
    });
    if let Some((first, last)) = kept.and_then(|kept| kept.first().zip(kept.last())) {
        let kept = word.range.start + first.0.start..word.range.start + last.0.end;
        for glyph in glyphs {
            glyph.sign = !kept.contains(&(glyph.start as usize));
        }
    }
}

/// Whether a lone sign is a word all the same: "ở" or "ô" where a word follows and, but for an opening quote that
/// never closes, one stands before; "Đ/c" (comrade). "©", "½" and their kin are no words and never are.
fn is_word_of_one_letter(glyph: &Glyph, text: &str) -> bool {
    /// Characters within which a quotation closes.
    const QUOTED: usize = 200;
    let (before, after) = (text.get(..glyph.start as usize), text.get(glyph.end as usize..));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    match glyph.code.character() {
        Some('đ' | 'Đ') => after.starts_with('/'),
        Some('ở' | 'ô') => {
            let follows = after.strip_prefix(' ').is_some_and(|after| after.starts_with(char::is_alphabetic));
            let quotes = glyph.shown == Some('«');
            let stands_before = before.trim_end().ends_with(char::is_alphabetic) && before.ends_with(' ');
            let closes = after.chars().take(QUOTED).any(|c| c == '»');
            follows && if quotes { !closes } else { stands_before }
        }
        _ => false,
    }
}
