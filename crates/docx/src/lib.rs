//! DOCX to documents: the package, its body with tables, text boxes and computed numbers, notes, headers.
//!
//! The same [`Document`] as any other format gives, and nothing lost: what Word shows is text, label, note or
//! furniture; what it hides is told. What a heading or a target means is not known here; that is `plan`. Other
//! formats under a .docx name are told apart by `convert`, before this.
//!
//! Flow: `Package → styles, numbering → Story (pull parser with a stack) → pieces → blocks`.
//!
//! Decisions: the pull parser is our own, because the libraries of the field hang, panic or lose text on such
//! files (auto-numbers, no-break hyphens, text boxes, content controls); tracked changes are read as accepted;
//! a computed number stands in front of its paragraph, as on the page, and `label` says which part of the text it
//! is; caps are absolute, because the XML of a long table really packs a hundred times smaller.

mod blocks;
mod findings;
mod foreign;
mod frame;
mod limits;
mod numbering;
mod package;
mod shared;
mod story;
mod styles;
mod symbols;
mod table;
mod xml;

pub use limits::{Limits, ReadError};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kehoach_document::{Document, Furniture, FurnitureKind, Note, NoteKind, Passage, Spot, Typed};
use kehoach_model::{Finding, Format, TextOrigin};

use blocks::Blocks;
use frame::Piece;
use numbering::Numbering;
use package::{Package, PartText, Relation};
use shared::Shared;
use story::{Scope, StoryError};
use styles::Styles;
use xml::XmlError;

/// Reads a DOCX package.
///
/// # Errors
/// Only where nothing can be shown at all: no readable package or main part, or sizes beyond [`Limits`]. A broken
/// part beside the main one is a finding.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, limits)?;
    let main = package.main_part().ok_or(ReadError::NoMainPart)?;
    let (relations, fault) = package.relations(&main);
    let fault = fault.map(|why| findings::unread(&format!("{main}.rels"), &why));
    let findings = fault.into_iter().collect();
    Reader { package, main, relations, findings }.document(limits)
}

