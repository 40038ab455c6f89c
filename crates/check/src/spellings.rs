//! Bodies of one plan that are spelled in two ways which differ by marks alone: "Trạm Y tê" beside "Trạm Y tế".

use std::collections::BTreeMap;

use kehoach_model::{Bodies, Field};
use kehoach_viet::key;

use crate::fold;
use crate::scope::{Line, Scope};

/// Times as many rows must have the other spelling.
const USUAL: usize = 3;

/// A body that most rows spell otherwise: its row and column, its word and the one that the others have.
pub(crate) struct Odd<'a> {
    pub(crate) line: Line<'a>,
    pub(crate) field: Field,
    pub(crate) word: String,
    pub(crate) usual: String,
    /// A row that has the usual one.
    pub(crate) there: Line<'a>,
}

/// A spelling and the rows that have it.
struct Spelling<'a> {
    name: &'a str,
    rows: Vec<(Line<'a>, Field)>,
}

/// The bodies that stand out.
pub(crate) fn odd<'a>(scope: &Scope<'a>) -> Vec<Odd<'a>> {
    // One key for all spellings; by their folded names beneath.
    let mut bodies: BTreeMap<&str, BTreeMap<String, Spelling<'a>>> = BTreeMap::new();
    for line in scope.lines() {
        for field in [Field::Lead, Field::Support, Field::Monitor] {
            for body in of(line, field).into_iter().flat_map(|bodies| &bodies.bodies) {
                let spellings = bodies.entry(&body.key).or_default();
                let spelling = spellings
                    .entry(key::name(&body.name))
                    .or_insert_with(|| Spelling { name: &body.name, rows: Vec::new() });
                spelling.rows.push((line, field));
            }
        }
    }
    let mut found = Vec::new();
    for spellings in bodies.into_values().filter(|spellings| spellings.len() > 1) {
        let Some(usual) = spellings.values().max_by_key(|spelling| spelling.rows.len()) else { continue };
        let Some((there, _)) = usual.rows.first() else { continue };
        for odd in spellings.values().filter(|odd| odd.rows.len() * USUAL <= usual.rows.len()) {
            let Some((word, other)) = differing(odd.name, usual.name) else { continue };
            for (line, field) in &odd.rows {
                let (word, usual) = (word.to_owned(), other.to_owned());
                found.push(Odd { line: *line, field: *field, word, usual, there: *there });
            }
        }
    }
    found
}

fn of(line: Line<'_>, field: Field) -> Option<&Bodies> {
    match field {
        Field::Lead => line.row.lead.as_ref(),
        Field::Support => line.row.support.as_ref(),
        _ => line.row.monitor.as_ref(),
    }
}

/// The only word in which two names of as many words differ.
fn differing<'t>(one: &'t str, other: &'t str) -> Option<(&'t str, &'t str)> {
    let (ours, theirs): (Vec<&str>, Vec<&str>) = (fold::words(one).collect(), fold::words(other).collect());
    if ours.len() != theirs.len() {
        return None;
    }
    let mut differ = ours.into_iter().zip(theirs).filter(|(a, b)| fold::word(a) != fold::word(b));
    differ.next().filter(|_| differ.next().is_none())
}
