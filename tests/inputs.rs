//! What an import takes as inputs: folders, patterns, lists, archives, odd names, odd files.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Command, Stdio};

use common::{inputs, kehoach, root};
use kehoach_model::Outcome;

const PLAN: &str = "hong-lam-2215.tsv.txt";

fn plan() -> Vec<u8> {
    fs::read(root().join("corpus/plans").join(PLAN)).unwrap()
}

/// A plan of its own number: not the bytes of another.
fn plan_of(number: u32) -> Vec<u8> {
    String::from_utf8(plan()).unwrap().replace("2215/KH-UBND", &format!("{number}/KH-UBND")).into_bytes()
}

/// Writes files and returns their folder.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

/// The inputs of an import, "path outcome".
fn outcomes(out: &Path) -> Vec<String> {
    let line = |line: kehoach_model::InputLine| {
        format!("{} {}", line.path, serde_json::to_value(line.outcome).unwrap().as_str().unwrap())
    };
    inputs(out).into_iter().map(line).collect()
}

fn ingest(paths: &[&str], more: &[&str]) -> (tempfile::TempDir, std::process::Output) {
    let out = tempfile::tempdir().unwrap();
    let mut arguments = vec!["ingest"];
    arguments.extend(paths);
    arguments.extend(["--out", out.path().to_str().unwrap()]);
    arguments.extend(more);
    let output = kehoach(&arguments);
    (out, output)
}

#[test]
fn patterns_and_exclusions_choose() {
    let dir = folder(&[
        ("a/1.txt", &plan_of(1)),
        ("a/2.md", &plan_of(2)),
        ("b/3.txt", &plan_of(3)),
        ("nháp/4.txt", &plan_of(4)),
    ]);
    let path = dir.path().to_str().unwrap();
    let (out, _) = ingest(&[&format!("{path}/**/*.txt")], &["--exclude", "nháp/"]);
    assert_eq!(outcomes(out.path()), ["a/1.txt done_with_findings", "b/3.txt done_with_findings"]);
    let (out, _) = ingest(&[path], &["--exclude", "a/*.txt", "--exclude", "4.*"]);
    assert_eq!(outcomes(out.path()), ["a/2.md done_with_findings", "b/3.txt done_with_findings"]);
    let (_, output) = ingest(&[&format!("{path}/**/*.pdf")], &[]);
    assert_eq!(output.status.code(), Some(2));
    let (_, output) = ingest(&[&format!("{path}/[.txt")], &[]);
    assert!(common::said(&output).contains("is no pattern"), "{output:?}");
}

#[test]
fn a_list_on_standard_input_names_the_inputs() {
    let dir = folder(&[("a/1.txt", &plan_of(1)), ("b/2.txt", &plan_of(2))]);
    let out = dir.path().join("out");
    let mut child = Command::new(env!("CARGO_BIN_EXE_kehoach"))
        .args(["ingest", "-", "--out", out.to_str().unwrap()])
        .current_dir(dir.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let whole = dir.path().join("b/2.txt");
    let list = format!("a/1.txt\n{}\nmissing.txt\n", whole.display());
    child.stdin.take().unwrap().write_all(list.as_bytes()).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(3));
    let whole = format!("{} done_with_findings", whole.display());
    let mut expected = vec![whole.as_str(), "a/1.txt done_with_findings", "missing.txt failed"];
    expected.sort_unstable();
    assert_eq!(outcomes(&out), expected);
}

#[test]
fn a_file_under_two_paths_is_one_input() {
    let dir = folder(&[("a/1.txt", &plan_of(1)), ("2.txt", &plan_of(2))]);
    let (path, inner) = (dir.path().to_str().unwrap(), dir.path().join("a"));
    for paths in [[path, inner.to_str().unwrap()], [inner.to_str().unwrap(), path]] {
        let (out, _) = ingest(&paths, &[]);
        assert_eq!(outcomes(out.path()), ["2.txt done_with_findings", "a/1.txt done_with_findings"]);
    }
}

#[test]
fn names_that_are_no_text_stay_apart() {
    let dir = folder(&[]);
    for (name, number) in [(&b"k\xe1.txt"[..], 1), (b"k\xe2.txt", 2), ("kế\nhoạch.txt".as_bytes(), 3)] {
        fs::write(dir.path().join(OsStr::from_bytes(name)), plan_of(number)).unwrap();
    }
    let (out, output) = ingest(&[dir.path().to_str().unwrap()], &[]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        outcomes(out.path()),
        [
            "k\\xE1.txt done_with_findings",
            "k\\xE2.txt done_with_findings",
            "kế\nhoạch.txt done_with_findings"
        ]
    );
    assert_eq!(common::plans(out.path())[0].source.path, "k\\xE1.txt");
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let dir = folder(&[("1.txt", &plan_of(1))]);
    let pipe = dir.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    std::os::unix::fs::symlink(&pipe, dir.path().join("to-pipe")).unwrap();
    std::os::unix::fs::symlink(dir.path(), dir.path().join("loop")).unwrap();
    let (out, _) = ingest(&[dir.path().to_str().unwrap()], &[]);
    assert_eq!(outcomes(out.path()), ["1.txt done_with_findings", "pipe skipped", "to-pipe skipped"]);
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar_gz(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast()));
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, *bytes).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap()
}

