//! The best reading of a flattened table: which labels open rows, and which words are which cell.
//!
//! Two searches, one in the other. Between two labels, a row is a path through the words from column to column
//! ([`Stretch`]); over the whole table, the cheapest chain of labels wins ([`read`]), each paying for its row and for
//! how well its number follows the one before.

use std::ops::Range;

use super::anchor::{Label, Path};
use super::evidence::{Cut, Evidence};
use super::gaps::Role;
use super::head::{Column, Domain};
use super::text::Text;
use super::words::Start;
use super::{Anchor, Reading};

/// Words that a label's search looks ahead: the longest row seen has 310.
const REACH: usize = 400;
/// Labels that a search looks at where none plainly follows: targets that are numbers stand between two of them.
const MOST_LABELS: usize = 24;
/// Cells that are weighed in one reading of a table before it is given up: a table of 1,000 rows takes a million.
const MOST_WORK: usize = 20_000_000;
/// States that cost so much more than the best of their place are given up, in nats.
const BEAM: f32 = 18.0;
/// What a title without a label costs: one row in 25 is one.
const BARE_TITLE: f32 = 3.2;
/// What a row without a label costs: one in 150.
const BARE_ROW: f32 = 5.0;
/// What it costs that a page's end splits the row that stands there: every third.
const SPLIT: f32 = 1.1;

/// The cheapest chain of rows.
#[derive(Debug)]
pub(super) struct Found {
    /// The links of the chain: 0 is the head, n the anchor n - 1, the last the end of the table.
    chain: Vec<usize>,
    /// The rows behind each link but the last.
    rows: Vec<Vec<Reading>>,
    /// What it costs a word, in nats.
    cost: f32,
    /// Links whose rows were read otherwise when they were read last.
    changed: Vec<bool>,
}

impl Found {
    /// What the reading gains a word over text without cells, in nats.
    pub(super) fn gain(&self) -> f32 {
        -self.cost
    }

    /// All rows in order.
    pub(super) fn rows(&self) -> Vec<Reading> {
        let mut rows: Vec<Reading> = self.rows.iter().flatten().cloned().collect();
        let mut above = false;
        for row in &mut rows {
            row.title_above = std::mem::replace(&mut above, row.title.is_some());
        }
        rows
    }

    /// Whether these rows stand in it.
    fn has(&self, rows: &[Reading]) -> bool {
        let Some(first) = rows.first() else { return true };
        self.rows.iter().any(|known| {
            known.len() == rows.len()
                && known.first().is_some_and(|known| known.start == first.start)
                && known.iter().zip(rows).all(|(one, other)| one.reads_as(other))
        })
    }

    /// Whether reading again would hardly change anything.
    pub(super) fn is_settled(&self) -> bool {
        !self.changed.contains(&true)
    }

    /// Reads again, with new evidence, behind the links whose rows changed last; with `weigh` behind all, telling for each row
    /// how much dearer the next best reading between its label and the next is.
    pub(super) fn again(
        &mut self,
        text: &Text<'_>,
        columns: &[Column],
        evidence: &Evidence<'_, '_>,
        anchors: &[Anchor],
        weigh: bool,
    ) {
        let mut stretch = Stretch::new(text, columns, evidence);
        stretch.recording = weigh;
        let links = self.chain.windows(2).zip(&mut self.rows).zip(&mut self.changed);
        for ((pair, rows), changed) in links.filter(|(_, changed)| weigh || **changed) {
            let [from, to] = pair else { continue };
            let anchor = from.checked_sub(1).and_then(|at| anchors.get(at));
            let reach = anchors.get(to - 1).map_or(text.len(), |next| next.word);
            stretch.search(anchor, reach);
            let mut read = stretch.rows(reach);
            *changed =
                read.len() != rows.len() || read.iter().zip(&*rows).any(|(one, other)| !one.reads_as(other));
            if weigh && let Ok(place) = stretch.places.binary_search(&reach) {
                let goal = (place, stretch.done());
                let steps = stretch.path_to(goal);
                stretch.weigh(&mut read, goal, &steps);
            }
            *rows = read;
        }
    }
}

