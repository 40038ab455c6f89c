//! Which part of a page is the document.
//!
//! The document is where its anchors are: the smallest element that holds all of them, and what stands beside it until
//! something of the site does. A known site says which element it is. What is left out is furniture, by its kind; a
//! line of the document that is left out would be worse than a line of the site that is not.

mod anchors;
mod body;
mod chrome;
mod hidden;
mod marks;

use kehoach_document::{FurnitureKind, is_site_line, is_site_tail};

use crate::page::{Page, Piece};
use crate::repeats::{self, Begins};
use crate::{attributes, content::body::Bounds};
use anchors::Anchor;
use chrome::Chrome;
pub(crate) use marks::Marks;

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
    /// A part of the document stood where the page does not show it at first.
    pub(crate) was_hidden: bool,
}

/// Chooses.
pub(crate) fn choose(page: &mut Page, marks: &Marks) -> Chosen {
    let was_hidden = hidden::show(page);
    let mut chooser = Chooser::new(page, marks);
    chooser.leave_out_copies();
    chooser.find_span();
    chooser.clear_chrome();
    let pairs = chooser.take_attributes();
    let has_anchors = chooser.span.is_some();
    if let Some((first, last)) = chooser.span {
        let bounds = chooser.of_site().unwrap_or_else(|| chooser.around_anchors());
        chooser.cut(&bounds, first, last);
    } else {
        chooser.leave_out_chrome(|_, chrome| chrome.is_plain());
        chooser.leave_out_site_lines();
    }
    Chosen { roles: chooser.roles, attributes: pairs, has_anchors, was_hidden }
}

struct Chooser<'p> {
    page: &'p Page,
    marks: &'p Marks,
    roles: Vec<Role>,
    anchors: Vec<Option<Anchor>>,
    /// For each element, what it is of the site; not where it holds an anchor.
    chrome: Vec<Option<Chrome>>,
    /// Positions of the first and the last anchor, copies left out; `None` where there is none.
    span: Option<(usize, usize)>,
}

impl<'p> Chooser<'p> {
    fn new(page: &'p Page, marks: &'p Marks) -> Self {
        let role = |piece: &Piece| if piece.hidden { Role::Hidden } else { Role::Body };
        let anchor = |piece: &Piece| if piece.hidden { None } else { anchors::of(piece) };
        Self {
            page,
            marks,
            roles: page.pieces.iter().map(role).collect(),
            anchors: page.pieces.iter().map(anchor).collect(),
            chrome: marks.chrome.clone(),
            span: None,
        }
    }

    fn is_open(&self, at: usize) -> bool {
        self.roles.get(at) == Some(&Role::Body)
    }

    fn set(&mut self, at: usize, role: Role) {
        if let Some(slot) = self.roles.get_mut(at) {
            *slot = role;
        }
    }

    fn give(&mut self, pieces: Vec<(usize, FurnitureKind)>) {
        for (at, kind) in pieces {
            self.set(at, Role::Furniture(kind));
        }
    }

    /// Positions of the pieces that are still open, with them.
    fn open(&self) -> impl DoubleEndedIterator<Item = (usize, &'p Piece)> {
        self.page.pieces.iter().enumerate().filter(|(at, _)| self.is_open(*at))
    }

    fn anchor(&self, at: usize) -> Option<Anchor> {
        self.anchors.get(at).copied().flatten()
    }

    /// The pieces that hold the document together. A heading of kind or a number counts only where no motto says where
    /// a letterhead is: sites have boxes named "THÔNG BÁO", and lists of numbers.
    fn anchored(&self) -> impl DoubleEndedIterator<Item = (usize, &'p Piece)> {
        let has_motto = self.anchors.contains(&Some(Anchor::Motto));
        let holds = move |anchor: Anchor| match anchor {
            Anchor::Motto | Anchor::Within => true,
            Anchor::Number | Anchor::Kind => !has_motto,
        };
        self.page.pieces.iter().enumerate().filter(move |(at, _)| self.anchor(*at).is_some_and(holds))
    }

    fn leave_out_copies(&mut self) {
        let begins = |at: usize| match self.anchor(at)? {
            Anchor::Motto | Anchor::Number => Some(Begins::Letterhead),
            Anchor::Kind => Some(Begins::Heading),
            Anchor::Within => None,
        };
        let copies = repeats::find(&self.page.pieces, |at| self.is_open(at), begins);
        for at in copies {
            self.set(at, Role::Furniture(FurnitureKind::Duplicate));
            if let Some(anchor) = self.anchors.get_mut(at) {
                *anchor = None;
            }
        }
    }

    fn find_span(&mut self) {
        let first = self.anchored().next().map(|(at, _)| at);
        let last = self.anchored().next_back().map(|(at, _)| at);
        self.span = first.zip(last);
    }

    /// What holds an anchor is not the site's, whatever its class says; what the site's holds is so with it.
    fn clear_chrome(&mut self) {
        let parent =
            |element: usize| self.page.elements.get(element).map_or(element, |element| element.parent);
        let held: Vec<usize> = self.anchored().map(|(_, piece)| piece.element).collect();
        let mut seen = vec![false; self.chrome.len()];
        for mut element in held {
            while let Some(seen) = seen.get_mut(element).filter(|seen| !**seen) {
                *seen = true;
                if let Some(chrome) = self.chrome.get_mut(element) {
                    *chrome = None;
                }
                element = parent(element);
            }
        }
        for at in 0..self.chrome.len() {
            let inherited = self.chrome.get(parent(at)).copied().flatten();
            if let Some(slot) = self.chrome.get_mut(at).filter(|slot| slot.is_none()) {
                *slot = inherited;
            }
        }
    }

