//! The rows of a recognised table: which are groups, totals, items, and what each holds.

use std::collections::HashMap;

use kehoach_document::{Cell, Table, label, label::LabelKind};
use kehoach_model::{
    Bodies, Confidence, Deadline, Field, Finding, Group, Indicator, Origin, Place, Raw, Row, Rule, Severity,
    TableKind, Task,
};
use kehoach_viet::key;

use crate::groups::{Groups, Rank, bare_label, is_child, rank};
use crate::{bodies, columns::Columns, labels, stacked, values};

/// What a recognised table gives.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) tasks: Vec<Task>,
    pub(crate) names: Vec<String>,
    pub(crate) findings: Vec<Finding>,
}

/// Reads the body rows of a table of indicators or tasks; `id` is the table's name ("t0").
pub(crate) fn read(table: &Table, columns: &Columns, id: &str) -> Rows {
    let mut rows = Rows::default();
    let mut groups = Groups::default();
    let mut memo = Memo::default();
    let whole = stacked::join(table, columns);
    let table = whole.table.as_ref();
    let views: Vec<View<'_>> =
        (table.header_rows..table.rows.len()).map(|at| View::new(table, columns, at)).collect();
    let numbered_items = views.iter().filter(|view| view.ordinal_rank() == Some(Rank::Number)).count();
    for (position, view) in views.iter().enumerate() {
        let name = format!("{id}.r{}", position + 1);
        let next = views.get(position + 1);
        match view.kind(next, numbered_items > 0) {
            RowKind::Total { empty } => rows.findings.push(total(&name, view, empty)),
            RowKind::Note => rows.findings.push(note(&name, view)),
            RowKind::Group { ordinal, title, rank } => {
                if let Some(stray) = view.stray(columns) {
                    rows.findings.push(misplaced(&name, &title, &stray, view.at()));
                }
                groups.push(rank, Group { ordinal, title });
            }
            RowKind::Item => {
                let category = columns.category.and_then(|at| view.cell(at)).filter(|text| !text.is_empty());
                let mut own_number = None;
                if let Some(category) = category {
                    let number = view.number_of_category();
                    groups.category(number, category);
                    own_number = number.and_then(|number| numbered_below(view.own(view.name), number));
                }
                groups.leave(view.ordinal());
                rows.names.push(name.clone());
                let aside = Aside {
                    ordinal: own_number.map(|(ordinal, _)| ordinal),
                    name: own_number.map(|(_, name)| name),
                    note: whole.notes.get(&view.at).map(String::as_str),
                };
                item(view, columns, name, &groups, &aside, &mut memo, &mut rows);
            }
        }
    }
    // In the order of the rows: they were joined from below.
    rows.findings.extend(whole.findings.into_iter().rev());
    rows
}

/// "1.1. Có quy hoạch" below number "1": a row whose number stands in front of its name.
fn numbered_below<'a>(name: &'a str, above: &str) -> Option<(&'a str, &'a str)> {
    let label = label::parse(name)?;
    let number = name.get(..name.len() - label.rest.len())?.trim_end();
    is_child(label.ordinal, above.trim_end_matches(['.', ')', ' '])).then_some((number, label.rest))
}

/// What of a row stands in another place than its columns.
#[derive(Default)]
struct Aside<'a> {
    ordinal: Option<&'a str>,
    name: Option<&'a str>,
    note: Option<&'a str>,
}

/// One body row.
struct View<'a> {
    table: &'a Table,
    at: usize,
    ordinal: Option<usize>,
    name: usize,
    category: Option<usize>,
}

enum RowKind {
    Total {
        empty: bool,
    },
    Group {
        ordinal: Option<String>,
        title: String,
        rank: Rank,
    },
    /// "Ghi chú: …" below the rows.
    Note,
    Item,
}

impl<'a> View<'a> {
    fn new(table: &'a Table, columns: &Columns, at: usize) -> Self {
        let name = columns.find(Field::Name).unwrap_or(0);
        Self { table, at, ordinal: columns.find(Field::Ordinal), name, category: columns.category }
    }

