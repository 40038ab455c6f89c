//! The output of an ingest, record beside truth.

use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use anyhow::{Context, Result};
use serde::{Deserialize, de::DeserializeOwned};

use super::super::{row::Kind, truth};

/// All records whose file the corpus knows.
pub(super) struct Output<'a> {
    pub(super) records: Vec<Record<'a>>,
    by_id: HashMap<String, usize>,
    /// What should not be, and is no fault of linking.
    pub(super) strange: Vec<String>,
}

/// One record.
pub(super) struct Record<'a> {
    pub(super) truth: &'a truth::File,
    pub(super) links: Vec<Link>,
    /// Name of a row ("t0.r3"): its kind, its place among those, its words.
    rows: BTreeMap<String, (Kind, usize, String)>,
}

/// A row that an edge of the lineage names.
pub(super) struct Named<'o, 'a> {
    pub(super) record: &'o Record<'a>,
    pub(super) kind: Kind,
    pub(super) at: usize,
    pub(super) words: &'o str,
}

/// What a record says it carries out.
#[derive(Deserialize)]
pub(super) struct Link {
    pub(super) citation: Citation,
    pub(super) status: String,
    pub(super) plan: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Citation {
    pub(super) raw: String,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    source: Source,
    implements: Vec<Link>,
    indicators: Vec<Row>,
    tasks: Vec<Row>,
}

#[derive(Deserialize)]
struct Source {
    path: String,
}

#[derive(Deserialize)]
struct Row {
    row: String,
    name: String,
}

impl<'a> Output<'a> {
    /// Reads `plans.ndjson`.
    pub(super) fn read(out: &Path, truth: &'a [truth::File]) -> Result<Self> {
        let files: HashMap<&str, &truth::File> =
            truth.iter().map(|file| (file.file.as_str(), file)).collect();
        let mut output = Self { records: Vec::new(), by_id: HashMap::new(), strange: Vec::new() };
        let mut seen: HashMap<String, usize> = HashMap::new();
        each(&out.join("plans.ndjson"), |line: Line| {
            let path = line.source.path;
            let Some(truth) = files.get(path.as_str()) else {
                output.strange.push(format!("{path} is no file of the corpus"));
                return;
            };
            let (indicators, tasks) = (line.indicators.len(), line.tasks.len());
            if (indicators, tasks) != (truth.indicators.len(), truth.tasks.len()) {
                output.strange.push(format!("{path} was not read as it was written"));
            }
            let count = seen.entry(path.clone()).or_default();
            *count += 1;
            if *count == 2 {
                output.strange.push(format!("{path} has several records"));
            }
            let rows = |rows: Vec<Row>, kind| {
                rows.into_iter().enumerate().map(move |(at, row)| (row.row, (kind, at, row.name)))
            };
            let all = rows(line.indicators, Kind::Indicator).chain(rows(line.tasks, Kind::Task));
            output.by_id.insert(line.id, output.records.len());
            output.records.push(Record { truth, links: line.implements, rows: all.collect() });
        })?;
        let missing = truth.iter().filter(|file| !seen.contains_key(&file.file));
        output.strange.extend(missing.map(|file| format!("{} has no record", file.file)));
        Ok(output)
    }

    /// The record with this id.
    pub(super) fn by_id(&self, id: &str) -> Option<&Record<'a>> {
        self.records.get(*self.by_id.get(id)?)
    }

    /// The row that "<id>#<row>" names.
    pub(super) fn named(&self, name: &str) -> Option<Named<'_, 'a>> {
        let (id, row) = name.rsplit_once('#')?;
        let record = self.by_id(id)?;
        let (kind, at, words) = record.rows.get(row)?;
        Some(Named { record, kind: *kind, at: *at, words })
    }
}

impl Record<'_> {
    /// Whether this record is a copy of the plan that `child` carries out.
    pub(super) fn is_parent_of(&self, child: &truth::File) -> bool {
        child.parents.as_ref().is_some_and(|parents| parents.contains(&self.truth.file))
    }

    /// The words of a row, by its place.
    pub(super) fn words(&self, kind: Kind, at: usize) -> &str {
        let mut rows = self.rows.values();
        rows.find(|(of, place, _)| (*of, *place) == (kind, at)).map_or("", |(_, _, words)| words)
    }
}

impl truth::File {
    /// For each row of a kind, the place of its parent row.
    pub(super) fn parent_rows(&self, kind: Kind) -> &[Option<usize>] {
        match kind {
            Kind::Indicator => &self.indicators,
            Kind::Task => &self.tasks,
        }
    }
}

/// Calls `take` with each line of a file.
pub(super) fn each<T: DeserializeOwned>(path: &Path, mut take: impl FnMut(T)) -> Result<()> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    for line in BufReader::with_capacity(1 << 20, file).lines() {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        take(serde_json::from_str(&line).with_context(|| format!("{}: {line:.200}", path.display()))?);
    }
    Ok(())
}