/// Finds the cheapest chain of rows, or nothing where that would take too long; `before` is the one before, to tell what has changed.
pub(super) fn read(
    text: &Text<'_>,
    columns: &[Column],
    evidence: &Evidence<'_, '_>,
    anchors: &[Anchor],
    before: Option<&Found>,
) -> Option<Found> {
    let mut best: Vec<Option<Link>> = Vec::new();
    best.resize_with(anchors.len() + 2, || None);
    let end = anchors.len() + 1;
    if let Some(first) = best.first_mut() {
        *first = Some(Link { cost: 0.0, from: 0, path: Path::default(), rows: Vec::new() });
    }
    let mut stretch = Stretch::new(text, columns, evidence);
    for at in 0..=anchors.len() {
        let Some((cost, path)) =
            best.get(at).and_then(Option::as_ref).map(|link| (link.cost, link.path.clone()))
        else {
            continue;
        };
        let behind = anchors.get(at..).unwrap_or_default();
        let anchor = at.checked_sub(1).and_then(|at| anchors.get(at));
        let reach = reach(text, anchor, behind, &path);
        stretch.search(anchor, reach);
        if stretch.work > MOST_WORK {
            return None;
        }
        let mut offer = |to: usize, word: usize, cost: f32, path: Path| {
            let Some(known) = best.get_mut(to) else { return };
            if known.as_ref().is_none_or(|known| cost < known.cost) {
                *known = Some(Link { cost, from: at, path, rows: stretch.rows(word) });
            }
        };
        for (offset, next) in behind.iter().enumerate().take_while(|(_, next)| next.word <= reach) {
            let Some(row) = stretch.closed_at(next.word, Some(&next.label)) else { continue };
            let (step, path) = path.step(&next.label);
            offer(at + 1 + offset, next.word, cost + row + step + next.cost, path);
        }
        if reach == text.len()
            && let Some(row) = stretch.closed_at(reach, None)
        {
            offer(end, reach, cost + row, path);
        }
    }
    let mut chain = vec![end];
    while let Some(link) = chain.last().filter(|&&at| at > 0).and_then(|&at| best.get(at)?.as_ref()) {
        chain.push(link.from);
    }
    chain.reverse();
    let rows: Vec<Vec<Reading>> = chain
        .iter()
        .skip(1)
        .map(|&at| {
            best.get_mut(at)
                .and_then(Option::as_mut)
                .map(|link| std::mem::take(&mut link.rows))
                .unwrap_or_default()
        })
        .collect();
    let cost = best.last().and_then(Option::as_ref).map_or(0.0, |link| link.cost);
    let changed = rows.iter().map(|rows| !before.is_some_and(|before| before.has(rows))).collect();
    Some(Found { chain, rows, cost: cost / text.len().max(1) as f32, changed })
}

/// A chain's end so far.
#[derive(Debug)]
struct Link {
    cost: f32,
    from: usize,
    path: Path,
    /// The rows between the link before and this one.
    rows: Vec<Reading>,
}

/// How far a search from an anchor looks: to the first label that plainly follows, or to the last of several that are
/// alike ("4" as a target in front of "4" as an ordinal).
fn reach(text: &Text<'_>, anchor: Option<&Anchor>, behind: &[Anchor], path: &Path) -> usize {
    let start = anchor.map_or(0, |anchor| anchor.word);
    let far = start + REACH;
    let mut plain: Option<(usize, &Label)> = None;
    for (count, next) in behind.iter().enumerate() {
        if next.word > far && count > 0 {
            break;
        }
        let begins = text.words.get(next.word + 1).is_some_and(|word| word.begins != Start::Lower);
        match plain {
            None if begins && path.step(&next.label).0 < 1.0 => plain = Some((next.word, &next.label)),
            Some((_, label)) if begins && *label == next.label => plain = Some((next.word, label)),
            // What follows the one that follows: behind it there is no other choice.
            Some((_, label)) if begins && path.step(label).1.step(&next.label).0 < 1.0 => break,
            _ => {}
        }
    }
    if let Some((word, _)) = plain {
        return word;
    }
    if behind.len() > MOST_LABELS
        && let Some(last) = behind.get(MOST_LABELS).filter(|last| last.word <= far)
    {
        return last.word;
    }
    let last = behind.iter().take_while(|next| next.word <= far).last().or(behind.first());
    match last {
        Some(last) if behind.last().is_some_and(|end| end.word > far) => last.word.max(far).min(text.len()),
        _ => text.len(),
    }
}

