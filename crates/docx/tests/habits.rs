//! One file for each habit of Word and of other programs, in `fixtures/docx/`; beside each, in `snapshots/`, what
//! it must yield.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use std::fs;
use std::path::Path;

use common::{package, shown};
use kehoach_docx::{Limits, read};

#[test]
fn every_habit_yields_what_its_snapshot_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/docx");
    let mut names: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    names.sort();
    assert!(names.len() > 10);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder.join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for path in names {
            let text = fs::read_to_string(&path).unwrap();
            let yielded = match read(&package(&text), &Limits::default()) {
                Ok(document) => shown(&document),
                Err(error) => format!("error: {error}\n"),
            };
            insta::assert_snapshot!(path.file_stem().unwrap().to_str().unwrap(), yielded);
        }
    });
}
