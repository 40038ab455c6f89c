//! `kehoach ingest`: runs the import and tells a person how it went.

use std::process::ExitCode;

use anyhow::Result;
use kehoach::Options;
use kehoach::ingest::{Job, Summary, run as import};
use kehoach_model::{InputLine, Outcome};

use super::IngestArgs;
use crate::{NOTHING_DONE, SOME_FAILED, lang::Lang, tell};

pub(crate) fn run(args: &IngestArgs, lang: Lang) -> Result<ExitCode> {
    let job = Job {
        paths: args.paths.clone(),
        out: args.out.clone(),
        threads: args.threads,
        timings: args.timings,
        options: Options::default(),
    };
    let summary = import(&job, |line| tell_input(line, lang))?;
    if summary.inputs == 0 {
        tell(lang.pick("không có tệp nào", "there is no file to import"));
        return Ok(ExitCode::from(NOTHING_DONE));
    }
    tell_summary(&summary, args, lang);
    let failed = summary.rejected + summary.failed > 0;
    Ok(if failed { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS })
}

/// What nobody should miss at once; the rest is in `inputs.ndjson`.
fn tell_input(line: &InputLine, lang: Lang) {
    let reason = line.reason.as_deref().unwrap_or_default();
    match line.outcome {
        Outcome::Rejected | Outcome::Failed => {
            let word = lang.outcome(line.outcome);
            tell(&format!("{word}: {}: {reason}", line.path));
        }
        outcome => tracing::info!(
            "{}: {}{}",
            lang.outcome(outcome),
            line.path,
            if reason.is_empty() { String::new() } else { format!(": {reason}") }
        ),
    }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn tell_summary(summary: &Summary, args: &IngestArgs, lang: Lang) {
    let counts = [
        (summary.done, Outcome::Done),
        (summary.with_findings, Outcome::DoneWithFindings),
        (summary.skipped, Outcome::Skipped),
        (summary.rejected, Outcome::Rejected),
        (summary.failed, Outcome::Failed),
    ];
    let counts = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, outcome)| format!("{count} {}", lang.outcome(*outcome)));
    let counts = counts.collect::<Vec<_>>().join(", ");
    let out = args.out.display();
    tell(&match lang {
        Lang::Vi => format!(
            "{} tệp ({counts}): {} văn bản, {} chỉ tiêu, {} nhiệm vụ → {out}/plans.ndjson",
            summary.inputs, summary.plans, summary.indicators, summary.tasks
        ),
        Lang::En => format!(
            "{} ({counts}): {}, {}, {} → {out}/plans.ndjson",
            counted(summary.inputs, "input"),
            counted(summary.plans, "document"),
            counted(summary.indicators, "indicator"),
            counted(summary.tasks, "task")
        ),
    });
    if summary.rejected + summary.failed > 0 {
        tell(&match lang {
            Lang::Vi => format!("Các tệp không đọc được và lý do: {out}/failures.ndjson"),
            Lang::En => format!("What could not be read, and why: {out}/failures.ndjson"),
        });
    }
}
