//! Tables that only lay out a page: their cells are read one behind the other.
//!
//! A letterhead or a signature in two cells stays a table: its cells hold a few lines, and those who recognise
//! documents know it. What is unwrapped are frames round a text, and the columns of a whole page.

use kehoach_document::head::is_ordinal_head;

use crate::page::{Content, Piece, Table};

/// Lines and letters of a cell that holds a text, not a value. The longest list of recipients seen has 60 lines of
/// 20 letters.
const LINES: usize = 70;
const LETTERS: usize = 3000;

/// A finished table as pieces of the flow around it; `element` is its own.
pub(crate) fn unwrap(mut table: Table, element: usize) -> Vec<Piece> {
    let mut pieces = std::mem::take(&mut table.caption);
    if is_layout(&table) {
        let cells = table.rows.into_iter().flat_map(|row| row.cells);
        pieces.extend(cells.flat_map(|cell| cell.flow));
        return pieces;
    }
    let inner = table.take_inner();
    let of_cells = || table.cells().flat_map(|cell| &cell.flow);
    let letters = of_cells().map(|piece| if piece.hidden { 0 } else { piece.letters }).sum();
    let linked = of_cells().map(|piece| piece.linked).sum();
    let hidden = of_cells().next().is_some() && of_cells().all(|piece| piece.hidden);
    pieces.push(Piece { content: Content::Table(table), element, letters, linked, hidden });
    // A table in a cell follows the one that it stands in.
    pieces.extend(inner);
    pieces
}

fn is_layout(table: &Table) -> bool {
    let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    if width <= 1 {
        return true;
    }
    if is_data(table) {
        return false;
    }
    let holds_table = |piece: &Piece| matches!(piece.content, Content::Table(_));
    table.cells().any(|cell| {
        cell.flow.iter().any(holds_table)
            || cell.flow.len() >= LINES && cell.letters() >= LETTERS
            || is_menu(&cell.flow)
    })
}

/// A cell of links, each on its line.
fn is_menu(flow: &[Piece]) -> bool {
    /// Lines of a menu.
    const LINES: usize = 4;
    let lines = |piece: &Piece| piece.text().split('\n').count();
    let all: usize = flow.iter().map(lines).sum();
    let leading: usize = flow.iter().filter(|piece| piece.linked * 2 > piece.letters).map(lines).sum();
    leading >= LINES && leading * 2 > all
}

/// Whether a row at the top begins with "TT".
pub(crate) fn is_data(table: &Table) -> bool {
    /// Rows of titles that can stand above a head.
    const ABOVE: usize = 4;
    let mut top = table.rows.iter().take(ABOVE).flat_map(|row| row.cells.iter().take(2));
    // "Số" over "TT" stands in two lines.
    top.any(|cell| {
        let lines = || cell.flow.iter().map(Piece::text);
        lines().any(is_ordinal_head)
            || cell.flow.len() > 1 && is_ordinal_head(&cell.typed().raw.replace('\n', " "))
    })
}
