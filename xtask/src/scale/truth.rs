//! `truth.ndjson`: what is known of each file because it was invented here.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::{plan::Plan, row::Kind};

/// Name of the truth file below the corpus.
pub(super) const FILE: &str = "truth.ndjson";

/// One line: one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct File {
    /// Below `plans`.
    pub(super) file: String,
    /// Equal for the files of one work.
    pub(super) work: String,
    /// "province" or "commune".
    pub(super) level: String,
    /// Number and day are blank in this file.
    pub(super) blank: bool,
    /// Files of the work that it carries out; `null` where none of the corpus is meant.
    pub(super) parents: Option<Vec<String>>,
    pub(super) citation: Option<Citation>,
    /// For each row of the kind, in order, the place of its parent row among those of the parent.
    pub(super) indicators: Vec<Option<usize>>,
    pub(super) tasks: Vec<Option<usize>>,
}

/// The citation of the parent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Citation {
    pub(super) number: String,
    /// As it should be, where it is not.
    pub(super) right_number: Option<String>,
    pub(super) date: String,
    pub(super) right_date: Option<String>,
    /// It says "UBND tỉnh Nghệ An" and not "UBND tỉnh".
    pub(super) names_province: bool,
}

/// The truth about a file of a plan; `parents` are the files of the plan that it carries out.
pub(super) fn file(name: &str, plan: &Plan, blank: bool, parents: &[String]) -> File {
    let parent = plan.cited.as_ref().and_then(|cited| cited.parent.as_ref());
    let rows = |kind| plan.of(kind).map(|row| row.parent).collect();
    File {
        file: name.to_owned(),
        work: plan.work.clone(),
        level: if plan.cited.is_some() { "commune" } else { "province" }.to_owned(),
        blank,
        parents: parent.map(|_| parents.to_vec()),
        citation: plan.cited.as_ref().map(|cited| Citation {
            number: cited.number.clone(),
            right_number: (cited.number != cited.right_number).then(|| cited.right_number.clone()),
            date: cited.date.short(),
            right_date: (cited.date != cited.right_date).then(|| cited.right_date.short()),
            names_province: cited.names_province,
        }),
        indicators: rows(Kind::Indicator),
        tasks: rows(Kind::Task),
    }
}

/// Reads the truth of a corpus.
pub(super) fn read(corpus: &Path) -> Result<Vec<File>> {
    let path = corpus.join(FILE);
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    text.lines()
        .map(|line| serde_json::from_str(line).with_context(|| format!("{} is no truth", path.display())))
        .collect()
}
