//! A country of plans: provinces, the communes below them, and who carries out what, row by row. Linking and row
//! lineage are scored on it (`score`).
//!
//! Invented like `corpus`, but for numbers and not for layouts: every file is read without doubt, what is hard is to
//! find the plan and the row that is meant. Nothing here knows how a link is found.

mod carry;
mod check;
mod commune;
mod date;
mod derive;
mod draw;
mod mangle;
mod place;
mod plan;
mod print;
mod province;
mod row;
pub(crate) mod score;
mod template;
mod truth;
mod wording;

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use self::{commune::Seat, draw::Draw, place::Province, plan::Plan, print::Layout, template::Pools};

/// The last year; the others are those before it.
const LAST_YEAR: usize = 2026;
/// Of a hundred plans so many stand in a second file.
const COPIES: usize = 3;
/// Of a hundred files so many are Markdown and not text with tabs.
const MARKDOWN: usize = 25;

/// How much is to be written.
#[derive(Debug, Clone, Copy)]
struct Size {
    provinces: usize,
    communes: usize,
    years: usize,
    rows: usize,
}

/// One file, not yet written.
struct File {
    /// Below `plans`: nothing of the plan shows in it.
    name: String,
    layout: Layout,
    /// Number, day and signer are not in it yet.
    draft: bool,
}

/// `cargo xtask corpus --scale DIR …`: writes the corpus, or with `--check` reads it again.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Result<String> {
    let mut size = Size { provinces: 34, communes: 100, years: 2, rows: 73 };
    let mut left = arguments;
    let mut checks = false;
    while let [flag, rest @ ..] = left {
        left = rest;
        if *flag == "--check" {
            checks = true;
            continue;
        }
        let [value, rest @ ..] = rest else { bail!("{flag} needs a number") };
        left = rest;
        let value = value.parse().with_context(|| format!("{flag} {value}"))?;
        match *flag {
            "--provinces" => size.provinces = value,
            "--communes" => size.communes = value,
            "--years" => size.years = value,
            "--rows" => size.rows = value,
            _ => bail!("no such option: {flag}"),
        }
    }
    let works = works(size)?;
    if checks { check::run(folder, &works) } else { write(folder, &works) }
}

/// All plans, those of a province before those of its communes.
fn works(size: Size) -> Result<Vec<Plan>> {
    let pools = template::pools()?;
    let provinces = place::provinces(size.provinces)?;
    let years: Vec<usize> = (LAST_YEAR + 1 - size.years..=LAST_YEAR).collect();
    let of = |(at, province): (usize, &Province)| of_province(at, province, &years, size, &pools);
    Ok(provinces.par_iter().enumerate().flat_map(of).collect())
}

fn of_province(at: usize, province: &Province, years: &[usize], size: Size, pools: &Pools) -> Vec<Plan> {
    let parents = province::plans(at, province, years, size.rows, &pools.province);
    let communes = place::communes(at, size.communes);
    let mut plans = Vec::new();
    for parent in &parents {
        for (number, commune) in communes.iter().enumerate() {
            plans
                .push(commune::plan(&Seat { at, province, commune, parent, pools, rows: size.rows }, number));
        }
    }
    parents.into_iter().chain(plans).collect()
}

/// The files of a plan: one, and for a few a copy in another layout or a draft.
fn files(plan: &Plan) -> Vec<File> {
    let [province, year, commune] = plan.key;
    let mut draw = Draw::of(&[0x6669_6c65, province, year, commune]);
    let layout = if draw.percent(MARKDOWN) { Layout::Markdown } else { Layout::Tabs };
    let mut layouts = vec![(layout, false)];
    if draw.percent(COPIES) {
        let other = if layout == Layout::Tabs { Layout::Markdown } else { Layout::Tabs };
        layouts.push(match draw.below(3) {
            0 => (other, false),
            1 if plan.head.number.is_some() => (layout, true),
            _ => (Layout::Page, false),
        });
    }
    let mut name = |layout: Layout| {
        let hash = draw.next();
        format!("{:02x}/{hash:016x}.{}", hash >> 58, layout.ending())
    };
    layouts.into_iter().map(|(layout, draft)| File { name: name(layout), layout, draft }).collect()
}

