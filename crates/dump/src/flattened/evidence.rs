//! What speaks for a cell to begin and end where it does: one sum of costs in nats (minus the logarithm of a
//! likelihood, taken against the same words inside a cell), over what is known of all plans and what this table's
//! own best reading so far has shown.
//!
//! Shares behind the constants: 1,110 cells of tables with borders (plans and annexes of 2024-2026).

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use super::Reading;
use super::head::{ALL_DOMAINS, Column, DOMAINS, Domain};
use super::lines::{Lines, widths};
use super::text::Text;
use super::words::{End, GAP_CLASSES, Start, WITHIN_LINE};

/// What ends at a gap between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing: the cell goes on.
    Inside,
    Cell,
    Row,
    Group,
}

const ROLES: usize = 4;

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
    /// For each column, words by which one of its values begins.
    openings: Vec<Vec<bool>>,
    /// Cost of a cell's beginning at a word, by the word in front of it.
    apart: Vec<f32>,
    /// Values of each column and their parts; columns of bodies share theirs.
    values: Vec<HashMap<u64, u32, BuildHasherDefault<Hashed>>>,
    /// Where each column's cells stand now: their first words and the words behind their last.
    cells: Vec<Vec<u32>>,
    /// Which words follow which, in the document's other text and in this table's cells.
    pairs: &'t Pairs,
    here: Pairs,
    /// Whether the gap in front of a word is inside a cell now.
    inside: Vec<bool>,
    /// Cost of an empty cell, and of a filled one.
    empty: Vec<(f32, f32)>,
    /// Costs of lengths of cells, then of titles.
    lengths: Vec<Length>,
}

/// Cost of a cell's length: of its end, and of each word that it goes on. Lengths fall off geometrically.
#[derive(Debug, Clone, Copy)]
struct Length {
    end: f32,
    word: f32,
}

/// Lengths of conditions: eight words on average.
const CONDITION: Length = Length { end: 2.08, word: 0.134 };

impl Length {
    /// For cells of so many words on average.
    fn of(mean: f32) -> Self {
        let ends = 1.0 / mean.max(1.2);
        Self { end: -ends.ln(), word: -(1.0 - ends).ln() }
    }

    fn cost(self, words: usize) -> f32 {
        self.end + self.word * words.saturating_sub(1) as f32
    }
}

/// A key that is a hash already.
#[derive(Debug, Default, Clone)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// What is remembered of a document's other text: which words follow which.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pairs: HashMap<(u32, u32), u32>,
    firsts: HashMap<u32, u32>,
}

