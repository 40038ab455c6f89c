//! Words of a text, and what a word is that is no Vietnamese syllable.

use std::ops::Range;

use crate::letter::{number, vowel};
use crate::syllable::{Walk, is_syllable, placed};
use crate::{key, lexicon};

/// What a word is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordKind {
    /// A Vietnamese syllable. A misspelling can be one too.
    Syllable,
    /// "UBND", "TTg", "QH15".
    Acronym,
    /// A label or symbol of one letter.
    Letter,
    /// A word or name of another language, or a brand: "internet", "Zoé", "Đắk", "5G".
    Foreign,
    /// None of these.
    Defect(Defect),
}

/// Letters of the longest words that are looked at; what is longer is data.
const LONGEST: usize = 32;

/// What is wrong with a word. It is reported, never corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// The tone stands on the wrong letter; where it should stand: "Qúy", "Quý".
    MisplacedTone(String),
    /// An acronym with a look-alike or in the wrong case; the acronym: "Al", "AI".
    Slip(String),
    /// Two words without a blank; the words: "lựcThái", "đếnnăm".
    Glued(String),
    /// Vietnamese letters that are no syllable: "khơng", "chuyễnn".
    NoSyllable,
}

impl WordKind {
    /// What the word is. `word` is one run of letters and digits, composed ([`crate::Text`]).
    ///
    /// ```
    /// use kehoach_viet::{Defect, WordKind};
    /// assert_eq!(WordKind::of("hoạch"), WordKind::Syllable);
    /// assert_eq!(WordKind::of("UBND"), WordKind::Acronym);
    /// assert_eq!(WordKind::of("Qúy"), WordKind::Defect(Defect::MisplacedTone("Quý".into())));
    /// ```
    #[must_use]
    pub fn of(word: &str) -> Self {
        let count = word.chars().count();
        if is_syllable(word) {
            return if count == 1 { Self::Letter } else { Self::Syllable };
        }
        if count <= 1 {
            return Self::Letter;
        }
        if count > LONGEST {
            return Self::Foreign;
        }
        if lexicon::is_acronym(word) {
            return Self::Acronym;
        }
        if lexicon::is_foreign(word) {
            return Self::Foreign;
        }
        let small = word.chars().any(char::is_lowercase);
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        if let Some(acronym) = lexicon::acronym_meant(word) {
            // "ubnd", "gdp": written small on purpose.
            return if capitals == 0 {
                Self::Acronym
            } else {
                Self::Defect(Defect::Slip(acronym.to_owned()))
            };
        }
        if word.contains(|c: char| c.is_ascii_digit()) {
            return if small { Self::Foreign } else { Self::Acronym };
        }
        let toned = word.chars().any(|c| vowel(number(c)).is_some_and(|(_, tone)| tone > 0));
        if !small && !toned {
            return Self::Acronym;
        }
        if let Some(right) = placed(word) {
            return Self::Defect(Defect::MisplacedTone(right));
        }
        if let Some(apart) = parted(word) {
            return Self::Defect(Defect::Glued(apart));
        }
        if small && capitals >= 2 && !toned {
            // "TTr", "BTTTTg": signs with small letters; "iOffice", "VnEdu": brands.
            return if word.chars().take(2).all(char::is_uppercase) { Self::Acronym } else { Self::Foreign };
        }
        if word.is_ascii() || !word.chars().all(|c| number(c) > 0) || has_foreign_shape(word) {
            return Self::Foreign;
        }
        Self::Defect(Defect::NoSyllable)
    }
}

/// The words of a text: runs of letters and digits with a letter in them. Addresses (`https://…`, `a@b.vn`) are
/// left out.
pub(crate) fn of(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let start = at + rest.find(|c: char| key::is_word(c))?;
            let chunk = text.get(start..)?;
            let length = chunk.find(|c: char| !key::is_word(c)).unwrap_or(chunk.len());
            at = start + length;
            if is_in_address(text, start..at) {
                let blank = text.get(at..)?.find(char::is_whitespace);
                at = blank.map_or(text.len(), |blank| at + blank);
                continue;
            }
            if chunk.get(..length)?.contains(char::is_alphabetic) {
                return Some(start..at);
            }
        }
    })
}

/// Whether the word opens an address: "https" before "://", a name before "@", "www".
fn is_in_address(text: &str, word: Range<usize>) -> bool {
    let behind = text.get(word.end..).unwrap_or_default();
    let word = text.get(word).unwrap_or_default();
    behind.starts_with("://")
        || behind.starts_with('@')
        || word.eq_ignore_ascii_case("www") && behind.starts_with('.')
}

