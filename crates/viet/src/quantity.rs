//! Quantities: percentages, numbers and ranges with their comparator, unit and condition.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::number::number_words;
use crate::parse_number;

/// A value as a target column asks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// What sort of value it is.
    pub kind: QuantityKind,
    /// How the value compares; `None` for words and ranges.
    pub comparison: Option<Comparison>,
    /// The value, or the lower end of a range.
    pub low: Option<f64>,
    /// Upper end of a range.
    pub high: Option<f64>,
    /// "%", "xã", "Gbps".
    pub unit: Option<String>,
    /// What limits the value: "đối với các thủ tục đủ điều kiện".
    pub condition: Option<String>,
}

/// Sort of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantityKind {
    /// "≥ 50%".
    Percent,
    /// "01 trạm".
    Number,
    /// "50-80%".
    Range,
    /// "Hoàn thành", "Đạt".
    Done,
    /// "Có", "Không".
    YesNo,
    /// Other words.
    Text,
}

/// How a value compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Exactly.
    Equal,
    /// At least.
    AtLeast,
    /// More than.
    MoreThan,
    /// At most.
    AtMost,
    /// Less than.
    LessThan,
}

const COMPARATORS: &[(&str, Comparison)] = &[
    ("lớn hơn hoặc bằng", Comparison::AtLeast),
    ("nhỏ hơn hoặc bằng", Comparison::AtMost),
    ("không nhỏ hơn", Comparison::AtLeast),
    ("không kém hơn", Comparison::AtLeast),
    ("không nhiều hơn", Comparison::AtMost),
    ("không cao hơn", Comparison::AtMost),
    ("không lớn hơn", Comparison::AtMost),
    ("không thấp hơn", Comparison::AtLeast),
    ("không ít hơn", Comparison::AtLeast),
    ("không dưới", Comparison::AtLeast),
    ("tối thiểu", Comparison::AtLeast),
    ("ít nhất", Comparison::AtLeast),
    ("không vượt quá", Comparison::AtMost),
    ("không quá", Comparison::AtMost),
    ("tối đa", Comparison::AtMost),
    ("chưa đến", Comparison::LessThan),
    ("chưa tới", Comparison::LessThan),
    ("lớn hơn", Comparison::MoreThan),
    ("cao hơn", Comparison::MoreThan),
    ("thấp hơn", Comparison::LessThan),
    ("vượt", Comparison::MoreThan),
    ("nhỏ hơn", Comparison::LessThan),
    ("trên", Comparison::MoreThan),
    ("dưới", Comparison::LessThan),
    ("hơn", Comparison::MoreThan),
    (">=", Comparison::AtLeast),
    ("=>", Comparison::AtLeast),
    ("<=", Comparison::AtMost),
    ("=<", Comparison::AtMost),
    ("≥", Comparison::AtLeast),
    ("⩾", Comparison::AtLeast),
    ("≤", Comparison::AtMost),
    ("⩽", Comparison::AtMost),
    (">", Comparison::MoreThan),
    ("<", Comparison::LessThan),
    ("=", Comparison::Equal),
];

/// Words in front of a value that change nothing in it.
const FILLERS: &[&str] =
    &["đạt tỷ lệ", "đạt", "phấn đấu", "khoảng", "xấp xỉ", "gần", "từ", "bằng", "là", "hoàn thành", "tỷ lệ"];

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a constant of this file, compiled in a test")]
    Regex::new(
        r"(?x)^
        (?P<low>[0-9]+(?:[.,][0-9]+)*) \s* (?P<percent1>%)?
        (?: \s* (?:-|–|—|÷|đến|tới) \s* (?P<high>[0-9]+(?:[.,][0-9]+)*) \s* (?P<percent2>%)? )?
        (?P<rest>.*)$",
    )
    .expect("a constant pattern")
});

/// A quantity with its comparator inside running text.
static IN_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a constant of this file, compiled in a test")]
    Regex::new(
        r"(?x)
        (?:(?:[Tt]ối\ thiểu|[Íí]t\ nhất|[Tt]ối\ đa|[Kk]hông\ quá|[Kk]hông\ dưới|[Kk]hông\ thấp\ hơn|[Tt]rên|[Dd]ưới|≥|>|≤|<)\s*)?
        [0-9]+(?:[.,][0-9]+)*\s*(?:(?:-|–|đến)\s*[0-9]+(?:[.,][0-9]+)*\s*)?%",
    )
    .expect("a constant pattern")
});

