//! The parent's side of the pipe: starts workers, hands them work, tells what a dead one died of.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use kehoach_model::Stage;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_setfl};
use rustix::io::Errno;
use rustix::pipe::fcntl_setpipe_size;

use super::frame::{self, Kind};
use super::serve::{Named, Report, Unpacked};
use crate::answer::Answer;
use crate::input::archive::{Member, UnpackError};
use crate::{Failure, Limits, Original, Watch};

/// A parse that computes meets the CPU limit first, one that waits meets this much later: each is told as
/// what it is.
const SLACK: Duration = Duration::from_millis(1500);
/// How long a worker whose pipe has ended may take to be gone.
const GRACE: Duration = Duration::from_secs(2);
/// How long a worker may take to be ready, how often it is tried again, and the pause before.
const START: Duration = Duration::from_secs(20);
const START_AGAIN: usize = 3;
const START_PAUSE: Duration = Duration::from_millis(200);
/// The end of what a worker says on standard error, bytes: enough for the line before an abort.
const LAST_WORDS: usize = 4096;
/// A plan and its records fit: fewer switches between parent and worker.
const PIPE_BYTES: usize = 1 << 20;
/// Bytes asked of a pipe at once.
const CHUNK: usize = 1 << 16;

/// How a worker is started; the limits follow as one more argument, JSON.
#[derive(Debug, Clone)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
}

/// The workers that nobody uses now.
pub(crate) struct Pool {
    command: WorkerCommand,
    limits: Limits,
    idle: Mutex<Vec<Worker>>,
}

impl Pool {
    pub(crate) fn new(command: WorkerCommand, limits: Limits) -> Self {
        Self { command, limits, idle: Mutex::default() }
    }

    /// Parses in a worker. One that breaks is buried; the next call starts a new one.
    ///
    /// # Errors
    /// What the system says where no worker can be started.
    pub(crate) fn parse(
        &self,
        bytes: &[u8],
        original: Option<&Original>,
        watch: &dyn Watch,
    ) -> io::Result<Answer> {
        loop {
            let (mut worker, is_fresh) = self.take()?;
            let mut stage = Stage::Open;
            match worker.parse((bytes, original), &self.limits, watch, &mut stage) {
                Ok(answer) => {
                    self.put_back(worker);
                    return Ok(answer);
                }
                // One that has not said a word may have been dead before.
                Err(trouble @ Trouble::Gone) if !is_fresh && stage == Stage::Open => {
                    worker.bury(trouble, &self.limits);
                }
                Err(trouble) => return Ok(Answer::Failed(worker.bury(trouble, &self.limits), stage)),
            }
        }
    }

    /// Unpacks an archive in a worker; `Ok(false)` where the file is a document, not an archive.
    pub(crate) fn unpack(
        &self,
        path: &Path,
        take: &mut dyn FnMut(Member) -> io::Result<()>,
    ) -> Result<bool, UnpackError> {
        let (mut worker, _) = self.take().map_err(UnpackError::NoWorker)?;
        match worker.unpack(path, &self.limits, take) {
            Ok(unpacked) => {
                if matches!(unpacked, Err(UnpackError::Taker(_))) {
                    // It is still sending to nobody.
                    worker.bury(Trouble::Garbled, &self.limits);
                } else {
                    self.put_back(worker);
                }
                unpacked
            }
            Err(trouble) => Err(UnpackError::Broke(worker.bury(trouble, &self.limits))),
        }
    }

    /// A worker, and whether it has just been started.
    fn take(&self) -> io::Result<(Worker, bool)> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        while let Some(mut worker) = idle() {
            // Somebody may have killed it meanwhile.
            if matches!(worker.child.try_wait(), Ok(None)) {
                return Ok((worker, false));
            }
        }
        let mut tried = 0;
        loop {
            match Worker::start(&self.command, &self.limits) {
                Err(error) if tried < START_AGAIN => {
                    tracing::debug!("a worker did not start: {error}");
                    tried += 1;
                    std::thread::sleep(START_PAUSE);
                }
                started => return started.map(|worker| (worker, true)),
            }
        }
    }

    fn put_back(&self, worker: Worker) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
    }
}

fn lost(error: &io::Error) -> Failure {
    Failure::Lost(error.to_string())
}

/// Why a worker cannot go on.
enum Trouble {
    /// No answer in time.
    Late,
    /// Its pipe ended or broke.
    Gone,
    /// It said what makes no sense.
    Garbled,
}

