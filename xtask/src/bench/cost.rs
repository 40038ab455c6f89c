//! What a program takes: wall time, processor time with that of its own children, and its peak of memory.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// Clock ticks a second in /proc: fixed by the kernel's interface.
const TICKS: f64 = 100.0;
/// Between two looks at a program's memory.
const LOOK: Duration = Duration::from_millis(3);

/// What a run took.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    /// Wall time, seconds.
    pub(crate) wall: f64,
    /// Processor time of the program and its children, seconds.
    pub(crate) cpu: f64,
    /// Most memory of the program without its children, MiB.
    pub(crate) memory: f64,
}

/// Builds the program and says where it is: beside this one.
pub(crate) fn program(root: &Path) -> Result<PathBuf> {
    ensure!(!cfg!(debug_assertions), "measures nothing unless it is optimised: run it as `cargo xtask`");
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--locked", "--package", "kehoach"])
        .current_dir(root)
        .status()?;
    ensure!(built.success(), "the program was not built");
    Ok(env::current_exe()?.with_file_name("kehoach"))
}

/// Runs a program to its end; what it prints is lost.
pub(crate) fn run(command: &mut Command) -> Result<Cost> {
    run_to(command, 0)
}

/// The same for one whose result is told by its exit code.
pub(crate) fn run_to(command: &mut Command, code: i32) -> Result<Cost> {
    let (before, start) = (children_cpu()?, Instant::now());
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0.0_f64;
    while child.try_wait()?.is_none() {
        if let Some(peak) = fs::read_to_string(&status).ok().as_deref().and_then(peak) {
            memory = memory.max(peak);
        }
        thread::sleep(LOOK);
    }
    let wall = start.elapsed().as_secs_f64();
    let ended = child.wait()?;
    ensure!(ended.code() == Some(code), "{} ended with {ended}", command.get_program().display());
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

/// The least of each figure.
pub(crate) fn best(costs: &[Cost]) -> Cost {
    let least = |of: fn(&Cost) -> f64| costs.iter().map(of).fold(f64::MAX, f64::min);
    Cost { wall: least(|cost| cost.wall), cpu: least(|cost| cost.cpu), memory: least(|cost| cost.memory) }
}

/// A folder that goes with the value.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    /// Its name among the temporary files; whoever uses it makes it.
    pub(crate) fn new() -> Self {
        Self(env::temp_dir().join(format!("kehoach-bench-{}", std::process::id())))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}
