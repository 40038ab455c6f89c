//! Base letters with their marks: quality before tone, then composed.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::letter::{TONE_MARKS, letter, number, vowel, vowel_number};

/// Whether `c` is a mark that belongs to the letter before it.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}') || (c > '\u{36f}' && is_combining_mark(c))
}

/// Bytes of the marks that a text begins with.
pub(crate) fn length(text: &str) -> usize {
    text.chars().take_while(|&c| is_mark(c)).map(char::len_utf8).sum()
}

/// Whether `c` alone may not be in NFC (compatibility ideographs, Å of Ångström, old tone marks and so on).
pub(crate) fn may_decompose(c: char) -> bool {
    // Everything that official Vietnamese text uses lies in these ranges, composed and stable under NFC.
    !matches!(c, '\0'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}' | '\u{2000}' | '\u{2002}'..='\u{20ff}' | '\u{2190}'..='\u{22ff}')
        && c > '\u{36f}'
}

/// The text with every letter composed with the marks behind it, in whatever order they were typed.
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut done = 0;
    // U+0300 to U+036F begin with these two bytes.
    for at in memchr::memchr2_iter(0xcc, 0xcd, text.as_bytes()) {
        if at < done {
            continue;
        }
        let (before, after) = text.split_at_checked(at).unwrap_or_default();
        let marks = length(after);
        let base = before.get(done..).and_then(|kept| kept.chars().next_back());
        // A mark behind a line end, or in front of all, has no letter.
        let Some(base) = base.filter(|base| marks > 0 && !base.is_control()) else { continue };
        if done == 0 {
            out.reserve(text.len());
        }
        let start = at - base.len_utf8();
        out.push_str(text.get(done..start).unwrap_or_default());
        compose(text.get(start..at + marks).unwrap_or_default(), &mut out);
        done = at + marks;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// Writes the composed form of one letter and its marks.
///
/// Unicode gives circumflex, breve and the tones one class (230), so NFC cannot put `e ◌́ ◌̂` in order; the
/// quality mark (circumflex, breve, horn) is sorted to the front first.
pub(crate) fn compose(cluster: &str, into: &mut String) {
    if let Some(letter) = compose_vietnamese(cluster) {
        into.push(letter);
        return;
    }
    let mut letters: Vec<char> = cluster.nfd().collect();
    let first_mark = letters.iter().position(|&c| is_mark(c)).unwrap_or(letters.len());
    if let Some(marks) = letters.get_mut(first_mark..) {
        // Stable: marks that are neither quality nor tone keep their order behind the quality mark.
        marks.sort_by_key(|&mark| u8::from(!is_quality(mark)));
    }
    into.extend(letters.into_iter().nfc());
}

fn is_quality(mark: char) -> bool {
    matches!(mark, '\u{302}' | '\u{306}' | '\u{31b}')
}

/// The usual case without the tables of Unicode: a vowel with at most one quality and one tone.
fn compose_vietnamese(cluster: &str) -> Option<char> {
    let mut letters = cluster.chars();
    let mut vowel = Vowel::of(letters.next()?)?;
    letters.all(|mark| vowel.take(mark)).then(|| vowel.letter()).flatten()
}

/// The letter that `base` is with the loose marks that `behind` begins with, and how many bytes they take; `None`
/// where something else than a quality and a tone stands there.
pub(crate) fn loose_letter(base: char, behind: &str) -> Option<(char, usize)> {
    // Marks begin with CC or CD; all else that could belong to a letter lies behind.
    let is_plain = |byte: Option<&u8>| matches!(byte, None | Some(b' '..=b'~' | 0xc3..=0xc6));
    if is_plain(behind.as_bytes().first()) {
        return Some((base, 0));
    }
    let mut vowel = Vowel::of(base)?;
    let mut used = 0;
    for mark in behind.chars() {
        if !vowel.take(mark) {
            break;
        }
        used += mark.len_utf8();
    }
    is_plain(behind.as_bytes().get(used)).then_some((vowel.letter()?, used))
}

/// A vowel of the alphabet to which marks are added.
struct Vowel {
    row: u8,
    tone: u8,
    upper: bool,
}

impl Vowel {
    fn of(c: char) -> Option<Self> {
        let (row, tone) = vowel(number(c))?;
        Some(Self { row, tone, upper: c.is_uppercase() })
    }

    /// Adds a mark, if the vowel has room for it.
    fn take(&mut self, mark: char) -> bool {
        if let Some(tone) = TONE_MARKS.iter().position(|&tone| tone == Some(mark)) {
            let free = self.tone == 0;
            self.tone = if free { tone as u8 } else { self.tone };
            return free;
        }
        // Rows: a ă â e ê i o ô ơ u ư y.
        self.row = match (self.row, mark) {
            (0, '\u{306}') => 1,
            (0, '\u{302}') => 2,
            (3, '\u{302}') => 4,
            (6, '\u{302}') => 7,
            (6, '\u{31b}') => 8,
            (9, '\u{31b}') => 10,
            _ => return false,
        };
        true
    }

    fn letter(&self) -> Option<char> {
        letter(vowel_number(self.row, self.tone), self.upper)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_text_is_composed() {
        let text = "Kế hoạch\nsố 5 của Ủy ban\u{200b}";
        let loose: String = text.nfd().collect();
        assert_eq!(super::composed(&loose), text);
        assert!(matches!(super::composed(text), Cow::Borrowed(_)));
        assert_eq!(super::composed("\u{301}a\n\u{302}"), "\u{301}a\n\u{302}");
    }

    fn composed(cluster: &str) -> String {
        let mut out = String::new();
        compose(cluster, &mut out);
        out
    }

    /// Every vowel, tone and quality by our table as Unicode's has it.
    #[test]
    fn the_short_cut_agrees_with_unicode() {
        for base in ('\u{41}'..='\u{1ef9}').filter(|&c| vowel(number(c)).is_some()) {
            for mark in ('\u{300}'..='\u{36f}').filter(|&c| is_mark(c)) {
                let cluster = format!("{base}{mark}");
                if let Some(letter) = compose_vietnamese(&cluster) {
                    let base: String =
                        base.nfd().filter(|&c| !TONE_MARKS.contains(&Some(c)) || c == mark).collect();
                    let tone: String =
                        cluster.nfd().filter(|&c| TONE_MARKS.contains(&Some(c))).take(1).collect();
                    let quality: String = base
                        .chars()
                        .chain(is_quality(mark).then_some(mark))
                        .filter(|&c| !TONE_MARKS.contains(&Some(c)))
                        .collect();
                    assert_eq!(
                        format!("{quality}{tone}").nfc().collect::<String>(),
                        letter.to_string(),
                        "{cluster}"
                    );
                }
            }
        }
    }

    /// All 60 letters with quality and tone, in both mark orders.
    #[test]
    fn both_mark_orders_give_the_same_letter() {
        let qualities = [
            ('a', '\u{302}'),
            ('a', '\u{306}'),
            ('e', '\u{302}'),
            ('o', '\u{302}'),
            ('o', '\u{31b}'),
            ('u', '\u{31b}'),
        ];
        for (base, quality) in qualities {
            for base in [base, base.to_ascii_uppercase()] {
                for tone in ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'] {
                    let right = format!("{base}{quality}{tone}").nfc().collect::<String>();
                    assert_eq!(right.chars().count(), 1);
                    assert_eq!(composed(&format!("{base}{quality}{tone}")), right);
                    assert_eq!(composed(&format!("{base}{tone}{quality}")), right);
                }
            }
        }
    }

    #[test]
    fn a_half_composed_letter_is_finished() {
        assert_eq!(composed("é\u{302}"), "ế");
        assert_eq!(composed("ê\u{301}"), "ế");
        assert_eq!(composed("e\u{341}\u{302}"), "ế");
    }
}
