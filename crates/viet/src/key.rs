//! Keys for comparing: equal keys mean "the same but for spelling habits". Never for display.

use unicode_normalization::char::decompose_canonical;

/// Letters and digits in lower-case ASCII, words parted by one blank: "Đơn vị chủ trì" gives "don vi chu tri".
///
/// The coarsest key: for heads, labels and file names, where a lost diacritic must not matter.
#[must_use]
pub fn ascii(text: &str) -> String {
    words(text, ' ', |c, out| match ascii_letter(c) {
        Some(letter) => out.push(letter.to_ascii_lowercase() as char),
        None => out.extend(c.to_lowercase()),
    })
}

/// The same with hyphens, for ids and keys of bodies: "phong-van-hoa-xa-hoi".
#[must_use]
pub fn slug(text: &str) -> String {
    words(text, '-', |c, out| {
        if let Some(letter) = ascii_letter(c) {
            out.push(letter.to_ascii_lowercase() as char);
        }
    })
}

/// Lower case, one blank between words, marks kept, the tone taken to the end of its word: "hoà" and "hòa"
/// give one key, "hoa" another. Punctuation counts as a blank.
#[must_use]
pub fn name(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut tone = None;
    let mut open = false;
    for c in text.chars() {
        if !c.is_alphanumeric() && c != '%' {
            out.extend(tone.take());
            open = false;
            continue;
        }
        if !open && !out.is_empty() {
            out.push(' ');
        }
        open = true;
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        for c in c.to_lowercase() {
            decompose_canonical(c, |part| match part {
                '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tone = Some(part),
                part => out.push(part),
            });
        }
    }
    out.extend(tone);
    out
}

/// Key of a document number: capitals, no blank, hyphen, slash or ampersand, no leading zero, so that
/// "57-NQ/TW", "57NQTW" and "57NQ/TW" are one.
#[must_use]
pub fn symbol(number: &str) -> String {
    let kept =
        number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect::<String>();
    kept.trim_start_matches('0').to_owned()
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
        if c.is_alphanumeric() {
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

/// The ASCII letter under a Vietnamese one; `None` for letters of other alphabets.
#[must_use]
pub fn ascii_letter(c: char) -> Option<u8> {
    let upper = match u32::from(c) {
        code @ 0..=0x7f => return Some(code as u8),
        0xc0..=0xc5 | 0xe0..=0xe5 | 0x102 | 0x103 | 0x1ea0..=0x1eb7 => b'A',
        0xc8..=0xcb | 0xe8..=0xeb | 0x1eb8..=0x1ec7 => b'E',
        0xcc..=0xcf | 0xec..=0xef | 0x128 | 0x129 | 0x1ec8..=0x1ecb => b'I',
        0xd2..=0xd6 | 0xf2..=0xf6 | 0x1a0 | 0x1a1 | 0x1ecc..=0x1ee3 => b'O',
        0xd9..=0xdc | 0xf9..=0xfc | 0x168 | 0x169 | 0x1af | 0x1b0 | 0x1ee4..=0x1ef1 => b'U',
        0xdd | 0xfd | 0x1ef2..=0x1ef9 => b'Y',
        0x110 | 0x111 => b'D',
        _ => return None,
    };
    Some(if c.is_lowercase() { upper.to_ascii_lowercase() } else { upper })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tone_placement_and_case_do_not_matter() {
        assert_eq!(name("Phòng Văn hoá - Xã hội"), name("phòng văn hóa-xã hội"));
        assert_eq!(name("THUỶ LỢI"), name("thủy lợi"));
        assert_ne!(name("hoa"), name("hoà"));
        assert_ne!(name("Kiểm toàn"), name("Kiện toàn"));
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