    /// Attributes stand around the document; lines of its own that look so are its own.
    fn take_attributes(&mut self) -> Vec<attributes::Pair> {
        let is_around = |at: usize| self.span.is_none_or(|(first, last)| at < first || at > last);
        let found = attributes::find(self.page, |at| self.is_open(at) && is_around(at));
        for at in found.pieces {
            self.set(at, Role::Attribute);
        }
        found.pairs
    }

    fn chrome(&self, piece: &Piece) -> Option<Chrome> {
        self.chrome.get(piece.element).copied().flatten()
    }

    fn name(&self, piece: &Piece) -> &'static str {
        self.page.elements.get(piece.element).map_or("", |element| element.name)
    }

    /// Whether a piece beside the document is plainly the site's.
    fn is_of_site(&self, at: usize, piece: &Piece) -> bool {
        match self.roles.get(at) {
            Some(Role::Hidden) => false,
            Some(Role::Body) => {
                self.chrome(piece).is_some()
                    || leads_elsewhere(piece)
                    || self.name(piece) == "h1" && self.span.is_some_and(|(first, _)| at < first)
                    || is_site_line(bare(piece))
            }
            _ => true,
        }
    }

    /// Gives every piece outside the document to the site, then what of the site stands inside it.
    /// Its anchors stand from `first` to `last`.
    fn cut(&mut self, bounds: &Bounds, first: usize, last: usize) {
        let outside = self.open().filter(|(at, _)| !bounds.holds(*at));
        let outside = outside.map(|(at, piece)| (at, self.kind(piece, bounds.is_below(at)))).collect();
        self.give(outside);
        // Between its anchors nearly all is the document's, whatever a class is called.
        self.leave_out_chrome(|at, chrome| !(first..=last).contains(&at) || chrome.is_plain());
        self.leave_out_lists(first, last);
        self.trim_start();
        self.trim_end(last);
    }

    /// What a piece of the site is.
    fn kind(&self, piece: &Piece, is_below: bool) -> FurnitureKind {
        match self.chrome(piece) {
            Some(Chrome::Advertising) => FurnitureKind::Advertisement,
            Some(Chrome::Site | Chrome::Perhaps) => FurnitureKind::Menu,
            None if leads_elsewhere(piece) => FurnitureKind::Menu,
            None if is_below => FurnitureKind::Footer,
            None => FurnitureKind::Header,
        }
    }

    /// Elements that say they are the site's and hold no anchor.
    fn leave_out_chrome(&mut self, is_out: impl Fn(usize, Chrome) -> bool) {
        let of_site = self.open().filter(|(at, piece)| {
            self.chrome(piece).is_some_and(|chrome| is_out(*at, chrome)) && !is_numbered(piece)
        });
        let of_site = of_site.map(|(at, piece)| (at, self.kind(piece, false))).collect();
        self.give(of_site);
    }

    /// Lists of links above the first anchor and below the last one. Between them a link is the document's.
    fn leave_out_lists(&mut self, first: usize, last: usize) {
        let lists = self.open().filter(|(at, piece)| (*at < first || *at > last) && leads_elsewhere(piece));
        let lists = lists.map(|(at, _)| (at, FurnitureKind::Menu)).collect();
        self.give(lists);
    }

    /// Above a letterhead stand names of bodies and its date, nothing else of the document.
    fn trim_start(&mut self) {
        let position =
            |wanted: Anchor| self.open().map(|(at, _)| at).find(|at| self.anchor(*at) == Some(wanted));
        let opening =
            position(Anchor::Motto).or_else(|| position(Anchor::Number)).or_else(|| position(Anchor::Kind));
        let first = self.open().map(|(at, _)| at).find(|at| self.anchor(*at).is_some());
        // A document can begin in the middle: with its articles, with an annex.
        let is_within = first.and_then(|at| self.anchor(at)) == Some(Anchor::Within);
        let Some(opening) = opening.filter(|_| !is_within) else { return };
        let above: Vec<(usize, &Piece)> = self.open().take_while(|(at, _)| *at < opening).collect();
        let is_own = |(at, piece): &&(usize, &Piece)| {
            self.anchor(*at) == Some(Anchor::Number)
                || body::is_above_letterhead(piece.text()) && !self.name(piece).starts_with('h')
        };
        let own = above.iter().rev().take_while(is_own).count();
        let site = above.iter().take(above.len() - own).map(|(at, _)| (*at, FurnitureKind::Header)).collect();
        self.give(site);
    }

    /// Lines at the end that sites print under every document.
    fn trim_end(&mut self, last: usize) {
        let tail = self.open().rev().take_while(|(at, piece)| *at > last && is_site_tail(bare(piece)));
        let tail = tail.map(|(at, _)| (at, FurnitureKind::Menu)).collect();
        self.give(tail);
    }

    /// Lines that sites print, wherever they stand: on a page without a document there is nothing to spare.
    fn leave_out_site_lines(&mut self) {
        let lines = self.open().filter(|(_, piece)| is_site_tail(bare(piece)));
        let lines = lines.map(|(at, _)| (at, FurnitureKind::Menu)).collect();
        self.give(lines);
    }
}

/// A piece of links.
fn leads_elsewhere(piece: &Piece) -> bool {
    piece.linked > 0 && piece.linked * 10 >= piece.letters * 8
}

/// "II. Nhiệm vụ" on a button that opens the section.
fn is_numbered(piece: &Piece) -> bool {
    kehoach_document::label::parse(piece.text()).is_some_and(|label| label.kind.is_numbered())
}

/// The text of a line without the mark of its list.
fn bare(piece: &Piece) -> &str {
    piece.text().trim_start_matches("- ")
}
