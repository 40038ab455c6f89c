//! What was changed where, and how the changes of two steps become one.

use std::ops::Range;

use crate::Charset;

/// One stretch that normalising changed; offsets in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where it stands in the normal text.
    pub normal: Range<usize>,
    /// Where it stood in the raw text.
    pub raw: Range<usize>,
    /// What was done.
    pub change: Change,
}

impl Edit {
    /// The edit where both texts begin later, at these offsets.
    pub(crate) fn moved(&self, raw: usize, normal: usize) -> Self {
        let back =
            |range: &Range<usize>, by: usize| range.start.saturating_sub(by)..range.end.saturating_sub(by);
        Self { normal: back(&self.normal, normal), raw: back(&self.raw, raw), change: self.change }
    }
}

/// What normalising did to a stretch of text. In order of weight: where two changes touch the same letters, the
/// later of this list names both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Blanks of any number and kind became one space, or went at the ends.
    Blank,
    /// A line end became a space.
    LineEnd,
    /// A character without width was dropped.
    Dropped,
    /// Marks were put in order and composed.
    Marks,
    /// A letter of another script inside a Latin word, a fullwidth form or a ligature was replaced.
    LookAlike,
    /// An HTML escape (`&ocirc;`) or a literal `\r\n` was read.
    Escape,
    /// A line end behind a hyphen closed up; the hyphen belongs to the text.
    HyphenJoin,
    /// Blanks inside a document symbol closed up: "/KH- SNV".
    Symbol,
    /// Blanks inside a date closed up: "1/ 2026".
    Date,
    /// Blanks inside a year closed up: "203 5".
    Year,
    /// Text that went through a VNI converter once too often was turned back: "thơng" for "thông".
    DoubleConversion,
    /// UTF-8 that was read as another encoding was read again: "Tiáº¿ng".
    Mojibake,
    /// A letter of a legacy charset was decoded.
    Legacy(Charset),
}

impl Change {
    /// Whether a person would want to know: the words were broken, not only wrapped.
    #[must_use]
    pub fn is_repair(self) -> bool {
        matches!(
            self,
            Self::HyphenJoin
                | Self::LookAlike
                | Self::Symbol
                | Self::Date
                | Self::Year
                | Self::DoubleConversion
                | Self::Mojibake
        )
    }
}

/// The edits from the raw text to the last one, given those of a first step and of a second one on its result.
/// Edits that touch the same letters become one; all else stays as fine as it was.
pub(crate) fn composed(first: Vec<Edit>, second: Vec<Edit>) -> Vec<Edit> {
    if first.is_empty() || second.is_empty() {
        return if first.is_empty() { second } else { first };
    }
    let mut edits = Vec::with_capacity(first.len() + second.len());
    let (mut first, mut second) = (first.into_iter().peekable(), second.into_iter().peekable());
    // Offsets of the middle text, shifted: what the steps so far have added on either side.
    let (mut to_raw, mut to_normal) = (Shift::default(), Shift::default());
    loop {
        let opens_first = match (first.peek(), second.peek()) {
            (None, None) => return edits,
            (Some(one), Some(two)) => one.normal.start <= two.raw.start,
            (one, _) => one.is_some(),
        };
        let mut group = Group::default();
        if opens_first {
            group.take_first(first.next());
        } else {
            group.take_second(second.next());
        }
        loop {
            if let Some(edit) = first.next_if(|edit| group.touches(&edit.normal)) {
                group.take_first(Some(edit));
            } else if let Some(edit) = second.next_if(|edit| group.touches(&edit.raw)) {
                group.take_second(Some(edit));
            } else {
                break;
            }
        }
        let Some(change) = group.change else { continue };
        let raw_start = to_raw.apply(group.middle.start);
        let normal_start = to_normal.apply(group.middle.start);
        to_raw.add(group.raw_shift);
        to_normal.add(group.normal_shift);
        edits.push(Edit {
            normal: normal_start..to_normal.apply(group.middle.end),
            raw: raw_start..to_raw.apply(group.middle.end),
            change,
        });
    }
}

