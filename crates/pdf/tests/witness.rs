//! A second reader reads the printed plans alike, and says so where it does not.
#![cfg(feature = "witness")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use kehoach_model::Rule;
use kehoach_pdf::witness::compare;
use kehoach_pdf::{Limits, read};

fn plans() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/plans");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut plans: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|kind| kind == "pdf")).collect();
    plans.sort();
    assert!(!plans.is_empty());
    plans
}

#[test]
fn the_printed_plans_are_certain() {
    for path in plans() {
        let document = read(&fs::read(&path).unwrap(), &Limits::default()).unwrap();
        let garbled = document.warnings.iter().find(|finding| finding.rule == Rule::GarbledText);
        assert!(garbled.is_none(), "{}: {garbled:?}", path.display());
    }
}

#[test]
fn other_letters_are_told() {
    for path in plans() {
        let bytes = fs::read(&path).unwrap();
        let pages =
            BTreeMap::from([(1, "chữ khác hẳn ".repeat(40)), (2_000, "không có trang này".to_owned())]);
        let verdict = compare(&bytes, &pages);
        assert_eq!((verdict.otherwise, verdict.unread), (vec![1], vec![2_000]), "{}", path.display());
    }
}

#[test]
fn what_cannot_be_opened_is_unread() {
    let pages = BTreeMap::from([(1, "x".to_owned()), (3, "y".to_owned())]);
    assert_eq!(compare(b"%PDF-1.7 ...", &pages).unread, [1, 3]);
    assert_eq!(compare(b"", &BTreeMap::new()).unread, [0; 0]);
}
