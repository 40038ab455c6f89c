//! One file for each habit of producers, as a text in `fixtures/pdf/`; beside each, in `snapshots/`, what it must yield.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::format_collect,
    reason = "a test that cannot go on fails, and need not be fast"
)]

mod common;

use std::fs;
use std::path::Path;

use common::{file, yielded};
use kehoach_document::Block;
use kehoach_pdf::{Limits, read};

/// Files that are not read as their snapshots want.
const NOT_YET: &[&str] = &["paint_over_lines"];

/// Compares the files that are wanted with their snapshots; each is read twice, to the same end.
fn check(is_wanted: impl Fn(&str) -> bool) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pdf");
    let mut names: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    names.sort();
    assert!(names.len() > 40);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder.join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for path in names {
            let name = path.file_stem().unwrap().to_str().unwrap();
            if !is_wanted(name) {
                continue;
            }
            let bytes = file(&fs::read_to_string(&path).unwrap());
            let first = read(&bytes, &Limits::default());
            assert_eq!(first, read(&bytes, &Limits::default()), "{name}");
            insta::assert_snapshot!(name, yielded(&first));
        }
    });
}

#[test]
fn every_habit_yields_what_its_snapshot_says() {
    check(|name| !NOT_YET.contains(&name));
}

#[test]
#[ignore = "the reader gives something else: see NOT_YET"]
fn habits_that_are_not_read_rightly_yet() {
    check(|name| NOT_YET.contains(&name));
}

/// The table below, ruled in a style.
fn ruled(style: &str) -> String {
    let text = format!(
        "--- page
¶ KẾ HOẠCH
table {style} 60 100 300 420
| TT | Nhiệm vụ | Chủ trì |
| 1 | Tập huấn kỹ năng số / cho cán bộ xã | Văn phòng |
| 2 | Phủ sóng 5G | Phòng Kinh tế |
| 3 |  | Văn phòng |
¶ Nơi nhận: các thôn"
    );
    yielded(&read(&file(&text), &Limits::default()))
}

/// However a program draws lines, they are the same lines.
#[test]
fn every_style_of_ruling_gives_the_same_table() {
    let wanted = "¶ KẾ HOẠCH
table, head 1
  | TT | Nhiệm vụ | Chủ trì |
  | 1 | Tập huấn kỹ năng số cho cán bộ xã | Văn phòng |
  | 2 | Phủ sóng 5G | Phòng Kinh tế |
  | 3 |  | Văn phòng |
¶ Nơi nhận: các thôn
";
    let styles = [
        "strokes", "dashes", "fills", "word", "rects", "closed", "frames", "edges", "gaps", "double", "dots",
        "pens", "shaded", "papered", "inner",
    ];
    let wrong: Vec<String> = styles
        .into_iter()
        .map(|style| (style, ruled(style)))
        .filter(|(_, yielded)| yielded != wanted)
        .map(|(style, yielded)| format!("{style}:\n{yielded}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Tables without lines, or with lines across only, are told from the places of their words, and say so.
#[test]
#[ignore = "small tables without any line read as two columns of text"]
fn tables_that_are_not_ruled_are_inferred() {
    for style in ["across", "none"] {
        let yielded = ruled(style);
        assert!(yielded.contains("table, head 1, inferred"), "{style}:\n{yielded}");
    }
}

/// A place is a box on the page as it is shown, from its upper left corner, whatever turns the page.
#[test]
fn places_are_boxes_on_the_shown_page() {
    let first = |text: &str| {
        let document = read(&file(text), &Limits::default()).unwrap();
        let Some(Block::Paragraph(paragraph)) = document.blocks.first() else { panic!("no paragraph") };
        serde_json::to_string(&paragraph.passage.at()).unwrap()
    };
    // Eight letters of 5 points, their baseline 62 points below the upper edge.
    let upright = r#"[{"page":1,"bbox":[60.0,54.5,97.5,64.2]}]"#;
    assert_eq!(first("--- page\n@ 60 780 KẾ HOẠCH"), upright);
    // The crop box begins 50 points further right and 42 further down.
    let cropped = r#"[{"page":1,"bbox":[10.0,12.5,47.5,22.2]}]"#;
    assert_eq!(first("--- page /CropBox [50 400 545 800]\n@ 60 780 KẾ HOẠCH"), cropped);
    // Turned a quarter clockwise, the page is 842 wide and 595 high.
    assert_eq!(first("--- page /Rotate 90\nq 0 1 -1 0 595 0 cm\n@ 60 533 KẾ HOẠCH\nQ"), upright);
    // Text that reads upwards on an upright page.
    let upwards = r#"[{"page":1,"bbox":[54.5,744.5,64.2,782.0]}]"#;
    assert_eq!(first("--- page\nBT /F 10 Tf 0 1 -1 0 62 60 Tm «KẾ HOẠCH» Tj ET"), upwards);
}

/// A page as people see it, for `kehoach read --debug-svg`.
#[test]
fn a_page_is_drawn() {
    let bytes = file("--- page\ntable strokes 60 100 300\n| TT | <Nhiệm vụ> & |\n| 1 | Tập huấn |");
    let svg = kehoach_pdf::draw(&bytes, 1, &Limits::default()).unwrap().unwrap();
    for layer in ["images", "shades", "cells", "rulings", "lines", "glyphs", "text"] {
        assert!(svg.contains(&format!("<g id=\"{layer}\"")), "{layer}");
    }
    assert!(svg.contains(">&lt;</text>") && svg.contains(">&amp;</text>"));
    assert_eq!(svg.matches("<g ").count(), svg.matches("</g>").count());
    assert_eq!(kehoach_pdf::draw(&bytes, 2, &Limits::default()), Ok(None));
    assert_eq!(kehoach_pdf::draw(&bytes, 0, &Limits::default()), Ok(None));
}

/// Damage that readers mend: the same document as from the whole file.
#[test]
fn mended_files() {
    let whole = file(
        &fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pdf/plan.txt"))
            .unwrap(),
    );
    let wanted = read(&whole, &Limits::default()).unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let replaced = |from: &str, to: &str| {
        let at = whole.windows(from.len()).position(|window| window == from.as_bytes()).expect(from);
        let mut bytes = whole.clone();
        bytes.splice(at..at + from.len(), to.bytes());
        bytes
    };
    let xref = whole.windows(5).position(|window| window == b"xref\n").unwrap();
    let cases: [(&str, Vec<u8>); 6] = [
        ("junk in front", [b"HTTP/1.1 200 OK\r\n\r\n".as_slice(), &whole].concat()),
        ("junk behind", [&whole, b"\0\0\0<!-- cached -->\n".as_slice()].concat()),
        ("startxref points nowhere", replaced("startxref\n", "startxref\n9")),
        ("no table and no trailer", whole[..xref].to_vec()),
        ("places in the table are wrong", replaced("0000000015 00000 n", "0000000999 00000 n")),
        ("a stream says a wrong length", replaced("/Length 1", "/Length 9")),
    ];
    let mut wrong = Vec::new();
    for (name, bytes) in cases {
        match read(&bytes, &Limits::default()) {
            Ok(document) if document == wanted => {}
            other => wrong.push(format!("{name}: {}", yielded(&other))),
        }
    }
    assert!(wrong.is_empty(), "{}\n{:.300}", wrong.join("\n"), text(&whole));
}
