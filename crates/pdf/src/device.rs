//! What the interpreter draws, as glyphs, ruling lines, shades and pictures of a page.
//!
//! The only file that knows the interpreter's types: its 0.x breaks end here.

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};
use kehoach_document::page::{Area, Glyph, Ruling, Turn};

use crate::faces::{self, Faces};
use crate::frame::{is_hole, sides};
use crate::letters::{ligature, split};
use crate::raw::{Raw, Seen};

/// Units of a font's em.
const UNITS: f64 = 1000.0;

/// Collects what one page draws.
pub(crate) struct Collector<'f> {
    pub(crate) raw: Raw,
    pub(crate) faces: &'f mut Faces,
    /// Whether annotations are being drawn.
    pub(crate) stamped: bool,
    /// What clipping leaves to be seen, innermost last.
    pub(crate) clips: Vec<Area>,
    /// Opacity of the groups that are open, innermost last.
    pub(crate) groups: Vec<f32>,
}

impl Collector<'_> {
    /// What can be seen now.
    fn window(&self) -> Area {
        self.clips.last().copied().unwrap_or(self.raw.frame())
    }

    /// Grey value and opacity of a paint, 0 to 1; a pattern counts as dark.
    fn shade(&self, paint: &Paint<'_>) -> (f32, f32) {
        let opacity: f32 = self.groups.iter().product();
        match paint {
            Paint::Color(color) => {
                let [red, green, blue, alpha] = color.to_rgba().components();
                (red.min(green).min(blue), alpha * opacity)
            }
            Paint::Pattern(_) => (0.0, opacity),
        }
    }

    #[expect(clippy::many_single_char_names, reason = "the names of a matrix")]
    fn glyph(&mut self, drawn: &Drawn<'_>, transform: Affine, next: Option<Affine>, seen: Seen, face: u16) {
        let [a, b, c, d, x, y] = transform.as_coeffs();
        let size = (c.hypot(d) * UNITS) as f32;
        let advance = match drawn {
            Drawn::Outline(glyph) => glyph.advance_width(),
            Drawn::Type3(glyph) => glyph.advance_width(),
        };
        let mut width = f64::from(advance.unwrap_or(0.0)) * a.hypot(b);
        // A font that is not in the file is stretched to the widths that the file gives; the next glyph tells where it
        // really ends.
        if let Some(next) = next.filter(|_| !faces::is_embedded(face)) {
            let [_, _, _, _, next_x, next_y] = next.as_coeffs();
            let step = (next_x - x).hypot(next_y - y);
            if step > 0.0 && step < width {
                width = step;
            }
        }
        let text = self.faces.text(drawn, face);
        let (dx, dy) = unit(a, b);
        let spot = (x as f32, y as f32);
        let mut push = |letter: char, from: f64, to: f64| {
            let glyph = |x0: f32, x1: f32, baseline: f32| Glyph {
                letter,
                x0,
                x1,
                baseline,
                size,
                order: 0,
                face,
                stamped: self.stamped,
            };
            if let Some(turn) = Turn::of(dx, dy) {
                let (u, v) = turn.apply(self.raw.size(), spot);
                self.raw.push(Some(turn), glyph(u + from as f32, u + to as f32, v), seen);
            } else {
                // Along and across the slanting baseline.
                let u = spot.0 * dx + spot.1 * dy;
                let v = spot.1 * dx - spot.0 * dy;
                self.raw.push(None, glyph(u + from as f32, u + to as f32, v), seen);
            }
        };
        match text {
            Some(BfString::Char(c)) => match ligature(c) {
                Some(letters) => split(letters, width, &mut push),
                None => push(c, 0.0, width),
            },
            Some(BfString::String(text)) => split(&text, width, &mut push),
            None => push(char::REPLACEMENT_CHARACTER, 0.0, width),
        }
    }

    /// A filled or outlined box in page space.
    fn mark(&mut self, area: Area, grey: f32) {
        // Highlights, underlines and frames of fields are somebody's marks, not the page's lines.
        if self.stamped {
            return;
        }
        let area = area.clipped(&self.window());
        if area.width() < 0.0 || area.height() < 0.0 {
            return;
        }
        let mut rulings = Ruling::of(&area).peekable();
        if rulings.peek().is_some() {
            if !self.raw.is_unseen(&area, grey) {
                self.raw.rulings.extend(rulings);
            }
        } else {
            self.raw.shade(area, grey);
        }
    }

    /// The outline box of a stroke from one point to another: as long as it, as wide as the pen.
    fn stroke(&mut self, from: Point, to: Point, pen: f64, grey: f32) {
        let (width, height) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        let half = pen / 2.0;
        // Slanting strokes are drawings.
        let grown = if height <= width * 0.02 {
            Rect::from_points(from, to).inflate(0.0, half)
        } else if width <= height * 0.02 {
            Rect::from_points(from, to).inflate(half, 0.0)
        } else {
            return;
        };
        self.mark(area(grown), grey);
    }

    fn path(&mut self, path: &BezPath, transform: Affine, paint: &Paint<'_>, mode: &DrawMode) {
        let (grey, alpha) = self.shade(paint);
        if alpha < 0.05 {
            return;
        }
        match mode {
            DrawMode::Fill(_) => self.fill(&(transform * path), grey),
            DrawMode::Stroke(stroke) => {
                let [a, b, c, d, ..] = transform.as_coeffs();
                let scale = (a * d - b * c).abs().sqrt();
                let pen = f64::from(stroke.line_width) * scale;
                let (mut start, mut last) = (Point::ZERO, Point::ZERO);
                for element in path {
                    let next = match element {
                        PathEl::MoveTo(end) => {
                            (start, last) = (transform * end, transform * end);
                            continue;
                        }
                        PathEl::LineTo(end) => transform * end,
                        PathEl::ClosePath => start,
                        PathEl::QuadTo(_, end) | PathEl::CurveTo(_, _, end) => {
                            last = transform * end;
                            continue;
                        }
                    };
                    self.stroke(last, next, pen, grey);
                    last = next;
                }
            }
            DrawMode::FillAndStroke(rule, stroke) => {
                self.path(path, transform, paint, &DrawMode::Fill(*rule));
                self.path(path, transform, paint, &DrawMode::Stroke(stroke.clone()));
            }
            DrawMode::Invisible => {}
        }
    }

    /// The boxes of the parts of a filled path; a box just inside another one is the hole of a frame.
    fn fill(&mut self, path: &BezPath, grey: f32) {
        let mut parts: Vec<(Area, bool)> = Vec::new();
        let mut start = true;
        for element in path {
            if matches!(element, PathEl::MoveTo(_)) {
                start = true;
            }
            let curved = matches!(element, PathEl::QuadTo(..) | PathEl::CurveTo(..));
            let Some(point) = element.end_point() else { continue };
            let spot = (point.x as f32, point.y as f32);
            match parts.last_mut() {
                Some((part, is_curved)) if !start => {
                    *part = part.with(&Area::of(spot, spot));
                    *is_curved |= curved;
                }
                _ => parts.push((Area::of(spot, spot), curved)),
            }
            start = false;
        }
        let mut parts = parts.into_iter().peekable();
        while let Some((outer, curved)) = parts.next() {
            let thin = Ruling::of(&outer).next().is_some();
            let hole = parts.next_if(|(inner, _)| !thin && is_hole(&outer, inner));
            match hole {
                Some((inner, _)) => {
                    for side in sides(&outer, &inner) {
                        self.mark(side, grey);
                    }
                }
                // Letters that are drawn as curves are no rulings.
                None if curved && thin => {}
                None => self.mark(outer, grey),
            }
        }
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.path(path, props.transform, &props.paint, mode);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.push_clip_rect(&clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.clips.push(area(*rect).clipped(&self.window()));
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.groups.push(opacity);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let glyphs = run.glyphs();
        let Some(first) = glyphs.first() else { return };
        let face = self.faces.of(first);
        let (grey, alpha) = self.shade(&props.paint);
        let window = self.window();
        let unseen = matches!(mode, DrawMode::Invisible) || alpha < 0.05;
        for (at, glyph) in glyphs.iter().enumerate() {
            let transform = props.transform * glyph.transform();
            let next = glyphs.get(at + 1).map(|next| props.transform * next.transform());
            let [a, b, _, _, x, y] = transform.as_coeffs();
            // A little into the letter, and up: letters that touch the edge are seen.
            let (dx, dy) = unit(a, b);
            let inside = (x as f32 + dx + dy, y as f32 + dy - dx);
            let seen = if unseen {
                Seen::Invisible
            } else if !self.stamped && !window.holds(inside, 1.0) {
                Seen::Outside
            } else if self.raw.is_pale(inside, grey) {
                Seen::Pale
            } else {
                Seen::Yes
            };
            self.glyph(glyph, transform, next, seen, face);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let unit = Rect::new(0.0, 0.0, f64::from(image.width().max(1)), f64::from(image.height().max(1)));
        self.raw.images.push(area(props.transform.transform_rect_bbox(unit)));
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        match mode {
            DrawMode::Fill(_) => {
                let (grey, alpha) = self.shade(&props.paint);
                if alpha >= 0.05 {
                    self.mark(area(props.transform.transform_rect_bbox(*rect)), grey);
                }
            }
            _ => self.path(&rect.to_path(0.1), props.transform, &props.paint, mode),
        }
    }
}

fn area(rect: Rect) -> Area {
    Area::of((rect.x0 as f32, rect.y0 as f32), (rect.x1 as f32, rect.y1 as f32))
}

/// The direction of a baseline.
fn unit(a: f64, b: f64) -> (f32, f32) {
    let length = a.hypot(b);
    if length > 0.0 { ((a / length) as f32, (b / length) as f32) } else { (1.0, 0.0) }
}
