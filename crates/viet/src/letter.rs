//! The Vietnamese alphabet as small numbers: 17 consonants, and 12 vowels in 6 tones.
//!
//! Tables of syllables, charsets and marks are written in these numbers, so that a letter is looked up once.

/// Numbers of letters, "none" (0) included.
pub(crate) const LETTERS: usize = 90;
/// Consonants come first.
const CONSONANTS: usize = 17;
/// Tones of a vowel, in the order of [`Tone`].
pub(crate) const TONES: usize = 6;

/// Lower case, from number 1 on; vowels stand in rows of six tones.
#[rustfmt::skip]
const LOWER: [char; LETTERS - 1] = [
    'b', 'c', 'd', 'đ', 'g', 'h', 'k', 'l', 'm', 'n', 'p', 'q', 'r', 's', 't', 'v', 'x',
    'a', 'à', 'á', 'ả', 'ã', 'ạ', 'ă', 'ằ', 'ắ', 'ẳ', 'ẵ', 'ặ', 'â', 'ầ', 'ấ', 'ẩ', 'ẫ', 'ậ',
    'e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ', 'ê', 'ề', 'ế', 'ể', 'ễ', 'ệ', 'i', 'ì', 'í', 'ỉ', 'ĩ', 'ị',
    'o', 'ò', 'ó', 'ỏ', 'õ', 'ọ', 'ô', 'ồ', 'ố', 'ổ', 'ỗ', 'ộ', 'ơ', 'ờ', 'ớ', 'ở', 'ỡ', 'ợ',
    'u', 'ù', 'ú', 'ủ', 'ũ', 'ụ', 'ư', 'ừ', 'ứ', 'ử', 'ữ', 'ự', 'y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ',
];

/// Upper case, in the same order.
#[rustfmt::skip]
const UPPER: [char; LETTERS - 1] = [
    'B', 'C', 'D', 'Đ', 'G', 'H', 'K', 'L', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'V', 'X',
    'A', 'À', 'Á', 'Ả', 'Ã', 'Ạ', 'Ă', 'Ằ', 'Ắ', 'Ẳ', 'Ẵ', 'Ặ', 'Â', 'Ầ', 'Ấ', 'Ẩ', 'Ẫ', 'Ậ',
    'E', 'È', 'É', 'Ẻ', 'Ẽ', 'Ẹ', 'Ê', 'Ề', 'Ế', 'Ể', 'Ễ', 'Ệ', 'I', 'Ì', 'Í', 'Ỉ', 'Ĩ', 'Ị',
    'O', 'Ò', 'Ó', 'Ỏ', 'Õ', 'Ọ', 'Ô', 'Ồ', 'Ố', 'Ổ', 'Ỗ', 'Ộ', 'Ơ', 'Ờ', 'Ớ', 'Ở', 'Ỡ', 'Ợ',
    'U', 'Ù', 'Ú', 'Ủ', 'Ũ', 'Ụ', 'Ư', 'Ừ', 'Ứ', 'Ử', 'Ữ', 'Ự', 'Y', 'Ỳ', 'Ý', 'Ỷ', 'Ỹ', 'Ỵ',
];

/// Behind the last letter of the first block, ư.
const LOW_END: usize = 0x1b1;
/// First letter of the second block, Ạ.
const HIGH_START: usize = 0x1ea0;
/// Behind its last, ỹ.
const HIGH_END: usize = 0x1efa;

/// Number of each code point below [`LOW_END`], then of those from [`HIGH_START`] on.
static NUMBERS: [u8; LOW_END + HIGH_END - HIGH_START] = numbers();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler: a wrong index does not build")]
const fn numbers() -> [u8; LOW_END + HIGH_END - HIGH_START] {
    let mut table = [0; LOW_END + HIGH_END - HIGH_START];
    let mut at = 0;
    while at < LETTERS - 1 {
        table[slot(LOWER[at])] = at as u8 + 1;
        table[slot(UPPER[at])] = at as u8 + 1;
        at += 1;
    }
    table
}

const fn slot(c: char) -> usize {
    let code = c as usize;
    if code < LOW_END {
        code
    } else if code >= HIGH_START && code < HIGH_END {
        code - HIGH_START + LOW_END
    } else {
        usize::MAX
    }
}

/// Tones in the order of the alphabet's rows: level, huyền, sắc, hỏi, ngã, nặng.
pub(crate) const TONE_MARKS: [Option<char>; TONES] =
    [None, Some('\u{300}'), Some('\u{301}'), Some('\u{309}'), Some('\u{303}'), Some('\u{323}')];

/// Number of a letter of either case; 0 for all else ("f", "ü", digits).
#[inline]
pub(crate) fn number(c: char) -> u8 {
    NUMBERS.get(slot(c)).copied().unwrap_or(0)
}

/// The letter of a number.
#[inline]
pub(crate) fn letter(number: u8, upper: bool) -> Option<char> {
    let table = if upper { &UPPER } else { &LOWER };
    table.get(usize::from(number).checked_sub(1)?).copied()
}

/// Row of a vowel (a ă â e ê i o ô ơ u ư y, from 0) and its tone; `None` for consonants.
#[inline]
pub(crate) fn vowel(number: u8) -> Option<(u8, u8)> {
    let at = number.checked_sub(CONSONANTS as u8 + 1)?;
    Some((at / TONES as u8, at % TONES as u8))
}

/// Number of the vowel of a row with a tone.
#[inline]
pub(crate) fn vowel_number(row: u8, tone: u8) -> u8 {
    CONSONANTS as u8 + 1 + row * TONES as u8 + tone
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn rows_are_one_vowel_in_six_tones() {
        for at in 1..LETTERS as u8 {
            let (lower, upper) = (letter(at, false).unwrap(), letter(at, true).unwrap());
            assert_eq!(lower.to_uppercase().to_string(), upper.to_string());
            assert_eq!((number(lower), number(upper)), (at, at));
            let Some((row, tone)) = vowel(at) else { continue };
            assert_eq!(vowel_number(row, tone), at);
            let level = letter(vowel_number(row, 0), false).unwrap();
            let composed: String =
                [Some(level), TONE_MARKS[usize::from(tone)]].into_iter().flatten().nfc().collect();
            assert_eq!(composed, lower.to_string());
        }
        for other in ['f', 'W', 'ü', '1', ' ', 'ñ', '\u{1eff}', '\u{10ffff}'] {
            assert_eq!(number(other), 0, "{other}");
        }
    }
}
