//! Text dumps to documents: the grammars in which scrapers, converters and people leave plans as plain text.
//!
//! One file can mix them: tab-separated tables, cells closed by pipes as web scrapers write them, Markdown,
//! prose wrapped at a page's width, two columns side by side, and tables whose borders are lost (these are
//! only cut out here as raw regions). Page numbers, addresses of searches, site furniture and a doubled
//! preamble are set apart as furniture, never dropped.
//!
//! What a heading or a target means is not known here; that is `plan`.
//!
//! Flow: `decode → lines → furniture → segments (tables, regions, runs of lines) → paragraphs → Document`.

mod columns;
mod decode;
mod furniture;
mod limits;
mod lines;
mod motto;
mod paragraphs;
mod pipes;
mod regions;
mod repeats;
mod runon;
mod segments;
mod tabs;

pub use limits::{Limits, ReadError};

use kehoach_document::{Block, Document, letters};
use kehoach_model::{Format, TextOrigin};

/// Reads a text dump.
///
/// # Errors
/// Only where nothing can be shown at all: binary data, another encoding, sizes beyond [`Limits`].
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let text = decode::decode(bytes, limits)?;
    let mut document = Document {
        format: Format::Text,
        text: TextOrigin::Dump,
        pages: None,
        blocks: Vec::new(),
        notes: Vec::new(),
        furniture: Vec::new(),
        warnings: text.warnings,
        letters: letters(&text.text) - lines::markup_letters(&text.text),
    };
    let lines = lines::split(&text.text, limits)?;
    let lines = furniture::take_page_furniture(lines, &mut document);
    segments::read(&lines, limits, &mut document)?;
    repeats::take_doubled_preamble(&mut document);
    furniture::take_site_furniture(&mut document);
    document.warnings.extend(repairs(&document));
    Ok(document)
}

/// A constant pattern of this crate.
fn pattern(source: &str) -> regex::Regex {
    #[expect(clippy::expect_used, reason = "constants of this crate, compiled in tests")]
    regex::Regex::new(source).expect("a constant pattern")
}

/// One finding for each broken word, symbol or year that was closed up.
fn repairs(document: &Document) -> Vec<kehoach_model::Finding> {
    use kehoach_model::{Finding, Rule, Severity};
    use kehoach_viet::Change;
    let mut found = Vec::new();
    let mut look = |passage: &kehoach_document::Passage| {
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
