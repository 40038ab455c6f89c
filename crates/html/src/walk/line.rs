//! A line under way: its text with blanks made one, its mark, what of it is hidden or leads elsewhere.

use std::rc::Rc;

use kehoach_document::{At, Line, Spot, Typed, label, letters};

use kehoach_viet::key;

use crate::filter::Look;
use crate::list::Mark;
use crate::page::{Content, Piece};

/// A line under way.
#[derive(Debug, Default)]
pub(super) struct Under {
    typed: Typed,
    label: Option<String>,
    element: usize,
    spot: Option<Rc<Spot>>,
    letters: usize,
    linked: usize,
    hidden: String,
    /// A blank that shows only if more text follows.
    blank: bool,
}

impl Under {
    pub(super) fn is_empty(&self) -> bool {
        self.typed.raw.is_empty() && self.hidden.is_empty()
    }

    /// A blank at the start of a line is none.
    pub(super) fn forget_blank(&mut self) {
        self.blank = false;
    }

    /// Says where the line stands, when its text begins.
    pub(super) fn stand(&mut self, element: usize, spot: Option<&Rc<Spot>>) {
        if self.is_empty() {
            self.element = element;
            self.spot = spot.cloned();
        }
    }

    /// Adds a text of blanks.
    pub(super) fn blank(&mut self, text: &str) {
        self.blank |= !text.is_empty();
        if !self.hidden.is_empty() {
            self.hidden.push(' ');
        }
    }

    /// Adds text that the page does not show.
    pub(super) fn hide(&mut self, text: &str) {
        self.hidden.push_str(&text.replace(['\n', '\r'], " "));
    }

    /// Puts the mark of an item in front of its text, where `text`, with which it begins, brings none itself; gives
    /// the letters of the mark.
    pub(super) fn mark(&mut self, mark: &Mark, text: &str) -> u64 {
        /// Marks that typists put in front of an item.
        const MARKS: [char; 8] = ['-', '–', '—', '+', '*', '•', '●', '▪'];
        let text = text.trim_ascii_start();
        // Nor does a letterhead or a heading in capitals have a bullet.
        let is_marked = text.starts_with(MARKS) || label::parse(text).is_some() || key::is_capitals(text);
        if !self.typed.raw.is_empty() || is_marked && !mark.is_number {
            return 0;
        }
        self.label = Some(mark.text.trim_end().to_owned());
        self.typed.push(&mark.text, None);
        self.count(&mark.text, false)
    }

    /// Adds text, and gives its letters; blanks are one, and none at the start of a line.
    pub(super) fn say(&mut self, text: &str, look: Look) -> u64 {
        let is_blank = |c: char| c.is_ascii_whitespace();
        let bare = text.trim_matches(is_blank);
        if bare.is_empty() {
            self.blank |= !text.is_empty();
            return 0;
        }
        let raw = &mut self.typed.raw;
        let starts = raw.is_empty() || raw.ends_with('\n');
        let brings_blank = look.pre && text.starts_with(is_blank);
        if (self.blank || text.starts_with(is_blank)) && !starts && !raw.ends_with(' ') && !brings_blank {
            raw.push(' ');
        }
        self.blank = text.ends_with(is_blank);
        if look.pre {
            // Blanks part the columns of a letterhead.
            self.typed.push(text, look.font);
            return self.count(bare, look.link);
        }
        let is_wrapped = bare.bytes().any(|byte| matches!(byte, b'\n' | b'\t' | b'\r' | 0x0c));
        if is_wrapped || bare.contains("  ") {
            for (at, word) in bare.split_ascii_whitespace().enumerate() {
                if at > 0 {
                    self.typed.push(" ", None);
                }
                self.typed.push(word, look.font);
            }
        } else {
            self.typed.push(bare, look.font);
        }
        self.count(bare, look.link)
    }

    fn count(&mut self, text: &str, is_link: bool) -> u64 {
        let count = letters(text);
        let own = usize::try_from(count).unwrap_or(usize::MAX);
        self.letters += own;
        self.linked += if is_link { own } else { 0 };
        count
    }

    /// Adds a line end; says whether one stood there already.
    pub(super) fn line_end(&mut self) -> bool {
        self.blank = false;
        let mut is_second = false;
        for text in [&mut self.typed.raw, &mut self.hidden] {
            if text.ends_with('\n') {
                is_second = true;
            } else if !text.is_empty() {
                text.push('\n');
            }
        }
        is_second
    }

    /// The line as a piece, and what of it is hidden as another.
    pub(super) fn finish(mut self) -> impl Iterator<Item = Piece> {
        let length = self.typed.raw.trim_end_matches(['\n', ' ']).len();
        if length < self.typed.raw.len() {
            self.typed = self.typed.slice(&(0..length));
        }
        let words = |line: &str| line.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        let hidden = self.hidden.trim().lines().map(words).collect::<Vec<_>>().join("\n");
        let piece = |typed: Typed, label, spot, hidden| Piece {
            content: Content::Line(Line { typed, label, at: At { block: 0, spot } }),
            element: self.element,
            letters: 0,
            linked: 0,
            hidden,
        };
        let shown = (!self.typed.is_blank()).then(|| Piece {
            letters: self.letters,
            linked: self.linked,
            ..piece(self.typed, self.label, self.spot.clone(), false)
        });
        let hidden = (!hidden.is_empty()).then(|| {
            let count = usize::try_from(letters(&hidden)).unwrap_or(usize::MAX);
            Piece { letters: count, ..piece(Typed { raw: hidden, fonts: Vec::new() }, None, self.spot, true) }
        });
        shown.into_iter().chain(hidden)
    }
}
