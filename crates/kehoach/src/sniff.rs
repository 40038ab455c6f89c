//! What a file is, by its content; its name does not matter.

use serde::de::IgnoredAny;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Nothing but blanks.
    Empty,
    /// Text that the dump reader takes.
    Text,
    /// Data that is no document.
    Data(&'static str),
    /// Packed data that may hold documents.
    Packed(&'static str),
    /// A document format that this version does not read.
    NotRead(&'static str),
}

/// Magic numbers at the start of a file.
const MAGIC: &[(&[u8], Content)] = &[
    (b"%PDF", Content::NotRead("PDF")),
    (b"PK\x03\x04", Content::NotRead("a ZIP package (DOCX, XLSX, ODT)")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Content::NotRead("an old Office file (DOC, XLS)")),
    (b"{\\rtf", Content::NotRead("RTF")),
    (b"\x89PNG", Content::Data("a PNG image")),
    (b"\xff\xd8\xff", Content::Data("a JPEG image")),
    (b"GIF8", Content::Data("a GIF image")),
    (b"II*\0", Content::Data("a TIFF image")),
    (b"MM\0*", Content::Data("a TIFF image")),
    (b"\x1f\x8b", Content::Packed("gzip data")),
    (b"BZh", Content::Packed("bzip2 data")),
    (b"\xfd7zXZ\0", Content::Packed("xz data")),
    (b"\x28\xb5\x2f\xfd", Content::Packed("zstd data")),
    (b"Rar!", Content::Packed("a RAR archive")),
    (b"7z\xbc\xaf", Content::Packed("a 7z archive")),
    (b"SQLite format 3", Content::Data("an SQLite database")),
    (b"\x7fELF", Content::Data("a program")),
    (b"MZ\x90", Content::Data("a program")),
];

/// Tells what a file is.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Content {
    if let Some((_, content)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return *content;
    }
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if start.is_empty() {
        return Content::Empty;
    }
    if is_markup(start) {
        return Content::NotRead("HTML");
    }
    if is_json(start) {
        return Content::Data("JSON data");
    }
    Content::Text
}

/// A web page, or another file of tags.
fn is_markup(start: &[u8]) -> bool {
    /// A page can begin with comments and declarations.
    const HEAD: usize = 1024;
    let head: Vec<u8> = start.iter().take(HEAD).map(u8::to_ascii_lowercase).collect();
    start.starts_with(b"<")
        && [&b"<html"[..], b"<!doctype", b"<body", b"<div", b"<table", b"<?xml", b"<p"]
            .iter()
            .any(|tag| head.windows(tag.len()).any(|window| window == *tag))
}

/// One JSON value, or lines of them.
fn is_json(start: &[u8]) -> bool {
    if !matches!(start.first(), Some(b'{' | b'[')) {
        return false;
    }
    let whole = serde_json::from_slice::<IgnoredAny>(start).is_ok();
    let line = || start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    whole || line().len() < start.len() && serde_json::from_slice::<IgnoredAny>(line()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        assert_eq!(sniff(b" \r\n\t"), Content::Empty);
        assert_eq!(sniff(b"%PDF-1.7"), Content::NotRead("PDF"));
        assert_eq!(sniff("\u{feff}<!DOCTYPE html><html>".as_bytes()), Content::NotRead("HTML"));
        assert_eq!(sniff(b"[{\"a\": 1}]"), Content::Data("JSON data"));
        assert_eq!(sniff(b"{\"a\": 1}\n{\"a\": 2}\n"), Content::Data("JSON data"));
        assert_eq!(sniff("KẾ HOẠCH".as_bytes()), Content::Text);
        assert_eq!(sniff(b"[1] ghi ch\xc3\xba"), Content::Text);
    }
}
