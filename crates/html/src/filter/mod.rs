//! A filter between tokenizer and tree builder: formatting, scripts and pictures away, looks remembered, depth capped.
//!
//! The tree builder takes the square of the number of open formatting elements, and the page's own parser would give
//! every word of a Word export two elements of its own. What is dropped here never reaches it. A stretch of text that
//! looks special stands in an element [`RUN`] of its own, whose attribute holds its [`Look`].

mod look;
mod names;
mod stack;

use std::cell::RefCell;
use std::collections::BTreeSet;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

pub(crate) use look::Look;
use names::{Class, Raw, class};
use stack::{Given, Open, Stack};

/// Name of the element round text that looks special.
pub(crate) const RUN: &str = "k-run";
/// Its attribute.
pub(crate) const LOOK: &str = "look";

/// What the filter is told.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    /// Elements that the parser may have open.
    pub(crate) depth: usize,
    /// Elements in all.
    pub(crate) elements: usize,
    /// Classes of stretches inside a text that are a site's, not the document's.
    pub(crate) foreign: &'static [String],
    /// Elements whose content is seen after all: they had no end.
    pub(crate) seen: Vec<String>,
}

/// What the filter saw beside the tree.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// The page's title.
    pub(crate) title: String,
    /// The line in which there were too many elements.
    pub(crate) too_many: Option<u64>,
    /// An element whose content was left out to the end of the page: it has no end tag.
    pub(crate) unclosed: Option<String>,
    /// Pages in frames and attached files that stand in the page.
    pub(crate) embedded: BTreeSet<String>,
}

#[derive(Debug, Default)]
struct State {
    stack: Stack,
    seen: Seen,
    elements: usize,
    skipping: Option<Skipping>,
    /// The look of the run that the tree builder has open.
    run: Option<Look>,
}

impl State {
    /// Counts an element that the tree builder gets; says whether it may.
    fn count(&mut self, settings: &Settings, line: u64) -> bool {
        self.elements += 1;
        let is_free = self.elements <= settings.elements;
        if !is_free {
            self.seen.too_many.get_or_insert(line);
        }
        is_free
    }
}

/// An element whose content is left out.
#[derive(Debug)]
struct Skipping {
    name: LocalName,
    /// It may hold others of its name.
    depth: usize,
    is_title: bool,
}

/// The filter, in front of a tree builder.
pub(crate) struct Filter<S> {
    pub(crate) inner: S,
    settings: Settings,
    state: RefCell<State>,
}

impl<S: TokenSink> TokenSink for Filter<S> {
    type Handle = S::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<S::Handle> {
        match token {
            Token::TagToken(tag) => self.tag(tag, line),
            Token::CharacterTokens(text) => self.text(text, line),
            Token::CommentToken(_) | Token::ParseError(_) | Token::NullCharacterToken => {
                TokenSinkResult::Continue
            }
            token => {
                self.end_run(line);
                self.give(token, line)
            }
        }
    }

    fn end(&self) {
        let mut state = self.state.borrow_mut();
        let skipping = state.skipping.take();
        state.seen.unclosed = skipping.map(|skipping| skipping.name.to_string());
        drop(state);
        self.inner.end();
    }
}

impl<S: TokenSink> Filter<S> {
    pub(crate) fn new(inner: S, settings: Settings) -> Self {
        Self { inner, settings, state: RefCell::default() }
    }

    /// The tree builder, and what was seen.
    pub(crate) fn into_parts(self) -> (S, Seen) {
        (self.inner, self.state.into_inner().seen)
    }

    /// Gives a token to the tree builder. It may ask for nothing but what the filter does itself: scripts do not run.
    fn give(&self, token: Token, line: u64) -> TokenSinkResult<S::Handle> {
        let _ = self.inner.process_token(token, line);
        TokenSinkResult::Continue
    }

