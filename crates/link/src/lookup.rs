//! Finding the works that a citation may mean, without looking at all of them.

use std::collections::{BTreeSet, HashMap};

use kehoach_model::Level;

use crate::body::Body;
use crate::date::{Agreement, Date};
use crate::facts::Cite;
use crate::index::Entry;
use crate::number::Number;
use crate::works::Work;

/// Whose works: what a citation tells of the issuer decides where it looks. Numbers start anew with each of thousands of
/// communes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Whose {
    /// Of the bodies of a territory.
    Of(String),
    /// Of any body of a level ("UBND tỉnh").
    Level(Level),
    /// Of whomever.
    Anyone,
    /// Of a body that is not known, or whose territory is not.
    Unknown,
}

/// Works of one symbol and of some bodies.
#[derive(Default)]
struct Shelf {
    by_number: HashMap<u64, Vec<usize>>,
    by_day: HashMap<Date, Vec<usize>>,
    /// Without a printed number.
    blank: Vec<(usize, Option<Date>)>,
}

/// Works by what a citation tells of them.
pub(crate) struct Lookup(HashMap<(String, Whose), Shelf>);

impl Lookup {
    pub(crate) fn new(entries: &[Entry<'_>], works: &[Work], learned: &HashMap<usize, Number>) -> Self {
        let mut this = Self(HashMap::new());
        for (at, work) in works.iter().enumerate() {
            let members = work.members.iter();
            for identity in members.filter_map(|&member| Some(&entries.get(member)?.facts.identity)) {
                let Some(symbol) = &identity.symbol else { continue };
                let number = identity.number.as_ref().or_else(|| learned.get(&at));
                // A number of more digits is damage, and found by its day.
                let serial = number.and_then(|number| number.serial.parse().ok());
                let day = identity.date.filter(|date| date.day.is_some());
                for whose in Whose::of_record(identity.issuer.as_ref()) {
                    let shelf = this.0.entry((symbol.clone(), whose)).or_default();
                    if let Some(serial) = serial {
                        push(shelf.by_number.entry(serial).or_default(), at);
                    }
                    if let Some(day) = day {
                        push(shelf.by_day.entry(day).or_default(), at);
                    }
                    if identity.number.is_none() {
                        shelf.blank.push((at, identity.date));
                    }
                }
            }
        }
        this
    }

    /// Works that a citation may mean, in order: by its number, by a number one slip away, by its symbol and day, and
    /// those of its symbol that have no number.
    pub(crate) fn candidates(&self, cite: &Cite) -> BTreeSet<usize> {
        let fits = |date: &Option<Date>| {
            let both = date.zip(cite.date);
            both.is_none_or(|(own, cited)| {
                matches!(own.agreement(cited), Agreement::Same | Agreement::Compatible)
            })
        };
        let serials: Vec<u64> =
            cite.number.serial.parse().into_iter().chain(slips(&cite.number.serial)).collect();
        let mut found = BTreeSet::new();
        for whose in Whose::of_citation(cite.issuer.as_ref()) {
            let Some(here) = self.0.get(&(cite.number.symbol.clone(), whose)) else { continue };
            found.extend(serials.iter().filter_map(|serial| here.by_number.get(serial)).flatten().copied());
            found.extend(cite.date.and_then(|date| here.by_day.get(&date)).into_iter().flatten().copied());
            found.extend(here.blank.iter().filter(|(_, date)| fits(date)).map(|(at, _)| *at));
        }
        found
    }
}

impl Whose {
    /// The shelves on which a body's works stand.
    fn of_record(issuer: Option<&Body>) -> Vec<Self> {
        let Some(issuer) = issuer else { return vec![Self::Anyone, Self::Unknown] };
        let place = issuer.place();
        let of = if place.is_empty() { Self::Unknown } else { Self::Of(place.to_owned()) };
        vec![Self::Anyone, Self::Level(issuer.level), of]
    }

    /// The shelves where a citation looks.
    fn of_citation(issuer: Option<&Body>) -> Vec<Self> {
        match issuer {
            Some(issuer) if !issuer.place().is_empty() => {
                vec![Self::Of(issuer.place().to_owned()), Self::Unknown]
            }
            // "UBND tỉnh": a territory without its name.
            Some(issuer) if !issuer.territory.is_empty() => vec![Self::Level(issuer.level), Self::Unknown],
            _ => vec![Self::Anyone],
        }
    }
}

fn push(list: &mut Vec<usize>, at: usize) {
    if list.last() != Some(&at) {
        list.push(at);
    }
}

/// Numbers from which a slip of one digit leads to this one: another digit, two that change places, one too many, one
/// missing.
fn slips(serial: &str) -> BTreeSet<u64> {
    /// No number has more digits.
    const MOST: usize = 8;
    let digits = serial.as_bytes();
    let mut slips = BTreeSet::new();
    if digits.len() > MOST {
        return slips;
    }
    let value = |digits: &mut dyn Iterator<Item = u8>| {
        digits.fold(0_u64, |value, digit| value * 10 + u64::from(digit.wrapping_sub(b'0')))
    };
    for at in 0..=digits.len() {
        let (Some(before), Some(behind)) = (digits.get(..at), digits.get(at..)) else { continue };
        let before = || before.iter().copied();
        let skip = |count: usize| behind.iter().skip(count).copied();
        for digit in b'0'..=b'9' {
            slips.insert(value(&mut before().chain([digit]).chain(skip(0))));
            if !behind.is_empty() {
                slips.insert(value(&mut before().chain([digit]).chain(skip(1))));
            }
        }
        if !behind.is_empty() {
            slips.insert(value(&mut before().chain(skip(1))));
        }
        if let [one, other, ..] = behind {
            slips.insert(value(&mut before().chain([*other, *one]).chain(skip(2))));
        }
    }
    slips.remove(&value(&mut digits.iter().copied()));
    slips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_lead_to_the_number() {
        let slips = slips("1774");
        for near in [1174, 7174, 174, 17744, 11774, 774] {
            assert!(slips.contains(&near), "{near}");
        }
        assert!(!slips.contains(&1774) && !slips.contains(&4771));
    }
}
