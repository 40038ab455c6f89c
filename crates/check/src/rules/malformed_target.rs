use kehoach_model::{Field, Target, TargetKind};

use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Line, Scope};

rule! {
    /// A target cannot be read as what its column asks for.
    ///
    /// ## What it finds
    /// A target cell that is neither a quantity, a range, a done ("Đạt", "Hoàn thành"), a yes or no, nor
    /// sensible words: "10O%" with the letter O, "80%%", "≥". Also a range that begins above its end
    /// ("70-50%") and a share of more than the whole ("Tỷ lệ …": "120%").
    ///
    /// ## Why it matters
    /// A target without a readable figure is never met and never missed: reports by figures leave the row
    /// out.
    ///
    /// ## Fires
    /// | TT | Chỉ tiêu | ĐVT | Mục tiêu 2026 |
    /// |---|---|---|---|
    /// | 5 | Tỷ lệ hồ sơ trực tuyến | % | 8O |
    /// | 6 | Tỷ lệ thôn có tổ công nghệ số | % | ≥ |
    ///
    /// ## Silent
    /// | TT | Chỉ tiêu | ĐVT | Mục tiêu 2026 |
    /// |---|---|---|---|
    /// | 5 | Tỷ lệ hồ sơ trực tuyến | % | ≥ 80 |
    /// | 6 | Tổ công nghệ số cộng đồng | | Duy trì 12/12 thôn |
    /// | 7 | Cổng dữ liệu mở của tỉnh | | Hoàn thành |
    ///
    /// ## What to do
    /// Correct the cell in the source. If the original shows a clean figure, the letters were lost in
    /// copying or OCR: import the original.
    MalformedTarget, Warning, check
}

/// Words of a target that says in words what is to be reached; shorter ones are values.
const MOST_WORDS: usize = 3;
const WHOLE: f64 = 100.0;

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for line in scope.lines() {
        for target in line.targets() {
            let Some(key) = fault(line, target) else { continue };
            let called = line.called();
            let values = [
                ("row", called.as_str().into()),
                ("value", target.raw.as_str().into()),
                ("column", target.column.as_deref().unwrap_or_default().into()),
            ];
            report.say(key, &values).field(Field::Target).row(line.row);
        }
    }
}

fn fault(line: Line<'_>, target: &Target) -> Option<&'static str> {
    let raw = target.raw.trim();
    match target.kind {
        TargetKind::Text => {
            let has_figure =
                raw.contains(|c: char| c.is_ascii_digit()) || raw.contains(['%', '≥', '≤', '>', '<']);
            (has_figure && raw.split_whitespace().count() <= MOST_WORDS && !is_dated(raw)).then_some("unread")
        }
        TargetKind::Range => (target.low > target.high && target.high.is_some()).then_some("backwards"),
        TargetKind::Percent => {
            (target.low.is_some_and(|low| low > WHOLE) && is_share(&line.row.name)).then_some("share")
        }
        _ => None,
    }
}

/// "31/12/2026", "Quý I/2026", "2026": a day can be what is to be reached.
fn is_dated(raw: &str) -> bool {
    kehoach_viet::Time::parse(raw).is_some_and(|time| time.start.is_some() || time.end.is_some())
}

/// A share has a whole; a growth has none.
fn is_share(name: &str) -> bool {
    let folded = crate::fold::text(name);
    (folded.starts_with(" tỷ lệ ") || folded.starts_with(" tỉ lệ "))
        && !["tăng", "so với", "vượt", "hoàn thành kế hoạch"].iter().any(|word| folded.contains(word))
}
