//! Tables without lines, or with lines across only: told from the places of their words.

use kehoach_model::Place;

use super::across::Sheet;
use super::line::TextLine;
use super::{Area, Face, Ruling};

/// Finds the tables among free lines; gives back the lines that stand in none.
pub(super) fn tables(
    lines: Vec<TextLine>,
    _rulings: &[Ruling],
    _sheets: &mut Vec<Sheet>,
    _faces: &[Face],
    _place: &dyn Fn(&Area) -> Place,
) -> Vec<TextLine> {
    lines
}
