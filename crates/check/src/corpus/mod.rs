//! What the rules need to know of all records: how documents are cited, how often words stand side by side.

mod citations;
mod facts;
mod pairs;

pub(crate) use citations::{Conflict, Differing, Stand};
pub(crate) use facts::last_day;
pub use facts::{FACTS_VERSION, Facts};

use std::collections::BTreeMap;

use kehoach_model::{Citation, WorkLine};

use citations::Citations;
use pairs::Pairs;

/// What the rules know of all records.
#[derive(Debug, Default)]
pub struct Corpus {
    pairs: Pairs,
    citations: Citations,
    /// The best copy of the work of each copy.
    leads: BTreeMap<String, String>,
}

impl Corpus {
    /// Takes in a record.
    pub fn insert(&mut self, id: &str, facts: &Facts) {
        self.pairs.add(&facts.pairs);
        self.citations.add(id, facts);
    }

    /// Takes the words of a copy out again: five copies of a plan say nothing more often than one.
    pub fn forget_words(&mut self, facts: &Facts) {
        self.pairs.take_out(&facts.pairs);
    }

    /// To be told once all records are in: compares their citations.
    pub fn settle(&mut self, works: &[WorkLine]) {
        for work in works {
            self.leads.extend(work.copies.iter().map(|copy| (copy.clone(), work.lead.clone())));
        }
        self.citations.settle(&self.leads);
    }

    /// How often two words stand side by side in the corpus; folded by [`fold::word`](crate::fold::word).
    pub(crate) fn count(&self, one: &str, other: &str) -> u32 {
        self.pairs.count(crate::fold::pair(one, other))
    }

    /// How others cite the document of this citation otherwise.
    pub(crate) fn conflicts(&self, citation: &Citation) -> Vec<(&Conflict, usize)> {
        self.citations.of(citation)
    }

    /// The better copy of a record's work, where it is not the record itself.
    pub(crate) fn better_copy(&self, id: &str) -> Option<&str> {
        self.leads.get(id).map(String::as_str)
    }
}
