//! What is no part of the document: page numbers, search addresses, a site's menu around the text.

use kehoach_document::{Block, Document, Furniture, FurnitureKind, Passage, is_attributes, is_site_tail};
use kehoach_model::{Finding, Place, Rule, Severity};

use crate::{lines::Line, regions};

/// Sets page numbers and addresses apart; the next line then starts a page.
pub(crate) fn take_page_furniture<'a>(lines: Vec<Line<'a>>, document: &mut Document) -> Vec<Line<'a>> {
    let regions = region_starts(&lines);
    let flattened = !regions.is_empty();
    let mut kept: Vec<Line<'a>> = Vec::with_capacity(lines.len());
    let (mut last_page, mut last_line) = (0, 0);
    let mut carried = (0, false);
    let mut numbers = Vec::new();
    let mut ordinals = Ordinals::default();
    let mut rest = lines.into_iter().peekable();
    let mut starts = regions.iter().peekable();
    while let Some(mut line) = rest.next() {
        if starts.next_if(|start| **start == line.number).is_some() {
            ordinals = Ordinals { fresh: true, inside: true, ..Ordinals::default() };
        }
        let blanks_behind = rest.peek().map_or(u32::MAX, |next| next.blanks_before);
        let chained = chained(&line, rest.peek(), last_page, last_line);
        let number = page_number(&line, blanks_behind, last_page, flattened, chained)
            .filter(|&number| !flattened || line.page_start || !ordinals.expect(number, rest.peek()));
        let address = number.is_none() && is_search_address(line.trimmed());
        if number.is_some() || address {
            let kind = if address { FurnitureKind::Advertisement } else { FurnitureKind::PageNumber };
            last_page = number.unwrap_or(last_page);
            last_line = line.number;
            numbers.push(line.at());
            document.furniture.push(Furniture { kind, passage: Passage::new(line.trimmed(), line.at()) });
            carried = (carried.0 + line.blanks_before, carried.1 || number.is_some() || line.page_start);
            continue;
        }
        ordinals.pass(&line);
        line.blanks_before += carried.0;
        line.page_start |= carried.1;
        carried = (0, false);
        kept.push(line);
    }
    tell(
        document,
        numbers,
        "Số trang hoặc địa chỉ web nằm giữa văn bản.",
        "Page numbers or addresses stand inside the text.",
    );
    kept
}

/// Whether a line, if it is a number, is the next page's: a page's lines lie between it and the page number before it.
/// The first one is the second page's, or stands right in front of a table's head.
fn chained(line: &Line<'_>, next: Option<&Line<'_>>, last: u32, last_line: u32) -> bool {
    /// Lines of the emptiest page, as a rule.
    const SHORTEST_PAGE: u32 = 12;
    let text = line.trimmed();
    let Some(number) = Some(text).filter(|text| text.len() <= 3).and_then(|text| text.parse::<u32>().ok())
    else {
        return false;
    };
    let far = line.number >= last_line + SHORTEST_PAGE;
    let head = next.is_some_and(|next| regions::begins_head(next.trimmed()));
    far && if last == 0 { head || number == 2 } else { number == last + 1 || head && number == last + 2 }
}

