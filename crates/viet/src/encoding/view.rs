//! How bytes of a legacy charset look as characters, and back.

use std::sync::LazyLock;

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252, WINDOWS_1258};

/// The byte that a character stands for where legacy text is held as characters: windows-1252, with Latin-1's
/// controls for the five bytes that windows-1252 lacks, and U+F000 to U+F0FF, where old Word put symbol fonts.
#[inline]
pub(crate) fn byte(c: char) -> Option<u8> {
    let code = u32::from(c);
    match code {
        0..=0xff => Some(code as u8),
        0xf000..=0xf0ff => Some((code - 0xf000) as u8),
        // Œ to ™: the block that windows-1252 puts on 80 to 9F.
        0x152..=0x2122 => WINDOWS_1252_VIEW.byte(c),
        _ => None,
    }
}

/// The byte that the character at `at` stands for, 0 for none, and how many bytes of UTF-8 it takes.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "measured: a call for each letter of a legacy text costs a tenth of its time"
)]
pub(crate) fn byte_at(text: &str, at: usize) -> Option<(u8, usize)> {
    let lead = *text.as_bytes().get(at)?;
    if lead.is_ascii() {
        return Some((lead, 1));
    }
    // U+0080 to U+00FF: the lead has the two high bits.
    if matches!(lead, 0xc2 | 0xc3)
        && let Some(&last) = text.as_bytes().get(at + 1)
    {
        return Some((lead << 6 | last & 0x3f, 2));
    }
    let c = text.get(at..)?.chars().next()?;
    Some((byte(c).unwrap_or(0), c.len_utf8()))
}

/// Bytes as the characters that [`byte`] takes back.
pub(crate) fn of_bytes(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| WINDOWS_1252_VIEW.character(byte)).collect()
}

/// UTF-16 text that says so by its mark; `None` for all else, and where it breaks off inside a character.
#[must_use]
pub fn utf16(bytes: &[u8]) -> Option<String> {
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

/// Characters of a single-byte encoding; bytes without one have the control of that code.
pub(crate) struct View {
    characters: [char; 256],
    /// Those of 80 to FF, sorted.
    bytes: Vec<(char, u8)>,
}

impl View {
    fn new(encoding: &'static Encoding) -> Self {
        let mut characters = ['\0'; 256];
        let mut bytes = Vec::with_capacity(128);
        for (byte, character) in (0..=u8::MAX).zip(&mut characters) {
            let code = [byte];
            let (text, _) = encoding.decode_without_bom_handling(&code);
            *character = match text.chars().next() {
                Some(c) if c != char::REPLACEMENT_CHARACTER => c,
                _ => char::from(byte),
            };
            if byte >= 0x80 {
                bytes.push((*character, byte));
            }
        }
        bytes.sort_unstable();
        Self { characters, bytes }
    }

    /// The character of a byte.
    pub(crate) fn character(&self, byte: u8) -> char {
        self.characters.get(usize::from(byte)).copied().unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// The byte of a character, ASCII included.
    pub(crate) fn byte(&self, c: char) -> Option<u8> {
        if c.is_ascii() {
            return Some(c as u8);
        }
        let at = self.bytes.binary_search_by_key(&c, |&(character, _)| character).ok()?;
        self.bytes.get(at).map(|&(_, byte)| byte)
    }
}

pub(crate) static WINDOWS_1252_VIEW: LazyLock<View> = LazyLock::new(|| View::new(WINDOWS_1252));
pub(crate) static WINDOWS_1258_VIEW: LazyLock<View> = LazyLock::new(|| View::new(WINDOWS_1258));
pub(crate) static MAC_ROMAN_VIEW: LazyLock<View> = LazyLock::new(|| View::new(MACINTOSH));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(of_bytes(&all).chars().map(byte).collect::<Option<Vec<u8>>>().unwrap(), all);
        for view in [&*WINDOWS_1252_VIEW, &*WINDOWS_1258_VIEW, &*MAC_ROMAN_VIEW] {
            assert!((0..=255).all(|byte| view.byte(view.character(byte)) == Some(byte)));
        }
        assert_eq!(byte('\u{f0ad}'), Some(0xad));
        let text = "aµéế“\u{f0ad}";
        for (at, c) in text.char_indices() {
            assert_eq!(byte_at(text, at), Some((byte(c).unwrap_or(0), c.len_utf8())));
        }
        assert_eq!((byte('ế'), byte('đ'), byte('\u{0081}')), (None, None, Some(0x81)));
    }
}
