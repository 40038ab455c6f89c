//! The tree to lines and tables in reading order.
//!
//! A line ends where a block begins or ends; a line end in the source is a blank; tags of formatting are none, so a
//! word that they cut stays whole.

mod line;

use std::borrow::Cow;
use std::rc::Rc;

use ego_tree::iter::Edge;
use kehoach_document::Spot;
use kehoach_viet::unescaped;
use scraper::node::{Element as Node, Node as AnyNode};

use crate::filter::{LOOK, Look, RUN};
use crate::list::{List, Mark};
use crate::page::{Cell, Element, Page, Piece, Row, Table};
use crate::{Limits, ReadError, layout, tree::Tree};
use line::Under;

/// Tables inside each other; deeper ones are read as text.
const MOST_TABLES: usize = 32;
/// Rows that one cell may span, as in a browser's limit for what a table can have.
const MOST_ROWS: usize = 1000;
/// Columns that one cell may span: a colspan of 99999999 was seen.
const MOST_COLUMNS: usize = 64;

/// Reads the tree.
pub(crate) fn read(tree: &Tree, limits: &Limits) -> Result<Page, ReadError> {
    let mut walk = Walk::default();
    for edge in tree.html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                AnyNode::Text(text) => walk.text(text),
                AnyNode::Element(element) => walk.open(element, node.id()),
                _ => {}
            },
            Edge::Close(node) => {
                if let AnyNode::Element(element) = node.value() {
                    walk.close(element);
                }
            }
        }
        if walk.lines > limits.paragraphs {
            return Err(ReadError::TooManyParagraphs { limit: limits.paragraphs });
        }
    }
    walk.flush();
    walk.page.pieces = walk.flows.pop().unwrap_or_default();
    Ok(walk.page)
}

#[derive(Debug)]
struct Walk {
    page: Page,
    /// Open block elements.
    frames: Vec<Frame>,
    /// The page, open cells and captions: what gathers pieces.
    flows: Vec<Vec<Piece>>,
    tables: Vec<OpenTable>,
    line: Under,
    look: Look,
    /// The mark of an item whose text has not begun.
    mark: Option<Mark>,
    lines: usize,
}

/// An open block element.
#[derive(Debug)]
struct Frame {
    name: &'static str,
    element: usize,
    spot: Option<Rc<Spot>>,
    /// Children so far, by name.
    children: Vec<(&'static str, usize)>,
    list: Option<List>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Block,
    Table,
    Section,
    Row,
    Cell,
    Caption,
}

#[derive(Debug, Default)]
struct OpenTable {
    table: Table,
    sections: usize,
    in_head: bool,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            page: Page::default(),
            frames: Vec::new(),
            flows: vec![Vec::new()],
            tables: Vec::new(),
            line: Under::default(),
            look: Look::default(),
            mark: None,
            lines: 0,
        }
    }
}

impl Walk {
    fn open(&mut self, element: &Node, node: ego_tree::NodeId) {
        let name = element.name();
        match name {
            RUN => self.look = Look::parse(element.attr(LOOK).unwrap_or_default()),
            "br" => self.line_end(),
            "hr" => self.flush(),
            _ => {
                if let Some(name) = block_name(name) {
                    self.begin(name, element, node);
                }
            }
        }
    }

    fn close(&mut self, element: &Node) {
        match element.name() {
            RUN => self.look = Look::default(),
            "br" | "hr" => {}
            name => {
                if block_name(name).is_some() {
                    self.end();
                }
            }
        }
    }

