//! Which rows of a parent a child took up.

use std::collections::BTreeSet;

use kehoach_model::{CoverageLine, LineageLine};

use crate::lineage::ParentRows;

/// One line for each parent of a child, from the child's lineage.
#[must_use]
pub fn coverage(child: &str, parents: &[&ParentRows], lineage: &[LineageLine]) -> Vec<CoverageLine> {
    let taken: BTreeSet<&str> = lineage.iter().filter_map(|line| line.parent.as_deref()).collect();
    let line = |parent: &&ParentRows| {
        let is_taken = |row: &&str| taken.contains(format!("{}#{row}", parent.id).as_str());
        let (taken, missing): (Vec<&str>, Vec<&str>) = parent.rows().partition(is_taken);
        let owned = |rows: Vec<&str>| rows.into_iter().map(str::to_owned).collect();
        CoverageLine {
            parent: parent.id.clone(),
            child: child.to_owned(),
            taken: owned(taken),
            missing: owned(missing),
        }
    };
    parents.iter().map(line).collect()
}
