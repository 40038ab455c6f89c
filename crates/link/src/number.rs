//! Document numbers taken apart, and how near two of them are.

use kehoach_viet::key;
use serde::{Deserialize, Serialize};

/// Số, ký hiệu taken apart for comparing: "30a/2008/NQ-CP" is serial 30, suffix "A", symbol "2008NQCP".
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Number {
    /// Digits without leading zeros.
    pub(crate) serial: String,
    /// The key of all behind the digits: capitals, no marks, so that "TTG" is "TTg" and "NQCP" is "NQ-CP".
    pub(crate) symbol: String,
}

/// How near two numbers with one symbol are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nearness {
    /// The same.
    Equal,
    /// One digit is another one.
    OneDigit,
    /// Two neighbours have changed places.
    Transposed,
    /// A digit is missing or too many.
    Length,
    /// Anything else.
    Far,
}

impl Number {
    /// Takes a printed number apart; `None` where it has no digits in front.
    pub(crate) fn read(printed: &str) -> Option<Self> {
        let key = key::symbol(printed);
        let end = key.find(|c: char| !c.is_ascii_digit()).unwrap_or(key.len());
        let (serial, symbol) = key.split_at_checked(end)?;
        (!serial.is_empty()).then(|| Self { serial: serial.to_owned(), symbol: symbol.to_owned() })
    }

    /// How near `other` is.
    pub(crate) fn nearness(&self, other: &Self) -> Nearness {
        if self.symbol == other.symbol { nearness(&self.serial, &other.serial) } else { Nearness::Far }
    }
}

fn nearness(one: &str, other: &str) -> Nearness {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let differing: Vec<(u8, u8)> =
        one.iter().copied().zip(other.iter().copied()).filter(|(a, b)| a != b).collect();
    match (one.len().abs_diff(other.len()), differing.as_slice()) {
        (0, []) => Nearness::Equal,
        (0, [_]) if one.len() > 1 => Nearness::OneDigit,
        (0, [(a, b), (c, d)]) if a == d && b == c && is_neighbour(one, other) => Nearness::Transposed,
        (1, _) if is_one_more(one, other) || is_one_more(other, one) => Nearness::Length,
        _ => Nearness::Far,
    }
}

/// Whether the two places in which the numbers differ are neighbours.
fn is_neighbour(one: &[u8], other: &[u8]) -> bool {
    let places: Vec<usize> =
        one.iter().zip(other).enumerate().filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect();
    matches!(places.as_slice(), [a, b] if b - a == 1)
}

/// Whether `long` is `short` with one digit put in.
fn is_one_more(long: &[u8], short: &[u8]) -> bool {
    let same = long.iter().zip(short).take_while(|(a, b)| a == b).count();
    long.len() == short.len() + 1 && long.get(same + 1..) == short.get(same..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_apart() {
        for (printed, serial, symbol) in [
            ("1174/KH-UBND", "1174", "KHUBND"),
            ("02-KH/BCĐTW", "2", "KHBCĐTW"),
            ("30a/2008/NQ-CP", "30", "A2008NQCP"),
            ("1690/QĐ-TTG", "1690", "QĐTTG"),
            ("1690/QĐTTg", "1690", "QĐTTG"),
        ] {
            let number = Number::read(printed).unwrap();
            assert_eq!((number.serial.as_str(), number.symbol.as_str()), (serial, symbol));
        }
        assert_eq!(Number::read("KH-UBND"), None);
    }

    #[test]
    fn slips_of_one_digit_are_near() {
        for (one, other, near) in [
            ("1774", "1174", Nearness::OneDigit),
            ("1714", "1174", Nearness::Transposed),
            ("174", "1174", Nearness::Length),
            ("11744", "1174", Nearness::Length),
            ("1174", "1174", Nearness::Equal),
            ("4117", "1174", Nearness::Far),
            ("7114", "1174", Nearness::Far),
            // Between two numbers of one digit every slip is possible, so none is told.
            ("3", "5", Nearness::Far),
        ] {
            assert_eq!(nearness(one, other), near, "{one} {other}");
        }
    }
}
