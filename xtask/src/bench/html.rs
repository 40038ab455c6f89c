//! Speed of the page reader, one thread, beside the parser that it is built on: `scraper` alone, which gives a tree and
//! nothing else. Both read the same pages in turn.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use kehoach_html::Limits;

use super::rate;

/// Rounds, in turn.
const ROUNDS: usize = 9;
/// A round reads its pages again until this much time is gone, seconds: clocks of a shared machine are coarse.
const ROUND: f64 = 0.1;

/// Measures the pages of the corpus, then those of each path that is given.
pub(crate) fn run(root: &Path, given: &[&str]) -> Result<String> {
    ensure!(!cfg!(debug_assertions), "measures nothing unless it is optimised: run it as `cargo xtask`");
    let mut said = vec![measure("corpus/plans", &pages(&root.join("corpus/plans"))?)?];
    for path in given {
        said.push(measure(path, &pages(Path::new(path))?)?);
    }
    Ok(said.join("\n"))
}

/// The pages of a folder, or a page.
fn pages(path: &Path) -> Result<Vec<Vec<u8>>> {
    let mut files: Vec<PathBuf> = if path.is_dir() {
        fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?
    } else {
        vec![path.to_owned()]
    };
    let is_page = |file: &PathBuf| file.extension().is_some_and(|kind| kind == "html" || kind == "htm");
    files.retain(|file| file == path || is_page(file));
    files.sort();
    ensure!(!files.is_empty(), "no page in {}", path.display());
    files
        .iter()
        .map(|file| fs::read(file).with_context(|| format!("cannot read {}", file.display())))
        .collect()
}

fn measure(name: &str, pages: &[Vec<u8>]) -> Result<String> {
    // scraper takes text; what is no UTF-8 is decoded by ours alone.
    let texts: Vec<(&[u8], &str)> =
        pages.iter().filter_map(|page| Some((page.as_slice(), std::str::from_utf8(page).ok()?))).collect();
    let bytes: usize = texts.iter().map(|(bytes, _)| bytes.len()).sum();
    ensure!(bytes > 0, "{name}: no page in UTF-8");
    let limits = Limits::default();
    let ours = || texts.iter().for_each(|(bytes, _)| drop(black_box(kehoach_html::read(bytes, &limits))));
    let theirs = || texts.iter().for_each(|(_, text)| drop(black_box(scraper::Html::parse_document(text))));

    let (mut read, mut built) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        read.push(round(ours));
        built.push(round(theirs));
    }
    let (read, built) = (Spread::of(read), Spread::of(built));
    let line = |who: &str, times: &Spread| {
        let (best, median) = (rate(bytes, times.best), rate(bytes, times.median));
        format!("  {who:18} {best:7.1} MB/s (median {median:.1})")
    };
    let left_out = match pages.len() - texts.len() {
        0 => String::new(),
        count => format!(", {count} in other encodings left out"),
    };
    Ok([
        format!("{name}: {} pages, {:.2} MB{left_out}", texts.len(), bytes as f64 / 1e6),
        line("kehoach, read", &read),
        line("scraper, tree only", &built),
        format!(
            "  kehoach takes {:.2} times the time of scraper (median {:.2})",
            read.best / built.best,
            read.median / built.median
        ),
    ]
    .join("\n"))
}

/// Seconds that the work takes once, on average of a round.
fn round(work: impl Fn()) -> f64 {
    let (start, mut count) = (Instant::now(), 0_u32);
    loop {
        work();
        count += 1;
        let gone = start.elapsed().as_secs_f64();
        if gone >= ROUND {
            return gone / f64::from(count);
        }
    }
}

struct Spread {
    best: f64,
    median: f64,
}

impl Spread {
    fn of(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        let at = |place: usize| times.get(place).copied().unwrap_or_default();
        Self { best: at(0), median: at(times.len() / 2) }
    }
}
