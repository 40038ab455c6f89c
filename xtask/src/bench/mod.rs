//! Speed of the whole pipeline on generated plans, in CPU time where one thread works and in wall time where
//! two do. Figures of a shared machine are noisy: the best of several rounds is printed, and the spread.

pub(crate) mod batch;
pub(crate) mod check;
mod cost;
pub(crate) mod docx;
pub(crate) mod dump;
pub(crate) mod html;
pub(crate) mod link;
pub(crate) mod pdf;
pub(crate) mod text;

use std::time::Instant;

use anyhow::{Context, Result};
use kehoach::Options;

use crate::corpus;

/// Plans of a run.
const PLANS: u64 = 200;
/// Rows of a plan: about 50 kB of text.
const ROWS: usize = 150;
/// Rounds of each measurement; the best counts.
const ROUNDS: usize = 7;

pub(crate) fn run() -> Result<String> {
    let plans: Vec<(String, String)> = (0..PLANS).map(|seed| corpus::vary(seed, ROWS)).collect();
    let bytes: usize = plans.iter().map(|(_, text)| text.len()).sum();
    let mut said = vec![format!("{PLANS} generated plans, {bytes} bytes, {ROWS} rows each")];

    for grammar in ["tsv", "pipe", "markdown"] {
        let of: Vec<&(String, String)> = plans.iter().filter(|(name, _)| name.contains(grammar)).collect();
        let bytes: usize = of.iter().map(|(_, text)| text.len()).sum();
        let (best, worst) = rounds(|| of.iter().try_for_each(|plan| to_json(plan).map(drop)))?;
        said.push(format!(
            "{grammar:9} bytes to JSON, one thread: {:6.1} MB/s (worst round {:.1})",
            rate(bytes, best),
            rate(bytes, worst)
        ));
    }
    let prose = "Nâng cao nhận thức - trách nhiệm của cán bộ, công chức; đẩy mạnh ứng dụng công nghệ số trong quản lý. ".repeat(20_000);
    let paragraphs: Vec<&str> =
        prose.as_bytes().chunks(2_000).filter_map(|chunk| std::str::from_utf8(chunk).ok()).collect();
    let prose_bytes: usize = paragraphs.iter().map(|text| text.len()).sum();
    let (best, worst) = rounds(|| {
        let found: usize = paragraphs.iter().map(|text| kehoach_plan::find_mentions(text).len()).sum();
        anyhow::ensure!(found == 0, "prose without citations");
        Ok(())
    })?;
    said.push(format!(
        "citation grammar on prose without citations: {:6.1} MB/s (worst round {:.1})",
        rate(prose_bytes, best),
        rate(prose_bytes, worst)
    ));
    let (one, _) = rounds(|| threads(&plans, 1))?;
    let (two, _) = rounds(|| threads(&plans, 2))?;
    said.push(format!(
        "all, one thread: {:.1} MB/s; two threads: {:.1} MB/s, {:.2} times as fast",
        rate(bytes, one),
        rate(bytes, two),
        one / two
    ));
    Ok(said.join("\n"))
}

fn to_json((name, text): &(String, String)) -> Result<Vec<u8>> {
    let plans = kehoach::parse(text.as_bytes(), name, &Options::default()).with_context(|| name.clone())?;
    Ok(serde_json::to_vec(&plans)?)
}

fn threads(plans: &[(String, String)], count: usize) -> Result<()> {
    use rayon::prelude::*;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(count).build()?;
    pool.install(|| plans.par_iter().try_for_each(|plan| to_json(plan).map(drop)))
}

/// Best and worst of the rounds, in seconds.
pub(crate) fn rounds(mut work: impl FnMut() -> Result<()>) -> Result<(f64, f64)> {
    let (mut best, mut worst) = (f64::MAX, 0.0_f64);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        work()?;
        let seconds = start.elapsed().as_secs_f64();
        best = best.min(seconds);
        worst = worst.max(seconds);
    }
    Ok((best, worst))
}

pub(crate) fn rate(bytes: usize, seconds: f64) -> f64 {
    bytes as f64 / seconds / 1e6
}
