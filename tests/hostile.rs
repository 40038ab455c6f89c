//! Files that attack: each has a typed outcome, in little time and memory, and stops nothing.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use kehoach_model::{InputLine, Outcome};

/// What the issue allows one file: with room for a debug build on a busy machine (release: 2 s).
const SECONDS: u64 = 5;
/// Address space of the whole process, kibibytes.
const MEMORY_KIB: u64 = 500_000;

fn attack(name: &str, bytes: &[u8]) -> InputLine {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(name);
    let out = dir.path().join("out");
    fs::write(&file, bytes).unwrap();
    let start = Instant::now();
    // The shell sets the limit, so that running out of memory kills the program and fails the test.
    let status = Command::new("sh")
        .arg("-c")
        .arg(format!("ulimit -v {MEMORY_KIB}; exec \"$0\" ingest \"$1\" --out \"$2\" --threads 1"))
        .args([env!("CARGO_BIN_EXE_kehoach").as_ref(), file.as_os_str(), out.as_os_str()])
        .output()
        .unwrap();
    assert!(matches!(status.status.code(), Some(0 | 3)), "{name}: {status:?}");
    assert!(start.elapsed() < Duration::from_secs(SECONDS), "{name}: {:?}", start.elapsed());
    let lines = fs::read_to_string(out.join("inputs.ndjson")).unwrap();
    serde_json::from_str(lines.trim()).unwrap()
}

#[track_caller]
fn check(name: &str, bytes: &[u8], outcome: Outcome, reason: &str) {
    let line = attack(name, bytes);
    assert_eq!(line.outcome, outcome, "{name}: {line:?}");
    assert!(line.reason.clone().unwrap_or_default().contains(reason), "{name}: {line:?}");
}

#[test]
fn a_line_of_fifty_megabytes() {
    check("line.txt", &vec![b'a'; 50 << 20], Outcome::Rejected, "split it");
    check("line4.txt", &vec![b'a'; 5 << 20], Outcome::Rejected, "line 1");
    check("line3.txt", "chữ ".repeat(600_000).as_bytes(), Outcome::Skipped, "no official document");
}

#[test]
fn ten_million_pipes() {
    check("pipes.txt", &vec![b'|'; 10_000_000], Outcome::Rejected, "line 1");
    check("pipelines.txt", "|\n".repeat(10_000_000).as_bytes(), Outcome::Rejected, "split");
    let rows = "||||||||||||||||||||\n".repeat(480_000);
    check("piperows.txt", rows.as_bytes(), Outcome::Rejected, "cells");
    check(
        "pipecells.txt",
        "|\nx |\ny |\n".repeat(160_000).as_bytes(),
        Outcome::Skipped,
        "no official document",
    );
    check(
        "wide.txt",
        format!("{}\n", "|a".repeat(100_000)).as_bytes(),
        Outcome::Skipped,
        "no official document",
    );
}

#[test]
fn bytes_that_are_no_text() {
    check("nul.txt", b"K\xe1\xba\xbf ho\0ch", Outcome::Rejected, "byte 7");
    check("bad.txt", &b"\xff\xfe\xfd\xc0 x\n".repeat(1000)[3..], Outcome::Rejected, "not UTF-8");
    check("empty.txt", b"", Outcome::Skipped, "empty");
    check("blank.txt", " \n\t\r\n".repeat(1000).as_bytes(), Outcome::Skipped, "empty");
}

/// What the decoders and the normaliser could be made to look at again and again.
#[test]
fn text_that_plays_with_encodings() {
    for (name, text) in [
        ("signs.txt", "«".repeat(300_000)),
        ("lone.txt", "« a ".repeat(200_000)),
        ("misread.txt", "aÃ aÃ ".repeat(100_000)),
        ("look-alikes.txt", format!("{}b", "а".repeat(400_000))),
        ("capitals.txt", "Së ".repeat(200_000)),
        ("converted.txt", "ồồồồồồồ cĩ thơng ".repeat(30_000)),
        ("marks.txt", format!("a{}", "\u{301}".repeat(400_000))),
        ("escapes.txt", "&amp;".repeat(200_000)),
        ("short lines.txt", "Sè\n".repeat(200_000)),
    ] {
        check(name, text.as_bytes(), Outcome::Skipped, "no official document");
    }
}

#[test]
fn tables_of_heads_only() {
    let heads = "TT\tNhiệm vụ\tChủ trì\tThời gian\n".repeat(100_000);
    check("heads.tsv", heads.as_bytes(), Outcome::Skipped, "no official document");
    let apart = "TT\tNhiệm vụ\tChủ trì\tThời gian\n\n\n\n\n\n".repeat(30_000);
    check("apart.tsv", apart.as_bytes(), Outcome::Skipped, "no official document");
    let flattened = "TT Nhiệm vụ\nCơ quan chủ trì\nPHỤ LỤC 1\n".repeat(60_000);
    check("flat.txt", flattened.as_bytes(), Outcome::Skipped, "no official document");
}

#[test]
fn numbering_without_end() {
    let deep =
        (1..40_000).fold(String::from("KẾ HOẠCH\nx\n"), |text, n| text + &format!("{n}.{n}.{n}. Mục\n"));
    check("deep.txt", deep.as_bytes(), Outcome::Skipped, "no official document");
    let citations = "theo Kế hoạch số 1/KH-UBND về thực hiện ".repeat(40_000);
    check("cites.txt", citations.as_bytes(), Outcome::Skipped, "no official document");
    let letterhead = "UBND TỈNH HỒNG LAM\nSố: 1/KH-UBND\nKẾ HOẠCH\nTiêu đề\nThực hiện ";
    let line = attack("cites2.txt", format!("{letterhead}{citations}").as_bytes());
    assert_eq!(line.ids.len(), 1, "{line:?}");
}
