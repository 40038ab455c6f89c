//! The bulk import: every file under the given paths into one output directory.
//!
//! Inputs are walked and sorted first, parsed in parallel, and written in that order, so neither the number
//! of threads nor the order of a folder's entries shows in the output. Every input has exactly one outcome.

mod copies;
mod inputs;
mod output;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;

use kehoach_model::{FindingLine, InputLine, LinkLine, Outcome, Plan, Severity, Stage};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::{Options, ParseError, parse, sha256};
use inputs::Input;

/// Inputs parsed between two writes: enough to keep the threads busy, few enough to keep memory flat.
const CHUNK: usize = 128;

/// What to import and how.
#[derive(Debug, Clone)]
pub struct Job {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// The output directory; it is made if it is not there.
    pub out: PathBuf,
    /// Threads; `None` takes one a core.
    pub threads: Option<usize>,
    /// Whether `ms` is written, at the price of outputs that differ from run to run.
    pub timings: bool,
    /// Settings of the parse.
    pub options: Options,
}

/// How many inputs came to which end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Inputs in all.
    pub inputs: usize,
    /// Read without a word of warning.
    pub done: usize,
    /// Read, with warnings or errors.
    pub with_findings: usize,
    /// No documents of ours.
    pub skipped: usize,
    /// Not read: somebody must change the file.
    pub rejected: usize,
    /// Went wrong.
    pub failed: usize,
    /// Records written.
    pub plans: usize,
    /// Indicators in them.
    pub indicators: usize,
    /// Tasks in them.
    pub tasks: usize,
}

/// Why an import could not be done at all.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// A path that does not exist or cannot be opened.
    #[error("{path}: {problem}")]
    Path {
        /// The path.
        path: PathBuf,
        /// What the system says.
        problem: io::Error,
    },
    /// The output directory cannot be written.
    #[error("{path}: cannot write: {problem}; choose another --out")]
    Output {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        problem: io::Error,
    },
    /// The output would be written among the inputs.
    #[error("{path} is an input: choose an --out of its own")]
    OutputIsInput {
        /// The directory.
        path: PathBuf,
    },
    /// A record cannot be written as JSON.
    #[error("a record cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The threads could not be started.
    #[error("threads: {0}")]
    Threads(String),
}

/// One input's share of the output.
struct Parsed {
    line: InputLine,
    plans: Vec<Plan>,
}

/// Runs the import. `told` is called once for every input, in order, when its outcome is known.
///
/// # Errors
/// [`IngestError`] where the import could not be done at all; one bad input is no error.
pub fn run(job: &Job, mut told: impl FnMut(&InputLine)) -> Result<Summary, IngestError> {
    let inputs = inputs::collect(&job.paths, &job.out)?;
    let mut writer = output::Writer::create(&job.out)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(job.threads.unwrap_or(0)).build();
    let pool = pool.map_err(|error| IngestError::Threads(error.to_string()))?;
    let mut summary = Summary::default();
    let copies = pool.install(|| copies::find(&inputs));
    // What became of files that others repeat; they come first, so their outcome is known in time.
    let mut repeated: BTreeMap<usize, InputLine> = BTreeMap::new();
    let numbered: Vec<(usize, &Input)> = inputs.iter().enumerate().collect();
    for chunk in numbered.chunks(CHUNK) {
        let read = |(at, input): &(usize, &Input)| {
            if copies.original(*at).is_some() { None } else { Some(one(input, job)) }
        };
        let parsed: Vec<Option<Parsed>> = pool.install(|| chunk.par_iter().map(read).collect());
        for ((at, input), parsed) in chunk.iter().zip(parsed) {
            let parsed = match (parsed, copies.original(*at).and_then(|original| repeated.get(&original))) {
                (Some(mut parsed), _) => {
                    let names: Vec<String> =
                        copies.of(*at).filter_map(|copy| Some(inputs.get(copy)?.name.clone())).collect();
                    if !names.is_empty() {
                        repeated.insert(*at, parsed.line.clone());
                    }
                    parsed.plans.iter_mut().for_each(|plan| plan.source.same_bytes.clone_from(&names));
                    parsed
                }
                // A copy has the outcome and the records of the file that it repeats.
                (None, Some(original)) => Parsed {
                    line: InputLine { path: input.name.clone(), ..original.clone() },
                    plans: Vec::new(),
                },
                (None, None) => one(input, job),
            };
            summary.count(&parsed);
            told(&parsed.line);
            writer.write(&parsed.line, &parsed.plans)?;
        }
    }
    writer.finish()?;
    Ok(summary)
}

