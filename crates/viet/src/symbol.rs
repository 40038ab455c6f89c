//! Blanks that have no business inside a document symbol, a date or a year.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::edit::{Change, Edit, Writer};
use crate::pattern;

/// A document symbol with its number, or with the number left blank behind "Số".
///
/// `\d+` and a separator open it, so "Văn phòng HĐND - UBND xã" is never touched. Two blanks round a hyphen
/// are allowed only behind a slash ("/KH - SNV") or in front of "TYPE/" ("02 - KH/TU"). The line pattern
/// stands in facts measured on real plans: "/KH- SNV", "02- KH/BCĐTW", "164/TTr- SKHCN", "2463 /QĐ - UBND".
static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
    let group = "[A-ZĐƯ][A-Za-zĐđƯưÔôƠơ0-9&]*";
    let state = format!(
        r"(?: ?/ ?(?:19|20)[0-9]{{2}})? ?/ ?{group}(?: ?- ?[A-ZĐƯ]{{2}}[A-Za-zĐđƯưÔôƠơ0-9&]*)?(?:- ?{group})?"
    );
    let party = format!(r"(?:- ?| -){group} ?/ ?{group}(?:-{group})?| - {group}/{group}");
    pattern(&format!(
        r"(?:(?:^|[^0-9/.,])[0-9]{{1,5}}[a-zđ]?(?:{state}|{party})|(?:[Ss]ố|SỐ) ?:? ?/ ?{group} ?- ?{group})"
    ))
});

/// Day, month and year, or month (quarter) and year, with blanks round the slashes.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^|[^0-9/])((?:[0-9]{1,2} ?/ ?)?(?:[0-9]{1,2}|[IV]{1,3}) ?/ ?(?:19|20)[0-9]{2})(?:[^0-9]|$)")
});

/// A year broken by a blank, told by the word before it.
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:[Nn]ăm|NĂM|[Tt]ầm nhìn|TẦM NHÌN) ([0-9]{1,3} [0-9]{1,3})(?:[^0-9]|$)"));

/// Document symbols and dates without blanks inside; `None` where none has any.
pub(crate) fn close_up_all(text: &str) -> Option<(String, Vec<Edit>)> {
    if !has_blank_by_separator(text) {
        return None;
    }
    let mut found: Vec<(Range<usize>, Change)> = Vec::new();
    // A symbol has the capitals of a type or an issuer: "1/ Họp" is a label.
    let capitals = |text: &str| text.chars().filter(|c| c.is_uppercase()).count();
    for whole in SYMBOL.find_iter(text).filter(|whole| capitals(whole.as_str()) >= 2) {
        collect(text, whole.range(), Change::Symbol, &mut found);
    }
    let mut at = 0;
    while let Some(whole) = DATE.captures_at(text, at).and_then(|found| found.get(1)) {
        collect(text, whole.range(), Change::Date, &mut found);
        // The character behind a date may stand before the next.
        at = whole.end();
    }
    found.sort_by_key(|(range, _)| range.start);
    let mut writer = Writer::new(text);
    let mut end = 0;
    for (range, change) in found {
        if range.start >= end {
            end = range.end;
            writer.replace(range, "", change);
        }
    }
    writer.finish()
}

/// Years without blanks inside; `None` where none has any.
pub(crate) fn join_years(text: &str) -> Option<(String, Vec<Edit>)> {
    let mut writer = Writer::new(text);
    for year in YEAR.captures_iter(text).filter_map(|found| found.get(1)) {
        let closed = year.as_str().replace(' ', "");
        if closed.len() == 4 && (closed.starts_with("19") || closed.starts_with("20")) {
            writer.replace(year.range(), &closed, Change::Year);
        }
    }
    writer.finish()
}