/// How a state was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Start,
    /// A cell of a column (from 0).
    Cell(usize),
    Title,
    /// The row ends.
    Close,
    /// The next row has no label.
    Open,
    /// A page ends inside the row.
    Turn,
}

#[derive(Debug, Clone, Copy)]
struct State {
    cost: f32,
    /// Position and state before.
    from: (usize, usize),
    step: Step,
}

const NOWHERE: State = State { cost: f32::INFINITY, from: (0, 0), step: Step::Start };

/// Search for the rows between a label and some place behind it.
///
/// States at each position, for C columns: in each layer 0..=C, the last column that is filled; then one for "the row is
/// complete". Layer 0 is a row on one page, layer 1 a row up to a page's end; behind the page's end there is a layer for
/// each column that can be the last one above it, each with the best reading above that ends so.
struct Stretch<'s, 't, 'a> {
    text: &'t Text<'a>,
    columns: &'t [Column],
    evidence: &'s Evidence<'t, 'a>,
    label: Option<Label>,
    labelled: bool,
    start: usize,
    /// Words at which a cell may begin or end.
    places: Vec<usize>,
    states: Vec<State>,
    /// For each layer behind a page's end, the pieces above it.
    above: Vec<Vec<Option<Range<usize>>>>,
    edges: Vec<Edge>,
    recording: bool,
    /// Cells weighed.
    work: usize,
}

#[derive(Debug, Clone, Copy)]
struct Edge {
    from: (usize, usize),
    to: (usize, usize),
    cost: f32,
    step: Step,
}

impl<'s, 't, 'a> Stretch<'s, 't, 'a> {
    fn new(text: &'t Text<'a>, columns: &'t [Column], evidence: &'s Evidence<'t, 'a>) -> Self {
        Self {
            text,
            columns,
            evidence,
            label: None,
            labelled: false,
            start: 0,
            places: Vec::new(),
            states: Vec::new(),
            above: Vec::new(),
            edges: Vec::new(),
            recording: false,
            work: 0,
        }
    }

    fn width(&self) -> usize {
        self.done() + 1
    }

    fn done(&self) -> usize {
        self.layers() * (self.columns.len() + 1)
    }

    fn layers(&self) -> usize {
        2 + self.columns.len()
    }

    fn in_layer(&self, layer: usize, filled: usize) -> usize {
        layer * (self.columns.len() + 1) + filled
    }

    fn state(&self, place: usize, state: usize) -> State {
        self.states.get(place * self.width() + state).copied().unwrap_or(NOWHERE)
    }

    fn relax(&mut self, from: (usize, usize), to: (usize, usize), cost: f32, step: Step) {
        let base = self.state(from.0, from.1).cost;
        if !base.is_finite() || !cost.is_finite() {
            return;
        }
        if self.recording {
            self.edges.push(Edge { from, to, cost, step });
        }
        let at = to.0 * self.width() + to.1;
        if let Some(known) = self.states.get_mut(at)
            && base + cost < known.cost
        {
            *known = State { cost: base + cost, from, step };
        }
    }

    /// Searches from a label (or the head) up to a word.
    fn search(&mut self, anchor: Option<&Anchor>, reach: usize) {
        self.label = anchor.map(|anchor| anchor.label.clone());
        self.labelled = anchor.is_some();
        self.start = anchor.map_or(0, |anchor| anchor.word);
        let first = self.start + usize::from(self.labelled);
        self.find_places(first, reach);
        self.states.clear();
        self.states.resize(self.places.len() * self.width(), NOWHERE);
        self.edges.clear();
        self.above.clear();
        let start = if self.labelled { self.in_layer(0, 0) } else { self.done() };
        if let Some(state) = self.states.get_mut(start) {
            state.cost = 0.0;
        }
        let turns = self.places.iter().skip(1).any(|&place| self.text.page_start(place));
        if self.labelled && turns {
            self.relax((0, start), (0, self.in_layer(1, 0)), SPLIT, Step::Start);
        }
        for place in 0..self.places.len() {
            self.leave(place);
        }
    }

