//! One part with text (body, header, note …) to paragraphs and tables, by a pull parser with a stack of its own.
//!
//! Elements that wrap text without meaning for us (content controls, smart tags, custom XML, links, simple
//! fields, insertions) are passed through; what is deleted, an instruction, or a property is passed over.

mod frames;
mod properties;
mod text;

use std::rc::Rc;

use kehoach_document::letters;

use crate::ReadError;
use crate::frame::{Flow, Frame, Kind, Piece};
use crate::shared::{Called, Shared};
use crate::xml::{Element, Ns, Token, Xml, XmlError};
use kehoach_document::Spot;
use kehoach_document::{Line, Typed};
use properties::Properties;

/// Which part is read and how its places begin.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope {
    /// The part, in front of every path; `None` for the main one.
    pub(crate) part: Option<Rc<Spot>>,
    /// Block of all its places; `None` counts the blocks of the body.
    pub(crate) block: Option<u32>,
}

impl Scope {
    /// The outermost flow of the part.
    fn flow(&self) -> Flow {
        Flow { spot: self.part.clone(), ..Flow::default() }
    }
}

/// A part's story being read.
pub(crate) struct Story<'s, 'l, 'x> {
    shared: &'s mut Shared<'l>,
    xml: Xml<'x>,
    scope: Scope,
    frames: Vec<Frame>,
    /// Finished flows at the top: the body, or each note.
    done: Vec<Flow>,
    /// Position of the body's block at hand.
    block: u32,
    /// Depth of the open text element.
    text: Option<usize>,
    /// Open properties: of the paragraph, its mark, the run, the row, the cell.
    properties: Vec<(usize, Properties)>,
    /// Open fields, and how many of them are still in their instruction.
    fields: Vec<Field>,
    instructions: usize,
    /// Fields are not looked at: one was begun that never ends.
    instructions_shown: bool,
    /// Open alternatives: their depth, and whether one was taken.
    alternatives: Vec<(usize, bool)>,
}

/// A field that is open.
#[derive(Debug, Default)]
struct Field {
    in_instruction: bool,
    /// Text that stood in its instruction, the beginning of it, and all letters of it.
    text: String,
    letters: u64,
}

/// Reads a part: the pieces of the body, of the header, or of each note.
pub(crate) fn read(
    shared: &mut Shared<'_>,
    text: &str,
    scope: &Scope,
) -> Result<Vec<Vec<Piece>>, StoryError> {
    let before = shared.mark();
    let read_once = |shared: &mut Shared<'_>, instructions_shown: bool| -> Result<_, StoryError> {
        let depth = shared.limits.depth;
        let mut story = Story {
            xml: Xml::new(text, depth),
            shared,
            scope: scope.clone(),
            frames: Vec::new(),
            done: Vec::new(),
            block: 0,
            text: None,
            properties: Vec::new(),
            fields: Vec::new(),
            instructions: 0,
            instructions_shown,
            alternatives: Vec::new(),
        };
        story.all()?;
        let unended = story.fields.iter().any(|field| field.in_instruction && field.letters > 0);
        Ok((unended, story.done))
    };
    let (unended, mut done) = read_once(shared, false)?;
    if unended {
        // Its text would be lost: better an instruction shown than a page hidden.
        shared.go_back(before);
        done = read_once(shared, true)?.1;
    }
    Ok(done.into_iter().map(|flow| flow.pieces).collect())
}

/// Why a story could not be read to its end.
#[derive(Debug)]
pub(crate) enum StoryError {
    Xml(XmlError),
    Read(ReadError),
    /// The root is no element of Word's.
    Root(String),
}

impl From<XmlError> for StoryError {
    fn from(error: XmlError) -> Self {
        Self::Xml(error)
    }
}

