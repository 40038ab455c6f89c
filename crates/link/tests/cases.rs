//! What a careful reader expects of linking, case by case: `fixtures/link/*.toml`, one file for one behaviour. The form
//! of a case is explained in `cases/case.rs`.
//!
//! Each case is linked with its plans in the order of the file, in reverse, and rotated: what comes out must be the
//! same lines. `CASE=<name> cargo test -p kehoach-link --test cases -- --nocapture` runs one case and prints what came out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on fails"
)]

#[path = "cases/build.rs"]
mod build;
#[path = "cases/case.rs"]
mod case;
#[path = "cases/judge.rs"]
mod judge;
#[path = "cases/links.rs"]
mod links;
#[path = "cases/rows.rs"]
mod rows;

use std::fmt::{Debug, Write};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use kehoach_link::{Linked, Overrides, link};
use kehoach_model::Plan;

use case::Case;

/// Cases that are known to fail, with the reason. One that does not fail any more must be taken off.
const NOT_YET: &[(&str, &str)] =
    &[("lineage-reworded", "shares too few words; a lower threshold gives own rows a parent")];

#[test]
fn every_case_links_as_a_careful_reader_would() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/link");
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    let only = std::env::var("CASE").ok();
    let mut names = Vec::new();
    let mut report = String::new();
    let mut failed = 0;
    for path in paths {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if only.as_ref().is_some_and(|only| *only != name) {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        let case: Case = toml::from_str(&source).unwrap_or_else(|error| panic!("{name}.toml: {error}"));
        let faults = faults(&case, only.is_some());
        let reason = NOT_YET.iter().find(|(listed, _)| *listed == name).map(|(_, reason)| *reason);
        match (faults.is_empty(), reason) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(reason)) => {
                failed += 1;
                let _ = writeln!(report, "\n{name}: passes now, take it off NOT_YET ({reason})");
            }
            (false, None) => {
                failed += 1;
                let _ = writeln!(report, "\n{name}: {}\n  why: {}", case.title, case.why.trim());
                for fault in faults {
                    let _ = writeln!(report, "  - {fault}");
                }
            }
        }
        names.push(name);
    }
    if only.is_none() {
        assert!(names.len() > 60, "only {} cases in {}", names.len(), folder.display());
        for (listed, _) in NOT_YET {
            assert!(names.iter().any(|name| name == listed), "NOT_YET names {listed}, which is no case");
        }
    }
    assert!(failed == 0, "{failed} of {} cases fail\n{report}", names.len());
}

/// What is wrong with the answer to a case; empty where all is as expected.
fn faults(case: &Case, show: bool) -> Vec<String> {
    let plans = build::plans(case);
    let overrides = match &case.overrides {
        Some(text) => match Overrides::parse(text) {
            Ok(overrides) => overrides,
            Err(_) => return vec!["the overrides of the case do not parse".to_owned()],
        },
        None => Overrides::default(),
    };
    let Some(first) = linked(&plans, &overrides) else {
        return vec!["link panics".to_owned()];
    };
    if show {
        println!("{first:#?}");
    }
    let mut faults = judge::faults(case, &plans, &first);
    let expected = lines(&first);
    for (how, plans) in [("in reverse", reversed(&plans)), ("rotated", rotated(&plans))] {
        let Some(other) = linked(&plans, &overrides) else {
            faults.push(format!("link panics with the plans {how}"));
            continue;
        };
        if let Some((one, other)) = first_difference(&expected, &lines(&other)) {
            faults.push(format!("with the plans {how} another answer:\n      {one}\n      {other}"));
        }
    }
    faults
}

fn linked(plans: &[Plan], overrides: &Overrides) -> Option<Linked> {
    catch_unwind(AssertUnwindSafe(|| link(plans, overrides))).ok()
}

fn reversed(plans: &[Plan]) -> Vec<Plan> {
    plans.iter().rev().cloned().collect()
}

fn rotated(plans: &[Plan]) -> Vec<Plan> {
    let mut plans = plans.to_vec();
    if !plans.is_empty() {
        plans.rotate_left(1);
    }
    plans
}

/// All lines of an answer, sorted: files are written in an order of their own.
fn lines(linked: &Linked) -> Vec<String> {
    fn shown<T: Debug>(lines: &[T]) -> impl Iterator<Item = String> {
        lines.iter().map(|line| format!("{line:?}"))
    }
    let mut lines: Vec<String> = shown(&linked.links)
        .chain(shown(&linked.lineage))
        .chain(shown(&linked.works))
        .chain(shown(&linked.duplicates))
        .chain(shown(&linked.coverage))
        .collect();
    lines.sort_unstable();
    lines
}

fn first_difference(one: &[String], other: &[String]) -> Option<(String, String)> {
    let absent = || "(no such line)".to_owned();
    if one == other {
        return None;
    }
    let gone = one.iter().find(|line| !other.contains(line)).cloned();
    let new = other.iter().find(|line| !one.contains(line)).cloned();
    Some((gone.unwrap_or_else(absent), new.unwrap_or_else(absent)))
}
