use crate::rule::rule;

rule! {
    /// A web page's table of attributes disagrees with the text of the document.
    ///
    /// ## What it finds
    /// Number, date, signer or kind that the site gives beside the document ("Số hiệu", "Ngày ban hành",
    /// "Người ký", "Loại văn bản") and that differ from the letterhead or the signature.
    ///
    /// ## Why it matters
    /// Site attributes are typed by hand, often by somebody who did not write the document. The record
    /// follows the text; a register that was filled from the site has the other value.
    ///
    /// ## Fires
    /// | Số hiệu | Ngày ban hành |
    /// |---|---|
    /// | 145/KH-UBND | 20/12/2025 |
    ///
    /// ```text
    /// Số: 154/KH-UBND               Hồng Lam, ngày 20 tháng 12 năm 2025
    /// ```
    ///
    /// ## Silent
    /// The site says 154/KH-UBND as the text does, or says nothing where the text's number is blank: then
    /// the record takes the site's.
    ///
    /// ## What to do
    /// Compare with the signed PDF and have the site's entry corrected. If the page's text is a bad copy,
    /// import the PDF instead.
    AttributeMismatch, Warning
}
