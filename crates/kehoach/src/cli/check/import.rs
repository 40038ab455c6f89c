//! What is no output directory is imported first, into a directory that is gone afterwards.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use kehoach::Readers;
use kehoach::ingest::{IngestError, Job, Mode, Progress, run as import};
use kehoach_export::Source;
use kehoach_model::{InputLine, Outcome};
use tempfile::TempDir;

use super::origins::Origins;
use crate::cli::progress::Renderer;
use crate::cli::signals::Signals;
use crate::cli::{ProgressMode, worker};
use crate::lang::Lang;
use crate::settings::KehoachToml;
use crate::show::printable;
use crate::tell;

/// Inputs that are named.
const NAMED: usize = 20;

/// How an import went.
pub(super) enum Import {
    Done(Imported),
    /// A signal stopped it.
    Stopped(ExitCode),
}

/// An output directory that is gone with this value.
pub(super) struct Imported {
    dir: TempDir,
    inputs: u64,
    failed: u64,
    skipped: u64,
}

/// The output directory, where the only PATH is one.
pub(super) fn written(paths: &[PathBuf], lang: Lang) -> Result<Option<PathBuf>> {
    let Some(dir) = paths.iter().find(|path| path.join("plans.ndjson").is_file()) else { return Ok(None) };
    if paths.len() > 1 {
        bail!(
            "{}: {}",
            dir.display(),
            lang.pick(
                "là thư mục kết quả của ingest; hãy kiểm tra riêng",
                "an output directory of ingest; check it alone"
            )
        );
    }
    if !dir.join("findings.ndjson").is_file() {
        bail!(
            "{}: {}",
            dir.display(),
            lang.pick(
                "không có findings.ndjson; hãy chạy lại `kehoach ingest`",
                "no findings.ndjson; run `kehoach ingest` again"
            )
        );
    }
    Ok(Some(dir.clone()))
}

/// Imports with the rules' settings, in workers as `ingest` does.
pub(super) fn run(paths: &[PathBuf], settings: &KehoachToml, verbose: u8, lang: Lang) -> Result<Import> {
    let dir = tempfile::Builder::new().prefix("kehoach-check-").tempdir()?;
    let job = Job {
        mode: Mode::Workers(worker::command(false, verbose)?),
        rules: settings.rules.clone(),
        ..Job::new(paths.to_vec(), dir.path().to_owned())
    };
    let signals = Signals::catch()?;
    let progress = Arc::new(Progress::default());
    let renderer =
        Renderer::start(ProgressMode::Auto, verbose, lang, Arc::clone(&progress), Arc::clone(&signals.stop));
    let summary = import(&job, &Readers::find(), &progress, &signals.stop);
    renderer.finish();
    let summary = match summary {
        Err(IngestError::Stopped) => return Ok(Import::Stopped(signals.exit_code())),
        // What an import says more of it is about its output directory.
        Err(IngestError::Path { path, problem }) => return Err(problem).context(path.display().to_string()),
        summary => summary?,
    };
    if summary.stopped {
        return Ok(Import::Stopped(signals.exit_code()));
    }
    let counts = &summary.counts;
    Ok(Import::Done(Imported {
        dir,
        inputs: counts.inputs,
        failed: counts.rejected + counts.failed,
        skipped: counts.skipped,
    }))
}

impl Imported {
    pub(super) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.inputs == 0
    }

    /// Tells what could not be read, and where nothing else was read, what was no document of ours; how many could not.
    pub(super) fn tell_failures(&self, origins: &Origins, lang: Lang) -> u64 {
        let all_skipped = self.skipped + self.failed == self.inputs;
        let is_told = |outcome| match outcome {
            Outcome::Rejected | Outcome::Failed => true,
            Outcome::Skipped => all_skipped,
            Outcome::Done | Outcome::DoneWithFindings => false,
        };
        let mut left = 0_u64;
        let mut told = 0;
        // What cannot be read back is still counted.
        let lines = File::open(self.path().join("inputs.ndjson")).map(BufReader::new);
        for line in lines.into_iter().flat_map(BufRead::lines).map_while(Result::ok) {
            let Ok(input) = serde_json::from_str::<InputLine>(&line) else { continue };
            if !is_told(input.outcome) {
                continue;
            }
            if told == NAMED {
                left += 1;
                continue;
            }
            told += 1;
            let reason = input.reason.unwrap_or_default();
            let sha256 = input.sha256.unwrap_or_default();
            let mut source = Source { path: input.path, sha256, location: None };
            origins.place(&mut source);
            tell(&format!(
                "{}: {}: {}",
                printable(&source.path),
                lang.outcome(input.outcome),
                printable(&reason)
            ));
        }
        if left > 0 {
            tell(&match lang {
                Lang::Vi => format!("và {left} tệp nữa; `kehoach ingest` ghi lại tất cả"),
                Lang::En => format!("and {left} more; `kehoach ingest` writes down all of them"),
            });
        }
        self.failed
    }
}
