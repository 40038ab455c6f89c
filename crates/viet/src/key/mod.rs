//! Keys for comparing: equal keys mean "the same but for spelling habits". Never for display.

mod name;

pub use name::name;

use crate::composed;

/// Whether `c` is a letter or a digit: `char::is_alphanumeric`, with the ranges of Vietnamese text decided
/// without the Unicode table (a third of the pipeline's time went into that lookup).
#[must_use]
#[inline]
pub fn is_word(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '\u{c0}'..='\u{24f}' => !matches!(c, '×' | '÷'),
        '\u{1e00}'..='\u{1eff}' => true,
        '\u{300}'..='\u{344}' | '\u{2010}'..='\u{205f}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// Whether the text has letters and all of them are capitals.
#[must_use]
pub fn is_capitals(text: &str) -> bool {
    text.contains(char::is_alphabetic) && !text.contains(char::is_lowercase)
}

/// Letters and digits in lower-case ASCII, words parted by one blank: "Đơn vị chủ trì" gives "don vi chu tri".
///
/// The coarsest key: for heads, labels and file names, where a lost diacritic must not matter.
#[must_use]
pub fn ascii(text: &str) -> String {
    words(text, ' ', |c, out| match ascii_letter(c) {
        Some(letter) => out.push(char::from(letter)),
        None => out.extend(c.to_lowercase()),
    })
}

/// One ASCII byte for each character, case and blanks kept, "?" for what is no letter of ASCII underneath: where a
/// pattern must bear a wrong mark and its place is wanted, by characters.
#[must_use]
pub fn plain(text: &str) -> String {
    let byte = |c: char| match c {
        _ if c.is_ascii() => c,
        _ if c.is_whitespace() => ' ',
        _ => match ascii_letter(c).map(char::from) {
            Some(letter) if c.is_uppercase() => letter.to_ascii_uppercase(),
            Some(letter) => letter,
            None => '?',
        },
    };
    text.chars().map(byte).collect()
}

/// Letters and digits in lower-case ASCII with hyphens, for ids and keys of bodies: "phong-van-hoa-xa-hoi".
#[must_use]
pub fn slug(text: &str) -> String {
    words(text, '-', |c, out| {
        if let Some(letter) = ascii_letter(c) {
            out.push(char::from(letter));
        }
    })
}

/// Key of a document number: capitals, no blank, hyphen, slash or ampersand, no leading zero, so that
/// "57-NQ/TW", "57NQTW" and "57NQ/TW" are one.
///
/// ```
/// use kehoach_viet::key;
/// assert_eq!(key::symbol("02- KH/BCĐTW"), key::symbol("2-KH/BCĐTW"));
/// ```
#[must_use]
pub fn symbol(number: &str) -> String {
    let mut key = String::with_capacity(number.len());
    for c in composed(number).chars().filter(|&c| is_word(c)) {
        if c.is_ascii() {
            // Zeros in front say nothing.
            if !(c == '0' && key.is_empty()) {
                key.push(c.to_ascii_uppercase());
            }
        } else {
            key.extend(c.to_uppercase());
        }
    }
    key
}

/// A stable 64-bit hash in hex (FNV-1a): the same on every machine and in every version.
#[must_use]
pub fn hash(parts: &[&str]) -> String {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut hash = OFFSET;
    for part in parts {
        // The unit separator keeps ["ab", "c"] and ["a", "bc"] apart.
        for byte in part.bytes().chain([0x1f]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }
    format!("{hash:016x}")
}

fn words(text: &str, between: char, mut push: impl FnMut(char, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = false;
    for c in text.chars() {
        if is_word(c) {
            if !open && !out.is_empty() {
                out.push(between);
            }
            open = true;
            push(c, &mut out);
        } else {
            open = false;
        }
    }
    out
}

/// The lower-case ASCII letter under a Vietnamese one, or an ASCII character itself in lower case; `None` for
/// other alphabets.
#[must_use]
pub fn ascii_letter(c: char) -> Option<u8> {
    Some(match u32::from(c) {
        code @ 0..=0x7f => (code as u8).to_ascii_lowercase(),
        0xc0..=0xc5 | 0xe0..=0xe5 | 0x102 | 0x103 | 0x1ea0..=0x1eb7 => b'a',
        0xc8..=0xcb | 0xe8..=0xeb | 0x1eb8..=0x1ec7 => b'e',
        0xcc..=0xcf | 0xec..=0xef | 0x128 | 0x129 | 0x1ec8..=0x1ecb => b'i',
        0xd2..=0xd6 | 0xf2..=0xf6 | 0x1a0 | 0x1a1 | 0x1ecc..=0x1ee3 => b'o',
        0xd9..=0xdc | 0xf9..=0xfc | 0x168 | 0x169 | 0x1af | 0x1b0 | 0x1ee4..=0x1ef1 => b'u',
        0xdd | 0xfd | 0x1ef2..=0x1ef9 => b'y',
        0x110 | 0x111 => b'd',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_cut_agrees_with_unicode() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            assert_eq!(is_word(c), c.is_alphanumeric(), "{:04x}", u32::from(c));
        }
    }

    #[test]
    fn ascii_keeps_words_apart() {
        assert_eq!(ascii("  Đơn vị\nchủ trì / tham mưu: "), "don vi chu tri tham muu");
        assert_eq!(slug("Phòng Văn hóa - Xã hội"), "phong-van-hoa-xa-hoi");
    }

    #[test]
    fn every_spelling_of_a_number_has_one_key() {
        for spelling in ["57-NQ/TW", "57NQTW", "57NQ/TW", "57- NQ/TW", "057-NQ/TW"] {
            assert_eq!(symbol(spelling), "57NQTW");
        }
        assert_eq!(symbol("5511/BKH&CN-CĐSQG"), symbol("5511/BKHCN-CĐSQG"));
    }

    #[test]
    fn the_hash_is_pinned() {
        assert_eq!(hash(&["a", "b"]), hash(&["a", "b"]));
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_eq!(hash(&[]), "cbf29ce484222325");
    }
}
