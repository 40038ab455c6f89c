//! One import: finding, reading, forgetting what is gone, deriving.

mod archive;

use std::collections::{BTreeSet, VecDeque};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use kehoach_model::Outcome;
use rayon::iter::{ParallelBridge, ParallelIterator};

use crate::derive::derive;
use crate::engine::Engine;
use crate::input::load::{self, Loaded};
use crate::input::{self, Excluded, Root};
use crate::limits::STACK_BYTES;
use crate::output::{self, Staging};
use crate::progress::{Phase, Progress};
use crate::store::{Content, InputRow, Known, Lock, NewContent, Pending, Store, Trouble};
use crate::{IngestError, Job, Parser, Refusal, RunCounts, Summary, sha256};

/// Rows taken from the store at once.
const PAGE: usize = 512;
/// Examples of each reason in the summary, and how many slow inputs it names.
const EXAMPLES: usize = 3;

/// Runs an import. `stop` may be set at any time: the documents in hand are finished, the rest is left to
/// the next run.
///
/// # Errors
/// [`IngestError`] where the import could not be done at all; one bad input is no error.
pub fn run(
    job: &Job,
    parser: &dyn Parser,
    progress: &Progress,
    stop: &AtomicBool,
) -> Result<Summary, IngestError> {
    let excluded = Excluded::new(&job.exclude)?;
    let roots = input::roots(&job.paths, &job.out)?;
    let (store, lock) = open(job)?;
    let (seen, hidden) = find(job, &roots, &excluded, &store, progress, stop)?;
    if seen == 0 && !job.prune {
        return Ok(Summary { emptied: emptied(&store, &roots)?, ..Summary::default() });
    }
    let emptied = if job.prune { Vec::new() } else { emptied(&store, &roots)? };
    let hidden: Vec<PathBuf> = hidden.into_iter().chain(emptied.iter().map(PathBuf::from)).collect();
    progress.phase(Phase::Reading, seen);
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(job.threads.unwrap_or(0))
        .stack_size(STACK_BYTES)
        .thread_name(|number| format!("reader-{number}"))
        .build()
        .map_err(|error| IngestError::Threads(error.to_string()))?;
    let mut reading = Reading::new(job, parser, store, progress, stop);
    threads.install(|| reading.all())?;
    let stopped = stop.load(Ordering::Relaxed);
    let mut summary = Summary { emptied, stopped, ..Summary::default() };
    if !stopped {
        reading.forget(&roots, &hidden, job.prune)?;
        if !job.dry_run {
            let store = reading.store.get_mut().unwrap_or_else(PoisonError::into_inner);
            if !store.is_published()? {
                store.sweep()?;
            }
            match threads.install(|| derive(store, &job.out, job.timings, progress, stop)) {
                Err(IngestError::Stopped) => summary.stopped = true,
                done => done?,
            }
        }
    }
    summary.run = reading.counts.take();
    let store = reading.store.into_inner().unwrap_or_else(PoisonError::into_inner);
    summary.counts = store.counts()?;
    summary.failures = store.reasons("failed", EXAMPLES)?;
    summary.rejections = store.reasons("rejected", EXAMPLES)?;
    summary.slowest = store.slowest(EXAMPLES)?;
    // Workers end before the threads that started them; the store is closed before the lock is given up.
    drop(reading.engine);
    drop(threads);
    drop(store);
    drop(lock);
    Ok(summary)
}

/// The store, and the lock where something is to be written.
fn open(job: &Job) -> Result<(Store, Option<Lock>), IngestError> {
    if job.dry_run {
        let store = Store::look(&job.out)?;
        return Ok((store.map_or_else(Store::in_memory, Ok)?, None));
    }
    output::check(&job.out)?;
    crate::store::make_folder(&job.out).map_err(|error| IngestError::output(&job.out, error))?;
    let lock = Lock::take(&job.out)?;
    Staging::clean(&job.out)?;
    Ok((Store::open(&job.out)?, Some(lock)))
}

