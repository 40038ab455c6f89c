//! Tables as the plan shows them, recognised or not.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Place;

/// One logical table: the grids of its pages joined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// "t0", "t1", … in document order.
    pub id: String,
    /// What the table is.
    pub kind: TableKind,
    /// Title above it.
    pub title: Option<String>,
    /// The appendix that it stands in: "PHỤ LỤC 01".
    pub appendix: Option<String>,
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// Names of its rows where the table was recognised, else its cells.
    pub rows: TableRows,
    /// Where it stands.
    pub at: Vec<Place>,
    /// Its borders were lost and are inferred.
    pub inferred: bool,
}

/// What a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// Chỉ tiêu.
    Indicators,
    /// Nhiệm vụ.
    Tasks,
    /// The letterhead set as a table.
    HeaderBlock,
    /// Nơi nhận beside the signature.
    Signature,
    /// A site's table of attributes ("Số hiệu | …").
    Attributes,
    /// Anything else: lists, quotas, cost norms, blank forms.
    Other,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Column {
    /// Head as printed; the levels of a stacked head are joined by " / ".
    pub head: String,
    /// The field that the column fills.
    pub field: Option<Field>,
}

/// What a column of a recognised table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// TT.
    Ordinal,
    /// Chỉ tiêu, nhiệm vụ.
    Name,
    /// Đơn vị tính.
    Unit,
    /// Hiện trạng, thực hiện năm trước.
    Baseline,
    /// Mục tiêu.
    Target,
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Support,
    /// Theo dõi, tổng hợp.
    Monitor,
    /// Kết quả, sản phẩm.
    Result,
    /// Kinh phí.
    Budget,
    /// Thời gian.
    Deadline,
    /// Ghi chú.
    Note,
}

/// The rows of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum TableRows {
    /// Names of indicators or tasks ("t0.r12").
    Names(Vec<String>),
    /// Cells; `null` where a span of another cell covers the slot.
    Cells(Vec<Vec<Option<TableCell>>>),
}

/// A cell of a table that was not recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TableCell {
    /// Its text.
    pub text: String,
    /// Rows that it spans.
    pub row_span: u32,
    /// Columns that it spans.
    pub col_span: u32,
}
