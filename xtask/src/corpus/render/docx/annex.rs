//! An annex: its three lines and its table, with the spans that people make in Word.

use anyhow::{Result, ensure};
use docx_rs::{
    AlignmentType, IndentLevel, NumberingId, Paragraph, Table as WordTable, TableCell, TableLayoutType,
    TableRow, VAlignType, VMergeType, WidthType,
};

use super::{
    super::{
        super::{
            family::{Column, Field, Groups, Habits, Head, Header, Numbered, Row, Table},
            seed::Seed,
        },
        cells::{self, COMMON, Merged, is_body},
        letter,
    },
    numbers::{self, Count, Printed},
    typing::{Look, centred, typed},
};

/// Width of a table on a page set across, twentieths of a point.
pub(super) const ACROSS: usize = 14_000;
/// Width of a table on an upright page: all that the margins leave.
pub(super) const UPRIGHT: usize = 9_071;
/// What is left for a number and a day that are written by hand.
const BLANK: &str = "        ";
/// One cell in so many ends in an empty paragraph.
const LOOSE: usize = 15;

/// The lines above the table.
pub(super) fn opening(header: &Header, table: &Table, seed: &mut Seed) -> Vec<Paragraph> {
    let attached = letter::attached_line(header, BLANK);
    let attached = if seed.once_in(2) { attached.replace("(Ban hành kèm", "(Kèm") } else { attached };
    vec![
        centred(&table.appendix, Look::BOLD, seed),
        centred(&table.title, Look::BOLD, seed),
        centred(&attached, Look::ITALIC, seed),
        Paragraph::new(),
    ]
}

/// Widths of the columns that share a table's `width` by the letters of their lines.
pub(super) fn shares(table: &Table, width: usize) -> Vec<usize> {
    let letters: usize = table.columns.iter().map(|column| column.width).sum();
    table.columns.iter().map(|column| width * column.width / letters.max(1)).collect()
}

/// As `shares`, after every column got what its longest word needs: in a narrower one a program breaks the word.
pub(super) fn fitted(table: &Table, width: usize) -> Vec<usize> {
    /// A wide letter in the size of tables, and what stands free beside the text of a cell, twentieths of a point.
    const LETTER: usize = 140;
    const BESIDE: usize = 240;
    let cells = |at: usize| table.rows().filter_map(move |row| table.printed(row).into_iter().nth(at));
    let least: Vec<usize> = table
        .heads()
        .into_iter()
        .enumerate()
        .map(|(at, head)| {
            let words = cells(at)
                .chain([head])
                .filter_map(|text| text.split(' ').map(|word| word.chars().count()).max());
            BESIDE + LETTER * words.max().unwrap_or_default()
        })
        .collect();
    let rest = width.saturating_sub(least.iter().sum());
    least.iter().zip(shares(table, rest)).map(|(least, share)| least + share).collect()
}

/// The table of an annex, which is number `at` of its plan.
pub(super) fn table(
    table: &Table,
    widths: Vec<usize>,
    habits: &Habits,
    at: usize,
    seed: &mut Seed,
) -> Result<WordTable> {
    let list = habits.numbered.contains(&Numbered::Ordinals).then_some(at);
    let mut writer = Writer { table, widths, list, count: Count::default() };
    let mut rows = writer.head(habits.head, seed);
    let truth: Vec<Row<'_>> = table.rows().collect();
    for (number, row) in truth.iter().enumerate() {
        rows.push(match *row {
            Row::Group { ordinal, title, .. } => writer.group(ordinal, title, habits.groups, seed)?,
            Row::Cells(cells) => {
                let merged = if habits.leads_merged { cells::merged(table, &truth, number) } else { None };
                writer.row(cells, merged, seed)?
            }
        });
    }
    Ok(WordTable::new(rows).set_grid(writer.widths).layout(TableLayoutType::Fixed))
}

/// Writes the rows of one table.
struct Writer<'a> {
    table: &'a Table,
    widths: Vec<usize>,
    /// The table's place among the lists, where Word numbers the TT column.
    list: Option<usize>,
    count: Count,
}

