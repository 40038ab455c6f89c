//! Tokens of one XML part: names with their namespaces resolved, text with its escapes read, a cap on depth.
//!
//! What Word's own parts never hold but other programs write is borne: any prefix, a missing namespace, unknown
//! entities, control characters. What is not well-formed is an error with its place, never a loop.

use std::borrow::Cow;
use std::fmt;

use memchr::memmem::Finder;
use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape_with};
use quick_xml::events::{BytesStart, Event};

/// Prefixes that are known at one time; Word declares about forty.
const MOST_NAMES: usize = 256;

/// The namespaces that matter; transitional and strict ones are the same to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ns {
    /// WordprocessingML.
    W,
    /// Math (OMML).
    Math,
    /// DrawingML's main part: text of shapes.
    Drawing,
    /// VML.
    Vml,
    /// Markup compatibility: AlternateContent.
    Compat,
    /// References from a part to others.
    Relationship,
    /// Further namespaces whose elements a `Choice` may ask for and that this reader understands as far as text goes.
    Extension,
    /// Any other, and none.
    Other,
}

impl Ns {
    fn of(uri: &str) -> Self {
        // Strict files say "purl.oclc.org/ooxml", transitional ones "schemas.openxmlformats.org".
        if uri.ends_with("/wordprocessingml/main") || uri.ends_with("/wordprocessingml/2006/main") {
            return Self::W;
        }
        if uri.ends_with("/officeDocument/math") || uri.ends_with("/officeDocument/2006/math") {
            return Self::Math;
        }
        if uri.ends_with("/officeDocument/relationships")
            || uri.ends_with("/officeDocument/2006/relationships")
        {
            return Self::Relationship;
        }
        if uri.ends_with("/drawingml/main") || uri.ends_with("/drawingml/2006/main") {
            return Self::Drawing;
        }
        match uri {
            "urn:schemas-microsoft-com:vml" => Self::Vml,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compat,
            _ if uri.starts_with("http://schemas.microsoft.com/office/word/20")
                || uri.starts_with("http://schemas.microsoft.com/office/drawing/20")
                || uri.contains("/drawingml/") =>
            {
                Self::Extension
            }
            _ => Self::Other,
        }
    }
}

/// What comes next in a part.
#[derive(Debug)]
pub(crate) enum Token<'a> {
    /// An element opens; its end always follows, for an empty one at once.
    Open(Element<'a>),
    /// The innermost open element ends.
    Close,
    /// Text, escapes read.
    Text(Cow<'a, str>),
    /// The root element has ended.
    End,
}

/// An element's name and attributes.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    /// Its namespace.
    pub(crate) ns: Ns,
    start: BytesStart<'a>,
    /// The element's own prefix, for attributes that carry none.
    prefix_len: usize,
}

impl Element<'_> {
    /// The name behind the prefix.
    pub(crate) fn name(&self) -> &str {
        let name: &str = &self.start;
        let end = self.start.name().0.len();
        name.get(self.prefix_len..end).unwrap_or_default()
    }

    /// An attribute by its local name, whatever its prefix; use it where no two namespaces share the name.
    pub(crate) fn attribute(&self, local: &str) -> Option<Cow<'_, str>> {
        self.find(|name| name.rsplit(':').next() == Some(local))
    }

    /// The attribute with a prefix that `xml` resolves to `ns`.
    pub(crate) fn attribute_of(&self, xml: &Xml<'_>, ns: Ns, local: &str) -> Option<Cow<'_, str>> {
        self.find(|name| {
            name.split_once(':').is_some_and(|(prefix, name)| name == local && xml.ns(prefix) == ns)
        })
    }

    fn find(&self, wanted: impl Fn(&str) -> bool) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        // Two attributes of one name are no reason to stop.
        attributes.with_checks(false);
        let found = attributes.flatten().find(|attribute| wanted(attribute.key.0))?;
        let unescaped = match &found.value {
            Cow::Borrowed(value) => {
                unescape_with(value, resolve_predefined_entity).unwrap_or(Cow::Borrowed(value))
            }
            Cow::Owned(value) => Cow::Owned(value.clone()),
        };
        Some(unescaped)
    }

    /// A toggle such as `<w:b/>`: on unless its value says no.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }

    /// The number in an attribute; `None` for what is none ("", "abc", "100.5pt").
    pub(crate) fn number(&self, local: &str) -> Option<i64> {
        self.attribute(local)?.trim().parse().ok()
    }
}

/// Why a part could not be read to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum XmlError {
    /// Not well-formed, or it ends in the middle: what and where (byte of the part).
    Malformed(String, u64),
    /// More open elements than the cap.
    TooDeep,
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(what, at) => write!(f, "byte {at}: {what}"),
            Self::TooDeep => f.write_str("nested too deeply"),
        }
    }
}

/// The tokens of one part.
#[derive(Debug)]
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// Prefixes with the depth at which they were declared; the last of a prefix counts.
    names: Vec<(usize, String, Ns)>,
    /// The prefix that means WordprocessingML now: most names carry it.
    word: Option<String>,
    declares: Finder<'static>,
    depth: usize,
    most: usize,
    /// The element that was just given is empty: its end comes next.
    is_empty: bool,
    /// Letters that are no XML: unknown entities, control characters.
    pub(crate) replaced: usize,
}