impl From<ReadError> for StoryError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl Story<'_, '_, '_> {
    fn all(&mut self) -> Result<(), StoryError> {
        let mut rooted = false;
        loop {
            self.shared.take_paragraphs(0)?;
            match self.xml.next()? {
                Token::Open(element) => {
                    if !rooted {
                        rooted = true;
                        let known = matches!(
                            element.name(),
                            "document"
                                | "hdr"
                                | "ftr"
                                | "footnotes"
                                | "endnotes"
                                | "comments"
                                | "glossaryDocument"
                        );
                        if !known || element.ns != Ns::W {
                            return Err(StoryError::Root(element.name().to_owned()));
                        }
                        // A text without a body is damage, but text.
                        if matches!(element.name(), "document" | "hdr" | "ftr") {
                            self.push(Kind::Flow(self.scope.flow()));
                        }
                        continue;
                    }
                    self.open(&element)?;
                }
                Token::Close => self.close()?,
                Token::Text(text) => {
                    self.text(&text);
                }
                Token::End => {
                    self.close()?;
                    self.shared.unknown += self.xml.replaced;
                    return Ok(());
                }
            }
        }
    }

    fn push(&mut self, kind: Kind) {
        self.frames.push(Frame { depth: self.xml.depth(), kind });
    }

    fn open(&mut self, element: &Element<'_>) -> Result<(), StoryError> {
        match element.ns {
            Ns::W => self.open_word(element)?,
            Ns::Compat => self.open_alternative(element)?,
            Ns::Math => match element.name() {
                "t" => self.text = Some(self.xml.depth()),
                // "a/b" and "x^2" in one line.
                "den" => self.say("/"),
                "sup" => self.say("^"),
                "sub" => self.say("_"),
                _ => {}
            },
            // Text of shapes that are drawn without a text box of Word's.
            Ns::Drawing if element.name() == "t" => self.text = Some(self.xml.depth()),
            Ns::Vml if element.name() == "textpath" => {
                // WordArt: "DỰ THẢO" across the page.
                if let Some(text) = element.attribute("string") {
                    let typed = Typed { raw: text.into_owned(), fonts: Vec::new() };
                    self.shared.letters += letters(&typed.raw);
                    let at = self.here();
                    self.follow(Piece::Paragraph(Line { typed, label: None, at }));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn open_word(&mut self, element: &Element<'_>) -> Result<(), StoryError> {
        let name = element.name();
        let depth = self.xml.depth();
        if let Some((_, Properties::Run | Properties::Mark)) = self.properties.last() {
            // Most elements of a file stand here, and few of them matter.
            match name {
                "del" | "moveFrom" => self.deleted()?,
                _ if name.ends_with("Change") => self.xml.skip()?,
                _ => self.property(element),
            }
            return Ok(());
        }
        match name {
            "r" => self.begin_run(),
            "t" => self.text = Some(depth),
            "rPr" => {
                let mark = self.properties.last().is_some_and(|(_, open)| *open == Properties::Paragraph);
                self.properties.push((depth, if mark { Properties::Mark } else { Properties::Run }));
            }
            "p" => self.begin_paragraph(),
            "pPr" => self.properties.push((depth, Properties::Paragraph)),
            "tc" => self.begin_cell()?,
            "tcPr" => self.properties.push((depth, Properties::Cell)),
            "tr" => self.begin_row()?,
            "trPr" => self.properties.push((depth, Properties::Row)),
            "tbl" => self.begin_table(),
            "body" => self.push(Kind::Flow(self.scope.flow())),
            "txbxContent" => self.begin_box(),
            "footnote" | "endnote" | "comment" => {
                // Separators are lines that Word draws.
                if matches!(element.attribute("type").as_deref(), Some("separator" | "continuationSeparator"))
                {
                    self.xml.skip()?;
                    return Ok(());
                }
                let id = element.number("id").unwrap_or(-1);
                let (called, name) = match name {
                    "footnote" => (Called::Footnote, "w:footnote"),
                    "endnote" => (Called::Endnote, "w:endnote"),
                    _ => (Called::Comment, "w:comment"),
                };
                let spot = Some(Spot::child(self.scope.part.as_ref(), name, self.done.len() + 1));
                self.scope.block = Some(self.shared.called.get(&(called, id)).copied().unwrap_or(0));
                self.push(Kind::Flow(Flow { spot, ..Flow::default() }));
            }
            "tblPr" | "tblGrid" | "sdtPr" | "sdtEndPr" | "customXmlPr" | "smartTagPr" | "instrText"
            | "delText" | "delInstrText" | "rt" | "moveFrom" | "fldData" | "binData" | "rubyPr"
            | "tblPrEx" => self.xml.skip()?,
            _ if name.ends_with("Change") => self.xml.skip()?,
            "del" => self.deleted()?,
            "ins" | "moveTo" => {
                if self.properties.is_empty() {
                    self.shared.tracked.0 += 1;
                }
            }
            "br" | "cr" => self.say("\n"),
            "tab" | "ptab" => {
                // In a paragraph's properties a tab is a stop.
                if self.properties.is_empty() {
                    self.say("\t");
                }
            }
            "noBreakHyphen" => self.say("\u{2011}"),
            "sym" => self.symbol(element),
            "fldChar" => self.field(element),
            "footnoteReference" | "endnoteReference" | "commentReference" => {
                let called = match name {
                    "footnoteReference" => Called::Footnote,
                    "endnoteReference" => Called::Endnote,
                    _ => Called::Comment,
                };
                if let Some(id) = element.number("id") {
                    let block = self.block();
                    self.shared.called.entry((called, id)).or_insert(block);
                }
            }
            "headerReference" | "footerReference" => {
                if let Some(id) = element.attribute_of(&self.xml, Ns::Relationship, "id") {
                    let block = self.block();
                    self.shared.headers.push((id.into_owned(), block));
                }
            }
            "altChunk" => {
                if let Some(id) = element.attribute_of(&self.xml, Ns::Relationship, "id") {
                    let at = self.here();
                    self.follow(Piece::Foreign(id.into_owned(), at));
                }
            }
            _ => self.property(element),
        }
        Ok(())
    }

    fn open_alternative(&mut self, element: &Element<'_>) -> Result<(), StoryError> {
        match element.name() {
            "AlternateContent" => self.alternatives.push((self.xml.depth(), false)),
            "Choice" => {
                let requires = element.attribute("Requires").unwrap_or_default();
                let understood = requires.split_whitespace().all(|prefix| self.xml.ns(prefix) != Ns::Other);
                match self.alternatives.last_mut() {
                    Some((_, taken)) if *taken || !understood => self.xml.skip()?,
                    Some((_, taken)) => *taken = true,
                    None => {}
                }
            }
            "Fallback" => match self.alternatives.last_mut() {
                Some((_, true)) => self.xml.skip()?,
                Some((_, taken)) => *taken = true,
                None => {}
            },
            _ => {}
        }
        Ok(())
    }
}
