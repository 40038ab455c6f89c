//! Bytes to text. The order was measured on ten pages of as many encodings: a byte order mark, the pattern of UTF-16,
//! valid UTF-8 before any declaration (pages in UTF-8 that declare iso-8859-1 are common), the declared charset, then
//! what the bytes look like. Text in a legacy Vietnamese charset that declares none is told by its syllables.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use kehoach_model::{Finding, Rule, Severity};
use kehoach_viet::restore_bytes;

use crate::ReadError;

/// A page's text, and what had to be done to read it.
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) findings: Vec<Finding>,
}

/// Bytes at the start that tell UTF-16 and hold the declaration.
const HEAD: usize = 4096;
/// One bad byte sequence or NUL in so many bytes may be a slip of a program; more is another encoding, or no text.
const BYTES_PER_SLIP: usize = 500;

pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, ReadError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(as_encoding(bytes.get(mark..).unwrap_or_default(), encoding));
    }
    if let Some(wide) = wide(bytes) {
        return Ok(as_encoding(bytes, wide));
    }
    // Some programs fill a file up with them.
    let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let bytes = bytes.get(..end).unwrap_or_default();
    // A stray NUL is dropped, as in a browser; many are another kind of file.
    let nuls = memchr::memchr_iter(0, bytes).count();
    if nuls > 1 + bytes.len() / BYTES_PER_SLIP {
        return Err(ReadError::Binary { at: memchr::memchr(0, bytes).unwrap_or_default() });
    }
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(match read_again(&text) {
            Some(text) => Decoded { text: Cow::Owned(text), findings: vec![misread()] },
            None => Decoded { text, findings: Vec::new() },
        });
    }
    let bad = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    if bad <= 1 + bytes.len() / BYTES_PER_SLIP {
        return Ok(as_encoding(bytes, UTF_8));
    }
    let declared = declared(bytes).filter(|encoding| *encoding != UTF_8);
    // A declaration of Latin-1 says nothing: it stands on pages of every charset. A legacy font says more.
    if declared.is_none_or(|encoding| encoding == WINDOWS_1252)
        && !names_legacy_font(bytes)
        && let Some((text, stretches)) = restore_bytes(bytes)
    {
        let charset = stretches.first().map(|stretch| stretch.encoding);
        return Ok(Decoded { text: Cow::Owned(text), findings: charset.map(legacy).into_iter().collect() });
    }
    Ok(as_encoding(bytes, declared.unwrap_or_else(|| guessed(bytes))))
}

/// A page that is UTF-8 read as windows-1252 throughout ("Káº¿ hoáº¡ch"), read again. Where only a part of it is so, the
/// lines tell.
fn read_again(text: &str) -> Option<String> {
    /// Letters that look so by chance.
    const LEAST: usize = 5;
    let marks = memchr::memmem::find_iter(text.as_bytes(), "áº")
        .chain(memchr::memmem::find_iter(text.as_bytes(), "á»"));
    if marks.take(LEAST).count() < LEAST {
        return None;
    }
    let (bytes, _, had_others) = WINDOWS_1252.encode(text);
    if had_others {
        return None;
    }
    String::from_utf8(bytes.into_owned()).ok()
}

fn misread() -> Finding {
    Finding::new(
        Rule::RepairedText,
        Severity::Info,
        "Trang là UTF-8 bị đọc theo bảng mã khác (“Káº¿ hoáº¡ch”); đã đọc lại.",
        "The page is UTF-8 that was read as another encoding (“Káº¿ hoáº¡ch”); it is read again.",
    )
    .repaired()
}

/// Text of an encoding; what is none of it becomes U+FFFD and is told.
fn as_encoding<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Decoded<'a> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let mut findings = Vec::new();
    if had_errors {
        let count = text.matches('\u{fffd}').count();
        let name = encoding.name();
        findings.push(Finding::new(
            Rule::GarbledText,
            Severity::Warning,
            format!("{count} chỗ không phải {name}; chỗ đó là “\u{fffd}”."),
            format!("{count} places are not {name}; “\u{fffd}” stands there."),
        ));
    }
    if encoding == WINDOWS_1258 {
        findings.push(legacy(kehoach_viet::Encoding::Legacy(kehoach_viet::Charset::Windows1258)));
    }
    Decoded { text, findings }
}

