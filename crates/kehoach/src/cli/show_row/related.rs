//! Rows that the files say are of a kind with one: carried on, carrying it on, duplicates.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write;

use anyhow::Result;
use kehoach_model::{DuplicateKind, DuplicateLine, Grade, LineageLine, Plan, Relation, RowChange, WorkLine};

use super::super::output_dir::{Head, OutputDir};
use super::super::terminal::{self, Style, shorten};
use super::find::rows;
use crate::lang::Lang;
use crate::show::printable;

/// What the files say of a row.
pub(super) struct Related {
    /// What it carries on.
    pub(super) upward: Option<LineageLine>,
    /// Rows of other works that carry it on, those with changes first.
    downward: BTreeMap<u8, Vec<LineageLine>>,
    groups: Vec<DuplicateLine>,
    row: String,
    /// The best copy's row, where the plan is another copy.
    of_lead: Option<String>,
}

impl Related {
    pub(super) fn read(
        dir: &OutputDir,
        heads: &[Head],
        works: &[WorkLine],
        plan: &Plan,
        row: &str,
    ) -> Result<Self> {
        let copies: BTreeSet<&str> = works.iter().flat_map(|work| &work.copies).map(String::as_str).collect();
        let lead = works.iter().find(|work| work.copies.contains(&plan.id)).map(|work| &work.lead);
        let own = format!("{}#{row}", plan.id);
        let of_lead = match lead.and_then(|lead| heads.iter().find(|head| head.id == *lead)) {
            Some(lead) => counterpart(dir, lead, plan, row)?,
            None => None,
        };
        let shown = of_lead.as_ref().unwrap_or(&own);
        let mut upward = None;
        let mut downward: BTreeMap<u8, Vec<LineageLine>> = BTreeMap::new();
        let holding = [format!("\"{own}\""), format!("\"{shown}\"")];
        dir.lines("lineage.ndjson", &holding, |line: LineageLine| {
            if line.child == own {
                upward = Some(line);
                return;
            }
            let child = line.child.rsplit_once('#').map_or("", |(plan, _)| plan);
            if line.parent.as_ref() == Some(shown) && !copies.contains(child) {
                downward.entry(order(line.relation)).or_default().push(line);
            }
        })?;
        for lines in downward.values_mut() {
            lines.sort_by_key(|line| line.changes.is_empty());
        }
        let mut groups = Vec::new();
        dir.lines("duplicates.ndjson", &holding, |line: DuplicateLine| groups.push(line))?;
        groups.sort_by_key(|group| (group.kind, group.grade));
        Ok(Self { upward, downward, groups, row: own, of_lead })
    }

    /// How many rows carry it on, and some of them.
    pub(super) fn children(
        &self,
        out: &mut impl Write,
        heads: &[Head],
        most: usize,
        lang: Lang,
    ) -> Result<()> {
        if let Some(lead) = &self.of_lead {
            let text = lang.pick("bản khác của văn bản này đứng đầu", "another copy of this plan leads");
            writeln!(out, "\n{}", Style::Faint.of(&format!("{text}: {}", printable(lead))))?;
        }
        let count: usize = self.downward.values().map(Vec::len).sum();
        if count == 0 {
            return Ok(());
        }
        let title = lang.pick("ĐƯỢC THỰC HIỆN BỞI", "CARRIED ON BY");
        writeln!(out, "\n{} ({count})", Style::Strong.of(title))?;
        let heads = by_id(heads);
        for lines in self.downward.values() {
            let Some(first) = lines.first() else { continue };
            writeln!(out, "  {} ({})", relation(first.relation, lang), lines.len())?;
            for line in lines.iter().take(most) {
                let row = told(&heads, &line.child);
                let changes: Vec<String> = line
                    .changes
                    .iter()
                    .map(|of| format!("{} {}", field(&of.field, lang), change(of)))
                    .collect();
                writeln!(out, "    {}", shorten(&row, terminal::width() - 4))?;
                if !changes.is_empty() {
                    let text = shorten(&changes.join("; "), terminal::width() - 6);
                    writeln!(out, "      {}", Style::Faint.of(&text))?;
                }
            }
            more(out, lines.len(), most, lang)?;
        }
        Ok(())
    }

