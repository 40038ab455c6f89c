//! ZIP packages: Office Open XML, OpenDocument, and what is only an archive.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Content;
use crate::directory::claimed_entries;

/// A local header at the start of a ZIP.
pub(super) const ZIP: &[u8] = b"PK\x03\x04";

/// Where a local header has the lengths of its name and extra field, and where the name begins.
const NAME_LENGTH: usize = 26;
const NAME: usize = 30;
/// Local headers that are looked at where the directory is gone, and how far into the file, bytes.
const HEADERS: usize = 16;
const HEADERS_WITHIN: usize = 64 << 10;
/// Archives of more entries are told by their first ones: a record of each would take as much memory as a reader may
/// have.
const ENTRIES_LOOKED_AT: u64 = 65_000;
/// Longer lists of content types are cut, bytes.
const TYPES: u64 = 1 << 20;

const CONTENT_TYPES: &str = "[content_types].xml";

/// Entries that name a format, folded; the first that is there decides.
const ENTRIES: [(&str, Content); 7] = [
    ("word/document.xml", Content::Docx),
    ("xl/workbook.xml", Content::Xlsx),
    ("xl/workbook.bin", Content::SaveAs("a binary Excel workbook (XLSB)", "XLSX")),
    ("ppt/presentation.xml", Content::NotRead("a PowerPoint file (PPTX)")),
    ("visio/document.xml", Content::NotRead("a Visio drawing")),
    ("index/document.iwa", Content::NotRead("an Apple iWork file")),
    ("documents/1/fixeddocument.fdoc", Content::NotRead("an XPS file")),
];

/// What a ZIP is.
pub(super) fn content(bytes: &[u8]) -> Content {
    if let Some(content) = of_mimetype(bytes) {
        return content;
    }
    if claimed_entries(bytes) > ENTRIES_LOOKED_AT {
        return match by_local_headers(bytes) {
            Content::Damaged(_) => Content::Packed("a ZIP archive"),
            package => package,
        };
    }
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return by_local_headers(bytes);
    };
    let names: Vec<(usize, String)> =
        (0..archive.len()).filter_map(|at| Some((at, folded(&archive.name_for_index(at)?.ok()?)))).collect();
    let has = |entry: &str| names.iter().any(|(_, name)| name == entry);
    if let Some((_, content)) = ENTRIES.iter().find(|(entry, _)| has(entry)) {
        return *content;
    }
    if names
        .iter()
        .any(|(_, name)| name == "mimetype" || name == "meta-inf/manifest.xml" && has("content.xml"))
    {
        return Content::SaveAs("an OpenDocument package whose parts are out of order", "DOCX or XLSX");
    }
    let Some(types) = names.iter().find(|(_, name)| name == CONTENT_TYPES).map(|(at, _)| *at) else {
        return Content::Packed("a ZIP archive");
    };
    let mut text = Vec::new();
    let read = archive.by_index(types).map(|part| part.take(TYPES).read_to_end(&mut text));
    match read {
        Ok(Ok(_)) => by_types(&text),
        // The reader will meet the same fault and say which.
        _ => Content::Docx,
    }
}

/// An OpenDocument file by its first entry, which is stored as it is so that it can be read in place.
pub(super) fn of_mimetype(bytes: &[u8]) -> Option<Content> {
    const TYPES: [(&[u8], Content); 7] = [
        (b"application/vnd.oasis.opendocument.text", Content::Odt),
        (
            b"application/vnd.oasis.opendocument.spreadsheet",
            Content::SaveAs("an OpenDocument spreadsheet (ODS)", "XLSX"),
        ),
        (
            b"application/vnd.oasis.opendocument.presentation",
            Content::NotRead("an OpenDocument presentation (ODP)"),
        ),
        (b"application/vnd.oasis.opendocument.", Content::NotRead("an OpenDocument file that is no text")),
        (b"application/vnd.sun.xml.", Content::SaveAs("an OpenOffice 1 file", "DOCX or XLSX")),
        (b"application/epub", Content::NotRead("an e-book (EPUB)")),
        (b"", Content::NotRead("a ZIP package of a kind that is not known")),
    ];
    let (name, rest) = local_entry(bytes)?;
    if name != b"mimetype" {
        return None;
    }
    TYPES.iter().find(|(kind, _)| rest.starts_with(kind)).map(|(_, content)| *content)
}

/// Name and stored bytes of the entry whose local header stands at the start.
fn local_entry(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let [a, b, c, d] = *bytes.strip_prefix(ZIP)?.get(NAME_LENGTH - ZIP.len()..)?.first_chunk()?;
    let name_end = NAME + usize::from(u16::from_le_bytes([a, b]));
    let extra = usize::from(u16::from_le_bytes([c, d]));
    Some((bytes.get(NAME..name_end)?, bytes.get(name_end + extra..)?))
}

