//! A record as far as findings need it: rows make nearly all of a record, and most of their fields are not shown.

use kehoach_model::{Column, Field, LineRange};
use serde::Deserialize;

/// A document that findings are about.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Document {
    /// Id of the record.
    pub id: String,
    /// Key of the work.
    pub work: Option<String>,
    /// Its file.
    pub source: Source,
    /// Rows of indicator tables; empty where the caller did not read them.
    #[serde(default)]
    pub indicators: Vec<Row>,
    /// Rows of task tables and tasks in prose; empty where the caller did not read them.
    #[serde(default)]
    pub tasks: Vec<Row>,
    /// Tables with their columns; empty where the caller did not read them.
    #[serde(default)]
    pub tables: Vec<TableHead>,
}

/// The file of a record.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Source {
    /// As the record has it; the caller may put in its place where the file is for the reader.
    pub path: String,
    /// Lower-case hex.
    pub sha256: String,
    /// Where the file is, absolute, where it is known.
    #[serde(skip)]
    pub location: Option<std::path::PathBuf>,
}

/// The columns of a table.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct TableHead {
    /// "t0".
    pub id: String,
    /// Columns from left to right.
    pub columns: Vec<Column>,
}

/// A row, with what an excerpt shows of it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Row {
    /// "t0.r12", "p0.r3".
    #[serde(rename = "row")]
    pub id: String,
    /// The same for the row in another copy.
    #[serde(default)]
    pub row_key: String,
    /// TT.
    pub ordinal: Option<String>,
    /// The indicator or the task in words.
    #[serde(default)]
    pub name: String,
    /// Parallel to the table's columns; empty for prose.
    #[serde(default)]
    pub cells: Vec<String>,
    /// Đơn vị chủ trì.
    pub lead: Option<Value>,
    /// Đơn vị phối hợp.
    pub support: Option<Value>,
    /// Cơ quan theo dõi.
    pub monitor: Option<Value>,
    /// Kết quả.
    pub result: Option<String>,
    /// Thời gian.
    pub deadline: Option<Value>,
    /// Ghi chú.
    pub note: Option<String>,
    /// Where it stands.
    #[serde(default)]
    pub at: Vec<Spot>,
}

/// A value as printed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Value {
    /// As printed.
    pub raw: String,
}

/// A place, whatever its shape: parsing it as one of several shapes would take most of the time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Spot {
    /// Lines of a text.
    pub lines: Option<LineRange>,
    /// Page of a PDF.
    pub page: Option<u32>,
    /// Block of a DOCX or HTML file.
    pub block: Option<u32>,
    /// Cell of a workbook.
    pub cell: Option<String>,
}

/// A column's head and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// As printed.
    pub text: String,
    /// What the column holds.
    pub field: Option<Field>,
}

impl Document {
    /// The row of that name. Rows of tables that were not recognised have none.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.indicators.iter().chain(&self.tasks).find(|row| row.id == id)
    }

    /// The columns of a row's table; none for prose.
    #[must_use]
    pub fn columns(&self, row: &Row) -> &[Column] {
        let table = row.id.split('.').next().unwrap_or_default();
        self.tables.iter().find(|head| head.id == table).map_or(&[], |head| &head.columns)
    }
}

impl Row {
    /// Heads and cells of a row of a table; for prose its fields in the order of tables.
    #[must_use]
    pub fn shown(&self, columns: &[Column], heads: impl Fn(Field) -> String) -> Vec<(Head, String)> {
        if !self.cells.is_empty() {
            let head = |column: Option<&Column>| match column {
                Some(column) if !column.head.is_empty() => {
                    Head { text: column.head.clone(), field: column.field }
                }
                Some(Column { field: Some(field), .. }) => Head { text: heads(*field), field: Some(*field) },
                _ => Head { text: String::new(), field: None },
            };
            let cells = self.cells.iter().enumerate();
            return cells.map(|(at, cell)| (head(columns.get(at)), cell.clone())).collect();
        }
        let raw = |value: &Option<Value>| value.as_ref().map(|value| value.raw.clone());
        let fields = [
            (Field::Ordinal, self.ordinal.clone()),
            (Field::Name, Some(self.name.clone())),
            (Field::Lead, raw(&self.lead)),
            (Field::Support, raw(&self.support)),
            (Field::Monitor, raw(&self.monitor)),
            (Field::Result, self.result.clone()),
            (Field::Deadline, raw(&self.deadline)),
            (Field::Note, self.note.clone()),
        ];
        let fields = fields.into_iter().filter_map(|(field, value)| Some((field, value?)));
        fields.map(|(field, value)| (Head { text: heads(field), field: Some(field) }, value)).collect()
    }
}
