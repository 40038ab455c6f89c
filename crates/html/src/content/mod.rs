//! Which part of a page is the document.
//!
//! A known site says so; on any other page the document is where its anchors are: the smallest element that holds all
//! of them, widened as long as nothing of the site comes in with it. What is left out is furniture, by its kind.

mod anchors;
mod chrome;

use std::collections::HashMap;

use kehoach_document::FurnitureKind;
use kehoach_viet::key;
use memchr::memmem;
use scraper::{Html, Selector};

use crate::page::{Content, Page, Piece};
use crate::words::{SITES, Site};
use crate::{attributes, repeats};
use anchors::Anchor;
use chrome::Chrome;

/// What a piece of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Of the document.
    Body,
    /// It tells about the document; it stands in the table of attributes.
    Attribute,
    /// Of the site, or a copy.
    Furniture(FurnitureKind),
    /// Not shown.
    Hidden,
}

/// The roles of all pieces, and what was learned on the way.
#[derive(Debug)]
pub(crate) struct Chosen {
    pub(crate) roles: Vec<Role>,
    pub(crate) attributes: Vec<attributes::Pair>,
    /// Whether anything on the page is of an official document.
    pub(crate) has_anchors: bool,
    /// The document stood in a part that the page does not show at first.
    pub(crate) was_hidden: bool,
}

/// Chooses.
pub(crate) fn choose(page: &mut Page, html: &Html, source: &str) -> Chosen {
    let was_hidden = show_hidden_document(page);
    let mut chooser = Chooser::new(page, html, source);
    chooser.leave_out_copies();
    chooser.find_anchors();
    let pairs = chooser.take_attributes();
    let has_anchors = chooser.anchors.iter().any(Option::is_some);
    if has_anchors {
        let body = chooser.of_site().unwrap_or_else(|| chooser.around_anchors());
        chooser.cut(body);
    } else {
        chooser.leave_out_chrome();
        chooser.leave_out_site_lines();
    }
    Chosen { roles: chooser.roles, attributes: pairs, has_anchors, was_hidden }
}

/// Where a hidden part of a page (a tab that is not open) holds the document, and what is shown is a summary at most, that
/// part is shown. A hidden copy of what is shown has no more letters than it.
fn show_hidden_document(page: &mut Page) -> bool {
    /// A form letter has one anchor; a document has more.
    const LEAST: usize = 2;
    if page.pieces.iter().all(|piece| !piece.hidden) {
        return false;
    }
    let measured = |hidden: bool| {
        let pieces = page.pieces.iter().filter(|piece| piece.hidden == hidden);
        let letters: usize =
            pieces.clone().map(|piece| piece.letters - piece.linked.min(piece.letters)).sum();
        (pieces.filter(|piece| anchors::of(piece).is_some()).count(), letters)
    };
    let ((shown, shown_letters), (hidden, hidden_letters)) = (measured(false), measured(true));
    if hidden < LEAST || hidden <= shown || shown > 0 && hidden_letters < 2 * shown_letters {
        return false;
    }
    for piece in page.pieces.iter_mut().filter(|piece| piece.hidden) {
        piece.hidden = false;
        page.letters += piece.letters as u64;
        if let Content::Table(table) = &mut piece.content {
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells.flat_map(|cell| &mut cell.flow).for_each(|piece| piece.hidden = false);
        }
    }
    true
}

struct Chooser<'p> {
    page: &'p Page,
    html: &'p Html,
    /// The page as it came.
    source: &'p str,
    roles: Vec<Role>,
    anchors: Vec<Option<Anchor>>,
    /// For each element, what it is of the site; not where it holds an anchor.
    chrome: Vec<Option<Chrome>>,
}

impl<'p> Chooser<'p> {
    fn new(page: &'p Page, html: &'p Html, source: &'p str) -> Self {
        let role = |piece: &Piece| if piece.hidden { Role::Hidden } else { Role::Body };
        let roles = page.pieces.iter().map(role).collect();
        let anchors = vec![None; page.pieces.len()];
        Self { page, html, source, roles, anchors, chrome: chrome::of_elements(page, html) }
    }

    fn is_open(&self, at: usize) -> bool {
        self.roles.get(at) == Some(&Role::Body)
    }

    fn set(&mut self, at: usize, role: Role) {
        if let Some(slot) = self.roles.get_mut(at) {
            *slot = role;
        }
    }

    /// Positions of the pieces that are still open, with them.
    fn open(&self) -> impl DoubleEndedIterator<Item = (usize, &'p Piece)> {
        self.page.pieces.iter().enumerate().filter(|(at, _)| self.is_open(*at))
    }

    fn leave_out_copies(&mut self) {
        let copies = repeats::find(&self.page.pieces, |at| self.is_open(at));
        for at in copies.into_iter().flatten() {
            self.set(at, Role::Furniture(FurnitureKind::Duplicate));
        }
    }

