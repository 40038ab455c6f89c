//! A document that stands twice on its page: a preview above the full text, a copy for printing.
//!
//! A copy is plain: it begins with the document's letterhead or heading, and its lines stand again one by one, the last
//! one cut at most. What merely resembles (forms, tasks with equal labels, plans of one template with letterheads of
//! their own) is none.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use crate::page::{Content, Piece};

/// Pieces that a copy has at least, or letters where it has fewer.
const LEAST: usize = 5;
const LEAST_OF_MANY: usize = 3;
const LETTERS: usize = 300;
/// Beginnings that are tried: a page has few documents.
const BEGINNINGS: usize = 32;
/// Later places of a beginning that are tried.
const TRIED: usize = 8;
/// Letters that a cut line must share with the whole one.
const CUT: usize = 20;
/// Pieces of a copy from its heading on: blank letterheads of two documents can be equal up to their headings.
const FROM_HEADING: usize = 3;
/// Pieces above a heading that can be its letterhead.
const LETTERHEAD: usize = 8;

/// What a piece can begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begins {
    /// Motto or number of a letterhead.
    Letterhead,
    /// A heading of kind.
    Heading,
}

/// The copies that are not the document; `begins` says which pieces can begin one, `is_open` which take part.
pub(crate) fn find(
    pieces: &[Piece],
    is_open: impl Fn(usize) -> bool,
    begins: impl Fn(usize) -> Option<Begins>,
) -> Vec<usize> {
    let search = Search::new(pieces, is_open);
    let mut copies = Vec::new();
    let mut behind = 0;
    let beginnings = (0..search.keys.len()).filter(|at| begins(search.place(*at)).is_some());
    for at in beginnings.take(BEGINNINGS) {
        if at < behind {
            continue;
        }
        let found = search.again(at).filter_map(|again| search.run(at, again).map(|run| (again, run)));
        let Some((again, run)) = found.max_by_key(|(_, run)| run.len()) else { continue };
        // Two documents of one template have letterheads of their own.
        let own = |start: usize| {
            let above = start.saturating_sub(LETTERHEAD)..start;
            above.rev().find(|at| begins(search.place(*at)) == Some(Begins::Letterhead))
        };
        let shift = again - at;
        if let (Some(_), Some(_)) = (own(run.start), own(run.start + shift)) {
            continue;
        }
        let heading = run.clone().rev().find(|at| begins(search.place(*at)) == Some(Begins::Heading));
        if heading.map_or(run.len() <= LETTERHEAD, |heading| run.end - heading < FROM_HEADING) {
            continue;
        }
        let second = run.start + shift..run.end + shift;
        // What is followed by more of the text is the document.
        let first_is_whole =
            search.letters(run.start..second.start) > search.letters(second.start..search.keys.len());
        let mut copy = if first_is_whole { second.clone() } else { run.clone() };
        let whole_end = if first_is_whole { run.end } else { second.end };
        if search.is_cut(copy.end, whole_end) {
            copy.end += 1;
        }
        behind = run.end;
        copies.extend(copy.map(|at| search.place(at)));
    }
    copies.sort_unstable();
    copies.dedup();
    copies
}

struct Search<'p> {
    pieces: &'p [Piece],
    /// Places of the pieces that take part.
    open: Vec<usize>,
    keys: Vec<u64>,
    places: HashMap<u64, Vec<usize>>,
    /// Letters before each of them that lead nowhere.
    sums: Vec<usize>,
}

impl<'p> Search<'p> {
    fn new(pieces: &'p [Piece], is_open: impl Fn(usize) -> bool) -> Self {
        let open: Vec<usize> = (0..pieces.len()).filter(|at| is_open(*at)).collect();
        let own: Vec<&Piece> = open.iter().filter_map(|at| pieces.get(*at)).collect();
        let keys: Vec<u64> = own.iter().map(|piece| key(piece)).collect();
        let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
        for (at, key) in keys.iter().enumerate() {
            places.entry(*key).or_default().push(at);
        }
        let mut sums = vec![0];
        let mut sum = 0;
        for piece in own {
            sum += piece.letters - piece.linked.min(piece.letters);
            sums.push(sum);
        }
        Self { pieces, open, keys, places, sums }
    }

