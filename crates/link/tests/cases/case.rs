//! The form of a case.
//!
//! ```toml
//! title = "A wrong digit in the parent's number"
//! why = "What in the domain makes this the right answer."
//!
//! [[plan]]
//! file = "186.pdf"              # names the plan in the case
//! number = "186/KH-UBND"        # or symbol = "KH-UBND" where the number is blank, or neither
//! date = "2025-12-29"           # or "2026-01", "2026"
//! issuer = "Ủy ban nhân dân tỉnh Sông Lô"   # level and province are taken from the name unless given
//! title = "Chuyển đổi số tỉnh Sông Lô năm 2026"
//!
//! [[plan.cites]]                # role "implements" unless given; `direct` is what the reader of the plan saw
//! number = "186/KH-UBND"
//! resolves = "186.pdf"          # expected: any copy of the right work, or a list of files that are all right
//! discrepancies = ["number"]    # expected, exactly; ["?"]: not looked at
//!
//! [[plan.indicators]]           # row ids t0.r1, t0.r2 …; tasks t1.r1, t1.r2 …, ordinals 1, 2 …, unless given
//! name = "…"
//! target = "≥ 50%"
//! from = "186.pdf#t0.r4"        # expected lineage, "own", or a list of rows that are all right; absent: not looked at
//! relation = "same"             # expected, or a list; absent: not looked at
//! changes = ["target: 95% -> Đạt"]   # expected, exactly; "(blank)" is a blank value; absent: not looked at
//! ```
//!
//! Every case also expects that the works are exactly those of `[[work]]`, and one for every other file.

use kehoach_model::{DuplicateKind, Format, Grade, Level, Relation, Role, TextOrigin};
use serde::Deserialize;

/// One behaviour: plans, and what must come out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// What it is about.
    pub(crate) title: String,
    /// The reason from the domain.
    pub(crate) why: String,
    pub(crate) plan: Vec<PlanCase>,
    #[serde(default)]
    pub(crate) work: Vec<WorkCase>,
    /// Which files are one work is not looked at: a careful reader could decide either way.
    #[serde(default)]
    pub(crate) works_open: bool,
    #[serde(default)]
    pub(crate) duplicates: Vec<DuplicateCase>,
    #[serde(default)]
    pub(crate) no_duplicates: Vec<NoDuplicateCase>,
    #[serde(default)]
    pub(crate) coverage: Vec<CoverageCase>,
    /// An `overrides.toml`.
    pub(crate) overrides: Option<String>,
}

/// A plan and what is expected of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanCase {
    pub(crate) file: String,
    /// The file whose further part this is: "4216.pdf" for the plan behind the decision.
    pub(crate) part_of: Option<String>,
    #[serde(default = "plan_kind")]
    pub(crate) kind: String,
    pub(crate) number: Option<String>,
    pub(crate) symbol: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) issuer: Option<String>,
    pub(crate) level: Option<Level>,
    pub(crate) parent: Option<String>,
    /// Province that the reader of the plan knows; by default that of issuer or parent.
    pub(crate) province: Option<String>,
    pub(crate) title: Option<String>,
    #[serde(default = "native")]
    pub(crate) text: TextOrigin,
    pub(crate) format: Option<Format>,
    #[serde(default)]
    pub(crate) recipients: Vec<String>,
    #[serde(default)]
    pub(crate) cites: Vec<CiteCase>,
    #[serde(default)]
    pub(crate) indicators: Vec<RowCase>,
    #[serde(default)]
    pub(crate) tasks: Vec<RowCase>,
}

/// A mention in a plan and what its link must be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CiteCase {
    #[serde(default = "implements")]
    pub(crate) role: Role,
    #[serde(default = "plan_kind")]
    pub(crate) kind: String,
    pub(crate) number: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) issuer: Option<String>,
    pub(crate) title: Option<String>,
    #[serde(default = "yes")]
    pub(crate) direct: bool,
    /// Position in the plan's cites of the one whose title holds this one.
    pub(crate) nested_in: Option<u32>,

    /// Files that are all right as the answer.
    pub(crate) resolves: Option<OneOrMany<String>>,
    /// Needed where `resolves` is absent.
    pub(crate) status: Option<Status>,
    /// To abstain is right too.
    #[serde(default)]
    pub(crate) may_abstain: bool,
    /// Files that it must not resolve to.
    #[serde(default)]
    pub(crate) never: Vec<String>,
    #[serde(default)]
    pub(crate) discrepancies: Vec<String>,
    pub(crate) expect_direct: Option<bool>,
    /// A name for the missing document: links with one name share their `work`, others do not.
    pub(crate) missing: Option<String>,
    pub(crate) confirmed_by: Option<String>,
    /// Words that the evidence of the link must hold.
    pub(crate) says: Option<String>,
}

/// What a link must say where it need not resolve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    Resolved,
    Unresolved,
    Ambiguous,
    /// Unresolved or ambiguous.
    Abstained,
    /// Anything but what `never` names.
    Any,
}

/// An indicator or a task, and the parent row that it carries on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowCase {
    pub(crate) row: Option<String>,
    pub(crate) ordinal: Option<String>,
    /// Outermost first: "I. Hạ tầng số".
    #[serde(default)]
    pub(crate) groups: Vec<String>,
    pub(crate) name: String,
    pub(crate) lead: Option<String>,
    pub(crate) target: Option<String>,
    /// Column and value, where there are several columns.
    #[serde(default)]
    pub(crate) targets: Vec<(String, String)>,
    pub(crate) deadline: Option<String>,
    pub(crate) result: Option<String>,

    pub(crate) from: Option<OneOrMany<String>>,
    pub(crate) relation: Option<OneOrMany<Relation>>,
    pub(crate) changes: Option<Vec<String>>,
}

/// Files that are one work, the lead first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WorkCase {
    pub(crate) files: Vec<String>,
    /// Any of them may lead.
    #[serde(default)]
    pub(crate) any_lead: bool,
    /// The number under which others cite a work whose own is blank.
    pub(crate) learned: Option<String>,
}

/// A group that must be there; further members are no fault unless it is `exact`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DuplicateCase {
    pub(crate) kind: Option<DuplicateKind>,
    pub(crate) grade: Option<Grade>,
    pub(crate) members: Vec<String>,
    #[serde(default)]
    pub(crate) exact: bool,
    pub(crate) origin: Option<String>,
}

/// Members of which no two may share a group (of that kind and grade, where given).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoDuplicateCase {
    pub(crate) kind: Option<DuplicateKind>,
    pub(crate) grade: Option<Grade>,
    pub(crate) members: Vec<String>,
}

/// What a child took up of its parent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CoverageCase {
    pub(crate) parent: String,
    pub(crate) child: String,
    #[serde(default)]
    pub(crate) taken: Vec<String>,
    #[serde(default)]
    pub(crate) missing: Vec<String>,
}

/// One answer, or several that are all right.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    pub(crate) fn all(&self) -> &[T] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

fn plan_kind() -> String {
    "Kế hoạch".to_owned()
}

fn native() -> TextOrigin {
    TextOrigin::Native
}

fn implements() -> Role {
    Role::Implements
}

fn yes() -> bool {
    true
}
