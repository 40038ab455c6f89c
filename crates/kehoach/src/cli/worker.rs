//! `kehoach worker`: what an import starts for itself.

use std::ffi::OsStr;
use std::io;

use anyhow::{Context, Result};
use kehoach::Readers;
use kehoach::ingest::{Limits, WorkerCommand, worker};

use crate::drill::Drill;

/// The command that starts a worker of this program.
pub(crate) fn command(drill: bool, verbose: u8) -> io::Result<WorkerCommand> {
    // The running program itself, even where its file has been replaced meanwhile.
    let own = std::path::Path::new("/proc/self/exe");
    let program = if own.exists() { own.to_owned() } else { std::env::current_exe()? };
    let mut arguments = vec!["worker".into()];
    if drill {
        arguments.push("--drill".into());
    }
    if verbose > 0 {
        arguments.push(format!("-{}", "v".repeat(verbose.into())).into());
    }
    Ok(WorkerCommand { program, arguments })
}

/// Serves until standard input ends.
pub(crate) fn run(limits: &OsStr, drill: bool) -> Result<()> {
    let limits: Limits = serde_json::from_slice(limits.as_encoded_bytes()).context("limits")?;
    // Outside programs are started by the importing process alone.
    let readers = Readers::default();
    if drill {
        worker::serve(&Drill(readers), &limits)?;
    } else {
        worker::serve(&readers, &limits)?;
    }
    Ok(())
}
