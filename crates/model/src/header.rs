//! Who issued a document, when, under which number.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The identity of one document, read from its letterhead, title and signature.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Header {
    /// Loại văn bản: the type word of the document's own heading in canonical spelling, "Kế hoạch".
    pub kind: Option<String>,
    /// Số, ký hiệu: "1174/KH-UBND"; `null` where it is blank or absent.
    pub number: Option<String>,
    /// Whether the number is printed, left blank for the signature stamp, or not there at all.
    pub number_status: NumberStatus,
    /// Ký hiệu: "KH-UBND", known even where the number is blank.
    pub symbol: Option<String>,
    /// Ngày ban hành as ISO 8601; `null` unless day, month and year all stand.
    pub date: Option<String>,
    /// What of the date stands: "2025-12-31", "2026-01" or "2026".
    pub date_partial: Option<String>,
    /// Địa danh in front of the date: "Nghệ An".
    pub place: Option<String>,
    /// Cơ quan ban hành: the lowest body of the letterhead.
    pub issuer: Option<Issuer>,
    /// Trích yếu: the title as printed, its lines joined, without the type word.
    pub title: Option<String>,
    /// The time that the plan covers, where title or symbol tell it.
    pub period: Option<Period>,
    /// Người ký.
    pub signer: Option<Signer>,
    /// Nơi nhận, one entry a line, without the dash.
    pub recipients: Vec<String>,
    /// Id of the record of the decision that issues this document.
    pub issued_by: Option<String>,
}

/// Whether the document's own number stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NumberStatus {
    /// A number is printed.
    Present,
    /// The symbol is printed and the number is blank: "Số:    /KH-SNV".
    Blank,
    /// Neither number nor symbol.
    #[default]
    Absent,
}

/// Cơ quan ban hành.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Issuer {
    /// Canonical name: "Ủy ban nhân dân tỉnh Nghệ An".
    pub name: String,
    /// As printed.
    pub raw: String,
    /// Where the body stands in the state or the Party.
    pub level: Level,
    /// Canonical name of the body above it in the letterhead.
    pub parent: Option<String>,
}

/// Level of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Government, ministries, National Assembly.
    Central,
    /// Bodies of the Party.
    Party,
    /// Tỉnh, thành phố trực thuộc Trung ương.
    Province,
    /// Sở, ban, ngành beside the province's committee.
    Department,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh (to 30 June 2025).
    District,
    /// Xã, phường, thị trấn, đặc khu.
    Commune,
    /// Schools, teams, enterprises and whatever else issues plans.
    Other,
}

/// First and last day of the time that a plan covers, ISO 8601.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// First day.
    pub start: String,
    /// Last day.
    pub end: String,
}

/// Người ký, chức vụ, thẩm quyền ký.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Signer {
    /// Name of the person.
    pub name: Option<String>,
    /// Chức vụ: "Giám đốc", "Phó Chủ tịch".
    pub position: Option<String>,
    /// How the signer signs for another.
    pub authority: Option<Authority>,
}

/// Thẩm quyền ký (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Authority {
    /// Thay mặt: for the body.
    #[serde(rename = "TM.")]
    OnBehalf,
    /// Ký thay: a deputy for the head.
    #[serde(rename = "KT.")]
    Deputy,
    /// Thừa lệnh: by order.
    #[serde(rename = "TL.")]
    ByOrder,
    /// Thừa ủy quyền: by delegation.
    #[serde(rename = "TUQ.")]
    ByDelegation,
    /// Quyền: acting.
    #[serde(rename = "Q.")]
    Acting,
}
