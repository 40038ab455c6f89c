use kehoach_model::{Confidence, Field, Message};

use crate::catalogue;
use crate::fold;
use crate::ordinal::{Kind, Ordinal};
use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Line, Rows, Scope};

rule! {
    /// A cell is empty though the same column is filled in the sibling rows.
    ///
    /// ## What it finds
    /// An empty cell in a column that most rows of the table fill: name, body in charge, monitor, deadline,
    /// target; a result only where nine rows of ten have one. Dots to be filled in ("…", "Quý .../2026")
    /// are empty, a dash is not: it says that there is nothing. One finding for each row names its empty
    /// columns. Not told: heads of groups, a row whose parts below have the values, cells under a merged
    /// one (its value belongs to each row that it spans), a group of which no row has a value there, tables
    /// of fewer than four rows, and what a row can do without: partner, note, budget, baseline, unit.
    ///
    /// ## Why it matters
    /// A task without a body in charge or a deadline is nobody's. A target that is missing cannot be
    /// reported on. Or the reader lost a merged cell, as text dumps do.
    ///
    /// ## Fires
    /// | TT | Nhiệm vụ | Chủ trì | Thời gian |
    /// |---|---|---|---|
    /// | 1 | Nâng cấp mạng nội bộ | Văn phòng HĐND-UBND | Quý I/2026 |
    /// | 2 | Lắp đặt camera | Công an xã | |
    /// | 3 | Tập huấn kỹ năng số | Phòng VH-XH | Quý III/2026 |
    /// | 4 | Số hóa hồ sơ đất đai | Phòng Kinh tế | Quý IV/2026 |
    /// | 5 | Cấp chữ ký số | Văn phòng HĐND-UBND | Quý II/2026 |
    ///
    /// ## Silent
    /// | TT | Nhiệm vụ | Chủ trì | Phối hợp |
    /// |---|---|---|---|
    /// | I | Hạ tầng số | | |
    /// | 1 | Nâng cấp mạng nội bộ | Văn phòng HĐND-UBND | |
    /// | 2 | Lắp đặt camera | Công an xã | Các thôn |
    /// | 3 | Tập huấn kỹ năng số | Phòng VH-XH | |
    ///
    /// ## What to do
    /// Look at the original: fill the cell there, or import the PDF or DOCX if only the text dump lacks it.
    ///
    /// ## Settings
    /// `[rules.missing-cell]` in `kehoach.toml`:
    ///
    /// | key | default | unit |
    /// |---|---|---|
    /// | `filled-share` | 0.8 | share of a column's cells, 0 to 1, from which empty ones are told |
    MissingCell, Warning, check
}

/// Fields that a row can do without: nobody takes part, nothing is to be noted, a name tells its unit.
const OPTIONAL: [Field; 6] =
    [Field::Ordinal, Field::Support, Field::Note, Field::Budget, Field::Baseline, Field::Unit];
/// Tables of fewer rows have no habit.
const LEAST_ROWS: usize = 4;
/// Share of results from which one that is not there is a slip.
const RESULTS: f64 = 0.9;

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let share = scope.settings.missing_cell.filled_share;
    for rows in scope.tables.iter().filter(|rows| !rows.is_prose()) {
        // Several rows of a name alone are heads that no group number marks.
        let bare = rows.lines.iter().filter(|line| is_bare(line, rows)).count();
        let lines: Vec<&Line<'_>> =
            rows.lines.iter().filter(|line| bare < 2 || !is_bare(line, rows)).collect();
        if lines.len() < LEAST_ROWS {
            continue;
        }
        let usual = |column: &usize, field: Field| {
            let filled = lines.iter().filter(|line| !is_blank(line.cell(*column))).count();
            // Not every task has a product.
            let share = if field == Field::Result { share.max(RESULTS) } else { share };
            filled as f64 >= share * lines.len() as f64
        };
        let columns: Vec<(usize, Field, &str)> = rows
            .columns()
            .filter(|(at, _, field)| !OPTIONAL.contains(field) && usual(at, *field))
            .map(|(at, column, field)| (at, field, column.head.as_str()))
            .collect();
        for line in &lines {
            // A doubtful reading is told as such.
            if line.row.confidence == Confidence::Doubtful {
                continue;
            }
            if has_parts(line, rows) {
                continue;
            }
            let empty: Vec<&(usize, Field, &str)> = columns
                .iter()
                .filter(|(at, field, _)| {
                    is_blank(line.cell(*at)) && is_missing(line, *field) && !group_lacks(&lines, line, *at)
                })
                .collect();
            let Some((_, field, _)) = empty.first() else { continue };
            let heads = catalogue::list(empty.iter().map(|(_, _, head)| quoted(head)));
            let called = line.called();
            report
                .say("empty", &[("row", called.as_str().into()), ("columns", heads.into())])
                .field(*field)
                .row(line.row);
        }
    }
}

/// An empty cell, or one to be filled in: "…", ".../.../2026", "Quý .../2026". A dash says that there is nothing.
fn is_blank(cell: &str) -> bool {
    let is_dotted = cell.contains('…') || cell.contains("..");
    let is_slot = |word: &str| {
        ["quý", "tháng", "ngày", "năm"].contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    cell.trim().is_empty() || is_dotted && fold::words(cell).map(fold::word).all(|word| is_slot(&word))
}

fn quoted(head: &str) -> Message {
    Message { vi: format!("“{head}”"), en: format!("“{head}”") }
}

/// A merged cell gives its value to every row that it spans, though the row's own cell is empty.
fn is_missing(line: &Line<'_>, field: Field) -> bool {
    line.value(field).is_none_or(is_blank)
}

/// Whether a row has a name and nothing else.
fn is_bare(line: &Line<'_>, rows: &Rows<'_>) -> bool {
    rows.columns().all(|(at, _, field)| {
        matches!(field, Field::Ordinal | Field::Name) || line.cell(at).is_empty() && is_missing(line, field)
    })
}

/// Whether no row of the line's group has a value there: the group is of another sort, or its head says it for all.
fn group_lacks(lines: &[&Line<'_>], line: &Line<'_>, column: usize) -> bool {
    let same: Vec<_> = lines.iter().filter(|other| other.row.groups == line.row.groups).collect();
    !line.row.groups.is_empty()
        && same.len() > 1
        && same.len() < lines.len()
        && same.iter().all(|other| is_blank(other.cell(column)))
}

/// Whether the rows below are its parts, which have the values: "2" above "2.1" or "a".
fn has_parts(line: &Line<'_>, rows: &Rows<'_>) -> bool {
    let mut below = rows.lines.iter().skip_while(|other| other.row.id != line.row.id).skip(1);
    let own = line.row.ordinal.as_deref().and_then(Ordinal::parse);
    let (Some(own), Some(next)) = (own, below.next()) else { return false };
    match next.row.ordinal.as_deref().and_then(Ordinal::parse) {
        Some(next) => {
            next.kind == Kind::Letter && next.last == 1 && own.kind != Kind::Letter
                || next.above.len() == own.above.len() + 1 && next.above.last() == Some(&own.last)
        }
        None => next.row.ordinal.is_none() && next.row.name.starts_with(['-', '–', '+']),
    }
}
