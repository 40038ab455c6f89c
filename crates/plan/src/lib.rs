//! Documents to plans: header, outline, citations, table kinds, rows, tasks in prose.
//!
//! It judges what the readers only show: which lines are letterhead, which column is the target, which row is
//! a group. It does not know what format a document had, it resolves no link, and it looks for no fault
//! beyond what recognising needs; that is `link` and `check`.
//!
//! Flow: `Document → split → parts → header, outline, tables, prose tasks, citations → Plan`. Word lists stand in
//! `data/`, with their sources.
//!
//! Decisions: every block belongs to exactly one part, and the letters of all parts are counted, so nothing
//! can fall between them; a table is recognised by its heads alone; text is never corrected, canonical names
//! stand beside the printed ones.

mod bodies;
mod citations;
mod columns;
mod data;
mod groups;
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
mod split;
mod stacked;
mod tables;
mod values;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use kehoach_document::{Block, Document};
use kehoach_model as model;
use kehoach_model::{
    Confidence, Conservation, Finding, Header, Indicator, LineRange, NumberStatus, PLAN_SCHEMA, Place, Plan,
    Row, Rule, Severity, Source, Task,
};

pub use identity::{party_term, work_key};
pub use issuer::{Canonical, canonical};
pub use mentions::{Mention, find_mentions};
pub use split::split;

use parts::{Part, Parts};

/// Why a document gives no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRecord {
    /// There is nothing to read in it.
    Empty,
    /// Neither a letterhead, nor a kind and an issuer, nor a table of indicators or tasks.
    NoDocument,
}

/// Recognises the documents of a file: one record for each.
///
/// # Errors
/// [`NoRecord`] where none of them is ours.
pub fn recognise(document: &Document, source: &Source) -> Result<Vec<Plan>, NoRecord> {
    if document.blocks.is_empty() {
        return Err(NoRecord::Empty);
    }
    let ranges = split(document);
    let of = ranges.len() as u32;
    let mut plans: Vec<Plan> = Vec::with_capacity(ranges.len());
    for (range, index) in ranges.into_iter().zip(1..) {
        let share = Share::of(document, &range, index, of);
        let issuer = plans.last().filter(|plan| plan.source.part.is_some()).cloned();
        plans.extend(one(document.blocks.get(range).unwrap_or_default(), share, source, issuer.as_ref()));
    }
    if plans.is_empty() { Err(NoRecord::NoDocument) } else { Ok(plans) }
}

/// What of a file beside its blocks belongs to one of its documents.
struct Share {
    part: Option<model::Part>,
    findings: Vec<Finding>,
    conservation: Conservation,
}

impl Share {
    fn of(document: &Document, range: &Range<usize>, index: u32, of: u32) -> Self {
        let blocks = document.blocks.get(range.clone()).unwrap_or_default();
        if of == 1 {
            let conservation =
                Conservation { text_in: document.letters, text_placed: document.letters_placed() };
            return Self { part: None, findings: document.warnings.clone(), conservation };
        }
        // Findings and furniture go to the document in whose blocks they stand; what stands before the first
        // block goes to the first document, what lies behind the last one to the last.
        let start = |range: &[Block]| {
            let first = range.iter().find_map(|block| block.at().first().and_then(Place::position));
            first.unwrap_or_default()
        };
        let first = if index == 1 { 0 } else { start(blocks) };
        let behind = document.blocks.get(range.end..).unwrap_or_default();
        let next = (index != of).then(|| start(behind));
        let here = |at: &[Place]| {
            at.first()
                .and_then(Place::position)
                .map_or(index == 1, |position| position >= first && next.is_none_or(|next| position < next))
        };
        let furniture = document
            .furniture
            .iter()
            .map(|piece| &piece.passage)
            .chain(document.notes.iter().map(|note| &note.passage));
        let around: u64 =
            furniture.filter(|passage| here(&passage.at())).map(kehoach_document::Passage::letters).sum();
        let placed = around + blocks.iter().map(Block::letters).sum::<u64>();
        // A loss cannot be told apart by documents: the last one reports it.
        let lost = if index == of { document.letters.saturating_sub(document.letters_placed()) } else { 0 };
        let mut at = blocks.first().map(Block::at).unwrap_or_default();
        at.truncate(1);
        at.extend(blocks.last().and_then(|block| block.at().pop()));
        Self {
            part: Some(model::Part { index, of, at }),
            findings: document.warnings.iter().filter(|finding| here(&finding.at)).cloned().collect(),
            conservation: Conservation { text_in: placed + lost, text_placed: placed },
        }
    }
}

