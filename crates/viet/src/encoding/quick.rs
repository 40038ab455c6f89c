//! The common case in few steps a byte: a line in the charset of the line before, of words that are all syllables, in
//! small letters. Whatever is not plainly so is left to [`super::score`] and [`super::decode`], which decide the same.

use super::Charset;
use super::decode::codes;
use super::score::Score;
use super::shown::Shown;
use super::table::Table;
use super::view::byte_at;
use crate::edit::{Change, Writer};
use crate::syllable::Walk;

/// The score of a line in the charset of the line before it, if no other need be tried: three or more marked words,
/// each of them a syllable, and nearly none a word that Vietnamese could have as it stands.
pub(super) fn score(line: &str, table: &Table) -> Option<Score> {
    let mut score = Score::default();
    let mut word = Word::START;
    let mut at = 0;
    while let Some(&byte) = line.as_bytes().get(at) {
        if let Some(number) = table.plain(byte) {
            word.walk = word.walk.then(number);
            word.stands = word.stands.then(number);
            word.letters += 1;
            word.ascii = true;
            at += 1;
            continue;
        }
        let (byte, length) = byte_at(line, at)?;
        at += length;
        let (code, used) = table.letter(byte, || byte_at(line, at).map(|(next, _)| next));
        if code.is_none() {
            // A letter that no charset explains, a code that is none, a figure beside a word: not plain.
            let figure = byte.is_ascii_digit();
            if !byte.is_ascii() || byte.is_ascii_alphabetic() || byte == 0 || figure && word.beyond {
                return None;
            }
            word.end(&mut score)?;
            word = Word { after_digit: figure, ..Word::START };
            continue;
        }
        if word.after_digit && !byte.is_ascii() {
            return None;
        }
        let capital_inside = code.is_capital() && !byte.is_ascii() && word.letters > 0;
        word.walk = word.walk.then(if capital_inside { 0 } else { code.number() });
        word.letters += 1;
        if used == 1 && byte.is_ascii() {
            word.stands = word.stands.then(code.number());
            word.ascii = true;
            continue;
        }
        word.beyond = true;
        word.ascii |= byte.is_ascii();
        word.stands = word.stands.then(Shown::of(byte).number);
        if used == 2 {
            let (next, length) = byte_at(line, at).unwrap_or_default();
            at += length;
            word.stands = word.stands.then(Shown::of(next).number);
        }
    }
    word.end(&mut score)?;
    (score.marked >= 3 && score.touching && score.syllables_before * 4 < score.marked).then_some(score)
}

#[derive(Clone, Copy)]
struct Word {
    walk: Walk,
    /// The letters as they stand.
    stands: Walk,
    letters: u32,
    /// It has a letter beyond ASCII, and one of ASCII.
    beyond: bool,
    ascii: bool,
    after_digit: bool,
}

impl Word {
    const START: Self = Self {
        walk: Walk::START,
        stands: Walk::START,
        letters: 0,
        beyond: false,
        ascii: false,
        after_digit: false,
    };

    /// Counts the word; `None` if it is no syllable.
    fn end(&self, score: &mut Score) -> Option<()> {
        if self.beyond && self.letters > 1 {
            if !self.walk.is_syllable() {
                return None;
            }
            score.marked += 1;
            score.syllables += 1;
            score.syllables_before += u32::from(self.stands.is_syllable());
            score.touching |= self.ascii;
        }
        Some(())
    }
}

/// Writes a line (which stands at `offset` of the writer's text) as it reads in the charset; `false`, with nothing
/// written, where signs or capitals ask for a closer look.
pub(super) fn write(line: &str, charset: Charset, offset: usize, writer: &mut Writer<'_>) -> bool {
    let mark = writer.mark();
    let done = try_write(line, charset, offset, writer).is_some();
    if !done {
        writer.back_to(mark);
    }
    done
}

fn try_write(line: &str, charset: Charset, offset: usize, writer: &mut Writer<'_>) -> Option<()> {
    let table = Table::of(charset);
    let mut cases = Cases { folded: charset.folds_capitals(), ..Cases::default() };
    // Where a word began, one of whose letters shows as a sign.
    let (mut word, mut sign) = (None, false);
    let mut at = 0;
    while let Some(&byte) = line.as_bytes().get(at) {
        if table.plain(byte).is_some() {
            word = word.or(Some(at));
            cases.letter(byte.is_ascii_uppercase(), false);
            at += 1;
            continue;
        }
        let start = at;
        let (byte, length) = byte_at(line, at)?;
        at += length;
        let (code, used) = table.letter(byte, || byte_at(line, at).map(|(next, _)| next));
        let Some(letter) = code.character() else {
            // A letter that no code explains, a code that is none.
            if !byte.is_ascii() || byte.is_ascii_alphabetic() || byte < b'\t' {
                return None;
            }
            if sign && !is_syllable(line.get(word?..start)?, table) {
                return None;
            }
            (word, sign) = (None, false);
            cases.end_word()?;
            cases.part(byte);
            continue;
        };
        word = word.or(Some(start));
        let shown = line.get(start..at)?;
        if used == 2 {
            at += byte_at(line, at).map_or(0, |(_, length)| length);
        } else {
            sign |= Shown::of(byte).is_sign;
        }
        cases.letter(code.is_capital(), code.is_toned());
        let mut buffer = [0; 4];
        let letter: &str = letter.encode_utf8(&mut buffer);
        if used == 2 || shown != letter {
            writer.replace(start + offset..at + offset, letter, Change::Legacy(charset));
        }
    }
    if sign && !is_syllable(line.get(word?..)?, table) {
        return None;
    }
    cases.end_word()
}

