use std::collections::BTreeSet;

use kehoach_model::{Message, Place, Rule, Severity};

use crate::catalogue;
use crate::corpus::{Conflict, Differing, Stand};
use crate::report::{Making, Report};
use crate::rule::rule;
use crate::scope::Scope;

rule! {
    /// One document is cited with different dates, numbers or issuers across the corpus.
    ///
    /// ## What it finds
    /// Citations that mean the same document and disagree in one part: same number and issuer but two
    /// dates; same date, issuer and title but two numbers that are one slip apart (1740, 1704); same number
    /// and date but two central issuers. Two dates are in conflict if they are of one year, or of two years
    /// but one day and month: there the year is mistyped. Not told: issuers that are not named ("HĐND xã":
    /// of which xã?), and numbers below 100 of January and February, which come again each year (02/NQ-CP).
    /// The message gives every reading and in how many plans it stands.
    ///
    /// ## Why it matters
    /// At most one reading is right, and plans copy their legal bases from each other. A register of legal
    /// bases gets one document twice.
    ///
    /// ## How the right one is told
    /// The reading of more plans is the likelier one. A reading that the date of its own carrier refutes
    /// cannot win: a plan of 31/12/2025 cannot cite a resolution of 18/3/2026, however many plans say so.
    /// Where nothing decides, the finding proposes nothing.
    ///
    /// ## Fires
    /// | plan | cites |
    /// |---|---|
    /// | tỉnh Hồng Lam, 31/12/2025 | Nghị quyết số 77/NQ-CP ngày 18/3/2026 của Chính phủ |
    /// | xã Đồng Mây, 12/01/2026 | Nghị quyết số 77/NQ-CP ngày 18/3/2025 của Chính phủ |
    ///
    /// ## Silent
    /// | plan | cites |
    /// |---|---|
    /// | xã Đồng Mây | Kế hoạch số 45/KH-UBND ngày 20/12/2025 của UBND tỉnh Hồng Lam |
    /// | xã Vân Khê | Kế hoạch số 45/KH-UBND ngày 09/02/2026 của UBND huyện Lam Sơn |
    ///
    /// Numbers begin anew with each issuer and each year: these are two documents.
    ///
    /// ## What to do
    /// Look the document up once in the national database (vbpl.vn) or at its issuer, and correct the plans
    /// that have the other reading. The finding stands in each of them, and as info in plans that have the
    /// likelier one, unless that reading is settled: by the document itself, or by four plans against one.
    CitationConflict, Warning, check
}

/// A conflict in which this plan has a part.
struct Part<'a> {
    conflict: &'a Conflict,
    /// Which of the values it gives.
    own: BTreeSet<usize>,
    at: Vec<Place>,
    number: String,
}

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for citation in &scope.plan.citations {
        for (conflict, own) in scope.corpus.conflicts(citation) {
            if let Some(part) = parts.iter_mut().find(|part| std::ptr::eq(part.conflict, conflict)) {
                part.own.insert(own);
                part.at.extend(citation.at.iter().cloned());
                continue;
            }
            let number = citation.number.clone().unwrap_or_default();
            parts.push(Part { conflict, own: BTreeSet::from([own]), at: citation.at.clone(), number });
        }
    }
    for part in parts {
        if is_told(scope, &part) || is_settled(&part) {
            continue;
        }
        let field = match part.conflict.differing {
            Differing::Date => "date",
            Differing::Number => "number",
            Differing::Issuer => "issuer",
        };
        let stands = catalogue::list(part.conflict.stands.iter().map(|stand| worded(report, stand)));
        let making = report
            .say(field, &[("number", part.number.as_str().into()), ("stands", stands.into())])
            .at(&part.at);
        judge(making, &part, field);
    }
}

/// The linker tells a wrong number or day of the plan's own parent.
fn is_told(scope: &Scope<'_>, part: &Part<'_>) -> bool {
    let own: Vec<&str> = part
        .own
        .iter()
        .filter_map(|at| part.conflict.stands.get(*at))
        .map(|stand| stand.value.as_str())
        .collect();
    scope.plan.findings.iter().any(|finding| {
        finding.rule == Rule::ParentNumberMismatch
            && finding
                .fix
                .as_ref()
                .and_then(|fix| fix.from.as_deref())
                .is_some_and(|from| own.contains(&from))
    })
}

/// Whether the plan is right, and the document itself says so or so many others that the few who are wrong are no matter for it.
fn is_settled(part: &Part<'_>) -> bool {
    /// Others for each one that is wrong.
    const MANY: usize = 4;
    let Some(winner) = part.conflict.winner.filter(|winner| part.own.iter().all(|own| own == winner)) else {
        return false;
    };
    let count = |right: bool| -> usize {
        let stands = part.conflict.stands.iter().enumerate().filter(|(at, _)| (*at == winner) == right);
        stands.map(|(_, stand)| stand.count).sum()
    };
    part.conflict.is_certain || count(true) >= MANY * count(false)
}

/// Who gives only the value that is likely right is told that others do not, no more.
fn judge(making: Making<'_>, part: &Part<'_>, field: &str) {
    let Some(winner) = part.conflict.winner else { return };
    let value = |at: usize| part.conflict.stands.get(at).map(|stand| stand.value.as_str());
    match part.own.iter().find(|own| **own != winner) {
        // A majority may have copied one slip: only what is proven is offered as right.
        Some(wrong) if part.conflict.is_certain || is_refuted(part.conflict, *wrong) => {
            making.fix(format!("citations.{field}"), value(*wrong), value(winner));
        }
        Some(_) => {}
        None => {
            making.severity(Severity::Info);
        }
    }
}

fn is_refuted(conflict: &Conflict, stand: usize) -> bool {
    conflict.stands.get(stand).is_some_and(|stand| stand.refuted.is_some())
}

fn worded(report: &Report<'_>, stand: &Stand) -> Message {
    let count = stand.count.to_string();
    let values = [("value", stand.value.as_str().into()), ("count", count.as_str().into())];
    match &stand.refuted {
        Some((by, issued)) => {
            let [value, count] = values;
            let refuted = [value, count, ("by", by.as_str().into()), ("issued", issued.as_str().into())];
            catalogue::message(report.rule(), "refuted", &refuted)
        }
        None => catalogue::message(report.rule(), "stand", &values),
    }
}
