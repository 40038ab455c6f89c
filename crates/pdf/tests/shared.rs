//! PDF files that stand beside a checkout in `../shared`: the same plans from several producers, odd encodings, hostile
//! files. Nothing of them stands in this project.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use kehoach_document::{Block, Document};
use kehoach_model::{Plan, Rule, Source};
use kehoach_pdf::{Limits, ReadError, read};

/// A file or folder of `../shared`, or a plain word that it is not there.
#[expect(clippy::print_stderr, reason = "the one thing that a test without its data has to say")]
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if !path.exists() {
        eprintln!("not checked: ../shared/{name} is not there");
        return None;
    }
    Some(path)
}

fn bytes(name: &str) -> Option<Vec<u8>> {
    Some(fs::read(shared(&format!("pdf/{name}.pdf"))?).unwrap())
}

fn document(name: &str) -> Option<Document> {
    Some(read(&bytes(name)?, &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}")))
}

/// Paragraphs and rows, each a line.
fn lines(document: &Document) -> Vec<String> {
    let mut out = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => out.push(paragraph.passage.normal().to_owned()),
            Block::Table(table) => out.extend(table.rows.iter().map(|row| {
                let cells = row.iter().map(|slot| slot.as_ref().map_or("·", |cell| cell.normal()));
                cells.collect::<Vec<_>>().join(" | ")
            })),
        }
    }
    out
}

/// What stands in one list and not in the other.
fn differences(got: &[String], wanted: &[String]) -> Vec<String> {
    let only = |of: &[String], than: &[String], sign: &str| {
        of.iter().filter(|line| !than.contains(line)).map(|line| format!("{sign} {line}")).collect::<Vec<_>>()
    };
    let mut out = only(wanted, got, "-");
    out.extend(only(got, wanted, "+"));
    if out.is_empty() && got != wanted {
        out.push("another order".to_owned());
    }
    out
}

