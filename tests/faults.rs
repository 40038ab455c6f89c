//! Faults of the world around an import: each is told clearly, costs at most one input, and loses nothing.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use common::{inputs, kehoach, root, said};
use kehoach_model::Outcome;

const PROGRAM: &str = env!("CARGO_BIN_EXE_kehoach");

/// A folder of plans, each with a number of its own, and an output directory.
struct World {
    dir: tempfile::TempDir,
}

impl World {
    fn of(plans: u32) -> Self {
        let world = Self { dir: tempfile::tempdir().unwrap() };
        fs::create_dir(world.plans()).unwrap();
        let text = fs::read_to_string(root().join("corpus/plans/hong-lam-2215.tsv.txt")).unwrap();
        for number in 0..plans {
            world.write(
                &format!("{number:04}.txt"),
                &text.replace("2215/KH-UBND", &format!("{number}/KH-UBND")),
            );
        }
        world
    }

    fn plans(&self) -> PathBuf {
        self.dir.path().join("plans")
    }

    fn out(&self) -> PathBuf {
        self.dir.path().join("out")
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.plans().join(name), text).unwrap();
    }

    fn command(&self, more: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.arg("ingest").args([self.plans(), "--out".into(), self.out()]).args(more).env("LANG", "C");
        command
    }

    fn run(&self, more: &[&str]) -> std::process::Output {
        self.command(more).output().unwrap()
    }

    fn reason(&self, name: &str) -> (Outcome, String) {
        let lines = inputs(&self.out());
        let line = lines.iter().find(|line| line.path == name).unwrap_or_else(|| panic!("{name}: {lines:?}"));
        (line.outcome, line.reason.clone().unwrap_or_default())
    }
}

/// Orders, and what a person is told of each.
const ORDERS: [(&str, &str); 9] = [
    ("panic", "the reader broke on this file (a drill)"),
    ("abort", "the reader crashed on this file (abort)"),
    ("crash", "the reader crashed on this file (segmentation fault)"),
    ("killed", "the reader was killed from outside (signal 9)"),
    ("exit", "the reader's process was lost (exit code 7)"),
    ("overflow", "nested too deeply: the reader's stack overflowed"),
    ("grow", "needs more than 256 MiB of memory"),
    ("hang", "not read within 1 s; "),
    ("spin", "not read within 1 s of processor time"),
];

#[test]
fn each_way_to_break_has_its_words_and_the_batch_goes_on() {
    let world = World::of(4);
    for (order, _) in ORDERS {
        world.write(&format!("a-{order}.txt"), &format!("#kehoach-drill {order}"));
    }
    // Half a second a page, of which it says that it has four: more than the limit, but within its pages' time.
    world.write("a-pages.txt", "#kehoach-drill pages 4");
    let output = world.run(&["--drill", "--time-limit", "1", "--memory-limit", "256"]);
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    for (order, words) in ORDERS {
        let (outcome, reason) = world.reason(&format!("a-{order}.txt"));
        assert_eq!(outcome, Outcome::Failed, "{order}: {reason}");
        // Under load the clock may be faster than the processor time.
        let is_late = order == "spin" && reason.contains("not read within 1 s");
        assert!(reason.contains(words) || is_late, "{order}: {reason}");
    }
    assert_eq!(world.reason("a-pages.txt").0, Outcome::Skipped);
    assert_eq!(common::plans(&world.out()).len(), 4);
    let said = said(&output);
    assert!(said.contains("9 failed:") && said.contains("--retry-failed"), "{said}");
}

#[test]
fn an_unreadable_input_is_one_line() {
    let world = World::of(2);
    fs::set_permissions(world.plans().join("0000.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    let folder = world.plans().join("closed");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(&folder).is_ok() {
        // Nothing is closed to root: ask for another user, who may read the program and the plans.
        let status = as_nobody(&world);
        if status.is_none() {
            return not_checked("no other user can be had");
        }
    } else {
        world.run(&[]);
    }
    let (outcome, reason) = world.reason("0000.txt");
    assert_eq!((outcome, reason.as_str()), (Outcome::Failed, "cannot read the file: Permission denied"));
    let (outcome, reason) = world.reason("closed");
    assert_eq!((outcome, reason.as_str()), (Outcome::Failed, "cannot open: Permission denied"));
    assert_eq!(world.reason("0001.txt").0, Outcome::DoneWithFindings);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Runs the import as "nobody" by util-linux' `setpriv`.
fn as_nobody(world: &World) -> Option<i32> {
    let program = world.dir.path().join("kehoach");
    fs::copy(PROGRAM, &program).ok()?;
    for path in [world.dir.path(), &world.plans()] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o777)).ok()?;
    }
    Command::new("setpriv")
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .arg(program)
        .arg("ingest")
        .args([world.plans(), "--out".into(), world.out()])
        .output()
        .ok()?
        .status
        .code()
        .filter(|code| matches!(code, 0 | 3))
}

