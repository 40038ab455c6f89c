use std::sync::LazyLock;

use kehoach_model::{Deadline, DeadlineKind, Field};
use regex::Regex;

use crate::pattern;
use crate::report::Report;
use crate::rule::rule;
use crate::scope::Scope;

rule! {
    /// A deadline cannot be read as a time.
    ///
    /// ## What it finds
    /// A cell under "Thời gian" that is written as a date and is none: "31/6/2026", "Quý V/2026", "tháng
    /// 13/2026", "30/4/20226"; a letter for a figure ("3O/4/2026"); a day that is left out ("trước
    /// /6/2026"); an end before the beginning ("Từ 30/5 đến 10/3/2026"). Cells of more than 40 letters are
    /// sentences and are not looked at.
    ///
    /// ## Why it matters
    /// The deadline has no start and no end in the data, so no reminder is sent and no delay is seen.
    ///
    /// ## Fires
    /// | TT | Nhiệm vụ | Chủ trì | Thời gian |
    /// |---|---|---|---|
    /// | 1 | Nâng cấp mạng nội bộ | Văn phòng HĐND-UBND | 31/6/2026 |
    /// | 2 | Tập huấn kỹ năng số | Phòng VH-XH | Quý VI/2026 |
    /// | 3 | Cấp chữ ký số | Văn phòng HĐND-UBND | 3O/4/2026 |
    ///
    /// ## Silent
    /// | TT | Nhiệm vụ | Chủ trì | Thời gian |
    /// |---|---|---|---|
    /// | 1 | Nâng cấp mạng nội bộ | Văn phòng HĐND-UBND | 30/6/2026 |
    /// | 2 | Tập huấn kỹ năng số | Phòng VH-XH | Hằng quý |
    /// | 3 | Báo cáo đột xuất | Văn phòng HĐND-UBND | Khi có yêu cầu |
    /// | 4 | Kết nối kho dữ liệu | Công an xã | Theo hướng dẫn của Bộ Công an |
    ///
    /// ## What to do
    /// Ask the body in charge for the day that is meant and correct the cell.
    MalformedDeadline, Warning, check
}

/// Quarters are four, months twelve.
static QUARTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\bquý\s*(?:0|[5-9]|\d{2}|VI*|IX|X|IIII+)\s*(?:[/,.-]|năm|$)"));
static MONTH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\btháng\s*(?:0\b|00|1[3-9]|[2-9]\d)"));
static DAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b"));
/// A letter for a figure, or a day that is left out: "3O/4/2026", "trước /6/2026".
static LETTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\d[OoIl]\s*/|\b[Ool]\d*\s*/\s*\d|\bI\d+\s*/|(?:^|\s)/\s*\d{1,2}\s*/"));
/// A year that is cut short: "Tháng 01 - 02/20", "Quý I/202" (rows of one real page end so).
static CUT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?:tháng|quý|ngày).*/\s*(?:2|20|20\d|19|19\d)?\s*$"));
/// A month and a year: "13/2026".
static MONTH_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[^/\d.-])(\d{1,2})\s*/\s*(\d{4})\b"));
/// A year with a figure too many or too few, or with a letter for a figure.
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?:năm|/|^)\s*(?:20\d{3,}|2\d{2}|2[0-9OoIl]*[OoIl][0-9OoIl]*)(?:\D|$)"));

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for line in scope.lines() {
        let Some(deadline) = line.deadline() else { continue };
        if is_malformed(deadline) {
            let called = line.called();
            let values = [("row", called.as_str().into()), ("value", deadline.raw.as_str().into())];
            report.say("unread", &values).field(Field::Deadline).row(line.row);
        }
    }
}

fn is_malformed(deadline: &Deadline) -> bool {
    /// Only a cell that is a time as a whole: a sentence can name a document of any number.
    const LONGEST: usize = 40;
    let raw = deadline.raw.trim();
    if raw.chars().count() > LONGEST {
        return false;
    }
    let number = |found: &regex::Captures<'_>, at: usize| -> u32 {
        found.get(at).and_then(|it| it.as_str().parse().ok()).unwrap_or_default()
    };
    let is_day = |found: regex::Captures<'_>| {
        let (day, month, year) = (number(&found, 1), number(&found, 2), number(&found, 3));
        let parts = (u8::try_from(day), u8::try_from(month), u16::try_from(year));
        matches!(parts, (Ok(day), Ok(month), Ok(year))
            if kehoach_viet::PartialDate::new(day, month, year).is_some())
    };
    let is_month = |found: regex::Captures<'_>| (1..=12).contains(&number(&found, 1));
    // "01 - 08/3" takes its year from elsewhere.
    let has_year = raw.contains("20") || raw.contains("19");
    let turned =
        has_year && matches!((&deadline.start, &deadline.end), (Some(start), Some(end)) if start > end);
    turned
        || QUARTER.is_match(raw)
        || MONTH.is_match(raw)
        || YEAR.is_match(raw)
        || LETTER.is_match(raw)
        || CUT.is_match(raw)
        || DAY.captures_iter(raw).any(|found| !is_day(found))
        || MONTH_YEAR.captures_iter(raw).any(|found| !is_month(found))
        || deadline.kind == DeadlineKind::Conditional && is_broken(raw)
}

/// Figures and no words: "2026-", "12//2026".
fn is_broken(raw: &str) -> bool {
    let is_open = raw.ends_with(['-', '–', '/']) || raw.starts_with('/') || raw.contains("//");
    is_open && raw.contains(|c: char| c.is_ascii_digit())
        || [" quý ", " tháng ", " ngày ", " năm "].contains(&crate::fold::text(raw).as_str())
}
