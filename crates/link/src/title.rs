//! Titles for comparing: what a plan is about, with the years and the places that tell it from its sisters.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use kehoach_viet::key;
use serde::{Deserialize, Serialize};

use crate::body::TERRITORIES;
use crate::hash::{self, shared};

/// A title taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Title {
    /// Hashes of its words, without those of every title, sorted.
    words: Vec<u32>,
    /// Years that it names, sorted.
    years: Vec<u16>,
    /// Names of provinces, communes … behind their type word, folded to ASCII, sorted.
    places: Vec<String>,
}

/// How two titles go together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Likeness {
    /// 0 to 1 over the words.
    pub(crate) words: f64,
    /// Both name years, and none in common.
    pub(crate) other_year: bool,
    /// Both name places, and none in common.
    pub(crate) other_place: bool,
}

/// Words of every title: they say nothing about what it is on.
const EVERYWHERE: &[&str] = &[
    "về",
    "việc",
    "của",
    "và",
    "cho",
    "các",
    "trên",
    "địa",
    "bàn",
    "năm",
    "giai",
    "đoạn",
    "ban",
    "hành",
    "phê",
    "duyệt",
    "thực",
    "hiện",
    "triển",
    "khai",
    "kế",
    "hoạch",
    "công",
    "tác",
    "tỉnh",
    "thành",
    "phố",
    "xã",
    "phường",
    "số",
    "ngày",
    "tháng",
    "đến",
    "định",
    "hướng",
];
static FOLDED: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| EVERYWHERE.iter().map(|word| key::name(word)).collect());
impl Title {
    pub(crate) fn read(printed: &str) -> Self {
        let folded = key::name(printed);
        let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        let years = folded.split(' ').filter(|word| is_year(word)).filter_map(|word| word.parse().ok());
        let words =
            folded.split(' ').filter(|word| !FOLDED.contains(*word) && !is_year(word)).map(hash::word);
        let mut this = Self { words: words.collect(), years: years.collect(), places: places(printed) };
        this.words.sort_unstable();
        this.words.dedup();
        this.years.sort_unstable();
        this.years.dedup();
        this
    }

    /// How many words tell what it is about.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn likeness(&self, other: &Self) -> Likeness {
        /// A title of fewer words is contained in many.
        const LEAST: usize = 3;
        let shared = shared(&self.words, &other.words) as f64;
        let (short, long) =
            (self.words.len().min(other.words.len()), self.words.len().max(other.words.len()));
        let dice = if short + long == 0 { 0.0 } else { 2.0 * shared / (short + long) as f64 };
        // A citation shortens a title, or goes on behind its end.
        let held = if short < LEAST { 0.0 } else { 0.9 * shared / short as f64 };
        Likeness {
            words: dice.max(held),
            other_year: apart(&self.years, &other.years),
            other_place: apart(&self.places, &other.places),
        }
    }
}

/// Names behind type words: "tỉnh Nghệ An" gives "nghe an".
fn places(printed: &str) -> Vec<String> {
    let mut places = Vec::new();
    let words: Vec<&str> = printed.split_whitespace().collect();
    let capitals = key::is_capitals(printed);
    for at in 0..words.len() {
        let kind = TERRITORIES.iter().find(|kind| {
            let count = kind.split(' ').count();
            let here = words.get(at..at + count).unwrap_or_default().join(" ");
            key::ascii(&here) == **kind && !here.ends_with([',', ';', '.'])
        });
        let Some(kind) = kind else { continue };
        let behind = words.get(at + kind.split(' ').count()..).unwrap_or_default();
        // All capitals hide where a name ends; names of places have two words, rarely three.
        let is_name = |word: &&&str| word.starts_with(char::is_uppercase);
        let name: Vec<&str> =
            behind.iter().take_while(is_name).take(if capitals { 2 } else { 4 }).copied().collect();
        let name = key::ascii(&name.join(" "));
        if !name.is_empty() && name != "hoi chu" {
            // Two words tell a place apart, and both ways of writing give as many.
            places.push(name.split(' ').take(2).collect::<Vec<_>>().join(" "));
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

fn apart<T: Ord>(one: &[T], other: &[T]) -> bool {
    !one.is_empty() && !other.is_empty() && shared(one, other) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_go_together() {
        let own = Title::read("CHUYỂN ĐỔI SỐ TỈNH NGHỆ AN NĂM 2026");
        let like = |cited: &str| own.likeness(&Title::read(cited));
        let same = like("thực hiện Chuyển đổi số tỉnh Nghệ An năm 2026");
        assert!(same.words > 0.95 && !same.other_year && !same.other_place, "{same:?}");
        assert!(like("chuyển đổi số tỉnh Nghệ An năm 2025").other_year);
        assert!(like("chuyển đổi số tỉnh Hà Tĩnh năm 2026").other_place);
        assert!(like("cải cách hành chính tỉnh Nghệ An năm 2026").words < 0.6);
    }
}
