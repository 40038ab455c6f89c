//! Whether files of one work were found to be one, and no others.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::Result;
use serde::Deserialize;

use super::{
    Scored,
    load::{Output, each},
    share,
};
use crate::scale::truth;

#[derive(Deserialize)]
struct Line {
    lead: String,
    copies: Vec<String>,
}

/// Scores `works.ndjson`.
pub(super) fn score(out: &Path, truth: &[truth::File], output: &Output<'_>) -> Result<Scored> {
    let path = out.join("works.ndjson");
    if !path.exists() {
        return Ok(Scored { lines: vec!["works: no works.ndjson".to_owned()], errors: Vec::new() });
    }
    let mut files: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in truth {
        files.entry(&file.work).or_default().insert(&file.file);
    }
    let several: Vec<(&str, BTreeSet<&str>)> =
        files.into_iter().filter(|(_, files)| files.len() > 1).collect();
    let mut groups: BTreeSet<Vec<&str>> = BTreeSet::new();
    let mut merged = Vec::new();
    each(&path, |line: Line| {
        let records: Vec<_> =
            std::iter::once(&line.lead).chain(&line.copies).filter_map(|id| output.by_id(id)).collect();
        let works: BTreeSet<&str> = records.iter().map(|record| record.truth.work.as_str()).collect();
        let files: BTreeSet<&str> = records.iter().map(|record| record.truth.file.as_str()).collect();
        if works.len() > 1 {
            let works: Vec<&str> = works.into_iter().collect();
            merged.push(format!(
                "{}: {}",
                works.join(" = "),
                files.into_iter().collect::<Vec<_>>().join(" ")
            ));
        } else if files.len() > 1 {
            groups.insert(files.into_iter().collect());
        }
    })?;
    let found = |files: &BTreeSet<&str>| groups.contains(&files.iter().copied().collect::<Vec<_>>());
    let blank = |files: &BTreeSet<&str>| {
        truth.iter().filter(|file| files.contains(file.file.as_str())).any(|file| file.blank)
    };
    let (one, apart): (Vec<_>, Vec<_>) = several.iter().partition(|(_, files)| found(files));
    let (with, of) =
        (one.iter().filter(|(_, files)| blank(files)), several.iter().filter(|(_, files)| blank(files)));
    let lines = vec![
        format!("works  {}", share("of several files found as one:", one.len(), several.len())),
        format!("  {}", share("of those with a file without number:", with.count(), of.count())),
        format!("  merged wrongly: {}", merged.len()),
    ];
    let apart = apart
        .iter()
        .map(|(work, files)| format!("{work}: {}", files.iter().copied().collect::<Vec<_>>().join(" ")))
        .collect();
    Ok(Scored { lines, errors: vec![("works merged wrongly", merged), ("works not found as one", apart)] })
}
