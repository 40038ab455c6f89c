//! The second phase: every output file from the store.

mod facts;
mod family;
mod files;
mod ids;
mod input;
mod linking;
mod walk;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use kehoach_model::{Change, ChangeLine};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::output::{Outputs, Staging};
use crate::progress::{Phase, Progress};
use crate::store::Store;
use crate::summary::Told;
use crate::{IngestError, Job};
use files::Files;
use ids::{Renamed, renamed};
use input::{Derived, Kept, Known, Pages, is_file};
use linking::Linked;
use walk::Walk;

/// Writes the output files, unless they say already what the store says.
pub(crate) fn derive(
    store: &mut Store,
    job: &Job,
    progress: &Progress,
    stop: &AtomicBool,
) -> Result<(), IngestError> {
    let out = &job.out;
    if !job.force && is_current(store, job)? {
        return nothing_changed(store, job);
    }
    let staging = Staging::begin(out)?;
    let written = write(store, job, &staging, progress, stop);
    if written.is_err() {
        // The reason of the failure matters, not that of a failed cleaning; the next run cleans again.
        let _ = staging.remove();
    }
    let told = written?;
    staging.sync()?;
    store.announce()?;
    staging.publish(&store.stale_files()?)?;
    store.set_told(&told)?;
    store.publish(&serde_json::to_string(&Outputs::look(out, job))?)
}

/// Whether the files are there as they were published, and nothing has changed since.
fn is_current(store: &Store, job: &Job) -> Result<bool, IngestError> {
    let out = &job.out;
    let described = serde_json::to_string(&Outputs::look(out, job))?;
    let is_there = |id: &str, bytes: u64| is_file(out, id, bytes);
    Ok(store.is_published()? && store.outputs()? == described && store.each_file(&mut { is_there })?)
}

/// A run that changed nothing says so.
fn nothing_changed(store: &Store, job: &Job) -> Result<(), IngestError> {
    const CHANGES: &str = "changes.ndjson";
    let out = &job.out;
    if std::fs::metadata(out.join(CHANGES)).is_ok_and(|data| data.len() == 0) {
        return Ok(());
    }
    let staging = Staging::begin(out)?;
    staging.file(CHANGES)?.finish()?;
    staging.publish_one(CHANGES)?;
    store.set_outputs(&serde_json::to_string(&Outputs::look(out, job))?)
}

fn write(
    store: &mut Store,
    job: &Job,
    staging: &Staging,
    progress: &Progress,
    stop: &AtomicBool,
) -> Result<Told, IngestError> {
    let renamed = renamed(store)?;
    let inputs = store.counts()?.inputs;
    progress.phase(Phase::Linking, inputs);
    let mut linked = Linked::of(store, &renamed, &job.out, progress, stop)?;
    let links = Arc::clone(&linked.links);
    write_works(&mut linked, store, &renamed, stop, staging)?;
    let told = family::write(&mut linked, store, &renamed, stop, staging)?;
    progress.phase(Phase::Writing, inputs);
    let mut files = Files::create(staging)?;
    let known = Known { renamed: &renamed, links: &links, corpus: &linked.corpus, family: &told.family };
    let derive = |kept: Kept| kept.derive(&known, job, staging);
    let mut pages = Pages { store, renamed: &renamed, stop, walk: Walk::default() };
    let mut kept = pages.next()?;
    let mut derived: Vec<Derived> = Vec::new();
    // One page is derived while the one before is written and the next is fetched.
    while !(kept.is_empty() && derived.is_empty()) {
        let now = std::mem::take(&mut kept);
        let before = std::mem::take(&mut derived);
        let (deriving, writing) = rayon::join(
            || now.into_par_iter().map(derive).collect::<Result<Vec<Derived>, IngestError>>(),
            || {
                let written = before.len() as u64;
                files.push_all(before, pages.store)?;
                progress.done(written);
                pages.next()
            },
        );
        (derived, kept) = (deriving?, writing?);
    }
    let mut changes = staging.file("changes.ndjson")?;
    store.differences(&mut |difference| {
        let change = match (&difference.now, &difference.before) {
            (_, None) => Change::Added,
            (None, _) => Change::Removed,
            _ => Change::Changed,
        };
        changes.push(&ChangeLine {
            path: difference.path,
            change,
            ids: difference.now.unwrap_or_default(),
            ids_before: difference.before.unwrap_or_default(),
        })
    })?;
    changes.finish()?;
    let mut written = files.finish()?;
    written.links.carried_on = told.carried_on;
    Ok(Told { unused_overrides: links.unused_overrides().to_vec(), ..written })
}

/// What is told of the whole corpus: works with their copies, and rows that are there again.
fn write_works(
    linked: &mut Linked,
    store: &Store,
    renamed: &Renamed,
    stop: &AtomicBool,
    staging: &Staging,
) -> Result<(), IngestError> {
    let mut works = staging.file("works.ndjson")?;
    linked.links.works().iter().try_for_each(|line| works.push(line))?;
    works.finish()?;
    let mut duplicates = staging.file("duplicates.ndjson")?;
    linked.links.copies().try_for_each(|line| duplicates.push(&line))?;
    let mut written = Ok(());
    linked.duplicates(store, renamed, stop, &mut |line| {
        if written.is_ok() {
            written = duplicates.push(&line);
        }
    })?;
    written?;
    duplicates.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Answer, Record};
    use crate::store::{Content, NewContent};

    #[test]
    fn two_contents_never_share_an_id() {
        let store = Store::in_memory().unwrap();
        let contents = ["aaaaaaaa1111111100", "aaaaaaaa2222222200", "bbbbbbbb3333333300"];
        for sha256 in contents {
            let record = |part: &str| Record {
                id: format!("unknown~{}{part}", &sha256[..8]),
                weighty: false,
                indicators: 0,
                tasks: 0,
                packed: Vec::new(),
            };
            let content = Content::Answer(Answer::Records(vec![record(""), record(".2")]));
            let new = NewContent { sha256, reader: "1", schema: "1", content: &content, members: &[], ms: 0 };
            store.put_content(&new).unwrap();
        }
        let renamed: Vec<(String, String)> =
            renamed(&store).unwrap().into_iter().map(|((sha256, _), id)| (sha256, id)).collect();
        let second = contents[1].to_owned();
        assert_eq!(
            renamed,
            [
                (second.clone(), "unknown~aaaaaaaa22222222".to_owned()),
                (second, "unknown~aaaaaaaa22222222.2".to_owned())
            ]
        );
    }
}
