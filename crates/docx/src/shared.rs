//! What all parts of a document share while they are read.

use std::collections::HashMap;

use kehoach_model::Place;

use crate::numbering::{Counted, Numbering};
use crate::styles::Styles;
use crate::{Limits, ReadError};

/// Texts of hidden runs that are kept to be told, and letters of each.
const MOST_HIDDEN: usize = 50;
const HIDDEN_LETTERS: usize = 200;

/// What all parts of a document share while they are read.
#[derive(Debug)]
pub(crate) struct Shared<'l> {
    pub(crate) limits: &'l Limits,
    pub(crate) styles: Styles,
    pub(crate) numbering: Numbering,
    /// Letters and digits of all text elements and of what is computed, less those that are left out and told.
    /// Counted when they are read, apart from where they are put, so that a loss shows.
    pub(crate) letters: u64,
    /// Signs that no table knows, and bytes or entities that are none.
    pub(crate) unknown: usize,
    /// Tracked changes that were accepted: insertions, deletions.
    pub(crate) tracked: (usize, usize),
    /// Hidden text with its place, the first pieces of it.
    pub(crate) hidden: Vec<(String, Place)>,
    /// All pieces of hidden text.
    pub(crate) hidden_count: usize,
    pub(crate) slots: usize,
    pub(crate) paragraphs: usize,
    /// The block in which each note or comment is called, by part and id.
    pub(crate) called: HashMap<(Called, i64), u32>,
    /// Headers and footers in the order of their sections: id of the part, block of the section's end.
    pub(crate) headers: Vec<(String, u32)>,
}

/// How far the shared state was before a part.
pub(crate) struct Mark {
    numbering: Counted,
    letters: u64,
    unknown: usize,
    tracked: (usize, usize),
    counts: [usize; 5],
}

impl Shared<'_> {
    /// Keeps hidden text to be told.
    pub(crate) fn hide(&mut self, text: &str, at: Place) {
        self.hidden_count += 1;
        if self.hidden.len() < MOST_HIDDEN {
            self.hidden.push((text.chars().take(HIDDEN_LETTERS).collect(), at));
        }
    }

    /// Counts paragraphs of text.
    pub(crate) fn take_paragraphs(&mut self, count: usize) -> Result<(), ReadError> {
        self.paragraphs += count;
        let limit = self.limits.paragraphs;
        if self.paragraphs > limit { Err(ReadError::TooManyParagraphs { limit }) } else { Ok(()) }
    }

    /// Where the state is now.
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            numbering: self.numbering.counted().clone(),
            letters: self.letters,
            unknown: self.unknown,
            tracked: self.tracked,
            counts: [self.hidden.len(), self.hidden_count, self.headers.len(), self.slots, self.paragraphs],
        }
    }

    /// The state as it was at a mark.
    pub(crate) fn go_back(&mut self, mark: Mark) {
        let [hidden, hidden_count, headers, slots, paragraphs] = mark.counts;
        self.hidden.truncate(hidden);
        self.headers.truncate(headers);
        (self.hidden_count, self.slots, self.paragraphs) = (hidden_count, slots, paragraphs);
        (self.letters, self.unknown, self.tracked) = (mark.letters, mark.unknown, mark.tracked);
        self.numbering.go_back(mark.numbering);
    }
}

/// What can be called from the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Called {
    Footnote,
    Endnote,
    Comment,
}
