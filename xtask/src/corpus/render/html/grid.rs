//! The table of an annex with the spans that its editor made.

use super::super::{
    super::{
        family::{Field, Groups, Head, Page, Row, Table},
        seed::Seed,
    },
    cells::{self, COMMON, Merged, is_body},
};

/// What a cell is for, where sites write that in another way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Head,
    Group,
    /// TT.
    Ordinal,
    Text,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) kind: Kind,
    /// Its paragraphs; a line end in one stands for a break.
    pub(super) paragraphs: Vec<String>,
    /// Columns and rows that it covers.
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// Width in hundredths of the table.
    pub(super) width: usize,
}

impl Cell {
    /// `colspan` and `rowspan`, each with a blank before it, where they say something.
    pub(super) fn spans(&self) -> String {
        let span = |name, count| if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() };
        span("colspan", self.columns) + &span("rowspan", self.rows)
    }
}

/// A table, row by row.
#[derive(Debug)]
pub(super) struct Grid {
    /// Rows of the head.
    pub(super) heads: usize,
    pub(super) rows: Vec<Vec<Cell>>,
    /// Widths of the columns, in hundredths of the table.
    pub(super) widths: Vec<usize>,
}

/// The table of an annex as the editor of this page builds it.
pub(super) fn grid(table: &Table, page: &Page, seed: &mut Seed) -> Grid {
    let letters: usize = table.columns.iter().map(|column| column.width).sum();
    let widths = table.columns.iter().map(|column| 100 * column.width / letters.max(1)).collect();
    let writer = Writer { table, widths };
    let mut rows = writer.head(page.head);
    let heads = rows.len();
    let truth: Vec<Row<'_>> = table.rows().collect();
    for (at, row) in truth.iter().enumerate() {
        rows.push(match *row {
            Row::Group { ordinal, title, .. } => writer.group(ordinal, title, page.groups),
            Row::Cells(cells) => {
                let merged = if page.leads_merged { cells::merged(table, &truth, at) } else { None };
                writer.row(cells, merged, seed)
            }
        });
    }
    Grid { heads, rows, widths: writer.widths }
}

/// Writes the rows of one table.
struct Writer<'a> {
    table: &'a Table,
    widths: Vec<usize>,
}

impl Writer<'_> {
    fn cell(&self, at: usize, kind: Kind, text: &str) -> Cell {
        let width = self.widths.get(at).copied().unwrap_or_default();
        Cell { kind, paragraphs: vec![text.to_owned()], columns: 1, rows: 1, width }
    }

    fn wide(&self, first: usize, columns: usize, kind: Kind, text: &str) -> Cell {
        let width = self.widths.iter().skip(first).take(columns).sum();
        Cell { columns, width, ..self.cell(first, kind, text) }
    }

    fn head(&self, form: Head) -> Vec<Vec<Cell>> {
        let columns = &self.table.columns;
        let heads = columns.iter().enumerate().map(|(at, column)| self.cell(at, Kind::Head, &column.head));
        let bodies = columns.iter().filter(|column| is_body(column)).count();
        match form {
            Head::TwoRows if bodies > 1 => {
                let (mut upper, mut lower): (Vec<Cell>, Vec<Cell>) = (Vec::new(), Vec::new());
                for (at, (column, head)) in columns.iter().zip(heads).enumerate() {
                    if !is_body(column) {
                        upper.push(Cell { rows: 2, ..head });
                        continue;
                    }
                    if lower.is_empty() {
                        upper.push(self.wide(at, bodies, Kind::Head, COMMON));
                    }
                    lower.push(head);
                }
                vec![upper, lower]
            }
            Head::ColumnNumbers => {
                let numbers = (0..columns.len())
                    .map(|at| self.cell(at, Kind::Head, &format!("({})", at + 1)))
                    .collect();
                vec![heads.collect(), numbers]
            }
            _ => vec![heads.collect()],
        }
    }

    fn group(&self, ordinal: &str, title: &str, form: Groups) -> Vec<Cell> {
        let all = self.widths.len();
        let label = self.cell(0, Kind::Group, ordinal);
        match form {
            Groups::Cells => {
                let text = |at| if at == 1 { title } else { "" };
                let rest = (1..all).map(|at| self.cell(at, Kind::Group, text(at)));
                std::iter::once(label).chain(rest).collect()
            }
            Groups::Spanned => vec![label, self.wide(1, all - 1, Kind::Group, title)],
            Groups::Merged if ordinal.is_empty() => vec![self.wide(0, all, Kind::Group, title)],
            Groups::Merged => vec![self.wide(0, all, Kind::Group, &format!("{ordinal}. {title}"))],
        }
    }

    fn row(&self, cells: &[String], merged: Option<Merged>, seed: &mut Seed) -> Vec<Cell> {
        let mut out = Vec::new();
        for (at, (column, text)) in self.table.columns.iter().zip(cells).enumerate() {
            let mut cell = self.cell(at, if at == 0 { Kind::Ordinal } else { Kind::Text }, text);
            // Also an empty cell has a paragraph.
            let paragraphs = cells::paragraphs(column, text, seed);
            cell.paragraphs = if text.is_empty() { cell.paragraphs } else { paragraphs };
            if column.field == Field::Lead {
                match merged {
                    Some(Merged::Continues) => continue,
                    Some(Merged::Opens(rows)) => cell.rows = rows,
                    None => {}
                }
            }
            out.push(cell);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::super::vary, *};

    #[test]
    fn spans_fill_every_row_whatever_the_habits() {
        let plan = vary::plan(9, 60);
        for table in &plan.tables {
            for groups in [Groups::Cells, Groups::Spanned, Groups::Merged] {
                for head in [Head::Plain, Head::TwoRows, Head::ColumnNumbers] {
                    let page = Page { groups, head, leads_merged: true, ..Page::default() };
                    let grid = grid(table, &page, &mut Seed::new(9));
                    let mut covered = vec![0; grid.rows.len()];
                    for (at, row) in grid.rows.iter().enumerate() {
                        for cell in row {
                            covered.iter_mut().skip(at).take(cell.rows).for_each(|row| *row += cell.columns);
                        }
                    }
                    assert!(covered.iter().all(|columns| *columns == table.columns.len()), "{covered:?}");
                }
            }
        }
    }

    #[test]
    fn only_spans_that_say_something_are_written() {
        let cell = Cell { kind: Kind::Text, paragraphs: Vec::new(), columns: 2, rows: 1, width: 9 };
        assert_eq!(cell.spans(), r#" colspan="2""#);
    }
}