impl Pairs {
    pub(super) fn add(&mut self, first: u32, second: u32) {
        *self.pairs.entry((first, second)).or_default() += 1;
        *self.firsts.entry(first).or_default() += 1;
    }
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
        let mut this = Self {
            text,
            columns,
            roles: roles(text, readings),
            words: word_costs(text, columns, readings),
            lines: widths(text, columns.len(), readings).into_iter().map(|width| Lines::new(text, width)).collect(),
            starts: ALL_DOMAINS.map(|domain| (0..=text.len()).map(|at| start(text, domain, at)).collect()),
            ends: ALL_DOMAINS.map(|domain| (0..=text.len()).map(|at| end(text, domain, at)).collect()),
            openings: vec![Vec::new(); columns.len()],
            apart: Vec::new(),
            values: vec![HashMap::default(); columns.len()],
            cells: vec![vec![0; text.len() + 1]; columns.len()],
            pairs,
            here: Pairs::default(),
            inside: Vec::new(),
            empty: empty(columns, readings),
            lengths: lengths(columns, readings),
        };
        this.count_pairs(readings);
        this.apart = (0..text.len()).map(|at| this.parted(at, readings.is_empty())).collect();
        if values {
            this.count_values(readings);
        }
        this
    }

    fn count_values(&mut self, readings: &[Reading]) {
        for row in readings {
            for (column, pieces) in row.cells.iter().enumerate() {
                let hashes = match pieces.as_slice() {
                    [piece] => {
                        self.stand(column, piece.start, piece.end);
                        let mut hashes = vec![self.text.hash(piece.start, piece.end)];
                        let parts = self.parts(piece.start, piece.end);
                        if parts.len() > 1 {
                            hashes.extend(parts.into_iter().map(|part| self.text.hash(part.start, part.end)));
                        }
                        hashes
                    }
                    [first, second] => {
                        self.stand(column, first.start, second.end);
                        vec![self.text.hash_of_both(first, second)]
                    }
                    _ => continue,
                };
                let shared = self.shared(column);
                let firsts = pieces.iter().take(1).flat_map(|piece| self.parts(piece.start, piece.end)).map(|part| part.start);
                let firsts: Vec<usize> =
                    firsts.filter_map(|first| self.text.words.get(first)).map(|word| word.id as usize).collect();
                if let Some(openings) = self.openings.get_mut(shared) {
                    for first in firsts {
                        openings.resize(openings.len().max(first + 1), false);
                        openings.iter_mut().nth(first).into_iter().for_each(|opens| *opens = true);
                    }
                }
                if let Some(known) = self.values.get_mut(shared) {
                    hashes.into_iter().for_each(|hash| *known.entry(hash).or_default() += 1);
                }
            }
        }
    }

    /// The first column of bodies stands for all of them: who leads one task supports another.
    fn shared(&self, column: usize) -> usize {
        let is_body = |column: &Column| column.domain == Domain::Body;
        if self.columns.get(column).is_some_and(is_body) {
            return self.columns.iter().position(is_body).unwrap_or(column);
        }
        column
    }

    /// The parts of a stretch behind semicolons.
    fn parts(&self, from: usize, to: usize) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = from;
        for at in from..to {
            if self.text.words.get(at).is_some_and(|word| word.text.ends_with(';')) || at + 1 == to {
                parts.push(start..at + 1);
                start = at + 1;
            }
        }
        parts
    }

    pub(super) fn empty(&self, column: usize) -> f32 {
        self.empty.get(column).map_or(0.0, |empty| empty.0)
    }

    /// Cost of what ends at the gap in front of a word.
    pub(super) fn gap(&self, at: usize, role: Role) -> f32 {
        let Some(word) = self.text.words.get(at) else { return 0.0 };
        let class = usize::from(word.gap);
        let of = |role: Role| self.roles.get(role as usize).and_then(|classes| classes.get(class)).copied().unwrap_or(0.0);
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
        let length = self.lengths.get(column).map_or(0.0, |length| if cut.before { length.word * (to - from) as f32 } else { length.cost(to - from) });
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
            cost += self.unbalanced(self.text.open(from, to));
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
        lines - self.follows(first.end - 1, at, 0)
    }

    /// Cost of both pieces' being one cell.
    pub(super) fn joined(&self, column: usize, first: Option<&Range<usize>>, second: &Range<usize>) -> f32 {
        let (Some(first), text) = (first, self.text) else { return 0.0 };
        let open = text.open(first.start, first.end) + text.open(second.start, second.end);
        let shared = self.shared(column);
        let own = self.is_now(column, first.start, second.end);
        let worth = if self.opens_value(shared, first.start) {
            self.worth(shared, text.hash_of_both(first, second), own, first.len() + second.len())
        } else {
            0.0
        };
        self.unbalanced(open) - worth * 0.5
    }

    /// Cost of a cell's ending where a page ends, though its row goes on.
    pub(super) fn stays(&self, column: usize, piece: Option<&Range<usize>>) -> f32 {
        let Some(piece) = piece else { return 0.0 };
        let domain = self.columns.get(column).map_or(Domain::Free, |column| column.domain);
        let text = self.text;
        self.end(domain, piece.end) + self.unbalanced(text.open(piece.start, piece.end))
            - self.repeated(column, piece.start, piece.end) * 0.5
    }

    /// 9 of 1,110 cells leave a bracket open or close one too many; of stretches cut at random a tenth do.
    fn unbalanced(&self, open: i32) -> f32 {
        if open == 0 { 0.0 } else { 2.5 }
    }

    /// Cost of a title over the whole row.
    pub(super) fn title(&self, from: usize, to: usize) -> f32 {
        let own = self.wrapped(self.columns.len(), from, to, false);
        let narrow = self.wrapped(0, from, to, false);
        let length = self.lengths.last().map_or(0.0, |length| length.cost(to - from));
        let words = |at: usize| self.words.first().and_then(|sums| sums.get(at)).copied().unwrap_or(0.0);
        let words = (words(to) - words(from)).max(0.0);
        // Titles begin with a capital: of 110 none does otherwise. Few end with a full stop.
        let begins = match self.text.words.get(from).map(|word| word.begins) {
            Some(Start::Upper) => 0.0,
            Some(Start::Lower) => 6.0,
            _ => 3.0,
        };
        let stop = to.checked_sub(1).and_then(|last| self.text.words.get(last)).is_some_and(|word| word.ends == End::Stop);
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

    /// What it is worth that other rows have the same value in this column, or the same parts.
    fn repeated(&self, column: usize, from: usize, to: usize) -> f32 {
        let shared = self.shared(column);
        let own = self.is_now(column, from, to);
        if !self.opens_value(shared, from) {
            return 0.0;
        }
        let whole = self.worth(shared, self.text.hash(from, to), own, to - from);
        if whole > 0.0 || self.columns.get(column).is_none_or(|column| column.domain != Domain::Body) || self.text.semicolons(from, to) == 0 {
            return whole;
        }
        let parts = self.parts(from, to);
        let sum = parts.iter().map(|part| self.worth(shared, self.text.hash(part.start, part.end), own, part.len()));
        // A part that no other row has makes the others' worth doubtful.
        let worths: Vec<f32> = sum.collect();
        if worths.iter().all(|&worth| worth > 0.0) { worths.iter().sum() } else { 0.0 }
    }

    /// 1 if a cell of the column begins and ends so now.
    fn is_now(&self, column: usize, from: usize, to: usize) -> u32 {
        let end = self.cells.get(column).and_then(|cells| cells.get(from)).copied();
        u32::from(end.is_some_and(|end| end as usize == to))
    }

    fn stand(&mut self, column: usize, from: usize, to: usize) {
        let cell = self.cells.get_mut(column).and_then(|cells| cells.get_mut(from));
        cell.into_iter().for_each(|end| *end = u32::try_from(to).unwrap_or(0));
    }

    /// Whether a value of the column begins with a word.
    fn opens_value(&self, shared: usize, at: usize) -> bool {
        let id = self.text.words.get(at).map_or(0, |word| word.id as usize);
        self.openings.get(shared).and_then(|openings| openings.get(id)) == Some(&true)
    }

    /// What a value is worth that other cells have, in nats: nearly one a word.
    fn worth(&self, shared: usize, hash: u64, own: u32, words: usize) -> f32 {
        /// Words behind the sixth tell nothing more.
        const MOST: usize = 6;
        let known = self.values.get(shared).and_then(|values| values.get(&hash)).copied().unwrap_or(0);

        let others = known.saturating_sub(own);
        if others == 0 { 0.0 } else { words.min(MOST) as f32 * 0.8 + (others as f32).ln() }
    }

    fn count_pairs(&mut self, readings: &[Reading]) {
        let text = self.text;
        let mut ends = vec![false; text.len() + 1];
        let pieces = readings.iter().flat_map(|row| row.cells.iter().flatten().chain(&row.title));
        for start in pieces.map(|piece| piece.start).chain(readings.iter().map(|row| row.start)) {
            ends.iter_mut().nth(start).into_iter().for_each(|end| *end = true);
        }
        self.inside = (0..text.len())
            .map(|at| {
                let (Some(word), true) = (text.words.get(at), at > 0) else { return false };
                // Before the first reading only small letters within a line are surely inside a cell.
                let inside = if readings.is_empty() {
                    word.begins == Start::Lower && !word.starts_line()
                } else {
                    ends.get(at) == Some(&false)
                };
                inside && !text.page_start(at)
            })
            .collect();
        for at in 1..text.len() {
            if let (Some(true), Some(first), Some(second)) = (self.inside.get(at), text.words.get(at - 1), text.words.get(at)) {
                self.here.add(first.id, second.id);
            }
        }
    }

    /// How much likelier the word at a place is behind another word than where a cell begins, in nats.
    fn follows(&self, before: usize, at: usize, own: u32) -> f32 {
        /// Cells that begin with a given word, among all cells.
        const BEGINS: f32 = 0.03;
        let (Some(first), Some(second)) = (self.text.words.get(before), self.text.words.get(at)) else { return 0.0 };
        let count = |map: &Pairs| {
            let pair = map.pairs.get(&(first.id, second.id)).copied().unwrap_or(0);
            (pair, map.firsts.get(&first.id).copied().unwrap_or(0))
        };
        let ((pair, all), (pair_here, all_here)) = (count(self.pairs), count(&self.here));
        let pair = (pair + pair_here).saturating_sub(own) as f32;
        let all = (all + all_here).saturating_sub(own) as f32;
        f32::ln((pair + 0.02) / (all + 1.0) / BEGINS).clamp(-1.0, 3.5)
    }

    /// Cost of a cell's beginning at a word, by the word in front of it.
    fn parted(&self, at: usize, _first: bool) -> f32 {
        let own = u32::from(self.inside.get(at) == Some(&true));
        at.checked_sub(1).map_or(0.0, |before| self.follows(before, at, own))
    }
}

