//! Ctrl-C and its kin, for what takes long.

use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

/// What a shell adds to a signal's number.
const OF_SIGNAL: u8 = 128;

/// What signals ask for.
pub(super) struct Signals {
    /// Set by the first; the second ends the program at once.
    pub(super) stop: Arc<AtomicBool>,
    number: Arc<AtomicUsize>,
}

impl Signals {
    pub(super) fn catch() -> io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let number = Arc::new(AtomicUsize::new(0));
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            flag::register_conditional_shutdown(signal, i32::from(OF_SIGNAL) + signal, Arc::clone(&stop))?;
            flag::register_usize(signal, Arc::clone(&number), signal.unsigned_abs() as usize)?;
            flag::register(signal, Arc::clone(&stop))?;
        }
        Ok(Self { stop, number })
    }

    /// The exit code of a program that a signal stopped.
    pub(super) fn exit_code(&self) -> ExitCode {
        ExitCode::from(OF_SIGNAL + u8::try_from(self.number.load(Ordering::Relaxed)).unwrap_or_default())
    }
}
