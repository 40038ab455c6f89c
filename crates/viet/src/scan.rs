//! What a text needs, told from its pairs of neighbouring bytes: one table look-up a byte, no branch.
//!
//! Nine of ten texts of an import need nothing. A pair of UTF-8 bytes says enough to tell them: it may ask for a
//! step that then finds nothing to do, but never leaves out one that would.

use std::sync::LazyLock;

/// Steps that a text may need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Needs(u16);

/// Blanks, marks, look-alikes, or anything else that is not plainly in order.
const DIRTY: u16 = 1;
/// A blank beside a slash or hyphen.
const SEPARATOR: u16 = 1 << 1;
/// A digit in front of a blank, then one behind it: what counts is both in a row.
const DIGIT_BLANK: u16 = 1 << 2;
const BLANK_DIGIT: u16 = DIGIT_BLANK << 1;
/// "&" in front of a letter, or a literal "\r".
const ESCAPE: u16 = 1 << 4;
/// A character that correct Vietnamese hardly has, but legacy text and mojibake do.
const ODD: u16 = 1 << 5;
/// A Vietnamese letter that Latin-1 has too.
const LATIN1: u16 = 1 << 6;
/// A Vietnamese letter that only Unicode has: "ế", "ư", "đ".
const UNICODE: u16 = 1 << 7;
/// The end of a character that is a lead byte of UTF-8 under some view, in front of another beyond ASCII.
const MISREAD: u16 = 1 << 8;

impl Needs {
    pub(crate) fn of(text: &str) -> Self {
        let classes: &Classes = &CLASSES;
        let (mut flags, mut in_a_row, mut last, mut before) = (0, 0, 0, classes.class(b' '));
        for &byte in text.as_bytes() {
            let class = classes.class(byte);
            let pair = classes.flags(before, class);
            flags |= pair;
            in_a_row |= last << 1 & pair;
            (last, before) = (pair, class);
        }
        flags = flags & !BLANK_DIGIT | in_a_row & BLANK_DIGIT;
        Self(if text.ends_with(' ') { flags | DIRTY } else { flags })
    }

    fn has(self, flag: u16) -> bool {
        self.0 & flag != 0
    }

    /// Blanks, marks and look-alikes have to be looked at.
    pub(crate) fn cleaning(self) -> bool {
        self.has(DIRTY)
    }

    /// A symbol or date may hold blanks.
    pub(crate) fn closing_up(self) -> bool {
        self.has(SEPARATOR)
    }

    /// A year may be broken.
    pub(crate) fn joining_years(self) -> bool {
        self.has(BLANK_DIGIT)
    }

    /// There may be HTML escapes.
    pub(crate) fn unescaping(self) -> bool {
        self.has(ESCAPE)
    }

    /// The text may be in a legacy charset, or was read in the wrong one. Text with marks that Latin-1 has, and
    /// without any letter that only Unicode has, is suspect as a whole.
    pub(crate) fn decoding(self) -> bool {
        self.has(ODD) || self.has(LATIN1) && !self.has(UNICODE)
    }

    /// It may be UTF-8 that was read as another encoding.
    pub(crate) fn rereading(self) -> bool {
        self.has(MISREAD)
    }

    /// Whether a Vietnamese letter stands in it that no view of legacy bytes shows.
    pub(crate) fn is_unicode(self) -> bool {
        self.has(UNICODE)
    }
}

/// Bytes that say the same before and behind all others are one class: 256 bytes and 8 KiB stay in the nearest cache.
struct Classes {
    of: [u8; 256],
    pairs: [u16; MOST * MOST],
}

/// Classes there may be.
const MOST: usize = 64;

impl Classes {
    #[inline]
    fn class(&self, byte: u8) -> u8 {
        self.of.get(usize::from(byte)).copied().unwrap_or(0)
    }

    #[inline]
    fn flags(&self, before: u8, class: u8) -> u16 {
        // Masked, so that no bound has to be checked.
        let at = usize::from(before) % MOST * MOST + usize::from(class) % MOST;
        self.pairs.get(at).copied().unwrap_or(DIRTY)
    }
}

static CLASSES: LazyLock<Classes> = LazyLock::new(|| {
    let mut classes = Classes { of: [0; 256], pairs: [DIRTY; MOST * MOST] };
    let same = |one: u8, other: u8| {
        (0..=u8::MAX).all(|byte| {
            of_pair(one, byte) == of_pair(other, byte) && of_pair(byte, one) == of_pair(byte, other)
        })
    };
    let mut first: Vec<u8> = Vec::new();
    for byte in 0..=u8::MAX {
        let known = first.iter().position(|&known| same(known, byte));
        if known.is_none() {
            first.push(byte);
        }
        if let Some(class) = classes.of.get_mut(usize::from(byte)) {
            *class = known.unwrap_or(first.len() - 1) as u8;
        }
    }
    for (before, &one) in first.iter().enumerate() {
        for (class, &other) in first.iter().enumerate() {
            if let Some(flags) = classes.pairs.get_mut(before * MOST + class) {
                *flags = of_pair(one, other);
            }
        }
    }
    classes
});

