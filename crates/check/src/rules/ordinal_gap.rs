use kehoach_model::Field;

use crate::report::Report;
use crate::rule::rule;
use crate::scope::Scope;
use crate::series;

rule! {
    /// The TT column leaves out numbers.
    ///
    /// ## What it finds
    /// A row whose number is more than one above the number before it in the same run. It is told once, at
    /// the row after the gap, with the numbers that are missing ("2, 3"). Levels are counted apart: after
    /// 1.1 comes 1.2, after 1 comes 2. A first table that begins at 2 to 5 has lost its first rows; one
    /// that begins further up is a part of another table. Rows without a number count for the missing ones.
    /// Letters may leave out đ.
    ///
    /// ## Why it matters
    /// Rows were deleted, or a page was lost in copying or scanning. In the second case tasks with somebody
    /// in charge and a deadline are missing in the data, and nothing else shows it.
    ///
    /// ## Fires
    /// | TT | Nhiệm vụ | Chủ trì |
    /// |---|---|---|
    /// | 1 | Nâng cấp mạng nội bộ | Văn phòng HĐND-UBND |
    /// | 4 | Tập huấn kỹ năng số | Phòng VH-XH |
    ///
    /// ## Silent
    /// | TT | Nhiệm vụ | Chủ trì |
    /// |---|---|---|
    /// | I | Hạ tầng số | |
    /// | 1 | Nâng cấp mạng nội bộ | Văn phòng HĐND-UBND |
    /// | 2 | Lắp đặt camera | Công an xã |
    /// | II | Nguồn nhân lực | |
    /// | 1 | Tập huấn kỹ năng số | Phòng VH-XH |
    ///
    /// A table that begins again at 1 under each group is no fault. Neither is one that counts on through
    /// its groups.
    ///
    /// ## What to do
    /// Look at the original for the missing rows. If they are there, import a whole copy; if they were
    /// deleted, renumber.
    OrdinalGap, Warning, check
}

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for rows in scope.tables.iter().filter(|rows| !rows.is_prose()) {
        let entries = series::of(rows);
        // A table that goes on another one has its numbers from there.
        let is_first = scope
            .tables
            .iter()
            .find(|other| other.kind() == rows.kind())
            .is_some_and(|first| std::ptr::eq(first, rows));
        let mut gaps = series::gaps(&entries);
        if is_first {
            gaps.extend(series::head(&entries));
        }
        for (entry, missing) in gaps {
            let Some(ordinal) = &entry.ordinal else { continue };
            let (missing, own) = (series::ranges(ordinal, &missing), ordinal.bare());
            let values = [("missing", missing.as_str().into()), ("ordinal", own.as_str().into())];
            report.say("gap", &values).field(Field::Ordinal).row(entry.line.row);
        }
    }
}
