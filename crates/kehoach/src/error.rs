//! Why a file gives no record, in words that say who can act.

use kehoach_dump::ReadError;
use kehoach_model::{Outcome, Stage};
use kehoach_plan::NoRecord;

/// Why a file gives no record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// No byte, or blanks only.
    #[error("the file is empty")]
    Empty,
    /// Data of another kind, no document.
    #[error("{0}, no document")]
    Data(&'static str),
    /// Packed data that may hold documents.
    #[error("{0}: unpack it first, or pack it as ZIP or TAR")]
    Packed(&'static str),
    /// A format that this version does not read.
    #[error("{0} is not read by this version; give the document's text")]
    NotRead(&'static str),
    /// The reader could show nothing.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// No official document and no table of indicators or tasks.
    #[error(
        "no official document: neither letterhead with a kind and an issuer nor a table of indicators or tasks"
    )]
    NoDocument,
}

impl From<NoRecord> for ParseError {
    fn from(reason: NoRecord) -> Self {
        match reason {
            NoRecord::Empty => Self::Empty,
            NoRecord::NoDocument => Self::NoDocument,
        }
    }
}

impl ParseError {
    /// What becomes of an input with this error.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Empty | Self::Data(_) | Self::NoDocument => Outcome::Skipped,
            Self::Packed(_) | Self::NotRead(_) | Self::Read(_) => Outcome::Rejected,
        }
    }

    /// Where it stopped.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match self {
            Self::Empty | Self::Data(_) | Self::Packed(_) | Self::NotRead(_) => Stage::Sniff,
            Self::Read(_) => Stage::Read,
            Self::NoDocument => Stage::Recognise,
        }
    }

    /// Whether the file is simply no document of ours.
    #[must_use]
    pub fn is_skip(&self) -> bool {
        self.outcome() == Outcome::Skipped
    }
}
