use crate::rule::rule;

rule! {
    /// A part of the document stands twice in the file; one copy is kept.
    ///
    /// ## What it finds
    /// A site's preview of the first paragraphs above the full text, or a copy for printing below it
    /// (repaired).
    ///
    /// ## Why it matters
    /// Nothing is lost; without this, citations and rows would count twice. The copy with more of the text
    /// behind it is kept.
    ///
    /// ## Fires
    /// A page that shows letterhead, title and the first lines of a plan, then "Xem toàn văn", then the
    /// plan from its letterhead on.
    ///
    /// ## Silent
    /// A decision and the plan that it issues in one file: both have a letterhead, and they are two
    /// documents.
    ///
    /// ## What to do
    /// Nothing has to be done. If the two copies differ, compare the record with the signed PDF.
    RepeatedContent, Info
}
