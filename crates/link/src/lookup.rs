//! Finding the works that a citation may mean, without looking at all of them.

use std::collections::{BTreeSet, HashMap};

use crate::date::{Agreement, Date};
use crate::facts::Cite;
use crate::index::Entry;
use crate::number::Number;
use crate::works::Work;

/// Works by what a citation tells of them.
pub(crate) struct Lookup {
    by_number: HashMap<Number, Vec<usize>>,
    by_day: HashMap<(String, Date), Vec<usize>>,
    /// Works without a printed number, by symbol.
    blank: HashMap<String, Vec<(usize, Option<Date>)>>,
}

impl Lookup {
    pub(crate) fn new(entries: &[Entry<'_>], works: &[Work], learned: &HashMap<usize, Number>) -> Self {
        let mut this = Self { by_number: HashMap::new(), by_day: HashMap::new(), blank: HashMap::new() };
        for (at, work) in works.iter().enumerate() {
            for identity in
                work.members.iter().filter_map(|&member| Some(&entries.get(member)?.facts.identity))
            {
                if let Some(number) = identity.number.as_ref() {
                    push(this.by_number.entry(number.clone()).or_default(), at);
                }
                let Some(symbol) = &identity.symbol else { continue };
                if let Some(date) = identity.date.filter(|date| date.day.is_some()) {
                    push(this.by_day.entry((symbol.clone(), date)).or_default(), at);
                }
                if identity.number.is_none() {
                    this.blank.entry(symbol.clone()).or_default().push((at, identity.date));
                }
            }
            if let Some(number) = learned.get(&at) {
                push(this.by_number.entry(number.clone()).or_default(), at);
            }
        }
        this
    }

    /// Works that a citation may mean, in order: by its number, by a number one slip away, by its symbol and day, and
    /// those of its symbol that have no number.
    pub(crate) fn candidates(&self, cite: &Cite) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let symbol = &cite.number.symbol;
        let mut look = |serial: String| {
            let number = Number { serial, symbol: symbol.clone() };
            found.extend(self.by_number.get(&number).into_iter().flatten().copied());
        };
        look(cite.number.serial.clone());
        slips(&cite.number.serial).for_each(&mut look);
        if let Some(date) = cite.date {
            found.extend(self.by_day.get(&(symbol.clone(), date)).into_iter().flatten().copied());
        }
        let fits = |date: &Option<Date>| {
            let both = date.zip(cite.date);
            both.is_none_or(|(own, cited)| {
                matches!(own.agreement(cited), Agreement::Same | Agreement::Compatible)
            })
        };
        let blank = self.blank.get(symbol).into_iter().flatten().filter(|(_, date)| fits(date));
        found.extend(blank.map(|(at, _)| *at));
        found
    }
}

fn push(list: &mut Vec<usize>, at: usize) {
    if list.last() != Some(&at) {
        list.push(at);
    }
}

/// Numbers from which a slip of one digit leads to this one: another digit, two that change places, one too many, one
/// missing.
fn slips(serial: &str) -> impl Iterator<Item = String> {
    let digits: Vec<u8> = serial.bytes().collect();
    let mut slips = BTreeSet::new();
    for at in 0..=digits.len() {
        for digit in b'0'..=b'9' {
            let mut other = digits.clone();
            other.insert(at, digit);
            slips.insert(other);
            let mut other = digits.clone();
            if let Some(changed) = other.get_mut(at) {
                *changed = digit;
                slips.insert(other);
            }
        }
        if at < digits.len() {
            let mut other = digits.clone();
            other.remove(at);
            slips.insert(other);
        }
        if at + 1 < digits.len() {
            let mut other = digits.clone();
            other.swap(at, at + 1);
            slips.insert(other);
        }
    }
    let own = serial.to_owned();
    let texts = slips.into_iter().filter_map(|slip| String::from_utf8(slip).ok());
    texts.filter(move |slip| *slip != own && !slip.is_empty() && !slip.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_lead_to_the_number() {
        let slips: BTreeSet<String> = slips("1774").collect();
        for near in ["1174", "7174", "174", "17744", "11774"] {
            assert!(slips.contains(near), "{near}");
        }
        assert!(!slips.contains("1774") && !slips.contains("4771"));
    }
}
