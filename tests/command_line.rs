//! Streams, exit codes and messages of the built binary.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use common::{kehoach, root};

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_newcomer_is_told_what_to_do() {
    let help = kehoach(&["--help"]);
    assert!(help.status.success());
    for word in ["ingest", "parse", "read", "schema", "Exit codes", "kehoach ingest plans/ --out out/"] {
        assert!(text(&help.stdout).contains(word), "{word}");
    }
    assert!(text(&kehoach(&["--version"]).stdout).starts_with("kehoach 0."));
    assert_eq!(kehoach(&[]).status.code(), Some(2));
}

#[test]
fn results_go_to_stdout_and_the_rest_to_stderr() {
    let plan = root().join("corpus/plans/hong-lam-2215.tsv.txt");
    let output = kehoach(&["parse", plan.to_str().unwrap()]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["header"]["number"], "2215/KH-UBND");
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn standard_input_is_a_file_too() {
    let plan = fs::read(root().join("corpus/plans/hong-lam-2215.tsv.txt")).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_kehoach"))
        .args(["parse", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&plan).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(text(&output.stdout).contains("\"path\": \"-\""));
}

#[test]
fn exit_codes_say_how_it_went() {
    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &[u8]| {
        let path = dir.path().join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let out = dir.path().join("out").to_str().unwrap().to_owned();
    let note = file("note.txt", "Ghi chú cuộc họp".as_bytes());
    let pdf = file("plan.pdf", b"%PDF-1.7 ...");
    assert_eq!(kehoach(&["ingest", &note, "--out", &out]).status.code(), Some(0));
    let mixed = kehoach(&["ingest", &note, &pdf, "--out", &out]);
    assert_eq!(mixed.status.code(), Some(3));
    assert!(
        text(&mixed.stderr).contains(
            "1 rejected:\n  1 × the PDF is damaged or cut short: no page can be found; fetch it again\n      plan.pdf\n"
        ),
        "{}",
        text(&mixed.stderr)
    );
    assert_eq!(kehoach(&["ingest", "/no/such/path", "--out", &out]).status.code(), Some(2));
    let missing = kehoach(&["parse", "/no/such/file"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("/no/such/file: cannot read the file"));
    assert_eq!(kehoach(&["parse", &note]).status.code(), Some(2));
}

#[test]
fn every_input_has_exactly_one_line() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "").unwrap();
    fs::write(dir.path().join("b.bin"), [0u8; 100]).unwrap();
    fs::copy(root().join("corpus/plans/hong-lam-2215.tsv.txt"), dir.path().join("c.txt")).unwrap();
    std::os::unix::fs::symlink("/nowhere", dir.path().join("d.txt")).unwrap();
    std::os::unix::fs::symlink(dir.path(), dir.path().join("loop")).unwrap();
    let (out, code) = common::ingest(dir.path(), &[]);
    assert_eq!(code, 3);
    let lines = fs::read_to_string(out.path().join("inputs.ndjson")).unwrap();
    let outcomes: Vec<String> = lines
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            format!("{} {}", line["path"].as_str().unwrap(), line["outcome"].as_str().unwrap())
        })
        .collect();
    assert_eq!(outcomes, ["a.txt skipped", "b.bin rejected", "c.txt done_with_findings", "d.txt failed"]);
    assert_eq!(fs::read_to_string(out.path().join("failures.ndjson")).unwrap().lines().count(), 2);
}

#[test]
fn files_with_the_same_bytes_are_one_record() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["b.txt", "a.txt", "c/a.txt"] {
        fs::create_dir_all(dir.path().join("c")).unwrap();
        fs::copy(root().join("corpus/plans/hong-lam-2215.tsv.txt"), dir.path().join(name)).unwrap();
    }
    let (out, _) = common::ingest(dir.path(), &[]);
    let plans = common::plans(out.path());
    assert_eq!(plans.len(), 1);
    assert_eq!(
        (plans[0].source.path.as_str(), plans[0].source.same_bytes.as_slice()),
        ("a.txt", &["b.txt".to_owned(), "c/a.txt".to_owned()][..])
    );
    let lines = fs::read_to_string(out.path().join("inputs.ndjson")).unwrap();
    assert_eq!(lines.matches(&plans[0].id).count(), 3);
}

