//! Whether a word is a Vietnamese syllable, by a table that is built from `data/syllables.toml`.
//!
//! An excellent test of encodings and a poor one of spelling: of 25 misspellings in five real plans 22 are
//! syllables themselves ("Kiểm toàn" for "Kiện toàn").

use crate::letter::{letter, number, vowel, vowel_number};

mod table {
    include!(concat!(env!("OUT_DIR"), "/syllables.rs"));
}

/// A walk through the letters of one word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Walk(u8);

impl Walk {
    /// In front of the first letter.
    pub(crate) const START: Self = Self(table::START);

    /// Behind one more letter, by its number in the alphabet; 0 leads nowhere.
    #[inline]
    pub(crate) fn then(self, number: u8) -> Self {
        let at = usize::from(self.0) << 7 | usize::from(number & 0x7f);
        Self(table::NEXT.get(at).copied().unwrap_or(0))
    }

    /// Whether no syllable begins with the letters so far.
    pub(crate) fn is_dead(self) -> bool {
        self.0 == 0
    }

    /// Whether the letters so far are a syllable.
    #[inline]
    pub(crate) fn is_syllable(self) -> bool {
        table::ACCEPTING.get(usize::from(self.0)).copied().unwrap_or(false)
    }
}

/// Whether `word` is a Vietnamese syllable, in either style of placing tones and any case.
///
/// ```
/// assert!(kehoach_viet::is_syllable("Nghị") && kehoach_viet::is_syllable("hoà") && kehoach_viet::is_syllable("hòa"));
/// assert!(!kehoach_viet::is_syllable("thơng") && !kehoach_viet::is_syllable("Qúy") && !kehoach_viet::is_syllable("UBND"));
/// ```
#[must_use]
pub fn is_syllable(word: &str) -> bool {
    word.chars().fold(Walk::START, |walk, c| walk.then(number(c))).is_syllable()
}

/// The word with its tone where it may stand, if it stands where it never may: "Qúy" gives "Quý", "tóan" gives
/// "toán". `None` for words that are right in either style, and for those that no placement makes a syllable
/// (names of other languages: "Zoé", "Raúl").
#[must_use]
pub fn placed(word: &str) -> Option<String> {
    /// Longest syllables: "nghiêng", "nghuếch".
    const LONGEST: usize = 8;
    let mut letters = Vec::with_capacity(LONGEST);
    let mut tone = None;
    for c in word.chars() {
        let number = number(c);
        if number == 0 || letters.len() == LONGEST {
            return None;
        }
        match vowel(number) {
            Some((row, mark)) if mark > 0 => {
                // Two tones are no misplaced one.
                if tone.replace(mark).is_some() {
                    return None;
                }
                letters.push((vowel_number(row, 0), c.is_uppercase()));
            }
            _ => letters.push((number, c.is_uppercase())),
        }
    }
    let tone = tone?;
    if is_syllable(word) {
        return None;
    }
    (0..letters.len()).find_map(|at| {
        let (row, _) = vowel(letters.get(at)?.0)?;
        let mut moved = letters.clone();
        moved.get_mut(at)?.0 = vowel_number(row, tone);
        let walk = moved.iter().fold(Walk::START, |walk, (number, _)| walk.then(*number));
        walk.is_syllable()
            .then(|| moved.iter().filter_map(|&(number, upper)| letter(number, upper)).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_words() {
        for word in
            "ủy uỷ ban nhân dân thủy thuỷ quý quản lý kỹ thuật khuyến nghị nghiêng giếng gì giặt giữa già \
            khuỷu khuya thuở quốc quyết xoong gioăng ngoằn ngoèo huênh uống yêu iu y ý ở ưu ươm oái oăm đường"
                .split_whitespace()
        {
            assert!(is_syllable(word), "{word}");
            assert!(is_syllable(&word.to_uppercase()), "{word}");
        }
    }

    #[test]
    fn no_words() {
        for word in [
            "",
            "UBND",
            "thơng",
            "phịng",
            "cĩ",
            "ngiêng",
            "kông",
            "cế",
            "bát1",
            "hoạtđộng",
            "Zoé",
            "wifi",
            "các̣",
            "cac",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }

    #[test]
    fn a_stop_takes_two_tones() {
        assert!(is_syllable("các") && is_syllable("cạc"));
        assert!(!is_syllable("cac") && !is_syllable("cảc") && !is_syllable("cãc") && !is_syllable("càc"));
    }

    #[test]
    fn misplaced_tones_are_told_and_foreign_names_left() {
        for (word, right) in [
            ("Qúy", "Quý"),
            ("qủa", "quả"),
            ("gía", "giá"),
            ("tóan", "toán"),
            ("hòan", "hoàn"),
            ("cuả", "của"),
            ("ngòai", "ngoài"),
            ("thúê", "thuế"),
            ("khủyu", "khuỷu"),
            ("thủơ", "thuở"),
            ("HÒAN", "HOÀN"),
        ] {
            assert_eq!(placed(word).as_deref(), Some(right), "{word}");
        }
        for word in ["Zoé", "Raúl", "Luís", "país", "hòa", "hoà", "quý", "Al", "thơng", "ế", "áá", ""]
        {
            assert_eq!(placed(word), None, "{word}");
        }
    }

    /// The count belongs to the data file: a change of either shows here.
    #[test]
    fn size_of_the_table() {
        assert_eq!(table::SPELLINGS, 17_573);
    }
}
