//! A normalised string that remembers where each of its letters came from.

use std::ops::Range;

use crate::edit::{Edit, Writer, composed};
use crate::scan::Needs;
use crate::{Font, clean, encoding, escape, symbol};

/// Text normalised for reading, with a map back to the raw text.
///
/// Matching happens on [`normal`](Self::normal), reporting on [`raw`](Self::raw). Text that was clean already
/// is held once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    normal: String,
    origin: Option<Box<Origin>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Origin {
    raw: String,
    /// In order; what lies between two edits is the same in both strings.
    edits: Vec<Edit>,
}

/// A step of normalising: the text behind it and what it changed; `None` where nothing was to do.
type Step = fn(&str) -> Option<(String, Vec<Edit>)>;

impl Text {
    /// Normalises a paragraph or cell: HTML escapes read, legacy charsets and mojibake decoded where the text itself
    /// shows them beyond doubt, marks in order, NFC, one blank between words, lines joined, symbols closed up.
    #[must_use]
    pub fn new(raw: impl Into<String>) -> Self {
        Self::normalised(raw.into(), Vec::new(), None, true)
    }

    /// A paragraph of a word processor, normalised as by [`Text::new`], but that its "&lt;" is what somebody typed and
    /// no escape.
    #[must_use]
    pub fn typed(raw: impl Into<String>) -> Self {
        Self::normalised(raw.into(), Vec::new(), None, false)
    }

    /// A paragraph of runs with their fonts: text in a font made for a legacy charset is decoded by it, capitals
    /// included, then all is normalised as by [`Text::typed`].
    ///
    /// ```
    /// use kehoach_viet::{Font, Text};
    /// let text = Text::of_runs([("kÕ ho¹ch ", Font::of(".VnTimeH")), ("số 5", None)]);
    /// assert_eq!(text.normal(), "KẾ HOẠCH số 5");
    /// assert_eq!(text.raw_slice(0.."KẾ".len()), "kÕ");
    /// ```
    #[must_use]
    pub fn of_runs<'a>(runs: impl IntoIterator<Item = (&'a str, Option<Font>)>) -> Self {
        let (mut raw, mut fonts) = (String::new(), Vec::new());
        for (run, font) in runs {
            let start = raw.len();
            raw.push_str(run);
            fonts.extend(font.map(|font| (start..raw.len(), font)));
        }
        let mut writer = Writer::new(&raw);
        for (range, font) in fonts {
            let run = raw.get(range.clone()).unwrap_or_default();
            if let Some((decoded, edits)) = encoding::of_font(run, font) {
                writer.splice(range.start, &decoded, &edits);
            }
        }
        match writer.finish() {
            Some((decoded, edits)) => Self::normalised(raw, edits, Some(decoded), false),
            None => Self::normalised(raw, Vec::new(), None, false),
        }
    }

    /// A text that is decoded already, by these edits.
    pub(crate) fn of_decoded(raw: &str, edits: Vec<Edit>, decoded: &str) -> Self {
        if edits.is_empty() {
            Self::new(raw)
        } else {
            Self::normalised(raw.to_owned(), edits, Some(decoded.to_owned()), true)
        }
    }

    /// The steps in their order, each on the result of the one before; `decoded` is the text of `edits`, where there
    /// are any, and `escapes` says whether the source may be markup.
    fn normalised(raw: String, mut edits: Vec<Edit>, decoded: Option<String>, escapes: bool) -> Self {
        /// What one step mends can show what another has to ("Ｋ" made Latin, mojibake behind it); twice has been
        /// enough for all that was tried.
        const ROUNDS: usize = 4;
        let mut text = decoded;
        for _ in 0..ROUNDS {
            let needs = Needs::of(text.as_deref().unwrap_or(&raw));
            let mut changed = false;
            let mut step = |asked: bool, step: Step| {
                if asked && let Some((next, more)) = step(text.as_deref().unwrap_or(&raw)) {
                    edits = composed(std::mem::take(&mut edits), more);
                    text = Some(next);
                    changed = true;
                }
            };
            step(escapes && needs.unescaping(), escape::read);
            // Decoding comes before cleaning: a soft hyphen is "ư" in TCVN3.
            step(needs.decoding(), encoding::restore_line);
            step(needs.cleaning(), clean::clean);
            step(needs.closing_up(), symbol::close_up_all);
            step(needs.joining_years(), symbol::join_years);
            if !changed {
                break;
            }
        }
        match text {
            Some(normal) if !edits.is_empty() => {
                Self { normal, origin: Some(Box::new(Origin { raw, edits })) }
            }
            _ => Self { normal: raw, origin: None },
        }
    }

    /// The normalised text.
    #[must_use]
    pub fn normal(&self) -> &str {
        &self.normal
    }

    /// The normalised text alone.
    #[must_use]
    pub fn into_normal(self) -> String {
        self.normal
    }

    /// The text as it stood in the source.
    #[must_use]
    pub fn raw(&self) -> &str {
        self.origin.as_ref().map_or(&self.normal, |origin| &origin.raw)
    }

    /// What was changed, in order.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        self.origin.as_ref().map_or(&[], |origin| &origin.edits)
    }

    /// The bytes of the raw text that `normal` (bytes of the normal text) came from. A range that cuts into
    /// a changed stretch takes the whole of it.
    #[must_use]
    pub fn raw_span(&self, normal: Range<usize>) -> Range<usize> {
        let edits = self.edits();
        let at_or_before = |count: usize| count.checked_sub(1).and_then(|last| edits.get(last));
        let start = match at_or_before(edits.partition_point(|edit| edit.normal.start <= normal.start)) {
            Some(edit) if normal.start < edit.normal.end => edit.raw.start,
            Some(edit) => edit.raw.end + (normal.start - edit.normal.end),
            None => normal.start,
        };
        let end = match at_or_before(edits.partition_point(|edit| edit.normal.start < normal.end)) {
            Some(edit) if normal.end <= edit.normal.end => edit.raw.end,
            Some(edit) => edit.raw.end + (normal.end - edit.normal.end),
            None => normal.end,
        };
        start..end.max(start)
    }

    /// The raw text behind a range of the normal text.
    #[must_use]
    pub fn raw_slice(&self, normal: Range<usize>) -> &str {
        self.raw().get(self.raw_span(normal)).unwrap_or_default()
    }
}