    fn text(&self, text: StrTendril, line: u64) -> TokenSinkResult<S::Handle> {
        let look = {
            let mut state = self.state.borrow_mut();
            if let Some(skipping) = &state.skipping {
                if skipping.is_title {
                    state.seen.title.push_str(&text);
                }
                return TokenSinkResult::Continue;
            }
            if state.seen.too_many.is_some() {
                return TokenSinkResult::Continue;
            }
            state.stack.look()
        };
        let is_blank = text.bytes().all(|byte| byte.is_ascii_whitespace());
        // Blanks between rows and cells are none.
        if is_blank && self.state.borrow().stack.is_between_cells() {
            return TokenSinkResult::Continue;
        }
        let is_plain = look == Look::default();
        let open = self.state.borrow().run;
        // An escape is a token of its own, so a run goes on over several.
        if open != Some(look) && !(is_blank && open.is_some()) {
            self.end_run(line);
            if !is_plain && !is_blank {
                self.begin_run(look, line);
            }
        }
        self.give(Token::CharacterTokens(text), line)
    }

    fn begin_run(&self, look: Look, line: u64) {
        if !self.state.borrow_mut().count(&self.settings, line) {
            return;
        }
        self.state.borrow_mut().run = Some(look);
        let attribute = Attribute {
            name: QualName::new(None, ns!(), LocalName::from(LOOK)),
            value: StrTendril::from(look.code()),
        };
        let _ =
            self.give(Token::TagToken(tag(TagKind::StartTag, LocalName::from(RUN), vec![attribute])), line);
    }

    fn end_run(&self, line: u64) {
        if self.state.borrow_mut().run.take().is_some() {
            let _ = self.give(Token::TagToken(tag(TagKind::EndTag, LocalName::from(RUN), Vec::new())), line);
        }
    }

    fn tag(&self, mut tag: Tag, line: u64) -> TokenSinkResult<S::Handle> {
        // The tree builder would wait for text without tags, which the tokenizer does not give it.
        if matches!(tag.name, local_name!("xmp") | local_name!("listing")) {
            tag.name = local_name!("pre");
        }
        let mut state = self.state.borrow_mut();
        if let Some(skipping) = &mut state.skipping {
            if tag.name == skipping.name {
                match tag.kind {
                    TagKind::StartTag if !tag.self_closing => skipping.depth += 1,
                    TagKind::StartTag => {}
                    TagKind::EndTag => skipping.depth -= 1,
                }
                if skipping.depth == 0 {
                    state.skipping = None;
                }
            }
            return TokenSinkResult::Continue;
        }
        if state.seen.too_many.is_some() {
            return TokenSinkResult::Continue;
        }
        drop(state);
        match (tag.kind, class(&tag.name)) {
            // XHTML: `<title/>` has no text.
            (TagKind::StartTag, Class::Raw(_)) if tag.self_closing => TokenSinkResult::Continue,
            (TagKind::StartTag, Class::Raw(raw)) => self.begin_raw(&tag, raw),
            (TagKind::StartTag, Class::Unseen) => self.begin_unseen(tag),
            (TagKind::StartTag, Class::Void) => self.note(&tag),
            (TagKind::StartTag, class) => self.begin(tag, class, line),
            (TagKind::EndTag, Class::Inline | Class::Kept) => self.end_tag(tag, line),
            (TagKind::EndTag, _) => TokenSinkResult::Continue,
        }
    }

    fn begin_raw(&self, tag: &Tag, raw: Raw) -> TokenSinkResult<S::Handle> {
        let mut state = self.state.borrow_mut();
        let is_title = tag.name == local_name!("title") && state.seen.title.is_empty();
        if let Some(address) = value(tag, "src").filter(|_| tag.name == local_name!("iframe")) {
            state.seen.embedded.insert(address.to_owned());
        }
        state.skipping = Some(Skipping { name: tag.name.clone(), depth: 1, is_title });
        TokenSinkResult::RawData(match raw {
            Raw::Script => RawKind::ScriptData,
            Raw::Text => RawKind::Rawtext,
            Raw::Escaped => RawKind::Rcdata,
        })
    }

    fn begin_unseen(&self, tag: Tag) -> TokenSinkResult<S::Handle> {
        let is_seen = self.settings.seen.iter().any(|name| *name == *tag.name);
        if !tag.self_closing && !is_seen {
            let skipping = Skipping { name: tag.name, depth: 1, is_title: false };
            self.state.borrow_mut().skipping = Some(skipping);
        }
        TokenSinkResult::Continue
    }

    /// A file that stands in the page.
    fn note(&self, tag: &Tag) -> TokenSinkResult<S::Handle> {
        if &*tag.name == "embed" {
            self.state.borrow_mut().seen.embedded.extend(value(tag, "src").map(str::to_owned));
        }
        TokenSinkResult::Continue
    }