impl Summary {
    fn count(&mut self, parsed: &Parsed) {
        self.inputs += 1;
        match parsed.line.outcome {
            Outcome::Done => self.done += 1,
            Outcome::DoneWithFindings => self.with_findings += 1,
            Outcome::Skipped => self.skipped += 1,
            Outcome::Rejected => self.rejected += 1,
            Outcome::Failed => self.failed += 1,
        }
        self.plans += parsed.plans.len();
        self.indicators += parsed.plans.iter().map(|plan| plan.indicators.len()).sum::<usize>();
        self.tasks += parsed.plans.iter().map(|plan| plan.tasks.len()).sum::<usize>();
    }
}

/// Reads and parses one input; whatever happens, it has an outcome.
fn one(input: &Input, job: &Job) -> Parsed {
    let start = Instant::now();
    let mut line = InputLine {
        path: input.name.clone(),
        outcome: Outcome::Failed,
        reason: None,
        stage: None,
        ids: Vec::new(),
        sha256: None,
        bytes: None,
        ms: None,
    };
    let plans = match load(input, job) {
        Ok(bytes) => {
            line.bytes = Some(bytes.len() as u64);
            line.sha256 = Some(sha256(&bytes));
            parse_guarded(&bytes, input, job, &mut line)
        }
        Err((outcome, reason, bytes)) => {
            (line.outcome, line.reason, line.stage, line.bytes) =
                (outcome, Some(reason), Some(Stage::Open), bytes);
            Vec::new()
        }
    };
    if job.timings {
        line.ms = Some(start.elapsed().as_millis() as u64);
    }
    Parsed { line, plans }
}

/// The bytes of an input; a file far beyond the caps is not even loaded.
fn load(input: &Input, job: &Job) -> Result<Vec<u8>, (Outcome, String, Option<u64>)> {
    if let Some(problem) = &input.problem {
        return Err((Outcome::Failed, problem.clone(), None));
    }
    let failed = |error: io::Error| (Outcome::Failed, format!("cannot read the file: {error}"), None);
    let size = fs::metadata(&input.path).map_err(failed)?.len();
    let limit = job.options.dump.bytes as u64;
    if size > limit {
        let reason = format!("{size} bytes: a file over {limit} bytes is not read; split it");
        return Err((Outcome::Rejected, reason, Some(size)));
    }
    fs::read(&input.path).map_err(failed)
}

fn parse_guarded(bytes: &[u8], input: &Input, job: &Job, line: &mut InputLine) -> Vec<Plan> {
    // A panic in our code is our fault, and must cost one input only.
    let parsed = catch_unwind(AssertUnwindSafe(|| parse(bytes, &input.name, &job.options)));
    match parsed {
        Ok(Ok(plans)) => {
            let weighty =
                plans.iter().flat_map(|plan| &plan.findings).any(|finding| finding.severity > Severity::Info);
            line.outcome = if weighty { Outcome::DoneWithFindings } else { Outcome::Done };
            line.ids = plans.iter().map(|plan| plan.id.clone()).collect();
            plans
        }
        Ok(Err(error)) => {
            refuse(line, &error);
            Vec::new()
        }
        Err(_) => {
            line.reason = Some("the parser broke on this file: please report it with the file".to_owned());
            line.stage = Some(Stage::Recognise);
            Vec::new()
        }
    }
}

fn refuse(line: &mut InputLine, error: &ParseError) {
    line.outcome = error.outcome();
    line.stage = Some(error.stage());
    line.reason = Some(error.to_string());
}

/// Lines of `links.ndjson` and `findings.ndjson` for one record.
fn derived(plan: &Plan) -> (Vec<LinkLine>, Vec<FindingLine>) {
    let links = plan.implements.iter().map(|link| LinkLine { child: plan.id.clone(), link: link.clone() });
    let findings =
        plan.findings.iter().map(|finding| FindingLine { plan: plan.id.clone(), finding: finding.clone() });
    (links.collect(), findings.collect())
}

fn output_error(path: &Path, problem: io::Error) -> IngestError {
    IngestError::Output { path: path.to_owned(), problem }
}
