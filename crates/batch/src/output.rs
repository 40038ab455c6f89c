//! The files of an output directory. All are written in a folder of their own first, made safe on the disk,
//! and then renamed: each stands there whole, in its old or its new version.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::store::{FACTS_VERSION, FOLDER};
use crate::{IngestError, Job, sha256};

/// The files beside `plans/`, in the order in which they are renamed: the line of an input comes after its
/// records.
pub(crate) const FILES: [&str; 10] = [
    "plans.ndjson",
    "works.ndjson",
    "links.ndjson",
    "lineage.ndjson",
    "coverage.ndjson",
    "duplicates.ndjson",
    "findings.ndjson",
    "failures.ndjson",
    "inputs.ndjson",
    "changes.ndjson",
];
/// What people have decided on links; it is read here and never written.
pub(crate) const OVERRIDES: &str = "overrides.toml";
const PLANS: &str = "plans";

/// Refuses an output directory that holds files which no import wrote.
pub(crate) fn check(out: &Path) -> Result<(), IngestError> {
    if out.join(FOLDER).exists() {
        return Ok(());
    }
    let taken = FILES.iter().chain([&PLANS]).map(|name| out.join(name)).find(|path| path.exists());
    taken.map_or(Ok(()), |path| Err(IngestError::Foreign { path }))
}

/// Where a record's file stands below an output directory or its staging folder: two hex digits of the
/// source's hash keep folders small.
pub(crate) fn record_path(root: &Path, id: &str) -> PathBuf {
    let hex = id.rsplit_once('~').and_then(|(_, hex)| hex.get(..2)).unwrap_or("00");
    root.join(PLANS).join(hex).join(format!("{id}.json"))
}

/// Output files on their way.
pub(crate) struct Staging {
    out: PathBuf,
    folder: PathBuf,
}

impl Staging {
    /// Makes the folder; what a killed run left there goes.
    pub(crate) fn begin(out: &Path) -> Result<Self, IngestError> {
        let staging = Self { out: out.to_owned(), folder: out.join(FOLDER).join("staging") };
        staging.remove()?;
        let plans = staging.folder.join(PLANS);
        fs::create_dir_all(&plans).map_err(|error| IngestError::output(&plans, error))?;
        Ok(staging)
    }

    /// Removes what is left of earlier runs.
    pub(crate) fn clean(out: &Path) -> Result<(), IngestError> {
        Self { out: out.to_owned(), folder: out.join(FOLDER).join("staging") }.remove()
    }

    /// One of [`FILES`].
    pub(crate) fn file(&self, name: &'static str) -> Result<NdJson, IngestError> {
        let path = self.folder.join(name);
        let file = File::create(&path).map_err(|error| IngestError::output(&path, error))?;
        Ok(NdJson { file: BufWriter::with_capacity(1 << 18, file), path })
    }

    /// One record's own file.
    pub(crate) fn record(&self, id: &str, json: &[u8]) -> Result<(), IngestError> {
        let path = record_path(&self.folder, id);
        let written = fs::write(&path, json).or_else(|error| match (error.kind(), path.parent()) {
            (io::ErrorKind::NotFound, Some(folder)) => {
                fs::create_dir_all(folder)?;
                fs::write(&path, json)
            }
            _ => Err(error),
        });
        written.map_err(|error| IngestError::output(&path, error))
    }

    /// Waits until everything written is on the disk.
    pub(crate) fn sync(&self) -> Result<(), IngestError> {
        let failed = |error| IngestError::output(&self.folder, error);
        let folder = File::open(&self.folder).map_err(failed)?;
        // One call for thousands of small files.
        rustix::fs::syncfs(&folder).map_err(|error| failed(error.into()))
    }

