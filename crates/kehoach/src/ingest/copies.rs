//! Files with the same bytes: the first of them, by name, has the record; the others are named in it.

use std::collections::BTreeMap;
use std::fs;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::inputs::Input;
use crate::sha256;

/// Which input repeats which, by position.
#[derive(Debug, Default)]
pub(super) struct Copies {
    originals: BTreeMap<usize, usize>,
    copies: BTreeMap<usize, Vec<usize>>,
}

impl Copies {
    /// The input that this one repeats.
    pub(super) fn original(&self, at: usize) -> Option<usize> {
        self.originals.get(&at).copied()
    }

    /// The inputs that repeat this one.
    pub(super) fn of(&self, at: usize) -> impl Iterator<Item = usize> {
        self.copies.get(&at).into_iter().flatten().copied()
    }
}

/// Finds copies. Only files of equal size are read for it.
pub(super) fn find(inputs: &[Input]) -> Copies {
    let sizes: Vec<Option<u64>> =
        inputs.par_iter().map(|input| fs::metadata(&input.path).ok().map(|data| data.len())).collect();
    let mut by_size: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, size) in sizes.into_iter().enumerate() {
        // Empty files are nobody's copies.
        if let Some(size) = size.filter(|&size| size > 0) {
            by_size.entry(size).or_default().push(at);
        }
    }
    let candidates: Vec<usize> = by_size.into_values().filter(|same| same.len() > 1).flatten().collect();
    let hashed = candidates.par_iter().map(|&at| {
        let bytes = inputs.get(at).and_then(|input| fs::read(&input.path).ok())?;
        Some((sha256(&bytes), at))
    });
    let mut by_hash: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (hash, at) in hashed.collect::<Vec<_>>().into_iter().flatten() {
        by_hash.entry(hash).or_default().push(at);
    }
    let mut copies = Copies::default();
    for mut same in by_hash.into_values() {
        same.sort_unstable();
        let Some((first, rest)) = same.split_first() else { continue };
        copies.originals.extend(rest.iter().map(|&copy| (copy, *first)));
        if !rest.is_empty() {
            copies.copies.insert(*first, rest.to_vec());
        }
    }
    copies
}
