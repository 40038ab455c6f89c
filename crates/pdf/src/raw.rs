//! A page while it is drawn: what is seen and what is not.

use std::collections::BTreeMap;

use kehoach_document::page::{Area, Glyph, Page, Ruling, Turn};

/// Above this grey value ink is white.
const WHITE: f32 = 0.95;

/// Pages are at most 14,400 units wide (ISO 32000-1, annex C).
const FARTHEST_PT: f32 = 20_000.0;

/// Why a glyph is not seen, if it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Seen {
    /// It is.
    Yes,
    /// Drawn without ink: the text layer of a scan, or a mark for machines.
    Invisible,
    /// White on white.
    Pale,
    /// Outside of the page or of what clipping leaves.
    Outside,
    /// A figure under the one that a stamp put over it.
    Covered,
}

/// What a page draws, in page space: points, origin at the top left, rotation applied.
#[derive(Debug, Default)]
pub(crate) struct Raw {
    width: f32,
    height: f32,
    /// Glyphs so far.
    drawn: u32,
    /// Glyphs by the way they read; `None`: obliquely.
    glyphs: BTreeMap<Option<Turn>, Vec<Glyph>>,
    /// Glyphs that are not seen.
    pub(crate) unseen: Vec<(Seen, Glyph)>,
    /// In page space.
    pub(crate) rulings: Vec<Ruling>,
    shades: Vec<(Area, f32)>,
    pub(crate) images: Vec<Area>,
}

impl Raw {
    pub(crate) fn new(width: f32, height: f32) -> Self {
        Self { width, height, ..Self::default() }
    }

    pub(crate) fn size(&self) -> (f32, f32) {
        (self.width, self.height)
    }

    pub(crate) fn frame(&self) -> Area {
        Area { x0: 0.0, y0: 0.0, x1: self.width, y1: self.height }
    }

    pub(crate) fn push(&mut self, turn: Option<Turn>, mut glyph: Glyph, seen: Seen) {
        // Numbers that no page has: nobody sees such a letter.
        let is_sane = |value: f32| value.abs() <= FARTHEST_PT;
        let seen = if [glyph.x0, glyph.x1, glyph.baseline, glyph.size].into_iter().all(is_sane) {
            seen
        } else {
            (glyph.x0, glyph.x1, glyph.baseline, glyph.size) = (0.0, 0.0, 0.0, 0.0);
            Seen::Outside
        };
        glyph.order = self.drawn;
        self.drawn += 1;
        if seen == Seen::Yes {
            self.glyphs.entry(turn).or_default().push(glyph);
        } else {
            self.unseen.push((seen, glyph));
        }
    }

    /// A filled area. White paint hides the rulings that it covers.
    pub(crate) fn shade(&mut self, area: Area, grey: f32) {
        /// A cell's paint reaches to the middle of its borders.
        const BORDER_PT: f32 = -1.0;
        /// Pages draw few; more are pictures made of boxes.
        const MOST: usize = 2_000;
        if self.shades.len() >= MOST {
            return;
        }
        if grey >= WHITE {
            self.rulings.retain(|ruling| !area.covers(&ruling.area(), BORDER_PT));
        }
        self.shades.push((area, grey));
    }

    /// Grey value of what is behind a point.
    fn behind(&self, point: (f32, f32)) -> f32 {
        self.shades.iter().rev().find(|(area, _)| area.holds(point, 0.0)).map_or(1.0, |(_, grey)| *grey)
    }

    /// Whether ink of this grey value cannot be seen at a point.
    pub(crate) fn is_pale(&self, point: (f32, f32), grey: f32) -> bool {
        grey >= WHITE && self.behind(point) >= WHITE
    }

    /// Whether a thin box of this grey value cannot be seen.
    pub(crate) fn is_unseen(&self, area: &Area, grey: f32) -> bool {
        self.is_pale((f32::midpoint(area.x0, area.x1), f32::midpoint(area.y0, area.y1)), grey)
    }

