//! Days as plans print them.

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Date {
    pub(super) year: usize,
    pub(super) month: usize,
    pub(super) day: usize,
}

impl Date {
    pub(super) const fn new(year: usize, month: usize, day: usize) -> Self {
        Self { year, month, day }
    }

    /// Whether the calendar has this day.
    pub(super) const fn is_valid(self) -> bool {
        self.month >= 1 && self.month <= 12 && self.day >= 1 && self.day <= days(self.year, self.month)
    }

    /// The day so many days later.
    pub(super) const fn plus(mut self, more: usize) -> Self {
        self.day += more;
        while self.day > days(self.year, self.month) {
            self.day -= days(self.year, self.month);
            self.month += 1;
            if self.month > 12 {
                self.month = 1;
                self.year += 1;
            }
        }
        self
    }

    /// "31/12/2025", "05/01/2026".
    pub(super) fn short(self) -> String {
        format!("{:02}/{:02}/{}", self.day, self.month, self.year)
    }

    /// "05/3/2026": months from March on have no zero before them (Nghị định 30/2020/NĐ-CP).
    pub(super) fn decree(self) -> String {
        if self.month < 3 { self.short() } else { format!("{:02}/{}/{}", self.day, self.month, self.year) }
    }

    /// "05 tháng 01 năm 2026".
    pub(super) fn long(self) -> String {
        format!("{:02} tháng {:02} năm {}", self.day, self.month, self.year)
    }
}

const fn days(year: usize, month: usize) -> usize {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn days_run_over_the_end_of_months_and_years() {
        assert_eq!(Date::new(2025, 12, 31).plus(1), Date::new(2026, 1, 1));
        assert_eq!(Date::new(2024, 2, 1).plus(29), Date::new(2024, 3, 1));
        assert!(!Date::new(2025, 2, 29).is_valid() && !Date::new(2025, 13, 1).is_valid());
    }

    #[test]
    fn dates_print_as_in_plans() {
        let date = Date::new(2026, 3, 5);
        assert_eq!([date.short(), date.decree()], ["05/03/2026", "05/3/2026"]);
        assert_eq!(date.long(), "05 tháng 03 năm 2026");
    }
}
