//! The tables of a document: what each is, and its rows.

use kehoach_document::{Block, is_attributes};
use kehoach_model::{Column, Field, Finding, Indicator, Table, TableCell, TableKind, TableRows, Task};
use kehoach_viet::key;

use crate::{
    columns::Columns,
    parts::{Part, Parts, authority_mark, text_of},
    rows,
};

/// All tables of a document and the rows of those that were recognised.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) tables: Vec<Table>,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) tasks: Vec<Task>,
    pub(crate) findings: Vec<Finding>,
}

/// Reads the tables in document order.
pub(crate) fn read(parts: &Parts<'_>) -> Tables {
    let mut out = Tables::default();
    for (at, block) in parts.blocks.iter().enumerate() {
        let Block::Table(table) = block else { continue };
        let id = format!("t{}", out.tables.len());
        let columns = Columns::read(table);
        let kind = layout_kind(table, parts.parts.get(at)).unwrap_or(columns.kind);
        let rows = match kind {
            TableKind::Indicators | TableKind::Tasks => {
                let found = rows::read(table, &columns, &id);
                out.indicators.extend(found.indicators);
                out.tasks.extend(found.tasks);
                out.findings.extend(found.findings);
                TableRows::Names(found.names)
            }
            _ => TableRows::Cells(cells(table)),
        };
        let recognised = matches!(rows, TableRows::Names(_));
        let annex = parts.annex_of(at);
        out.tables.push(Table {
            id,
            kind,
            title: annex.and_then(|annex| annex.title.clone()).or_else(|| title_above(parts, at)),
            appendix: annex.map(|annex| annex.name.clone()).filter(|name| !name.is_empty()),
            columns: columns
                .columns
                .into_iter()
                .map(|column| if recognised { column } else { Column { field: None::<Field>, ..column } })
                .collect(),
            rows,
            at: block.at(),
            inferred: table.inferred,
        });
    }
    out
}

/// Letterhead, signature and attributes set as tables.
fn layout_kind(table: &kehoach_document::Table, part: Option<&Part>) -> Option<TableKind> {
    if is_attributes(table) {
        return Some(TableKind::Attributes);
    }
    let texts = || table.cells().map(kehoach_document::Cell::normal);
    let motto = || {
        texts().any(|text| {
            key::ascii(text).starts_with("cong hoa xa hoi chu nghia")
                || key::ascii(text).starts_with("dang cong san viet nam")
        })
    };
    if part == Some(&Part::Letterhead) || table.width() <= 3 && table.header_rows == 0 && motto() {
        return Some(TableKind::HeaderBlock);
    }
    let closes = || texts().any(|text| authority_mark(text) || key::ascii(text).starts_with("noi nhan"));
    (table.width() <= 3 && table.header_rows == 0 && closes()).then_some(TableKind::Signature)
}

fn cells(table: &kehoach_document::Table) -> Vec<Vec<Option<TableCell>>> {
    let cell = |cell: &kehoach_document::Cell| TableCell {
        text: cell.normal().to_owned(),
        row_span: cell.row_span,
        col_span: cell.col_span,
    };
    table.rows.iter().map(|row| row.iter().map(|slot| slot.as_ref().map(cell)).collect()).collect()
}

/// The line right above a table in the body, if it reads as a title.
fn title_above(parts: &Parts<'_>, at: usize) -> Option<String> {
    /// A title is a line, not a paragraph.
    const LONGEST: usize = 200;
    let text = text_of(parts.blocks.get(at.checked_sub(1)?)?)?;
    (parts.parts.get(at) == Some(&Part::Body)
        && text.chars().count() <= LONGEST
        && !text.ends_with(['.', ';']))
    .then(|| text.to_owned())
}
