use kehoach_model::Field;
use kehoach_viet::{Comparison, Quantity, QuantityKind};

use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Line, Scope};
use crate::words;

rule! {
    /// A row asks for less than the parent's row that it carries on.
    ///
    /// ## What it finds
    /// A share that is easier to reach than that of the parent's row: less of it, or more where both are
    /// bounds from above ("≤ 8%", "≤ 12%"). The "%" can stand in the cell or in the column "ĐVT". A range
    /// counts by its lower end. Where the two cannot be compared ("Đạt" against "70%"), nothing is told
    /// here; the change stands in `lineage.ndjson`. Counts are not compared: a commune builds fewer of what
    /// a province builds. Less is not weaker in names that ask for little: "giảm", "nghèo", "dưới", "vi
    /// phạm", "tai nạn", "trễ hạn".
    ///
    /// ## Why it matters
    /// If each commune asks for less, the province cannot reach its target. It may be meant so, where the
    /// parent lets units differ: therefore a warning.
    ///
    /// ## Fires
    /// | document | Chỉ tiêu | Mục tiêu 2026 |
    /// |---|---|---|
    /// | tỉnh Hồng Lam | Tỷ lệ hồ sơ trực tuyến toàn trình | ≥ 80% |
    /// | xã Đồng Mây | Tỷ lệ hồ sơ trực tuyến toàn trình | 60% |
    ///
    /// ## Silent
    /// | document | Chỉ tiêu | Mục tiêu 2026 |
    /// |---|---|---|
    /// | tỉnh Hồng Lam | Tỷ lệ hồ sơ trực tuyến toàn trình | ≥ 80% |
    /// | xã Đồng Mây | Tỷ lệ hồ sơ trực tuyến toàn trình | 85% |
    ///
    /// ## What to do
    /// Ask the child's author whether the lower target is agreed with the parent's issuer. If it is,
    /// suppress the finding with that reason.
    TargetWeakerThanParent, Warning, check
}

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for twin in scope.twins.iter().filter(|twin| twin.is_child && twin.field == "target") {
        let Some(line) = scope.line(&twin.row) else { continue };
        if !is_weaker(line, &twin.own, &twin.other) {
            continue;
        }
        let called = line.called();
        let values = [
            ("row", called.as_str().into()),
            ("own", twin.own.as_str().into()),
            ("other", twin.other.as_str().into()),
            ("there", twin.there.as_str().into()),
        ];
        report.say("weaker", &values).field(Field::Target).row(line.row);
    }
}

/// Whether a share is less than another one, or more where both are bounds from above. Counts are not compared: a commune
/// builds fewer of what a province builds.
fn is_weaker(line: Line<'_>, own: &str, other: &str) -> bool {
    let (own, other) = (Quantity::parse(own), Quantity::parse(other));
    // The unit can stand in a column of its own.
    let of_column = line.value(Field::Unit).is_some_and(|unit| unit.trim() == "%");
    let is_share = |quantity: &Quantity| {
        let kind = match quantity.kind {
            QuantityKind::Percent => true,
            QuantityKind::Range => of_column || quantity.unit.as_deref() == Some("%"),
            QuantityKind::Number => of_column && quantity.unit.is_none(),
            _ => false,
        };
        kind && quantity.condition.is_none()
    };
    let (true, true, Some(low), Some(bar)) = (is_share(&own), is_share(&other), own.low, other.low) else {
        return false;
    };
    let is_upper =
        |quantity: &Quantity| matches!(quantity.comparison, Some(Comparison::AtMost | Comparison::LessThan));
    match (is_upper(&own), is_upper(&other)) {
        (true, true) => low > bar,
        // A range is met at its lower end.
        (false, false) => low < bar && !words::is_falling(&line.row.name),
        _ => false,
    }
}
