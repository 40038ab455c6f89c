//! Issued Vietnamese government plans ("Kế hoạch …/KH-UBND" and their kin) into clean, linked JSON: the
//! library face over the crates of the workspace.
//!
//! ```
//! let text = "UBND TỈNH HỒNG LAM\nSố: 12/KH-UBND\nHồng Lam, ngày 05 tháng 01 năm 2026\nKẾ HOẠCH\nChuyển đổi số năm 2026\n";
//! let plans = kehoach::parse(text.as_bytes(), "12.txt", &kehoach::Options::default())?;
//! assert_eq!(plans[0].header.number.as_deref(), Some("12/KH-UBND"));
//! # Ok::<(), kehoach::ParseError>(())
//! ```
//!
//! [`read`] gives the read document, [`parse`] the records of one file, [`ingest`] imports whole folders, with
//! [`Readers`] as its parser. Parsing is a function of the bytes: same bytes, same records.

mod error;
mod readers;
mod schema;
mod sniff;

pub use error::ParseError;
/// The bulk import.
pub use kehoach_batch as ingest;
pub use kehoach_batch::sha256;
pub use readers::Readers;
pub use schema::{schema_names, schemas};
pub use sniff::{Content, sniff};

use kehoach_batch::Watch;
use kehoach_document::Document;
use kehoach_model::{Plan, Source, Stage};

/// Settings of a parse.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Caps on text dumps.
    pub dump: kehoach_dump::Limits,
}

/// Reads the layout of a file: blocks, furniture, what the reader has to say.
///
/// # Errors
/// [`ParseError`] where the content is of a kind that is not read, or nothing of it can be shown.
pub fn read(bytes: &[u8], options: &Options) -> Result<Document, ParseError> {
    match sniff(bytes) {
        Content::Empty => Err(ParseError::Empty),
        Content::Text => Ok(kehoach_dump::read(bytes, &options.dump)?),
        Content::Data(what) => Err(ParseError::Data(what)),
        Content::Packed(what) => Err(ParseError::Packed(what)),
        Content::NotRead(what) => Err(ParseError::NotRead(what)),
    }
}

/// The records of one file; `path` is what `source.path` says.
///
/// # Errors
/// [`ParseError`]; see [`ParseError::is_skip`] for files that are simply no documents of ours.
pub fn parse(bytes: &[u8], path: &str, options: &Options) -> Result<Vec<Plan>, ParseError> {
    parse_watched(bytes, path, options, &Unwatched)
}

fn parse_watched(
    bytes: &[u8],
    path: &str,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Vec<Plan>, ParseError> {
    watch.stage(Stage::Read);
    let document = read(bytes, options)?;
    if let Some(pages) = document.pages {
        watch.pages(pages);
    }
    watch.stage(Stage::Recognise);
    Ok(kehoach_plan::recognise(&document, &source(bytes, path, &document))?)
}

struct Unwatched;

impl Watch for Unwatched {
    fn stage(&self, _: Stage) {}
    fn pages(&self, _: u32) {}
}

/// What is known of a file that gave `document`.
#[must_use]
pub fn source(bytes: &[u8], path: &str, document: &Document) -> Source {
    Source {
        path: path.to_owned(),
        same_bytes: Vec::new(),
        part: None,
        format: document.format,
        sha256: sha256(bytes),
        bytes: bytes.len() as u64,
        pages: document.pages,
        text: document.text,
        tools: Vec::new(),
    }
}
