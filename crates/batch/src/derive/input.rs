//! One input: its records as they are kept, and what the output files say of it.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use kehoach_check::{Corpus, Family, check};
use kehoach_link::Links;
use kehoach_model::{FindingLine, InputLine, LinkLine, LinkStatus, Outcome, Plan, Severity};

use crate::derive::ids::{Renamed, rename};
use crate::derive::walk::Walk;
use crate::output::{Staging, record_path};
use crate::store::{DerivedInput, RecordFile, Row, Store};
use crate::summary::LinkCounts;
use crate::{IngestError, Job, answer, sha256};

/// The inputs in the order of their paths.
pub(super) struct Pages<'a> {
    pub(super) store: &'a mut Store,
    pub(super) renamed: &'a Renamed,
    pub(super) stop: &'a AtomicBool,
    pub(super) walk: Walk,
}

impl Pages<'_> {
    /// The next page; empty at the end.
    pub(super) fn next(&mut self) -> Result<Vec<Kept>, IngestError> {
        let page = self.walk.next(self.store, self.stop)?;
        page.into_iter().map(|row| Kept::load(self.store, row, self.renamed)).collect()
    }
}

/// An input with its records as they are kept.
pub(super) struct Kept {
    /// Its ids are those that will be written.
    row: Row,
    records: Vec<Vec<u8>>,
    /// Digests of the record files that stand now, as far as they are known.
    files: Vec<Option<String>>,
    same_bytes: Vec<String>,
}

/// What is known of all records when one is derived.
pub(super) struct Known<'a> {
    pub(super) renamed: &'a Renamed,
    pub(super) links: &'a Links,
    pub(super) corpus: &'a Corpus,
    pub(super) family: &'a Family,
}

/// What the output files say of an input.
pub(super) struct Derived {
    pub(super) line: InputLine,
    pub(super) noted: DerivedInput,
    pub(super) records: Vec<DerivedRecord>,
    /// It has a weighty finding only because of what other inputs say.
    pub(super) raised: bool,
}

pub(super) struct DerivedRecord {
    pub(super) json: Vec<u8>,
    pub(super) file: RecordFile,
    pub(super) links: Vec<LinkLine>,
    pub(super) findings: Vec<FindingLine>,
    pub(super) counts: LinkCounts,
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
    pub(super) fn derive(
        self,
        known: &Known<'_>,
        job: &Job,
        staging: &Staging,
    ) -> Result<Derived, IngestError> {
        let Row { location, mut line, .. } = self.row;
        let of_this = line.sha256.clone().unwrap_or_default();
        let mut records = Vec::with_capacity(self.records.len());
        let mut raised = false;
        for (packed, digest) in self.records.iter().zip(&self.files) {
            let mut plan = answer::unpack(packed).map_err(serde_json::Error::io)?;
            rename(known.renamed, &of_this, &mut plan.id);
            plan.header.issued_by.iter_mut().for_each(|id| rename(known.renamed, &of_this, id));
            plan.source.path.clone_from(&line.path);
            plan.source.same_bytes.clone_from(&self.same_bytes);
            known.links.apply(&mut plan);
            let found = check(&plan, known.corpus, known.family, &job.rules);
            plan.findings.extend(found);
            raised |= plan.findings.iter().any(|finding| finding.severity > Severity::Info);
            let record = DerivedRecord::new(&plan, known.links)?;
            let is_known = !job.force && digest.as_ref() == Some(&record.file.digest);
            if !(is_known && is_file(&job.out, &record.file.id, record.file.bytes)) {
                staging.record(&record.file.id, &record.json)?;
            }
            records.push(record);
        }
        raised &= self.row.leads && line.outcome == Outcome::Done;
        if raised {
            line.outcome = Outcome::DoneWithFindings;
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
        Ok(Derived { line, noted, records, raised })
    }
}

/// Whether a record's file is there as it was published.
pub(super) fn is_file(out: &Path, id: &str, bytes: u64) -> bool {
    std::fs::metadata(record_path(out, id)).is_ok_and(|data| data.is_file() && data.len() == bytes)
}

impl DerivedRecord {
    fn new(plan: &Plan, links: &Links) -> Result<Self, IngestError> {
        let json = serde_json::to_vec(plan)?;
        let file = RecordFile { id: plan.id.clone(), digest: sha256(&json), bytes: json.len() as u64 };
        let finding = |finding: &_| FindingLine { plan: plan.id.clone(), finding: Clone::clone(finding) };
        Ok(Self {
            json,
            file,
            links: links.lines(plan),
            findings: plan.findings.iter().map(finding).collect(),
            counts: counts(plan),
        })
    }
}

fn counts(plan: &Plan) -> LinkCounts {
    let with = |status| plan.implements.iter().filter(|link| link.status == status).count() as u64;
    LinkCounts {
        links: plan.implements.len() as u64,
        resolved: with(LinkStatus::Resolved),
        ambiguous: with(LinkStatus::Ambiguous),
        with_discrepancies: plan.implements.iter().filter(|link| !link.discrepancies.is_empty()).count()
            as u64,
        // Counted where the rows are compared.
        carried_on: 0,
    }
}
