//! The JSON contract as types: what every consumer of `kehoach` may rely on.
//!
//! The types serialise to exactly the names of the contract and derive their JSON Schema, so the schemas in
//! `schema/` cannot drift from the code. There is no I/O here, no regular expression and no judgement: who
//! fills a field, and when, is the business of the crates after this one.
//!
//! Decisions: unknown is `None` and is written as `null`, never as `""`; every list keeps document order;
//! a value printed in the document stands beside its canonical form, never instead of it.

mod citation;
mod finding;
mod header;
mod output;
mod place;
mod plan;
mod row;
mod schema;
mod table;

pub use citation::{Candidate, Citation, Discrepancy, Link, LinkStatus, Role};
pub use finding::{Finding, Fix, Message, Rule, Severity};
pub use header::{Authority, Header, Issuer, Level, NumberStatus, Period, Signer};
pub use output::{
    Change, ChangeLine, CoverageLine, DuplicateKind, DuplicateLine, FindingLine, Grade, InputLine,
    LineageLine, LinkLine, Outcome, Relation, RowChange, Stage, WorkLine,
};
pub use place::{LineRange, Place};
pub use plan::{Conservation, Format, Objective, Part, Plan, Section, Source, TextOrigin};
pub use row::{
    Bodies, Body, BodyKind, Comparator, Confidence, Deadline, DeadlineKind, Group, Indicator, Origin, Raw,
    Row, Target, TargetKind, Task,
};
pub use schema::{NamedSchema, schemas};
pub use table::{Column, Field, Table, TableCell, TableKind, TableRows};

/// Name and version of one plan record; a change of the contract is a new version.
pub const PLAN_SCHEMA: &str = "kehoach/plan@1";
