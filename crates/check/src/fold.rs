//! Words as the rules compare them.

use kehoach_viet::{key, old_tone_style};

/// The words of a text as printed.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(key::is_word(c) || c == '%')).filter(|word| !word.is_empty())
}

/// A word in small letters and one style of placing tones; its marks stay.
pub(crate) fn word(word: &str) -> String {
    old_tone_style(&word.to_lowercase())
}

/// Hash of two neighbouring words (FNV-1a, 32 bits): a rare collision makes a count too high, nothing else.
pub(crate) fn pair(one: &str, other: &str) -> u32 {
    let bytes = one.bytes().chain([b' ']).chain(other.bytes());
    bytes.fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The folded words of a text with a blank on both sides of each: to look for words and for how a text begins.
pub(crate) fn text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 2);
    folded.push(' ');
    for one in words(text) {
        folded.push_str(&word(one));
        folded.push(' ');
    }
    folded
}
