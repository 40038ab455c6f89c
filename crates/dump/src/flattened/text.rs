//! The words of a flattened table's body with the sums that let any stretch be judged at once.

use std::ops::Range;

use super::words::{BLANK, Start, Word};

/// The body of a flattened table.
#[derive(Debug)]
pub(super) struct Text<'a> {
    pub(super) words: Vec<Word<'a>>,
    /// Where a page begins: the head stood again in front of the word, or the page's number did.
    pub(super) page_starts: Vec<bool>,
    /// First word of the line of each word, and the word behind its last.
    line_of: Vec<(usize, usize)>,
    /// Sums of widths, blanks included.
    widths: Vec<f32>,
    opens: Vec<i32>,
    semicolons: Vec<u32>,
    hashes: Vec<u64>,
    powers: Vec<u64>,
}

/// Multiplier of the rolling hash (a prime near 2⁶³).
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

impl<'a> Text<'a> {
    pub(super) fn new(words: Vec<Word<'a>>, page_starts: Vec<bool>) -> Self {
        let mut line_of = vec![(0, 0); words.len()];
        let mut start = 0;
        for at in 0..=words.len() {
            let ends = words
                .get(at)
                .is_none_or(|word| at > start && (word.starts_line() || page_starts.get(at) == Some(&true)));
            if ends {
                line_of.iter_mut().take(at).skip(start).for_each(|line| *line = (start, at));
                start = at;
            }
        }
        let mut this = Self {
            line_of,
            page_starts,
            widths: vec![0.0],
            opens: vec![0],
            semicolons: vec![0],
            hashes: vec![0],
            powers: vec![1],
            words,
        };
        let (mut width, mut open, mut semicolons, mut hash, mut power) = (0.0, 0, 0, 0_u64, 1_u64);
        for word in &this.words {
            width += word.width + BLANK;
            open += word.opens;
            hash = hash
                .wrapping_mul(MULTIPLIER)
                .wrapping_add(u64::from(word.id) * 2 + 1 + u64::from(word.text.ends_with([';', ','])));
            power = power.wrapping_mul(MULTIPLIER);
            this.widths.push(width);
            this.opens.push(open);
            semicolons += u32::from(word.text.ends_with(';'));
            this.semicolons.push(semicolons);
            this.hashes.push(hash);
            this.powers.push(power);
        }
        this
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Width of some words of one line.
    pub(super) fn width(&self, from: usize, to: usize) -> f32 {
        let at = |at: usize| self.widths.get(at).copied().unwrap_or(0.0);
        (at(to) - at(from) - BLANK).max(0.0)
    }

    /// Width of the word at a place, its blank included; of nothing, none.
    pub(super) fn next_width(&self, at: usize) -> f32 {
        self.words.get(at).map_or(0.0, |word| word.width + BLANK)
    }

    /// Brackets and quotes that a stretch leaves open.
    pub(super) fn open(&self, from: usize, to: usize) -> i32 {
        let at = |at: usize| self.opens.get(at).copied().unwrap_or(0);
        at(to) - at(from)
    }

    /// How many words of a stretch end with a semicolon.
    pub(super) fn semicolons(&self, from: usize, to: usize) -> u32 {
        let at = |at: usize| self.semicolons.get(at).copied().unwrap_or(0);
        at(to) - at(from)
    }

    /// One number for the words of a stretch, whatever their case and whatever mark ends the last.
    pub(super) fn hash(&self, from: usize, to: usize) -> u64 {
        let Some(last) = to.checked_sub(1).filter(|last| *last >= from) else { return 0 };
        let id = self.words.get(last).map_or(0, |word| u64::from(word.id) * 2 + 1);
        self.marked_hash(from, last).wrapping_mul(MULTIPLIER).wrapping_add(id)
    }

    /// The same with the marks behind all words.
    fn marked_hash(&self, from: usize, to: usize) -> u64 {
        let at = |at: usize| self.hashes.get(at).copied().unwrap_or(0);
        let power = self.powers.get(to.saturating_sub(from)).copied().unwrap_or(0);
        at(to).wrapping_sub(at(from).wrapping_mul(power))
    }

    /// The hash of two stretches as if one followed the other.
    pub(super) fn hash_of_both(&self, first: &Range<usize>, second: &Range<usize>) -> u64 {
        let power = self.powers.get(second.len()).copied().unwrap_or(0);
        self.marked_hash(first.start, first.end)
            .wrapping_mul(power)
            .wrapping_add(self.hash(second.start, second.end))
    }

    /// First word of the line of a word, and the word behind its last.
    pub(super) fn line(&self, word: usize) -> (usize, usize) {
        self.line_of.get(word).copied().unwrap_or((word, word + 1))
    }

    /// Whether a line begins at a word, or the text ends there.
    pub(super) fn starts_line(&self, at: usize) -> bool {
        self.words.get(at).is_none_or(Word::starts_line) || self.page_start(at)
    }

    /// Chance that a typist ended the line in front of a word inside a cell: behind a full stop or a semicolon and in
    /// front of a dash often, in front of a capital now and then.
    pub(super) fn ended(&self, at: usize) -> f32 {
        let (Some(word), Some(before)) =
            (self.words.get(at), at.checked_sub(1).and_then(|at| self.words.get(at)))
        else {
            return 0.5;
        };
        match (before.text.chars().next_back(), word.begins) {
            (Some(';' | '.' | ':'), Start::Upper | Start::Sign) | (_, Start::Sign) => 0.4,
            (_, Start::Upper) => 0.05,
            _ => 0.02,
        }
    }

    pub(super) fn page_start(&self, at: usize) -> bool {
        self.page_starts.get(at) == Some(&true)
    }
}
