//! Bytes to text: UTF-8 with or without a mark, UTF-16 with a mark, and UTF-8 with a few bad bytes.

use std::borrow::Cow;

use kehoach_model::{Finding, Place, Rule, Severity};
use kehoach_viet::composed;

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
        return Ok(Decoded { text: Cow::Owned(even(&text).into_owned()), warnings: Vec::new() });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(at) = memchr::memchr(0, bytes) {
        return Err(ReadError::Binary { at });
    }
    let first_bad = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text: even(text), warnings: Vec::new() }),
        Err(error) => error.valid_up_to(),
    };
    let bad = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    if bad > 1 + bytes.len() / BYTES_PER_SLIP {
        return Err(ReadError::NotUtf8 { at: first_bad, bad });
    }
    let text = even(&String::from_utf8_lossy(bytes)).into_owned();
    Ok(Decoded { text: Cow::Owned(text), warnings: slips(bytes) })
}

/// Letters composed with their marks, no-break blanks as blanks: how a converter writes them is no part of the
/// text, and lines and columns are told by their characters.
fn even(text: &str) -> Cow<'_, str> {
    const NO_BREAK: char = '\u{a0}';
    match composed(text) {
        text if text.contains(NO_BREAK) => Cow::Owned(text.replace(NO_BREAK, " ")),
        text => text,
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

/// UTF-16 text that says so by its mark.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (rest, little) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, true),
        [0xfe, 0xff, rest @ ..] => (rest, false),
        _ => return None,
    };
    let units = rest
        .as_chunks::<2>()
        .0
        .iter()
        .map(|pair| if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) });
    char::decode_utf16(units).collect::<Result<String, _>>().ok()
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
    fn a_slip_is_told_with_its_line() {
        let mut bytes = "Kế hoạch\n".repeat(200).into_bytes();
        bytes.extend(b"s\xe1 1");
        let decoded = decode(&bytes, &Limits::default()).unwrap();
        assert_eq!(decoded.warnings.len(), 1);
        assert_eq!(decoded.warnings[0].at, [Place::lines(201, 201)]);
    }

    #[test]
    fn another_encoding_and_binary_data_are_refused() {
        assert_eq!(decoded(b"C\xe9ng ho\xb5 x\xb7 h\xe9i"), Err(ReadError::NotUtf8 { at: 1, bad: 4 }));
        assert_eq!(decoded(b"ab\0c"), Err(ReadError::Binary { at: 2 }));
    }
}
