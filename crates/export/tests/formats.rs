//! A small invented set of findings in every format.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;
use std::io::Cursor;
use std::path::PathBuf;

use calamine::{Reader, Xlsx};
use kehoach_export::{Document, Format, Found, Lang, RuleText, View, report, statistics};
use kehoach_model::{Field, Finding, Fix, Message, Place, Rule, Severity};
use serde_json::{Value, json};

fn view(lang: Lang) -> View {
    let rule = |rule, severity, vi: &str, en: &str, manual: &str| RuleText {
        rule,
        severity,
        title: Message { vi: vi.to_owned(), en: en.to_owned() },
        summary: format!("{en}."),
        manual: manual.to_owned(),
    };
    View {
        lang,
        width: 100,
        rules: vec![
            rule(
                Rule::MissingNumber,
                Severity::Warning,
                "thiếu số",
                "blank number",
                "## What to do\nTake the signed copy. Not the draft.",
            ),
            rule(
                Rule::MissingCell,
                Severity::Warning,
                "ô trống",
                "empty cell",
                "## What it finds\n| TT | x |\n\n## What to do\nAsk the issuer who\nanswers for the row. Then import again.",
            ),
            rule(Rule::DuplicateOrdinal, Severity::Error, "trùng số", "number twice", ""),
            rule(Rule::SuspectWord, Severity::Warning, "từ nghi sai", "doubtful word", ""),
            rule(Rule::RowSplit, Severity::Info, "hàng bị ngắt", "split row", ""),
        ],
        version: "0.0.0".to_owned(),
        folder: Some(PathBuf::from("/k/out")),
    }
}

fn documents() -> Vec<(Document, Vec<Found>)> {
    let columns = json!([
        { "head": "TT", "field": "ordinal" },
        { "head": "Nhiệm vụ", "field": "name" },
        { "head": "Đơn vị chủ trì", "field": "lead" },
        { "head": "Thời gian hoàn thành", "field": "deadline" }
    ]);
    let row = |row: &str, line: u32, cells: [&str; 4]| {
        json!({ "row": row, "row_key": format!("key{row}"), "ordinal": cells[0], "name": cells[1], "cells": cells,
            "at": [{ "lines": [line, line] }] })
    };
    let text: Document = serde_json::from_value(json!({
        "id": "12-kh-ubnd.xa-dong-may.2026-01-05~aaaaaaaa",
        "work": "12-kh-ubnd.xa-dong-may.2026-01-05",
        "source": { "path": "xã/kế hoạch 12.md", "sha256": "" },
        "tables": [{ "id": "t0", "columns": columns }],
        "tasks": [
            row("t0.r2", 40, ["1", "Xây dựng trang thông tin điện tử của xã theo khung kiến trúc chính quyền số cấp tỉnh, \
                bảo đảm an toàn thông tin theo cấp độ và chuyền đổi số toàn diện các lĩnh vực", "Phòng Văn hóa - Xã hội",
                "Quý I/2026"]),
            row("t0.r3", 41, ["2", "Tập huấn tổ công nghệ số cộng đồng", "", "Quý II/2026"]),
            row("t0.r4", 42, ["2", "=HYPERLINK(\"http://x\")", "Văn phòng HĐND-UBND", "Thường xuyên"]),
        ]
    }))
    .unwrap();
    let scan: Document = serde_json::from_value(json!({
        "id": "unknown~bbbbbbbb", "work": null, "source": { "path": "scan,1.pdf", "sha256": "" },
        "tables": [],
        "tasks": [{ "row": "p0.r1", "row_key": "k", "ordinal": "3.", "name": "Số hóa hồ sơ", "cells": [],
            "deadline": { "raw": "Quý IV/2026" }, "at": [{ "page": 13, "bbox": [1.0, 2.0, 3.0, 4.0] }] }]
    }))
    .unwrap();
    let page = |page| Place::Page { page, bbox: [1.0, 2.0, 3.0, 4.0] };
    let number = Finding::new(
        Rule::MissingNumber,
        Severity::Warning,
        "Số của văn bản để trống.",
        "The document's own number is blank.",
    );
    let cell = |rows: [&str; 1], at: Vec<Place>| Finding {
        field: Some(Field::Lead),
        ..Finding::new(
            Rule::MissingCell,
            Severity::Warning,
            "Cột “Đơn vị chủ trì” để trống.",
            "“Đơn vị chủ trì” is empty.",
        )
        .rows(rows.map(str::to_owned))
        .at(at)
    };
    let twice = Finding {
        field: Some(Field::Ordinal),
        fix: Some(Fix { field: "ordinal".to_owned(), from: Some("2".to_owned()), to: Some("3".to_owned()) }),
        ..Finding::new(
            Rule::DuplicateOrdinal,
            Severity::Error,
            "Số 2 đứng hai lần.",
            "Number 2 stands twice.",
        )
        .rows(["t0.r3".to_owned(), "t0.r4".to_owned()])
        .at(vec![Place::lines(41, 41), Place::lines(42, 42)])
    };
    let word = Finding {
        fix: Some(Fix {
            field: "name".to_owned(),
            from: Some("chuyền".to_owned()),
            to: Some("chuyển".to_owned()),
        }),
        ..Finding::new(Rule::SuspectWord, Severity::Warning, "“chuyền” nghi sai.", "“chuyền” is doubtful.")
            .rows(["t0.r2".to_owned()])
            .at(vec![Place::lines(40, 40)])
    };
    let split =
        Finding::new(Rule::RowSplit, Severity::Info, "Hàng bị ngắt trang.", "A row was split.\u{1b}[31m")
            .at(vec![page(2), page(3), page(3)])
            .repaired();
    let suppressed = Found { finding: number, suppressed: Some("số được bổ sung sau".to_owned()) };
    let found = [cell(["t0.r3"], vec![Place::lines(41, 41)]), twice, word].map(Found::from);
    vec![
        (text, [vec![suppressed], found.to_vec()].concat()),
        (scan, vec![cell(["p0.r1"], vec![page(13)]).into(), split.into()]),
    ]
}

