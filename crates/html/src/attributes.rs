//! What a site tells about a document: "Số hiệu | 5/KH-UBND", in tables of two or four columns, in lists, in lines, or
//! with name and value run together because only a style parts them ("Số hiệu523/QĐ-TTg").

use std::ops::Range;

use kehoach_document::{Cell as DocumentCell, Line, Passage, Table as DocumentTable, head::is_ordinal_head};

use crate::page::{Content, Page, Piece, Table};
use crate::words::ATTRIBUTES;

/// An attribute.
#[derive(Debug)]
pub(crate) struct Pair {
    name: Part,
    value: Option<Part>,
}

/// A name or value: bytes of a line.
#[derive(Debug, Clone)]
struct Part {
    line: Line,
    range: Range<usize>,
}

/// Attributes of the page, and the pieces that they were read from, in order.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) pairs: Vec<Pair>,
    pub(crate) pieces: Vec<usize>,
}

/// Lines that name two of the core attributes make a table of attributes; so many lines can stand between two.
const BETWEEN: usize = 2;
/// Core attributes that make one.
const CORE: usize = 2;
/// Longer lines are prose that begins with such a word.
const LONGEST: usize = 600;
/// A value on a line of its own.
const LONGEST_VALUE: usize = 300;

/// Finds them among the pieces that are still open and stand outside the document.
pub(crate) fn find(page: &Page, is_open: impl Fn(usize) -> bool) -> Found {
    let mut found = Found::default();
    let mut run = Run::default();
    let mut skip = None;
    for (at, piece) in page.pieces.iter().enumerate().filter(|(at, _)| is_open(*at)) {
        if skip == Some(at) {
            continue;
        }
        match &piece.content {
            Content::Table(table) => {
                if let Some(pairs) = of_table(table) {
                    found.pairs.extend(pairs);
                    found.pieces.push(at);
                }
            }
            Content::Line(line) => {
                let next = page.pieces.get(at + 1).filter(|next| is_open(at + 1) && !next.hidden);
                match of_line(line, next) {
                    Some((pair, is_core, takes_next)) => {
                        if run.last.is_none_or(|last| at > last + BETWEEN + 1) {
                            run.end(&mut found);
                        }
                        if is_core {
                            run.core.push(pair.name.passage().normal().to_lowercase());
                        }
                        run.pieces.push(at);
                        if takes_next {
                            run.pieces.push(at + 1);
                            skip = Some(at + 1);
                        }
                        run.last = run.pieces.last().copied();
                        run.pairs.push(pair);
                    }
                    None => {
                        if run.last.is_some_and(|last| at > last + BETWEEN) {
                            run.end(&mut found);
                        }
                    }
                }
            }
        }
    }
    run.end(&mut found);
    found.pieces.sort_unstable();
    found
}

/// Neighbouring lines with attributes.
#[derive(Debug, Default)]
struct Run {
    pairs: Vec<Pair>,
    pieces: Vec<usize>,
    /// Core attributes that were named.
    core: Vec<String>,
    last: Option<usize>,
}

impl Run {
    fn end(&mut self, found: &mut Found) {
        let mut run = std::mem::take(self);
        let count = run.core.len();
        run.core.sort_unstable();
        run.core.dedup();
        // A list of documents names the same of each.
        if run.core.len() >= CORE && run.core.len() == count {
            found.pairs.extend(run.pairs);
            found.pieces.extend(run.pieces);
        }
    }
}

/// The attribute of a line, whether it is a core one, and whether the next line is its value.
fn of_line(line: &Line, next: Option<&Piece>) -> Option<(Pair, bool, bool)> {
    if line.typed.raw.len() > LONGEST {
        return None;
    }
    let (name, is_core) = name_at_start(&line.typed.raw)?;
    let value = value_behind(&line.typed.raw, name.end)?;
    let own = Part { line: line.clone(), range: name };
    if !value.is_empty() {
        let value = Part { line: line.clone(), range: value };
        return Some((Pair { name: own, value: Some(value) }, is_core, false));
    }
    let next = next.and_then(|next| match &next.content {
        Content::Line(line) if line.typed.raw.len() <= LONGEST_VALUE => Some(line.clone()),
        _ => None,
    });
    let value = next.filter(|next| name_at_start(&next.typed.raw).is_none());
    let takes_next = value.is_some();
    let value = value.map(|line| Part { range: 0..line.typed.raw.len(), line });
    Some((Pair { name: own, value }, is_core, takes_next))
}

