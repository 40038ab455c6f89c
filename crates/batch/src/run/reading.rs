//! The first phase: every input into the store.

mod archive;

use std::collections::{BTreeSet, VecDeque};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use kehoach_model::Outcome;
use rayon::iter::{ParallelBridge, ParallelIterator};

use crate::engine::Engine;
use crate::input::load::{self, Loaded};
use crate::input::{Excluded, Root};
use crate::progress::Progress;
use crate::store::{Content, InputRow, Known, MemberRow, NewContent, Pending, Store, reader_name};
use crate::{IngestError, Job, Parser, Refusal, RunCounts, sha256};

/// Rows taken from the store at once.
const PAGE: usize = 512;

/// The first phase.
pub(super) struct Reading<'a> {
    job: &'a Job,
    excluded: &'a Excluded,
    parser: &'a dyn Parser,
    /// Of the readers and of the records.
    version: (String, String),
    /// Whose results need no more look: these readers', with and without what is not here now. JSON.
    readers: String,
    pub(super) engine: Engine<'a>,
    pub(super) store: Mutex<Store>,
    /// Contents that a thread is parsing now.
    claimed: Mutex<BTreeSet<String>>,
    progress: &'a Progress,
    stop: &'a AtomicBool,
    pub(super) counts: Counters,
    /// What ended the run before its time.
    failure: Mutex<Option<IngestError>>,
}

/// What a run did, while it does it.
#[derive(Default)]
pub(super) struct Counters {
    new: AtomicU64,
    changed: AtomicU64,
    again: AtomicU64,
    unchanged: AtomicU64,
    removed: AtomicU64,
}

impl Counters {
    pub(super) fn take(&self) -> RunCounts {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        RunCounts {
            new: of(&self.new),
            changed: of(&self.changed),
            again: of(&self.again),
            unchanged: of(&self.unchanged),
            removed: of(&self.removed),
        }
    }
}

/// Whether a content had to be parsed, and what became of it.
struct Settled {
    outcome: Option<Outcome>,
    parsed: bool,
}

impl<'a> Reading<'a> {
    pub(super) fn new(
        job: &'a Job,
        excluded: &'a Excluded,
        parser: &'a dyn Parser,
        store: Store,
        progress: &'a Progress,
        stop: &'a AtomicBool,
    ) -> Self {
        let version = (parser.version(), parser.schema());
        let lacking = parser.lacking();
        let without = [None].into_iter().chain(lacking.iter().map(|program| Some(program.as_str())));
        let readers: Vec<String> = without.map(|program| reader_name(&version.0, program)).collect();
        Self {
            job,
            excluded,
            parser,
            version,
            readers: serde_json::to_string(&readers).unwrap_or_default(),
            engine: Engine::new(&job.mode, parser, &job.limits, stop),
            store: Mutex::new(store),
            claimed: Mutex::default(),
            progress,
            stop,
            counts: Counters::default(),
            failure: Mutex::default(),
        }
    }

    /// Reads every input that was seen.
    pub(super) fn all(&self) -> Result<(), IngestError> {
        let mut after = Vec::new();
        let mut page = VecDeque::new();
        let inputs = std::iter::from_fn(|| {
            if self.is_over() {
                return None;
            }
            if page.is_empty() {
                page = self.store().pending(&after, PAGE).map_err(|error| self.fail(error)).ok()?.into();
            }
            let next: Pending = page.pop_front()?;
            after.clone_from(&next.location);
            Some(next)
        });
        inputs.par_bridge().for_each(|input| {
            if let Err(error) = self.one(input) {
                self.fail(error);
            }
            self.progress.done(1);
        });
        let failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner).take();
        failure.map_or_else(|| self.store().flush(), Err)
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_over(&self) -> bool {
        let failed = || self.failure.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        self.stop.load(Ordering::Relaxed) || failed()
    }

    /// The first failure counts; the others follow from it.
    fn fail(&self, error: IngestError) {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }

    /// Reads one input; whatever happens to it, it has an outcome.
    fn one(&self, input: Pending) -> Result<(), IngestError> {
        if let Some(problem) = input.problem {
            return self.unread(input.location, input.path, &problem, None);
        }
        let file = PathBuf::from(OsStr::from_bytes(&input.location));
        match load::load(&file, self.parser, false) {
            Err((refusal, bytes)) => self.unread(input.location, input.path, &refusal, bytes),
            Ok(Loaded::Document(bytes)) => self.document(input.location, input.path, &bytes),
            Ok(Loaded::Archive(archive)) => self.archive(input, &file, archive),
        }
    }