fn legacy(encoding: kehoach_viet::Encoding) -> Finding {
    let name = match encoding {
        kehoach_viet::Encoding::Legacy(charset) => charset.name(),
        _ => "UTF-8",
    };
    Finding::new(
        Rule::LegacyCharset,
        Severity::Info,
        format!("Trang theo bảng mã {name}; đã chuyển sang Unicode."),
        format!("The page is in {name}; it is decoded."),
    )
    .repaired()
}

/// UTF-16 without a mark: markup is ASCII, so every other byte at the start is NUL.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    /// Tags and blanks at the start, in hundredths of its bytes: Vietnamese letters have no NUL.
    const SHARE: usize = 60;
    let head = bytes.get(..HEAD.min(bytes.len()) & !1)?;
    let (even, odd) = head.as_chunks::<2>().0.iter().fold((0, 0), |(even, odd), [first, second]| {
        (even + usize::from(*first == 0), odd + usize::from(*second == 0))
    });
    let pairs = head.len() / 2;
    if pairs >= 8 && odd * 100 >= pairs * SHARE && even == 0 {
        Some(UTF_16LE)
    } else if pairs >= 8 && even * 100 >= pairs * SHARE && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The charset that a `meta` or an XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default().to_ascii_lowercase();
    let named = |mark: &[u8]| {
        let at = memchr::memmem::find(&head, mark)?;
        let rest = head.get(at + mark.len()..)?;
        let rest = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte));
        Encoding::for_label(rest.get(..end.unwrap_or(rest.len()))?)
    };
    // A declaration of UTF-16 in bytes that are none cannot be true.
    [&b"charset"[..], b"encoding"].into_iter().find_map(named).filter(|it| *it != UTF_16LE && *it != UTF_16BE)
}

fn names_legacy_font(bytes: &[u8]) -> bool {
    [&b".Vn"[..], b".VN", b"VNI-"].into_iter().any(|font| memchr::memmem::find(bytes, font).is_some())
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"vn"), chardetng::Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><body><p>Kế hoạch chuyển đổi số tỉnh Hồng Lam</p></body></html>";

    fn text(bytes: &[u8]) -> String {
        decode(bytes).map(|decoded| decoded.text.into_owned()).unwrap_or_default()
    }

    #[test]
    fn utf8_wins_over_a_declaration() {
        let page = PAGE.replace("<html>", "<html><meta charset=iso-8859-1>");
        assert_eq!(text(page.as_bytes()), page);
        assert_eq!(text(format!("\u{feff}{page}").as_bytes()), page);
    }

    #[test]
    fn utf16_is_told_by_its_pattern() {
        let little: Vec<u8> = PAGE.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = PAGE.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&little), PAGE);
        assert_eq!(text(&big), PAGE);
    }

    #[test]
    fn a_declared_charset_is_used() {
        let bytes = b"<meta http-equiv=Content-Type content='text/html; charset=windows-1258'><p>T\xf4i \xf0i ch\xf5i, \xf0\xfd\xf5ng \xf0i \xf0\xf4ng</p>";
        assert!(text(bytes).contains("Tôi đi chơi, đương đi đông"));
    }

    #[test]
    fn a_legacy_charset_is_told_by_its_syllables() {
        let bytes = b"<p>C\xe9ng ho\xb5 x\xb7 h\xe9i ch\xf1 ngh\xdca Vi\xd6t Nam</p>\n<p>\xa7\xe9c l\xcbp - T\xf9 do</p>";
        let decoded = decode(bytes).unwrap();
        assert!(decoded.text.contains("Cộng hoà xã hội chủ nghĩa Việt Nam"), "{}", decoded.text);
        assert_eq!(decoded.findings.first().map(|finding| finding.rule), Some(Rule::LegacyCharset));
    }

    #[test]
    fn misread_utf8_is_read_again() {
        let page = PAGE.replace("Hồng Lam", "Hồng Lam, tiếng Việt, tỉnh");
        let misread = WINDOWS_1252.decode_without_bom_handling(page.as_bytes()).0;
        assert_eq!(text(misread.as_bytes()), page);
    }

    #[test]
    fn binary_data_is_refused() {
        assert!(matches!(decode(b"<html>\0\0\0 abc"), Err(ReadError::Binary { at: 6 })));
    }
}
