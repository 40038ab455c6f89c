//! How much of a file is read, and what stops a read.

/// Caps on one text dump. A real plan is a few hundred kilobytes; what is far beyond is damage or an attack,
/// and is told so instead of eating the machine.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes of one line: scraped pages can stand in one line as a whole.
    pub line_bytes: usize,
    /// Lines of the file.
    pub lines: usize,
    /// Cells of all tables.
    pub cells: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 16 << 20, line_bytes: 4 << 20, lines: 500_000, cells: 500_000 }
    }
}

/// Why nothing of a file can be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file is larger than [`Limits::bytes`].
    #[error("{size} bytes: a text dump over {limit} bytes is not read; split the file")]
    TooLarge {
        /// Bytes of the file.
        size: usize,
        /// The cap.
        limit: usize,
    },
    /// A line is longer than [`Limits::line_bytes`].
    #[error(
        "line {line} is {size} bytes long, more than {limit}: this is no document; check how the text was made"
    )]
    LineTooLong {
        /// The line, counted from 1.
        line: u32,
        /// Bytes of the line.
        size: usize,
        /// The cap.
        limit: usize,
    },
    /// More than [`Limits::lines`].
    #[error("more than {limit} lines: this is no document; split the file")]
    TooManyLines {
        /// The cap.
        limit: usize,
    },
    /// More than [`Limits::cells`].
    #[error("line {line}: the tables have more than {limit} cells; split the file")]
    TooManyCells {
        /// Where the cap was reached.
        line: u32,
        /// The cap.
        limit: usize,
    },
    /// NUL bytes outside UTF-16.
    #[error("byte {at}: binary data, not text; give the original file")]
    Binary {
        /// Offset of the first NUL byte.
        at: usize,
    },
    /// Not UTF-8 in too many places to be a slip.
    #[error("byte {at}: not UTF-8 text ({bad} bad bytes); save it as UTF-8, or give the original file")]
    NotUtf8 {
        /// Offset of the first bad byte.
        at: usize,
        /// How many byte sequences are not UTF-8.
        bad: usize,
    },
}

/// Cells that may still be made; tables are counted before they are built.
#[derive(Debug)]
pub(crate) struct Budget {
    left: usize,
    limit: usize,
}

impl Budget {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { left: limits.cells, limit: limits.cells }
    }

    /// Takes `cells` for a row at `line`.
    pub(crate) fn take(&mut self, cells: usize, line: u32) -> Result<(), ReadError> {
        self.left =
            self.left.checked_sub(cells).ok_or(ReadError::TooManyCells { line, limit: self.limit })?;
        Ok(())
    }
}
