//! Words as the rules compare them.

use kehoach_viet::{key, old_tone_style};

/// The words of a text as printed.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(key::is_word(c) || c == '%')).filter(|word| !word.is_empty())
}

/// A word in small letters and one style of placing tones; its marks stay.
pub(crate) fn word(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    folded.extend(word.chars().map(lower));
    // The style shows in the last letter alone; nearly all words are done here.
    if folded.ends_with(is_open) { old_tone_style(&folded) } else { folded }
}

/// The last letter of "hoà", "khoẻ", "thuỷ".
fn is_open(c: char) -> bool {
    "àáảãạèéẻẽẹỳýỷỹỵ".contains(c)
}

/// The small letter: what Unicode says, told at once for the letters of Vietnamese.
fn lower(c: char) -> char {
    match c {
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        '\u{df}'..='\u{ff}' => c,
        '\u{1ea0}'..='\u{1ef9}' => char::from_u32(u32::from(c) | 1).unwrap_or(c),
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// Hash of a word without its marks between two neighbours with theirs.
pub(crate) fn place(before: &str, word: &str, behind: &str) -> u64 {
    let plain = word.chars().map(|c| kehoach_viet::key::ascii_letter(c).map_or(c, char::from));
    let chars = before.chars().chain([' ']).chain(plain).chain([' ']).chain(behind.chars());
    chars.fold(0xcbf2_9ce4_8422_2325, |hash: u64, c| {
        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_as_unicode_says() {
        for text in ["ỦY", "Hoà", "KHOẺ", "Quý", "Đắk", "AI", "ƯỚC", "Ứng", "Ă", "ÐÕ", "Ñu", "ÿ"]
        {
            assert_eq!(word(text), old_tone_style(&text.to_lowercase()), "{text}");
        }
    }
}