#[expect(clippy::print_stderr, reason = "a test that checks nothing says so")]
fn not_checked(why: &str) {
    eprintln!("not checked: {why}");
}

#[test]
fn a_file_that_grows_while_it_is_read_is_told() {
    let world = World::of(1);
    let path = world.plans().join("growing.txt");
    fs::write(&path, "x").unwrap();
    let (stop, stopped) = channel::<()>();
    let writer = thread::spawn(move || {
        let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
        while stopped.try_recv() == Err(TryRecvError::Empty) {
            file.write_all(b"x\n").unwrap();
            // Slow enough to stay a small file.
            thread::sleep(Duration::from_micros(200));
        }
    });
    let output = world.run(&[]);
    drop(stop);
    writer.join().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let (outcome, reason) = world.reason("growing.txt");
    assert_eq!(outcome, Outcome::Failed);
    // Seen between two looks, or by its size: both name what to do.
    assert!(reason.contains("import it again when it is complete"), "{reason}");
    // When it is complete it is read.
    assert_eq!(world.run(&[]).status.code(), Some(0));
    assert_eq!(world.reason("0000.txt").0, Outcome::DoneWithFindings);
}

#[test]
fn an_output_that_cannot_be_written_is_said_before_anything_is_read() {
    let world = World::of(1);
    let file = world.dir.path().join("file");
    fs::write(&file, "x").unwrap();
    let plans = world.plans();
    let output = kehoach(&["ingest", plans.to_str().unwrap(), "--out", file.join("out").to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("cannot write") && said(&output).contains("choose another --out"),
        "{output:?}"
    );
    // Not even root writes into /proc.
    let output = kehoach(&["ingest", plans.to_str().unwrap(), "--out", "/proc/out"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("/proc/out: cannot write"), "{output:?}");
}

/// A small disk of its own, in a mount namespace, where the system lets us have one.
#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let world = World::of(60);
    let disk = world.dir.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let can = Command::new("unshare")
        .args(["--mount", "sh", "-c", "mount -t tmpfs tmpfs \"$0\""])
        .arg(&disk)
        .stderr(Stdio::null())
        .status();
    if !can.is_ok_and(|status| status.success()) {
        return not_checked("no small disk can be mounted here");
    }
    // First too small for the records, then for the output files, then large enough: the third run goes on.
    let script = "
        set -u
        mount -t tmpfs -o size=300k tmpfs \"$0\"
        \"$1\" ingest \"$2\" --out \"$0/out\"; echo \"first $?\"
        ls \"$0/out\"
        mount -o remount,size=1500k \"$0\"
        \"$1\" ingest \"$2\" --out \"$0/out\"; echo \"second $?\"
        ls \"$0/out\"
        mount -o remount,size=100m \"$0\"
        \"$1\" ingest \"$2\" --out \"$0/out\"; echo \"third $?\"
        ls -A \"$0/out/.kehoach\"
        cp -r \"$0/out\" \"$3\"";
    let output = Command::new("unshare")
        .args(["--mount", "sh", "-c", script])
        .arg(&disk)
        .arg(PROGRAM)
        .args([world.plans(), world.out()])
        .env("LANG", "C")
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), said(&output));
    // No output file before all are whole, no staging folder at the end.
    let expected = "first 2\nsecond 2\nthird 0\nlock\nstore.sqlite\n";
    assert_eq!(out, expected, "{err}");
    assert_eq!(err.matches("run the same command again").count(), 2, "{err}");
    let fresh = World::of(60);
    fresh.run(&[]);
    common::same(&common::outputs(&world.out()), &common::outputs(&fresh.out()));
}

