//! What is counted in the reading so far: words of each column, lengths of its cells, how many are empty.

use std::ops::Range;

use kehoach_model::Field;

use super::Reading;
use super::head::{Column, Domain};
use super::known::{inside, word_cost};
use super::text::Text;

/// Cost of a cell's length: of its end, and of each word that it goes on. Lengths fall off geometrically.
#[derive(Debug, Clone, Copy)]
pub(super) struct Length {
    end: f32,
    /// Of each word behind the first.
    pub(super) word: f32,
}

/// Lengths of conditions: eight words on average.
pub(super) const CONDITION: Length = Length { end: 2.08, word: 0.134 };

impl Length {
    /// For cells of so many words on average.
    fn of(mean: f32) -> Self {
        let ends = 1.0 / mean.max(1.2);
        Self { end: -ends.ln(), word: -(1.0 - ends).ln() }
    }

    pub(super) fn cost(self, words: usize) -> f32 {
        self.end + self.word * words.saturating_sub(1) as f32
    }
}

/// Lengths of cells and titles, by the reading so far.
pub(super) fn lengths(columns: &[Column], readings: &[Reading]) -> Vec<Length> {
    /// Cells that what is known before weighs as much as.
    const KNOWN: f32 = 10.0;
    let mean = |known: f32, pieces: &mut dyn Iterator<Item = usize>| {
        let (sum, count) =
            pieces.fold((known * KNOWN, KNOWN), |(sum, count), words| (sum + words as f32, count + 1.0));
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
    let titles =
        mean(9.0, &mut readings.iter().filter_map(|row| row.title.as_ref()).map(ExactSizeIterator::len));
    columns.iter().enumerate().map(column).chain([titles]).collect()
}

/// Cost of an empty cell and of a filled one, by the reading so far.
pub(super) fn empty(columns: &[Column], readings: &[Reading]) -> Vec<(f32, f32)> {
    let rows: Vec<&Reading> = readings.iter().filter(|row| row.is_item()).collect();
    let cost = |(at, column): (usize, &Column)| {
        // Few cells of names, bodies, targets and deadlines are empty; notes mostly are.
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
pub(super) fn word_costs(text: &Text<'_>, columns: &[Column], readings: &[Reading]) -> Vec<Vec<f32>> {
    /// Share of what a word of a name says that another has not said before it.
    const GOES_ON: f32 = 0.3;
    let words = text.words.iter().map(|word| word.id as usize + 1).max().unwrap_or(0);
    let mut all = vec![0.0_f32; words];
    for word in &text.words {
        if let Some(count) = all.get_mut(word.id as usize) {
            *count += 1.0;
        }
    }
    let table = Counts { counts: all, sum: text.len().max(1) as f32, kinds: 0.0 };
    let costs = |(at, column): (usize, &Column)| {
        let mut counts = Counts { counts: vec![0.0; words], sum: 0.0, kinds: 0.0 };
        let cell = |row: &Reading| row.cells.get(at).cloned().unwrap_or_default();
        for row in readings {
            counts.count(text, &cell(row), 1.0);
        }
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
            let timed =
                position.checked_sub(1).and_then(|at| text.words.get(at)).is_some_and(|word| word.marks.time);
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
