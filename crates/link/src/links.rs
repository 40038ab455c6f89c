//! The links of a corpus: what every citation means, told record by record.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kehoach_model::{
    Candidate, Citation, Discrepancy, DuplicateKind, DuplicateLine, Grade, Link, LinkLine, LinkStatus, Plan,
    WorkLine,
};

use crate::date::Agreement;
use crate::facts::Cite;
use crate::findings;
use crate::index::Index;
use crate::number::Number;
use crate::overrides::Overrides;
use crate::resolve::{Answer, Resolver, superseded};
use crate::{body, works};

/// The links of a corpus: a function of its index and of what people decided.
#[derive(Debug, Default)]
pub struct Links {
    records: BTreeMap<String, RecordLinks>,
    works: Vec<WorkLine>,
    /// Decisions of people that fit no citation or no record.
    unused: Vec<String>,
}

#[derive(Debug, Default)]
struct RecordLinks {
    /// By position in `implements`.
    links: BTreeMap<usize, Told>,
    /// By position in `citations`: other documents of the corpus that it names.
    mentions: BTreeMap<usize, Told>,
    /// Leads of the works whose rows its own carry on, first to last.
    parents: Vec<String>,
    leads: bool,
}

/// An answer by ids.
#[derive(Debug)]
struct Told {
    work: Option<String>,
    status: LinkStatus,
    direct: bool,
    plan: Option<String>,
    candidates: Vec<Candidate>,
    discrepancies: Vec<Discrepancy>,
    confirmed_by: Option<String>,
}

impl Index {
    /// Resolves all citations.
    #[must_use]
    pub fn link(&self, overrides: &Overrides) -> Links {
        let entries = self.entries();
        let groups = works::group(&entries);
        let resolver = Resolver::new(&entries, &groups, overrides);
        let mut answers = resolver.answers();
        let learned = resolver.learn(&answers);
        if !learned.is_empty() {
            answers = resolver.answers_again(answers, &learned);
        }
        resolver.mark_ancestors(&mut answers);
        Links::told(&resolver, &answers, &learned, overrides)
    }
}

impl Links {
    fn told(
        resolver: &Resolver<'_>,
        answers: &[Vec<Answer>],
        learned: &HashMap<usize, Number>,
        overrides: &Overrides,
    ) -> Self {
        let works = WorkKeys::of(resolver, answers, learned);
        let missing = Missing::of(resolver, answers);
        let superseded = superseded(resolver, answers);
        let mut this = Self { unused: unused(resolver, overrides), ..Self::default() };
        for (record, (entry, of_record)) in resolver.entries.iter().zip(answers).enumerate() {
            let own = resolver.work_of.get(record).copied().unwrap_or_default();
            let leads = resolver.lead(own) == Some(entry.id);
            let mut told = RecordLinks { leads, ..RecordLinks::default() };
            for answer in of_record {
                let Some(cite) = entry.facts.cites.get(answer.cite) else { continue };
                let plan = answer.work.and_then(|work| resolver.lead(work)).map(str::to_owned);
                let mut candidates = answer.candidates.clone();
                let said = answer.work.and_then(|work| superseded.get(&work));
                if let (Some(said), Some(chosen)) =
                    (said, candidates.iter_mut().find(|candidate| Some(&candidate.plan) == plan.as_ref()))
                {
                    chosen.evidence.extend(said.iter().cloned());
                }
                let work = match answer.work {
                    Some(work) => works.key(work).or_else(|| cite.work.clone()),
                    None => missing.key(cite),
                };
                let answered = Told {
                    work,
                    status: answer.status,
                    direct: answer.direct,
                    plan,
                    candidates,
                    discrepancies: answer.discrepancies.clone(),
                    confirmed_by: answer.confirmed_by.clone(),
                };
                if cite.link {
                    told.links.insert(cite.position as usize, answered);
                } else if answer.status == LinkStatus::Resolved {
                    told.mentions.insert(cite.position as usize, answered);
                }
            }
            told.parents = parents(&told.links);
            this.records.insert(entry.id.to_owned(), told);
        }
        this.works = works.lines(resolver);
        this
    }

