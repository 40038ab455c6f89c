//! What the rules need of one record to compare it with others: a function of the record alone.

use kehoach_model::{Citation, Plan, Role};
use kehoach_viet::key;
use serde::{Deserialize, Serialize};

use crate::fold;

/// Version of what [`Facts::of`] finds: facts that were kept under another one are made again.
pub const FACTS_VERSION: u32 = 3;

/// What the rules know of one record.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The document's own number and day, where both stand.
    pub(crate) own: Option<Own>,
    /// Last day on which the document can have been issued, ISO 8601.
    pub(crate) issued_by: Option<String>,
    pub(crate) readings: Vec<Reading>,
    /// Hashes of neighbouring words, each as the step from the one before it, with how often they stand there.
    pub(crate) pairs: Vec<(u32, u32)>,
}

/// What a document says of itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Own {
    /// Key of the number.
    pub(crate) symbol: String,
    pub(crate) date: String,
    pub(crate) issuer: Option<String>,
}

impl Own {
    fn of(plan: &Plan) -> Option<Self> {
        let header = &plan.header;
        Some(Self {
            symbol: key::symbol(header.number.as_deref()?),
            date: header.date.clone()?,
            issuer: header.issuer.as_ref().map(|issuer| issuer.name.clone()),
        })
    }
}

/// How a document is cited.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Reading {
    /// Key of the number: "66NQCP".
    pub(crate) symbol: String,
    pub(crate) number: String,
    pub(crate) date: Option<String>,
    pub(crate) issuer: Option<String>,
    /// Hash of the title's words, where they are many enough to tell one document from another.
    pub(crate) title: Option<String>,
}

impl Reading {
    pub(crate) fn of(citation: &Citation) -> Option<Self> {
        let number = citation.number.clone()?;
        if citation.role == Role::Itself {
            return None;
        }
        Some(Self {
            symbol: key::symbol(&number),
            number,
            date: citation.date.clone().filter(|date| date.len() == 10),
            issuer: citation.issuer.clone(),
            title: citation.title.as_deref().and_then(title),
        })
    }
}

/// A title of fewer words is that of many documents.
const TITLE_WORDS: usize = 4;

fn title(text: &str) -> Option<String> {
    let folded = key::name(text);
    let words: Vec<&str> = folded.split(' ').collect();
    (words.len() >= TITLE_WORDS).then(|| key::hash(&words))
}

impl Facts {
    /// What the rules need of a record.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let mut readings: Vec<Reading> = plan.citations.iter().filter_map(Reading::of).collect();
        readings.sort_unstable();
        readings.dedup();
        Self { own: Own::of(plan), issued_by: last_day(plan), readings, pairs: pairs(plan) }
    }

    /// As kept in a store.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // Vectors, texts and numbers only: there is nothing that could fail.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Facts as kept by [`to_bytes`](Self::to_bytes) of this version; `None` where they are not.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

/// The last day on which the document can have been issued, as far as its date stands: "2026-01" gives 2026-01-31.
pub(crate) fn last_day(plan: &Plan) -> Option<String> {
    let date = plan.header.date.as_deref().or(plan.header.date_partial.as_deref())?;
    Some(match date.len() {
        4 => format!("{date}-12-31"),
        // No month is longer; ISO dates compare as texts.
        7 => format!("{date}-31"),
        _ => date.to_owned(),
    })
}

fn pairs(plan: &Plan) -> Vec<(u32, u32)> {
    let mut hashes: Vec<u32> = Vec::new();
    for text in texts(plan) {
        let mut before: Option<String> = None;
        for word in fold::words(text).map(fold::word) {
            if let Some(before) = &before {
                hashes.push(fold::pair(before, &word));
            }
            before = Some(word);
        }
    }
    let mut last = 0;
    hashes.sort_unstable();
    let step = |same: &[u32]| {
        let hash = same.first().copied().unwrap_or_default();
        let step = hash - last;
        last = hash;
        (step, same.len() as u32)
    };
    hashes.chunk_by(|one, other| one == other).map(step).collect()
}

/// The text of a record: prose and rows.
fn texts(plan: &Plan) -> Vec<&str> {
    let mut texts = plan.prose();
    texts.extend(plan.indicators.iter().map(|indicator| indicator.row.name.as_str()));
    for task in &plan.tasks {
        texts.push(&task.row.name);
        texts.extend(task.result.as_deref());
    }
    texts
}