/// Numbers of the lines at which a flattened table begins.
fn region_starts(lines: &[Line<'_>]) -> Vec<u32> {
    let mut starts = Vec::new();
    let mut at = 0;
    while let Some(rest) = lines.get(at..).filter(|rest| !rest.is_empty()) {
        let length = regions::length(rest);
        starts.extend(rest.first().filter(|_| length > 0).map(|line| line.number));
        at += length.max(1);
    }
    starts
}

/// The ordinals of a flattened table so far: where every cell has a line of its own, they look like page numbers.
#[derive(Default)]
struct Ordinals {
    last: u32,
    /// A group began since.
    fresh: bool,
    /// A table's head stood above.
    inside: bool,
}

impl Ordinals {
    fn pass(&mut self, line: &Line<'_>) {
        let first =
            line.trimmed().split([' ', '\u{a0}']).next().unwrap_or_default().trim_end_matches(['.', ')']);
        if let Some(number) =
            Some(first).filter(|first| first.len() <= 3).and_then(|first| first.parse().ok())
        {
            if self.follows(number) || (self.last..=self.last + 10).contains(&number) {
                (self.last, self.fresh) = (number, false);
            }
        } else if kehoach_viet::roman(first).is_some()
            || first.len() == 1 && first.starts_with(|c: char| c.is_ascii_uppercase())
        {
            self.fresh = true;
        }
    }

    fn follows(&self, number: u32) -> bool {
        /// Ordinals that plans leave out at once, as a rule.
        const GAP: u32 = 3;
        (self.last + 1..=self.last + 1 + GAP).contains(&number) || number == 1 && self.fresh
    }

    /// Whether a number alone on its line is the next ordinal, and not a page's in front of that ordinal.
    fn expect(&self, number: u32, next: Option<&Line<'_>>) -> bool {
        let again = next.is_some_and(|next| {
            let first = next.trimmed().split(' ').next().unwrap_or_default();
            first.trim_end_matches(['.', ')']).parse() == Ok(number) || regions::begins_head(next.trimmed())
        });
        self.inside && self.follows(number) && !again
    }
}

fn tell(document: &mut Document, places: Vec<Place>, vi: &str, en: &str) {
    if !places.is_empty() {
        document
            .warnings
            .push(Finding::new(Rule::PageFurniture, Severity::Info, vi, en).at(places).repaired());
    }
}

/// The page that a line numbers, if it is a page number.
///
/// In a flattened table ordinals stand alone on lines as well; there a page number is told by the wider gap
/// above it, or by the page numbers before it (`chained`). In all cases the numbers of pages rise.
fn page_number(
    line: &Line<'_>,
    blanks_behind: u32,
    last: u32,
    flattened: bool,
    chained: bool,
) -> Option<u32> {
    /// Pages of the longest plan seen, with room.
    const MOST_PAGES: u32 = 400;
    /// Page numbers are centred or set to the right.
    const CENTRED: usize = 20;
    let text = line.trimmed();
    let bare = text.trim_matches(['-', '–', '=', '*', '[', ']', ' ']);
    let word =
        ["Trang ", "trang ", "Page ", "page ", "PAGE "].iter().find_map(|word| bare.strip_prefix(word));
    let bare = word.unwrap_or(bare);
    let (number, of) = bare.split_once('/').map_or((bare, None), |(number, of)| (number, Some(of)));
    if of.is_some_and(|of| of.trim().parse::<u32>().is_err()) || number.len() > 3 {
        return None;
    }
    let page: u32 = number.trim().parse().ok()?;
    let named = word.is_some() || text.starts_with('-') && text.ends_with('-');
    let gap = if flattened {
        line.blanks_before >= 2 && blanks_behind >= 1
    } else {
        line.blanks_before >= 1 && blanks_behind >= 1
    };
    let apart = chained
        || line.page_start
        || gap
        || line.indent() >= CENTRED && line.blanks_before + blanks_behind.min(1) >= 1;
    let rises = page > last && page <= MOST_PAGES;
    (rises && (named || of.is_none() && apart)).then_some(page)
}

/// An address with a query, alone on its line: a link that the converter printed.
fn is_search_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://")) && text.contains('?') && !text.contains(' ')
}

/// Sets a site's menu at the end, and its title above a table of attributes, apart.
pub(crate) fn take_site_furniture(document: &mut Document) {
    let mut places = Vec::new();
    if let Some(attributes) = document.blocks.iter().position(is_attribute_table) {
        let above = document.blocks.get(..attributes).unwrap_or_default();
        // A letterhead above the attributes would be the document itself.
        if attributes <= 3 && above.iter().all(|block| matches!(block, Block::Paragraph(_))) {
            for block in document.blocks.drain(..attributes) {
                set_apart(block, FurnitureKind::Header, &mut document.furniture, &mut places);
            }
        }
        places.extend(
            document
                .blocks
                .first()
                .filter(|block| is_attribute_table(block))
                .map(Block::at)
                .unwrap_or_default(),
        );
    }
    let tail = document.blocks.iter().rev().take_while(|block| is_site_block(block)).count();
    let keep = document.blocks.len() - tail;
    for block in document.blocks.split_off(keep) {
        set_apart(block, FurnitureKind::Menu, &mut document.furniture, &mut places);
    }
    tell(
        document,
        places,
        "Phần khung của trang web bao quanh văn bản.",
        "A site's own text stands around the document.",
    );
}

fn set_apart(block: Block, kind: FurnitureKind, furniture: &mut Vec<Furniture>, places: &mut Vec<Place>) {
    places.extend(block.at());
    if let Block::Paragraph(paragraph) = block {
        furniture.push(Furniture { kind, passage: paragraph.passage });
    }
}

fn is_site_block(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if is_site_tail(paragraph.passage.normal()))
}

/// Whether a block is a site's table of attributes.
pub(crate) fn is_attribute_table(block: &Block) -> bool {
    matches!(block, Block::Table(table) if is_attributes(table))
}
