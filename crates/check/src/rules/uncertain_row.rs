use crate::rule::rule;

rule! {
    /// The columns of a row are inferred with doubt.
    ///
    /// ## What it finds
    /// A row of a table without borders (a text dump, a PDF without lines) for which two readings are about
    /// as good. The message has the one that was taken and the other, a bar between their cells. The row's
    /// `confidence` is `doubtful`. Also a title between the rows that may or may not be the head of a
    /// group.
    ///
    /// ## Why it matters
    /// A word may stand in the wrong cell: the end of the task in the body in charge, say. All other rules
    /// hold the row against its columns, so read their findings on such a row with care.
    ///
    /// ## Fires
    /// ```text
    /// 12 Số hóa hồ sơ Phòng Văn hóa - Xã hội các thôn Quý II/2026
    /// taken: Số hóa hồ sơ | Phòng Văn hóa - Xã hội | các thôn | Quý II/2026
    /// or:    Số hóa hồ sơ | Phòng Văn hóa | Xã hội các thôn | Quý II/2026
    /// ```
    ///
    /// ## Silent
    /// The same row in a DOCX, or in a PDF with lines between its cells: there nothing is inferred.
    ///
    /// ## What to do
    /// Import the PDF or DOCX from which the text was taken; else compare the row with it by eye.
    UncertainRow, Warning
}