/// How a cell begins, against the inside of one.
fn start(text: &Text<'_>, domain: Domain, from: usize) -> f32 {
    let Some(word) = text.words.get(from) else { return 0.0 };
    // Shares at the beginning of cells; inside, 5 of 100 words have a capital, 1 is a number, 1 a sign.
    let share = match (domain, word.begins) {
        (Domain::Free | Domain::Body, Start::Upper) => 0.97 / 0.05,
        (Domain::Free, Start::Lower) => 0.006 / 0.93,
        (Domain::Body, Start::Lower) => 0.008 / 0.93,
        (Domain::Free, Start::Digit) => 0.012 / 0.01,
        (Domain::Body, Start::Digit) => 0.002 / 0.01,
        (Domain::Free | Domain::Body, Start::Sign) => 0.01 / 0.01,
        (Domain::Time, Start::Upper) => 0.60 / 0.05,
        (Domain::Time, Start::Digit) => 0.37 / 0.01,
        (Domain::Time, _) => 0.02 / 0.93,
        (Domain::Quantity, Start::Upper) => 0.20 / 0.05,
        (Domain::Quantity, Start::Digit) => 0.75 / 0.01,
        (Domain::Quantity, Start::Sign) => 0.02 / 0.01,
        (Domain::Quantity, Start::Lower) => 0.03 / 0.93,
        (Domain::Unit, Start::Upper) => 0.15 / 0.05,
        (Domain::Unit, Start::Lower) => if word.marks.unit { 0.55 / 0.09 } else { 0.01 / 0.84 },
        (Domain::Unit, Start::Sign) => 0.28 / 0.01,
        (Domain::Unit, Start::Digit) => 0.01 / 0.01,
    };
    let body = match (domain, word.begins) {
        // 94 of 100 cells of bodies begin with a word of their names; of capitals at large 30 do.
        (Domain::Body, Start::Upper | Start::Sign) => if word.marks.begins_body { 0.94 / 0.3 } else { 0.06 / 0.7 },
        _ => 1.0,
    };
    // The first word stands among those inside, too.
    -f32::ln(share * body) - inside(domain, word.begins)
}

