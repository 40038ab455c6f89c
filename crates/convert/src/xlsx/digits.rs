//! A number as the decimal digits that Excel has of it: fifteen, rounded half up.

/// `0.d1d2d3… × 10^point`; no digits are zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Digits {
    digits: Vec<u8>,
    point: i32,
}

/// Digits that Excel keeps of a number.
const PRECISION: usize = 15;

impl Digits {
    /// The digits of a finite number without its sign.
    pub(super) fn of(value: f64) -> Self {
        let text = format!("{:.*e}", PRECISION - 1, value.abs());
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        let mut this = Self { digits, point: exponent.parse::<i32>().unwrap_or(0) + 1 };
        this.trim();
        this
    }

    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Digits before the decimal point; none or fewer for a number below one.
    pub(super) fn point(&self) -> i32 {
        self.point
    }

    /// The number times a power of ten.
    pub(super) fn shifted(mut self, by: i32) -> Self {
        self.point = self.point.saturating_add(by);
        self
    }

    /// The number with so many decimals.
    pub(super) fn rounded(mut self, decimals: i32) -> Self {
        let kept = self.point.saturating_add(decimals);
        let Ok(kept) = usize::try_from(kept) else {
            return Self { digits: Vec::new(), point: 0 };
        };
        let up = self.digits.get(kept).is_some_and(|digit| *digit >= 5);
        self.digits.truncate(kept);
        if up {
            self.digits.resize(kept, 0);
            let mut at = kept;
            while let Some(digit) = at.checked_sub(1).and_then(|before| self.digits.get_mut(before)) {
                *digit += 1;
                if *digit < 10 {
                    self.trim();
                    return self;
                }
                *digit = 0;
                at -= 1;
            }
            self.digits.insert(0, 1);
            self.point += 1;
        }
        self.trim();
        self
    }

    /// The digits before and behind the point, without zeros at either end.
    pub(super) fn parts(&self) -> (String, String) {
        let digit = |at: i32| {
            let digit = usize::try_from(at).ok().and_then(|at| self.digits.get(at));
            char::from(b'0' + digit.copied().unwrap_or(0))
        };
        let whole = (0..self.point.max(0)).map(digit).collect();
        // Below one, zeros stand between the point and the first digit: positions below 0.
        let decimals = (self.point..count(self.digits.len())).map(digit).collect();
        (whole, decimals)
    }

    fn trim(&mut self) {
        let zeros = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.digits.drain(..zeros);
        self.point -= count(zeros);
        let end = self.digits.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1);
        self.digits.truncate(end);
        if self.digits.is_empty() {
            self.point = 0;
        }
    }
}

/// A number of digits or places as exponents are counted.
pub(super) fn count(places: usize) -> i32 {
    i32::try_from(places).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: f64, decimals: i32, want: (&str, &str)) {
        let (whole, part) = Digits::of(value).rounded(decimals).parts();
        assert_eq!((whole.as_str(), part.as_str()), want, "{value} {decimals}");
    }

    #[test]
    fn halves_go_up_as_written() {
        check(0.125, 2, ("", "13"));
        check(1.005, 2, ("1", "01"));
        check(2.5, 0, ("3", ""));
        check(999.95, 1, ("1000", ""));
        check(0.05, 1, ("", "1"));
        check(0.04, 1, ("", ""));
        check(0.004, 3, ("", "004"));
        check(0.1 + 0.2, 10, ("", "3"));
        check(120.0, 0, ("120", ""));
        check(120.0, 3, ("120", ""));
        check(123_456_789_012.0, 2, ("123456789012", ""));
        check(0.0, 2, ("", ""));
        check(5e-300, 2, ("", ""));
    }
}
