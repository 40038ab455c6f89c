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
//! [`read`] gives the read document, [`parse`] the records of one file, [`ingest`] imports a whole folder.
//! Parsing is a function of the bytes: same bytes, same records.

mod error;
pub mod ingest;
mod schema;
mod sniff;

pub use error::ParseError;
pub use schema::{schema_names, schemas};
pub use sniff::{Content, sniff};

use kehoach_document::Document;
use kehoach_model::{Plan, Source};
use sha2::{Digest, Sha256};

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
        Content::NotRead(what) => Err(ParseError::NotRead(what)),
    }
}

/// The records of one file; `path` is what `source.path` says.
///
/// # Errors
/// [`ParseError`]; see [`ParseError::is_skip`] for files that are simply no documents of ours.
pub fn parse(bytes: &[u8], path: &str, options: &Options) -> Result<Vec<Plan>, ParseError> {
    let document = read(bytes, options)?;
    Ok(kehoach_plan::recognise(&document, &source(bytes, path, &document))?)
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

/// SHA-256 in lower-case hex.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let nibbles = Sha256::digest(bytes).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.filter_map(|nibble| HEX.get(usize::from(nibble))).collect()
}