/// Words of a text that are doubtful, with what is wrong with them.
///
/// ```
/// let text = "Qúy I/2026, Công ty Điện lựcThái Hoà";
/// let found: Vec<&str> = kehoach_viet::defects(text).map(|(at, _)| &text[at]).collect();
/// assert_eq!(found, ["Qúy", "lựcThái"]);
/// ```
pub fn defects(text: &str) -> impl Iterator<Item = (Range<usize>, Defect)> + '_ {
    of(text).filter_map(|range| match WordKind::of(text.get(range.clone())?) {
        WordKind::Defect(defect) => Some((range, defect)),
        _ => None,
    })
}

/// The word as two syllables with a blank, where it can be cut in one way only: at a capital inside it, or where
/// both sides have marks.
fn parted(word: &str) -> Option<String> {
    let cuts: Vec<usize> = word.char_indices().skip(1).map(|(at, _)| at).collect();
    let mut found = cuts.into_iter().filter_map(|at| {
        let (left, right) = word.split_at_checked(at)?;
        let capital = right.starts_with(char::is_uppercase) && left.ends_with(char::is_lowercase);
        let marked = !left.is_ascii() || !right.is_ascii();
        let long = left.chars().count() > 1 && right.chars().count() > 1;
        (long && marked && is_syllable(left) && is_syllable(right))
            .then(|| (capital, format!("{left} {right}")))
    });
    let (capital, first) = found.next()?;
    if capital {
        return Some(first);
    }
    let others: Vec<(bool, String)> = found.collect();
    match others.iter().find(|(capital, _)| *capital) {
        Some((_, apart)) => Some(apart.clone()),
        None => others.is_empty().then_some(first),
    }
}

/// Whether the word begins or ends as no Vietnamese word does: "Đắk", "Krông", "país".
fn has_foreign_shape(word: &str) -> bool {
    const CODAS: &str = "bdđgklqrsvx";
    let lower: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let ends = match lower.as_slice() {
        [.., 'n', 'g'] => false,
        [.., last] => CODAS.contains(*last),
        [] => false,
    };
    let onset: String = lower.iter().take_while(|c| vowel(number(**c)).is_none()).collect();
    // An onset that no rhyme follows: the walk ends in it.
    let begins = !onset.is_empty() && {
        let walk = onset.chars().fold(Walk::START, |walk, c| walk.then(number(c)));
        (1..crate::letter::LETTERS as u8).all(|letter| walk.then(letter).is_dead())
    };
    ends || begins
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes() {
        use WordKind::{Acronym, Foreign, Letter, Syllable};
        for (word, kind) in [
            ("Nghị", Syllable),
            ("HOÀ", Syllable),
            ("UBND", Acronym),
            ("UBTVQH15", Acronym),
            ("TTg", Acronym),
            ("BTTTTg", Acronym),
            ("ubnd", Acronym),
            ("a", Letter),
            ("Đ", Letter),
            ("F", Letter),
            ("Internet", Foreign),
            ("VNeID", Acronym),
            ("vnEdu", Foreign),
            ("5G", Acronym),
            ("4x", Foreign),
            ("Đắk", Foreign),
            ("Krông", Foreign),
            ("Zoé", Foreign),
            ("Raúl", Foreign),
            ("país", Foreign),
            ("Müller", Foreign),
            ("Pleiku", Foreign),
        ] {
            assert_eq!(WordKind::of(word), kind, "{word}");
        }
    }

    #[test]
    fn real_defects() {
        for (word, defect) in [
            ("Al", Defect::Slip("AI".into())),
            ("VneID", Defect::Slip("VNeID".into())),
            ("lựcThái", Defect::Glued("lực Thái".into())),
            ("vềphê", Defect::Glued("về phê".into())),
            ("đếnnăm", Defect::Glued("đến năm".into())),
            ("Qúy", Defect::MisplacedTone("Quý".into())),
            ("TÓAN", Defect::MisplacedTone("TOÁN".into())),
            ("thơng", Defect::NoSyllable),
            ("cĩ", Defect::NoSyllable),
            ("chuyễnn", Defect::NoSyllable),
        ] {
            assert_eq!(WordKind::of(word), WordKind::Defect(defect), "{word}");
        }
    }

    #[test]
    fn addresses_are_no_words() {
        let text = "tại https://nghean.gov.vn/cĩ?q=thơng và a.b@thơng.vn hoặc www.cĩ.vn.";
        assert_eq!(defects(text).count(), 0);
    }
}
