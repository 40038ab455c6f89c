//! Links that a person has confirmed or refused: `overrides.toml` of an output directory.
//!
//! ```
//! use kehoach_link::Overrides;
//! let overrides = Overrides::parse(r#"
//! [[link]]
//! child = "so-noi-vu/ke-hoach.pdf"   # source.path, id or work of the child
//! cited = "1774/KH-UBND"             # the number as it is cited
//! parent = "1174.pdf"                # source.path, id or work of the parent; left out: none of the corpus
//! decision = "confirmed"             # or "refused"
//! by = "Nguyễn Văn A"
//! "#)?;
//! assert_eq!(overrides.len(), 1);
//! # Ok::<(), kehoach_link::OverridesError>(())
//! ```

use kehoach_viet::key;
use serde::Deserialize;

use crate::facts::Cite;
use crate::index::Entry;

/// Decisions of people on links.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overrides {
    #[serde(default, rename = "link")]
    links: Vec<Override>,
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Override {
    child: String,
    cited: String,
    parent: Option<String>,
    decision: Decision,
    by: String,
}

/// What a person decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Decision {
    Confirmed,
    Refused,
}

/// Why a file of decisions cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum OverridesError {
    /// No TOML, or a name that is not known.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// A confirmation without a parent.
    #[error("[[link]] number {0}: a confirmed link needs its parent (source path, id or work)")]
    NoParent(usize),
}

/// What a person says of one citation and one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said<'a> {
    /// This record is meant.
    Confirmed(&'a str),
    /// This record is not meant.
    Refused(&'a str),
}

impl Overrides {
    /// Reads the file.
    ///
    /// # Errors
    /// [`OverridesError`] with the line, or the decision that lacks something.
    pub fn parse(text: &str) -> Result<Self, OverridesError> {
        let this: Self = toml::from_str(text)?;
        let lacking = |link: &Override| link.decision == Decision::Confirmed && link.parent.is_none();
        match this.links.iter().position(lacking) {
            Some(at) => Err(OverridesError::NoParent(at + 1)),
            None => Ok(this),
        }
    }

    /// How many decisions there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.links.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    /// Decisions on one citation, by position.
    pub(crate) fn of<'a>(&'a self, child: &'a Entry<'_>, cite: &'a Cite) -> impl Iterator<Item = usize> + 'a {
        let fits = move |link: &Override| {
            names(&link.child, child) && key::symbol(&link.cited) == key::symbol(&cite.printed)
        };
        self.links.iter().enumerate().filter(move |(_, link)| fits(link)).map(|(at, _)| at)
    }

    /// What decision `at` says of a record.
    pub(crate) fn said(&self, at: usize, record: &Entry<'_>) -> Option<Said<'_>> {
        let link = self.links.get(at)?;
        let by = link.by.as_str();
        match (link.decision, &link.parent) {
            (Decision::Confirmed, Some(parent)) if names(parent, record) => Some(Said::Confirmed(by)),
            (Decision::Refused, parent) if parent.as_ref().is_none_or(|parent| names(parent, record)) => {
                Some(Said::Refused(by))
            }
            _ => None,
        }
    }

    /// A decision in words, for whoever must be told that it fits nothing.
    pub(crate) fn shown(&self, at: usize) -> String {
        self.links.get(at).map_or_else(String::new, |link| format!("{} → {}", link.child, link.cited))
    }
}

/// Whether a person's name for a record means this one.
fn names(name: &str, record: &Entry<'_>) -> bool {
    name == record.id || name == record.path || record.facts.identity.work.as_deref() == Some(name)
}
