//! Numbers by the digits of a section, with the separators of Vietnamese: "1.500" and "95,5%".
//!
//! A workbook does not say which separators its writer saw. Those of Vietnamese are what plans are written with and
//! what every reader of numbers behind this takes them for: "1,500" would be one and a half.

use std::fmt::Write as _;

use super::digits::{Digits, count};
use super::pattern::{Section, Token, parse};

/// Between whole and decimals, and between thousands.
pub(super) const DECIMAL: char = ',';
const THOUSANDS: char = '.';

/// A number as it stands in a cell without a format: eleven places, and no digit less before the point.
pub(super) fn general(value: f64) -> String {
    const PLACES: i32 = 10;
    const LONGEST: i32 = 20;
    let number = Digits::of(value);
    let sign = if value < 0.0 && !number.is_zero() { "-" } else { "" };
    let is_tiny = !number.is_zero() && number.point() < -4;
    if number.point() > LONGEST || is_tiny {
        let tokens = parse("0.#####E+00");
        let shown = tokens.first().map_or_else(String::new, |section| digits(section, value));
        return format!("{sign}{}", shown.replace(",E", "E"));
    }
    let (whole, decimals) = number.clone().rounded((PLACES - number.point().max(1)).max(0)).parts();
    let whole = if whole.is_empty() { "0" } else { &whole };
    if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{DECIMAL}{decimals}") }
}

/// What a section asks of the digits.
#[derive(Default)]
struct Asked {
    whole: usize,
    decimals: usize,
    grouped: bool,
    /// Powers of ten by which the number is shown larger: percent, or smaller: commas at the end.
    shift: i32,
    exponent: Option<usize>,
}

impl Asked {
    fn of(section: &Section) -> Self {
        let mut this = Self::default();
        let (mut commas, mut behind_point) = (0, false);
        for token in &section.tokens {
            match token {
                Token::Digit(_) if this.exponent.is_some() => {
                    this.exponent = this.exponent.map(|digits| digits + 1);
                }
                Token::Digit(_) => {
                    // What stands between digits parts thousands.
                    this.grouped |= commas > 0 && !behind_point && this.whole > 0;
                    commas = 0;
                    if behind_point {
                        this.decimals += 1;
                    } else {
                        this.whole += 1;
                    }
                }
                Token::Point => behind_point = true,
                Token::Comma => commas += 1,
                Token::Percent => this.shift += 2,
                Token::Exponent(_) => this.exponent = Some(0),
                _ => {}
            }
        }
        this.shift -= 3 * commas;
        this
    }
}

/// A number by the digits of a section, without its sign.
pub(super) fn digits(section: &Section, value: f64) -> String {
    let asked = Asked::of(section);
    let decimals = count(asked.decimals);
    let mut number = Digits::of(value).shifted(asked.shift);
    let mut power = 0;
    if asked.exponent.is_some() && !number.is_zero() {
        let step = count(asked.whole).max(1);
        let of = |number: &Digits| (number.point() - 1).div_euclid(step) * step;
        power = of(&number);
        number = number.shifted(-power).rounded(decimals);
        // 9.99 may have become 10.0.
        let more = of(&number);
        power += more;
        number = number.shifted(-more);
    }
    let (whole, part) = number.rounded(decimals).parts();
    let mut shown = String::new();
    let mut part = part.chars();
    let mut seen = 0;
    let (mut behind_point, mut behind_exponent) = (false, false);
    for token in &section.tokens {
        match token {
            Token::Literal(letter) => shown.push(*letter),
            Token::Percent => shown.push('%'),
            Token::Point => {
                // ".00" has no place for what stands before the point, but it is shown.
                if asked.whole == 0 && !behind_point {
                    shown.push_str(&whole);
                }
                behind_point = true;
                shown.push(DECIMAL);
            }
            Token::Exponent(plus) => {
                behind_exponent = true;
                shown.push_str(if power < 0 {
                    "E-"
                } else if *plus {
                    "E+"
                } else {
                    "E"
                });
                let width = asked.exponent.unwrap_or(0);
                // A string takes whatever is written.
                let _ = write!(shown, "{:0width$}", power.abs());
            }
            Token::Digit(_) if behind_exponent => {}
            Token::Digit(kind) if behind_point => match (part.next(), kind) {
                (Some(digit), _) => shown.push(digit),
                (None, '0') => shown.push('0'),
                (None, '?') => shown.push(' '),
                (None, _) => {}
            },
            Token::Digit(kind) => {
                place_whole(&mut shown, &whole, *kind, (seen, asked.whole), asked.grouped);
                seen += 1;
            }
            _ => {}
        }
    }
    shown
}

/// The digits before the point that one placeholder shows; the first one shows all that have no other.
fn place_whole(shown: &mut String, whole: &str, kind: char, (seen, of): (usize, usize), grouped: bool) {
    let right = of - seen;
    let digits = whole.len();
    let from = if seen == 0 { digits.max(right) } else { right };
    for place in (right..=from).rev() {
        let digit = digits.checked_sub(place).and_then(|at| whole.as_bytes().get(at));
        match (digit, kind) {
            (Some(digit), _) => shown.push(char::from(*digit)),
            (None, '0') => shown.push('0'),
            (None, '?') => shown.push(' '),
            (None, _) => continue,
        }
        if grouped && place > 1 && (place - 1) % 3 == 0 {
            shown.push(THOUSANDS);
        }
    }
}