impl Quantity {
    /// Reads a whole cell. Words that no grammar reads give [`QuantityKind::Text`].
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text = text.trim().trim_end_matches(['.', ';', ',']).trim_end();
        let lower = text.to_lowercase();
        if let Some(word) = Self::word(&lower) {
            return word;
        }
        // Lower-casing keeps the length of every Vietnamese letter, so offsets hold in both.
        let (comparison, start) = comparator(&lower);
        let rest = text.get(start..).unwrap_or_default();
        let found = match NUMBER.captures(rest) {
            Some(found) => Self::number(&found, comparison),
            None => Self::in_words(rest, comparison),
        };
        found.unwrap_or_else(Self::text)
    }

    /// The amount in đồng, where the unit is one of money: "1,5 tỷ đồng" is 1.5e9. The lower end of a range.
    ///
    /// ```
    /// use kehoach_viet::Quantity;
    /// assert_eq!(Quantity::parse("trên 1.200 triệu đồng").dong(), Some(1.2e9));
    /// assert_eq!(Quantity::parse("12 mô hình").dong(), None);
    /// ```
    #[must_use]
    pub fn dong(&self) -> Option<f64> {
        let unit = self.unit.as_deref()?.to_lowercase();
        // "triệu đồng/năm": a rate is an amount too.
        let unit = unit.split('/').next()?.trim();
        let scale = ["đồng", "vnđ", "vnd", "đ"].iter().find_map(|currency| unit.strip_suffix(currency))?;
        let mut factor = 1.0;
        for word in scale.split_whitespace() {
            factor *= match word {
                "nghìn" | "ngàn" => 1e3,
                "triệu" => 1e6,
                "tỷ" | "tỉ" => 1e9,
                "trăm" => 1e2,
                "chục" => 1e1,
                _ => return None,
            };
        }
        Some(self.low? * factor)
    }

    /// "hai mô hình": a number in words with its unit. "Một số", "một cửa" and "một phần" are none.
    fn in_words(rest: &str, comparison: Option<Comparison>) -> Option<Self> {
        let words: Vec<&str> = rest.split_whitespace().collect();
        let (low, used) = number_words(&words)?;
        let unit = words.get(used..)?;
        if unit
            .first()
            .is_some_and(|word| matches!(*word, "số" | "phần" | "cửa" | "trong" | "cách" | "bước" | "lần"))
        {
            return None;
        }
        let (unit, condition) = unit_and_condition(&unit.join(" "))?;
        let comparison = Some(comparison.unwrap_or(Comparison::Equal));
        Some(Self { kind: QuantityKind::Number, comparison, low: Some(low), high: None, unit, condition })
    }

    fn text() -> Self {
        Self {
            kind: QuantityKind::Text,
            comparison: None,
            low: None,
            high: None,
            unit: None,
            condition: None,
        }
    }

    fn word(lower: &str) -> Option<Self> {
        let kind = match lower {
            "có" | "không" | "x" => QuantityKind::YesNo,
            "đạt" | "hoàn thành" | "đã hoàn thành" | "xong" | "đạt chuẩn" | "duy trì" | "hoàn thành 100%" => {
                QuantityKind::Done
            }
            _ => return None,
        };
        Some(Self { kind, ..Self::text() })
    }

    fn number(found: &Captures<'_>, comparison: Option<Comparison>) -> Option<Self> {
        let value = |name: &str| found.name(name).and_then(|part| parse_number(part.as_str()));
        let low = value("low")?;
        let high = value("high");
        if found.name("high").is_some() && high.is_none() {
            return None;
        }
        let rest = found.name("rest").map_or("", |rest| rest.as_str()).trim();
        let (spelled, rest) = match rest.strip_prefix("phần trăm") {
            Some(rest) => (true, rest.trim()),
            None => (false, rest),
        };
        let percent = spelled || found.name("percent1").is_some() || found.name("percent2").is_some();
        // "1:1", "24/7", "5G" are names, not quantities.
        if rest.starts_with(['/', ':']) || (!percent && high.is_none() && runs_on(found)) {
            return None;
        }
        let (open_end, rest) = if let Some(rest) = rest.strip_prefix("trở lên") {
            (Some(Comparison::AtLeast), rest.trim())
        } else if let Some(rest) = rest.strip_prefix("trở xuống") {
            (Some(Comparison::AtMost), rest.trim())
        } else {
            (None, rest)
        };
        let (unit, condition) =
            if percent { (Some("%".to_owned()), some(rest)) } else { unit_and_condition(rest)? };
        let kind = match (high, percent) {
            (Some(_), _) => QuantityKind::Range,
            (None, true) => QuantityKind::Percent,
            (None, false) => QuantityKind::Number,
        };
        let comparison = match (high, comparison) {
            (Some(_), _) => None,
            (None, comparison) => comparison.or(open_end).or(Some(Comparison::Equal)),
        };
        Some(Self { kind, comparison, low: Some(low), high, unit, condition })
    }
}

/// Whether a letter touches the number ("5G").
fn runs_on(found: &Captures<'_>) -> bool {
    let (Some(whole), Some(low)) = (found.get(0), found.name("low")) else { return false };
    let rest = whole.as_str().get(low.end()..).unwrap_or_default();
    // "500.000đ" is money.
    let money = rest
        .strip_prefix('đ')
        .is_some_and(|rest| !rest.starts_with(char::is_alphabetic) || rest.starts_with("ồng"));
    rest.starts_with(char::is_alphabetic) && !money
}

