use crate::rule::rule;

rule! {
    /// A row has no content but a label.
    ///
    /// ## What it finds
    /// A row such as "Tổng" or "Cộng" without any figure.
    ///
    /// ## Why it matters
    /// It is no task and no indicator, and it is not among the record's rows; it is told so that nothing
    /// goes unseen. Often the figure was forgotten, or a template's last row was not deleted.
    ///
    /// ## Fires
    /// | TT | Nhiệm vụ | Chủ trì | Kinh phí (triệu đồng) |
    /// |---|---|---|---|
    /// | 1 | Nâng cấp mạng nội bộ | Công an xã | 120 |
    /// | | Tổng | | |
    ///
    /// ## Silent
    /// | TT | Nhiệm vụ | Chủ trì | Kinh phí (triệu đồng) |
    /// |---|---|---|---|
    /// | 1 | Nâng cấp mạng nội bộ | Công an xã | 120 |
    /// | | Tổng | | 120 |
    ///
    /// A total with figures is told by `unassigned-text`, as info.
    ///
    /// ## What to do
    /// Fill in the total or delete the row.
    EmptyRow, Warning
}
