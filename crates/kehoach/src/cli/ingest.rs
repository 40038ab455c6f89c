//! `kehoach ingest`: runs the import and tells a person how it went.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use kehoach::Readers;
use kehoach::ingest::{IngestError, Job, Limits, Mode, Parser, Progress, Summary, run as import};

use super::progress::Renderer;
use super::signals::Signals;
use super::{IngestArgs, summary, worker};
use crate::drill::Drill;
use crate::{NOTHING_DONE, SOME_FAILED, lang::Lang, settings};

pub(crate) fn run(args: &IngestArgs, verbose: u8, lang: Lang) -> Result<ExitCode> {
    let job = job(args, verbose)?;
    let signals = Signals::catch()?;
    let progress = Arc::new(Progress::default());
    let renderer =
        Renderer::start(args.progress, verbose, lang, Arc::clone(&progress), Arc::clone(&signals.stop));
    let readers = Readers::find();
    let drill = Drill(readers.clone());
    let parser: &dyn Parser = if args.drill { &drill } else { &readers };
    if args.in_process {
        // As in a worker: what broke is told in the input's outcome.
        std::panic::set_hook(Box::new(|panic| tracing::debug!("{panic}")));
    }
    let summary = import(&job, parser, &progress, &signals.stop);
    renderer.finish();
    let summary = match summary {
        Err(IngestError::Stopped) => Summary { stopped: true, ..Summary::default() },
        summary => summary?,
    };
    summary::tell_all(&summary, args, lang);
    Ok(exit_code(&summary, args, &signals))
}

fn job(args: &IngestArgs, verbose: u8) -> Result<Job> {
    let mode =
        if args.in_process { Mode::InProcess } else { Mode::Workers(worker::command(args.drill, verbose)?) };
    let limits = Limits {
        time: Duration::from_secs(args.time_limit.into()),
        memory: u64::from(args.memory_limit) << 20,
        ..Limits::default()
    };
    Ok(Job {
        exclude: args.exclude.clone(),
        threads: args.threads.map(usize::from),
        timings: args.timings,
        mode,
        limits,
        retry_failed: args.retry_failed,
        force: args.force,
        prune: args.prune,
        dry_run: args.dry_run,
        rules: settings::load()?.rules,
        ..Job::new(args.paths.clone(), args.out.clone())
    })
}

fn exit_code(summary: &Summary, args: &IngestArgs, signals: &Signals) -> ExitCode {
    if summary.stopped {
        return signals.exit_code();
    }
    if summary.counts.inputs == 0 && !args.prune && !args.dry_run {
        return ExitCode::from(NOTHING_DONE);
    }
    let failed = summary.counts.rejected + summary.counts.failed > 0;
    if failed && !args.dry_run { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS }
}
