//! The second phase: every output file from the store.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use kehoach_model::{Change, ChangeLine, FindingLine, InputLine, LinkLine, Outcome, Plan};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::output::{NdJson, Outputs, Staging, record_path};
use crate::progress::{Phase, Progress};
use crate::store::{DerivedInput, RecordFile, Row, Store};
use crate::{IngestError, Job, answer, sha256};

/// Inputs derived between two writes: enough to keep the threads busy, few enough to keep memory flat.
const PAGE: usize = 64;

/// Hex digits of a source's hash in an id, and in one that would otherwise be another's.
const HEX: usize = 8;
const LONG_HEX: usize = 16;

/// Writes the output files, unless they say already what the store says.
pub(crate) fn derive(
    store: &mut Store,
    job: &Job,
    progress: &Progress,
    stop: &AtomicBool,
) -> Result<(), IngestError> {
    let (out, timings) = (&job.out, job.timings);
    if !job.force && is_current(store, out, timings)? {
        return nothing_changed(store, out, timings);
    }
    let staging = Staging::begin(out)?;
    let written = write(store, job, &staging, progress, stop);
    if written.is_err() {
        // The reason of the failure matters, not that of a failed cleaning; the next run cleans again.
        let _ = staging.remove();
    }
    written?;
    staging.sync()?;
    store.announce()?;
    staging.publish(&store.stale_files()?)?;
    store.publish(&serde_json::to_string(&Outputs::look(out, timings))?)
}

/// Whether the files are there as they were published, and nothing has changed since.
fn is_current(store: &Store, out: &Path, timings: bool) -> Result<bool, IngestError> {
    let described = serde_json::to_string(&Outputs::look(out, timings))?;
    let is_there = |id: &str, bytes: u64| is_file(out, id, bytes);
    Ok(store.is_published()? && store.outputs()? == described && store.each_file(&mut { is_there })?)
}

fn is_file(out: &Path, id: &str, bytes: u64) -> bool {
    std::fs::metadata(record_path(out, id)).is_ok_and(|data| data.is_file() && data.len() == bytes)
}

/// A run that changed nothing says so.
fn nothing_changed(store: &Store, out: &Path, timings: bool) -> Result<(), IngestError> {
    const CHANGES: &str = "changes.ndjson";
    if std::fs::metadata(out.join(CHANGES)).is_ok_and(|data| data.len() == 0) {
        return Ok(());
    }
    let staging = Staging::begin(out)?;
    staging.file(CHANGES)?.finish()?;
    staging.publish_one(CHANGES)?;
    store.set_outputs(&serde_json::to_string(&Outputs::look(out, timings))?)
}

fn write(
    store: &mut Store,
    job: &Job,
    staging: &Staging,
    progress: &Progress,
    stop: &AtomicBool,
) -> Result<(), IngestError> {
    let renamed = renamed(store)?;
    progress.phase(Phase::Writing, store.counts()?.inputs);
    let mut files = Files::create(staging)?;
    let derive = |kept: Kept| kept.derive(&renamed, job, staging);
    let mut pages = Pages { store, renamed: &renamed, last: None };
    let mut kept = pages.next()?;
    let mut derived: Vec<Derived> = Vec::new();
    // One page is derived while the one before is written and the next is fetched.
    while !(kept.is_empty() && derived.is_empty()) {
        if stop.load(Ordering::Relaxed) {
            return Err(IngestError::Stopped);
        }
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
    files.finish()
}

/// New ids by content and old id.
type Renamed = BTreeMap<(String, String), String>;

fn rename(renamed: &Renamed, sha256: &str, id: &mut String) {
    // Hardly ever is there one, and then a copy of two words does not count.
    if let Some(new) = renamed.get(&(sha256.to_owned(), id.clone())) {
        id.clone_from(new);
    }
}

/// Old and new ids of records whose id another content has too: 8 hex digits do not tell a million files
/// apart. The content with the smaller hash keeps its id; the other gets more digits.
fn renamed(store: &Store) -> Result<Renamed, IngestError> {
    let shared = store.shared_ids()?.into_iter().map(|(sha256, id)| {
        let (short, long) =
            (sha256.get(..HEX).unwrap_or_default(), sha256.get(..LONG_HEX).unwrap_or_default());
        let new = id.replacen(&format!("~{short}"), &format!("~{long}"), 1);
        ((sha256, id), new)
    });
    Ok(shared.collect())
}

/// The inputs in the order of their paths.
struct Pages<'a> {
    store: &'a mut Store,
    renamed: &'a Renamed,
    last: Option<(String, Vec<u8>)>,
}

impl Pages<'_> {
    /// The next page; empty at the end.
    fn next(&mut self) -> Result<Vec<Kept>, IngestError> {
        let after = self.last.as_ref().map(|(path, location)| (path.as_str(), location.as_slice()));
        let page = self.store.page(after, PAGE)?;
        if let Some(end) = page.last() {
            self.last = Some((end.line.path.clone(), end.location.clone()));
        }
        page.into_iter().map(|row| Kept::load(self.store, row, self.renamed)).collect()
    }
}

