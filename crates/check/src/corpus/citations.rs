//! How the documents of a corpus cite others, and where they contradict each other.

use std::collections::{BTreeMap, BTreeSet};

use kehoach_model::{Citation, Level};
use kehoach_plan::canonical;
use kehoach_viet::key;

use crate::corpus::facts::{Facts, Own, Reading};

/// All readings, then the contradictions among them.
#[derive(Debug, Default)]
pub(super) struct Citations {
    /// Who says so, by reading.
    readings: BTreeMap<Reading, Carriers>,
    /// What the documents of the corpus say of themselves.
    own: BTreeSet<Own>,
    conflicts: Vec<Conflict>,
    /// Conflicts and the stand in each, by reading.
    of_reading: BTreeMap<Reading, Vec<(usize, usize)>>,
}

/// Who cites a document so.
#[derive(Debug, Default)]
struct Carriers {
    /// Ids of records.
    records: BTreeSet<String>,
    /// A carrier that was issued before the day that it gives, and its last day.
    refuted: Option<(String, String)>,
}

/// One document that is cited with different dates, numbers or issuers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Conflict {
    pub(crate) differing: Differing,
    /// The most frequent one first.
    pub(crate) stands: Vec<Stand>,
    /// The stand that is right: that of the document itself, else the one that has more carriers than any other that may
    /// be right.
    pub(crate) winner: Option<usize>,
    /// The document itself is in the corpus and says so.
    pub(crate) is_certain: bool,
}

/// What differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Differing {
    Date,
    Number,
    Issuer,
}

/// One of the values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stand {
    pub(crate) value: String,
    /// Documents that say so.
    pub(crate) count: usize,
    /// A carrier that was issued before this day: id and last day.
    pub(crate) refuted: Option<(String, String)>,
}

impl Citations {
    pub(super) fn add(&mut self, id: &str, facts: &Facts) {
        self.own.extend(facts.own.clone());
        for reading in &facts.readings {
            let carriers = self.readings.entry(reading.clone()).or_default();
            carriers.records.insert(id.to_owned());
            let (Some(said), Some(issued)) = (&reading.date, &facts.issued_by) else { continue };
            let earlier = |known: &(String, String)| known.0.as_str() < id;
            if said > issued && !carriers.refuted.as_ref().is_some_and(earlier) {
                carriers.refuted = Some((id.to_owned(), issued.clone()));
            }
        }
    }

    pub(super) fn settle(&mut self, leads: &BTreeMap<String, String>) {
        let readings: Vec<&Reading> = self.readings.keys().collect();
        let mut found: Vec<(Differing, Vec<Reading>)> = Vec::new();
        for same in readings.chunk_by(|one, other| one.symbol == other.symbol) {
            for documents in by_issuer(same) {
                found.extend(dates(&documents));
            }
            found.extend(issuers(same));
        }
        found.extend(numbers(&readings));
        for (differing, members) in found {
            let conflict = self.conflict(differing, &members, leads);
            let at = self.conflicts.len();
            for reading in members {
                let value = differing.value(&reading).unwrap_or_default();
                if let Some(stand) = conflict.stands.iter().position(|stand| stand.value == value) {
                    self.of_reading.entry(reading).or_default().push((at, stand));
                }
            }
            self.conflicts.push(conflict);
        }
    }

