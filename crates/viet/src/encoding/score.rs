//! How well a text reads under a charset: which of its words become syllables, and how common their letters are.

use super::table::{Code, Table};
use super::view;
use crate::letter::{number, vowel};
use crate::lexicon;
use crate::syllable::Walk;

/// Rarity of each letter with a mark, in half bits: twice the binary logarithm of how many such letters stand in a
/// text for one of this. Counted on five issued plans (29,702 marked letters); rows and tones of the alphabet.
#[rustfmt::skip]
const RARITY: [[u8; 6]; 12] = [
    [0, 8, 8, 10, 13, 10],     // a
    [12, 20, 18, 29, 27, 17],  // ă
    [11, 14, 12, 16, 18, 13],  // â
    [0, 22, 20, 20, 24, 32],   // e
    [11, 11, 10, 10, 18, 8],   // ê
    [0, 14, 12, 13, 18, 11],   // i
    [0, 14, 13, 23, 17, 14],   // o
    [9, 14, 9, 11, 20, 10],    // ô
    [11, 14, 12, 13, 20, 13],  // ơ
    [0, 16, 16, 11, 23, 10],   // u
    [10, 17, 12, 14, 15, 10],  // ư
    [0, 22, 15, 17, 19, 32],   // y
];
/// Rarity of đ.
const RARITY_OF_D: u8 = 7;
/// What a word that is no syllable costs: as much as three rare letters.
const NO_SYLLABLE: i64 = -60;
/// What a syllable earns before its letters are weighed: a word with one of the rarest letters still earns a little.
const SYLLABLE: i64 = 40;

/// Words with marks of a text, as they read under one charset.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Score {
    /// Words with a letter beyond ASCII; those of one letter and acronyms ("HĐND") left out.
    pub(crate) marked: u32,
    /// Those of them that are syllables.
    pub(crate) syllables: u32,
    /// Those that are syllables as they stand.
    pub(crate) syllables_before: u32,
    /// Those that the charset reads otherwise than they stand.
    pub(crate) changed: u32,
    /// Words of one letter beyond ASCII, which may be signs, and acronyms with one.
    pub(crate) lone: u32,
    /// A marked letter stands beside an ASCII letter.
    pub(crate) touching: bool,
    /// Syllables and the rarity of their letters; comparable between charsets on one text.
    pub(crate) weight: i64,
    /// The same for the text as it stands.
    pub(crate) weight_before: i64,
}

impl Score {
    /// Whether the text is surely in the charset (thresholds of measured facts: 0 of 900 Unicode lines pass).
    pub(crate) fn is_certain(&self) -> bool {
        /// Fewer could be signs: "Ø 25 mm, £5, ½ kg, 1µm" scored 0.75.
        const LEAST_MARKED: u32 = 3;
        self.marked >= LEAST_MARKED
            && self.touching
            // One word that changes may be a typing error, unless it is the only one that was none before.
            && (self.changed >= 2 || self.changed == 1 && self.syllables == self.marked)
            && mostly(self.syllables, self.marked)
            && self.reads_better()
    }

    /// Whether it may be, if the lines around it are.
    pub(crate) fn is_possible(&self) -> bool {
        self.syllables == self.marked && self.changed + self.lone > 0
    }

    /// Whether the charset makes more sense of the text than Unicode does.
    pub(crate) fn reads_better(&self) -> bool {
        !mostly(self.syllables_before, self.marked) && self.weight > self.weight_before
    }
}

/// Eight of ten.
fn mostly(some: u32, all: u32) -> bool {
    some * 10 >= all * 8
}

