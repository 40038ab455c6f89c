use kehoach_model::Field;

use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Line, Rows, Scope};
use crate::words;

rule! {
    /// A row has no number in the TT column though the rows around it have one.
    ///
    /// ## What it finds
    /// A row with a name and values of its own, numbered siblings, and a TT cell that is empty or holds a
    /// dash. Not told: heads of groups; parts of the row above, whose names begin with a dash, "Trong đó"
    /// or "bao gồm"; tables of fewer than three rows; tables in which several rows, and more than three of
    /// ten, have no number.
    ///
    /// ## Why it matters
    /// The row cannot be cited and is easily taken for a part of the row above. Often it was added after
    /// the numbering was done.
    ///
    /// ## Fires
    /// | TT | Nhiệm vụ | Chủ trì | Thời gian |
    /// |---|---|---|---|
    /// | 7 | Số hóa hồ sơ đất đai | Phòng Kinh tế | Quý II/2026 |
    /// | | Cấp chữ ký số cho công chức | Văn phòng HĐND-UBND | Quý III/2026 |
    /// | 8 | Tập huấn kỹ năng số | Phòng VH-XH | Quý IV/2026 |
    ///
    /// ## Silent
    /// | TT | Nhiệm vụ | Chủ trì | Thời gian |
    /// |---|---|---|---|
    /// | 7 | Số hóa hồ sơ đất đai | Phòng Kinh tế | Quý II/2026 |
    /// | | Phát triển nguồn nhân lực | | |
    /// | 8 | Tập huấn kỹ năng số | Phòng VH-XH | Quý IV/2026 |
    ///
    /// The row without a number is the head of a group. A table without any numbers is silent too.
    ///
    /// ## What to do
    /// Give the row a number, or join it with the row above if it is a part of it.
    MissingOrdinal, Warning, check
}

/// Where more rows than this have no number, the table does not number its rows, or not all sorts of them.
const MOST_BLANK: f64 = 0.3;
/// Tables of fewer rows have no habit.
const LEAST_ROWS: usize = 3;

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for rows in scope.tables.iter().filter(|rows| rows.has(Field::Ordinal)) {
        let blank: Vec<&Line<'_>> = rows.lines.iter().filter(|line| is_blank(line, rows)).collect();
        // One in a short table is a slip as well.
        let is_habit = blank.len() > 1 && blank.len() as f64 > MOST_BLANK * rows.lines.len() as f64;
        if is_habit || rows.lines.len() < LEAST_ROWS {
            continue;
        }
        for line in blank {
            let name = line.called();
            report.say("blank", &[("name", name.as_str().into())]).field(Field::Ordinal).row(line.row);
        }
    }
}

/// A row that should have a number. "- …" and "+ …" are parts of the row above.
fn is_blank(line: &Line<'_>, rows: &Rows<'_>) -> bool {
    !words::is_part(&line.row.name)
        && line.row.ordinal.is_none()
        && !line.row.name.starts_with(['-', '–', '+', '*', '•'])
        && rows.lines.iter().any(|other| other.row.ordinal.is_some())
}
