//! Rows of one table that say the same.

use std::collections::BTreeMap;

use kehoach_model::Field;
use kehoach_viet::key;

use crate::scope::{Line, Rows};
use crate::words;

/// The rows of a table that share a key (those without one do not count) and are the `same` as the first of them, with that first one. Groups that repeat
/// each other row by row (one for each body) are no doubles: the group is part of what their rows say.
pub(crate) fn groups<'a>(
    rows: &Rows<'a>,
    key: impl Fn(&Line<'a>) -> Option<String>,
    same: impl Fn(&Line<'a>, &Line<'a>) -> bool,
) -> Vec<(Line<'a>, Vec<Line<'a>>)> {
    let mut by_key: BTreeMap<String, Vec<Line<'a>>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for line in &rows.lines {
        let Some(key) = key(line) else { continue };
        if !by_key.contains_key(&key) {
            order.push(key.clone());
        }
        by_key.entry(key).or_default().push(*line);
    }
    let mut found: Vec<(Line<'a>, Vec<Line<'a>>)> = Vec::new();
    for key in order {
        let lines = by_key.remove(&key).unwrap_or_default();
        let Some((first, rest)) = lines.split_first() else { continue };
        let others: Vec<Line<'a>> = rest.iter().filter(|line| same(first, line)).copied().collect();
        if !others.is_empty() {
            found.push((*first, others));
        }
    }
    let repeated = repeated(&found);
    found.retain_mut(|(first, others)| {
        others.retain(|other| !is_other_object(first, other) && !repeated.contains(&pair(first, other)));
        !others.is_empty()
    });
    found
}

/// Pairs of groups that share more than one row.
fn repeated(found: &[(Line<'_>, Vec<Line<'_>>)]) -> Vec<(String, String)> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (first, others) in found {
        for other in others.iter().filter(|other| other.row.groups != first.row.groups) {
            *counts.entry(pair(first, other)).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(pair, _)| pair).collect()
}

fn pair(one: &Line<'_>, other: &Line<'_>) -> (String, String) {
    let path = |line: &Line<'_>| {
        line.row.groups.iter().map(|group| group.title.as_str()).collect::<Vec<_>>().join("\u{1f}")
    };
    (path(one), path(other))
}

/// Whether the rows stand under two bodies: what is asked of each is its own.
fn is_other_object(one: &Line<'_>, other: &Line<'_>) -> bool {
    let of_body = |line: &Line<'_>| line.row.groups.iter().any(|group| words::begins_as_body(&group.title));
    one.row.groups != other.row.groups && (of_body(one) || of_body(other))
}

/// Whether all that a row says beside its name is the same.
pub(crate) fn has_same_values(one: Line<'_>, other: Line<'_>) -> bool {
    const VALUES: [Field; 7] = [
        Field::Lead,
        Field::Support,
        Field::Monitor,
        Field::Result,
        Field::Deadline,
        Field::Target,
        Field::Unit,
    ];
    let folded = |line: Line<'_>, field| line.value(field).map(key::name).unwrap_or_default();
    VALUES.iter().all(|field| folded(one, *field) == folded(other, *field))
}

/// Whether the columns that no field tells say the same: a place, a project, a code is what two like rows differ in.
pub(crate) fn has_same_rest(rows: &Rows<'_>, one: Line<'_>, other: Line<'_>) -> bool {
    let columns = rows.table.map(|table| table.columns.as_slice()).unwrap_or_default();
    let mut rest = columns.iter().enumerate().filter(|(_, column)| column.field.is_none());
    rest.all(|(at, _)| key::name(one.cell(at)) == key::name(other.cell(at)))
}
