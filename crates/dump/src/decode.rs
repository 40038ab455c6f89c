//! Bytes to text: UTF-8 with or without a mark, UTF-16 with a mark, legacy Vietnamese charsets, UTF-8 with a few bad
//! bytes; then what an earlier program misread is read again.

use std::borrow::Cow;

use kehoach_model::{Finding, Place, Rule, Severity};
use kehoach_viet::{Encoding, Stretch, composed, restore, restore_bytes, unescaped, utf16};

use crate::{Limits, ReadError};

/// Decoded text.
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) warnings: Vec<Finding>,
}

/// One bad byte sequence in so many bytes may be a slip of a converter; more is another encoding.
const BYTES_PER_SLIP: usize = 500;

pub(crate) fn decode<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Decoded<'a>, ReadError> {
    if bytes.len() > limits.bytes {
        return Err(ReadError::TooLarge { size: bytes.len(), limit: limits.bytes });
    }
    if let Some(text) = utf16(bytes) {
        return Ok(of_text(Cow::Owned(text)));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(at) = memchr::memchr(0, bytes) {
        return Err(ReadError::Binary { at });
    }
    let first_bad = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(of_text(Cow::Borrowed(text))),
        Err(error) => error.valid_up_to(),
    };
    let bad = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    if bad > 1 + bytes.len() / BYTES_PER_SLIP {
        let Some((text, stretches)) = restore_bytes(bytes) else {
            return Err(ReadError::NotUtf8 { at: first_bad, bad });
        };
        let warnings = told(&stretches);
        return Ok(Decoded { text: Cow::Owned(even(Cow::Owned(text)).into_owned()), warnings });
    }
    let mut decoded = of_text(Cow::Owned(String::from_utf8_lossy(bytes).into_owned()));
    decoded.warnings.extend(slips(bytes));
    Ok(decoded)
}

