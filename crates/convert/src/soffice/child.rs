//! A child process under limits: time, and what it writes into its folder.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{
    Pid, Resource, Rlimit, Signal, WaitId, WaitIdOptions, kill_process_group, prlimit,
    test_kill_process_group, waitid,
};

/// Between two looks at the child. Starting it takes a hundred times as long.
const PAUSE: Duration = Duration::from_millis(10);
/// Between two looks at its folder.
const LOOK: Duration = Duration::from_millis(250);
/// How long what a child started may take to be gone once it is killed.
const GRACE: Duration = Duration::from_millis(200);
/// Processor time from the signal that tells of the limit to the one that cannot be held off, seconds.
const HARD: u64 = 5;
/// The end of what it said that is kept, bytes.
const LAST_WORDS: u64 = 4096;
/// What a shell adds to the signal that ended its child.
const OF_SIGNAL: i32 = 128;

/// What a child may take.
#[derive(Debug, Clone)]
pub(super) struct Caps {
    /// Wall time; each process may use twice that of processor time.
    pub(super) time: Duration,
    /// Address space of each process, bytes.
    pub(super) memory: u64,
    /// Bytes that all of them may write into the folder.
    pub(super) output: u64,
}

/// How a child ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// By itself.
    Exited,
    /// By the time limit.
    Late,
    /// It wrote too much.
    Overflowed,
    /// By a signal from outside.
    Killed(i32),
}

/// A child that has ended.
pub(super) struct Run {
    pub(super) end: End,
    /// The end of what it wrote on its output and error streams.
    pub(super) said: String,
}

impl Run {
    /// The last line of what it said, for a message.
    pub(super) fn last_line(&self) -> String {
        /// Longer lines say no more.
        const LONGEST: usize = 200;
        let line = self.said.lines().map(str::trim).rfind(|line| !line.is_empty());
        line.unwrap_or("it said nothing").chars().filter(|c| !c.is_control()).take(LONGEST).collect()
    }
}

/// Runs a command to its end, its files in `folder`.
///
/// # Errors
/// What the system says where it does not start.
pub(super) fn run(mut command: Command, folder: &Path, caps: &Caps) -> io::Result<Run> {
    let said = folder.join("said");
    let stream = File::create(&said)?;
    let before = size(folder);
    command.stdin(Stdio::null()).stdout(stream.try_clone()?).stderr(stream).process_group(0);
    let mut group = Group(spawn(&mut command)?);
    let pid = Pid::from_child(&group.0);
    // Where this process is killed nobody looks at the clock: then the last of these ends what still computes. Threads
    // add up, and behind the hard limit nothing tells what happened.
    let seconds = caps.time.as_secs() * 2 + 1;
    let limits = [
        (Resource::As, caps.memory, caps.memory),
        (Resource::Fsize, caps.output, caps.output),
        (Resource::Core, 0, 0),
        (Resource::Cpu, seconds, seconds + HARD),
    ];
    for (resource, soft, hard) in limits {
        // It may have ended already.
        let _ = prlimit(Some(pid), resource, Rlimit { current: Some(soft), maximum: Some(hard) });
    }
    let start = Instant::now();
    let mut looked = start;
    // What it was given is not what it wrote.
    let is_over = || size(folder).saturating_sub(before) >= caps.output;
    // Not reaped yet: until then nobody else can have the number of its group.
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    let mut end = loop {
        if waitid(WaitId::Pid(pid), options)?.is_some() {
            break End::Exited;
        }
        if start.elapsed() >= caps.time {
            break End::Late;
        }
        if looked.elapsed() >= LOOK {
            looked = Instant::now();
            if is_over() {
                break End::Overflowed;
            }
        }
        std::thread::sleep(PAUSE);
    };
    let status = group.end();
    if end == End::Exited {
        // A file that reached the limit is cut, and whoever wrote it may end in peace.
        end = if is_over() { End::Overflowed } else { status.map_or(end, of_status) };
    }
    Ok(Run { end, said: last_words(&said) })
}

