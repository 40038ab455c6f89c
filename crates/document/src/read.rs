//! The read document as JSON: what `kehoach read FILE` prints.

use kehoach_model::{Finding, NamedSchema, Place, Source};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Block, Cell, Document, Furniture, FurnitureKind, Note, NoteKind, Paragraph, Table};

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
        /// Rows of cells; `null` where a span of columns covers the slot.
        rows: Vec<Vec<Option<ReadCell>>>,
    },
}

/// A cell as it is printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReadCell {
    /// Its text.
    pub text: String,
    /// Rows that it spans; 0 where it is covered by a cell above, whose text and place it repeats.
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
    pub fn new(document: Document, source: Source) -> Self {
        let note = |note: Note| {
            let (text, at) = note.passage.into_parts();
            ReadNote { kind: note.kind, text, at }
        };
        let piece = |piece: Furniture| {
            let (text, at) = piece.passage.into_parts();
            ReadFurniture { kind: piece.kind, text, at }
        };
        Self {
            schema: DOCUMENT_SCHEMA.to_owned(),
            source,
            findings: document.warnings,
            blocks: document.blocks.into_iter().map(ReadBlock::new).collect(),
            notes: document.notes.into_iter().map(note).collect(),
            furniture: document.furniture.into_iter().map(piece).collect(),
        }
    }
}

impl ReadBlock {
    fn new(block: Block) -> Self {
        let at = block.at();
        match block {
            Block::Paragraph(Paragraph { passage, label }) => {
                let (text, _) = passage.into_parts();
                // The computed number stands in front of the text; here it has a field of its own.
                let rest = label.as_deref().and_then(|label| text.strip_prefix(label)).map(str::trim_start);
                let text = rest.map(str::to_owned).unwrap_or(text);
                Self::Paragraph { text, label, at }
            }
            Block::Table(table) => Self::Table {
                header_rows: table.header_rows as u32,
                inferred: table.inferred,
                at,
                rows: rows(table),
            },
        }
    }
}

/// The rows of a table. A slot below a cell that spans rows shows its text again, with a row span of 0.
fn rows(table: Table) -> Vec<Vec<Option<ReadCell>>> {
    // Of each column, what reaches down into the next row, and into how many more.
    let mut reaching: Vec<Option<(ReadCell, u32)>> = Vec::new();
    reaching.resize_with(table.width(), || None);
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in table.rows {
        let slots = row.into_iter().enumerate().map(|(column, slot)| {
            let above = reaching.get_mut(column);
            match slot.map(ReadCell::new) {
                Some(cell) => {
                    if let Some(above) = above {
                        let covered = ReadCell { row_span: 0, ..cell.clone() };
                        *above = (cell.row_span > 1).then(|| (covered, cell.row_span - 1));
                    }
                    Some(cell)
                }
                None => above.and_then(|above| {
                    let (cell, left) = above.as_mut()?;
                    let cell = cell.clone();
                    *left -= 1;
                    if *left == 0 {
                        *above = None;
                    }
                    Some(cell)
                }),
            }
        });
        rows.push(slots.collect());
    }
    rows
}

impl ReadCell {
    fn new(cell: Cell) -> Self {
        let (text, at) = cell.passage.into_parts();
        Self { text, row_span: cell.row_span, col_span: cell.col_span, at }
    }
}

/// The schema of the read document.
#[must_use]
pub fn schemas() -> Vec<NamedSchema> {
    vec![NamedSchema::of::<ReadDocument>("document", "what `kehoach read` prints")]
}