/// Closes up a printed symbol: "164/TTr- SKHCN" gives "164/TTr-SKHCN".
#[must_use]
pub fn close_up(symbol: &str) -> String {
    symbol.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every blank beside a separator inside `range` is one replacement, so the map stays fine-grained.
fn collect(text: &str, range: Range<usize>, change: Change, found: &mut Vec<(Range<usize>, Change)>) {
    let Some(part) = text.get(range.clone()) else { return };
    // The pattern starts at "Số" or one character before the digits; blanks there are none of the symbol's.
    let from = part.find(|c: char| c.is_ascii_digit() || c == '/' || matches!(c, 'I' | 'V')).unwrap_or(0);
    let bytes = part.as_bytes();
    let separator = |at: usize| bytes.get(at).is_some_and(|b| matches!(b, b'/' | b'-'));
    for (at, _) in part.match_indices(' ').filter(|&(at, _)| at > from) {
        if separator(at + 1) || separator(at.wrapping_sub(1)) {
            let at = range.start + at;
            found.push((at..at + 1, change));
        }
    }
}

fn has_blank_by_separator(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'/', b'-', bytes).any(|at| {
        let blank = |at: usize| bytes.get(at) == Some(&b' ');
        let digit_or_slash = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_digit() || *b == b'/');
        // " - " between words is everywhere; only a blank beside a slash, or on one side of a hyphen behind
        // a digit or a mark, can be damage.
        if bytes.get(at) == Some(&b'/') {
            blank(at + 1) || blank(at.wrapping_sub(1))
        } else {
            blank(at + 1) != blank(at.wrapping_sub(1))
                || (blank(at + 1) && near_slash(bytes, at))
                || (blank(at.wrapping_sub(1)) && digit_or_slash(at.wrapping_sub(2)))
        }
    })
}

/// Whether a slash stands within the length of a type mark of `at`.
fn near_slash(bytes: &[u8], at: usize) -> bool {
    const TYPE_MARK: usize = 12;
    let window =
        bytes.get(at.saturating_sub(TYPE_MARK)..(at + TYPE_MARK).min(bytes.len())).unwrap_or_default();
    window.contains(&b'/')
}

#[cfg(test)]
mod tests {
    use crate::Text;

    #[track_caller]
    fn check(raw: &str, normal: &str) {
        assert_eq!(Text::new(raw).normal(), normal);
    }

    #[test]
    fn symbols_close_up() {
        check("Số: /KH- SNV", "Số: /KH-SNV");
        check("Số:         /KH - SNV           Nghệ An", "Số: /KH-SNV Nghệ An");
        check("Kế hoạch số 507/KH- UBND ngày", "Kế hoạch số 507/KH-UBND ngày");
        check("Kế hoạch số 02- KH/BCĐTW", "Kế hoạch số 02-KH/BCĐTW");
        check("số 02 -KH/TU", "số 02-KH/TU");
        check("164/TTr- SKHCN", "164/TTr-SKHCN");
        check("57- NQ/TW", "57-NQ/TW");
        check("1578/SGDĐT- CTTT", "1578/SGDĐT-CTTT");
        check("Số: 2463 /QĐ - UBND", "Số: 2463/QĐ-UBND");
        check("Nghị định số 32/2020/NĐ- CP ngày", "Nghị định số 32/2020/NĐ-CP ngày");
        check("số 30 /2008 /NQ-CP", "số 30/2008/NQ-CP");
    }

    #[test]
    fn dashes_between_words_stay() {
        for text in [
            "Văn phòng HĐND - UBND xã",
            "1. Mạng - IoT",
            "rộng 10 - UBND xã",
            "kinh tế - xã hội",
            "và/ hoặc",
            "50 - 80%",
            "24/24 - 7",
            "1/ Họp giao ban",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn dates_and_years_close_up() {
        check("Quý 1/ 2026", "Quý 1/2026");
        check("ngày10 /3/2026", "ngày10/3/2026");
        check("Quý I/ 2026", "Quý I/2026");
        check("định hướng đến năm 203 5;", "định hướng đến năm 2035;");
        check("năm 20 23", "năm 2023");
    }

    #[test]
    fn no_year_is_made_of_other_numbers() {
        for text in ["năm 300 5", "Năm 201 5000", "trong năm 15 2", "năm 2026 10 xã"] {
            check(text, text);
        }
    }
}
