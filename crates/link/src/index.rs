//! The records of a corpus by what linking knows of them.

use std::collections::BTreeMap;

use crate::facts::{Cite, Facts, Identity, Quality};
use crate::sketch::Sketch;

/// Rows of fewer words are in many plans.
const ROW_WORDS: u16 = 5;

/// The records of a corpus. What is derived from it is a function of the set of records: not of the order in which
/// they came, nor of what was here before.
#[derive(Debug, Default)]
pub struct Index {
    records: BTreeMap<(String, String), Known>,
}

/// What resolving needs of a record: its rows are hashes here.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) identity: Identity,
    pub(crate) quality: Quality,
    pub(crate) cites: Vec<Cite>,
    pub(crate) sketch: Sketch,
    /// Hashes of the names of its rows, sorted.
    pub(crate) rows: Box<[u64]>,
}

impl Known {
    fn of(facts: Facts) -> Self {
        let telling = facts.rows.iter().filter(|row| row.length >= ROW_WORDS);
        let mut rows: Vec<u64> = telling.map(|row| row.same).collect();
        rows.sort_unstable();
        rows.dedup();
        let Facts { identity, quality, cites, sketch, .. } = facts;
        Self { identity, quality, cites, sketch, rows: rows.into() }
    }
}

/// A record of the index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) path: &'a str,
    pub(crate) id: &'a str,
    pub(crate) facts: &'a Known,
}

impl Index {
    /// Puts a record in, or another reading of it in its place. `path` is `source.path`: it decides which of two
    /// equally good copies leads.
    pub fn insert(&mut self, path: &str, id: &str, facts: Facts) {
        self.records.insert((path.to_owned(), id.to_owned()), Known::of(facts));
    }

    /// Takes a record out.
    pub fn remove(&mut self, path: &str, id: &str) {
        self.records.remove(&(path.to_owned(), id.to_owned()));
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// All records by path and id.
    pub(crate) fn entries(&self) -> Vec<Entry<'_>> {
        self.records.iter().map(|((path, id), facts)| Entry { path, id, facts }).collect()
    }
}