#[test]
fn the_output_may_not_be_the_input() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "x").unwrap();
    let path = dir.path().to_str().unwrap();
    assert_eq!(kehoach(&["ingest", path, "--out", path]).status.code(), Some(2));
}

#[test]
fn somebody_else_s_folder_is_not_emptied() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("plans")).unwrap();
    fs::write(dir.path().join("plans/mine.txt"), "x").unwrap();
    let plan = root().join("corpus/plans/hong-lam-2215.tsv.txt");
    let output = kehoach(&["ingest", plan.to_str().unwrap(), "--out", dir.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(dir.path().join("plans/mine.txt").exists());
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let plan = root().join("corpus/plans/hong-lam-2215.tsv.txt");
    let program = env!("CARGO_BIN_EXE_kehoach");
    let output = Command::new("sh")
        .args([
            "-c",
            "\"$0\" parse \"$1\" | head -c 10; exit ${PIPESTATUS:-0}",
            program,
            plan.to_str().unwrap(),
        ])
        .output()
        .unwrap();
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn pages_are_drawn_for_people() {
    let plan = root().join("corpus/plans/hong-lam-2215.writer.pdf");
    let draw =
        |file: &std::path::Path, page: &str| kehoach(&["read", file.to_str().unwrap(), "--debug-svg", page]);
    // Its table stands on several pages; a page without one has no cells.
    let pages: Vec<String> = (1..=20)
        .map(|page| draw(&plan, &page.to_string()))
        .take_while(|drawn| drawn.status.success())
        .map(|drawn| text(&drawn.stdout).to_owned())
        .collect();
    assert!((2..20).contains(&pages.len()), "{}", pages.len());
    for page in &pages {
        assert!(page.starts_with("<svg ") && page.ends_with("</svg>\n"));
        for layer in ["images", "shades", "cells", "rulings", "lines", "glyphs", "text"] {
            assert_eq!(page.matches(&format!("<g id=\"{layer}\"")).count(), 1, "{layer}");
        }
    }
    let cells = |page: &String| {
        let layer = page.split("<g id=\"cells\"").nth(1).unwrap();
        layer.split("</g>").next().unwrap().matches("<rect ").count()
    };
    let counts: Vec<usize> = pages.iter().map(cells).collect();
    assert!(counts.contains(&0) && counts.iter().any(|count| *count > 20), "{counts:?}");
    for (page, reason) in [("99", "has no page 99"), ("0", "has no page 0")] {
        let drawn = draw(&plan, page);
        assert_eq!((drawn.status.code(), text(&drawn.stdout)), (Some(2), ""));
        assert!(text(&drawn.stderr).contains(reason), "{}", text(&drawn.stderr));
    }
    let drawn = draw(&root().join("corpus/plans/hong-lam-2215.docx"), "1");
    assert_eq!(drawn.status.code(), Some(2));
    assert!(
        text(&drawn.stderr).contains("no PDF: only pages of a PDF can be drawn"),
        "{}",
        text(&drawn.stderr)
    );
}

#[test]
fn schemas_are_printed_by_name() {
    let list = kehoach(&["schema"]);
    assert!(text(&list.stdout).contains("plan") && text(&list.stdout).contains("document"));
    let schema: serde_json::Value = serde_json::from_slice(&kehoach(&["schema", "plan"]).stdout).unwrap();
    assert_eq!(schema["title"], "Plan");
    assert_eq!(kehoach(&["schema", "nothing"]).status.code(), Some(2));
}

/// One line of each kind of damage, in Unicode and in a legacy charset.
const DAMAGED: &str = "KÕ ho¹ch chuyÓn ®æi sè n¨m 2026 cña tØnh\n\nKe\u{302}\u{301} hoạch  số 507/KH- UBND\n\
    Văn phòng HĐND-\nUBND xã; KH&amp;CN\nTiáº¿ng Viá»‡t\nQúy I, (Al, Big Data)\n";

fn text_command(flags: &[&str], bytes: &[u8]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("text.txt");
    fs::write(&file, bytes).unwrap();
    let mut arguments = vec!["text", file.to_str().unwrap(), "--lang", "en"];
    arguments.extend(flags);
    let output = kehoach(&arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout).to_owned()
}

#[test]
fn text_is_normalised_line_by_line() {
    let normal = "Kế hoạch chuyển đổi số năm 2026 của tỉnh\n\nKế hoạch số 507/KH-UBND\n\
        Văn phòng HĐND-UBND xã; KH&CN\nTiếng Việt\nQúy I, (Al, Big Data)\n";
    assert_eq!(text_command(&[], DAMAGED.as_bytes()), normal);
    assert_eq!(text_command(&["--normalise"], normal.as_bytes()), normal);
    let legacy = b"C\xe9ng ho\xb5 x\xb7 h\xe9i ch\xf1 ngh\xdca Vi\xd6t Nam";
    assert_eq!(text_command(&[], legacy), "Cộng hoà xã hội chủ nghĩa Việt Nam\n");
    let utf16: Vec<u8> = "\u{feff}Kế hoạch".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(text_command(&[], &utf16), "Kế hoạch\n");
}

#[test]
fn encodings_of_a_text_are_told() {
    insta::assert_snapshot!(text_command(&["--detect"], DAMAGED.as_bytes()), @r"
    UTF-8, 7 lines
    line 1               TCVN3  (8 marked words, 100 % syllables)
    line 6               UTF-8 read as another encoding  (2 marked words, 100 % syllables)
    all other lines      Unicode with loose marks
    ");
    insta::assert_snapshot!(text_command(&["--detect"], b"C\xe9ng ho\xb5 x\xb7 h\xe9i ch\xf1 ngh\xdca Vi\xd6t Nam"), @r"
    no UTF-8 (bytes seen as windows-1252), 1 line
    line 1               TCVN3  (7 marked words, 100 % syllables)
    ");
    insta::assert_snapshot!(text_command(&["--detect"], "Kế hoạch".as_bytes()), @r"
    UTF-8, 1 line
    all of it            Unicode
    ");
}

#[test]
fn changes_of_a_text_are_explained() {
    insta::assert_snapshot!(text_command(&["--explain"], DAMAGED.as_bytes()), @r"
    1:1      TCVN3: “KÕ ho¹ch chuyÓn ®æi sè n¨m 2026 cña tØnh” → “Kế hoạch chuyển đổi số năm 2026 của tỉnh”
    3:1      loose marks: “Ke◌̂◌́” → “Kế”
    3:11     blanks: “  ” → “ ”
    3:16     blank inside a symbol: “507/KH- UBND” → “507/KH-UBND”
    4:11     hyphen at a line end: “HĐND-⏎UBND” → “HĐND-UBND”
    5:10     HTML escape: “KH&amp;CN” → “KH&CN”
    6:1      misread UTF-8: “Tiáº¿ng Viá»‡t” → “Tiếng Việt”
    7:1      left, doubtful: “Qúy” (the tone is misplaced: “Quý”)
    7:9      left, doubtful: “Al” (may be “AI”?)
    7 changes (1 HTML escape, 1 TCVN3, 1 blank inside a symbol, 1 blanks, 1 hyphen at a line end, 1 loose marks, 1 misread UTF-8); 2 doubtful words
    ");
}

#[test]
fn text_wants_text_and_one_wish() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("data.bin");
    fs::write(&file, b"a\0b").unwrap();
    let output = kehoach(&["text", file.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("binary data"));
    assert_eq!(kehoach(&["text", file.to_str().unwrap(), "--detect", "--explain"]).status.code(), Some(2));
}
