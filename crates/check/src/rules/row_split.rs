use crate::rule::rule;

rule! {
    /// A row was split in two and is joined again.
    ///
    /// ## What it finds
    /// A row that a page end cut, or that the typist wrote in two rows of the table. The record holds it as
    /// one (repaired).
    ///
    /// ## Why it matters
    /// Nothing is lost. It is told because joining is a judgement: two rows without a line between them
    /// could be two.
    ///
    /// ## Fires
    /// | TT | Nhiệm vụ | Chủ trì |
    /// |---|---|---|
    /// | 5 | Số hóa hồ sơ lưu trữ tại | Văn phòng |
    /// | | bộ phận một cửa | HĐND-UBND |
    ///
    /// ## Silent
    /// | TT | Nhiệm vụ | Chủ trì |
    /// |---|---|---|
    /// | 5 | Số hóa hồ sơ lưu trữ tại bộ phận một cửa | Văn phòng HĐND-UBND |
    ///
    /// ## What to do
    /// Nothing has to be done; look at the row if its name reads oddly.
    RowSplit, Info
}