/// Unicode text, with what in it is another encoding put right.
fn of_text(text: Cow<'_, str>) -> Decoded<'_> {
    let text = match text {
        Cow::Borrowed(text) => unescaped(text),
        Cow::Owned(text) => Cow::Owned(unescaped(&text).into_owned()),
    };
    let restored = restore(&text);
    if restored.stretches.is_empty() {
        return Decoded { text: even(text), warnings: Vec::new() };
    }
    let warnings = told(&restored.stretches);
    Decoded { text: Cow::Owned(even(Cow::Owned(restored.text.into_owned())).into_owned()), warnings }
}

/// Letters composed with their marks, no-break blanks as blanks: how a converter writes them is no part of the
/// text, and lines and columns are told by their characters.
fn even(text: Cow<'_, str>) -> Cow<'_, str> {
    const NO_BREAK: char = '\u{a0}';
    let text = match composed(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(text) => Cow::Owned(text),
    };
    if text.contains(NO_BREAK) { Cow::Owned(text.replace(NO_BREAK, " ")) } else { text }
}

/// One finding for all lines of one encoding that follow each other.
fn told(stretches: &[Stretch]) -> Vec<Finding> {
    /// Lines without marks that may stand between two of one encoding.
    const NEAR: u32 = 5;
    let mut found: Vec<(Encoding, u32, u32)> = Vec::new();
    for stretch in stretches {
        match found.last_mut() {
            Some((encoding, _, last)) if *encoding == stretch.encoding && stretch.line <= *last + NEAR => {
                *last = stretch.line;
            }
            _ => found.push((stretch.encoding, stretch.line, stretch.line)),
        }
    }
    found
        .into_iter()
        .map(|(encoding, first, last)| finding(encoding).at(vec![Place::lines(first, last)]))
        .collect()
}

fn finding(encoding: Encoding) -> Finding {
    match encoding {
        Encoding::Legacy(charset) => Finding::new(
            Rule::LegacyCharset,
            Severity::Info,
            format!("Chữ theo bảng mã {charset}; đã chuyển sang Unicode."),
            format!("Text in the charset {charset}; it is decoded."),
        )
        .repaired(),
        Encoding::Mojibake => Finding::new(
            Rule::RepairedText,
            Severity::Info,
            "UTF-8 bị đọc theo bảng mã khác (“Tiáº¿ng”); đã đọc lại.",
            "UTF-8 that was read as another encoding (“Tiáº¿ng”); it is read again.",
        )
        .repaired(),
        // A third of the damaged words are other words now, and stay.
        Encoding::DoubleConversion => Finding::new(
            Rule::GarbledText,
            Severity::Warning,
            "Chữ Unicode bị chuyển mã VNI thêm một lần (“thơng” thay cho “thông”): chỉ những từ chắc chắn được trả lại; từ như “tồn” (toàn) thì không phân biệt được.",
            "Unicode text was converted from VNI once too often (“thơng” for “thông”): only words that are certain are turned back; others, as “tồn” for “toàn”, cannot be told.",
        ),
    }
}

/// A finding for every line with a bad byte.
fn slips(bytes: &[u8]) -> Vec<Finding> {
    let mut line = 1u32;
    let mut warnings: Vec<Finding> = Vec::new();
    for chunk in bytes.utf8_chunks() {
        line = line.saturating_add(memchr::memchr_iter(b'\n', chunk.valid().as_bytes()).count() as u32);
        let at = vec![Place::lines(line, line)];
        if !chunk.invalid().is_empty() && warnings.last().is_none_or(|last| last.at != at) {
            warnings.push(
                Finding::new(
                    Rule::GarbledText,
                    Severity::Warning,
                    "Có byte không phải UTF-8; đã thay bằng U+FFFD.",
                    "Bytes that are not UTF-8 stand here; each is shown as U+FFFD.",
                )
                .at(at),
            );
        }
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Result<(String, usize), ReadError> {
        decode(bytes, &Limits::default()).map(|decoded| (decoded.text.into_owned(), decoded.warnings.len()))
    }

    #[test]
    fn marks_are_taken_off() {
        assert_eq!(decoded("\u{feff}Kế hoạch".as_bytes()), Ok(("Kế hoạch".into(), 0)));
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("Kế".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decoded(&utf16), Ok(("Kế".into(), 0)));
    }

    #[test]
    fn loose_marks_and_no_break_blanks_are_evened() {
        assert_eq!(decoded("Ke\u{302}\u{301} hoa\u{323}ch\u{a0}1".as_bytes()), Ok(("Kế hoạch 1".into(), 0)));
    }

    #[test]
    fn legacy_bytes_are_read_and_told() {
        let bytes = b"UBND T\xd8NH NGH\xd6 AN\nK\xd5 ho\xb9ch chuy\xd3n \xae\xe6i s\xe8 n\xa8m 2026\n\nS\xe8: 12/KH-UBND\n";
        let decoded = decode(bytes, &Limits::default()).unwrap();
        assert_eq!(decoded.text, "UBND TỈNH NGHỆ AN\nKế hoạch chuyển đổi số năm 2026\n\nSố: 12/KH-UBND\n");
        let told: Vec<_> =
            decoded.warnings.iter().map(|finding| (finding.rule, finding.at.clone())).collect();
        assert_eq!(told, [(Rule::LegacyCharset, vec![Place::lines(1, 4)])]);
    }

    #[test]
    fn mixed_texts_are_told_line_by_line() {
        let text = "Kế hoạch chuyển đổi số\nTiáº¿ng Viá»‡t cá»§a chÃºng ta\nPhòng Văn hóa\nCéng hoµ x· héi chñ nghÜa ViÖt Nam\n";
        let decoded = decode(text.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(
            decoded.text,
            "Kế hoạch chuyển đổi số\nTiếng Việt của chúng ta\nPhòng Văn hóa\nCộng hoà xã hội chủ nghĩa Việt Nam\n"
        );
        let told: Vec<_> =
            decoded.warnings.iter().map(|finding| (finding.rule, finding.at.clone())).collect();
        assert_eq!(
            told,
            [(Rule::RepairedText, vec![Place::lines(2, 2)]), (Rule::LegacyCharset, vec![Place::lines(4, 4)])]
        );
    }

    #[test]
    fn a_slip_is_told_with_its_line() {
        let mut bytes = "Kế hoạch\n".repeat(200).into_bytes();
        bytes.extend(b"s\xe1 1");
        let decoded = decode(&bytes, &Limits::default()).unwrap();
        assert_eq!(decoded.warnings.len(), 1);
        assert_eq!(decoded.warnings[0].at, [Place::lines(201, 201)]);
    }

    #[test]
    fn another_encoding_and_binary_data_are_refused() {
        assert_eq!(
            decoded(b"C\xe9sar, se\xf1or, gar\xe7on, na\xefve"),
            Err(ReadError::NotUtf8 { at: 1, bad: 4 })
        );
        assert_eq!(decoded(b"ab\0c"), Err(ReadError::Binary { at: 2 }));
    }
}
