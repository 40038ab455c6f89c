//! Lines of the output files beside the records.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Finding, Link};

/// One line of `inputs.ndjson`: every input has exactly one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InputLine {
    /// Path relative to the PATH given.
    pub path: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, in words that say who can act; `null` where it is done.
    pub reason: Option<String>,
    /// Where it stopped; `null` where it is done.
    pub stage: Option<Stage>,
    /// Ids of its records.
    pub ids: Vec<String>,
    /// Lower-case hex; `null` where the file could not be read.
    pub sha256: Option<String>,
    /// Size in bytes; `null` where it could not be told.
    pub bytes: Option<u64>,
    /// Wall time in milliseconds; `null` unless `--timings` asks for it, so that two runs write the same bytes.
    pub ms: Option<u64>,
}

/// What became of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Read; nothing to say.
    Done,
    /// Read; findings of severity warning or error stand in its records.
    DoneWithFindings,
    /// No document of ours.
    Skipped,
    /// Of a kind or size that is not read; somebody must change the file.
    Rejected,
    /// Something went wrong on our side or the system's.
    Failed,
}

/// Where an input stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Opening and reading the file.
    Open,
    /// Telling what it is.
    Sniff,
    /// Reading its layout.
    Read,
    /// Recognising plans in it.
    Recognise,
}

/// One line of `links.ndjson`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LinkLine {
    /// Id of the record that carries the link.
    pub child: String,
    /// The link.
    #[serde(flatten)]
    pub link: Link,
}

/// One line of `findings.ndjson`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FindingLine {
    /// Id of the record that the finding is about.
    pub plan: String,
    /// The finding.
    #[serde(flatten)]
    pub finding: Finding,
}

/// One line of `changes.ndjson`: how the output files differ from those before this run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeLine {
    /// The input, as in `inputs.ndjson`.
    pub path: String,
    /// What happened to it.
    pub change: Change,
    /// Ids of its records now.
    pub ids: Vec<String>,
    /// Ids of its records before.
    pub ids_before: Vec<String>,
}

/// What happened to an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It was not there before.
    Added,
    /// Its line or one of its records says something else.
    Changed,
    /// It is not there any more.
    Removed,
}
