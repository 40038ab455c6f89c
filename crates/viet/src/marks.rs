//! Base letters with their marks: quality before tone, then composed.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether `c` is a mark that belongs to the letter before it.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}') || (c > '\u{36f}' && is_combining_mark(c))
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
    // U+0300 to U+036F begin with these two bytes.
    if memchr::memchr2(0xcc, 0xcd, text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut start = 0;
    let mut marked = false;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if at < text.len() && is_mark(c) {
            marked = true;
            continue;
        }
        let cluster = text.get(start..at).unwrap_or_default();
        if marked && !cluster.starts_with(char::is_control) {
            compose(cluster, &mut out);
        } else {
            out.push_str(cluster);
        }
        (start, marked) = (at, false);
    }
    Cow::Owned(out)
}

/// The composed form of one letter and its marks.
///
/// Unicode gives circumflex, breve and the tones one class (230), so NFC cannot put `e ◌́ ◌̂` in order; the
/// quality mark (circumflex, breve, horn) is sorted to the front first.
pub(crate) fn compose(cluster: &str, into: &mut String) {
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