    fn unread(
        &self,
        location: Vec<u8>,
        path: String,
        refusal: &Refusal,
        bytes: Option<u64>,
    ) -> Result<(), IngestError> {
        tracing::info!("{path}: {refusal}");
        self.progress.count(Some(refusal.outcome), 0, false);
        self.keep(&InputRow { location, path, bytes, content: Err(refusal.clone()) }, true)
    }

    fn document(&self, location: Vec<u8>, path: String, bytes: &[u8]) -> Result<(), IngestError> {
        let content = sha256(bytes);
        let settled = self.settle(&content, &path, bytes)?;
        self.progress.count(settled.outcome, bytes.len() as u64, !settled.parsed);
        let row = InputRow { location, path, bytes: Some(bytes.len() as u64), content: Ok(content) };
        self.keep(&row, settled.parsed)
    }

    /// Sees to it that a content is parsed, unless it is known or in hand.
    fn settle(&self, sha256: &str, path: &str, bytes: &[u8]) -> Result<Settled, IngestError> {
        {
            let store = self.store();
            if let Some(known) = self.known(&store, sha256)? {
                let outcome = if let Known::Document(outcome) = known { Some(outcome) } else { None };
                return Ok(Settled { outcome, parsed: false });
            }
            let mut claimed = self.claimed.lock().unwrap_or_else(PoisonError::into_inner);
            if self.job.dry_run || !claimed.insert(sha256.to_owned()) {
                return Ok(Settled { outcome: None, parsed: true });
            }
        }
        let start = Instant::now();
        let answer = self.engine.parse(bytes, &self.progress.take(path)).map_err(IngestError::Worker)?;
        let kept = answer.map(|answer| {
            let content = Content::Answer(answer);
            tracing::info!("{path}: {}", content.told());
            self.put(sha256, &content, &[], start).map(|()| content.outcome())
        });
        self.claimed.lock().unwrap_or_else(PoisonError::into_inner).remove(sha256);
        Ok(Settled { outcome: kept.transpose()?.flatten(), parsed: true })
    }

    fn known(&self, store: &Store, sha256: &str) -> Result<Option<Known>, IngestError> {
        let names = (self.readers.as_str(), self.version.1.as_str());
        store.known(sha256, names, self.job.force, self.job.retry_failed)
    }

    fn put(
        &self,
        sha256: &str,
        content: &Content,
        members: &[MemberRow],
        start: Instant,
    ) -> Result<(), IngestError> {
        self.store().put_content(&NewContent {
            sha256,
            reader: &self.version.0,
            schema: &self.version.1,
            content,
            members,
            ms: start.elapsed().as_millis() as u64,
        })
    }

    /// Keeps what is known of an input, and counts it.
    fn keep(&self, row: &InputRow, parsed: bool) -> Result<(), IngestError> {
        let store = self.store();
        let before = store.input(&row.location)?;
        let counter = match before {
            None => &self.counts.new,
            Some(before) if before.content != row.content => &self.counts.changed,
            Some(_) if parsed && row.content.is_ok() => &self.counts.again,
            Some(_) => &self.counts.unchanged,
        };
        counter.fetch_add(1, Ordering::Relaxed);
        if self.job.dry_run { Ok(()) } else { store.put_input(row) }
    }

    /// Forgets inputs that are no longer there.
    pub(super) fn forget(&self, roots: &[Root], hidden: &[PathBuf]) -> Result<(), IngestError> {
        let store = self.store();
        let mut after = Vec::new();
        loop {
            let page = store.unseen(&after, PAGE)?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after.clone_from(last);
            for (location, path) in page {
                let mut parts = location.splitn(2, |byte| *byte == 0);
                let outer = parts.next().unwrap_or_default();
                let file = Path::new(OsStr::from_bytes(outer));
                let in_archive = parts.next().is_some() && store.has_seen(outer)?;
                let is_meant = || roots.iter().any(|root| root.had(file));
                let is_hidden = || hidden.iter().any(|folder| file.starts_with(folder));
                if in_archive || is_meant() && !is_hidden() {
                    tracing::info!("{path}: no longer there");
                    self.counts.removed.fetch_add(1, Ordering::Relaxed);
                    if !self.job.dry_run {
                        store.remove_input(&location)?;
                    }
                }
            }
        }
    }
}
