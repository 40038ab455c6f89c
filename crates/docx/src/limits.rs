//! How much of a package is read, and what stops a read.

/// Caps on one package. Absolute, not ratios: the XML of a long table really packs a hundred times smaller.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Entries of the ZIP directory.
    pub entries: usize,
    /// Bytes of one unpacked part.
    pub part_bytes: usize,
    /// Bytes of all parts that are read, unpacked.
    pub total_bytes: usize,
    /// Open XML elements.
    pub depth: usize,
    /// Slots of all tables: rows times columns.
    pub cells: usize,
    /// Paragraphs with text.
    pub paragraphs: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 128 << 20,
            entries: 4096,
            part_bytes: 64 << 20,
            total_bytes: 128 << 20,
            depth: 512,
            cells: 500_000,
            paragraphs: 300_000,
        }
    }
}

/// Why nothing of a package can be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file is larger than [`Limits::bytes`].
    #[error("{size} bytes: a DOCX over {limit} bytes is not read; remove its pictures or split it")]
    TooLarge {
        /// Bytes of the file.
        size: usize,
        /// The cap.
        limit: usize,
    },
    /// The ZIP package itself is broken.
    #[error("the DOCX package is damaged ({0}); fetch the file again")]
    Damaged(String),
    /// More than [`Limits::entries`].
    #[error("the package has {count} entries, more than {limit}: this is no Word document")]
    TooManyEntries {
        /// Entries that its directory claims.
        count: usize,
        /// The cap.
        limit: usize,
    },
    /// No part holds the document's text.
    #[error(
        "the package has no word/document.xml: it is no Word document, or only a piece of one; ask for the file again"
    )]
    NoMainPart,
    /// The main part is no Word text.
    #[error("{part} is no Word text (its root is “{root}”); open the file and save it as DOCX")]
    NotWord {
        /// The part.
        part: String,
        /// Name of its root element.
        root: String,
    },
    /// A part is encrypted or packed in a way that Word never uses.
    #[error("{part} cannot be unpacked ({why}); open the file in Word and save it again")]
    Unpackable {
        /// The part.
        part: String,
        /// What the ZIP library says.
        why: String,
    },
    /// A part is larger than [`Limits::part_bytes`], or all of them than [`Limits::total_bytes`].
    #[error("{part} unpacks to more than {limit} bytes: not read; split the document")]
    PartTooLarge {
        /// The part.
        part: String,
        /// The cap that was met.
        limit: usize,
    },
    /// A part is not well-formed XML, or ends in the middle.
    #[error("{part}, byte {at}: {what}; the file is cut off or damaged, fetch it again")]
    Malformed {
        /// The part.
        part: String,
        /// Byte of the unpacked part.
        at: u64,
        /// What is wrong.
        what: String,
    },
    /// More open elements than [`Limits::depth`].
    #[error("{part} nests elements deeper than {limit}: this is no document that people write; not read")]
    TooDeep {
        /// The part.
        part: String,
        /// The cap.
        limit: usize,
    },
    /// More than [`Limits::cells`].
    #[error("the tables have more than {limit} cells; split the document")]
    TooManyCells {
        /// The cap.
        limit: usize,
    },
    /// More than [`Limits::paragraphs`].
    #[error("more than {limit} paragraphs; split the document")]
    TooManyParagraphs {
        /// The cap.
        limit: usize,
    },
}
