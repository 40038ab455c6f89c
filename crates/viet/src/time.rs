//! Deadlines: when something is due, in the words of plans.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::{PartialDate, find_dates, pattern, roman};

/// A deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    /// What sort of time it is.
    pub kind: TimeKind,
    /// First day, where there is one.
    pub start: Option<PartialDate>,
    /// Last day, where there is one.
    pub end: Option<PartialDate>,
}

/// Sort of a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeKind {
    /// "trước ngày 15/6/2026".
    Date,
    /// "Tháng 10/2026".
    Month,
    /// "Quý I/2026".
    Quarter,
    /// "2026", "đến năm 2030".
    Year,
    /// "2025-2026", "Quý II-III/2026", "6 tháng đầu năm 2026".
    Range,
    /// "Từ năm 2026", "2025 và những năm tiếp theo".
    From,
    /// "Hằng năm", "hàng quý".
    Recurring,
    /// "Thường xuyên".
    Ongoing,
    /// "thực hiện ngay".
    Immediate,
    /// "Theo hướng dẫn của …", and words that name no time.
    Conditional,
}

static CONDITION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:thực hiện|triển khai|hoàn thành) )?(?:theo|khi|sau khi|ngay sau|ngay khi|sau|tùy|tuỳ|căn cứ)\b",
    )
});
static QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"quý\s*((?:iv|i{1,3}|[1-4])(?:\s*(?:-|–|,|và|đến|\+)\s*(?:quý\s*)?(?:iv|i{1,3}|[1-4])\b)*)(?:\s*(?:/|-|,|\.)?\s*(?:năm\s*)?((?:19|20)[0-9]{2}))?",
    )
});
/// "QI/2026", "Q.2/2026", "III/2026".
static SHORT_QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:q\.? ?(?<digit>iv|i{1,3}|[1-4])|(?<roman>iv|i{1,3}))\s*/\s*(?<year>(?:19|20)[0-9]{2})$")
});
/// Several months of one year: "Tháng 3, 6, 9/2026".
static MONTH_LIST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:các )?tháng ([0-9]{1,2})(?:\s*,\s*[0-9]{1,2})*\s*(?:,|và)\s*([0-9]{1,2})\s*(?:/|năm)\s*((?:19|20)[0-9]{2})$",
    )
});
/// "01/3 - 30/6/2026", "từ ngày 01 - 15/3/2026": the year stands once.
static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b([0-9]{1,2})(?:/([0-9]{1,2}))?\s*(?:-|–|đến(?: ngày)?)\s*([0-9]{1,2})/([0-9]{1,2})/((?:19|20)[0-9]{2})\b",
    )
});
/// "6 tháng đầu năm 2026", "9 tháng năm 2026", "nửa cuối năm 2026".
static PART_OF_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?:0?(?<digit>[369])|(?<word>ba|sáu|chín)) tháng(?: (?<side>đầu|cuối))?|nửa (?<half>đầu|cuối))(?: năm)?(?:\s*/?\s*(?<year>(?:19|20)[0-9]{2}))?",
    )
});
/// A day of no year: "trước 30/6", "ngày 10 tháng 10".
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:hoàn thành |xong |thực hiện )?(?:trước|đến|chậm nhất(?: là)?|trong)\s*)?(?:ngày\s*)?([0-9]{1,2})\s*(?:/|tháng)\s*([0-9]{1,2})$",
    )
});
/// Years of a list: "2026, 2027", "năm 2025 và năm 2026".
static YEAR_LIST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b((?:19|20)[0-9]{2})\s*(?:(?:,|và|;)\s*(?:năm\s*)?(?:19|20)[0-9]{2}\s*)*(?:,|và|;)\s*(?:năm\s*)?((?:19|20)[0-9]{2})\b",
    )
});
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:tháng\s*|^t|^|[-–]\s*)([0-9]{1,2})(?:\s*(?:-|–|,|và|đến)\s*(?:tháng\s*|t)?([0-9]{1,2}))?\s*(?:/|-|năm)\s*(?:năm\s*)?((?:19|20)[0-9]{2})",
    )
});
static BARE_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:trong |trước )?tháng\s*[0-9]{1,2}(?:\s*(?:,|và|-|–)\s*(?:tháng\s*)?[0-9]{1,2})*$")
});
static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b((?:19|20)[0-9]{2})\s*(?:-|–|—|đến(?: hết)?(?: năm)?|tới)\s*((?:19|20)[0-9]{2})\b")
});
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b((?:19|20)[0-9]{2})\b"));
static IMPOSSIBLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]\s*/\s*(?:19|20)[0-9]{2}\b"));
static RECURRING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:hàng|hằng|mỗi|từng)\s*(?:năm|quý|tháng|tuần|ngày|kỳ)|định kỳ|\b[0-9]+ (?:tháng|quý|năm)(?:/| một )lần|lần/(?:năm|quý|tháng)",
    )
});