    /// `leads` has the best copy of each copy: copies count once.
    fn conflict(
        &self,
        differing: Differing,
        members: &[Reading],
        leads: &BTreeMap<String, String>,
    ) -> Conflict {
        let mut works: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut refuted: BTreeMap<&str, (String, String)> = BTreeMap::new();
        for reading in members {
            let (Some(value), Some(carriers)) = (differing.value(reading), self.readings.get(reading)) else {
                continue;
            };
            works
                .entry(value)
                .or_default()
                .extend(carriers.records.iter().map(|id| leads.get(id).unwrap_or(id).as_str()));
            if differing == Differing::Date
                && let Some(by) = &carriers.refuted
            {
                refuted.entry(value).or_insert_with(|| by.clone());
            }
        }
        let stand = |(value, works): (&str, BTreeSet<&str>)| Stand {
            value: value.to_owned(),
            count: works.len(),
            refuted: refuted.get(value).cloned(),
        };
        let mut stands: Vec<Stand> = works.into_iter().map(stand).collect();
        stands.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.value.cmp(&other.value)));
        let certain: Vec<usize> = (0..stands.len())
            .filter(|at| {
                stands.get(*at).is_some_and(|stand| self.says_itself(differing, members, &stand.value))
            })
            .collect();
        let mut open = stands.iter().enumerate().filter(|(_, stand)| stand.refuted.is_none());
        let winner = match (open.next(), open.next()) {
            (Some((at, _)), None) => Some(at),
            (Some((at, first)), Some((_, second))) if first.count > second.count => Some(at),
            _ => None,
        };
        match certain.as_slice() {
            [only] => Conflict { differing, stands, winner: Some(*only), is_certain: true },
            _ => Conflict { differing, stands, winner, is_certain: false },
        }
    }

    /// Whether a document of the corpus is the one that is cited, and has this value.
    fn says_itself(&self, differing: Differing, members: &[Reading], value: &str) -> bool {
        members.iter().filter(|reading| differing.value(reading) == Some(value)).any(|reading| {
            let issuer = reading.issuer.as_deref().map(key::name);
            self.own.iter().any(|own| {
                own.symbol == reading.symbol
                    && Some(&own.date) == reading.date.as_ref()
                    && (issuer.is_none() || own.issuer.as_deref().map(key::name) == issuer)
            })
        })
    }

    /// The contradictions about what a citation cites, with its own stand in each.
    pub(super) fn of(&self, citation: &Citation) -> Vec<(&Conflict, usize)> {
        let Some(reading) = Reading::of(citation) else { return Vec::new() };
        let at = self.of_reading.get(&reading).into_iter().flatten();
        at.filter_map(|(conflict, stand)| Some((self.conflicts.get(*conflict)?, *stand))).collect()
    }
}

impl Differing {
    fn value(self, reading: &Reading) -> Option<&str> {
        match self {
            Self::Date => reading.date.as_deref(),
            Self::Number => Some(reading.number.as_str()),
            Self::Issuer => reading.issuer.as_deref(),
        }
    }
}

/// Readings of one number, parted by issuer: a number says nothing without it, "KH-UBND" is every province's.
/// Those without an issuer belong to the only one that there is.
fn by_issuer<'a>(same: &[&'a Reading]) -> Vec<Vec<&'a Reading>> {
    let mut parts: BTreeMap<String, Vec<&Reading>> = BTreeMap::new();
    let mut open: Vec<&Reading> = Vec::new();
    for reading in same {
        match &reading.issuer {
            Some(issuer) if is_nameless(issuer) => {}
            Some(issuer) => parts.entry(key::name(issuer)).or_default().push(reading),
            None => open.push(reading),
        }
    }
    match (parts.len(), parts.values_mut().next()) {
        (1, Some(only)) => only.extend(open),
        (0, _) if same.first().is_some_and(|reading| is_central(&reading.number)) => {
            parts.insert(String::new(), open);
        }
        _ => {}
    }
    parts.into_values().collect()
}

/// "Hội đồng nhân dân xã" of which xã, "Ủy ban nhân dân xã Tân Phú" of which province: not one body in a corpus.
fn is_nameless(issuer: &str) -> bool {
    let ends = ["xã", "phường", "tỉnh", "huyện", "thành phố", "Sở", "Ban"];
    ends.iter().any(|end| issuer.ends_with(end))
        || canonical(issuer, None)
            .is_none_or(|body| matches!(body.level, Level::Commune | Level::District | Level::Other))
}

/// A symbol that only one body of the state or the Party bears: "66/NQ-CP", "55/2024/QH15".
fn is_central(number: &str) -> bool {
    let symbol = number.to_uppercase();
    let last = symbol.rsplit(['-', '/']).next().unwrap_or_default();
    let of_assembly = last.trim_end_matches(|c: char| c.is_ascii_digit());
    ["CP", "TTG", "TW", "BCĐTW"].contains(&last) || ["QH", "UBTVQH"].contains(&of_assembly)
}

