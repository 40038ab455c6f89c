//! Where the document begins and ends among the pieces of a page.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use kehoach_document::is_site_line;
use kehoach_viet::key;
use regex::Regex;

use super::Chooser;
use super::anchors;
use super::chrome::Chrome;
use crate::page::Piece;
use crate::words::{WORDS, pattern};

/// The pieces of the document.
pub(super) struct Bounds {
    inside: BTreeSet<usize>,
}

impl Bounds {
    pub(super) fn holds(&self, at: usize) -> bool {
        self.inside.contains(&at)
    }

    pub(super) fn is_below(&self, at: usize) -> bool {
        self.inside.last().is_some_and(|last| at > *last)
    }
}

impl Chooser<'_> {
    fn holds(&self, element: usize, piece: &Piece) -> bool {
        let end = self.page.elements.get(element).map_or(usize::MAX, |element| element.end);
        (element..end).contains(&piece.element)
    }

    fn bounds(&self, element: usize) -> Bounds {
        let pieces = self.page.pieces.iter().enumerate();
        let inside = pieces.filter(|(_, piece)| self.holds(element, piece)).map(|(at, _)| at).collect();
        Bounds { inside }
    }

    /// The element in which a known site keeps the text, if most anchors stand in it.
    pub(super) fn of_site(&mut self) -> Option<Bounds> {
        let kept = self.marks.sites.iter().find(|kept| {
            let (mut inside, mut all) = (0, 0);
            for (_, piece) in self.anchored() {
                all += 1;
                inside += usize::from(self.holds(kept.body, piece));
            }
            inside * 2 > all
        })?;
        for element in &kept.dropped {
            let end = self.page.elements.get(*element).map_or(*element, |element| element.end);
            if let Some(inside) = self.chrome.get_mut(*element..end) {
                inside.fill(Some(Chrome::Site));
            }
        }
        Some(self.bounds(kept.body))
    }

    /// The smallest element that holds all anchors, and what stands beside it, level by level, until something of the
    /// site does.
    pub(super) fn around_anchors(&self) -> Bounds {
        let parent = |element: usize| self.page.elements.get(element).map_or(0, |element| element.parent);
        let mut anchored = self.anchored().map(|(_, piece)| piece);
        let Some(first) = anchored.next() else { return self.bounds(0) };
        let mut body = first.element;
        for piece in anchored {
            while body != 0 && !self.holds(body, piece) {
                body = parent(body);
            }
        }
        let mut bounds = self.bounds(body);
        while body != 0 {
            let wider = parent(body);
            let is_whole = self.widen(&mut bounds, body, wider);
            body = wider;
            if !is_whole {
                break;
            }
        }
        bounds
    }

    /// Takes in what stands in `wider` beside `body`; says whether nothing of the site stood there.
    fn widen(&self, bounds: &mut Bounds, body: usize, wider: usize) -> bool {
        let beside = self
            .page
            .pieces
            .iter()
            .enumerate()
            .filter(|(_, piece)| self.holds(wider, piece) && !self.holds(body, piece));
        let (first, last) = (bounds.inside.first().copied(), bounds.inside.last().copied());
        let (above, below): (Vec<_>, Vec<_>) =
            beside.partition(|(at, _)| first.is_some_and(|first| *at < first));
        let mut is_whole = true;
        let mut take = |at: usize, piece: &Piece| {
            let is_site = self.is_of_site(at, piece);
            is_whole &= !is_site;
            // An advertisement or "Xem thêm" between two parts of a text ends nothing.
            let is_between = self.chrome(piece) == Some(Chrome::Advertising) || is_site_line(piece.text());
            let goes_on = !is_site || is_between;
            if !is_site {
                bounds.inside.insert(at);
            }
            goes_on
        };
        for (at, piece) in above.into_iter().rev() {
            if !take(at, piece) {
                break;
            }
        }
        for (at, piece) in below {
            let is_between = last.is_some_and(|last| at < last);
            if !take(at, piece) && !is_between {
                break;
            }
        }
        is_whole
    }
}

/// "Hồng Lam, ngày 05 tháng 01 năm 2026".
static DATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)ngày.{0,12}tháng.{0,12}năm"));

/// Whether a line can stand above a letterhead's motto: a body, the date, "Độc lập - Tự do - Hạnh phúc", a mark of drafts.
pub(super) fn is_above_letterhead(text: &str) -> bool {
    const LONGEST: usize = 120;
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '-' | '_' | '–'));
    if text.is_empty() {
        return true;
    }
    if text.chars().count() > LONGEST || anchors::begins_with_kind(text) {
        return false;
    }
    let folded = key::ascii(text);
    if folded.contains("cong thong tin") || folded.contains("trang thong tin") {
        return false;
    }
    let is_short = text.chars().count() <= 60;
    DATE.is_match(text)
        || folded.starts_with("doc lap")
        || folded.starts_with("du thao")
        || WORDS.bodies.iter().any(|start| folded.starts_with(start.as_str())) && !text.ends_with(['.', ';'])
        || is_short && key::is_capitals(text)
}
