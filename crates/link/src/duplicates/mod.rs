//! Rows that are there again: inside a plan, in plans of one unit, across the corpus. A family (a row that three
//! hundred communes copied from their province) is one group, and copies of one work count once.
//!
//! Rows are the same by a hash of their folded name; the same but for numbers, or but for names of territories, by a
//! hash with these masked; near in words by [`near`], over the distinct wordings only.

mod near;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use kehoach_model::{DuplicateKind, DuplicateLine, Grade};

use crate::duplicates::near::Near;
use crate::facts::Facts;
use crate::links::Links;
use crate::rows::RowFacts;

/// A name of fewer words ("Báo cáo quý") is no row by which two plans could be told to be alike.
const LEAST_WORDS: u16 = 3;
/// With fewer words one other word makes another row.
const LEAST_NEAR_WORDS: u16 = 5;

/// Bytes that a row takes while its groups are told: itself, its name, its places in the sorted lists.
const ROW_BYTES: u64 = 160;
/// Bytes for the rows of one pass: a corpus of more is gone through several times, a part of its rows in each. The rows
/// themselves stay where the caller has them, on a disk.
const PASS_BYTES: u64 = 1 << 30;

/// The rows of a corpus, as far as their sameness is concerned, or of a part of it: about 100 bytes a row, and 150 for
/// each distinct wording.
#[derive(Debug)]
pub struct Duplicates {
    records: Vec<Record>,
    rows: Vec<Entry>,
    near: Near,
    takes: Takes,
    passes: Range<u32>,
}

/// Which rows a pass takes.
#[derive(Debug)]
enum Takes {
    /// All.
    All,
    /// Those whose masked wording falls to the pass: rows that are the same, or the same but for numbers or names, fall
    /// together.
    Same,
    /// Those whose cluster of near wordings does.
    Near(Vec<u32>),
}

#[derive(Debug)]
struct Record {
    id: String,
    /// Names of the rows that were taken.
    rows: Vec<Box<str>>,
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

impl Default for Duplicates {
    fn default() -> Self {
        Self::in_passes(1)
    }
}

impl Duplicates {
    /// For a corpus of so many rows: as many passes as keep the memory within a gibibyte.
    #[must_use]
    pub fn of(rows: u64) -> Self {
        Self::in_passes(u32::try_from((rows * ROW_BYTES).div_ceil(PASS_BYTES)).unwrap_or(u32::MAX).max(1))
    }

    fn in_passes(passes: u32) -> Self {
        let takes = if passes == 1 { Takes::All } else { Takes::Same };
        Self { records: Vec::new(), rows: Vec::new(), near: Near::default(), takes, passes: 0..passes }
    }

    /// Makes ready for the next pass, in which all records are [pushed](Self::push) again; `false` where none is left.
    pub fn next_pass(&mut self) -> bool {
        (self.records, self.rows) = (Vec::new(), Vec::new());
        self.passes.start += 1;
        if self.passes.is_empty() && matches!(self.takes, Takes::Same) {
            self.takes = Takes::Near(self.near.clusters());
            self.passes.start = 0;
        }
        !self.passes.is_empty()
    }

    /// Whether this pass takes a row of that wording.
    fn wants(&self, wording: u32, key: u64) -> bool {
        let falls_here = |key: u64| key % u64::from(self.passes.end) == u64::from(self.passes.start);
        match &self.takes {
            Takes::All => true,
            Takes::Same => falls_here(key),
            Takes::Near(clusters) => {
                clusters.get(wording as usize).is_some_and(|leader| falls_here(u64::from(*leader)))
            }
        }
    }

    /// Adds the rows of a record. Records are added in the order of their paths: groups and members keep it.
    pub fn push(&mut self, id: &str, facts: &Facts) {
        let record = self.records.len() as u32;
        let mut rows = Vec::new();
        for row in facts.rows.iter().filter(|row| row.length >= LEAST_WORDS) {
            let key = near::key(&row.words);
            let wording =
                if row.length < LEAST_NEAR_WORDS { SHORT } else { self.near.wording(key, &row.words) };
            if self.wants(wording, key) {
                let RowFacts { same, numbers, names, .. } = *row;
                self.rows.push(Entry { same, numbers, names, wording, record, row: rows.len() as u32 });
                rows.push(row.id.as_str().into());
            }
        }
        self.records.push(Record { id: id.to_owned(), rows });
    }

