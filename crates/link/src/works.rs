//! Which records are copies of one work, and which copy leads.
//!
//! Two records are one work where number, kind and issuer are the same and their dates go together: a state number
//! restarts every year, so the year decides; a Party number runs through a term. Where a number or a day is blank, the
//! content decides: title and text of an unsigned draft are those of the signed copy.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use kehoach_model::Level;
use kehoach_plan::party_term;

use crate::body;
use crate::date;
use crate::facts::Identity;
use crate::index::{Entry, Known};

/// The records of one work, by position in the entries; the first leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Work {
    pub(crate) members: Vec<usize>,
}

impl Work {
    /// The best copy.
    pub(crate) fn lead(&self) -> usize {
        self.members.first().copied().unwrap_or_default()
    }
}

/// Text that two copies share at least, as [`Sketch`](crate::sketch::Sketch) tells it: what a scan or a lost layout
/// leaves of it. Plans of one issuer on one theme in two years share about a third.
const COPY: f64 = 0.6;
/// The same where the key says already that they are one.
const ALIKE: f64 = 0.3;
/// Titles of copies: the same but for what OCR makes of a word.
const SAME_TITLE: f64 = 0.85;

/// Groups the records; works stand in the order of their first record.
pub(crate) fn group(entries: &[Entry<'_>]) -> Vec<Work> {
    let mut groups = Groups::new(entries.len());
    for ((kind, _), block) in blocks(entries) {
        // Where any issuer may share the block, only records without one have business there.
        let open = kind == 'u';
        if open
            && !block
                .iter()
                .any(|&at| entries.get(at).is_some_and(|entry| entry.facts.identity.issuer.is_none()))
        {
            continue;
        }
        for (place, &one) in block.iter().enumerate() {
            for &other in block.iter().skip(place + 1) {
                let (Some(a), Some(b)) = (entries.get(one), entries.get(other)) else { continue };
                let apart = groups.root(one) != groups.root(other);
                if apart && !(open && both_issued(a, b)) && is_same_work(a, b) {
                    groups.join(one, other);
                }
            }
        }
    }
    let mut works: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..entries.len() {
        works.entry(groups.root(at)).or_default().push(at);
    }
    let order = |at: &usize| {
        let entry = entries.get(*at);
        (Reverse(entry.map(|entry| entry.facts.quality)), *at)
    };
    let works = works.into_values().map(|mut members| {
        members.sort_by_key(order);
        Work { members }
    });
    works.collect()
}

/// Records that may be copies of one another share a block: by number and place, by symbol and place where a number
/// is blank, by title where one copy has lost either.
fn blocks(entries: &[Entry<'_>]) -> BTreeMap<(char, String), Vec<usize>> {
    let mut blocks: BTreeMap<(char, String), Vec<usize>> = BTreeMap::new();
    let mut put = |kind: char, key: String, at: usize| blocks.entry((kind, key)).or_default().push(at);
    for (at, entry) in entries.iter().enumerate() {
        let identity = &entry.facts.identity;
        let place = identity.issuer.as_ref().map(body::Body::block);
        if let (Some(number), Some(place)) = (&identity.number, &place) {
            put('n', format!("{}/{}/{place}", number.serial, number.symbol), at);
        }
        if let Some(title) = identity.title_key {
            put('t', format!("{title}/{}", place.as_deref().unwrap_or_default()), at);
            put('u', title.to_string(), at);
        }
        if let (Some(symbol), Some(place), None) = (&identity.symbol, &place, &identity.number) {
            put('s', format!("{symbol}/{place}"), at);
        }
    }
    blocks
}

fn both_issued(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    a.facts.identity.issuer.is_some() && b.facts.identity.issuer.is_some()
}

fn is_same_work(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    let (one, other) = (&a.facts.identity, &b.facts.identity);
    // A decision and the plan that it issues have one number and are two documents.
    let kinds = one.kind.as_ref().zip(other.kind.as_ref());
    if kinds.is_some_and(|(one, other)| one != other) || one.issued != other.issued {
        return false;
    }
    let numbers = one.number.as_ref().zip(other.number.as_ref());
    let symbols = one.symbol.as_ref().zip(other.symbol.as_ref());
    if numbers.is_some_and(|(one, other)| one != other) || symbols.is_some_and(|(one, other)| one != other) {
        return false;
    }
    let issuers = one.issuer.as_ref().zip(other.issuer.as_ref()).map(|(one, other)| one.agreement(other));
    if matches!(issuers, Some(body::Agreement::OtherPlace | body::Agreement::OtherOrgan)) {
        return false;
    }
    let dates = one.date.zip(other.date).map(|(one, other)| one.agreement(other));
    let text = a.facts.sketch.likeness(&b.facts.sketch);
    let by_key = numbers.is_some() && issuers == Some(body::Agreement::Same);
    if by_key && (dates == Some(date::Agreement::Same) || is_one_term(one, other)) {
        // The same key on two documents that have nothing in common is a slip of one of them.
        return has_title_in_common(one, other) || text >= ALIKE || is_bare(a.facts) || is_bare(b.facts);
    }
    let titles = match (&one.title, &other.title) {
        (Some(one), Some(other)) => {
            let like = one.likeness(other);
            like.words >= SAME_TITLE && !like.other_year && !like.other_place
        }
        _ => false,
    };
    match dates {
        // A wrong digit in one copy's date.
        Some(date::Agreement::OneField) => by_key && is_one_year(one, other) && titles && text >= COPY,
        Some(date::Agreement::Different) => false,
        _ => titles && text >= COPY,
    }
}

/// Nothing by which its content could be told.
fn is_bare(facts: &Known) -> bool {
    facts.sketch.is_empty() || facts.identity.title.is_none()
}

fn has_title_in_common(one: &Identity, other: &Identity) -> bool {
    one.title.as_ref().zip(other.title.as_ref()).is_some_and(|(one, other)| one.likeness(other).words >= 0.5)
}

fn is_one_term(one: &Identity, other: &Identity) -> bool {
    let of_party =
        |identity: &Identity| identity.issuer.as_ref().is_some_and(|issuer| issuer.level == Level::Party);
    let term = |identity: &Identity| identity.printed_date.as_deref().map(party_term);
    of_party(one) && of_party(other) && term(one).is_some() && term(one) == term(other)
}

fn is_one_year(one: &Identity, other: &Identity) -> bool {
    one.date.map(|date| date.year) == other.date.map(|date| date.year)
}

/// Sets that grow together.
struct Groups {
    above: Vec<usize>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self { above: (0..count).collect() }
    }

    /// The least member of the set of `at`.
    fn root(&mut self, mut at: usize) -> usize {
        while let Some(&above) = self.above.get(at).filter(|&&above| above != at) {
            let top = self.above.get(above).copied().unwrap_or(above);
            if let Some(entry) = self.above.get_mut(at) {
                *entry = top;
            }
            at = top;
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(entry) = self.above.get_mut(one.max(other)) {
            *entry = one.min(other);
        }
    }
}
