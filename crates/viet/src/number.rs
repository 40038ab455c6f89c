//! Numbers as Vietnamese writes them: dot for thousands, comma for decimals, in words, and Roman numerals.

/// Reads "1.234,5" as 1234.5, "01" as 1, "99,5" as 99.5, and words: "hai" as 2, "một trăm hai mươi lăm" as 125.
///
/// A single dot in front of exactly three digits parts thousands ("1.500"); any other single dot is a
/// decimal point as careless writers set it ("99.5").
#[must_use]
pub fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.starts_with(char::is_alphabetic) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (value, used) = number_words(&words)?;
        return (used == words.len()).then_some(value);
    }
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')) {
        return None;
    }
    let (whole, decimals) = match text.split_once(',') {
        Some((_, decimals)) if decimals.contains(',') || decimals.contains('.') => return None,
        Some((whole, decimals)) => (whole.to_owned(), decimals),
        None => match text.split_once('.') {
            Some((whole, decimals)) if decimals.len() != 3 && !decimals.contains('.') => {
                (whole.to_owned(), decimals)
            }
            _ => (text.to_owned(), ""),
        },
    };
    let mut groups = whole.split('.');
    let first = groups.next()?;
    if first.is_empty() || (whole.contains('.') && first.len() > 3) {
        return None;
    }
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    if decimals.is_empty() { digits.parse().ok() } else { format!("{digits}.{decimals}").parse().ok() }
}

/// The number that some words begin with, and how many of them it takes: "hai mươi mốt xã" gives 21 and 3.
///
/// "Năm" is five or a year; it counts only behind another word of a number.
pub(crate) fn number_words(words: &[&str]) -> Option<(f64, usize)> {
    // `group` is below a thousand, `digit` the last one read and not yet weighed.
    let (mut total, mut group, mut digit) = (0_u64, 0_u64, None::<u64>);
    let mut used = 0;
    for word in words {
        let lower = word.to_lowercase();
        let unit = match lower.as_str() {
            "một" | "mốt" => Some(1),
            "hai" => Some(2),
            "ba" => Some(3),
            "bốn" => Some(4),
            // Alone they are other words: no, private, year.
            "không" if used > 0 => Some(0),
            "tư" if used > 0 => Some(4),
            "năm" | "lăm" | "nhăm" if used > 0 => Some(5),
            "sáu" => Some(6),
            "bảy" | "bẩy" => Some(7),
            "tám" => Some(8),
            "chín" => Some(9),
            _ => None,
        };
        match (unit, lower.as_str()) {
            // Two digits in a row are no number: "hai ba".
            (Some(_), _) if digit.is_some() => break,
            (Some(unit), _) => digit = Some(unit),
            (None, "mười") if digit.is_none() => group += 10,
            (None, "mươi" | "chục") if digit.is_some() => group += digit.take()? * 10,
            (None, "trăm") if digit.is_some() => group += digit.take()? * 100,
            (None, "linh" | "lẻ") if group > 0 && digit.is_none() => {}
            (None, "nghìn" | "ngàn" | "triệu" | "tỷ" | "tỉ") if group > 0 || digit.is_some() => {
                let scale = match lower.as_str() {
                    "triệu" => 1_000_000,
                    "tỷ" | "tỉ" => 1_000_000_000,
                    _ => 1_000,
                };
                total += (group + digit.take().unwrap_or(0)) * scale;
                group = 0;
            }
            _ => break,
        }
        used += 1;
        // Longer is no number of a plan, and must not overflow.
        if used > 12 {
            return None;
        }
    }
    (used > 0).then(|| ((total + group + digit.unwrap_or(0)) as f64, used))
}

/// Value of a Roman numeral up to 89 in canonical form ("IV", not "IIII").
#[must_use]
pub fn roman(text: &str) -> Option<u32> {
    const TENS: [&str; 9] = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"];
    const UNITS: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    if text.is_empty() || !text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L')) {
        return None;
    }
    let tens =
        TENS.iter().rposition(|tens| text.strip_prefix(tens).is_some_and(|rest| UNITS.contains(&rest)))?;
    let rest = text.strip_prefix(TENS.get(tens).copied()?)?;
    let units = UNITS.iter().position(|units| *units == rest)?;
    u32::try_from(tens * 10 + units).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (text, value) in [
            ("1.234,5", 1234.5),
            ("01", 1.0),
            ("99,5", 99.5),
            ("99.5", 99.5),
            ("1.500", 1500.0),
            ("12.000.000", 12e6),
        ] {
            assert_eq!(parse_number(text), Some(value), "{text}");
        }
        for (text, value) in [
            ("hai", 2.0),
            ("Mười lăm", 15.0),
            ("hai mươi mốt", 21.0),
            ("một trăm linh năm", 105.0),
            ("một trăm hai mươi lăm", 125.0),
            ("một nghìn năm trăm", 1500.0),
            ("hai triệu", 2e6),
        ] {
            assert_eq!(parse_number(text), Some(value), "{text}");
        }
        for text in ["năm", "hai ba", "mươi", "hai xã", "xã"] {
            assert_eq!(parse_number(text), None, "{text}");
        }
        for text in ["", "1.23.4", "1,2,3", "a", "1234.567.8", ","] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }

    #[test]
    fn roman_numerals() {
        for (text, value) in [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("XL", 40), ("LXXXIX", 89)] {
            assert_eq!(roman(text), Some(value), "{text}");
        }
        for text in ["", "IIII", "VX", "A", "i"] {
            assert_eq!(roman(text), None, "{text}");
        }
    }
}
