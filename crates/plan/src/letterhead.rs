//! Number, date and bodies of a letterhead, in any reading order of its two columns.

use std::sync::LazyLock;

use kehoach_model::NumberStatus;
use kehoach_viet::{PartialDate, close_up, find_dates, key};
use regex::Regex;

use crate::{data::pattern, parts::Line};

/// What a letterhead says.
#[derive(Debug, Default, Clone)]
pub(crate) struct Letterhead {
    pub(crate) number: Number,
    pub(crate) date: Option<PartialDate>,
    pub(crate) place: Option<String>,
    /// Bodies from the highest to the lowest, each with its lines joined.
    pub(crate) bodies: Vec<String>,
}

/// The document's own number.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) status: NumberStatus,
    pub(crate) number: Option<String>,
    pub(crate) symbol: Option<String>,
}

/// "Số: 1174/KH-UBND", "Số:      /KH-SNV", "Số 127-QĐ/TW", "Số    -KH/TU".
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:S[ốỐôÔóÓồỒ]|số)\s*:?\s*(?P<digits>[0-9]{1,5}[a-zđ]?(?:/(?:19|20)[0-9]{2})?)?[\s.…_]*(?P<separator>[/-])\s*(?P<symbol>[A-ZĐƯ][A-Za-zĐđƯưÔôÂâ0-9&]*(?:\s?[-–/]\s?[A-ZĐƯ][A-Za-zĐđƯưÔôÂâ0-9&]*)*)",
    )
});

impl Number {
    /// Reads a number line, or the number in "(Kèm theo Kế hoạch số    /KH-UBND …)".
    pub(crate) fn read(text: &str) -> Option<Self> {
        let found = NUMBER.captures(text)?;
        let symbol = close_up(found.name("symbol")?.as_str()).replace('–', "-");
        // A symbol has at least its type's or issuer's capitals: "Số: 12/Đ" is a slip, not a number.
        if symbol.chars().filter(|c| c.is_uppercase()).count() < 2 {
            return None;
        }
        let number = found.name("digits").map(|digits| {
            format!(
                "{}{}{symbol}",
                digits.as_str(),
                found.name("separator").map_or("/", |mark| mark.as_str())
            )
        });
        let status = if number.is_some() { NumberStatus::Present } else { NumberStatus::Blank };
        Some(Self { status, number, symbol: Some(symbol) })
    }
}

/// Words that begin a body's name in a letterhead, folded; another line goes on with the body above it.
const BODY_STARTS: &[&str] = &[
    "ubnd",
    "uy ban",
    "hdnd",
    "hoi dong",
    "so ",
    "bo ",
    "ban ",
    "chinh phu",
    "thu tuong",
    "van phong",
    "quoc hoi",
    "dang ",
    "tinh uy",
    "thanh uy",
    "huyen uy",
    "quan uy",
    "truong ",
    "phong ",
    "cong an",
    "trung tam",
    "doan ",
    "cuc ",
    "tong cuc",
    "chi cuc",
    "toa an",
    "benh vien",
    "bhxh",
    "lien doan",
    "thue ",
    "tram y te",
    "vien ",
    "hoi ",
    "lien ",
    "thanh tra",
    "bao hiem",
    "ngan hang",
    "chu tich",
    "tap doan",
    "tong cong ty",
    "cong ty",
    "to ",
    "kho bac",
];