/// An input with its records as they are kept.
struct Kept {
    /// Its ids are those that will be written.
    row: Row,
    records: Vec<Vec<u8>>,
    /// Digests of the record files that stand now, as far as they are known.
    files: Vec<Option<String>>,
    same_bytes: Vec<String>,
}

/// What the output files say of an input.
struct Derived {
    line: InputLine,
    noted: DerivedInput,
    records: Vec<DerivedRecord>,
}

struct DerivedRecord {
    json: Vec<u8>,
    file: RecordFile,
    links: Vec<LinkLine>,
    findings: Vec<FindingLine>,
}

impl Kept {
    fn load(store: &Store, mut row: Row, renamed: &Renamed) -> Result<Self, IngestError> {
        let (mut records, mut files, mut same_bytes) = (Vec::new(), Vec::new(), Vec::new());
        let of_this = row.line.sha256.clone().unwrap_or_default();
        row.line.ids.iter_mut().for_each(|id| rename(renamed, &of_this, id));
        if let Some(sha256) = row.line.sha256.as_deref().filter(|_| row.leads && !row.line.ids.is_empty()) {
            records = store.records(sha256)?;
            same_bytes = store.paths_of(sha256)?;
            // The first is this input itself.
            same_bytes.drain(..1.min(same_bytes.len()));
            files = row.line.ids.iter().map(|id| store.file(id)).collect::<Result<_, _>>()?;
        }
        Ok(Self { row, records, files, same_bytes })
    }

    /// What the output files say of the input; the files of its records are written where they must be.
    fn derive(self, renamed: &Renamed, job: &Job, staging: &Staging) -> Result<Derived, IngestError> {
        let Row { location, mut line, .. } = self.row;
        let of_this = line.sha256.clone().unwrap_or_default();
        let mut records = Vec::with_capacity(self.records.len());
        for (packed, known) in self.records.iter().zip(&self.files) {
            let mut plan = answer::unpack(packed).map_err(serde_json::Error::io)?;
            rename(renamed, &of_this, &mut plan.id);
            plan.header.issued_by.iter_mut().for_each(|id| rename(renamed, &of_this, id));
            plan.source.path.clone_from(&line.path);
            plan.source.same_bytes.clone_from(&self.same_bytes);
            let record = DerivedRecord::new(&plan)?;
            let is_known = !job.force && known.as_ref() == Some(&record.file.digest);
            if !(is_known && is_file(&job.out, &record.file.id, record.file.bytes)) {
                staging.record(&record.file.id, &record.json)?;
            }
            records.push(record);
        }
        let ms = line.ms.take();
        let mut facts = serde_json::to_string(&line)?;
        for record in &records {
            facts.push_str(&record.file.digest);
        }
        let noted = DerivedInput {
            location,
            path: line.path.clone(),
            digest: sha256(facts.as_bytes()),
            ids: line.ids.clone(),
        };
        line.ms = ms.filter(|_| job.timings);
        Ok(Derived { line, noted, records })
    }
}

impl DerivedRecord {
    fn new(plan: &Plan) -> Result<Self, IngestError> {
        let json = serde_json::to_vec(plan)?;
        let file = RecordFile { id: plan.id.clone(), digest: sha256(&json), bytes: json.len() as u64 };
        let link = |link: &_| LinkLine { child: plan.id.clone(), link: Clone::clone(link) };
        let finding = |finding: &_| FindingLine { plan: plan.id.clone(), finding: Clone::clone(finding) };
        Ok(Self {
            json,
            file,
            links: plan.implements.iter().map(link).collect(),
            findings: plan.findings.iter().map(finding).collect(),
        })
    }
}

/// The output files while they are written.
struct Files {
    plans: NdJson,
    inputs: NdJson,
    failures: NdJson,
    links: NdJson,
    findings: NdJson,
}

impl Files {
    fn create(staging: &Staging) -> Result<Self, IngestError> {
        Ok(Self {
            plans: staging.file("plans.ndjson")?,
            inputs: staging.file("inputs.ndjson")?,
            failures: staging.file("failures.ndjson")?,
            links: staging.file("links.ndjson")?,
            findings: staging.file("findings.ndjson")?,
        })
    }

    /// Writes a page, and notes in the store what is written.
    fn push_all(&mut self, page: Vec<Derived>, store: &Store) -> Result<(), IngestError> {
        store.begin()?;
        for input in page {
            self.push(&input)?;
            let records: Vec<RecordFile> = input.records.into_iter().map(|record| record.file).collect();
            store.derive(&[input.noted], &records)?;
        }
        store.commit()
    }

    fn push(&mut self, input: &Derived) -> Result<(), IngestError> {
        self.inputs.push(&input.line)?;
        if matches!(input.line.outcome, Outcome::Rejected | Outcome::Failed) {
            self.failures.push(&input.line)?;
        }
        for record in &input.records {
            self.plans.push_raw(&record.json)?;
            record.links.iter().try_for_each(|link| self.links.push(link))?;
            record.findings.iter().try_for_each(|finding| self.findings.push(finding))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<(), IngestError> {
        [self.plans, self.inputs, self.failures, self.links, self.findings]
            .into_iter()
            .try_for_each(NdJson::finish)
    }
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
            super::renamed(&store).unwrap().into_iter().map(|((sha256, _), id)| (sha256, id)).collect();
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
