//! What stands in the TT column: "12", "1.2.", "a)", "II".

use kehoach_viet::roman;

/// An ordinal, part by part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ordinal {
    /// "1.2.3" without its last part.
    pub(crate) above: Vec<u32>,
    pub(crate) last: u32,
    pub(crate) kind: Kind,
    /// What stands behind it: "", ".", ")".
    pub(crate) end: String,
    /// "01".
    pub(crate) padded: bool,
}

/// What its last part is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Letter,
    Roman,
}

/// Letters of points (điểm), in the order of the law: đ behind d (Nghị định 30/2020/NĐ-CP).
const LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

impl Ordinal {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let body = text.trim_end_matches(['.', ')', ':', '/', ' ']);
        let end = text.get(body.len()..).unwrap_or_default().trim().to_owned();
        let parts: Vec<&str> = body.split('.').map(str::trim).collect();
        let (last, above) = parts.split_last()?;
        let above: Option<Vec<u32>> = above.iter().map(|part| number(part)).collect();
        let above = above?;
        let made = |last, kind, padded| Self { above: above.clone(), last, kind, end: end.clone(), padded };
        if let Some(value) = number(last) {
            return Some(made(value, Kind::Number, last.starts_with('0') && last.len() > 1));
        }
        if !above.is_empty() {
            return None;
        }
        if last.chars().all(|c| "IVXLC".contains(c))
            && let Some(value) = roman(last)
        {
            return Some(made(value, Kind::Roman, false));
        }
        let mut letters = last.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else { return None };
        let at = LETTERS.chars().position(|known| known == letter)?;
        Some(made(at as u32 + 1, Kind::Letter, false))
    }

    /// Whether both count in one series: "1.2" and "1.3", not "2.1".
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        self.kind == other.kind && self.above == other.above
    }

    /// Without the marks behind it: "1.2" for "1.2.".
    pub(crate) fn bare(&self) -> String {
        self.with(self.last)
    }

    /// The ordinal of that number in the same series.
    pub(crate) fn with(&self, last: u32) -> String {
        let last = match self.kind {
            Kind::Number => last.to_string(),
            Kind::Letter => {
                LETTERS.chars().nth(last.saturating_sub(1) as usize).map(String::from).unwrap_or_default()
            }
            Kind::Roman => roman_of(last),
        };
        let mut parts: Vec<String> = self.above.iter().map(u32::to_string).collect();
        parts.push(last);
        parts.join(".")
    }
}

fn number(text: &str) -> Option<u32> {
    (!text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn roman_of(mut value: u32) -> String {
    const SIGNS: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut text = String::new();
    for (worth, sign) in SIGNS {
        while value >= worth && text.len() < 16 {
            text.push_str(sign);
            value -= worth;
        }
    }
    text
}
