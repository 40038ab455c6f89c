use crate::rule::rule;

rule! {
    /// A table's head stands again on a further page and is dropped.
    ///
    /// ## What it finds
    /// The row "TT | Nhiệm vụ | Chủ trì …" once more in the middle of a table, or above a further table
    /// that goes on with it (repaired).
    ///
    /// ## Why it matters
    /// Nothing is lost. A head that is taken for a row would be a task named "Nhiệm vụ".
    ///
    /// ## Fires
    /// | TT | Nhiệm vụ | Chủ trì |
    /// |---|---|---|
    /// | 8 | Lắp đặt camera | Công an xã |
    /// | TT | Nhiệm vụ | Chủ trì |
    /// | 9 | Tập huấn kỹ năng số | Phòng VH-XH |
    ///
    /// ## Silent
    /// Two tables with heads of their own, such as those of two appendices: their heads are no repetition.
    ///
    /// ## What to do
    /// Nothing has to be done.
    RepeatedHeader, Info
}
