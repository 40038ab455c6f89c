//! What the rules cost: facts and rules over the records of an output directory, and the program that shows what they
//! found, in processor time.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use kehoach_check::{Corpus, Facts, Family, Settings, check};
use kehoach_model::Plan;
use rustix::time::{ClockId, clock_gettime};

use super::cost;

/// Exit code where something is found.
const FOUND: i32 = 1;
/// Formats whose cost differs: rows are read for the first two, strings are escaped for all.
const FORMATS: [&str; 4] = ["full", "sarif", "json", "concise"];

/// Measures the output directories of `kehoach ingest`.
pub(crate) fn run(root: &Path, paths: &[&str]) -> Result<String> {
    ensure!(!paths.is_empty(), "a directory that `kehoach ingest` wrote");
    let program = cost::program(root)?;
    let said = paths.iter().map(|path| measure(&program, path).with_context(|| (*path).to_owned()));
    Ok(said.collect::<Result<Vec<_>>>()?.join("\n"))
}

fn measure(program: &Path, path: &str) -> Result<String> {
    let file = BufReader::new(File::open(Path::new(path).join("plans.ndjson"))?);
    let (mut corpus, family, settings) = (Corpus::default(), Family::default(), Settings::default());
    let (mut plans, mut rows, mut facts_time) = (Vec::new(), 0, 0.0);
    for line in file.lines() {
        let mut plan: Plan = serde_json::from_str(&line?)?;
        plan.findings.clear();
        let start = now();
        let facts = Facts::of(&plan);
        facts_time += now() - start;
        corpus.insert(&plan.id, &facts);
        rows += plan.indicators.len() + plan.tasks.len();
        plans.push(plan);
    }
    let start = now();
    corpus.settle(&[]);
    let settling = now() - start;
    let start = now();
    let found: usize = plans.iter().map(|plan| check(plan, &corpus, &family, &settings).len()).sum();
    let checking = now() - start;
    let mut said = vec![
        format!("{path}: {} plans, {rows} rows; {found} findings without lineage", plans.len()),
        format!("facts {facts_time:.2} s, comparing citations {settling:.2} s, rules {checking:.2} s"),
    ];
    drop(plans);
    for format in FORMATS {
        let cost = cost::run_to(Command::new(program).args(["check", path, "--format", format]), FOUND)?;
        said.push(format!("kehoach check --format {format}: {:.2} s, {:.0} MiB", cost.cpu, cost.memory));
    }
    Ok(said.join("\n"))
}

/// Processor time of this thread, seconds.
fn now() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