/// Files that wrap, turn, encrypt or damage a plain one read as that one does.
#[test]
fn files_that_wrap_another_one_read_the_same() {
    let mut wrong = Vec::new();
    for (name, plain) in [
        ("sp_rot90", "lo_d000"),
        ("sp_formx", "lo_d000"),
        ("sp_enc_aes128", "lo_d000"),
        ("sp_badxref", "lo_d000"),
        ("sp_trunc_tail", "lo_d000"),
        ("wd_d000", "lo_d000"),
        ("wd_d003", "lo_d003"),
        ("wd_body", "lo_body"),
    ] {
        let (Some(got), Some(wanted)) = (document(name), document(plain)) else { continue };
        let differences = differences(&lines(&got), &lines(&wanted));
        if !differences.is_empty() {
            wrong.push(format!("{name} and {plain}:\n  {}", differences.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Two producers wrap lines at other places: the words are the same.
#[test]
#[ignore = "\"dựng/\" over \"ứng\" is not one word; \"2030;\" alone on a line is taken for the number of a page, and a number \
            above the letterhead for a line of its left column"]
fn producers_give_the_same_words() {
    let words = |document: &Document| {
        lines(document).join(" ").split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let mut wrong = Vec::new();
    for (name, plain) in [("ch_d000", "lo_d000"), ("ch_body", "lo_body"), ("lofb_body", "lo_body")] {
        let (Some(got), Some(wanted)) = (document(name), document(plain)) else { continue };
        let (mut got, mut wanted) = (words(&got), words(&wanted));
        got.sort();
        wanted.sort();
        let differences = differences(&got, &wanted);
        if !differences.is_empty() {
            wrong.push(format!("{name} and {plain}: {}", differences.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn quote_operators_and_a_name_of_two_fonts() {
    if let Some(document) = document("sp_quoteops") {
        assert!(document.warnings.is_empty() && lines(&document).len() > 3, "{:?}", lines(&document));
    }
    if let Some(document) = document("sp_fontclash") {
        let text = lines(&document).join("\n");
        assert!(text.contains("Kế hoạch trong biểu mẫu"), "{text}");
    }
}

fn plans(path: &Path, read: fn(&[u8]) -> Document) -> Vec<Plan> {
    let bytes = fs::read(path).unwrap();
    let document = read(&bytes);
    let source = Source {
        path: path.file_name().unwrap().to_str().unwrap().to_owned(),
        same_bytes: Vec::new(),
        part: None,
        format: document.format,
        sha256: "0".repeat(64),
        bytes: 0,
        pages: document.pages,
        text: document.text,
        tools: Vec::new(),
    };
    kehoach_plan::recognise(&document, &source).unwrap()
}

fn of_pdf(bytes: &[u8]) -> Document {
    read(bytes, &Limits::default()).unwrap()
}

fn of_docx(bytes: &[u8]) -> Document {
    kehoach_docx::read(bytes, &kehoach_docx::Limits::default()).unwrap()
}

fn of_html(bytes: &[u8]) -> Document {
    kehoach_html::read(bytes, &kehoach_html::Limits::default()).unwrap()
}

/// The number, date and signer that a signing program put into annotations; what a hidden field says is not shown.
#[test]
fn a_stamped_number_and_date() {
    let Some(document) = document("sp_stamp") else { return };
    let lines = lines(&document);
    for wanted in ["Số: 1174/KH-UBND", "Nghệ An, ngày 31 tháng 12 năm 2025"] {
        assert!(lines.iter().any(|line| line == wanted), "{wanted}: {lines:#?}");
    }
    let furniture: Vec<&str> = document.furniture.iter().map(|piece| piece.passage.normal()).collect();
    assert!(furniture.iter().any(|line| line.starts_with("Người ký:")), "{furniture:?}");
    assert!(
        document.warnings.iter().any(|finding| finding.message.en.contains("Stamped")),
        "{:?}",
        document.warnings
    );
}

/// Its letters have no characters: none is passed off as text.
#[test]
fn letters_without_characters_are_told() {
    let Some(bytes) = bytes("sp_notouni_wd") else { return };
    match read(&bytes, &Limits::default()) {
        Err(error) => {
            assert!(matches!(error, ReadError::NoCharacters | ReadError::Garbled { .. }), "{error}");
        }
        Ok(document) => {
            let told = document.warnings.iter().any(|finding| {
                matches!(finding.rule, Rule::MissingGlyphs | Rule::GarbledText | Rule::RepairedText)
            });
            assert!(told, "{:?}", document.warnings);
        }
    }
}

#[test]
fn a_scan_is_told() {
    let Some(bytes) = bytes("scan_d001_200") else { return };
    assert!(matches!(read(&bytes, &Limits::default()), Err(ReadError::Scan { .. })));
}

#[test]
fn hostile_files_end_soon() {
    for name in ["sp_bomb", "sp_selfform"] {
        let Some(bytes) = bytes(name) else { continue };
        let start = Instant::now();
        let read = read(&bytes, &Limits::default());
        assert!(start.elapsed() < Duration::from_secs(10), "{name}: {:?}", start.elapsed());
        if name == "sp_bomb" {
            assert!(matches!(read, Err(ReadError::Bomb { .. })), "{name}");
        }
    }
}

/// One plan from a PDF, a Word file and a page: the same rows.
#[test]
fn one_plan_in_three_formats_has_the_same_rows() {
    let Some(folder) = shared("renders/pdf") else { return };
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    let mut compared = 0;
    for path in files {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let rows = |plans: &[Plan]| plans.iter().flat_map(rows).collect::<Vec<_>>();
        let got = rows(&plans(&path, of_pdf));
        for (kind, read) in [("docx", of_docx as fn(&[u8]) -> Document), ("html", of_html)] {
            let Some(other) = shared(&format!("renders/{kind}/{name}.{kind}")) else { continue };
            let wanted = rows(&plans(&other, read));
            compared += wanted.len();
            let differences = differences(&got, &wanted);
            if !differences.is_empty() {
                wrong.push(format!("{name}: PDF (+) and {kind} (-):\n  {}", differences.join("\n  ")));
            }
        }
    }
    assert!(compared > 100, "{compared} rows");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Indicators and tasks without their places: the cells as a person reads them, then all that was made of them.
fn rows(plan: &Plan) -> Vec<String> {
    let indicators =
        plan.indicators.iter().map(|row| (row.row.cells.join(" | "), serde_json::to_value(row).unwrap()));
    let tasks = plan.tasks.iter().map(|row| (row.row.cells.join(" | "), serde_json::to_value(row).unwrap()));
    indicators.chain(tasks).map(|(cells, row)| format!("{cells} {}", bare(row))).collect()
}

fn bare(mut value: serde_json::Value) -> String {
    fn strip(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(map) => {
                map.retain(|key, _| !["at", "findings", "id", "row"].contains(&key.as_str()));
                map.values_mut().for_each(strip);
            }
            serde_json::Value::Array(list) => list.iter_mut().for_each(strip),
            _ => {}
        }
    }
    strip(&mut value);
    value.to_string()
}

#[test]
fn every_file_ends_and_loses_no_letter() {
    for folder in ["pdf", "renders/pdf"] {
        let Some(folder) = shared(folder) else { continue };
        let mut files: Vec<PathBuf> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| path.extension().is_some_and(|kind| kind == "pdf"));
        files.sort();
        for path in files {
            let bytes = fs::read(&path).unwrap();
            let first = read(&bytes, &Limits::default());
            if let Ok(document) = &first {
                assert_eq!(document.letters, document.letters_placed(), "{}", path.display());
            }
            assert_eq!(first, read(&bytes, &Limits::default()), "{}", path.display());
        }
    }
}
