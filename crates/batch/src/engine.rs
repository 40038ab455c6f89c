//! Where parsing runs: in worker processes, or in this one.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock};

use kehoach_model::Stage;

use crate::answer::{self, Answer};
use crate::input::archive::{self, Member, UnpackError};
use crate::worker::{Pool, WorkerCommand};
use crate::{Failure, Limits, Original, Parser, Prepared, Retry, Watch};

/// Where untrusted bytes are read.
#[derive(Debug, Clone)]
pub enum Mode {
    /// In worker processes, under limits: a crash costs one input.
    Workers(WorkerCommand),
    /// In this process, without limits: a crash ends the batch. Same outcomes and bytes for every input that
    /// keeps within the limits.
    InProcess,
}

/// Parses and unpacks; what breaks is tried again alone.
pub(crate) struct Engine<'a> {
    place: Place,
    parser: &'a dyn Parser,
    limits: &'a Limits,
    stop: &'a AtomicBool,
    /// Held by all for reading, and for writing by a parse that must be alone.
    alone: RwLock<()>,
}

enum Place {
    Workers(Pool),
    InProcess,
}

impl<'a> Engine<'a> {
    pub(crate) fn new(mode: &Mode, parser: &'a dyn Parser, limits: &'a Limits, stop: &'a AtomicBool) -> Self {
        let place = match mode {
            Mode::Workers(command) => Place::Workers(Pool::new(command.clone(), limits.clone())),
            Mode::InProcess => Place::InProcess,
        };
        Self { place, parser, limits, stop, alone: RwLock::default() }
    }

    /// Parses one content. `None`: it broke, and the run was asked to stop before it could be tried again.
    ///
    /// # Errors
    /// What the system says where no worker can be started.
    pub(crate) fn parse(&self, bytes: &[u8], watch: &dyn Watch) -> io::Result<Option<Answer>> {
        match self.prepare(bytes, watch) {
            Err(answer) => Ok(answer),
            Ok(None) => self.parse_prepared(bytes, None, watch),
            Ok(Some(Prepared { bytes, original })) => self.parse_prepared(&bytes, Some(&original), watch),
        }
    }

    /// What is to be parsed instead of the bytes, if anything; else how it ended, as in [`parse`](Self::parse).
    fn prepare(&self, bytes: &[u8], watch: &dyn Watch) -> Result<Option<Prepared>, Option<Answer>> {
        watch.stage(Stage::Sniff);
        let once = || answer::prepare(self.parser, bytes, self.limits.time);
        let first = {
            let _with_others = self.alone.read().unwrap_or_else(PoisonError::into_inner);
            once()
        };
        match first {
            Err(Answer::Refused(refusal)) if refusal.retry != Retry::Never => {
                if self.stop.load(Ordering::Relaxed) {
                    return Err(None);
                }
                tracing::debug!("tried again alone: {refusal}");
                // An outside program is slow where several are started at once.
                let _alone = self.alone.write().unwrap_or_else(PoisonError::into_inner);
                once().map_err(Some)
            }
            first => first.map_err(Some),
        }
    }

    fn parse_prepared(
        &self,
        bytes: &[u8],
        original: Option<&Original>,
        watch: &dyn Watch,
    ) -> io::Result<Option<Answer>> {
        let once = || match &self.place {
            Place::Workers(pool) => pool.parse(bytes, original, watch),
            Place::InProcess => Ok(answer::parse(self.parser, bytes, original, watch)),
        };
        let mut answer = {
            let _with_others = self.alone.read().unwrap_or_else(PoisonError::into_inner);
            once()?
        };
        let mut tried = 0;
        while let Answer::Failed(failure, stage) = &answer
            && tried < failure.retries()
        {
            if self.stop.load(Ordering::Relaxed) {
                return Ok(None);
            }
            tracing::debug!("tried again alone, after {stage:?}: {failure}");
            tried += 1;
            // The first try may have broken for what the others took of the machine.
            let _alone = self.alone.write().unwrap_or_else(PoisonError::into_inner);
            answer = once()?;
        }
        Ok(Some(answer))
    }

    /// Unpacks one archive; `Ok(false)` where it is none. `begin` is called before each try.
    pub(crate) fn unpack(
        &self,
        path: &Path,
        begin: &mut dyn FnMut() -> io::Result<()>,
        take: &mut dyn FnMut(Member) -> io::Result<()>,
    ) -> Result<bool, UnpackError> {
        let mut tried = 0;
        loop {
            begin().map_err(UnpackError::Taker)?;
            let unpacked = match &self.place {
                Place::Workers(pool) => pool.unpack(path, take),
                Place::InProcess => {
                    let work = || archive::unpack(path, self.parser, self.limits, take);
                    let broke = |_| Err(UnpackError::Broke(Failure::Panicked("in an archive".to_owned())));
                    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(broke)
                }
            };
            match unpacked {
                Err(UnpackError::Broke(failure))
                    if tried < failure.retries() && !self.stop.load(Ordering::Relaxed) =>
                {
                    tried += 1;
                }
                unpacked => return unpacked,
            }
        }
    }
}
