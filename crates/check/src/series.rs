//! The numbers of a table's rows as runs: where they go on, leap, turn back or begin again.

use std::collections::BTreeMap;

use crate::ordinal::{Kind, Ordinal};
use crate::scope::{Line, Rows};

/// A row by its number.
pub(crate) struct Entry<'a> {
    pub(crate) line: Line<'a>,
    pub(crate) ordinal: Option<Ordinal>,
    /// Which run of numbers it belongs to: a group that begins at 1 again begins a new one.
    pub(crate) run: usize,
    pub(crate) turn: Turn,
    /// The number that the row stands for: that which was meant, where that is plain.
    counts: u32,
    /// The last number before it in its series.
    before: Option<u32>,
}

/// How a row's number follows the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Upwards, or first.
    Onward,
    /// Less than the one before.
    Back {
        /// The one before.
        before: u32,
    },
    /// At 1 again, without a new group.
    Again,
    /// The neighbours tell which number is meant.
    Odd {
        /// That number.
        meant: u32,
    },
}

/// Runs of points are counted from here, so that they are none of the numbers'.
const POINTS: usize = 1 << 32;

/// A series within a run: what stands above ("1" of "1.2"), and what it counts in.
type Series = (Vec<u32>, u8);

/// All rows of a table.
pub(crate) fn of<'a>(rows: &Rows<'a>) -> Vec<Entry<'a>> {
    let parsed: Vec<(Line<'a>, Option<Ordinal>)> =
        rows.lines.iter().map(|line| (*line, line.row.ordinal.as_deref().and_then(Ordinal::parse))).collect();
    let mut last: BTreeMap<Series, u32> = BTreeMap::new();
    let (mut run, mut points) = (0, 0);
    let mut entries: Vec<Entry<'a>> = Vec::with_capacity(parsed.len());
    for (at, (line, ordinal)) in parsed.iter().enumerate() {
        let Some(own) = ordinal else {
            let (line, turn) = (*line, Turn::Onward);
            entries.push(Entry { line, ordinal: None, run, turn, counts: 0, before: None });
            continue;
        };
        let series = (own.above.clone(), own.kind as u8);
        let mut before = last.get(&series).copied();
        let mut turn = Turn::Onward;
        let is_new_group = at
            .checked_sub(1)
            .and_then(|at| parsed.get(at))
            .is_some_and(|(above, _)| above.row.groups != line.row.groups);
        // A group of one row is followed by a second 1 at once.
        let begins_again = before.is_some_and(|before| before > 1 || is_new_group);
        if own.last == 1 && begins_again && own.kind != Kind::Letter {
            if !is_new_group {
                turn = Turn::Again;
            }
            run += 1;
            last.clear();
            before = None;
        } else if own.kind == Kind::Letter && own.last == 1 {
            // Points (a, b, c) begin again under each number.
            before = None;
            points += 1;
        }
        let mut counts = own.last;
        if let Some(before) = before {
            let next = parsed.iter().skip(at + 1).find_map(|(_, ordinal)| ordinal.as_ref());
            let behind = next.filter(|next| next.is_beside(own)).map(|next| next.last);
            if own.last != before + 1 && own.last != before && behind == Some(before + 2) {
                turn = Turn::Odd { meant: before + 1 };
                counts = before + 1;
            } else if own.last < before {
                turn = Turn::Back { before };
            }
        }
        last.insert(series, counts);
        let run = if own.kind == Kind::Letter { POINTS + points } else { run };
        entries.push(Entry { line: *line, ordinal: ordinal.clone(), run, turn, counts, before });
    }
    entries
}

/// The rows behind a gap, with the numbers that are left out and stand nowhere else in the run.
pub(crate) fn gaps<'e, 'a>(entries: &'e [Entry<'a>]) -> Vec<(&'e Entry<'a>, Vec<u32>)> {
    let mut found = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let (Some(own), Some(before)) = (&entry.ordinal, entry.before) else { continue };
        if entry.counts <= before + 1 {
            continue;
        }
        let is_there = |number: &u32| {
            entries.iter().any(|other| {
                other.run == entry.run
                    && other.counts == *number
                    && other.ordinal.as_ref().is_some_and(|it| it.is_beside(own))
            })
        };
        let missing: Vec<u32> =
            (before + 1..entry.counts).filter(|number| !is_there(number)).take(MOST_NAMED).collect();
        // Lists run a, b, c, d, e as well as a, b, c, d, đ, e.
        if own.kind == Kind::Letter && missing.iter().all(|number| own.with(*number) == "đ") {
            continue;
        }
        // Rows without a number stand for as many of them: that is another rule's.
        let blank = entries.iter().take(at).rev().take_while(|other| other.ordinal.is_none()).count();
        if missing.len() > blank {
            found.push((entry, missing));
        }
    }
    found
}

/// The first row, where its number is a few above 1, with those that are missing.
pub(crate) fn head<'e, 'a>(entries: &'e [Entry<'a>]) -> Option<(&'e Entry<'a>, Vec<u32>)> {
    /// A table that begins further up is a part of another one.
    const FURTHEST: u32 = 5;
    let first = entries.first()?;
    let own = first.ordinal.as_ref().filter(|own| own.kind == Kind::Number && own.above.is_empty())?;
    (2..=FURTHEST).contains(&own.last).then(|| (first, (1..own.last).collect()))
}

/// Numbers behind which a gap is not listed further: "1, 2, 3000" is a slip, not a loss.
const MOST_NAMED: usize = 200;

/// "14", "47–52, 64–79".
pub(crate) fn ranges(like: &Ordinal, numbers: &[u32]) -> String {
    let mut shown: Vec<String> = Vec::new();
    for run in numbers.chunk_by(|one, other| one + 1 == *other) {
        match run {
            [only] => shown.push(like.with(*only)),
            [one, other] => shown.extend([like.with(*one), like.with(*other)]),
            [first, .., last] => shown.push(format!("{}–{}", like.with(*first), like.with(*last))),
            [] => {}
        }
    }
    shown.join(", ")
}
