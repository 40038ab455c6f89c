use kehoach_model::{BodyKind, DeadlineKind, Field, TargetKind};
use kehoach_viet::{Quantity, QuantityKind, Time, TimeKind, key};

use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Line, Rows, Scope, first_words};
use crate::words;

rule! {
    /// A value stands in a column where another kind of value belongs.
    ///
    /// ## What it finds
    /// A deadline under "Chủ trì", a body under "Thời gian", a quantity where neither belongs; also a head
    /// of a group that carries a value of some other row, which readers tell as a warning.
    ///
    /// ## Why it matters
    /// The row is imported with a body named "Quý II/2026" and no deadline. Such a row escapes every
    /// reminder by date and every list by body. Mostly the cells of one row were shifted by one.
    ///
    /// ## Fires
    /// | TT | Nhiệm vụ | Chủ trì | Thời gian |
    /// |---|---|---|---|
    /// | 1 | Nâng cấp mạng nội bộ | Quý II/2026 | Văn phòng HĐND-UBND |
    ///
    /// ## Silent
    /// | TT | Nhiệm vụ | Chủ trì | Thời gian |
    /// |---|---|---|---|
    /// | 1 | Nâng cấp mạng nội bộ | Văn phòng HĐND-UBND | Quý II/2026 |
    /// | 2 | Rà soát danh mục | Phòng Kinh tế | Theo kế hoạch của UBND tỉnh |
    ///
    /// A deadline may name a body whose instruction it waits for.
    ///
    /// ## What to do
    /// Move the value to its column, and look whether the other cells of the row are shifted too.
    MisplacedCell, Error, check
}

const BODIES: [Field; 3] = [Field::Lead, Field::Support, Field::Monitor];

/// What a value is, where it is not what its column asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stray {
    Time,
    Quantity,
    Body,
}

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for rows in &scope.tables {
        let stray: Vec<(Line<'_>, Field, Stray)> =
            rows.lines.iter().flat_map(|line| of_line(*line, rows)).collect();
        for (line, field, what) in &stray {
            // A column that is so in most rows is another column, and its head is what is wrong.
            let same = stray.iter().filter(|(_, other, _)| other == field).count();
            if same * 2 > rows.lines.len() && rows.lines.len() > 2 {
                continue;
            }
            let (called, value) = (line.called(), first_words(line.value(*field).unwrap_or_default()));
            let head =
                rows.columns().find(|(_, _, own)| own == field).map_or("", |(_, column, _)| &column.head);
            let values =
                [("row", called.as_str().into()), ("value", value.as_str().into()), ("column", head.into())];
            let key = match what {
                Stray::Time => "time",
                Stray::Quantity => "quantity",
                Stray::Body => "body",
            };
            report.say(key, &values).field(*field).row(line.row).of_table(rows);
        }
    }
}

fn of_line<'a>(line: Line<'a>, rows: &Rows<'_>) -> Vec<(Line<'a>, Field, Stray)> {
    let mut found = Vec::new();
    for field in BODIES {
        let Some(raw) = line.value(field) else { continue };
        if is_time(raw) && !names_body(line, field) {
            found.push((line, field, Stray::Time));
        } else if is_quantity(raw) {
            found.push((line, field, Stray::Quantity));
        }
    }
    if let Some(deadline) = line.deadline()
        && deadline.kind == DeadlineKind::Conditional
        && is_body(&deadline.raw, rows)
    {
        found.push((line, Field::Deadline, Stray::Body));
    }
    if let Some(target) = line.targets().first()
        && target.kind == TargetKind::Text
        && is_body(&target.raw, rows)
    {
        found.push((line, Field::Target, Stray::Body));
    }
    found
}

/// "Quý II/2026", "Thường xuyên", "31/12/2026"; not "Theo yêu cầu của Sở Nội vụ".
fn is_time(raw: &str) -> bool {
    let has_digit = raw.contains(|c: char| c.is_ascii_digit());
    // The names of bodies are long and have no figure; a grammar need not read them.
    if !has_digit && raw.split_whitespace().nth(3).is_some() {
        return false;
    }
    Time::parse(raw).is_some_and(|time| match time.kind {
        TimeKind::Date
        | TimeKind::Month
        | TimeKind::Quarter
        | TimeKind::Year
        | TimeKind::Range
        | TimeKind::From => has_digit,
        TimeKind::Recurring | TimeKind::Ongoing => raw.split_whitespace().count() <= 3,
        TimeKind::Immediate | TimeKind::Conditional => false,
    })
}

fn is_quantity(raw: &str) -> bool {
    raw.contains(|c: char| c.is_ascii_digit())
        && matches!(Quantity::parse(raw).kind, QuantityKind::Percent | QuantityKind::Range)
}

/// Whether the cell names a body beside the time: "Văn phòng (quý I/2026)".
fn names_body(line: Line<'_>, field: Field) -> bool {
    let bodies = match field {
        Field::Lead => &line.row.lead,
        Field::Support => &line.row.support,
        _ => &line.row.monitor,
    };
    bodies.iter().flat_map(|bodies| &bodies.bodies).any(|body| body.kind != BodyKind::Other)
}

/// A body and no time: it begins as one and has no figure, or stands under "chủ trì" in another row.
fn is_body(raw: &str, rows: &Rows<'_>) -> bool {
    if raw.contains(|c: char| c.is_ascii_digit()) || key::name(raw).is_empty() {
        return false;
    }
    let folded = key::name(raw);
    let is_known = || {
        let values = rows.lines.iter().flat_map(|line| BODIES.iter().filter_map(|field| line.value(*field)));
        values.filter(|value| !is_time(value)).any(|value| key::name(value) == folded)
    };
    words::begins_as_body(raw) || is_known()
}