impl Time {
    /// Reads a whole cell; `None` only for an empty one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches(['.', ';', ',']).trim_end();
        if text.is_empty() {
            return None;
        }
        // "Qúy", "Quí" and "QI/" are slips and short forms of "Quý".
        let lower = text.to_lowercase().replace("qúy", "quý").replace("quí", "quý");
        let lower = SHORT_QUARTER.replace(&lower, "quý $digit$roman/$year").replace('(', " ");
        let ongoing = lower.contains("thường xuyên") || lower.contains("liên tục");
        if CONDITION.is_match(&lower) && !ongoing {
            return Some(Self::without_days(TimeKind::Conditional));
        }
        if ongoing {
            let year = Self::of_dates(&lower).or_else(|| Self::of_calendar(&lower));
            return Some(Self {
                kind: TimeKind::Ongoing,
                start: year.and_then(|t| t.start),
                end: year.and_then(|t| t.end),
            });
        }
        if RECURRING.is_match(&lower) {
            return Some(Self::without_days(TimeKind::Recurring));
        }
        let found = Self::of_dates(&lower)
            .or_else(|| DAY.captures(&lower).and_then(|found| Self::of_day(&found)))
            .or_else(|| Self::of_calendar(&lower));
        Some(found.unwrap_or_else(|| {
            let now = lower.split_whitespace().any(|word| word.trim_matches(',') == "ngay");
            Self::without_days(if now { TimeKind::Immediate } else { TimeKind::Conditional })
        }))
    }

    fn without_days(kind: TimeKind) -> Self {
        Self { kind, start: None, end: None }
    }

    /// "trước ngày 30/6/2026", "từ ngày 01/3/2026 đến ngày 30/6/2026".
    fn of_dates(lower: &str) -> Option<Self> {
        if let Some(found) = DAYS.captures(lower) {
            let number = |at: usize| found.get(at).and_then(|part| part.as_str().parse::<u16>().ok());
            let small = |at: usize| number(at).and_then(|number| u8::try_from(number).ok());
            let end = PartialDate::new(small(3)?, small(4)?, number(5)?);
            let start = PartialDate::new(small(1)?, small(2).or(small(4))?, number(5)?);
            if start.is_some() && end.is_some() {
                return Some(Self { kind: TimeKind::Range, start, end });
            }
        }
        let dates: Vec<PartialDate> =
            find_dates(lower).map(|found| found.date).filter(|date| date.iso().is_some()).collect();
        match dates.as_slice() {
            [] => None,
            [day] if starts_with_from(lower) => {
                Some(Self { kind: TimeKind::From, start: Some(*day), end: None })
            }
            [day] if is_until(lower) => Some(Self { kind: TimeKind::Date, start: None, end: Some(*day) }),
            [day] => Some(Self { kind: TimeKind::Date, start: Some(*day), end: Some(*day) }),
            [first, .., last] => Some(Self { kind: TimeKind::Range, start: Some(*first), end: Some(*last) }),
        }
    }

    /// A day whose year stands elsewhere: the kind is known, the date is not.
    fn of_day(found: &Captures<'_>) -> Option<Self> {
        /// Any leap year: which one is not known.
        const LEAP: u16 = 2024;
        let part = |at: usize| found.get(at).and_then(|part| part.as_str().parse::<u8>().ok());
        PartialDate::new(part(1)?, part(2)?, LEAP).map(|_| Self::without_days(TimeKind::Date))
    }

    /// Quarters, halves, months and years.
    fn of_calendar(lower: &str) -> Option<Self> {
        Self::of_quarters(lower)
            .or_else(|| PART_OF_YEAR.captures(lower).and_then(|found| Self::of_part(&found)))
            .or_else(|| Self::of_months(lower))
            .or_else(|| Self::of_years(lower))
            .or_else(|| matches!(lower, "cả năm" | "trong năm").then(|| Self::without_days(TimeKind::Year)))
    }

    fn of_quarters(lower: &str) -> Option<Self> {
        let mut quarters = Vec::new();
        for found in QUARTER.captures_iter(lower) {
            let year = found.get(2).and_then(|year| year.as_str().parse::<u16>().ok());
            let names = found.get(1)?.as_str().replace("quý", " ").replace("và", " ").replace("đến", " ");
            for name in names.split(|c: char| !c.is_alphanumeric()).filter(|name| !name.is_empty()) {
                let quarter = roman(&name.to_uppercase()).or_else(|| name.parse().ok())?;
                quarters.push((u8::try_from(quarter).ok()?, year));
            }
        }
        let (&(first, first_year), &(last, last_year)) = (quarters.first()?, quarters.last()?);
        // "Quý I, Quý II/2026": the year stands once, behind the last.
        let first_year = first_year.or(last_year);
        let start = first_year.and_then(|year| PartialDate::month_start(first * 3 - 2, year));
        let end = last_year.and_then(|year| PartialDate::month_end(last * 3, year));
        if quarters.len() > 1 {
            return Some(Self { kind: TimeKind::Range, start, end });
        }
        Some(Self { kind: TimeKind::Quarter, start, end }.bounded(lower))
    }

    fn of_part(found: &Captures<'_>) -> Option<Self> {
        let name = |name: &str| found.name(name).map(|part| part.as_str());
        let year = name("year").and_then(|year| year.parse::<u16>().ok());
        let side = name("side").or(name("half"));
        // "trong 3 tháng" is no part of a year.
        if side.is_none() && year.is_none() {
            return None;
        }
        let months = match (name("digit"), name("word")) {
            (Some("3"), _) | (_, Some("ba")) => 3,
            (Some("9"), _) | (_, Some("chín")) => 9,
            _ => 6,
        };
        let (first, last) = if side == Some("cuối") { (13 - months, 12) } else { (1, months) };
        Some(Self {
            kind: TimeKind::Range,
            start: year.and_then(|year| PartialDate::month_start(first, year)),
            end: year.and_then(|year| PartialDate::month_end(last, year)),
        })
    }

    fn of_months(lower: &str) -> Option<Self> {
        if let Some(found) = MONTH_LIST.captures(lower) {
            let number = |at: usize| found.get(at).and_then(|part| part.as_str().parse::<u16>().ok());
            let month = |at: usize| number(at).and_then(|number| u8::try_from(number).ok());
            let start = PartialDate::month_start(month(1)?, number(3)?);
            return Some(Self {
                kind: TimeKind::Range,
                start,
                end: PartialDate::month_end(month(2)?, number(3)?),
            });
        }
        let mut months = Vec::new();
        for found in MONTH.captures_iter(lower) {
            let year: u16 = found.get(3)?.as_str().parse().ok()?;
            let first: u8 = found.get(1)?.as_str().parse().ok()?;
            let last: u8 = found.get(2).and_then(|last| last.as_str().parse().ok()).unwrap_or(first);
            months.push((
                PartialDate::month_start(first, year)?,
                PartialDate::month_end(last, year)?,
                first == last,
            ));
        }
        match months.as_slice() {
            [] => BARE_MONTH.is_match(lower).then_some(Self::without_days(TimeKind::Month)),
            [(start, end, true)] => {
                Some(Self { kind: TimeKind::Month, start: Some(*start), end: Some(*end) }.bounded(lower))
            }
            [(start, ..), ..] => Some(Self {
                kind: TimeKind::Range,
                start: Some(*start),
                end: months.last().map(|last| last.1),
            }),
        }
    }

    fn of_years(lower: &str) -> Option<Self> {
        // "30/02/2026", "Tháng 13/2026": a day or month that the calendar does not have is no year either.
        if IMPOSSIBLE.is_match(lower) {
            return None;
        }
        if let Some(found) = YEARS.captures(lower).or_else(|| YEAR_LIST.captures(lower)) {
            let (first, last) = (found.get(1)?.as_str().parse().ok()?, found.get(2)?.as_str().parse().ok()?);
            let (start, end) = (PartialDate::month_start(1, first), PartialDate::month_end(12, last));
            if goes_on(lower) {
                return Some(Self { kind: TimeKind::From, start, end: None });
            }
            return Some(Self { kind: TimeKind::Range, start, end });
        }
        let year = YEAR.captures(lower)?.get(1)?.as_str().parse().ok()?;
        Some(
            Self {
                kind: TimeKind::Year,
                start: PartialDate::month_start(1, year),
                end: PartialDate::month_end(12, year),
            }
            .bounded(lower),
        )
    }

    /// "Từ …" has no end, "đến …" has no start; "trước quý II" ends the day before the quarter begins.
    fn bounded(self, lower: &str) -> Self {
        if starts_with_from(lower) || goes_on(lower) {
            return Self { kind: TimeKind::From, end: None, ..self };
        }
        if lower.starts_with("trước ") || lower.contains(" trước ") {
            return Self { start: None, end: self.start.and_then(PartialDate::day_before), ..self };
        }
        if is_until(lower) {
            return Self { start: None, ..self };
        }
        self
    }
}

