use kehoach_model::{Place, Role};
use std::collections::BTreeMap;

use crate::corpus::last_day;
use crate::report::Report;
use crate::rule::rule;
use crate::scope::Scope;

rule! {
    /// A document cites one that is dated after itself.
    ///
    /// ## What it finds
    /// A citation whose date is later than the date of the document that carries it.
    ///
    /// ## Why it matters
    /// Nobody can cite what does not exist yet. Mostly the year is mistyped in January (2026 for 2025), or
    /// the citation was added when the plan was put in again and its own date left as it was. Whoever looks
    /// the basis up by its date finds nothing.
    ///
    /// ## Fires
    /// A plan of 31/12/2025 says:
    /// ```text
    /// Căn cứ Nghị quyết số 77/NQ-CP ngày 18/3/2026 của Chính phủ …
    /// ```
    ///
    /// ## Silent
    /// The same line in a plan of 05/4/2026. Silent too: a document of the same day, a citation without a
    /// whole date, a plan whose own date is blank, and a date that is no citation ("hoàn thành trước ngày
    /// 30/6/2026").
    ///
    /// ## What to do
    /// Look the cited document up and correct its date, or the date of the plan. If several plans of the
    /// corpus cite it, `citation-conflict` tells the other dates.
    CitationAfterDocument, Warning, check
}

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let Some(issued) = last_day(scope.plan) else { return };
    // A document that is named in several places is one slip, copied.
    let mut later: BTreeMap<(&str, &str), Vec<Place>> = BTreeMap::new();
    for citation in scope.plan.citations.iter().filter(|citation| citation.role != Role::Itself) {
        if let (Some(number), Some(date)) = (&citation.number, &citation.date)
            && date.len() == issued.len()
            && *date > issued
        {
            later.entry((number, date)).or_default().extend(citation.at.iter().cloned());
        }
    }
    let own = scope.plan.header.date.as_deref().or(scope.plan.header.date_partial.as_deref());
    for ((number, date), at) in later {
        let values =
            [("number", number.into()), ("date", date.into()), ("issued", own.unwrap_or(&issued).into())];
        report.say("later", &values).at(&at);
    }
}