impl From<&str> for Text {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.normal)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(raw: &str, normal: &str) {
        assert_eq!(Text::new(raw).normal(), normal);
    }

    #[test]
    fn blanks_become_one() {
        check("  Phòng\u{a0}Văn  hoá \t", "Phòng Văn hoá");
        check("a\u{200b}b\u{feff}", "ab");
    }

    #[test]
    fn lines_join_with_a_space() {
        check("của cả hệ thống chính\n\ntrị, đáp ứng", "của cả hệ thống chính trị, đáp ứng");
    }

    #[test]
    fn a_hyphen_at_a_line_end_stays_and_closes_up() {
        check("Kế hoạch số 02-\nKH/BCĐTW", "Kế hoạch số 02-KH/BCĐTW");
        check("số 02- \n\n KH/BCĐTW", "số 02-KH/BCĐTW");
        check("Phòng VH-\n\nXH", "Phòng VH-XH");
    }

    #[test]
    fn no_join_behind_a_dash_between_words() {
        check("thống nhất -\ndùng chung", "thống nhất - dùng chung");
    }

    #[test]
    fn letters_of_other_scripts_are_mended_inside_latin_words_only() {
        check("K\u{435} hoạch", "Ke hoạch");
        check("Ðề án", "Đề án");
        check("\u{420}\u{43e}\u{441}\u{441}\u{438}\u{44f}", "\u{420}\u{43e}\u{441}\u{441}\u{438}\u{44f}");
    }

    #[test]
    fn nothing_is_made_compatible() {
        check("25 m² … ≥ 50%", "25 m² … ≥ 50%");
    }

    #[test]
    fn the_symbol_repair_maps_back_over_the_line_end() {
        let text = Text::new("Kế hoạch số:  507/KH-\n UBND ngày");
        assert_eq!(text.normal(), "Kế hoạch số: 507/KH-UBND ngày");
        let at = text.normal().find("507").unwrap();
        assert_eq!(text.raw_slice(at..at + 11), "507/KH-\n UBND");
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(raw in "[a-zA-ZđĐàáảạăâ0-9 \n\t/\u{300}\u{301}\u{302}\u{306}\u{a0}.,:;()-]{0,60}") {
            let once = Text::new(raw);
            let twice = Text::new(once.normal());
            prop_assert_eq!(once.normal(), twice.normal());
        }

        #[test]
        fn never_panics_and_every_range_maps(raw in "\\PC{0,40}|[ -~\u{300}-\u{31b}\n]{0,40}") {
            let text = Text::new(raw.clone());
            prop_assert_eq!(text.raw(), raw.as_str());
            let ends: Vec<usize> = text.normal().char_indices().map(|(at, _)| at).chain([text.normal().len()]).collect();
            let mut last = 0;
            for pair in ends.windows(2) {
                let span = text.raw_span(pair[0]..pair[1]);
                prop_assert!(raw.get(span.clone()).is_some(), "{span:?} is no range of the raw text");
                prop_assert!(span.end >= last);
                last = span.end;
            }
        }

        #[test]
        fn unchanged_letters_map_to_themselves(raw in "[a-z0-9ạếữ \n/-]{0,60}") {
            let text = Text::new(raw.clone());
            for (at, c) in text.normal().char_indices().filter(|(_, c)| c.is_alphanumeric()) {
                let span = text.raw_span(at..at + c.len_utf8());
                prop_assert!(raw[span].contains(c));
            }
        }
    }
}
