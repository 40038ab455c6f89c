//! Indicators (chỉ tiêu) and tasks (nhiệm vụ): the rows that everything else is for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Place;

/// What an indicator and a task share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// Name of the row in its plan: "t0.r12" (table 0, body row 12, counted from 1), "p0.r3" for prose.
    #[serde(rename = "row")]
    pub id: String,
    /// Hash of the folded ordinal, name and group path: equal rows of two copies have equal keys.
    pub row_key: String,
    /// TT as printed.
    pub ordinal: Option<String>,
    /// Group rows above this row, outermost first.
    pub groups: Vec<Group>,
    /// The indicator or the task in words.
    pub name: String,
    /// Đơn vị chủ trì: who answers for the row.
    pub lead: Option<Bodies>,
    /// Đơn vị phối hợp: who takes part.
    pub support: Option<Bodies>,
    /// Cơ quan theo dõi, tổng hợp: who watches over it.
    pub monitor: Option<Bodies>,
    /// Ghi chú.
    pub note: Option<String>,
    /// All cells of the row, parallel to the table's columns; empty for prose.
    pub cells: Vec<String>,
    /// The columns were inferred, not read.
    pub inferred: bool,
    /// How sure the reading is.
    pub confidence: Confidence,
    /// Where the row stands.
    pub at: Vec<Place>,
}

/// A group row: "III | Xây dựng Chính quyền số".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// "III", "A"; often absent in the second level.
    pub ordinal: Option<String>,
    /// Title of the group.
    pub title: String,
}

/// How sure the reading of a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read from explicit columns.
    Certain,
    /// Inferred with a clear margin.
    Likely,
    /// A second reading is about as good.
    Doubtful,
}

/// A text and the bodies that it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Bodies {
    /// The cell as printed.
    pub raw: String,
    /// The bodies in it, in order.
    pub bodies: Vec<Body>,
}

/// One body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Body {
    /// Canonical name.
    pub name: String,
    /// One key for all spellings of this body within its unit.
    pub key: String,
    /// What sort of body it is.
    pub kind: BodyKind,
}

/// Sort of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// Bộ, Sở, Phòng.
    Department,
    /// Ủy ban, Hội đồng, Ban.
    Committee,
    /// Văn phòng, Trung tâm, Công an, Cục.
    Office,
    /// Xã, phường, and "các địa phương".
    Commune,
    /// Party bodies.
    Party,
    /// Doanh nghiệp, công ty, tập đoàn.
    Enterprise,
    /// "Các sở, ban, ngành": bodies named together.
    Group,
    /// Anything else.
    Other,
}

/// Chỉ tiêu: a row that says what is to be reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Indicator {
    /// What it shares with a task.
    #[serde(flatten)]
    pub row: Row,
    /// Đơn vị tính.
    pub unit: Option<String>,
    /// Where the value stands today.
    pub baseline: Option<Raw>,
    /// One for every target column, in column order.
    pub targets: Vec<Target>,
}

/// Nhiệm vụ: a row that says what is to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Task {
    /// What it shares with an indicator.
    #[serde(flatten)]
    pub row: Row,
    /// Kết quả, sản phẩm.
    pub result: Option<String>,
    /// Kinh phí.
    pub budget: Option<Raw>,
    /// Thời gian hoàn thành.
    pub deadline: Option<Deadline>,
    /// Whether it stands in a table or in prose.
    pub origin: Origin,
}

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A row of a table.
    Table,
    /// A block of prose with labels ("- Chủ trì thực hiện: …").
    Prose,
}

/// A value that is kept as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Raw {
    /// As printed.
    pub raw: String,
}

/// One value of a target column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    /// Head of the column; `null` for an objective in prose.
    pub column: Option<String>,
    /// Year or years that the column speaks of: "2026", "2026-2030".
    pub period: Option<String>,
    /// As printed.
    pub raw: String,
    /// What sort of value it is.
    pub kind: TargetKind,
    /// How the value is to be compared; `null` for words and ranges.
    pub op: Option<Comparator>,
    /// The value, or the lower end of a range.
    pub low: Option<f64>,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// "%", "xã", "Gbps".
    pub unit: Option<String>,
    /// What limits the target: "đối với các thủ tục đủ điều kiện".
    pub condition: Option<String>,
}

/// Sort of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    /// "≥ 50%".
    Percent,
    /// "01 trạm".
    Number,
    /// "50-80%".
    Range,
    /// "Hoàn thành", "Đạt".
    Done,
    /// "Có", "Không".
    YesNo,
    /// Words that no grammar reads.
    Text,
}

/// How a value is to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Comparator {
    /// Exactly.
    #[serde(rename = "=")]
    Equal,
    /// At least.
    #[serde(rename = ">=")]
    AtLeast,
    /// More than.
    #[serde(rename = ">")]
    MoreThan,
    /// At most.
    #[serde(rename = "<=")]
    AtMost,
    /// Less than.
    #[serde(rename = "<")]
    LessThan,
}

/// Thời gian hoàn thành.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    /// As printed.
    pub raw: String,
    /// What sort of time it is.
    pub kind: DeadlineKind,
    /// First day, ISO 8601, where there is one.
    pub start: Option<String>,
    /// Last day, ISO 8601, where there is one.
    pub end: Option<String>,
}

/// Sort of a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// "trước ngày 15/6/2026".
    Date,
    /// "Tháng 10/2026".
    Month,
    /// "Quý I/2026".
    Quarter,
    /// "2026".
    Year,
    /// "2025-2026", "Quý II-III/2026".
    Range,
    /// "Từ năm 2026".
    From,
    /// "Hằng năm", "hàng quý".
    Recurring,
    /// "Thường xuyên".
    Ongoing,
    /// "thực hiện ngay".
    Immediate,
    /// "Theo hướng dẫn của Bộ Nội vụ", and words that name no time.
    Conditional,
}
