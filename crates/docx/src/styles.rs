//! What paragraphs and runs inherit from their styles: numbering, legacy fonts, hidden text, capitals
//! (ECMA-376 part 1, 17.7).

use std::collections::HashMap;
use std::rc::Rc;

use kehoach_viet::Font;

use crate::xml::{Element, Ns, Token, Xml, XmlError};

/// Styles of a document; Word itself has at most 4,079.
const MOST_STYLES: usize = 16_384;
/// `basedOn` may lead so far; loops end there too.
const MOST_HOPS: usize = 16;

/// Run properties that decide what a reader sees; `None` is inherited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct RunProperties {
    /// `w:vanish`: hidden text.
    pub(crate) hidden: Option<bool>,
    /// `w:caps` or `w:smallCaps`: shown in capitals.
    pub(crate) capitals: Option<bool>,
    /// The font, and in it the legacy charset if it was made for one.
    pub(crate) font: Option<RunFont>,
}

/// What matters of a run's font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RunFont {
    /// A font of today.
    Plain,
    /// Made for a legacy charset.
    Legacy(Font),
    /// Symbols stand on the codes of letters.
    Symbol,
    /// The same, Wingdings.
    Wingdings,
}

impl RunFont {
    pub(crate) fn of(name: &str) -> Self {
        match name.trim() {
            "Symbol" => Self::Symbol,
            "Wingdings" => Self::Wingdings,
            name => Font::of(name).map_or(Self::Plain, Self::Legacy),
        }
    }
}

impl RunProperties {
    /// These, and where they are silent what `below` says.
    pub(crate) fn over(self, below: Self) -> Self {
        Self {
            hidden: self.hidden.or(below.hidden),
            capitals: self.capitals.or(below.capitals),
            font: self.font.or(below.font),
        }
    }

    /// Takes in one element of a `w:rPr`.
    pub(crate) fn take(&mut self, element: &Element<'_>) {
        match element.name() {
            "vanish" => self.hidden = Some(element.is_on()),
            "caps" | "smallCaps" => {
                let on = element.is_on();
                self.capitals = Some(on || self.capitals == Some(true));
            }
            "rFonts" => {
                // Letters above ASCII, which a legacy charset is about, are set in the font of "hAnsi".
                let named = element.attribute("hAnsi").or_else(|| element.attribute("ascii"));
                if let Some(name) = named {
                    self.font = Some(RunFont::of(&name));
                }
            }
            _ => {}
        }
    }
}

/// Which numbering a paragraph asks for (`w:numPr`); `None` is inherited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct NumberingProperties {
    /// `w:numId`; 0 cancels.
    pub(crate) id: Option<i64>,
    /// `w:ilvl`, from 0.
    pub(crate) level: Option<usize>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    numbering: NumberingProperties,
    run: RunProperties,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    styles: HashMap<String, Style>,
    /// The paragraph style of paragraphs that name none.
    default: Option<String>,
    /// `w:docDefaults`.
    defaults: RunProperties,
    /// What a style came to, its bases looked up.
    resolved: HashMap<String, Rc<Resolved>>,
}

/// What a paragraph's style says, all its bases together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Resolved {
    pub(crate) run: RunProperties,
    /// `w:numId` of its numbering.
    pub(crate) list: Option<i64>,
    /// The styles of the chain with the levels that they name, nearest first: a level can be tied to a style.
    pub(crate) levels: Vec<(String, Option<usize>)>,
}

impl Styles {
    /// Reads `word/styles.xml`; what is broken in it ends the reading, and what came before counts.
    pub(crate) fn read(text: &str, depth: usize) -> (Self, Option<XmlError>) {
        let mut this = Self::default();
        let error = this.take(&mut Xml::new(text, depth)).err();
        (this, error)
    }

