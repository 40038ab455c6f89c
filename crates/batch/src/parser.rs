//! What the engine runs: the parser, and what it can say.

use std::time::Duration;

use kehoach_model::{Format, Outcome, Plan, Stage};
use serde::{Deserialize, Serialize};

/// Bytes to records; the engine decides where and under which limits it runs.
///
/// A parse must be a function of the bytes and of [`version`](Parser::version) alone: the store keeps its
/// records by the content's hash and never asks again until one of both changes. An outside program can take
/// part before the parse ([`prepare`](Parser::prepare)); what was refused for want of it is asked again when it
/// is no longer [`lacking`](Parser::lacking).
pub trait Parser: Sync {
    /// Names the readers and their version, for instance "0.1.0+3f9c1a2b".
    fn version(&self) -> String;

    /// Version of the record's schema, for instance "kehoach/plan@1".
    fn schema(&self) -> String {
        kehoach_model::PLAN_SCHEMA.to_owned()
    }

    /// The most bytes that are read of a file that begins with `head` (at most [`HEAD_BYTES`]).
    fn byte_limit(&self, head: &[u8]) -> u64;

    /// Outside programs that are not here, by the names that [`Refusal::lacks`] has for them.
    fn lacking(&self) -> Vec<String> {
        Vec::new()
    }

    /// Turns a file of which another one must be made first into that, within `time`. `None`: it is parsed as it
    /// is. Called in the importing process, never in a worker, since an outside program would inherit a worker's
    /// limits; so this must not read what it can leave to the parse.
    ///
    /// # Errors
    /// [`Refusal`] where the other file cannot be made.
    fn prepare(&self, bytes: &[u8], time: Duration) -> Result<Option<Prepared>, Refusal> {
        let _ = (bytes, time);
        Ok(None)
    }

    /// The records of one file, `source.path` and `source.same_bytes` left empty. Where the bytes were made of
    /// another file, `original` tells of that; it is what the records are about.
    ///
    /// # Errors
    /// [`Refusal`] where the file gives no record.
    fn parse(
        &self,
        bytes: &[u8],
        original: Option<&Original>,
        watch: &dyn Watch,
    ) -> Result<Vec<Plan>, Refusal>;
}

/// What is parsed instead of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// What was made.
    pub bytes: Vec<u8>,
    /// Of what, and by what.
    pub original: Original,
}

/// The file that another one was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// Its format by content.
    pub format: Format,
    /// Its SHA-256, lower-case hex.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// The programs that took part, with their versions: "LibreOffice 7.4.7.2".
    pub tools: Vec<String>,
}

/// How much of a file [`Parser::byte_limit`] sees, bytes.
pub const HEAD_BYTES: usize = 4096;

/// Whom a parser tells how far it is. A crash is then told with its stage, and time is given by the page.
pub trait Watch {
    /// A stage begins.
    fn stage(&self, stage: Stage);
    /// The file has this many pages.
    fn pages(&self, pages: u32);
}

/// Whether a refused file is tried again by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// It will be refused the same way until it or its reader changes.
    #[default]
    Never,
    /// What others took of the machine may be to blame: once more, alone.
    Alone,
    /// It says nothing about the file: once more, alone, and again in the next import.
    NextImport,
}

/// Why a file gives no record, in words that say who can act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{reason}")]
pub struct Refusal {
    /// [`Outcome::Skipped`], [`Outcome::Rejected`] or [`Outcome::Failed`].
    pub outcome: Outcome,
    /// Where it stopped.
    pub stage: Stage,
    /// Why.
    pub reason: String,
    /// The outside program without which it was refused: when that is there, the file is looked at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lacks: Option<String>,
    /// Whether it is tried again; only a refused [`prepare`](Parser::prepare) is.
    #[serde(default)]
    pub retry: Retry,
}

impl Refusal {
    /// A refusal for which no program is to blame.
    pub fn new(outcome: Outcome, stage: Stage, reason: impl Into<String>) -> Self {
        Self { outcome, stage, reason: reason.into(), lacks: None, retry: Retry::Never }
    }

    /// A refusal that stays until the file or the reader changes.
    pub(crate) fn rejected(stage: Stage, reason: impl Into<String>) -> Self {
        Self::new(Outcome::Rejected, stage, reason)
    }

    pub(crate) fn failed(stage: Stage, reason: impl Into<String>) -> Self {
        Self::new(Outcome::Failed, stage, reason)
    }

    pub(crate) fn skipped(stage: Stage, reason: impl Into<String>) -> Self {
        Self::new(Outcome::Skipped, stage, reason)
    }
}
