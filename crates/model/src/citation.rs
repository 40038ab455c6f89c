//! Mentions of other documents, and the links that they make.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Place;

/// One mention of a document by its number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Citation {
    /// The mention as it stands in the source, blanks and line ends included.
    pub raw: String,
    /// Canonical type word: "Kế hoạch".
    pub kind: Option<String>,
    /// Number with symbol, blanks closed up: "02-KH/BCĐTW".
    pub number: Option<String>,
    /// ISO date printed with this mention.
    pub date: Option<String>,
    /// Canonical issuer where the text gives enough.
    pub issuer: Option<String>,
    /// Title as the mention words it.
    pub title: Option<String>,
    /// What the mention is there for.
    pub role: Role,
    /// Position in `citations` of the mention whose title holds this one.
    pub nested_in: Option<u32>,
    /// Where it stands.
    pub at: Vec<Place>,
}

/// What a citation is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// What this document carries out.
    Implements,
    /// Căn cứ.
    LegalBasis,
    /// "Ban hành kèm theo …" of another document.
    AttachedTo,
    /// Sửa đổi, bổ sung.
    Amends,
    /// Thay thế.
    Replaces,
    /// The document's own number.
    #[serde(rename = "self")]
    Itself,
    /// Anything else.
    Mentions,
}

/// A document that this one says it carries out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// The mention that says so.
    pub citation: Citation,
    /// Key of the cited work; links that share it point at the same document.
    pub work: Option<String>,
    /// Whether a corpus holds the cited document.
    pub status: LinkStatus,
    /// `false` for what the direct parent itself carries out.
    pub direct: bool,
    /// Id of the resolved plan.
    pub plan: Option<String>,
    /// Plans that may be meant, best first.
    pub candidates: Vec<Candidate>,
    /// Where the citation disagrees with the plan it resolves to.
    pub discrepancies: Vec<Discrepancy>,
    /// The person or file that confirmed the link by hand.
    pub confirmed_by: Option<String>,
}

/// Whether a link has found its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkStatus {
    /// One plan stands clearly out.
    Resolved,
    /// No plan of the corpus fits, or there is no corpus.
    Unresolved,
    /// Several fit equally.
    Ambiguous,
}

/// A plan that a link may mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Candidate {
    /// Id of the plan.
    pub plan: String,
    /// 0 to 1.
    pub score: f64,
    /// What speaks for it, in words.
    pub evidence: Vec<String>,
}

/// A field in which a citation and the document it means disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Discrepancy {
    /// "number", "date" or "issuer".
    pub field: String,
    /// What the citation says.
    pub cited: Option<String>,
    /// What the document says.
    pub found: Option<String>,
}
