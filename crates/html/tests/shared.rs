//! Pages that stand beside a checkout in `../shared`: odd encodings, hostile nesting. Nothing of them stands in this
//! project.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

use kehoach_document::{Block, Document};
use kehoach_html::{Limits, read};
use kehoach_model::Rule;

/// The pages of a folder, sorted; none, with a plain word, where they are not there.
#[expect(clippy::print_stderr, reason = "the one thing that a test without its data has to say")]
fn pages(folder: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(folder);
    let Ok(entries) = fs::read_dir(path) else {
        eprintln!("not checked: ../shared/{folder} is not there");
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|kind| kind == "html"));
    files.sort();
    files
}

fn document(path: &Path) -> Document {
    read(&fs::read(path).unwrap(), &Limits::default())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Its texts; windows-1258 has no "≥".
fn texts(document: &Document) -> Vec<String> {
    let text = |passage: &kehoach_document::Passage| passage.normal().replace('≥', ">=");
    let mut out = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => out.push(text(&paragraph.passage)),
            Block::Table(table) => out.extend(table.cells().map(|cell| text(&cell.passage))),
        }
    }
    out
}

#[test]
fn files_of_every_charset_read_to_the_same_text() {
    let files: Vec<PathBuf> = pages("office/html")
        .into_iter()
        .filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.starts_with('c') && name[1..].starts_with(|c: char| c.is_ascii_digit())
        })
        .collect();
    let Some(first) = files.first() else { return };
    let wanted = texts(&document(first));
    assert!(wanted.len() > 10, "{wanted:?}");
    for path in &files {
        let document = document(path);
        let told = document.warnings.iter().any(|finding| finding.rule == Rule::LegacyCharset);
        let name = path.file_name().unwrap().to_str().unwrap();
        // This one holds another text.
        if name.contains("tcvn3") {
            let texts = texts(&document).join("\n");
            assert!(told && !texts.is_ascii() && kehoach_viet::detect(&texts).is_empty(), "{name}: {texts}");
            continue;
        }
        assert_eq!(texts(&document), wanted, "{name}");
        assert_eq!(told, name.contains("1258"), "{name}");
    }
}

#[test]
fn every_page_ends_and_loses_no_letter() {
    for folder in ["office/html", "renders/html", "wild/html"] {
        for path in pages(folder) {
            if let Ok(document) = read(&fs::read(&path).unwrap(), &Limits::default()) {
                assert_eq!(document.letters, document.letters_placed(), "{}", path.display());
            }
        }
    }
}
