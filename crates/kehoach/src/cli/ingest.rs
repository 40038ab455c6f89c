//! `kehoach ingest`: runs the import and tells a person how it went.

use std::process::ExitCode;

use anyhow::Result;
use kehoach::Options;
use kehoach::ingest::{Job, Summary, run as import};
use kehoach_model::{InputLine, Outcome};

use super::IngestArgs;
use crate::{SOME_FAILED, lang::Lang, tell};

pub(crate) fn run(args: &IngestArgs, lang: Lang) -> Result<ExitCode> {
    let job = Job {
        paths: args.paths.clone(),
        out: args.out.clone(),
        threads: args.threads,
        timings: args.timings,
        options: Options::default(),
    };
    let summary = import(&job, |line| tell_input(line, lang))?;
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
        outcome => tracing::info!(path = line.path, outcome = lang.outcome(outcome), reason),
    }
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
            "{} inputs ({counts}): {} documents, {} indicators, {} tasks → {out}/plans.ndjson",
            summary.inputs, summary.plans, summary.indicators, summary.tasks
        ),
    });
    if summary.rejected + summary.failed > 0 {
        tell(&match lang {
            Lang::Vi => format!("Các tệp không đọc được và lý do: {out}/failures.ndjson"),
            Lang::En => format!("What could not be read, and why: {out}/failures.ndjson"),
        });
    }
}
