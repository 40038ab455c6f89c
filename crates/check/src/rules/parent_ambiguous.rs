use crate::rule::rule;

rule! {
    /// Several documents of the corpus fit what the document says it carries out.
    ///
    /// ## What it finds
    /// A citation for which two or more documents speak equally; the message names them. No link is chosen.
    ///
    /// ## Why it matters
    /// A wrong parent is worse than none: targets would be compared with those of another plan.
    ///
    /// ## Fires
    /// The commune cites "Kế hoạch của UBND tỉnh Hồng Lam về chuyển đổi số" without number and date; the
    /// corpus has the province's plans of 2025 and of 2026, both on chuyển đổi số.
    ///
    /// ## Silent
    /// The citation has a number and a date, and only one of the two has them.
    ///
    /// ## What to do
    /// Say in `overrides.toml` which one is meant, with `decision = "confirmed"` and your name. The
    /// candidates and what speaks for each stand in `links.ndjson`.
    ParentAmbiguous, Info
}