/// Whether a word of two letters or more is a syllable under the charset: then none of its letters is a sign.
fn is_syllable(word: &str, table: &Table) -> bool {
    let (walk, letters) = codes(word, table)
        .fold((Walk::START, 0), |(walk, letters), (_, code)| (walk.then(code.number()), letters + 1));
    letters > 1 && walk.is_syllable()
}

/// Whether the words of a line are in small letters, as far as toned letters show no case of their own.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "what is known of a word, letter by letter")]
struct Cases {
    /// Capitals with a tone share a code with small letters: else nothing has to be told.
    folded: bool,
    /// Of the word in hand.
    letters: u32,
    small: bool,
    toned: bool,
    capitals: u32,
    /// The word before, if nothing parts it from this one.
    before: Option<Before>,
    /// A word that may be in capitals waits for the next one.
    open: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Small,
    Other,
}

impl Cases {
    #[inline]
    fn letter(&mut self, capital: bool, toned: bool) {
        self.letters += 1;
        self.capitals += u32::from(capital);
        self.toned |= toned;
        self.small |= !capital && !toned;
    }

    /// `None` where capitals have to be looked at.
    fn end_word(&mut self) -> Option<()> {
        if self.letters == 0 || !self.folded {
            return Some(());
        }
        if self.small {
            (self.before, self.open) = (Some(Before::Small), false);
        } else if self.open || self.toned && self.capitals > 1 {
            return None;
        } else if self.toned {
            // Behind a word in small letters it is one too; else the next word tells, and at the end of the line none.
            match self.before {
                Some(Before::Small) => {}
                Some(Before::Other) => return None,
                None => self.open = true,
            }
        } else {
            self.before = Some(Before::Other);
        }
        (self.letters, self.small, self.toned, self.capitals) = (0, false, false, 0);
        Some(())
    }

    /// A figure or the end of a sentence stands between two words.
    fn part(&mut self, byte: u8) {
        if byte.is_ascii_digit() || matches!(byte, b'.' | b';' | b':' | b'!' | b'?' | b'\t' | b'|') {
            (self.before, self.open) = (None, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::{decode, score::Line};

    /// Where the quick way decides, it decides as the slow one does.
    #[test]
    fn agrees_with_the_slow_way() {
        let lines = [
            "KÕ ho¹ch chuyÓn ®æi sè n¨m 2026 cña TØNH NGHÖ AN",
            "Së Néi vô chñ tr×, phèi hîp víi c¸c ®¬n vÞ",
            "c¸c «v¨n b¶n» liªn quan, 5½ n¨m",
            "tæ chøc thùc hiÖn nhiÖm vô ®\u{ad}îc giao trong n¨m",
            "Keá hoaïch chuyeån ñoåi soá naêm 2026 cuûa tænh",
            "Hà Nội, hoà bình",
            "bá cáo và hoàn toàn ",
            "f w z µm § · ©",
            "Së Néi vô, Së Tµi chÝnh; Së; UBND Së",
            "Së UBND: Së Y tÕ, ñy ban Së Së Së NéI",
            "1\tSë Néi vô\tSë\tQuý I/2026",
            "ý kiÕn Ý kiÕn UBND x·, Së",
        ];
        for charset in Charset::ALL {
            let table = Table::of(charset);
            for line in lines {
                if let Some(score) = score(line, table) {
                    let close = Line::of(line).score(table);
                    assert!(close.is_beyond_doubt(), "{charset}: {line}");
                    assert_eq!(
                        (score.marked, score.syllables),
                        (close.marked, close.syllables),
                        "{charset}: {line}"
                    );
                }
                let (mut quick, mut slow) = (Writer::new(line), Writer::new(line));
                if write(line, charset, 0, &mut quick) {
                    decode::write_closely(line, charset, 0, &mut slow);
                    assert_eq!(quick.finish(), slow.finish(), "{charset}: {line}");
                }
            }
        }
        assert!(score("tæ chøc thùc hiÖn nhiÖm vô", Table::of(Charset::Tcvn3)).is_some());
    }
}
