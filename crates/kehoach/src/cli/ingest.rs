//! `kehoach ingest`: runs the import and tells a person how it went.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::Result;
use kehoach::Readers;
use kehoach::ingest::{IngestError, Job, Limits, Mode, Parser, Progress, Summary, run as import};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

use super::progress::Renderer;
use super::{IngestArgs, summary, worker};
use crate::drill::Drill;
use crate::{NOTHING_DONE, SOME_FAILED, lang::Lang};

/// What a shell adds to a signal's number.
const OF_SIGNAL: u8 = 128;

pub(crate) fn run(args: &IngestArgs, verbose: u8, lang: Lang) -> Result<ExitCode> {
    let job = job(args, verbose)?;
    let (stop, signal) = stop_on_signals()?;
    let progress = Arc::new(Progress::default());
    let renderer = Renderer::start(args.progress, verbose, lang, Arc::clone(&progress), Arc::clone(&stop));
    let readers = Readers::find();
    let drill = Drill(readers.clone());
    let parser: &dyn Parser = if args.drill { &drill } else { &readers };
    if args.in_process {
        // As in a worker: what broke is told in the input's outcome.
        std::panic::set_hook(Box::new(|panic| tracing::debug!("{panic}")));
    }
    let summary = import(&job, parser, &progress, &stop);
    renderer.finish();
    let summary = match summary {
        Err(IngestError::Stopped) => Summary { stopped: true, ..Summary::default() },
        summary => summary?,
    };
    summary::tell_all(&summary, args, lang);
    Ok(exit_code(&summary, args, signal.load(Ordering::Relaxed)))
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
        ..Job::new(args.paths.clone(), args.out.clone())
    })
}

/// The first signal asks the run to stop, the second ends the program at once.
fn stop_on_signals() -> Result<(Arc<AtomicBool>, Arc<AtomicUsize>)> {
    let stop = Arc::new(AtomicBool::new(false));
    let signal = Arc::new(AtomicUsize::new(0));
    for number in [SIGINT, SIGTERM, SIGHUP] {
        flag::register_conditional_shutdown(number, i32::from(OF_SIGNAL) + number, Arc::clone(&stop))?;
        flag::register_usize(number, Arc::clone(&signal), number.unsigned_abs() as usize)?;
        flag::register(number, Arc::clone(&stop))?;
    }
    Ok((stop, signal))
}

fn exit_code(summary: &Summary, args: &IngestArgs, signal: usize) -> ExitCode {
    if summary.stopped {
        return ExitCode::from(OF_SIGNAL + u8::try_from(signal).unwrap_or_default());
    }
    if summary.counts.inputs == 0 && !args.prune && !args.dry_run {
        return ExitCode::from(NOTHING_DONE);
    }
    let failed = summary.counts.rejected + summary.counts.failed > 0;
    if failed && !args.dry_run { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS }
}
