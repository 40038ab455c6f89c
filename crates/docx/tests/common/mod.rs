//! Packages out of a text that a person can read: `--- NAME` begins a part, lines in front of the first part are
//! for the reader. A part that begins with `<w:` and is no whole document gets the root that its name asks for;
//! references between the parts are made from their names. A line `¶ text` is a paragraph, `| a | b |` a row.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use kehoach_document::{Block, Document, Slot};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math""#;
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The package that a text describes.
pub(crate) fn package(text: &str) -> Vec<u8> {
    let mut parts: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("--- ") {
            parts.push((name.trim().to_owned(), String::new()));
        } else if let Some((_, content)) = parts.last_mut() {
            content.push_str(&element(line.trim()));
            content.push('\n');
        }
    }
    let mut relations = String::new();
    for (name, content) in &mut parts {
        let stem = name.rsplit('/').next().unwrap().trim_end_matches(".xml").to_owned();
        let root = match stem.trim_end_matches(|c: char| c.is_ascii_digit()) {
            "document" => "document",
            "header" => "hdr",
            "footer" => "ftr",
            stem => stem,
        };
        if content.starts_with("<w:") {
            *content = format!("<w:{root} {NAMESPACES}>{}</w:{root}>", content.replace('\n', ""));
        }
        let kind = match root {
            "document" => continue,
            "hdr" => "header",
            "ftr" => "footer",
            "chunk" => "aFChunk",
            other => other,
        };
        let target = name.trim_start_matches("word/");
        let _ = write!(relations, r#"<Relationship Id="{stem}" Type="{OFFICE}/{kind}" Target="{target}"/>"#);
    }
    let has = |parts: &[(String, String)], name: &str| parts.iter().any(|(known, _)| known == name);
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    if !has(&parts, "word/_rels/document.xml.rels") {
        parts.push(("word/_rels/document.xml.rels".to_owned(), relations));
    }
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.trim_end().as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn element(line: &str) -> String {
    let paragraph = |text: &str| match text {
        "" => "<w:p/>".to_owned(),
        text => format!(r#"<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#),
    };
    if let Some(text) = line.strip_prefix("¶ ") {
        return paragraph(text);
    }
    let Some(cells) = line.strip_prefix('|').and_then(|line| line.strip_suffix('|')) else {
        return line.to_owned();
    };
    let cells = cells.split('|').map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell.trim())));
    format!("<w:tr>{}</w:tr>", cells.collect::<String>())
}

/// A document as a person reads it.
pub(crate) fn shown(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let label = paragraph.label.as_ref().map(|label| format!("[{label}] ")).unwrap_or_default();
                let _ = writeln!(out, "¶ {label}{}", paragraph.passage.normal());
            }
            Block::Table(table) => {
                let _ = writeln!(out, "table, head {}", table.header_rows);
                for row in &table.rows {
                    let _ = writeln!(out, "  | {} |", row.iter().map(slot).collect::<Vec<_>>().join(" | "));
                }
            }
        }
    }
    for note in &document.notes {
        let _ = writeln!(out, "{:?}: {} {}", note.kind, note.passage.normal(), at(&note.passage.at()));
    }
    for piece in &document.furniture {
        let _ = writeln!(out, "{:?}: {}", piece.kind, piece.passage.normal());
    }
    for finding in &document.warnings {
        let _ = writeln!(out, "! {}: {} {}", finding.rule.name(), finding.message.en, at(&finding.at));
    }
    assert_eq!(document.letters, document.letters_placed(), "letters are lost:\n{out}");
    out
}

fn slot(slot: &Slot) -> String {
    let Some(cell) = slot else { return "·".to_owned() };
    let span = match (cell.col_span, cell.row_span) {
        (1, 1) => String::new(),
        (columns, rows) => format!(" ({columns}×{rows})"),
    };
    format!("{}{span}", cell.normal())
}

fn at(places: &[kehoach_model::Place]) -> String {
    serde_json::to_string(places).unwrap()
}
