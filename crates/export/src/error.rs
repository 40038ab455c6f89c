//! Why findings could not be written.

use std::io;

use rust_xlsxwriter::XlsxError;

/// Why findings could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The stream or file takes no more.
    #[error("cannot write")]
    Io(#[source] io::Error),
    /// JSON that cannot be written.
    #[error("cannot write JSON")]
    Json(#[from] serde_json::Error),
    /// A workbook that cannot be made.
    #[error("the workbook cannot be made")]
    Xlsx(#[from] XlsxError),
    /// Counts have no such form.
    #[error("counts by rule have no such format: take full, json, json-lines or csv")]
    NoStatistics,
}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<csv::Error> for ExportError {
    fn from(error: csv::Error) -> Self {
        Self::Io(match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => io::Error::other(format!("{other:?}")),
        })
    }
}
