//! What to import and how.

use std::path::PathBuf;

use kehoach_check::Settings;

use crate::{Limits, Mode};

/// What to import and how.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Job {
    /// Files, folders and patterns; "-" is a list of files on standard input.
    pub paths: Vec<PathBuf>,
    /// Patterns of what is left out below folders.
    pub exclude: Vec<String>,
    /// The output directory; it is made if it is not there.
    pub out: PathBuf,
    /// Threads, each with a worker; `None` takes one a core.
    pub threads: Option<usize>,
    /// Whether `ms` is written, at the price of outputs that differ from run to run.
    pub timings: bool,
    /// Where parsing runs.
    pub mode: Mode,
    /// What one input may cost.
    pub limits: Limits,
    /// Read again what failed before.
    pub retry_failed: bool,
    /// Read everything again.
    pub force: bool,
    /// Forget the inputs of earlier runs under a PATH that is gone or shows none any more. Without it such a PATH
    /// may be a disk that is not there.
    pub prune: bool,
    /// Only tell what would be done; nothing is written.
    pub dry_run: bool,
    /// Settings of the rules.
    pub rules: Settings,
}

impl Job {
    /// An import in this process with default settings.
    #[must_use]
    pub fn new(paths: Vec<PathBuf>, out: PathBuf) -> Self {
        Self {
            paths,
            exclude: Vec::new(),
            out,
            threads: None,
            timings: false,
            mode: Mode::InProcess,
            limits: Limits::default(),
            retry_failed: false,
            force: false,
            prune: false,
            dry_run: false,
            rules: Settings::default(),
        }
    }
}
