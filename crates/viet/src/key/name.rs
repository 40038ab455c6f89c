//! The key of names and wordings: equal where two spellings are one to a reader.

use unicode_normalization::UnicodeNormalization;

use super::is_word;
use crate::letter::{self, letter, number, vowel, vowel_number};
use crate::{composed, roman};

/// Lower case, one blank between words, marks kept; punctuation and dashes count as blanks.
///
/// One key have: both styles of placing tones, and tones in impossible places ("hoà", "hòa"; "Qúy", "Quý"), "i" and "y"
/// as the whole rhyme ("tỷ lệ", "tỉ lệ"), leading zeros ("02", "2"), and the few wordings that plans use side by side:
/// "hàng năm" and "hằng năm", "bảo đảm" and "đảm bảo", "Quý I" and "Quý 1", "hai cấp" and "02 cấp".
///
/// ```
/// use kehoach_viet::key::name;
/// assert_eq!(name("Phòng Văn hoá - Xã hội"), name("phòng Văn hóa-Xã hội"));
/// assert_eq!(name("Tỷ lệ hằng năm, Quý I"), name("tỉ lệ hàng năm; quý 1"));
/// assert_ne!(name("Kiện toàn"), name("Kiểm toàn"));
/// ```
#[must_use]
pub fn name(text: &str) -> String {
    let text = composed(text);
    let mut key = Key { out: String::with_capacity(text.len() + text.len() / 4), ..Key::default() };
    for c in text.chars() {
        if is_word(c) || c == '%' {
            key.push(c);
        } else {
            key.end_word();
        }
    }
    key.end_word();
    key.out
}

#[derive(Default)]
struct Key {
    out: String,
    open: bool,
    /// Where the word in hand begins, and the one before it.
    start: usize,
    before: usize,
    /// The word in hand is the second of a wording: it begins no other.
    sealed: bool,
    tone: Option<char>,
}

impl Key {
    fn push(&mut self, c: char) {
        if !self.open {
            if !self.out.is_empty() {
                self.out.push(' ');
            }
            let before = std::mem::replace(&mut self.start, self.out.len());
            self.before = if std::mem::take(&mut self.sealed) { self.start } else { before };
            self.open = true;
        }
        if c.is_ascii() {
            self.out.push(c.to_ascii_lowercase());
            return;
        }
        let letter_number = number(c);
        match vowel(letter_number) {
            Some((row, tone)) => {
                // The tone goes to the end of its word, wherever it stands in it.
                self.tone = letter::TONE_MARKS.get(usize::from(tone)).copied().flatten().or(self.tone);
                self.out.extend(letter(vowel_number(row, 0), false));
            }
            None if letter_number > 0 => self.out.extend(letter(letter_number, false)),
            // "Ⅱ", "ﬁ", "m²": the key may take what the text keeps.
            None => self.out.extend(c.nfkc().flat_map(char::to_lowercase).filter(|&c| is_word(c))),
        }
    }

    fn end_word(&mut self) {
        if !std::mem::take(&mut self.open) {
            return;
        }
        let word = self.out.get(self.start..).unwrap_or_default();
        if ends_in_free_y(word) {
            self.out.pop();
            self.out.push('i');
        } else if word.starts_with('0') && word.bytes().all(|b| b.is_ascii_digit()) {
            let zeros = word.len() - word.trim_start_matches('0').len();
            let zeros = zeros.min(word.len() - 1);
            self.out.replace_range(self.start..self.start + zeros, "");
        }
        self.out.extend(self.tone.take());
        self.fold_wording();
    }

    /// The word in hand with the one before it, where they are one of two ways to say the same.
    fn fold_wording(&mut self) {
        if self.before == self.start {
            return;
        }
        let before = self.out.get(self.before..self.start).unwrap_or_default().trim_end();
        let word = self.out.get(self.start..).unwrap_or_default();
        let folded = match (before, word) {
            // hằng năm, hằng quý …
            (
                "hăng\u{300}",
                "năm" | "qui\u{301}" | "thang\u{301}" | "tuân\u{300}" | "ngay\u{300}" | "ki\u{300}",
            ) => {
                format!("hang\u{300} {word}")
            }
            ("bao\u{309}", "đam\u{309}") => {
                self.sealed = true;
                return;
            }
            ("đam\u{309}", "bao\u{309}") => "bao\u{309} đam\u{309}".to_owned(),
            ("hai" | "ba" | "bôn\u{301}", "câp\u{301}") => {
                let count = match before {
                    "hai" => '2',
                    "ba" => '3',
                    _ => '4',
                };
                format!("{count} {word}")
            }
            ("qui\u{301}", "i" | "ii" | "iii" | "iv") => match roman(&word.to_ascii_uppercase()) {
                Some(quarter) => format!("{before} {quarter}"),
                None => return,
            },
            _ => return,
        };
        self.sealed = true;
        self.out.truncate(self.before);
        self.out.push_str(&folded);
        self.start = self.before + folded.rfind(' ').map_or(0, |blank| blank + 1);
    }
}

/// Words whose whole rhyme is y, written with i as well: after h k l m qu s t v, and alone.
fn ends_in_free_y(word: &str) -> bool {
    matches!(word, "y" | "hy" | "ky" | "ly" | "my" | "quy" | "sy" | "ty" | "vy")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name() {
        for (one, other) in [
            ("Phòng Văn hoá - Xã hội", "phòng văn hóa-xã hội"),
            ("THUỶ LỢI", "thủy lợi"),
            ("Qúy I/2026", "Quý 1/2026"),
            ("Quý Ⅱ", "quý II"),
            ("tóan", "toán"),
            ("tỷ lệ kỹ thuật", "tỉ lệ kĩ thuật"),
            ("hằng quý", "hàng quý"),
            ("đảm bảo an toàn", "bảo đảm an toàn"),
            ("chính quyền địa phương hai cấp", "Chính quyền địa phương 02 cấp"),
            ("50-80%", "50 - 80%"),
            ("vân vân…", "vân vân..."),
            ("Kê\u{301} hoa\u{323}ch", "Kế hoạch"),
            ("0", "000"),
        ] {
            assert_eq!(name(one), name(other), "{one} and {other}");
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for (one, other) in [
            ("hoa", "hoà"),
            ("Kiểm toàn", "Kiện toàn"),
            ("hàng hóa", "hằng hóa"),
            ("thùy", "thùi"),
            ("10 xã", "1 xã"),
            ("bảo đảm", "bảo"),
            ("2 cấp", "3 cấp"),
            ("quý III", "quý II"),
        ] {
            assert_ne!(name(one), name(other), "{one} and {other}");
        }
    }

    #[test]
    fn two_wordings_in_a_row() {
        assert_eq!(name("đảm bảo đảm bảo"), name("bảo đảm bảo đảm"));
        assert_eq!(name("đảm bảo hằng năm"), "bao\u{309} đam\u{309} hang\u{300} năm");
    }
}