    fn find_places(&mut self, first: usize, reach: usize) {
        self.places.clear();
        self.places.push(first);
        let text = self.text;
        let has_units = self.columns.iter().any(|column| column.domain == Domain::Unit);
        self.places.extend((first + 1..reach).filter(|&at| {
            let (Some(word), Some(before)) = (text.words.get(at), text.words.get(at - 1)) else {
                return false;
            };
            // Inside a line a cell begins with a capital, a number or a sign, or is a unit or right behind a number.
            let unit = word.marks.unit && has_units;
            text.starts_line(at) || word.begins != Start::Lower || before.marks.number || unit
        }));
        if reach > first {
            self.places.push(reach);
        }
    }

    /// All ways on from a position.
    fn leave(&mut self, place: usize) {
        let Some(&word) = self.places.get(place) else { return };
        let columns = self.columns.len();
        let line = self.text.starts_line(word);
        if line && place > 0 {
            self.close(place, word);
        }
        if self.text.page_start(word) && place > 0 {
            self.turn(place);
        }
        let layers = if self.above.is_empty() { 2 } else { self.layers() };
        let active = (0..layers * (columns + 1)).chain([self.done()]);
        let lowest = active.map(|state| self.state(place, state).cost).fold(f32::INFINITY, f32::min);
        if !lowest.is_finite() {
            return;
        }
        let done = (place, self.done());
        if self.state(place, self.done()).cost < lowest + BEAM && line {
            self.titles(place, word, done, BARE_TITLE);
            if word < self.text.len() {
                self.relax(done, (place, self.in_layer(0, 0)), BARE_ROW, Step::Open);
            }
        }
        if place == 0 && self.labelled {
            let prior = if self.label.as_ref().is_some_and(Label::is_group_mark) { 0.05 } else { 3.5 };
            self.titles(place, word, (0, self.in_layer(0, 0)), prior);
        }
        for layer in 0..layers {
            if (0..=columns)
                .all(|filled| self.state(place, self.in_layer(layer, filled)).cost > lowest + BEAM)
            {
                continue;
            }
            for column in 0..columns {
                self.cells(place, word, layer, column, lowest + BEAM);
            }
        }
    }

    /// A page ends here inside the row.
    fn turn(&mut self, place: usize) {
        let columns = self.columns.len();
        if self.above.is_empty() {
            for filled in 1..=columns {
                let pieces = self.pieces(place, self.in_layer(1, filled));
                self.above.push(pieces);
                self.relax(
                    (place, self.in_layer(1, filled)),
                    (place, self.in_layer(1 + filled, 0)),
                    0.0,
                    Step::Turn,
                );
            }
        } else {
            // A row over three pages: what stands above the second page's end is not looked at again.
            for layer in 2..self.layers() {
                for filled in 1..=columns {
                    self.relax(
                        (place, self.in_layer(layer, filled)),
                        (place, self.in_layer(layer, 0)),
                        1.0,
                        Step::Turn,
                    );
                }
            }
        }
    }

    /// The cells on the best path to a state.
    fn pieces(&self, place: usize, state: usize) -> Vec<Option<Range<usize>>> {
        let mut pieces = vec![None; self.columns.len()];
        let mut at = (place, state);
        while let State { step: Step::Cell(column), from, cost } = self.state(at.0, at.1) {
            if !cost.is_finite() {
                break;
            }
            let word = |place: usize| self.places.get(place).copied().unwrap_or(0);
            if let Some(piece) = pieces.get_mut(column) {
                *piece = Some(word(from.0)..word(at.0));
            }
            at = from;
        }
        pieces
    }

    fn piece_above(&self, layer: usize, column: usize) -> Option<&Range<usize>> {
        self.above.get(layer.checked_sub(2)?)?.get(column)?.as_ref()
    }

    /// Ends the row in front of a word.
    fn close(&mut self, place: usize, word: usize) {
        let gap = self.evidence.gap(word, Role::Row);
        let columns = self.columns.len();
        let item = if self.label.as_ref().is_some_and(Label::is_group_mark) { 4.6 } else { 0.05 };
        let layers = if self.above.is_empty() { 1 } else { self.layers() };
        for layer in (0..layers).filter(|&layer| layer != 1) {
            let mut empty = 0.0;
            for filled in (1..=columns).rev() {
                self.relax(
                    (place, self.in_layer(layer, filled)),
                    (place, self.done()),
                    gap + empty + item,
                    Step::Close,
                );
                empty += self.skipped(layer, filled - 1);
            }
        }
    }

