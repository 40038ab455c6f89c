//! How much of a page is read, and what stops a read.

/// Caps on one page. A real page is one megabyte; what is far beyond is damage or an attack, and is told so instead of
/// eating the machine.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Open elements; deeper ones are unwrapped, their text stays.
    pub depth: usize,
    /// Elements that are kept: blocks, rows and cells, stretches of links.
    pub elements: usize,
    /// Attributes of one tag, or so many of several that their squares are no more: the parser looks for doubles among
    /// them.
    pub attributes: usize,
    /// Slots of all tables: rows times columns.
    pub cells: usize,
    /// Paragraphs with text.
    pub paragraphs: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 32 << 20,
            depth: 512,
            elements: 1_000_000,
            attributes: 20_000,
            cells: 500_000,
            paragraphs: 300_000,
        }
    }
}

/// Why nothing of a page can be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file is larger than [`Limits::bytes`].
    #[error("{size} bytes: a page over {limit} bytes is not read; save it without its pictures, or split it")]
    TooLarge {
        /// Bytes of the file.
        size: usize,
        /// The cap.
        limit: usize,
    },
    /// More than [`Limits::elements`].
    #[error("line {line}: the page has more than {limit} elements; this is no document, or split it")]
    TooManyElements {
        /// Where the cap was reached.
        line: u64,
        /// The cap.
        limit: usize,
    },
    /// More than [`Limits::attributes`].
    #[error(
        "byte {at}: tags with too many attributes (more than {limit} in one, or many in many); this is no document"
    )]
    TooManyAttributes {
        /// Offset of the tag.
        at: usize,
        /// The cap.
        limit: usize,
    },
    /// More than [`Limits::cells`].
    #[error("the tables have more than {limit} cells; split the page")]
    TooManyCells {
        /// The cap.
        limit: usize,
    },
    /// More than [`Limits::paragraphs`].
    #[error("more than {limit} paragraphs: this is no document, or split it")]
    TooManyParagraphs {
        /// The cap.
        limit: usize,
    },
    /// NUL bytes outside UTF-16.
    #[error("byte {at}: binary data, no page; fetch it again")]
    Binary {
        /// Offset of the first NUL byte.
        at: usize,
    },
    /// A server's message instead of the page.
    #[error(
        "the page is a server's message (“{0}”), not the document; fetch it again, with a browser if need be"
    )]
    ServerMessage(String),
    /// Nothing is left when scripts do not run.
    #[error("the page holds no text, scripts write it: open it in a browser and save it from there")]
    NoText,
    /// A site's list of documents.
    #[error("the page lists documents and holds none of them; fetch the pages that it links to")]
    ListOfDocuments,
    /// A site's page about a document, without its text.
    #[error("the page tells about {0} but does not hold its text; fetch the file that it links to")]
    NoBody(String),
}

impl ReadError {
    /// Whether the page is simply no document, so that nothing is missing.
    #[must_use]
    pub fn is_no_document(&self) -> bool {
        matches!(self, Self::ListOfDocuments)
    }
}
