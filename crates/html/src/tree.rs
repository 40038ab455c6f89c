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
    let mut tree = tree;
    let mut seen = Vec::new();
    while let Some(name) =
        tree.seen.unclosed.take().filter(|name| seen.len() < UNCLOSED && !seen.contains(name))
    {
        seen.push(name);
        tree = build(text, Settings { seen: seen.clone(), ..settings.clone() });
    }
    match tree.seen.too_many {
        Some(line) => Err(ReadError::TooManyElements { line, limit: limits.elements }),
        None => Ok(tree),
    }
}

/// Kinds of elements without end that are tried; there are not many more.
const UNCLOSED: usize = 6;

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

/// Refuses pages whose tags have more attributes than the tokenizer can bear: it compares each with all before it.
///
/// Every "<" in front of a letter counts as a tag, also in scripts and comments: what a tag is, is the tokenizer's to
/// know, and a page has no such lists of words anywhere.
fn look_at_tags(text: &str, limits: &Limits) -> Result<(), ReadError> {
    /// How often a byte may be looked at, on average: tags stand in values of tags.
    const LOOKS: usize = 8;
    let bytes = text.as_bytes();
    let most = (limits.attributes as u64).pow(2);
    let (mut work, mut looked) = (0_u64, 0);
    for open in memchr::memchr_iter(b'<', bytes) {
        let behind = bytes.get(open + 1..).unwrap_or_default();
        let behind = behind.strip_prefix(b"/").unwrap_or(behind);
        if !behind.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (length, count) = count_attributes(behind);
        looked += length;
        work += (count as u64).pow(2);
        if work > most || looked > bytes.len() * LOOKS {
            return Err(ReadError::TooManyAttributes { at: open, limit: limits.attributes });
        }
    }
    Ok(())
}

/// Bytes to the end of a tag, and its attributes, as the HTML standard tokenizes them.
fn count_attributes(tag: &[u8]) -> (usize, usize) {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        TagName,
        BeforeName,
        Name,
        BeforeValue,
        Value,
        Quoted(u8),
    }
    let (mut state, mut count) = (State::TagName, 0);
    for (at, &byte) in tag.iter().enumerate() {
        if byte == b'>' && !matches!(state, State::Quoted(_)) {
            return (at, count);
        }
        let is_blank = byte.is_ascii_whitespace();
        state = match state {
            State::Quoted(quote) if byte == quote => State::BeforeName,
            State::Quoted(quote) => State::Quoted(quote),
            State::BeforeValue if is_blank => State::BeforeValue,
            State::BeforeValue if byte == b'"' || byte == b'\'' => State::Quoted(byte),
            State::BeforeValue => State::Value,
            State::Name if byte == b'=' => State::BeforeValue,
            // Blanks may stand in front of "=".
            State::BeforeName if byte == b'=' && count > 0 => State::BeforeValue,
            _ if is_blank || byte == b'/' && state != State::Value => State::BeforeName,
            State::BeforeName => {
                count += 1;
                State::Name
            }
            other => other,
        };
    }
    (tag.len(), count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_as_the_tokenizer_does() {
        let count = |tag: &str| count_attributes(tag.as_bytes()).1;
        assert_eq!(count("p>"), 0);
        assert_eq!(count("p class=a id='b c' title=\"d > e\" hidden>"), 4);
        assert_eq!(count("br/>"), 0);
        assert_eq!(count("p a = 1 b>"), 2);
        assert_eq!(count("a href=http://x/y/z>"), 1);
    }
}
