//! Boxes on a page, and the four ways in which text reads.

use kehoach_model::Place;

/// A box in PDF points, origin at the top left.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x0: f32,
    /// Upper edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Lower edge.
    pub y1: f32,
}

impl Area {
    /// The box round two corners, in whatever order.
    #[must_use]
    pub fn of(a: (f32, f32), b: (f32, f32)) -> Self {
        Self { x0: a.0.min(b.0), y0: a.1.min(b.1), x1: a.0.max(b.0), y1: a.1.max(b.1) }
    }

    /// Its width.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// Its height.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// Whether a point is in it, or within `slack` of it.
    #[must_use]
    pub fn holds(&self, (x, y): (f32, f32), slack: f32) -> bool {
        x >= self.x0 - slack && x <= self.x1 + slack && y >= self.y0 - slack && y <= self.y1 + slack
    }

    /// Whether another box is in it, or within `slack` of it.
    #[must_use]
    pub fn covers(&self, other: &Self, slack: f32) -> bool {
        self.holds((other.x0, other.y0), slack) && self.holds((other.x1, other.y1), slack)
    }

    /// What of it a window leaves to be seen; its width or height is negative where nothing is.
    #[must_use]
    pub fn clipped(&self, window: &Self) -> Self {
        Self {
            x0: self.x0.max(window.x0),
            y0: self.y0.max(window.y0),
            x1: self.x1.min(window.x1),
            y1: self.y1.min(window.y1),
        }
    }

    /// The box round both.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// The box round all; `None` where there is none.
    pub fn round<'a>(areas: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        areas.into_iter().copied().reduce(|all, next| all.with(&next))
    }
}

/// Which way text reads on a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// From left to right.
    #[default]
    Upright,
    /// From top to bottom: turned a quarter clockwise.
    Down,
    /// From right to left: upside down.
    Over,
    /// From bottom to top.
    Up,
}

impl Turn {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Upright, Self::Down, Self::Over, Self::Up];

    /// The turn of a baseline's direction, the y axis pointing down; `None` where it is oblique.
    #[must_use]
    pub fn of(dx: f32, dy: f32) -> Option<Self> {
        /// Slope of scans and of slanted text that still reads as a line: 5 degrees.
        const SLOPE: f32 = 0.09;
        if dy.abs() <= dx.abs() * SLOPE {
            return Some(if dx < 0.0 { Self::Over } else { Self::Upright });
        }
        (dx.abs() <= dy.abs() * SLOPE).then_some(if dy < 0.0 { Self::Up } else { Self::Down })
    }

    /// A point of a page in the frame in which text of this turn reads upright; `page` is width and height as shown.
    #[must_use]
    pub fn apply(self, page: (f32, f32), (x, y): (f32, f32)) -> (f32, f32) {
        match self {
            Self::Upright => (x, y),
            Self::Down => (y, page.0 - x),
            Self::Over => (page.0 - x, page.1 - y),
            Self::Up => (page.1 - y, x),
        }
    }

    /// The other way round.
    #[must_use]
    pub fn undo(self, page: (f32, f32), (u, v): (f32, f32)) -> (f32, f32) {
        match self {
            Self::Upright => (u, v),
            Self::Down => (page.0 - v, u),
            Self::Over => (page.0 - u, page.1 - v),
            Self::Up => (v, page.1 - u),
        }
    }

    /// Where a box of the upright frame stands on the page.
    #[must_use]
    pub fn place(self, number: u32, page: (f32, f32), area: &Area) -> Place {
        let shown = Area::of(self.undo(page, (area.x0, area.y0)), self.undo(page, (area.x1, area.y1)));
        // A tenth of a point is a hundredth of a letter.
        let round = |value: f32| (value * 10.0).round() / 10.0;
        Place::Page {
            page: number,
            bbox: [round(shown.x0), round(shown.y0), round(shown.x1), round(shown.y1)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_and_back() {
        for turn in Turn::ALL {
            let there = turn.apply((600.0, 800.0), (100.0, 30.0));
            assert_eq!(turn.undo((600.0, 800.0), there), (100.0, 30.0), "{turn:?}");
        }
    }

    #[test]
    fn text_that_reads_upwards_begins_at_the_left_of_its_frame() {
        // The foot of the left margin.
        assert_eq!(Turn::Up.apply((600.0, 800.0), (20.0, 790.0)), (10.0, 20.0));
        assert_eq!(Turn::of(0.0, -1.0), Some(Turn::Up));
        assert_eq!(Turn::of(0.7, 0.7), None);
    }
}
