//! What a page shows, before anybody decides what of it is the document.

use std::rc::Rc;

use ego_tree::NodeId;
use kehoach_document::{Line, Spot, Typed, letters};

/// A page as lines and tables in reading order.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) pieces: Vec<Piece>,
    /// Block elements in the order of their start tags; a parent comes before its children.
    pub(crate) elements: Vec<Element>,
    /// Letters and digits of all text that is shown, and of computed numbers. Counted when the text is met, apart from
    /// where it goes, so that a loss shows.
    pub(crate) letters: u64,
}

/// A block element.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) node: NodeId,
    /// Position of the element around it; the first element is its own parent.
    pub(crate) parent: usize,
    /// Position behind its last descendant.
    pub(crate) end: usize,
    pub(crate) name: &'static str,
}

/// A line or table, and what it is made of.
#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) content: Content,
    /// The innermost block element that holds it, by its position in [`Page::elements`].
    pub(crate) element: usize,
    /// Letters in it.
    pub(crate) letters: usize,
    /// Those of them that lead elsewhere.
    pub(crate) linked: usize,
    /// The page does not show it.
    pub(crate) hidden: bool,
}

#[derive(Debug)]
pub(crate) enum Content {
    Line(Line),
    Table(Table),
}

/// A table as its tags give it.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Row>,
    /// Its caption, which stands above it.
    pub(crate) caption: Vec<Piece>,
}

#[derive(Debug, Default)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    /// Which `thead`, `tbody` or `tfoot` it stands in: spans end there.
    pub(crate) section: usize,
    /// It stands in a `thead`.
    pub(crate) is_head: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Cell {
    pub(crate) flow: Vec<Piece>,
    pub(crate) col_span: usize,
    /// Rows; 0 goes to the end of the section.
    pub(crate) row_span: usize,
    /// A `th`.
    pub(crate) is_head: bool,
    pub(crate) spot: Option<Rc<Spot>>,
}

impl Piece {
    /// The text of a line; a table has none of its own.
    pub(crate) fn text(&self) -> &str {
        match &self.content {
            Content::Line(line) => line.typed.raw.trim(),
            Content::Table(_) => "",
        }
    }
}

impl Cell {
    /// Its lines as one text; tables in it are no part of it, nor is what the page hides.
    pub(crate) fn typed(&self) -> Typed {
        let mut typed = Typed::default();
        self.lines().for_each(|line| typed.push_line(&line.typed));
        typed
    }

    /// The same for a cell of data: bullets of a list stay away where they part nothing, in front of a single item, or
    /// of items that end with signs of their own.
    pub(crate) fn value(&self) -> Typed {
        let is_item = |line: &&Line| matches!(line.label.as_deref(), Some("-" | "+"));
        let items: Vec<&Line> = self.lines().filter(is_item).collect();
        let ends = |line: &&Line| line.typed.raw.trim_end().ends_with([';', ',', '.']);
        if items.is_empty() || !items.iter().rev().skip(1).all(ends) {
            return self.typed();
        }
        let mut typed = Typed::default();
        for line in self.lines() {
            match line.typed.raw.split_once(' ') {
                Some((mark, _)) if is_item(&line) => {
                    typed.push_line(&line.typed.slice(&(mark.len() + 1..line.typed.raw.len())));
                }
                _ => typed.push_line(&line.typed),
            }
        }
        typed
    }

    fn lines(&self) -> impl Iterator<Item = &Line> {
        self.flow.iter().filter(|piece| !piece.hidden).filter_map(|piece| match &piece.content {
            Content::Line(line) => Some(line),
            Content::Table(_) => None,
        })
    }

    /// Letters in it, those of tables included.
    pub(crate) fn letters(&self) -> usize {
        self.flow.iter().map(|piece| piece.letters).sum()
    }
}

impl Page {
    /// Counts the letters of all pieces that are shown again, after texts were changed or shown.
    pub(crate) fn recount(&mut self) {
        let mut sum = 0;
        for piece in self.pieces.iter_mut().filter(|piece| !piece.hidden) {
            let own: u64 = match &piece.content {
                Content::Line(line) => letters(&line.typed.raw),
                Content::Table(table) => {
                    let inside = table.cells().flat_map(|cell| &cell.flow).filter(|inside| !inside.hidden);
                    inside
                        .map(|inside| match &inside.content {
                            Content::Line(line) => letters(&line.typed.raw),
                            Content::Table(_) => 0,
                        })
                        .sum()
                }
            };
            sum += own;
            piece.letters = usize::try_from(own).unwrap_or(usize::MAX);
        }
        self.letters = sum;
    }
}

impl Table {
    pub(crate) fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows.iter().flat_map(|row| &row.cells)
    }

    /// Tables that stand in its cells, out of them.
    pub(crate) fn take_inner(&mut self) -> Vec<Piece> {
        let mut inner = Vec::new();
        for cell in self.rows.iter_mut().flat_map(|row| &mut row.cells) {
            inner.extend(cell.flow.extract_if(.., |piece| matches!(piece.content, Content::Table(_))));
        }
        inner
    }
}