fn shown(format: Format, lang: Lang) -> Vec<u8> {
    let (view, mut out) = (view(lang), Vec::new());
    let mut report = report(format, Box::new(&mut out), &view);
    for (document, found) in &mut documents() {
        if format == Format::Xlsx {
            document.source.location = Some(PathBuf::from("/k/plans").join(&document.source.path));
        }
        report.document(document, found).unwrap();
    }
    report.finish().unwrap();
    out
}

fn text(format: Format, lang: Lang) -> String {
    String::from_utf8(shown(format, lang)).unwrap()
}

/// As it looks without colours.
fn bare(text: &str) -> String {
    let mut bare = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('\u{1b}') {
        bare.push_str(before);
        rest = behind.split_once('m').unwrap().1;
    }
    bare + rest
}

#[test]
fn full_shows_the_rows() {
    insta::assert_snapshot!("full-en", bare(&text(Format::Full, Lang::En)));
    insta::assert_snapshot!("full-vi", bare(&text(Format::Full, Lang::Vi)));
}

#[test]
fn nothing_of_a_document_commands_a_terminal() {
    for format in [Format::Full, Format::Concise] {
        let text = text(format, Lang::En);
        assert!(text.contains("A row was split.\u{fffd}[31m"), "{text}");
    }
}

#[test]
fn concise_has_one_line_each() {
    insta::assert_snapshot!("concise-en", bare(&text(Format::Concise, Lang::En)));
    insta::assert_snapshot!("concise-vi", bare(&text(Format::Concise, Lang::Vi)));
}

#[test]
fn json_is_the_contract_with_paths() {
    let array: Vec<Value> = serde_json::from_str(&text(Format::Json, Lang::En)).unwrap();
    let lines = text(Format::JsonLines, Lang::En);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(array, lines);
    insta::assert_snapshot!("json", text(Format::Json, Lang::En));
}

