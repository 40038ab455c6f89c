//! Every cap stops a read with its own words, and soon.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "what documents look like is for the other tests")]
mod common;

use common::package;
use kehoach_docx::{Limits, ReadError, read};

#[track_caller]
fn check(body: &str, limits: &Limits, is_wanted: impl Fn(&ReadError) -> bool) {
    let bytes = package(&format!("--- word/document.xml\n<w:body>{body}</w:body>\n"));
    match read(&bytes, limits) {
        Err(error) => assert!(is_wanted(&error), "{error}"),
        Ok(document) => panic!("{} blocks", document.blocks.len()),
    }
}

fn limits() -> Limits {
    Limits { cells: 500, paragraphs: 100, depth: 60, part_bytes: 1 << 20, ..Limits::default() }
}

const PARAGRAPH: &str = "<w:p><w:r><w:t>a</w:t></w:r></w:p>";

#[test]
fn depth() {
    let deep = "<w:sdt>".repeat(100) + &"</w:sdt>".repeat(100);
    check(&deep, &limits(), |error| matches!(error, ReadError::TooDeep { limit: 60, .. }));
}

#[test]
fn cells_of_one_table_and_of_many() {
    let row = |cells: usize| format!("<w:tr>{}</w:tr>", "<w:tc><w:p/></w:tc>".repeat(cells));
    let too_many = |error: &ReadError| matches!(error, ReadError::TooManyCells { limit: 500 });
    check(&format!("<w:tbl>{}</w:tbl>", row(10).repeat(60)), &limits(), too_many);
    // Few cells, but a wide row makes every row wide.
    let wide = format!("<w:tbl>{}{}</w:tbl>", row(40), row(1).repeat(5));
    check(&(wide + PARAGRAPH).repeat(3), &limits(), too_many);
}

#[test]
fn paragraphs_of_every_make() {
    let too_many = |error: &ReadError| matches!(error, ReadError::TooManyParagraphs { limit: 100 });
    check(&PARAGRAPH.repeat(101), &limits(), too_many);
    check(&"<w:r><w:t>a</w:t></w:r>".repeat(101), &limits(), too_many);
    let lines = "<w:t>a.</w:t><w:br/>".repeat(101);
    check(&format!("<w:p><w:r>{lines}</w:r></w:p>"), &limits(), too_many);
    let art = r#"<v:textpath string="a"/>"#.repeat(101);
    check(&format!("<w:p><w:r><w:pict>{art}</w:pict></w:r></w:p>"), &limits(), too_many);
    check(&r#"<w:altChunk r:id="a"/>"#.repeat(101), &limits(), too_many);
}

#[test]
fn bytes_and_entries() {
    let long = PARAGRAPH.repeat(40_000);
    check(&long, &limits(), |error| matches!(error, ReadError::PartTooLarge { .. }));
    check("", &Limits { bytes: 10, ..limits() }, |error| {
        matches!(error, ReadError::TooLarge { limit: 10, .. })
    });
    check("", &Limits { entries: 1, ..limits() }, |error| {
        matches!(error, ReadError::TooManyEntries { count: 2, limit: 1 })
    });
}

#[test]
fn no_package_at_all() {
    assert!(matches!(read(b"PK\x03\x04", &limits()), Err(ReadError::Damaged(_))));
    assert!(matches!(read(b"", &limits()), Err(ReadError::Damaged(_))));
}
