use std::sync::LazyLock;

use kehoach_model::{Field, Target, TargetKind};
use regex::Regex;

use crate::pattern;
use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Line, Scope};

rule! {
    /// A target cannot be read as what its column asks for.
    ///
    /// ## What it finds
    /// A cell of up to three words with marks that no figure has: a letter for a figure ("10O%", "l00"),
    /// two signs ("80%%"), two numbers ("80 90"), a mark and nothing behind it ("85-"), a semicolon
    /// ("8;5"), a sign alone ("≥", "…%"). Also a range that begins above its end ("70-50%"), and a "Tỷ lệ
    /// …" of more than 150%: up to there a share may pass the whole, as the use of beds does. One value in
    /// several columns of a row is told once. "12/12 thôn", "4,2/5", "Cấp độ 3", "Tăng 10 trạm" and words
    /// are targets as they stand.
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
/// A share beyond this is no growth, no use beyond the places that there are, but a lost decimal mark.
const MOST_SHARE: f64 = 150.0;

/// Figures that no value has: a letter among them ("8O%"), two signs ("80%%"), two numbers without a mark ("80 90"), a mark
/// and nothing behind it ("85-"), a semicolon for the decimal mark ("8;5").
static BROKEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\d[OoIl]+(?:[\d%]|\b)|\b[OoIl]\d|%\s*%|^\D*\d+\s+\d{1,2}\s*%?$|\d\s*[-–,.;:/]\s*%?$|\d\s*[;:]\s*\d|^[\s≥≤><=….]*%[\s%….]*$|^[\s≥≤><=]+$",
    )
});

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for line in scope.lines() {
        // The same value in the columns of several years is one slip.
        let mut told: Vec<&str> = Vec::new();
        for target in line.targets() {
            let Some(key) = fault(line, target) else { continue };
            if told.contains(&target.raw.as_str()) {
                continue;
            }
            told.push(&target.raw);
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
    if raw.split_whitespace().count() <= MOST_WORDS && BROKEN.is_match(raw) && !is_dated(raw) {
        return Some("unread");
    }
    match target.kind {
        TargetKind::Range => (target.low > target.high && target.high.is_some()).then_some("backwards"),
        TargetKind::Percent => {
            (target.low.is_some_and(|low| low > MOST_SHARE) && is_share(&line.row.name)).then_some("share")
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
