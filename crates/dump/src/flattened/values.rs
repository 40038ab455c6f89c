//! Values that stand in several rows: bodies, deadlines, targets come again and again.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use super::Reading;
use super::head::{Column, Domain};
use super::text::Text;

/// A key that is a hash already.
#[derive(Debug, Default, Clone)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 =
            bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// The values of one column, or of all columns of bodies: who leads one task supports another.
#[derive(Debug, Default)]
struct Known {
    /// How many cells have a value or, behind semicolons, a part.
    counts: HashMap<u64, u32, BuildHasherDefault<Hashed>>,
    /// Words by which one of them begins.
    openings: Vec<bool>,
}

/// The values of a table's columns by the reading so far.
#[derive(Debug)]
pub(super) struct Values {
    known: Vec<Known>,
    /// Where each column's cells stand now: the word behind the last by the first.
    cells: Vec<Vec<u32>>,
    /// For each column the one under which its values are kept, and whether it names bodies.
    kept: Vec<(usize, bool)>,
}

impl Values {
    pub(super) fn new(text: &Text<'_>, columns: &[Column], readings: &[Reading]) -> Self {
        let bodies = columns.iter().position(|column| column.domain == Domain::Body);
        let kept = columns.iter().enumerate().map(|(at, column)| {
            let body = column.domain == Domain::Body;
            (bodies.filter(|_| body).unwrap_or(at), body)
        });
        let mut this = Self {
            known: columns.iter().map(|_| Known::default()).collect(),
            cells: vec![vec![0; text.len() + 1]; columns.len()],
            kept: kept.collect(),
        };
        for row in readings {
            for (column, pieces) in row.cells.iter().enumerate() {
                this.add(text, column, pieces);
            }
        }
        this
    }

    fn add(&mut self, text: &Text<'_>, column: usize, pieces: &[Range<usize>]) {
        let (whole, span) = match pieces {
            [piece] => (text.hash(piece.start, piece.end), piece.clone()),
            [first, second] => (text.hash_of_both(first, second), first.start..second.end),
            _ => return,
        };
        if let Some(cell) = self.cells.get_mut(column).and_then(|cells| cells.get_mut(span.start)) {
            *cell = u32::try_from(span.end).unwrap_or(0);
        }
        let parts = pieces.first().map(|piece| parts(text, piece)).unwrap_or_default();
        let Some(known) = self.kept.get(column).and_then(|kept| self.known.get_mut(kept.0)) else { return };
        *known.counts.entry(whole).or_default() += 1;
        for part in &parts {
            if parts.len() > 1 && pieces.len() == 1 {
                *known.counts.entry(text.hash(part.start, part.end)).or_default() += 1;
            }
            let first = text.words.get(part.start).map_or(0, |word| word.id as usize);
            known.openings.resize(known.openings.len().max(first + 1), false);
            if let Some(opens) = known.openings.get_mut(first) {
                *opens = true;
            }
        }
    }

    /// What it is worth that other rows have the same value in this column, or the same parts, in nats.
    pub(super) fn repeated(&self, text: &Text<'_>, column: usize, from: usize, to: usize) -> f32 {
        let Some((known, body)) = self.opening(text, column, from) else { return 0.0 };
        let own = self.is_now(column, from, to);
        let whole = known.worth(text.hash(from, to), own, to - from);
        if whole > 0.0 || !body || text.semicolons(from, to) == 0 {
            return whole;
        }
        let mut sum = 0.0;
        for part in parts(text, &(from..to)) {
            let worth = known.worth(text.hash(part.start, part.end), own, part.len());
            // A part that no other row has makes the others' worth doubtful.
            if worth == 0.0 {
                return 0.0;
            }
            sum += worth;
        }
        sum
    }

    /// The same for a cell in two pieces.
    pub(super) fn repeated_over(
        &self,
        text: &Text<'_>,
        column: usize,
        first: &Range<usize>,
        second: &Range<usize>,
    ) -> f32 {
        let Some((known, _)) = self.opening(text, column, first.start) else { return 0.0 };
        let own = self.is_now(column, first.start, second.end);
        known.worth(text.hash_of_both(first, second), own, first.len() + second.len())
    }

    /// The values of a column, if one begins with a word.
    fn opening(&self, text: &Text<'_>, column: usize, at: usize) -> Option<(&Known, bool)> {
        let (kept, body) = *self.kept.get(column)?;
        let known = self.known.get(kept)?;
        let first = text.words.get(at)?.id as usize;
        (known.openings.get(first) == Some(&true)).then_some((known, body))
    }

    /// 1 if a cell of the column begins and ends so now: it is no other row's.
    fn is_now(&self, column: usize, from: usize, to: usize) -> u32 {
        let end = self.cells.get(column).and_then(|cells| cells.get(from)).copied();
        u32::from(end.is_some_and(|end| end as usize == to))
    }
}

impl Known {
    /// What a value is worth that other cells have: nearly one nat a word.
    fn worth(&self, hash: u64, own: u32, words: usize) -> f32 {
        /// Words behind the sixth tell nothing more.
        const MOST: usize = 6;
        let others = self.counts.get(&hash).copied().unwrap_or(0).saturating_sub(own);
        if others == 0 { 0.0 } else { words.min(MOST) as f32 * 0.8 + (others as f32).ln() }
    }
}

/// The parts of a stretch that end with semicolons.
fn parts(text: &Text<'_>, of: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = of.start;
    for at in of.clone() {
        if text.words.get(at).is_some_and(|word| word.text.ends_with(';')) || at + 1 == of.end {
            parts.push(start..at + 1);
            start = at + 1;
        }
    }
    parts
}
