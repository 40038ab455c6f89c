//! What parents and children say otherwise of one row: collected from the lineage of all children, told to both sides.

use std::collections::BTreeMap;

use kehoach_model::{LineageLine, RowChange};

/// The twins of all rows whose values or words differ, by plan.
#[derive(Debug, Default)]
pub struct Family {
    plans: BTreeMap<String, Vec<Twin>>,
}

/// A value or word of a row that stands otherwise in the row of its parent, or of a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Twin {
    /// The row of this plan.
    pub(crate) row: String,
    /// "word" or "target".
    pub(crate) field: String,
    /// What stands here.
    pub(crate) own: String,
    /// What stands there.
    pub(crate) other: String,
    /// The row there: "<id>#<row>"; of several children the first.
    pub(crate) there: String,
    /// Whether this plan is the child.
    pub(crate) is_child: bool,
}

/// What a rule compares.
const FIELDS: [&str; 2] = ["word", "target"];

impl Family {
    /// Takes in the lineage of a child.
    pub fn add(&mut self, lines: &[LineageLine]) {
        for line in lines {
            let Some(parent) = &line.parent else { continue };
            for change in &line.changes {
                let (Some(at_parent), Some(at_child)) = (&change.parent, &change.child) else { continue };
                if FIELDS.contains(&change.field.as_str()) {
                    self.note(&line.child, parent, (at_child, at_parent), change, true);
                }
                // A parent answers for its words, not for what its children want of themselves.
                if change.field == "word" {
                    self.note(parent, &line.child, (at_parent, at_child), change, false);
                }
            }
        }
    }

    fn note(&mut self, here: &str, there: &str, said: (&str, &str), change: &RowChange, is_child: bool) {
        let Some((plan, row)) = here.rsplit_once('#') else { return };
        let twins = self.plans.entry(plan.to_owned()).or_default();
        let is_known = |twin: &Twin| {
            twin.row == row && twin.field == change.field && twin.own == said.0 && twin.other == said.1
        };
        // A province's slip is told by each of its communes.
        if let Some(known) = twins.iter_mut().find(|twin| is_known(twin)) {
            if there < known.there.as_str() {
                there.clone_into(&mut known.there);
            }
            return;
        }
        twins.push(Twin {
            row: row.to_owned(),
            field: change.field.clone(),
            own: said.0.to_owned(),
            other: said.1.to_owned(),
            there: there.to_owned(),
            is_child,
        });
    }

    /// The twins of a plan's rows, whatever the order in which the children came.
    pub(crate) fn of(&self, plan: &str) -> Vec<&Twin> {
        let mut twins: Vec<&Twin> = self.plans.get(plan).into_iter().flatten().collect();
        twins.sort_by_key(|twin| (&twin.row, &twin.field, &twin.own, &twin.other, twin.is_child));
        twins
    }
}
