//! A page's text to its tree.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use scraper::{Html, HtmlTreeSink};

use crate::filter::{Filter, Seen, Settings};
use crate::{Limits, ReadError};

/// A page's tree, without formatting, and what was seen beside it.
pub(crate) struct Tree {
    pub(crate) html: Html,
    pub(crate) seen: Seen,
}

pub(crate) fn parse(text: &str, limits: &Limits, foreign: &'static [String]) -> Result<Tree, ReadError> {
    look_at_tags(text, limits)?;
    let settings =
        Settings { depth: limits.depth, elements: limits.elements, foreign, ..Settings::default() };
    let tree = build(text, settings.clone());
    // An element without end would take the rest of the page with it. What is raw (a script) has no other meaning.
    let tree = match &tree.seen.unclosed {
        Some(name) => build(text, Settings { seen: Some(name.clone()), ..settings }),
        None => tree,
    };
    match tree.seen.too_many {
        Some(line) => Err(ReadError::TooManyElements { line, limit: limits.elements }),
        None => Ok(tree),
    }
}

fn build(text: &str, settings: Settings) -> Tree {
    let sink = HtmlTreeSink::new(Html::new_document());
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let filter = Filter::new(TreeBuilder::new(sink, options), settings);
    let tokenizer = Tokenizer::new(filter, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(text));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let (builder, seen) = tokenizer.sink.into_parts();
    Tree { html: builder.sink.finish(), seen }
}

/// Refuses tags with more attributes than the tokenizer can bear. Long tags are common (pictures stand in them as
/// text), so it is the names in front of "=" and behind blanks that are counted, outside quotes.
fn look_at_tags(text: &str, limits: &Limits) -> Result<(), ReadError> {
    let bytes = text.as_bytes();
    let mut rest = 0;
    while let Some(open) = memchr::memchr(b'<', bytes.get(rest..).unwrap_or_default()) {
        let start = rest + open + 1;
        rest = start;
        let behind = bytes.get(start..).unwrap_or_default();
        if behind.starts_with(b"!--") {
            rest += memchr::memmem::find(behind, b"-->").unwrap_or(0);
        }
        if !behind.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        // Most tags end soon; only what does not is counted.
        let near = behind.get(..behind.len().min(limits.attributes * 2)).unwrap_or_default();
        let end = memchr::memchr(b'>', near).map(|end| (start + end, 0));
        let (end, count) = end.unwrap_or_else(|| count_attributes(bytes, start));
        if count > limits.attributes {
            return Err(ReadError::TooManyAttributes { at: start - 1, limit: limits.attributes });
        }
        rest = end;
        // What stands in a script is no tag.
        for name in [&b"script"[..], b"style"] {
            if behind.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
                rest = end_of_raw(bytes, end, name);
            }
        }
    }
    Ok(())
}

/// Where the end tag of a script or style stands; the end of the page where there is none.
fn end_of_raw(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    let mut at = from;
    while let Some(open) = memchr::memmem::find(bytes.get(at..).unwrap_or_default(), b"</") {
        at += open + 2;
        if bytes.get(at..at + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return at;
        }
    }
    bytes.len()
}

/// Where a tag ends, and how many attributes it has at most.
fn count_attributes(bytes: &[u8], start: usize) -> (usize, usize) {
    let (mut at, mut count, mut in_name) = (start, 0, true);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'>' => return (at, count),
            b'"' | b'\'' => {
                // A quote opens a value only behind "=".
                let before = bytes.get(start..at).unwrap_or_default().trim_ascii_end();
                let behind = bytes.get(at + 1..).unwrap_or_default();
                if before.ends_with(b"=") {
                    at += memchr::memchr(*byte, behind).map_or(0, |length| length + 1);
                }
                in_name = false;
            }
            byte if byte.is_ascii_whitespace() || *byte == b'/' => in_name = false,
            b'=' => in_name = true,
            _ if !in_name => {
                in_name = true;
                count += 1;
            }
            _ => {}
        }
        at += 1;
    }
    (bytes.len(), count)
}
