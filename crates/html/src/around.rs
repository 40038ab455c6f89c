//! What stands around the document, gathered into furniture.

use kehoach_document::{At, Furniture, FurnitureKind, Line, Passage};

use crate::page::{Cell, Content};

/// What stands around the document: neighbouring pieces of one kind are one.
#[derive(Debug, Default)]
pub(crate) struct Around {
    furniture: Vec<Furniture>,
    kind: Option<FurnitureKind>,
    /// Lines of the piece under way.
    lines: Vec<Line>,
}

impl Around {
    /// Ends the piece under way: something of the document follows.
    pub(crate) fn end(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let Some(kind) = self.kind.take() else { return };
        let passage = Passage::of_lines(lines.iter().map(|line| (line.typed.raw.as_str(), line.at.place())));
        if !passage.is_empty() {
            self.furniture.push(Furniture { kind, passage });
        }
    }

    pub(crate) fn add(&mut self, kind: FurnitureKind, content: Content, block: u32) {
        if self.kind != Some(kind) {
            self.end();
        }
        self.kind = Some(kind);
        match content {
            Content::Line(line) => self.lines.push(Line { at: At { block, ..line.at }, ..line }),
            Content::Table(table) => {
                let line = |cell: &Cell| Line {
                    typed: cell.typed(),
                    label: None,
                    at: At { block, spot: cell.spot.clone() },
                };
                self.lines.extend(table.cells().map(line).filter(|line| !line.typed.is_blank()));
            }
        }
    }

    pub(crate) fn into_furniture(mut self) -> Vec<Furniture> {
        self.end();
        self.furniture
    }
}
