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
        letter,
    },
    numbers::{self, Count, Printed},
    typing::{Look, centred, typed},
};

/// Width of a table on a page set across, twentieths of a point.
const WIDTH: usize = 14_000;
/// What stands above the columns of bodies where the head has two rows.
const COMMON: &str = "Phân công thực hiện";
/// What is left for a number and a day that are written by hand.
const BLANK: &str = "        ";
/// One list of bodies in so many has each body in a paragraph of its own.
const LISTED: usize = 2;
/// One long name in so many has a line break after a comma.
const BROKEN: usize = 6;
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

/// The table of an annex, which is number `at` of its plan.
pub(super) fn table(table: &Table, habits: &Habits, at: usize, seed: &mut Seed) -> Result<WordTable> {
    let letters: usize = table.columns.iter().map(|column| column.width).sum();
    let widths = table.columns.iter().map(|column| WIDTH * column.width / letters.max(1)).collect();
    let list = habits.numbered.contains(&Numbered::Ordinals).then_some(at);
    let mut writer = Writer { table, widths, list, count: Count::default() };
    let mut rows = writer.head(habits.head, seed);
    let truth: Vec<Row<'_>> = table.rows().collect();
    for (number, row) in truth.iter().enumerate() {
        rows.push(match *row {
            Row::Group { ordinal, title, .. } => writer.group(ordinal, title, habits.groups, seed)?,
            Row::Cells(cells) => {
                let merged = if habits.leads_merged { merge(table, &truth, number) } else { None };
                writer.row(cells, merged, seed)?
            }
        });
    }
    Ok(WordTable::new(rows).set_grid(writer.widths).layout(TableLayoutType::Fixed))
}

/// Whether the lead of a row opens or continues a cell over several rows.
fn merge(table: &Table, rows: &[Row<'_>], at: usize) -> Option<VMergeType> {
    let lead = |at: Option<usize>| match rows.get(at?)? {
        Row::Cells(cells) => table
            .columns
            .iter()
            .zip(*cells)
            .find(|(column, cell)| column.field == Field::Lead && !cell.is_empty())
            .map(|(_, cell)| cell.as_str()),
        Row::Group { .. } => None,
    };
    let own = lead(Some(at))?;
    if lead(at.checked_sub(1)) == Some(own) {
        Some(VMergeType::Continue)
    } else if lead(at.checked_add(1)) == Some(own) {
        Some(VMergeType::Restart)
    } else {
        None
    }
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

    fn row(&mut self, cells: &[String], merged: Option<VMergeType>, seed: &mut Seed) -> Result<TableRow> {
        let mut out = Vec::new();
        let table = self.table;
        for (at, (column, cell)) in table.columns.iter().zip(cells).enumerate() {
            let made = middle(self.widths.get(at).copied().unwrap_or_default());
            let look = Look::PLAIN.small();
            out.push(match (column.field, merged) {
                (Field::Ordinal, _) => {
                    made.add_paragraph(self.ordinal(cell, 2, look, seed)?.align(AlignmentType::Center))
                }
                (Field::Lead, Some(VMergeType::Continue)) => {
                    made.vertical_merge(VMergeType::Continue).add_paragraph(Paragraph::new())
                }
                (Field::Lead, Some(merge)) => filled(made.vertical_merge(merge), column, cell, seed),
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

fn is_body(column: &Column) -> bool {
    matches!(column.field, Field::Lead | Field::Support | Field::Monitor)
}

fn middle(width: usize) -> TableCell {
    TableCell::new().width(width, WidthType::Dxa).vertical_align(VAlignType::Center)
}

fn filled(cell: TableCell, column: &Column, text: &str, seed: &mut Seed) -> TableCell {
    let look = Look::PLAIN.small();
    let mut cell = paragraphs(column, text, seed)
        .iter()
        .fold(cell, |cell, paragraph| cell.add_paragraph(typed(paragraph, look, seed)));
    if seed.once_in(LOOSE) {
        cell = cell.add_paragraph(Paragraph::new());
    }
    cell
}

/// The text of a cell in paragraphs; a line end stands for a break.
fn paragraphs(column: &Column, text: &str, seed: &mut Seed) -> Vec<String> {
    if column.field == Field::Name && seed.once_in(BROKEN) {
        return vec![text.replacen(", ", ",\n", 1)];
    }
    if !is_body(column) {
        return vec![text.to_owned()];
    }
    let bodies = if seed.once_in(LISTED) { text.split_inclusive("; ").collect() } else { vec![text] };
    bodies.into_iter().flat_map(|body| labelled(body.trim_end())).collect()
}

// "Phòng A - Cơ quan đầu mối: Văn phòng" has its labelled part on a line of its own.
fn labelled(text: &str) -> Vec<String> {
    match text.rsplit_once(" - ") {
        Some((body, label)) if label.contains(": ") => vec![body.to_owned(), format!("- {label}")],
        _ => vec![text.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Field, Seed, paragraphs};

    #[test]
    fn paragraphs_join_again_with_a_blank() {
        let (mut several, column) = (0, |field| Column { head: String::new(), field, width: 20 });
        for text in [
            "Sở Tư pháp; UBND cấp xã",
            "Phòng Nội vụ - Cơ quan đầu mối: Văn phòng Sở",
            "Phòng Văn hóa - Xã hội",
        ] {
            for start in 0..20 {
                for field in [Field::Lead, Field::Name] {
                    let made = paragraphs(&column(field), text, &mut Seed::new(start));
                    assert_eq!(made.join(" ").replace('\n', " "), text);
                    several += usize::from(made.len() > 1);
                }
            }
        }
        assert!(several > 0);
    }
}
