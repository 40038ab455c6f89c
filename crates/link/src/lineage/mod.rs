//! Row lineage: which row of a parent plan each row of a child carries on, and what the child says otherwise.
//!
//! `rows of child and parents → words → candidates (rows that share telling words) → likeness → assignment →
//! relation and changes`. Ordinals are no key: children renumber. Indicators are compared with indicators and tasks
//! with tasks.
//!
//! Measured on 105 hand-read rows of two children of one real plan: the likeness of a row with the one that it
//! carries on is at least 0.72, that of the children's own rows with their nearest at most 0.50.

mod assign;
mod changes;
mod relation;
mod slips;
mod telling;

use kehoach_model::{Deadline, LineageLine, Plan, Relation, Row, Target};

use crate::lineage::assign::{Pair, assign};
use crate::lineage::relation::Wording;
use crate::lineage::telling::{Telling, Vocabulary};

/// Likeness from which a row carries on another: half-way between what is measured of both sorts.
const CARRIES_ON: f64 = 0.6;
/// What else tells which of two like rows is meant, in all less than a word does.
const SAME_VALUE: f64 = 0.02;
const SAME_GROUP: f64 = 0.02;
const SAME_PLACE: f64 = 0.02;

/// The rows of a plan that others may carry on, ready to be compared.
#[derive(Debug)]
pub struct ParentRows {
    pub(crate) id: String,
    indicators: Side,
    tasks: Side,
}

/// Rows of one sort.
#[derive(Debug)]
struct Side {
    rows: Vec<Line>,
    vocabulary: Vocabulary,
}

/// A row as lineage sees it.
#[derive(Debug)]
struct Line {
    id: String,
    wording: Wording,
    telling: Telling,
    group: String,
    lead: Option<kehoach_model::Bodies>,
    targets: Vec<Target>,
    deadline: Option<Deadline>,
}

impl ParentRows {
    /// The rows of a plan.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        Self { id: plan.id.clone(), indicators: Side::of(indicators(plan)), tasks: Side::of(tasks(plan)) }
    }

    /// Names of all rows, in order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &str> {
        self.indicators.rows.iter().chain(&self.tasks.rows).map(|row| row.id.as_str())
    }
}

fn indicators(plan: &Plan) -> Vec<Line> {
    let line = |indicator: &kehoach_model::Indicator| Line::of(&indicator.row, &indicator.targets, None);
    plan.indicators.iter().map(line).collect()
}

fn tasks(plan: &Plan) -> Vec<Line> {
    plan.tasks.iter().map(|task| Line::of(&task.row, &[], task.deadline.as_ref())).collect()
}

impl Line {
    fn of(row: &Row, targets: &[Target], deadline: Option<&Deadline>) -> Self {
        Self {
            id: row.id.clone(),
            telling: Telling::of(&row.name),
            wording: Wording::of(&row.name),
            group: row.groups.last().map(|group| kehoach_viet::key::name(&group.title)).unwrap_or_default(),
            lead: row.lead.clone(),
            targets: targets.to_vec(),
            deadline: deadline.cloned(),
        }
    }
}

impl Side {
    fn of(rows: Vec<Line>) -> Self {
        let vocabulary = Vocabulary::of(rows.iter().map(|row| &row.telling));
        Self { rows, vocabulary }
    }
}

/// One line for each row of a child: indicators, then tasks. Without parents there is none.
#[must_use]
pub fn lineage(child: &Plan, parents: &[&ParentRows]) -> Vec<LineageLine> {
    if parents.is_empty() {
        return Vec::new();
    }
    let mut lines = Vec::with_capacity(child.indicators.len() + child.tasks.len());
    let sides: Vec<(&str, &Side)> =
        parents.iter().map(|parent| (parent.id.as_str(), &parent.indicators)).collect();
    lines.extend(of_side(&child.id, &indicators(child), &sides));
    let sides: Vec<(&str, &Side)> =
        parents.iter().map(|parent| (parent.id.as_str(), &parent.tasks)).collect();
    lines.extend(of_side(&child.id, &tasks(child), &sides));
    lines
}

fn of_side(child: &str, rows: &[Line], parents: &[(&str, &Side)]) -> Vec<LineageLine> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut first = 0;
    for (_, side) in parents {
        for (at, row) in rows.iter().enumerate() {
            for (other, likeness) in side.vocabulary.like(&row.telling, CARRIES_ON) {
                let Some(parent) = side.rows.get(other) else { continue };
                let place = 1.0 - (share(at, rows.len()) - share(other, side.rows.len())).abs();
                let extra = SAME_PLACE * place
                    + if row.group == parent.group { SAME_GROUP } else { 0.0 }
                    + if changes::has_same_value(row, parent) { SAME_VALUE } else { 0.0 };
                pairs.push(Pair { child: at, parent: first + other, likeness, weight: likeness + extra });
            }
        }
        first += side.rows.len();
    }
    let all: Vec<(&str, &Line)> =
        parents.iter().flat_map(|(id, side)| side.rows.iter().map(move |row| (*id, row))).collect();
    let assigned = assign(pairs, rows.len());
    let line = |(row, found): (&Line, Option<Pair>)| {
        let id = |id: &str, row: &str| format!("{id}#{row}");
        let parent = found.and_then(|pair| all.get(pair.parent).map(|parent| (pair, *parent)));
        let Some((pair, (plan, parent))) = parent else {
            return LineageLine {
                child: id(child, &row.id),
                parent: None,
                relation: Relation::Own,
                similarity: 0.0,
                changes: Vec::new(),
            };
        };
        let slips = slips::between(&parent.wording, &row.wording);
        let relation = relation::between(&parent.wording, &row.wording, slips.len());
        // Two names that are one to a reader are wholly alike, whatever the weights of their words.
        let likeness =
            if relation == Relation::Same && slips.is_empty() { 1.0 } else { pair.likeness.min(0.99) };
        LineageLine {
            child: id(child, &row.id),
            parent: Some(id(plan, &parent.id)),
            relation,
            similarity: (likeness * 100.0).round() / 100.0,
            changes: changes::between(parent, row).into_iter().chain(slips).collect(),
        }
    };
    rows.iter().zip(assigned).map(line).collect()
}

/// How far down its table a row stands, 0 to 1.
fn share(at: usize, of: usize) -> f64 {
    at as f64 / of.max(1) as f64
}
