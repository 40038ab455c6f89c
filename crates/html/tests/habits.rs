//! One file for each habit of sites, editors and programs, in `fixtures/html/`; beside each, in `snapshots/`, what it
//! must yield.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use std::fs;
use std::path::Path;

use common::shown;
use kehoach_document::{Block, Document};
use kehoach_html::{Limits, read};

#[test]
fn every_habit_yields_what_its_snapshot_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/html");
    let mut names: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    names.sort();
    assert!(names.len() > 50);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder.join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut lost = Vec::new();
    settings.bind(|| {
        for path in names {
            let name = path.file_stem().unwrap().to_str().unwrap();
            let yielded = match read(&fs::read(&path).unwrap(), &Limits::default()) {
                Ok(document) => {
                    if document.letters != document.letters_placed() {
                        lost.push(name.to_owned());
                    }
                    shown(&document)
                }
                Err(error) => format!("error: {error}\n"),
            };
            insta::assert_snapshot!(name, yielded);
        }
    });
    assert!(lost.is_empty(), "letters are lost: {lost:?}");
}

fn document(page: &str) -> Document {
    read(page.as_bytes(), &Limits::default()).unwrap()
}

/// A place is the piece of the page, and the path from the nearest element with an id.
#[test]
fn places_are_paths_of_blocks() {
    let document = document(
        "<body><p>KẾ HOẠCH</p><div id='noi dung'><p>Một</p><p>Hai</p><table><tr><td>TT<td>Nhiệm vụ<tr><td>1<td>Ba</table></div>",
    );
    let places: Vec<String> = document
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Table(table) => table.cells().map(|cell| cell.passage.at()).collect(),
            Block::Paragraph(paragraph) => vec![paragraph.passage.at()],
        })
        .map(|at| serde_json::to_string(&at).unwrap())
        .collect();
    assert_eq!(
        places,
        [
            r#"[{"block":0,"path":"p[1]"}]"#,
            r#"[{"block":1,"path":"div#noi dung/p[1]"}]"#,
            r#"[{"block":2,"path":"div#noi dung/p[2]"}]"#,
            r#"[{"block":3,"path":"div#noi dung/table[1]/tbody[1]/tr[1]/td[1]"}]"#,
            r#"[{"block":3,"path":"div#noi dung/table[1]/tbody[1]/tr[1]/td[2]"}]"#,
            r#"[{"block":3,"path":"div#noi dung/table[1]/tbody[1]/tr[2]/td[1]"}]"#,
            r#"[{"block":3,"path":"div#noi dung/table[1]/tbody[1]/tr[2]/td[2]"}]"#,
        ]
    );
}
