//! Acronyms, foreign words and hyphened symbols of official documents, from `data/lexicon.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::data;

#[derive(Deserialize)]
struct Lexicon {
    acronyms: BTreeSet<String>,
    foreign: BTreeSet<String>,
    compounds: BTreeSet<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| data(include_str!("../data/lexicon.toml")));

/// Acronyms by what they look like: capitals, with I for l and 1.
static BY_SHAPE: LazyLock<BTreeMap<String, &'static str>> =
    LazyLock::new(|| LEXICON.acronyms.iter().map(|acronym| (shape(acronym), acronym.as_str())).collect());

fn shape(word: &str) -> String {
    word.chars()
        .flat_map(|c| match c {
            'l' | '1' | '|' => 'I'.to_uppercase(),
            '0' => 'O'.to_uppercase(),
            c => c.to_uppercase(),
        })
        .collect()
}

/// Whether the word is an acronym or sign, letter by letter: "UBND", "TTg", "VNeID".
pub(crate) fn is_acronym(word: &str) -> bool {
    LEXICON.acronyms.contains(word)
}

/// The acronym that the word is but for case or for l and I: "AI" for "Al".
pub(crate) fn acronym_meant(word: &str) -> Option<&'static str> {
    BY_SHAPE.get(&shape(word)).copied().filter(|acronym| *acronym != word)
}

/// Whether the word is one of another language that plans use, in any case.
pub(crate) fn is_foreign(word: &str) -> bool {
    LEXICON.foreign.contains(&word.to_lowercase())
}

/// Whether two words joined by a hyphen are one symbol: "HĐND" and "UBND", "VH" and "XH".
fn is_compound(left: &str, right: &str) -> bool {
    LEXICON.compounds.contains(&format!("{left}-{right}"))
}

/// Whether a line that ends with `before` and the next one, `after`, are one symbol broken at its hyphen, which is
/// kept and stands without blanks. Vietnamese hyphenates no words (21 of 21 hyphens at line ends of five plans
/// belong to the text), so a hyphen at a line's end joins; one at a line's start is a list item, unless both sides
/// are known as one symbol.
///
/// ```
/// use kehoach_viet::joins_at_line_end;
/// assert!(joins_at_line_end("Kế hoạch số 02-", "KH/BCĐTW"));
/// assert!(joins_at_line_end("Văn phòng HĐND", "-UBND xã"));
/// assert!(!joins_at_line_end("Chủ trì: UBND", "-Phòng Văn hóa"));
/// assert!(!joins_at_line_end("thống nhất -", "dùng chung"));
/// ```
#[must_use]
pub fn joins_at_line_end(before: &str, after: &str) -> bool {
    let mut last = before.chars().rev();
    match last.next() {
        Some(c) if is_hyphen(c) => {
            last.next().is_some_and(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
        }
        Some(c) if c.is_alphanumeric() => {
            let Some(right) = after.strip_prefix(is_hyphen) else { return false };
            let left = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let right = right.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            is_compound(left, right)
        }
        _ => false,
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_acronyms() {
        assert_eq!(acronym_meant("Al"), Some("AI"));
        assert_eq!(acronym_meant("VneID"), Some("VNeID"));
        assert_eq!(acronym_meant("loT"), Some("IoT"));
        assert_eq!(acronym_meant("VNeID"), None);
        assert_eq!(acronym_meant("hoa"), None);
    }

    #[test]
    fn hyphens_at_line_ends() {
        for (before, after) in [
            ("3864-", "CV/TU"),
            ("HĐND-", "UBND"),
            ("Phòng VH-", "XH"),
            ("E-", "Tax"),
            ("2025-", "2026"),
            ("VH", "-XH và"),
        ] {
            assert!(joins_at_line_end(before, after), "{before}⏎{after}");
        }
        for (before, after) in [
            ("gồm:", "- Sở Nội vụ"),
            ("UBND", "-HTX"),
            ("-", "Chủ trì"),
            ("của UBND", "- HĐND"),
            ("", "-XH"),
            ("VH-", ""),
        ] {
            assert!(!joins_at_line_end(before, after), "{before}⏎{after}");
        }
    }
}
