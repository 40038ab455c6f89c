//! Frames that are drawn as a box with a hole.

use kehoach_document::page::Area;

/// Whether a box is the hole of a frame: inside the other, at a pen's width on every side.
pub(crate) fn is_hole(outer: &Area, inner: &Area) -> bool {
    /// The thickest border that is a ruling.
    const PEN_PT: f32 = 4.5;
    let gaps = [inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1];
    gaps.iter().all(|gap| (0.0..=PEN_PT).contains(gap))
}

/// The four sides of a frame.
pub(crate) fn sides(outer: &Area, inner: &Area) -> [Area; 4] {
    [
        Area { x1: inner.x0, ..*outer },
        Area { y1: inner.y0, ..*outer },
        Area { x0: inner.x1, ..*outer },
        Area { y0: inner.y1, ..*outer },
    ]
}
