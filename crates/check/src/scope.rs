//! What a rule sees: one record, its rows table by table, and what the corpus knows.

use kehoach_model::{Column, Deadline, Field, Indicator, Plan, Row, Table, TableKind, Target, Task};

use crate::corpus::Corpus;
use crate::family::{Family, Twin};
use crate::settings::Settings;

/// What a rule sees.
pub struct Scope<'a> {
    pub(crate) plan: &'a Plan,
    /// The recognised tables in order, then the tasks in prose.
    pub(crate) tables: Vec<Rows<'a>>,
    pub(crate) corpus: &'a Corpus,
    /// What parents and children say otherwise.
    pub(crate) twins: Vec<&'a Twin>,
    pub(crate) settings: &'a Settings,
}

/// The rows of one table, or the tasks in prose.
pub(crate) struct Rows<'a> {
    /// `None` for prose.
    pub(crate) table: Option<&'a Table>,
    pub(crate) lines: Vec<Line<'a>>,
}

/// An indicator or a task.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) row: &'a Row,
    pub(crate) of: Of<'a>,
}

/// What a row is.
#[derive(Clone, Copy)]
pub(crate) enum Of<'a> {
    Indicator(&'a Indicator),
    Task(&'a Task),
}

impl<'a> Scope<'a> {
    pub(crate) fn of(plan: &'a Plan, corpus: &'a Corpus, family: &'a Family, settings: &'a Settings) -> Self {
        let indicators = plan.indicators.iter().map(|one| Line { row: &one.row, of: Of::Indicator(one) });
        let tasks = plan.tasks.iter().map(|one| Line { row: &one.row, of: Of::Task(one) });
        let mut tables: Vec<Rows<'a>> = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        for line in indicators.chain(tasks) {
            let name = line.row.id.split('.').next().unwrap_or_default();
            if let Some(rows) =
                names.iter().position(|known| *known == name).and_then(|at| tables.get_mut(at))
            {
                rows.lines.push(line);
                continue;
            }
            names.push(name);
            let table = plan.tables.iter().find(|table| table.id == name);
            tables.push(Rows { table, lines: vec![line] });
        }
        Self { plan, tables, corpus, twins: family.of(&plan.id), settings }
    }

    /// All rows, indicators first.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Line<'a>> {
        self.tables.iter().flat_map(|rows| rows.lines.iter().copied())
    }

    /// The row of that name.
    pub(crate) fn line(&self, row: &str) -> Option<Line<'a>> {
        self.lines().find(|line| line.row.id == row)
    }
}

impl<'a> Rows<'a> {
    /// The columns that fill a field, with their positions.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (usize, &'a Column, Field)> {
        let columns = self.table.map(|table| table.columns.as_slice()).unwrap_or_default();
        columns.iter().enumerate().filter_map(|(at, column)| Some((at, column, column.field?)))
    }

    pub(crate) fn has(&self, field: Field) -> bool {
        self.columns().any(|(_, _, own)| own == field)
    }

    pub(crate) fn kind(&self) -> Option<TableKind> {
        self.table.map(|table| table.kind)
    }

    pub(crate) fn is_prose(&self) -> bool {
        self.table.is_none()
    }

    /// Its columns were read, not inferred.
    pub(crate) fn is_sure(&self) -> bool {
        self.table.is_some_and(|table| !table.inferred)
    }
}

impl<'a> Line<'a> {
    /// A cell of the row by its column.
    pub(crate) fn cell(self, column: usize) -> &'a str {
        self.row.cells.get(column).map_or("", |cell| cell.trim())
    }

    pub(crate) fn targets(self) -> &'a [Target] {
        match self.of {
            Of::Indicator(indicator) => &indicator.targets,
            Of::Task(_) => &[],
        }
    }

    pub(crate) fn deadline(self) -> Option<&'a Deadline> {
        match self.of {
            Of::Indicator(_) => None,
            Of::Task(task) => task.deadline.as_ref(),
        }
    }

    pub(crate) fn result(self) -> Option<&'a str> {
        match self.of {
            Of::Indicator(_) => None,
            Of::Task(task) => task.result.as_deref(),
        }
    }

    /// What stands in a field, as printed.
    pub(crate) fn value(self, field: Field) -> Option<&'a str> {
        let bodies = |bodies: &'a Option<kehoach_model::Bodies>| bodies.as_ref().map(|it| it.raw.as_str());
        match field {
            Field::Ordinal => self.row.ordinal.as_deref(),
            Field::Name => Some(self.row.name.as_str()),
            Field::Lead => bodies(&self.row.lead),
            Field::Support => bodies(&self.row.support),
            Field::Monitor => bodies(&self.row.monitor),
            Field::Note => self.row.note.as_deref(),
            Field::Target => self.targets().first().map(|target| target.raw.as_str()),
            Field::Deadline => self.deadline().map(|deadline| deadline.raw.as_str()),
            Field::Result => self.result(),
            Field::Unit => match self.of {
                Of::Indicator(indicator) => indicator.unit.as_deref(),
                Of::Task(_) => None,
            },
            Field::Baseline => match self.of {
                Of::Indicator(indicator) => indicator.baseline.as_ref().map(|it| it.raw.as_str()),
                Of::Task(_) => None,
            },
            Field::Budget => match self.of {
                Of::Indicator(_) => None,
                Of::Task(task) => task.budget.as_ref().map(|it| it.raw.as_str()),
            },
        }
    }

    /// How a message calls the row: its ordinal, else its name's first words.
    pub(crate) fn called(self) -> String {
        self.row.ordinal.clone().unwrap_or_else(|| format!("“{}”", first_words(&self.row.name)))
    }
}

/// The first words of a long text.
pub(crate) fn first_words(text: &str) -> String {
    const WORDS: usize = 8;
    let mut words = text.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(WORDS).collect();
    let more = if words.next().is_some() { "…" } else { "" };
    format!("{}{more}", first.join(" "))
}
