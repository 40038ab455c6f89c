//! A stretch of text with the places of its runs.

use std::ops::Range;

use kehoach_model::Place;
use kehoach_viet::{Font, Text, key};

use crate::Typed;

/// Blank lines that may part two runs of one passage without parting its place.
const BLANK_LINES: u32 = 3;

/// A paragraph's or cell's text, and where each stretch of it stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Passage {
    text: Text,
    runs: Vec<Run>,
    /// The source is no markup: what looks like an escape is text.
    typed: bool,
}

/// A stretch of a passage that stands in one place and is set in one font.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Bytes of the raw text.
    pub raw: Range<usize>,
    /// Where it stands in the source.
    pub at: Place,
    /// The font, where it was made for a legacy charset.
    pub font: Option<Font>,
}

impl Passage {
    /// A passage of lines in reading order; they are joined by a line end in the raw text.
    pub fn of_lines<'a>(lines: impl IntoIterator<Item = (&'a str, Place)>) -> Self {
        let mut raw = String::new();
        let mut runs = Vec::new();
        for (line, at) in lines {
            if !runs.is_empty() {
                raw.push('\n');
            }
            let start = raw.len();
            raw.push_str(line);
            runs.push(Run { raw: start..raw.len(), at, font: None });
        }
        Self { text: Text::new(raw), runs, typed: false }
    }

    /// A passage that stands in one place.
    #[must_use]
    pub fn new(raw: impl Into<String>, at: Place) -> Self {
        let raw = raw.into();
        let run = Run { raw: 0..raw.len(), at, font: None };
        Self { text: Text::new(raw), runs: vec![run], typed: false }
    }

    /// A passage out of a word processor or a page: `raw` holds the text with its line ends, `fonts` the stretches
    /// of it (bytes, in order) whose font was made for a legacy charset.
    #[must_use]
    pub fn typed(raw: String, fonts: &[(Range<usize>, Font)], at: Place) -> Self {
        if fonts.is_empty() {
            let runs =
                if raw.is_empty() { Vec::new() } else { vec![Run { raw: 0..raw.len(), at, font: None }] };
            return Self { text: Text::typed(raw), runs, typed: true };
        }
        let mut runs = Vec::with_capacity(1);
        let mut end = 0;
        let mut push = |raw: Range<usize>, font| {
            if !raw.is_empty() {
                runs.push(Run { raw, at: at.clone(), font });
            }
        };
        for (range, font) in fonts {
            push(end..range.start, None);
            push(range.clone(), Some(*font));
            end = range.end;
        }
        push(end..raw.len(), None);
        Self::of_runs(&raw, runs)
    }

    /// A passage of a page: its text, and the places of the stretches that it was set in (bytes, in order).
    #[must_use]
    pub fn set(text: Typed, places: Vec<(Range<usize>, Place)>) -> Self {
        let Typed { raw, fonts } = text;
        if fonts.is_empty() {
            let runs = places.into_iter().map(|(raw, at)| Run { raw, at, font: None }).collect();
            return Self { text: Text::typed(raw), runs, typed: true };
        }
        let mut runs = Vec::with_capacity(places.len());
        for (range, at) in places {
            let mut end = range.start;
            let mut push = |raw: Range<usize>, font| {
                if !raw.is_empty() {
                    runs.push(Run { raw, at: at.clone(), font });
                }
            };
            let inside = fonts.iter().filter(|(font, _)| font.start < range.end && font.end > range.start);
            for (stretch, font) in inside {
                push(end..stretch.start.max(end), None);
                end = stretch.end.min(range.end);
                push(stretch.start.max(range.start)..end, Some(*font));
            }
            push(end..range.end, None);
        }
        Self::of_runs(&raw, runs)
    }

    fn of_runs(raw: &str, runs: Vec<Run>) -> Self {
        let mut pieces = Vec::with_capacity(runs.len());
        let mut end = 0;
        for run in &runs {
            pieces.push((raw.get(end..run.raw.start).unwrap_or_default(), None));
            pieces.push((raw.get(run.raw.clone()).unwrap_or_default(), run.font));
            end = run.raw.end;
        }
        pieces.push((raw.get(end..).unwrap_or_default(), None));
        Self { text: Text::of_runs(pieces), runs, typed: true }
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

    /// The normalised text and where it stands.
    #[must_use]
    pub fn into_parts(self) -> (String, Vec<Place>) {
        let mut places: Vec<Place> = Vec::with_capacity(1);
        for run in self.runs {
            if places.is_empty() {
                places.push(run.at);
            } else {
                Place::push_merged(&mut places, &run.at, BLANK_LINES);
            }
        }
        (self.text.into_normal(), places)
    }

    /// Where a range of the normal text stands.
    #[must_use]
    pub fn at_range(&self, normal: Range<usize>) -> Vec<Place> {
        let raw = self.text.raw_span(normal);
        let mut places = Vec::new();
        let first = self.runs.partition_point(|run| run.raw.end < raw.start);
        for run in self.runs.iter().skip(first) {
            if run.raw.start >= raw.end.max(1) {
                break;
            }
            Place::push_merged(&mut places, &run.at, BLANK_LINES);
        }
        places
    }

    /// The lines as they stand in the source, each with its range of the normal text: a letterhead's cell holds
    /// several. A line that was closed up with the next ("02-" over "KH/TU") is one with it.
    pub fn lines(&self) -> impl Iterator<Item = Range<usize>> {
        let normal = self.normal();
        let breaks = self.text.edits().iter().filter(|edit| {
            let raw = || self.text.raw().get(edit.raw.clone());
            normal.get(edit.normal.clone()) == Some(" ") && raw().is_some_and(|raw| raw.contains('\n'))
        });
        let mut ends: Vec<Range<usize>> = breaks.map(|edit| edit.normal.clone()).collect();
        ends.push(normal.len()..normal.len());
        let mut start = 0;
        ends.into_iter().map(move |end| std::mem::replace(&mut start, end.end)..end.start)
    }

    /// The passage with `next` behind it, as if a line end parted them.
    #[must_use]
    pub fn joined(self, next: &Self) -> Self {
        self.behind(next, "\n")
    }

    /// The passage with `next` right behind it: a numeral that was broken.
    #[must_use]
    pub fn closed_up(self, next: &Self) -> Self {
        self.behind(next, "")
    }

    fn behind(self, next: &Self, between: &str) -> Self {
        if self.text.raw().is_empty() {
            return next.clone();
        }
        if next.text.raw().is_empty() {
            return self;
        }
        let mut raw = self.text.raw().to_owned();
        raw.push_str(between);
        let offset = raw.len();
        raw.push_str(next.text.raw());
        let mut runs = self.runs;
        runs.extend(
            next.runs
                .iter()
                .map(|run| Run { raw: run.raw.start + offset..run.raw.end + offset, ..run.clone() }),
        );
        if self.typed || next.typed {
            return Self::of_runs(&raw, runs);
        }
        Self { text: Text::new(raw), runs, typed: false }
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
    fn lines_of_a_cell() {
        let lines = |raw: &str| {
            let passage = Passage::typed(raw.to_owned(), &[], Place::lines(1, 1));
            passage.lines().map(|line| passage.normal()[line].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            lines("UBND TỈNH \n\n SỞ NỘI VỤ\nSố:   /KH-SNV"),
            ["UBND TỈNH", "SỞ NỘI VỤ", "Số: /KH-SNV"]
        );
        assert_eq!(lines("số 02-\nKH/TU"), ["số 02-KH/TU"]);
        assert_eq!(lines("một"), ["một"]);
    }

    #[test]
    fn fonts_are_kept_when_passages_are_joined() {
        let font = Font::of(".VnTime").unwrap();
        let place = Place::lines(1, 1);
        let passage = Passage::typed("ViÖt Nam".to_owned(), &[(0..9, font)], place.clone());
        let joined = passage.joined(&Passage::typed("&lt;số&gt;".to_owned(), &[], place));
        assert_eq!(joined.normal(), "Việt Nam &lt;số&gt;");
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