/// The attributes of a table that holds nothing else.
fn of_table(table: &Table) -> Option<Vec<Pair>> {
    /// Rows of the longest one seen, with room.
    const ROWS: usize = 40;
    if table.rows.len() > ROWS {
        return None;
    }
    let mut pairs: Vec<Pair> = Vec::new();
    let mut core = 0;
    for row in &table.rows {
        let mut waits = false;
        for cell in &row.cells {
            let spot = cell.spot.clone();
            let at = kehoach_document::At { block: 0, spot };
            let line = Line { typed: cell.typed(), label: None, at };
            let text = &line.typed.raw;
            if is_ordinal_head(text.trim()) {
                return None;
            }
            if waits {
                if let Some(pair) = pairs.last_mut() {
                    pair.value = Some(Part { range: 0..text.len(), line });
                }
                waits = false;
                continue;
            }
            let named = name_at_start(text).filter(|(name, _)| value_behind(text, name.end).is_some());
            core += usize::from(named.as_ref().is_some_and(|(_, is_core)| *is_core));
            // In a table of attributes a name may be new to us.
            let name = named.map_or(0..text.len(), |(name, _)| name);
            let value = value_behind(text, name.end).unwrap_or(text.len()..text.len());
            waits = value.is_empty();
            let value = (!waits).then(|| Part { line: line.clone(), range: value });
            pairs.push(Pair { name: Part { line, range: name }, value });
        }
    }
    (core >= CORE).then_some(pairs)
}

/// The name of an attribute that a text begins with, and whether it is a core one: the longest that fits.
fn name_at_start(text: &str) -> Option<(Range<usize>, bool)> {
    let bare = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '•' | '+'));
    let start = text.len() - bare.len();
    let first = bare.chars().next()?.to_lowercase().next()?;
    let names = ATTRIBUTES.get(&first)?.iter();
    let fitting =
        names.filter_map(|attribute| Some((end_of_name(bare, &attribute.name)?, attribute.is_core)));
    let (end, is_core) = fitting.max()?;
    Some((start..start + end, is_core))
}

/// Where `name` ends at the start of a text, any case.
fn end_of_name(text: &str, name: &str) -> Option<usize> {
    let mut letters = text.char_indices();
    for wanted in name.chars() {
        let (_, letter) = letters.next()?;
        let blank = wanted == ' ' && (letter == '\u{a0}' || letter.is_whitespace());
        if !blank && letter.to_lowercase().ne(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(letters.next().map_or(text.len(), |(at, _)| at))
}

/// The value behind a name; `None` where the text goes on in a way that makes it no name ("Ngày ban hành văn bản").
fn value_behind(text: &str, name: usize) -> Option<Range<usize>> {
    let rest = text.get(name..)?;
    let is_mark = |c: char| c.is_whitespace() || matches!(c, ':' | '\u{a0}');
    let bare = rest.trim_start_matches(is_mark);
    let has_colon = rest.trim_start().starts_with(':');
    let first = bare.chars().next();
    let begins =
        first.is_none_or(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '/' | '<' | '('));
    if text.len() > LONGEST || !has_colon && !begins {
        return None;
    }
    let start = text.len() - bare.len();
    Some(start..start + bare.trim_end().len())
}

impl Part {
    fn passage(&self) -> Passage {
        let line = Line { typed: self.line.typed.slice(&self.range), label: None, at: self.line.at.clone() };
        line.into_passage()
    }
}

impl Pair {
    /// The value of an attribute by its folded name.
    pub(crate) fn text_of(&self, name: &str) -> Option<String> {
        let own = kehoach_viet::key::ascii(self.name.passage().normal());
        let value = self.value.as_ref().filter(|_| own == name)?.passage();
        (!value.is_empty()).then(|| value.normal().to_owned())
    }
}

/// All attributes as one table of two columns.
pub(crate) fn table(pairs: &[Pair]) -> DocumentTable {
    let row = |pair: &Pair| {
        let value = pair.value.as_ref().map(Part::passage).unwrap_or_default();
        vec![Some(DocumentCell::new(pair.name.passage())), Some(DocumentCell::new(value))]
    };
    DocumentTable { header_rows: 0, inferred: false, rows: pairs.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: Option<(&str, &str)>) {
        let found = name_at_start(text).and_then(|(name, _)| {
            let value = value_behind(text, name.end)?;
            Some((&text[name], &text[value]))
        });
        assert_eq!(found, want, "{text}");
    }

    #[test]
    fn names_and_values() {
        check("Số hiệu: 12/KH-UBND", Some(("Số hiệu", "12/KH-UBND")));
        check("Số hiệu523/QĐ-TTg", Some(("Số hiệu", "523/QĐ-TTg")));
        check("Cơ quan ban hànhChính phủ", Some(("Cơ quan ban hành", "Chính phủ")));
        check("NGÀY BAN HÀNH", Some(("NGÀY BAN HÀNH", "")));
        check("Số hiệu văn bản: 5", Some(("Số hiệu văn bản", "5")));
        check("Ngày ban hành văn bản này", None);
        check("Kế hoạch", None);
    }
}