    /// The text that fills a column here, also from a row above. A cell that spans columns fills the first of them:
    /// a title over the whole row is no deadline.
    fn cell(&self, column: usize) -> Option<&'a str> {
        let (origin, cell) = self.table.origin(self.at, column)?;
        (origin == column).then(|| cell.normal())
    }

    /// The text of a target's column: one that goes over several targets is the value of each.
    fn target(&self, column: usize, columns: &Columns) -> Option<&'a str> {
        let (origin, cell) = self.table.origin(self.at, column)?;
        let field = columns.columns.get(origin).and_then(|column| column.field);
        (origin == column || field == Some(Field::Target)).then(|| cell.normal())
    }

    /// Whether the row's name goes over all columns behind it.
    fn is_spanned(&self) -> bool {
        /// Columns that such a name takes at least; two can be merged for a longer name.
        const LEAST: usize = 3;
        let own = self.table.rows.get(self.at).and_then(|row| row.get(self.name)?.as_ref());
        own.is_some_and(|cell| {
            let span = cell.col_span as usize;
            span >= LEAST && self.name + span >= self.table.width()
        })
    }

    /// The text of a column's own cell, spans of rows above left out.
    fn own(&self, column: usize) -> &'a str {
        self.table.rows.get(self.at).and_then(|row| row.get(column)?.as_ref()).map_or("", Cell::normal)
    }

    fn ordinal(&self) -> &'a str {
        self.ordinal.map_or("", |column| self.own(column))
    }

    /// The number of the category that the row stands in: its cell reaches over the same rows.
    fn number_of_category(&self) -> Option<&'a str> {
        let cell = |column: Option<usize>| {
            let (origin, cell) = self.table.origin(self.at, column?)?;
            (Some(origin) == column && cell.row_span > 1).then_some(cell)
        };
        let (number, category) = (cell(self.ordinal)?, cell(self.category)?);
        (number.row_span == category.row_span && !number.passage.is_empty()).then(|| number.normal())
    }

    fn ordinal_rank(&self) -> Option<Rank> {
        rank(self.ordinal().trim_end_matches(['.', ')', ' ']))
    }

    fn at(&self) -> Vec<Place> {
        let mut places = Vec::new();
        for cell in self
            .table
            .rows
            .get(self.at)
            .into_iter()
            .flatten()
            .flatten()
            .filter(|cell| !cell.passage.is_empty())
        {
            for place in cell.passage.at() {
                Place::push_merged(&mut places, &place, 8);
            }
        }
        places
    }

    /// Columns other than ordinal and name that hold a text of their own.
    fn filled(&self) -> impl Iterator<Item = usize> {
        let skip = [self.ordinal, Some(self.name), self.category];
        (0..self.table.width())
            .filter(move |column| !skip.contains(&Some(*column)) && !self.own(*column).is_empty())
    }

    fn kind(&self, next: Option<&View<'_>>, has_numbers: bool) -> RowKind {
        let (ordinal, name) = (self.ordinal(), self.own(self.name));
        let filled = self.filled().count();
        if is_total(name) || name.is_empty() && is_total(ordinal) {
            return RowKind::Total { empty: filled == 0 };
        }
        if next.is_none_or(|next| next.ordinal().is_empty())
            && filled == 0
            && (is_note(name) || name.is_empty() && is_note(ordinal))
        {
            return RowKind::Note;
        }
        let bare = ordinal.trim_end_matches(['.', ')', ' ']);
        // A group whose label and title stand in one merged cell: "I. Hạ tầng số".
        if name.is_empty() && filled == 0 && !ordinal.is_empty() && rank(bare).is_none() {
            return merged_group(ordinal, next);
        }
        let rank = rank(bare);
        let group = match rank {
            Some(Rank::Capital | Rank::Roman) => has_numbers && filled <= 1,
            Some(Rank::Number) => {
                filled == 0 && (self.is_spanned() || next.is_some_and(|next| is_child(next.ordinal(), bare)))
            }
            Some(_) => false,
            None => bare.is_empty() && filled == 0 && !name.is_empty(),
        };
        if !group {
            return RowKind::Item;
        }
        let ordinal = (!bare.is_empty()).then(|| bare.to_owned());
        let rank = rank.unwrap_or_else(|| unnumbered(next));
        RowKind::Group { ordinal, title: name.to_owned(), rank }
    }

    /// Text of a group row that stands in no column of a group.
    fn stray(&self, columns: &Columns) -> Option<String> {
        let column = self.filled().next()?;
        let head = columns.columns.get(column).map_or("", |column| column.head.as_str());
        Some(format!("{head}: {}", self.own(column)))
    }
}