    /// Cost of leaving a column out.
    fn skipped(&self, layer: usize, column: usize) -> f32 {
        match layer {
            0 | 1 => self.evidence.empty(column),
            _ => self.evidence.stays(column, self.piece_above(layer, column)),
        }
    }

    /// Titles that begin here.
    fn titles(&mut self, place: usize, word: usize, from: (usize, usize), prior: f32) {
        /// Longest title in words.
        const LONGEST: usize = 160;
        let last = self.places.len() - 1;
        for to in place + 1..=last {
            let Some(&end) = self.places.get(to) else { break };
            if end > word + LONGEST && to != last {
                continue;
            }
            if self.text.starts_line(end) {
                let cost = self.evidence.title(word, end) + self.evidence.gap(end, Role::Group) + prior;
                self.relax(from, (to, self.done()), cost, Step::Title);
            }
        }
    }

    /// Cells of a column that begin here.
    fn cells(&mut self, place: usize, word: usize, layer: usize, column: usize, beam: f32) {
        let mut from = (f32::INFINITY, 0, 0.0);
        let mut empty = 0.0;
        for filled in (0..=column).rev() {
            let state = self.state(place, self.in_layer(layer, filled));
            // Only the first cell of a row, or of a page, begins where nothing of it ends.
            let gap = if filled == 0 { 0.0 } else { self.evidence.gap(word, Role::Cell) };
            if state.cost + empty + gap < from.0 {
                from = (state.cost + empty + gap, filled, empty + gap);
            }
            if filled > 0 {
                empty += self.skipped(layer, filled - 1);
            }
        }
        if from.0 > beam {
            return;
        }
        let longest = match self.columns.get(column).map(|column| column.domain) {
            Some(Domain::Free) => 200,
            Some(Domain::Body) => 70,
            _ => 24,
        };
        let cut = Cut { before: layer >= 2, behind: layer == 1 };
        let goes_on = if cut.before {
            self.evidence.goes_on(column, self.piece_above(layer, column), word)
        } else {
            0.0
        };
        for to in place + 1..self.places.len() {
            let Some(&end) = self.places.get(to) else { break };
            if end > word + longest {
                break;
            }
            self.work += 1;
            let mut cost = self.evidence.cell(column, word, end, cut);
            if cut.before {
                cost += goes_on + self.evidence.joined(column, self.piece_above(layer, column), &(word..end));
            }
            // No later end makes up for so much.
            if cost > 2.0 * BEAM {
                break;
            }
            let source = (place, self.in_layer(layer, from.1));
            self.relax(source, (to, self.in_layer(layer, column + 1)), cost + from.2, Step::Cell(column));
            if self.text.page_start(end) {
                break;
            }
        }
    }

    /// Cost of all rows up to a label, or to the end.
    fn closed_at(&self, word: usize, next: Option<&Label>) -> Option<f32> {
        let place = self.places.binary_search(&word).ok()?;
        let state = self.state(place, self.done());
        let own = self.label.as_ref();
        // "2" above "2.1" gathers: what looked dear for a title is what is expected, and the other way round.
        let parent = own.zip(next).is_some_and(|(own, next)| next.is_child_of(own));
        let gathered = state.step == Step::Title && state.from.0 == 0;
        let correction = match (parent, gathered) {
            (true, true) => -3.4,
            (true, false) => 2.0,
            _ => 0.0,
        };
        state.cost.is_finite().then_some(state.cost + correction)
    }

    /// The rows of the best path up to a word.
    fn rows(&self, word: usize) -> Vec<Reading> {
        let Ok(place) = self.places.binary_search(&word) else { return Vec::new() };
        self.readings(&self.path_to((place, self.done())))
    }

