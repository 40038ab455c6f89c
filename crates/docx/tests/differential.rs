//! What docx-rs wrote and reads again, beside what we read: the same text in the same order.
//! Left out: numbers (docx-rs computes none), spans (it hides them).
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;

use docx_rs::{DocumentChild, Table, TableCellContent, TableChild, TableRowChild};
use kehoach_document::Block;
use kehoach_docx::{Limits, read};

#[test]
fn docx_rs_reads_the_same_text() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/plans");
    let mut compared = 0;
    for entry in fs::read_dir(corpus).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "docx") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        assert_eq!(ours(&bytes), theirs(&bytes), "{}", path.display());
        compared += 1;
    }
    assert!(compared > 0);
}

/// Texts of all paragraphs and cells, each without blanks.
fn ours(bytes: &[u8]) -> Vec<String> {
    let document = read(bytes, &Limits::default()).unwrap();
    let mut out = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let text = paragraph.passage.text().raw();
                out.push(bare(text.strip_prefix(paragraph.label.as_deref().unwrap_or("")).unwrap_or(text)));
            }
            Block::Table(table) => out.extend(table.cells().map(|cell| bare(cell.passage.text().raw()))),
        }
    }
    comparable(out)
}

fn theirs(bytes: &[u8]) -> Vec<String> {
    let mut out = Vec::new();
    for child in docx_rs::read_docx(bytes).expect("docx-rs wrote it").document.children {
        match child {
            DocumentChild::Paragraph(paragraph) => out.push(bare(&paragraph.raw_text())),
            DocumentChild::Table(table) => cells(&table, &mut out),
            _ => {}
        }
    }
    comparable(out)
}

fn cells(table: &Table, out: &mut Vec<String>) {
    for TableChild::TableRow(row) in &table.rows {
        for TableRowChild::TableCell(cell) in &row.cells {
            let mut text = String::new();
            for content in &cell.children {
                if let TableCellContent::Paragraph(paragraph) = content {
                    text.push_str(&paragraph.raw_text());
                }
            }
            out.push(bare(&text));
        }
    }
}

/// Without what is a number alone: docx-rs shows no TT that Word counts.
fn comparable(mut texts: Vec<String>) -> Vec<String> {
    texts.retain(|text| !text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '.'));
    texts
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}