#[test]
fn files_in_archives_are_inputs() {
    let many: Vec<(String, Vec<u8>)> = (10..60).map(|n| (format!("xã/{n}.txt"), plan_of(n))).collect();
    let mut files: Vec<(&str, &[u8])> =
        many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let (note, one) = ("Ghi chú".as_bytes(), plan_of(1));
    files.push(("note.txt", note));
    let dir = folder(&[
        ("2026.zip", &zip(&files)),
        ("2025.tgz", &tar_gz(&[])),
        ("2024.tar.gz", &tar_gz(&[("1.txt", &one), ("10.txt", &plan_of(10))])),
    ]);
    let path = dir.path().to_str().unwrap();
    let (out, output) = ingest(&[path], &[]);
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    let seen = outcomes(out.path());
    assert_eq!(seen.len(), 50 + 1 + 1 + 2);
    assert_eq!(
        seen[..3],
        [
            "2024.tar.gz/1.txt done_with_findings",
            "2024.tar.gz/10.txt done_with_findings",
            "2025.tgz rejected"
        ]
    );
    assert!(seen.contains(&"2026.zip/note.txt skipped".to_owned()));
    let plans = common::plans(out.path());
    assert_eq!(plans.len(), 51);
    assert_eq!(plans[1].source.same_bytes, ["2026.zip/xã/10.txt"]);

    // What would be done is told by the member too.
    let dry = kehoach(&["ingest", path, "--out", out.path().to_str().unwrap(), "--dry-run"]);
    assert!(common::said(&dry).contains(": 56 unchanged"), "{dry:?}");
    // An archive that has not changed is not unpacked again; one that has loses what it no longer holds.
    let again = kehoach(&["ingest", path, "--out", out.path().to_str().unwrap()]);
    assert!(common::said(&again).contains("this run: 54 unchanged"), "{again:?}");
    fs::write(dir.path().join("2026.zip"), zip(&files[..10])).unwrap();
    let changed = kehoach(&["ingest", path, "--out", out.path().to_str().unwrap()]);
    assert!(common::said(&changed).contains("this run: 13 unchanged, 41 removed"), "{changed:?}");
    assert_eq!(outcomes(out.path()).len(), 10 + 1 + 2);
    // As an import of its own.
    let (fresh, _) = ingest(&[path], &["--in-process"]);
    for name in ["plans.ndjson", "inputs.ndjson", "links.ndjson", "findings.ndjson"] {
        assert!(
            fs::read(out.path().join(name)).unwrap() == fs::read(fresh.path().join(name)).unwrap(),
            "{name}"
        );
    }
}

#[test]
fn an_archive_with_trouble_is_told_and_its_whole_part_kept() {
    let (one, two) = (plan_of(1), plan_of(2));
    let whole = tar_gz(&[("1.txt", &one), ("2.txt", &two)]);
    let dir = folder(&[
        ("cut.tgz", &whole[..whole.len() - 400]),
        ("in.zip", &zip(&[("1.txt", &one), ("deep.zip", &zip(&[("2.txt", &two)]))])),
        ("plan.docx", &zip(&[("[Content_Types].xml", b"<Types/>")])),
    ]);
    let (out, output) = ingest(&[dir.path().to_str().unwrap()], &[]);
    assert_eq!(output.status.code(), Some(3));
    let lines = inputs(out.path());
    let reason = |path: &str| {
        let line = lines.iter().find(|line| line.path == path).unwrap_or_else(|| panic!("{path}: {lines:?}"));
        (line.outcome, line.reason.clone().unwrap_or_default())
    };
    assert_eq!(reason("cut.tgz/1.txt").0, Outcome::DoneWithFindings);
    assert_eq!(reason("in.zip/1.txt").0, Outcome::Done);
    let (outcome, said) = reason("in.zip/deep.zip");
    assert!(outcome == Outcome::Rejected && said.contains("unpack it first"), "{said}");
    let (outcome, said) = reason("plan.docx");
    assert!(outcome == Outcome::Rejected && said.contains("no word/document.xml"), "{said}");
    assert!(lines.iter().any(|line| line.path.starts_with("cut.tgz")
        && line.outcome == Outcome::Rejected
        && line.reason.as_deref().is_some_and(|reason| reason.contains("damaged after member"))));
}