    fn take(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlError> {
        let mut current: Option<(String, Style, usize)> = None;
        loop {
            match xml.next()? {
                Token::Open(element) if element.ns == Ns::W => match element.name() {
                    "style" => {
                        let id = element.attribute("styleId").unwrap_or_default().into_owned();
                        let of_paragraphs = element.attribute("type").as_deref() == Some("paragraph");
                        let is_default =
                            matches!(element.attribute("default").as_deref(), Some("1" | "true" | "on"));
                        if of_paragraphs && is_default {
                            self.default = Some(id.clone());
                        }
                        current = Some((id, Style::default(), xml.depth()));
                    }
                    "basedOn" => {
                        if let Some((_, style, _)) = &mut current {
                            style.based_on = element.attribute("val").map(std::borrow::Cow::into_owned);
                        }
                    }
                    "numId" => {
                        if let Some((_, style, _)) = &mut current {
                            style.numbering.id = element.number("val");
                        }
                    }
                    "ilvl" => {
                        if let Some((_, style, _)) = &mut current {
                            style.numbering.level = level(&element);
                        }
                    }
                    // A table style's properties for some of its cells are none of the style's own.
                    "tblStylePr" | "pPrChange" | "rPrChange" | "latentStyles" => xml.skip()?,
                    _ => match &mut current {
                        Some((_, style, _)) => style.run.take(&element),
                        None => self.defaults.take(&element),
                    },
                },
                Token::Close => {
                    if let Some((id, style, _)) = current.take_if(|(.., depth)| xml.depth() < *depth)
                        && self.styles.len() < MOST_STYLES
                    {
                        self.styles.insert(id, style);
                    }
                }
                Token::End => return Ok(()),
                _ => {}
            }
        }
    }

    /// What a paragraph with this style (or none) inherits.
    pub(crate) fn of_paragraph(&mut self, style: Option<&str>) -> Rc<Resolved> {
        let known = style.filter(|style| self.styles.contains_key(*style));
        let Some(name) = known.or(self.default.as_deref()).map(str::to_owned) else {
            return Rc::new(Resolved { run: self.defaults, ..Resolved::default() });
        };
        if let Some(resolved) = self.resolved.get(&name) {
            return Rc::clone(resolved);
        }
        let mut resolved = Resolved::default();
        let mut at = Some(name.as_str());
        for _ in 0..MOST_HOPS {
            let Some((id, style)) = at.and_then(|id| self.styles.get_key_value(id)) else { break };
            resolved.run = resolved.run.over(style.run);
            resolved.list = resolved.list.or(style.numbering.id);
            resolved.levels.push((id.clone(), style.numbering.level));
            at = style.based_on.as_deref();
        }
        resolved.run = resolved.run.over(self.defaults);
        let resolved = Rc::new(resolved);
        self.resolved.insert(name, Rc::clone(&resolved));
        resolved
    }

    /// What a character style says.
    pub(crate) fn of_run(&self, style: &str) -> RunProperties {
        let mut properties = RunProperties::default();
        let mut at = Some(style);
        for _ in 0..MOST_HOPS {
            let Some(style) = at.and_then(|id| self.styles.get(id)) else { break };
            properties = properties.over(style.run);
            at = style.based_on.as_deref();
        }
        properties
    }
}

/// A level of numbering, 0 to 8.
pub(crate) fn level(element: &Element<'_>) -> Option<usize> {
    element.number("val").and_then(|level| usize::try_from(level).ok()).filter(|level| *level < 9)
}

#[cfg(test)]
mod tests {
    use super::*;

    const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

    #[test]
    fn a_chain_of_styles() {
        let xml = format!(
            r#"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:rPrDefault></w:docDefaults>
            <w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
            <w:style w:type="paragraph" w:styleId="H1"><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr><w:rPr><w:caps/></w:rPr></w:style>
            <w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr><w:rPr><w:caps w:val="0"/></w:rPr></w:style></w:styles>"#
        );
        let (mut styles, error) = Styles::read(&xml, 64);
        assert_eq!(error, None);
        let heading = styles.of_paragraph(Some("H2"));
        assert_eq!(heading.list, Some(3));
        assert_eq!(
            heading.levels,
            [("H2".to_owned(), Some(1)), ("H1".to_owned(), None), ("Normal".to_owned(), None)]
        );
        assert_eq!(heading.run.capitals, Some(false));
        assert!(matches!(styles.of_paragraph(None).run.font, Some(RunFont::Legacy(_))));
    }

    #[test]
    fn styles_that_are_based_on_each_other_end() {
        let xml = format!(
            r#"<w:styles {W}><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>"#
        );
        let (mut styles, _) = Styles::read(&xml, 64);
        assert_eq!(styles.of_paragraph(Some("A")).list, None);
    }
}
