//! The word lists of this crate.

use std::sync::LazyLock;

use regex::Regex;
use scraper::Selector;
use serde::Deserialize;

/// Words of `data/words.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(crate) chrome: Vec<String>,
    pub(crate) chrome_joined: Vec<String>,
    pub(crate) advertising: Vec<String>,
    pub(crate) messages: Vec<String>,
}

/// Names of attributes, in small letters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attributes {
    pub(crate) core: Vec<String>,
    pub(crate) other: Vec<String>,
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
    pub(crate) body: Vec<Selector>,
    pub(crate) drop: Vec<Selector>,
}

pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| data(include_str!("../data/words.toml")));

pub(crate) static ATTRIBUTES: LazyLock<Attributes> = LazyLock::new(|| {
    let lists: Attributes = data(include_str!("../data/attributes.toml"));
    let small = |list: Vec<String>| list.into_iter().map(|name| name.to_lowercase()).collect();
    Attributes { core: small(lists.core), other: small(lists.other) }
});

/// The sites, and the classes of stretches that are theirs.
pub(crate) static SITES: LazyLock<(Vec<Site>, Vec<String>)> = LazyLock::new(|| {
    let list: SiteList = data(include_str!("../data/sites.toml"));
    let foreign = list.sites.iter().flat_map(|site| site.foreign.clone()).collect();
    let of = |site: SiteEntry| Site {
        body: site.body.iter().map(|source| selector(source)).collect(),
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
        assert!(ATTRIBUTES.core.contains(&"số hiệu".to_owned()));
        assert!(!WORDS.chrome.is_empty());
    }
}
