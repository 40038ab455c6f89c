//! What a file is, by its content; its name does not matter.
//!
//! The beginning of a file is enough for an answer, though not always for the same: a container whose directory
//! is not there is told as a damaged one or by what its first entries are.

mod ole;
mod package;
mod text;

use kehoach_model::Format;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Nothing but blanks.
    Empty,
    /// Text that the dump reader takes.
    Text,
    /// A Word document (DOCX, DOCM, DOTX), or a package that looks like one: its reader says what is wrong.
    Docx,
    /// A web page, or a piece of one.
    Html,
    /// A PDF.
    Pdf,
    /// An Excel workbook (XLSX, XLSM, XLTX).
    Xlsx,
    /// A document of Word 97-2003; becomes DOCX first.
    Doc,
    /// Rich Text Format; becomes DOCX first.
    Rtf,
    /// An OpenDocument text; becomes DOCX first.
    Odt,
    /// An Office document that only its password opens.
    Encrypted,
    /// A container that is cut short or broken, and what it was.
    Damaged(&'static str),
    /// Data that is no document.
    Data(&'static str),
    /// Packed data that may hold documents.
    Packed(&'static str),
    /// A document format that this version does not read.
    NotRead(&'static str),
    /// Another such, and the format that the program it came from can save it in so that it is read.
    SaveAs(&'static str, &'static str),
}

const RTF: &[u8] = b"{\\rtf";

/// Magic numbers at the start of a file.
const MAGIC: &[(&[u8], Content)] = &[
    (b"%PDF", Content::Pdf),
    (RTF, Content::Rtf),
    (b"\xdb\xa5", Content::SaveAs("a document of Word 2 or older", "DOCX")),
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

/// Magic numbers that may stand behind a byte order mark or blanks.
const LATE_MAGIC: usize = 2;

/// Tells what a file is. Takes time by the size of a container's directory, and for an old Office file one look at
/// each 128 bytes. Never fails; what is no container and no data is text.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Content {
    if bytes.starts_with(package::ZIP) {
        return package::content(bytes);
    }
    if bytes.starts_with(ole::MAGIC) {
        return ole::content(bytes);
    }
    if let Some((_, content)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return *content;
    }
    let start = start_of_text(bytes);
    if let Some((_, content)) = MAGIC.iter().take(LATE_MAGIC).find(|(magic, _)| start.starts_with(magic)) {
        return *content;
    }
    if is_late_pdf(bytes) {
        return Content::Pdf;
    }
    text::content(start)
}

/// Whether a PDF begins behind something else, as servers and mail programs leave it: readers look for it in the first
/// 1024 bytes (ISO 32000-1, annex H.3).
fn is_late_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    head.split(|byte| matches!(byte, b'\n' | b'\r')).skip(1).any(|line| line.starts_with(b"%PDF-"))
}

/// The format of a file that must become DOCX before it is read. Cheaper than [`sniff`] and without a look into
/// a ZIP directory, so that it can be asked where untrusted bytes are not read.
#[must_use]
pub fn convertible(bytes: &[u8]) -> Option<Format> {
    let content = if bytes.starts_with(package::ZIP) {
        package::of_mimetype(bytes)?
    } else if bytes.starts_with(ole::MAGIC) {
        ole::content(bytes)
    } else {
        return start_of_text(bytes).starts_with(RTF).then_some(Format::Rtf);
    };
    match content {
        Content::Doc => Some(Format::Doc),
        Content::Odt => Some(Format::Odt),
        _ => None,
    }
}

/// A text without byte order mark and blanks in front.
fn start_of_text(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        assert_eq!(sniff(b" \r\n\t"), Content::Empty);
        assert_eq!(sniff(b"%PDF-1.7"), Content::Pdf);
        assert_eq!(sniff(b"\n%PDF-1.7"), Content::Pdf);
        assert_eq!(sniff(b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.7"), Content::Pdf);
        assert_eq!(sniff("Tệp bắt đầu bằng %PDF-1.7".as_bytes()), Content::Text);
        assert_eq!(sniff(b"{\\rtf1\\ansi}"), Content::Rtf);
        assert_eq!(sniff(b"\xef\xbb\xbf {\\rtf1\\ansi}"), Content::Rtf);
        assert_eq!(sniff(b"Rar!\x1a"), Content::Packed("a RAR archive"));
    }

    #[test]
    fn what_must_be_converted_is_told_without_looking_into_packages() {
        assert_eq!(convertible(b"{\\rtf1}"), Some(Format::Rtf));
        assert_eq!(convertible(b"\xef\xbb\xbf\n{\\rtf1}"), Some(Format::Rtf));
        for other in [&b"PK\x03\x04"[..], b"{\"a\": 1}", b"%PDF", b"", b"KE HOACH {\\rtf"] {
            assert_eq!(convertible(other), None, "{other:?}");
        }
    }
}
