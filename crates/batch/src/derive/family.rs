//! The rows of all children beside those of their parents: lineage and coverage, and what both sides say otherwise.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use kehoach_check::Family;
use kehoach_link::{ParentRows, coverage, lineage};
use kehoach_model::{CoverageLine, LineageLine};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::derive::ids::{Renamed, rename};
use crate::derive::linking::{Linked, Parent};
use crate::derive::walk::Walk;
use crate::output::Staging;
use crate::store::{Row, Store};
use crate::{IngestError, answer};

/// What comparing the rows came to.
pub(super) struct Told {
    pub(super) family: Family,
    /// Rows that carry on a row of a parent.
    pub(super) carried_on: u64,
}

/// A record that has parents.
struct Child {
    packed: Vec<u8>,
    id: String,
    parents: Vec<Arc<Parent>>,
}

/// Writes `lineage.ndjson` and `coverage.ndjson`. This comes before the records are written, since a parent is told what
/// its children say.
pub(super) fn write(
    linked: &mut Linked,
    store: &Store,
    renamed: &Renamed,
    stop: &AtomicBool,
    staging: &Staging,
) -> Result<Told, IngestError> {
    let mut lineage = staging.file("lineage.ndjson")?;
    let mut coverage = staging.file("coverage.ndjson")?;
    let mut told = Told { family: Family::default(), carried_on: 0 };
    let mut walk = Walk::default();
    loop {
        let page = walk.next(store, stop)?;
        if page.is_empty() {
            break;
        }
        let mut children = Vec::new();
        for row in page.into_iter().filter(|row| row.leads) {
            children.extend(of_input(&row, linked, store, renamed)?);
        }
        let compared = children.into_par_iter().map(Child::compare);
        for (of_rows, of_plans) in compared.collect::<Result<Vec<_>, IngestError>>()? {
            told.carried_on += of_rows.iter().filter(|line| line.parent.is_some()).count() as u64;
            told.family.add(&of_rows);
            of_rows.iter().try_for_each(|line| lineage.push(line))?;
            of_plans.iter().try_for_each(|line| coverage.push(line))?;
        }
    }
    lineage.finish()?;
    coverage.finish()?;
    Ok(told)
}

/// The records of an input that have parents.
fn of_input(
    row: &Row,
    linked: &mut Linked,
    store: &Store,
    renamed: &Renamed,
) -> Result<Vec<Child>, IngestError> {
    let Some(sha256) = row.line.sha256.as_deref() else { return Ok(Vec::new()) };
    let (mut children, mut records) = (Vec::new(), None);
    for (part, id) in row.line.ids.iter().enumerate() {
        let mut id = id.clone();
        rename(renamed, sha256, &mut id);
        let parents = linked.parents(store, &id)?;
        if parents.is_empty() {
            continue;
        }
        let all = match &mut records {
            Some(all) => all,
            none => none.insert(store.records(sha256)?),
        };
        children.extend(all.get(part).map(|packed| Child { packed: packed.clone(), id, parents }));
    }
    Ok(children)
}

impl Child {
    fn compare(self) -> Result<(Vec<LineageLine>, Vec<CoverageLine>), IngestError> {
        let mut plan = answer::unpack(&self.packed).map_err(serde_json::Error::io)?;
        plan.id.clone_from(&self.id);
        let parents =
            self.parents.iter().map(|parent| parent.rows()).collect::<Result<Vec<&ParentRows>, _>>()?;
        let lines = lineage(&plan, &parents);
        let covered = coverage(&plan.id, &parents, &lines);
        Ok((lines, covered))
    }
}
