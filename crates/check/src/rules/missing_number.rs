use crate::rule::rule;

rule! {
    /// The document's own number or its day is left blank.
    ///
    /// ## What it finds
    /// A letterhead whose symbol or month is printed while the number or the day before it is not: "Số:
    /// /KH-UBND", "ngày     tháng 01 năm 2026".
    ///
    /// ## Why it matters
    /// The number and the date are stamped when the paper is signed. A file without them is a draft, or a
    /// copy that was saved before the stamp, so its text may still have changed. Nobody can cite it, and
    /// two such files cannot be told apart.
    ///
    /// ## Fires
    /// ```text
    /// Số:      /KH-UBND             Đồng Mây, ngày     tháng 01 năm 2026
    /// ```
    ///
    /// ## Silent
    /// ```text
    /// Số: 12/KH-UBND                Đồng Mây, ngày 05 tháng 01 năm 2026
    /// ```
    ///
    /// ## What to do
    /// Import the signed copy from the document system (trục liên thông văn bản) in place of this file.
    /// Where there is none, keep the file: others that cite it tell its number, which stands in
    /// `works.ndjson` as inferred and never in the header.
    MissingNumber, Warning
}
