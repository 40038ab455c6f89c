//! A second import into the same directory: what is read again, what is told, what is left alone.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{changes, inputs, kehoach, root, said};

/// A folder of plans, an output directory, and imports from one into the other.
struct Import {
    dir: tempfile::TempDir,
}

impl Import {
    fn of(names: &[&str]) -> Self {
        let import = Self { dir: tempfile::tempdir().unwrap() };
        fs::create_dir(import.plans()).unwrap();
        for name in names {
            fs::copy(root().join("corpus/plans").join(name), import.plans().join(name)).unwrap();
        }
        import
    }

    fn plans(&self) -> PathBuf {
        self.dir.path().join("plans")
    }

    fn out(&self) -> PathBuf {
        self.dir.path().join("out")
    }

    /// Imports and returns what this run did, as the summary says it.
    fn run(&self, more: &[&str]) -> String {
        self.run_of(&[&self.plans()], more)
    }

    fn run_of(&self, paths: &[&Path], more: &[&str]) -> String {
        let mut arguments = vec!["ingest"];
        arguments.extend(paths.iter().map(|path| path.to_str().unwrap()));
        let out = self.out();
        arguments.extend(["--out", out.to_str().unwrap()]);
        arguments.extend(more);
        let output = kehoach(&arguments);
        assert!(matches!(output.status.code(), Some(0 | 3)), "{output:?}");
        let said = said(&output);
        let line = said.lines().find_map(|line| {
            line.strip_prefix("this run: ")
                .or_else(|| line.strip_prefix("would import (nothing was written): "))
        });
        line.unwrap_or_else(|| panic!("{said}")).to_owned()
    }
}

const A: &str = "hong-lam-2215.tsv.txt";
const B: &str = "hong-lam-2215.pipe.txt";
const C: &str = "so-noi-vu-hong-lam.tsv.txt";

#[test]
fn unchanged_files_are_left_alone_and_changes_are_told() {
    let import = Import::of(&[A, B]);
    assert_eq!(import.run(&[]), "2 new");
    assert_eq!(changes(&import.out()), [format!("added {B}"), format!("added {A}")]);
    let before = common::files(&import.out().join("plans"));

    assert_eq!(import.run(&[]), "2 unchanged");
    assert!(changes(&import.out()).is_empty());

    fs::remove_file(import.plans().join(B)).unwrap();
    fs::copy(root().join("corpus/plans").join(C), import.plans().join(C)).unwrap();
    let text = fs::read_to_string(import.plans().join(A)).unwrap();
    fs::write(import.plans().join(A), text.replace("2215/KH-UBND", "2216/KH-UBND")).unwrap();
    assert_eq!(import.run(&[]), "1 new, 1 changed, 1 removed");
    assert_eq!(
        changes(&import.out()),
        [format!("removed {B}"), format!("changed {A}"), format!("added {C}")]
    );
    // Neither the old record of the changed file nor that of the removed one is left.
    let after = common::files(&import.out().join("plans"));
    assert_eq!(after.len(), 2);
    assert!(before.iter().all(|(name, _)| after.iter().all(|(other, _)| other != name)));
    // As if there had been no first import.
    let fresh = Import::of(&[]);
    fs::remove_dir(fresh.plans()).unwrap();
    fresh.run_of(&[&import.plans()], &[]);
    for name in ["plans.ndjson", "inputs.ndjson", "failures.ndjson", "links.ndjson", "findings.ndjson"] {
        assert!(
            fs::read(import.out().join(name)).unwrap() == fs::read(fresh.out().join(name)).unwrap(),
            "{name}"
        );
    }
    common::same(&after, &common::files(&fresh.out().join("plans")));
}

#[test]
fn a_renamed_file_is_not_parsed_again() {
    let import = Import::of(&[A]);
    import.run(&[]);
    fs::rename(import.plans().join(A), import.plans().join("z.txt")).unwrap();
    assert_eq!(import.run(&[]), "1 new, 1 removed");
    let plans = common::plans(&import.out());
    assert_eq!((plans.len(), plans[0].source.path.as_str()), (1, "z.txt"));
    assert_eq!(changes(&import.out()), [format!("removed {A}"), "added z.txt".to_owned()]);
}

#[test]
fn a_copy_that_comes_later_is_named_in_the_record() {
    let import = Import::of(&[A]);
    import.run(&[]);
    fs::copy(import.plans().join(A), import.plans().join("a-copy.txt")).unwrap();
    assert_eq!(import.run(&[]), "1 new, 1 unchanged");
    let plans = common::plans(&import.out());
    assert_eq!((plans.len(), plans[0].source.path.as_str()), (1, "a-copy.txt"));
    assert_eq!(plans[0].source.same_bytes, [A]);
    // The record stands under another path now, so both lines have changed.
    assert_eq!(changes(&import.out()), ["added a-copy.txt".to_owned(), format!("changed {A}")]);
}

