//! How a parse can break, in words that a person understands.

use rustix::process::Signal;

/// How the parse of one input broke. Wording depends on the kind alone, never on the moment, so that a
/// failure reads the same in every run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Our code gave up (a panic) and was caught.
    #[error("the reader broke on this file ({0}); it is a fault of ours: please report it with the file")]
    Panicked(String),
    /// The worker process died of a signal.
    #[error("the reader crashed on this file ({0}); it is a fault of ours: please report it with the file")]
    Crashed(&'static str),
    /// The worker's stack overflowed.
    #[error("the file is nested too deeply: the reader's stack overflowed; please report it with the file")]
    StackOverflow,
    /// No answer in time; the worker was killed.
    #[error(
        "not read within {0} s; if the file is in order, give it more with --time-limit and --retry-failed"
    )]
    TimedOut(u64),
    /// The CPU limit was reached.
    #[error(
        "not read within {0} s of processor time; if the file is in order, give it more with --time-limit and --retry-failed"
    )]
    CpuSpent(u64),
    /// The memory limit was reached.
    #[error(
        "needs more than {0} MiB of memory; if the file is in order, give it more with --memory-limit and --retry-failed"
    )]
    OutOfMemory(u64),
    /// Somebody else killed the worker, each time that it was tried.
    #[error(
        "the reader was killed from outside (signal {0}), perhaps by the system for want of memory; \
         the next import tries it again"
    )]
    Killed(i32),
    /// The worker ended or spoke out of turn.
    #[error("the reader's process was lost ({0}); try again with --retry-failed")]
    Lost(String),
}

impl Failure {
    /// How often a parse that broke like this is tried again, alone on the machine.
    pub(crate) fn retries(&self) -> u32 {
        match self {
            // The same code on the same bytes gives up the same way.
            Self::Panicked(_) => 0,
            // Says nothing about the file: it was only in hand at the wrong moment.
            Self::Killed(_) => 3,
            _ => 1,
        }
    }

    /// What a dead worker died of. `last_words` is the end of what it wrote on standard error.
    pub(crate) fn of_death(
        signal: Option<i32>,
        code: Option<i32>,
        last_words: &str,
        limits: &crate::Limits,
    ) -> Self {
        let says = |words: &str| last_words.contains(words);
        if says("overflowed its stack") {
            return Self::StackOverflow;
        }
        // What the standard library prints before it aborts.
        if says("memory allocation of") {
            return Self::OutOfMemory(limits.memory >> 20);
        }
        match signal.map(|signal| (Signal::from_named_raw(signal), signal)) {
            Some((Some(Signal::KILL | Signal::TERM | Signal::INT | Signal::HUP | Signal::QUIT), raw)) => {
                Self::Killed(raw)
            }
            Some((Some(Signal::XCPU), _)) => Self::CpuSpent(limits.time.as_secs()),
            Some((Some(Signal::SEGV), _)) => Self::Crashed("segmentation fault"),
            Some((Some(Signal::BUS), _)) => Self::Crashed("bus error"),
            Some((Some(Signal::ILL), _)) => Self::Crashed("illegal instruction"),
            Some((Some(Signal::FPE), _)) => Self::Crashed("arithmetic fault"),
            Some((Some(Signal::ABORT), _)) => Self::Crashed("abort"),
            Some((_, raw)) => Self::Lost(format!("signal {raw}")),
            None => Self::Lost(format!("exit code {}", code.unwrap_or_default())),
        }
    }
}
