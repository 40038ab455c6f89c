use crate::rule::rule;

rule! {
    /// What the document says it carries out is not in the corpus.
    ///
    /// ## What it finds
    /// A document that is named after "Thực hiện", "Triển khai" and the like, and that no file of the
    /// output directory is.
    ///
    /// ## Why it matters
    /// Without the parent its rows cannot be compared with those of the child: no lineage, no coverage, no
    /// check against the parent's targets. Plans that cite the same missing document share its `work` in
    /// `links.ndjson`.
    ///
    /// ## Fires
    /// "Thực hiện Kế hoạch số 45/KH-UBND ngày 20/12/2025 của UBND tỉnh Hồng Lam", and the corpus holds
    /// plans of communes only.
    ///
    /// ## Silent
    /// The same citation, once the province's plan is imported; the children need not be read again.
    ///
    /// ## What to do
    /// Import the missing document into the same output directory. It is no fault of the plan, so nothing
    /// has to be changed there.
    ParentNotFound, Info
}