#[test]
fn imports_of_different_folders_add_up() {
    let import = Import::of(&[A]);
    let other = Import::of(&[C]);
    import.run(&[]);
    assert_eq!(import.run_of(&[&other.plans()], &[]), "1 new");
    assert_eq!(common::plans(&import.out()).len(), 2);
    // A folder that shows nothing any more may be a disk that is not there.
    fs::remove_file(other.plans().join(C)).unwrap();
    assert_eq!(import.run_of(&[&other.plans(), &import.plans()], &[]), "1 unchanged");
    assert_eq!(common::plans(&import.out()).len(), 2);
    assert_eq!(import.run_of(&[&other.plans(), &import.plans()], &["--prune"]), "1 unchanged, 1 removed");
    assert_eq!(common::plans(&import.out()).len(), 1);
    assert_eq!(common::files(&import.out().join("plans")).len(), 1);
}

#[test]
fn a_path_that_is_gone_takes_its_records_only_when_told() {
    let import = Import::of(&[A]);
    let other = Import::of(&[C]);
    import.run_of(&[&import.plans(), &other.plans()], &[]);
    fs::remove_dir_all(other.plans()).unwrap();
    let (plans, gone, out) = (import.plans(), other.plans(), import.out());
    let refused =
        kehoach(&["ingest", plans.to_str().unwrap(), gone.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("--prune"), "{refused:?}");
    // What lies under other PATHs stays, even so.
    assert_eq!(import.run_of(&[&plans], &["--prune"]), "1 unchanged");
    assert_eq!(common::plans(&out).len(), 2);
    assert_eq!(import.run_of(&[&gone], &["--prune"]), "1 removed");
    assert_eq!(common::plans(&out).len(), 1);
}

#[test]
fn an_output_file_that_was_touched_is_written_again() {
    let import = Import::of(&[A, B]);
    import.run(&[]);
    let whole = common::files(&import.out().join("plans"));
    let plans = fs::read(import.out().join("plans.ndjson")).unwrap();
    fs::write(import.out().join("plans.ndjson"), "edited").unwrap();
    fs::remove_file(import.out().join("plans").join(&whole[0].0)).unwrap();
    assert_eq!(import.run(&[]), "2 unchanged");
    assert!(fs::read(import.out().join("plans.ndjson")).unwrap() == plans);
    common::same(&common::files(&import.out().join("plans")), &whole);
}

#[test]
fn what_a_user_put_beside_the_records_stays() {
    let import = Import::of(&[A, B]);
    import.run(&[]);
    let mine = import.out().join("plans/mine.txt");
    fs::write(&mine, "x").unwrap();
    fs::remove_file(import.plans().join(B)).unwrap();
    import.run(&[]);
    assert!(mine.exists());
}

#[test]
fn failures_are_tried_again_when_asked() {
    let import = Import::of(&[A]);
    fs::write(import.plans().join("bad.txt"), "#kehoach-drill panic").unwrap();
    assert_eq!(import.run(&["--drill"]), "2 new");
    assert_eq!(import.run(&["--drill"]), "2 unchanged");
    assert_eq!(import.run(&["--drill", "--retry-failed"]), "1 read again, 1 unchanged");
    let bad =
        |import: &Import| inputs(&import.out()).into_iter().find(|line| line.path == "bad.txt").unwrap();
    assert_eq!(serde_json::to_value(bad(&import).outcome).unwrap(), "failed");
    // Without the drill the file is a text like any other.
    assert_eq!(import.run(&["--retry-failed"]), "1 read again, 1 unchanged");
    assert_eq!(serde_json::to_value(bad(&import).outcome).unwrap(), "skipped");
    assert_eq!(changes(&import.out()), ["changed bad.txt"]);
}

#[test]
fn force_reads_everything_again_and_changes_nothing() {
    let import = Import::of(&[A, B]);
    import.run(&[]);
    let before = common::files(&import.out().join("plans"));
    let record = import.out().join("plans").join(&before[0].0);
    fs::write(record, vec![b'x'; before[0].1.len()]).unwrap();
    assert_eq!(import.run(&["--force"]), "2 read again");
    common::same(&common::files(&import.out().join("plans")), &before);
    assert!(changes(&import.out()).is_empty());
}

#[test]
fn a_dry_run_writes_nothing() {
    let import = Import::of(&[A]);
    assert_eq!(import.run(&["--dry-run"]), "1 new");
    assert!(!import.out().exists());
    import.run(&[]);
    let before = common::outputs(&import.out());
    fs::copy(root().join("corpus/plans").join(C), import.plans().join(C)).unwrap();
    fs::write(import.plans().join(A), "Ghi chú").unwrap();
    assert_eq!(import.run(&["--dry-run"]), "1 new, 1 changed");
    common::same(&common::outputs(&import.out()), &before);
    assert_eq!(import.run(&[]), "1 new, 1 changed");
}

#[test]
fn both_modes_and_any_number_of_threads_write_the_same_bytes() {
    let import = Import::of(&[]);
    fs::remove_dir(import.plans()).unwrap();
    let plans = root().join("corpus/plans");
    let mut first = None;
    for more in [&["--in-process"][..], &["--threads", "1"], &["--threads", "3"]] {
        let _ = fs::remove_dir_all(import.out());
        import.run_of(&[&plans], more);
        let written = common::outputs(&import.out());
        common::same(first.get_or_insert_with(|| written.clone()), &written);
    }
}