#[test]
fn no_member_is_lost_without_a_line() {
    let mut tar = tar::Builder::new(Vec::new());
    let mut add = |kind, name: &str, link: Option<&str>, bytes: &[u8]| {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        match link {
            Some(link) => tar.append_link(&mut header, name, link).unwrap(),
            None => tar.append_data(&mut header, name, bytes).unwrap(),
        }
    };
    add(tar::EntryType::Regular, "a.txt", None, &plan_of(1));
    add(tar::EntryType::Regular, "a.txt", None, &plan_of(2));
    add(tar::EntryType::Link, "b.txt", Some("a.txt"), b"");
    add(tar::EntryType::Symlink, "c.txt", Some("/etc/passwd"), b"");
    add(tar::EntryType::Continuous, "d.txt", None, &plan_of(3));
    add(tar::EntryType::Fifo, "e", None, b"");
    add(tar::EntryType::Directory, "f/", None, b"");
    let whole = tar.into_inner().unwrap();
    // The last member is cut in the middle.
    let cut = [tar_of("1.txt", &plan_of(4)), tar_of("2.txt", &plan_of(5))].concat();
    let twice = zip(&[("a.txt", &plan_of(6)), ("b.txt", &plan_of(7))]);
    let twice: Vec<u8> = replaced(&twice, b"b.txt", b"a.txt");
    let dir = folder(&[("all.tar", &whole), ("cut.tar", &cut[..cut.len() - 4_000]), ("twice.zip", &twice)]);
    let (out, _) = ingest(&[dir.path().to_str().unwrap()], &[]);
    let seen = outcomes(out.path());
    let expected = [
        "all.tar/a.txt done_with_findings",
        "all.tar/a.txt done_with_findings",
        "all.tar/b.txt skipped",
        "all.tar/c.txt skipped",
        "all.tar/d.txt done_with_findings",
        "all.tar/e skipped",
        "cut.tar/1.txt done_with_findings",
        "cut.tar/2.txt rejected",
        "twice.zip rejected",
        "twice.zip/a.txt done_with_findings",
    ];
    assert_eq!(seen.iter().filter(|line| *line != "cut.tar rejected").collect::<Vec<_>>(), expected);
    let lines = inputs(out.path());
    let twice = lines.iter().find(|line| line.path == "twice.zip").unwrap();
    assert!(
        twice.reason.as_deref().unwrap().contains("1 files of the archive have the name of another"),
        "{twice:?}"
    );
}

/// A TAR of one file, without the end mark.
fn tar_of(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o644);
    tar.append_data(&mut header, name, bytes).unwrap();
    let mut whole = tar.into_inner().unwrap();
    whole.truncate(whole.len() - 1024);
    whole
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + from.len()].copy_from_slice(to);
        }
    }
    bytes
}

/// The same bytes at the top and in another archive: each has its own line, whoever is read first.
#[test]
fn an_archive_is_one_wherever_it_stands() {
    let inner = tar_gz(&[("1.txt", &plan_of(1)), ("2.txt", &plan_of(2))]);
    let dir = folder(&[("m.tar.gz", &inner), ("a.zip", &zip(&[("in.tar.gz", &inner)]))]);
    for threads in ["1", "2"] {
        let (out, _) = ingest(&[dir.path().to_str().unwrap()], &["--threads", threads]);
        let expected = [
            "a.zip/in.tar.gz rejected",
            "m.tar.gz/1.txt done_with_findings",
            "m.tar.gz/2.txt done_with_findings",
        ];
        assert_eq!(outcomes(out.path()), expected);
    }
}

#[test]
fn exclusion_reaches_into_archives_and_is_taken_back() {
    let files: &[(&str, &[u8])] =
        &[("1.txt", &plan_of(1)), ("2.bak", &plan_of(2)), ("nháp/3.txt", &plan_of(3))];
    let dir = folder(&[("a.zip", &zip(files))]);
    let path = dir.path().to_str().unwrap();
    let (out, _) = ingest(&[path], &["--exclude", "*.bak", "--exclude", "nháp"]);
    assert_eq!(outcomes(out.path()), ["a.zip/1.txt done_with_findings"]);
    kehoach(&["ingest", path, "--out", out.path().to_str().unwrap()]);
    assert_eq!(
        outcomes(out.path()),
        [
            "a.zip/1.txt done_with_findings",
            "a.zip/2.bak done_with_findings",
            "a.zip/nháp/3.txt done_with_findings"
        ]
    );
    kehoach(&["ingest", path, "--out", out.path().to_str().unwrap(), "--exclude", "a.zip/*.txt"]);
    assert_eq!(
        outcomes(out.path()),
        ["a.zip/2.bak done_with_findings", "a.zip/nháp/3.txt done_with_findings"]
    );
}

/// Found by a batch of hostile files: the name of a record's file grew with the number.
#[test]
fn a_number_of_any_length_stops_nothing() {
    let text = String::from_utf8(plan()).unwrap();
    let long = text.replace("2215/KH-UBND", &format!("2215/KH-{}", "UBND".repeat(100)));
    let issuer = text.replace("ỦY BAN NHÂN DÂN", &format!("ỦY BAN {}DÂN", "NHÂN ".repeat(200)));
    let dir = folder(&[("1.txt", &plan_of(1)), ("2.txt", long.as_bytes()), ("3.txt", issuer.as_bytes())]);
    let (out, output) = ingest(&[dir.path().to_str().unwrap()], &[]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(inputs(out.path()).len(), 3);
}
