//! A stretch of text with the places of its runs.

use std::ops::Range;

use kehoach_model::Place;
use kehoach_viet::{Text, key};

/// Blank lines that may part two runs of one passage without parting its place.
const BLANK_LINES: u32 = 3;

/// A paragraph's or cell's text, and where each stretch of it stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Passage {
    text: Text,
    runs: Vec<Run>,
}

/// A stretch of a passage that stands in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Where the run ends in the raw text, in bytes.
    pub raw_end: usize,
    /// Where it stands in the source.
    pub at: Place,
}

impl Passage {
    /// A passage of lines or runs in reading order; they are joined by a line end in the raw text.
    pub fn of_lines<'a>(lines: impl IntoIterator<Item = (&'a str, Place)>) -> Self {
        let mut raw = String::new();
        let mut runs = Vec::new();
        for (line, at) in lines {
            if !runs.is_empty() {
                raw.push('\n');
            }
            raw.push_str(line);
            runs.push(Run { raw_end: raw.len(), at });
        }
        Self { text: Text::new(raw), runs }
    }

    /// A passage that stands in one place.
    #[must_use]
    pub fn new(raw: impl Into<String>, at: Place) -> Self {
        let raw = raw.into();
        let raw_end = raw.len();
        Self { text: Text::new(raw), runs: vec![Run { raw_end, at }] }
    }

    /// The normalised text with its map back to the raw one.
    #[must_use]
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The normalised text.
    #[must_use]
    pub fn normal(&self) -> &str {
        self.text.normal()
    }

    /// Whether there is nothing to read in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.normal().is_empty()
    }

    /// Where the whole passage stands.
    #[must_use]
    pub fn at(&self) -> Vec<Place> {
        let mut places = Vec::with_capacity(1);
        for run in &self.runs {
            Place::push_merged(&mut places, &run.at, BLANK_LINES);
        }
        places
    }

    /// Where a range of the normal text stands.
    #[must_use]
    pub fn at_range(&self, normal: Range<usize>) -> Vec<Place> {
        let raw = self.text.raw_span(normal);
        let mut places = Vec::new();
        let first = self.runs.partition_point(|run| run.raw_end < raw.start);
        let mut start = first
            .checked_sub(1)
            .and_then(|before| self.runs.get(before))
            .map_or(0, |before| before.raw_end + 1);
        for run in self.runs.iter().skip(first) {
            if start >= raw.end.max(1) {
                break;
            }
            Place::push_merged(&mut places, &run.at, BLANK_LINES);
            start = run.raw_end + 1;
        }
        places
    }

    /// The passage with `next` behind it, as if a line end parted them.
    #[must_use]
    pub fn joined(self, next: &Self) -> Self {
        if self.text.raw().is_empty() {
            return next.clone();
        }
        let mut raw = self.text.raw().to_owned();
        raw.push('\n');
        let offset = raw.len();
        raw.push_str(next.text.raw());
        let mut runs = self.runs;
        runs.extend(next.runs.iter().map(|run| Run { raw_end: run.raw_end + offset, at: run.at.clone() }));
        Self { text: Text::new(raw), runs }
    }

    /// Letters and digits of the raw text.
    #[must_use]
    pub fn letters(&self) -> u64 {
        letters(self.text.raw())
    }
}

/// Letters and digits of a text: what conservation counts. Marks of their own and punctuation do not count,
/// so neither composing nor joining changes the sum.
#[must_use]
pub fn letters(text: &str) -> u64 {
    text.chars().filter(|&c| key::is_word(c)).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_stands_in_the_lines_it_came_from() {
        let lines = ["Kế hoạch số 02-", "KH/BCĐTW ngày", "19/6/2025"];
        let passage = Passage::of_lines(
            lines.into_iter().zip(1..).map(|(line, n)| (line, Place::lines(n * 10, n * 10))),
        );
        assert_eq!(passage.normal(), "Kế hoạch số 02-KH/BCĐTW ngày 19/6/2025");
        let number = passage.normal().find("02-KH/BCĐTW").unwrap();
        assert_eq!(
            passage.at_range(number..number + "02-KH/BCĐTW".len()),
            [Place::lines(10, 10), Place::lines(20, 20)]
        );
        let date = passage.normal().find("19/6").unwrap();
        assert_eq!(passage.at_range(date..date + 9), [Place::lines(30, 30)]);
    }

    #[test]
    fn joining_keeps_both_places_and_all_letters() {
        let joined = Passage::new("các phòng chuyên môn, cơ", Place::lines(4, 4))
            .joined(&Passage::new("quan.", Place::lines(6, 6)));
        assert_eq!(joined.normal(), "các phòng chuyên môn, cơ quan.");
        assert_eq!(joined.at(), [Place::lines(4, 6)]);
        assert_eq!(joined.letters(), letters("các phòng chuyên môn, cơ quan."));
    }
}