    fn begin(&mut self, name: &'static str, element: &Node, node: ego_tree::NodeId) {
        self.flush();
        let spot = self.spot(name, element);
        let parent = self.frames.last().map_or(0, |frame| frame.element);
        let position = self.page.elements.len();
        self.page.elements.push(Element { node, parent, end: position + 1, name });
        let list = matches!(name, "ul" | "ol" | "menu" | "dir").then(|| {
            let around = self.frames.iter().filter_map(|frame| frame.list.as_ref());
            List::of(element, around.filter(|list| list.is_bulleted()).count())
        });
        if name == "li" {
            let list = self.frames.iter_mut().rev().find_map(|frame| frame.list.as_mut());
            self.mark = list.and_then(|list| list.mark(element));
        }
        let kind = self.kind(name);
        match kind {
            Kind::Table => self.tables.push(OpenTable::default()),
            Kind::Section => {
                if let Some(open) = self.tables.last_mut() {
                    open.sections += 1;
                    open.in_head = name == "thead";
                }
            }
            Kind::Row => {
                if let Some(open) = self.tables.last_mut() {
                    let (section, is_head) = (open.sections, open.in_head);
                    open.table.rows.push(Row { cells: Vec::new(), section, is_head });
                }
            }
            // Most cells hold one line.
            Kind::Cell | Kind::Caption => self.flows.push(Vec::with_capacity(1)),
            Kind::Block => {}
        }
        if kind == Kind::Cell {
            let number = |name: &str| element.attr(name).and_then(leading_number);
            let cell = Cell {
                flow: Vec::new(),
                col_span: number("colspan").unwrap_or(1).clamp(1, MOST_COLUMNS),
                row_span: number("rowspan").unwrap_or(1).min(MOST_ROWS),
                is_head: name == "th",
                spot: spot.clone(),
            };
            if let Some(row) = self.tables.last_mut().and_then(|open| open.table.rows.last_mut()) {
                row.cells.push(cell);
            }
        }
        self.frames.push(Frame { name, element: position, spot, children: Vec::new(), list, kind });
    }

    /// What an element is where it stands: a cell outside a row is a block.
    fn kind(&self, name: &str) -> Kind {
        let around = self.frames.last().map_or(Kind::Block, |frame| frame.kind);
        match (name, around) {
            ("table", _) if self.tables.len() < MOST_TABLES => Kind::Table,
            ("thead" | "tbody" | "tfoot", Kind::Table) => Kind::Section,
            ("tr", Kind::Table | Kind::Section) => Kind::Row,
            ("td" | "th", Kind::Row) => Kind::Cell,
            ("caption", Kind::Table) => Kind::Caption,
            _ => Kind::Block,
        }
    }

    fn end(&mut self) {
        // An item without text still has its number: "TT" as a list.
        let is_item = self.frames.last().is_some_and(|frame| frame.name == "li");
        if is_item
            && self.line.is_empty()
            && let Some(mark) = self.mark.take_if(|mark| mark.is_number)
        {
            if let Some(frame) = self.frames.last() {
                self.line.stand(frame.element, frame.spot.as_ref());
            }
            self.page.letters += self.line.mark(&mark, "");
        }
        self.flush();
        let Some(frame) = self.frames.pop() else { return };
        let end = self.page.elements.len();
        if let Some(element) = self.page.elements.get_mut(frame.element) {
            element.end = end;
        }
        if frame.name == "li" {
            self.mark = None;
        }
        match frame.kind {
            Kind::Block | Kind::Section | Kind::Row => {
                if frame.name == "thead"
                    && let Some(open) = self.tables.last_mut()
                {
                    open.in_head = false;
                }
            }
            Kind::Cell => {
                let flow = self.flows.pop().unwrap_or_default();
                let row = self.tables.last_mut().and_then(|open| open.table.rows.last_mut());
                if let Some(cell) = row.and_then(|row| row.cells.last_mut()) {
                    cell.flow = flow;
                }
            }
            Kind::Caption => {
                let flow = self.flows.pop().unwrap_or_default();
                if let Some(open) = self.tables.last_mut() {
                    open.table.caption.extend(flow);
                }
            }
            Kind::Table => self.end_table(frame.element),
        }
    }

    fn end_table(&mut self, element: usize) {
        let Some(open) = self.tables.pop() else { return };
        let pieces = layout::unwrap(open.table, element);
        if let Some(flow) = self.flows.last_mut() {
            flow.extend(pieces);
        }
    }