/// Notes all inputs in the store; tells how many, and the folders that could not be looked into.
fn find(
    job: &Job,
    roots: &[Root],
    excluded: &Excluded,
    store: &Store,
    progress: &Progress,
    stop: &AtomicBool,
) -> Result<(u64, Vec<PathBuf>), IngestError> {
    let mut hidden = Vec::new();
    store.begin()?;
    input::walk(roots, excluded, &job.out, &mut |found| {
        if stop.load(Ordering::Relaxed) {
            return Err(IngestError::Stopped);
        }
        if found.hides {
            hidden.push(found.location.clone());
        }
        progress.found();
        store.see(&found)
    })?;
    store.commit()?;
    Ok((store.seen()?, hidden))
}

/// Folders of the roots that show no file now, though the store knows some: a disk that is not there, rather
/// than files that are all gone.
fn emptied(store: &Store, roots: &[Root]) -> Result<Vec<String>, IngestError> {
    let mut emptied = Vec::new();
    for folder in roots.iter().filter_map(Root::folder) {
        if store.knows_below(folder.as_os_str().as_bytes())?
            && !store.has_seen_below(folder.as_os_str().as_bytes())?
        {
            emptied.push(folder.to_string_lossy().into_owned());
        }
    }
    Ok(emptied)
}

/// The first phase.
struct Reading<'a> {
    job: &'a Job,
    parser: &'a dyn Parser,
    /// Of the readers and of the records.
    version: (String, String),
    engine: Engine<'a>,
    store: Mutex<Store>,
    /// Contents that a thread is parsing now.
    claimed: Mutex<BTreeSet<String>>,
    progress: &'a Progress,
    stop: &'a AtomicBool,
    counts: Counters,
    /// What ended the run before its time.
    failure: Mutex<Option<IngestError>>,
}

#[derive(Default)]
struct Counters {
    new: AtomicU64,
    changed: AtomicU64,
    again: AtomicU64,
    unchanged: AtomicU64,
    removed: AtomicU64,
}

impl Counters {
    fn take(&self) -> RunCounts {
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
    fn new(
        job: &'a Job,
        parser: &'a dyn Parser,
        store: Store,
        progress: &'a Progress,
        stop: &'a AtomicBool,
    ) -> Self {
        Self {
            job,
            parser,
            version: (parser.version(), parser.schema()),
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
    fn all(&self) -> Result<(), IngestError> {
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
        failure.map_or(Ok(()), Err)
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
        let file = PathBuf::from(std::ffi::OsStr::from_bytes(&input.location));
        match load::load(&file, self.parser, false) {
            Err((refusal, bytes)) => self.unread(input.location, input.path, &refusal, bytes),
            Ok(Loaded::Document(bytes)) => self.document(input.location, input.path, &bytes),
            Ok(Loaded::Archive(content, bytes)) => self.archive(input, &file, content, bytes),
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
        self.keep(&InputRow { location, path, bytes, content: Err(Trouble::of(refusal)) }, true)
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
            self.put(sha256, &content, start).map(|()| content.outcome())
        });
        self.claimed.lock().unwrap_or_else(PoisonError::into_inner).remove(sha256);
        Ok(Settled { outcome: kept.transpose()?.flatten(), parsed: true })
    }

    fn known(&self, store: &Store, sha256: &str) -> Result<Option<Known>, IngestError> {
        let (reader, schema) = (self.version.0.as_str(), self.version.1.as_str());
        store.known(sha256, (reader, schema), self.job.force, self.job.retry_failed)
    }

    fn put(&self, sha256: &str, content: &Content, start: Instant) -> Result<(), IngestError> {
        self.store().put_content(&NewContent {
            sha256,
            reader: &self.version.0,
            schema: &self.version.1,
            content,
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
    fn forget(&self, roots: &[Root], hidden: &[PathBuf], prune: bool) -> Result<(), IngestError> {
        let store = self.store();
        let mut after = Vec::new();
        loop {
            let page = store.unseen(&after, PAGE)?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after.clone_from(last);
            for (location, path) in page {
                let mut parts = location.splitn(2, |byte| *byte == 0);
                let outer = parts.next().unwrap_or_default();
                let file = Path::new(std::ffi::OsStr::from_bytes(outer));
                let in_archive = parts.next().is_some() && store.has_seen(outer)?;
                let is_meant = || prune || roots.iter().any(|root| root.had(file));
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
