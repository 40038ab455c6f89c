//! One sheet as blocks, or as furniture where it is hidden.

use std::collections::BTreeSet;

use calamine::SheetVisible;
use kehoach_document::grid::{self, Pieces};
use kehoach_document::{Block, Cell, Document, Furniture, FurnitureKind, Paragraph, Passage, Slot};
use kehoach_model::{Finding, Rule, Severity};

use super::cells::{At, Cells, place};
use super::layout::{self, Line, Segment};
use super::limits::Left;
use super::number::DECIMAL;
use super::{ReadError, merges};

/// Adds what stands in a sheet to the document.
pub(super) fn add(
    document: &mut Document,
    visible: SheetVisible,
    cells: &Cells,
    left: &mut Left<'_>,
) -> Result<(), ReadError> {
    document.furniture.extend(cells.replaced.iter().cloned().map(aside));
    if visible != SheetVisible::Visible {
        hidden(document, cells);
        return Ok(());
    }
    let lines = layout::lines(cells);
    for segment in layout::segments(&lines, cells) {
        match segment {
            Segment::Text(range) => {
                let lines = lines.get(range).unwrap_or_default();
                let order = layout::reading_order(lines);
                document.blocks.extend(order.into_iter().flat_map(|at| paragraphs(cells, at)));
            }
            Segment::Table(range) => {
                let lines = lines.get(range).unwrap_or_default();
                let rows = table(lines, cells, left)?;
                let joined = grid::join(Pieces { rows, ..Pieces::default() });
                document.furniture.extend(joined.furniture);
                document.warnings.extend(joined.findings);
                document.blocks.push(Block::Table(joined.table));
            }
        }
    }
    Ok(())
}

/// What nobody sees is no part of the document: lists to choose from, last year's figures. It is kept aside.
fn hidden(document: &mut Document, cells: &Cells) {
    let sheet = &cells.sheet;
    document.furniture.extend(cells.texts.values().cloned().map(aside));
    if let Some((first, _)) = cells.texts.first_key_value() {
        document.warnings.push(
            Finding::new(
                Rule::PageFurniture,
                Severity::Info,
                format!("Trang tính ẩn \"{sheet}\" không được coi là nội dung văn bản."),
                format!("The hidden sheet \"{sheet}\" is not taken as a part of the document."),
            )
            .at(vec![place(sheet, *first)]),
        );
    }
}

fn aside(passage: Passage) -> Furniture {
    Furniture { kind: FurnitureKind::Attribute, passage }
}

/// A cell outside a table: each of its lines is a paragraph, as it is in a letterhead.
fn paragraphs(cells: &Cells, at: At) -> Vec<Block> {
    let raw = cells.texts.get(&at).map_or("", |text| text.text().raw());
    let lines = raw.split('\n').filter(|line| !line.trim().is_empty());
    let passages = lines.map(|line| cells.passage(line, at));
    passages.map(|passage| Block::Paragraph(Paragraph { passage, label: None })).collect()
}

/// Rows of a table: only rows and columns that have text are kept.
fn table(lines: &[Line<'_>], cells: &Cells, left: &mut Left<'_>) -> Result<Vec<Vec<Slot>>, ReadError> {
    let all = || lines.iter().flat_map(|line| &line.cells);
    let rows: Vec<u32> = lines.iter().filter_map(|line| Some(line.cells.first()?.0.0)).collect();
    let columns: BTreeSet<u32> = all().map(|(at, _)| at.1).collect();
    let columns: Vec<u32> = columns.into_iter().collect();
    left.take_table(&cells.sheet, rows.len(), columns.len())?;
    let filled = |row: usize, column: usize| {
        let at = (*rows.get(row)?, *columns.get(column)?);
        cells.texts.contains_key(&at).then_some(())
    };
    let spans = merges::spans(&cells.merges, &rows, &columns, |row, column| filled(row, column).is_some());
    let ordinal = lines.first().and_then(Line::ordinal_column);
    let mut table: Vec<Vec<Slot>> = Vec::with_capacity(rows.len());
    for row in &rows {
        let slot = |column: &u32| {
            let at = (*row, *column);
            // "1.1" that was typed under TT and became a number is no number.
            let is_ordinal = ordinal == Some(*column) && cells.decimals.contains(&at);
            let passage = cells.texts.get(&at).map(|text| {
                if is_ordinal {
                    cells.passage(&text.text().raw().replace(DECIMAL, "."), at)
                } else {
                    text.clone()
                }
            });
            let passage = passage.unwrap_or_default();
            Some(Cell::new(passage))
        };
        table.push(columns.iter().map(slot).collect());
    }
    for span in spans {
        let covered = table.iter_mut().skip(span.row).take(span.rows);
        for slot in covered.flat_map(|row| row.iter_mut().skip(span.column).take(span.columns)).skip(1) {
            *slot = None;
        }
        if let Some(Some(cell)) = table.get_mut(span.row).and_then(|row| row.get_mut(span.column)) {
            (cell.row_span, cell.col_span) = (span.rows as u32, span.columns as u32);
        }
    }
    Ok(table)
}
