//! The word lists of this crate.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use scraper::Selector;
use serde::Deserialize;

/// Words of `data/words.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(crate) chrome: Vec<String>,
    pub(crate) perhaps: Vec<String>,
    pub(crate) chrome_joined: Vec<String>,
    pub(crate) advertising: Vec<String>,
    pub(crate) messages: Vec<String>,
    pub(crate) bodies: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AttributeList {
    core: Vec<String>,
    other: Vec<String>,
}

/// The name of an attribute, in small letters.
pub(crate) struct Attribute {
    pub(crate) name: String,
    /// Two of these make a table of attributes.
    pub(crate) is_core: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SiteList {
    sites: Vec<SiteEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SiteEntry {
    #[expect(dead_code, reason = "for those who read the file")]
    name: String,
    body: Vec<String>,
    drop: Vec<String>,
    foreign: Vec<String>,
}

/// Where a site keeps a document.
pub(crate) struct Site {
    /// Selectors, and the words that a page must hold for each: to look for a word costs less than to match a selector.
    pub(crate) body: Vec<(Vec<String>, Selector)>,
    pub(crate) drop: Vec<Selector>,
}

pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| data(include_str!("../data/words.toml")));

/// Names of attributes by the letter that they begin with.
pub(crate) static ATTRIBUTES: LazyLock<BTreeMap<char, Vec<Attribute>>> = LazyLock::new(|| {
    let AttributeList { core, other } = data(include_str!("../data/attributes.toml"));
    let names = core.into_iter().map(|name| (name, true)).chain(other.into_iter().map(|name| (name, false)));
    let mut by_letter: BTreeMap<char, Vec<Attribute>> = BTreeMap::new();
    for (name, is_core) in names {
        let name = name.to_lowercase();
        let first = name.chars().next().unwrap_or_default();
        by_letter.entry(first).or_default().push(Attribute { name, is_core });
    }
    by_letter
});

/// The sites, and the classes of stretches that are theirs.
pub(crate) static SITES: LazyLock<(Vec<Site>, Vec<String>)> = LazyLock::new(|| {
    let list: SiteList = data(include_str!("../data/sites.toml"));
    let foreign = list.sites.iter().flat_map(|site| site.foreign.clone()).collect();
    let of = |site: SiteEntry| Site {
        body: site.body.iter().map(|source| (names(source), selector(source))).collect(),
        drop: site.drop.iter().map(|source| selector(source)).collect(),
    };
    (list.sites.into_iter().map(of).collect(), foreign)
});

/// A constant pattern of this crate.
pub(crate) fn pattern(source: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "constants of this crate, compiled in tests")]
    Regex::new(source).expect("a constant pattern")
}

fn data<T: serde::de::DeserializeOwned>(source: &str) -> T {
    #[expect(clippy::expect_used, reason = "files of this crate, read in tests")]
    toml::from_str(source).expect("a data file")
}

/// The ids and classes in a selector.
fn names(selector: &str) -> Vec<String> {
    let names = selector
        .split([' ', '.', '#', '>'])
        .filter(|name| name.contains(|c: char| !c.is_ascii_lowercase()) || name.len() > 7);
    names.map(str::to_owned).collect()
}

fn selector(source: &str) -> Selector {
    #[expect(clippy::expect_used, reason = "files of this crate, read in tests")]
    Selector::parse(source).expect("a selector")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_read() {
        assert!(SITES.0.iter().all(|site| !site.body.is_empty()));
        assert!(ATTRIBUTES[&'s'].iter().any(|attribute| attribute.is_core && attribute.name == "số hiệu"));
        assert!(!WORDS.chrome.is_empty());
    }
}
