use crate::rule::rule;

rule! {
    /// Text that belongs to the page and not to the document is set apart.
    ///
    /// ## What it finds
    /// Page numbers, search addresses, a site's title, menu and attributes; hidden text, hidden sheets,
    /// letters without ink or outside of the page, a figure under a stamped one. What nobody sees is told
    /// with its first words (repaired).
    ///
    /// ## Why it matters
    /// Nothing is lost: `kehoach read` lists it as `furniture`. Without this, "12" would be a row of the
    /// table and "Đăng nhập" a line of the plan. Hidden words may be an older version of the text: worth a
    /// glance.
    ///
    /// ## Fires
    /// ```text
    /// 13 | Số hóa hồ sơ lưu trữ | Phòng VH-XH
    /// 12
    /// 14 | Lắp đặt camera | Công an xã
    /// ```
    /// The "12" between the rows is the number of the page.
    ///
    /// ## Silent
    /// A text without page numbers and without a site around it.
    ///
    /// ## What to do
    /// Nothing has to be done. If the words named belong to the document, please report the file.
    PageFurniture, Info
}