#[test]
fn nothing_found_is_still_a_whole_file() {
    let empty = |format| {
        let (view, mut out) = (view(Lang::En), Vec::new());
        report(format, Box::new(&mut out), &view).finish().unwrap();
        out
    };
    assert_eq!(empty(Format::Json), b"[]\n");
    assert_eq!(empty(Format::JsonLines), b"");
    assert_eq!(empty(Format::Full), b"");
    assert!(empty(Format::Csv).starts_with("\u{feff}severity,rule,path".as_bytes()));
    assert_eq!(valid_sarif(&empty(Format::Sarif))["runs"][0]["results"], json!([]));
    let book = Xlsx::new(Cursor::new(empty(Format::Xlsx))).unwrap();
    assert_eq!(book.sheet_names(), ["Overview"]);
}

fn valid_sarif(log: &[u8]) -> Value {
    let log: Value = serde_json::from_slice(log).unwrap();
    // A bracket in the published schema is closed twice, which some engines of patterns let pass.
    let schema = include_str!("sarif-schema-2.1.0.json").replace("{2}]?$", "{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let schema = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let wrong: Vec<String> = schema.iter_errors(&log).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    log
}

#[test]
fn sarif_keeps_to_its_schema() {
    let log = valid_sarif(&shown(Format::Sarif, Lang::En));
    insta::assert_snapshot!("sarif", serde_json::to_string_pretty(&log).unwrap());
    valid_sarif(&shown(Format::Sarif, Lang::Vi));
}

#[test]
fn a_fingerprint_outlives_other_rows_and_languages() {
    let prints = |log: &Value| -> Vec<String> {
        let results = log["runs"][0]["results"].as_array().unwrap().iter();
        results
            .map(|result| result["partialFingerprints"]["kehoach/v1"].as_str().unwrap().to_owned())
            .collect()
    };
    let en = prints(&valid_sarif(&shown(Format::Sarif, Lang::En)));
    assert_eq!(en, prints(&valid_sarif(&shown(Format::Sarif, Lang::Vi))));
    let mut distinct = en.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), en.len());
}

#[test]
fn github_gets_commands() {
    insta::assert_snapshot!("github", text(Format::Github, Lang::En));
}

#[test]
fn csv_opens_in_excel() {
    let csv = text(Format::Csv, Lang::En);
    assert!(csv.starts_with('\u{feff}'));
    insta::assert_snapshot!("csv", csv.replace("\r\n", "\n"));
}

#[test]
fn a_workbook_has_a_sheet_for_each_rule() {
    let bytes = shown(Format::Xlsx, Lang::Vi);
    assert_eq!(bytes, shown(Format::Xlsx, Lang::Vi), "two runs differ");
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut shown = String::new();
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().is_empty());
        writeln!(shown, "# {name}").unwrap();
        for row in book.worksheet_range(&name).unwrap().rows() {
            let cells: Vec<String> = row.iter().map(|cell| cell.to_string().replace('\n', "⏎")).collect();
            writeln!(shown, "{}", cells.join(" | ")).unwrap();
        }
    }
    insta::assert_snapshot!("xlsx-vi", shown);
}

#[test]
fn counts_stand_for_findings() {
    let counts = |format, lang| {
        let (view, mut out) = (view(lang), Vec::new());
        let mut report = statistics(format, Box::new(&mut out), &view).unwrap();
        for (document, found) in documents() {
            report.document(&document, &found).unwrap();
        }
        report.finish().unwrap();
        bare(&String::from_utf8(out).unwrap())
    };
    insta::assert_snapshot!("statistics-en", counts(Format::Full, Lang::En));
    insta::assert_snapshot!("statistics-vi", counts(Format::Concise, Lang::Vi));
    insta::assert_snapshot!("statistics-json", counts(Format::JsonLines, Lang::En));
    let array: Vec<Value> = serde_json::from_str(&counts(Format::Json, Lang::En)).unwrap();
    assert_eq!(array.len(), 4);
    assert!(counts(Format::Csv, Lang::En).starts_with("\u{feff}rule,severity,findings,documents,title\r\n"));
    let view = view(Lang::En);
    assert!(statistics(Format::Sarif, Box::new(Vec::new()), &view).is_err());
}
