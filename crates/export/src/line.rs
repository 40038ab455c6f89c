//! Text from documents as lines of a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A text as one line that a terminal cannot misread.
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}

/// Columns that a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// Text with blanks up to `width` columns.
pub(crate) fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Lines of at most `width` columns; a word that is longer stands alone.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The columns of each letter: where it starts and how many it takes.
pub(crate) fn columns(text: &str) -> impl Iterator<Item = (char, usize, usize)> {
    text.chars().scan(0, |at, letter| {
        let (start, width) = (*at, letter.width().unwrap_or(0));
        *at += width;
        Some((letter, start, width))
    })
}
