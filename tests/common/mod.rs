//! What the end-to-end tests share: running the built binary and reading what it wrote.
#![allow(dead_code, reason = "each test file uses its part")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use kehoach_model::{ChangeLine, InputLine, Plan, Row, Target};

/// The workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

/// Runs `kehoach` with arguments.
pub(crate) fn kehoach(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kehoach")).args(arguments).env("LANG", "C").output().unwrap()
}

/// Imports a folder and returns the output directory and the exit code.
pub(crate) fn ingest(path: &Path, more: &[&str]) -> (tempfile::TempDir, i32) {
    let out = tempfile::tempdir().unwrap();
    let mut arguments = vec!["ingest", path.to_str().unwrap(), "--out", out.path().to_str().unwrap()];
    arguments.extend(more);
    let code = kehoach(&arguments).status.code().unwrap();
    (out, code)
}

/// The records of an output directory.
pub(crate) fn plans(out: &Path) -> Vec<Plan> {
    let text = fs::read_to_string(out.join("plans.ndjson")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The lines of `inputs.ndjson`.
pub(crate) fn inputs(out: &Path) -> Vec<InputLine> {
    let text = fs::read_to_string(out.join("inputs.ndjson")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The lines of `changes.ndjson`, shortened: "added a.txt".
pub(crate) fn changes(out: &Path) -> Vec<String> {
    let text = fs::read_to_string(out.join("changes.ndjson")).unwrap();
    let line = |line: &str| {
        let line: ChangeLine = serde_json::from_str(line).unwrap();
        format!("{} {}", serde_json::to_value(line.change).unwrap().as_str().unwrap(), line.path)
    };
    text.lines().map(line).collect()
}

/// What a run said on standard error.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// All files below a folder with their bytes, sorted.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((
                    path.strip_prefix(folder).unwrap().display().to_string(),
                    fs::read(&path).unwrap(),
                ));
            }
        }
    }
    files.sort();
    files
}

/// All output files: what is in an output directory but the store.
pub(crate) fn outputs(out: &Path) -> Vec<(String, Vec<u8>)> {
    files(out).into_iter().filter(|(name, _)| !name.starts_with(".kehoach/")).collect()
}

/// Compares files; says which differ, not how.
#[track_caller]
pub(crate) fn same(one: &[(String, Vec<u8>)], other: &[(String, Vec<u8>)]) {
    let only = |a: &[(String, Vec<u8>)], b: &[(String, Vec<u8>)]| -> Vec<String> {
        a.iter().filter(|file| !b.contains(file)).map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(only(one, other), only(other, one), "these files differ");
    assert!(one == other, "some files differ in their bytes: {:?}", only(one, other));
}

/// A plan as a reviewer reads it: one line a fact.
pub(crate) fn shown(plan: &Plan) -> String {
    let mut out = String::new();
    let header = &plan.header;
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
    let issuer = header.issuer.as_ref();
    writeln!(
        out,
        "{} {} ({:?} {}) {}",
        text(&header.kind),
        text(&header.number),
        header.number_status,
        text(&header.symbol),
        text(&header.date_partial)
    )
    .unwrap();
    writeln!(out, "title    {}", text(&header.title)).unwrap();
    if let Some(issuer) = issuer {
        writeln!(out, "issuer   {} ({:?}), under {}", issuer.name, issuer.level, text(&issuer.parent))
            .unwrap();
    }
    if let Some(signer) = &header.signer {
        writeln!(out, "signer   {}, {} {:?}", text(&signer.name), text(&signer.position), signer.authority)
            .unwrap();
    }
    for link in &plan.implements {
        writeln!(
            out,
            "implements {} {} direct={}",
            text(&link.citation.number),
            text(&link.citation.date),
            link.direct
        )
        .unwrap();
    }
    for table in &plan.tables {
        let heads: Vec<String> =
            table.columns.iter().map(|column| format!("{} {:?}", column.head, column.field)).collect();
        writeln!(
            out,
            "table    {} {:?} {} [{}]",
            table.id,
            table.kind,
            text(&table.appendix),
            heads.join(" | ")
        )
        .unwrap();
    }
    for indicator in &plan.indicators {
        let targets: Vec<String> = indicator.targets.iter().map(target).collect();
        writeln!(
            out,
            "{} => {} unit={} base={:?}",
            row(&indicator.row),
            targets.join(", "),
            text(&indicator.unit),
            indicator.baseline.as_ref().map(|raw| &raw.raw)
        )
        .unwrap();
    }
    for task in &plan.tasks {
        let deadline = task.deadline.as_ref().map(|deadline| {
            format!("{} {:?} {}..{}", deadline.raw, deadline.kind, text(&deadline.start), text(&deadline.end))
        });
        writeln!(out, "{} => {} result={}", row(&task.row), text(&deadline), text(&task.result)).unwrap();
    }
    for objective in &plan.objectives {
        writeln!(
            out,
            "objective {} {:?}",
            objective.name,
            objective.targets.iter().map(target).collect::<Vec<_>>()
        )
        .unwrap();
    }
    for finding in &plan.findings {
        writeln!(
            out,
            "{:?} {} {} {}",
            finding.severity,
            finding.rule.name(),
            finding.rows.join(","),
            serde_json::to_string(&finding.at).unwrap()
        )
        .unwrap();
    }
    writeln!(out, "letters  {} in, {} placed", plan.conservation.text_in, plan.conservation.text_placed)
        .unwrap();
    out
}

fn row(row: &Row) -> String {
    let groups: Vec<String> = row
        .groups
        .iter()
        .map(|group| format!("{} {}", group.ordinal.as_deref().unwrap_or("–"), group.title))
        .collect();
    let bodies = |name: &str, bodies: &Option<kehoach_model::Bodies>| {
        bodies.as_ref().map_or_else(String::new, |bodies| format!(" {name}={}", bodies.raw))
    };
    format!(
        "{} {} [{}] {}{}{}{}{}",
        row.id,
        row.ordinal.as_deref().unwrap_or("–"),
        groups.join(" › "),
        row.name,
        bodies("lead", &row.lead),
        bodies("support", &row.support),
        bodies("monitor", &row.monitor),
        row.note.as_ref().map_or_else(String::new, |note| format!(" note={note}"))
    )
}

fn target(target: &Target) -> String {
    format!(
        "{}: {:?} {:?} {:?}..{:?} {:?} {:?}",
        target.raw, target.kind, target.op, target.low, target.high, target.unit, target.condition
    )
}