impl File {
    fn print(&self, plan: &Plan) -> String {
        if !self.draft {
            return self.layout.print(plan);
        }
        let mut plan = plan.clone();
        plan.head.number = None;
        plan.head.day_blank = true;
        plan.head.signature.pop();
        plan.head.signature.push(String::new());
        self.layout.print(&plan)
    }
}

fn write(folder: &Path, works: &[Plan]) -> Result<String> {
    let plans = folder.join("plans");
    for shelf in 0..64 {
        let shelf = plans.join(format!("{shelf:02x}"));
        fs::create_dir_all(&shelf).with_context(|| format!("cannot make {}", shelf.display()))?;
    }
    let written = works.par_iter().map(|plan| {
        let mut bytes = 0;
        for file in files(plan) {
            let text = file.print(plan);
            bytes += text.len();
            fs::write(plans.join(&file.name), text).with_context(|| format!("cannot write {}", file.name))?;
        }
        Ok(bytes)
    });
    let bytes: usize = written.collect::<Result<Vec<usize>>>()?.iter().sum();
    let truth = truth(works);
    let mut lines = String::new();
    for file in &truth {
        lines += &serde_json::to_string(file).context("cannot write the truth")?;
        lines.push('\n');
    }
    fs::write(folder.join(truth::FILE), lines).context("cannot write the truth")?;
    Ok(said(works, &truth, bytes))
}

/// What is true of each file, by name.
fn truth(works: &[Plan]) -> Vec<truth::File> {
    let names = |plan: &Plan| -> Vec<String> { files(plan).into_iter().map(|file| file.name).collect() };
    // The plans of provinces are few; the plan cited is that of the same province and year.
    let parents: Vec<(&Plan, Vec<String>)> =
        works.iter().filter(|plan| plan.cited.is_none()).map(|plan| (plan, names(plan))).collect();
    let mut out: Vec<truth::File> = works
        .par_iter()
        .flat_map_iter(|plan| {
            let cited = plan.cited.as_ref().and_then(|cited| cited.parent.as_ref());
            let parent = parents.iter().find(|(parent, _)| Some(&parent.work) == cited);
            let parents = parent.map(|(_, names)| names.as_slice()).unwrap_or_default();
            let of =
                |file: File| truth::file(&file.name, plan, file.draft || plan.head.number.is_none(), parents);
            files(plan).into_iter().map(of).collect::<Vec<_>>()
        })
        .collect();
    out.sort_by(|one, other| one.file.cmp(&other.file));
    out
}

fn said(works: &[Plan], truth: &[truth::File], bytes: usize) -> String {
    let rows: usize = works.iter().map(|plan| plan.rows.len()).sum();
    let communes: Vec<&Plan> = works.iter().filter(|plan| plan.cited.is_some()).collect();
    let of_communes = || communes.iter().flat_map(|plan| &plan.rows);
    let carried = of_communes().filter(|row| row.parent.is_some()).count();
    let slips = |wrong: fn(&plan::Cited) -> bool| {
        communes.iter().filter(|plan| plan.cited.as_ref().is_some_and(wrong)).count()
    };
    format!(
        "{} works in {} files, {:.1} MB, {rows} rows\n{} plans of communes: {} cite a plan that is not here, {} numbers and {} days are wrong, {} have no number\n{} of their {} rows carry on a row of the parent",
        works.len(),
        truth.len(),
        bytes as f64 / 1e6,
        communes.len(),
        slips(|cited| cited.parent.is_none()),
        slips(|cited| cited.number != cited.right_number),
        slips(|cited| cited.date != cited.right_date),
        communes.iter().filter(|plan| plan.head.number.is_none()).count(),
        carried,
        of_communes().count(),
    )
}

#[cfg(test)]
mod tests;
