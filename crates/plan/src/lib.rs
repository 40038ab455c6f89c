//! Documents to plans: header, outline, citations, table kinds, rows, tasks in prose.
//!
//! It judges what the readers only show: which lines are letterhead, which column is the target, which row is
//! a group. It does not know what format a document had, it resolves no link, and it looks for no fault
//! beyond what recognising needs; that is `link` and `check`.
//!
//! Flow: `Document → parts → header, outline, tables, prose tasks, citations → Plan`. Word lists stand in
//! `data/`, with their sources.
//!
//! Decisions: every block belongs to exactly one part, and the letters of all parts are counted, so nothing
//! can fall between them; a table is recognised by its heads alone; text is never corrected, canonical names
//! stand beside the printed ones.

mod bodies;
mod citations;
mod columns;
mod data;
mod header;
mod identity;
mod issuer;
mod labels;
mod letterhead;
mod mentions;
mod outline;
mod parts;
mod prose;
mod rows;
mod signature;
mod tables;
mod values;

use kehoach_document::Document;
use kehoach_model::{
    Conservation, Finding, Header, Indicator, LineRange, NumberStatus, PLAN_SCHEMA, Place, Plan, Rule,
    Severity, Source, Task,
};

use parts::{Part, Parts};

/// Why a document gives no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRecord {
    /// There is nothing to read in it.
    Empty,
    /// Neither a letterhead, nor a kind and an issuer, nor a table of indicators or tasks.
    NoDocument,
}

/// Recognises the plan of a document.
///
/// # Errors
/// [`NoRecord`] where the document is none of ours.
pub fn recognise(document: &Document, source: Source) -> Result<Plan, NoRecord> {
    if document.blocks.is_empty() {
        return Err(NoRecord::Empty);
    }
    let parts = Parts::cut(&document.blocks);
    let header::Read { header, province } = header::read(&parts);
    let tables = tables::read(&parts);
    let mut tasks = tables.tasks;
    tasks.extend(prose::read(&parts));
    let official =
        header.kind.is_some() && (header.issuer.is_some() || header.number_status != NumberStatus::Absent);
    if !official && tables.indicators.is_empty() && tasks.is_empty() {
        return Err(NoRecord::NoDocument);
    }
    let cited = citations::read(&parts, &header, province.as_deref());
    let mut findings = document.warnings.clone();
    findings.extend(missing_number(&parts, &header));
    findings.extend(tables.findings);
    attach_rows(&mut findings, &tables.indicators, &tasks);
    let conservation = Conservation { text_in: document.letters, text_placed: document.letters_placed() };
    if conservation.text_in != conservation.text_placed {
        findings.push(lost_letters(conservation));
    }
    let work = identity::own_work(&header, province.as_deref());
    Ok(Plan {
        schema: PLAN_SCHEMA.to_owned(),
        id: identity::record_id(work.as_deref(), &source.sha256, 1),
        work,
        source,
        implements: cited.implements,
        citations: cited.citations,
        outline: outline::read(&parts),
        objectives: outline::objectives(&parts),
        indicators: tables.indicators,
        tasks,
        tables: tables.tables,
        findings,
        conservation,
        header,
    })
}

/// The number is stamped by the electronic signature and so blank in the text, or a day is missing.
fn missing_number(parts: &Parts<'_>, header: &Header) -> Option<Finding> {
    if header.number.is_some() && header.date.is_some() || header.kind.is_none() {
        return None;
    }
    let what = if header.number.is_none() { ("Số", "number") } else { ("Ngày", "day") };
    let at = parts
        .lines(Part::Letterhead)
        .into_iter()
        .find(|line| line.text.starts_with("Số"))
        .map(|line| line.at);
    let at = at.or_else(|| parts.annexes.first().map(|annex| annex.at.clone())).unwrap_or_default();
    let finding = Finding::new(
        Rule::MissingNumber,
        Severity::Warning,
        format!("{} của văn bản để trống.", what.0),
        format!("The document's own {} is blank.", what.1),
    );
    Some(finding.at(at))
}

/// A reader's finding about a row knows its place; here it learns the row's name.
fn attach_rows(findings: &mut [Finding], indicators: &[Indicator], tasks: &[Task]) {
    let rows = indicators.iter().map(|indicator| &indicator.row).chain(tasks.iter().map(|task| &task.row));
    // Rows in the order in which they begin, so that each finding is one search.
    let mut starts: Vec<(LineRange, &str)> =
        rows.filter_map(|row| Some((lines_of(row.at.first()?)?, row.id.as_str()))).collect();
    starts.sort_unstable();
    for finding in
        findings.iter_mut().filter(|finding| finding.rule == Rule::RowSplit && finding.rows.is_empty())
    {
        let Some(lines) = finding.at.first().and_then(lines_of) else { continue };
        let before = starts.partition_point(|(row, _)| row.0 <= lines.0);
        let row = before.checked_sub(1).and_then(|at| starts.get(at));
        finding.rows.extend(row.filter(|(row, _)| lines.0 <= row.1).map(|(_, id)| (*id).to_owned()));
    }
}

fn lines_of(place: &Place) -> Option<LineRange> {
    match place {
        Place::Lines { lines } => Some(*lines),
        _ => None,
    }
}

fn lost_letters(conservation: Conservation) -> Finding {
    Finding::new(
        Rule::UnassignedText,
        Severity::Error,
        format!("{} chữ vào, {} chữ có chỗ.", conservation.text_in, conservation.text_placed),
        format!("{} letters came in, {} have a place.", conservation.text_in, conservation.text_placed),
    )
}
