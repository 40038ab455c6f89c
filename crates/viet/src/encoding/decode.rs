//! Legacy text to Unicode, letter by letter.

use std::ops::Range;

use super::table::{Code, Table};
use super::{Charset, Font, capitals, score, view};
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
}

/// Signs that are also codes of letters. Alone or at the edge of a word they are signs, unless a font says otherwise.
const SIGNS: &str = "©®§½«»·°±²³¼¾¶¡¿£¥¢¤¦¬¹“”‘’–—…•";
/// Those of them that stand around words.
const QUOTES: &str = "«»“”‘’–—…•";

/// Writes `text` (which stands at `offset` of the writer's text) as it reads in the charset.
pub(super) fn write(text: &str, charset: Charset, offset: usize, writer: &mut Writer<'_>) {
    let mut words = words(text, Table::of(charset));
    for word in &mut words {
        leave_signs(word, text);
    }
    if charset.folds_capitals() {
        words.retain(|word| !word.is_empty());
        capitals::restore(&mut words, text);
    }
    write_words(&words, charset, offset, writer);
}

/// A run in a legacy font, decoded; `None` where nothing changes: plain ASCII, or text that is Unicode in spite of
/// its font (Word keeps the old font's name when text is converted).
pub(crate) fn of_font(text: &str, font: Font) -> Option<(String, Vec<Edit>)> {
    if Needs::of(text).is_unicode() {
        return None;
    }
    let table = Table::of(font.charset);
    let score = score::of(text, table);
    if score.changed > 0 && score.syllables_before == score.marked && score.weight < score.weight_before {
        return None;
    }
    let mut words = words(text, table);
    if font.capitals {
        words.iter_mut().flatten().for_each(|glyph| glyph.capital = true);
    }
    let mut writer = Writer::new(text);
    write_words(&words, font.charset, 0, &mut writer);
    writer.finish()
}

/// The words of a text: runs of letters under the charset.
fn words(text: &str, table: &Table) -> Vec<Vec<Glyph>> {
    let mut words = Vec::new();
    let mut word = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let (code, used) = match view::byte(c) {
            Some(byte) => table.letter(byte, characters.peek().and_then(|&(_, c)| view::byte(c))),
            None => (Code::default(), 1),
        };
        if code.is_none() && !c.is_alphabetic() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
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
        word.push(Glyph { range: at..end, code, shown, capital });
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Takes signs off the edges of a word that is a syllable without them, and leaves a lone sign alone.
fn leave_signs(word: &mut Vec<Glyph>, text: &str) {
    let is_sign = |glyph: Option<&Glyph>| glyph.and_then(|glyph| glyph.shown).is_some_and(|c| SIGNS.contains(c));
    if let [only] = word.as_slice() {
        if is_sign(Some(only)) && !is_word_of_one_letter(only, text) {
            word.clear();
        }
        return;
    }
    let reads = |word: &[Glyph]| word.iter().fold(Walk::START, |walk, glyph| walk.then(glyph.code.number())).is_syllable();
    if reads(word) || !(is_sign(word.first()) || is_sign(word.last())) {
        return;
    }
    let opening = word.iter().take_while(|glyph| is_sign(Some(glyph))).count();
    let closing = word.iter().rev().take_while(|glyph| is_sign(Some(glyph))).count();
    // The fewest signs first: "«v¨n b¶n»" loses its quotes, not its letters.
    for taken in 1..=opening + closing {
        for start in taken.saturating_sub(closing)..=taken.min(opening) {
            let end = word.len().saturating_sub(taken - start);
            if word.get(start..end).is_some_and(|inner| reads(inner)) {
                word.truncate(end);
                word.drain(..start);
                return;
            }
        }
    }
    // A quote in front of a word of another language: "“Festival".
    let is_quote = |glyph: &&Glyph| glyph.shown.is_some_and(|c| QUOTES.contains(c));
    let (opening, closing) = (word.iter().take_while(is_quote).count(), word.iter().rev().take_while(is_quote).count());
    let inner = word.get(opening..word.len().saturating_sub(closing)).unwrap_or_default();
    if !inner.is_empty() && inner.iter().all(|glyph| glyph.shown.is_some_and(|c| c.is_ascii())) {
        word.truncate(word.len() - closing);
        word.drain(..opening);
    }
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

fn write_words(words: &[Vec<Glyph>], charset: Charset, offset: usize, writer: &mut Writer<'_>) {
    for glyph in words.iter().flatten() {
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
