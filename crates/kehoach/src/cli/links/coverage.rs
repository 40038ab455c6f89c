//! Which rows of a parent its children took up.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write;

use anyhow::Result;
use kehoach_model::{CoverageLine, Group};
use serde::Deserialize;
use unicode_width::UnicodeWidthStr;

use super::super::output_dir::OutputDir;
use super::super::terminal::{self, Style, shorten};
use super::forest::{Forest, Node};
use crate::lang::Lang;
use crate::show::{pad, printable};

/// The column of TT is no wider.
const ORDINAL_WIDTH: usize = 6;

/// What of a record is needed.
#[derive(Deserialize)]
struct Rows {
    indicators: Vec<Row>,
    tasks: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    row: String,
    ordinal: Option<String>,
    groups: Vec<Group>,
    name: String,
}

/// A child's record, whose copy it may be, and what it took up.
type Taken = BTreeMap<Node, (Node, CoverageLine)>;

/// Prints the parents among `chosen`, or those of `chosen` with it alone.
pub(super) fn show(
    out: &mut impl Write,
    dir: &OutputDir,
    forest: &Forest,
    chosen: Option<&[Node]>,
    lang: Lang,
) -> Result<()> {
    let mut parents: BTreeMap<Node, Taken> = BTreeMap::new();
    dir.lines("coverage.ndjson", &[], |line: CoverageLine| {
        let (Some((_, parent)), Some((record, child))) =
            (forest.record(&line.parent), forest.record(&line.child))
        else {
            return;
        };
        if chosen.is_some_and(|chosen| !chosen.contains(&parent) && !chosen.contains(&child)) {
            return;
        }
        let children = parents.entry(parent).or_default();
        // Copies take up what their best copy does.
        if record == child || !children.contains_key(&child) {
            children.insert(child, (record, line));
        }
    })?;
    if parents.is_empty() {
        let text = lang.pick(
            "không có văn bản nào có hàng được văn bản khác thực hiện",
            "no plan has rows that another plan here carries out",
        );
        writeln!(out, "{text}")?;
    }
    let mut order: Vec<(Node, Taken)> = parents.into_iter().collect();
    order.sort_by_cached_key(|(parent, _)| forest.order(*parent));
    for (at, (parent, children)) in order.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let Some(head) = forest.heads.get(*parent) else { continue };
        of_parent(out, forest, *parent, children, &dir.plan(head)?, lang)?;
    }
    Ok(())
}

fn of_parent(
    out: &mut impl Write,
    forest: &Forest,
    parent: Node,
    children: &Taken,
    rows: &Rows,
    lang: Lang,
) -> Result<()> {
    let width = terminal::width();
    let mut takers: HashMap<&str, usize> = HashMap::new();
    let mut of_all: BTreeSet<&str> = BTreeSet::new();
    for (_, line) in children.values() {
        for row in &line.taken {
            *takers.entry(row).or_default() += 1;
        }
        of_all.extend(line.taken.iter().chain(&line.missing).map(String::as_str));
    }
    let [number, date, issuer, title] = forest.facts(parent);
    let text = printable(&format!("{number}  {date}  {issuer}"));
    writeln!(
        out,
        "{} {}",
        Style::Strong.of(&text),
        shorten(&format!("· {title}"), width.saturating_sub(text.width() + 1).max(16))
    )?;
    let (all, taken, of) = (of_all.len(), takers.len(), children.len());
    let nobody = all - taken;
    let text = match lang {
        Lang::Vi => {
            format!("{all} hàng: {taken} được thực hiện, {nobody} chưa ai thực hiện; {of} văn bản thực hiện")
        }
        Lang::En => format!("{all} rows: {taken} taken up, {nobody} by nobody; children: {of}"),
    };
    writeln!(out, "  {text}")?;
    shares(out, forest, children, width, lang)?;
    writeln!(out, "  {}", lang.pick("Từng hàng", "Row by row"))?;
    let digits = of.to_string().len();
    let mut above: &[Group] = &[];
    let listed = || rows.indicators.iter().chain(&rows.tasks).filter(|row| of_all.contains(row.row.as_str()));
    let id_width = listed().map(|row| row.row.width()).max().unwrap_or(0);
    let ordinal = |row: &Row| printable(row.ordinal.as_deref().unwrap_or_default());
    let ordinal_width = listed().map(|row| ordinal(row).width()).max().unwrap_or(0).min(ORDINAL_WIDTH);
    for row in listed() {
        if row.groups != above {
            let path: Vec<String> = row
                .groups
                .iter()
                .map(|group| {
                    format!("{} {}", group.ordinal.as_deref().unwrap_or_default(), group.title)
                        .trim()
                        .to_owned()
                })
                .collect();
            writeln!(
                out,
                "    {}",
                Style::Faint.of(&shorten(&format!("── {}", path.join(" › ")), width - 4))
            )?;
            above = &row.groups;
        }
        let count = takers.get(row.row.as_str()).copied().unwrap_or(0);
        let mark = if count == 0 { "✗" } else { " " };
        let text = format!("{mark} {count:>digits$}/{of}  {}", pad(&printable(&row.row), id_width));
        let name = format!("{} {}", pad(&ordinal(row), ordinal_width), row.name);
        let name = shorten(&name, width.saturating_sub(text.width() + 6).max(16));
        let text = format!("{text}  {name}");
        writeln!(out, "    {}", if count == 0 { Style::Warning.of(&text) } else { text })?;
    }
    Ok(())
}

/// How much each child took up, most first.
fn shares(out: &mut impl Write, forest: &Forest, children: &Taken, width: usize, lang: Lang) -> Result<()> {
    writeln!(out, "  {}", lang.pick("Từng văn bản", "Child by child"))?;
    let mut order: Vec<(usize, usize, Node)> = children
        .iter()
        .map(|(child, (_, line))| (line.taken.len(), line.taken.len() + line.missing.len(), *child))
        .collect();
    order.sort_by_cached_key(|(taken, _, child)| (std::cmp::Reverse(*taken), forest.order(*child)));
    let digits = order.iter().map(|(_, all, _)| all.to_string().len()).max().unwrap_or(0);
    let number_width = order.iter().map(|(.., child)| forest.number_width(*child)).max().unwrap_or(0);
    for (taken, all, child) in order {
        let share = (taken * 100).checked_div(all).unwrap_or(0);
        let [number, _, issuer, title] = forest.facts(child);
        let text =
            format!("{share:>3} %  {taken:>digits$}/{all}  {}", pad(&printable(&number), number_width));
        let name =
            [issuer, title].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        let name = shorten(&name, width.saturating_sub(text.width() + 6).max(16));
        writeln!(out, "    {text}  {name}")?;
    }
    Ok(())
}
