//! Which plan each citation means: candidates, evidence, and an answer only where one stands clearly out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kehoach_model::{Candidate, Discrepancy, LinkStatus, Role};

use crate::evidence::{Citing, Evidence, Target, weigh};
use crate::facts::Cite;
use crate::hash::shared;
use crate::index::Entry;
use crate::lookup::Lookup;
use crate::number::Number;
use crate::overrides::{Overrides, Said};
use crate::works::Work;

/// Points that a candidate needs: a number and its issuer alone are not enough.
const ENOUGH: f64 = 6.5;
/// Points that the best candidate must have more than the second.
const CLEAR: f64 = 3.0;
/// Points below which a candidate is not worth a person's look, and how many are shown.
const SHOWN: f64 = 4.0;
const MOST_SHOWN: usize = 5;
/// Rows in common that show more than chance.
const ROWS: usize = 3;

/// What a citation means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    /// Position of the citation in its record's `cites`.
    pub(crate) cite: usize,
    pub(crate) status: LinkStatus,
    /// The work that is meant.
    pub(crate) work: Option<usize>,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) discrepancies: Vec<Discrepancy>,
    pub(crate) confirmed_by: Option<String>,
    /// The document itself carries it out; `false`: its parent does.
    pub(crate) direct: bool,
}

/// A corpus while its citations are resolved.
pub(crate) struct Resolver<'a> {
    pub(crate) entries: &'a [Entry<'a>],
    pub(crate) works: &'a [Work],
    /// The work of each record.
    pub(crate) work_of: Vec<usize>,
    overrides: &'a Overrides,
    /// For a plan that a decision issues, the work of the decision.
    issues: HashMap<usize, usize>,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(entries: &'a [Entry<'a>], works: &'a [Work], overrides: &'a Overrides) -> Self {
        let mut work_of = vec![0; entries.len()];
        for (at, work) in works.iter().enumerate() {
            for &member in &work.members {
                if let Some(of) = work_of.get_mut(member) {
                    *of = at;
                }
            }
        }
        let mut this = Self { entries, works, work_of, overrides, issues: HashMap::new() };
        this.issues = this.issuing();
        this
    }

    /// Decisions and the plans that they issue: both stand in one file under one number.
    fn issuing(&self) -> HashMap<usize, usize> {
        let mut decisions: HashMap<(&str, &Number), usize> = HashMap::new();
        for (entry, &work) in self.entries.iter().zip(&self.work_of) {
            if let Some(number) =
                entry.facts.identity.number.as_ref().filter(|_| !entry.facts.identity.issued)
            {
                decisions.insert((entry.path, number), work);
            }
        }
        let plans = self.entries.iter().zip(&self.work_of).filter(|(entry, _)| entry.facts.identity.issued);
        let pairs = plans.filter_map(|(entry, &plan)| {
            let number = entry.facts.identity.number.as_ref()?;
            Some((*decisions.get(&(entry.path, number))?, plan))
        });
        pairs.collect()
    }

    /// The answers again, now that numbers of works are known that have none of their own. An answer stays where nothing of
    /// that bears on it.
    pub(crate) fn answers_again(
        &self,
        answers: Vec<Vec<Answer>>,
        learned: &HashMap<usize, Number>,
    ) -> Vec<Vec<Answer>> {
        let lookup = Lookup::new(self.entries, self.works, learned);
        let numbers: BTreeSet<&Number> = learned.values().collect();
        let again = |record: usize, entry: &Entry<'_>, answer: Answer| {
            let Some(cite) = entry.facts.cites.get(answer.cite) else { return answer };
            let stays = answer.work.is_some_and(|work| !learned.contains_key(&work));
            if stays && !numbers.contains(&cite.number) {
                return answer;
            }
            self.answer(record, answer.cite, cite, &lookup, learned)
        };
        let of_record = |(record, (entry, answers)): (usize, (&Entry<'_>, Vec<Answer>))| {
            answers.into_iter().map(|answer| again(record, entry, answer)).collect()
        };
        self.entries.iter().zip(answers).enumerate().map(of_record).collect()
    }

    /// The answers for all citations of all records.
    pub(crate) fn answers(&self) -> Vec<Vec<Answer>> {
        let learned = &HashMap::new();
        let lookup = Lookup::new(self.entries, self.works, learned);
        let of_record = |at: usize, entry: &Entry<'_>| -> Vec<Answer> {
            let cites = entry.facts.cites.iter().enumerate();
            cites.map(|(position, cite)| self.answer(at, position, cite, &lookup, learned)).collect()
        };
        self.entries.iter().enumerate().map(|(at, entry)| of_record(at, entry)).collect()
    }

    fn answer(
        &self,
        record: usize,
        position: usize,
        cite: &Cite,
        lookup: &Lookup,
        learned: &HashMap<usize, Number>,
    ) -> Answer {
        let mut answer = Answer {
            cite: position,
            status: LinkStatus::Unresolved,
            work: None,
            candidates: Vec::new(),
            discrepancies: Vec::new(),
            confirmed_by: None,
            direct: cite.direct,
        };
        let Some(entry) = self.entries.get(record) else { return answer };
        let mut found: Vec<(usize, Evidence)> = Vec::new();
        for work in lookup.candidates(cite) {
            if Some(&work) == self.work_of.get(record) {
                continue;
            }
            found.extend(self.weigh(record, entry, cite, work, learned).map(|evidence| (work, evidence)));
        }
        self.prefer_issued(&mut found);
        let decisions: Vec<usize> = self.overrides.of(entry, cite).collect();
        if !decisions.is_empty() {
            self.decide(&mut answer, &mut found, &decisions, (record, entry, cite), learned);
        }
        // The best first; of equals the one whose lead comes first.
        found.sort_by(|(one, a), (other, b)| b.points.total_cmp(&a.points).then(one.cmp(other)));
        answer.candidates = self.shown(&found);
        if answer.work.is_some() {
            return answer;
        }
        let strong: Vec<&(usize, Evidence)> =
            found.iter().filter(|(_, found)| found.points >= ENOUGH).collect();
        let Some((work, best)) = strong.first() else { return answer };
        let rival = strong.get(1).filter(|(_, second)| best.points - second.points < CLEAR);
        match rival {
            None if best.settled => {
                answer.status = LinkStatus::Resolved;
                answer.work = Some(*work);
                answer.discrepancies.clone_from(&best.discrepancies);
            }
            // One is pinned down and the other is not.
            Some((_, second)) if best.settled && !second.settled => {
                answer.status = LinkStatus::Resolved;
                answer.work = Some(*work);
                answer.discrepancies.clone_from(&best.discrepancies);
            }
            Some(_) => answer.status = LinkStatus::Ambiguous,
            None => {}
        }
        answer
    }

    /// How well the best copy of a work fits.
    fn weigh(
        &self,
        record: usize,
        entry: &Entry<'_>,
        cite: &Cite,
        work: usize,
        learned: &HashMap<usize, Number>,
    ) -> Option<Evidence> {
        let members = &self.works.get(work)?.members;
        let citing = Citing { identity: &entry.facts.identity };
        let weighed = members.iter().filter_map(|&member| {
            let rows = || self.rows_in_common(record, member);
            let target = Target {
                identity: &self.entries.get(member)?.facts.identity,
                learned: learned.get(&work),
                rows: &rows,
            };
            weigh(cite, citing, target)
        });
        weighed.max_by(|one, other| one.points.total_cmp(&other.points))
    }

    fn rows_in_common(&self, child: usize, parent: usize) -> f64 {
        let rows = |record: usize| self.entries.get(record).map(|entry| &entry.facts.rows);
        let (Some(child), Some(parent)) = (rows(child), rows(parent)) else { return 0.0 };
        if child.is_empty() || parent.is_empty() {
            return 0.0;
        }
        let common = shared(child, parent);
        if common < ROWS { 0.0 } else { common as f64 / child.len() as f64 }
    }

    /// A plan takes the place of the decision that issues it: it is what is carried out.
    fn prefer_issued(&self, found: &mut Vec<(usize, Evidence)>) {
        let has_rows = |work: usize| {
            let lead = self.works.get(work).and_then(|work| self.entries.get(work.lead()));
            lead.is_some_and(|lead| lead.facts.quality.has_rows())
        };
        for (work, evidence) in std::mem::take(found) {
            let issued = self.issues.get(&work).copied().filter(|&plan| has_rows(plan) || !has_rows(work));
            let work = issued.unwrap_or(work);
            match found.iter_mut().find(|(other, _)| *other == work) {
                Some((_, other)) if other.points < evidence.points => *other = evidence,
                Some(_) => {}
                None => found.push((work, evidence)),
            }
        }
    }

    /// What people have decided comes before all evidence.
    fn decide(
        &self,
        answer: &mut Answer,
        found: &mut Vec<(usize, Evidence)>,
        decisions: &[usize],
        (record, entry, cite): (usize, &Entry<'_>, &Cite),
        learned: &HashMap<usize, Number>,
    ) {
        let said = |work: usize| {
            let members = self.works.get(work).map(|work| work.members.as_slice()).unwrap_or_default();
            let records = members.iter().filter_map(|&member| self.entries.get(member));
            let all = records
                .flat_map(|record| decisions.iter().filter_map(move |&at| self.overrides.said(at, record)));
            all.last()
        };
        for work in 0..self.works.len() {
            match said(work) {
                Some(Said::Confirmed(by)) => {
                    let evidence = self.weigh(record, entry, cite, work, learned).unwrap_or_default();
                    answer.discrepancies.clone_from(&evidence.discrepancies);
                    answer.status = LinkStatus::Resolved;
                    answer.work = Some(work);
                    answer.confirmed_by = Some(by.to_owned());
                    if !found.iter().any(|(other, _)| *other == work) {
                        found.push((work, evidence));
                    }
                }
                Some(Said::Refused(by)) if found.iter().any(|(other, _)| *other == work) => {
                    found.retain(|(other, _)| *other != work);
                    answer.confirmed_by.get_or_insert_with(|| by.to_owned());
                }
                _ => {}
            }
        }
    }

    fn shown(&self, found: &[(usize, Evidence)]) -> Vec<Candidate> {
        let worth = found.iter().filter(|(_, evidence)| evidence.points >= SHOWN).take(MOST_SHOWN);
        let candidates = worth.filter_map(|(work, evidence)| {
            Some(Candidate {
                plan: self.lead(*work)?.to_owned(),
                score: evidence.score(),
                evidence: evidence.said.clone(),
            })
        });
        candidates.collect()
    }

    /// Id of the best copy of a work.
    pub(crate) fn lead(&self, work: usize) -> Option<&'a str> {
        Some(self.entries.get(self.works.get(work)?.lead())?.id)
    }

    /// Numbers under which others cite works that have none of their own, where they agree.
    pub(crate) fn learn(&self, answers: &[Vec<Answer>]) -> HashMap<usize, Number> {
        let mut cited: BTreeMap<usize, BTreeMap<&Number, usize>> = BTreeMap::new();
        for (answer, cite) in self.each(answers) {
            let Some(work) = answer.work.filter(|&work| self.is_blank(work)) else { continue };
            *cited.entry(work).or_default().entry(&cite.number).or_default() += 1;
        }
        let mut learned = HashMap::new();
        for (work, numbers) in cited {
            let most = numbers.values().copied().max().unwrap_or_default();
            let mut best = numbers.iter().filter(|(_, count)| **count == most);
            if let (Some((number, _)), None) = (best.next(), best.next()) {
                learned.insert(work, (*number).clone());
            }
        }
        learned
    }

    /// Whether no copy of a work has a number.
    pub(crate) fn is_blank(&self, work: usize) -> bool {
        let members = self.works.get(work).map(|work| work.members.as_slice()).unwrap_or_default();
        members.iter().all(|&member| {
            self.entries.get(member).is_some_and(|entry| entry.facts.identity.number.is_none())
        })
    }

    /// Every answer with its citation.
    pub(crate) fn each<'b>(
        &'b self,
        answers: &'b [Vec<Answer>],
    ) -> impl Iterator<Item = (&'b Answer, &'a Cite)> {
        self.entries.iter().zip(answers).flat_map(|(entry, answers)| {
            answers.iter().filter_map(|answer| Some((answer, entry.facts.cites.get(answer.cite)?)))
        })
    }

    /// A parent that a document carries out and that its other parent carries out too is an ancestor.
    pub(crate) fn mark_ancestors(&self, answers: &mut [Vec<Answer>]) {
        let mut ancestors: Vec<(usize, usize)> = Vec::new();
        for (record, of_record) in answers.iter().enumerate() {
            let Some(entry) = self.entries.get(record) else { continue };
            let links = || of_record.iter().enumerate().filter(|(_, answer)| is_link(entry, answer));
            for (at, one) in links() {
                let carried = links().filter(|(other, _)| *other != at).any(|(_, other)| {
                    other.work.is_some_and(|parent| {
                        Some(parent) != one.work && self.carries_out(parent, one, entry, answers)
                    })
                });
                if carried {
                    ancestors.push((record, at));
                }
            }
        }
        for (record, at) in ancestors {
            if let Some(answer) = answers.get_mut(record).and_then(|answers| answers.get_mut(at)) {
                answer.direct = false;
            }
        }
    }

    /// Whether a work carries out what a citation of `entry` means.
    fn carries_out(&self, parent: usize, meant: &Answer, entry: &Entry<'_>, answers: &[Vec<Answer>]) -> bool {
        let Some(cite) = entry.facts.cites.get(meant.cite) else { return false };
        let members = self.works.get(parent).map(|work| work.members.as_slice()).unwrap_or_default();
        members.iter().any(|&member| {
            let (Some(parent), Some(answers)) = (self.entries.get(member), answers.get(member)) else {
                return false;
            };
            answers.iter().filter(|answer| is_link(parent, answer)).any(|answer| {
                let same_work = answer.work.is_some() && answer.work == meant.work;
                let same_number = || {
                    parent.facts.cites.get(answer.cite).is_some_and(|other| {
                        let dates = other.date.zip(cite.date);
                        other.number == cite.number && dates.is_none_or(|(one, other)| one == other)
                    })
                };
                same_work || meant.work.is_none() && same_number()
            })
        })
    }
}

fn is_link(entry: &Entry<'_>, answer: &Answer) -> bool {
    entry.facts.cites.get(answer.cite).is_some_and(|cite| cite.link)
}

/// What later documents do to a work: "replaced by …", "amended by …", by work.
pub(crate) fn superseded(resolver: &Resolver<'_>, answers: &[Vec<Answer>]) -> BTreeMap<usize, Vec<String>> {
    let mut by_work: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (record, of_record) in answers.iter().enumerate() {
        let (Some(entry), Some(&own)) = (resolver.entries.get(record), resolver.work_of.get(record)) else {
            continue;
        };
        for answer in of_record {
            let Some(cite) = entry.facts.cites.get(answer.cite) else { continue };
            let verb = match cite.role {
                Role::Replaces => "replaced",
                Role::Amends => "amended",
                _ => continue,
            };
            if let (Some(work), Some(lead)) = (answer.work, resolver.lead(own)) {
                by_work.entry(work).or_default().push(format!("superseded: {verb} by {lead}"));
            }
        }
    }
    for said in by_work.values_mut() {
        said.sort_unstable();
        said.dedup();
    }
    by_work
}
