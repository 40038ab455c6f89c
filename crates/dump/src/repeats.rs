//! A part that stands twice: sites print the first lines of a document as a preview above its full text.

use std::borrow::Cow;

use kehoach_document::{Block, Cell, Document, Furniture, FurnitureKind, Passage, Table};
use kehoach_model::{Finding, Rule, Severity};

/// Fewer blocks that repeat are a habit of form, not a preview.
const LEAST_BLOCKS: usize = 5;
/// Share of the preview's blocks that must stand again, in hundredths.
const SAME: usize = 90;
/// A preview starts at the top: behind a site title and a table of attributes at most.
const STARTS_WITHIN: usize = 6;

/// Finds a preview that the full text begins with, and sets it apart.
pub(crate) fn take_doubled_preamble(document: &mut Document) {
    let keys: Vec<Cow<'_, str>> = document.blocks.iter().map(block_key).collect();
    let Some((start, full)) = (0..keys.len().min(STARTS_WITHIN)).find_map(|start| second_copy(&keys, start))
    else {
        return;
    };
    let preview: Vec<Block> = document.blocks.drain(start..full).collect();
    let places = preview.iter().flat_map(Block::at).fold(Vec::new(), |mut places, place| {
        kehoach_model::Place::push_merged(&mut places, &place, 3);
        places
    });
    for block in preview {
        let passages: Vec<Passage> = match block {
            Block::Paragraph(paragraph) => vec![paragraph.passage],
            Block::Table(Table { rows, .. }) => {
                rows.into_iter().flatten().flatten().map(|cell| cell.passage).collect()
            }
        };
        let filled = passages.into_iter().filter(|passage| !passage.is_empty());
        document
            .furniture
            .extend(filled.map(|passage| Furniture { kind: FurnitureKind::Duplicate, passage }));
    }
    document.warnings.push(
        Finding::new(
            Rule::RepeatedContent,
            Severity::Info,
            "Phần đầu văn bản xuất hiện hai lần (bản xem trước); giữ bản sau.",
            "The beginning stands twice (a preview); the later copy is kept.",
        )
        .at(places)
        .repaired(),
    );
}

/// Where the copy starts that begins with everything between `start` and itself.
fn second_copy(keys: &[Cow<'_, str>], start: usize) -> Option<(usize, usize)> {
    let first = keys.get(start)?;
    let full = (start + LEAST_BLOCKS..keys.len())
        .find(|&at| keys.get(at) == Some(first) && begins_with_preview(keys, start, at))?;
    Some((start, full))
}

fn begins_with_preview(keys: &[Cow<'_, str>], start: usize, full: usize) -> bool {
    let length = full - start;
    let same = (0..length).filter(|offset| keys.get(start + offset) == keys.get(full + offset)).count();
    same * 100 >= length * SAME
}

/// What must be equal in both copies: the text; they come from one source.
fn block_key(block: &Block) -> Cow<'_, str> {
    match block {
        Block::Paragraph(paragraph) => Cow::Borrowed(paragraph.passage.normal()),
        Block::Table(table) => Cow::Owned(table.cells().map(Cell::normal).collect::<Vec<_>>().join("|")),
    }
}
