//! Numbers as Vietnamese writes them: dot for thousands, comma for decimals, and Roman numerals.

/// Reads "1.234,5" as 1234.5, "01" as 1, "99,5" as 99.5.
///
/// A single dot in front of exactly three digits parts thousands ("1.500"); any other single dot is a
/// decimal point as careless writers set it ("99.5").
#[must_use]
pub fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim();
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
