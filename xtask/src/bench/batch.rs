//! What the batch engine costs: workers against one process, two workers against one, memory of the parent,
//! a second run over unchanged files. CPU time is that of all processes of a run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

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
/// Clock ticks a second in /proc: fixed by the kernel's interface.
const TICKS: f64 = 100.0;

/// What a run took.
#[derive(Clone, Copy)]
struct Cost {
    /// Wall time, seconds.
    wall: f64,
    /// Processor time of the program and its workers, seconds.
    cpu: f64,
    /// Most memory of the program without its workers, MiB.
    memory: f64,
}

pub(crate) fn run(root: &Path) -> Result<String> {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--locked", "--package", "kehoach"])
        .current_dir(root)
        .status()?;
    ensure!(built.success(), "the program was not built");
    let program = root.join("target/release/kehoach");
    let scratch = Scratch(std::env::temp_dir().join(format!("kehoach-bench-{}", std::process::id())));
    let mut said = Vec::new();

    let plans = scratch.plans("plans", PLANS, ROWS)?;
    let mut outs = (0..).map(|number| scratch.0.join(format!("out-{number}")));
    // Directories of their own: a file system is slow where files have just been removed.
    let mut fresh = |plans: &Path, more: &[&str]| -> Result<(PathBuf, Cost)> {
        let out = outs.next().context("numbers do not end")?;
        let cost = ingest(&program, plans, &out, more)?;
        Ok((out, cost))
    };
    fresh(&plans, &[])?;
    let mut sides =
        [(vec!["--in-process"], Vec::new()), (vec![], Vec::new()), (vec!["--threads", "1"], Vec::new())];
    for _ in 0..ROUNDS {
        for (arguments, costs) in &mut sides {
            costs.push(fresh(&plans, arguments)?.1);
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
    drop(fs::remove_dir_all(&plans));

    let unchanged = scratch.plans("unchanged", UNCHANGED, ROWS)?;
    let (out, _) = fresh(&unchanged, &[])?;
    let again = (0..ROUNDS).map(|_| ingest(&program, &unchanged, &out, &[])).collect::<Result<Vec<_>>>()?;
    let again = best(&again);
    said.push(format!(
        "second run over {UNCHANGED} unchanged files of about 50 kB: {:.2} s, {:.2} s of processor time",
        again.wall, again.cpu
    ));

    let mut memory = Vec::new();
    for count in [FEW, MANY] {
        let small = scratch.plans(&format!("small-{count}"), count, SMALL_ROWS)?;
        let (_, cost) = fresh(&small, &[])?;
        said.push(format!("{count} small inputs: parent's peak {:.1} MiB, {:.1} s", cost.memory, cost.wall));
        memory.push(cost.memory);
    }
    if let [few, many] = memory.as_slice() {
        said.push(format!("  ten times the inputs: {:+.1} % memory", (many / few - 1.0) * 100.0));
    }
    Ok(said.join("\n"))
}

/// A folder that goes with the value.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

impl Scratch {
    fn plans(&self, name: &str, count: u64, rows: usize) -> Result<PathBuf> {
        let folder = self.0.join(name);
        write(&folder, count, rows)?;
        Ok(folder)
    }
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
    let (before, start) = (children_cpu()?, Instant::now());
    let mut child = Command::new(program)
        .arg("ingest")
        .args([plans, Path::new("--out"), out])
        .args(more)
        .stderr(Stdio::null())
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0.0_f64;
    while child.try_wait()?.is_none() {
        if let Some(peak) = fs::read_to_string(&status).ok().as_deref().and_then(peak) {
            memory = memory.max(peak);
        }
        thread::sleep(Duration::from_millis(5));
    }
    let wall = start.elapsed().as_secs_f64();
    let ended = child.wait()?;
    ensure!(ended.success(), "the import ended with {ended}");
    Ok(Cost { wall, cpu: children_cpu()? - before, memory })
}

/// The high-water mark of a process, MiB.
fn peak(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse::<f64>().ok().map(|kib| kib / 1024.0)
}

/// Processor time of all processes that this one has waited for, and that they waited for, seconds.
fn children_cpu() -> Result<f64> {
    /// Of what follows the program's name: user and system time of the children.
    const FIELDS: std::ops::Range<usize> = 13..15;
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(") ").context("/proc/self/stat")?;
    let fields: Vec<&str> = fields.split(' ').collect();
    let ticks = fields.get(FIELDS).context("/proc/self/stat")?;
    Ok(ticks.iter().map(|ticks| ticks.parse::<f64>().unwrap_or_default()).sum::<f64>() / TICKS)
}

fn best(costs: &[Cost]) -> Cost {
    let least = |of: fn(&Cost) -> f64| costs.iter().map(of).fold(f64::MAX, f64::min);
    Cost { wall: least(|cost| cost.wall), cpu: least(|cost| cost.cpu), memory: least(|cost| cost.memory) }
}
