use crate::rule::rule;

rule! {
    /// Pages are scans, and their text is an OCR layer that the file holds.
    ///
    /// ## What it finds
    /// Pages of a PDF that are pictures with invisible text below: a scanner's program or somebody's OCR
    /// wrote it. `source.text` is `ocr` or `mixed`.
    ///
    /// ## Why it matters
    /// OCR loses tone marks, takes "Bảng" for "Bàng" and 8 for 6. Figures, deadlines and names of such
    /// pages need a look before they count.
    ///
    /// ## Fires
    /// A signed plan that was printed, stamped, scanned and saved as "PDF có thể tìm kiếm".
    ///
    /// ## Silent
    /// The PDF that was saved from Word and signed electronically. A scan without a text layer is not read
    /// at all (`unassigned-text`).
    ///
    /// ## What to do
    /// Import the electronically signed copy if there is one. Otherwise compare the figures of the pages
    /// named with the picture.
    OcrDoubt, Warning
}
