//! HTML escapes that a scraper left in the text ("CH&Ocirc;NG TR&Igrave;NH"), and a literal `\r\n`.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::edit::{Change, Edit, Writer};
use crate::pattern;

/// An escape, escaped any number of times over ("&amp;nbsp;"), and the four characters that a careless program
/// writes for a line end (seen on a public portal).
static ESCAPE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"&((?:amp;)*)(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|\\r\\n")
});

/// The text with its escapes read; `None` where it has none.
pub(crate) fn read(text: &str) -> Option<(String, Vec<Edit>)> {
    read_some(text, true)
}

/// A whole text with its HTML escapes read; line ends stay as many as they were.
///
/// ```
/// assert_eq!(kehoach_viet::unescaped("UBND T&#7880;NH; KH&amp;CN"), "UBND TỈNH; KH&CN");
/// ```
#[must_use]
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    read_some(text, false).map_or(Cow::Borrowed(text), |(text, _)| Cow::Owned(text))
}

/// Reads the escapes, those that make a line end only if asked to.
fn read_some(text: &str, line_ends: bool) -> Option<(String, Vec<Edit>)> {
    let mut writer = Writer::new(text);
    for found in ESCAPE.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let letters = match found.get(2) {
            // An unknown name ("KH&amp;CN;") keeps its letters and loses only the escape of its "&".
            Some(name) => {
                let escape = format!("&{};", name.as_str());
                html_escape::decode_html_entities(&escape).into_owned()
            }
            None => "\n".to_owned(),
        };
        if letters != whole.as_str() && (line_ends || letters != "\n") {
            writer.replace(whole.range(), &letters, Change::Escape);
        }
    }
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read_however_often_they_were_escaped() {
        for (raw, want) in [
            ("CH&Ocirc;NG TR&Igrave;NH", "CHÔNG TRÌNH"),
            ("KH&amp;CN", "KH&CN"),
            ("&amp;amp;nbsp;", "\u{a0}"),
            ("KH&amp;CN;", "KH&CN;"),
            ("&#7871;&#x1ebf;", "ếế"),
            (r"nội dung\r\nCăn cứ", "nội dung\nCăn cứ"),
        ] {
            assert_eq!(read(raw).unwrap().0, want, "{raw}");
        }
    }

    #[test]
    fn no_escape_in_plain_text() {
        for raw in ["KH&CN; BTTTT", "R&D", "a & b;", r"C:\reports\nam"] {
            assert_eq!(read(raw), None, "{raw}");
        }
    }
}
