//! Cells to typed values of the contract.

use kehoach_model::{Comparator, Deadline, DeadlineKind, Target, TargetKind};
use kehoach_viet::{Comparison, Quantity, QuantityKind, Time, TimeKind};

/// A target cell; `None` where it is empty.
pub(crate) fn target(column: Option<&str>, raw: &str, unit: Option<&str>) -> Option<Target> {
    if raw.is_empty() {
        return None;
    }
    let quantity = Quantity::parse(raw);
    let kind = match quantity.kind {
        // "Đơn vị tính: %" stands in a column of its own.
        QuantityKind::Number if quantity.unit.is_none() && unit == Some("%") => TargetKind::Percent,
        QuantityKind::Number => TargetKind::Number,
        QuantityKind::Percent => TargetKind::Percent,
        QuantityKind::Range => TargetKind::Range,
        QuantityKind::Done => TargetKind::Done,
        QuantityKind::YesNo => TargetKind::YesNo,
        QuantityKind::Text => TargetKind::Text,
    };
    let valued = quantity.low.is_some();
    Some(Target {
        column: column.map(str::to_owned),
        period: column.and_then(years),
        raw: raw.to_owned(),
        kind,
        op: quantity.comparison.map(comparator),
        low: quantity.low,
        high: quantity.high,
        unit: quantity.unit.or_else(|| unit.filter(|_| valued).map(str::to_owned)),
        condition: quantity.condition,
    })
}

fn comparator(comparison: Comparison) -> Comparator {
    match comparison {
        Comparison::Equal => Comparator::Equal,
        Comparison::AtLeast => Comparator::AtLeast,
        Comparison::MoreThan => Comparator::MoreThan,
        Comparison::AtMost => Comparator::AtMost,
        Comparison::LessThan => Comparator::LessThan,
    }
}

/// The year or years that a head names: "Mục tiêu 2026", "Giai đoạn 2026 - 2030".
pub(crate) fn years(text: &str) -> Option<String> {
    let mut years = text.split(|c: char| !c.is_ascii_digit()).filter(|number| is_year(number));
    let first = years.next()?;
    Some(match years.next_back() {
        Some(last) if last != first => format!("{first}-{last}"),
        _ => first.to_owned(),
    })
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}

/// A deadline cell; `None` where it is empty.
pub(crate) fn deadline(raw: &str) -> Option<Deadline> {
    let time = Time::parse(raw)?;
    let kind = match time.kind {
        TimeKind::Date => DeadlineKind::Date,
        TimeKind::Month => DeadlineKind::Month,
        TimeKind::Quarter => DeadlineKind::Quarter,
        TimeKind::Year => DeadlineKind::Year,
        TimeKind::Range => DeadlineKind::Range,
        TimeKind::From => DeadlineKind::From,
        TimeKind::Recurring => DeadlineKind::Recurring,
        TimeKind::Ongoing => DeadlineKind::Ongoing,
        TimeKind::Immediate => DeadlineKind::Immediate,
        TimeKind::Conditional => DeadlineKind::Conditional,
    };
    let iso = |date: Option<kehoach_viet::PartialDate>| date.and_then(kehoach_viet::PartialDate::iso);
    Some(Deadline { raw: raw.to_owned(), kind, start: iso(time.start), end: iso(time.end) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_names_its_years() {
        assert_eq!(years("Mục tiêu 2026").as_deref(), Some("2026"));
        assert_eq!(years("Giai đoạn 2026 - 2030").as_deref(), Some("2026-2030"));
        assert_eq!(years("Kế hoạch"), None);
    }

    #[test]
    fn a_unit_column_gives_the_unit() {
        let target = target(Some("Kế hoạch 2026"), "≥ 70", Some("%")).unwrap();
        assert_eq!(
            (target.kind, target.op, target.low, target.unit.as_deref()),
            (TargetKind::Percent, Some(Comparator::AtLeast), Some(70.0), Some("%"))
        );
    }
}