    /// The spot of an element: by its id, or by its position among its like.
    fn spot(&mut self, name: &'static str, element: &Node) -> Option<Rc<Spot>> {
        /// A chain of spots ends as deep as a stack allows; the filter lets no page come so far.
        const DEEPEST: usize = 1024;
        if matches!(name, "html" | "head" | "body") {
            return None;
        }
        if self.frames.len() >= DEEPEST {
            return self.frames.last().and_then(|frame| frame.spot.clone());
        }
        if let Some(id) = element.id().filter(|id| !id.trim().is_empty()) {
            return Some(Spot::named(&format!("{name}#{}", id.trim())));
        }
        let parent = self.frames.last_mut();
        let (around, position) = match parent {
            Some(frame) => {
                let known = frame.children.iter().position(|(child, _)| *child == name);
                let known = known.unwrap_or_else(|| {
                    frame.children.push((name, 0));
                    frame.children.len() - 1
                });
                let (_, count) = frame.children.get_mut(known)?;
                *count += 1;
                (frame.spot.clone(), *count)
            }
            None => (None, 1),
        };
        Some(Spot::child(around.as_ref(), name, position))
    }

    fn text(&mut self, text: &str) {
        let is_blank = text.bytes().all(|byte| byte.is_ascii_whitespace());
        if is_blank && !self.look.pre {
            self.line.blank(text);
            return;
        }
        let text = if self.look.raised { raised(text) } else { unescaped(text) };
        if let Some(frame) = self.frames.last() {
            self.line.stand(frame.element, frame.spot.as_ref());
        }
        if self.look.hidden {
            self.line.hide(&text);
            return;
        }
        if !self.look.pre {
            self.say(&text);
            return;
        }
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.line_end();
            }
            self.say(line);
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(mark) = self.mark.take_if(|_| !text.trim_ascii().is_empty()) {
            self.page.letters += self.line.mark(&mark, text);
        }
        self.page.letters += self.line.say(text, self.look);
    }

    /// A line end that the page shows. Two of them part paragraphs, but not in a cell: it holds what it holds.
    fn line_end(&mut self) {
        let is_second = self.line.line_end();
        if is_second && self.flows.len() == 1 {
            self.flush();
        }
    }

    /// Ends the line.
    fn flush(&mut self) {
        if self.line.is_empty() {
            self.line.forget_blank();
            return;
        }
        let line = std::mem::take(&mut self.line);
        if let Some(flow) = self.flows.last_mut() {
            let before = flow.len();
            flow.extend(line.finish());
            self.lines += flow.len() - before;
        }
    }
}

/// Digits above the line as such: "70" with the mark of note 1 is no 701, and "m2" is "m²".
fn raised(text: &str) -> Cow<'_, str> {
    /// Longer ones are text.
    const LONGEST: usize = 4;
    let digit = |c: char| match c {
        '1' => Some('¹'),
        '2' => Some('²'),
        '3' => Some('³'),
        '0' | '4'..='9' => char::from_u32(u32::from('⁰') + c.to_digit(10).unwrap_or_default()),
        '+' => Some('⁺'),
        '-' | '−' => Some('⁻'),
        _ => None,
    };
    let bare = text.trim();
    let raised: Option<String> = bare.chars().map(digit).collect();
    match raised.filter(|_| (1..=LONGEST).contains(&bare.len())) {
        Some(raised) => Cow::Owned(text.replacen(bare, &raised, 1)),
        None => unescaped(text),
    }
}

/// The name of an element that ends a line, for its place; `None` for all that stand inside a line.
fn block_name(name: &str) -> Option<&'static str> {
    const BLOCKS: &[&str] = &[
        "p",
        "div",
        "td",
        "tr",
        "table",
        "tbody",
        "th",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "thead",
        "tfoot",
        "caption",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "form",
        "fieldset",
        "legend",
        "center",
        "blockquote",
        "pre",
        "address",
        "figure",
        "figcaption",
        "details",
        "summary",
        "dialog",
        "dl",
        "dt",
        "dd",
        "menu",
        "dir",
        "button",
        "html",
        "head",
        "body",
        "hgroup",
        "search",
    ];
    let known = BLOCKS.iter().find(|block| **block == name).copied();
    // "app-root": elements of a program's own are boxes.
    known.or_else(|| name.contains('-').then_some("custom"))
}

/// "3", "3px", " 2 ": the number that an attribute begins with.
fn leading_number(value: &str) -> Option<usize> {
    let value = value.trim_start();
    let end = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    let digits = value.get(..end)?;
    // A number of any length is large.
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(usize::MAX))
}
