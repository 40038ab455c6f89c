//! Flattened tables: cells of a row run together, borders lost.
//!
//! The head tells the columns; labels in order open the rows; within a row the words are dealt out to the columns by
//! the least cost over all evidence (see [`evidence`]), which is learned anew from each reading until it no
//! longer changes.

mod anchor;
mod counts;
mod evidence;
mod findings;
mod gaps;
mod head;
mod known;
mod lines;
mod pairs;
mod search;
mod text;
mod values;
mod visual;
mod words;

use std::ops::Range;

use kehoach_document::{Cell, Furniture, FurnitureKind, Passage, Slot, Table};

use kehoach_model::Finding;

use crate::lines::Line;
use evidence::Evidence;
use head::Head;
use pairs::Pairs;
use text::Text;
use words::{Vocabulary, Word};

/// A word that may open a row.
#[derive(Debug, Clone)]
struct Anchor {
    word: usize,
    label: anchor::Label,
    /// Cost of such a word's being a label, against being a word like any other.
    cost: f32,
}

/// One row of a reading.
#[derive(Debug, Clone, Default, PartialEq)]
struct Reading {
    /// Its first word.
    start: usize,
    /// The first word is a label.
    labelled: bool,
    /// The label, where it does not stand first.
    ordinal: Option<Range<usize>>,
    /// What stands behind a page's end that splits the row.
    split: Option<Range<usize>>,
    /// The title of a group.
    title: Option<Range<usize>>,
    /// Words of each column behind TT, a piece for each page.
    cells: Vec<Vec<Range<usize>>>,
    /// The row above is a title.
    title_above: bool,
    /// The word behind its last.
    end: usize,
    /// How much dearer the next best reading is, in nats.
    margin: f32,
    /// The next best reading, where it is nearly as good.
    otherwise: Option<Box<Reading>>,
}

/// Below this margin a reading is doubtful, in nats.
const DOUBT: f32 = 5.0;
/// The same for rows that a page's end splits: what stands above it is judged before what stands below.
const DOUBT_SPLIT: f32 = 7.0;

/// What a table's reading gains a word over text without cells, in nats, at least. Measured: tables whose cells stand one
/// behind the other gain 0.30 to 1.7; those whose cells' lines are mixed -0.3 to 0.3, the more the shorter their cells.
const LEAST_GAIN: f32 = 0.12;
/// Below this gain all rows are doubtful.
const SURE_GAIN: f32 = 0.28;

impl Reading {
    fn reads_as(&self, other: &Self) -> bool {
        self.start == other.start && self.title == other.title && self.cells == other.cells
    }

    fn is_doubtful(&self) -> bool {
        self.margin < if self.split.is_some() { DOUBT_SPLIT } else { DOUBT }
    }

    fn is_item(&self) -> bool {
        self.title.is_none()
    }
}

/// A flattened table read.
pub(crate) struct Flattened {
    pub(crate) table: Table,
    pub(crate) findings: Vec<Finding>,
    pub(crate) furniture: Vec<Furniture>,
}

/// What the document's own text says to its flattened tables.
pub(crate) struct Reader {
    vocabulary: Vocabulary,
    pairs: Pairs,
    /// Whether values that stand in other rows count; without, a table of unlike rows is read.
    values: bool,
}

