//! Files that attack: each has a typed outcome, in little time and memory, and stops nothing.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
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

/// A PDF with these objects behind its catalog (1), page tree (2), page (3) and font (4); object 5 is the page's content.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let resources = "<</Font <</F 4 0 R>> /XObject <</X 6 0 R>>>>";
    let page = format!(
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources {resources}>>"
    );
    let first = [
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec(),
        page.into_bytes(),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>".to_vec(),
    ];
    file(first.iter().chain(objects))
}

/// A PDF with these objects, whose first is the catalog.
fn file<'a>(objects: impl Iterator<Item = &'a Vec<u8>>) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = String::from("0000000000 65535 f \n");
    for (object, number) in objects.zip(1..) {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let (at, count) = (file.len(), table.lines().count());
    file.extend(format!("xref\n0 {count}\n{table}trailer\n<</Size {count} /Root 1 0 R>>\n").bytes());
    file.extend(format!("startxref\n{at}\n%%EOF\n").bytes());
    file
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<</Length {}{entries}>> stream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

fn packed(data: &[u8]) -> Vec<u8> {
    let mut writer = ZlibEncoder::new(Vec::new(), Compression::best());
    writer.write_all(data).unwrap();
    writer.finish().unwrap()
}

fn content(text: &str) -> Vec<u8> {
    pdf(&[stream("", text.as_bytes())])
}

#[test]
fn pdf_that_unpacks_without_end() {
    let once = packed(&vec![b' '; 200 << 20]);
    let flate = " /Filter /FlateDecode";
    check("bomb.pdf", &pdf(&[stream(flate, &once)]), Outcome::Rejected, "unpacks to more than");
    let twice = pdf(&[stream(" /Filter [/FlateDecode /FlateDecode]", &packed(&once))]);
    check("twice.pdf", &twice, Outcome::Rejected, "unpacks to more than");
    // Each is small enough, all together are not.
    let many = vec![stream(flate, &packed(&vec![b' '; 64 << 20])); 12];
    check("many.pdf", &pdf(&many), Outcome::Rejected, "unpacks to more than");
    let objects = stream(&format!("{flate} /Type /ObjStm /N 1 /First 4"), &once);
    check("objects.pdf", &pdf(&[stream("", b"BT ET"), objects]), Outcome::Rejected, "unpacks to more than");
}

#[test]
fn pdf_that_goes_round_in_circles() {
    let form = " /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources <</XObject <</X 6 0 R>>>>";
    let own = pdf(&[stream("", b"/X Do"), stream(form, b"/X Do /X Do")]);
    check("form.pdf", &own, Outcome::Skipped, "empty pages");
    let tree = b"<</Type /Catalog /Pages 2 0 R>>".to_vec();
    let kids = b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R>>".to_vec();
    check("pages.pdf", &file([tree, kids].iter()), Outcome::Rejected, "no page can be found");
    let length = b"<</Length 5 0 R>> stream\nBT ET\nendstream".to_vec();
    check("length.pdf", &pdf(&[length]), Outcome::Skipped, "empty pages");
    let reference = b"5 0 R".to_vec();
    check("reference.pdf", &pdf(&[reference]), Outcome::Skipped, "empty pages");
}

#[test]
fn pdf_that_nests_without_end() {
    let deep = |open: &str, close: &str| open.repeat(200_000) + &close.repeat(200_000);
    for (name, text) in [
        ("arrays.pdf", deep("[", "]") + " TJ"),
        ("dictionaries.pdf", format!("/P {} BDC", deep("<</A ", ">>"))),
        ("states.pdf", deep("q ", "Q ")),
        ("open states.pdf", "q ".repeat(400_000)),
        ("marks.pdf", deep("/P BMC ", "EMC ")),
        ("clips.pdf", "0 0 9 9 re W n ".repeat(200_000)),
    ] {
        check(name, content(&text).as_slice(), Outcome::Skipped, "empty pages");
    }
    // A string: all of it is shown.
    let brackets = content(&format!("BT /F 9 Tf {} Tj ET", deep("(", ")")));
    check("brackets.pdf", &brackets, Outcome::Rejected, "letters");
    let arrays = deep("[", "]").into_bytes();
    check("object.pdf", &pdf(&[stream("", b"BT ET"), arrays]), Outcome::Skipped, "empty pages");
}

#[test]
fn pdf_that_draws_too_much() {
    let letters = format!("BT /F 1 Tf 1 0 0 1 9 9 Tm {} ET", "(aaaaaaaaaa) Tj ".repeat(30_000));
    check("letters.pdf", &content(&letters), Outcome::Rejected, "letters");
    let mut places = String::from("BT /F 1 Tf ");
    for n in 0..60_000 {
        write!(places, "1 0 0 1 {} {} Tm (a) Tj ", n % 589, n / 589 * 8).unwrap();
    }
    check("places.pdf", &content(&(places + "ET")), Outcome::Skipped, "no official document");
    let lines = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let across = |n: usize| format!("0 {0}.{1:03} m 595 {0}.{1:03} l S ", n % 842, n / 842);
    let down = |n: usize| format!("{0}.{1:03} 0 m {0}.{1:03} 842 l S ", n % 595, n / 595);
    let grid = lines(20_000, &across) + &lines(20_000, &down);
    check("grid.pdf", &content(&grid), Outcome::Skipped, "");
    let squares = |n: usize| format!("{} {} 2 2 re f ", n % 198 * 3, n / 198 * 3);
    check("squares.pdf", &content(&lines(55_000, &squares)), Outcome::Skipped, "");
}

#[test]
fn pdf_in_pieces() {
    let whole = pdf(&[stream("", b"BT /F 9 Tf 1 0 0 1 60 700 Tm (Hello) Tj ET")]);
    check("header.pdf", b"%PDF-1.7\n", Outcome::Rejected, "damaged or cut short");
    check("noise.pdf", &[b"%PDF-1.7\n".to_vec(), vec![0xa5; 100_000]].concat(), Outcome::Rejected, "damaged");
    check("cut.pdf", &whole[..200], Outcome::Rejected, "damaged or cut short");
    check("tail.pdf", &whole[..whole.len() - 100], Outcome::Skipped, "no official document");
    check("words.pdf", "%PDF-1.7\nobj stream ".repeat(200_000).as_bytes(), Outcome::Rejected, "damaged");
}
