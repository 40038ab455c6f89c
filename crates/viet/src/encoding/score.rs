//! How well a line reads under a charset: which of its words become syllables, and how common their letters are.

use std::ops::Range;

use super::decode::is_quote;
use super::table::{Code, Table};
use super::view;
use crate::blank;
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
/// Rarity of a letter that Vietnamese does not have: as of the rarest.
const RAREST: u8 = 32;
/// What a word that is no syllable costs: as much as three rare letters.
const NO_SYLLABLE: i64 = -60;
/// What a syllable earns before its letters are weighed: a word with one of the rarest letters still earns a little.
const SYLLABLE: i64 = 40;

/// Words with marks of a line, as they read under one charset.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Score {
    /// Words with a letter beyond ASCII; those of one letter and unknown acronyms left out.
    pub(crate) marked: u32,
    /// Those of them that are syllables, or acronyms that are known ("HĐND").
    pub(crate) syllables: u32,
    /// Those that are syllables as they stand.
    pub(crate) syllables_before: u32,
    /// Those that the charset reads otherwise than they stand.
    pub(crate) changed: u32,
    /// Words of one letter beyond ASCII, which may be signs, and unknown acronyms with one.
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

    /// Whether no other charset need be tried: so many words, each of them a syllable, and nearly none before.
    pub(crate) fn is_beyond_doubt(&self) -> bool {
        const MANY: u32 = 6;
        self.is_certain() && self.marked >= MANY && self.syllables == self.marked && self.syllables_before * 4 < self.marked
    }

    /// Whether it may be, if the lines around it are.
    pub(crate) fn is_possible(&self) -> bool {
        self.syllables == self.marked && self.changed + self.lone > 0
    }

    /// Whether the charset makes more sense of the text than Unicode does.
    fn reads_better(&self) -> bool {
        !mostly(self.syllables_before, self.marked) && self.weight > self.weight_before
    }
}

/// Eight of ten.
fn mostly(some: u32, all: u32) -> bool {
    some * 10 >= all * 8
}

/// A line taken apart once, to be read under every charset; one serves for all lines of a text.
#[derive(Default)]
pub(super) struct Line {
    units: Vec<Unit>,
    /// Runs of letters and signs with something beyond ASCII in them.
    runs: Vec<Run>,
}

/// A character and the byte that it may stand for.
#[derive(Clone, Copy)]
struct Unit {
    c: char,
    byte: Option<u8>,
}

struct Run {
    /// In units.
    range: Range<usize>,
    /// A figure touches it: "1µm", "5½" are measures, no words.
    beside_digit: bool,
    syllable: bool,
    weight: i64,
}

impl Line {
    pub(super) fn of(text: &str) -> Self {
        let mut line = Self::default();
        line.take(text);
        line
    }

    /// Takes another line apart.
    pub(super) fn take(&mut self, text: &str) {
        self.units.clear();
        self.units.reserve(text.len());
        self.runs.clear();
        let (mut start, mut beyond) = (0, false);
        for c in text.chars() {
            if !c.is_ascii() && is_passed_over(c) {
                continue;
            }
            let at = self.units.len();
            self.units.push(Unit { c, byte: view::byte(c) });
            if c.is_ascii_alphabetic() {
                continue;
            }
            // Codes of letters stand below the blank too (VPS, VISCII); tabs and line ends are none of them.
            if !blank::is_blank(c) && (!c.is_ascii() || c.is_ascii_control()) {
                beyond = true;
                continue;
            }
            if beyond {
                self.runs.push(Run::of(&self.units, start..at));
            }
            (start, beyond) = (at + 1, false);
        }
        if beyond {
            self.runs.push(Run::of(&self.units, start..self.units.len()));
        }
    }

    /// The line under a charset.
    pub(super) fn score(&self, table: &Table) -> Score {
        let mut score = Score::default();
        for run in self.runs.iter().filter(|run| !run.beside_digit) {
            let units = self.units.get(run.range.clone()).unwrap_or_default();
            let mut word = Word::START;
            let mut at = 0;
            while let Some(&Unit { c, byte }) = units.get(at) {
                let (code, used) = match byte {
                    Some(byte) => table.letter(byte, units.get(at + 1).and_then(|unit| unit.byte)),
                    None => (Code::default(), 1),
                };
                at += used;
                if code.is_none() && !is_letter(c) {
                    std::mem::replace(&mut word, Word::START).end(&mut score, run);
                } else {
                    word.push(code, c, used == 2);
                }
            }
            word.end(&mut score, run);
        }
        score
    }
}

/// What has no width parts nothing. The soft hyphen may be a letter, and so may controls.
fn is_passed_over(c: char) -> bool {
    !matches!(c, '\u{80}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && blank::is_deleted(c)
}

/// [`char::is_alphabetic`] without the table of Unicode where text is.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphabetic(),
        '\u{c0}'..='\u{24f}' => !matches!(c, '×' | '÷'),
        '\u{80}'..='\u{bf}' => matches!(c, 'ª' | 'µ' | 'º'),
        '\u{1e00}'..='\u{1eff}' => true,
        '\u{2010}'..='\u{2060}' => false,
        _ => c.is_alphabetic(),
    }
}