    /// Tells the groups of the rows of this pass: the same, the same but for numbers, but for names, near in words; each
    /// sort in the order of their first rows.
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
        if !matches!(self.takes, Takes::Near(_)) {
            let same = |entry: &Entry| entry.same;
            emit(DuplicateKind::SameRow, Some(Grade::Same), grouped(&rows, same, |_| true));
            let numbers = grouped(&rows, |entry| entry.numbers, |group| are_distinct(group, same));
            emit(DuplicateKind::NearRow, Some(Grade::SameButNumbers), numbers);
            let names = grouped(&rows, |entry| entry.names, |group| are_distinct(group, same));
            emit(DuplicateKind::NearRow, Some(Grade::SameButNames), names);
        }
        let all;
        let clusters = match &self.takes {
            Takes::All => {
                all = self.near.clusters();
                &all
            }
            Takes::Near(clusters) => clusters,
            Takes::Same => return,
        };
        let cluster =
            |entry: &Entry| clusters.get(entry.wording as usize).map_or(0, |leader| u64::from(*leader));
        let long: Vec<Entry> = rows.iter().filter(|entry| entry.wording != SHORT).copied().collect();
        // What differs in numbers alone, or in names alone, is told already.
        let near = grouped(&long, cluster, |group| {
            are_distinct(group, |entry| entry.numbers) && are_distinct(group, |entry| entry.names)
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

fn are_distinct(group: &[Entry], of: fn(&Entry) -> u64) -> bool {
    group.first().is_some_and(|first| group.iter().any(|entry| of(entry) != of(first)))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Index, Overrides};

    /// A row by its hashes; the words decide what is near.
    fn row(id: &str, same: u64, numbers: u64, words: &[u32]) -> RowFacts {
        RowFacts { id: id.to_owned(), same, numbers, names: same, words: words.to_vec(), length: 9 }
    }

    fn told(passes: u32) -> Vec<String> {
        let plan = |rows: Vec<RowFacts>| Facts { rows, ..Facts::default() };
        let words: Vec<u32> = (10..19).collect();
        let mut other = words.clone();
        other[8] = 99;
        let far: Vec<u32> = (50..59).collect();
        let plans = [
            plan(vec![row("t0.r1", 1, 7, &words), row("t0.r2", 2, 2, &far), row("t0.r3", 2, 2, &far)]),
            plan(vec![row("t0.r1", 3, 7, &words), row("t0.r2", 4, 9, &other)]),
        ];
        let mut index = Index::default();
        for (at, facts) in plans.iter().enumerate() {
            index.insert(&format!("{at}.txt"), &at.to_string(), facts.clone());
        }
        let links = index.link(&Overrides::default());
        let mut duplicates = Duplicates::in_passes(passes);
        let mut told = Vec::new();
        loop {
            for (at, facts) in plans.iter().enumerate() {
                duplicates.push(&at.to_string(), facts);
            }
            duplicates.groups(&links, &mut |line| {
                told.push(format!("{:?} {:?} {}", line.kind, line.grade, line.members.join(" ")));
            });
            if !duplicates.next_pass() {
                break;
            }
        }
        told.sort();
        told
    }

    #[test]
    fn several_passes_tell_what_one_does() {
        assert_eq!(
            told(1),
            [
                "NearRow None 0#t0.r1 1#t0.r1 1#t0.r2",
                "NearRow Some(SameButNumbers) 0#t0.r1 1#t0.r1",
                "SameRow Some(Same) 0#t0.r2 0#t0.r3",
            ]
        );
        for passes in [2, 3, 7] {
            assert_eq!(told(passes), told(1), "{passes}");
        }
    }
}
