//! `kehoach check`, `rules` and `explain` on invented plans: every format, every choice, every exit code.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Output};

use calamine::{Reader, Xlsx};
use common::{ingest, root, said};
use serde_json::Value;

/// A plan with two slips: number 2 stands twice, a row has no body in charge.
const SLIPS: &str = "\
ỦY BAN NHÂN DÂN
XÃ ĐỒNG MÂY
Số: 12/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Đồng Mây, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Chuyển đổi số xã Đồng Mây năm 2026

PHỤ LỤC
DANH MỤC NHIỆM VỤ

| TT | Nhiệm vụ | Đơn vị chủ trì | Thời gian hoàn thành |
|---|---|---|---|
| 1 | Nâng cấp mạng nội bộ của trụ sở | Văn phòng HĐND-UBND | Quý I/2026 |
| 2 | Lắp đặt camera tại các ngã ba đường |  | Quý II/2026 |
| 2 | Tập huấn kỹ năng số cho hộ kinh doanh | Phòng Văn hóa - Xã hội | Quý III/2026 |
| 4 | Số hóa hồ sơ đất đai lưu tại kho | Phòng Kinh tế | Quý IV/2026 |
| 5 | Cấp chữ ký số cho cán bộ thôn | Văn phòng HĐND-UBND | Quý II/2026 |
| 6 | Mở lớp học trực tuyến về khuyến nông | Phòng Kinh tế | Quý III/2026 |

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lò Văn Sáng
";
/// Rules that the plan cannot pass.
const OF_SLIPS: &str = "duplicate-ordinal,missing-cell";

/// A folder with the plan and a healthy one below `plans`; nothing above it holds settings.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let plans = folder.path().join("plans");
    fs::create_dir(&plans).unwrap();
    fs::write(plans.join("xã 12.md"), SLIPS).unwrap();
    fs::copy(root().join("fixtures/links-command/plans/tinh.md"), plans.join("tinh.md")).unwrap();
    folder
}

/// Runs `kehoach` in a folder.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kehoach"));
    command
        .current_dir(folder)
        .args(arguments)
        .env("LANG", "C")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES");
    command.env("COLUMNS", "100").output().unwrap()
}

/// Runs `kehoach check` on the plans of a folder: what it wrote, what it said, its exit code.
fn check(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let output = run(folder, &[&["check", "plans"], arguments].concat());
    let code = output.status.code().unwrap();
    (String::from_utf8(output.stdout.clone()).unwrap(), said(&output), code)
}

