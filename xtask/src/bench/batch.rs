//! What the batch engine costs: workers against one process, two workers against one, memory of the parent,
//! a second run over unchanged files. CPU time is that of all processes of a run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::cost::{self, Cost, Scratch, best};
use crate::corpus;

/// Plans of a comparison, and rows of each: about 50 kB of text.
const PLANS: u64 = 2_000;
const ROWS: usize = 150;
/// Rounds of each comparison, in turn; the least of each side counts.
const ROUNDS: usize = 3;
/// Files of the second run.
const UNCHANGED: u64 = 10_000;
/// Inputs whose parent's memory is compared, and rows of each: small, so that a disk holds them.
const FEW: u64 = 10_000;
const MANY: u64 = 100_000;
const SMALL_ROWS: usize = 3;
pub(crate) fn run(root: &Path) -> Result<String> {
    let program = cost::program(root)?;
    let scratch = Scratch::new();
    let mut said = Vec::new();

    let folder = plans(&scratch, "plans", PLANS, ROWS)?;
    let mut outs = (0..).map(|number| scratch.0.join(format!("out-{number}")));
    // Directories of their own: a file system is slow where files have just been removed.
    let mut fresh = |plans: &Path, more: &[&str]| -> Result<(PathBuf, Cost)> {
        let out = outs.next().context("numbers do not end")?;
        let cost = ingest(&program, plans, &out, more)?;
        Ok((out, cost))
    };
    fresh(&folder, &[])?;
    let mut sides =
        [(vec!["--in-process"], Vec::new()), (vec![], Vec::new()), (vec!["--threads", "1"], Vec::new())];
    for _ in 0..ROUNDS {
        for (arguments, costs) in &mut sides {
            costs.push(fresh(&folder, arguments)?.1);
        }
    }
    let [in_process, workers, one] = sides.map(|(_, costs)| best(&costs));
    said.push(format!("{PLANS} plans of about 50 kB, least of {ROUNDS} rounds:"));
    for (name, cost) in [("in one process", in_process), ("workers", workers), ("one worker", one)] {
        said.push(format!(
            "  {name:15} {:6.2} s, {:6.2} s of processor time, {:5.1} MiB",
            cost.wall, cost.cpu, cost.memory
        ));
    }
    said.push(format!(
        "  workers cost {:+.1} % processor time; two are {:.2} times as fast as one",
        (workers.cpu / in_process.cpu - 1.0) * 100.0,
        one.wall / workers.wall
    ));
    drop(fs::remove_dir_all(&folder));

    let unchanged = plans(&scratch, "unchanged", UNCHANGED, ROWS)?;
    let (out, _) = fresh(&unchanged, &[])?;
    let again = (0..ROUNDS).map(|_| ingest(&program, &unchanged, &out, &[])).collect::<Result<Vec<_>>>()?;
    let again = best(&again);
    said.push(format!(
        "second run over {UNCHANGED} unchanged files of about 50 kB: {:.2} s, {:.2} s of processor time",
        again.wall, again.cpu
    ));

    let mut memory = Vec::new();
    for count in [FEW, MANY] {
        let small = plans(&scratch, &format!("small-{count}"), count, SMALL_ROWS)?;
        let (_, cost) = fresh(&small, &[])?;
        said.push(format!("{count} small inputs: parent's peak {:.1} MiB, {:.1} s", cost.memory, cost.wall));
        memory.push(cost.memory);
    }
    if let [few, many] = memory.as_slice() {
        said.push(format!("  ten times the inputs: {:+.1} % memory", (many / few - 1.0) * 100.0));
    }
    Ok(said.join("\n"))
}

fn plans(scratch: &Scratch, name: &str, count: u64, rows: usize) -> Result<PathBuf> {
    let folder = scratch.0.join(name);
    write(&folder, count, rows)?;
    Ok(folder)
}

/// Writes generated plans, a thousand a folder.
pub(crate) fn write(folder: &Path, count: u64, rows: usize) -> Result<()> {
    (0..count).into_par_iter().try_for_each(|seed| {
        let (file, text) = corpus::vary(seed, rows);
        let folder = folder.join(format!("{:03}", seed / 1000));
        fs::create_dir_all(&folder)?;
        Ok(fs::write(folder.join(file), text)?)
    })
}

fn ingest(program: &Path, plans: &Path, out: &Path, more: &[&str]) -> Result<Cost> {
    // What other runs have left to be written is not this one's.
    rustix::fs::sync();
    cost::run(Command::new(program).arg("ingest").args([plans, Path::new("--out"), out]).args(more))
}
