//! Faults on demand, for the fault drills of the tests: under the hidden flag `--drill` a file that begins with
//! an order makes its worker do what a hostile file could. Without the flag such a file is a text like any
//! other.

use std::thread;
use std::time::Duration;

use kehoach::Readers;
use kehoach_batch::{Original, Parser, Prepared, Refusal, Watch};
use kehoach_model::{Plan, Stage};
use rustix::process::{Signal, getpid, kill_process};

/// How a file of orders begins; the order follows.
const MARK: &[u8] = b"#kehoach-drill ";

/// The readers, and orders.
pub(crate) struct Drill(pub(crate) Readers);

impl Parser for Drill {
    fn version(&self) -> String {
        self.0.version()
    }

    fn byte_limit(&self, head: &[u8]) -> u64 {
        self.0.byte_limit(head)
    }

    fn lacking(&self) -> Vec<String> {
        self.0.lacking()
    }

    fn prepare(&self, bytes: &[u8], time: Duration) -> Result<Option<Prepared>, Refusal> {
        self.0.prepare(bytes, time)
    }

    fn parse(
        &self,
        bytes: &[u8],
        original: Option<&Original>,
        watch: &dyn Watch,
    ) -> Result<Vec<Plan>, Refusal> {
        if let Some(order) = bytes.strip_prefix(MARK) {
            watch.stage(Stage::Read);
            obey(String::from_utf8_lossy(order).trim(), watch);
        }
        self.0.parse(bytes, original, watch)
    }
}

#[expect(clippy::panic, reason = "a panic is one of the faults")]
fn obey(order: &str, watch: &dyn Watch) {
    let mut words = order.split(' ');
    let word = words.next().unwrap_or_default();
    let number = words.next().and_then(|number| number.parse::<u32>().ok()).unwrap_or_default();
    match word {
        "panic" => panic!("a drill"),
        "abort" => std::process::abort(),
        // The runtime's own handler takes the first for an overflow that was none.
        "crash" => loop {
            let _ = kill_process(getpid(), Signal::SEGV);
            thread::sleep(Duration::from_millis(1));
        },
        "killed" => {
            let _ = kill_process(getpid(), Signal::KILL);
        }
        "exit" => std::process::exit(7),
        "hang" => thread::sleep(Duration::from_hours(1)),
        "spin" => loop {
            std::hint::spin_loop();
        },
        "grow" => {
            let mut held = Vec::new();
            loop {
                held.push(vec![1_u8; 1 << 20]);
            }
        }
        "overflow" => {
            deeper(1);
        }
        // Slow, but every page has its time.
        "pages" => {
            watch.pages(number);
            thread::sleep(Duration::from_millis(500) * number);
        }
        // Slow enough to be caught in the act.
        "sleep" => thread::sleep(Duration::from_millis(u64::from(number))),
        _ => {}
    }
}

/// Recursion that no compiler turns into a loop.
#[expect(unconditional_recursion, reason = "an overflow of the stack is one of the faults")]
fn deeper(depth: u64) -> u64 {
    let room = std::hint::black_box([depth; 64]);
    deeper(depth + 1) + room.iter().sum::<u64>()
}