impl From<io::Error> for Trouble {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

impl From<serde_json::Error> for Trouble {
    fn from(_: serde_json::Error) -> Self {
        Self::Garbled
    }
}

struct Worker {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: ChildStdout,
    stderr: ChildStderr,
    /// Read and not yet understood.
    inbox: Vec<u8>,
    last_words: Vec<u8>,
}

impl Worker {
    fn start(command: &WorkerCommand, limits: &Limits) -> io::Result<Self> {
        let mut child = Command::new(&command.program)
            .args(&command.arguments)
            .arg(serde_json::to_string(limits)?)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // Ctrl-C on the terminal is for the parent, which lets the documents in hand be finished.
            .process_group(0)
            .spawn()?;
        let (Some(stdin), Some(stdout), Some(stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(io::Error::other("a worker without its pipes"));
        };
        for pipe in [stdin.as_fd(), stdout.as_fd(), stderr.as_fd()] {
            fcntl_setfl(pipe, OFlags::NONBLOCK)?;
        }
        for pipe in [stdin.as_fd(), stdout.as_fd()] {
            // Only faster; a system that grants less works as well.
            let _ = fcntl_setpipe_size(pipe, PIPE_BYTES);
        }
        tracing::debug!("worker {} started", child.id());
        let mut worker =
            Self { child, stdin: Some(stdin), stdout, stderr, inbox: Vec::new(), last_words: Vec::new() };
        match worker.receive(Instant::now() + START) {
            Ok((Kind::Ready, _)) => Ok(worker),
            Ok(_) => Err(io::Error::other("it answered what makes no sense")),
            Err(trouble) => Err(io::Error::other(worker.bury(trouble, limits).to_string())),
        }
    }

    fn parse(
        &mut self,
        (bytes, original): (&[u8], Option<&Original>),
        limits: &Limits,
        watch: &dyn Watch,
        stage: &mut Stage,
    ) -> Result<Answer, Trouble> {
        let mut deadline = Instant::now() + limits.time + SLACK;
        if let Some(original) = original {
            self.send(Kind::Original, &serde_json::to_vec(original)?, deadline)?;
        }
        self.send(Kind::Parse, bytes, deadline)?;
        loop {
            match self.receive(deadline)? {
                (Kind::Stage, payload) => {
                    *stage = serde_json::from_slice(&payload)?;
                    watch.stage(*stage);
                }
                (Kind::Pages, payload) => {
                    let pages = u32::from_le_bytes(payload.try_into().map_err(|_| Trouble::Garbled)?);
                    deadline += limits.time_per_page * pages;
                    watch.pages(pages);
                }
                (Kind::Report, payload) => return self.answer(&payload, deadline),
                _ => return Err(Trouble::Garbled),
            }
        }
    }

    fn answer(&mut self, report: &[u8], deadline: Instant) -> Result<Answer, Trouble> {
        Ok(match serde_json::from_slice(report)? {
            Report::Records(mut records) => {
                for record in &mut records {
                    let (Kind::Record, packed) = self.receive(deadline)? else {
                        return Err(Trouble::Garbled);
                    };
                    record.packed = packed;
                }
                Answer::Records(records)
            }
            Report::Refused(refusal) => Answer::Refused(refusal),
            Report::Panicked(message, stage) => Answer::Failed(Failure::Panicked(message), stage),
        })
    }

    fn unpack(
        &mut self,
        path: &Path,
        limits: &Limits,
        take: &mut dyn FnMut(Member) -> io::Result<()>,
    ) -> Result<Result<bool, UnpackError>, Trouble> {
        let deadline = || Instant::now() + limits.time + SLACK;
        self.send(Kind::Unpack, path.as_os_str().as_bytes(), deadline())?;
        loop {
            match self.receive(deadline())? {
                (Kind::Member, payload) => {
                    let Named { name, refused } = serde_json::from_slice(&payload)?;
                    let (Kind::Bytes, bytes) = self.receive(deadline())? else {
                        return Err(Trouble::Garbled);
                    };
                    if let Err(error) = take(Member { name, bytes: refused.map_or(Ok(bytes), Err) }) {
                        return Ok(Err(UnpackError::Taker(error)));
                    }
                }
                (Kind::End, payload) => {
                    let unpacked: Unpacked = serde_json::from_slice(&payload)?;
                    return Ok(unpacked.map_err(UnpackError::Refused));
                }
                _ => return Err(Trouble::Garbled),
            }
        }
    }

    /// Sends one frame. The worker reads a whole request before it answers, so nothing has to be read here
    /// but its complaints.
    fn send(&mut self, kind: Kind, payload: &[u8], deadline: Instant) -> Result<(), Trouble> {
        for mut part in [&frame::header(kind, payload.len())?[..], payload] {
            while !part.is_empty() {
                self.wait(Direction::Out, deadline)?;
                let stdin = self.stdin.as_mut().ok_or(Trouble::Gone)?;
                match stdin.write(part) {
                    Ok(written) => part = part.get(written..).unwrap_or_default(),
                    Err(error) if is_not_yet(&error) => {}
                    Err(_) => return Err(Trouble::Gone),
                }
            }
        }
        Ok(())
    }

    fn receive(&mut self, deadline: Instant) -> Result<(Kind, Vec<u8>), Trouble> {
        loop {
            if let Some(header) = self.inbox.first_chunk::<{ frame::HEADER }>() {
                let (kind, length) = frame::of_header(*header).ok_or(Trouble::Garbled)?;
                let end = frame::HEADER + length;
                if self.inbox.len() >= end {
                    let rest = self.inbox.split_off(end);
                    let mut payload = std::mem::replace(&mut self.inbox, rest);
                    payload.drain(..frame::HEADER);
                    return Ok((kind, payload));
                }
            }
            self.wait(Direction::In, deadline)?;
            let held = self.inbox.len();
            self.inbox.resize(held + CHUNK, 0);
            let read = self.stdout.read(self.inbox.get_mut(held..).unwrap_or_default());
            self.inbox.truncate(held + read.as_ref().copied().unwrap_or(0));
            match read {
                Ok(0) => return Err(Trouble::Gone),
                Ok(_) => {}
                Err(error) if is_not_yet(&error) => {}
                Err(_) => return Err(Trouble::Gone),
            }
        }
    }

    /// Waits until the pipe is ready; meanwhile takes in what comes on standard error.
    fn wait(&mut self, direction: Direction, deadline: Instant) -> Result<(), Trouble> {
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Trouble::Late);
            }
            let (awaited, flags): (BorrowedFd<'_>, _) = match (direction, &self.stdin) {
                (Direction::In, _) => (self.stdout.as_fd(), PollFlags::IN),
                (Direction::Out, Some(stdin)) => (stdin.as_fd(), PollFlags::OUT),
                (Direction::Out, None) => return Err(Trouble::Gone),
            };
            let mut pipes =
                [PollFd::from_borrowed_fd(awaited, flags), PollFd::new(&self.stderr, PollFlags::IN)];
            let left = Timespec::try_from(left).map_err(io::Error::other)?;
            match poll(&mut pipes, Some(&left)) {
                Ok(0) | Err(Errno::INTR) => continue,
                Ok(_) => {}
                Err(_) => return Err(Trouble::Gone),
            }
            let [ready, complaint] = pipes.map(|pipe| pipe.revents());
            if complaint.contains(PollFlags::IN) {
                self.hear();
            }
            if !ready.is_empty() {
                return Ok(());
            }
            if complaint.contains(PollFlags::HUP) {
                // Standard error closes only when the worker ends.
                return Err(Trouble::Gone);
            }
        }
    }

    /// Takes in what the worker has said on standard error so far.
    fn hear(&mut self) {
        let mut said = [0; LAST_WORDS];
        while let Ok(read @ 1..) = self.stderr.read(&mut said) {
            self.last_words.extend_from_slice(said.get(..read).unwrap_or_default());
            let beyond = self.last_words.len().saturating_sub(LAST_WORDS);
            self.last_words.drain(..beyond);
        }
    }

    /// Ends a worker that is of no more use and tells why it is.
    fn bury(mut self, trouble: Trouble, limits: &Limits) -> Failure {
        if matches!(trouble, Trouble::Gone) {
            self.wait_for_end(GRACE);
        }
        // Fails where it is gone already.
        let _ = self.child.kill();
        let status = self.child.wait();
        self.hear();
        let last_words = String::from_utf8_lossy(&self.last_words).into_owned();
        tracing::debug!("worker {} ended ({status:?}): {}", self.child.id(), last_words.trim());
        match (trouble, status) {
            (Trouble::Late, _) => Failure::TimedOut(limits.time.as_secs()),
            (Trouble::Garbled, _) => Failure::Lost("it answered what makes no sense".to_owned()),
            (Trouble::Gone, Ok(status)) => {
                Failure::of_death(status.signal(), status.code(), &last_words, limits)
            }
            (Trouble::Gone, Err(error)) => lost(&error),
        }
    }

    fn wait_for_end(&mut self, grace: Duration) -> Option<ExitStatus> {
        let start = Instant::now();
        loop {
            match self.child.try_wait() {
                Ok(None) if start.elapsed() < grace => std::thread::sleep(Duration::from_millis(1)),
                Ok(status) => return status,
                Err(_) => return None,
            }
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // An idle worker ends with its input.
        self.stdin = None;
        if self.wait_for_end(GRACE).is_none() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Which pipe to wait for.
#[derive(Clone, Copy)]
enum Direction {
    In,
    Out,
}

fn is_not_yet(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}
