//! How often two words stand side by side.

use std::collections::HashMap;

/// Counts by the hash of two words.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    counts: HashMap<u32, u32>,
}

impl Pairs {
    /// Adds the pairs of a record: steps between sorted hashes, with counts.
    pub(super) fn add(&mut self, steps: &[(u32, u32)]) {
        let mut hash = 0_u32;
        for (step, count) in steps {
            hash = hash.wrapping_add(*step);
            let known = self.counts.entry(hash).or_default();
            *known = known.saturating_add(*count);
        }
    }

    /// Takes the pairs of a record out again.
    pub(super) fn take_out(&mut self, steps: &[(u32, u32)]) {
        let mut hash = 0_u32;
        for (step, count) in steps {
            hash = hash.wrapping_add(*step);
            if let Some(known) = self.counts.get_mut(&hash) {
                *known = known.saturating_sub(*count);
            }
        }
    }

    pub(super) fn count(&self, hash: u32) -> u32 {
        self.counts.get(&hash).copied().unwrap_or_default()
    }
}
