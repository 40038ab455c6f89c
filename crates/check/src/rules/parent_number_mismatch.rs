use crate::rule::rule;

rule! {
    /// A citation names another number, date or issuer than the plan that it plainly means.
    ///
    /// ## What it finds
    /// A plan says that it carries out a document; number, date or issuer differ from the document of the
    /// corpus that issuer, title and rows say is meant. The link is made, the citation stays as printed,
    /// `fix` holds both readings.
    ///
    /// ## Why it matters
    /// A wrong digit in "Thực hiện Kế hoạch số …" is copied by every plan below. Whoever looks the number
    /// up finds nothing, or a plan about something else.
    ///
    /// ## Fires
    /// The commune cites "Kế hoạch số 154/KH-UBND ngày 20/12/2025 của UBND tỉnh Hồng Lam về chuyển đổi số
    /// tỉnh Hồng Lam năm 2026". The province's plan of that day and title has the number 145/KH-UBND.
    ///
    /// ## Silent
    /// The commune cites 145/KH-UBND with that date. It is silent too where the corpus has no plan that
    /// fits (`parent-not-found`) or several that fit equally (`parent-ambiguous`).
    ///
    /// ## What to do
    /// Correct the citation in the child, or write in `overrides.toml` that it means another document
    /// (`decision = "refused"`). Look at the parent first: its own header may be the one that is wrong.
    ParentNumberMismatch, Warning
}