impl Reader {
    /// Remembers which words follow which in lines outside tables.
    pub(crate) fn new(lines: &[Line<'_>]) -> Self {
        let mut this = Self { vocabulary: Vocabulary::default(), pairs: Pairs::default(), values: true };
        let words = words::of_lines(lines, &mut this.vocabulary);
        for pair in words.windows(2) {
            if let [first, second] = pair
                && (!second.starts_line() || second.begins == words::Start::Lower)
            {
                this.pairs.add(first.id, second.id);
            }
        }
        this
    }

    /// Reads a region; `None` where no head or no rows can be told.
    pub(crate) fn read(&mut self, lines: &[Line<'_>]) -> Option<Flattened> {
        /// Readings of the whole table: the first knows only what holds for all plans.
        const WHOLE_ROUNDS: usize = 2;
        /// Readings after them of what still changes.
        const ROUNDS: usize = 4;
        let all = words::of_lines(lines, &mut self.vocabulary);
        let apart = visual::keeps_columns(lines).then(|| visual::head(lines, &all)).flatten();
        let keeps_columns = apart.is_some();
        let head = apart.or_else(|| Head::read(&all))?;
        let (body, page_starts, heads) = body(lines, &all, &head);
        let text = Text::new(body, page_starts);
        let furniture: Vec<Furniture> = heads
            .iter()
            .map(|&at| Furniture {
                kind: FurnitureKind::RunningHead,
                passage: passage(lines, all.get(at..at + head.end).unwrap_or_default()),
            })
            .collect();
        if keeps_columns {
            let heads: Vec<usize> = std::iter::once(0).chain(heads).collect();
            if let Some(readings) = visual::read(lines, &all, &head, &heads, &text) {
                return finished(lines, &all, &head, &text, &readings, furniture);
            }
        }
        let anchors = anchors(&text);
        let learn = |rows: &[Reading]| Evidence::learn(&text, &head.columns, &self.pairs, rows, self.values);
        let mut found = search::read(&text, &head.columns, &learn(&[]), &anchors, None)?;
        for _ in 1..WHOLE_ROUNDS {
            let rows = found.rows();
            found = search::read(&text, &head.columns, &learn(&rows), &anchors, Some(&found))?;
        }
        for round in 0..=ROUNDS {
            let rows = found.rows();
            let last = round == ROUNDS || found.is_settled();
            found.again(&text, &head.columns, &learn(&rows), &anchors, last);
            if last {
                break;
            }
        }
        let mut readings = join_small_titles(&text, found.rows());
        if found.gain() < SURE_GAIN {
            for row in &mut readings {
                row.margin = 0.0;
            }
        }
        // Cells that do not stand one behind the other gain hardly anything over words without order.
        (found.gain() >= LEAST_GAIN)
            .then(|| finished(lines, &all, &head, &text, &readings, furniture))
            .flatten()
    }
}

/// A title that begins in small letters is no title but the tail of what stands above it: of a row, most likely of its
/// name, which is its longest cell. The row is doubtful.
fn join_small_titles(text: &Text<'_>, rows: Vec<Reading>) -> Vec<Reading> {
    let mut joined: Vec<Reading> = Vec::with_capacity(rows.len());
    for row in rows {
        let first = text.words.get(row.start);
        let small = !row.labelled && first.is_some_and(|word| word.begins == words::Start::Lower);
        match (joined.last_mut(), &row.title) {
            (Some(above), Some(tail)) if small => {
                match (&mut above.title, above.cells.first_mut()) {
                    (Some(title), _) => title.end = tail.end,
                    (None, Some(name)) => name.push(tail.clone()),
                    (None, None) => {}
                }
                above.end = row.end;
                above.split.get_or_insert(tail.clone());
                (above.margin, above.otherwise) = (0.0, None);
            }
            _ => joined.push(row),
        }
    }
    joined
}

fn finished(
    lines: &[Line<'_>],
    all: &[Word<'_>],
    head: &Head,
    text: &Text<'_>,
    readings: &[Reading],
    furniture: Vec<Furniture>,
) -> Option<Flattened> {
    readings.iter().any(Reading::is_item).then(|| Flattened {
        table: table(lines, all, head, text, readings),
        findings: findings::of(lines, text, readings, &furniture),
        furniture,
    })
}

/// The words of each line.
fn lines_of(words: &[Word<'_>], page_starts: &[bool]) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match lines.last_mut().filter(|_| !word.starts_line() && page_starts.get(at) != Some(&true)) {
            Some(line) => line.end = at + 1,
            None => lines.push(at..at + 1),
        }
    }
    lines
}

/// The words behind the head without its repeats, where a page begins among them, and where the repeats stand.
fn body<'a>(lines: &[Line<'_>], all: &[Word<'a>], head: &Head) -> (Vec<Word<'a>>, Vec<bool>, Vec<usize>) {
    let (mut words, mut starts, mut heads) = (Vec::with_capacity(all.len()), Vec::new(), Vec::new());
    let mut at = head.end;
    let mut page_start = false;
    let mut last_line = usize::MAX;
    while let Some(word) = all.get(at) {
        let repeated = head.repeated(all, all, at);
        if repeated > 0 {
            heads.push(at);
            page_start = true;
            at += repeated;
            continue;
        }
        let begins = word.line != last_line && lines.get(word.line).is_some_and(|line| line.page_start);
        last_line = word.line;
        starts.push(!words.is_empty() && (std::mem::take(&mut page_start) || begins));
        words.push(word.clone());
        at += 1;
    }
    (words, starts, heads)
}

fn anchors(text: &Text<'_>) -> Vec<Anchor> {
    let anchor = |(at, word): (usize, &Word<'_>)| {
        let label = anchor::label(word)?;
        // Words at a line's start inside cells that look like such a label, of 1,000.
        let like: f32 = match &label {
            anchor::Label::Number(levels) if levels.len() == 1 => 0.01,
            anchor::Label::Number(_) => 0.002,
            anchor::Label::Roman(_) | anchor::Label::Capital(_) => 0.003,
            anchor::Label::Letter(_) => 0.01,
        };
        Some(Anchor { word: at, label, cost: like.ln() })
    };
    text.words.iter().enumerate().filter_map(anchor).collect()
}

fn table(lines: &[Line<'_>], all: &[Word<'_>], head: &Head, text: &Text<'_>, readings: &[Reading]) -> Table {
    let cell = |words: &[Word<'_>]| Some(Cell::new(passage(lines, words)));
    let of_head =
        |of: &Vec<usize>| cell(&of.iter().filter_map(|&at| all.get(at).cloned()).collect::<Vec<_>>());
    let mut rows: Vec<Vec<Slot>> = Vec::with_capacity(readings.len() + 1);
    rows.push(
        std::iter::once(&head.ordinal)
            .chain(head.columns.iter().map(|column| &column.words))
            .map(of_head)
            .collect(),
    );
    let numbers = head.numbers..head.end;
    let header_rows = if numbers.is_empty() { 1 } else { 2 };
    if header_rows == 2 {
        // Numbers fewer than the columns leave TT out.
        let missing = (head.columns.len() + 1).saturating_sub(numbers.len());
        let empty = std::iter::repeat_n(0..0, missing);
        let all_numbers = empty.chain(numbers.map(|at| at..at + 1));
        let width = head.columns.len() + 1;
        let mut slots: Vec<Slot> = Vec::with_capacity(width);
        for (at, number) in all_numbers.enumerate() {
            let words = all.get(number).unwrap_or_default();
            if at < width {
                slots.push(cell(words));
            }
        }
        rows.push(slots);
    }
    for row in readings {
        let label = row.ordinal.clone().unwrap_or(row.start..row.start + usize::from(row.labelled));
        let words = |range: &Range<usize>| text.words.get(range.clone()).unwrap_or_default();
        let mut slots = vec![cell(words(&label))];
        for (at, pieces) in row.cells.iter().enumerate() {
            let title = row.title.iter().filter(|_| at == 0);
            let own: Vec<Word<'_>> =
                pieces.iter().chain(title).flat_map(|piece| words(piece).iter().cloned()).collect();
            slots.push(cell(&own));
        }
        // A title reaches over the whole row.
        if row.title.is_some() {
            let span = u32::try_from(head.columns.len()).unwrap_or(1);
            slots.truncate(2);
            if let Some(Some(cell)) = slots.get_mut(1) {
                cell.col_span = span;
            }
            slots.resize(head.columns.len() + 1, None);
        }
        rows.push(slots);
    }
    Table { header_rows, inferred: true, rows }
}

/// The text of some words, line by line.
fn passage(lines: &[Line<'_>], words: &[Word<'_>]) -> Passage {
    let runs = words.chunk_by(|one, next| one.line == next.line && next.start >= one.start);
    Passage::of_lines(runs.filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        let line = lines.get(first.line)?;
        let text = line.trimmed().get(first.start..last.start + last.text.len())?;
        Some((text, line.at()))
    }))
}
