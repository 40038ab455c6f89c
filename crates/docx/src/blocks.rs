//! Pieces to the blocks of a document: tables built, chunks of other formats taken in.

use std::collections::BTreeMap;

use kehoach_document::{Document, Gathering, Paragraph, Passage, letters};

use crate::frame::Piece;
use crate::shared::Shared;
use crate::{Limits, ReadError, table};

/// Blocks being gathered.
pub(crate) struct Blocks<'l> {
    limits: &'l Limits,
    /// Slots that tables may still have.
    slots: usize,
    gathering: Gathering,
}

impl<'l> Blocks<'l> {
    pub(crate) fn new(limits: &'l Limits) -> Self {
        Self { limits, slots: limits.cells, gathering: Gathering::default() }
    }

    /// Takes the pieces of the body; `chunks` are the lines of foreign parts by the id of their reference.
    pub(crate) fn take(
        &mut self,
        pieces: Vec<Piece>,
        mut chunks: BTreeMap<String, Vec<String>>,
        shared: &mut Shared<'_>,
    ) -> Result<(), ReadError> {
        for piece in pieces {
            match piece {
                Piece::Paragraph(line) => {
                    let parts = self.gathering.line(line);
                    if parts > 1 {
                        shared.take_paragraphs(parts)?;
                    }
                }
                Piece::Foreign(id, at) => {
                    for line in chunks.remove(&id).into_iter().flatten() {
                        shared.take_paragraphs(1)?;
                        let passage = Passage::new(line, at.place());
                        shared.letters += passage.letters();
                        self.gathering.paragraph(Paragraph { passage, label: None });
                    }
                }
                Piece::Table(open) => {
                    let built = table::build(open, &mut self.slots, self.limits.cells)?;
                    for table::Hidden { cell, repeats } in built.hidden {
                        shared.letters = shared.letters.saturating_sub(letters(&cell.content.raw));
                        if !repeats {
                            shared.hide(&cell.content.raw, cell.at.place());
                        }
                    }
                    self.gathering.table(built.pieces);
                }
            }
        }
        Ok(())
    }

    /// Joins the tables and puts all into the document.
    pub(crate) fn finish(self, document: &mut Document) {
        self.gathering.finish(document);
    }
}
