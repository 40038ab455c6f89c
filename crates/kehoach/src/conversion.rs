//! Files of which DOCX must be made before they are read.

use std::time::Duration;

use kehoach_batch::{Original, Prepared, sha256};
use kehoach_convert::convertible;
use kehoach_document::{Block, Document};
use kehoach_model::{Finding, Rule, Severity};

use crate::{Options, ParseError};

/// What a conversion may take where nobody sets a limit: eighty times what a plan takes.
pub(crate) const TIME: Duration = Duration::from_mins(2);

/// The DOCX made of a file within `time`; `None` for a file that is read as it is, or that its reader refuses for want
/// of a program.
pub(crate) fn prepare(
    bytes: &[u8],
    options: &Options,
    time: Duration,
) -> Result<Option<Prepared>, ParseError> {
    let Some(format) = convertible(bytes) else { return Ok(None) };
    let Some(soffice) = &options.soffice else { return Ok(None) };
    let made = soffice.to_docx(bytes, format, time)?;
    let tools = vec![soffice.version()?.to_owned()];
    let original = Original { format, sha256: sha256(bytes), bytes: bytes.len() as u64, tools };
    Ok(Some(Prepared { bytes: made, original }))
}

/// Tables that became one line: LibreOffice makes that of one that no paragraph follows in a DOC.
pub(crate) fn lost_tables(document: &Document) -> Vec<Finding> {
    let lost = document
        .blocks
        .iter()
        .filter(|block| matches!(block, Block::Paragraph(paragraph) if is_glued(paragraph.passage.normal())));
    let told = |block: &Block| {
        Finding::new(
            Rule::UnassignedText,
            Severity::Warning,
            "Bảng bị dồn thành một dòng khi chuyển đổi; hãy mở bằng Word và lưu thành DOCX.",
            "A table became one line in the conversion; open the file in Word and save it as DOCX.",
        )
        .at(block.at())
    };
    lost.map(told).collect()
}

/// "TTNhiệm vụCơ quan chủ trì…": heads and cells without anything between them.
fn is_glued(text: &str) -> bool {
    /// Shorter lines are a list of abbreviations, perhaps.
    const SHORTEST: usize = 100;
    let rest = text.strip_prefix("STT").or_else(|| text.strip_prefix("TT"));
    let mut letters = rest.unwrap_or_default().chars();
    let begins_word =
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    begins_word && text.len() > SHORTEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glued_table_is_known_by_its_head() {
        let rest = "Cơ quan chủ trìThời gian1Rà soát, bổ sung chức năng, nhiệm vụ, quyền hạn của các cơ quan";
        assert!(is_glued(&format!("TTNhiệm vụ{rest}")));
        assert!(is_glued(&format!("STTNội dung{rest}")));
        for text in ["TT Nhiệm vụ", "TTNhiệm vụ", "TTTT: Thông tin và Truyền thông", "Thông tin"]
        {
            assert!(!is_glued(text), "{text}");
        }
        assert!(!is_glued(&format!("TTHC là thủ tục hành chính. {rest}")));
    }
}
