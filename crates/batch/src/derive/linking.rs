//! Linking all records of the store: from their facts alone, which are found once and kept.

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use kehoach_link::{Duplicates, Facts, Index, Links, Overrides, ParentRows};
use kehoach_model::DuplicateLine;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::derive::ids::{Renamed, rename};
use crate::derive::input::PAGE;
use crate::output::OVERRIDES;
use crate::progress::Progress;
use crate::store::{Row, Store};
use crate::{IngestError, answer};

/// Parents whose rows are kept at hand. Children of one parent seldom stand together; a nation's provinces and
/// ministries of a year are fewer.
const PARENTS: usize = 256;

/// The links of the store, and how to come by the rows of parents.
pub(super) struct Linked {
    pub(super) links: Arc<Links>,
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
        let (mut index, mut records) = (Index::default(), BTreeMap::new());
        each(store, renamed, stop, &mut |record| {
            duplicates.push(&record.id, &record.facts);
            index.insert(record.path, &record.id, record.facts);
            records.insert(record.id, (record.sha256.to_owned(), record.part));
            progress.done(u64::from(record.part == 0));
        })?;
        let links = Arc::new(index.link(&overrides));
        Ok(Self { links, duplicates, records, parents: BTreeMap::new(), at_hand: VecDeque::new() })
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
            each(store, renamed, stop, &mut |record| self.duplicates.push(&record.id, &record.facts))?;
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

/// A record by what linking knows of it.
struct Known<'a> {
    path: &'a str,
    sha256: &'a str,
    part: usize,
    id: String,
    facts: Facts,
}

/// All records that the output files will hold, in the order of their paths.
fn each(
    store: &Store,
    renamed: &Renamed,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(Known<'_>),
) -> Result<(), IngestError> {
    let mut last: Option<(String, Vec<u8>)> = None;
    loop {
        if stop.load(Ordering::Relaxed) {
            return Err(IngestError::Stopped);
        }
        let after = last.as_ref().map(|(path, location)| (path.as_str(), location.as_slice()));
        let page = store.page(after, PAGE)?;
        let Some(end) = page.last() else { return Ok(()) };
        last = Some((end.line.path.clone(), end.location.clone()));
        for (row, found) in facts(store, page)? {
            let (path, sha256) = (row.line.path.as_str(), row.line.sha256.as_deref().unwrap_or_default());
            for (part, (facts, mut id)) in found.into_iter().zip(row.line.ids).enumerate() {
                rename(renamed, sha256, &mut id);
                tell(Known { path, sha256, part, id, facts });
            }
        }
    }
}

/// The facts of the records of some inputs; those that are not known yet are found and kept.
fn facts(store: &Store, page: Vec<Row>) -> Result<Vec<(Row, Vec<Facts>)>, IngestError> {
    let mut known: Vec<(Row, Vec<Facts>, Vec<Vec<u8>>)> = Vec::with_capacity(page.len());
    for row in page.into_iter().filter(|row| row.leads && !row.line.ids.is_empty()) {
        let Some(sha256) = row.line.sha256.as_deref() else { continue };
        let kept: Option<Vec<Facts>> =
            store.facts(sha256)?.iter().map(|bytes| Facts::from_bytes(bytes)).collect();
        let kept = kept.filter(|kept| kept.len() == row.line.ids.len());
        let packed = if kept.is_none() { store.records(sha256)? } else { Vec::new() };
        known.push((row, kept.unwrap_or_default(), packed));
    }
    let find = |(row, kept, packed): (Row, Vec<Facts>, Vec<Vec<u8>>)| {
        if packed.is_empty() {
            return Ok((row, kept, Vec::new()));
        }
        let found = packed.iter().map(|packed| answer::unpack(packed).map(|plan| Facts::of(&plan)));
        let found = found.collect::<Result<Vec<Facts>, _>>().map_err(serde_json::Error::io)?;
        let bytes = found.iter().map(Facts::to_bytes).collect();
        Ok((row, found, bytes))
    };
    let found = known.into_par_iter().map(find).collect::<Result<Vec<_>, IngestError>>()?;
    store.begin()?;
    for (row, _, bytes) in found.iter().filter(|(_, _, bytes)| !bytes.is_empty()) {
        store.put_facts(row.line.sha256.as_deref().unwrap_or_default(), bytes)?;
    }
    store.commit()?;
    Ok(found.into_iter().map(|(row, facts, _)| (row, facts)).collect())
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