    fn place(&self, at: usize) -> usize {
        self.open.get(at).copied().unwrap_or(usize::MAX)
    }

    fn letters(&self, range: Range<usize>) -> usize {
        let sum = |at: usize| self.sums.get(at).copied().unwrap_or_default();
        sum(range.end).saturating_sub(sum(range.start))
    }

    /// Later places of what stands at `at`.
    fn again(&self, at: usize) -> impl Iterator<Item = usize> {
        let all = self.keys.get(at).and_then(|key| self.places.get(key)).map_or(&[][..], Vec::as_slice);
        let behind = all.partition_point(|place| *place <= at);
        all.iter().skip(behind).take(TRIED).copied()
    }

    /// The pieces round `at` that stand again round `again`, if they are enough for a copy.
    fn run(&self, at: usize, again: usize) -> Option<Range<usize>> {
        let same = |one: usize, other: usize| {
            self.keys.get(one).is_some_and(|key| self.keys.get(other) == Some(key))
        };
        let most = again - at;
        let behind = (0..most).take_while(|offset| same(at + offset, again + offset)).count();
        let above = (1..=at.min(most - behind.min(most)))
            .take_while(|offset| same(at - offset, again - offset))
            .count();
        let run = at - above..at + behind;
        let is_enough =
            run.len() >= LEAST || run.len() >= LEAST_OF_MANY && self.letters(run.clone()) >= LETTERS;
        is_enough.then_some(run)
    }

    /// "… một phần của văn bản...": a line that a preview cuts.
    fn is_cut(&self, cut: usize, whole: usize) -> bool {
        let text = |at: usize| self.pieces.get(self.place(at)).map_or("", Piece::text);
        let (cut, whole) = (text(cut), text(whole));
        let start = cut.trim_end_matches(['.', '…', ' ', '\u{a0}']);
        start.len() < cut.len()
            && start.chars().count() >= CUT
            && whole.len() > start.len()
            && whole.starts_with(start)
    }
}

/// How much of the letters of some pieces stands in others too, in hundredths.
pub(crate) fn share<'p>(
    some: impl Iterator<Item = &'p Piece>,
    others: impl Iterator<Item = &'p Piece>,
) -> usize {
    let known: std::collections::HashSet<u64> = others.map(key).collect();
    let (mut all, mut again) = (0, 0);
    for piece in some {
        all += piece.letters;
        again += if known.contains(&key(piece)) { piece.letters } else { 0 };
    }
    again * 100 / all.max(1)
}

fn key(piece: &Piece) -> u64 {
    // The walk has left one blank between words.
    let mut hasher = DefaultHasher::new();
    match &piece.content {
        Content::Line(line) => line.typed.raw.trim().hash(&mut hasher),
        Content::Table(table) => {
            for piece in
                table.cells().flat_map(|cell| &cell.flow).filter(|inside| piece.hidden || !inside.hidden)
            {
                piece.text().hash(&mut hasher);
            }
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use kehoach_document::{At, Line, Typed};

    use super::*;

    /// Words as pieces: "H" begins a letterhead, "K" is a heading.
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
        let begins = |at: usize| match pieces.get(at).map(|piece| piece.text().as_bytes().first()) {
            Some(Some(b'H')) => Some(Begins::Letterhead),
            Some(Some(b'K')) => Some(Begins::Heading),
            _ => None,
        };
        find(&pieces, |_| true, begins)
    }

    #[test]
    fn a_copy_is_left_out() {
        assert_eq!(found("menu K b c d e K b c d e f g h"), [1, 2, 3, 4, 5]);
        assert_eq!(found("menu K b c d e f g h K b c d e z"), [9, 10, 11, 12, 13]);
        assert_eq!(found("H1 K c d e H1 K c d e"), [0, 1, 2, 3, 4]);
        assert_eq!(found("K b c d e x H1 K b c d e f g h i"), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn no_copy_of_what_resembles() {
        assert_eq!(found("K x a b c d e y a b c d e z"), Vec::<usize>::new());
        assert_eq!(found("H1 K b c d e H2 K b c d e"), Vec::<usize>::new());
        assert_eq!(found("K b c x y K b c u v w"), Vec::<usize>::new());
        assert_eq!(found("H b c d K x y H b c d K u v"), Vec::<usize>::new());
    }
}
