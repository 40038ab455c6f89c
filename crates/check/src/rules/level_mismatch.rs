use std::collections::HashMap;

use kehoach_model::{Body, Field, Level};
use kehoach_plan::canonical;

use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Line, Rows, Scope};

rule! {
    /// A body of another level is charged than the plan can charge.
    ///
    /// ## What it finds
    /// A body in charge or monitor that stands above the plan's issuer: a Sở, a body "… tỉnh" or a ministry
    /// in a commune's table, a ministry in a province's or a Sở's. "Bộ CHQS tỉnh", "Bộ Tư lệnh …" and "Bộ
    /// phận …" are no ministries. Such a body as partner ("phối hợp") is no fault. Where more than five
    /// rows and more than a third of a column are so, it is one finding: the parent's table was copied as
    /// it is.
    ///
    /// ## Why it matters
    /// A commune cannot charge the province's office. The row was copied from the parent without its bodies
    /// being changed, so nobody in the commune answers for it.
    ///
    /// ## Fires
    /// | Kế hoạch của UBND xã Đồng Mây | Chủ trì | Phối hợp |
    /// |---|---|---|
    /// | 25. Kết nối phòng họp trực tuyến | Văn phòng UBND tỉnh | Các thôn |
    ///
    /// ## Silent
    /// | Kế hoạch của UBND xã Đồng Mây | Chủ trì | Phối hợp |
    /// |---|---|---|
    /// | 25. Kết nối phòng họp trực tuyến | Văn phòng HĐND-UBND | Văn phòng UBND tỉnh |
    ///
    /// In the province's own plan the same body in charge is right.
    ///
    /// ## What to do
    /// Name the body of the commune that does the task, and put the province's body under "Phối hợp".
    LevelMismatch, Warning, check
}

/// Rows of one table that are told one by one.
const HABIT: usize = 5;

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let Some(issuer) = scope.plan.header.issuer.as_ref() else { return };
    let own = issuer.level;
    if !matches!(own, Level::Commune | Level::District | Level::Province | Level::Department) {
        return;
    }
    // The same few bodies stand in most rows.
    let mut known: HashMap<&str, bool> = HashMap::new();
    for rows in &scope.tables {
        for field in [Field::Lead, Field::Monitor] {
            if is_guidance(rows, field) {
                continue;
            }
            let found: Vec<(Line<'_>, String)> = rows
                .lines
                .iter()
                .filter_map(|line| Some((*line, above(*line, field, own, &mut known)?)))
                .collect();
            // A column that is so as a rule is one slip: the parent's table was copied as it is.
            let filled = rows.lines.iter().filter(|line| line.value(field).is_some()).count();
            let is_habit = found.len() > HABIT && found.len() * 3 > filled;
            if is_habit && let Some((first, body)) = found.first() {
                let (called, count) = (first.called(), found.len().to_string());
                let values = [
                    ("row", called.as_str().into()),
                    ("body", body.as_str().into()),
                    ("count", count.as_str().into()),
                    ("issuer", issuer.name.as_str().into()),
                ];
                let making = report.say("many", &values).field(field);
                found.iter().fold(making, |making, (line, _)| making.row(line.row));
                continue;
            }
            for (line, body) in found {
                let called = line.called();
                let values = [
                    ("row", called.as_str().into()),
                    ("body", body.as_str().into()),
                    ("issuer", issuer.name.as_str().into()),
                ];
                report.say("above", &values).field(field).row(line.row);
            }
        }
    }
}

/// "Cơ quan hướng dẫn, theo dõi": who guides a commune stands above it.
fn is_guidance(rows: &Rows<'_>, field: Field) -> bool {
    let mut heads = rows.columns().filter(|(_, _, own)| *own == field).map(|(_, column, _)| &column.head);
    heads.any(|head| crate::fold::text(head).contains(" hướng dẫn "))
}

/// The first body of a cell that stands above the one that issues the plan.
fn above<'a>(line: Line<'a>, field: Field, own: Level, known: &mut HashMap<&'a str, bool>) -> Option<String> {
    let bodies = if field == Field::Lead { &line.row.lead } else { &line.row.monitor };
    let mut bodies = bodies.iter().flat_map(|bodies| &bodies.bodies);
    bodies
        .find(|body| *known.entry(&body.name).or_insert_with(|| is_above(body, own)))
        .map(|body| body.name.clone())
}

fn is_above(body: &Body, own: Level) -> bool {
    let folded = crate::fold::text(&body.name);
    let begins = |word: &str| folded.starts_with(&format!(" {word} "));
    let holds = |word: &str| folded.contains(&format!(" {word} "));
    let of_ministry = begins("bộ")
        && !begins("bộ chỉ huy")
        && !begins("bộ phận")
        && !begins("bộ đội")
        && !begins("bộ chqs")
        && !begins("bộ tư lệnh");
    match own {
        Level::Commune | Level::District => {
            let of_province = begins("sở") || holds("tỉnh") && !holds("cấp tỉnh");
            // "Thành phố" is a province or, until 2025, a district: only where it is not the plan's own.
            let name = canonical(&body.name, None).is_some_and(|body| body.level == Level::Province);
            of_ministry || of_province || name && own == Level::Commune
        }
        Level::Province | Level::Department => of_ministry,
        _ => false,
    }
}