    fn find_anchors(&mut self) {
        let found: Vec<(usize, Anchor)> =
            self.open().filter_map(|(at, piece)| Some((at, anchors::of(piece)?))).collect();
        for (at, anchor) in found {
            if let Some(slot) = self.anchors.get_mut(at) {
                *slot = Some(anchor);
            }
            // What holds an anchor is not the site's, whatever its class says.
            let mut element = self.page.pieces.get(at).map_or(0, |piece| piece.element);
            loop {
                if let Some(chrome) = self.chrome.get_mut(element) {
                    *chrome = None;
                }
                let parent = self.page.elements.get(element).map_or(element, |element| element.parent);
                if parent == element {
                    break;
                }
                element = parent;
            }
        }
        // A part of the site is so with all that is in it.
        for at in 0..self.chrome.len() {
            let parent = self.page.elements.get(at).map_or(at, |element| element.parent);
            let inherited = self.chrome.get(parent).copied().flatten();
            if let Some(slot) = self.chrome.get_mut(at).filter(|slot| slot.is_none()) {
                *slot = inherited;
            }
        }
    }

    fn take_attributes(&mut self) -> Vec<attributes::Pair> {
        let found = attributes::find(self.page, |at| self.is_open(at) && !self.has_anchor(at));
        for at in found.pieces {
            self.set(at, Role::Attribute);
        }
        found.pairs
    }

    fn has_anchor(&self, at: usize) -> bool {
        self.anchors.get(at).is_some_and(Option::is_some)
    }

    fn holds(&self, element: usize, piece: &Piece) -> bool {
        let end = self.page.elements.get(element).map_or(usize::MAX, |element| element.end);
        (element..end).contains(&piece.element)
    }

    fn anchored(&self) -> impl DoubleEndedIterator<Item = (usize, &'p Piece)> {
        self.page.pieces.iter().enumerate().filter(|(at, _)| self.has_anchor(*at))
    }

    /// The element in which a known site keeps the text, if all anchors stand in it.
    fn of_site(&mut self) -> Option<usize> {
        let mut positions = HashMap::new();
        let (site, body) = SITES.0.iter().find_map(|site| {
            let mut likely = site.body.iter().filter(|(names, _)| {
                names.iter().all(|name| memmem::find(self.source.as_bytes(), name.as_bytes()).is_some())
            });
            let node = likely.find_map(|(_, selector)| self.html.select(selector).next())?;
            if positions.is_empty() {
                positions =
                    self.page.elements.iter().enumerate().map(|(at, element)| (element.node, at)).collect();
            }
            let body = *positions.get(&node.id())?;
            self.anchored().all(|(_, piece)| self.holds(body, piece)).then_some((site, body))
        })?;
        self.drop_of_site(site, &positions);
        Some(body)
    }

    fn drop_of_site(&mut self, site: &Site, positions: &HashMap<ego_tree::NodeId, usize>) {
        let select = |selector: &Selector| -> Vec<usize> {
            self.html.select(selector).filter_map(|node| positions.get(&node.id()).copied()).collect()
        };
        let dropped: Vec<usize> = site.drop.iter().flat_map(select).collect();
        for element in dropped {
            let end = self.page.elements.get(element).map_or(element, |element| element.end);
            let inside = self.chrome.get_mut(element..end).unwrap_or_default();
            inside.fill(Some(Chrome::Site));
        }
    }

    /// The smallest element that holds all anchors, widened as long as nothing of the site comes in.
    fn around_anchors(&self) -> usize {
        let elements = &self.page.elements;
        let parent = |element: usize| elements.get(element).map_or(0, |element| element.parent);
        let mut anchored = self.anchored().map(|(_, piece)| piece);
        let Some(first) = anchored.next() else { return 0 };
        let mut body = first.element;
        for piece in anchored {
            while body != 0 && !self.holds(body, piece) {
                body = parent(body);
            }
        }
        let is_box = |element: usize| {
            let name = elements.get(element).map_or("", |element| element.name);
            !matches!(
                name,
                "p" | "table"
                    | "thead"
                    | "tbody"
                    | "tfoot"
                    | "tr"
                    | "li"
                    | "ul"
                    | "ol"
                    | "h1"
                    | "h2"
                    | "h3"
                    | "h4"
                    | "h5"
                    | "h6"
                    | "caption"
                    | "pre"
                    | "dl"
                    | "dt"
                    | "dd"
            )
        };
        while body != 0 && !is_box(body) {
            body = parent(body);
        }
        while body != 0 {
            let wider = parent(body);
            let comes_in = self
                .page
                .pieces
                .iter()
                .enumerate()
                .filter(|(_, piece)| self.holds(wider, piece) && !self.holds(body, piece));
            let is_site = |(at, piece): (usize, &Piece)| self.is_of_site(at, piece);
            if comes_in.into_iter().any(is_site) {
                break;
            }
            body = wider;
        }
        body
    }

