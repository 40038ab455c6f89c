//! What a reader should find in each written file: `corpus/expected.json`.

use anyhow::{Context, Result};
use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};

use super::{
    family::{Field, Header, Plan, ProseTask, Row, Table, TableKind},
    mangle::Slip,
    render::Grammar,
};

/// All written files.
#[derive(Debug, Serialize)]
pub(super) struct Expected {
    pub(super) files: Vec<File>,
}

/// One written file.
#[derive(Debug, Serialize)]
pub(super) struct File {
    path: String,
    plan: String,
    grammar: Grammar,
    /// Rows stand here for measuring; nobody promises to read them all.
    columns_lost: bool,
    header: HeaderOut,
    /// Fields of the header of which the site's attributes say another thing than the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attribute_mismatches: Vec<&'static str>,
    implements: Vec<ImplementedOut>,
    legal_basis: Vec<Cited>,
    objectives: Vec<String>,
    indicators: Vec<RowOut>,
    tasks: Vec<RowOut>,
    slips: Vec<Slip>,
}

#[derive(Debug, Serialize)]
struct HeaderOut {
    kind: String,
    number: Option<String>,
    number_status: &'static str,
    symbol: String,
    date: Option<String>,
    date_partial: String,
    place: String,
    issuer: String,
    parent_body: Option<String>,
    level: String,
    title: String,
    signer: String,
    signer_position: Option<String>,
    authority: Option<String>,
    recipients: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Cited {
    number: String,
    date: String,
}

#[derive(Debug, Serialize)]
struct ImplementedOut {
    number: String,
    date: String,
    direct: bool,
    means: Option<String>,
}

/// One row, cell by cell; what is empty, or has no column in the table, is left out.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct RowOut {
    #[serde(skip_serializing_if = "Option::is_none")]
    ordinal: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<GroupOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<String>,
    /// One entry for each target column, `null` where its cell is empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    targets: Vec<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lead: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    support: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    monitor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct GroupOut {
    ordinal: Option<String>,
    title: String,
}

/// The text of `expected.json`, with narrow indents: most of its lines are deep inside.
pub(super) fn json(expected: &Expected) -> Result<String> {
    let mut out = Vec::new();
    let formatter = PrettyFormatter::with_indent(b" ");
    expected
        .serialize(&mut Serializer::with_formatter(&mut out, formatter))
        .context("cannot write expected.json")?;
    String::from_utf8(out).context("expected.json is not UTF-8")
}

/// The expectation for one file of a plan, whose slips are already made.
pub(super) fn file(plan: &Plan, slips: &[Slip], grammar: Grammar) -> File {
    let of_kind = |kind| plan.tables.iter().filter(move |table| table.kind == kind).flat_map(table_rows);
    let prose = plan.sections.iter().flat_map(|section| prose_rows(&section.tasks));
    let aims = plan.sections.iter().filter(|section| section.objectives).flat_map(|section| &section.body);
    File {
        path: format!("plans/{}", grammar.file_name(&plan.slug)),
        plan: plan.slug.clone(),
        grammar,
        columns_lost: grammar.loses_columns(),
        header: header(&plan.header, grammar),
        attribute_mismatches: attribute_mismatches(plan, grammar),
        implements: plan.implements.iter().cloned().map(implemented).collect(),
        legal_basis: plan
            .basis
            .iter()
            .cloned()
            .map(|basis| Cited { number: basis.number, date: basis.date })
            .collect(),
        objectives: aims.map(|aim| aim.trim_start_matches("- ").to_owned()).collect(),
        indicators: of_kind(TableKind::Indicators).collect(),
        tasks: of_kind(TableKind::Tasks).chain(prose).collect(),
        slips: slips.to_vec(),
    }
}

fn implemented(cited: super::family::Implemented) -> ImplementedOut {
    ImplementedOut { number: cited.number, date: cited.date, direct: cited.direct, means: cited.means }
}

fn attribute_mismatches(plan: &Plan, grammar: Grammar) -> Vec<&'static str> {
    let wrong = grammar == Grammar::Html && plan.html.site_signer.is_some();
    wrong.then_some("signer").into_iter().collect()
}

fn header(header: &Header, grammar: Grammar) -> HeaderOut {
    let lost = grammar.loses_cell_lines();
    let header = header.clone();
    HeaderOut {
        kind: header.kind,
        number_status: if header.number.is_some() { "present" } else { "blank" },
        number: header.number,
        symbol: header.symbol,
        date: header.date,
        date_partial: header.date_partial,
        place: header.place,
        issuer: header.issuer,
        parent_body: header.parent_body,
        level: header.level,
        title: header.title.join(" "),
        signer: header.signer,
        signer_position: (!lost).then_some(header.signer_position),
        authority: header.authority,
        recipients: if lost { Vec::new() } else { entries(&header.recipients) },
    }
}