/// "… và những năm tiếp theo", "… trở đi".
fn goes_on(lower: &str) -> bool {
    ["năm tiếp theo", "các năm sau", "những năm sau", "trở đi"].iter().any(|words| lower.contains(words))
}

fn starts_with_from(lower: &str) -> bool {
    if lower.starts_with("từ nay") {
        return false;
    }
    ["từ ", "bắt đầu từ ", "kể từ ", "thực hiện từ ", "triển khai từ "]
        .iter()
        .any(|word| lower.starts_with(word))
}

fn is_until(lower: &str) -> bool {
    [
        "trước ",
        "đến ",
        "từ nay",
        "chậm nhất",
        "xong trước",
        "hoàn thành trước",
        "không quá ngày",
        "chậm nhất là",
    ]
    .iter()
    .any(|word| lower.starts_with(word) || lower.contains(&format!(" {word}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let time = Time::parse(text).unwrap();
        let day = |date: Option<PartialDate>| date.and_then(PartialDate::iso).unwrap_or_default();
        format!("{:?} {}..{}", time.kind, day(time.start), day(time.end))
    }

    #[test]
    fn deadlines() {
        for (text, want) in [
            ("2026", "Year 2026-01-01..2026-12-31"),
            ("2026.", "Year 2026-01-01..2026-12-31"),
            ("Năm 2024", "Year 2024-01-01..2024-12-31"),
            ("Đến năm 2030", "Year ..2030-12-31"),
            ("Quý I/2026", "Quarter 2026-01-01..2026-03-31"),
            ("Quý 1/2026", "Quarter 2026-01-01..2026-03-31"),
            ("Quý IV năm 2026", "Quarter 2026-10-01..2026-12-31"),
            ("Quý II-III/2026", "Range 2026-04-01..2026-09-30"),
            ("Quý I, Quý II/2026", "Range 2026-01-01..2026-06-30"),
            ("Quý II", "Quarter .."),
            ("Tháng 10/2026", "Month 2026-10-01..2026-10-31"),
            ("6/2025", "Month 2025-06-01..2025-06-30"),
            ("Trước tháng 6/2025", "Month ..2025-05-31"),
            ("Trước Quý II/2026", "Quarter ..2026-03-31"),
            ("Qúy III/2026", "Quarter 2026-07-01..2026-09-30"),
            ("QI/2026", "Quarter 2026-01-01..2026-03-31"),
            ("III/2026", "Quarter 2026-07-01..2026-09-30"),
            ("Quý III.2026", "Quarter 2026-07-01..2026-09-30"),
            ("T3/2026", "Month 2026-03-01..2026-03-31"),
            ("Tháng 3, 6, 9/2026", "Range 2026-03-01..2026-09-30"),
            ("01/3 - 30/6/2026", "Range 2026-03-01..2026-06-30"),
            ("Từ ngày 01 - 15/3/2026", "Range 2026-03-01..2026-03-15"),
            ("30/02/2026", "Conditional .."),
            ("Tháng 13/2026", "Conditional .."),
            ("Tháng 2 năm 2028", "Month 2028-02-01..2028-02-29"),
            ("Từ tháng 3 đến tháng 6/2026", "Range 2026-03-01..2026-06-30"),
            ("2025-2026", "Range 2025-01-01..2026-12-31"),
            ("2025 - 2026", "Range 2025-01-01..2026-12-31"),
            ("Giai đoạn 2026-2030", "Range 2026-01-01..2030-12-31"),
            ("Từ năm 2026", "From 2026-01-01.."),
            ("Từ 2026", "From 2026-01-01.."),
            ("2025 và những năm tiếp theo", "From 2025-01-01.."),
            ("Trước ngày 30/6/2026", "Date ..2026-06-30"),
            ("ngày 15 tháng 5 năm 2026", "Date 2026-05-15..2026-05-15"),
            ("Từ ngày 01/3/2026 đến ngày 30/6/2026", "Range 2026-03-01..2026-06-30"),
            ("6 tháng đầu năm 2026", "Range 2026-01-01..2026-06-30"),
            ("Hằng năm", "Recurring .."),
            ("Hàng quý", "Recurring .."),
            ("Thường xuyên", "Ongoing .."),
            ("Thường xuyên, trong năm 2026", "Ongoing 2026-01-01..2026-12-31"),
            ("thực hiện ngay và thường xuyên.", "Ongoing .."),
            ("Triển khai thực hiện ngay", "Immediate .."),
            ("Ngay sau khi Bộ công bố", "Conditional .."),
            ("Theo hướng dẫn của Bộ Nội vụ năm 2026", "Conditional .."),
            ("Khi có yêu cầu xây dựng", "Conditional .."),
            ("Phòng VH-XH", "Conditional .."),
            ("Q1/2026", "Quarter 2026-01-01..2026-03-31"),
            ("T1-T3/2026", "Range 2026-01-01..2026-03-31"),
            ("9 tháng năm 2026", "Range 2026-01-01..2026-09-30"),
            ("06 tháng cuối năm 2026", "Range 2026-07-01..2026-12-31"),
            ("3 tháng cuối năm 2026", "Range 2026-10-01..2026-12-31"),
            ("nửa đầu năm 2026", "Range 2026-01-01..2026-06-30"),
            ("6 tháng đầu năm", "Range .."),
            ("trong 3 tháng", "Conditional .."),
            ("Quý II-III", "Range .."),
            ("Trước 30/6", "Date .."),
            ("ngày 10 tháng 10", "Date .."),
            ("31/02", "Conditional .."),
            ("Ngày chuyển đổi số quốc gia 10/10", "Conditional .."),
            ("2025 và 2026", "Range 2025-01-01..2026-12-31"),
            ("Năm 2026, 2027", "Range 2026-01-01..2027-12-31"),
            ("2026-2030 và các năm tiếp theo", "From 2026-01-01.."),
            ("từ nay đến hết năm 2026", "Year ..2026-12-31"),
            ("tháng 6, tháng 12", "Month .."),
            ("cả năm", "Year .."),
            ("Quý I/2026 (trước ngày 31/3/2026)", "Date ..2026-03-31"),
            ("Trước ngày 15 hằng tháng", "Recurring .."),
            ("định kỳ 06 tháng, năm", "Recurring .."),
        ] {
            assert_eq!(shown(text), want, "{text}");
        }
        assert_eq!(Time::parse(" . "), None);
    }
}