impl Writer<'_> {
    fn head(&self, form: Head, seed: &mut Seed) -> Vec<TableRow> {
        let columns = &self.table.columns;
        let head = |cells| TableRow::new(cells).cant_split();
        let cell = |(text, width): (&str, &usize), seed: &mut Seed| {
            middle(*width).add_paragraph(centred(text, Look::BOLD.small(), seed))
        };
        let plain = |seed: &mut Seed| {
            let heads = columns.iter().map(|column| column.head.as_str()).zip(&self.widths);
            heads.map(|head| cell(head, seed)).collect::<Vec<_>>()
        };
        match form {
            Head::TwoRows if columns.iter().filter(|column| is_body(column)).count() > 1 => {
                let (mut upper, mut lower): (Vec<TableCell>, Vec<TableCell>) = (Vec::new(), Vec::new());
                let common: usize = columns
                    .iter()
                    .zip(&self.widths)
                    .filter(|(column, _)| is_body(column))
                    .map(|(_, w)| w)
                    .sum();
                let mut opened = false;
                for ((column, width), made) in columns.iter().zip(&self.widths).zip(plain(seed)) {
                    if !is_body(column) {
                        upper.push(made.vertical_merge(VMergeType::Restart));
                        lower.push(
                            middle(*width)
                                .vertical_merge(VMergeType::Continue)
                                .add_paragraph(Paragraph::new()),
                        );
                        continue;
                    }
                    if !std::mem::replace(&mut opened, true) {
                        let span = columns.iter().filter(|column| is_body(column)).count();
                        upper.push(cell((COMMON, &common), seed).grid_span(span));
                    }
                    lower.push(made);
                }
                vec![head(upper), head(lower)]
            }
            Head::ColumnNumbers => {
                let numbers = (1..).map(|number| format!("({number})")).zip(&self.widths);
                let heads = head(plain(seed));
                let numbers = numbers.map(|(number, width)| cell((&number, width), seed)).collect();
                vec![heads, head(numbers)]
            }
            _ => vec![head(plain(seed))],
        }
    }

    fn group(&mut self, ordinal: &str, title: &str, form: Groups, seed: &mut Seed) -> Result<TableRow> {
        let look = Look::BOLD.small();
        let all = self.widths.len();
        let (Some(first), width) = (self.widths.first().copied(), self.widths.iter().sum::<usize>()) else {
            return Ok(TableRow::new(Vec::new()));
        };
        let label = self.ordinal(ordinal, 1, look, seed)?;
        let label = middle(first).add_paragraph(label.align(AlignmentType::Center));
        let rest = |seed: &mut Seed| middle(width - first).add_paragraph(typed(title, look, seed));
        Ok(TableRow::new(match form {
            Groups::Cells => {
                let cells = self.widths.iter().skip(1).enumerate();
                let cells = cells.map(|(at, width)| {
                    let text = if at == 0 { title } else { "" };
                    middle(*width).add_paragraph(typed(text, look, seed))
                });
                std::iter::once(label).chain(cells).collect()
            }
            Groups::Spanned => vec![label, rest(seed).grid_span(all - 1)],
            Groups::Merged => {
                let text = if ordinal.is_empty() { title.to_owned() } else { format!("{ordinal}. {title}") };
                vec![middle(width).grid_span(all).add_paragraph(typed(&text, look, seed))]
            }
        }))
    }

    fn row(&mut self, cells: &[String], merged: Option<Merged>, seed: &mut Seed) -> Result<TableRow> {
        let mut out = Vec::new();
        let table = self.table;
        for (at, (column, cell)) in table.columns.iter().zip(cells).enumerate() {
            let made = middle(self.widths.get(at).copied().unwrap_or_default());
            let look = Look::PLAIN.small();
            out.push(match (column.field, merged) {
                (Field::Ordinal, _) => {
                    made.add_paragraph(self.ordinal(cell, 2, look, seed)?.align(AlignmentType::Center))
                }
                (Field::Lead, Some(Merged::Continues)) => {
                    made.vertical_merge(VMergeType::Continue).add_paragraph(Paragraph::new())
                }
                (Field::Lead, Some(Merged::Opens(_))) => {
                    filled(made.vertical_merge(VMergeType::Restart), column, cell, seed)
                }
                _ => filled(made, column, cell, seed),
            });
        }
        Ok(TableRow::new(out))
    }

    // The paragraph of a TT cell; where Word numbers it, its text is empty.
    fn ordinal(&mut self, text: &str, level: usize, look: Look, seed: &mut Seed) -> Result<Paragraph> {
        let Some(table) = self.list.filter(|_| !text.is_empty()) else {
            return Ok(typed(text, look, seed));
        };
        let printed = self.count.next(level, Printed::Bare);
        ensure!(printed == text, "Word would number {printed} where the plan says {text}");
        let list = NumberingId::new(numbers::ordinals(table, level));
        Ok(Paragraph::new().numbering(list, IndentLevel::new(0)))
    }
}

fn middle(width: usize) -> TableCell {
    TableCell::new().width(width, WidthType::Dxa).vertical_align(VAlignType::Center)
}

fn filled(cell: TableCell, column: &Column, text: &str, seed: &mut Seed) -> TableCell {
    let look = Look::PLAIN.small();
    let mut cell = cells::paragraphs(column, text, seed)
        .iter()
        .fold(cell, |cell, paragraph| cell.add_paragraph(typed(paragraph, look, seed)));
    if seed.once_in(LOOSE) {
        cell = cell.add_paragraph(Paragraph::new());
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::{super::super::super::vary, fitted, shares};

    #[test]
    fn no_word_is_wider_than_its_column_and_the_table_as_wide_as_before() {
        for table in &vary::plan(9, 60).tables {
            let (fitted, shares) = (fitted(table, super::UPRIGHT), shares(table, super::UPRIGHT));
            let lost = super::UPRIGHT - fitted.iter().sum::<usize>();
            assert!(lost < fitted.len(), "{fitted:?} {shares:?}");
            // "TT" and three digits.
            assert!(fitted[0] > 500 && fitted[0] > shares[0], "{fitted:?} {shares:?}");
        }
    }
}
