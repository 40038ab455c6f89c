//! The importer: reads thousands of files of which any may be hostile, and is never stopped by one.
//!
//! [`run`] drives two phases. **Reading** walks the PATHs, hashes every input, and hands what is new to a
//! [`Parser`], in worker processes under limits of time, processor and memory ([`Mode::Workers`]) or in this
//! process ([`Mode::InProcess`]); results go into the store of the output directory a few at a time, so a run
//! that is killed makes only its last few again. **Deriving** writes every output file from the store, sorted by
//! path and part, each whole or not at all. The files are a function of the set of inputs: a run that was
//! killed ten times and gone on with writes the bytes of one that was not.
//!
//! What a plan is, is not known here; neither is what a person sees: [`Progress`] can be looked at from
//! another thread, and [`Summary`] tells how it went.

mod answer;
mod derive;
mod engine;
mod error;
mod failure;
mod input;
mod job;
mod limits;
mod output;
mod parser;
mod progress;
mod run;
mod store;
mod summary;
/// Worker processes.
pub mod worker;

pub use engine::Mode;
pub use error::IngestError;
pub use failure::Failure;
pub use input::PatternError;
pub use input::load::sha256;
pub use job::Job;
pub use limits::Limits;
pub use parser::{HEAD_BYTES, Original, Parser, Prepared, Refusal, Retry, Watch};
pub use progress::{InHand, Phase, Progress, Snapshot};
pub use run::{rules_of, run};
pub use summary::{Counts, LinkCounts, Reason, RunCounts, Slow, Summary};
pub use worker::WorkerCommand;
