//! Where in the source something stands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One place in the source file. Which shape it has depends on the format the file has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Place {
    /// A box on a page of a PDF.
    Page {
        /// Page, counted from 1.
        page: u32,
        /// `[x0, y0, x1, y1]` in PDF points, origin at the top left.
        bbox: [f32; 4],
    },
    /// A block of a DOCX or HTML file.
    Block {
        /// Position of the block in the body, counted from 0.
        block: u32,
        /// Element path, for example `w:tbl[2]/w:tr[4]/w:tc[1]`.
        path: String,
    },
    /// A cell of a workbook.
    Sheet {
        /// Name of the sheet.
        sheet: String,
        /// Address such as `B7`.
        cell: String,
    },
    /// Lines of a text file.
    Lines {
        /// First and last line, counted from 1, both included.
        lines: LineRange,
    },
}

/// First and last line of a text file, counted from 1, both included; `[803, 806]` in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct LineRange(pub u32, pub u32);

impl Place {
    /// The place of lines `first` to `last`, counted from 1.
    #[must_use]
    pub fn lines(first: u32, last: u32) -> Self {
        Self::Lines { lines: LineRange(first, last) }
    }

    /// Where it comes in reading order among the places of one file: its line, block or page. Cells of a workbook
    /// have no order among their sheets.
    #[must_use]
    pub fn position(&self) -> Option<u32> {
        match self {
            Self::Lines { lines } => Some(lines.0),
            Self::Block { block, .. } => Some(*block),
            Self::Page { page, .. } => Some(*page),
            Self::Sheet { .. } => None,
        }
    }

    /// Whether both are boxes of one page.
    #[must_use]
    pub fn same_page(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Page { page, .. }, Self::Page { page: other, .. }) if page == other)
    }

    /// Makes a box of a page the one round both.
    pub fn grow(&mut self, other: &Self) {
        if let (Self::Page { bbox: [x0, y0, x1, y1], .. }, Self::Page { bbox: new, .. }) = (self, other) {
            let [left, top, right, foot] = *new;
            (*x0, *y0, *x1, *y1) = (x0.min(left), y0.min(top), x1.max(right), y1.max(foot));
        }
    }

    /// Adds `next` to a list of places in reading order; lines that touch, or are parted by blank lines
    /// only (`gap` lines at most), become one range, and boxes of a page that are as near become one box.
    pub fn push_merged(places: &mut Vec<Self>, next: &Self, gap: u32) {
        if let (Some(Self::Lines { lines: last }), Self::Lines { lines: new }) = (places.last_mut(), next)
            && new.0 >= last.0
            && new.0 <= last.1.saturating_add(1).saturating_add(gap)
        {
            last.1 = last.1.max(new.1);
            return;
        }
        if let (Some(Self::Page { page, bbox }), Self::Page { page: next_page, bbox: new }) =
            (places.last_mut(), next)
            && page == next_page
            && near(bbox, new, gap)
        {
            if let Some(last) = places.last_mut() {
                last.grow(next);
            }
            return;
        }
        if places.last() != Some(next) {
            places.push(next.clone());
        }
    }
}

/// Whether two boxes are not more than `gap` lines apart, or as many widths of a column's gutter.
fn near(a: &[f32; 4], b: &[f32; 4], gap: u32) -> bool {
    /// A line of text, PDF points.
    const LINE_PT: f32 = 16.0;
    let reach = LINE_PT * (gap.min(64) as f32 + 1.0);
    let apart = |a0: f32, a1: f32, b0: f32, b1: f32| (b0 - a1).max(a0 - b1);
    let ([ax0, ay0, ax1, ay1], [bx0, by0, bx1, by1]) = (*a, *b);
    apart(ay0, ay1, by0, by1) <= reach && apart(ax0, ax1, bx0, bx1) <= reach * 4.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_serialise_as_a_pair() {
        let json = serde_json::to_string(&Place::lines(803, 806)).unwrap();
        assert_eq!(json, r#"{"lines":[803,806]}"#);
    }

    #[test]
    fn neighbouring_lines_merge_and_distant_ones_do_not() {
        let mut places = Vec::new();
        for (first, last) in [(1, 2), (3, 3), (5, 5), (9, 9)] {
            Place::push_merged(&mut places, &Place::lines(first, last), 1);
        }
        assert_eq!(places, [Place::lines(1, 5), Place::lines(9, 9)]);
    }
}
