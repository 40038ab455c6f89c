//! Linking end to end: what an import says of who carries out whom, whatever the order and the number of runs.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{inputs, kehoach, outputs, plans, said, same};
use kehoach_model::{LineageLine, LinkLine, LinkStatus, Outcome, Rule, WorkLine};

/// A province's plan.
const PARENT: &str = "UBND TỈNH HỒNG LAM\nSố: 2215/KH-UBND\nHồng Lam, ngày 30 tháng 12 năm 2025\nKẾ HOẠCH\n\
    Chuyển đổi số tỉnh Hồng Lam năm 2026\n\
    PHỤ LỤC\n| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |\n|---|---|---|---|\n\
    | 1 | Kiện toàn Tổ công tác chuyển đổi số của cơ quan, đơn vị | Sở Nội vụ | Quý I/2026 |\n\
    | 2 | Nâng cấp Cổng thông tin điện tử và các trang thành phần của tỉnh | Văn phòng UBND tỉnh | Quý II/2026 |\n";

/// A department's plan that cites it under `number`.
fn child(number: &str) -> String {
    format!(
        "UBND TỈNH HỒNG LAM\nSỞ NỘI VỤ\nSố:    /KH-SNV\nHồng Lam, ngày    tháng 01 năm 2026\nKẾ HOẠCH\n\
         Chuyển đổi số Sở Nội vụ năm 2026\n\
         Thực hiện Kế hoạch số {number} ngày 30/12/2025 của UBND tỉnh Hồng Lam về chuyển đổi số tỉnh Hồng Lam năm 2026, Sở Nội vụ ban hành Kế hoạch như sau:\n\
         PHỤ LỤC\n| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |\n|---|---|---|---|\n\
         | 1 | Kiểm toàn Tổ công tác chuyển đổi số của cơ quan, đơn vị | Văn phòng Sở | Quý I/2026 |\n\
         | 2 | Tổ chức hội thao chào mừng ngày thành lập ngành | Công đoàn | Tháng 8/2026 |\n"
    )
}

/// A folder of plans and an output directory.
struct Import {
    dir: tempfile::TempDir,
}

impl Import {
    fn new() -> Self {
        let import = Self { dir: tempfile::tempdir().unwrap() };
        fs::create_dir(import.dir.path().join("plans")).unwrap();
        import
    }

    fn with(self, name: &str, text: &str) -> Self {
        fs::write(self.dir.path().join("plans").join(name), text).unwrap();
        self
    }

    fn out(&self) -> PathBuf {
        self.dir.path().join("out")
    }

