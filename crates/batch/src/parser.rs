//! What the engine runs: the parser, and what it can say.

use kehoach_model::{Outcome, Plan, Stage};
use serde::{Deserialize, Serialize};

/// Bytes to records; the engine decides where and under which limits it runs.
///
/// A parse must be a function of the bytes and of [`version`](Parser::version) alone: the store keeps its
/// records by the content's hash and never asks again until one of both changes.
pub trait Parser: Sync {
    /// Names the readers and their version, for instance "0.1.0+3f9c1a2b".
    fn version(&self) -> String;

    /// Version of the record's schema, for instance "kehoach/plan@1".
    fn schema(&self) -> String {
        kehoach_model::PLAN_SCHEMA.to_owned()
    }

    /// The most bytes that are read of a file that begins with `head` (at most [`HEAD_BYTES`]).
    fn byte_limit(&self, head: &[u8]) -> u64;

    /// The records of one file, `source.path` and `source.same_bytes` left empty.
    ///
    /// # Errors
    /// [`Refusal`] where the file gives no record.
    fn parse(&self, bytes: &[u8], watch: &dyn Watch) -> Result<Vec<Plan>, Refusal>;
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
}

impl Refusal {
    pub(crate) fn rejected(stage: Stage, reason: impl Into<String>) -> Self {
        Self { outcome: Outcome::Rejected, stage, reason: reason.into() }
    }

    pub(crate) fn failed(stage: Stage, reason: impl Into<String>) -> Self {
        Self { outcome: Outcome::Failed, stage, reason: reason.into() }
    }

    pub(crate) fn skipped(stage: Stage, reason: impl Into<String>) -> Self {
        Self { outcome: Outcome::Skipped, stage, reason: reason.into() }
    }
}