    /// Groups of the same or nearly the same rows.
    pub(super) fn duplicates(
        &self,
        out: &mut impl Write,
        heads: &[Head],
        most: usize,
        lang: Lang,
    ) -> Result<()> {
        if self.groups.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{}", Style::Strong.of(lang.pick("LẶP LẠI", "THE SAME OR NEARLY SO")))?;
        let heads = by_id(heads);
        for group in &self.groups {
            let others = group
                .members
                .iter()
                .filter(|member| **member != self.row && Some(*member) != self.of_lead.as_ref());
            let others: Vec<&String> = others.collect();
            writeln!(out, "  {} ({})", grade(group, lang), others.len())?;
            for member in others.iter().take(most) {
                let origin = if group.origin.as_ref() == Some(*member) {
                    lang.pick("  ← gốc", "  ← the origin")
                } else {
                    ""
                };
                let row = shorten(&told(&heads, member), terminal::width() - 18);
                writeln!(out, "    {row}{origin}")?;
            }
            more(out, others.len(), most, lang)?;
        }
        Ok(())
    }
}

/// The row of the best copy that is the same.
fn counterpart(dir: &OutputDir, lead: &Head, plan: &Plan, row: &str) -> Result<Option<String>> {
    let Some(key) = rows(plan).find(|of| of.id == row).map(|of| of.row_key.clone()) else { return Ok(None) };
    let best: Plan = dir.plan(lead)?;
    let id = rows(&best).find(|of| of.row_key == key).map(|of| format!("{}#{}", lead.id, of.id));
    Ok(id)
}

fn by_id(heads: &[Head]) -> HashMap<&str, &Head> {
    heads.iter().map(|head| (head.id.as_str(), head)).collect()
}

/// "47/KH-UBND, 2026-01-15, UBND xã Đồng Mây  xa-dong-may~1234abcd#t0.r3".
fn told(heads: &HashMap<&str, &Head>, member: &str) -> String {
    let plan = member.rsplit_once('#').map_or(member, |(plan, _)| plan);
    let head = heads.get(plan).map(|head| head.told()).unwrap_or_default();
    format!("{member}  {head}")
}

fn more(out: &mut impl Write, all: usize, most: usize, lang: Lang) -> std::io::Result<()> {
    if all > most {
        let text =
            format!("{} {} {}", lang.pick("… và", "… and"), all - most, lang.pick("hàng khác", "more"));
        writeln!(out, "    {}", Style::Faint.of(&text))?;
    }
    Ok(())
}

fn order(relation: Relation) -> u8 {
    match relation {
        Relation::Same => 0,
        Relation::Reworded => 1,
        Relation::Narrowed => 2,
        Relation::Widened => 3,
        Relation::Own => 4,
    }
}

/// How a child's row follows from its parent's, in words.
pub(super) fn relation(relation: Relation, lang: Lang) -> &'static str {
    let (vi, en) = match relation {
        Relation::Same => ("giống", "same"),
        Relation::Reworded => ("diễn đạt khác", "reworded"),
        Relation::Narrowed => ("thu hẹp", "narrowed"),
        Relation::Widened => ("mở rộng", "widened"),
        Relation::Own => ("riêng", "own"),
    };
    if lang == Lang::Vi { vi } else { en }
}

/// "95% → Đạt".
pub(super) fn change(change: &RowChange) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
    format!("{} → {}", text(&change.parent), text(&change.child))
}

fn field(name: &str, lang: Lang) -> &str {
    match name {
        "target" => lang.pick("mục tiêu", "target"),
        "deadline" => lang.pick("thời hạn", "deadline"),
        "lead" => lang.pick("chủ trì", "lead"),
        "word" => lang.pick("từ", "word"),
        other => other,
    }
}

fn grade(group: &DuplicateLine, lang: Lang) -> &'static str {
    let (vi, en) = match (group.kind, group.grade) {
        (DuplicateKind::SameWork, _) => ("cùng một văn bản", "the same document"),
        (_, Some(Grade::Same)) => ("giống hệt", "the same"),
        (_, Some(Grade::SameButNumbers)) => ("chỉ khác con số", "the same but for numbers"),
        (_, Some(Grade::SameButNames)) => ("chỉ khác tên đơn vị", "the same but for names"),
        (DuplicateKind::SameRow, None) => ("giống", "the same"),
        (DuplicateKind::NearRow, None) => ("gần giống", "nearly the same"),
    };
    if lang == Lang::Vi { vi } else { en }
}