/// How a cell ends, against the inside of one.
fn end(text: &Text<'_>, domain: Domain, to: usize) -> f32 {
    let Some(word) = to.checked_sub(1).and_then(|last| text.words.get(last)) else { return 0.0 };
    let share = match (word.ends, domain) {
        (End::Word, _) => 0.87 / 0.79,
        (End::Stop, Domain::Free | Domain::Body) => 0.12 / 0.004,
        (End::Stop, _) => 0.01 / 0.004,
        (End::Comma, _) => 0.006 / 0.08,
        (End::Colon, _) => 0.002 / 0.004,
        // "Văn phòng Sở", "Lãnh đạo Ban": the noun ends what names a part of it.
        (End::Governing, Domain::Body) if names_part(text, to) => 0.87 / 0.79,
        (End::Governing, _) => 0.004 / 0.12,
    };
    -f32::ln(share)
}

/// Whether a stretch ends with a body's noun behind what is a part of such a body.
fn names_part(text: &Text<'_>, to: usize) -> bool {
    let word = |back: usize| to.checked_sub(back).and_then(|at| text.words.get(at)).map_or("", |word| word.text);
    ["Sở", "Bộ", "Ban", "Cục", "Hội"].contains(&word(1)) && ["phòng", "đạo", "đốc", "tra", "tịch"].contains(&word(2))
}

