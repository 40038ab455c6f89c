//! Capitals with a tone, which TCVN3 keeps in the font and not in the text: "TØNH" is "TỈNH", not "TỉNH".
//!
//! Where the font is lost, a word whose other letters are capitals is one in capitals, and a word that says nothing
//! by itself ("Së", "Uû") follows its neighbours.

use super::decode::{Glyph, Words};
use crate::letter::vowel;
use crate::syllable::Walk;

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
pub(super) fn restore(words: &mut Words, text: &str) {
    let cases: Vec<Case> = (0..words.len()).map(|at| case(words.get(at))).collect();
    for at in 0..words.len() {
        let capitals = match cases.get(at) {
            Some(Case::Capitals) => true,
            Some(Case::Open) => follows_capitals(&cases, |at| is_parted(words.get(at), words.get(at + 1), text), at),
            _ => false,
        };
        if capitals {
            words.get_mut(at).iter_mut().filter(|glyph| is_toned(glyph)).for_each(|glyph| glyph.capital = true);
        }
    }
}

/// Whether the words on both sides that say something, or on the only side that does, are capitals. A figure or the
/// end of a sentence parts a word from its neighbour.
fn follows_capitals(cases: &[Case], parted: impl Fn(usize) -> bool, at: usize) -> bool {
    let case = |at: usize| cases.get(at).copied().filter(|case| matches!(case, Case::Capitals | Case::Small));
    let before = (0..at).rev().take_while(|&before| !parted(before)).find_map(case);
    let after = (at + 1..cases.len()).take_while(|&after| !parted(after - 1)).find_map(case);
    [before, after].into_iter().flatten().all(|case| case == Case::Capitals) && (before.is_some() || after.is_some())
}

fn is_parted(left: &[Glyph], right: &[Glyph], text: &str) -> bool {
    let (Some(left), Some(right)) = (left.last(), right.first()) else { return true };
    let gap = text.get(left.range.end..right.range.start).unwrap_or_default();
    gap.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | ';' | ':' | '!' | '?' | '\t' | '|'))
}

fn is_toned(glyph: &Glyph) -> bool {
    vowel(glyph.code.number()).is_some_and(|(_, tone)| tone > 0)
}

fn case(word: &[Glyph]) -> Case {
    if word.iter().any(|glyph| !glyph.capital && !is_toned(glyph)) {
        return Case::Small;
    }
    let capitals = word.iter().filter(|glyph| glyph.capital).count();
    let leads = word.first().is_some_and(|glyph| glyph.capital);
    if capitals <= usize::from(leads) {
        return if capitals == word.len() { Case::Silent } else { Case::Open };
    }
    let reads = word.iter().fold(Walk::START, |walk, glyph| walk.then(glyph.code.number())).is_syllable();
    if reads { Case::Capitals } else { Case::Silent }
}