fn rules_of(json: &str) -> Vec<String> {
    let findings: Vec<Value> = serde_json::from_str(json).unwrap();
    findings.iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_output_directory_and_its_files_say_the_same() {
    let folder = folder();
    let (out, _) = ingest(&folder.path().join("plans"), &[]);
    let of_files = run(folder.path(), &["check", "plans", "--min-severity", "info"]);
    let dir = out.path().to_str().unwrap();
    let of_dir = run(folder.path(), &["check", dir, "--root", "plans", "--min-severity", "info"]);
    let text = String::from_utf8(of_files.stdout).unwrap();
    assert_eq!(text, String::from_utf8(of_dir.stdout).unwrap());
    assert!(text.contains("plans/xã 12.md:17: error[duplicate-ordinal]"), "{text}");
    assert!(text.contains("| 2  │ Lắp đặt camera"), "{text}");
    // Without colours, for it is no terminal.
    assert!(!text.contains('\u{1b}'));
    // The record alone does not say where its file is.
    let far = run(folder.path(), &["check", dir, "--format", "concise", "--select", OF_SLIPS]);
    assert!(String::from_utf8(far.stdout).unwrap().starts_with("xã 12.md:17: "));
}

#[test]
fn a_single_file_is_enough() {
    let folder = folder();
    let output =
        run(folder.path(), &["check", "plans/xã 12.md", "--format", "concise", "--select", OF_SLIPS]);
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(text.lines().all(|line| line.starts_with("plans/xã 12.md:1")), "{text}");
    assert_eq!(said(&output), "2 findings (1 error, 1 warning) in 1 of 1 document\n");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn rules_are_chosen_by_name() {
    let folder = folder();
    let chosen = |arguments: &[&str]| {
        let (out, _, code) = check(folder.path(), &[&["--format", "json"], arguments].concat());
        (rules_of(&out), code)
    };
    let both = chosen(&["--select", OF_SLIPS]);
    assert_eq!(both, (vec!["duplicate-ordinal".to_owned(), "missing-cell".to_owned()], 1));
    assert_eq!(both, chosen(&["--select", "duplicate-ordinal", "--select", "missing-cell"]));
    assert_eq!(chosen(&["--select", OF_SLIPS, "--ignore", "missing-cell"]).0, ["duplicate-ordinal"]);
    assert_eq!(chosen(&["--select", OF_SLIPS, "--min-severity", "error"]).0, ["duplicate-ordinal"]);
    let all = chosen(&[]).0;
    assert!(all.len() > 2 && !all.contains(&"page-furniture".to_owned()), "{all:?}");
    assert_eq!(chosen(&["--select", "legacy-charset"]), (Vec::new(), 0));
    let (_, told, _) = check(folder.path(), &["--select", OF_SLIPS, "--min-severity", "error"]);
    assert!(told.contains("; 1 warning is not shown (--min-severity warning)"), "{told}");
}

#[test]
fn an_unknown_rule_is_wrong_use() {
    let folder = folder();
    for arguments in [&["--select", "missing-cel"], &["--ignore", "mising-cell"]] {
        let (out, told, code) = check(folder.path(), arguments);
        assert_eq!((out.as_str(), code), ("", 2));
        assert!(told.contains("; perhaps missing-cell"), "{told}");
    }
    let (_, told, _) = check(folder.path(), &["--select", "missing-cel", "--lang", "vi"]);
    assert!(told.contains("không có quy tắc “missing-cel”; có phải là: missing-cell"), "{told}");
}

#[test]
fn statistics_count_by_rule() {
    let folder = folder();
    let (out, _, code) = check(folder.path(), &["--statistics", "--select", OF_SLIPS]);
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[1].starts_with("    1          1  error     duplicate-ordinal  "), "{out}");
    assert!(lines[2].starts_with("    1          1  warning   missing-cell       "), "{out}");
    assert_eq!((lines.len(), code), (3, 1));
    let (out, _, _) = check(folder.path(), &["--statistics", "--select", OF_SLIPS, "--format", "json"]);
    let counts: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(counts[0]["findings"], 1);
    let (_, told, code) = check(folder.path(), &["--statistics", "--format", "sarif"]);
    assert!(told.contains("--statistics goes with the formats"), "{told}");
    assert_eq!(code, 2);
}

#[test]
fn what_people_have_judged_is_not_told_again() {
    let folder = folder();
    let select = ["--select", OF_SLIPS, "--format", "concise"];
    let with = |text: &str, more: &[&str]| {
        fs::write(folder.path().join("judged.toml"), text).unwrap();
        let judged = ["--suppressions", "judged.toml"];
        check(folder.path(), &[&select[..], &judged, more].concat())
    };
    let suppress =
        |rule: &str, more: &str| format!("[[suppress]]\nrule = \"{rule}\"\nreason = \"đã hỏi xã\"\n{more}\n");
    let work = "plan = \"12-kh-ubnd.xa-dong-may.2026-01-05\"\n";
    let cell = suppress("missing-cell", &format!("{work}row = \"t0.r2\""));
    let (out, told, code) = with(&cell, &[]);
    assert_eq!((out.lines().count(), code), (1, 1), "{out}{told}");
    assert!(told.ends_with("in 1 of 2 documents; 1 suppressed\n"), "{told}");
    let both = cell.clone() + &suppress("duplicate-ordinal", "plan = \"xã 12.md\"");
    let (out, told, code) = with(&both, &[]);
    assert_eq!((out.as_str(), code), ("", 0), "{told}");
    assert_eq!(told, "no findings in 2 documents; 2 suppressed\n");
    let (out, _, code) = with(&both, &["--show-suppressed"]);
    assert_eq!((out.lines().count(), code), (2, 0));
    assert!(out.lines().all(|line| line.ends_with("(suppressed: đã hỏi xã)")), "{out}");
    // The row's key holds in every copy.
    let (record, _) = ingest(&folder.path().join("plans"), &[]);
    let plans = common::plans(record.path());
    let key =
        plans.iter().flat_map(|plan| &plan.tasks).find(|task| task.row.name.starts_with("Lắp")).unwrap();
    let (out, _, _) = with(&suppress("missing-cell", &format!("row_key = \"{}\"", key.row.row_key)), &[]);
    assert_eq!(out.lines().count(), 1, "{out}");

    let useless = suppress("missing-cell", &format!("{work}row = \"t0.r9\""));
    let (_, told, _) = with(&useless, &[]);
    let line = "judged.toml, line 1: missing-cell (12-kh-ubnd.xa-dong-may.2026-01-05#t0.r9): suppresses nothing any more";
    assert!(told.contains(line), "{told}");
    // Of a plan that is not checked nothing can be said; nor of a rule that is not asked for.
    let elsewhere = suppress("missing-cell", "plan = \"99-kh-ubnd\"") + &suppress("empty-row", "");
    assert!(!with(&elsewhere, &[]).1.contains("suppresses nothing"));
    let (_, told, code) = with("[[suppress]]\nrule = \"missing-cell\"\n", &[]);
    assert_eq!(code, 2);
    assert!(told.contains("judged.toml, line 1: missing field `reason`"), "{told}");
}

#[test]
fn settings_of_a_team_hold_below_their_folder() {
    let folder = folder();
    let settings = "lang = \"vi\"\n[check]\nselect = [\"missing-cell\", \"duplicate-ordinal\"]\nmin-severity = \"error\"\n";
    fs::write(folder.path().join("kehoach.toml"), settings).unwrap();
    let (out, told, _) = check(folder.path(), &["--format", "concise"]);
    assert!(out.starts_with("plans/xã 12.md:17: lỗi[duplicate-ordinal] "), "{out}");
    assert!(told.starts_with("1 điểm cần xem (1 lỗi) trong 1/2 văn bản; không hiện 1 cảnh báo"), "{told}");
    // The command line wins.
    let more = ["--format", "json", "--lang", "en", "--select", "missing-cell", "--min-severity", "warning"];
    let (out, told, _) = check(folder.path(), &more);
    assert_eq!(rules_of(&out), ["missing-cell"]);
    assert!(told.starts_with("1 finding"), "{told}");
    // Suppressions beside it are found; those of the rules too.
    let judged = "[[suppress]]\nrule = \"duplicate-ordinal\"\nreason = \"x\"\n";
    fs::write(folder.path().join("kehoach-suppressions.toml"), judged).unwrap();
    let (out, _, code) = check(folder.path(), &["--format", "concise"]);
    assert_eq!((out.as_str(), code), ("", 0));
    fs::write(folder.path().join("kehoach.toml"), "[rules.missing-cell]\nfilled-share = 0.95\n").unwrap();
    let (out, _, _) = check(folder.path(), &["--format", "json", "--select", "missing-cell"]);
    assert_eq!(out, "[]\n");
    fs::write(folder.path().join("kehoach.toml"), "\n[chek]\n").unwrap();
    let (_, told, code) = check(folder.path(), &[]);
    assert_eq!(code, 2);
    assert!(told.contains("kehoach.toml, line 2: unknown field `chek`"), "{told}");
    fs::write(folder.path().join("kehoach.toml"), "[check]\nignore = [\"missing-cel\"]\n").unwrap();
    let (_, told, code) = check(folder.path(), &[]);
    assert_eq!(code, 2);
    assert!(told.contains("kehoach.toml: no rule \"missing-cel\""), "{told}");
}

#[test]
fn inputs_that_cannot_be_read_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let plans = folder.path().join("plans");
    fs::create_dir(&plans).unwrap();
    let (_, told, code) = check(folder.path(), &[]);
    assert_eq!((told.as_str(), code), ("there is no file to check\n", 2));
    fs::write(plans.join("note.txt"), "Chiều nay họp.").unwrap();
    let (_, told, code) = check(folder.path(), &[]);
    assert!(
        told.starts_with("plans/note.txt: skipped: ") && told.ends_with("there is no document to check\n"),
        "{told}"
    );
    assert_eq!(code, 0);
    fs::write(plans.join("broken.pdf"), "%PDF-1.4 …").unwrap();
    let (_, told, code) = check(folder.path(), &[]);
    assert!(told.contains("plans/broken.pdf: rejected: "), "{told}");
    assert_eq!(code, 3);
    fs::write(plans.join("12.md"), SLIPS).unwrap();
    let (_, told, code) = check(folder.path(), &[]);
    assert!(told.contains("plans/broken.pdf: rejected: ") && !told.contains("note.txt"), "{told}");
    assert_eq!(code, 1);
    let gone = run(folder.path(), &["check", "nowhere"]);
    assert_eq!(gone.status.code(), Some(2));
    assert!(said(&gone).starts_with("kehoach: nowhere: No such file"), "{}", said(&gone));
}

