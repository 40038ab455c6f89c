//! What the reader has to say about a file.

use kehoach_model::{Finding, Rule, Severity};

use crate::shared::Shared;

/// Letters of hidden text that a message shows.
const SHOWN: usize = 80;

/// A part beside the main one that could not be read, or not to its end.
pub(crate) fn unread(part: &str, why: &str) -> Finding {
    Finding::new(
        Rule::UnassignedText,
        Severity::Warning,
        format!("Không đọc được phần “{part}” của tệp: {why}."),
        format!("The file's part “{part}” could not be read: {why}."),
    )
}

/// Objects of other programs: sheets, charts, diagrams.
pub(crate) fn embedded(count: usize) -> Finding {
    Finding::new(
        Rule::UnassignedText,
        Severity::Info,
        format!("Tệp có {count} đối tượng nhúng (bảng tính, biểu đồ, sơ đồ) chưa đọc."),
        format!("The file holds {count} embedded objects (sheets, charts, diagrams), which are not read."),
    )
}

/// What was met in the text.
pub(crate) fn of_text(shared: &Shared<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if shared.unknown > 0 {
        let count = shared.unknown;
        findings.push(Finding::new(
            Rule::GarbledText,
            Severity::Warning,
            format!("{count} ký tự trong tệp không đọc được; chỗ đó là “\u{fffd}”."),
            format!("{count} characters of the file cannot be read; “\u{fffd}” stands in their place."),
        ));
    }
    let count = shared.numbering.missing();
    if count > 0 {
        findings.push(Finding::new(
            Rule::MissingGlyphs,
            Severity::Warning,
            format!("{count} đoạn được đánh số tự động, nhưng tệp thiếu định nghĩa danh sách: không có số."),
            format!("{count} paragraphs are numbered by Word, but the file lacks the lists: their numbers are missing."),
        ));
    }
    let (inserted, deleted) = shared.tracked;
    if inserted + deleted > 0 {
        findings.push(
            Finding::new(
                Rule::RepairedText,
                Severity::Info,
                format!("Tệp còn theo dõi sửa đổi ({inserted} chỗ thêm, {deleted} chỗ xóa): đọc như đã chấp nhận."),
                format!("The file holds tracked changes ({inserted} insertions, {deleted} deletions): read as accepted."),
            )
            .repaired(),
        );
    }
    for (text, at) in &shared.hidden {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown: String = text.chars().take(SHOWN).collect();
        let more = if shown.len() < text.len() { "…" } else { "" };
        findings.push(
            Finding::new(
                Rule::PageFurniture,
                Severity::Info,
                format!("Chữ ẩn, Word không in ra, đã bỏ: “{shown}{more}”."),
                format!("Hidden text, which Word does not print, is left out: “{shown}{more}”."),
            )
            .at(vec![at.clone()]),
        );
    }
    let more = shared.hidden_count - shared.hidden.len();
    if more > 0 {
        findings.push(Finding::new(
            Rule::PageFurniture,
            Severity::Info,
            format!("Còn {more} chỗ chữ ẩn khác đã bỏ."),
            format!("{more} further pieces of hidden text are left out."),
        ));
    }
    findings
}
