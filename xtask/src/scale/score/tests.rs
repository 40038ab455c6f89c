use std::fs;

use serde_json::json;

use super::run;

/// Two provinces' plans, the first in two files, and a commune's plan whose parent is the first.
fn corpus() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let file = |file: &str, work: &str, parents: Option<[&str; 2]>, tasks: [Option<usize>; 2]| {
        let citation = parents.map(|_| json!({ "number": "7", "right_number": "1", "date": "", "right_date": null, "names_province": true }));
        json!({ "file": file, "work": work, "level": "", "blank": false, "parents": parents, "citation": citation,
            "indicators": [], "tasks": tasks })
    };
    let truth = [
        file("a", "A", None, [None, None]),
        file("a2", "A", None, [None, None]),
        file("b", "B", None, [None, None]),
        file("c", "C", Some(["a", "a2"]), [Some(1), None]),
    ];
    fs::write(folder.path().join("truth.ndjson"), truth.map(|line| format!("{line}\n")).concat()).unwrap();
    folder
}

fn scored(resolved: &str, edges: [(&str, Option<&str>); 2], copies: &[&str]) -> String {
    let (corpus, out) = (corpus(), tempfile::tempdir().unwrap());
    let records = ["a", "a2", "b", "c"].map(|id| {
        let links = if id == "c" {
            json!([{ "citation": { "raw": "Kế hoạch số 7" }, "status": "resolved", "plan": resolved }])
        } else {
            json!([])
        };
        let rows = ["t0.r1", "t0.r2"].map(|row| json!({ "row": row, "name": format!("{id} {row}") }));
        format!("{}\n", json!({ "id": id, "source": { "path": id }, "implements": links, "indicators": [], "tasks": rows }))
    });
    fs::write(out.path().join("plans.ndjson"), records.concat()).unwrap();
    let lineage = edges.map(|(child, parent)| format!("{}\n", json!({ "child": child, "parent": parent })));
    fs::write(out.path().join("lineage.ndjson"), lineage.concat()).unwrap();
    fs::write(out.path().join("works.ndjson"), json!({ "lead": "a", "copies": copies }).to_string()).unwrap();
    run(out.path(), corpus.path(), &["--verbose"]).unwrap()
}

#[test]
fn any_copy_of_the_parent_is_right() {
    for parent in ["a", "a2"] {
        let row = format!("{parent}#t0.r2");
        let said = scored(parent, [("c#t0.r1", Some(&row)), ("c#t0.r2", None)], &["a2"]);
        assert!(said.contains("recall 100.00 % (1/1)"), "{said}");
        assert!(
            said.contains("lineage  precision 100.00 % (1/1)  recall 100.00 % (1/1)  F1 100.00"),
            "{said}"
        );
        assert!(
            said.contains("found as one: 100.00 % (1/1)") && said.contains("merged wrongly: 0"),
            "{said}"
        );
    }
}

#[test]
fn another_plan_another_row_and_another_work_are_wrong() {
    let said = scored("b", [("c#t0.r1", Some("a#t0.r1")), ("c#t0.r2", Some("a#t0.r2"))], &["b"]);
    assert!(said.contains("precision 0.00 % (0/1)") && said.contains("recall 0.00 % (0/1)"), "{said}");
    assert!(said.contains("edges to another row of the parent: 1\n"), "{said}");
    assert!(said.contains("own rows of those that got a parent: 100.00 % (1/1)"), "{said}");
    assert!(said.contains("merged wrongly: 1") && said.contains("found as one: 0.00 % (0/1)"), "{said}");
}
