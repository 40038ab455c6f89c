//! What is open while a part is read: a stack, because tables, boxes and cells nest as deep as the file likes.

use std::rc::Rc;

use kehoach_document::{At, Line, Spot, Typed};

use crate::numbering::Label;
use crate::styles::{NumberingProperties, Resolved, RunProperties};

/// A finished paragraph, table or foreign chunk.
#[derive(Debug)]
pub(crate) enum Piece {
    Paragraph(Line),
    Table(Table),
    /// `w:altChunk`: the id of the part that stands here.
    Foreign(String, At),
}

/// A finished table, its cells still by their grid columns.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Row<Typed>>,
}

/// A row of cells that hold `T`: pieces while the table is open, then text.
#[derive(Debug)]
pub(crate) struct Row<T> {
    pub(crate) cells: Vec<Cell<T>>,
    /// Marked to be repeated on every page.
    pub(crate) is_head: bool,
}

/// A cell.
#[derive(Debug)]
pub(crate) struct Cell<T> {
    pub(crate) content: T,
    pub(crate) at: At,
    /// First grid column.
    pub(crate) column: usize,
    /// Grid columns.
    pub(crate) span: usize,
    pub(crate) vertical: Merge,
}

/// Whether a cell is merged with its neighbour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Merge {
    #[default]
    None,
    /// The first of the merged cells.
    Restart,
    /// Covered by the one before.
    Continue,
}

/// What is open, with the depth of its element.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) depth: usize,
    pub(crate) kind: Kind,
}

/// Kinds of open elements.
#[derive(Debug)]
pub(crate) enum Kind {
    Flow(Flow),
    Table(OpenTable),
    Row(OpenRow),
    Paragraph(Box<Paragraph>),
}

/// Body, cell, text box, note or header: what gathers blocks.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    pub(crate) pieces: Vec<Piece>,
    /// Where it stands; `None` is the body.
    pub(crate) spot: Option<Rc<Spot>>,
    /// Children so far, for their paths.
    pub(crate) paragraphs: usize,
    pub(crate) tables: usize,
    /// A paragraph whose mark was deleted: its text goes on in the next one.
    pub(crate) carried: Typed,
    /// Where it is a cell.
    pub(crate) cell: Option<OpenCell>,
}

/// A cell's own properties.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct OpenCell {
    pub(crate) span: usize,
    pub(crate) vertical: Merge,
    pub(crate) horizontal: Merge,
    pub(crate) deleted: bool,
    pub(crate) letters: u64,
}

#[derive(Debug, Default)]
pub(crate) struct OpenTable {
    pub(crate) rows: Vec<Row<Vec<Piece>>>,
    pub(crate) spot: Option<Rc<Spot>>,
    /// Rows so far, dropped ones included.
    pub(crate) count: usize,
}

#[derive(Debug, Default)]
pub(crate) struct OpenRow {
    pub(crate) cells: Vec<Cell<Vec<Piece>>>,
    pub(crate) is_head: bool,
    pub(crate) spot: Option<Rc<Spot>>,
    pub(crate) count: usize,
    /// The next grid column.
    pub(crate) column: usize,
    pub(crate) deleted: bool,
    /// Letters of the story before this row.
    pub(crate) letters: u64,
}

/// An open paragraph.
#[derive(Debug, Default)]
pub(crate) struct Paragraph {
    pub(crate) typed: Typed,
    pub(crate) spot: Option<Rc<Spot>>,
    pub(crate) style: Option<String>,
    pub(crate) numbering: NumberingProperties,
    /// What its style says; looked up behind the paragraph's properties.
    pub(crate) resolved: Option<Rc<Resolved>>,
    pub(crate) label: Option<Label>,
    /// The paragraph mark was deleted in a tracked change.
    pub(crate) mark_deleted: bool,
    pub(crate) mark_hidden: bool,
    /// Properties of the open run.
    pub(crate) run: RunProperties,
    /// What the run's own properties say, while they are open.
    pub(crate) own: RunProperties,
    /// What the run's style says.
    pub(crate) run_style: RunProperties,
    pub(crate) hidden: String,
    /// Text boxes and the like: they follow it.
    pub(crate) after: Vec<Piece>,
    /// Text boxes so far, for their paths.
    pub(crate) boxes: usize,
}
