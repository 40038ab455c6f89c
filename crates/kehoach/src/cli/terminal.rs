//! What a terminal can show: width, colours, shortened and wrapped text.

use std::io::{self, BufWriter, IsTerminal};

use anstream::{AutoStream, ColorChoice};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::show::printable;

/// Width where the terminal tells none.
const DEFAULT_WIDTH: usize = 100;
/// Narrower terminals break lines themselves.
const NARROWEST: usize = 40;
/// Wider lines are hard to read.
const WIDEST: usize = 160;

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Strong,
    Faint,
    Warning,
    Gone,
    New,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Warning => "33",
            Self::Gone => "31;9",
            Self::New => "32;1",
        }
    }

    /// The text in this style; a stream that is no terminal drops it.
    pub(super) fn of(self, text: &str) -> String {
        if text.is_empty() { String::new() } else { format!("\x1b[{}m{text}\x1b[0m", self.code()) }
    }
}

/// Standard output that is written in blocks and drops colours where they are not wanted.
pub(super) fn stdout() -> BufWriter<AutoStream<io::StdoutLock<'static>>> {
    BufWriter::with_capacity(1 << 16, AutoStream::auto(io::stdout().lock()))
}

/// Whether colours are shown.
pub(super) fn has_colours() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// Columns of the terminal; COLUMNS where standard output is none.
pub(super) fn width() -> usize {
    let named = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = if io::stdout().is_terminal() { terminal_size::terminal_size() } else { None };
    let width = terminal.map(|(width, _)| usize::from(width.0)).or_else(named);
    width.unwrap_or(DEFAULT_WIDTH).clamp(NARROWEST, WIDEST)
}

/// The text on one line of at most `width` columns; "…" where something is left out.
pub(super) fn shorten(text: &str, width: usize) -> String {
    let text = printable(text);
    if text.width() <= width {
        return text;
    }
    let mut kept = String::new();
    let mut used = 1;
    for letter in text.chars() {
        used += letter.width().unwrap_or(0);
        if used > width {
            break;
        }
        kept.push(letter);
    }
    format!("{}…", kept.trim_end())
}
