//! Which elements are open, so that each stretch of text knows its look, and nesting has an end.
//!
//! A sketch of the tree that the parser builds, good enough for looks: end tags close what they can reach, a table's
//! cell is a wall, `p`, `li`, `td` and `tr` end where the next one begins.

use html5ever::LocalName;

use super::look::Look;

/// Open elements that are looked through for the one to close; more is damage.
const FAR: usize = 300;

/// An open element.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) name: LocalName,
    /// What its text looks like.
    pub(super) look: Look,
    /// What of it the parser was given.
    pub(super) given: Given,
}

/// What the parser sees of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Given {
    /// Nothing: its text stands in the element around it.
    Nothing,
    /// The element itself.
    Itself,
    /// A `div`: the page sets it as a block.
    Block,
}

/// The open elements, outermost first.
#[derive(Debug, Default)]
pub(super) struct Stack {
    open: Vec<Open>,
    /// Those that the parser was given.
    depth: usize,
}

impl Stack {
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    pub(super) fn look(&self) -> Look {
        self.open.last().map(|open| open.look).unwrap_or_default()
    }

    /// Whether the innermost element holds nothing but rows or cells.
    pub(super) fn is_between_cells(&self) -> bool {
        let name = self.open.last().map_or("", |open| &*open.name);
        matches!(name, "table" | "tbody" | "thead" | "tfoot" | "tr")
    }

    pub(super) fn push(&mut self, open: Open) {
        self.depth += usize::from(open.given != Given::Nothing);
        self.open.push(open);
    }

    fn truncate(&mut self, length: usize) {
        for open in self.open.drain(length.min(self.open.len())..) {
            self.depth -= usize::from(open.given != Given::Nothing);
        }
    }

    /// Ends what the start of `name` ends without a tag.
    pub(super) fn imply(&mut self, name: &str) {
        let (ends, walls): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu", "table", "td", "th"]),
            "dd" | "dt" => (&["dd", "dt"], &["dl", "table", "td", "th"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table", "tbody", "thead", "tfoot"]),
            "tbody" | "thead" | "tfoot" | "caption" => (&["tbody", "thead", "tfoot", "caption"], &["table"]),
            _ => (&["p"], &["table", "td", "th", "caption", "div", "li", "button"]),
        };
        let near = self.open.iter().enumerate().rev().take(FAR);
        let found = near
            .take_while(|(_, open)| !walls.contains(&&*open.name))
            .find(|(_, open)| ends.contains(&&*open.name));
        if let Some(at) = found.map(|(at, _)| at) {
            self.close(at);
        }
    }

    /// Ends an element by its end tag, with all that is open in it; says what the parser has of it.
    pub(super) fn end(&mut self, name: &str) -> Option<Given> {
        let of_table = matches!(name, "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "caption");
        let is_wall = |open: &str| open == "table" || !of_table && matches!(open, "td" | "th" | "caption");
        let near = self.open.iter().enumerate().rev().take(FAR);
        for (at, open) in near {
            if &*open.name == name {
                let given = open.given;
                let inside = self.open.get(at + 1..).unwrap_or_default();
                if given == Given::Nothing && inside.iter().any(|open| open.given != Given::Nothing) {
                    // The parser does not see this tag, so what it has open inside stays so.
                    self.open.remove(at);
                } else {
                    self.close(at);
                }
                return Some(given);
            }
            if is_wall(&open.name) {
                return None;
            }
        }
        None
    }

    /// Ends the element at a position. Formatting that was open in it goes on behind it, as in a browser.
    fn close(&mut self, at: usize) {
        /// Looks that go on; more is damage.
        const MOST: usize = 8;
        let goes_on = |open: &&Open| {
            open.given == Given::Nothing
                && matches!(&*open.name, "b" | "i" | "u" | "em" | "strong" | "font" | "big" | "small")
                && open.look.font.is_some()
        };
        let inside = self.open.get(at + 1..).unwrap_or_default();
        let kept: Vec<Open> = inside
            .iter()
            .filter(goes_on)
            .take(MOST)
            .map(|open| Open {
                name: open.name.clone(),
                look: Look { link: false, ..open.look },
                given: open.given,
            })
            .collect();
        // A cell ends all formatting.
        let is_cell = self.open.get(at).is_some_and(|open| matches!(&*open.name, "td" | "th" | "table"));
        self.truncate(at);
        if !is_cell {
            self.open.extend(kept);
        }
    }
}
