use crate::report::Report;
use crate::rule::rule;
use crate::scope::Scope;
use crate::series;

rule! {
    /// Two rows of one table carry the same number in the TT column.
    ///
    /// ## What it finds
    /// Two rows of one run of numbers with the same number. A run goes as far as the numbers go on; where
    /// the table begins again at 1 under a new group, a new run begins.
    ///
    /// ## Why it matters
    /// Whoever joins on the number imports one of the rows twice and the other never. Reports by number
    /// ("chỉ tiêu 21") do not say which row they mean.
    ///
    /// ## Fires
    /// | TT | Chỉ tiêu | Mục tiêu 2026 |
    /// |---|---|---|
    /// | 20 | Tỷ lệ hộ có cáp quang | 90% |
    /// | 21 | Tỷ lệ thôn có mạng 5G | 60% |
    /// | 21 | Tỷ lệ trạm y tế dùng bệnh án điện tử | 100% |
    ///
    /// ## Silent
    /// | TT | Chỉ tiêu | Mục tiêu 2026 |
    /// |---|---|---|
    /// | I | Hạ tầng số | |
    /// | 1 | Tỷ lệ hộ có cáp quang | 90% |
    /// | II | Dữ liệu số | |
    /// | 1 | Tỷ lệ hồ sơ số hóa | 100% |
    ///
    /// ## What to do
    /// Renumber the rows from the second one on. If a child or a report already names them by number, tell
    /// its author which is which.
    DuplicateOrdinal, Error, check
}

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for rows in scope.tables.iter().filter(|rows| !rows.is_prose()) {
        let entries = series::of(rows);
        for (at, first) in entries.iter().enumerate() {
            let Some(ordinal) = &first.ordinal else { continue };
            let same = |other: &&series::Entry<'_>| {
                other.run == first.run
                    && other
                        .ordinal
                        .as_ref()
                        .is_some_and(|it| it.is_beside(ordinal) && it.last == ordinal.last)
            };
            // Told once, at the first of them.
            if entries.iter().take(at).any(|entry| same(&entry)) {
                continue;
            }
            let others: Vec<_> = entries.iter().skip(at + 1).filter(same).collect();
            if others.is_empty() {
                continue;
            }
            let (bare, count) = (ordinal.bare(), (others.len() + 1).to_string());
            let values = [("ordinal", bare.as_str().into()), ("count", count.as_str().into())];
            let mut making =
                report.say("twice", &values).field(kehoach_model::Field::Ordinal).row(first.line.row);
            for other in others {
                making = making.row(other.line.row);
            }
        }
    }
}
