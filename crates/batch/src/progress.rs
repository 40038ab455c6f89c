//! How far a run is, to be looked at from another thread. The run never waits for whoever looks.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use kehoach_model::{Outcome, Stage};

use crate::Watch;
use crate::summary::Counts;

/// How far a run is.
#[derive(Debug, Default)]
pub struct Progress {
    state: Mutex<State>,
    next: AtomicU64,
}

#[derive(Debug, Default)]
struct State {
    phase: Phase,
    total: u64,
    done: u64,
    bytes: u64,
    counts: Counts,
    unchanged: u64,
    in_hand: BTreeMap<u64, InHand>,
}

/// What a run is at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Phase {
    /// Finding the inputs.
    #[default]
    Finding,
    /// Reading them into the store.
    Reading,
    /// Linking all plans.
    Linking,
    /// Deriving the output files.
    Writing,
}

/// An input that a worker has in hand.
#[derive(Debug, Clone)]
pub struct InHand {
    /// Its path.
    pub path: String,
    /// When it was taken.
    pub since: Instant,
    /// Where the parse is.
    pub stage: Stage,
    /// Its pages, where they are known.
    pub pages: Option<u32>,
}

/// A look at a run.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// What it is at.
    pub phase: Phase,
    /// Inputs of this phase, as far as they are known.
    pub total: u64,
    /// Inputs of this phase that are done.
    pub done: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Inputs of this run by outcome.
    pub counts: Counts,
    /// Inputs that needed no parse.
    pub unchanged: u64,
    /// What has been in hand longest, and for how long.
    pub slowest: Option<(InHand, Duration)>,
}

impl Progress {
    /// A look at the run as it is now.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let state = self.state();
        let slowest = state.in_hand.values().min_by_key(|input| input.since);
        Snapshot {
            phase: state.phase,
            total: state.total,
            done: state.done,
            bytes: state.bytes,
            counts: state.counts,
            unchanged: state.unchanged,
            slowest: slowest.map(|input| (input.clone(), input.since.elapsed())),
        }
    }

    pub(crate) fn phase(&self, phase: Phase, total: u64) {
        let mut state = self.state();
        (state.phase, state.total, state.done) = (phase, total, 0);
    }

    pub(crate) fn found(&self) {
        self.state().total += 1;
    }

    pub(crate) fn count(&self, outcome: Option<Outcome>, bytes: u64, unchanged: bool) {
        let mut state = self.state();
        if let Some(outcome) = outcome {
            state.counts.add(outcome, 1);
        }
        state.bytes += bytes;
        state.unchanged += u64::from(unchanged);
    }

    pub(crate) fn done(&self, inputs: u64) {
        self.state().done += inputs;
    }

    /// An input is taken in hand until the value is dropped.
    pub(crate) fn take(&self, path: &str) -> Hand<'_> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let input = InHand { path: path.to_owned(), since: Instant::now(), stage: Stage::Open, pages: None };
        self.state().in_hand.insert(number, input);
        Hand { progress: self, number }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An input in hand.
pub(crate) struct Hand<'a> {
    progress: &'a Progress,
    number: u64,
}

impl Hand<'_> {
    fn change(&self, change: impl FnOnce(&mut InHand)) {
        if let Some(input) = self.progress.state().in_hand.get_mut(&self.number) {
            change(input);
        }
    }
}

impl Watch for Hand<'_> {
    fn stage(&self, stage: Stage) {
        self.change(|input| input.stage = stage);
    }

    fn pages(&self, pages: u32) {
        self.change(|input| input.pages = Some(pages));
    }
}

impl Drop for Hand<'_> {
    fn drop(&mut self) {
        self.progress.state().in_hand.remove(&self.number);
    }
}
