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
//! [`Readers`] as its parser. Parsing is a function of the bytes: same bytes, same records. DOC, RTF and ODT are
//! made DOCX first, by a LibreOffice that [`Options::soffice`] names; without it they are refused.

mod conversion;
mod error;
mod readers;
mod schema;

pub use error::ParseError;
/// The bulk import.
pub use kehoach_batch as ingest;
pub use kehoach_batch::sha256;
pub use kehoach_convert::{Content, Soffice, sniff};
pub use readers::Readers;
pub use schema::{schema_names, schemas};

use kehoach_batch::{Original, Prepared, Watch};
use kehoach_convert::xlsx;
use kehoach_document::Document;
use kehoach_model::{Plan, Source, Stage};

/// Settings of a parse.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Caps on text dumps.
    pub dump: kehoach_dump::Limits,
    /// Caps on DOCX.
    pub docx: kehoach_docx::Limits,
    /// Caps on web pages.
    pub html: kehoach_html::Limits,
    /// Caps on PDF.
    pub pdf: kehoach_pdf::Limits,
    /// Caps on workbooks.
    pub xlsx: xlsx::Limits,
    /// What makes DOCX of DOC, RTF and ODT; `None`: they are refused.
    pub soffice: Option<Soffice>,
}

/// Reads the layout of a file: blocks, furniture, what the reader has to say; and what is known of the file, `path`
/// being its name. A file that must become DOCX first is converted; that takes seconds.
///
/// # Errors
/// [`ParseError`] where the content is of a kind that is not read, or nothing of it can be shown.
pub fn read(bytes: &[u8], path: &str, options: &Options) -> Result<(Document, Source), ParseError> {
    match conversion::prepare(bytes, options, conversion::TIME)? {
        Some(Prepared { bytes, original }) => read_as(&bytes, path, Some(&original), options),
        None => read_as(bytes, path, None, options),
    }
}

/// Reads a file, or what was made of `original`.
fn read_as(
    bytes: &[u8],
    path: &str,
    original: Option<&Original>,
    options: &Options,
) -> Result<(Document, Source), ParseError> {
    let mut document = read_as_it_is(bytes, options)?;
    if let Some(original) = original {
        document.format = original.format;
        let lost = conversion::lost_tables(&document);
        document.warnings.extend(lost);
    }
    let source = Source {
        path: path.to_owned(),
        same_bytes: Vec::new(),
        part: None,
        format: document.format,
        sha256: original.map_or_else(|| sha256(bytes), |original| original.sha256.clone()),
        bytes: original.map_or(bytes.len() as u64, |original| original.bytes),
        pages: document.pages,
        text: document.text,
        tools: original.map_or_else(Vec::new, |original| original.tools.clone()),
    };
    Ok((document, source))
}

/// Whether this thread is in a library whose panics are caught and told as a fault of the file, so that a panic hook
/// need not tell them.
#[must_use]
pub fn in_library() -> bool {
    #[cfg(feature = "witness")]
    if kehoach_pdf::witness::in_library() {
        return true;
    }
    xlsx::in_library()
}

/// What is read of a page of a PDF, counted from 1, drawn as SVG for people; `None` where it has no such page.
///
/// # Errors
/// [`ParseError`] where the file is no PDF or cannot be opened.
pub fn draw(bytes: &[u8], page: u32, options: &Options) -> Result<Option<String>, ParseError> {
    match sniff(bytes) {
        Content::Pdf => Ok(kehoach_pdf::draw(bytes, page, &options.pdf)?),
        _ => Err(ParseError::NoPages),
    }
}

fn read_as_it_is(bytes: &[u8], options: &Options) -> Result<Document, ParseError> {
    match sniff(bytes) {
        Content::Empty => Err(ParseError::Empty),
        Content::Text => Ok(kehoach_dump::read(bytes, &options.dump)?),
        Content::Docx => Ok(kehoach_docx::read(bytes, &options.docx)?),
        Content::Html => Ok(kehoach_html::read(bytes, &options.html)?),
        Content::Pdf => Ok(kehoach_pdf::read(bytes, &options.pdf)?),
        Content::Xlsx => Ok(xlsx::read(bytes, &options.xlsx)?),
        Content::Doc => Err(ParseError::NoConverter("a Word 97-2003 document (DOC)")),
        Content::Rtf => Err(ParseError::NoConverter("a Rich Text file (RTF)")),
        Content::Odt => Err(ParseError::NoConverter("an OpenDocument text (ODT)")),
        Content::Encrypted => Err(ParseError::Encrypted),
        Content::Damaged(what) => Err(ParseError::Damaged(what)),
        Content::Data(what) => Err(ParseError::Data(what)),
        Content::Packed(what) => Err(ParseError::Packed(what)),
        Content::NotRead(what) => Err(ParseError::NotRead(what)),
        Content::SaveAs(what, format) => Err(ParseError::SaveAs(what, format)),
    }
}

/// The records of one file; `path` is what `source.path` says.
///
/// # Errors
/// [`ParseError`]; see [`ParseError::is_skip`] for files that are simply no documents of ours.
pub fn parse(bytes: &[u8], path: &str, options: &Options) -> Result<Vec<Plan>, ParseError> {
    match conversion::prepare(bytes, options, conversion::TIME)? {
        Some(Prepared { bytes, original }) => {
            parse_watched(&bytes, path, Some(&original), options, &Unwatched)
        }
        None => parse_watched(bytes, path, None, options, &Unwatched),
    }
}

/// The records of a file, or of what was made of `original`.
fn parse_watched(
    bytes: &[u8],
    path: &str,
    original: Option<&Original>,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Vec<Plan>, ParseError> {
    watch.stage(Stage::Read);
    let (document, source) = read_as(bytes, path, original, options)?;
    if let Some(pages) = document.pages {
        watch.pages(pages);
    }
    watch.stage(Stage::Recognise);
    Ok(kehoach_plan::recognise(&document, &source)?)
}

struct Unwatched;

impl Watch for Unwatched {
    fn stage(&self, _: Stage) {}
    fn pages(&self, _: u32) {}
}
