//! Parts of a page that stand twice: a preview above the full text, a copy for printing.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use crate::page::{Content, Piece};

/// Pieces that a repeated part has at least, or letters where it has fewer. Two decisions in one file share a letterhead.
const LEAST: usize = 5;
const LEAST_OF_MANY: usize = 3;
const LETTERS: usize = 300;
/// Share of its pieces that must stand again in their order, in hundredths.
const SAME: usize = 90;
/// Later places of a line that are tried.
const TRIED: usize = 4;
/// Letters that a cut line must share with the whole one.
const CUT: usize = 20;

/// The copies that are not the document, in order.
pub(crate) fn find(pieces: &[Piece], is_open: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    // Pieces that are left out already are in nobody's way.
    let open: Vec<usize> = (0..pieces.len()).filter(|at| is_open(*at)).collect();
    let keys: Vec<u64> = open.iter().filter_map(|at| pieces.get(*at)).map(key).collect();
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, key) in keys.iter().enumerate() {
        places.entry(*key).or_default().push(at);
    }
    let letters = |range: Range<usize>| -> usize {
        let inside = open.get(range).unwrap_or_default();
        inside
            .iter()
            .filter_map(|at| pieces.get(*at))
            .map(|piece| piece.letters - piece.linked.min(piece.letters))
            .sum()
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < keys.len() {
        let later = keys.get(at).and_then(|key| places.get(key)).map_or(&[][..], |all| {
            let behind = all.partition_point(|place| *place <= at);
            all.get(behind..all.len().min(behind + TRIED)).unwrap_or_default()
        });
        let runs = later.iter().map(|again| (*again, run(&keys, at, *again)));
        let Some((again, length)) = runs.max_by_key(|(_, length)| *length) else {
            at += 1;
            continue;
        };
        if length < LEAST && (length < LEAST_OF_MANY || letters(at..at + length) < LETTERS) {
            at += 1;
            continue;
        }
        // What is followed by more of the text is the document.
        let first_is_whole = letters(at..again) > letters(again..keys.len());
        let mut copy = if first_is_whole { again..again + length } else { at..at + length };
        let behind = |offset: usize| {
            let (cut, whole) = if first_is_whole { (again, at) } else { (at, again) };
            Some((pieces.get(*open.get(cut + offset)?)?, pieces.get(*open.get(whole + offset)?)?))
        };
        if behind(length).is_some_and(|(cut, whole)| is_cut(cut.text(), whole.text())) {
            copy.end += 1;
        }
        at = if first_is_whole { at + length } else { copy.end };
        found.push(copy);
    }
    // In places of the page; what was left out already stays where it is.
    let mut copies: Vec<Range<usize>> = found
        .into_iter()
        .flat_map(|copy| open.get(copy).unwrap_or_default().iter().map(|at| *at..*at + 1))
        .collect();
    copies.sort_unstable_by_key(|copy| copy.start);
    copies.dedup();
    copies
}

/// How many pieces stand again, one behind the other, a tenth of them changed at most.
fn run(keys: &[u64], at: usize, again: usize) -> usize {
    let (mut length, mut same) = (0, 0);
    for offset in 0..again - at {
        let (Some(one), Some(other)) = (keys.get(at + offset), keys.get(again + offset)) else { break };
        let count = offset + 1;
        if one == other {
            same += 1;
            length = count;
        } else if (count - same) * 100 > count.max(10) * (100 - SAME) {
            break;
        }
    }
    length
}

/// "… một phần của văn bản...": a line that a preview cuts.
fn is_cut(cut: &str, whole: &str) -> bool {
    let start = cut.trim_end_matches(['.', '…', ' ', '\u{a0}']);
    start.len() < cut.len()
        && start.chars().count() >= CUT
        && whole.len() > start.len()
        && whole.starts_with(start)
}

fn key(piece: &Piece) -> u64 {
    // The walk has left one blank between words.
    let mut hasher = DefaultHasher::new();
    let mut add = |text: &str| text.hash(&mut hasher);
    match &piece.content {
        Content::Line(line) => add(line.typed.raw.trim()),
        Content::Table(table) => {
            for piece in table.cells().flat_map(|cell| &cell.flow).filter(|piece| !piece.hidden) {
                add(piece.text());
            }
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use kehoach_document::{At, Line, Typed};

    use super::*;

    fn found(text: &str) -> Vec<usize> {
        let pieces: Vec<Piece> = text
            .split(' ')
            .map(|word| Piece {
                content: Content::Line(Line {
                    typed: Typed { raw: word.to_owned(), fonts: Vec::new() },
                    label: None,
                    at: At { block: 0, spot: None },
                }),
                element: 0,
                letters: word.len(),
                linked: 0,
                hidden: false,
            })
            .collect();
        find(&pieces, |_| true).into_iter().map(|range| range.start).collect()
    }

    #[test]
    fn a_preview_is_left_out() {
        assert_eq!(found("menu a b c d e a b c d e f g h"), [1, 2, 3, 4, 5]);
        assert_eq!(found("menu a b c d e f g h a b c d e z"), [9, 10, 11, 12, 13]);
        assert_eq!(found("a b c d e a b c d e"), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn no_copy_of_a_few_lines() {
        assert_eq!(found("a b c x y z a b c u v w"), Vec::<usize>::new());
        assert_eq!(found("a a a a a a a"), Vec::<usize>::new());
    }
}