    /// Tells for each row how much dearer the next best reading is, and what it reads otherwise.
    fn weigh(&self, rows: &mut [Reading], goal: (usize, usize), steps: &[(Step, usize, usize)]) {
        let width = self.width();
        let mut behind = vec![f32::INFINITY; self.states.len()];
        let index = |state: (usize, usize)| state.0 * width + state.1;
        if let Some(end) = behind.get_mut(index(goal)) {
            *end = 0.0;
        }
        for edge in self.edges.iter().rev() {
            let rest = behind.get(index(edge.to)).copied().unwrap_or(f32::INFINITY) + edge.cost;
            if let Some(known) = behind.get_mut(index(edge.from)) {
                *known = known.min(rest);
            }
        }
        let best = self.state(goal.0, goal.1).cost;
        let word = |place: usize| self.places.get(place).copied().unwrap_or(self.text.len());
        let mut next: Vec<Option<&Edge>> = vec![None; rows.len()];
        for edge in &self.edges {
            let tells = matches!(edge.step, Step::Cell(_) | Step::Title | Step::Open);
            if !tells || steps.contains(&(edge.step, edge.from.0, edge.to.0)) {
                continue;
            }
            let rest = behind.get(index(edge.to)).copied().unwrap_or(f32::INFINITY);
            let margin = self.state(edge.from.0, edge.from.1).cost + edge.cost + rest - best;
            let (from, to) = (word(edge.from.0), word(edge.to.0));
            for (row, next) in rows.iter_mut().zip(&mut next) {
                if from < row.end && to > row.start && margin < row.margin {
                    row.margin = margin;
                    *next = Some(edge);
                }
            }
        }
        for (row, edge) in rows.iter_mut().zip(next).filter(|(row, _)| row.is_doubtful()) {
            let path = edge.map(|edge| self.path_over(edge, goal, &behind)).unwrap_or_default();
            let others = self.readings(&path);
            row.otherwise =
                others.into_iter().find(|other| other.start < row.end && other.end > row.start).map(Box::new);
        }
    }

    /// The best path that takes an edge.
    fn path_over(&self, edge: &Edge, goal: (usize, usize), behind: &[f32]) -> Vec<(Step, usize, usize)> {
        let mut steps = self.path_to(edge.from);
        steps.push((edge.step, edge.from.0, edge.to.0));
        let rest = |state: (usize, usize)| {
            behind.get(state.0 * self.width() + state.1).copied().unwrap_or(f32::INFINITY)
        };
        let mut at = edge.to;
        // Edges stand in the order of the states that they leave.
        for edge in &self.edges {
            if edge.from == at && at != goal && (rest(edge.to) + edge.cost - rest(at)).abs() < 1e-3 {
                steps.push((edge.step, edge.from.0, edge.to.0));
                at = edge.to;
            }
        }
        steps
    }

    /// The steps of the best path to a state.
    fn path_to(&self, state: (usize, usize)) -> Vec<(Step, usize, usize)> {
        let mut at = state;
        let mut steps = Vec::new();
        while !(at.0 == 0 && self.is_first(at.1)) {
            let state = self.state(at.0, at.1);
            if !state.cost.is_finite() || state.from == at {
                break;
            }
            steps.push((state.step, state.from.0, at.0));
            at = state.from;
        }
        steps.reverse();
        steps
    }

    fn is_first(&self, state: usize) -> bool {
        state == if self.labelled { self.in_layer(0, 0) } else { self.done() }
    }

    fn readings(&self, steps: &[(Step, usize, usize)]) -> Vec<Reading> {
        let word = |place: usize| self.places.get(place).copied().unwrap_or(self.text.len());
        let mut rows: Vec<Reading> = Vec::new();
        let fresh = |start: usize, labelled: bool| Reading {
            start,
            labelled,
            cells: vec![Vec::new(); self.columns.len()],
            margin: f32::INFINITY,
            ..Reading::default()
        };
        let mut open = self.labelled.then(|| fresh(self.start, true));
        for &(step, from, to) in steps {
            let (from, to) = (word(from), word(to));
            match step {
                Step::Cell(column) => {
                    let row = open.get_or_insert_with(|| fresh(from, false));
                    if let Some(cell) = row.cells.get_mut(column) {
                        cell.push(Range { start: from, end: to });
                    }
                }
                Step::Title => {
                    let mut row = open.take().unwrap_or_else(|| fresh(from, false));
                    row.title = Some(from..to);
                    rows.push(row);
                }
                Step::Close => rows.extend(open.take()),
                Step::Open | Step::Start | Step::Turn => {}
            }
        }
        rows.extend(open);
        let ends: Vec<usize> = rows
            .iter()
            .skip(1)
            .map(|row| row.start)
            .chain([steps.last().map_or(self.start, |step| word(step.2))])
            .collect();
        for (row, end) in rows.iter_mut().zip(ends) {
            row.end = end;
            row.split = row.cells.iter().find_map(|pieces| pieces.get(1)).cloned();
        }
        rows
    }
}
