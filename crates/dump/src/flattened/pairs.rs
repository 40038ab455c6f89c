//! Which words follow which: two words that stand together elsewhere are hardly parted by the end of a cell.

use std::collections::HashMap;

use super::Reading;
use super::text::Text;
use super::words::Start;

/// What is remembered of a document's other text: which words follow which.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pairs: HashMap<(u32, u32), u32>,
    firsts: HashMap<u32, u32>,
}

impl Pairs {
    pub(super) fn add(&mut self, first: u32, second: u32) {
        *self.pairs.entry((first, second)).or_default() += 1;
        *self.firsts.entry(first).or_default() += 1;
    }
}

/// Which words follow which in a document's other text and in this table's cells.
#[derive(Debug)]
pub(super) struct Following<'t> {
    elsewhere: &'t Pairs,
    here: Pairs,
    /// Whether the gap in front of a word is inside a cell now.
    inside: Vec<bool>,
}

impl<'t> Following<'t> {
    pub(super) fn new(text: &Text<'_>, elsewhere: &'t Pairs, readings: &[Reading]) -> Self {
        let mut starts = vec![false; text.len() + 1];
        let pieces = readings.iter().flat_map(|row| row.cells.iter().flatten().chain(&row.title));
        for at in pieces.map(|piece| piece.start).chain(readings.iter().map(|row| row.start)) {
            if let Some(start) = starts.get_mut(at) {
                *start = true;
            }
        }
        let is_inside = |at: usize| {
            let Some(word) = text.words.get(at).filter(|_| at > 0) else { return false };
            // Before the first reading only small letters within a line are surely inside a cell.
            let inside = if readings.is_empty() {
                word.begins == Start::Lower && !word.starts_line()
            } else {
                starts.get(at) == Some(&false)
            };
            inside && !text.page_start(at)
        };
        let inside: Vec<bool> = (0..text.len()).map(is_inside).collect();
        let mut here = Pairs::default();
        for (pair, inside) in text.words.windows(2).zip(inside.iter().skip(1)) {
            if let ([first, second], true) = (pair, inside) {
                here.add(first.id, second.id);
            }
        }
        Self { elsewhere, here, inside }
    }

    /// How much likelier the word at a place is behind another word than where a cell begins, in nats.
    pub(super) fn follows(&self, text: &Text<'_>, before: usize, at: usize) -> f32 {
        self.likelier(text, before, at, 0)
    }

    /// The same behind the word in front of it, this place itself left out.
    pub(super) fn parted(&self, text: &Text<'_>, at: usize) -> f32 {
        let own = u32::from(self.inside.get(at) == Some(&true));
        at.checked_sub(1).map_or(0.0, |before| self.likelier(text, before, at, own))
    }

    fn likelier(&self, text: &Text<'_>, before: usize, at: usize, own: u32) -> f32 {
        /// Cells that begin with a given word, among all cells.
        const BEGINS: f32 = 0.03;
        let (Some(first), Some(second)) = (text.words.get(before), text.words.get(at)) else { return 0.0 };
        let count = |map: &Pairs| {
            let pair = map.pairs.get(&(first.id, second.id)).copied().unwrap_or(0);
            (pair, map.firsts.get(&first.id).copied().unwrap_or(0))
        };
        let ((pair, all), (pair_here, all_here)) = (count(self.elsewhere), count(&self.here));
        let pair = (pair + pair_here).saturating_sub(own) as f32;
        let all = (all + all_here).saturating_sub(own) as f32;
        f32::ln((pair + 0.02) / (all + 1.0) / BEGINS).clamp(-1.0, 3.5)
    }
}
