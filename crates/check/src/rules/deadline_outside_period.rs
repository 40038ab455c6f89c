use kehoach_model::{Deadline, DeadlineKind, Field, Plan};

use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Line, Scope};
use crate::words;

rule! {
    /// A deadline lies outside of the time that the plan is for.
    ///
    /// ## What it finds
    /// A deadline that is over before the plan's period begins, begins before it ("2025-2026" in a plan for
    /// 2026), or lies after it. The period is that of the title ("năm 2026", "giai đoạn 2026-2030"). Not
    /// told: "Từ năm 2026", which goes on after the period; recurring and ongoing tasks ("Hằng năm",
    /// "Thường xuyên"); any time inside a plan for several years; seasons, school years and terms of office
    /// ("Vụ Đông Xuân 2025-2026", "Nhiệm kỳ 2025-2030"), which have years of their own. A task that looks
    /// back on the plan ("Báo cáo …", "Tổng kết …", "Quyết toán …", "Nghiệm thu …") may be due two months
    /// after its end.
    ///
    /// ## Why it matters
    /// Most often the row was taken over from last year's plan. Its deadline has passed on the day that the
    /// plan is signed.
    ///
    /// ## Fires
    /// | Kế hoạch chuyển đổi số xã Đồng Mây năm 2026 | Thời gian |
    /// |---|---|
    /// | 7. Cấp chữ ký số cho công chức | Quý IV/2025 |
    /// | 8. Số hóa hồ sơ lưu trữ | 2025-2026 |
    ///
    /// ## Silent
    /// | Kế hoạch chuyển đổi số xã Đồng Mây năm 2026 | Thời gian |
    /// |---|---|
    /// | 7. Cấp chữ ký số cho công chức | Quý IV/2026 |
    /// | 8. Duy trì trang thông tin điện tử | Từ năm 2026 |
    /// | 9. Truyền thông về dịch vụ công | Hằng năm |
    ///
    /// ## What to do
    /// Ask the body in charge whether the task is done (then delete the row) or the year is wrong. Where
    /// tasks run on from the year before by custom, raise `slack-days`.
    ///
    /// ## Settings
    /// `[rules.deadline-outside-period]` in `kehoach.toml`:
    ///
    /// | key | default | unit |
    /// |---|---|---|
    /// | `slack-days` | 0 | days that a deadline may lie before or after the period |
    DeadlineOutsidePeriod, Warning, check
}

/// Days behind the end in which a plan is looked back upon.
const LOOKING_BACK: u32 = 62;

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let Some((start, end)) = period(scope.plan) else { return };
    let slack = scope.settings.deadline_outside_period.slack_days;
    for line in scope.lines() {
        let Some(deadline) = line.deadline() else { continue };
        if words::has_own_years(&deadline.raw) {
            continue;
        }
        let behind = if words::looks_back(&line.row.name) { slack.max(LOOKING_BACK) } else { slack };
        let Some(key) = outside(deadline, days(&start), days(&end), slack, behind) else { continue };
        tell(report, line, deadline, key, (&start, &end));
    }
}

fn tell(report: &mut Report<'_>, line: Line<'_>, deadline: &Deadline, key: &str, period: (&str, &str)) {
    let called = line.called();
    let values = [
        ("row", called.as_str().into()),
        ("value", deadline.raw.as_str().into()),
        ("start", period.0.into()),
        ("end", period.1.into()),
    ];
    report.say(key, &values).field(Field::Deadline).row(line.row);
}

/// First and last day of the plan. "Đến năm 2030" begins when the plan is issued, whatever the title's first year.
fn period(plan: &Plan) -> Option<(String, String)> {
    let period = plan.header.period.as_ref()?;
    let issued = plan.header.date.as_deref().or(plan.header.date_partial.as_deref()).unwrap_or_default();
    let first = match issued.len() {
        7 => format!("{issued}-01"),
        10 => issued.to_owned(),
        _ => period.start.clone(),
    };
    Some((period.start.clone().min(first), period.end.clone()))
}

/// How a deadline lies outside; recurring and open ones, and those that hang on something else, have no days.
fn outside(deadline: &Deadline, start: i64, end: i64, slack: u32, behind: u32) -> Option<&'static str> {
    let first = deadline.start.as_deref().map(days);
    let last = deadline.end.as_deref().map(days);
    let (slack, behind) = (i64::from(slack), i64::from(behind));
    let late = || first.or(last).is_some_and(|first| first > end + behind);
    match deadline.kind {
        DeadlineKind::Recurring
        | DeadlineKind::Ongoing
        | DeadlineKind::Immediate
        | DeadlineKind::Conditional => None,
        // What is under way goes on.
        DeadlineKind::From => late().then_some("after"),
        _ if last.is_some_and(|last| last < start - slack) => Some("before"),
        DeadlineKind::Range if first.is_some_and(|first| year(first) < year(start - slack)) => Some("begins"),
        _ => late().then_some("after"),
    }
}

/// Days of an ISO date, months counted as of 31: enough to compare and to add a slack.
fn days(date: &str) -> i64 {
    let part = |at: usize, to: usize| date.get(at..to).and_then(|part| part.parse::<i64>().ok());
    part(0, 4).unwrap_or_default() * 372 + (part(5, 7).unwrap_or(1) - 1) * 31 + part(8, 10).unwrap_or(1) - 1
}

fn year(days: i64) -> i64 {
    days / 372
}
