use kehoach_model::{Field, Target, TargetKind};
use kehoach_viet::{Comparison, QuantityKind, find_quantities, parse_number};

use crate::fold;
use crate::report::Report;
use crate::rule::rule;
use crate::scope::Scope;
use crate::words;

rule! {
    /// A quantity in the row's name disagrees with its target.
    ///
    /// ## What it finds
    /// A name that states a quantity itself, and a target of the same kind and about the same object with
    /// another one. Only percentages are held against percentages and counts against counts of one thing. A
    /// bound in the name holds: "Không quá 3 vụ" and a target of 2 agree, "Trên 90%" and 92 too. Not told:
    /// rows with several targets, and names that speak of another time ("giai đoạn 2026-2030", "mỗi năm",
    /// "đến năm 2030", "so với").
    ///
    /// ## Why it matters
    /// One of the two is wrong, and nobody can tell from the row which. Reports take the target column; the
    /// people who read the plan take the name.
    ///
    /// ## Fires
    /// | TT | Chỉ tiêu | Mục tiêu 2026 |
    /// |---|---|---|
    /// | 47 | 100% người dân trưởng thành có tài khoản định danh | 80% |
    ///
    /// ## Silent
    /// | TT | Chỉ tiêu | Mục tiêu 2026 |
    /// |---|---|---|
    /// | 47 | 100% người dân trưởng thành có tài khoản định danh | 100% |
    /// | 48 | Tỷ lệ thôn có trên 50% hộ thanh toán trực tuyến | 80% |
    /// | 49 | Lắp đặt camera tại 12 thôn | 80% |
    ///
    /// In 48 the name's percentage is of households, the target's of thôn. In 49 the two are of different
    /// kinds.
    ///
    /// ## What to do
    /// Ask the author which figure holds; look at the parent's row first, it may tell.
    TargetContradictsName, Warning, check
}

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for line in scope.lines() {
        // Columns of several years have several targets, of which a name can give only one.
        let [target] = line.targets() else { continue };
        if target.condition.is_some() {
            continue;
        }
        let name = line.row.name.as_str();
        if words::is_of_other_time(name) {
            continue;
        }
        let said = match target.kind {
            TargetKind::Percent => other_share(name, target),
            TargetKind::Number => other_count(name, target),
            _ => None,
        };
        let Some(said) = said else { continue };
        let called = line.called();
        let values = [
            ("row", called.as_str().into()),
            ("name", said.as_str().into()),
            ("target", target.raw.as_str().into()),
        ];
        report.say("differs", &values).field(Field::Target).row(line.row);
    }
}

/// The only percentage of a name, where it is the row's own and another one than the target.
fn other_share(name: &str, target: &Target) -> Option<String> {
    let mut found = find_quantities(name);
    let (Some((range, quantity)), None) = (found.next(), found.next()) else { return None };
    // "HbA1c < 7%": what is counted, not how many of it.
    let is_sign = name.get(range.clone()).is_some_and(|text| text.contains(['<', '>', '≤', '≥']));
    let is_plain = quantity.kind == QuantityKind::Percent && quantity.condition.is_none() && !is_sign;
    // More than the name asks for at least is no contradiction.
    let at_least = matches!(quantity.comparison, Some(Comparison::AtLeast | Comparison::MoreThan));
    let at_most = matches!(quantity.comparison, Some(Comparison::AtMost | Comparison::LessThan));
    let differs = quantity.low != target.low
        && !(at_least && quantity.low < target.low)
        && !(at_most && quantity.low > target.low);
    let before = name.get(..range.start).unwrap_or_default();
    (is_plain && differs && is_of_the_row(before))
        .then(|| name.get(range).unwrap_or_default().trim().to_owned())
}

/// The only number of things in a name that the target counts too, where both differ.
fn other_count(name: &str, target: &Target) -> Option<String> {
    let (unit, count) = (fold::text(target.unit.as_deref()?), target.low?);
    let folded = fold::text(name);
    let mut counts = folded.match_indices(&unit).filter_map(|(at, _)| {
        let before = folded.get(..at)?;
        let number = parse_number(before.split(' ').next_back()?)?;
        Some((before, number))
    });
    let (Some((before, number)), None) = (counts.next(), counts.next()) else { return None };
    let before = before.rsplit_once(' ').map_or("", |(before, _)| before);
    // "ít nhất 10 mô hình" and 12 of them agree.
    let (at_least, at_most) = words::bounds(before);
    let differs = (number - count).abs() > f64::EPSILON
        && !(at_least && number < count)
        && !(at_most && number > count);
    (unit.len() > 2 && differs && is_of_the_row(before)).then(|| format!("{number}{}", unit.trim_end()))
}

/// Whether what stands before a quantity leaves it the row's own.
fn is_of_the_row(before: &str) -> bool {
    !words::is_measure(before) && !words::has_clause(before)
}
