use crate::report::Report;
use crate::rule::rule;
use crate::scope::Scope;

rule! {
    /// The same document is in the corpus more than once.
    ///
    /// ## What it finds
    /// Files with one work: the signed PDF and the Word file, a site's page and its attachment, a draft and
    /// the final copy. The best copy is the one that counts; `works.ndjson` names it. The finding stands in
    /// each of the others.
    ///
    /// ## Why it matters
    /// Nothing is wrong. Whoever counts files counts the plan twice; links, duplicates of rows and coverage
    /// use one copy only.
    ///
    /// ## Fires
    /// ```text
    /// 45.pdf      Kế hoạch 45/KH-UBND ngày 20/12/2025, UBND tỉnh Hồng Lam
    /// 45.docx     Kế hoạch 45/KH-UBND ngày 20/12/2025, UBND tỉnh Hồng Lam
    /// ```
    ///
    /// ## Silent
    /// Kế hoạch 45/KH-UBND of 20/12/2025 and Kế hoạch 45/KH-UBND of 09/02/2026 of the same province:
    /// numbers begin anew with each year. Byte-identical files are one record and are not told; their paths
    /// stand in `source.same_bytes`.
    ///
    /// ## What to do
    /// Nothing has to be done. If the copies disagree in a row, ask which one was signed.
    DuplicateWork, Info, check
}

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    if let Some(lead) = scope.corpus.better_copy(&scope.plan.id) {
        report.say("copy", &[("lead", lead.into())]);
    }
}
