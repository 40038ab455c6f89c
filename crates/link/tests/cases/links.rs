//! Links against the case: which plan, how sure, in what they disagree.

use std::collections::{BTreeMap, BTreeSet};

use kehoach_model::{Candidate, LinkLine, LinkStatus, Role};

use crate::case::{CiteCase, PlanCase, Status};
use crate::judge::Judge;

impl Judge<'_> {
    pub(crate) fn links(&mut self) {
        for line in &self.linked.links {
            self.holds_for_every_link(line);
        }
        for (plan_case, plan) in self.case.plan.iter().zip(self.plans) {
            let lines: Vec<&LinkLine> = self
                .linked
                .links
                .iter()
                .filter(|line| line.child == plan.id && line.link.citation.role == Role::Implements)
                .collect();
            if lines.len() != plan.implements.len() {
                self.fault(format!(
                    "links: {} has {} lines for {} parents",
                    plan_case.file,
                    lines.len(),
                    plan.implements.len()
                ));
                continue;
            }
            let mut lines = lines.into_iter();
            for cite in &plan_case.cites {
                if cite.role == Role::Implements {
                    let line = lines.next().expect("counted above");
                    self.link(plan_case, cite, line);
                } else {
                    self.by_product(plan_case, cite, &plan.id);
                }
            }
        }
    }

    fn holds_for_every_link(&mut self, line: &LinkLine) {
        let answer = &line.link;
        let name = link_name(self.file(&line.child), answer.citation.number.as_deref());
        if !self.files.contains_key(line.child.as_str()) {
            self.fault(format!("{name}: the child is no record of the corpus"));
        }
        if (answer.status == LinkStatus::Resolved) != answer.plan.is_some() {
            self.fault(format!("{name}: {:?} with plan {:?}", answer.status, answer.plan));
        }
        for candidate in &answer.candidates {
            if !(0.0..=1.0).contains(&candidate.score) {
                self.fault(format!("{name}: a candidate scores {}", candidate.score));
            }
        }
        if !answer.candidates.is_sorted_by(|one, next| one.score >= next.score)
            && answer.confirmed_by.is_none()
        {
            self.fault(format!("{name}: candidates are not best first"));
        }
        let Some(id) = &answer.plan else {
            if !answer.discrepancies.is_empty() {
                self.fault(format!("{name}: discrepancies without a plan"));
            }
            return;
        };
        // What a person confirms need not have been thought of.
        if answer.confirmed_by.is_none() && !answer.candidates.iter().any(|candidate| candidate.plan == *id) {
            self.fault(format!("{name}: the plan is not among the candidates"));
        }
        let Some(work) = self.work_of(id) else {
            self.fault(format!("{name}: the plan {id} is in no work"));
            return;
        };
        if work.lead != *id {
            self.fault(format!("{name}: points at {}, which does not lead its work", self.file(id)));
        }
        if self.work_of(&line.child).is_some_and(|own| own.lead == work.lead) {
            self.fault(format!("{name}: a plan is linked to itself"));
        }
    }

    fn link(&mut self, plan: &PlanCase, cite: &CiteCase, line: &LinkLine) {
        let answer = &line.link;
        let name = link_name(&plan.file, cite.number.as_deref());
        if answer.citation.number != cite.number || answer.citation.title != cite.title {
            self.fault(format!("{name}: the citations of the links are in another order, or changed"));
            return;
        }
        let expected_direct = cite.expect_direct.unwrap_or(cite.direct);
        if answer.direct != expected_direct {
            self.fault(format!("{name}: direct is {}", answer.direct));
        }
        let abstains = answer.status != LinkStatus::Resolved;
        let found = answer.plan.as_deref();
        self.not_a_wrong_one(&name, cite, found);
        if let Some(right) = &cite.resolves {
            if abstains && cite.may_abstain {
                return;
            }
            if !found.is_some_and(|id| self.is_one_of(id, right.all())) {
                self.fault(format!("{name}: {}, not {:?}{}", self.shown(line), right.all(), self.told(line)));
                return;
            }
            self.discrepancies(&name, cite, line);
        } else {
            let status = cite.status.unwrap_or_else(|| panic!("{name}: needs `resolves` or `status`"));
            let right = match status {
                Status::Resolved => !abstains,
                Status::Unresolved => answer.status == LinkStatus::Unresolved,
                Status::Ambiguous => answer.status == LinkStatus::Ambiguous,
                Status::Abstained => abstains,
                Status::Any => true,
            };
            if !right {
                self.fault(format!("{name}: {}, not {status:?}{}", self.shown(line), self.told(line)));
            }
        }
        if answer.confirmed_by != cite.confirmed_by
            && (cite.confirmed_by.is_some() || self.case.overrides.is_none())
        {
            self.fault(format!("{name}: confirmed by {:?}", answer.confirmed_by));
        }
        if let Some(words) = &cite.says {
            let evidence = answer.candidates.iter().flat_map(|candidate| &candidate.evidence);
            if !evidence.into_iter().any(|evidence| evidence.contains(words.as_str())) {
                self.fault(format!("{name}: the evidence does not say {words}{}", self.told(line)));
            }
        }
    }

    fn not_a_wrong_one(&mut self, name: &str, cite: &CiteCase, found: Option<&str>) {
        if let Some(id) = found.filter(|id| self.is_one_of(id, &cite.never)) {
            self.fault(format!("{name}: resolved to {}, which is never right", self.file(id)));
        }
    }

    /// Whether the record is a copy of one of the files' works.
    fn is_one_of(&self, id: &str, files: &[String]) -> bool {
        let lead = self.work_of(id).map(|work| work.lead.as_str());
        files.iter().any(|file| {
            let wanted =
                self.ids.get(file.as_str()).unwrap_or_else(|| panic!("{file} is no file of the case"));
            *wanted == id || self.work_of(wanted).map(|work| work.lead.as_str()) == lead && lead.is_some()
        })
    }

    fn discrepancies(&mut self, name: &str, cite: &CiteCase, line: &LinkLine) {
        if cite.discrepancies.iter().any(|field| field == "?") {
            return;
        }
        let mut got: Vec<&str> = line.link.discrepancies.iter().map(|one| one.field.as_str()).collect();
        got.sort_unstable();
        let mut expected: Vec<&str> = cite.discrepancies.iter().map(String::as_str).collect();
        expected.sort_unstable();
        if got != expected {
            self.fault(format!("{name}: discrepancies {:?}, not {expected:?}", line.link.discrepancies));
            return;
        }
        for one in &line.link.discrepancies {
            let cited = match one.field.as_str() {
                "number" => &cite.number,
                "date" => &cite.date,
                _ => &cite.issuer,
            };
            if one.cited != *cited {
                self.fault(format!("{name}: the cited {} is told as {:?}", one.field, one.cited));
            }
            let found = line.link.plan.as_deref().and_then(|id| self.plans.iter().find(|plan| plan.id == id));
            let Some(header) = found.map(|plan| &plan.header) else { continue };
            let stands = match one.field.as_str() {
                "number" => header.number.as_deref(),
                "date" => header.date_partial.as_deref(),
                _ => header.issuer.as_ref().map(|issuer| issuer.name.as_str()),
            };
            // A number that was learned stands in no header.
            if stands.is_some() && one.found.as_deref() != stands {
                self.fault(format!("{name}: the found {} is told as {:?}", one.field, one.found));
            }
        }
    }

    /// Citations of other roles are looked at where the case says something of them.
    fn by_product(&mut self, plan: &PlanCase, cite: &CiteCase, child: &str) {
        let name = link_name(&plan.file, cite.number.as_deref());
        let line = self.linked.links.iter().find(|line| {
            let citation = &line.link.citation;
            line.child == child && citation.role == cite.role && citation.number == cite.number
        });
        let found = line.and_then(|line| line.link.plan.as_deref());
        self.not_a_wrong_one(&name, cite, found);
        if let Some(right) = &cite.resolves {
            if found.is_none() && cite.may_abstain {
                return;
            }
            if !found.is_some_and(|id| self.is_one_of(id, right.all())) {
                let shown = line.map_or_else(|| "no line".to_owned(), |line| self.shown(line));
                self.fault(format!("{name} ({:?}): {shown}, not {:?}", cite.role, right.all()));
            }
        } else if matches!(cite.status, Some(Status::Unresolved | Status::Ambiguous | Status::Abstained))
            && let Some(id) = found
        {
            self.fault(format!("{name} ({:?}): resolved to {}", cite.role, self.file(id)));
        }
    }

    /// Links to one missing document share a work, links to two do not.
    pub(crate) fn missing(&mut self) {
        let mut works: BTreeMap<&str, BTreeSet<Option<String>>> = BTreeMap::new();
        for (plan_case, plan) in self.case.plan.iter().zip(self.plans) {
            let mut lines = self
                .linked
                .links
                .iter()
                .filter(|line| line.child == plan.id && line.link.citation.role == Role::Implements);
            for cite in plan_case.cites.iter().filter(|cite| cite.role == Role::Implements) {
                let Some(line) = lines.next() else { continue };
                if let Some(missing) = &cite.missing {
                    works.entry(missing).or_default().insert(line.link.work.clone());
                }
            }
        }
        let mut seen = BTreeSet::new();
        for (missing, works) in works {
            if works.len() != 1 || works.contains(&None) {
                self.fault(format!("links to the missing {missing} have the works {works:?}"));
            }
            for work in works {
                if !seen.insert(work.clone()) {
                    self.fault(format!("two missing documents share {work:?}"));
                }
            }
        }
    }

    fn shown(&self, line: &LinkLine) -> String {
        match &line.link.plan {
            Some(id) => format!("resolved to {}", self.file(id)),
            None => format!("{:?}", line.link.status).to_lowercase(),
        }
    }

    /// The candidates, for the reader of a failure.
    fn told(&self, line: &LinkLine) -> String {
        let one = |candidate: &Candidate| {
            format!(
                "\n      {:.2} {}: {}",
                candidate.score,
                self.file(&candidate.plan),
                candidate.evidence.join("; ")
            )
        };
        line.link.candidates.iter().map(one).collect()
    }
}

fn link_name(file: &str, number: Option<&str>) -> String {
    format!("link {file} → {}", number.unwrap_or("(no number)"))
}
