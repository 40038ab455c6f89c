//! Lines that are set in one column, and how one goes on in the next: the text of cells and paragraphs.

use kehoach_model::Place;
use kehoach_viet::is_syllable;

use super::line::TextLine;
use super::{Area, Face};
use crate::{Passage, Typed};

/// A line as it was set, its letters gone to text.
#[derive(Debug, Clone)]
pub(super) struct Set {
    pub(super) typed: Typed,
    /// In the frame in which its page reads upright.
    pub(super) area: Area,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    /// Width of its first word.
    pub(super) first_word: f32,
    /// Width of its first letter.
    first_letter: f32,
    /// Whether a blank glyph ends it.
    pub(super) ends_blank: bool,
    /// Where it stands.
    pub(super) place: Place,
}

impl Set {
    pub(super) fn of(line: &TextLine, faces: &[Face], place: impl Fn(&Area) -> Place) -> Self {
        Self {
            typed: line.text(faces),
            area: line.area,
            baseline: line.baseline,
            size: line.size,
            bold: line.is_bold(faces),
            first_word: line.first_word(),
            first_letter: line.first_letter(),
            ends_blank: line.ends_blank(),
            place: place(&line.area),
        }
    }

    pub(super) fn text(&self) -> &str {
        self.typed.raw.trim()
    }
}

/// Whether the first word of `next` had room behind `line`, which may reach to `right`: then somebody ended the line
/// there.
pub(super) fn had_room(line: &Set, next: &Set, right: f32) -> bool {
    /// Of the font size: the narrowest blank.
    const BLANK: f32 = 0.2;
    /// Rounding of widths.
    const SLACK_PT: f32 = 1.0;
    line.area.x1 + BLANK * line.size + next.first_word <= right - SLACK_PT
}

/// How far lines in a box may reach: its padding is as wide at the right as at the left.
pub(super) fn limit(lines: &[Set], cell: &Area) -> f32 {
    /// The widest padding of a cell, PDF points: what is more is an indent.
    const PADDING_PT: f32 = 6.0;
    let left = lines.iter().map(|line| line.area.x0).fold(f32::MAX, f32::min);
    let right = lines.iter().map(|line| line.area.x1).fold(f32::MIN, f32::max);
    (cell.x1 - (left - cell.x0).clamp(0.0, PADDING_PT)).max(right)
}

/// Lines one below the other as one passage. `right`: how far they may reach.
pub(super) fn passage(lines: &[Set], right: f32) -> Passage {
    let mut all = Typed::default();
    let mut places = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        if let Some(above) = at.checked_sub(1).and_then(|above| lines.get(above)) {
            all.push(between(above, line, right), None);
        }
        let start = all.raw.len();
        all.append(&line.typed);
        places.push((start..all.raw.len(), line.place.clone()));
    }
    Passage::set(all, places)
}

/// What stands between two lines of a passage: a line end; a blank, where a blank glyph behind a hyphen says that it
/// is no part of a symbol; nothing, where a word or number was broken for want of room.
fn between(line: &Set, next: &Set, right: f32) -> &'static str {
    if line.ends_blank {
        return if line.text().ends_with(['-', '–']) { " " } else { "\n" };
    }
    let full = line.area.x1 + next.first_letter > right;
    if full && is_broken(line.text(), next.text()) { "" } else { "\n" }
}

/// Whether the last word of a line and the first of the next are one: halves of a year, a number, a syllable, a Roman
/// numeral.
fn is_broken(line: &str, next: &str) -> bool {
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let first = next.split(char::is_whitespace).next().unwrap_or_default();
    // The ordinals of a column that is narrower than they are.
    let is_ordinal = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_head = |text: &str| text.len() <= 2 && text.chars().all(|c| c.is_ascii_uppercase());
    let short = line.len() + next.len() <= 6 && !line.is_empty() && !next.is_empty();
    if short && (is_ordinal(line) && is_ordinal(next) && line.len() < 4 || is_head(line) && is_head(next)) {
        return true;
    }
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let before = last.chars().rev().take_while(char::is_ascii_digit).count();
    let behind = digits(first);
    if before > 0 && behind > 0 {
        let lead = last.get(..last.len() - before).unwrap_or_default();
        let number = format!(
            "{}{}",
            last.get(last.len() - before..).unwrap_or_default(),
            first.get(..behind).unwrap_or_default()
        );
        let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
        let is_thousand = number.len() == 3 && lead.ends_with(['.', ',']);
        return before < 4 && lead.ends_with(['-', '–', '/']) && is_year || before < 3 && is_thousand;
    }
    let is_roman = |text: &str| !text.is_empty() && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    if is_roman(line) && is_roman(next) {
        return kehoach_viet::roman(&format!("{line}{next}")).is_some();
    }
    let letters = |text: &str| text.chars().all(char::is_alphabetic) && !text.is_empty();
    let first = first.trim_end_matches(['.', ',', ';', ':', ')']);
    letters(last)
        && letters(first)
        && first.starts_with(char::is_lowercase)
        && !(is_syllable(last) && is_syllable(first))
        && is_syllable(&format!("{last}{first}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_a_word() {
        for (line, next) in [
            ("Giai đoạn 2025-202", "6"),
            ("VI", "II"),
            ("1", "0"),
            ("T", "T"),
            ("4.2", "."),
            ("1.200.0", "00 đồng"),
            ("hoàn thàn", "h trước"),
        ] {
            assert!(is_broken(line, next), "{line}⏎{next}");
        }
        for (line, next) in
            [("Quý", "IV"), ("năm 2025", "2026"), ("Sở Nội", "vụ"), ("tháng 1", "2026"), ("2025", "2026")]
        {
            assert!(!is_broken(line, next), "{line}⏎{next}");
        }
    }
}
