//! The word lists of `data/`, compiled in and read once.

use std::sync::LazyLock;

use kehoach_document::{Wording, Wordings};
use kehoach_viet::key;
use regex::Regex;
use serde::Deserialize;
use serde::de::DeserializeOwned;

fn load<T: DeserializeOwned>(source: &str) -> T {
    #[expect(clippy::expect_used, reason = "files of this crate, loaded in a test")]
    toml::from_str(source).expect("a data file of this crate")
}

/// A constant pattern of this crate.
pub(crate) fn pattern(source: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "constants of this crate, compiled in tests")]
    Regex::new(source).expect("a constant pattern")
}

/// A province or a city under the central government.
#[derive(Debug, Deserialize)]
pub(crate) struct Province {
    pub(crate) name: String,
    pub(crate) kind: String,
    formed_from: Vec<String>,
}

#[derive(Deserialize)]
struct Provinces {
    province: Vec<Province>,
}

/// Names of provinces before and after June 2025 with their kind, by ASCII key, longest first.
pub(crate) static PROVINCES: LazyLock<Vec<(String, String, String)>> = LazyLock::new(|| {
    /// Cities under the central government before June 2025.
    const CITIES: &[&str] = &["Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế"];
    let file: Provinces = load(include_str!("../data/provinces.toml"));
    let mut names = Vec::new();
    for province in file.province {
        for old in &province.formed_from {
            if *old != province.name {
                let kind = if CITIES.contains(&old.as_str()) { "thành phố" } else { "tỉnh" };
                names.push((key::ascii(old), old.clone(), kind.to_owned()));
            }
        }
        names.push((key::ascii(&province.name), province.name, province.kind));
    }
    names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.0.cmp(&b.0)));
    names
});

/// The canonical name and kind of a province by any spelling of its name.
pub(crate) fn province(name: &str) -> Option<(&'static str, &'static str)> {
    let folded = key::ascii(name);
    PROVINCES.iter().find(|(key, ..)| *key == folded).map(|(_, name, kind)| (name.as_str(), kind.as_str()))
}

#[derive(Deserialize)]
struct KindFile {
    kind: Vec<Kind>,
}

/// A kind of document.
#[derive(Debug, Deserialize)]
pub(crate) struct Kind {
    pub(crate) name: String,
    marks: Vec<String>,
}

/// Kinds of documents; a longer name stands before its beginning.
pub(crate) static KINDS: LazyLock<Vec<Kind>> =
    LazyLock::new(|| load::<KindFile>(include_str!("../data/kinds.toml")).kind);

/// The kind that a mark of a symbol stands for: "KH", "QĐ".
pub(crate) fn kind_of_mark(mark: &str) -> Option<&'static str> {
    KINDS.iter().find(|kind| kind.marks.iter().any(|known| known == mark)).map(|kind| kind.name.as_str())
}

#[derive(Deserialize)]
struct BodyFile {
    names: Vec<String>,
    short: std::collections::BTreeMap<String, String>,
    abbreviations: std::collections::BTreeMap<String, String>,
}

static BODY_FILE: LazyLock<BodyFile> = LazyLock::new(|| load(include_str!("../data/bodies.toml")));

/// Canonical names of bodies by their tone-folded key.
static BODY_NAMES: LazyLock<std::collections::BTreeMap<String, &'static str>> =
    LazyLock::new(|| BODY_FILE.names.iter().map(|name| (key::name(name), name.as_str())).collect());

/// The canonical spelling of a body's name.
pub(crate) fn body_name(name: &str) -> Option<&'static str> {
    BODY_NAMES.get(&key::name(name)).copied()
}

/// What a short form such as "UBND" stands for.
pub(crate) fn short_form(word: &str) -> Option<&'static str> {
    BODY_FILE.short.get(word).map(String::as_str)
}

/// What the letters of an abbreviation stand for inside a body's name: "VHXH".
pub(crate) fn abbreviation(letters: &str) -> Option<&'static str> {
    BODY_FILE.abbreviations.get(letters).map(String::as_str)
}

#[derive(Deserialize)]
struct LabelFile {
    label: Vec<Wording>,
}

/// Labels of task blocks.
pub(crate) static LABELS: LazyLock<Wordings> =
    LazyLock::new(|| Wordings::new(&load::<LabelFile>(include_str!("../data/labels.toml")).label));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_loads_and_every_field_is_known() {
        let labels: LabelFile = load(include_str!("../data/labels.toml"));
        assert_eq!(Wordings::new(&labels.label).unknown(), Vec::<&str>::new());
        assert_eq!(PROVINCES.iter().filter(|(_, name, _)| name == "Nghệ An").count(), 1);
        assert!(KINDS.len() > 30 && !LABELS.is_empty());
        assert_eq!(body_name("SỞ NỘI VỤ"), Some("Sở Nội vụ"));
        assert_eq!(short_form("UBND"), Some("Ủy ban nhân dân"));
        assert_eq!(province("YÊN BÁI"), Some(("Yên Bái", "tỉnh")));
    }

    #[test]
    fn no_kind_stands_behind_its_own_beginning() {
        for (at, kind) in KINDS.iter().enumerate() {
            let earlier =
                KINDS.iter().take(at).find(|earlier| kind.name.starts_with(&format!("{} ", earlier.name)));
            assert!(earlier.is_none(), "{} is hidden by {:?}", kind.name, earlier);
        }
    }
}
