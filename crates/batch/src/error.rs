//! Why an import could not be done at all.

use std::io;
use std::path::{Path, PathBuf};

use crate::input::{PatternError, load::plain};

/// Why an import could not be done at all. One bad input is no error: it has its outcome.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// A path that does not exist or cannot be opened.
    #[error("{path}: {}{}", plain(problem), gone(problem))]
    Path {
        /// The path.
        path: PathBuf,
        /// What the system says.
        problem: io::Error,
    },
    /// A pattern that cannot be read.
    #[error(transparent)]
    Pattern(#[from] PatternError),
    /// The output directory cannot be written.
    #[error("{path}: cannot write: {}; {}", plain(problem), remedy(problem))]
    Output {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        problem: io::Error,
    },
    /// The output would be written among the inputs.
    #[error("{path} is an input: choose an --out of its own")]
    OutputIsInput {
        /// The directory.
        path: PathBuf,
    },
    /// The output directory holds what no import of ours wrote.
    #[error("{path} is there already and no import wrote it: choose another --out, or remove it")]
    Foreign {
        /// The file or directory.
        path: PathBuf,
    },
    /// The decisions of people on links cannot be read.
    #[error("{path}: {problem}; see `overrides.toml` in the guide")]
    Overrides {
        /// The file.
        path: PathBuf,
        /// What is wrong, with its line.
        problem: String,
    },
    /// Another import writes there now.
    #[error("{out}: another import is writing there ({holder}): wait for it, or choose another --out")]
    Busy {
        /// The output directory.
        out: PathBuf,
        /// Who holds it.
        holder: String,
    },
    /// The store cannot be used.
    #[error("{path}: {problem}")]
    Store {
        /// The store's file.
        path: PathBuf,
        /// What is wrong and what to do.
        problem: String,
    },
    /// A record cannot be written as JSON, or read back.
    #[error("a record cannot be kept as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Workers cannot be started; no input is to blame.
    #[error("no worker process can be started: {}; see what else runs here, or try --in-process", plain(.0))]
    Worker(io::Error),
    /// The threads could not be started.
    #[error("threads: {0}")]
    Threads(String),
    /// The run was asked to stop; what is done is kept.
    #[error("stopped")]
    Stopped,
}

impl IngestError {
    pub(crate) fn output(path: &Path, problem: io::Error) -> Self {
        Self::Output { path: path.to_owned(), problem }
    }
}

/// What to do about an output that cannot be written.
fn remedy(problem: &io::Error) -> &'static str {
    match problem.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "make room and run the same command again; what is done is kept"
        }
        _ => "choose another --out, or see to its permissions and run the same command again",
    }
}

fn gone(problem: &io::Error) -> &'static str {
    match problem.kind() {
        io::ErrorKind::NotFound => "; if it was imported before and is gone for good, add --prune",
        _ => "",
    }
}