impl<'a> Xml<'a> {
    /// Reads `text`, at most `most` elements deep.
    pub(crate) fn new(text: &'a str, most: usize) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        Self {
            reader,
            names: Vec::new(),
            word: None,
            declares: Finder::new("xmlns"),
            depth: 0,
            most,
            is_empty: false,
            replaced: 0,
        }
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// The namespace of a prefix.
    pub(crate) fn ns(&self, prefix: &str) -> Ns {
        if self.word.as_deref() == Some(prefix) {
            return Ns::W;
        }
        self.names.iter().rev().find(|(_, known, _)| known == prefix).map_or(Ns::Other, |(.., ns)| *ns)
    }

    /// Finds out anew which prefix means WordprocessingML.
    fn renamed(&mut self) {
        let word = self.names.iter().rev().find(|(.., ns)| *ns == Ns::W).map(|(_, prefix, _)| prefix.clone());
        self.word = None;
        self.word = word.filter(|prefix| self.ns(prefix) == Ns::W);
    }

    /// The next token.
    pub(crate) fn next(&mut self) -> Result<Token<'a>, XmlError> {
        if std::mem::take(&mut self.is_empty) {
            return Ok(self.close());
        }
        loop {
            let event = self.reader.read_event();
            match event
                .map_err(|error| XmlError::Malformed(error.to_string(), self.reader.error_position()))?
            {
                Event::Start(start) => return self.open(start).map(Token::Open),
                // Not expanded by the library, which would make a copy of each name.
                Event::Empty(start) => {
                    self.is_empty = true;
                    return self.open(start).map(Token::Open);
                }
                Event::End(_) => return Ok(self.close()),
                Event::Text(text) if self.depth > 0 => return Ok(Token::Text(self.clean(text.into_inner()))),
                Event::CData(text) if self.depth > 0 => {
                    return Ok(Token::Text(self.clean(text.into_inner())));
                }
                Event::GeneralRef(name) if self.depth > 0 => {
                    return Ok(Token::Text(Cow::Owned(
                        self.entity(&name, name.resolve_char_ref().ok().flatten()),
                    )));
                }
                Event::Eof => {
                    let what = if self.depth == 0 { "no element" } else { "it ends in the middle" };
                    return Err(XmlError::Malformed(what.to_owned(), self.reader.buffer_position()));
                }
                _ => {}
            }
        }
    }

    /// Passes over the rest of the innermost open element, whose `Open` was just given.
    pub(crate) fn skip(&mut self) -> Result<(), XmlError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.next()?, Token::End) {
                break;
            }
        }
        Ok(())
    }

    fn close(&mut self) -> Token<'a> {
        if self.names.last().is_some_and(|(depth, ..)| *depth >= self.depth) {
            self.names.retain(|(depth, ..)| *depth < self.depth);
            self.renamed();
        }
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 { Token::End } else { Token::Close }
    }

    fn open(&mut self, start: BytesStart<'a>) -> Result<Element<'a>, XmlError> {
        self.depth += 1;
        if self.depth > self.most {
            return Err(XmlError::TooDeep);
        }
        if self.declares.find(start.attributes_raw().as_bytes()).is_some() {
            let mut attributes = start.attributes();
            attributes.with_checks(false);
            for attribute in attributes.flatten() {
                let prefix = match attribute.key.0.strip_prefix("xmlns") {
                    Some("") => "",
                    Some(name) if name.starts_with(':') => name.trim_start_matches(':'),
                    _ => continue,
                };
                if self.names.len() < MOST_NAMES {
                    self.names.push((self.depth, prefix.to_owned(), Ns::of(&attribute.value)));
                }
            }
            self.renamed();
        }
        let name = start.name().0;
        let prefix_len = name.find(':').map_or(0, |colon| colon + 1);
        let ns = self.ns(name.get(..prefix_len.saturating_sub(1)).unwrap_or_default());
        Ok(Element { ns, start, prefix_len })
    }

    /// Control characters have no place in XML; a few programs write them all the same.
    fn clean(&mut self, text: Cow<'a, str>) -> Cow<'a, str> {
        let is_bad = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
        let bad = text.bytes().filter(|byte| is_bad(byte)).count();
        if bad == 0 {
            return text;
        }
        self.replaced += bad;
        Cow::Owned(text.replace(|c: char| u8::try_from(c).is_ok_and(|byte| is_bad(&byte)), "\u{fffd}"))
    }

    fn entity(&mut self, name: &str, character: Option<char>) -> String {
        let known = match character {
            Some(c) if (c as u32) < 0x20 && !matches!(c, '\t' | '\n' | '\r') => None,
            Some(c) => Some(c.to_string()),
            None if name == "nbsp" => Some("\u{a0}".to_owned()),
            None => resolve_predefined_entity(name).map(str::to_owned),
        };
        known.unwrap_or_else(|| {
            self.replaced += 1;
            "\u{fffd}".to_owned()
        })
    }
}
