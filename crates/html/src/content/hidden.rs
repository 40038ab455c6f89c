//! Parts of the document that a page does not show at first: a tab that is not open, text behind "Xem thêm".

use super::anchors::{self, Anchor};
use crate::page::{Content, Page, Piece};
use crate::repeats;

/// Share of a hidden part's letters that makes it a copy of what is shown, in hundredths.
const COPY: usize = 60;

/// Shows the hidden parts that are of the document and no copy of what is shown; says whether there were any.
pub(super) fn show(page: &mut Page) -> bool {
    let parts = parts(&page.pieces);
    let shown = || page.pieces.iter().filter(|piece| !piece.hidden);
    let is_of_document = |part: &std::ops::Range<usize>| {
        let pieces = page.pieces.get(part.clone()).unwrap_or_default();
        pieces.iter().any(is_sure) && repeats::share(pieces.iter(), shown()) < COPY
    };
    let found: Vec<usize> = parts.into_iter().filter(is_of_document).flatten().collect();
    for at in &found {
        let Some(piece) = page.pieces.get_mut(*at) else { continue };
        piece.hidden = false;
        if let Content::Table(table) = &mut piece.content {
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells.flat_map(|cell| &mut cell.flow).for_each(|inside| inside.hidden = false);
        }
    }
    if !found.is_empty() {
        page.recount();
    }
    !found.is_empty()
}

/// An anchor that forms and boxes of a site do not have.
fn is_sure(piece: &Piece) -> bool {
    matches!(anchors::of(piece), Some(Anchor::Motto | Anchor::Within))
}

/// Runs of hidden pieces.
fn parts(pieces: &[Piece]) -> Vec<std::ops::Range<usize>> {
    let mut parts: Vec<std::ops::Range<usize>> = Vec::new();
    for at in pieces.iter().enumerate().filter(|(_, piece)| piece.hidden).map(|(at, _)| at) {
        match parts.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => parts.push(at..at + 1),
        }
    }
    parts
}
