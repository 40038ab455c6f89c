#![allow(clippy::format_collect, clippy::format_push_string, reason = "small parts of small workbooks")]

use std::io::{Cursor, Write};

use kehoach_document::{Block, Cell, Document};
use kehoach_model::{Place, Rule};
use zip::write::SimpleFileOptions;

use super::*;

mod hostile;
mod reading;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OF_OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A sheet's name, its state, its rows and what stands behind them.
struct Sheet<'a>(&'a str, &'a str, &'a str, &'a str);

/// A workbook with these number formats: style 1 is the first.
fn workbook(formats: &[&str], sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut parts = vec![(
        "_rels/.rels".to_owned(),
        format!(
            "<Relationships xmlns=\"x\"><Relationship Id=\"a\" Type=\"{OF_OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    )];
    let codes: String = formats
        .iter()
        .zip(200..)
        .map(|(code, id)| {
            format!("<numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>", code.replace('"', "&quot;"))
        })
        .collect();
    let styles: String = (0..formats.len()).map(|at| format!("<xf numFmtId=\"{}\"/>", 200 + at)).collect();
    parts.push((
        "xl/styles.xml".to_owned(),
        format!("<styleSheet xmlns=\"{NAMESPACE}\"><numFmts>{codes}</numFmts><cellXfs><xf numFmtId=\"0\"/>{styles}</cellXfs></styleSheet>"),
    ));
    let (mut named, mut related) = (String::new(), String::new());
    for (Sheet(name, state, rows, behind), number) in sheets.iter().zip(1..) {
        named.push_str(&format!(
            "<sheet name=\"{name}\" state=\"{state}\" sheetId=\"{number}\" r:id=\"r{number}\"/>"
        ));
        related.push_str(&format!(
            "<Relationship Id=\"r{number}\" Type=\"{OF_OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        ));
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!("<worksheet xmlns=\"{NAMESPACE}\"><sheetData>{rows}</sheetData>{behind}</worksheet>"),
        ));
    }
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!(
            "<workbook xmlns=\"{NAMESPACE}\" xmlns:r=\"{OF_OFFICE}\"><sheets>{named}</sheets></workbook>"
        ),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships xmlns=\"x\">{related}</Relationships>"),
    ));
    package(&parts)
}

fn package(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A package with its parts changed.
fn edited(bytes: Vec<u8>, edit: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let parts: Vec<(String, String)> = (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let name = part.name().unwrap().into_owned();
            let text = std::io::read_to_string(&mut part).unwrap();
            let text = edit(&name, text);
            (name, text)
        })
        .collect();
    package(&parts)
}

/// Rows of texts from a row on; an empty text is no cell.
fn rows(from: u32, rows: &[&[&str]]) -> String {
    let row = |(texts, row): (&&[&str], u32)| {
        let cell = |(text, column): (&&str, u8)| {
            let column = char::from(b'A' + column);
            format!(
                "<c r=\"{column}{row}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
            )
        };
        let cells: String = texts.iter().zip(0..).filter(|(text, _)| !text.is_empty()).map(cell).collect();
        format!("<row r=\"{row}\">{cells}</row>")
    };
    rows.iter().zip(from..).map(row).collect()
}

fn read_one(formats: &[&str], data: &str, behind: &str) -> Document {
    let document =
        read(&workbook(formats, &[Sheet("Bảng", "visible", data, behind)]), &Limits::default()).unwrap();
    assert_eq!(document.letters, document.letters_placed(), "{document:?}");
    document
}

/// A document as a reviewer reads it: a line a block, a line a row; "^" is covered by a span.
fn shown(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.passage.normal().to_owned()),
            Block::Table(table) => lines.extend(table.rows.iter().map(|row| {
                let cells: Vec<&str> =
                    row.iter().map(|slot| slot.as_ref().map_or("^", Cell::normal)).collect();
                format!("| {}", cells.join(" | "))
            })),
        }
    }
    lines
}
