//! `kehoach links` and `kehoach show` on a small set of invented plans, and on output files written by hand for what is
//! rare: circles, ambiguous and superseded parents.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use common::{ingest, kehoach, root, said};
use serde_json::{Value, json};

/// The output directory of fixtures/links-command/plans.
fn imported() -> tempfile::TempDir {
    let (out, code) = ingest(&root().join("fixtures/links-command/plans"), &[]);
    assert_eq!(code, 0);
    out
}

fn run(out: &Path, command: &str, more: &[&str]) -> Output {
    let binary = env!("CARGO_BIN_EXE_kehoach");
    let arguments = [&[command, out.to_str().unwrap()], more].concat();
    Command::new(binary).args(arguments).env("LANG", "C").env("COLUMNS", "100").output().unwrap()
}

fn shown(out: &Path, command: &str, more: &[&str]) -> String {
    let output = run(out, command, more);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(said(&output), "");
    String::from_utf8(output.stdout).unwrap()
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../fixtures/links-command");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn the_tree_has_parents_with_their_children() {
    let out = imported();
    snapshot("tree", &shown(out.path(), "links", &[]));
    snapshot("tree-vi", &shown(out.path(), "links", &["--lang", "vi", "--ids"]));
    snapshot("unresolved", &shown(out.path(), "links", &["--unresolved"]));
    snapshot("dot", &shown(out.path(), "links", &["--dot"]));
}

#[test]
fn coverage_tells_which_rows_nobody_took_up() {
    let out = imported();
    snapshot("coverage", &shown(out.path(), "links", &["--coverage"]));
    let of_one = shown(out.path(), "links", &["--coverage", "--plan", "21/KH-UBND"]);
    assert!(of_one.contains("5 rows: 2 taken up, 3 by nobody; children: 1"), "{of_one}");
}

#[test]
fn one_plan_is_named_by_id_number_or_file() {
    let out = imported();
    let around = shown(out.path(), "links", &["--plan", "21/KH-UBND"]);
    assert_eq!(around.lines().count(), 3, "{around}");
    for name in ["21 / kh-ubnd", "xa-dong-may.md", "21-kh-ubnd.xa-dong-may.2026-01-12"] {
        assert_eq!(shown(out.path(), "links", &["--plan", name]), around, "{name}");
    }
    // A copy stands for its work, and a missing document can be asked for too.
    let work = shown(out.path(), "links", &["--plan", "phuong-ben-tram-luu.md"]);
    assert!(work.contains("(+1 copy)"), "{work}");
    assert!(shown(out.path(), "links", &["--plan", "507/KH-UBND"]).contains("NOT IN THE CORPUS (1)"));
}

#[test]
fn a_row_stands_beside_the_row_it_carries_on() {
    let out = imported();
    snapshot("show-child", &shown(out.path(), "show", &["xa-dong-may.md#t0.r1"]));
    snapshot("show-child-vi", &shown(out.path(), "show", &["21-kh#t0.r2", "--lang", "vi"]));
    snapshot("show-own", &shown(out.path(), "show", &["21/KH-UBND#t0.r3"]));
    snapshot("show-parent", &shown(out.path(), "show", &["1174-kh-ubnd#t0.r3", "--examples", "1"]));
    snapshot("show-copy", &shown(out.path(), "show", &["phuong-ben-tram-luu.md#t0.r1"]));
}

#[test]
fn who_asks_for_nothing_there_is_told_what_there_is() {
    let out = imported();
    let failed = |command: &str, more: &[&str]| {
        let output = run(out.path(), command, more);
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert!(output.stdout.is_empty());
        said(&output)
    };
    let no_row = failed("show", &["21/KH-UBND#t0.r9"]);
    assert!(no_row.contains("has no row \"t0.r9\" among its 3 rows"), "{no_row}");
    assert!(no_row.contains("#t0.r3  Trồng mới cây xanh"), "{no_row}");
    let no_hash = failed("show", &["xa-dong-may.md"]);
    assert!(no_hash.contains("a row is named behind a #"), "{no_hash}");
    let no_plan = failed("show", &["dong-may#t0.r1"]);
    assert!(no_plan.contains("perhaps:\n  21-kh-ubnd.xa-dong-may.2026-01-12~"), "{no_plan}");
    let nothing = failed("links", &["--plan", "zzz"]);
    assert!(nothing.contains("no document has \"zzz\""), "{nothing}");
    for command in [&["links", "/no/such"][..], &["show", "/no/such", "a#t0.r1"]] {
        let output = kehoach(command);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            said(&output).contains("no plans.ndjson; import first with `kehoach ingest"),
            "{}",
            said(&output)
        );
    }
}

