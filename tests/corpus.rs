//! The corpus of invented plans, imported by the built binary: every row as its truth says.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::fs;

use common::{ingest, outputs, plans, root};
use kehoach_model::{Bodies, Confidence, Plan, Row, Rule};
use serde_json::Value;

#[test]
fn every_field_and_row_is_what_the_truth_says() {
    let (out, code) = ingest(&root().join("corpus/plans"), &[]);
    assert_eq!(code, 0);
    let plans = plans(out.path());
    let expected: Value =
        serde_json::from_str(&fs::read_to_string(root().join("corpus/expected.json")).unwrap()).unwrap();
    let expected = expected["files"].as_array().unwrap();
    assert_eq!(plans.len(), expected.len());
    let mut wrong = Vec::new();
    for want in expected {
        let path = want["path"].as_str().unwrap();
        let plan = plans.iter().find(|plan| path.ends_with(&plan.source.path)).unwrap();
        compare_header(plan, want, &mut wrong);
        compare_attributes(plan, want, &mut wrong);
        if want["columns_lost"] == Value::Bool(true) {
            everything_is_inferred(plan, &mut wrong);
        } else {
            compare_rows(plan, want, &mut wrong);
            if matches!(want["grammar"].as_str(), Some("docx" | "html" | "pdf_writer" | "pdf_browser")) {
                nothing_is_inferred(plan, &mut wrong);
            }
        }
        if plan.conservation.text_in != plan.conservation.text_placed {
            wrong.push(format!("{path}: {:?}", plan.conservation));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn compare_header(plan: &Plan, want: &Value, wrong: &mut Vec<String>) {
    let header = serde_json::to_value(&plan.header).unwrap();
    let issuer = &header["issuer"];
    let signer = &header["signer"];
    for (field, value) in want["header"].as_object().unwrap() {
        let got = match field.as_str() {
            "issuer" => &issuer["name"],
            "parent_body" => &issuer["parent"],
            "level" => &issuer["level"],
            "signer" => &signer["name"],
            "signer_position" => &signer["position"],
            "authority" => &signer["authority"],
            other => &header[other],
        };
        check(plan, field, value, got, wrong);
    }
    let links =
        plan.implements.iter().map(|link| format!("{:?} {:?}", link.citation.number, link.citation.date));
    let wanted = want["implements"].as_array().unwrap().iter();
    let wanted = wanted.map(|link| format!("{:?} {:?}", link["number"].as_str(), link["date"].as_str()));
    if !links.eq(wanted) {
        wrong.push(format!("{}: implements", plan.source.path));
    }
    let objectives: Vec<Value> =
        plan.objectives.iter().map(|objective| objective.name.clone().into()).collect();
    check(plan, "objectives", &want["objectives"], &objectives.into(), wrong);
}

fn compare_rows(plan: &Plan, want: &Value, wrong: &mut Vec<String>) {
    let indicators = want["indicators"].as_array().unwrap();
    let tasks = want["tasks"].as_array().unwrap();
    check(plan, "indicators", &indicators.len().into(), &plan.indicators.len().into(), wrong);
    check(plan, "tasks", &tasks.len().into(), &plan.tasks.len().into(), wrong);
    for (want, got) in indicators.iter().zip(&plan.indicators) {
        compare_row(plan, want, &got.row, wrong);
        let wanted: Vec<&Value> =
            want["targets"].as_array().into_iter().flatten().filter(|target| !target.is_null()).collect();
        let targets: Vec<Value> = got.targets.iter().map(|target| target.raw.clone().into()).collect();
        check(plan, &got.row.id, &serde_json::to_value(wanted).unwrap(), &targets.into(), wrong);
        check(plan, &got.row.id, &want["unit"], &got.unit.clone().into(), wrong);
        check(
            plan,
            &got.row.id,
            &want["baseline"],
            &got.baseline.as_ref().map(|raw| raw.raw.clone()).into(),
            wrong,
        );
    }
    for (want, got) in tasks.iter().zip(&plan.tasks) {
        compare_row(plan, want, &got.row, wrong);
        check(plan, &got.row.id, &want["result"], &got.result.clone().into(), wrong);
        check(
            plan,
            &got.row.id,
            &want["deadline"],
            &got.deadline.as_ref().map(|deadline| deadline.raw.clone()).into(),
            wrong,
        );
    }
}

/// A site that says another thing than the document is told, and no other is.
fn compare_attributes(plan: &Plan, want: &Value, wrong: &mut Vec<String>) {
    let told = plan.findings.iter().filter(|finding| finding.rule == Rule::AttributeMismatch);
    let told: Vec<&str> = told.map(|finding| finding.message.en.as_str()).collect();
    let fields: Vec<&Value> = want["attribute_mismatches"].as_array().into_iter().flatten().collect();
    let is_told = |field: &Value| {
        let printed = want["header"][field.as_str().unwrap()].as_str().unwrap();
        told.iter().any(|message| message.contains(&format!("the document itself “{printed}”")))
    };
    if told.len() != fields.len() || !fields.iter().all(|field| is_told(field)) {
        wrong.push(format!("{} attribute mismatches: want {fields:?}, got {told:?}", plan.source.path));
    }
}

// Word and pages say which cell stands where, and in these PDFs the rules do.
fn nothing_is_inferred(plan: &Plan, wrong: &mut Vec<String>) {
    let tables = plan.tables.iter().map(|table| (table.id.as_str(), table.inferred));
    let rows = rows(plan).map(|row| (row.id.as_str(), row.inferred || row.confidence != Confidence::Certain));
    for (name, _) in tables.chain(rows).filter(|(_, inferred)| *inferred) {
        wrong.push(format!("{} {name}: inferred", plan.source.path));
    }
}

fn compare_row(plan: &Plan, want: &Value, got: &Row, wrong: &mut Vec<String>) {
    let raw = |bodies: &Option<Bodies>| -> Value { bodies.as_ref().map(|bodies| bodies.raw.clone()).into() };
    check(plan, &got.id, &want["ordinal"], &got.ordinal.clone().into(), wrong);
    check(plan, &got.id, &want["name"], &got.name.clone().into(), wrong);
    check(plan, &got.id, &want["lead"], &raw(&got.lead), wrong);
    check(plan, &got.id, &want["support"], &raw(&got.support), wrong);
    check(plan, &got.id, &want["monitor"], &raw(&got.monitor), wrong);
    check(plan, &got.id, &want["note"], &got.note.clone().into(), wrong);
    let groups = if want["groups"].is_null() { Value::Array(Vec::new()) } else { want["groups"].clone() };
    check(plan, &got.id, &groups, &serde_json::to_value(&got.groups).unwrap(), wrong);
}

fn check(plan: &Plan, what: &str, want: &Value, got: &Value, wrong: &mut Vec<String>) {
    if want != got {
        wrong.push(format!("{} {what}: want {want}, got {got}", plan.source.path));
    }
}

// Who reads a row of a table without borders must see that it is inferred.
fn everything_is_inferred(plan: &Plan, wrong: &mut Vec<String>) {
    for row in rows(plan) {
        if !row.inferred || row.confidence == Confidence::Certain {
            wrong.push(format!("{} {}: certain", plan.source.path, row.id));
        }
    }
}

fn rows(plan: &Plan) -> impl Iterator<Item = &Row> {
    plan.indicators.iter().map(|row| &row.row).chain(plan.tasks.iter().map(|row| &row.row))
}

/// Rows of the Word file that the text does not give.
const NOT_YET: &[&str] = &[
    "2 | Hưởng ứng Ngày Chuyển đổi số quộc gia 10 tháng 10 | Phòng Văn hóa - Xã hội |  |  | Tháng 10/2026",
    "6 | Vận động hộ kinh doanh sử dụng hóa đơn điện tử khởi tạo từ máy tính tiền | Phòng Kinh tế, Hạ tầng và Đô thị |  | Thuế cơ sở 3 | 2026",
];

/// The text of a printed plan, its borders lost and its cells one behind the other, gives the rows that the Word file
/// gives.
#[test]
fn a_text_without_borders_gives_the_rows_of_the_word_file() {
    let (out, _) = ingest(&root().join("corpus/plans"), &["--exclude", "*.pdf", "--exclude", "*.html"]);
    let plans = plans(out.path());
    let rows_of = |path: &str| {
        let plan = plans.iter().find(|plan| plan.source.path == path).unwrap();
        let indicators = plan.indicators.iter().map(|indicator| {
            let targets: Vec<&str> = indicator.targets.iter().map(|target| target.raw.as_str()).collect();
            format!("{} | {}", cells(&indicator.row), targets.join(" | "))
        });
        let tasks = plan.tasks.iter().map(|task| {
            let deadline = task.deadline.as_ref().map(|deadline| deadline.raw.as_str());
            format!("{} | {}", cells(&task.row), deadline.unwrap_or_default())
        });
        indicators.chain(tasks).collect::<Vec<String>>()
    };
    let (word, text) = (rows_of("phuong-ben-tram.docx"), rows_of("phuong-ben-tram.extracted.txt"));
    let differ: Vec<&str> = word.iter().filter(|row| !text.contains(row)).map(String::as_str).collect();
    assert_eq!(differ, NOT_YET, "of these rows:\n{}", text.join("\n"));
    assert_eq!(text.len(), word.len(), "{}", text.join("\n"));
}

// Without the groups: of one that has no ordinal a text does not tell the level.
fn cells(row: &Row) -> String {
    let raw = |bodies: &Option<Bodies>| bodies.as_ref().map_or_else(String::new, |bodies| bodies.raw.clone());
    let (lead, support, monitor) = (raw(&row.lead), raw(&row.support), raw(&row.monitor));
    let ordinal = row.ordinal.as_deref().unwrap_or_default();
    format!("{ordinal} | {} | {lead} | {support} | {monitor}", row.name)
}

#[test]
fn two_runs_and_a_run_with_one_thread_are_byte_identical() {
    let corpus = root().join("corpus/plans");
    let (first, _) = ingest(&corpus, &[]);
    for more in [&[][..], &["--threads", "1"]] {
        let (again, _) = ingest(&corpus, more);
        common::same(&outputs(first.path()), &outputs(again.path()));
    }
}

#[test]
fn an_import_of_one_file_leaves_the_others_in_the_directory() {
    let corpus = root().join("corpus/plans");
    let (out, _) = ingest(&corpus, &[]);
    let before = outputs(&out.path().join("plans"));
    let one = corpus.join("hong-lam-2215.tsv.txt");
    let arguments = ["ingest", one.to_str().unwrap(), "--out", out.path().to_str().unwrap()];
    assert!(common::kehoach(&arguments).status.success());
    assert_eq!(plans(out.path()).len(), 28);
    common::same(&outputs(&out.path().join("plans")), &before);
}
