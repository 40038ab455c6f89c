use kehoach_viet::key;

use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Line, Scope};
use crate::twice;

rule! {
    /// The same row stands twice in one document.
    ///
    /// ## What it finds
    /// Two rows with the same name and the same values, apart from numbers in the TT column, capitals,
    /// marks and punctuation.
    ///
    /// ## Why it matters
    /// Counts and sums are too high, and two reports are asked for one task. One of the two was pasted and
    /// forgotten.
    ///
    /// ## Fires
    /// | TT | Nhiệm vụ | Chủ trì | Thời gian |
    /// |---|---|---|---|
    /// | 3 | Lắp đặt camera tại nhà văn hóa thôn | Công an xã | Quý II/2026 |
    /// | 9 | Lắp đặt camera tại nhà văn hóa thôn | Công an xã | Quý II/2026 |
    ///
    /// ## Silent
    /// | TT | Nhiệm vụ | Chủ trì | Thời gian |
    /// |---|---|---|---|
    /// | 3 | Lắp đặt camera tại nhà văn hóa thôn | Công an xã | Quý II/2026 |
    /// | 9 | Lắp đặt camera tại trường học | Công an xã | Quý II/2026 |
    ///
    /// ## What to do
    /// Delete one of the two, or say in its name what is different. A table that stands twice as a whole is
    /// `repeated-content`.
    DuplicateRow, Error, check
}

/// Names of fewer words are heads and labels, and stand again in every part of a table.
const LEAST_WORDS: usize = 4;

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for rows in &scope.tables {
        let same = |one: &Line<'_>, other: &Line<'_>| {
            key::name(&one.row.name) == key::name(&other.row.name)
                && twice::has_same_values(*one, *other)
                && twice::has_same_rest(rows, *one, *other)
        };
        let name = |line: &Line<'_>| {
            (crate::fold::words(&line.row.name).count() >= LEAST_WORDS).then(|| key::name(&line.row.name))
        };
        for (first, others) in twice::groups(rows, name, same) {
            let (called, count) = (first.called(), (others.len() + 1).to_string());
            let values = [("row", called.as_str().into()), ("count", count.as_str().into())];
            let mut making = report.say("again", &values).row(first.row).of_table(rows);
            for other in others {
                making = making.row(other.row);
            }
        }
    }
}
