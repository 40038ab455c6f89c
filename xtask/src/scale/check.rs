//! Whether the corpus can be scored on: its files are those that would be written now, and the reader finds in them
//! every row as it was invented. What a reader gets wrong would be held against linking.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use kehoach::Options;
use rayon::prelude::*;
use serde_json::Value;

use super::{
    File, files,
    plan::Plan,
    print::target,
    row::{Kind, Row},
};

/// Files that are read again: about so many, evenly taken.
const SAMPLE: usize = 500;
/// Differences that are told.
const TOLD: usize = 20;

/// Rows wanted, rows found exactly, and what differs.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) wanted: usize,
    pub(super) found: usize,
    pub(super) differences: Vec<String>,
}

/// Compares the files on disk with what would be written, and reads a sample of them.
pub(super) fn run(folder: &Path, works: &[Plan]) -> Result<String> {
    let all: Vec<(File, &Plan)> =
        works.iter().flat_map(|plan| files(plan).into_iter().map(move |file| (file, plan))).collect();
    let step = (all.len() / SAMPLE).max(1);
    let reads = all.par_iter().enumerate().map(|(at, (file, plan))| {
        let path = folder.join("plans").join(&file.name);
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut read = if at % step == 0 { Some(read(&bytes, file, plan)) } else { None };
        if bytes != file.print(plan).into_bytes() {
            read.get_or_insert_default().differences.push(format!("{}: other bytes", file.name));
        }
        Ok((at % step == 0, read.unwrap_or_default()))
    });
    let reads: Vec<(bool, Read)> = reads.collect::<Result<_>>()?;
    let total = |of: fn(&Read) -> usize| reads.iter().map(|(_, read)| of(read)).sum::<usize>();
    let mut said = vec![format!(
        "{} files compared, {} read: {} of {} rows found exactly, {} differences",
        all.len(),
        reads.iter().filter(|(sampled, _)| *sampled).count(),
        total(|read| read.found),
        total(|read| read.wanted),
        total(|read| read.differences.len()),
    )];
    said.extend(reads.into_iter().flat_map(|(_, read)| read.differences).take(TOLD));
    Ok(said.join("\n"))
}

/// What the reader makes of a file, beside the plan that it was printed from.
pub(super) fn read(bytes: &[u8], file: &File, plan: &Plan) -> Read {
    let mut out = Read { wanted: plan.rows.len(), ..Read::default() };
    let mut differs = |what: String| out.differences.push(format!("{}: {what}", file.name));
    let records = match kehoach::parse(bytes, &file.name, &Options::default()) {
        Ok(records) => records,
        Err(error) => {
            differs(error.to_string());
            return out;
        }
    };
    let [record] = records.as_slice() else {
        differs(format!("{} records", records.len()));
        return out;
    };
    let number = plan.head.number.filter(|_| !file.draft).map(|number| format!("{number:02}/KH-UBND"));
    if record.header.number != number {
        differs(format!("number {:?}, not {number:?}", record.header.number));
    }
    let title = plan.head.title.join(" ");
    if record.header.title.as_ref() != Some(&title) {
        differs(format!("title {:?}, not {title}", record.header.title));
    }
    let issuer = record.header.issuer.as_ref().map(|issuer| issuer.name.replace("Ủy ban nhân dân", "UBND"));
    if issuer.as_ref() != Some(&plan.head.issuer) {
        differs(format!("issuer {issuer:?}, not {}", plan.head.issuer));
    }
    if let Some(cited) = &plan.cited {
        let number = format!("{}/KH-UBND", cited.number);
        let found = record.implements.iter().any(|link| link.citation.number.as_ref() == Some(&number));
        if !found {
            differs(format!("does not carry out {number}: {:?}", plan.opening));
        }
    }
    let rows = serde_json::to_value(record).unwrap_or_default();
    let indicators = cells(&rows, "/indicators", "/targets/0/raw", "/unit");
    let tasks = cells(&rows, "/tasks", "/deadline/raw", "/result");
    let wanted = |kind| plan.of(kind).enumerate().map(|(at, row)| wanted(at, row, plan)).collect::<Vec<_>>();
    for (kind, found) in [(Kind::Indicator, indicators), (Kind::Task, tasks)] {
        let wanted = wanted(kind);
        if found.len() != wanted.len() {
            differs(format!("{} rows of {kind:?}, not {}", found.len(), wanted.len()));
        }
        for (found, wanted) in found.iter().zip(&wanted) {
            if found == wanted {
                out.found += 1;
            } else {
                differs(format!("{found:?}, not {wanted:?}"));
            }
        }
    }
    out
}

/// A row for comparing: ordinal, group, name, lead, support, target or deadline, unit or result.
type Cells = [Option<String>; 7];

fn cells(record: &Value, rows: &str, last: &str, value: &str) -> Vec<Cells> {
    let rows = record.pointer(rows).and_then(Value::as_array);
    let text = |row: &Value, at: &str| row.pointer(at).and_then(Value::as_str).map(String::from);
    let of = |row: &Value| {
        let group = "/groups/0/title";
        ["/ordinal", group, "/name", "/lead/raw", "/support/raw", last, value].map(|at| text(row, at))
    };
    rows.into_iter().flatten().map(of).collect()
}

fn wanted(at: usize, row: &Row, plan: &Plan) -> Cells {
    let style = &plan.style;
    let (last, value) = match row.kind {
        Kind::Indicator => (target(row, style.unit_column), style.unit_column),
        Kind::Task => (row.deadline.clone(), style.result_column),
    };
    // Indicators have no column of who takes part.
    let support = Some(row.support.clone()).filter(|text| !text.is_empty() && row.kind == Kind::Task);
    [
        Some((at + 1).to_string()),
        style.groups.then(|| row.group.to_owned()),
        Some(row.name()),
        Some(row.lead.clone()),
        support,
        Some(last),
        value.then(|| row.value.to_owned()),
    ]
}
