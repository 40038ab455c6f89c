//! What the properties of paragraphs, runs, rows and cells say.

use super::{Story, StoryError};
use crate::frame::{Flow, Kind, Merge};
use crate::styles::level;
use crate::xml::Element;

/// Word has at most 63 columns; a wider span is damage.
const MOST_COLUMNS: i64 = 64;

/// Whose properties are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Properties {
    Paragraph,
    Mark,
    Run,
    Row,
    Cell,
}

impl Story<'_, '_, '_> {
    /// An element inside the properties of something.
    pub(super) fn property(&mut self, element: &Element<'_>) {
        let Some((_, open)) = self.properties.last() else { return };
        let Some(frame) = self.frames.last_mut() else { return };
        match (open, &mut frame.kind) {
            (Properties::Run, Kind::Paragraph(paragraph)) => {
                if element.name() == "rStyle" {
                    let style = element.attribute("val").unwrap_or_default();
                    paragraph.run_style = self.shared.styles.of_run(&style);
                } else {
                    paragraph.own.take(element);
                }
            }
            (Properties::Mark, Kind::Paragraph(paragraph)) if element.name() == "vanish" => {
                paragraph.mark_hidden = element.is_on();
            }
            (Properties::Paragraph, Kind::Paragraph(paragraph)) => match element.name() {
                "pStyle" => paragraph.style = element.attribute("val").map(std::borrow::Cow::into_owned),
                "numId" => paragraph.numbering.id = element.number("val"),
                "ilvl" => paragraph.numbering.level = level(element),
                _ => {}
            },
            (Properties::Row, Kind::Row(row)) => match element.name() {
                "gridBefore" => row.column += columns(element),
                "tblHeader" => row.is_head = element.is_on(),
                _ => {}
            },
            (Properties::Cell, Kind::Flow(Flow { cell: Some(cell), .. })) => match element.name() {
                "gridSpan" => cell.span = columns(element).max(1),
                "vMerge" => cell.vertical = merge(element),
                "hMerge" => cell.horizontal = merge(element),
                "cellDel" => {
                    cell.deleted = true;
                    self.shared.tracked.1 += 1;
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// `w:del` marks a paragraph's end or a row, or wraps deleted runs.
    pub(super) fn deleted(&mut self) -> Result<(), StoryError> {
        match (
            self.properties.last().map(|(_, open)| *open),
            self.frames.last_mut().map(|frame| &mut frame.kind),
        ) {
            (Some(Properties::Mark), Some(Kind::Paragraph(paragraph))) => paragraph.mark_deleted = true,
            (Some(Properties::Row), Some(Kind::Row(row))) => row.deleted = true,
            (Some(_), _) => {}
            (None, _) => {
                self.shared.tracked.1 += 1;
                self.xml.skip()?;
            }
        }
        Ok(())
    }
}

/// A number of grid columns; nonsense is 0.
fn columns(element: &Element<'_>) -> usize {
    usize::try_from(element.number("val").unwrap_or(0).clamp(0, MOST_COLUMNS)).unwrap_or(0)
}

/// `<w:vMerge w:val="restart"/>`; without a value it goes on.
fn merge(element: &Element<'_>) -> Merge {
    match element.attribute("val").as_deref() {
        Some("restart") => Merge::Restart,
        _ => Merge::Continue,
    }
}
