use crate::rule::rule;

rule! {
    /// Text of the file stands in no row, or a part of the file could not be read.
    ///
    /// ## What it finds
    /// - Pages of a PDF that are pictures without text (error).
    /// - A part of a Word file or workbook that cannot be read or is not: comments, embedded sheets, text
    ///   boxes of a workbook, formulas without a saved value; a table that a conversion made one line.
    /// - A table of a text dump whose cells are mixed, so that its columns cannot be told: it gives no
    ///   rows.
    /// - A total row with figures, or a note below a table (info).
    /// - Letters that came in and have no place (error): a fault of kehoach, please report it.
    ///
    /// ## Why it matters
    /// What stands there is not in the data. The finding is there so that nothing is lost silently.
    ///
    /// ## Fires
    /// | TT | Nhiệm vụ | Chủ trì | Kinh phí (triệu đồng) |
    /// |---|---|---|---|
    /// | 1 | Nâng cấp mạng nội bộ | Công an xã | 120 |
    /// | | Tổng | | 120 |
    ///
    /// ## Silent
    /// The same table without the total: every cell stands in a row.
    ///
    /// ## What to do
    /// Follow the message: run OCR over pictures (`ocrmypdf -l vie`), save the workbook again with Excel,
    /// or use the original PDF or DOCX. Totals need nothing.
    UnassignedText, Warning
}
