//! The row that a person means.

use std::collections::HashSet;

use anyhow::{Result, bail};
use kehoach_model::{Plan, Row, WorkLine};
use kehoach_viet::key;

use super::super::output_dir::{Head, OutputDir};
use crate::lang::Lang;
use crate::show::printable;

/// Plans and rows that a message names.
const NAMED: usize = 8;

/// The plan and the row of `<plan>#<row>`.
pub(super) fn row<'a>(
    dir: &OutputDir,
    heads: &'a [Head],
    works: &[WorkLine],
    asked: &str,
    lang: Lang,
) -> Result<(&'a Head, Plan, String)> {
    let (of_plan, row) = asked.rsplit_once('#').unwrap_or((asked, ""));
    let found = without_copies(plans(heads, of_plan.trim()), works);
    let mut fitting = Vec::new();
    let mut rows = Vec::new();
    for head in found.iter().copied().take(NAMED) {
        let plan: Plan = dir.plan(head)?;
        if self::rows(&plan).any(|of| of.id == row) {
            fitting.push((head, plan));
        } else {
            rows.extend(self::rows(&plan).map(|of| (head, of.clone())));
        }
    }
    let many = fitting.len() > 1 || found.len() > NAMED;
    if let (Some((head, plan)), false) = (fitting.pop(), many) {
        return Ok((head, plan, row.to_owned()));
    }
    let named = |heads: &[&Head]| -> String {
        let lines = heads.iter().take(NAMED);
        let lines = lines.map(|head| format!("\n  {}  {}  ({})", head.id, head.told(), head.source.path));
        printable_lines(&lines.collect::<String>())
    };
    if many {
        let text = match lang {
            Lang::Vi => format!("\"{of_plan}\" là nhiều văn bản; hãy ghi mã:"),
            Lang::En => format!("\"{of_plan}\" may be several plans; give the id:"),
        };
        bail!("{text}{}", named(&found));
    }
    if found.is_empty() {
        let text = match lang {
            Lang::Vi => format!("không có văn bản nào có mã, tệp hoặc số là \"{of_plan}\""),
            Lang::En => format!("no plan has \"{of_plan}\" as its id, file or number"),
        };
        let near = near(heads, of_plan);
        let or = match (near.is_empty(), lang) {
            (true, Lang::Vi) => "; mã của các văn bản: `kehoach links DIR --ids`",
            (true, Lang::En) => "; `kehoach links DIR --ids` lists the ids",
            (false, Lang::Vi) => "; có thể là:",
            (false, Lang::En) => "; perhaps:",
        };
        bail!("{text}{or}{}", named(&near));
    }
    bail!("{}", no_row(&found, row, &rows, lang))
}

/// By id, by file, by number, by the beginning of the id: whatever fits first.
fn plans<'a>(heads: &'a [Head], asked: &str) -> Vec<&'a Head> {
    if asked.is_empty() {
        return Vec::new();
    }
    let number = key::symbol(asked);
    let ways: [&dyn Fn(&Head) -> bool; 4] = [
        &|head| head.id == asked,
        &|head| head.is_of_file(asked),
        &|head| {
            !number.is_empty() && head.header.number.as_deref().is_some_and(|own| key::symbol(own) == number)
        },
        &|head| head.id.starts_with(asked),
    ];
    let mut found = ways.iter().map(|way| heads.iter().filter(|head| way(head)).collect::<Vec<_>>());
    found.find(|found| !found.is_empty()).unwrap_or_default()
}

/// A copy whose best copy fits as well is not meant.
fn without_copies<'a>(mut found: Vec<&'a Head>, works: &[WorkLine]) -> Vec<&'a Head> {
    if found.len() > 1 {
        let ids: HashSet<&str> = found.iter().map(|head| head.id.as_str()).collect();
        let of_leads = works.iter().filter(|work| ids.contains(work.lead.as_str()));
        let copies: HashSet<&str> = of_leads.flat_map(|work| &work.copies).map(String::as_str).collect();
        found.retain(|head| !copies.contains(head.id.as_str()));
    }
    found
}

fn near<'a>(heads: &'a [Head], asked: &str) -> Vec<&'a Head> {
    let wanted = key::slug(asked);
    let text = |head: &Head| {
        let title = head.header.title.as_deref().unwrap_or_default();
        key::slug(&format!("{} {} {} {title}", head.id, head.source.path, head.told()))
    };
    let holds = |head: &&Head| !wanted.is_empty() && text(head).contains(&wanted);
    heads.iter().filter(holds).take(NAMED).collect()
}

fn no_row(found: &[&Head], row: &str, rows: &[(&Head, Row)], lang: Lang) -> String {
    let plan = found.first().map_or("", |head| head.id.as_str());
    let text = match (row.is_empty(), lang) {
        (true, Lang::Vi) => format!("hãy ghi hàng sau dấu #; {plan} có {} hàng", rows.len()),
        (true, Lang::En) => format!("a row is named behind a #; {plan} has {} rows", rows.len()),
        (false, Lang::Vi) => format!("{plan} không có hàng \"{row}\"; văn bản có {} hàng", rows.len()),
        (false, Lang::En) => format!("{plan} has no row \"{row}\" among its {} rows", rows.len()),
    };
    // Rows of the table asked for say more than the first ones of the plan.
    let table = row.split_once('.').map(|(table, _)| format!("{table}."));
    let of_table = |of: &&(&Head, Row)| table.as_ref().is_some_and(|table| of.1.id.starts_with(table));
    let mut shown: Vec<_> = rows.iter().filter(of_table).collect();
    let position = |id: &str| id.rsplit_once(".r").and_then(|(_, at)| at.parse::<u32>().ok()).unwrap_or(0);
    let wanted = position(row);
    shown.sort_by_key(|(_, of)| position(&of.id).abs_diff(wanted));
    if shown.is_empty() {
        shown = rows.iter().collect();
    }
    shown.truncate(NAMED);
    shown.sort_by(|(_, one), (_, other)| {
        let place = |of: &Row| (of.id.split('.').next().map(str::to_owned), position(&of.id));
        place(one).cmp(&place(other))
    });
    let lines = shown.iter().map(|(head, of)| {
        let name = super::super::terminal::shorten(&of.name, 60);
        format!("\n  {}#{}  {name}", head.id, of.id)
    });
    let lines: String = lines.collect();
    printable_lines(&if lines.is_empty() { text } else { format!("{text}:{lines}") })
}

/// Several lines, each made harmless.
fn printable_lines(text: &str) -> String {
    text.split('\n').map(printable).collect::<Vec<_>>().join("\n")
}

/// All rows of a plan, in its order.
pub(super) fn rows(plan: &Plan) -> impl Iterator<Item = &Row> {
    let indicators = plan.indicators.iter().map(|indicator| &indicator.row);
    indicators.chain(plan.tasks.iter().map(|task| &task.row))
}
