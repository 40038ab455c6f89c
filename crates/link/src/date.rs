//! Dates as printed, whole or in part, and how two of them go together.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// A date of which day or month may be blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Date {
    pub(crate) year: u16,
    pub(crate) month: Option<u8>,
    pub(crate) day: Option<u8>,
}

/// How two dates go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// The same day.
    Same,
    /// What stands of both is the same.
    Compatible,
    /// One of day, month and year differs.
    OneField,
    /// More differs.
    Different,
}

impl Date {
    /// Reads "2025-12-31", "2026-01" or "2026".
    pub(crate) fn read(iso: &str) -> Option<Self> {
        let mut parts = iso.split('-');
        let year = parts.next()?.parse().ok()?;
        let mut next = || parts.next().and_then(|part| part.parse().ok());
        Some(Self { year, month: next(), day: next() })
    }

    pub(crate) fn agreement(self, other: Self) -> Agreement {
        let differs = |a: Option<u8>, b: Option<u8>| matches!((a, b), (Some(a), Some(b)) if a != b);
        let fields = usize::from(self.year != other.year)
            + usize::from(differs(self.month, other.month))
            + usize::from(differs(self.day, other.day));
        let whole = self.day.is_some() && other.day.is_some();
        match fields {
            0 if whole => Agreement::Same,
            0 => Agreement::Compatible,
            // A year alone tells too little to be nearly right.
            1 if whole => Agreement::OneField,
            _ => Agreement::Different,
        }
    }

    /// Whether this date is certainly later.
    pub(crate) fn is_after(self, other: Self) -> bool {
        let fields = [
            Some(self.year.cmp(&other.year)),
            self.month.zip(other.month).map(|(a, b)| a.cmp(&b)),
            self.day.zip(other.day).map(|(a, b)| a.cmp(&b)),
        ];
        for field in fields {
            match field {
                Some(Ordering::Greater) => return true,
                Some(Ordering::Equal) => {}
                _ => return false,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_go_together() {
        for (one, other, agreement) in [
            ("2025-12-31", "2025-12-31", Agreement::Same),
            ("2026-01", "2026-01-15", Agreement::Compatible),
            ("2026", "2026-01-15", Agreement::Compatible),
            ("2025-12-30", "2025-12-31", Agreement::OneField),
            ("2024-12-31", "2025-12-31", Agreement::OneField),
            ("2021-07-15", "2025-03-26", Agreement::Different),
            ("2025", "2026-01-15", Agreement::Different),
        ] {
            assert_eq!(Date::read(one).unwrap().agreement(Date::read(other).unwrap()), agreement);
        }
    }

    #[test]
    fn later_only_where_it_is_certain() {
        let after = |one: &str, other: &str| Date::read(one).unwrap().is_after(Date::read(other).unwrap());
        assert!(after("2026-01", "2025-12-31"));
        assert!(after("2026-01-16", "2026-01-15"));
        assert!(!after("2026", "2026-01-15"));
        assert!(!after("2025-12-31", "2026-01"));
    }
}