    fn begin(&self, mut tag: Tag, class: Class, line: u64) -> TokenSinkResult<S::Handle> {
        let mut state = self.state.borrow_mut();
        let style = value(&tag, "style").unwrap_or_default();
        let as_block = class == Class::Inline && look::is_block(style);
        if (class == Class::Kept || as_block) && tag.name != local_name!("br") {
            state.stack.imply(&tag.name);
        }
        let look = self.look(&tag, state.stack.look());
        if &*tag.name == "object" {
            state.seen.embedded.extend(value(&tag, "data").map(str::to_owned));
        }
        let given = match class {
            _ if state.stack.depth() >= self.settings.depth => Given::Nothing,
            Class::Inline if as_block => Given::Block,
            Class::Inline => Given::Nothing,
            _ => Given::Itself,
        };
        let is_alone = tag.self_closing && class == Class::Inline
            || matches!(tag.name, local_name!("br") | local_name!("hr"));
        if !is_alone {
            state.stack.push(Open { name: tag.name.clone(), look, given });
        }
        if given == Given::Nothing {
            return TokenSinkResult::Continue;
        }
        if !state.count(&self.settings, line) {
            return TokenSinkResult::Continue;
        }
        drop(state);
        self.end_run(line);
        if given == Given::Block {
            tag.name = local_name!("div");
        }
        tag.self_closing = false;
        tag.attrs.retain(|attribute| is_kept(&tag.name, &attribute.name.local));
        self.give(Token::TagToken(tag), line)
    }

    /// The look of text in an element.
    fn look(&self, tag: &Tag, around: Look) -> Look {
        let mut look = around;
        for attribute in &tag.attrs {
            match &*attribute.name.local {
                "style" => look.style(&attribute.value),
                "face" => look.family(&attribute.value),
                "hidden" => look.hidden |= !attribute.value.eq_ignore_ascii_case("until-found"),
                "href" => look.link |= tag.name == local_name!("a"),
                "class" => {
                    let mut classes = attribute.value.split_ascii_whitespace();
                    look.hidden |= classes.any(|class| self.settings.foreign.iter().any(|it| it == class));
                }
                _ => {}
            }
        }
        match &*tag.name {
            "pre" => look.pre = true,
            "sup" => look.raised = true,
            // What is struck out is no longer said.
            "del" | "s" | "strike" => look.hidden = true,
            _ => {}
        }
        look
    }

    fn end_tag(&self, mut tag: Tag, line: u64) -> TokenSinkResult<S::Handle> {
        let given = self.state.borrow_mut().stack.end(&tag.name);
        let is_given =
            !matches!(given, Some(Given::Nothing)) && (given.is_some() || class(&tag.name) == Class::Kept);
        if is_given {
            self.end_run(line);
        }
        match given {
            Some(Given::Nothing) => TokenSinkResult::Continue,
            Some(Given::Block) => {
                tag.name = local_name!("div");
                self.give(Token::TagToken(tag), line)
            }
            Some(Given::Itself) => self.give(Token::TagToken(tag), line),
            None if class(&tag.name) == Class::Inline => TokenSinkResult::Continue,
            // The parser knows what a stray end tag does: `</p>` and `</br>` make an element.
            None => {
                if !self.state.borrow_mut().count(&self.settings, line) {
                    return TokenSinkResult::Continue;
                }
                self.give(Token::TagToken(tag), line)
            }
        }
    }
}

/// Attributes that somebody looks at behind this filter. Word gives every paragraph and cell a class and a style, and
/// nothing can be told by them.
fn is_kept(element: &str, attribute: &str) -> bool {
    match attribute {
        "id" => true,
        "class" | "role" => !matches!(element, "p" | "td" | "th" | "tr" | "tbody" | "br"),
        "rowspan" | "colspan" => matches!(element, "td" | "th"),
        "style" | "start" | "type" | "value" | "reversed" => matches!(element, "ul" | "ol" | "li"),
        _ => false,
    }
}

fn value<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

fn tag(kind: TagKind, name: LocalName, attrs: Vec<Attribute>) -> Tag {
    Tag { kind, name, self_closing: false, attrs, had_duplicate_attributes: false }
}