/// Costs of the classes of gaps for each role, counted in the reading so far.
fn roles(text: &Text<'_>, readings: &[Reading]) -> [[f32; GAP_CLASSES]; ROLES] {
    /// Weight of what is known before: so many gaps.
    const KNOWN: f32 = 6.0;
    // Shares of gaps within a line; the others are line ends.
    const WITHIN: [f32; ROLES] = [0.75, 0.15, 0.01, 0.01];
    let mut counts = [[0.0_f32; GAP_CLASSES]; ROLES];
    let mut role = vec![Role::Inside; text.len()];
    for row in readings {
        let mut mark = |at: usize, what: Role| {
            if let Some(role) = role.get_mut(at) {
                *role = what;
            }
        };
        for piece in row.cells.iter().flatten().chain(&row.title) {
            mark(piece.start, Role::Cell);
        }
        // What follows the label is neither inside nor an end.
        mark(row.start, if row.title_above { Role::Group } else { Role::Row });
    }
    let labels: Vec<usize> = readings.iter().filter(|row| row.labelled).map(|row| row.start + 1).collect();
    let mut line_ends = [0.0_f32; GAP_CLASSES];
    for (at, word) in text.words.iter().enumerate() {
        let class = usize::from(word.gap);
        if class != usize::from(WITHIN_LINE) {
            line_ends.iter_mut().nth(class).into_iter().for_each(|count| *count += 1.0);
        }
        if labels.binary_search(&at).is_ok() || text.page_start(at) {
            continue;
        }
        let role = if readings.is_empty() { None } else { role.get(at).copied() };
        if let Some(count) = role.and_then(|role| counts.get_mut(role as usize)).and_then(|counts| counts.get_mut(class)) {
            *count += 1.0;
        }
    }
    let all: f32 = line_ends.iter().sum::<f32>().max(1.0);
    let mut costs = [[0.0; GAP_CLASSES]; ROLES];
    for (role, (counts, costs)) in counts.iter().zip(&mut costs).enumerate() {
        let sum: f32 = counts.iter().sum::<f32>() + KNOWN;
        let within = WITHIN.get(role).copied().unwrap_or(0.5);
        for (class, (count, cost)) in counts.iter().zip(costs.iter_mut()).enumerate() {
            let line_ends = line_ends.get(class).copied().unwrap_or(0.0);
            let known = if class == 0 { within } else { (1.0 - within) * (line_ends + 0.5) / (all + 9.0) };
            *cost = -f32::ln((count + KNOWN * known) / sum);
        }
    }
    costs
}

/// Lengths of cells and titles, by the reading so far.
fn lengths(columns: &[Column], readings: &[Reading]) -> Vec<Length> {
    /// Cells that what is known before weighs as much as.
    const KNOWN: f32 = 10.0;
    let mean = |known: f32, pieces: &mut dyn Iterator<Item = usize>| {
        let (sum, count) = pieces.fold((known * KNOWN, KNOWN), |(sum, count), words| (sum + words as f32, count + 1.0));
        Length::of(sum / count)
    };
    let column = |(at, column): (usize, &Column)| {
        let known = match column.domain {
            Domain::Free => 20.0,
            Domain::Body => 6.0,
            Domain::Time => 2.1,
            Domain::Quantity => 1.7,
            Domain::Unit => 1.3,
        };
        let cells = readings.iter().filter_map(|row| row.cells.get(at).filter(|cell| !cell.is_empty()));
        mean(known, &mut cells.map(|cell| cell.iter().map(ExactSizeIterator::len).sum()))
    };
    let titles = mean(9.0, &mut readings.iter().filter_map(|row| row.title.as_ref()).map(ExactSizeIterator::len));
    columns.iter().enumerate().map(column).chain([titles]).collect()
}

/// Cost of an empty cell and of a filled one, by the reading so far.
fn empty(columns: &[Column], readings: &[Reading]) -> Vec<(f32, f32)> {
    use kehoach_model::Field;
    let rows: Vec<&Reading> = readings.iter().filter(|row| row.is_item()).collect();
    let cost = |(at, column): (usize, &Column)| {
        // 15 of 1,110 cells of names, bodies, targets and deadlines are empty; notes mostly are.
        // Shares of empty cells; a row is what it names.
        let known = match column.field {
            Field::Name => return (5.5, 0.0),
            Field::Lead | Field::Target => 0.01,
            Field::Unit | Field::Deadline => 0.03,
            Field::Note | Field::Budget => 0.6,
            _ => 0.05,
        };
        let count = rows.iter().filter(|row| row.cells.get(at).is_none_or(Vec::is_empty)).count();
        let share = (count as f32 + known * 10.0) / (rows.len() as f32 + 10.0);
        (-f32::ln(share), -f32::ln(1.0 - share.min(0.99)))
    };
    columns.iter().enumerate().map(cost).collect()
}