/// A package being read.
struct Reader<'a> {
    package: Package<'a>,
    main: String,
    /// What the main part refers to, by the id of the reference.
    relations: BTreeMap<String, Relation>,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn document(&mut self, limits: &Limits) -> Result<Document, ReadError> {
        let text = self.package.text(&self.main)?.ok_or(ReadError::NoMainPart)?;
        let mut shared = Shared {
            limits,
            styles: self.styles(limits),
            numbering: self.numbering(limits),
            letters: 0,
            unknown: text.bad,
            tracked: (0, 0),
            hidden: Vec::new(),
            hidden_count: 0,
            slots: 0,
            paragraphs: 0,
            called: HashMap::new(),
            headers: Vec::new(),
        };
        let flows = story::read(&mut shared, &text.text, &Scope::default());
        let flows = flows.map_err(|error| read_error(error, &self.main, limits))?;
        drop(text);
        let pieces: Vec<Piece> = flows.into_iter().flatten().collect();
        let chunks = self.chunks(&pieces, &mut shared);
        let mut blocks = Blocks::new(limits);
        blocks.take(pieces, chunks, &mut shared)?;
        let mut document = Document {
            format: Format::Docx,
            text: TextOrigin::Native,
            pages: None,
            blocks: Vec::new(),
            notes: self.notes(&mut shared),
            furniture: self.headers(&mut shared),
            warnings: std::mem::take(&mut self.findings),
            letters: 0,
        };
        blocks.finish(&mut document);
        document.letters = shared.letters;
        document.warnings.extend(self.embedded());
        document.warnings.extend(findings::of_text(&shared));
        document.warnings.extend(kehoach_document::legacy_text(&document));
        document.warnings.extend(kehoach_document::repairs(&document));
        Ok(document)
    }

    /// Name of the part that the main part refers to as `kind`, else where Word keeps it.
    fn part(&self, kind: &str) -> Option<String> {
        let named = self.relations.values().find(|relation| relation.kind == kind);
        let named = named.map(|relation| relation.target.clone()).filter(|name| self.package.has(name));
        let usual = || Some(format!("word/{kind}.xml")).filter(|name| self.package.has(name));
        named.or_else(usual)
    }

    /// The text of a part beside the main one; what cannot be read is told.
    fn side_part(&mut self, name: &str) -> Option<PartText> {
        match self.package.text(name) {
            Ok(text) => text,
            Err(error) => {
                self.findings.push(findings::unread(name, &error.to_string()));
                None
            }
        }
    }

    fn styles(&mut self, limits: &Limits) -> Styles {
        let text = self.part("styles").and_then(|name| self.side_part(&name));
        let (styles, error) = Styles::read(&text.unwrap_or_default().text, limits.depth);
        self.tell_broken("styles", error);
        styles
    }

    fn numbering(&mut self, limits: &Limits) -> Numbering {
        let text = self.part("numbering").and_then(|name| self.side_part(&name));
        let (numbering, error) = Numbering::read(&text.unwrap_or_default().text, limits.depth);
        self.tell_broken("numbering", error);
        numbering
    }

    fn tell_broken(&mut self, kind: &str, error: Option<XmlError>) {
        if let (Some(name), Some(error)) = (self.part(kind), error) {
            self.findings.push(findings::unread(&name, &error.to_string()));
        }
    }

    /// The lines of every chunk of another format, by the id of its reference; each stands once in a document.
    fn chunks(&mut self, pieces: &[Piece], shared: &mut Shared<'_>) -> BTreeMap<String, Vec<String>> {
        let ids: BTreeSet<&str> = pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Foreign(id, _) => Some(id.as_str()),
                _ => None,
            })
            .collect();
        let mut chunks = BTreeMap::new();
        for id in ids {
            let target = self.relations.get(id).map(|relation| relation.target.clone());
            let name = target.as_deref().unwrap_or(id);
            match self.package.bytes(name) {
                Ok(Some(bytes)) => match foreign::lines(bytes) {
                    Some(lines) => {
                        shared.unknown +=
                            lines.iter().map(|line| line.matches('\u{fffd}').count()).sum::<usize>();
                        chunks.insert(id.to_owned(), lines);
                    }
                    None => self.findings.push(findings::unread(name, "a chunk of another format")),
                },
                Ok(None) => self.findings.push(findings::unread(name, "it is not in the package")),
                Err(error) => self.findings.push(findings::unread(name, &error.to_string())),
            }
        }
        chunks
    }

    /// What the file holds beside text: its words are not read.
    fn embedded(&self) -> Option<Finding> {
        let folders = ["word/embeddings/", "word/charts/chart", "word/diagrams/data"];
        let count: usize = folders.iter().map(|folder| self.package.count(folder)).sum();
        (count > 0).then(|| findings::embedded(count))
    }

    /// Footnotes, endnotes and comments, each with the block in which it is called.
    fn notes(&mut self, shared: &mut Shared<'_>) -> Vec<Note> {
        let kinds = [
            ("footnotes", NoteKind::Footnote),
            ("endnotes", NoteKind::Endnote),
            ("comments", NoteKind::Comment),
        ];
        let mut notes = Vec::new();
        for (part, kind) in kinds {
            let Some(name) = self.part(part) else { continue };
            for pieces in self.side_story(&name, None, shared) {
                notes.extend(one_passage(pieces).map(|passage| Note { kind, passage }));
            }
        }
        notes
    }

    /// Headers and footers of all sections, each part once.
    fn headers(&mut self, shared: &mut Shared<'_>) -> Vec<Furniture> {
        let mut furniture = Vec::new();
        let mut seen = BTreeSet::new();
        for (id, block) in std::mem::take(&mut shared.headers) {
            let Some(Relation { kind, target }) = self.relations.get(&id).cloned() else { continue };
            if !seen.insert(target.clone()) {
                continue;
            }
            let kind = if kind == "footer" { FurnitureKind::Footer } else { FurnitureKind::Header };
            for pieces in self.side_story(&target, Some(block), shared) {
                for passage in passages(pieces) {
                    let is_number =
                        passage.normal().chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' '));
                    let kind = if is_number { FurnitureKind::PageNumber } else { kind };
                    furniture.push(Furniture { kind, passage });
                }
            }
        }
        furniture
    }

    /// A story beside the body; where it is broken, it is told.
    fn side_story(&mut self, name: &str, block: Option<u32>, shared: &mut Shared<'_>) -> Vec<Vec<Piece>> {
        let Some(text) = self.side_part(name) else { return Vec::new() };
        shared.unknown += text.bad;
        let scope = Scope { part: Some(Spot::named(name)), block };
        let letters = shared.letters;
        match story::read(shared, &text.text, &scope) {
            Ok(flows) => {
                let is_chunk = |piece: &Piece| matches!(piece, Piece::Foreign(..));
                if flows.iter().flatten().any(is_chunk) {
                    self.findings.push(findings::unread(name, "a chunk of another format stands in it"));
                }
                flows
            }
            Err(error) => {
                shared.letters = letters;
                let why = match error {
                    StoryError::Xml(error) => error.to_string(),
                    StoryError::Read(error) => error.to_string(),
                    StoryError::Root(root) => format!("its root is “{root}”"),
                };
                self.findings.push(findings::unread(name, &why));
                Vec::new()
            }
        }
    }
}

fn read_error(error: StoryError, part: &str, limits: &Limits) -> ReadError {
    let part = part.to_owned();
    match error {
        StoryError::Read(error) => error,
        StoryError::Root(root) => ReadError::NotWord { part, root },
        StoryError::Xml(XmlError::TooDeep) => ReadError::TooDeep { part, limit: limits.depth },
        StoryError::Xml(XmlError::Malformed(what, at)) => ReadError::Malformed { part, at, what },
    }
}

/// The texts of a header, paragraph by paragraph and row by row.
fn passages(pieces: Vec<Piece>) -> Vec<Passage> {
    let mut found = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Paragraph(line) => {
                found.push(line.into_passage());
            }
            Piece::Table(table) => {
                for cell in table.rows.into_iter().flat_map(|row| row.cells) {
                    found.push(Passage::typed(cell.content.raw, &cell.content.fonts, cell.at.place()));
                }
            }
            Piece::Foreign(..) => {}
        }
    }
    found.retain(|passage| !passage.is_empty());
    found
}

/// The text of a note, its paragraphs joined.
fn one_passage(pieces: Vec<Piece>) -> Option<Passage> {
    let mut typed = Typed::default();
    let mut at = None;
    for piece in pieces {
        match piece {
            Piece::Paragraph(line) => {
                typed.push_line(&line.typed);
                at.get_or_insert(line.at);
            }
            Piece::Table(table) => {
                for cell in table.rows.into_iter().flat_map(|row| row.cells) {
                    typed.push_line(&cell.content);
                    at.get_or_insert(cell.at);
                }
            }
            Piece::Foreign(..) => {}
        }
    }
    let passage = Passage::typed(typed.raw, &typed.fonts, at?.place());
    (!passage.is_empty()).then_some(passage)
}
