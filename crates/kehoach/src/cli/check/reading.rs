//! An output directory, record by record with its findings: both files are in the same order, so neither is held.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use kehoach_model::{Finding, Rule, Severity};
use serde::Deserialize;

use super::record::Record;

/// Lines of plans are long, bytes.
const BUFFER: usize = 1 << 18;

/// Both files.
pub(super) struct Reading {
    plans: Lines,
    findings: Lines,
}

/// What of a finding decides whether it is looked at.
#[derive(Deserialize)]
struct Brief<'l> {
    #[serde(borrow)]
    plan: Cow<'l, str>,
    rule: Rule,
    severity: Severity,
}

/// A line of `findings.ndjson`, not yet parsed.
pub(super) struct Line {
    pub(super) rule: Rule,
    pub(super) severity: Severity,
    line: Vec<u8>,
}

impl Reading {
    pub(super) fn open(dir: &Path) -> Result<Self> {
        Ok(Self {
            plans: Lines::open(dir.join("plans.ndjson"))?,
            findings: Lines::open(dir.join("findings.ndjson"))?,
        })
    }

    /// Every record with its findings.
    pub(super) fn each(mut self, mut take: impl FnMut(&Record<'_>, &[Line]) -> Result<()>) -> Result<()> {
        let mut ahead = self.findings.next()?;
        let mut lines: Vec<Line> = Vec::new();
        while let Some(line) = self.plans.next()? {
            let record = Record::of(&line).with_context(|| self.plans.place())?;
            lines.clear();
            while let Some(line) = ahead.take() {
                let brief: Brief = serde_json::from_slice(&line).with_context(|| self.findings.place())?;
                if brief.plan != record.head().id {
                    ahead = Some(line);
                    break;
                }
                lines.push(Line { rule: brief.rule, severity: brief.severity, line });
                ahead = self.findings.next()?;
            }
            take(&record, &lines)?;
        }
        if ahead.is_some() {
            bail!(
                "{}: belongs to no record of plans.ndjson in its order; import again",
                self.findings.place()
            );
        }
        Ok(())
    }
}

impl Line {
    pub(super) fn finding(&self) -> Result<Finding> {
        serde_json::from_slice(&self.line).context("findings.ndjson")
    }
}

/// Lines of a file.
struct Lines {
    path: PathBuf,
    file: BufReader<File>,
    number: u64,
}

impl Lines {
    fn open(path: PathBuf) -> Result<Self> {
        let file = File::open(&path).with_context(|| path.display().to_string())?;
        Ok(Self { file: BufReader::with_capacity(BUFFER, file), path, number: 0 })
    }

    /// The next line that is not blank.
    fn next(&mut self) -> Result<Option<Vec<u8>>> {
        loop {
            let mut line = Vec::new();
            self.number += 1;
            if self.file.read_until(b'\n', &mut line).with_context(|| self.place())? == 0 {
                return Ok(None);
            }
            if !line.trim_ascii().is_empty() {
                return Ok(Some(line));
            }
        }
    }

    fn place(&self) -> String {
        format!("{}, line {}", self.path.display(), self.number)
    }
}
