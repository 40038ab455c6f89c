//! Unicode text that went through a VNI converter: "thơng" for "thông", "cĩ" for "có", "toàn" become "tồn".
//!
//! The converter takes every letter of Latin-1 for a VNI code, so "ô" becomes "ơ" and "oà" becomes "ồ". A third of
//! the damaged words are other words now ("tồn", "trị") and cannot be told; the others are no syllables, and where
//! only one word can have become them they are turned back.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::Charset;
use super::table::Table;
use super::view::byte;
use crate::letter::{LETTERS, letter, number};
use crate::syllable::{Walk, is_syllable};
use crate::words;

/// Endings and words that Vietnamese does not have and this damage makes of its most common words.
const SIGNS: [&str; 9] = ["ơng", "ƠNG", "ịng", "ỊNG", "cĩ", "Cĩ", "CĨ", "gĩp", "GĨP"];

/// How many of the signs stand in the text, up to `most`.
fn signs(text: &str, most: usize) -> usize {
    let mut count = 0;
    for sign in SIGNS {
        for at in memchr::memmem::find_iter(text.as_bytes(), sign.as_bytes()) {
            // "ương" is an ending of every second word.
            let before = text.get(..at).unwrap_or_default();
            count += usize::from(!before.ends_with(['ư', 'Ư']));
            if count == most {
                return count;
            }
        }
    }
    count
}

/// The damaged words that can be turned back, with what they were; empty where the text is in order. Judged over a
/// whole document: a few odd words are typing errors.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, String)> {
    /// Fewer signs are slips of a person.
    const LEAST: usize = 4;
    /// One word in a hundred; the damage gives about one in twenty.
    const SHARE: usize = 100;
    if signs(text, LEAST) < LEAST {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut count = 0;
    for word in words::of(text) {
        count += 1;
        let letters = text.get(word.clone()).unwrap_or_default();
        if let Some(before) = before(letters) {
            found.push((word, before));
        }
    }
    if found.len() < LEAST || found.len() * SHARE < count { Vec::new() } else { found }
}

/// The only syllable that can have become this word, which is none.
fn before(word: &str) -> Option<String> {
    /// Longest syllables have seven letters.
    const LONGEST: usize = 7;
    if word.is_ascii() || word.chars().count() > LONGEST || is_syllable(word) {
        return None;
    }
    let mut readings = vec![(String::new(), Walk::START)];
    for c in word.chars() {
        let sources = SOURCES.get(&c).map(Vec::as_slice).unwrap_or_default();
        let mut longer = Vec::new();
        for (start, walk) in &readings {
            let mut buffer = [0; 4];
            let same: &str = c.encode_utf8(&mut buffer);
            for source in std::iter::once(same).chain(sources.iter().map(String::as_str)) {
                let walk = source.chars().fold(*walk, |walk, c| walk.then(number(c)));
                // Only beginnings of syllables go on: few do.
                if !walk.is_dead() {
                    longer.push((format!("{start}{source}"), walk));
                }
            }
        }
        readings = longer;
    }
    let mut right = readings.into_iter().filter(|(_, walk)| walk.is_syllable());
    let (only, _) = right.next()?;
    right.next().is_none().then_some(only)
}

/// What a VNI converter makes each letter of: letters of Vietnamese that are VNI codes of another.
static SOURCES: LazyLock<BTreeMap<char, Vec<String>>> = LazyLock::new(|| {
    let table = Table::of(Charset::VniWindows);
    let letters: Vec<char> =
        (1..LETTERS as u8).flat_map(|n| [letter(n, false), letter(n, true)]).flatten().collect();
    let mut sources: BTreeMap<char, Vec<String>> = BTreeMap::new();
    let seconds = letters.iter().map(|&c| Some(c)).chain([None]);
    for (first, second) in
        letters.iter().flat_map(|&first| seconds.clone().map(move |second| (first, second)))
    {
        let Some(one) = byte(first) else { continue };
        let (code, used) = table.letter(one, || second.and_then(byte));
        let source: String = [Some(first), second].into_iter().flatten().collect();
        let Some(made) = code.character() else { continue };
        let whole = used == source.chars().count();
        if whole && source != made.to_string() && source.chars().all(|c| number(c) > 0) {
            sources.entry(made).or_default().push(source);
        }
    }
    sources
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_turned_back_where_only_one_fits() {
        for (damaged, was) in [
            ("thơng", "thông"),
            ("cĩ", "có"),
            ("phịng", "phòng"),
            ("CƠNG", "CÔNG"),
            ("khơng", "không"),
            ("gĩp", "góp"),
        ] {
            assert_eq!(before(damaged).as_deref(), Some(was), "{damaged}");
        }
        for word in ["tồn", "trị", "hơn", "UBND", "thông", "Đắk", "ng"] {
            assert_eq!(before(word), None, "{word}");
        }
    }

    #[test]
    fn a_slip_or_two_is_no_damage() {
        assert_eq!(find("Cổng thơng tin điện tử, cơng khai"), []);
        let damaged = "Phịng Văn hĩa thơng tin cĩ trách nhiệm cơng khai, khơng thu phí";
        let was: Vec<String> = find(damaged).into_iter().map(|(_, was)| was).collect();
        assert_eq!(was, ["Phòng", "thông", "có", "công", "không"]);
    }
}
