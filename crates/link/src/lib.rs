//! Plans to a family tree: which records are one work, which plan each citation means, which row of a parent each row
//! carries on, what is there twice, and which rows of a plan nobody took up.
//!
//! It judges by what the records say and never by what they should say: a wrong digit is reported, not mended, and an
//! answer is given only where one candidate stands clearly out. It reads no file and knows no format; what is wrong
//! with a row is the business of the rules.
//!
//! Flow: [`Facts::of`] each record → [`Index`] → [`Index::link`] → [`Links`]; with them [`lineage()`] for each child and
//! its parents, [`Duplicates`] over all rows. Everything is a function of the *set* of records, so a parent that comes
//! later resolves its old children without their files being read again, and the order of files does not matter.
//!
//! Decisions: facts of a record are small (hashes of its rows, no text), so that a corpus stays in memory; candidates
//! are found by key, by a key one slip away, and by symbol and day, never by comparing all with all; evidence is added
//! up in points and told in words; lineage compares words, not ordinals, since these are renumbered.

mod body;
mod coverage;
mod date;
mod duplicates;
mod evidence;
mod facts;
mod findings;
mod hash;
mod index;
mod lineage;
mod links;
mod lookup;
mod number;
mod overrides;
mod resolve;
mod rows;
mod sketch;
mod title;
mod works;

use std::collections::BTreeMap;

use kehoach_model::{CoverageLine, DuplicateLine, LineageLine, LinkLine, Plan, WorkLine};

pub use coverage::coverage;
pub use duplicates::Duplicates;
pub use facts::{FACTS_VERSION, Facts};
pub use index::Index;
pub use lineage::{ParentRows, lineage};
pub use links::Links;
pub use overrides::{Overrides, OverridesError};

/// Everything that linking derives from a set of plans.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Linked {
    /// For each record its links, then other documents of the corpus that it names.
    pub links: Vec<LinkLine>,
    /// One line for every row of a record whose parent is there.
    pub lineage: Vec<LineageLine>,
    /// One line for every work.
    pub works: Vec<WorkLine>,
    /// Copies of works, then rows that are there again.
    pub duplicates: Vec<DuplicateLine>,
    /// One line for every parent and child.
    pub coverage: Vec<CoverageLine>,
}

/// Links a set of plans that is in memory as a whole, in the order of their paths.
#[must_use]
pub fn link(plans: &[Plan], overrides: &Overrides) -> Linked {
    let sorted: BTreeMap<(&str, &str), &Plan> =
        plans.iter().map(|plan| ((plan.source.path.as_str(), plan.id.as_str()), plan)).collect();
    let by_id: BTreeMap<&str, &Plan> = plans.iter().map(|plan| (plan.id.as_str(), plan)).collect();
    let mut index = Index::default();
    let mut duplicates = Duplicates::default();
    for plan in sorted.values() {
        let facts = Facts::of(plan);
        duplicates.push(&plan.id, &facts);
        index.insert(&plan.source.path, &plan.id, facts);
    }
    let links = index.link(overrides);
    let mut linked = Linked { works: links.works().to_vec(), ..Linked::default() };
    for plan in sorted.into_values() {
        let mut plan = plan.clone();
        links.apply(&mut plan);
        linked.links.extend(links.lines(&plan));
        let parents: Vec<ParentRows> = links
            .parents(&plan.id)
            .iter()
            .filter_map(|id| by_id.get(id.as_str()))
            .map(|plan| ParentRows::of(plan))
            .collect();
        let parents: Vec<&ParentRows> = parents.iter().collect();
        let carried_on = lineage(&plan, &parents);
        linked.coverage.extend(coverage(&plan.id, &parents, &carried_on));
        linked.lineage.extend(carried_on);
    }
    linked.duplicates = links.copies().collect();
    duplicates.groups(&links, &mut |line| linked.duplicates.push(line));
    linked
}
