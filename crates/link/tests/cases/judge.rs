//! What is wrong with an answer: against the case, and against what holds for every answer.

use std::collections::{BTreeMap, BTreeSet};

use kehoach_link::Linked;
use kehoach_model::{Plan, WorkLine};
use kehoach_viet::key;

use crate::build::row_id;
use crate::case::{Case, OneOrMany, PlanCase, RowCase};

pub(crate) fn faults(case: &Case, plans: &[Plan], linked: &Linked) -> Vec<String> {
    let mut judge = Judge::new(case, plans, linked);
    judge.the_case_itself();
    if !judge.faults.is_empty() {
        return judge.faults;
    }
    judge.works();
    judge.links();
    judge.missing();
    judge.lineage();
    judge.duplicates();
    judge.coverage();
    judge.faults
}

/// A case beside the answer to it.
pub(crate) struct Judge<'a> {
    pub(crate) case: &'a Case,
    pub(crate) plans: &'a [Plan],
    pub(crate) linked: &'a Linked,
    /// File of each id.
    pub(crate) files: BTreeMap<&'a str, &'a str>,
    pub(crate) ids: BTreeMap<&'a str, &'a str>,
    pub(crate) faults: Vec<String>,
}

impl<'a> Judge<'a> {
    fn new(case: &'a Case, plans: &'a [Plan], linked: &'a Linked) -> Self {
        let pairs = || case.plan.iter().zip(plans).map(|(case, plan)| (case.file.as_str(), plan.id.as_str()));
        let files: BTreeMap<&str, &str> = pairs().map(|(file, id)| (id, file)).collect();
        let ids: BTreeMap<&str, &str> = pairs().collect();
        let mut faults = Vec::new();
        if ids.len() != case.plan.len() || files.len() != case.plan.len() {
            faults.push("the case names two plans alike".to_owned());
        }
        Self { case, plans, linked, files, ids, faults }
    }

    pub(crate) fn fault(&mut self, fault: String) {
        self.faults.push(fault);
    }

    /// File of a record, or the id itself where it is none of the case's.
    pub(crate) fn file<'b>(&self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.files.get(id).copied().unwrap_or(id)
    }

    /// "<id>#<row>" as "<file>#<row>".
    pub(crate) fn row(&self, name: &str) -> String {
        match name.split_once('#') {
            Some((id, row)) => format!("{}#{row}", self.file(id)),
            None => self.file(name).to_owned(),
        }
    }

    pub(crate) fn work_of(&self, id: &str) -> Option<&'a WorkLine> {
        let linked = self.linked;
        linked.works.iter().find(|work| work.lead == id || work.copies.iter().any(|copy| copy == id))
    }

    /// Every file and row that the case expects is one of the case.
    fn the_case_itself(&mut self) {
        let case = self.case;
        let rows = self.row_names();
        let cites = || case.plan.iter().flat_map(|plan| &plan.cites);
        let files = cites()
            .flat_map(|cite| cite.resolves.iter().flat_map(OneOrMany::all).chain(&cite.never))
            .chain(case.work.iter().flat_map(|work| &work.files))
            .chain(case.coverage.iter().flat_map(|line| [&line.parent, &line.child]));
        let from = case.plan.iter().flat_map(|plan| plan.indicators.iter().chain(&plan.tasks));
        let from =
            from.filter_map(|row| row.from.as_ref()).flat_map(OneOrMany::all).filter(|from| *from != "own");
        let named = from
            .chain(case.duplicates.iter().flat_map(|group| group.members.iter().chain(&group.origin)))
            .chain(case.no_duplicates.iter().flat_map(|group| &group.members));
        let covered = case.coverage.iter().flat_map(|line| {
            line.taken.iter().chain(&line.missing).map(|row| format!("{}#{row}", line.parent))
        });
        let missing: Vec<String> = files
            .filter(|file| !self.ids.contains_key(file.as_str()))
            .chain(named.filter(|row| !rows.contains(*row)))
            .cloned()
            .chain(covered.filter(|row| !rows.contains(row)))
            .collect();
        for name in missing {
            self.fault(format!("the case expects {name}, which it does not hold"));
        }
    }

    fn works(&mut self) {
        let mut seen = BTreeSet::new();
        for work in &self.linked.works {
            for id in std::iter::once(&work.lead).chain(&work.copies) {
                if !self.files.contains_key(id.as_str()) {
                    self.fault(format!("works: {id} is no record of the corpus"));
                }
                if !seen.insert(id) {
                    self.fault(format!("works: {} stands twice", self.file(id)));
                }
            }
            if work.inferred && work.work.is_none() {
                self.fault(format!("works: {} is inferred and has no key", self.file(&work.lead)));
            }
        }
        for plan in self.plans {
            if !seen.contains(&plan.id) {
                self.fault(format!("works: {} stands in none", self.file(&plan.id)));
            }
        }
        if self.case.works_open {
            return;
        }
        let got: BTreeSet<BTreeSet<&str>> = self
            .linked
            .works
            .iter()
            .map(|work| std::iter::once(&work.lead).chain(&work.copies).map(|id| self.file(id)).collect())
            .collect();
        let declared = self.case.work.iter().map(|work| work.files.iter().map(String::as_str).collect());
        let mut expected: BTreeSet<BTreeSet<&str>> = declared.collect();
        for plan in &self.case.plan {
            if !expected.iter().any(|files| files.contains(plan.file.as_str())) {
                expected.insert(BTreeSet::from([plan.file.as_str()]));
            }
        }
        if got != expected {
            self.fault(format!("works: {got:?}, not {expected:?}"));
            return;
        }
        for work in &self.case.work {
            let lead = work.files[0].as_str();
            let Some(line) = self.work_of(self.ids[lead]) else { continue };
            if !work.any_lead && self.file(&line.lead) != lead {
                self.fault(format!("works: {} leads, not {lead}", self.file(&line.lead)));
            }
            if let Some(number) = &work.learned {
                let slug = key::slug(number);
                if !line.inferred || !line.work.as_ref().is_some_and(|key| key.starts_with(&slug)) {
                    self.fault(format!(
                        "works: {lead} is {:?} (inferred: {}), not learned as {number}",
                        line.work, line.inferred
                    ));
                }
            }
        }
    }

    pub(crate) fn row_names(&self) -> BTreeSet<String> {
        self.case.plan.iter().flat_map(|plan| rows(plan).into_iter().map(|(name, _)| name)).collect()
    }
}

/// All rows of a plan, "<file>#<row>", indicators before tasks.
pub(crate) fn rows(plan: &PlanCase) -> Vec<(String, &RowCase)> {
    let ids = |rows: &'_ [RowCase], table: u32| -> Vec<String> {
        rows.iter().zip(1..).map(|(row, at)| format!("{}#{}", plan.file, row_id(row, table, at))).collect()
    };
    let all = ids(&plan.indicators, 0).into_iter().chain(ids(&plan.tasks, 1));
    all.zip(plan.indicators.iter().chain(&plan.tasks)).collect()
}
