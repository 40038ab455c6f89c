//! The cases of `fixtures/check`: for each rule documents that it must tell of, and healthy twins that it must not.
//!
//! A case is `## fires: …` or `## silent: …`, documents behind `### name`, and one line for each finding of the rule,
//! `=> name | ordinals of its rows | a part of its English message`, or `=> nothing`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod reading;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kehoach_check::{Corpus, Facts, Family, FoundBy, RULES, Settings, check, rule};
use kehoach_link::{Index, Overrides, ParentRows, lineage};
use kehoach_model::{Finding, Plan};
use reading::{Case, cases};

/// Cases that do not hold yet, each with its reason in the closing note of its issue.
const NOT_YET: &[(&str, &str)] = &[];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/check")
}

/// Records of a case's documents, as the import would give them.
fn plans(case: &Case) -> Vec<Plan> {
    let read = |(name, text): &(String, String)| {
        let document = kehoach_dump::read(text.as_bytes(), &kehoach_dump::Limits::default()).unwrap();
        let source = reading::source(name, text);
        let plans = kehoach_plan::recognise(&document, &source);
        plans.unwrap_or_else(|problem| panic!("{}: {name}: {problem:?}", case.title))
    };
    case.documents.iter().flat_map(read).collect()
}

/// What is found in each document, the corpus put together in the order given.
fn found(mut plans: Vec<Plan>, settings: &Settings) -> BTreeMap<String, (Plan, Vec<Finding>)> {
    let (mut index, mut corpus, mut family) = (Index::default(), Corpus::default(), Family::default());
    for plan in &plans {
        index.insert(&plan.source.path, &plan.id, kehoach_link::Facts::of(plan));
        let facts = Facts::of(plan);
        let kept = Facts::from_bytes(&facts.to_bytes());
        assert_eq!(kept.as_ref(), Some(&facts), "as a store gives them back");
        corpus.insert(&plan.id, &facts);
    }
    let links = index.link(&Overrides::default());
    corpus.settle(links.works());
    for plan in plans.iter().filter(|plan| !links.leads(&plan.id)) {
        corpus.forget_words(&Facts::of(plan));
    }
    for plan in &plans {
        let of_parent = |id: &String| plans.iter().find(|plan| plan.id == *id).map(ParentRows::of);
        let parents: Vec<ParentRows> = links.parents(&plan.id).iter().filter_map(of_parent).collect();
        family.add(&lineage(plan, &parents.iter().collect::<Vec<_>>()));
    }
    for plan in &mut plans {
        links.apply(plan);
    }
    let told = plans.into_iter().map(|plan| {
        let mut findings = plan.findings.clone();
        findings.extend(check(&plan, &corpus, &family, settings));
        (plan.source.path.clone(), (plan, findings))
    });
    told.collect()
}

/// "name | ordinals | message" for each finding of a rule.
fn told(rule: &str, found: &BTreeMap<String, (Plan, Vec<Finding>)>) -> Vec<(String, String, String)> {
    let mut lines = Vec::new();
    for (path, (plan, findings)) in found {
        let indicators = plan.indicators.iter().map(|indicator| &indicator.row);
        let rows: Vec<_> = indicators.chain(plan.tasks.iter().map(|task| &task.row)).collect();
        let ordinal = |id: &String| {
            let row = rows.iter().find(|row| row.id == *id);
            row.map_or_else(|| id.clone(), |row| row.ordinal.clone().unwrap_or_else(|| "∅".to_owned()))
        };
        for finding in findings.iter().filter(|finding| finding.rule.name() == rule) {
            assert!(!finding.message.en.contains(['{', '}']), "{}", finding.message.en);
            assert!(!finding.message.vi.contains(['{', '}']), "{}", finding.message.vi);
            let ordinals: Vec<String> = finding.rows.iter().map(ordinal).collect();
            let ordinals = if ordinals.is_empty() { "-".to_owned() } else { ordinals.join(", ") };
            lines.push((path.clone(), ordinals, finding.message.en.clone()));
        }
    }
    lines
}

/// What is wrong with a case, if anything.
fn fault(rule: &str, case: &Case) -> Option<String> {
    let read = plans(case);
    let mut reversed = read.clone();
    reversed.reverse();
    let found_here = found(read, &case.settings);
    let lines = told(rule, &found_here);
    assert_eq!(
        lines,
        told(rule, &found(reversed, &case.settings)),
        "{rule}: {}: the order of documents does not matter",
        case.title
    );
    let mut left = lines.clone();
    let mut missing = Vec::new();
    for (name, ordinals, text) in &case.expected {
        let bare = |ordinals: &str| {
            ordinals
                .split(',')
                .map(|one| one.trim().trim_end_matches(['.', ')']).to_owned())
                .collect::<BTreeSet<_>>()
        };
        let fits = |line: &(String, String, String)| {
            line.0 == *name && bare(&line.1) == bare(ordinals) && line.2.contains(text.as_str())
        };
        match left.iter().position(fits) {
            Some(at) => drop(left.remove(at)),
            None => missing.push(format!("{name} | {ordinals} | {text}")),
        }
    }
    (!missing.is_empty() || !left.is_empty()).then(|| {
        format!(
            "{rule}: {}\n  wanted and not there: {missing:#?}\n  there and not wanted: {left:#?}",
            case.title
        )
    })
}

#[test]
fn cases_hold() {
    let mut faults = Vec::new();
    let mut count = 0;
    for entry in RULES {
        let name = entry.name();
        let path = folder().join(format!("{name}.md"));
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for case in cases(&text) {
            count += 1;
            let is_open = NOT_YET.contains(&(name.as_str(), case.title.as_str()));
            match fault(&name, &case) {
                Some(fault) if !is_open => faults.push(fault),
                None if is_open => {
                    faults.push(format!("{name}: {} holds now: take it off the list", case.title));
                }
                _ => {}
            }
        }
    }
    assert!(faults.is_empty(), "{} of {count} cases:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_rule_of_this_crate_has_a_pair() {
    for entry in RULES.iter().filter(|entry| matches!(entry.found_by, FoundBy::Check(_))) {
        let name = entry.name();
        let text = fs::read_to_string(folder().join(format!("{name}.md"))).unwrap_or_default();
        let cases = cases(&text);
        assert!(cases.iter().any(|case| !case.expected.is_empty()), "{name}: no case that fires");
        assert!(cases.iter().any(|case| case.expected.is_empty()), "{name}: no case that is silent");
    }
}

#[test]
fn every_file_is_of_a_rule() {
    for file in fs::read_dir(folder()).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(rule(&name).is_some(), "{name} is no rule");
    }
}
