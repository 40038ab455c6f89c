//! The mottos of a letterhead, and lines into which both of its columns were pushed.
//!
//! Matched on `key::plain` text: OCR gets marks wrong ("XA HỘI").

use std::borrow::Cow;
use std::sync::LazyLock;

use kehoach_viet::key;
use regex::Regex;

use crate::{lines::Line, pattern};

/// State and Party.
pub(crate) static MOTTO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"CONG HOA XA HOI CHU NGHIA VIET NAM|DANG CONG SAN VIET NAM"));
/// "Độc lập - Tự do - Hạnh phúc".
pub(crate) static WORDS_BELOW: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"Doc [Ll]ap\s?[-?]\s?Tu [Dd]o\s?[-?]\s?Hanh [Pp]huc"));

/// Bytes of a line in front of a motto that one blank parts from it: two columns of a letterhead, pushed together
/// ("THÀNH PHỐ HÀ NỘI Độc lập - Tự do - Hạnh phúc").
pub(crate) fn left_of(line: &Line<'_>) -> Option<usize> {
    /// A body's line in a letterhead.
    const LONGEST: usize = 120;
    let text = line.trimmed();
    if !text.ends_with("NAM") && !text.ends_with("phúc") && !text.ends_with("Phúc") {
        return None;
    }
    let plain = key::plain(text);
    let motto =
        MOTTO.find(&plain).or_else(|| WORDS_BELOW.find(&plain)).filter(|found| found.end() == plain.len())?;
    let start = text.char_indices().nth(motto.start()).map(|(at, _)| at)?;
    let left = text.get(..start)?;
    let body = (3..LONGEST).contains(&left.len()) && !left.contains(char::is_lowercase);
    (body && left.contains(char::is_alphabetic)).then_some(start)
}

/// Both columns of such a line; any other line as it is.
pub(crate) fn part<'a>(line: &Line<'a>) -> Vec<Line<'a>> {
    let parts = left_of(line).and_then(|at| {
        let text = line.text.trim();
        Some([text.get(..at)?.trim_end(), text.get(at..)?])
    });
    let Some([left, right]) = parts else { return vec![line.clone()] };
    vec![
        Line { text: Cow::Owned(left.to_owned()), ..line.clone() },
        Line { text: Cow::Owned(right.to_owned()), blanks_before: 0, ..line.clone() },
    ]
}