/// The text under a charset.
pub(crate) fn of(text: &str, table: &Table) -> Score {
    let mut score = Score::default();
    let mut word = Word::default();
    let mut characters = text.chars().peekable();
    let mut after_digit = false;
    while let Some(c) = characters.next() {
        let (code, used) = match view::byte(c) {
            Some(byte) => table.letter(byte, characters.peek().copied().and_then(view::byte)),
            None => (Code::default(), 1),
        };
        let pair = if used == 2 { characters.next() } else { None };
        if !code.is_none() || is_letter_as_it_stands(c) {
            word.push(code, c, pair);
            continue;
        }
        word.end(&mut score, after_digit || c.is_ascii_digit());
        word = Word::default();
        after_digit = c.is_ascii_digit();
    }
    word.end(&mut score, after_digit);
    score
}

/// Letters that no Vietnamese charset explains ("f", "ß") belong to their word all the same.
fn is_letter_as_it_stands(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && c.is_alphabetic())
}

struct Word {
    read: Walk,
    stands: Walk,
    letters: u32,
    beyond_ascii: u32,
    /// Capitals without a tone, and whether a small letter stands before the letter in hand.
    bare_capitals: u32,
    capitals: String,
    small: bool,
    changed: bool,
    ascii: bool,
    rarity: i64,
    rarity_before: i64,
}

impl Default for Word {
    fn default() -> Self {
        Self {
            read: Walk::START,
            stands: Walk::START,
            letters: 0,
            beyond_ascii: 0,
            bare_capitals: 0,
            capitals: String::new(),
            small: false,
            changed: false,
            ascii: false,
            rarity: 0,
            rarity_before: 0,
        }
    }
}

impl Word {
    fn push(&mut self, code: Code, c: char, pair: Option<char>) {
        self.read = self.read.then(code.number());
        for shown in [Some(c), pair].into_iter().flatten() {
            // A capital behind a small letter is none of a word: "kÌm".
            let letter = if self.small && shown.is_uppercase() && !shown.is_ascii() { 0 } else { number(shown) };
            self.stands = self.stands.then(letter);
            self.small |= shown.is_lowercase();
            if !shown.is_ascii() {
                self.rarity_before += rarity(letter);
            }
        }
        self.letters += 1;
        let toned = vowel(code.number()).is_some_and(|(_, tone)| tone > 0);
        if !toned && (code.is_capital() || c.is_ascii_uppercase()) {
            self.bare_capitals += 1;
            if self.bare_capitals == self.letters {
                self.capitals.extend(code.character().or(Some(c)));
            }
        }
        if c.is_ascii() && pair.is_none() {
            self.ascii = true;
            return;
        }
        self.ascii |= c.is_ascii();
        self.beyond_ascii += 1;
        self.changed |= code.character() != Some(c);
        self.rarity += rarity(code.number());
    }

    fn end(&self, score: &mut Score, beside_digit: bool) {
        // "1µm", "5½": a measure, no word.
        if self.beyond_ascii == 0 || beside_digit {
            return;
        }
        let syllable = self.read.is_syllable();
        let capitals = self.bare_capitals == self.letters && !syllable;
        if self.letters == 1 && !self.ascii || capitals && !lexicon::is_acronym(&self.capitals) {
            score.lone += 1;
            return;
        }
        let syllable = syllable || capitals;
        let before = self.stands.is_syllable();
        score.marked += 1;
        score.syllables += u32::from(syllable);
        score.syllables_before += u32::from(before);
        score.touching |= self.ascii;
        score.changed += u32::from(self.changed);
        score.weight += if syllable { SYLLABLE - self.rarity } else { NO_SYLLABLE };
        score.weight_before += if before { SYLLABLE - self.rarity_before } else { NO_SYLLABLE };
    }
}

/// Rarity of a letter beyond ASCII; of those that no Vietnamese has, that of the rarest.
fn rarity(letter: u8) -> i64 {
    const RAREST: u8 = 32;
    match vowel(letter) {
        Some((row, tone)) => {
            RARITY.get(usize::from(row)).and_then(|row| row.get(usize::from(tone))).copied().unwrap_or(RAREST).into()
        }
        None if letter > 0 => RARITY_OF_D.into(),
        None => RAREST.into(),
    }
}
