//! How well a line reads under a charset: which of its words become syllables, and how common their letters are.

use std::ops::Range;

use super::shown::Shown;
use super::table::{Code, Table};
use super::view;
use crate::blank;
use crate::letter::vowel;
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

    /// Whether no other charset need be tried where the line before is in this one: each word is a syllable, and
    /// nearly none was before.
    pub(crate) fn is_beyond_doubt(&self) -> bool {
        self.is_certain() && self.syllables == self.marked && self.syllables_before * 4 < self.marked
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
    /// The bytes that its characters stand for; 0 for those that stand for none.
    bytes: Vec<u8>,
    /// Runs of letters and signs with something beyond ASCII in them.
    runs: Vec<Run>,
}

struct Run {
    /// In bytes.
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
        self.bytes.clear();
        self.bytes.reserve(text.len());
        self.runs.clear();
        let (mut start, mut beyond) = (0, false);
        let mut from = 0;
        while let Some((byte, length)) = view::byte_at(text, from) {
            from += length;
            // What has no width parts nothing. The soft hyphen and controls, which are bytes, may be letters.
            if byte == 0 && text.get(from - length..from).is_some_and(|c| c.chars().all(blank::is_deleted)) {
                continue;
            }
            let at = self.bytes.len();
            self.bytes.push(byte);
            if byte.is_ascii_alphabetic() {
                continue;
            }
            // Codes of letters stand below the blank too (VPS, VISCII); tabs and line ends are none of them.
            let ends = byte.is_ascii() && (byte >= b' ' || matches!(byte, 0 | b'\t'..=b'\r'))
                || byte == NO_BREAK_BLANK;
            if !ends {
                beyond = true;
                continue;
            }
            if beyond {
                self.end_run(start..at);
            }
            (start, beyond) = (at + 1, false);
        }
        if beyond {
            self.end_run(start..self.bytes.len());
        }
    }

    fn end_run(&mut self, range: Range<usize>) {
        let digit = |at: Option<usize>| at.and_then(|at| self.bytes.get(at)).is_some_and(u8::is_ascii_digit);
        let beside_digit = digit(range.start.checked_sub(1)) || digit(Some(range.end));
        let (syllable, weight) = stands(self.bytes.get(range.clone()).unwrap_or_default());
        self.runs.push(Run { range, beside_digit, syllable, weight });
    }

    /// The line under a charset.
    pub(super) fn score(&self, table: &Table) -> Score {
        let mut score = Score::default();
        for run in self.runs.iter().filter(|run| !run.beside_digit) {
            let bytes = self.bytes.get(run.range.clone()).unwrap_or_default();
            let mut word = Word::START;
            let mut at = 0;
            while let Some(&byte) = bytes.get(at) {
                let (code, used) = table.letter(byte, || bytes.get(at + 1).copied());
                at += used;
                if code.is_none() && !Shown::of(byte).is_letter {
                    std::mem::replace(&mut word, Word::START).end(&mut score, run);
                } else {
                    word.push(code, byte, used == 2);
                }
            }
            word.end(&mut score, run);
        }
        score
    }
}

const NO_BREAK_BLANK: u8 = 0xa0;
const SOFT_HYPHEN: u8 = 0xad;

/// Whether letters are syllables as they stand, and what they weigh. Quotes and dashes part words that nothing else parts.
fn stands(letters: &[u8]) -> (bool, i64) {
    const NONE: (bool, i64) = (false, NO_SYLLABLE);
    let mut weight = SYLLABLE;
    let (mut walk, mut small, mut open) = (Walk::START, false, false);
    for &byte in letters.iter().filter(|&&byte| byte != SOFT_HYPHEN) {
        let shown = Shown::of(byte);
        if shown.is_quote {
            if open && !walk.is_syllable() {
                return NONE;
            }
            (walk, small, open) = (Walk::START, false, false);
            continue;
        }
        // Most of legacy text shows letters that no Vietnamese word has, or a capital behind a small letter: "kÌm".
        if shown.number == 0 || small && shown.is_capital && !byte.is_ascii() {
            return NONE;
        }
        walk = walk.then(shown.number);
        open = true;
        small |= shown.is_small;
        if !byte.is_ascii() {
            weight -= rarity(shown.number);
        }
    }
    if open && !walk.is_syllable() { NONE } else { (true, weight) }
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
    fn push(&mut self, code: Code, byte: u8, pair: bool) {
        let letter = code.number();
        if byte.is_ascii_lowercase() && !pair {
            self.walk = self.walk.then(letter);
            self.letters += 1;
            self.small = true;
            self.ascii = true;
            return;
        }
        let ascii = byte.is_ascii_alphabetic();
        // A capital behind a small letter of ASCII is none of a word: "quỶ".
        let inside = self.small && code.is_capital() && !ascii;
        self.walk = self.walk.then(if inside { 0 } else { letter });
        self.small |= pair && byte.is_ascii_lowercase();
        if self.bare_capitals == self.letters
            && (code.is_capital() || byte.is_ascii_uppercase())
            && !code.is_toned()
        {
            if let Some(slot) = self.capitals.get_mut(self.letters as usize) {
                *slot = code.character().or(Some(char::from(byte)));
            }
            self.bare_capitals += 1;
        }
        self.letters += 1;
        self.ascii |= ascii;
        if pair || !ascii {
            self.beyond_ascii += 1;
            self.changed |= pair
                || code.number() != Shown::of(byte).number
                || code.is_capital() != Shown::of(byte).is_capital;
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

fn rarity(letter: u8) -> i64 {
    let rarity = match vowel(letter) {
        Some((row, tone)) => RARITY.get(usize::from(row)).and_then(|row| row.get(usize::from(tone))).copied(),
        None => (letter > 0).then_some(RARITY_OF_D),
    };
    rarity.unwrap_or(RAREST).into()
}