    /// Whether a piece is plainly the site's.
    fn is_of_site(&self, at: usize, piece: &Piece) -> bool {
        let name = self.page.elements.get(piece.element).map_or("", |element| element.name);
        match self.roles.get(at) {
            Some(Role::Hidden) => false,
            Some(Role::Body) => {
                self.chrome.get(piece.element).is_some_and(Option::is_some)
                    || leads_elsewhere(piece)
                    || name == "h1"
                    || kehoach_document::is_site_line(&bare(piece))
            }
            _ => true,
        }
    }

    /// Gives every piece outside the body to the site, then what of the site stands inside it.
    fn cut(&mut self, body: usize) {
        let inside: Vec<usize> =
            self.open().filter(|(_, piece)| self.holds(body, piece)).map(|(at, _)| at).collect();
        let (first, last) = (inside.first().copied().unwrap_or(0), inside.last().copied().unwrap_or(0));
        let outside: Vec<(usize, FurnitureKind)> = self
            .open()
            .filter(|(_, piece)| !self.holds(body, piece))
            .map(|(at, piece)| (at, self.kind(piece, at < first, at > last)))
            .collect();
        for (at, kind) in outside {
            self.set(at, Role::Furniture(kind));
        }
        self.leave_out_chrome();
        self.leave_out_lists();
        self.trim_start();
        self.trim_end();
    }

    /// What a piece of the site is.
    fn kind(&self, piece: &Piece, above: bool, below: bool) -> FurnitureKind {
        match self.chrome.get(piece.element).copied().flatten() {
            Some(Chrome::Advertising) => FurnitureKind::Advertisement,
            _ if leads_elsewhere(piece) => FurnitureKind::Menu,
            Some(Chrome::Site) => FurnitureKind::Menu,
            None if above => FurnitureKind::Header,
            None if below => FurnitureKind::Footer,
            None => FurnitureKind::Menu,
        }
    }

    /// Elements that say they are the site's and hold no anchor.
    fn leave_out_chrome(&mut self) {
        let found: Vec<(usize, FurnitureKind)> = self
            .open()
            .filter(|(_, piece)| self.chrome.get(piece.element).is_some_and(Option::is_some))
            .map(|(at, piece)| (at, self.kind(piece, false, false)))
            .collect();
        for (at, kind) in found {
            self.set(at, Role::Furniture(kind));
        }
    }

    /// Lines that sites print, wherever they stand: on a page without a document there is nothing to spare.
    fn leave_out_site_lines(&mut self) {
        let is_site = |piece: &Piece| kehoach_document::is_site_line(&bare(piece));
        let found: Vec<usize> = self.open().filter(|(_, piece)| is_site(piece)).map(|(at, _)| at).collect();
        for at in found {
            self.set(at, Role::Furniture(FurnitureKind::Menu));
        }
    }

    /// Lists of links above the first anchor and below the last one. Between them a link is the document's.
    fn leave_out_lists(&mut self) {
        let first = self.anchored().next().map_or(0, |(at, _)| at);
        let last = self.anchored().next_back().map_or(0, |(at, _)| at);
        let found: Vec<usize> = self
            .open()
            .filter(|(at, piece)| (*at < first || *at > last) && leads_elsewhere(piece))
            .map(|(at, _)| at)
            .collect();
        for at in found {
            self.set(at, Role::Furniture(FurnitureKind::Menu));
        }
    }

    /// Above a letterhead or a heading of kind stand names of bodies, nothing else of the document.
    fn trim_start(&mut self) {
        let Some((first, _)) = self.anchored().next() else { return };
        if self.anchors.get(first) != Some(&Some(Anchor::Opening)) {
            return;
        }
        let above: Vec<(usize, bool)> = self
            .open()
            .take_while(|(at, _)| *at < first)
            .map(|(at, piece)| (at, is_body_name(piece)))
            .collect();
        let names = above.iter().rev().take_while(|(_, is_name)| *is_name).count();
        for (at, _) in above.iter().take(above.len() - names) {
            self.set(*at, Role::Furniture(FurnitureKind::Header));
        }
    }

    /// Lines at the end that sites print under every document.
    fn trim_end(&mut self) {
        let last = self.anchored().next_back().map_or(0, |(at, _)| at);
        let tail: Vec<usize> = self
            .open()
            .rev()
            .take_while(|(at, piece)| *at > last && kehoach_document::is_site_line(&bare(piece)))
            .map(|(at, _)| at)
            .collect();
        for at in tail {
            self.set(at, Role::Furniture(FurnitureKind::Menu));
        }
    }
}

/// A piece of links.
fn leads_elsewhere(piece: &Piece) -> bool {
    piece.linked > 0 && piece.linked * 10 >= piece.letters * 8
}

/// The text of a line without the mark of its list.
fn bare(piece: &Piece) -> String {
    piece.text().trim_start_matches("- ").to_owned()
}

/// A line that can name a body above a letterhead's motto.
fn is_body_name(piece: &Piece) -> bool {
    const LONGEST: usize = 80;
    let text = piece.text();
    let is_short = (2..LONGEST).contains(&text.chars().count());
    is_short && key::is_capitals(text) && {
        let folded = key::ascii(text);
        !folded.contains("cong thong tin") && !folded.contains("trang thong tin")
    }
}
