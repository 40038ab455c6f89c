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
    /// 1.1 comes 1.2, after 1 comes 2.
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
        for (entry, missing) in series::gaps(&series::of(rows)) {
            let Some(ordinal) = &entry.ordinal else { continue };
            let (missing, own) = (series::ranges(ordinal, &missing), ordinal.bare());
            let values = [("missing", missing.as_str().into()), ("ordinal", own.as_str().into())];
            report.say("gap", &values).field(Field::Ordinal).row(entry.line.row);
        }
    }
}
