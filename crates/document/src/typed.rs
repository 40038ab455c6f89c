//! Text under way: what a word processor or a page sets letter by letter, before it becomes a passage.

use std::ops::Range;

use kehoach_viet::Font;

use crate::{At, Passage};

/// Text under way, and which stretches of it stand in a legacy font.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// The text with its line ends.
    pub raw: String,
    /// Stretches of it (bytes, in order) in a legacy font.
    pub fonts: Vec<(Range<usize>, Font)>,
}

impl Typed {
    /// Adds text set in a font.
    pub fn push(&mut self, text: &str, font: Option<Font>) {
        let start = self.raw.len();
        self.raw.push_str(text);
        let Some(font) = font else { return };
        match self.fonts.last_mut() {
            Some((range, last)) if *last == font && range.end == start => range.end = self.raw.len(),
            _ => self.fonts.push((start..self.raw.len(), font)),
        }
    }

    /// Adds another text on a line of its own.
    pub fn push_line(&mut self, next: &Self) {
        if !self.raw.is_empty() {
            self.raw.push('\n');
        }
        self.append(next);
    }

    /// Adds another text.
    pub fn append(&mut self, next: &Self) {
        let offset = self.raw.len();
        self.raw.push_str(&next.raw);
        self.fonts
            .extend(next.fonts.iter().map(|(range, font)| (range.start + offset..range.end + offset, *font)));
    }

    /// A part of it, bytes.
    #[must_use]
    pub fn slice(&self, part: &Range<usize>) -> Self {
        let raw = self.raw.get(part.clone()).unwrap_or_default().to_owned();
        let first = self.fonts.partition_point(|(range, _)| range.end <= part.start);
        let inside = self.fonts.iter().skip(first).take_while(|(range, _)| range.start < part.end);
        let fonts = inside
            .map(|(range, font)| {
                (range.start.max(part.start) - part.start..range.end.min(part.end) - part.start, *font)
            })
            .collect();
        Self { raw, fonts }
    }

    /// Whether there is nothing but blanks in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.raw.trim().is_empty()
    }
}

/// A finished paragraph; its label stands in front of its text.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its text, the label included.
    pub typed: Typed,
    /// A number that the source computes.
    pub label: Option<String>,
    /// Where it stands.
    pub at: At,
}

impl Line {
    /// Its passage.
    #[must_use]
    pub fn into_passage(self) -> Passage {
        Passage::typed(self.typed.raw, &self.typed.fonts, self.at.place())
    }
}