fn by_types(text: &[u8]) -> Content {
    let text: Vec<u8> = text.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
    let text = String::from_utf8_lossy(&text);
    let kinds = [
        ("wordprocessingml", Content::Docx),
        ("ms-word", Content::Docx),
        ("spreadsheetml", Content::Xlsx),
        ("ms-excel", Content::SaveAs("a binary Excel workbook (XLSB)", "XLSX")),
        ("presentationml", Content::NotRead("a PowerPoint file (PPTX)")),
    ];
    // An empty list tells nothing: the reader says what is missing.
    kinds.iter().find(|(kind, _)| text.contains(kind)).map_or(Content::Docx, |(_, content)| *content)
}

/// What a ZIP without its directory was, by the entries that can be seen.
fn by_local_headers(bytes: &[u8]) -> Content {
    const STARTS: [(&str, Content); 4] = [
        ("xl/", Content::Xlsx),
        ("ppt/", Content::NotRead("a PowerPoint file (PPTX)")),
        ("word/", Content::Docx),
        (CONTENT_TYPES, Content::Docx),
    ];
    let near = bytes.get(..HEADERS_WITHIN).unwrap_or(bytes);
    let headers = near.windows(ZIP.len()).enumerate().filter(|(_, window)| *window == ZIP).take(HEADERS);
    let names: Vec<String> = headers
        .filter_map(|(at, _)| {
            let [low, high] = *near.get(at + NAME_LENGTH..)?.first_chunk()?;
            let end = at + NAME + usize::from(u16::from_le_bytes([low, high]));
            Some(folded(&String::from_utf8_lossy(near.get(at + NAME..end)?)))
        })
        .collect();
    let start = STARTS.iter().find(|(start, _)| names.iter().any(|name| name.starts_with(start)));
    start.map_or(Content::Damaged("a ZIP package"), |(_, content)| *content)
}

/// A name as packages mean it: whatever case, "/" between folders.
fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::CompressionMethod;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            let method =
                if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
            zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[track_caller]
    fn check(files: &[(&str, &str)], want: Content) {
        assert_eq!(content(&zipped(files)), want, "{files:?}");
    }

    #[test]
    fn entries_name_the_format() {
        check(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "")], Content::Docx);
        check(&[("WORD\\Document.XML", "")], Content::Docx);
        check(&[("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "")], Content::Xlsx);
        check(&[("ppt/presentation.xml", "")], Content::NotRead("a PowerPoint file (PPTX)"));
        check(&[("a.txt", "a")], Content::Packed("a ZIP archive"));
    }

    #[test]
    fn entries_beyond_counting_are_told_by_the_first() {
        let claiming = |files: &[(&str, &str)]| {
            let mut bytes = zipped(files);
            let at = bytes.len() - 22 + 10;
            bytes[at..at + 2].fill(0xff);
            content(&bytes)
        };
        assert_eq!(claiming(&[("a.txt", "a"), ("b.txt", "b")]), Content::Packed("a ZIP archive"));
        assert_eq!(claiming(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "")]), Content::Xlsx);
    }

    #[test]
    fn content_types_name_the_main_part() {
        let types =
            |kind: &str| format!("<Override PartName=\"/x\" ContentType=\"application/{kind}.main+xml\"/>");
        let word = types("vnd.openxmlformats-officedocument.wordprocessingml.document");
        check(&[("[Content_Types].xml", &word), ("doc/body.xml", "")], Content::Docx);
        let macros = types("vnd.ms-word.document.macroEnabled");
        check(&[("[Content_Types].xml", &macros)], Content::Docx);
        let sheet = types("vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        check(&[("[Content_Types].xml", &sheet)], Content::Xlsx);
        check(&[("[Content_Types].xml", "<Types/>")], Content::Docx);
    }

    #[test]
    fn open_documents_are_told_by_their_first_entry() {
        let kind = "application/vnd.oasis.opendocument.text";
        check(&[("mimetype", kind), ("content.xml", "")], Content::Odt);
        check(&[("mimetype", &format!("{kind}-template"))], Content::Odt);
        check(
            &[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")],
            Content::SaveAs("an OpenDocument spreadsheet (ODS)", "XLSX"),
        );
        check(&[("mimetype", "application/epub+zip")], Content::NotRead("an e-book (EPUB)"));
        check(
            &[("content.xml", ""), ("mimetype", kind)],
            Content::SaveAs("an OpenDocument package whose parts are out of order", "DOCX or XLSX"),
        );
    }

    #[test]
    fn a_package_that_is_cut_short_is_told_by_what_can_be_seen() {
        let long = "x".repeat(9_000);
        let docx = zipped(&[("[Content_Types].xml", &long), ("word/document.xml", &long)]);
        let xlsx = zipped(&[("[Content_Types].xml", &long), ("xl/workbook.xml", &long)]);
        for end in [100, docx.len() - 30] {
            assert_eq!(content(&docx[..end]), Content::Docx, "{end}");
        }
        assert_eq!(content(&xlsx[..xlsx.len() - 30]), Content::Xlsx);
        for end in [4, 20, 29, 40] {
            assert_eq!(content(&docx[..end]), Content::Damaged("a ZIP package"), "{end}");
        }
        assert_eq!(content(b"PK\x03\x04 and no more"), Content::Damaged("a ZIP package"));
    }
}
