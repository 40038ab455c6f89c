use crate::rule::rule;

rule! {
    /// The file does not tell what some of its letters or numbers are.
    ///
    /// ## What it finds
    /// - Letters of a PDF's pages for which the file has no character. A few (warning): each is shown as
    ///   U+FFFD (�). Too many (error): the page is not read. None lost (info): they are read by the
    ///   embedded fonts.
    /// - Paragraphs that Word numbers by itself while the file lacks the lists: their numbers are missing.
    ///
    /// ## Why it matters
    /// A word with a hole is not found by search; a table without its automatic numbers loses its TT
    /// column.
    ///
    /// ## Fires
    /// ```text
    /// Phòng V�n hóa - Xã hội
    /// ```
    ///
    /// ## Silent
    /// The same page from a PDF that was saved with "fonts embedded" and tables of characters.
    ///
    /// ## What to do
    /// Ask the issuer for the Word file, or print the file again with its fonts.
    MissingGlyphs, Warning
}
