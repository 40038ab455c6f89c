use std::collections::BTreeMap;

use kehoach_model::Field;

use crate::ordinal::Ordinal;
use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Line, Scope};
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
        let mut by_number: BTreeMap<(usize, String), Vec<Line<'_>>> = BTreeMap::new();
        let entries = series::of(rows);
        for entry in &entries {
            if let Some(ordinal) = &entry.ordinal {
                by_number.entry((entry.run, ordinal.bare())).or_default().push(entry.line);
            }
        }
        // In the order of the rows.
        for entry in &entries {
            let Some(ordinal) = entry.ordinal.as_ref().map(Ordinal::bare) else { continue };
            let same = by_number.remove(&(entry.run, ordinal.clone())).unwrap_or_default();
            if same.len() < 2 {
                continue;
            }
            let count = same.len().to_string();
            let values = [("ordinal", ordinal.as_str().into()), ("count", count.as_str().into())];
            let making = report.say("twice", &values).field(Field::Ordinal).of_table(rows);
            same.into_iter().fold(making, |making, line| making.row(line.row));
        }
    }
}
