//! The output directory: each file is written beside its name and renamed when it is whole.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use kehoach_model::{InputLine, Outcome, Plan};
use serde::Serialize;

use super::{IngestError, derived, output_error};

/// Writes all files of one import.
pub(super) struct Writer {
    dir: PathBuf,
    plans: NdJson,
    inputs: NdJson,
    failures: NdJson,
    links: NdJson,
    findings: NdJson,
}

impl Writer {
    /// Opens the files; records of an earlier import into this directory go.
    pub(super) fn create(dir: &Path) -> Result<Self, IngestError> {
        fs::create_dir_all(dir).map_err(|error| output_error(dir, error))?;
        let plans = dir.join("plans");
        // Only a directory that we wrote: nobody else's "plans" is touched.
        if plans.exists() {
            if !dir.join("inputs.ndjson").exists() {
                let taken = std::io::Error::other("there is a \"plans\" that no import wrote");
                return Err(output_error(&plans, taken));
            }
            fs::remove_dir_all(&plans).map_err(|error| output_error(&plans, error))?;
        }
        Ok(Self {
            plans: NdJson::create(dir, "plans.ndjson")?,
            inputs: NdJson::create(dir, "inputs.ndjson")?,
            failures: NdJson::create(dir, "failures.ndjson")?,
            links: NdJson::create(dir, "links.ndjson")?,
            findings: NdJson::create(dir, "findings.ndjson")?,
            dir: dir.to_owned(),
        })
    }

    /// Writes what one input gave.
    pub(super) fn write(&mut self, line: &InputLine, plans: &[Plan]) -> Result<(), IngestError> {
        self.inputs.push(line)?;
        if matches!(line.outcome, Outcome::Rejected | Outcome::Failed) {
            self.failures.push(line)?;
        }
        for plan in plans {
            let json = serde_json::to_vec(plan)?;
            self.plans.push_raw(&json)?;
            self.record(plan, &json)?;
            let (links, findings) = derived(plan);
            links.iter().try_for_each(|link| self.links.push(link))?;
            findings.iter().try_for_each(|finding| self.findings.push(finding))?;
        }
        Ok(())
    }

    /// `plans/<2 hex>/<id>.json`: two hex digits of the source keep folders small.
    fn record(&self, plan: &Plan, json: &[u8]) -> Result<(), IngestError> {
        let hex = plan.source.sha256.get(..2).unwrap_or("00");
        let folder = self.dir.join("plans").join(hex);
        fs::create_dir_all(&folder).map_err(|error| output_error(&folder, error))?;
        let path = folder.join(format!("{}.json", plan.id));
        let temporary = folder.join(format!("{}.json.tmp", plan.id));
        fs::write(&temporary, json).map_err(|error| output_error(&temporary, error))?;
        fs::rename(&temporary, &path).map_err(|error| output_error(&path, error))
    }

    /// Puts all files in place.
    pub(super) fn finish(self) -> Result<(), IngestError> {
        for file in [self.plans, self.failures, self.links, self.findings, self.inputs] {
            file.finish()?;
        }
        Ok(())
    }
}

/// A file of JSON lines that appears under its name only when it is whole.
struct NdJson {
    file: BufWriter<File>,
    temporary: PathBuf,
    path: PathBuf,
}

impl NdJson {
    fn create(dir: &Path, name: &str) -> Result<Self, IngestError> {
        let temporary = dir.join(format!("{name}.tmp"));
        let file = File::create(&temporary).map_err(|error| output_error(&temporary, error))?;
        Ok(Self { file: BufWriter::with_capacity(1 << 18, file), temporary, path: dir.join(name) })
    }

    fn push(&mut self, value: &impl Serialize) -> Result<(), IngestError> {
        self.push_raw(&serde_json::to_vec(value)?)
    }

    fn push_raw(&mut self, json: &[u8]) -> Result<(), IngestError> {
        let written = self.file.write_all(json).and_then(|()| self.file.write_all(b"\n"));
        written.map_err(|error| output_error(&self.temporary, error))
    }

    fn finish(mut self) -> Result<(), IngestError> {
        self.file.flush().map_err(|error| output_error(&self.temporary, error))?;
        fs::rename(&self.temporary, &self.path).map_err(|error| output_error(&self.path, error))
    }
}