/// The comparator in front of a value, and where the value starts.
fn comparator(lower: &str) -> (Option<Comparison>, usize) {
    let mut comparison = None;
    let mut at = 0;
    loop {
        let rest = lower.get(at..).unwrap_or_default();
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        let found = COMPARATORS.iter().find(|(word, _)| trimmed.starts_with(word));
        if let Some((word, found)) = found.filter(|_| comparison.is_none()) {
            comparison = Some(*found);
            at += word.len();
        } else if let Some(filler) = FILLERS.iter().find(|filler| trimmed.starts_with(**filler)) {
            at += filler.len();
        } else {
            return (comparison, at);
        }
    }
}

/// What stands behind a bare number: a short noun is its unit, a phrase with "đối với" its condition.
fn unit_and_condition(rest: &str) -> Option<(Option<String>, Option<String>)> {
    const MARKS: &[&str] = &["đối với", "trong", "khi", "cho", "của", "(", "nếu", "tại"];
    /// A unit is a word or a few ("tỷ đồng", "thủ tục hành chính"); longer is a sentence, not a value.
    const UNIT_WORDS: usize = 4;
    let split = MARKS.iter().filter_map(|mark| rest.find(mark)).min().unwrap_or(rest.len());
    let (unit, condition) = rest.split_at(split);
    let unit = unit.trim();
    (unit.split_whitespace().count() <= UNIT_WORDS).then(|| (some(unit), some(condition)))
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Percentages in running text, comparator included.
pub fn find_quantities(text: &str) -> impl Iterator<Item = (Range<usize>, Quantity)> + '_ {
    IN_TEXT.find_iter(text).map(|found| (found.range(), Quantity::parse(found.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let q = Quantity::parse(text);
        let mut out = format!("{:?}", q.kind);
        for part in [
            q.comparison.map(|c| format!("{c:?}")),
            q.low.map(|n| n.to_string()),
            q.high.map(|n| n.to_string()),
            q.unit,
            q.condition,
        ] {
            out.push('|');
            out.push_str(&part.unwrap_or_default());
        }
        out
    }

    #[test]
    fn targets() {
        for (text, want) in [
            ("≥ 50%", "Percent|AtLeast|50||%|"),
            ("≥60%", "Percent|AtLeast|60||%|"),
            ("> 60%", "Percent|MoreThan|60||%|"),
            ("100%", "Percent|Equal|100||%|"),
            ("50-80%", "Range||50|80|%|"),
            ("90 - 100%", "Range||90|100|%|"),
            (
                "100% đối với các thủ tục đủ điều kiện",
                "Percent|Equal|100||%|đối với các thủ tục đủ điều kiện",
            ),
            ("Trên 99,5%", "Percent|MoreThan|99.5||%|"),
            ("Tối thiểu 02 lớp", "Number|AtLeast|2||lớp|"),
            ("1.500 tỷ đồng", "Number|Equal|1500||tỷ đồng|"),
            ("80% trở lên", "Percent|AtLeast|80||%|"),
            ("Đạt 95%", "Percent|Equal|95||%|"),
            ("không quá 30 phút", "Number|AtMost|30||phút|"),
            ("hơn 1.000 tỷ đồng", "Number|MoreThan|1000||tỷ đồng|"),
            ("500.000đ", "Number|Equal|500000||đ|"),
            ("100 triệu đồng/năm", "Number|Equal|100||triệu đồng/năm|"),
            ("hai mô hình", "Number|Equal|2||mô hình|"),
            ("ít nhất mười hai xã", "Number|AtLeast|12||xã|"),
            ("Một số nhiệm vụ", "Text|||||"),
            ("Một cửa", "Text|||||"),
            ("Không có", "Text|||||"),
            ("Tư vấn", "Text|||||"),
            ("Năm 2026", "Text|||||"),
            ("10% trở xuống", "Percent|AtMost|10||%|"),
            ("50 phần trăm", "Percent|Equal|50||%|"),
            ("chưa đến 5%", "Percent|LessThan|5||%|"),
            ("=<5%", "Percent|AtMost|5||%|"),
            ("không nhỏ hơn 5", "Number|AtLeast|5|||"),
            ("gần 100%", "Percent|Equal|100||%|"),
            ("từ 5 đến 7 ngày", "Range||5|7|ngày|"),
            ("02 cấp", "Number|Equal|2||cấp|"),
            ("Hoàn thành", "Done|||||"),
            ("Đạt", "Done|||||"),
            ("Có", "YesNo|||||"),
            ("Ứng dụng", "Text|||||"),
            ("cấu hình 1:1", "Text|||||"),
            ("5G", "Text|||||"),
            ("12", "Number|Equal|12|||"),
        ] {
            assert_eq!(shown(text), want, "{text}");
        }
    }

    #[test]
    fn quantities_in_a_sentence() {
        let text = "Tối thiểu 80% hồ sơ; hoàn thành số hoá ít nhất 30% tài liệu năm 2026";
        let found: Vec<&str> = find_quantities(text).map(|(range, _)| &text[range]).collect();
        assert_eq!(found, ["Tối thiểu 80%", "ít nhất 30%"]);
    }
}
