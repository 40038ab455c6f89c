//! HTML pages to documents: what a scraper saved of a portal, or Word exported.
//!
//! The same [`Document`] as any other format gives: the text of the document in its paragraphs and tables, the site's
//! menus, previews and related links as furniture, what it tells about the document as a table of attributes. A page
//! without a document is refused with the reason. What a heading or a target means is not known here; that is `plan`.
//! No script runs and nothing is fetched.
//!
//! Flow: `decode → tokens → filter (formatting away, looks remembered, depth capped) → tree → walk (lines, tables) →
//! even (charsets) → content (document, attributes, furniture) → blocks`.
//!
//! Decisions: formatting is dropped between tokenizer and tree builder, because the tree builder takes the square of
//! open formatting elements, and a word that tags cut must stay whole; a table keeps its shape unless it lays out the
//! page; the document is where its anchors are (motto, number line, "Nơi nhận", TT), the lists of known sites only help.

mod around;
mod attributes;
mod content;
mod decode;
mod even;
mod filter;
mod findings;
mod layout;
mod limits;
mod lines;
mod list;
mod page;
mod repeats;
mod table;
mod tree;
mod verdict;
mod walk;
mod words;

pub use limits::{Limits, ReadError};

use kehoach_document::{At, Block, Document, Gathering};
use kehoach_model::{Format, TextOrigin};

use around::Around;
use content::{Chosen, Marks, Role};
use findings::Hidden;
use page::{Content, Page, Piece};
use table::Budget;
use words::SITES;

/// Reads an HTML page.
///
/// # Errors
/// Only where nothing can be shown at all: a page without a document's text, another format, sizes beyond [`Limits`].
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    if bytes.len() > limits.bytes {
        return Err(ReadError::TooLarge { size: bytes.len(), limit: limits.bytes });
    }
    let decoded = decode::decode(bytes)?;
    let tree = tree::parse(&decoded.text, limits, &SITES.1)?;
    let mut page = walk::read(&tree, limits)?;
    let marks = Marks::read(&page, &tree.html, &decoded.text);
    let seen = tree.seen;
    drop(tree.html);
    let mut warnings = decoded.findings;
    drop(decoded.text);
    warnings.extend(even::make(&mut page));
    let chosen = content::choose(&mut page, &marks);
    verdict::refuse(&page, &chosen, &seen)?;
    let mut document = Document {
        format: Format::Html,
        text: TextOrigin::Native,
        pages: None,
        blocks: Vec::new(),
        notes: Vec::new(),
        furniture: Vec::new(),
        warnings,
        letters: page.letters,
    };
    gather(page, chosen, limits, &mut document)?;
    document.warnings.extend(kehoach_document::repairs(&document));
    Ok(document)
}

/// Puts every piece where its role says.
fn gather(page: Page, chosen: Chosen, limits: &Limits, document: &mut Document) -> Result<(), ReadError> {
    let mut gathering = Gathering::default();
    let mut budget = Budget::new(limits.cells);
    let mut hidden = Hidden::default();
    let mut around = Around::default();
    if !chosen.attributes.is_empty() {
        document.blocks.push(Block::Table(attributes::table(&chosen.attributes)));
    }
    if chosen.was_hidden {
        document.warnings.push(findings::was_hidden());
    }
    for ((piece, role), block) in page.pieces.into_iter().zip(chosen.roles).zip(0..) {
        tell_hidden(&piece, block, &mut hidden);
        match (role, piece.content) {
            (Role::Hidden | Role::Attribute, _) => {}
            (Role::Body, Content::Line(mut line)) => {
                around.end();
                line.at.block = block;
                for line in lines::part(line) {
                    gathering.line(line);
                }
            }
            (Role::Body, Content::Table(table)) => {
                around.end();
                let pieces = table::build(table, block, &mut budget, &mut document.warnings)?;
                gathering.table(pieces);
            }
            (Role::Furniture(kind), content) => around.add(kind, content, block),
        }
    }
    document.furniture = around.into_furniture();
    document.warnings.extend(findings::of_furniture(&document.furniture));
    document.warnings.extend(hidden.findings());
    gathering.finish(document);
    Ok(())
}

/// Tells hidden text: a whole piece, or lines in the cells of a table.
fn tell_hidden(piece: &Piece, block: u32, hidden: &mut Hidden) {
    let mut tell = |piece: &Piece| {
        if let Content::Line(line) = &piece.content {
            hidden.add(&line.typed.raw, || At { block, ..line.at.clone() }.place());
        }
    };
    match &piece.content {
        Content::Line(_) if piece.hidden => tell(piece),
        Content::Line(_) => {}
        Content::Table(table) => {
            let cells = table.cells().flat_map(|cell| &cell.flow);
            cells.filter(|inside| inside.hidden || piece.hidden).for_each(tell);
        }
    }
}
