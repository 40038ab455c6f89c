//! Why a conversion gave no document.

use kehoach_model::Format;

/// Why LibreOffice gave no document, in words that say who can act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConvertError {
    /// The format is none that is converted.
    #[error("{0:?} is not converted")]
    NotConvertible(Format),
    /// The program does not start.
    #[error(
        "{program} cannot be started ({problem}): see to the installation of LibreOffice, or set KEHOACH_SOFFICE"
    )]
    Start {
        /// The program.
        program: String,
        /// What the system says.
        problem: String,
    },
    /// The program does not say which it is.
    #[error("{0} does not tell its version: see to the installation of LibreOffice, or set KEHOACH_SOFFICE")]
    NoVersion(String),
    /// No folder for the conversion, or it cannot be used.
    #[error("no room for the conversion ({0}): see to the folder for temporary files (TMPDIR)")]
    Folder(String),
    /// Somebody else killed it.
    #[error("LibreOffice was killed from outside (signal {0}), perhaps by the system for want of memory")]
    Killed(i32),
    /// It did not end in time.
    #[error("LibreOffice did not convert the file within {0} s: save it as DOCX")]
    TimedOut(u64),
    /// It wrote too much.
    #[error("LibreOffice wrote more than {0} MiB for the file: save it as DOCX")]
    TooLarge(u64),
    /// It gave up, or wrote nothing.
    #[error("LibreOffice could not convert the file ({0}): open it and save it as DOCX")]
    NoDocument(String),
}

impl ConvertError {
    /// Whether it says something of the machine at this moment, nothing of the file.
    #[must_use]
    pub fn is_of_machine(&self) -> bool {
        match self {
            Self::Start { .. } | Self::NoVersion(_) | Self::Folder(_) | Self::Killed(_) => true,
            Self::NotConvertible(_) | Self::TimedOut(_) | Self::TooLarge(_) | Self::NoDocument(_) => false,
        }
    }
}