    /// Fills in the links of a record, and what there is to say about them.
    pub fn apply(&self, plan: &mut Plan) {
        let Some(record) = self.records.get(&plan.id) else { return };
        for (position, told) in &record.links {
            if let Some(link) = plan.implements.get_mut(*position) {
                told.fill(link);
                plan.findings.extend(findings::of_link(link));
            }
        }
    }

    /// The lines of `links.ndjson` for a record to which the links were [applied](Self::apply): its own links, then the
    /// other documents of the corpus that it names.
    #[must_use]
    pub fn lines(&self, plan: &Plan) -> Vec<LinkLine> {
        let line = |link: Link| LinkLine { child: plan.id.clone(), link };
        let own = plan.implements.iter().cloned().map(line);
        let mentions = self.records.get(&plan.id).into_iter().flat_map(|record| &record.mentions);
        let mentions =
            mentions.filter_map(|(position, told)| Some(line(told.link(plan.citations.get(*position)?))));
        own.chain(mentions).collect()
    }

    /// Ids of the plans whose rows those of a record may carry on.
    #[must_use]
    pub fn parents(&self, id: &str) -> &[String] {
        self.records.get(id).map(|record| record.parents.as_slice()).unwrap_or_default()
    }

    /// Whether a record is the best copy of its work.
    #[must_use]
    pub fn leads(&self, id: &str) -> bool {
        self.records.get(id).is_some_and(|record| record.leads)
    }

    /// The lines of `works.ndjson`, in the order of the best copies' paths.
    #[must_use]
    pub fn works(&self) -> &[WorkLine] {
        &self.works
    }

    /// Works that have several copies, as lines of `duplicates.ndjson`.
    pub fn copies(&self) -> impl Iterator<Item = DuplicateLine> {
        let several = self.works.iter().filter(|work| !work.copies.is_empty());
        several.map(|work| DuplicateLine {
            kind: DuplicateKind::SameWork,
            members: std::iter::once(&work.lead).chain(&work.copies).cloned().collect(),
            grade: Some(Grade::Same),
            origin: None,
        })
    }

    /// Decisions of people that fit no citation, or no record of the corpus: "child → cited number".
    #[must_use]
    pub fn unused_overrides(&self) -> &[String] {
        &self.unused
    }
}

impl Told {
    fn fill(&self, link: &mut Link) {
        link.work = self.work.clone().or_else(|| link.work.take());
        link.status = self.status;
        link.direct = self.direct;
        link.plan.clone_from(&self.plan);
        link.candidates.clone_from(&self.candidates);
        link.discrepancies.clone_from(&self.discrepancies);
        link.confirmed_by.clone_from(&self.confirmed_by);
    }

    fn link(&self, citation: &Citation) -> Link {
        let mut link = Link {
            citation: citation.clone(),
            work: None,
            status: self.status,
            direct: true,
            plan: None,
            candidates: Vec::new(),
            discrepancies: Vec::new(),
            confirmed_by: None,
        };
        self.fill(&mut link);
        link
    }
}

/// What a record carries out itself; only where that is not there, what it carries out through it.
fn parents(links: &BTreeMap<usize, Told>) -> Vec<String> {
    let of = |direct: bool| {
        let mut seen = BTreeSet::new();
        let plans = links.values().filter(|told| told.direct == direct).filter_map(|told| told.plan.clone());
        plans.filter(|plan| seen.insert(plan.clone())).collect::<Vec<_>>()
    };
    let direct = of(true);
    if direct.is_empty() { of(false) } else { direct }
}

fn unused(resolver: &Resolver<'_>, overrides: &Overrides) -> Vec<String> {
    if overrides.is_empty() {
        return Vec::new();
    }
    let mut used = BTreeSet::new();
    for entry in resolver.entries {
        for cite in &entry.facts.cites {
            for at in overrides.of(entry, cite) {
                if resolver.entries.iter().any(|record| overrides.said(at, record).is_some()) {
                    used.insert(at);
                }
            }
        }
    }
    (0..overrides.len()).filter(|at| !used.contains(at)).map(|at| overrides.shown(at)).collect()
}

