//! Whether rows were traced to the rows that they carry on.

use std::{collections::HashSet, path::Path};

use anyhow::Result;
use serde::Deserialize;

use super::{
    Scored,
    load::{Named, Output, each},
    share,
};
use crate::scale::row::Kind;

#[derive(Deserialize)]
struct Line {
    child: String,
    parent: Option<String>,
}

/// Scores `lineage.ndjson`.
pub(super) fn score(out: &Path, output: &Output<'_>) -> Result<Scored> {
    let path = out.join("lineage.ndjson");
    if !path.exists() {
        return Ok(Scored { lines: vec!["lineage: no lineage.ndjson".to_owned()], errors: Vec::new() });
    }
    let (mut right, mut given, mut own, mut own_given, mut lost) = (0, 0, 0, 0, 0);
    let (mut stray, mut other, mut taken, mut missed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut told: HashSet<&str> = HashSet::new();
    each(&path, |line: Line| {
        let Some(child) = output.named(&line.child) else {
            lost += 1;
            return;
        };
        let truth = child.record.truth;
        told.insert(&truth.file);
        let wanted = truth.parent_rows(child.kind).get(child.at).copied().flatten();
        own += usize::from(wanted.is_none());
        let Some(parent) = line.parent else {
            if let Some(at) = wanted {
                missed.push(format!("{} wanted {}", words(&child), of_parent(output, &child, at)));
            }
            return;
        };
        given += 1;
        own_given += usize::from(wanted.is_none());
        let Some(parent) = output.named(&parent) else {
            lost += 1;
            return;
        };
        let of_parent_plan = parent.record.is_parent_of(truth);
        if of_parent_plan && parent.kind == child.kind && wanted == Some(parent.at) {
            right += 1;
            return;
        }
        let pair = format!("{} got {}", words(&child), words(&parent));
        match wanted {
            _ if !of_parent_plan => stray.push(pair),
            None => taken.push(pair),
            Some(at) => other.push(format!("{pair} wanted {}", of_parent(output, &child, at))),
        }
    })?;
    let edges = |of: fn(bool) -> bool| -> usize {
        let files = output.records.iter().filter(|record| of(told.contains(record.truth.file.as_str())));
        files
            .map(|record| {
                let kinds = [Kind::Indicator, Kind::Task];
                kinds
                    .iter()
                    .flat_map(|kind| record.truth.parent_rows(*kind))
                    .filter(|parent| parent.is_some())
                    .count()
            })
            .sum()
    };
    let (all, of_told) = (edges(|_| true), edges(|told| told));
    let f1 = if right == 0 { 0.0 } else { 200.0 * right as f64 / (given + all) as f64 };
    let lines = vec![
        format!("lineage  {}  {}  F1 {f1:.2}", share("precision", right, given), share("recall", right, all)),
        format!("  of the plans that have lineage: {}", share("recall", right, of_told)),
        format!("  {}", share("own rows of those that got a parent:", own_given, own)),
        format!("  edges that name no known row: {lost}"),
    ];
    let errors = vec![
        ("edges to a plan that is not the parent", stray),
        ("edges to another row of the parent", other),
        ("own rows with a parent", taken),
        ("rows without their parent row", missed),
    ];
    Ok(Scored { lines, errors })
}

fn words(row: &Named<'_, '_>) -> String {
    format!("{} {:?} {} «{}»", row.record.truth.file, row.kind, row.at, row.words)
}

fn of_parent(output: &Output<'_>, child: &Named<'_, '_>, at: usize) -> String {
    let parent = output.records.iter().find(|record| record.is_parent_of(child.record.truth));
    parent.map_or_else(String::new, |parent| format!("{at} «{}»", parent.words(child.kind, at)))
}
