//! What speaks for a cell to begin and end where it does: one sum of costs in nats (minus the logarithm of a
//! likelihood, taken against the same words inside a cell), over what is known of all plans and what this table's
//! own best reading so far has shown.

use std::ops::Range;

use super::Reading;
use super::counts::{CONDITION, Length, empty, lengths, word_costs};
use super::gaps::{ROLES, Role, roles};
use super::head::{ALL_DOMAINS, Column, DOMAINS, Domain};
use super::known;
use super::lines::{Lines, widths};
use super::pairs::{Following, Pairs};
use super::text::Text;
use super::values::Values;
use super::words::{End, GAP_CLASSES, Start};

/// Which end of a cell lies at a page's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cut {
    /// It goes on from the page before.
    pub(super) before: bool,
    /// It goes on on the next page.
    pub(super) behind: bool,
}

/// Known and learned evidence about one table.
#[derive(Debug)]
pub(super) struct Evidence<'t, 'a> {
    text: &'t Text<'a>,
    columns: &'t [Column],
    /// Cost of a class of gaps for a role.
    roles: [[f32; GAP_CLASSES]; ROLES],
    /// Sums of each column's word costs.
    words: Vec<Vec<f32>>,
    /// What line ends say in each column, then in titles.
    lines: Vec<Lines>,
    /// Costs of a cell's beginning at each word, and of its end in front of each, by domain.
    starts: [Vec<f32>; DOMAINS],
    ends: [Vec<f32>; DOMAINS],
    /// Cost of a cell's beginning at a word, by the word in front of it.
    apart: Vec<f32>,
    following: Following<'t>,
    /// `None` where values of other rows do not count.
    values: Option<Values>,
    /// Cost of an empty cell, and of a filled one.
    empty: Vec<(f32, f32)>,
    /// Costs of lengths of cells, then of titles.
    lengths: Vec<Length>,
}

impl<'t, 'a> Evidence<'t, 'a> {
    /// Evidence out of the best reading so far; `values`: whether cells that stand in other rows count.
    pub(super) fn learn(
        text: &'t Text<'a>,
        columns: &'t [Column],
        pairs: &'t Pairs,
        readings: &[Reading],
        values: bool,
    ) -> Self {
        let following = Following::new(text, pairs, readings);
        let widths = widths(text, columns.len(), readings);
        Self {
            text,
            columns,
            roles: roles(text, readings),
            words: word_costs(text, columns, readings),
            lines: widths.into_iter().map(|width| Lines::new(text, width)).collect(),
            starts: ALL_DOMAINS
                .map(|domain| (0..=text.len()).map(|at| known::start(text, domain, at)).collect()),
            ends: ALL_DOMAINS.map(|domain| (0..=text.len()).map(|at| known::end(text, domain, at)).collect()),
            apart: (0..text.len()).map(|at| following.parted(text, at)).collect(),
            following,
            values: values.then(|| Values::new(text, columns, readings)),
            empty: empty(columns, readings),
            lengths: lengths(columns, readings),
        }
    }

    pub(super) fn empty(&self, column: usize) -> f32 {
        self.empty.get(column).map_or(0.0, |empty| empty.0)
    }

    /// Cost of what ends at the gap in front of a word.
    pub(super) fn gap(&self, at: usize, role: Role) -> f32 {
        let Some(word) = self.text.words.get(at) else { return 0.0 };
        let class = usize::from(word.gap);
        let of = |role: Role| {
            self.roles.get(role as usize).and_then(|classes| classes.get(class)).copied().unwrap_or(0.0)
        };
        let apart = if role == Role::Cell { self.apart.get(at).copied().unwrap_or(0.0) } else { 0.0 };
        of(role) - of(Role::Inside) + apart
    }

    /// Cost of a cell of a column.
    pub(super) fn cell(&self, column: usize, from: usize, to: usize, cut: Cut) -> f32 {
        let Some(domain) = self.columns.get(column).map(|column| column.domain) else { return f32::INFINITY };
        let sum = |sums: &[Vec<f32>]| {
            let at = |at: usize| sums.get(column).and_then(|sums| sums.get(at)).copied().unwrap_or(0.0);
            at(to) - at(from)
        };
        let length = self.lengths.get(column).map_or(0.0, |length| {
            if cut.before { length.word * (to - from) as f32 } else { length.cost(to - from) }
        });
        let mut content = sum(&self.words) + length;
        let first = self.text.words.get(from).map(|word| word.marks).unwrap_or_default();
        // Every twentieth deadline names a condition, in any words; so does every twentieth target, behind its number.
        if domain == Domain::Time && first.condition || domain == Domain::Quantity && first.number {
            content = content.min(3.0 + CONDITION.cost(to - from));
        }
        if !cut.before && !cut.behind {
            // A cell repeats another or is new: what its words say is not said again.
            let repeated = self.repeated(column, from, to);
            if repeated > 0.0 {
                content = content.min(1.0 - repeated);
            }
        }
        let mut cost = content + self.wrapped(column, from, to, cut.behind);
        if !cut.before {
            cost += self.start(domain, from);
            cost += self.empty.get(column).map_or(0.0, |empty| empty.1);
        }
        if !cut.behind {
            cost += self.end(domain, to);
        }
        if !cut.before && !cut.behind {
            cost += unbalanced(self.text.open(from, to));
        }
        cost
    }

