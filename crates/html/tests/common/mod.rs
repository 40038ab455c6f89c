//! A document as a person reads it.

use std::fmt::Write as _;

use kehoach_document::{Block, Document, Slot};

/// Blocks, what stands around them, what the reader has to say; letters in and letters with a place.
pub(crate) fn shown(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let label = paragraph.label.as_ref().map(|label| format!("[{label}] ")).unwrap_or_default();
                let _ = writeln!(out, "¶ {label}{}", paragraph.passage.normal());
            }
            Block::Table(table) => {
                let _ = writeln!(out, "table, head {}", table.header_rows);
                for row in &table.rows {
                    let _ = writeln!(out, "  | {} |", row.iter().map(slot).collect::<Vec<_>>().join(" | "));
                }
            }
        }
    }
    for note in &document.notes {
        let _ = writeln!(out, "{:?}: {}", note.kind, note.passage.normal());
    }
    for piece in &document.furniture {
        let lines: Vec<&str> = piece.passage.text().raw().lines().map(str::trim).collect();
        let _ = writeln!(out, "{:?}: {}", piece.kind, lines.join(" / "));
    }
    for finding in &document.warnings {
        let repaired = if finding.repaired { ", repaired" } else { "" };
        let (rule, message) = (finding.rule.name(), &finding.message.en);
        let _ = writeln!(out, "! {rule} ({:?}{repaired}): {message}", finding.severity);
    }
    let _ = writeln!(out, "letters: {} in, {} placed", document.letters, document.letters_placed());
    out
}

fn slot(slot: &Slot) -> String {
    let Some(cell) = slot else { return "·".to_owned() };
    let span = match (cell.col_span, cell.row_span) {
        (1, 1) => String::new(),
        (columns, rows) => format!(" ({columns}×{rows})"),
    };
    format!("{}{span}", cell.normal())
}