/// Sums of the costs of words in each column: how much likelier a word is in the table at large than in the cells of
/// the column, those of its own row left out.
fn word_costs(text: &Text<'_>, columns: &[Column], readings: &[Reading]) -> Vec<Vec<f32>> {
    /// Share of what a word of a name says that another has not said before it.
    const GOES_ON: f32 = 0.3;
    let words = text.words.iter().map(|word| word.id as usize + 1).max().unwrap_or(0);
    let mut all = vec![0.0_f32; words];
    for word in &text.words {
        all.iter_mut().nth(word.id as usize).into_iter().for_each(|count| *count += 1.0);
    }
    let table = Counts { counts: all, sum: text.len().max(1) as f32, kinds: 0.0 };
    let costs = |(at, column): (usize, &Column)| {
        let mut counts = Counts { counts: vec![0.0; words], sum: 0.0, kinds: 0.0 };
        let cell = |row: &Reading| row.cells.get(at).cloned().unwrap_or_default();
        readings.iter().for_each(|row| counts.count(text, &cell(row), 1.0));
        let mut sums = Vec::with_capacity(text.len() + 1);
        let (mut cost, mut before) = (0.0, 0.0);
        sums.push(0.0);
        let ends = readings.iter().skip(1).map(|row| row.start).chain([text.len()]);
        let mut rows = readings.iter().zip(ends);
        let mut row = rows.next();
        if let Some((row, _)) = row {
            counts.count(text, &cell(row), -1.0);
        }
        for (position, word) in text.words.iter().enumerate() {
            while let Some((last, end)) = row
                && position >= end
            {
                counts.count(text, &cell(last), 1.0);
                row = rows.next();
                if let Some((row, _)) = row {
                    counts.count(text, &cell(row), -1.0);
                }
            }
            // "Tháng 5": a number behind a word of time is time.
            let mut marks = word.marks;
            let timed = position.checked_sub(1).and_then(|at| text.words.get(at)).is_some_and(|word| word.marks.time);
            marks.count &= !timed;
            let own = inside(column.domain, word.begins)
                - counts.likelier(&table, word.id as usize, word_cost(column.domain, marks));
            // Sentences name bodies too: what begins like a name goes on like one anywhere.
            let named = column.domain == Domain::Body && own < 0.0 && before < 0.0;
            cost += if named { own * GOES_ON } else { own };
            before = own;
            sums.push(cost);
        }
        sums
    };
    columns.iter().enumerate().map(costs).collect()
}

/// Words counted.
struct Counts {
    counts: Vec<f32>,
    sum: f32,
    /// Different words.
    kinds: f32,
}

impl Counts {
    fn count(&mut self, text: &Text<'_>, pieces: &[Range<usize>], by: f32) {
        for word in pieces.iter().flat_map(|piece| text.words.get(piece.clone()).unwrap_or_default()) {
            let Some(count) = self.counts.get_mut(word.id as usize) else { continue };
            let before = *count;
            *count += by;
            self.sum += by;
            if before == 0.0 || *count == 0.0 {
                self.kinds += by;
            }
        }
    }

    /// Logarithm of how much likelier a word is here than in the table. A new word is as likely as new words are here
    /// (Witten and Bell), and then as the domain says.
    fn likelier(&self, table: &Self, id: usize, domain: f32) -> f32 {
        /// New words that are known before.
        const KNOWN: f32 = 30.0;
        /// Words of one cell are not independent of each other: half of what each says counts, and no word
        /// alone decides.
        const HALF: f32 = 0.5;
        const MOST: f32 = 2.0;
        let share = table.counts.get(id).copied().unwrap_or(1.0) / table.sum;
        let known = f32::exp(-domain) * share;
        let new = self.kinds + KNOWN;
        let own = (self.counts.get(id).copied().unwrap_or(0.0) + new * known) / (self.sum + new);
        (f32::ln(own / share) * HALF).clamp(-MOST, MOST)
    }
}

/// How a word begins inside a cell of a domain, against the inside of cells at large: names of bodies have a capital in
/// every fifth word.
fn inside(domain: Domain, begins: Start) -> f32 {
    match (domain, begins) {
        (Domain::Body, Start::Upper) => -f32::ln(0.20 / 0.05),
        (Domain::Body, Start::Lower) => -f32::ln(0.78 / 0.93),
        _ => 0.0,
    }
}

/// How much less at home a word is in a domain than in the table at large, before anything is read.
fn word_cost(domain: Domain, marks: super::words::Marks) -> f32 {
    match domain {
        Domain::Free => if marks.year { 0.7 } else { 0.0 },
        Domain::Body => if marks.number { 2.0 } else if marks.body { -1.1 } else { 0.7 },
        Domain::Time => if marks.year { -3.0 } else if marks.time { -1.8 } else if marks.count { 2.5 } else if marks.number { 0.0 } else { 2.5 },
        Domain::Unit => if marks.unit { -3.0 } else { 2.5 },
        Domain::Quantity => if marks.year { 0.0 } else if marks.number { -4.0 } else if marks.target { -1.6 } else { 1.5 },
    }
}
