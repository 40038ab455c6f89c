//! Dates and times as a number format shows them.

use super::pattern::Token;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const SECONDS: u64 = 86_400;
/// Days from the first day of the one calendar of Excel to that of the other.
const TO_1904: u64 = 1462;
/// The last day that Excel knows, 31/12/9999.
const LAST: u64 = 2_958_465;
/// The day that never was: Excel takes 1900 for a leap year.
const NEVER: u64 = 60;

/// A day as Excel counts it, 1 is 01/01/1900.
struct Day {
    year: u64,
    month: u64,
    day: u64,
    weekday: u64,
}

impl Day {
    fn of(serial: u64) -> Self {
        let weekday = (serial + 6) % 7;
        if serial == NEVER {
            return Self { year: 1900, month: 2, day: 29, weekday };
        }
        // Days since 0000-03-01, so that the leap day is the last of its year; the sums are those of the
        // Gregorian calendar's cycle of 400 years.
        let serial = if serial < NEVER { serial + 1 } else { serial };
        let days = serial + 693_899;
        let (cycle, rest) = (days / 146_097, days % 146_097);
        let of_cycle = (rest - rest / 1460 + rest / 36_524 - rest / 146_096) / 365;
        let of_year = rest - (365 * of_cycle + of_cycle / 4 - of_cycle / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = cycle * 400 + of_cycle + u64::from(month <= 2);
        Self { year, month, day, weekday }
    }
}

/// What is shown for a number by a section of a date; `None` for one that is no date.
pub(super) fn shown(tokens: &[Token], value: f64, is_1904: bool) -> Option<String> {
    if !(0.0..=LAST as f64 + 1.0).contains(&value) {
        return None;
    }
    #[expect(clippy::cast_sign_loss, reason = "not below zero")]
    let seconds = (value * SECONDS as f64).round() as u64 + if is_1904 { TO_1904 * SECONDS } else { 0 };
    let elapsed = seconds - if is_1904 { TO_1904 * SECONDS } else { 0 };
    let (days, time) = (seconds / SECONDS, seconds % SECONDS);
    let day = Day::of(days);
    let has_halves = tokens.contains(&Token::HalfDay);
    let hour = match time / 3600 {
        hour if !has_halves => hour,
        0 | 12 => 12,
        hour => hour % 12,
    };
    let mut shown = String::new();
    for token in tokens {
        match token {
            Token::Literal(letter) => shown.push(*letter),
            Token::Date(letter, length) => {
                shown.push_str(&part(*letter, *length, &day, (hour, time / 60 % 60, time % 60)));
            }
            Token::Elapsed('h') => shown.push_str(&(elapsed / 3600).to_string()),
            Token::Elapsed('m') => shown.push_str(&(elapsed / 60).to_string()),
            Token::Elapsed(_) => shown.push_str(&elapsed.to_string()),
            Token::HalfDay => shown.push_str(if time < SECONDS / 2 { "AM" } else { "PM" }),
            // ".00" behind seconds: whole seconds are read.
            Token::Digit(_) | Token::Point | Token::At => {}
            Token::Comma => shown.push(','),
            Token::Percent => shown.push('%'),
            Token::Exponent(_) | Token::General => {}
        }
    }
    Some(shown.trim().to_owned())
}

fn part(letter: char, length: usize, day: &Day, (hour, minute, second): (u64, u64, u64)) -> String {
    let padded = |value: u64| if length > 1 { format!("{value:02}") } else { value.to_string() };
    let name = |names: &[&'static str], at: u64| names.get(at as usize).copied().unwrap_or_default();
    let short = |name: &'static str| name.get(..3).unwrap_or(name).to_owned();
    match (letter, length) {
        ('y', 1 | 2) => format!("{:02}", day.year % 100),
        ('y' | 'e', _) => day.year.to_string(),
        ('m', 3) => short(name(&MONTHS, day.month - 1)),
        ('m', 5) => name(&MONTHS, day.month - 1).chars().take(1).collect(),
        ('m', 4..) => name(&MONTHS, day.month - 1).to_owned(),
        ('m', _) => padded(day.month),
        ('d', 3) => short(name(&DAYS, day.weekday)),
        ('d', 4..) => name(&DAYS, day.weekday).to_owned(),
        ('d', _) => padded(day.day),
        ('h', _) => padded(hour),
        ('n', _) => padded(minute),
        _ => padded(second),
    }
}

/// "2026-01-05T00:00:00" as "05/01/2026"; `None` for what is no date.
pub(super) fn of_iso(text: &str) -> Option<String> {
    let date = text.split('T').next()?;
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_number =
        |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = is_number(year, 4) && is_number(month, 2) && is_number(day, 2) && parts.next().is_none();
    is_date.then(|| format!("{day}/{month}/{year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_both_ends() {
        let day = |serial| {
            let day = Day::of(serial);
            (day.year, day.month, day.day, day.weekday)
        };
        assert_eq!(day(1), (1900, 1, 1, 0));
        assert_eq!(day(59), (1900, 2, 28, 2));
        assert_eq!(day(61), (1900, 3, 1, 4));
        assert_eq!(day(46027), (2026, 1, 5, 1));
        assert_eq!(day(LAST), (9999, 12, 31, 5));
    }

    #[test]
    fn iso_dates() {
        assert_eq!(of_iso("2026-01-05T00:00:00").as_deref(), Some("05/01/2026"));
        assert_eq!(of_iso("quý I"), None);
    }
}
