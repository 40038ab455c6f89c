//! Rows against the case: lineage, duplicates, coverage.

use std::collections::{BTreeMap, BTreeSet};

use kehoach_model::{
    CoverageLine, DuplicateKind, DuplicateLine, Grade, LineageLine, LinkLine, Relation, Role,
};

use crate::case::{DuplicateCase, RowCase};
use crate::judge::{Judge, rows};

impl Judge<'_> {
    pub(crate) fn lineage(&mut self) {
        let linked = self.linked;
        let mut lines: BTreeMap<String, Vec<&LineageLine>> = BTreeMap::new();
        for line in &linked.lineage {
            lines.entry(self.row(&line.child)).or_default().push(line);
            self.holds_for_every_lineage(line);
        }
        for (plan_case, plan) in self.case.plan.iter().zip(self.plans) {
            let parents: Vec<&LinkLine> = linked
                .links
                .iter()
                .filter(|line| line.child == plan.id && line.link.citation.role == Role::Implements)
                .filter(|line| line.link.plan.is_some())
                .collect();
            let leads = self.work_of(&plan.id).is_some_and(|work| work.lead == plan.id);
            let due = leads && parents.iter().any(|line| line.link.direct);
            for (name, row) in rows(plan_case) {
                let found = lines.get(&name).map(Vec::as_slice).unwrap_or_default();
                match found {
                    [] if due => self.fault(format!("lineage: no line for {name}")),
                    [] => {
                        if let Some(from) = &row.from {
                            self.fault(format!("lineage: no line for {name}, wanted {:?}", from.all()));
                        }
                    }
                    [line] if parents.is_empty() => {
                        self.fault(format!("lineage: {name} of a plan without a parent: {line:?}"));
                    }
                    [line] => self.descent(&name, row, line),
                    _ => self.fault(format!("lineage: {} lines for {name}", found.len())),
                }
            }
        }
    }

    fn holds_for_every_lineage(&mut self, line: &LineageLine) {
        let name = self.row(&line.child);
        if (line.relation == Relation::Own) != line.parent.is_none() {
            self.fault(format!("lineage: {name} is {:?} of {:?}", line.relation, line.parent));
        }
        if !(0.0..=1.0).contains(&line.similarity) {
            self.fault(format!("lineage: {name} is alike by {}", line.similarity));
        }
        if line.parent.is_none() && (line.similarity != 0.0 || !line.changes.is_empty()) {
            self.fault(format!("lineage: {name} is the child's own and yet has likeness or changes"));
        }
        let known = self.row_names();
        for row in std::iter::once(&name).chain(line.parent.as_ref().map(|parent| self.row(parent)).as_ref())
        {
            if !known.contains(row) {
                self.fault(format!("lineage: {row} is no row of the corpus"));
            }
        }
    }

    fn descent(&mut self, name: &str, row: &RowCase, line: &LineageLine) {
        let got = line.parent.as_deref().map_or_else(|| "own".to_owned(), |parent| self.row(parent));
        if let Some(from) = &row.from
            && !from.all().contains(&got)
        {
            self.fault(format!("lineage: {name} is from {got}, not {:?}", from.all()));
            return;
        }
        if let Some(relation) = &row.relation
            && !relation.all().contains(&line.relation)
        {
            self.fault(format!(
                "lineage: {name} is {:?} (by {:.2}), not {:?}",
                line.relation,
                line.similarity,
                relation.all()
            ));
        }
        if let Some(expected) = &row.changes {
            let blank = || "(blank)".to_owned();
            let got: Vec<String> = line
                .changes
                .iter()
                .map(|change| {
                    let parent = change.parent.clone().unwrap_or_else(blank);
                    let child = change.child.clone().unwrap_or_else(blank);
                    format!("{}: {parent} -> {child}", change.field)
                })
                .collect();
            // Whether a word is told in the case of its sentence is nobody's concern.
            let told = |change: &String| {
                if change.starts_with("word: ") { change.to_lowercase() } else { change.clone() }
            };
            if !got.iter().map(told).eq(expected.iter().map(told)) {
                self.fault(format!("lineage: {name} changes {got:?}, not {expected:?}"));
            }
        }
    }

    pub(crate) fn duplicates(&mut self) {
        let known = self.row_names();
        let groups: Vec<(&DuplicateLine, BTreeSet<String>)> = self
            .linked
            .duplicates
            .iter()
            .map(|line| (line, line.members.iter().map(|member| self.row(member)).collect()))
            .collect();
        for (line, members) in &groups {
            if members.len() < 2 || members.len() != line.members.len() {
                self.fault(format!("duplicates: a group of {:?}", line.members));
            }
            for member in members {
                let there = if line.kind == DuplicateKind::SameWork {
                    self.ids.contains_key(member.as_str())
                } else {
                    known.contains(member)
                };
                if !there {
                    self.fault(format!("duplicates: {member} is not in the corpus"));
                }
            }
            let sound = match line.kind {
                DuplicateKind::SameWork => true,
                DuplicateKind::SameRow => line.grade.is_some(),
                DuplicateKind::NearRow => line.grade != Some(Grade::Same),
            };
            if !sound {
                self.fault(format!("duplicates: {:?} is graded {:?}", line.kind, line.grade));
            }
        }
        for wanted in &self.case.duplicates {
            self.wanted_group(wanted, &groups);
        }
        for apart in &self.case.no_duplicates {
            for (line, members) in &groups {
                let counts = apart.kind.is_none_or(|kind| kind == line.kind)
                    && apart.grade.is_none_or(|grade| Some(grade) == line.grade);
                let together: Vec<&String> =
                    apart.members.iter().filter(|member| members.contains(*member)).collect();
                if counts && together.len() > 1 {
                    self.fault(format!(
                        "duplicates: {together:?} share a group ({:?} {:?})",
                        line.kind, line.grade
                    ));
                }
            }
        }
        self.same_works(&groups);
    }

    fn wanted_group(&mut self, wanted: &DuplicateCase, groups: &[(&DuplicateLine, BTreeSet<String>)]) {
        let members: BTreeSet<String> = wanted.members.iter().cloned().collect();
        let found = groups.iter().find(|(line, got)| {
            wanted.kind.is_none_or(|kind| kind == line.kind)
                && wanted.grade.is_none_or(|grade| Some(grade) == line.grade)
                && if wanted.exact { *got == members } else { got.is_superset(&members) }
        });
        let Some((line, _)) = found else {
            let near: Vec<String> = groups
                .iter()
                .filter(|(_, got)| !got.is_disjoint(&members))
                .map(|(line, got)| format!("{:?} {:?} {got:?}", line.kind, line.grade))
                .collect();
            self.fault(format!(
                "duplicates: no group {:?} {:?} of {members:?}; there is {near:?}",
                wanted.kind, wanted.grade
            ));
            return;
        };
        if let Some(origin) = &wanted.origin {
            let got = line.origin.as_deref().map(|origin| self.row(origin));
            if got.as_ref() != Some(origin) {
                self.fault(format!("duplicates: {members:?} come from {got:?}, not {origin}"));
            }
        }
    }

    /// Records of one work are one group of kind `same-work`, and no others are.
    fn same_works(&mut self, groups: &[(&DuplicateLine, BTreeSet<String>)]) {
        let got: BTreeSet<&BTreeSet<String>> = groups
            .iter()
            .filter(|(line, _)| line.kind == DuplicateKind::SameWork)
            .map(|(_, members)| members)
            .collect();
        let works: Vec<BTreeSet<String>> = self
            .linked
            .works
            .iter()
            .filter(|work| !work.copies.is_empty())
            .map(|work| {
                std::iter::once(&work.lead).chain(&work.copies).map(|id| self.file(id).to_owned()).collect()
            })
            .collect();
        let expected: BTreeSet<&BTreeSet<String>> = works.iter().collect();
        if got != expected {
            self.fault(format!("duplicates: the same works are {got:?}, by works.ndjson {expected:?}"));
        }
    }

    pub(crate) fn coverage(&mut self) {
        let linked = self.linked;
        for line in &linked.coverage {
            self.holds_for_every_coverage(line);
        }
        for wanted in &self.case.coverage {
            let (parent, child) = (self.ids[wanted.parent.as_str()], self.ids[wanted.child.as_str()]);
            let line = linked.coverage.iter().find(|line| line.parent == parent && line.child == child);
            let Some(line) = line else {
                self.fault(format!("coverage: no line for {} and {}", wanted.parent, wanted.child));
                continue;
            };
            let strip =
                |rows: &[String]| -> Vec<String> { rows.iter().map(|row| own_row(row).to_owned()).collect() };
            let (taken, missing) = (strip(&line.taken), strip(&line.missing));
            if taken != wanted.taken || missing != wanted.missing {
                self.fault(format!(
                    "coverage: {} took {taken:?} of {} and not {missing:?}",
                    wanted.child, wanted.parent
                ));
            }
        }
    }

    fn holds_for_every_coverage(&mut self, line: &CoverageLine) {
        let (parent, child) = (self.file(&line.parent), self.file(&line.child));
        let name = format!("coverage of {parent} by {child}");
        let Some(case) = self.case.plan.iter().find(|plan| plan.file == parent) else {
            self.fault(format!("{name}: no such parent"));
            return;
        };
        let all: Vec<String> = rows(case).into_iter().map(|(row, _)| own_row(&row).to_owned()).collect();
        let taken: Vec<&str> = line.taken.iter().map(|row| own_row(row)).collect();
        let missing: Vec<&str> = line.missing.iter().map(|row| own_row(row)).collect();
        let order = |part: &[&str]| -> Vec<Option<usize>> {
            part.iter().map(|row| all.iter().position(|other| other == row)).collect()
        };
        if !order(&taken).is_sorted() || !order(&missing).is_sorted() {
            self.fault(format!("{name}: not in the parent's order"));
        }
        let both: BTreeSet<&str> = taken.iter().chain(&missing).copied().collect();
        if both.len() != taken.len() + missing.len() || !both.iter().copied().eq(sorted(&all)) {
            self.fault(format!("{name}: taken {taken:?} and missing {missing:?} are not all rows once"));
        }
        let descended: BTreeSet<&str> = self
            .linked
            .lineage
            .iter()
            .filter(|row| row.child.split_once('#').is_some_and(|(id, _)| id == line.child))
            .filter_map(|row| row.parent.as_deref()?.split_once('#'))
            .filter(|(id, _)| *id == line.parent)
            .map(|(_, row)| row)
            .collect();
        if !descended.iter().copied().eq(taken.iter().copied().collect::<BTreeSet<_>>()) {
            self.fault(format!("{name}: taken {taken:?}, by the lineage {descended:?}"));
        }
    }
}

/// Rows may be named with or without their plan in front.
fn own_row(name: &str) -> &str {
    name.split_once('#').map_or(name, |(_, row)| row)
}

fn sorted(rows: &[String]) -> impl Iterator<Item = &str> {
    let mut rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    rows.sort_unstable();
    rows.into_iter()
}
