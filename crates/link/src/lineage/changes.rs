//! What a child's row says otherwise than the one that it carries on: targets, deadline, lead.

use std::collections::BTreeSet;

use kehoach_model::{Bodies, Deadline, DeadlineKind, RowChange, Target, TargetKind};
use kehoach_viet::key;

use crate::lineage::Line;

/// The changes of a row's values, field by field.
pub(crate) fn between(parent: &Line, child: &Line) -> Vec<RowChange> {
    let mut changes = Vec::new();
    let mut push = |field: &str, parent: Option<&str>, child: Option<&str>| {
        changes.push(RowChange {
            field: field.to_owned(),
            parent: parent.map(str::to_owned),
            child: child.map(str::to_owned),
        });
    };
    for (of_parent, of_child) in paired(&parent.targets, &child.targets) {
        if !of_parent.zip(of_child).is_some_and(|(one, other)| is_same_target(one, other)) {
            push(
                "target",
                of_parent.map(|target| target.raw.as_str()),
                of_child.map(|target| target.raw.as_str()),
            );
        }
    }
    let (one, other) = (parent.deadline.as_ref(), child.deadline.as_ref());
    if !is_same(one, other, is_same_deadline) {
        push(
            "deadline",
            one.map(|deadline| deadline.raw.as_str()),
            other.map(|deadline| deadline.raw.as_str()),
        );
    }
    let (one, other) = (parent.lead.as_ref(), child.lead.as_ref());
    if !is_same(one, other, is_same_lead) {
        push("lead", one.map(|lead| lead.raw.as_str()), other.map(|lead| lead.raw.as_str()));
    }
    changes
}

/// Whether a value of both rows is the same; it helps to tell which of two like rows is meant.
pub(crate) fn has_same_value(one: &Line, other: &Line) -> bool {
    let targets = one.targets.first().zip(other.targets.first());
    let deadlines = one.deadline.as_ref().zip(other.deadline.as_ref());
    targets.is_some_and(|(one, other)| is_same_target(one, other))
        || deadlines.is_some_and(|(one, other)| is_same_deadline(one, other))
}

fn is_same<T>(one: Option<&T>, other: Option<&T>, same: impl Fn(&T, &T) -> bool) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => same(one, other),
        _ => false,
    }
}

/// Targets of one period; where there is one on both sides, these.
fn paired<'a>(parent: &'a [Target], child: &'a [Target]) -> Vec<(Option<&'a Target>, Option<&'a Target>)> {
    if let ([one], [other]) = (parent, child) {
        return vec![(Some(one), Some(other))];
    }
    // A plan for one year takes the column of that year out of a parent's several.
    let named = |target: &Target| target.period.clone().or_else(|| target.column.clone());
    let mut pairs: Vec<(Option<&Target>, Option<&Target>)> = Vec::new();
    for (at, own) in child.iter().enumerate() {
        let same = parent.iter().find(|other| named(other).is_some() && named(other) == named(own));
        let found = same.or_else(|| parent.get(at).filter(|_| parent.len() == child.len()));
        pairs.push((found.or_else(|| parent.first().filter(|_| parent.len() == 1)), Some(own)));
    }
    if child.is_empty() {
        pairs.extend(parent.iter().map(|target| (Some(target), None)));
    }
    pairs
}

fn is_same_target(one: &Target, other: &Target) -> bool {
    let read =
        |target: &Target| !matches!(target.kind, TargetKind::Text | TargetKind::Done | TargetKind::YesNo);
    let value = |target: &Target| {
        (
            target.op,
            target.low.map(f64::to_bits),
            target.high.map(f64::to_bits),
            target.unit.clone(),
            target.condition.clone(),
        )
    };
    folded(&one.raw) == folded(&other.raw) || read(one) && read(other) && value(one) == value(other)
}

fn is_same_deadline(one: &Deadline, other: &Deadline) -> bool {
    let dated = |deadline: &Deadline| deadline.kind != DeadlineKind::Conditional && deadline.end.is_some();
    let value = |deadline: &Deadline| (deadline.kind, deadline.start.clone(), deadline.end.clone());
    key::name(&one.raw) == key::name(&other.raw) || dated(one) && dated(other) && value(one) == value(other)
}

fn is_same_lead(one: &Bodies, other: &Bodies) -> bool {
    let keys = |bodies: &Bodies| bodies.bodies.iter().map(|body| body.key.clone()).collect::<BTreeSet<_>>();
    key::name(&one.raw) == key::name(&other.raw) || !one.bodies.is_empty() && keys(one) == keys(other)
}

/// A value without blanks and in small letters: marks of comparing stay.
fn folded(raw: &str) -> String {
    raw.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .replace("...", "…")
}
