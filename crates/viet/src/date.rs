//! Dates as documents print them, blanks for the signature stamp included.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// What stands of a date; a part that is blank in print is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// 1 to 31.
    pub day: Option<u8>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// Four digits.
    pub year: Option<u16>,
}

impl PartialDate {
    /// The whole date, if the calendar has it.
    #[must_use]
    pub fn new(day: u8, month: u8, year: u16) -> Option<Self> {
        let last = days_in(month, year)?;
        ((1..=last).contains(&day) && (1900..2100).contains(&year)).then_some(Self {
            day: Some(day),
            month: Some(month),
            year: Some(year),
        })
    }

    /// ISO 8601, only where day, month and year all stand and the calendar has that day.
    #[must_use]
    pub fn iso(self) -> Option<String> {
        let date = Self::new(self.day?, self.month?, self.year?)?;
        Some(format!("{:04}-{:02}-{:02}", date.year?, date.month?, date.day?))
    }

    /// As much of ISO 8601 as stands, from the year on: "2026-01", "2026".
    #[must_use]
    pub fn partial_iso(self) -> Option<String> {
        let year = self.year?;
        match (self.month, self.day) {
            (Some(month), Some(day)) if Self::new(day, month, year).is_some() => {
                Some(format!("{year:04}-{month:02}-{day:02}"))
            }
            (Some(month), _) => Some(format!("{year:04}-{month:02}")),
            _ => Some(format!("{year:04}")),
        }
    }

    /// First day of a month.
    #[must_use]
    pub fn month_start(month: u8, year: u16) -> Option<Self> {
        Self::new(1, month, year)
    }

    /// The day before a whole date.
    #[must_use]
    pub fn day_before(self) -> Option<Self> {
        let (day, month, year) = (self.day?, self.month?, self.year?);
        match (day, month) {
            (1, 1) => Self::new(31, 12, year.checked_sub(1)?),
            (1, _) => Self::month_end(month - 1, year),
            _ => Self::new(day - 1, month, year),
        }
    }

    /// Last day of a month.
    #[must_use]
    pub fn month_end(month: u8, year: u16) -> Option<Self> {
        Self::new(days_in(month, year)?, month, year)
    }
}

fn days_in(month: u8, year: u16) -> Option<u8> {
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(leap),
        _ => return None,
    })
}

/// A date in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMatch {
    /// What stands of it.
    pub date: PartialDate,
    /// Bytes of the text, "ngày" included.
    pub range: Range<usize>,
}

/// "ngày 31/12/2025", "31/12/2025", "ngày 31 tháng 12 năm 2025", "ngày      tháng 01 năm 2026",
/// "ngày      /02/2024", "ngày15 tháng 5 năm 2026", dotted and dashed forms.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a constant of this file, compiled in a test")]
    Regex::new(
        r"(?x)
        (?P<word>[Nn]gày|NGÀY)? [\s.…]*
        (?:
            (?P<d1>[0-9]{0,2}) \s*/\s* (?P<m1>[0-9]{0,2}) \s*/\s* (?P<y1>(?:19|20)[0-9]{2})
          | (?P<d2>[0-9]{0,2}) [\s.…]* (?:[Tt]háng|THÁNG) [\s.…]* (?P<m2>[0-9]{0,2}) [\s.…]* ,? \s* (?:[Nn]ăm|NĂM) [\s.…]* (?P<y2>(?:19|20)[0-9]{2})?
          | (?P<d3>[0-9]{1,2}) (?:[.-]) (?P<m3>[0-9]{1,2}) (?:[.-]) (?P<y3>(?:19|20)[0-9]{2})
        )",
    )
    .expect("a constant pattern")
});

/// Every date of a text in order, blank ones included. Impossible days keep their parts but give no ISO date.
pub fn find_dates(text: &str) -> impl Iterator<Item = DateMatch> + '_ {
    DATE.captures_iter(text).filter_map(|found| {
        let whole = found.get(0)?;
        // Digits that run on before or behind belong to a number, not to a date.
        let before = text.get(..whole.start())?.chars().next_back();
        let after = text.get(whole.end()..)?.chars().next();
        let runs_on = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '/');
        if found.name("word").is_none() && runs_on(before) || runs_on(after) {
            return None;
        }
        let part =
            |names: [&str; 3]| names.iter().find_map(|name| found.name(name)).map(|part| part.as_str());
        let small = |names| part(names).and_then(|part| part.parse::<u8>().ok());
        let date = PartialDate {
            day: small(["d1", "d2", "d3"]).filter(|day| (1..=31).contains(day)),
            month: small(["m1", "m2", "m3"]).filter(|month| (1..=12).contains(month)),
            year: part(["y1", "y2", "y3"]).and_then(|year| year.parse().ok()),
        };
        // Without "ngày" a bare "/2026" or "tháng 5 năm 2026" is a month, not a date of issue.
        if found.name("word").is_none() && (date.day.is_none() || date.month.is_none()) {
            return None;
        }
        let trimmed = whole.as_str().trim_end_matches(|c: char| c.is_whitespace() || c == '.' || c == '…');
        let lead = trimmed.len() - trimmed.trim_start().len();
        Some(DateMatch { date, range: whole.start() + lead..whole.start() + trimmed.len() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        find_dates(text)
            .map(|m| (text[m.range].to_owned(), m.date.partial_iso().unwrap_or_default()))
            .collect()
    }

    #[test]
    fn whole_dates() {
        let text = "ngày 31/12/2025, ngày 05 tháng 01 năm 2020; 3/6/2020. Nghệ An, ngày15 tháng 5 năm 2026";
        let iso: Vec<String> = found(text).into_iter().map(|(_, iso)| iso).collect();
        assert_eq!(iso, ["2025-12-31", "2020-01-05", "2020-06-03", "2026-05-15"]);
    }

    #[test]
    fn blank_dates() {
        assert_eq!(
            found("Nghệ An, ngày tháng 01 năm 2026"),
            [("ngày tháng 01 năm 2026".into(), "2026-01".into())]
        );
        assert_eq!(found("ngày      /02/2024 của"), [("ngày      /02/2024".into(), "2024-02".into())]);
        assert_eq!(found("ngày tháng năm 2026"), [("ngày tháng năm 2026".into(), "2026".into())]);
        assert_eq!(found("ngày … tháng … năm 2026"), [("ngày … tháng … năm 2026".into(), "2026".into())]);
    }

    #[test]
    fn impossible_days_give_no_iso_date() {
        let date = find_dates("ngày 31/02/2025").next().unwrap().date;
        assert_eq!((date.iso(), date.partial_iso()), (None, Some("2025-02".into())));
    }

    #[test]
    fn no_date_in_numbers() {
        for text in ["số 1174/2025/QĐ-UBND", "tháng 5 năm 2026", "112/12/2025", "Quý 1/2026", "24/24"] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
