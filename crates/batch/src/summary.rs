//! How a run went, in figures that a person can act on.

use kehoach_model::Outcome;
use serde::{Deserialize, Serialize};

/// How a run went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// All inputs that the output directory now speaks of.
    pub counts: Counts,
    /// What this run did.
    pub run: RunCounts,
    /// Why inputs failed, the most frequent reason first.
    pub failures: Vec<Reason>,
    /// Why inputs were rejected.
    pub rejections: Vec<Reason>,
    /// Why inputs were skipped.
    pub skips: Vec<Reason>,
    /// What this run took longest over.
    pub slowest: Vec<Slow>,
    /// Folders under a PATH given that show no file any more, though there were some: their records are kept.
    pub emptied: Vec<String>,
    /// What the links came to.
    pub links: LinkCounts,
    /// Decisions of `overrides.toml` that fit no citation or no record: "child → cited number".
    pub unused_overrides: Vec<String>,
    /// Set where the run was asked to stop before its end; the output files are then those of the last run.
    pub stopped: bool,
}

/// What deriving the output files came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Told {
    /// Inputs that have a weighty finding only because of what other inputs say.
    pub(crate) raised: u64,
    pub(crate) links: LinkCounts,
    pub(crate) unused_overrides: Vec<String>,
}

/// What the links came to, as the output files say it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkCounts {
    /// Links of plans to what they carry out.
    pub links: u64,
    /// Those whose document is there.
    pub resolved: u64,
    /// Those for which several documents fit.
    pub ambiguous: u64,
    /// Those whose number, date or issuer disagrees with the document that they mean.
    pub with_discrepancies: u64,
    /// Rows that carry on a row of a parent.
    pub carried_on: u64,
}

/// Inputs by outcome, and what their records hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Inputs in all.
    pub inputs: u64,
    /// Read without a word of warning.
    pub done: u64,
    /// Read, with warnings or errors.
    pub with_findings: u64,
    /// No documents of ours.
    pub skipped: u64,
    /// Not read: somebody must change the file.
    pub rejected: u64,
    /// Went wrong.
    pub failed: u64,
    /// Records.
    pub plans: u64,
    /// Indicators in them.
    pub indicators: u64,
    /// Tasks in them.
    pub tasks: u64,
}

impl LinkCounts {
    pub(crate) fn add(&mut self, other: Self) {
        self.links += other.links;
        self.resolved += other.resolved;
        self.ambiguous += other.ambiguous;
        self.with_discrepancies += other.with_discrepancies;
        self.carried_on += other.carried_on;
    }
}

impl Counts {
    /// Inputs that were done without a word of warning until others were there.
    pub(crate) fn raise(&mut self, inputs: u64) {
        let inputs = inputs.min(self.done);
        self.done -= inputs;
        self.with_findings += inputs;
    }

    pub(crate) fn add(&mut self, outcome: Outcome, count: u64) {
        self.inputs += count;
        *match outcome {
            Outcome::Done => &mut self.done,
            Outcome::DoneWithFindings => &mut self.with_findings,
            Outcome::Skipped => &mut self.skipped,
            Outcome::Rejected => &mut self.rejected,
            Outcome::Failed => &mut self.failed,
        } += count;
    }
}

/// What a run did to the inputs that it saw.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunCounts {
    /// Not known before.
    pub new: u64,
    /// Known with other bytes.
    pub changed: u64,
    /// Known with these bytes, and read again: another version, `--force`, `--retry-failed`.
    pub again: u64,
    /// Known, and left as they are.
    pub unchanged: u64,
    /// Known, and no longer there.
    pub removed: u64,
}

/// A reason and how many inputs have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// As it stands in `inputs.ndjson`.
    pub reason: String,
    /// How many inputs.
    pub inputs: u64,
    /// Paths of a few of them.
    pub examples: Vec<String>,
}

impl Reason {
    /// Reasons that a summary names; the others stand in `failures.ndjson`.
    pub const SHOWN: usize = 5;
}

/// A slow input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slow {
    /// Its path.
    pub path: String,
    /// Wall time of its parse, milliseconds.
    pub ms: u64,
}