/// Days that cannot both be that of one document: a number stands once a year, and a slip of the year keeps day and month.
fn contradict(one: &str, other: &str, number: &str) -> bool {
    let year = |date: &str| date.get(..4).map(str::to_owned);
    let day = |date: &str| date.get(5..).map(str::to_owned);
    // The first resolutions of each year are issued in its first days: 02/NQ-CP on 08/01 of two years.
    let is_early = number.chars().take_while(char::is_ascii_digit).count() <= 2
        && day(one).is_some_and(|day| day.starts_with("01") || day.starts_with("02"));
    one != other && (year(one) == year(other) || day(one) == day(other) && !is_early)
}

/// One document under several days.
fn dates(same: &[&Reading]) -> Vec<(Differing, Vec<Reading>)> {
    let dated: BTreeSet<&str> = same.iter().filter_map(|reading| reading.date.as_deref()).collect();
    let mut left: Vec<&str> = dated.into_iter().collect();
    let number = same.first().map_or("", |reading| reading.number.as_str());
    let mut found = Vec::new();
    // What contradicts what contradicts …: one group.
    while let Some(first) = left.pop() {
        let mut group = vec![first];
        let mut at = 0;
        while let Some(one) = group.get(at).copied() {
            let (more, rest) =
                left.into_iter().partition::<Vec<&str>, _>(|other| contradict(one, other, number));
            group.extend(more);
            left = rest;
            at += 1;
        }
        if group.len() > 1 {
            let of_group =
                same.iter().filter(|reading| reading.date.as_deref().is_some_and(|it| group.contains(&it)));
            found.push((Differing::Date, of_group.map(|reading| (*reading).clone()).collect()));
        }
    }
    found
}

/// One number and day under two central bodies.
fn issuers(same: &[&Reading]) -> Vec<(Differing, Vec<Reading>)> {
    let mut by_date: BTreeMap<&str, Vec<&Reading>> = BTreeMap::new();
    for reading in same {
        if let (Some(date), Some(issuer)) = (&reading.date, &reading.issuer)
            && canonical(issuer, None).is_some_and(|body| {
                matches!(body.level, Level::Central | Level::Party) && body.province.is_none()
            })
        {
            by_date.entry(date).or_default().push(reading);
        }
    }
    // "Ban Bí thư" and "Ban Bí thư Trung ương Đảng" are one.
    let several = |readings: &Vec<&Reading>| {
        let names: Vec<String> =
            readings.iter().filter_map(|reading| reading.issuer.as_deref().map(key::name)).collect();
        let differ =
            |one: &String, other: &String| !one.contains(other.as_str()) && !other.contains(one.as_str());
        names.iter().any(|one| names.iter().any(|other| differ(one, other)))
    };
    let groups = by_date.into_values().filter(several);
    groups.map(|readings| (Differing::Issuer, readings.into_iter().cloned().collect())).collect()
}

/// One title, day and issuer under two numbers of one symbol that are a slip apart.
fn numbers(readings: &[&Reading]) -> Vec<(Differing, Vec<Reading>)> {
    let mut by_title: BTreeMap<(&str, &str, &str), Vec<&Reading>> = BTreeMap::new();
    for reading in readings {
        if let (Some(title), Some(date), Some(issuer)) = (&reading.title, &reading.date, &reading.issuer) {
            by_title.entry((title, date, issuer)).or_default().push(reading);
        }
    }
    let mut found = Vec::new();
    for same in by_title.into_values() {
        let differs = |one: &&Reading, other: &&Reading| is_slip(&one.symbol, &other.symbol);
        if same.iter().any(|one| same.iter().any(|other| differs(one, other))) {
            found.push((Differing::Number, same.into_iter().cloned().collect()));
        }
    }
    found
}

/// One digit is another one, missing or in the place of its neighbour.
fn is_slip(one: &str, other: &str) -> bool {
    let parted = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        (text.get(..digits).unwrap_or_default().to_owned(), text.get(digits..).unwrap_or_default().to_owned())
    };
    let ((one, of_one), (other, of_other)) = (parted(one), parted(other));
    if one == other || of_one != of_other {
        return false;
    }
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let tail = one.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count();
    let rest = |text: &str| text.len().saturating_sub(same + tail.min(text.len() - same));
    let (a, b) = (rest(&one), rest(&other));
    let swapped = a == 2 && b == 2 && {
        let of = |text: &str| text.get(same..same + 2).map(|two| two.chars().rev().collect::<String>());
        of(&one).as_deref() == other.get(same..same + 2)
    };
    a.max(b) == 1 || swapped
}