impl Run {
    fn of(units: &[Unit], range: Range<usize>) -> Self {
        let digit = |at: Option<usize>| at.and_then(|at| units.get(at)).is_some_and(|unit| unit.c.is_ascii_digit());
        let beside_digit = digit(range.start.checked_sub(1)) || digit(Some(range.end));
        let (syllable, weight) = stands(units.get(range.clone()).unwrap_or_default());
        Self { range, beside_digit, syllable, weight }
    }
}

/// Whether letters are syllables as they stand, and what they weigh. Quotes and dashes part words that nothing else parts.
fn stands(letters: &[Unit]) -> (bool, i64) {
    const NONE: (bool, i64) = (false, NO_SYLLABLE);
    let mut weight = SYLLABLE;
    // Most of legacy text shows letters that no Vietnamese word has.
    if letters.iter().any(|unit| !unit.c.is_ascii() && number(unit.c) == 0 && !is_quote(unit.c) && unit.c != '\u{ad}') {
        return NONE;
    }
    for word in letters.split(|unit| is_quote(unit.c)).filter(|word| !word.is_empty()) {
        let (mut walk, mut small) = (Walk::START, false);
        for unit in word.iter().filter(|unit| unit.c != '\u{ad}') {
            let letter = number(unit.c);
            // A capital behind a small letter is none of a word: "kÌm".
            if letter == 0 || small && !unit.c.is_ascii() && unit.c.is_uppercase() {
                return NONE;
            }
            walk = walk.then(letter);
            small |= unit.c.is_lowercase();
            if !unit.c.is_ascii() {
                weight -= rarity(letter);
            }
        }
        if !walk.is_syllable() {
            return NONE;
        }
    }
    (true, weight)
}

/// Longest acronyms.
const LONGEST: usize = 10;

#[derive(Clone, Copy)]
struct Word {
    walk: Walk,
    letters: u32,
    beyond_ascii: u32,
    /// The letters, while all are capitals without a tone.
    capitals: [Option<char>; LONGEST],
    bare_capitals: u32,
    small: bool,
    changed: bool,
    ascii: bool,
    rarity: i64,
}

impl Word {
    const START: Self = Self {
        walk: Walk::START,
        letters: 0,
        beyond_ascii: 0,
        capitals: [None; LONGEST],
        bare_capitals: 0,
        small: false,
        changed: false,
        ascii: false,
        rarity: 0,
    };

    #[inline]
    fn push(&mut self, code: Code, c: char, pair: bool) {
        let letter = code.number();
        if c.is_ascii_lowercase() && !pair {
            self.walk = self.walk.then(letter);
            self.letters += 1;
            self.small = true;
            self.ascii = true;
            return;
        }
        // A capital behind a small letter of ASCII is none of a word: "quỶ".
        let inside = self.small && code.is_capital() && !c.is_ascii();
        self.walk = self.walk.then(if inside { 0 } else { letter });
        self.small |= pair && c.is_ascii_lowercase();
        if self.bare_capitals == self.letters && (code.is_capital() || c.is_ascii_uppercase()) && !is_toned(letter) {
            if let Some(slot) = self.capitals.get_mut(self.letters as usize) {
                *slot = code.character().or(Some(c));
            }
            self.bare_capitals += 1;
        }
        self.letters += 1;
        self.ascii |= c.is_ascii_alphabetic();
        if pair || !c.is_ascii_alphabetic() {
            self.beyond_ascii += 1;
            self.changed |= pair || code.character() != Some(c);
            self.rarity += rarity(letter);
        }
    }

    fn end(&self, score: &mut Score, run: &Run) {
        if self.beyond_ascii == 0 {
            return;
        }
        let mut syllable = self.walk.is_syllable();
        if self.letters == 1 && !self.ascii {
            score.lone += 1;
            return;
        }
        if !syllable && self.bare_capitals == self.letters {
            let acronym: String = self.capitals.iter().flatten().collect();
            syllable = lexicon::is_acronym(&acronym);
            if !syllable {
                score.lone += 1;
                return;
            }
        }
        score.marked += 1;
        score.syllables += u32::from(syllable);
        score.syllables_before += u32::from(run.syllable);
        score.touching |= self.ascii;
        score.changed += u32::from(self.changed);
        score.weight += if syllable { SYLLABLE - self.rarity } else { NO_SYLLABLE };
        score.weight_before += run.weight;
    }
}

fn is_toned(letter: u8) -> bool {
    vowel(letter).is_some_and(|(_, tone)| tone > 0)
}

fn rarity(letter: u8) -> i64 {
    let rarity = match vowel(letter) {
        Some((row, tone)) => RARITY.get(usize::from(row)).and_then(|row| row.get(usize::from(tone))).copied(),
        None => (letter > 0).then_some(RARITY_OF_D),
    };
    rarity.unwrap_or(RAREST).into()
}
