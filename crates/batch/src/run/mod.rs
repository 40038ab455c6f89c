//! One import: finding, reading, forgetting what is gone, deriving.

mod reading;

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::derive::derive;
use crate::input::{self, Excluded, Root};
use crate::limits::STACK_BYTES;
use crate::output::{self, Staging};
use crate::progress::{Phase, Progress};
use crate::store::{self, Lock, Store};
use crate::{IngestError, Job, Parser, Summary};
use reading::Reading;

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
    let roots = input::roots(&job.paths, &job.out, job.prune)?;
    let (store, lock) = open(job)?;
    let (seen, hidden) = find(job, &roots, &excluded, &store, progress, stop)?;
    let emptied = if job.prune { Vec::new() } else { emptied(&store, &roots, &hidden)? };
    if seen == 0 && !job.prune {
        return Ok(Summary { emptied, ..Summary::default() });
    }
    let hidden: Vec<PathBuf> = hidden.into_iter().chain(emptied.iter().map(PathBuf::from)).collect();
    progress.phase(Phase::Reading, seen);
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(job.threads.unwrap_or(0))
        .stack_size(STACK_BYTES)
        .thread_name(|number| format!("reader-{number}"))
        .build()
        .map_err(|error| IngestError::Threads(error.to_string()))?;
    let mut reading = Reading::new(job, &excluded, parser, store, progress, stop);
    threads.install(|| reading.all())?;
    let stopped = stop.load(Ordering::Relaxed);
    let mut summary = Summary { emptied, stopped, ..Summary::default() };
    if !stopped {
        reading.forget(&roots, &hidden)?;
        if !job.dry_run {
            let store = reading.store.get_mut().unwrap_or_else(PoisonError::into_inner);
            if !store.is_published()? {
                store.sweep()?;
            }
            match threads.install(|| derive(store, job, progress, stop)) {
                Err(IngestError::Stopped) => summary.stopped = true,
                done => done?,
            }
        }
    }
    summary.run = reading.counts.take();
    let store = reading.store.into_inner().unwrap_or_else(PoisonError::into_inner);
    summary.counts = store.counts()?;
    let told = store.told()?;
    (summary.links, summary.unused_overrides) = (told.links, told.unused_overrides);
    summary.failures = store.reasons("failed", EXAMPLES)?;
    summary.rejections = store.reasons("rejected", EXAMPLES)?;
    summary.skips = store.reasons("skipped", EXAMPLES)?;
    summary.slowest = store.slowest(EXAMPLES)?;
    // Workers end before the threads that started them; the store is closed before the lock is given up.
    drop(reading.engine);
    drop(threads);
    drop(store);
    drop(lock);
    Ok(summary)
}

/// The store, and the lock where something is to be written.
/// The settings of the rules under which the output files of a directory were made; `None` where nothing tells.
pub fn rules_of(out: &Path) -> Result<Option<kehoach_check::Settings>, IngestError> {
    let Some(store) = Store::look(out)? else { return Ok(None) };
    let outputs: Option<output::Outputs> = serde_json::from_str(&store.outputs()?).ok();
    Ok(outputs.and_then(|outputs| serde_json::from_str(&outputs.rules).ok()))
}

fn open(job: &Job) -> Result<(Store, Option<Lock>), IngestError> {
    if job.dry_run {
        let store = Store::look(&job.out)?;
        return Ok((store.map_or_else(Store::in_memory, Ok)?, None));
    }
    output::check(&job.out)?;
    store::make_folder(&job.out).map_err(|error| IngestError::output(&job.out, error))?;
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
    input::walk(roots, excluded, &job.out, stop, &mut |found| {
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
fn emptied(store: &Store, roots: &[Root], hidden: &[PathBuf]) -> Result<Vec<String>, IngestError> {
    let mut emptied = Vec::new();
    // What cannot be opened has a line of its own.
    let is_open = |folder: &&Path| !hidden.iter().any(|closed| closed == folder);
    for folder in roots.iter().filter_map(Root::folder).filter(is_open) {
        if store.knows_below(folder.as_os_str().as_bytes())?
            && !store.has_seen_below(folder.as_os_str().as_bytes())?
        {
            emptied.push(folder.to_string_lossy().into_owned());
        }
    }
    Ok(emptied)
}
