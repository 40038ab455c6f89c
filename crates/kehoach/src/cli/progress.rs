//! Progress on standard error, from a thread of its own: a terminal or a pipe that does not take it holds up
//! nothing.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kehoach::ingest::{Phase, Progress, Snapshot};
use kehoach_model::Outcome;
use serde_json::json;

use super::ProgressMode;
use crate::lang::Lang;
use crate::show::printable;
use crate::tell;

/// Between two looks.
const LOOK: Duration = Duration::from_millis(100);
/// Between two lines of JSON.
const LINE: Duration = Duration::from_secs(1);
/// How long the last word may take; a reader that is stuck is not waited for.
const LAST_WORD: Duration = Duration::from_secs(1);
/// A parse that takes so long is named.
const SLOW: Duration = Duration::from_secs(2);
/// The rate is that of the last so many seconds.
const WINDOW: Duration = Duration::from_secs(10);

/// The thread that shows progress.
pub(super) struct Renderer {
    end: Sender<()>,
    thread: JoinHandle<()>,
}

impl Renderer {
    pub(super) fn start(
        mode: ProgressMode,
        verbose: u8,
        lang: Lang,
        progress: Arc<Progress>,
        stop: Arc<AtomicBool>,
    ) -> Self {
        let terminal = io::stderr().is_terminal();
        // Lines of the log and a bar would overwrite each other.
        let bar = mode == ProgressMode::Bar || mode == ProgressMode::Auto && terminal && verbose == 0;
        let (end, ended) = channel();
        let thread = thread::spawn(move || {
            let mut view = View {
                bar: bar.then(|| Bar::new(lang)),
                json: mode == ProgressMode::Json,
                rate: Rate::default(),
                lang,
            };
            view.show(&progress, &stop, &ended);
        });
        Self { end, thread }
    }

    /// Takes the bar away.
    pub(super) fn finish(self) {
        drop(self.end);
        let start = Instant::now();
        while !self.thread.is_finished() && start.elapsed() < LAST_WORD {
            thread::sleep(Duration::from_millis(2));
        }
    }
}

struct View {
    bar: Option<Bar>,
    json: bool,
    rate: Rate,
    lang: Lang,
}

impl View {
    fn show(&mut self, progress: &Progress, stop: &AtomicBool, ended: &Receiver<()>) {
        let mut last_line = Instant::now();
        let mut told = false;
        loop {
            let over = ended.recv_timeout(LOOK) != Err(RecvTimeoutError::Timeout);
            let look = progress.snapshot();
            let rate = self.rate.update(&look);
            if let Some(bar) = &self.bar {
                bar.update(&look, rate);
            }
            if self.json && (over || last_line.elapsed() >= LINE) {
                last_line = Instant::now();
                line(&look, rate, over);
            }
            if stop.load(Ordering::Relaxed) && !told && !over {
                told = true;
                let said = self.lang.pick(
                    "đang dừng: hoàn tất các văn bản đang đọc; bấm Ctrl-C lần nữa để dừng ngay",
                    "stopping: finishing the documents in hand; Ctrl-C again stops at once",
                );
                match &self.bar {
                    Some(bar) => bar.bar.println(said),
                    None => tell(said),
                }
            }
            if over {
                if let Some(bar) = &self.bar {
                    bar.bar.finish_and_clear();
                }
                return;
            }
        }
    }
}

/// Inputs a second over the last seconds.
#[derive(Default)]
struct Rate {
    phase: Phase,
    looks: std::collections::VecDeque<(Instant, u64)>,
}

impl Rate {
    fn update(&mut self, look: &Snapshot) -> Option<f64> {
        if self.phase != look.phase {
            self.phase = look.phase;
            self.looks.clear();
        }
        let now = Instant::now();
        self.looks.push_back((now, look.done));
        while self.looks.front().is_some_and(|(at, _)| now.duration_since(*at) > WINDOW) {
            self.looks.pop_front();
        }
        let (since, before) = self.looks.front()?;
        let seconds = now.duration_since(*since).as_secs_f64();
        (seconds > 0.5).then(|| (look.done.saturating_sub(*before)) as f64 / seconds)
    }
}