#[test]
fn several_plans_are_listed_but_copies_of_one_are_not() {
    let plans = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(root().join("fixtures/links-command/plans/tinh.md")).unwrap();
    fs::write(plans.path().join("1174.md"), &text).unwrap();
    fs::write(plans.path().join("1174-luu.md"), format!("{text}\nBản lưu.\n")).unwrap();
    let other = text.replace("1174/KH-UBND", "1175/KH-UBND").replace("Chuyển đổi số", "Cải cách hành chính");
    fs::write(plans.path().join("1175.md"), other).unwrap();
    let (out, _) = ingest(plans.path(), &[]);
    assert!(shown(out.path(), "show", &["1174/KH-UBND#t0.r2"]).contains("  name         Tỷ lệ thôn"));
    let several = run(out.path(), "show", &["117#t0.r2"]);
    assert_eq!(several.status.code(), Some(2));
    let several = said(&several);
    assert!(several.contains("\"117\" may be several plans; give the id:\n  1174-kh-ubnd."), "{several}");
    assert_eq!(several.lines().count(), 3, "{several}");
}

fn plan(id: &str, number: Option<&str>, issuer: &str, title: &str) -> Value {
    json!({ "id": id, "work": null, "source": { "path": format!("{id}.txt"), "same_bytes": [] },
        "header": { "number": number, "symbol": "KH-UBND", "date_partial": "2026",
            "issuer": { "name": issuer, "level": "commune" }, "title": title } })
}

fn link(child: &str, number: &str, more: &Value) -> Value {
    let mut link = json!({ "child": child,
        "citation": { "raw": number, "kind": null, "number": number, "date": null, "issuer": null, "title": null,
            "role": "implements", "nested_in": null, "at": [] },
        "work": number, "status": "unresolved", "direct": true, "plan": null, "candidates": [], "discrepancies": [],
        "confirmed_by": null });
    for (key, value) in more.as_object().unwrap() {
        link[key] = value.clone();
    }
    link
}

fn write(out: &Path, name: &str, lines: &[Value]) {
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    fs::write(out.join(name), lines.join("\n") + "\n").unwrap();
}

#[test]
fn circles_end_and_doubts_are_told() {
    let out = tempfile::tempdir().unwrap();
    let plans = [
        plan("a", Some("1/KH-UBND"), "Ủy ban nhân dân xã A", "đứng đầu"),
        plan("b", Some("2/KH-UBND"), "Ủy ban nhân dân xã B", "thay thế\u{1b}[31m"),
        plan("c", None, "Ủy ban nhân dân xã C", "ở giữa"),
        plan("d", Some("4/KH-UBND"), "Ủy ban nhân dân xã D", "ở cuối"),
        plan("e", Some("5/KH-UBND"), "Ủy ban nhân dân xã E", "vòng tròn"),
        plan("f", Some("6/KH-UBND"), "Ủy ban nhân dân xã F", "vòng tròn"),
        plan("g", Some("7/KH-UBND"), "Ủy ban nhân dân xã G", "chưa rõ"),
        plan("h", Some("8/KH-UBND"), "Ủy ban nhân dân xã H", "gián tiếp"),
    ];
    let resolved = |plan: &str| json!({ "status": "resolved", "plan": plan });
    let candidate =
        |plan: &str, evidence: &[&str]| json!({ "plan": plan, "score": 0.5, "evidence": evidence });
    let links = [
        link(
            "c",
            "1/KH-UBND",
            &json!({ "status": "resolved", "plan": "a", "confirmed_by": "Lan, 3/2026",
                "candidates": [candidate("a", &["number: the same", "superseded: replaced by b"])],
                "discrepancies": [{ "field": "date", "cited": "2026-01-02", "found": "2026-01-01" }] }),
        ),
        link("d", "99/KH-UBND", &resolved("c")),
        // What the tree shows needs no note.
        link("d", "1/KH-UBND", &json!({ "status": "resolved", "plan": "a", "direct": false })),
        link("e", "6/KH-UBND", &resolved("f")),
        link("f", "5/KH-UBND", &resolved("e")),
        link(
            "g",
            "77/KH-UBND",
            &json!({ "status": "ambiguous", "candidates": [candidate("a", &[]), candidate("b", &[])] }),
        ),
        link("h", "9/NQ-CP", &json!({ "direct": false })),
    ];
    let works: Vec<Value> = ["a", "b", "c", "d", "e", "f", "g", "h"]
        .map(|id| json!({ "work": null, "inferred": false, "lead": id, "copies": [] }))
        .to_vec();
    write(out.path(), "plans.ndjson", &plans);
    write(out.path(), "links.ndjson", &links);
    write(out.path(), "works.ndjson", &works);
    snapshot("doubts", &shown(out.path(), "links", &[]));
    snapshot("doubts-dot", &shown(out.path(), "links", &["--dot"]));
}
