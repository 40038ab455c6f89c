//! Words that are wrong by themselves, whatever stands elsewhere; names and words of other languages are none of them.

use std::ops::Range;

use kehoach_viet::{Defect, defects, key};

/// What is wrong with a word.
pub(crate) enum Wrong {
    /// An acronym with a look-alike; the acronym.
    Acronym(String),
    /// Two words without a blank; the words.
    Glued(String),
    /// No syllable.
    NoWord,
}

/// The wrong words of a text.
pub(crate) fn of(text: &str) -> impl Iterator<Item = (&str, Wrong)> {
    defects(text).filter_map(move |(range, defect)| {
        let word = text.get(range.clone())?;
        let is_name = is_name(text, &range);
        let wrong = match defect {
            Defect::Slip(meant) => Wrong::Acronym(meant),
            // "Đêga" is a name, "Cũchấp" and "lựcThái" are none.
            Defect::Glued(_) if is_name && !has_inner_capital(word) && !has_two_marks(word) => return None,
            Defect::Glued(apart) if is_cut_well(&apart) => Wrong::Glued(apart),
            // "Luuật" is no "Lu uật": words that begin with a vowel are few.
            Defect::Glued(_) => Wrong::NoWord,
            // "Kà", "Krông"; "aráp", "êlan": names, and two syllables in one word, are of other languages.
            Defect::NoSyllable if is_name || vowel_groups(word) > 1 => return None,
            Defect::NoSyllable => Wrong::NoWord,
            // A tone on the other letter is a habit of typing; both are read alike.
            Defect::MisplacedTone(_) => return None,
        };
        Some((word, wrong))
    })
}

/// "lựcThái": names have none.
fn has_inner_capital(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase)
}

/// "Cũchấp": marks on two syllables are Vietnamese, in names of other languages they are rare.
fn has_two_marks(word: &str) -> bool {
    let is_marked =
        |c: &char| !c.is_ascii() && key::ascii_letter(*c).is_some_and(|letter| b"aeiouy".contains(&letter));
    word.chars().filter(is_marked).count() > 1
}

/// How many runs of vowels a word has.
fn vowel_groups(word: &str) -> usize {
    let is_vowel = |c: char| key::ascii_letter(c).is_some_and(|letter| b"aeiouy".contains(&letter));
    let vowels: Vec<bool> = word.chars().map(is_vowel).collect();
    vowels.chunk_by(|one, other| one == other).filter(|run| run.first() == Some(&true)).count()
}

/// A capital inside a text makes a name; the first word has one anyway.
fn is_name(text: &str, word: &Range<usize>) -> bool {
    let is_first = !text.get(..word.start).unwrap_or_default().contains(char::is_alphanumeric);
    !is_first && text.get(word.clone()).is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// Whether the second of two words begins with a consonant or a capital.
fn is_cut_well(apart: &str) -> bool {
    let second = apart.split(' ').nth(1).and_then(|word| word.chars().next());
    second.is_some_and(|first| {
        first.is_uppercase() || !"aeiouy".contains(key::plain(&first.to_string()).as_str())
    })
}
