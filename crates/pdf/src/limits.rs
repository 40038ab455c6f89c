//! How much of a file is read, and what stops a read.

/// Caps on one file.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes that one stream may unpack to.
    pub stream_bytes: u64,
    /// Bytes that all streams that are no pictures may unpack to.
    pub total_bytes: u64,
    /// Pages.
    pub pages: usize,
    /// Glyphs of one page.
    pub page_glyphs: usize,
    /// Slots of all tables.
    pub cells: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 256 << 20,
            stream_bytes: 96 << 20,
            total_bytes: 384 << 20,
            pages: 5_000,
            page_glyphs: 200_000,
            cells: 500_000,
        }
    }
}

/// Why nothing of a file can be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file is larger than [`Limits::bytes`].
    #[error("{size} bytes: a PDF over {limit} bytes is not read; split it")]
    TooLarge {
        /// Bytes of the file.
        size: usize,
        /// The cap.
        limit: usize,
    },
    /// It opens with a password only.
    #[error("encrypted: ask the issuer for an open copy, or save it without a password")]
    Encrypted,
    /// It is encrypted in a way that nobody uses for documents.
    #[error("encrypted in a way that is not read; open it and print it into a new PDF")]
    Cipher,
    /// No page can be found in it.
    #[error("the PDF is damaged or cut short: no page can be found; fetch it again")]
    Damaged,
    /// More than [`Limits::pages`].
    #[error("{count} pages: a PDF of more than {limit} is not read; split it")]
    TooManyPages {
        /// Pages of the file.
        count: usize,
        /// The cap.
        limit: usize,
    },
    /// A stream unpacks to more than [`Limits::stream_bytes`], or all of them to more than [`Limits::total_bytes`].
    #[error("unpacks to more than {limit} bytes: this is no document; not read")]
    Bomb {
        /// The cap that was met.
        limit: u64,
    },
    /// More than [`Limits::page_glyphs`] on a page.
    #[error("page {page} has more than {limit} letters: this is no document; not read")]
    TooManyGlyphs {
        /// The page.
        page: u32,
        /// The cap.
        limit: usize,
    },
    /// More than [`Limits::cells`].
    #[error("the tables have more than {limit} cells; split the document")]
    TooManyCells {
        /// The cap.
        limit: usize,
    },
    /// Pictures of pages only.
    #[error(
        "{pages} pages that are pictures: a scan without text; run OCR over it (`ocrmypdf -l vie`), or ask for the original"
    )]
    Scan {
        /// Pages of the file.
        pages: usize,
    },
    /// The text layer of every page is garbage.
    #[error(
        "the text layer is garbled ({sample}): print it into a new PDF with its fonts, run OCR over it, or ask for the original"
    )]
    Garbled {
        /// Some of it.
        sample: String,
    },
    /// The fonts of every page lack their tables of characters.
    #[error(
        "its letters do not tell what characters they are (the fonts' tables are missing): print it into a new PDF with its fonts, run OCR over it, or ask for the original"
    )]
    NoCharacters,
    /// Pages without anything on them.
    #[error("{pages} empty pages")]
    Blank {
        /// Pages of the file.
        pages: usize,
    },
}

impl ReadError {
    /// Whether the file is simply no document.
    #[must_use]
    pub fn is_no_document(&self) -> bool {
        matches!(self, Self::Blank { .. })
    }
}
