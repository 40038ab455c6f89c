//! Lines with what their surroundings tell: blank lines before, page ends, Markdown marks taken off.

use std::borrow::Cow;

use kehoach_model::Place;

use crate::{Limits, ReadError};

/// A line with something in it.
#[derive(Debug, Clone)]
pub(crate) struct Line<'a> {
    /// Counted from 1.
    pub(crate) number: u32,
    /// The line without Markdown marks, blanks at both ends kept.
    pub(crate) text: Cow<'a, str>,
    /// Blank lines between this line and the one before it.
    pub(crate) blanks_before: u32,
    /// A form feed or a page number stands in front of it.
    pub(crate) page_start: bool,
}

impl Line<'_> {
    pub(crate) fn trimmed(&self) -> &str {
        self.text.trim()
    }

    pub(crate) fn at(&self) -> Place {
        Place::lines(self.number, self.number)
    }

    /// Blanks in front of the text, a tab as eight.
    pub(crate) fn indent(&self) -> usize {
        self.text.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 8 } else { 1 }).sum()
    }
}

/// Cuts a text into its lines that are not blank.
pub(crate) fn split<'a>(text: &'a str, limits: &Limits) -> Result<Vec<Line<'a>>, ReadError> {
    let markdown = is_markdown(text);
    let mut lines = Vec::new();
    let (mut blanks_before, mut page_start) = (0, false);
    for (index, raw) in text.split('\n').enumerate() {
        let number = index as u32 + 1;
        if index >= limits.lines {
            return Err(ReadError::TooManyLines { limit: limits.lines });
        }
        if raw.len() > limits.line_bytes {
            return Err(ReadError::LineTooLong { line: number, size: raw.len(), limit: limits.line_bytes });
        }
        page_start |= raw.contains('\u{c}');
        if raw.trim().is_empty() || is_rule(raw) {
            blanks_before += 1;
            continue;
        }
        for part in heading_and_bold(raw) {
            let text = if markdown { plain(part) } else { autolink(Cow::Borrowed(part)) };
            if !text.trim().is_empty() {
                lines.push(Line { number, text, blanks_before, page_start });
                (blanks_before, page_start) = (0, false);
            }
        }
    }
    Ok(lines)
}

/// A text that uses Markdown: bold marks in pairs, headings, or the rule under a table's head.
fn is_markdown(text: &str) -> bool {
    /// A stray pair of stars is no Markdown.
    const BOLD_MARKS: usize = 4;
    let bold = memchr::memmem::find_iter(text.as_bytes(), b"**").take(BOLD_MARKS).count() == BOLD_MARKS;
    bold || text.lines().any(|line| line.trim_start().starts_with("## ") || is_table_rule(line))
}

/// `|---|:---:|`, the rule under a Markdown table's head.
pub(crate) fn is_table_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 4
        && line.contains('|')
        && line.contains("--")
        && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '))
}

/// `---`, a rule across the page; letterheads and titles have one in any dump. Nor does a Markdown fence say
/// anything.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let of = |mark: u8| line.bytes().all(|b| b == mark);
    line == "```" || line.len() >= 3 && (of(b'-') || of(b'*') || of(b'_') || of(b'='))
}

/// "PHỤ LỤC 02**Danh mục…**": a line end between a heading and a bold line was lost; give it back.
fn heading_and_bold(raw: &str) -> impl Iterator<Item = &str> {
    let glued = raw.trim_end().strip_suffix("**").and_then(|line| {
        let at = line.find("**")?;
        let (before, after) = (line.get(..at)?, line.get(at + 2..)?);
        let touching = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
        (touching && !after.contains("**")).then_some((before, after))
    });
    let (first, second) = glued.map_or((raw, None), |(before, after)| (before, Some(after)));
    std::iter::once(first).chain(second)
}

/// Takes off `#`, `**`, code marks and escapes; a bullet `*   ` becomes "- ".
fn plain(line: &str) -> Cow<'_, str> {
    let body = line.trim_start();
    let heading = body.trim_start_matches('#');
    let body =
        if heading.len() < body.len() && heading.starts_with(' ') { heading.trim_start() } else { body };
    let bullet = body.strip_prefix("* ").map(str::trim_start);
    if bullet.is_none() && !body.contains("**") && !body.contains('\\') && !body.contains('<') {
        return if body.len() == line.trim_start().len() { Cow::Borrowed(line) } else { Cow::Borrowed(body) };
    }
    let mut text = String::with_capacity(body.len());
    if let Some(bullet) = bullet {
        text.push_str("- ");
        text.push_str(bullet);
    } else {
        text.push_str(body);
    }
    let text = text
        .replace("**", "")
        .replace("\\_", "_")
        .replace("\\*", "*")
        .replace("\\-", "-")
        .replace("\\.", ".");
    autolink(Cow::Owned(text))
}

/// `<https://…>` is the address itself, `<br>` a line end.
fn autolink(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains("<http") && !text.contains("<br") {
        return text;
    }
    let mut out = text.replace("<br>", "\n").replace("<br/>", "\n").replace("<br />", "\n");
    while let Some(at) = out.find("<http") {
        let Some(end) = out.get(at..).and_then(|rest| rest.find('>')) else { break };
        out.replace_range(at + end..=at + end, "");
        out.replace_range(at..=at, "");
    }
    Cow::Owned(out)
}

/// Letters of line-end tags, which are mark-up and no text.
pub(crate) fn markup_letters(text: &str) -> u64 {
    const LETTERS_OF_BR: u64 = 2;
    let tags = ["<br>", "<br/>", "<br />"]
        .iter()
        .map(|tag| memchr::memmem::find_iter(text.as_bytes(), tag.as_bytes()).count());
    tags.sum::<usize>() as u64 * LETTERS_OF_BR
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        split(text, &Limits::default())
            .unwrap()
            .iter()
            .map(|line| format!("{}:{}:{}", line.number, line.blanks_before, line.trimmed()))
            .collect()
    }

    #[test]
    fn blank_lines_are_counted() {
        assert_eq!(shown("a\r\n\r\n  \nb\n"), ["1:0:a", "4:2:b"]);
    }

    #[test]
    fn a_lost_line_end_in_front_of_bold_comes_back() {
        assert_eq!(shown("PHỤ LỤC 02**Danh mục nhiệm vụ**"), ["1:0:PHỤ LỤC 02", "1:0:Danh mục nhiệm vụ"]);
    }

    #[test]
    fn markdown_marks_go() {
        assert_eq!(
            shown("## KẾ HOẠCH\n**năm** 2026\n*   Quán triệt **Nghị quyết**\n---\n"),
            ["1:0:KẾ HOẠCH", "2:0:năm 2026", "3:0:- Quán triệt Nghị quyết"]
        );
    }

    #[test]
    fn addresses_lose_their_brackets_only() {
        assert_eq!(shown("trên <https://a.gov.vn>, <b"), ["1:0:trên https://a.gov.vn, <b"]);
    }
}
