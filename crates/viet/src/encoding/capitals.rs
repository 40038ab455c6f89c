//! Capitals with a tone, which TCVN3 keeps in the font and not in the text: "TØNH" is "TỈNH", not "TỉNH".
//!
//! Where the font is lost, a word whose other letters are capitals is one in capitals, and a word that says nothing
//! by itself ("Së", "Uû") follows its neighbours.

use super::decode::{Word, Words};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// A capital behind the first letter, or nothing else that could be small.
    Capitals,
    /// A small letter whose capital has a code of its own.
    Small,
    /// A capital at most in front; all else may be either.
    Open,
    /// An acronym ("UBND") or figure: says nothing of its neighbours.
    Silent,
}

/// Makes capitals of the toned letters in words of capitals.
pub(super) fn restore(words: &mut Words<'_>) {
    for at in 0..words.words.len() {
        let capitals = match words.words.get(at).map(case) {
            Some(Case::Capitals) => true,
            Some(Case::Open) => follows_capitals(words, at),
            _ => false,
        };
        if capitals {
            words.capitalise(at);
        }
    }
}

/// Whether the words on both sides that say something, or on the only side that does, are capitals. A figure, a
/// tag or the end of a sentence parts a word from its neighbour.
fn follows_capitals(words: &Words<'_>, at: usize) -> bool {
    /// Words of a heading's line; farther ones say nothing.
    const NEAR: usize = 12;
    let telling =
        |at: usize| words.words.get(at).map(case).filter(|case| matches!(case, Case::Capitals | Case::Small));
    let parted = |at: usize| words.gap(at).is_none_or(is_parting);
    let before = (0..at).rev().take(NEAR).take_while(|&before| !parted(before)).find_map(telling);
    let after =
        (at + 1..words.words.len()).take(NEAR).take_while(|&after| !parted(after - 1)).find_map(telling);
    [before, after].into_iter().flatten().all(|case| case == Case::Capitals)
        && (before.is_some() || after.is_some())
}

fn is_parting(gap: &str) -> bool {
    gap.contains(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ';' | ':' | '!' | '?' | '\t' | '|' | '<' | '>')
    })
}

fn case(word: &Word) -> Case {
    if word.small {
        return Case::Small;
    }
    if word.capitals <= u32::from(word.leads) {
        return if word.capitals == word.letters { Case::Silent } else { Case::Open };
    }
    if word.is_syllable() { Case::Capitals } else { Case::Silent }
}