/// Seconds that are left at a rate.
fn left(look: &Snapshot, rate: Option<f64>) -> Option<f64> {
    let rate = rate.filter(|rate| *rate > 0.0)?;
    (look.phase != Phase::Finding).then(|| look.total.saturating_sub(look.done) as f64 / rate)
}

fn counts(look: &Snapshot) -> [(u64, Outcome); 5] {
    let counts = &look.counts;
    [
        (counts.done, Outcome::Done),
        (counts.with_findings, Outcome::DoneWithFindings),
        (counts.skipped, Outcome::Skipped),
        (counts.rejected, Outcome::Rejected),
        (counts.failed, Outcome::Failed),
    ]
}

struct Bar {
    bar: ProgressBar,
    lang: Lang,
}

impl Bar {
    fn new(lang: Lang) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
        bar.set_style(style("{spinner} {prefix} {pos}{msg}"));
        Self { bar, lang }
    }

    fn update(&self, look: &Snapshot, rate: Option<f64>) {
        let bar = &self.bar;
        let phase = match look.phase {
            Phase::Finding => self.lang.pick("tìm tệp", "finding files"),
            Phase::Reading => self.lang.pick("đọc", "reading"),
            Phase::Linking => self.lang.pick("liên kết", "linking"),
            Phase::Writing => self.lang.pick("ghi kết quả", "writing"),
        };
        bar.set_prefix(phase);
        if look.phase == Phase::Finding {
            bar.set_position(look.total);
        } else {
            if bar.length() != Some(look.total) {
                bar.set_style(style("{spinner} {prefix} {bar:24} {pos}/{len}{msg}"));
                bar.set_length(look.total);
            }
            bar.set_position(look.done);
        }
        bar.set_message(self.message(look, rate));
        bar.tick();
    }

    fn message(&self, look: &Snapshot, rate: Option<f64>) -> String {
        // Writing to a string cannot fail.
        let mut said = String::new();
        if let Some(rate) = rate {
            let _ = write!(said, ", {rate:.0}/s");
        }
        if let Some(left) = left(look, rate) {
            let left = indicatif::HumanDuration(Duration::from_secs_f64(left.min(1e9)));
            let _ = match self.lang {
                Lang::Vi => write!(said, ", còn {left:#}"),
                Lang::En => write!(said, ", {left:#} left"),
            };
        }
        for (count, outcome) in counts(look) {
            if count > 0 {
                let _ = write!(said, " · {count} {}", self.lang.outcome(outcome));
            }
        }
        if let Some((input, took)) = look.slowest.as_ref().filter(|(_, took)| *took > SLOW) {
            let _ = write!(said, " · {} ({} s)", printable(&input.path), took.as_secs());
        }
        said
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// One line for programs.
fn line(look: &Snapshot, rate: Option<f64>, over: bool) {
    let phase = match look.phase {
        _ if over => "ended",
        Phase::Finding => "finding",
        Phase::Reading => "reading",
        Phase::Linking => "linking",
        Phase::Writing => "writing",
    };
    let outcomes: serde_json::Map<_, _> = counts(look)
        .iter()
        .filter_map(|(count, outcome)| {
            Some((serde_json::to_value(outcome).ok()?.as_str()?.to_owned(), json!(count)))
        })
        .collect();
    let slowest = look.slowest.as_ref();
    let slowest = slowest.map(|(input, took)| json!({ "path": input.path, "ms": took.as_millis() as u64 }));
    let line = json!({
        "phase": phase, "total": look.total, "done": look.done, "bytes": look.bytes, "outcomes": outcomes,
        "unchanged": look.unchanged, "per_second": rate, "seconds_left": left(look, rate), "slowest": slowest,
    });
    // Nothing can be said about an error stream that is gone.
    let _ = writeln!(io::stderr(), "{line}");
}