/// Edits of both steps that touch the same letters of the text between them.
#[derive(Default)]
struct Group {
    middle: Range<usize>,
    raw_shift: Shift,
    normal_shift: Shift,
    change: Option<Change>,
}

impl Group {
    fn touches(&self, middle: &Range<usize>) -> bool {
        middle.start < self.middle.end && self.middle.start < middle.end
    }

    fn take_first(&mut self, edit: Option<Edit>) {
        let Some(edit) = edit else { return };
        self.raw_shift.add(Shift::between(&edit.normal, &edit.raw));
        self.cover(&edit.normal, edit.change);
    }

    fn take_second(&mut self, edit: Option<Edit>) {
        let Some(edit) = edit else { return };
        self.normal_shift.add(Shift::between(&edit.raw, &edit.normal));
        self.cover(&edit.raw, edit.change);
    }

    fn cover(&mut self, middle: &Range<usize>, change: Change) {
        self.middle = match self.change {
            None => middle.clone(),
            Some(_) => self.middle.start.min(middle.start)..self.middle.end.max(middle.end),
        };
        self.change = self.change.max(Some(change));
    }
}

/// How far offsets move.
#[derive(Default, Clone, Copy)]
struct Shift {
    added: usize,
    taken: usize,
}

impl Shift {
    fn between(from: &Range<usize>, to: &Range<usize>) -> Self {
        Self { added: to.len(), taken: from.len() }
    }

    fn add(&mut self, other: Self) {
        self.added += other.added;
        self.taken += other.taken;
    }

    fn apply(self, offset: usize) -> usize {
        (offset + self.added).saturating_sub(self.taken)
    }
}

/// A text on its way through one step: what stays is copied, what changes is written with its edit.
pub(crate) struct Writer<'a> {
    from: &'a str,
    /// Up to where `from` is written.
    done: usize,
    text: String,
    edits: Vec<Edit>,
}

/// A place of a writing.
#[derive(Clone, Copy)]
pub(crate) struct Mark {
    done: usize,
    text: usize,
    edits: usize,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(from: &'a str) -> Self {
        Self { from, done: 0, text: String::with_capacity(from.len()), edits: Vec::new() }
    }

    /// Puts `with` in place of `range`; ranges come in order.
    pub(crate) fn replace(&mut self, range: Range<usize>, with: &str, change: Change) {
        /// Edits of a paragraph with loose marks: one in eight bytes.
        const MANY: usize = 64;
        if self.edits.is_empty() {
            self.edits.reserve((self.from.len() / 8 + 1).min(MANY));
        }
        self.copy_to(range.start);
        let start = self.text.len();
        self.text.push_str(with);
        self.edits.push(Edit { normal: start..self.text.len(), raw: range.clone(), change });
        self.done = range.end;
    }

    /// Takes over everything in front of `end` as it stands.
    pub(crate) fn copy_to(&mut self, end: usize) {
        self.text.push_str(self.from.get(self.done..end).unwrap_or_default());
        self.done = self.done.max(end);
    }

    /// Puts in the result of a step on a part that stands at `offset`: its text and its edits.
    pub(crate) fn splice(&mut self, offset: usize, text: &str, edits: &[Edit]) {
        for edit in edits {
            let with = text.get(edit.normal.clone()).unwrap_or_default();
            self.replace(edit.raw.start + offset..edit.raw.end + offset, with, edit.change);
        }
    }

    /// Where the writing stands, to come back to.
    pub(crate) fn mark(&self) -> Mark {
        Mark { done: self.done, text: self.text.len(), edits: self.edits.len() }
    }

    /// Undoes what was written since.
    pub(crate) fn back_to(&mut self, mark: Mark) {
        self.done = mark.done;
        self.text.truncate(mark.text);
        self.edits.truncate(mark.edits);
    }

    /// What is written so far.
    pub(crate) fn written(&self) -> &str {
        &self.text
    }

    /// The result, `None` where nothing was changed.
    pub(crate) fn finish(mut self) -> Option<(String, Vec<Edit>)> {
        if self.edits.is_empty() {
            return None;
        }
        self.copy_to(self.from.len());
        Some((self.text, self.edits))
    }
}
