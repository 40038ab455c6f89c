//! Lines to paragraphs: a line ended because the next word did not fit, or because a paragraph did.

use super::cell::{Set, had_room, passage};
use crate::label;
use crate::{Paragraph, Passage};

/// How wide lines are set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    /// Where lines begin that are not indented.
    pub(super) left: f32,
    /// How far they may reach.
    pub(super) right: f32,
    /// A column beside another: its lines are set by hand.
    pub(super) narrow: bool,
}

/// A paragraph of which the last line is not known yet.
#[derive(Debug)]
pub(super) struct Open {
    lines: Vec<Set>,
    bounds: Bounds,
    /// Distance of its baselines, PDF points.
    leading: Option<f32>,
}

impl Open {
    pub(super) fn new(line: Set, bounds: Bounds) -> Self {
        Self { lines: vec![line], bounds, leading: None }
    }

    /// Takes the next line, or gives it back where another paragraph begins. `turned`: it stands on the next page.
    #[expect(
        clippy::result_large_err,
        reason = "the line goes on to the next paragraph, not up a call stack"
    )]
    pub(super) fn take(&mut self, line: Set, bounds: Bounds, turned: bool) -> Result<(), Set> {
        let Some(last) = self.lines.last() else { return Err(line) };
        let step = line.baseline - last.baseline;
        if !turned && (bounds != self.bounds || self.is_apart(step, last)) {
            return Err(line);
        }
        if bounds.narrow != self.bounds.narrow || !self.goes_on(last, &line, bounds) {
            return Err(line);
        }
        if !turned && self.leading.is_none() {
            self.leading = Some(step);
        }
        self.bounds = bounds;
        self.lines.push(line);
        Ok(())
    }

    /// Whether a line stands too far below the last one to be of its paragraph.
    fn is_apart(&self, step: f32, last: &Set) -> bool {
        /// Of the font size: the widest line spacing of a plan is 1.5 lines of 1.2.
        const WIDEST: f32 = 2.1;
        /// Of the font size: what is added between paragraphs is more.
        const UNEVEN: f32 = 0.2;
        step <= 0.0
            || step > WIDEST * last.size
            || self.leading.is_some_and(|leading| step > leading + UNEVEN * last.size)
    }

    fn goes_on(&self, last: &Set, line: &Set, bounds: Bounds) -> bool {
        /// Of the font size: an indent.
        const INDENT: f32 = 0.9;
        let Bounds { left, right, narrow } = self.bounds;
        if (last.size - line.size).abs() > 0.12 * last.size {
            return false;
        }
        let text = line.text();
        let ended = last.text().ends_with(['.', ';', ':', '!', '?']);
        let labelled = label::parse(text).is_some();
        let (centred, centred_next) = (is_centred(last, self.bounds), is_centred(line, bounds));
        if narrow {
            // Set by hand: only what plainly goes on in the middle of a sentence does.
            return !labelled
                && !ended
                && text.starts_with(char::is_lowercase)
                && !had_room(last, line, right);
        }
        if centred || centred_next {
            let width = right - left;
            let fits = last.area.width() + 0.2 * last.size + line.first_word <= width - 2.0;
            return centred && centred_next && !fits && !labelled && last.bold == line.bold;
        }
        // A hyphen in the middle of a symbol ends no paragraph.
        if kehoach_viet::joins_at_line_end(last.text(), text) && !labelled {
            return true;
        }
        if had_room(last, line, right) {
            return false;
        }
        let indented = line.area.x0 - bounds.left > INDENT * line.size;
        if !indented {
            return !(labelled && ended);
        }
        // Set in as a whole, or with a label that hangs out in front.
        let hangs =
            self.lines.first().is_some_and(|first| line.area.x0 - bounds.left >= first.area.x0 - left - 1.0);
        hangs && !ended && !labelled
    }

    pub(super) fn finish(self) -> Paragraph {
        let passage: Passage = passage(&self.lines, self.bounds.right);
        Paragraph { passage, label: None }
    }
}

/// Whether a line stands in the middle of its column, and does not fill it.
fn is_centred(line: &Set, bounds: Bounds) -> bool {
    let (before, behind) = (line.area.x0 - bounds.left, bounds.right - line.area.x1);
    before > line.size && behind > line.size && (before - behind).abs() <= line.size * 0.7
}