    /// Imports and returns what was said.
    fn run(&self) -> String {
        let plans = self.dir.path().join("plans");
        let out = self.out();
        let output = kehoach(&["ingest", plans.to_str().unwrap(), "--out", out.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        said(&output)
    }
}

fn lines<T: serde::de::DeserializeOwned>(out: &Path, name: &str) -> Vec<T> {
    let text = fs::read_to_string(out.join(name)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_parent_that_comes_later_resolves_its_children() {
    let import = Import::new().with("a-child.txt", &child("2215/KH-UBND"));
    import.run();
    let links: Vec<LinkLine> = lines(&import.out(), "links.ndjson");
    assert_eq!(links[0].link.status, LinkStatus::Unresolved);
    assert!(lines::<LineageLine>(&import.out(), "lineage.ndjson").is_empty());

    let import = import.with("parent.txt", PARENT);
    // The child's file is not read again; its record says something else all the same.
    assert!(import.run().contains("this run: 1 new, 1 unchanged"));
    let links: Vec<LinkLine> = lines(&import.out(), "links.ndjson");
    assert_eq!(links[0].link.status, LinkStatus::Resolved);
    assert_eq!(common::changes(&import.out()), ["changed a-child.txt", "added parent.txt"]);

    let whole = Import::new().with("a-child.txt", &child("2215/KH-UBND")).with("parent.txt", PARENT);
    whole.run();
    let but_changes = |out: &Path| {
        let mut files = outputs(out);
        files.retain(|(name, _)| name != "changes.ndjson");
        files
    };
    same(&but_changes(&import.out()), &but_changes(&whole.out()));
}

#[test]
fn a_wrong_digit_reaches_the_plan_and_is_told() {
    let import = Import::new().with("child.txt", &child("2275/KH-UBND")).with("parent.txt", PARENT);
    let said = import.run();
    assert!(said.contains("1 of 1 link resolved, 1 with another number, date or issuer"), "{said}");
    let plans = plans(&import.out());
    let (child, parent) = (&plans[0], &plans[1]);
    let link = &child.implements[0];
    assert_eq!(link.plan.as_deref(), Some(parent.id.as_str()));
    assert_eq!(link.work, parent.work);
    assert_eq!(link.discrepancies[0].found.as_deref(), Some("2215/KH-UBND"));
    assert_eq!(link.citation.number.as_deref(), Some("2275/KH-UBND"), "the citation stays as it is printed");
    let finding = child.findings.iter().find(|finding| finding.rule == Rule::ParentNumberMismatch).unwrap();
    assert!(!finding.at.is_empty());
    assert_eq!(inputs(&import.out())[0].outcome, Outcome::DoneWithFindings);
}

#[test]
fn rows_know_what_they_carry_on() {
    let import = Import::new().with("child.txt", &child("2215/KH-UBND")).with("parent.txt", PARENT);
    import.run();
    let lineage: Vec<LineageLine> = lines(&import.out(), "lineage.ndjson");
    let shown: Vec<String> = lineage
        .iter()
        .map(|line| {
            let row = |row: &str| row.rsplit_once('#').map(|(_, row)| row.to_owned()).unwrap();
            let parent = line.parent.as_deref().map_or_else(|| "own".to_owned(), row);
            let changes = line.changes.iter().map(|change| {
                let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
                format!("\n  {}: {} → {}", change.field, value(&change.parent), value(&change.child))
            });
            format!("{} ← {parent}, {:?}{}", row(&line.child), line.relation, changes.collect::<String>())
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    t0.r1 ← t0.r1, Same
      lead: Sở Nội vụ → Văn phòng Sở
      word: Kiện → Kiểm
    t0.r2 ← own, Own
    ");
}

#[test]
fn what_a_person_decides_comes_first() {
    let import = Import::new().with("child.txt", &child("2275/KH-UBND")).with("parent.txt", PARENT);
    import.run();
    let overrides = "[[link]]\nchild = \"child.txt\"\ncited = \"2275/KH-UBND\"\nparent = \"parent.txt\"\n\
        decision = \"refused\"\nby = \"Lê Thị B\"\n\
        [[link]]\nchild = \"gone.txt\"\ncited = \"1/KH-UBND\"\nparent = \"parent.txt\"\ndecision = \"confirmed\"\nby = \"Lê Thị B\"\n";
    fs::write(import.out().join("overrides.toml"), overrides).unwrap();
    // Nothing was read, but the links are others.
    let said = import.run();
    assert!(said.contains("gone.txt → 1/KH-UBND"), "{said}");
    let links: Vec<LinkLine> = lines(&import.out(), "links.ndjson");
    assert_eq!(links[0].link.status, LinkStatus::Unresolved);
    assert_eq!(links[0].link.confirmed_by.as_deref(), Some("Lê Thị B"));

    fs::write(import.out().join("overrides.toml"), "[[link]]\nchild = 7\n").unwrap();
    let out = import.out();
    let plans = import.dir.path().join("plans");
    let output = kehoach(&["ingest", plans.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(common::said(&output).contains("overrides.toml"), "{output:?}");
    assert_eq!(
        lines::<LinkLine>(&import.out(), "links.ndjson"),
        links,
        "the files are those of the last import"
    );
}

#[test]
fn copies_are_one_work_and_the_best_leads() {
    let folder = tempfile::tempdir().unwrap();
    for name in
        ["hong-lam-2215.pipe.txt", "hong-lam-2215.docx", "hong-lam-2215.html", "so-noi-vu-hong-lam.docx"]
    {
        fs::copy(common::root().join("corpus/plans").join(name), folder.path().join(name)).unwrap();
    }
    let (out, _) = common::ingest(folder.path(), &[]);
    let works: Vec<WorkLine> = lines(out.path(), "works.ndjson");
    assert_eq!(works.len(), 2, "{works:?}");
    assert_eq!(works[0].copies.len(), 2);
    let plans = plans(out.path());
    let lead = plans.iter().find(|plan| plan.id == works[0].lead).unwrap();
    assert_eq!(lead.source.path, "hong-lam-2215.docx", "native text before a dump, and the first of equals");
    let child = plans.iter().find(|plan| plan.source.path == "so-noi-vu-hong-lam.docx").unwrap();
    assert_eq!(child.implements[0].plan.as_deref(), Some(lead.id.as_str()));
}
