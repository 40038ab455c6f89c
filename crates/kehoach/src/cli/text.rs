//! `kehoach text`: the normaliser for people.

mod detect;
mod explain;

use std::io::{self, Write};
use std::ops::Range;

use anyhow::{Result, ensure};
use kehoach_viet::{Restored, Text, joins_at_line_end, restore, shown, utf16};

use super::TextArgs;
use crate::lang::Lang;

/// Prints what was asked for.
pub(crate) fn run(args: &TextArgs, bytes: &[u8], name: &str, lang: Lang) -> Result<()> {
    let (raw, form) = Form::read(bytes);
    ensure!(
        !raw.contains('\0'),
        "{name}: {}",
        lang.pick("dữ liệu nhị phân, không phải văn bản", "binary data, no text")
    );
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.detect {
        detect::print(&mut out, &raw, form, lang)?;
    } else if args.explain {
        explain::print(&mut out, &raw, lang)?;
    } else {
        let restored = restore(&raw);
        for paragraph in paragraphs(&raw, &restored) {
            writeln!(out, "{}", paragraph.text.normal())?;
        }
    }
    out.flush()?;
    Ok(())
}

/// How the bytes of a file hold characters.
#[derive(Debug, Clone, Copy)]
enum Form {
    Utf8,
    Utf16,
    /// Neither: each byte is shown as windows-1252 has it, as legacy text is.
    Bytes,
}

impl Form {
    fn read(bytes: &[u8]) -> (String, Self) {
        if let Some(text) = utf16(bytes) {
            return (text, Self::Utf16);
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), Self::Utf8),
            Err(_) => (shown(bytes), Self::Bytes),
        }
    }
}

/// A line, or lines that a hyphen joins.
struct Paragraph {
    /// The first line, counted from 1.
    line: usize,
    text: Text,
}

/// The lines of a text, normalised; lines stay lines but where the first ends in a hyphen that belongs to a symbol.
fn paragraphs<'a>(raw: &'a str, restored: &'a Restored<'_>) -> impl Iterator<Item = Paragraph> + 'a {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in raw.split_inclusive('\n') {
        lines.push(start..start + line.len());
        start += line.len();
    }
    let decoded: Vec<&str> = restored.text.lines().map(str::trim).collect();
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = at;
        let start = lines.get(first)?.start;
        let mut last = first;
        // A hyphen joins over blank lines too.
        loop {
            let next =
                (last + 1..lines.len()).find(|&next| decoded.get(next).is_some_and(|line| !line.is_empty()));
            let (Some(next), Some(line)) = (next, decoded.get(last)) else { break };
            if line.is_empty() || !joins_at_line_end(line, decoded.get(next).copied().unwrap_or_default()) {
                break;
            }
            last = next;
        }
        at = last + 1;
        let text = restored.part(raw, start..lines.get(last)?.end);
        Some(Paragraph { line: first + 1, text })
    })
}
