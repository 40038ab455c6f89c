//! Legacy text to Unicode, letter by letter.

use std::ops::Range;

use super::score::{Line, is_letter};
use super::table::{Code, Table};
use super::{Charset, Font, capitals, view};
use crate::edit::{Change, Edit, Writer};
use crate::scan::Needs;
use crate::syllable::Walk;

/// A letter of a legacy text: where it stands, and what it is; `Code::default()` for a letter that the charset
/// does not have.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) range: Range<usize>,
    pub(super) code: Code,
    /// As it stands, where it is one character.
    pub(super) shown: Option<char>,
    pub(super) capital: bool,
    /// A sign after all, to be left as it stands.
    sign: bool,
}

/// The letters of a text, and its words: runs of them.
pub(super) struct Words {
    glyphs: Vec<Glyph>,
    words: Vec<Range<usize>>,
}

impl Words {
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Letters of a word; none behind the last.
    pub(super) fn get(&self, at: usize) -> &[Glyph] {
        self.words.get(at).and_then(|word| self.glyphs.get(word.clone())).unwrap_or_default()
    }

    pub(super) fn get_mut(&mut self, at: usize) -> &mut [Glyph] {
        self.words.get(at).and_then(|word| self.glyphs.get_mut(word.clone())).unwrap_or_default()
    }

    fn of(text: &str, table: &Table) -> Self {
        let mut this = Self { glyphs: Vec::with_capacity(text.len()), words: Vec::with_capacity(text.len() / 4) };
        let mut start = 0;
        let mut characters = text.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            let (code, used) = match view::byte(c) {
                Some(byte) => table.letter(byte, characters.peek().and_then(|&(_, c)| view::byte(c))),
                None => (Code::default(), 1),
            };
            if code.is_none() && !is_letter(c) {
                this.end_word(&mut start);
                continue;
            }
            let mut end = at + c.len_utf8();
            let mut shown = Some(c);
            if used == 2
                && let Some((second, mark)) = characters.next()
            {
                end = second + mark.len_utf8();
                shown = None;
            }
            let capital = if code.is_none() { c.is_uppercase() } else { code.is_capital() };
            this.glyphs.push(Glyph { range: at..end, code, shown, capital, sign: false });
        }
        this.end_word(&mut start);
        this
    }

    fn end_word(&mut self, start: &mut usize) {
        let end = self.glyphs.len();
        if *start < end {
            self.words.push(*start..end);
        }
        *start = end;
    }

    fn write(&self, charset: Charset, offset: usize, writer: &mut Writer<'_>) {
        for glyph in self.glyphs.iter().filter(|glyph| !glyph.sign) {
            let letter = match crate::letter::letter(glyph.code.number(), glyph.capital) {
                Some(letter) => letter,
                // "f", "w" in a font of capitals.
                None => match glyph.shown {
                    Some(c) if glyph.capital => c.to_ascii_uppercase(),
                    _ => continue,
                },
            };
            if glyph.shown != Some(letter) {
                let range = glyph.range.start + offset..glyph.range.end + offset;
                writer.replace(range, letter.encode_utf8(&mut [0; 4]), Change::Legacy(charset));
            }
        }
    }
}

/// Writes `text` (which stands at `offset` of the writer's text) as it reads in the charset.
pub(super) fn write(text: &str, charset: Charset, offset: usize, writer: &mut Writer<'_>) {
    let mut words = Words::of(text, Table::of(charset));
    for at in 0..words.len() {
        leave_signs(words.get_mut(at), text);
    }
    if charset.folds_capitals() {
        capitals::restore(&mut words, text);
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
    let mut words = Words::of(text, table);
    if font.capitals {
        words.glyphs.iter_mut().for_each(|glyph| glyph.capital = true);
    }
    let mut writer = Writer::new(text);
    words.write(font.charset, 0, &mut writer);
    writer.finish()
}

/// Signs that are also codes of letters. At the edge of a word, or alone, they are signs, unless a font says otherwise.
fn is_sign(c: char) -> bool {
    is_quote(c)
        || matches!(c, '©' | '®' | '§' | '½' | '·' | '°' | '±' | '²' | '³' | '¼' | '¾' | '¶')
        || matches!(c, '¡' | '¿' | '£' | '¥' | '¢' | '¤' | '¦' | '¬' | '¹')
}

/// Those of them that stand around words.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '«' | '»' | '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '•')
}

/// Marks the signs at the edges of a word that is a syllable without them, and a lone sign.
fn leave_signs(word: &mut [Glyph], text: &str) {
    let shows = |glyph: &Glyph, signs: fn(char) -> bool| glyph.shown.is_some_and(signs);
    if let [only] = word {
        only.sign = shows(only, is_sign) && !is_word_of_one_letter(only, text);
        return;
    }
    let edges = |word: &[Glyph], signs: fn(char) -> bool| {
        let opening = word.iter().take_while(|glyph| shows(glyph, signs)).count();
        (opening, word.iter().rev().take_while(|glyph| shows(glyph, signs)).count())
    };
    let (opening, closing) = edges(word, is_sign);
    if opening + closing == 0 || reads(word) {
        return;
    }
    // The fewest signs first: "«v¨n b¶n»" loses its quotes, not its letters.
    let kept = (1..=opening + closing).find_map(|taken| {
        (taken.saturating_sub(closing)..=taken.min(opening)).find_map(|start| {
            let end = word.len().checked_sub(taken - start)?;
            reads(word.get(start..end)?).then_some(start..end)
        })
    });
    // A quote in front of a word of another language: "“Festival".
    let kept = kept.or_else(|| {
        let (opening, closing) = edges(word, is_quote);
        let inner = opening..word.len().checked_sub(closing)?;
        let ascii = |glyph: &Glyph| glyph.shown.is_some_and(|c| c.is_ascii());
        word.get(inner.clone())?.iter().all(ascii).then_some(inner)
    });
    if let Some(kept) = kept {
        for (at, glyph) in word.iter_mut().enumerate() {
            glyph.sign = !kept.contains(&at);
        }
    }
}

fn reads(word: &[Glyph]) -> bool {
    word.iter().fold(Walk::START, |walk, glyph| walk.then(glyph.code.number())).is_syllable()
}

/// Whether a lone sign is a word all the same: "ở" or "ô" where a word follows and, but for an opening quote that
/// never closes, one stands before; "Đ/c" (comrade). "©", "½" and their kin are no words and never are.
fn is_word_of_one_letter(glyph: &Glyph, text: &str) -> bool {
    let (before, after) = (text.get(..glyph.range.start), text.get(glyph.range.end..));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let letter = |c: char| c.is_alphabetic();
    match glyph.code.character() {
        Some('đ' | 'Đ') => after.starts_with('/'),
        Some('ở' | 'ô') => {
            let follows = after.strip_prefix(' ').is_some_and(|after| after.starts_with(letter));
            let quotes = glyph.shown == Some('«');
            let stands_before = before.trim_end().ends_with(letter) && before.ends_with(' ');
            follows && if quotes { !text.contains('»') } else { stands_before }
        }
        _ => false,
    }
}
