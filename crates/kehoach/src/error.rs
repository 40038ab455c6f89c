//! Why a file gives no record, in words that say who can act.

use kehoach_convert::{ConvertError, xlsx};
use kehoach_dump::ReadError;
use kehoach_model::{Outcome, Stage};
use kehoach_plan::NoRecord;

/// What a store calls LibreOffice.
pub(crate) const SOFFICE: &str = "soffice";

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
    #[error("{0}: unpack it first, or import it as ZIP or TAR with `kehoach ingest`")]
    Packed(&'static str),
    /// An Office document under a password.
    #[error("encrypted: ask the issuer for an open copy, or save it without a password")]
    Encrypted,
    /// A container that is cut short or broken.
    #[error("{0} that is damaged or cut short: fetch it again")]
    Damaged(&'static str),
    /// A format that LibreOffice must convert, and there is none.
    #[error("{0}: convert it to DOCX, or install LibreOffice (soffice) and import again")]
    NoConverter(&'static str),
    /// LibreOffice gave no document.
    #[error(transparent)]
    Convert(#[from] ConvertError),
    /// A format that this version does not read.
    #[error("{0} is not read by this version; give the document's text")]
    NotRead(&'static str),
    /// Another such, which the program it came from can save as one that is read.
    #[error("{0} is not read by this version; open it and save it as {1}")]
    SaveAs(&'static str, &'static str),
    /// Pages are drawn of PDFs only.
    #[error("no PDF: only pages of a PDF can be drawn")]
    NoPages,
    /// The reader could show nothing.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The page reader could show nothing.
    #[error(transparent)]
    Html(#[from] kehoach_html::ReadError),
    /// The PDF reader could show nothing.
    #[error(transparent)]
    Pdf(#[from] kehoach_pdf::ReadError),
    /// The DOCX reader could show nothing.
    #[error(transparent)]
    Docx(#[from] kehoach_docx::ReadError),
    /// The workbook reader could show nothing.
    #[error(transparent)]
    Xlsx(#[from] xlsx::ReadError),
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
            Self::Html(error) if error.is_no_document() => Outcome::Skipped,
            Self::Pdf(error) if error.is_no_document() => Outcome::Skipped,
            Self::Convert(_) => Outcome::Failed,
            Self::Packed(_)
            | Self::Encrypted
            | Self::Damaged(_)
            | Self::NoConverter(_)
            | Self::NotRead(_)
            | Self::NoPages
            | Self::SaveAs(..)
            | Self::Read(_)
            | Self::Docx(_)
            | Self::Html(_)
            | Self::Pdf(_)
            | Self::Xlsx(_) => Outcome::Rejected,
        }
    }

    /// Where it stopped.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match self {
            Self::Empty
            | Self::Data(_)
            | Self::Packed(_)
            | Self::Encrypted
            | Self::Damaged(_)
            | Self::NotRead(_)
            | Self::NoPages
            | Self::SaveAs(..) => Stage::Sniff,
            Self::NoConverter(_)
            | Self::Convert(_)
            | Self::Read(_)
            | Self::Docx(_)
            | Self::Html(_)
            | Self::Pdf(_)
            | Self::Xlsx(_) => Stage::Read,
            Self::NoDocument => Stage::Recognise,
        }
    }

    /// The outside program without which the file was refused, as [`Readers`](crate::Readers) name it.
    #[must_use]
    pub fn lacks(&self) -> Option<&'static str> {
        matches!(self, Self::NoConverter(_)).then_some(SOFFICE)
    }

    /// Whether the file is simply no document of ours.
    #[must_use]
    pub fn is_skip(&self) -> bool {
        self.outcome() == Outcome::Skipped
    }
}
