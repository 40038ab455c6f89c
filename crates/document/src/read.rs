//! The read document as JSON: what `kehoach read FILE` prints.

use kehoach_model::{Finding, NamedSchema, Place, Source};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Block, Document, FurnitureKind, NoteKind};

/// Name and version of the read document.
pub const DOCUMENT_SCHEMA: &str = "kehoach/document@1";

/// A [`Document`] as it is printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReadDocument {
    /// [`DOCUMENT_SCHEMA`].
    pub schema: String,
    /// The file that it was read from.
    pub source: Source,
    /// What the reader has to say.
    pub findings: Vec<Finding>,
    /// Paragraphs and tables in reading order.
    pub blocks: Vec<ReadBlock>,
    /// Footnotes, endnotes, comments.
    pub notes: Vec<ReadNote>,
    /// What is no part of the document.
    pub furniture: Vec<ReadFurniture>,
}

/// A block as it is printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReadBlock {
    /// A paragraph.
    Paragraph {
        /// Its text.
        text: String,
        /// A computed auto-number.
        label: Option<String>,
        /// Where it stands.
        at: Vec<Place>,
    },
    /// A table.
    Table {
        /// Rows at the top that are head.
        header_rows: u32,
        /// The borders were lost.
        inferred: bool,
        /// Where it stands.
        at: Vec<Place>,
        /// Rows of cells; `null` where a span covers the slot.
        rows: Vec<Vec<Option<ReadCell>>>,
    },
}

/// A cell as it is printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReadCell {
    /// Its text.
    pub text: String,
    /// Rows that it spans.
    pub row_span: u32,
    /// Columns that it spans.
    pub col_span: u32,
    /// Where it stands.
    pub at: Vec<Place>,
}

/// A note as it is printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReadNote {
    /// What it is.
    pub kind: NoteKind,
    /// Its text.
    pub text: String,
    /// Where it stands.
    pub at: Vec<Place>,
}

/// A piece of furniture as it is printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReadFurniture {
    /// What it is.
    pub kind: FurnitureKind,
    /// Its text.
    pub text: String,
    /// Where it stands.
    pub at: Vec<Place>,
}

impl ReadDocument {
    /// The printed form of a document.
    #[must_use]
    pub fn new(document: &Document, source: Source) -> Self {
        Self {
            schema: DOCUMENT_SCHEMA.to_owned(),
            source,
            findings: document.warnings.clone(),
            blocks: document.blocks.iter().map(ReadBlock::new).collect(),
            notes: document
                .notes
                .iter()
                .map(|note| ReadNote {
                    kind: note.kind,
                    text: note.passage.normal().to_owned(),
                    at: note.passage.at(),
                })
                .collect(),
            furniture: document
                .furniture
                .iter()
                .map(|piece| ReadFurniture {
                    kind: piece.kind,
                    text: piece.passage.normal().to_owned(),
                    at: piece.passage.at(),
                })
                .collect(),
        }
    }
}

impl ReadBlock {
    fn new(block: &Block) -> Self {
        match block {
            Block::Paragraph(paragraph) => Self::Paragraph {
                text: paragraph.passage.normal().to_owned(),
                label: paragraph.label.clone(),
                at: paragraph.passage.at(),
            },
            Block::Table(table) => Self::Table {
                header_rows: table.header_rows as u32,
                inferred: table.inferred,
                at: table.at(),
                rows: table
                    .rows
                    .iter()
                    .map(|row| row.iter().map(|slot| slot.as_ref().map(ReadCell::new)).collect())
                    .collect(),
            },
        }
    }
}

impl ReadCell {
    fn new(cell: &crate::Cell) -> Self {
        Self {
            text: cell.normal().to_owned(),
            row_span: cell.row_span,
            col_span: cell.col_span,
            at: cell.passage.at(),
        }
    }
}

/// The schema of the read document.
#[must_use]
pub fn schemas() -> Vec<NamedSchema> {
    vec![NamedSchema::of::<ReadDocument>("document", "what `kehoach read` prints")]
}