// The mark that ends an entry belongs to the list, not to the body.
fn entries(recipients: &[String]) -> Vec<String> {
    recipients.iter().map(|entry| entry.trim_end_matches([';', '.']).to_owned()).collect()
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn table_rows(table: &Table) -> Vec<RowOut> {
    let mut groups: Vec<GroupOut> = Vec::new();
    let mut rows = Vec::new();
    for row in table.rows() {
        match row {
            Row::Group { depth, ordinal, title } => {
                groups.truncate(depth);
                groups.push(GroupOut { ordinal: some(ordinal), title: title.to_owned() });
            }
            Row::Cells(cells) if is_total(cells) => {}
            Row::Cells(cells) => {
                let mut out = RowOut { groups: groups.clone(), ..RowOut::default() };
                for (column, cell) in table.columns.iter().zip(cells) {
                    put(&mut out, column.field, some(cell));
                }
                rows.push(out);
            }
        }
    }
    rows
}

// A total sums rows up, it is none.
fn is_total(cells: &[String]) -> bool {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty());
    filled.next().is_some_and(|cell| cell == "Tổng") && filled.next().is_none()
}

fn put(row: &mut RowOut, field: Field, cell: Option<String>) {
    match field {
        Field::Ordinal => row.ordinal = cell,
        Field::Name => row.name = cell,
        Field::Unit => row.unit = cell,
        Field::Baseline => row.baseline = cell,
        Field::Target => row.targets.push(cell),
        Field::Lead => row.lead = cell,
        Field::Support => row.support = cell,
        Field::Monitor => row.monitor = cell,
        Field::Result => row.result = cell,
        Field::Deadline => row.deadline = cell,
        Field::Note => row.note = cell,
    }
}

fn prose_rows(tasks: &[ProseTask]) -> Vec<RowOut> {
    let mut group: Option<&ProseTask> = None;
    let mut rows = Vec::new();
    for task in tasks {
        if task.gathers {
            group = Some(task);
            continue;
        }
        // "3.1" stands below "3", "4" does not.
        group = group.filter(|group| task.ordinal.starts_with(&format!("{}.", group.ordinal)));
        let groups = group
            .iter()
            .map(|group| GroupOut { ordinal: some(&group.ordinal), title: group.name.clone() })
            .collect();
        let bullets = task.extra.iter().map(|bullet| format!("- {bullet}"));
        let name: Vec<String> = std::iter::once(task.name.clone()).chain(bullets).collect();
        rows.push(RowOut {
            ordinal: some(&task.ordinal),
            groups,
            name: some(&name.join(" ")),
            lead: some(&task.lead.join(" ")),
            support: some(&task.support.join(" ")),
            deadline: some(&task.deadline),
            ..RowOut::default()
        });
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::{super::family::Column, *};

    #[test]
    fn a_row_knows_the_groups_above_it_and_a_total_is_no_row() {
        let columns = [("TT", Field::Ordinal), ("Nhiệm vụ", Field::Name), ("Chủ trì", Field::Lead)];
        let columns = columns.map(|(head, field)| Column { head: head.into(), field, width: 20 }).to_vec();
        let rows: [[&str; 3]; 7] = [
            [">", "A", "Chung"],
            [">>", "", "Dữ liệu"],
            ["1", "Rà soát", "Sở Nội vụ"],
            [">>", "", "Hạ tầng"],
            [">", "B", "Riêng"],
            ["2", "Báo cáo", ""],
            ["", "Tổng", ""],
        ];
        let rows = rows.iter().map(|row| row.map(String::from).to_vec()).collect();
        let table =
            Table { kind: TableKind::Tasks, appendix: String::new(), title: String::new(), columns, rows };
        let titles = |row: &RowOut| row.groups.iter().map(|group| group.title.clone()).collect::<Vec<_>>();
        let rows = table_rows(&table);
        assert_eq!(rows.iter().map(titles).collect::<Vec<_>>(), [vec!["Chung", "Dữ liệu"], vec!["Riêng"]]);
        assert_eq!((rows[0].lead.as_deref(), rows[1].lead.as_deref()), (Some("Sở Nội vụ"), None));
        assert_eq!((rows[1].ordinal.as_deref(), rows[1].name.as_deref()), (Some("2"), Some("Báo cáo")));
    }

    #[test]
    fn a_gathering_heading_is_a_group_of_its_own_numbers_only() {
        let task =
            |ordinal: &str, gathers| ProseTask { ordinal: ordinal.into(), gathers, ..ProseTask::default() };
        let rows = prose_rows(&[task("3", true), task("3.1", false), task("30", false)]);
        assert_eq!(rows.iter().map(|row| row.groups.len()).collect::<Vec<_>>(), [1, 0]);
    }
}
