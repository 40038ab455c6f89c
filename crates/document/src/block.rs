//! Blocks, cells, notes and furniture.

use kehoach_model::{Finding, Format, Place, TextOrigin};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Passage;

/// What a file shows, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Format by content.
    pub format: Format,
    /// Where the text comes from.
    pub text: TextOrigin,
    /// Pages, where the format has them.
    pub pages: Option<u32>,
    /// Paragraphs and tables in reading order.
    pub blocks: Vec<Block>,
    /// Footnotes, endnotes, comments.
    pub notes: Vec<Note>,
    /// What is no part of the document: page numbers, running heads, menus.
    pub furniture: Vec<Furniture>,
    /// What the reader has to say.
    pub warnings: Vec<Finding>,
    /// Letters and digits of the source, counted before anything was cut up.
    pub letters: u64,
}

impl Document {
    /// Letters and digits that stand in a block, note or piece of furniture.
    #[must_use]
    pub fn letters_placed(&self) -> u64 {
        let blocks: u64 = self.blocks.iter().map(Block::letters).sum();
        let notes: u64 = self.notes.iter().map(|note| note.passage.letters()).sum();
        let furniture: u64 = self.furniture.iter().map(|piece| piece.passage.letters()).sum();
        blocks + notes + furniture
    }
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// One logical table.
    Table(Table),
}

impl Block {
    /// Letters and digits in it.
    #[must_use]
    pub fn letters(&self) -> u64 {
        match self {
            Self::Paragraph(paragraph) => paragraph.passage.letters(),
            Self::Table(table) => table.cells().map(|cell| cell.passage.letters()).sum(),
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn at(&self) -> Vec<Place> {
        match self {
            Self::Paragraph(paragraph) => paragraph.passage.at(),
            Self::Table(table) => table.at(),
        }
    }
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// Its text.
    pub passage: Passage,
    /// A number that the word processor computes, apart from the text.
    pub label: Option<String>,
}

/// One logical table: its pages joined, repeated heads dropped.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Rows at the top that are head.
    pub header_rows: usize,
    /// Its borders were lost or never drawn: in a text dump rows and columns are told from the words (without a head,
    /// each row holds one line as it stands), on a page from the places of words.
    pub inferred: bool,
    /// Rows of slots; a slot that another cell's span covers is `None`.
    pub rows: Vec<Vec<Slot>>,
}

/// A cell, or nothing where another cell's span covers the slot.
pub type Slot = Option<Cell>;

impl Table {
    /// All cells, row by row.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows.iter().flatten().flatten()
    }

    /// Columns of the widest row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// The cell that fills a slot: its own, or the one whose span covers it.
    #[must_use]
    pub fn covering(&self, row: usize, column: usize) -> Option<&Cell> {
        self.origin(row, column).map(|(_, cell)| cell)
    }

    /// The cell that fills a slot, and the column in which it begins.
    #[must_use]
    pub fn origin(&self, row: usize, column: usize) -> Option<(usize, &Cell)> {
        if let Some(cell) = self.rows.get(row)?.get(column)? {
            return Some((column, cell));
        }
        // Straight up, and in each row left to the next cell: what lies beyond it cannot reach so far.
        for above in (0..=row).rev() {
            let row_above = self.rows.get(above)?;
            let left = (0..=column).rev().find_map(|left| Some((left, row_above.get(left)?.as_ref()?)));
            let Some((left, cell)) = left else { continue };
            let reaches = left + cell.col_span as usize > column;
            if reaches {
                return (above + cell.row_span as usize > row).then_some((left, cell));
            }
        }
        None
    }

    /// Where it stands.
    #[must_use]
    pub fn at(&self) -> Vec<Place> {
        /// Lines between the rows of one table: blank lines and page ends.
        const BETWEEN_ROWS: u32 = 8;
        let mut places = Vec::with_capacity(1);
        for place in self.cells().flat_map(|cell| cell.passage.at()) {
            // A row that a page splits goes back to the page before, cell by cell.
            match places.iter_mut().rev().take(2).find(|known: &&mut Place| known.same_page(&place)) {
                Some(known) => known.grow(&place),
                None => Place::push_merged(&mut places, &place, BETWEEN_ROWS),
            }
        }
        places
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its text.
    pub passage: Passage,
    /// Rows that it spans, itself included.
    pub row_span: u32,
    /// Columns that it spans, itself included.
    pub col_span: u32,
}

impl Cell {
    /// A cell without spans.
    #[must_use]
    pub fn new(passage: Passage) -> Self {
        Self { passage, row_span: 1, col_span: 1 }
    }

    /// The normalised text.
    #[must_use]
    pub fn normal(&self) -> &str {
        self.passage.normal()
    }
}

/// A note apart from the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// What it is.
    pub kind: NoteKind,
    /// Its text.
    pub passage: Passage,
}

/// Sort of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// At the foot of the page.
    Footnote,
    /// At the end of the document.
    Endnote,
    /// In the margin, by a reviewer.
    Comment,
}

/// A piece of the page that is no part of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Furniture {
    /// What it is.
    pub kind: FurnitureKind,
    /// Its text.
    pub passage: Passage,
}

/// Sort of furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FurnitureKind {
    /// The number of a page.
    PageNumber,
    /// A line or table head repeated on every page.
    RunningHead,
    /// What stands above the document: a site's title.
    Header,
    /// What stands below it.
    Footer,
    /// A site's navigation.
    Menu,
    /// Foreign material: advertisements, addresses of searches left behind by a converter.
    Advertisement,
    /// An attribute of a site that is no table.
    Attribute,
    /// A part that stands twice, where the other copy is the document.
    Duplicate,
}