/// The rank of a title without a number: over the groups that follow it, or the innermost.
fn unnumbered(next: Option<&View<'_>>) -> Rank {
    let numbered = |text: &str| {
        let label = label::parse(text).map(|label| label.kind);
        matches!(label, Some(LabelKind::Roman | LabelKind::Capital)) || bare_label(text).is_some()
    };
    let over_groups = next.is_some_and(|next| {
        matches!(next.ordinal_rank(), Some(Rank::Roman | Rank::Capital))
            || next.own(next.name).is_empty() && numbered(next.ordinal())
    });
    if over_groups { Rank::Outer } else { Rank::Unnumbered }
}

fn merged_group(text: &str, next: Option<&View<'_>>) -> RowKind {
    if let Some((ordinal, title, rank)) = bare_label(text) {
        return RowKind::Group { ordinal: Some(ordinal.to_owned()), title: title.to_owned(), rank };
    }
    if let Some(label) = label::parse(text) {
        let rank = match label.kind {
            LabelKind::Capital | LabelKind::Part => Rank::Capital,
            LabelKind::Roman => Rank::Roman,
            _ => Rank::Number,
        };
        return RowKind::Group {
            ordinal: Some(label.ordinal.to_owned()),
            title: label.rest.to_owned(),
            rank,
        };
    }
    RowKind::Group { ordinal: None, title: text.to_owned(), rank: unnumbered(next) }
}

/// "Tổng", "Tổng cộng (I+II)", "Cộng I". Names that go on with words are rows ("Tổng số hồ sơ …").
fn is_total(text: &str) -> bool {
    /// Longer ones are rows.
    const LONGEST: usize = 40;
    if text.len() > LONGEST {
        return false;
    }
    let folded = key::ascii(text);
    let starts = ["tong cong", "tong so", "tong", "cong"];
    let rest = starts.iter().find_map(|start| folded.strip_prefix(start));
    let is_label = |word: &str| rank(&word.to_ascii_uppercase()).is_some();
    rest.is_some_and(|rest| rest.split(' ').filter(|word| !word.is_empty()).all(is_label))
}

/// "Ghi chú: …", "Lưu ý: …" below the rows of a table.
fn is_note(text: &str) -> bool {
    ["Ghi chú:", "Ghi chú :", "GHI CHÚ:", "Lưu ý:", "Chú thích:", "(*)"]
        .iter()
        .any(|start| text.starts_with(start))
}

fn note(name: &str, view: &View<'_>) -> Finding {
    let text: Vec<&str> =
        (0..view.table.width()).map(|column| view.own(column)).filter(|cell| !cell.is_empty()).collect();
    let text = text.join(" ");
    Finding::new(
        Rule::UnassignedText,
        Severity::Info,
        format!("Ghi chú dưới bảng: “{text}”."),
        format!("A note below the table: “{text}”."),
    )
    .at(view.at())
    .rows([name.to_owned()])
}

fn total(name: &str, view: &View<'_>, empty: bool) -> Finding {
    let text: Vec<&str> =
        (0..view.table.width()).map(|column| view.own(column)).filter(|cell| !cell.is_empty()).collect();
    let text = text.join(" | ");
    let finding = if empty {
        Finding::new(
            Rule::EmptyRow,
            Severity::Warning,
            format!("Dòng “{text}” không có nội dung."),
            format!("The row “{text}” has no content but its label."),
        )
    } else {
        Finding::new(
            Rule::UnassignedText,
            Severity::Info,
            format!("Dòng tổng “{text}” không phải là chỉ tiêu hay nhiệm vụ."),
            format!("The total row “{text}” is no indicator and no task."),
        )
    };
    finding.at(view.at()).rows([name.to_owned()])
}

fn misplaced(name: &str, title: &str, stray: &str, at: Vec<Place>) -> Finding {
    Finding::new(
        Rule::MisplacedCell,
        Severity::Warning,
        format!("Dòng nhóm “{title}” có giá trị lạc ở cột “{stray}”."),
        format!("The group row “{title}” carries a value that is not its own: “{stray}”."),
    )
    .at(at)
    .rows([name.to_owned()])
}

