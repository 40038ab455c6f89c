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

/// One line of `works.ndjson`: the records of one work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WorkLine {
    /// Key of the work; `null` where its number is blank in every copy and nobody cites it.
    pub work: Option<String>,
    /// The number is blank in every copy: the key is that under which others cite the work.
    pub inferred: bool,
    /// Id of the best copy: links point at it.
    pub lead: String,
    /// Ids of the other copies.
    pub copies: Vec<String>,
}

/// One line of `lineage.ndjson`: what a row of a child plan carries on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LineageLine {
    /// `<id>#<row>` of the child.
    pub child: String,
    /// `<id>#<row>` of the parent; `null` where the row is the child's own.
    pub parent: Option<String>,
    /// How the child's row follows from the parent's.
    pub relation: Relation,
    /// Likeness of both names, 0 to 1; 0 where the row is the child's own.
    pub similarity: f64,
    /// What the child says otherwise.
    pub changes: Vec<RowChange>,
}

/// How a child's row follows from its parent's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same words, but for spelling habits and slips.
    Same,
    /// Other words for about the same.
    Reworded,
    /// Words of the parent are left out.
    Narrowed,
    /// Words are added to those of the parent.
    Widened,
    /// The parent has no such row.
    Own,
}

/// A field in which a child's row differs from its parent's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RowChange {
    /// "target", "deadline", "lead"; "word" for a word of the name that differs only by a mark or by letters that
    /// look alike.
    pub field: String,
    /// What the parent says.
    pub parent: Option<String>,
    /// What the child says.
    pub child: Option<String>,
}

/// One line of `duplicates.ndjson`: records or rows that are the same, as one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DuplicateLine {
    /// What is the same.
    pub kind: DuplicateKind,
    /// Ids of records, or `<id>#<row>`.
    pub members: Vec<String>,
    /// How far they are the same; `null` for rows that are near in words only.
    pub grade: Option<Grade>,
    /// `<id>#<row>` of the row that the others were taken from, where the links tell it.
    pub origin: Option<String>,
}

/// What is there again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DuplicateKind {
    /// Records of one work.
    SameWork,
    /// Rows with the same name.
    SameRow,
    /// Rows with nearly the same name.
    NearRow,
}

/// How far rows are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// But for spelling habits.
    Same,
    /// But for numbers.
    SameButNumbers,
    /// But for names of territories.
    SameButNames,
}

/// One line of `coverage.ndjson`: which rows of a parent a child took up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CoverageLine {
    /// Id of the parent.
    pub parent: String,
    /// Id of the child.
    pub child: String,
    /// Rows of the parent that the child carries on, in the parent's order.
    pub taken: Vec<String>,
    /// The parent's other rows.
    pub missing: Vec<String>,
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
