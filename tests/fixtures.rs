//! One small file per habit or fault, in `fixtures/dump/`; beside each, in `snapshots/`, what it must yield.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::fs;

use common::{root, shown};
use kehoach::{Options, parse};

#[test]
fn every_fixture_yields_what_its_snapshot_says() {
    let folder = root().join("fixtures/dump");
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
            let name = path.file_name().unwrap().to_str().unwrap();
            let yielded = match parse(&fs::read(&path).unwrap(), name, &Options::default()) {
                Ok(plans) => plans.iter().map(shown).collect::<Vec<_>>().join("\n"),
                Err(error) => format!("{:?}: {error}", error.outcome()),
            };
            insta::assert_snapshot!(name, yielded);
        }
    });
}