/// What the cells of one table say, read once: the same few bodies and deadlines stand in most of its rows.
#[derive(Default)]
struct Memo {
    bodies: HashMap<String, Option<Bodies>>,
    deadlines: HashMap<String, Option<Deadline>>,
}

impl Memo {
    fn bodies(&mut self, raw: &str) -> Option<Bodies> {
        recall(&mut self.bodies, raw, bodies::read)
    }

    fn deadline(&mut self, raw: &str) -> Option<Deadline> {
        recall(&mut self.deadlines, raw, values::deadline)
    }
}

fn recall<T: Clone>(
    known: &mut HashMap<String, Option<T>>,
    raw: &str,
    read: fn(&str) -> Option<T>,
) -> Option<T> {
    if let Some(value) = known.get(raw) {
        return value.clone();
    }
    let value = read(raw);
    known.insert(raw.to_owned(), value.clone());
    value
}

fn item(
    view: &View<'_>,
    columns: &Columns,
    id: String,
    groups: &Groups,
    aside: &Aside<'_>,
    memo: &mut Memo,
    rows: &mut Rows,
) {
    let text = |field: Field| columns.find(field).and_then(|column| view.cell(column)).unwrap_or_default();
    let some = |field: Field| Some(text(field)).filter(|text| !text.is_empty()).map(str::to_owned);
    let ordinal = aside.ordinal.unwrap_or(view.ordinal());
    let ordinal = Some(ordinal).filter(|text| !text.is_empty()).map(str::to_owned);
    let name = aside.name.unwrap_or(text(Field::Name)).to_owned();
    let note = [some(Field::Note), aside.note.map(str::to_owned)];
    let note = note.into_iter().flatten().reduce(|own, more| format!("{own}; {more}"));
    let shared = columns.lead_and_support.and_then(|column| view.cell(column)).unwrap_or_default();
    let (lead, support) = lead_and_support(text(Field::Lead), text(Field::Support), shared);
    let row = Row {
        row_key: row_key(ordinal.as_deref(), &name, &groups.key),
        id,
        ordinal,
        groups: groups.path(),
        name,
        lead: memo.bodies(&lead),
        support: memo.bodies(&support),
        monitor: memo.bodies(text(Field::Monitor)),
        note,
        cells: (0..view.table.width())
            .map(|column| view.cell(column).unwrap_or_default().to_owned())
            .collect(),
        inferred: view.table.inferred,
        confidence: if view.table.inferred { Confidence::Likely } else { Confidence::Certain },
        at: view.at(),
    };
    if columns.kind == TableKind::Indicators {
        let unit = some(Field::Unit);
        let targets =
            columns.columns.iter().enumerate().filter(|(_, column)| column.field == Some(Field::Target));
        let targets = targets.filter_map(|(at, column)| {
            values::target(Some(&column.head), view.target(at, columns).unwrap_or_default(), unit.as_deref())
        });
        let targets = targets.collect();
        rows.indicators.push(Indicator {
            row,
            baseline: some(Field::Baseline).map(|raw| Raw { raw }),
            targets,
            unit,
        });
    } else {
        rows.tasks.push(Task {
            row,
            result: some(Field::Result),
            budget: some(Field::Budget).map(|raw| Raw { raw }),
            deadline: memo.deadline(text(Field::Deadline)),
            origin: Origin::Table,
        });
    }
}

/// Lead and support, parted where one cell says both: "Chủ trì: …; Phối hợp: …".
fn lead_and_support(lead: &str, support: &str, shared: &str) -> (String, String) {
    let both = if shared.is_empty() { lead } else { shared };
    if let Some((first, second)) = labels::split_lead_and_support(both) {
        let support = if support.is_empty() { second } else { support.to_owned() };
        return (first, support);
    }
    (both.to_owned(), support.to_owned())
}

/// Key of a row: equal for equal rows of two copies of a plan; `groups` are the folded titles above it.
pub(crate) fn row_key(ordinal: Option<&str>, name: &str, groups: &str) -> String {
    key::hash(&[&key::ascii(ordinal.unwrap_or_default()), &key::name(name), groups])
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;