    /// The page in the frame in which most of its letters read upright; what is oblique comes back beside it.
    pub(crate) fn finish(mut self, number: u32) -> Finished {
        let page = self.size();
        let count = |turn: &Turn| self.glyphs.get(&Some(*turn)).map_or(0, Vec::len);
        // `max_by_key` takes the last of equals; upright stands there.
        let turn = Turn::ALL.into_iter().rev().max_by_key(count).unwrap_or_default();
        let glyphs = self.glyphs.remove(&Some(turn)).unwrap_or_default();
        let oblique = self.glyphs.remove(&None).unwrap_or_default();
        let (glyphs, covered) = uncovered(glyphs);
        self.unseen.extend(covered.into_iter().map(|glyph| (Seen::Covered, glyph)));
        let aside = self.glyphs.into_iter();
        let aside = aside.filter_map(|(turn, glyphs)| Some((turn?, glyphs)));
        let aside = aside.flat_map(|(turn, glyphs)| glyphs.into_iter().map(move |glyph| (turn, glyph)));
        let turned = |area: &Area| {
            Area::of(turn.apply(page, (area.x0, area.y0)), turn.apply(page, (area.x1, area.y1)))
        };
        let rulings = if turn == Turn::Upright {
            self.rulings
        } else {
            self.rulings.iter().flat_map(|ruling| Ruling::of(&turned(&ruling.area()))).collect()
        };
        let shaded = self.shades.iter().filter(|(_, grey)| *grey < WHITE);
        let page = Page {
            number,
            width: page.0,
            height: page.1,
            turn,
            glyphs,
            aside: aside.collect(),
            rulings,
            shades: shaded.map(|(area, _)| turned(area)).collect(),
            images: self.images.iter().map(turned).collect(),
        };
        Finished { page, oblique, unseen: self.unseen }
    }
}

/// Figures that can be read, and those that a stamp's figures were put over: a day or month that was corrected.
fn uncovered(glyphs: Vec<Glyph>) -> (Vec<Glyph>, Vec<Glyph>) {
    /// Of its width that another figure must cover.
    const COVERED: f32 = 0.4;
    let stamps: Vec<Glyph> =
        glyphs.iter().filter(|glyph| glyph.stamped && glyph.letter.is_ascii_digit()).copied().collect();
    if stamps.is_empty() {
        return (glyphs, Vec::new());
    }
    glyphs.into_iter().partition(|glyph| {
        let is_under = |stamp: &Glyph| {
            (stamp.baseline - glyph.baseline).abs() < 0.5 * glyph.size
                && stamp.x1.min(glyph.x1) - stamp.x0.max(glyph.x0) > COVERED * (glyph.x1 - glyph.x0)
        };
        glyph.stamped || !glyph.letter.is_ascii_digit() || !stamps.iter().any(is_under)
    })
}

/// A page, and what does not stand in its text.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) page: Page,
    /// Watermarks: in a frame along their own baseline.
    pub(crate) oblique: Vec<Glyph>,
    pub(crate) unseen: Vec<(Seen, Glyph)>,
}

impl Finished {
    /// Glyphs of the page.
    pub(crate) fn count(&self) -> usize {
        self.page.glyphs.len() + self.page.aside.len() + self.unseen.len() + self.oblique.len()
    }

    /// Glyphs that do not tell their character.
    pub(crate) fn lacking(&self) -> usize {
        self.page.glyphs.iter().filter(|glyph| glyph.letter == char::REPLACEMENT_CHARACTER).count()
    }

    /// The text layer of a scan becomes its text.
    pub(crate) fn show_layer(&mut self) {
        let (layer, rest) =
            std::mem::take(&mut self.unseen).into_iter().partition(|(seen, _)| *seen == Seen::Invisible);
        self.unseen = rest;
        self.page.glyphs.extend(layer.into_iter().map(|(_, glyph): (Seen, Glyph)| glyph));
    }

    /// Of a scan only what a signing program stamped is text.
    pub(crate) fn keep_stamps(&mut self) {
        self.page.glyphs.retain(|glyph| glyph.stamped);
        self.page.aside.retain(|(_, glyph)| glyph.stamped);
        self.page.rulings.clear();
        self.unseen.clear();
        self.oblique.clear();
    }
}
