//! Rows that are there again: inside a plan, in plans of one unit, across the corpus. A family (a row that three
//! hundred communes copied from their province) is one group, and copies of one work count once.
//!
//! Rows are the same by a hash of their folded name; the same but for numbers, or but for names of territories, by a
//! hash with these masked; near in words by [`near`], over the distinct wordings only.

mod near;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kehoach_model::{DuplicateKind, DuplicateLine, Grade};

use crate::duplicates::near::Near;
use crate::facts::Facts;
use crate::links::Links;

/// A name of fewer words ("Báo cáo quý") is no row by which two plans could be told to be alike.
const LEAST_WORDS: u16 = 3;
/// With fewer words one other word makes another row.
const LEAST_NEAR_WORDS: u16 = 5;

/// All rows of a corpus, as far as their sameness is concerned: about 60 bytes a row, and 150 for each distinct
/// wording.
#[derive(Debug, Default)]
pub struct Duplicates {
    records: Vec<Record>,
    rows: Vec<Entry>,
    near: Near,
}

#[derive(Debug)]
struct Record {
    id: String,
    rows: Box<[Box<str>]>,
}

/// A row by its hashes.
#[derive(Debug, Clone, Copy)]
struct Entry {
    same: u64,
    numbers: u64,
    names: u64,
    /// Its wording in [`Near`]; none for a short name.
    wording: u32,
    record: u32,
    row: u32,
}

/// No wording.
const SHORT: u32 = u32::MAX;

impl Duplicates {
    /// Adds the rows of a record. Records are added in the order of their paths: groups and members keep it.
    pub fn push(&mut self, id: &str, facts: &Facts) {
        let record = self.records.len() as u32;
        for (row, number) in facts.rows.iter().zip(0_u32..) {
            if row.length < LEAST_WORDS {
                continue;
            }
            let wording = if row.length < LEAST_NEAR_WORDS { SHORT } else { self.near.wording(&row.words) };
            self.rows.push(Entry {
                same: row.same,
                numbers: row.numbers,
                names: row.names,
                wording,
                record,
                row: number,
            });
        }
        let rows = facts.rows.iter().map(|row| row.id.as_str().into()).collect();
        self.records.push(Record { id: id.to_owned(), rows });
    }

    /// Tells the groups of rows: the same, the same but for numbers, but for names, near in words; each sort in the
    /// order of their first rows.
    pub fn groups(&self, links: &Links, tell: &mut dyn FnMut(DuplicateLine)) {
        let leads: Vec<bool> = self.records.iter().map(|record| links.leads(&record.id)).collect();
        let leads = |entry: &Entry| leads.get(entry.record as usize).copied().unwrap_or_default();
        let rows: Vec<Entry> = self.rows.iter().filter(|entry| leads(entry)).copied().collect();
        let parents = Parents::of(&self.records, links);
        let mut emit = |kind, grade, groups: Vec<Vec<Entry>>| {
            for group in groups {
                tell(self.line(kind, grade, &group, &parents));
            }
        };
        let distinct = |group: &[Entry], of: fn(&Entry) -> u64| {
            group.first().is_some_and(|first| group.iter().any(|entry| of(entry) != of(first)))
        };
        let same = |entry: &Entry| entry.same;
        emit(DuplicateKind::SameRow, Some(Grade::Same), grouped(&rows, same, |_| true));
        let numbers = grouped(&rows, |entry| entry.numbers, |group| distinct(group, same));
        emit(DuplicateKind::NearRow, Some(Grade::SameButNumbers), numbers);
        let names = grouped(&rows, |entry| entry.names, |group| distinct(group, same));
        emit(DuplicateKind::NearRow, Some(Grade::SameButNames), names);
        let clusters = self.near.clusters();
        let cluster =
            |entry: &Entry| clusters.get(entry.wording as usize).map_or(0, |leader| u64::from(*leader));
        let long: Vec<Entry> = rows.iter().filter(|entry| entry.wording != SHORT).copied().collect();
        // What differs in numbers alone, or in names alone, is told already.
        let near = grouped(&long, cluster, |group| {
            distinct(group, |entry| entry.numbers) && distinct(group, |entry| entry.names)
        });
        emit(DuplicateKind::NearRow, None, near);
    }

    fn line(
        &self,
        kind: DuplicateKind,
        grade: Option<Grade>,
        group: &[Entry],
        parents: &Parents,
    ) -> DuplicateLine {
        let name = |entry: &Entry| {
            let record = self.records.get(entry.record as usize)?;
            Some(format!("{}#{}", record.id, record.rows.get(entry.row as usize)?))
        };
        let origin = parents.origin(group).and_then(|entry| name(&entry));
        DuplicateLine { kind, members: group.iter().filter_map(name).collect(), grade, origin }
    }
}

/// Rows by a hash, where there are several that `keep` wants; in the order of their first rows.
fn grouped(rows: &[Entry], of: impl Fn(&Entry) -> u64, keep: impl Fn(&[Entry]) -> bool) -> Vec<Vec<Entry>> {
    let mut order: Vec<(u64, u32)> = rows.iter().zip(0_u32..).map(|(entry, at)| (of(entry), at)).collect();
    order.sort_unstable();
    let several = order.chunk_by(|one, other| one.0 == other.0).filter(|chunk| chunk.len() > 1);
    let mut groups: Vec<(u32, Vec<Entry>)> = Vec::new();
    for chunk in several {
        let group: Vec<Entry> = chunk.iter().filter_map(|(_, at)| rows.get(*at as usize)).copied().collect();
        if let Some((_, first)) = chunk.first().filter(|_| keep(&group)) {
            groups.push((*first, group));
        }
    }
    groups.sort_unstable_by_key(|(first, _)| *first);
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The parents of each record, by position.
struct Parents(Vec<Vec<u32>>);

impl Parents {
    fn of(records: &[Record], links: &Links) -> Self {
        let positions: HashMap<&str, u32> =
            records.iter().zip(0_u32..).map(|(record, at)| (record.id.as_str(), at)).collect();
        let of = |record: &Record| {
            links.parents(&record.id).iter().filter_map(|id| positions.get(id.as_str()).copied()).collect()
        };
        Self(records.iter().map(of).collect())
    }

    /// The row that the others were taken from: that of the record which most others of the group carry out.
    fn origin(&self, group: &[Entry]) -> Option<Entry> {
        let members: BTreeSet<u32> = group.iter().map(|entry| entry.record).collect();
        let mut children: BTreeMap<u32, usize> = BTreeMap::new();
        for member in &members {
            for parent in self.0.get(*member as usize)?.iter().filter(|parent| members.contains(parent)) {
                *children.entry(*parent).or_default() += 1;
            }
        }
        let most = children.values().copied().max()?;
        let mut best = children.into_iter().filter(|(_, count)| *count == most);
        let (record, None) = (best.next()?.0, best.next()) else { return None };
        group.iter().find(|entry| entry.record == record).copied()
    }
}