/// How a child ended that this process did not end. LibreOffice is started by a shell: that hands on the signal in its
/// exit code.
fn of_status(status: ExitStatus) -> End {
    let of_code = |code: i32| code.checked_sub(OF_SIGNAL).filter(|signal| *signal > 0);
    let raw = status.signal().or_else(|| status.code().and_then(of_code));
    match raw.and_then(Signal::from_named_raw) {
        Some(Signal::XCPU) => End::Late,
        Some(Signal::XFSZ) => End::Overflowed,
        Some(signal @ (Signal::KILL | Signal::TERM | Signal::INT | Signal::HUP | Signal::QUIT)) => {
            End::Killed(signal.as_raw())
        }
        _ => End::Exited,
    }
}

/// Starts a command; a program that is just being written is tried again.
fn spawn(command: &mut Command) -> io::Result<Child> {
    const AGAIN: u32 = 5;
    for _ in 0..AGAIN {
        match command.spawn() {
            Err(error) if error.kind() == io::ErrorKind::ExecutableFileBusy => std::thread::sleep(LOOK),
            spawned => return spawned,
        }
    }
    command.spawn()
}

/// A child and all that it started; they end together.
struct Group(Child);

impl Group {
    /// Ends them all, and waits until they are gone: what still runs could write while the folder is removed.
    fn end(&mut self) -> Option<ExitStatus> {
        let pid = Pid::from_child(&self.0);
        // Fails where all of them have ended.
        let _ = kill_process_group(pid, Signal::KILL);
        let status = self.0.wait().ok();
        let killed = Instant::now();
        while test_kill_process_group(pid).is_ok() && killed.elapsed() < GRACE {
            std::thread::sleep(PAUSE);
        }
        status
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // Only a child that was not waited for still has its number.
        if matches!(self.0.try_wait(), Ok(None)) {
            self.end();
        }
    }
}

/// Bytes of the files below a folder; what vanishes meanwhile does not count.
fn size(folder: &Path) -> u64 {
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    let mut bytes = 0;
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).into_iter().flatten().flatten() {
            match entry.metadata() {
                Ok(data) if data.is_dir() => folders.push(entry.path()),
                Ok(data) => bytes += data.len(),
                Err(_) => {}
            }
        }
    }
    bytes
}

fn last_words(path: &Path) -> String {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|mut file| {
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(LAST_WORDS)))?;
        file.take(LAST_WORDS).read_to_end(&mut bytes)
    });
    // Without it the message says less.
    let _ = read;
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Run {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("input"), vec![b' '; 2 << 20]).unwrap();
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]).current_dir(folder.path());
        let caps = Caps { time: Duration::from_secs(20), memory: 1 << 30, output: 1 << 20 };
        run(command, folder.path(), &caps).unwrap()
    }

    #[test]
    fn the_end_of_what_it_said_is_kept() {
        let run = shell("i=0; while [ $i -lt 900 ]; do echo line $i; i=$((i + 1)); done");
        assert_eq!((run.end, run.last_line().as_str()), (End::Exited, "line 899"));
    }

    #[test]
    fn what_it_was_given_is_not_what_it_wrote() {
        assert_eq!(shell("head -c 1000000 /dev/zero > a").end, End::Exited);
        assert_eq!(
            shell("head -c 1000000 /dev/zero > a; head -c 1000000 /dev/zero > b").end,
            End::Overflowed
        );
        assert_eq!(shell("head -c 9000000 /dev/zero > a; exit 0").end, End::Overflowed);
    }

    #[test]
    fn signals_tell_who_ended_it() {
        assert_eq!(shell("kill -KILL $$").end, End::Killed(9));
        assert_eq!(shell("sh -c 'kill -TERM $$'; exit $?").end, End::Killed(15));
        assert_eq!(shell("exit 152").end, End::Late);
        assert_eq!(shell("kill -SEGV $$").end, End::Exited);
        assert_eq!(shell("exit 255").end, End::Exited);
    }

    #[test]
    fn what_computes_too_long_ends_without_a_watcher() {
        let said = shell("sleep 0.2; ulimit -St; ulimit -Ht; ulimit -v; ulimit -c").said;
        assert_eq!(said.split_whitespace().collect::<Vec<_>>(), ["41", "46", "1048576", "0"]);
    }
}
