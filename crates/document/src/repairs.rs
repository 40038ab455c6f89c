//! What normalising mended in the words of a document, for those who want to look.

use kehoach_model::{Finding, Rule, Severity};
use kehoach_viet::Change;

use crate::{Block, Document, Passage};

/// One finding for each broken word, symbol or year that was closed up.
#[must_use]
pub fn repairs(document: &Document) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut look = |passage: &Passage| {
        // Several repairs of one word are one to a reader.
        let mut told = 0;
        for edit in passage.text().edits().iter().filter(|edit| edit.change.is_repair()) {
            if edit.normal.start < told {
                continue;
            }
            let word = word_around(passage.normal(), edit.normal.start);
            told = word.end;
            let word = shortened(passage.normal().get(word).unwrap_or_default());
            let (vi, en) = match edit.change {
                Change::LookAlike => {
                    ("Đã thay chữ trông giống của bảng chữ khác", "A letter of another script is replaced")
                }
                Change::Mojibake | Change::DoubleConversion => {
                    ("Đã đọc lại chữ sai bảng mã", "A word in a wrong encoding is read again")
                }
                _ => ("Đã nối phần bị ngắt", "A broken word or symbol is closed up"),
            };
            found.push(
                Finding::new(
                    Rule::RepairedText,
                    Severity::Info,
                    format!("{vi}: “{word}”."),
                    format!("{en}: “{word}”."),
                )
                .at(passage.at_range(edit.normal.start.saturating_sub(1)..edit.normal.end + 1))
                .repaired(),
            );
        }
    };
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => look(&paragraph.passage),
            Block::Table(table) if !table.inferred => table.cells().for_each(|cell| look(&cell.passage)),
            Block::Table(_) => {}
        }
    }
    // Two blanks closed up in one symbol are one repair to a reader.
    found.dedup_by(|a, b| a.message == b.message && a.at == b.at);
    found
}

/// One finding where text was decoded out of a legacy charset, with its first places: for readers that know fonts.
#[must_use]
pub fn legacy_text(document: &Document) -> Option<Finding> {
    /// Places that are worth naming.
    const MOST: usize = 20;
    let passages = document.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(paragraph) => vec![&paragraph.passage],
        Block::Table(table) => table.cells().map(|cell| &cell.passage).collect(),
    });
    let is_legacy = |passage: &&Passage| {
        passage.text().edits().iter().any(|edit| matches!(edit.change, Change::Legacy(_)))
    };
    let decoded: Vec<&Passage> = passages.filter(is_legacy).collect();
    let count = decoded.len();
    let finding = Finding::new(
        Rule::LegacyCharset,
        Severity::Info,
        format!("{count} đoạn dùng bảng mã cũ (TCVN3, VNI …), đã chuyển sang Unicode."),
        format!("{count} paragraphs or cells in a legacy charset (TCVN3, VNI …) are decoded."),
    );
    let at = decoded.iter().take(MOST).flat_map(|passage| passage.at()).collect();
    (count > 0).then(|| finding.at(at).repaired())
}

/// The word that holds an offset.
fn word_around(text: &str, at: usize) -> std::ops::Range<usize> {
    let start = text.get(..at).and_then(|before| before.rfind(' ')).map_or(0, |blank| blank + 1);
    let end = text.get(at..).and_then(|after| after.find(' ')).map_or(text.len(), |blank| at + blank);
    start..end
}

/// As much of a word as a message bears.
fn shortened(word: &str) -> String {
    const LONGEST: usize = 60;
    match word.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", word.get(..end).unwrap_or_default()),
        None => word.to_owned(),
    }
}
