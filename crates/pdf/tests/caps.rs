//! Every cap stops a read with its own words, and files made to be slow, deep or large come to an end.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::format_collect,
    reason = "a test that cannot go on fails, and need not be fast"
)]

#[allow(dead_code, reason = "what documents look like is for the other tests")]
mod common;

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

use common::{File, file, yielded};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use kehoach_document::Document;
use kehoach_pdf::{Limits, ReadError, read};

/// A file of a few hundred kilobytes that takes longer is read in more than linear time; tests run unoptimised, beside
/// others.
const LONGEST: Duration = Duration::from_secs(20);

/// Reads a file to its end, whatever it is; what is read loses no letter.
#[track_caller]
fn ends(bytes: &[u8]) -> Result<Document, ReadError> {
    ends_with(bytes, &Limits::default())
}

#[track_caller]
fn ends_with(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let start = Instant::now();
    let read = read(bytes, limits);
    let gone = start.elapsed();
    assert!(gone < LONGEST, "{gone:?} for {} bytes", bytes.len());
    if let Ok(document) = &read {
        assert_eq!(document.letters, document.letters_placed());
    }
    read
}

#[track_caller]
fn check(bytes: &[u8], limits: &Limits, is_wanted: impl Fn(&ReadError) -> bool) {
    match ends_with(bytes, limits) {
        Err(error) => assert!(is_wanted(&error), "{error}"),
        Ok(document) => panic!("{} blocks", document.blocks.len()),
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut writer = ZlibEncoder::new(Vec::new(), Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// A page whose content is a stream with its own dictionary, beside other objects from number 6 on.
fn with_stream(entries: &str, data: &[u8], more: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut file = File::default();
    let catalog = file.add("<</Type /Catalog /Pages 2 0 R>>");
    file.add("<</Type /Pages /Kids [3 0 R] /Count 1>>");
    file.add("<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</A 5 0 R>> /XObject <</X 6 0 R>> /Pattern <</P 6 0 R>>>>>>");
    file.stream(entries, data);
    file.add("<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>");
    for (entries, data) in more {
        file.stream(entries, data);
    }
    file.bytes(catalog)
}

/// A page with its content as it stands.
fn page(content: &str) -> Vec<u8> {
    with_stream("", content.as_bytes(), &[])
}

#[test]
fn caps_have_their_words() {
    let plan =
        file("--- page\n¶ KẾ HOẠCH\n--- page\ntable strokes 60 100 300\n| TT | Nhiệm vụ |\n| 1 | Tập huấn |");
    let limits = Limits::default;
    check(&plan, &Limits { bytes: 1_000, ..limits() }, |error| {
        matches!(error, ReadError::TooLarge { limit: 1_000, .. })
    });
    check(&plan, &Limits { pages: 1, ..limits() }, |error| {
        matches!(error, ReadError::TooManyPages { count: 2, limit: 1 })
    });
    check(&plan, &Limits { page_glyphs: 9, ..limits() }, |error| {
        matches!(error, ReadError::TooManyGlyphs { page: 2, limit: 9 })
    });
    check(&plan, &Limits { cells: 3, ..limits() }, |error| {
        matches!(error, ReadError::TooManyCells { limit: 3 })
    });
    let content = packed(&b"BT ET ".repeat(1_000));
    let small = Limits { stream_bytes: 5_000, ..limits() };
    check(&with_stream("/Filter /FlateDecode", &content, &[]), &small, |error| {
        matches!(error, ReadError::Bomb { limit: 5_000 })
    });
    let small = Limits { total_bytes: 10_000, ..limits() };
    let more = [("/Filter /FlateDecode", content.clone())];
    check(&with_stream("/Filter /FlateDecode", &content, &more), &small, |error| {
        matches!(error, ReadError::Bomb { limit: 10_000 })
    });
}

/// Ways to say that a stream unpacks to 128 MiB of blanks, and its bytes.
fn bombs() -> Vec<(&'static str, Vec<u8>)> {
    let blanks = vec![b' '; 128 << 20];
    let once = packed(&blanks);
    let twice = packed(&once);
    assert!(twice.len() < 2_000, "{}", twice.len());
    let thrice = packed(&twice);
    let hex: Vec<u8> = once.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect();
    let padded = format!("/Filter /FlateDecode /Note ({})", "a".repeat(4_000));
    vec![
        ("plainly", with_stream("/Filter /FlateDecode", &once, &[])),
        ("in an array", with_stream("/Filter [/FlateDecode]", &once, &[])),
        ("with an escape in its name", with_stream("/Filter/Flate#44ecode", &once, &[])),
        ("with an escape at its front", with_stream("/Filter/#46lateDecode", &once, &[])),
        ("behind a comment", with_stream("/Filter %\n/FlateDecode", &once, &[])),
        ("far in front of the stream", with_stream(&padded, &once, &[])),
        ("in an object of its own", with_filter("/FlateDecode", &once)),
        ("as if it were a picture", with_stream("/Subtype /Image /Filter /FlateDecode", &once, &[])),
        ("twice", with_stream("/Filter [/FlateDecode /FlateDecode]", &twice, &[])),
        ("three times", with_stream("/Filter [/FlateDecode /FlateDecode /FlateDecode]", &thrice, &[])),
        ("in figures", with_stream("/Filter [/ASCIIHexDecode /FlateDecode]", &hex, &[])),
    ]
}

/// The filter of the page's content stands in an object of its own.
fn with_filter(filter: &str, data: &[u8]) -> Vec<u8> {
    let mut file = File::default();
    let catalog = file.add("<</Type /Catalog /Pages 2 0 R>>");
    file.add("<</Type /Pages /Kids [3 0 R] /Count 1>>");
    file.add("<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R>>");
    file.stream("/Filter 5 0 R", data);
    file.add(filter);
    file.bytes(catalog)
}

/// Ways that the budget does not see.
const UNSEEN: &[&str] = &[
    "with an escape at its front",
    "far in front of the stream",
    "in an object of its own",
    "as if it were a picture",
    "three times",
    "in figures",
];

fn unrefused(is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let refused = |read: &Result<Document, ReadError>| matches!(read, Err(ReadError::Bomb { .. }));
    let bombs = bombs().into_iter().filter(|(name, _)| is_wanted(name));
    bombs
        .map(|(name, bytes)| (name, ends(&bytes)))
        .filter(|(_, read)| !refused(read))
        .map(|(name, read)| format!("{name}: {}", yielded(&read)))
        .collect()
}

#[test]
fn bombs_are_refused() {
    assert_eq!(unrefused(|name| !UNSEEN.contains(&name)), [] as [&str; 0]);
}

#[test]
fn bombs_in_unusual_clothes() {
    assert_eq!(unrefused(|name| UNSEEN.contains(&name)), [] as [&str; 0]);
}

/// Many streams that are each small enough.
#[test]
fn many_small_bombs() {
    let part = packed(&vec![b' '; 40 << 20]);
    let more: Vec<(&str, Vec<u8>)> = (0..12).map(|_| ("/Filter /FlateDecode", part.clone())).collect();
    check(&with_stream("/Filter /FlateDecode", &part, &more), &Limits::default(), |error| {
        matches!(error, ReadError::Bomb { .. })
    });
}

/// One stream, drawn by every page.
#[test]
fn one_stream_on_many_pages() {
    let mut file = File::default();
    let catalog = file.add("<</Type /Catalog /Pages 2 0 R>>");
    let kids: String = (0..1_000).map(|page| format!("{} 0 R ", page + 5)).collect();
    file.add(format!("<</Type /Pages /Kids [{kids}] /Count 1000>>"));
    file.add("<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>");
    let content = packed("BT /A 10 Tf 60 700 Td (Ke hoach so 1) Tj ET ".repeat(200).as_bytes());
    file.stream("/Filter /FlateDecode", &content);
    for _ in 0..1_000 {
        file.add("<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</A 3 0 R>>>>>>");
    }
    let _ = ends(&file.bytes(catalog));
}

#[test]
fn forms_that_draw_themselves() {
    let own = b"BT /A 10 Tf 60 700 Td (Ke hoach) Tj ET /X Do /X Do".to_vec();
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources <</Font <</A 5 0 R>> /XObject <</X 6 0 R>>>>";
    let _ = ends(&with_stream("", b"/X Do", &[(form, own)]));
    // Two that draw each other.
    let other = |number: usize| {
        format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources <</Font <</A 5 0 R>> /XObject <</X {number} 0 R>>>>"
        )
    };
    let own = b"BT /A 10 Tf 60 700 Td (Ke hoach) Tj ET /X Do".to_vec();
    let _ = ends(&with_stream("", b"/X Do", &[(&other(7), own.clone()), (&other(6), own)]));
}

/// Each form draws the next one twice: a million letters out of twenty forms.
#[test]
fn forms_that_double() {
    let mut forms = Vec::new();
    for number in 7..=26 {
        forms.push((
            format!("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources <</Font <</A 5 0 R>> /XObject <</X {number} 0 R>>>>"),
            b"/X Do /X Do".to_vec(),
        ));
    }
    let last = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources <</Font <</A 5 0 R>>>>";
    forms.push((last.to_owned(), b"BT /A 10 Tf 60 700 Td (a) Tj ET".to_vec()));
    let more: Vec<(&str, Vec<u8>)> =
        forms.iter().map(|(entries, data)| (entries.as_str(), data.clone())).collect();
    let _ = ends(&with_stream("", b"/X Do", &more));
}

#[test]
fn nested_without_end() {
    const DEPTH: usize = 200_000;
    let _ = ends(&page(&format!("{}{} TJ", "[".repeat(DEPTH), "]".repeat(DEPTH))));
    let _ = ends(&page(&"[".repeat(DEPTH)));
    let _ = ends(&page(&"<<".repeat(DEPTH)));
    let _ = ends(&page(&format!("/P {} BDC", "<</A ".repeat(DEPTH))));
    let _ = ends(&page(&"q ".repeat(DEPTH)));
    let _ = ends(&page(&"Q ".repeat(DEPTH)));
    let _ = ends(&page(&"BT ".repeat(DEPTH)));
    let _ = ends(&page(&"/P BMC ".repeat(DEPTH)));
    let _ = ends(&page(&"(".repeat(DEPTH)));
    let _ = ends(&page(&"0 0 600 900 re W n ".repeat(DEPTH)));
    // In the file's own objects.
    let mut file = File::default();
    let catalog = file.add("<</Type /Catalog /Pages 2 0 R>>");
    file.add("<</Type /Pages /Kids [3 0 R] /Count 1>>");
    file.add(format!("<</Type /Page /Parent 2 0 R /MediaBox {}{}>>", "[".repeat(DEPTH), "]".repeat(DEPTH)));
    let _ = ends(&file.bytes(catalog));
}

/// A tree of pages that is its own child, or deep.
#[test]
fn page_trees() {
    let tree = |kids: &str| {
        let mut file = File::default();
        let catalog = file.add("<</Type /Catalog /Pages 2 0 R>>");
        file.add(format!("<</Type /Pages /Kids [{kids}] /Count 1>>"));
        file.add("<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>>");
        file.bytes(catalog)
    };
    let _ = ends(&tree("2 0 R"));
    let _ = ends(&tree("2 0 R 3 0 R 2 0 R"));
    let _ = ends(&tree(&"3 0 R ".repeat(100_000)));
    let _ = ends(&tree("99 0 R"));
    let mut deep = File::default();
    let catalog = deep.add("<</Type /Catalog /Pages 2 0 R>>");
    for number in 3..20_000 {
        deep.add(format!("<</Type /Pages /Kids [{number} 0 R] /Count 1>>"));
    }
    deep.add("<</Type /Page /MediaBox [0 0 595 842]>>");
    let _ = ends(&deep.bytes(catalog));
}

#[test]
fn lines_without_end() {
    // A hundred thousand of them, at random, in a fine grid, all at one place.
    let mut dice = 1_u32;
    let mut random = |most: u32| {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (dice >> 8) % most
    };
    let mut content = String::from("0.5 w ");
    for _ in 0..50_000 {
        let (x, y, length) = (random(595), random(842), random(300));
        let _ = writeln!(content, "{x} {y} m {} {y} l S {y} {x} m {y} {} l S", x + length, x + length);
    }
    let text = "BT /A 10 Tf 60 700 Td (Ke hoach so 1) Tj ET ";
    let _ = ends(&page(&format!("{text}{content}")));
    let grid: String = (0..4_000)
        .map(|at| {
            let at = f64::from(at) / 8.0;
            format!("0 {at} m 595 {at} l S {at} 0 m {at} 842 l S\n")
        })
        .collect();
    let _ = ends(&page(&format!("{text}0.1 w {grid}")));
    let _ = ends(&page(&format!("{text}{}", "0 100 m 595 100 l S 100 0 m 100 842 l S\n".repeat(50_000))));
    // Dots, each of which could be a piece of either axis.
    let dots: String = (0..100_000).map(|at| format!("{} {} 1 1 re f\n", at % 595, at / 595 * 3)).collect();
    let _ = ends(&page(&format!("{text}{dots}")));
    // Stairs: every line crosses the next one.
    let stairs: String = (0..20_000)
        .map(|at| format!("{at} {at} m {} {at} l S {at} {at} m {at} {} l S\n", at + 9, at + 9))
        .collect();
    let _ = ends(&page(&format!("{text}0.05 0 0 0.05 0 0 cm {stairs}")));
}

/// White paint over lines, dark paint under text.
#[test]
fn paint_without_end() {
    let lines = "0 100 m 595 100 l S 100 0 m 100 842 l S\n".repeat(5_000);
    let paint = "10 10 500 800 re f\n".repeat(5_000);
    let _ = ends(&page(&format!("1 g {lines}{paint}BT /A 10 Tf 60 700 Td (Ke hoach so 1) Tj ET")));
    let shades: String = (0..20_000).map(|at| format!("{} {} 9 9 re f\n", at % 580, at % 830)).collect();
    let text = "BT /A 10 Tf 60 700 Td (Ke hoach so 1 cua xa) Tj ET ".repeat(1_000);
    let _ = ends(&page(&format!("0.8 g {shades} 1 g {text}")));
}

#[test]
fn letters_without_end() {
    let line =
        "BT /A 10 Tf 60 700 Td (Ke hoach so 1 cua xa, Ke hoach so 2 cua xa, Ke hoach so 3 cua xa) Tj ET\n";
    // A hundred thousand letters at one place, in one line, in a heap.
    let _ = ends(&page(&line.repeat(1_500)));
    let _ = ends(&page(&format!("BT /A 1 Tf 0.01 Tz 0 700 Td ({}) Tj ET", "a b ".repeat(25_000))));
    let heap: String = (0..100_000)
        .map(|at| format!("BT /A 5 Tf {} {} Td (a) Tj ET\n", at * 7 % 595, at * 13 % 842))
        .collect();
    let _ = ends(&page(&heap));
    let marks: String =
        (0..20_000).map(|at| format!("BT /A 10 Tf 60 {} Td (a b) Tj ET\n", f64::from(at) / 25.0)).collect();
    let _ = ends(&page(&marks));
    check(&page(&format!("BT /A 10 Tf ({}) Tj ET", "a".repeat(300_000))), &Limits::default(), |error| {
        matches!(error, ReadError::TooManyGlyphs { page: 1, limit: 200_000 })
    });
}

#[test]
fn numbers_out_of_all_bounds() {
    for number in ["1e38", "-99999999999999999999", "0.0000000000001", "9999999999", "NaN", "--5", "."] {
        let _ = ends(&page(&format!("BT /A {number} Tf {number} {number} Td (Ke hoach) Tj ET")));
        let _ = ends(&page(&format!("BT /A 10 Tf {number} 0 0 {number} 60 700 Tm (Ke hoach so 1) Tj ET")));
        let _ = ends(&page(&format!(
            "{number} w {number} 10 m 500 {number} l S 0 0 {number} {number} re f BT /A 10 Tf 60 700 Td (a) Tj ET"
        )));
        let _ = ends(&page(&format!(
            "{number} 0 0 {number} 0 0 cm BT /A 10 Tf 60 700 Td (Ke hoach so 1) Tj ET 0 0 m 9 0 l S"
        )));
        let text = "BT /F 10 Tf 60 700 Td «Kế hoạch» Tj ET";
        let _ = ends(&file(&format!("--- page /MediaBox [0 0 {number} {number}] /Rotate {number}\n{text}")));
        let _ = ends(&file(&format!("--- page /UserUnit {number} /CropBox [{number} 0 {number} 9]\n{text}")));
    }
}

/// Numbers that no float holds put letters nowhere: a place is a box of numbers, and the document equals itself.
#[test]
fn places_are_numbers() {
    let huge = "6".repeat(120);
    let mut wrong = Vec::new();
    for content in [
        format!("{huge} Tc (nam) Tj"),
        format!("{huge} Tw (n a m) Tj"),
        format!("{huge} Tz (nam) Tj"),
        format!("{huge} TL (nam) ' (sau) '"),
        format!("{huge} Ts (nam) Tj"),
        format!("/A {huge} Tf (nam) Tj"),
        format!("{huge} 0 Td (nam) Tj"),
        format!("{huge} 0 0 10 60 700 Tm (nam) Tj"),
        format!("[(n) {huge} (am)] TJ"),
    ] {
        let read = ends(&page(&format!("BT /A 10 Tf 60 780 Td (KE HOACH) Tj {content} ET")));
        let Ok(document) = read else { continue };
        let blocks = format!("{:?}", document.blocks) + &format!("{:?}", document.furniture);
        if blocks.contains("NaN") || blocks.contains("inf") {
            wrong.push(content.replace(&huge, "6…6"));
        }
    }
    assert_eq!(wrong, [] as [&str; 0]);
}

/// A letter as wide as a street: what is found between columns has no room of its own for every point of it.
#[test]
fn letters_as_wide_as_a_street() {
    for far in ["3000000", "300000000", "3000000000000000000000"] {
        let rows: String = (0..8)
            .map(|row| {
                let y = 780 - row * 14;
                format!("BT /A 10 Tf 60 {y} Td (TT) Tj 40 0 Td (Nhiem vu) Tj 90 0 Td {far} Tz (mmm) Tj 100 Tz ET\n")
            })
            .collect();
        let _ = ends(&page(&rows));
    }
}

#[test]
fn no_file_at_all() {
    for bytes in [
        &b""[..],
        b"%PDF-",
        b"%PDF-1.7\n%%EOF",
        b"%PDF-1.7\ntrailer <</Root 1 0 R>>",
        b"PK\x03\x04",
        b"stream",
    ] {
        assert_eq!(yielded(&ends(bytes)), format!("error: {}\n", ReadError::Damaged));
    }
    let plan = file("--- page\n¶ KẾ HOẠCH");
    // Cut anywhere: something typed.
    for end in (0..plan.len()).step_by(211) {
        let _ = ends(&plan[..end]);
    }
    // A byte changed anywhere.
    for at in (0..plan.len()).step_by(97) {
        let mut bytes = plan.clone();
        bytes[at] ^= 0x15;
        let _ = ends(&bytes);
    }
}