/// The keys of works: the best copy's, or another's, or that under which others cite a work without a number.
struct WorkKeys {
    keys: Vec<Option<String>>,
    inferred: BTreeSet<usize>,
}

impl WorkKeys {
    fn of(resolver: &Resolver<'_>, answers: &[Vec<Answer>], learned: &HashMap<usize, Number>) -> Self {
        let own = |work: &works::Work| {
            let mut members = work.members.iter().filter_map(|&member| resolver.entries.get(member));
            members.find_map(|entry| entry.facts.identity.work.clone())
        };
        let mut this = Self { keys: resolver.works.iter().map(own).collect(), inferred: BTreeSet::new() };
        let mut cited: BTreeMap<usize, BTreeMap<&str, usize>> = BTreeMap::new();
        for (answer, cite) in resolver.each(answers) {
            let Some(work) = answer.work.filter(|work| learned.get(work) == Some(&cite.number)) else {
                continue;
            };
            if let Some(key) = &cite.work {
                *cited.entry(work).or_default().entry(key).or_default() += 1;
            }
        }
        for (work, keys) in cited {
            // The most frequent one; of equals the longest, which tells most.
            let best = keys.into_iter().max_by_key(|(key, count)| (*count, key.len(), *key));
            if let (Some(entry), Some((key, _))) = (this.keys.get_mut(work).filter(|key| key.is_none()), best)
            {
                *entry = Some(key.to_owned());
                this.inferred.insert(work);
            }
        }
        this
    }

    fn key(&self, work: usize) -> Option<String> {
        self.keys.get(work)?.clone()
    }

    fn lines(&self, resolver: &Resolver<'_>) -> Vec<WorkLine> {
        let line = |(at, work): (usize, &works::Work)| {
            let id = |member: &usize| Some(resolver.entries.get(*member)?.id.to_owned());
            Some(WorkLine {
                work: self.key(at),
                inferred: self.inferred.contains(&at),
                lead: id(&work.lead())?,
                copies: work.members.iter().skip(1).filter_map(id).collect(),
            })
        };
        resolver.works.iter().enumerate().filter_map(line).collect()
    }
}

/// Documents that are cited and not there: citations that leave out the day or the issuer share the key of the one
/// that fits, where only one does.
struct Missing<'a> {
    by_number: BTreeMap<&'a Number, Vec<&'a Cite>>,
}

impl<'a> Missing<'a> {
    fn of(resolver: &'a Resolver<'a>, answers: &'a [Vec<Answer>]) -> Self {
        let mut by_number: BTreeMap<&Number, Vec<&Cite>> = BTreeMap::new();
        for (answer, cite) in resolver.each(answers) {
            let whole = cite.date.is_some() && cite.issuer.is_some();
            if cite.link && whole && answer.work.is_none() && cite.work.is_some() {
                let known = by_number.entry(&cite.number).or_default();
                if !known.iter().any(|other| other.work == cite.work) {
                    known.push(cite);
                }
            }
        }
        Self { by_number }
    }

    fn key(&self, cite: &Cite) -> Option<String> {
        let fits = |other: &&&Cite| {
            let dates = cite.date.zip(other.date).map(|(one, other)| one.agreement(other));
            let issuers =
                cite.issuer.as_ref().zip(other.issuer.as_ref()).map(|(one, other)| one.agreement(other));
            matches!(dates, None | Some(Agreement::Same | Agreement::Compatible))
                && matches!(issuers, None | Some(body::Agreement::Same | body::Agreement::Open))
        };
        let mut fitting = self.by_number.get(&cite.number).into_iter().flatten().filter(fits);
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => only.work.clone(),
            _ => cite.work.clone(),
        }
    }
}
