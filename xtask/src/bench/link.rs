//! What linking a corpus costs: facts, works and links, lineage and coverage, duplicates, each in processor time; the
//! memory that the index takes; and one plan more. Plans are read before, and not counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use kehoach::Options;
use kehoach_link::{Duplicates, Facts, Index, Links, Overrides, ParentRows, coverage, lineage};
use kehoach_model::Plan;
use rayon::prelude::*;
use rustix::time::{ClockId, clock_gettime};

/// Measures the plans below each folder, for instance `plans` of `cargo xtask corpus --scale`.
pub(crate) fn run(paths: &[&str]) -> Result<String> {
    ensure!(!cfg!(debug_assertions), "measures nothing unless it is optimised: run it as `cargo xtask`");
    ensure!(!paths.is_empty(), "a folder of plans: `cargo xtask corpus --scale DIR` writes one");
    let said = paths.iter().map(|path| measure(Path::new(path)).with_context(|| (*path).to_owned()));
    Ok(said.collect::<Result<Vec<_>>>()?.join("\n"))
}

fn measure(folder: &Path) -> Result<String> {
    let plans = read(folder)?;
    let rows: usize = plans.iter().map(|plan| plan.indicators.len() + plan.tasks.len()).sum();
    let mut clock = Clock::new();
    // Kept as the store keeps them.
    let kept: Vec<Vec<u8>> = plans.par_iter().map(|plan| Facts::of(plan).to_bytes()).collect();
    let facts = clock.lap();

    let before = resident()?;
    let (index, duplicates) = load(&plans, &kept)?;
    let memory = (resident()? - before).max(0.0);
    let loading = clock.lap();
    let links = index.link(&Overrides::default());
    let linking = clock.lap();
    let (edges, pairs) = carry_on(&plans, &links, &|_| true);
    let carrying = clock.lap();
    let mut groups = 0;
    duplicates.groups(&links, &mut |_| groups += 1);
    let gathering = clock.lap();
    drop((index, duplicates));

    // One plan more: all others have been linked, so only what it changes is compared row by row.
    let newest = plans.iter().rposition(|plan| !links.parents(&plan.id).is_empty()).unwrap_or_default();
    let without = |at: usize| at != newest;
    let few: Vec<&Plan> =
        plans.iter().enumerate().filter(|(at, _)| without(*at)).map(|(_, plan)| plan).collect();
    let mut index = Index::default();
    for (plan, bytes) in
        plans.iter().zip(&kept).enumerate().filter(|(at, _)| without(*at)).map(|(_, pair)| pair)
    {
        index.insert(&plan.source.path, &plan.id, Facts::from_bytes(bytes).context("facts")?);
    }
    let old = index.link(&Overrides::default());
    ensure!(few.len() + 1 == plans.len(), "one plan is new");
    clock.lap();
    let (index, duplicates) = load(&plans, &kept)?;
    let new = index.link(&Overrides::default());
    let changed: BTreeSet<&str> = plans
        .iter()
        .filter(|plan| old.parents(&plan.id) != new.parents(&plan.id))
        .map(|plan| plan.id.as_str())
        .collect();
    carry_on(&plans, &new, &|plan| changed.contains(plan.id.as_str()));
    duplicates.groups(&new, &mut |_| {});
    let one_more = clock.lap();

    let total = facts + loading + linking + carrying + gathering;
    Ok(format!(
        "{}: {} plans, {rows} rows: {total:.1} s of processor time\n  facts {facts:.1} s ({:.0} bytes a row in the store), \
         loading {loading:.1} s, works and links {linking:.1} s, lineage and coverage {carrying:.1} s ({edges} edges, \
         {pairs} pairs), duplicates {gathering:.1} s ({groups} groups)\n  {:.0} bytes of memory a row ({memory:.0} MiB)\n  \
         one plan more, from the store: {one_more:.2} s, {} plans compared again",
        folder.display(),
        plans.len(),
        kept.iter().map(Vec::len).sum::<usize>() as f64 / rows.max(1) as f64,
        memory * f64::from(1 << 20) / rows.max(1) as f64,
        changed.len(),
    ))
}

/// Index and duplicates of a corpus whose facts are known.
fn load(plans: &[Plan], kept: &[Vec<u8>]) -> Result<(Index, Duplicates)> {
    let (mut index, mut duplicates) = (Index::default(), Duplicates::default());
    for (plan, bytes) in plans.iter().zip(kept) {
        let facts = Facts::from_bytes(bytes).context("facts that were just made")?;
        duplicates.push(&plan.id, &facts);
        index.insert(&plan.source.path, &plan.id, facts);
    }
    Ok((index, duplicates))
}

/// Lineage and coverage of the plans that `wanted` names: edges, and pairs of parent and child.
fn carry_on(plans: &[Plan], links: &Links, wanted: &(dyn Fn(&Plan) -> bool + Sync)) -> (usize, usize) {
    let by_id: BTreeMap<&str, &Plan> = plans.iter().map(|plan| (plan.id.as_str(), plan)).collect();
    let children: Vec<&Plan> = plans.iter().filter(|plan| wanted(plan)).collect();
    let needed: BTreeSet<&str> =
        children.iter().flat_map(|plan| links.parents(&plan.id)).map(String::as_str).collect();
    let parents: BTreeMap<&str, ParentRows> =
        needed.into_iter().filter_map(|id| Some((id, ParentRows::of(by_id.get(id)?)))).collect();
    let counted = children.par_iter().map(|plan| {
        let of: Vec<&ParentRows> =
            links.parents(&plan.id).iter().filter_map(|id| parents.get(id.as_str())).collect();
        let carried = lineage(plan, &of);
        let covered = coverage(&plan.id, &of, &carried).len();
        (carried.iter().filter(|line| line.parent.is_some()).count(), covered)
    });
    counted.reduce(|| (0, 0), |one, other| (one.0 + other.0, one.1 + other.1))
}

/// All plans below a folder by path.
fn read(folder: &Path) -> Result<Vec<Plan>> {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(&at)? {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    let plans = files.par_iter().map(|file| {
        let name = file.strip_prefix(folder).unwrap_or(file).to_string_lossy().into_owned();
        kehoach::parse(&fs::read(file)?, &name, &Options::default()).with_context(|| name.clone())
    });
    Ok(plans.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Processor time of this process.
struct Clock(f64);

impl Clock {
    fn new() -> Self {
        Self(Self::now())
    }

    fn now() -> f64 {
        let time = clock_gettime(ClockId::ProcessCPUTime);
        time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
    }

    /// Seconds since the last lap.
    fn lap(&mut self) -> f64 {
        let before = std::mem::replace(&mut self.0, Self::now());
        self.0 - before
    }
}

/// Memory of this process, MiB.
fn resident() -> Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("/proc/self/status")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
}
