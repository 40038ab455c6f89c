//! PDF files out of texts, and documents as a person reads them.

mod font;
mod table;
mod write;

use std::fmt::Write as _;

use kehoach_document::{Block, Document, Slot};
use kehoach_pdf::ReadError;

#[allow(unused_imports, reason = "not every test builds a file of its own")]
pub(crate) use write::{File, file};

/// What a read gave.
#[allow(dead_code, reason = "not every test shows a document")]
pub(crate) fn yielded(read: &Result<Document, ReadError>) -> String {
    match read {
        Ok(document) => shown(document),
        Err(error) => format!("error: {error}\n"),
    }
}

/// Blocks, what stands around them, what the reader has to say.
pub(crate) fn shown(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let _ = writeln!(out, "¶ {}", paragraph.passage.normal());
            }
            Block::Table(table) => {
                let inferred = if table.inferred { ", inferred" } else { "" };
                let _ = writeln!(out, "table, head {}{inferred}", table.header_rows);
                for row in &table.rows {
                    let _ = writeln!(out, "  | {} |", row.iter().map(slot).collect::<Vec<_>>().join(" | "));
                }
            }
        }
    }
    for piece in &document.furniture {
        let _ = writeln!(out, "{:?}: {}", piece.kind, piece.passage.normal());
    }
    for finding in &document.warnings {
        let repaired = if finding.repaired { ", repaired" } else { "" };
        let (rule, message) = (finding.rule.name(), &finding.message.en);
        let _ = writeln!(out, "! {rule} ({:?}{repaired}): {message}", finding.severity);
    }
    let text = serde_json::to_string(&document.text).unwrap();
    if text != "\"native\"" {
        let _ = writeln!(out, "text: {text}");
    }
    assert_eq!(document.letters, document.letters_placed(), "letters are lost:\n{out}");
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
