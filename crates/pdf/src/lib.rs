//! PDF to documents: glyphs with their boxes, ruling lines, stamps, from any producer.
//!
//! The same [`Document`] as any other format gives. This crate says what stands where on a page, and whether the text
//! layer can be trusted; lines, tables and reading order are `document::page`'s. What a heading or a target means is
//! not known here; that is `plan`.
//!
//! Flow: `budget → open → each page: draw (page, annotations) → trust → document::page → blocks`.
//!
//! Decisions: the interpreter is `hayro-interpret`, whose glyph boxes are exact and which draws what signing programs
//! stamp into annotations; what a file unpacks to is counted before it is unpacked; a text layer is believed when its
//! words are Vietnamese syllables, and garbage makes no rows.

mod budget;
mod device;
mod draw;
mod faces;
mod findings;
mod frame;
mod letters;
mod limits;
mod order;
mod raw;
mod trust;
#[cfg(feature = "witness")]
pub mod witness;

pub use limits::{Limits, ReadError};

use hayro_syntax::page::Page;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kehoach_document::Document;
use kehoach_document::page::{Pages, svg};
use kehoach_model::Format;
use memchr::memmem;

use budget::Budget;
use draw::Drawing;
use faces::{Believe, Faces};
use findings::Met;
use raw::Finished;
use trust::Trust;

/// Reads a PDF.
///
/// # Errors
/// Only where nothing can be shown at all: no page, a password, a scan, garbage on every page, sizes beyond
/// [`Limits`].
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let pdf = open(bytes, limits)?;
    let drawing = Drawing::new(&pdf);
    let mut faces = Faces::new();
    let mut pages = Pages::default();
    let mut met = Met::default();
    let mut read = 0;
    #[cfg(feature = "witness")]
    let mut letters = std::collections::BTreeMap::new();
    for (page, number) in pdf.pages().iter().zip(1..) {
        let (mut drawn, worth) = believed(&drawing, page, number, &mut faces, &mut met);
        let filled = faces.take_filled();
        if worth == Trust::Good {
            met.filled(number, filled);
        }
        if drawn.count() > limits.page_glyphs {
            return Err(ReadError::TooManyGlyphs { page: number, limit: limits.page_glyphs });
        }
        met.frame(number, (drawn.page.width, drawn.page.height));
        match worth {
            Trust::Good => read += 1,
            Trust::Ocr => {
                read += 1;
                met.ocr(number);
                drawn.show_layer();
            }
            Trust::Picture => {
                met.picture(number);
                drawn.keep_stamps();
            }
            Trust::Garbled(sample) => {
                met.garbled(number, sample);
                continue;
            }
            Trust::Unknown => {
                met.unknown(number);
                continue;
            }
            Trust::Empty => continue,
        }
        #[cfg(feature = "witness")]
        letters.insert(number, witness::letters(&drawn));
        met.lacking(number, drawn.lacking());
        met.unseen(number, &drawn.unseen);
        met.stamped(number, &drawn.page.glyphs);
        let frame = (drawn.page.width, drawn.page.height);
        pages.add_oblique(drawn.oblique, faces.list(), number, frame);
        pages.add(drawn.page, faces.list());
        if pages.cells() > limits.cells {
            return Err(ReadError::TooManyCells { limit: limits.cells });
        }
    }
    let count = pdf.pages().len();
    if read == 0 {
        return Err(met.nothing(count));
    }
    let mut document = Document {
        format: Format::Pdf,
        text: met.origin(count),
        pages: u32::try_from(count).ok(),
        blocks: Vec::new(),
        notes: Vec::new(),
        furniture: Vec::new(),
        warnings: met.findings(),
        letters: 0,
    };
    #[cfg(feature = "witness")]
    document.warnings.extend(witness::findings(bytes, &letters, &pdf));
    pages.finish(&mut document);
    document.warnings.extend(kehoach_document::legacy_text(&document));
    document.warnings.extend(kehoach_document::repairs(&document));
    Ok(document)
}

/// Draws what is read of a page, counted from 1, as SVG: a layer each for pictures, shades, cells, rulings, lines,
/// glyphs and text. `None` where the file has no such page.
///
/// # Errors
/// As [`read`], but for what a page says.
pub fn draw(bytes: &[u8], number: u32, limits: &Limits) -> Result<Option<String>, ReadError> {
    let pdf = open(bytes, limits)?;
    let at = usize::try_from(number).unwrap_or(usize::MAX).checked_sub(1);
    let Some(page) = at.and_then(|at| pdf.pages().get(at)) else { return Ok(None) };
    let drawn = Drawing::new(&pdf).page(page, number, &mut Faces::new());
    Ok(Some(svg(&drawn.page)))
}

/// Opens a file, once it is known what it unpacks to.
fn open(bytes: &[u8], limits: &Limits) -> Result<Pdf, ReadError> {
    if bytes.len() > limits.bytes {
        return Err(ReadError::TooLarge { size: bytes.len(), limit: limits.bytes });
    }
    let mut budget = Budget::new(limits);
    budget.count_raw(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
        LoadPdfError::Decryption(_) => ReadError::Cipher,
        LoadPdfError::Invalid => ReadError::Damaged,
    })?;
    budget.count_open(&pdf, memmem::find(bytes, b"/Encrypt").is_some())?;
    pdf.pages().iter().take(limits.pages).try_for_each(|page| budget.count_page(page))?;
    match pdf.pages().len() {
        0 => Err(ReadError::Damaged),
        count if count > limits.pages => Err(ReadError::TooManyPages { count, limit: limits.pages }),
        _ => Ok(pdf),
    }
}

/// A page and what its text layer is worth; where it is garbage or says nothing, the embedded fonts may know better
/// than the file's own tables, or the order of their glyphs.
fn believed<'p>(
    drawing: &Drawing<'p>,
    page: &Page<'p>,
    number: u32,
    faces: &mut Faces,
    met: &mut Met,
) -> (Finished, Trust) {
    let drawn = drawing.page(page, number, faces);
    let worth = trust::trust(&drawn);
    let others: &[Believe] = match worth {
        Trust::Garbled(_) => &[Believe::Fonts, Believe::Order],
        Trust::Unknown => &[Believe::Order],
        _ => &[],
    };
    for whom in others {
        faces.believe(*whom);
        let again = drawing.page(page, number, faces);
        faces.believe(Believe::File);
        if trust::reads(&again) {
            met.recovered(number);
            return (again, Trust::Good);
        }
    }
    (drawn, worth)
}
