//! Rows of a plan that stand in two rows of their table: number and name reach down over both, and a cell beside them
//! is parted, its lower half often going over several columns ("Bộ Xây dựng hướng dẫn" below the targets of three
//! groups of communes).

use std::borrow::Cow;
use std::collections::BTreeMap;

use kehoach_document::Table;
use kehoach_model::{Field, Finding, Place, Rule, Severity};

use crate::columns::Columns;

/// A table whose rows are whole.
pub(crate) struct Whole<'t> {
    pub(crate) table: Cow<'t, Table>,
    /// What is said of a row over several of its columns, by the row's position.
    pub(crate) notes: BTreeMap<usize, String>,
    pub(crate) findings: Vec<Finding>,
}

/// Joins lower halves to the rows that they belong to.
pub(crate) fn join<'t>(table: &'t Table, columns: &Columns) -> Whole<'t> {
    let mut whole = Whole { table: Cow::Borrowed(table), notes: BTreeMap::new(), findings: Vec::new() };
    let Some(name) = columns.find(Field::Name) else { return whole };
    let ordinal = columns.find(Field::Ordinal);
    let is_lower = |row: usize| {
        row > table.header_rows
            && from_above(table, row, name)
            && ordinal.is_none_or(|at| from_above(table, row, at))
    };
    let lower: Vec<usize> = (table.header_rows..table.rows.len()).filter(|row| is_lower(*row)).collect();
    // From below: what is joined to a lower half goes on up with it.
    for row in lower.into_iter().rev() {
        take_up(whole.table.to_mut(), row, &mut whole.notes, &mut whole.findings);
    }
    whole
}

/// Whether a column of a row is filled by a cell of a row above.
fn from_above(table: &Table, row: usize, column: usize) -> bool {
    let is_own =
        |column: usize| table.rows.get(row).and_then(|row| row.get(column)).is_some_and(Option::is_some);
    !is_own(column) && table.origin(row, column).is_some_and(|(origin, _)| !is_own(origin))
}

fn take_up(table: &mut Table, row: usize, notes: &mut BTreeMap<usize, String>, findings: &mut Vec<Finding>) {
    let cells = table.rows.remove(row);
    let above = row - 1;
    // A cell that reaches further down belongs to the rows there, too.
    for (column, cell) in cells.iter().enumerate() {
        let Some(cell) = cell.as_ref().filter(|cell| cell.row_span > 1) else { continue };
        if let Some(slot) =
            table.rows.get_mut(row).and_then(|row| row.get_mut(column)).filter(|slot| slot.is_none())
        {
            *slot = Some(kehoach_document::Cell { row_span: cell.row_span - 1, ..cell.clone() });
        }
    }
    let mut places = Vec::new();
    let mut said = Vec::new();
    for (column, cell) in cells.into_iter().enumerate() {
        let Some(cell) = cell.filter(|cell| !cell.passage.is_empty()) else { continue };
        for place in cell.passage.at() {
            Place::push_merged(&mut places, &place, 0);
        }
        // The cell above may have begun further up.
        let owner = (0..row)
            .rev()
            .find(|at| table.rows.get(*at).and_then(|row| row.get(column)).is_some_and(Option::is_some));
        let owner = owner.and_then(|at| table.rows.get_mut(at)).and_then(|row| row.get_mut(column));
        let slot = owner.and_then(Option::as_mut);
        match slot {
            Some(own) if cell.col_span == 1 && own.col_span == 1 => {
                own.passage = std::mem::take(&mut own.passage).joined(&cell.passage);
            }
            _ => said.push(cell.normal().to_owned()),
        }
    }
    shorten(table, row);
    // Notes of rows below move up with them.
    let moved =
        std::mem::take(notes).into_iter().map(|(at, note)| (if at >= row { at - 1 } else { at }, note));
    for (at, note) in moved {
        let slot: &mut String = notes.entry(at).or_default();
        *slot = joined(slot, &note);
    }
    if !said.is_empty() {
        let slot = notes.entry(above).or_default();
        *slot = joined(&said.join("; "), slot);
    }
    findings.push(
        Finding::new(
            Rule::RowSplit,
            Severity::Info,
            "Một dòng của kế hoạch chiếm hai hàng của bảng, đã nối lại.",
            "A row of the plan takes two rows of the table; joined.",
        )
        .at(places)
        .repaired(),
    );
}

fn joined(first: &str, second: &str) -> String {
    [first, second].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
}

/// Cells that reached over the removed row reach over one row less.
fn shorten(table: &mut Table, removed: usize) {
    let above = table.rows.iter_mut().take(removed).enumerate();
    for (at, row) in above {
        for cell in row.iter_mut().flatten() {
            if at + cell.row_span as usize > removed {
                cell.row_span -= 1;
            }
        }
    }
}
