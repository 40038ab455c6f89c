//! Pages to blocks: what stands where on a page, whatever put it there, in reading order.
//!
//! A reader gives one [`Page`] after the other: glyphs with their boxes, ruling lines, pictures. [`Pages`] turns them
//! into paragraphs and tables: `rulings → lattice → cells`, `glyphs → lines → columns → paragraphs`, page numbers
//! and running heads apart, tables and paragraphs joined over the pages. What a heading or a target means is not
//! known here.
//!
//! Decisions: order inside a line is by position, never by the order of drawing; a ruling is anything long and thin,
//! drawn in whatever way; a line ended because the next word did not fit, or it ended a paragraph: that is measured;
//! what was not ruled and is told from the places of its words says `inferred`.

mod across;
mod area;
mod cell;
mod column;
mod fallback;
mod flow;
mod furniture;
mod lattice;
mod line;
mod paragraph;
mod rows;
mod ruling;
mod stamp;
mod svg;

pub use area::{Area, Turn};
pub use flow::Pages;
pub use line::is_combining;
pub use ruling::{Axis, Ruling};
pub use svg::svg;

use kehoach_viet::Font;

/// One page as it is shown: its rotation applied, its unseen margins cut off.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Counted from 1.
    pub number: u32,
    /// PDF points.
    pub width: f32,
    /// PDF points.
    pub height: f32,
    /// Whichever way most letters read: all areas of the page are in the frame in which they read upright.
    pub turn: Turn,
    /// Glyphs that are seen, in the order of drawing.
    pub glyphs: Vec<Glyph>,
    /// Glyphs that read another way, each in the frame in which it reads upright.
    pub aside: Vec<(Turn, Glyph)>,
    /// Ruling lines.
    pub rulings: Vec<Ruling>,
    /// Filled areas that are no rulings: shades of cells.
    pub shades: Vec<Area>,
    /// Pictures.
    pub images: Vec<Area>,
}

/// A letter, or a part of a ligature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// What it says; U+FFFD where the source does not tell.
    pub letter: char,
    /// Left edge, PDF points.
    pub x0: f32,
    /// Right edge: where the next one would begin.
    pub x1: f32,
    /// Height of its baseline, from the top.
    pub baseline: f32,
    /// Font size, PDF points.
    pub size: f32,
    /// Position in the order of drawing.
    pub order: u32,
    /// Position in the table of [`Face`]s.
    pub face: u16,
    /// It stands in an annotation: a stamp, a form field.
    pub stamped: bool,
}

/// A font.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    /// Its name without the mark of a subset; empty where the source has none.
    pub name: String,
    /// Whether it is bold.
    pub bold: bool,
    /// Where it was made for a legacy charset.
    pub legacy: Option<Font>,
}

impl Glyph {
    /// Its box: as high as a line's letters.
    #[must_use]
    pub fn area(&self) -> Area {
        /// Of the font size, above and below the baseline.
        const ASCENT: f32 = 0.75;
        const DESCENT: f32 = 0.22;
        Area {
            x0: self.x0,
            y0: self.baseline - ASCENT * self.size,
            x1: self.x1,
            y1: self.baseline + DESCENT * self.size,
        }
    }

    /// Its middle.
    #[must_use]
    pub fn centre(&self) -> (f32, f32) {
        /// Of the font size: half of a small letter.
        const MIDDLE: f32 = 0.25;
        (f32::midpoint(self.x0, self.x1), self.baseline - MIDDLE * self.size)
    }

    /// Whether nothing is seen of it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.letter.is_whitespace() || self.letter == '\u{200b}'
    }
}
