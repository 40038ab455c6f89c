//! Merged cells as spans over the rows and columns that are kept.

use std::collections::BTreeSet;
use std::ops::Range;

use calamine::Dimensions;

/// A span: its first slot, and rows and columns in slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// Slots that are looked at for one slot of the table; merges that overlap beyond that are not believed.
const LOOKS: usize = 8;

/// The merges in the order of their first rows, as [`spans`] takes them.
pub(super) fn sorted(mut merges: Vec<Dimensions>) -> Vec<Dimensions> {
    merges.sort_by_key(|merge| (merge.start, merge.end));
    merges
}

/// The spans of a table whose rows and columns are these, `is_filled` telling slots with text. A merge that covers
/// text or another merge is none: what it would hide is shown.
pub(super) fn spans(
    merges: &[Dimensions],
    rows: &[u32],
    columns: &[u32],
    is_filled: impl Fn(usize, usize) -> bool,
) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut taken: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut looks = rows.len().saturating_mul(columns.len()).saturating_mul(LOOKS);
    // A sheet can have as many merges as tables: each table looks at its own.
    let from = rows.first().map_or(0, |first| merges.partition_point(|merge| merge.start.0 < *first));
    let last = rows.last().copied().unwrap_or(0);
    for merge in merges.iter().skip(from).take_while(|merge| merge.start.0 <= last) {
        let height = kept(rows, merge.start.0, merge.end.0);
        let width = kept(columns, merge.start.1, merge.end.1);
        let anchored = rows.get(height.start) == Some(&merge.start.0)
            && columns.get(width.start) == Some(&merge.start.1);
        let slots = height.len().saturating_mul(width.len());
        if !anchored || slots < 2 || slots > looks {
            continue;
        }
        looks -= slots;
        let all = || height.clone().flat_map(|row| width.clone().map(move |column| (row, column)));
        let is_free = |slot: &(usize, usize)| {
            let is_anchor = *slot == (height.start, width.start);
            !taken.contains(slot) && (is_anchor || !is_filled(slot.0, slot.1))
        };
        if all().all(|slot| is_free(&slot)) {
            taken.extend(all());
            spans.push(Span {
                row: height.start,
                column: width.start,
                rows: height.len(),
                columns: width.len(),
            });
        }
    }
    spans
}

/// Positions of the numbers from `first` to `last` in a sorted list.
fn kept(numbers: &[u32], first: u32, last: u32) -> Range<usize> {
    let start = numbers.partition_point(|number| *number < first);
    let end = numbers.partition_point(|number| *number <= last);
    start..end.max(start)
}
