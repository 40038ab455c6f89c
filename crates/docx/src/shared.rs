//! What all parts of a document share while they are read.

use std::collections::HashMap;

use kehoach_model::Place;

use crate::Limits;
use crate::numbering::Numbering;
use crate::styles::Styles;

/// Texts of hidden runs that are kept to be told.
const MOST_HIDDEN: usize = 50;

/// What all parts of a document share while they are read.
#[derive(Debug)]
pub(crate) struct Shared<'l> {
    pub(crate) limits: &'l Limits,
    pub(crate) styles: Styles,
    pub(crate) numbering: Numbering,
    /// Letters and digits that a person sees.
    pub(crate) letters: u64,
    /// Signs that no table knows, and bytes or entities that are none.
    pub(crate) unknown: usize,
    /// Tracked changes that were accepted: insertions, deletions.
    pub(crate) tracked: (usize, usize),
    /// Hidden text with its place.
    pub(crate) hidden: Vec<(String, Place)>,
    pub(crate) slots: usize,
    pub(crate) paragraphs: usize,
    /// The block in which each note or comment is called, by part and id.
    pub(crate) called: HashMap<(Called, i64), u32>,
    /// Headers and footers in the order of their sections: id of the part, block of the section's end.
    pub(crate) headers: Vec<(String, u32)>,
    /// Read the text of open field instructions too: a field was begun that never ended.
    pub(crate) fields_off: bool,
}

/// How far the shared state was before a part.
pub(crate) struct Mark {
    numbering: Numbering,
    letters: u64,
    unknown: usize,
    tracked: (usize, usize),
    counts: [usize; 4],
}

impl Shared<'_> {
    /// Keeps hidden text to be told.
    pub(crate) fn hide(&mut self, text: String, at: Place) {
        if self.hidden.len() < MOST_HIDDEN {
            self.hidden.push((text, at));
        }
    }

    /// Where the state is now.
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            numbering: self.numbering.clone(),
            letters: self.letters,
            unknown: self.unknown,
            tracked: self.tracked,
            counts: [self.hidden.len(), self.headers.len(), self.slots, self.paragraphs],
        }
    }

    /// The state as it was at a mark.
    pub(crate) fn go_back(&mut self, mark: Mark) {
        let [hidden, headers, slots, paragraphs] = mark.counts;
        self.hidden.truncate(hidden);
        self.headers.truncate(headers);
        (self.slots, self.paragraphs) = (slots, paragraphs);
        (self.letters, self.unknown, self.tracked) = (mark.letters, mark.unknown, mark.tracked);
        self.numbering = mark.numbering;
    }
}

/// What can be called from the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Called {
    Footnote,
    Endnote,
    Comment,
}