impl Letterhead {
    /// Reads the lines of a letterhead.
    pub(crate) fn read(lines: &[Line<'_>]) -> Self {
        let mut this = Self::default();
        for line in lines {
            let text = line.text.trim_matches(['*', '-', '_', ' ', '–', '—']);
            let folded = key::ascii(text);
            if folded.is_empty()
                || is_motto(&folded)
                || matches!(folded.as_str(), "du thao" | "mat" | "hoa toc" | "khan" | "thuong khan")
            {
                continue;
            }
            if let Some(number) = Number::read(text).filter(|_| folded.starts_with("so ")) {
                // "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH ⏎ SỐ 1050/QĐ-SCT": a number in capitals belongs to the name above.
                let of_the_name = text.starts_with("SỐ ")
                    && this.bodies.last().is_some_and(|body| key::ascii(body).ends_with("quyet dinh"));
                if of_the_name {
                    this.extend_body(text);
                } else if this.number.status != NumberStatus::Present {
                    this.number = number;
                }
                this.date_line(text);
                continue;
            }
            if this.date_line(text) {
                continue;
            }
            if key::is_capitals(text) {
                this.add_body(text, &folded);
            }
        }
        this
    }

    /// "Nghệ An, ngày 31 tháng 12 năm 2025".
    fn date_line(&mut self, text: &str) -> bool {
        let Some(found) = find_dates(text).last() else { return false };
        if self.date.is_none() {
            self.date = Some(found.date);
            let before = text.get(..found.range.start).unwrap_or_default();
            let place = before.trim_end_matches([',', ' ']).rsplit([',', ';', ':']).next().map(str::trim);
            self.place = place.filter(|place| is_place(place)).map(str::to_owned);
        }
        true
    }

    fn add_body(&mut self, text: &str, folded: &str) {
        if BODY_STARTS.iter().any(|start| folded.starts_with(start)) {
            self.bodies.push(text.to_owned());
        } else {
            self.extend_body(text);
        }
    }

    /// A line that begins no body goes on with the one above.
    fn extend_body(&mut self, text: &str) {
        match self.bodies.last_mut() {
            Some(body) => {
                body.push(' ');
                body.push_str(text);
            }
            None => self.bodies.push(text.to_owned()),
        }
    }
}

fn is_motto(folded: &str) -> bool {
    folded.starts_with("cong hoa xa hoi")
        || folded.starts_with("doc lap")
        || folded.starts_with("dang cong san viet nam")
        || is_motto_end(folded)
}

/// The rest of the State's name, where a narrow column broke it.
fn is_motto_end(folded: &str) -> bool {
    "cong hoa xa hoi chu nghia viet nam".strip_suffix(folded).is_some_and(|before| before.ends_with(' '))
}

fn is_place(text: &str) -> bool {
    /// "Thành phố Hồ Chí Minh" is the longest kind of place.
    const LONGEST: usize = 40;
    text.chars().count() <= LONGEST
        && text.starts_with(char::is_uppercase)
        && !text.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Letterhead {
        let lines: Vec<Line<'_>> = text.lines().map(|text| Line { text, at: Vec::new() }).collect();
        Letterhead::read(&lines)
    }

    #[test]
    fn a_department_with_a_blank_number() {
        let head = read(
            "UBND TỈNH HỒNG LAM\nSỞ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: /KH-SNV\nHồng Lam, ngày tháng 01 năm 2026",
        );
        assert_eq!(head.bodies, ["UBND TỈNH HỒNG LAM", "SỞ NỘI VỤ"]);
        assert_eq!(
            head.number,
            Number { status: NumberStatus::Blank, number: None, symbol: Some("KH-SNV".into()) }
        );
        assert_eq!(
            (head.date.unwrap().partial_iso().as_deref(), head.place.as_deref()),
            (Some("2026-01"), Some("Hồng Lam"))
        );
    }

    #[test]
    fn a_body_over_several_lines_with_a_number_in_its_name() {
        let head = read("SỞ CÔNG THƯƠNG\nĐOÀN KIỂM TRA\nTHEO QUYẾT ĐỊNH\nSỐ 1050/QĐ-SCT\nSố: 1105/KH-ĐKT");
        assert_eq!(head.bodies, ["SỞ CÔNG THƯƠNG", "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SỐ 1050/QĐ-SCT"]);
        assert_eq!(head.number.number.as_deref(), Some("1105/KH-ĐKT"));
    }

    #[test]
    fn party_numbers() {
        assert_eq!(read("Số 3260-KH/ĐĐQH15").number.number.as_deref(), Some("3260-KH/ĐĐQH15"));
        assert_eq!(read("Số: 07/KH–UBND").number.number.as_deref(), Some("07/KH-UBND"));
        assert_eq!(read("Số: ____/KH-UBND").number.symbol.as_deref(), Some("KH-UBND"));
        assert_eq!(read("Số     -KH/TU").number.status, NumberStatus::Blank);
    }
}