#[test]
fn an_output_directory_is_checked_alone_and_whole() {
    let folder = folder();
    let (out, _) = ingest(&folder.path().join("plans"), &[]);
    let dir = out.path().to_str().unwrap();
    let both = run(folder.path(), &["check", dir, "plans"]);
    assert_eq!(both.status.code(), Some(2));
    assert!(said(&both).contains("check it alone"));
    let findings = fs::read_to_string(out.path().join("findings.ndjson")).unwrap();
    fs::write(out.path().join("findings.ndjson"), findings.replace("\"plan\":\"", "\"plan\":\"x")).unwrap();
    let strange = run(folder.path(), &["check", dir]);
    assert_eq!(strange.status.code(), Some(2));
    assert!(said(&strange).contains("belongs to no record of plans.ndjson"), "{}", said(&strange));
    fs::remove_file(out.path().join("findings.ndjson")).unwrap();
    assert!(
        said(&run(folder.path(), &["check", dir])).contains("no findings.ndjson; run `kehoach ingest` again")
    );
}

#[test]
fn every_format_can_be_read_by_its_readers() {
    let folder = folder();
    let written = |format: &str| {
        let file = format!("out.{format}");
        let (out, _, code) =
            check(folder.path(), &["--format", format, "--select", OF_SLIPS, "--output", &file]);
        assert_eq!((out.as_str(), code), ("", 1), "{format}");
        fs::read(folder.path().join(file)).unwrap()
    };
    let text = |format: &str| String::from_utf8(written(format)).unwrap();
    assert_eq!(rules_of(&text("json")), ["duplicate-ordinal", "missing-cell"]);
    let lines: Vec<Value> =
        text("json-lines").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["path"], "plans/xã 12.md");
    assert_eq!(lines[0]["rows"].as_array().unwrap().len(), 2);
    assert_eq!(text("github").lines().filter(|line| line.starts_with("::")).count(), 2);
    assert_eq!(text("concise").lines().count(), 2);
    assert!(!text("full").contains('\u{1b}'));

    let log: Value = serde_json::from_slice(&written("sarif")).unwrap();
    let schema = fs::read_to_string(root().join("crates/export/tests/sarif-schema-2.1.0.json")).unwrap();
    // A bracket in the published schema is closed twice, which some engines of patterns let pass.
    let schema: Value = serde_json::from_str(&schema.replace("{2}]?$", "{2}$")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<String> = schema.iter_errors(&log).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let driver = &log["runs"][0]["tool"]["driver"];
    assert!(
        driver["rules"]
            .as_array()
            .unwrap()
            .iter()
            .all(|rule| !rule["help"]["text"].as_str().unwrap().is_empty())
    );
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(driver["rules"][index]["id"], result["ruleId"]);
    }

    let bytes = written("csv");
    let mut csv = csv::Reader::from_reader(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap());
    assert_eq!(csv.headers().unwrap().len(), 12);
    assert_eq!(csv.records().map(|record| record.unwrap()[5].to_owned()).collect::<Vec<_>>(), ["2, 2", "2"]);

    let mut book = Xlsx::new(Cursor::new(written("xlsx"))).unwrap();
    assert_eq!(book.sheet_names(), ["Overview", "duplicate-ordinal", "missing-cell"]);
    let sheet = book.worksheet_range("missing-cell").unwrap();
    assert_eq!(sheet.get_value((1, 1)).unwrap().to_string(), "plans/xã 12.md");
    assert_eq!(written("xlsx"), written("xlsx"), "two runs differ");
}

