//! The output files that have lines of each input.

use kehoach_model::Outcome;

use crate::IngestError;
use crate::derive::input::Derived;
use crate::output::{NdJson, Staging};
use crate::store::{RecordFile, Store};
use crate::summary::Told;

/// The output files while they are written.
pub(super) struct Files {
    plans: NdJson,
    inputs: NdJson,
    failures: NdJson,
    links: NdJson,
    findings: NdJson,
    told: Told,
}

impl Files {
    pub(super) fn create(staging: &Staging) -> Result<Self, IngestError> {
        Ok(Self {
            plans: staging.file("plans.ndjson")?,
            inputs: staging.file("inputs.ndjson")?,
            failures: staging.file("failures.ndjson")?,
            links: staging.file("links.ndjson")?,
            findings: staging.file("findings.ndjson")?,
            told: Told::default(),
        })
    }

    /// Writes a page, and notes in the store what is written.
    pub(super) fn push_all(&mut self, page: Vec<Derived>, store: &Store) -> Result<(), IngestError> {
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
        self.told.raised += u64::from(input.raised);
        if matches!(input.line.outcome, Outcome::Rejected | Outcome::Failed) {
            self.failures.push(&input.line)?;
        }
        for record in &input.records {
            self.plans.push_raw(&record.json)?;
            record.links.iter().try_for_each(|line| self.links.push(line))?;
            self.told.links.add(record.counts);
            record.findings.iter().try_for_each(|finding| self.findings.push(finding))?;
        }
        Ok(())
    }

    /// Writes what is buffered; tells what the files came to.
    pub(super) fn finish(self) -> Result<Told, IngestError> {
        [self.plans, self.inputs, self.failures, self.links, self.findings]
            .into_iter()
            .try_for_each(NdJson::finish)?;
        Ok(self.told)
    }
}