/// UTF-8: a lead byte tells the block, the byte behind it the letter.
fn of_pair(before: u8, byte: u8) -> u16 {
    // Ã Ä Æ á â and their kin as windows-1252 or -1258 show them, then √ ƒ ∆ · ‚ of Mac Roman.
    let lead = matches!(before, 0x82..=0x86 | 0xa1 | 0xa2 | 0x88 | 0x92 | 0x9a | 0xb7);
    let misread = if lead && byte >= 0xc2 || before == 0x83 && byte == b' ' { MISREAD } else { 0 };
    misread | of_letters(before, byte)
}

fn of_letters(before: u8, byte: u8) -> u16 {
    match (before, byte) {
        (_, 0..=0x1f | 0x7f) | (b' ', b' ') => DIRTY,
        (b' ', b'/' | b'-') | (b'/' | b'-', b' ') => SEPARATOR,
        (b'0'..=b'9', b' ') => DIGIT_BLANK,
        (b' ', b'0'..=b'9') => BLANK_DIGIT,
        (b'&', b'#' | b'a'..=b'z' | b'A'..=b'Z') | (b'\\', b'r') => ESCAPE,
        // "à" in front of a capital: a repair of mojibake may have eaten the blank of "XÃ HỘI".
        (0xa0, b'A'..=b'Z') => ODD | MISREAD,
        (_, 0x20..=0x7e) => 0,

        // U+0080 to U+00BF: controls, no-break blank, soft hyphen; then signs that are letters in TCVN3.
        (0xc2, 0x80..=0xa0 | 0xad) => DIRTY | ODD,
        (0xc2, _) => ODD,
        // Eth for Đ.
        (0xc3, 0x90 | 0xb0) => DIRTY | ODD,
        (0xc3, _) if is_vietnamese_in_latin1(byte) => LATIN1,
        (0xc3, _) => ODD,
        (0xc4, 0x82 | 0x83 | 0x90 | 0x91 | 0xa8 | 0xa9)
        | (0xc5, 0xa8 | 0xa9)
        | (0xc6, 0xa0 | 0xa1 | 0xaf | 0xb0)
        | (0xe1, 0xba | 0xbb) => UNICODE,
        // ı; Ɖ, ɖ, and a with caron for ă.
        (0xc4, 0xb1) | (0xc6, 0x89) | (0xc9, 0x96) | (0xc7, 0x8d | 0x8e) => DIRTY,
        // Œ œ Š š Ÿ Ž ž, ƒ, ˆ ˜: what windows-1252 shows for bytes below A0.
        (0xc5, 0x92 | 0x93 | 0xa0 | 0xa1 | 0xb8 | 0xbd | 0xbe) | (0xc6, 0x92) | (0xcb, 0x86 | 0x9c) => ODD,
        // Marks, Greek, Cyrillic, other scripts; blocks of blanks and of compatibility forms.
        (_, 0xcc..=0xe0 | 0xe3..=0xed | 0xf0..=0xff) | (0xe1, _) => DIRTY,
        // Private use (symbol fonts), ligatures, fullwidth forms.
        (_, 0xee | 0xef) => DIRTY | ODD,
        // General punctuation: blanks of every width and marks of direction, else dashes and quotes.
        (0x80, 0x80..=0x8f | 0xa8..=0xaf) | (0xe2, 0x81 | 0x83..=0x85 | 0x8c..=0xbf) => DIRTY,
        // √ and ∆, as Mac Roman shows the lead bytes of Vietnamese letters.
        (0x88, 0x9a | 0x86) => ODD,
        _ => 0,
    }
}

/// À Á Â Ã È É Ê Ì Í Ò Ó Ô Õ Ù Ú Ý and their small letters, by the second byte of their UTF-8.
fn is_vietnamese_in_latin1(byte: u8) -> bool {
    matches!(byte & 0x9f, 0x80..=0x83 | 0x88..=0x8a | 0x8c | 0x8d | 0x92..=0x95 | 0x99 | 0x9a | 0x9d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_text_needs_nothing() {
        for text in [
            "",
            "Kế hoạch số 1174/KH-UBND ngày 31/12/2025 của Ủy ban nhân dân tỉnh",
            "“Đề án 06” – 25 triệu…, ≥ 50%",
            "Văn phòng",
        ] {
            assert_eq!(Needs::of(text).0 & !(UNICODE | LATIN1 | BLANK_DIGIT | DIGIT_BLANK), 0, "{text}");
        }
    }

    /// A step that changes a letter must be asked for.
    #[test]
    fn no_letter_that_a_step_changes_is_overlooked() {
        for c in (0x20..0x11_0000).filter_map(char::from_u32) {
            let text = format!("a{c}b");
            if !Needs::of(&text).cleaning() {
                assert!(crate::clean::clean(&text).is_none(), "U+{:04x}", u32::from(c));
            }
        }
    }

    #[test]
    fn classes_say_what_pairs_say() {
        for before in 0..=u8::MAX {
            for byte in 0..=u8::MAX {
                assert_eq!(CLASSES.flags(CLASSES.class(before), CLASSES.class(byte)), of_pair(before, byte));
            }
        }
    }

    #[test]
    fn letters_of_latin1() {
        for c in ('\u{c0}'..='\u{ff}').filter(|&c| crate::letter::number(c) > 0) {
            assert!(Needs::of(&c.to_string()).has(LATIN1), "{c}");
        }
        for c in "øäñæöïüë¸µ®".chars() {
            assert!(Needs::of(&format!("T{c}n")).decoding(), "{c}");
        }
    }
}