#[test]
fn the_rules_are_listed_and_explained() {
    let folder = tempfile::tempdir().unwrap();
    let shown = |arguments: &[&str]| {
        let output = run(folder.path(), arguments);
        assert!(output.status.success(), "{}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    let list = shown(&["rules"]);
    let rules: Vec<Value> = serde_json::from_str(&shown(&["rules", "--format", "json"])).unwrap();
    assert_eq!(list.lines().count(), rules.len());
    assert_eq!(shown(&["explain"]), list);
    assert!(shown(&["rules", "--lang", "vi"]).contains("missing-cell               cảnh báo"));
    for rule in &rules {
        let name = rule["rule"].as_str().unwrap();
        assert!(list.contains(name));
        let manual = shown(&["explain", name]);
        assert!(manual.starts_with(&format!("{name} (")), "{manual}");
        assert!(manual.contains("\nWhat to do\n") && !manual.contains("MANUAL"), "{manual}");
        assert!(shown(&["explain", name, "--lang", "vi"]).contains(rule["title"]["vi"].as_str().unwrap()));
    }
    let unknown = run(folder.path(), &["explain", "ordinal"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        said(&unknown)
            .contains("no rule \"ordinal\"; perhaps duplicate-ordinal, missing-ordinal, ordinal-gap")
    );
}

#[test]
fn rules_of_another_setting_are_told_and_made_again() {
    let folder = folder();
    let settings = folder.path().join("kehoach.toml");
    let ingest = || {
        let output = run(folder.path(), &["ingest", "plans", "--out", "out"]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    };
    let check = || {
        let output = run(folder.path(), &["check", "out", "--select", "missing-cell", "--format", "concise"]);
        (String::from_utf8(output.stdout.clone()).unwrap(), said(&output))
    };
    ingest();
    let (found, told) = check();
    assert!(found.contains("missing-cell") && !told.contains("[rules]"), "{found}{told}");
    // Five of six rows are filled.
    fs::write(&settings, "[rules.missing-cell]\nfilled-share = 0.9\n").unwrap();
    let (found, told) = check();
    assert!(found.contains("missing-cell") && told.contains("imported under other [rules]"), "{found}{told}");
    ingest();
    let (found, told) = check();
    assert!(!found.contains("missing-cell") && !told.contains("[rules]"), "{found}{told}");
}

#[test]
fn what_is_checked_is_never_written_over() {
    let folder = folder();
    let plan = folder.path().join("plans/xã 12.md");
    let output = run(folder.path(), &["check", "plans/xã 12.md", "--output", "plans/xã 12.md"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(fs::read_to_string(&plan).unwrap(), SLIPS);
    run(folder.path(), &["ingest", "plans", "--out", "out"]);
    let output = run(folder.path(), &["check", "out", "--output", "out/plans.ndjson"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(said(&output).contains("write to another file"), "{output:?}");
    // A report that stands among the plans is written again.
    for _ in 0..2 {
        let output =
            run(folder.path(), &["check", "plans", "--format", "sarif", "--output", "plans/r.sarif"]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
    }
}

#[test]
fn nothing_to_check_is_said() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("note.txt"), "Mua sữa và trứng.\n").unwrap();
    let output = run(folder.path(), &["check", "note.txt"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(said(&output).contains("there is no document to check"), "{output:?}");
}
