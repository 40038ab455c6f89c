//! Text dumps to documents: the grammars in which scrapers, converters and people leave plans as plain text.
//!
//! One file can mix them: tab-separated tables, cells closed by pipes as web scrapers write them, Markdown,
//! prose wrapped at a page's width, two columns side by side, and tables whose borders are lost, whose rows and
//! columns are inferred (`flattened`). Page numbers, addresses of searches, site furniture and a doubled
//! preamble are set apart as furniture, never dropped.
//!
//! What a heading or a target means is not known here; that is `plan`.
//!
//! Flow: `decode → lines → furniture → segments (tables, regions, runs of lines) → paragraphs → Document`.

mod decode;
mod flattened;
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

use kehoach_document::{Document, letters};
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
    let lines = regions::mend_heads(lines::split(&text.text, limits)?);
    let lines = furniture::take_page_furniture(lines, &mut document);
    segments::read(&lines, limits, &mut document)?;
    repeats::take_doubled_preamble(&mut document);
    furniture::take_site_furniture(&mut document);
    document.warnings.extend(kehoach_document::repairs(&document));
    Ok(document)
}

/// A constant pattern of this crate.
fn pattern(source: &str) -> regex::Regex {
    #[expect(clippy::expect_used, reason = "constants of this crate, compiled in tests")]
    regex::Regex::new(source).expect("a constant pattern")
}