    /// Cost of a cell's second piece beginning at a word behind a page's end; the first piece may be missing.
    pub(super) fn goes_on(&self, column: usize, first: Option<&Range<usize>>, at: usize) -> f32 {
        /// A cell in the middle of its row's height can begin behind the page's end; most begin at the top.
        const NOTHING_ABOVE: f32 = 5.0;
        let Some(first) = first else { return NOTHING_ABOVE };
        // How it begins behind the page's end is how it goes on inside.
        let lines = self.lines.get(column).map_or(0.0, |lines| lines.over_page(self.text, first, at));
        lines - self.following.follows(self.text, first.end - 1, at)
    }

    /// Cost of both pieces' being one cell. What a repeated value is worth counts half: its words count too.
    pub(super) fn joined(&self, column: usize, first: Option<&Range<usize>>, second: &Range<usize>) -> f32 {
        let (Some(first), text) = (first, self.text) else { return 0.0 };
        let open = text.open(first.start, first.end) + text.open(second.start, second.end);
        let worth =
            self.values.as_ref().map_or(0.0, |values| values.repeated_over(text, column, first, second));
        unbalanced(open) - worth * 0.5
    }

    /// Cost of a cell's ending where a page ends, though its row goes on.
    pub(super) fn stays(&self, column: usize, piece: Option<&Range<usize>>) -> f32 {
        let Some(piece) = piece else { return 0.0 };
        let domain = self.columns.get(column).map_or(Domain::Free, |column| column.domain);
        self.end(domain, piece.end) + unbalanced(self.text.open(piece.start, piece.end))
            - self.repeated(column, piece.start, piece.end) * 0.5
    }

    /// Cost of a title over the whole row.
    pub(super) fn title(&self, from: usize, to: usize) -> f32 {
        let own = self.wrapped(self.columns.len(), from, to, false);
        let narrow = self.wrapped(0, from, to, false);
        let length = self.lengths.last().map_or(0.0, |length| length.cost(to - from));
        let words = |at: usize| self.words.first().and_then(|sums| sums.get(at)).copied().unwrap_or(0.0);
        let words = (words(to) - words(from)).max(0.0);
        // Titles begin with a capital: 75 of 78 do. Few end with a full stop.
        let begins = match self.text.words.get(from).map(|word| word.begins) {
            Some(Start::Upper) => 0.0,
            Some(Start::Lower) => 6.0,
            _ => 3.0,
        };
        let stop = to
            .checked_sub(1)
            .and_then(|last| self.text.words.get(last))
            .is_some_and(|word| word.ends == End::Stop);
        let ends = self.end(Domain::Free, to) + if stop { 1.5 } else { 0.0 };
        self.start(Domain::Free, from) + begins + ends + own.min(narrow) + length + words
    }

    fn start(&self, domain: Domain, from: usize) -> f32 {
        self.starts.get(domain as usize).and_then(|starts| starts.get(from)).copied().unwrap_or(0.0)
    }

    fn end(&self, domain: Domain, to: usize) -> f32 {
        self.ends.get(domain as usize).and_then(|ends| ends.get(to)).copied().unwrap_or(0.0)
    }

    /// What the line ends inside a stretch say about the width of the column, and the end of its last line.
    fn wrapped(&self, column: usize, from: usize, to: usize, cut: bool) -> f32 {
        self.lines.get(column).map_or(0.0, |lines| lines.cost(self.text, from, to, cut))
    }

    fn repeated(&self, column: usize, from: usize, to: usize) -> f32 {
        self.values.as_ref().map_or(0.0, |values| values.repeated(self.text, column, from, to))
    }
}

/// One of 1,178 cells leaves a bracket open or closes one too many; of stretches cut at random about a tenth do.
fn unbalanced(open: i32) -> f32 {
    if open == 0 { 0.0 } else { 2.5 }
}