    /// Puts the files in place and removes those of records that are no more.
    pub(crate) fn publish(self, stale: &[String]) -> Result<(), IngestError> {
        let staged = self.folder.join(PLANS);
        for folder in entries(&staged)? {
            let folder = folder?;
            let to = self.out.join(PLANS).join(folder.file_name().unwrap_or_default());
            fs::create_dir_all(&to).map_err(|error| IngestError::output(&to, error))?;
            for record in entries(&folder)? {
                let record = record?;
                rename(&record, &to.join(record.file_name().unwrap_or_default()))?;
            }
        }
        for name in FILES {
            rename(&self.folder.join(name), &self.out.join(name))?;
        }
        for id in stale {
            let path = record_path(&self.out, id);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(IngestError::output(&path, error));
                }
                _ => {}
            }
            // Only an empty folder goes.
            if let Some(folder) = path.parent() {
                let _ = fs::remove_dir(folder);
            }
        }
        // Without a record there is no folder for them.
        let _ = fs::remove_dir(self.out.join(PLANS));
        self.remove()
    }

    /// Puts one file in place.
    pub(crate) fn publish_one(self, name: &'static str) -> Result<(), IngestError> {
        rename(&self.folder.join(name), &self.out.join(name))?;
        self.remove()
    }

    /// Removes the folder with what is in it.
    pub(crate) fn remove(&self) -> Result<(), IngestError> {
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(IngestError::output(&self.folder, error))
            }
            _ => Ok(()),
        }
    }
}

fn entries(folder: &Path) -> Result<impl Iterator<Item = Result<PathBuf, IngestError>>, IngestError> {
    let failed = |error| IngestError::output(folder, error);
    let entries = fs::read_dir(folder).map_err(failed)?;
    Ok(entries.map(move |entry| entry.map(|entry| entry.path()).map_err(failed)))
}

fn rename(from: &Path, to: &Path) -> Result<(), IngestError> {
    fs::rename(from, to).map_err(|error| IngestError::output(to, error))
}

/// A file of JSON lines.
pub(crate) struct NdJson {
    file: BufWriter<File>,
    path: PathBuf,
}

impl NdJson {
    pub(crate) fn push(&mut self, value: &impl Serialize) -> Result<(), IngestError> {
        self.push_raw(&serde_json::to_vec(value)?)
    }

    pub(crate) fn push_raw(&mut self, json: &[u8]) -> Result<(), IngestError> {
        let written = self.file.write_all(json).and_then(|()| self.file.write_all(b"\n"));
        written.map_err(|error| IngestError::output(&self.path, error))
    }

    /// Writes what is buffered; the file is on the disk after [`Staging::sync`].
    pub(crate) fn finish(mut self) -> Result<(), IngestError> {
        self.file.flush().map_err(|error| IngestError::output(&self.path, error))
    }
}

/// What the output files look like from outside: whether somebody has touched them since.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Outputs {
    /// Whether times are written.
    pub(crate) timings: bool,
    /// Version of what derives them.
    pub(crate) version: String,
    /// Settings of the rules, as JSON.
    #[serde(default)]
    pub(crate) rules: String,
    /// SHA-256 of the decisions on links, where there are any.
    pub(crate) overrides: Option<String>,
    /// Name, bytes, nanoseconds since 1970 of the last change.
    pub(crate) files: Vec<(String, u64, u128)>,
}

impl Outputs {
    /// The files as they stand.
    pub(crate) fn look(out: &Path, job: &Job) -> Self {
        let look = |name: &&str| {
            let data = fs::metadata(out.join(name)).ok()?;
            let changed = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
            Some(((*name).to_owned(), data.len(), changed.as_nanos()))
        };
        Self {
            timings: job.timings,
            version: format!(
                "{}+{FACTS_VERSION}.{}",
                env!("CARGO_PKG_VERSION"),
                kehoach_check::RULES_VERSION
            ),
            rules: serde_json::to_string(&job.rules).unwrap_or_default(),
            overrides: fs::read(out.join(OVERRIDES)).ok().map(|bytes| sha256(&bytes)),
            files: FILES.iter().filter_map(look).collect(),
        }
    }
}
