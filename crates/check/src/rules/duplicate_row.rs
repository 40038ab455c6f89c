use kehoach_viet::key;

use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Line, Scope};
use crate::{twice, words};

rule! {
    /// The same row stands twice in one table.
    ///
    /// ## What it finds
    /// Two rows with the same name, of at least four words, and the same values, apart from numbers in the
    /// TT column, capitals, the place of tone marks and punctuation. Under two groups (two projects, two
    /// fields of work) a short step such as "Rà soát đối tượng" may stand again: there the name must have
    /// eight telling words. Rows under two bodies, groups that repeat each other row by row, and rows that
    /// differ in a column of another kind (a place, a code) are not told.
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
/// Telling words from which a row of another group is the same task again.
const TELLING_WORDS: usize = 8;

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for rows in &scope.tables {
        let is_long = |line: &Line<'_>| words::matter(&line.row.name).len() >= TELLING_WORDS;
        let same = |one: &Line<'_>, other: &Line<'_>| {
            key::name(&one.row.name) == key::name(&other.row.name)
                && twice::has_same_values(*one, *other)
                && twice::has_same_rest(rows, *one, *other)
                // A short step stands under one project after the other.
                && (one.row.groups == other.row.groups || is_long(one))
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
