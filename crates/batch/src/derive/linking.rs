//! Linking all records of the store: from their facts alone, which are found once and kept.

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

use kehoach_check::Corpus;
use kehoach_link::{Duplicates, Index, Links, Overrides, ParentRows};
use kehoach_model::DuplicateLine;

use crate::derive::facts::each;
use crate::derive::ids::Renamed;
use crate::output::OVERRIDES;
use crate::progress::Progress;
use crate::store::Store;
use crate::{IngestError, answer};

/// Parents whose rows are kept at hand. Children of one parent seldom stand together; a nation's provinces and
/// ministries of a year are fewer.
const PARENTS: usize = 256;

/// The links of the store, and how to come by the rows of parents.
pub(super) struct Linked {
    pub(super) links: Arc<Links>,
    /// What the rules know of all records.
    pub(super) corpus: Corpus,
    duplicates: Duplicates,
    /// Content and part of every record.
    records: BTreeMap<String, (String, usize)>,
    parents: BTreeMap<String, Arc<Parent>>,
    /// The parents at hand, the one that came first at the front.
    at_hand: VecDeque<String>,
}

/// A parent's record, unpacked by the first child that needs it.
pub(super) struct Parent {
    packed: Vec<u8>,
    id: String,
    rows: OnceLock<ParentRows>,
}

impl Parent {
    pub(super) fn rows(&self) -> Result<&ParentRows, IngestError> {
        if let Some(rows) = self.rows.get() {
            return Ok(rows);
        }
        let mut plan = answer::unpack(&self.packed).map_err(serde_json::Error::io)?;
        plan.id.clone_from(&self.id);
        Ok(self.rows.get_or_init(|| ParentRows::of(&plan)))
    }
}

impl Linked {
    /// Links all records that the output files will hold.
    pub(super) fn of(
        store: &Store,
        renamed: &Renamed,
        out: &Path,
        progress: &Progress,
        stop: &AtomicBool,
    ) -> Result<Self, IngestError> {
        let overrides = overrides(out)?;
        let counts = store.counts()?;
        let mut duplicates = Duplicates::of(counts.indicators + counts.tasks);
        let (mut index, mut corpus, mut records) = (Index::default(), Corpus::default(), BTreeMap::new());
        each(store, renamed, stop, &mut |record| {
            duplicates.push(&record.id, &record.facts.link);
            corpus.insert(&record.id, &record.facts.check);
            index.insert(record.path, &record.id, record.facts.link);
            records.insert(record.id, (record.sha256.to_owned(), record.part));
            progress.done(u64::from(record.part == 0));
        })?;
        let links = Arc::new(index.link(&overrides));
        corpus.settle(links.works());
        // Which record is a copy is known only now.
        if links.works().iter().any(|work| !work.copies.is_empty()) {
            each(store, renamed, stop, &mut |record| {
                if !links.leads(&record.id) {
                    corpus.forget_words(&record.facts.check);
                }
            })?;
        }
        Ok(Self { links, corpus, duplicates, records, parents: BTreeMap::new(), at_hand: VecDeque::new() })
    }

    /// Tells the groups of rows that are there again: at once, or a part of the rows in each of several passes.
    pub(super) fn duplicates(
        &mut self,
        store: &Store,
        renamed: &Renamed,
        stop: &AtomicBool,
        tell: &mut dyn FnMut(DuplicateLine),
    ) -> Result<(), IngestError> {
        loop {
            self.duplicates.groups(&self.links, tell);
            if !self.duplicates.next_pass() {
                return Ok(());
            }
            each(store, renamed, stop, &mut |record| self.duplicates.push(&record.id, &record.facts.link))?;
        }
    }

    /// The parents of a record.
    pub(super) fn parents(&mut self, store: &Store, id: &str) -> Result<Vec<Arc<Parent>>, IngestError> {
        let links = Arc::clone(&self.links);
        let ids = links.parents(id).iter();
        ids.filter_map(|id| self.parent(store, id).transpose()).collect()
    }

    fn parent(&mut self, store: &Store, id: &str) -> Result<Option<Arc<Parent>>, IngestError> {
        if let Some(parent) = self.parents.get(id) {
            return Ok(Some(Arc::clone(parent)));
        }
        let Some((sha256, part)) = self.records.get(id) else { return Ok(None) };
        let Some(packed) = store.records(sha256)?.into_iter().nth(*part) else { return Ok(None) };
        let parent = Arc::new(Parent { packed, id: id.to_owned(), rows: OnceLock::new() });
        self.parents.insert(id.to_owned(), Arc::clone(&parent));
        self.at_hand.push_back(id.to_owned());
        if self.at_hand.len() > PARENTS
            && let Some(oldest) = self.at_hand.pop_front()
        {
            self.parents.remove(&oldest);
        }
        Ok(Some(parent))
    }
}

/// What people have decided: a file beside the outputs, if there is one.
fn overrides(out: &Path) -> Result<Overrides, IngestError> {
    let path = out.join(OVERRIDES);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Overrides::default()),
        Err(problem) => return Err(IngestError::Overrides { path, problem: problem.to_string() }),
    };
    Overrides::parse(&text).map_err(|error| IngestError::Overrides { path, problem: error.to_string() })
}