#[test]
fn two_imports_into_one_directory_refuse_each_other() {
    let world = World::of(2);
    world.write("a.txt", "#kehoach-drill sleep 3000");
    let mut first = world.command(&["--drill"]).stderr(Stdio::null()).spawn().unwrap();
    wait_for(&world.out().join(".kehoach/lock"));
    thread::sleep(Duration::from_millis(300));
    let second = world.run(&[]);
    assert_eq!(second.status.code(), Some(2));
    let said = said(&second);
    let holder = format!("another import is writing there (process {})", first.id());
    assert!(said.contains(&holder), "{said}");
    assert_eq!(first.wait().unwrap().code(), Some(0));
    assert_eq!(world.run(&[]).status.code(), Some(0));
}

fn wait_for(path: &Path) {
    let start = Instant::now();
    while !path.exists() {
        assert!(start.elapsed() < Duration::from_secs(20), "{} does not come", path.display());
        thread::sleep(Duration::from_millis(5));
    }
}

fn send(signal: &str, child: &Child) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn a_signal_lets_the_documents_in_hand_be_finished() {
    for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
        let world = World::of(40);
        for number in 0..6 {
            world.write(&format!("a{number}.txt"), &format!("#kehoach-drill sleep 70{number}"));
        }
        let child = world.command(&["--drill"]).stderr(Stdio::piped()).spawn().unwrap();
        wait_for(&world.out().join(".kehoach/lock"));
        thread::sleep(Duration::from_millis(600));
        send(signal, &child);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{output:?}");
        let said = said(&output);
        assert!(said.contains("stopping: finishing the documents in hand"), "{said}");
        assert!(said.contains("Run the same command again to go on"), "{said}");
        assert!(!world.out().join("plans.ndjson").exists());
        let output = world.run(&["--drill"]);
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(inputs(&world.out()).len(), 46);
        let fresh = World::of(40);
        for number in 0..6 {
            fresh.write(&format!("a{number}.txt"), &format!("#kehoach-drill sleep 70{number}"));
        }
        fresh.run(&[]);
        common::same(&common::outputs(&world.out()), &common::outputs(&fresh.out()));
    }
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let world = World::of(1);
    world.write("a.txt", "#kehoach-drill hang");
    let mut child = world.command(&["--drill"]).stderr(Stdio::null()).spawn().unwrap();
    wait_for(&world.out().join(".kehoach/lock"));
    thread::sleep(Duration::from_millis(500));
    let start = Instant::now();
    send("-INT", &child);
    thread::sleep(Duration::from_millis(300));
    send("-INT", &child);
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(start.elapsed() < Duration::from_secs(10));
}

/// Standard error is a pipe that nobody reads: the batch does not wait for it.
#[test]
fn a_full_pipe_holds_up_nothing() {
    let world = World::of(300);
    let mut child = world.command(&["--progress", "json", "-v"]).stderr(Stdio::piped()).spawn().unwrap();
    let whole = world.out().join("inputs.ndjson");
    wait_for(&whole);
    assert_eq!(inputs(&world.out()).len(), 300);
    // Whoever reads at last finds what was said.
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(said.contains("\"phase\":\"ended\"") && said.contains("300 inputs: 300 done"), "{said}");
    // And one that is closed is nobody's fault.
    let mut child = world.command(&["--progress", "json", "--force"]).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_list_that_does_not_come_can_be_given_up() {
    let world = World::of(1);
    let mut child = Command::new(PROGRAM)
        .args(["ingest", "-", "--out", world.out().to_str().unwrap()])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    wait_for(&world.out().join(".kehoach/lock"));
    let start = Instant::now();
    send("-INT", &child);
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn progress_for_programs_is_json() {
    let world = World::of(20);
    world.write("a.txt", "#kehoach-drill sleep 1500");
    let output = world.run(&["--progress", "json", "--drill"]);
    let lines: Vec<serde_json::Value> =
        said(&output).lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    assert!(lines.len() >= 2, "{output:?}");
    assert!(lines.iter().any(|line| line["slowest"]["path"] == "a.txt"), "{lines:?}");
    let last = lines.last().unwrap();
    assert_eq!((&last["phase"], &last["total"], &last["done"]), (&"ended".into(), &21.into(), &21.into()));
    assert_eq!(last["outcomes"]["done"], 20);
}