/// The record of one document; `before` is the one above it in the file, which may have issued it.
fn one(blocks: &[Block], share: Share, source: &Source, before: Option<&Plan>) -> Option<Plan> {
    let parts = Parts::cut(blocks);
    let header::Read { mut header, mut province, findings: disagreements } = header::read(&parts);
    if let Some(decision) = before.filter(|decision| header::is_issued_by(&parts, &header, &decision.header))
    {
        header::take_identity(&mut header, decision);
        province = province.or_else(|| {
            header.issuer.as_ref().and_then(|issuer| issuer::canonical(&issuer.name, None)?.province)
        });
    }
    let mut tables = tables::read(&parts);
    let mut tasks = std::mem::take(&mut tables.tasks);
    tasks.extend(prose::read(&parts));
    let rows = tables
        .indicators
        .iter_mut()
        .map(|indicator| &mut indicator.row)
        .chain(tasks.iter_mut().map(|task| &mut task.row));
    bodies::unify(rows.flat_map(|row| [&mut row.lead, &mut row.support, &mut row.monitor]).flatten());
    let official =
        header.kind.is_some() && (header.issuer.is_some() || header.number_status != NumberStatus::Absent);
    // One block of labels in prose is a question with its answer, or a notice.
    let has_tasks = tasks.iter().any(|task| task.origin == model::Origin::Table) || tasks.len() > 1;
    if !official && tables.indicators.is_empty() && !has_tasks {
        return None;
    }
    let cited = citations::read(&parts, &header, province.as_deref());
    let mut findings = share.findings;
    findings.extend(disagreements);
    findings.extend(missing_number(&parts, &header));
    findings.extend(tables.findings);
    attach_rows(&mut findings, &tables.indicators, &tasks);
    let rows = tables.indicators.iter_mut().map(|indicator| &mut indicator.row);
    doubt_rows(&findings, rows.chain(tasks.iter_mut().map(|task| &mut task.row)));
    if share.conservation.text_in != share.conservation.text_placed {
        findings.push(lost_letters(share.conservation));
    }
    let work = identity::own_work(&header, province.as_deref());
    let index = share.part.as_ref().map_or(1, |part| part.index);
    Some(Plan {
        schema: PLAN_SCHEMA.to_owned(),
        id: identity::record_id(work.as_deref(), &source.sha256, index),
        work,
        source: Source { part: share.part, ..source.clone() },
        implements: cited.implements,
        citations: cited.citations,
        outline: outline::read(&parts),
        objectives: outline::objectives(&parts),
        indicators: tables.indicators,
        tasks,
        tables: tables.tables,
        findings,
        conservation: share.conservation,
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

/// Rules of the readers that are about one row.
const READ_ROWS: &[Rule] = &[Rule::RowSplit, Rule::UncertainRow];

/// Rows that their reader found uncertain are doubtful.
fn doubt_rows<'a>(findings: &[Finding], rows: impl Iterator<Item = &'a mut Row>) {
    let doubted: HashSet<&str> = findings
        .iter()
        .filter(|finding| finding.rule == Rule::UncertainRow)
        .flat_map(|finding| finding.rows.iter().map(String::as_str))
        .collect();
    for row in rows.filter(|row| doubted.contains(row.id.as_str())) {
        row.confidence = Confidence::Doubtful;
    }
}

/// A reader's finding about a row knows its place; here it learns the row's name.
fn attach_rows(findings: &mut [Finding], indicators: &[Indicator], tasks: &[Task]) {
    let rows = indicators.iter().map(|indicator| &indicator.row).chain(tasks.iter().map(|task| &task.row));
    // Rows in the order of their lines, or by the path of their cells, so that each finding is one search.
    let places: Vec<(&Place, &str)> =
        rows.flat_map(|row| row.at.iter().map(|place| (place, row.id.as_str()))).collect();
    let mut lines: Vec<(LineRange, &str)> = Vec::new();
    let mut cells: HashMap<(u32, &str, &str), &str> = HashMap::new();
    let mut boxes: HashMap<u32, Vec<(&[f32; 4], &str)>> = HashMap::new();
    for (place, id) in places {
        match place {
            Place::Lines { lines: range } => lines.push((*range, id)),
            Place::Block { block, path } => {
                cells.insert((*block, "", path), id);
            }
            Place::Sheet { sheet, cell } => {
                cells.insert((0, sheet, cell), id);
            }
            Place::Page { page, bbox } => boxes.entry(*page).or_default().push((bbox, id)),
        }
    }
    lines.sort_unstable();
    for finding in
        findings.iter_mut().filter(|finding| READ_ROWS.contains(&finding.rule) && finding.rows.is_empty())
    {
        let row = match finding.at.first() {
            Some(Place::Lines { lines: at }) => {
                let before = lines.partition_point(|(row, _)| row.0 <= at.0);
                let row = before.checked_sub(1).and_then(|last| lines.get(last));
                row.filter(|(row, _)| at.0 <= row.1).map(|(_, id)| *id)
            }
            Some(Place::Block { block, path }) => cells.get(&(*block, "", path.as_str())).copied(),
            Some(Place::Sheet { sheet, cell }) => cells.get(&(0, sheet.as_str(), cell.as_str())).copied(),
            Some(Place::Page { page, bbox }) => {
                // The row whose box holds the middle of the piece.
                let [_, top, _, foot] = bbox;
                let middle = f32::midpoint(*top, *foot);
                let mut here = boxes.get(page).into_iter().flatten();
                here.find(|([_, y0, _, y1], _)| (*y0..=*y1).contains(&middle)).map(|(_, id)| *id)
            }
            None => None,
        };
        finding.rows.extend(row.map(str::to_owned));
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
