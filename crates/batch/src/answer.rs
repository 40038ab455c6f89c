//! What the parse of one content gave, in the shape that the store keeps.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use kehoach_model::{Outcome, Plan, Severity, Stage};
use serde::{Deserialize, Serialize};
use zstd::bulk::Compressor;

use crate::{Failure, Original, Parser, Prepared, Refusal, Watch};

/// Fast, and a plan's JSON shrinks to a tenth: higher levels cost more than the disk they save.
const ZSTD_LEVEL: i32 = 1;

/// What the parse of one content gave.
#[derive(Debug)]
pub(crate) enum Answer {
    /// Records, at least one.
    Records(Vec<Record>),
    /// No record, and why.
    Refused(Refusal),
    /// It broke, and where.
    Failed(Failure, Stage),
}

/// One record as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// The record's id.
    pub(crate) id: String,
    /// Whether a finding of severity warning or error stands in it.
    pub(crate) weighty: bool,
    /// Rows of indicator tables.
    pub(crate) indicators: u64,
    /// Rows of task tables and tasks in prose.
    pub(crate) tasks: u64,
    /// The [`Plan`] as JSON under zstd.
    #[serde(skip)]
    pub(crate) packed: Vec<u8>,
}

impl Record {
    fn new(plan: &Plan) -> io::Result<Self> {
        let json = serde_json::to_vec(plan)?;
        Ok(Self {
            id: plan.id.clone(),
            weighty: plan.findings.iter().any(|finding| finding.severity > Severity::Info),
            indicators: plan.indicators.len() as u64,
            tasks: plan.tasks.len() as u64,
            packed: pack(&json)?,
        })
    }
}

thread_local! {
    /// Made once: it holds tables of half a megabyte.
    static PACKER: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
}

fn pack(json: &[u8]) -> io::Result<Vec<u8>> {
    PACKER.with_borrow_mut(|packer| {
        let mut ready = packer.take().map_or_else(|| Compressor::new(ZSTD_LEVEL), Ok)?;
        let packed = ready.compress(json);
        *packer = Some(ready);
        packed
    })
}

/// The plan of a record as the store keeps it.
pub(crate) fn unpack(packed: &[u8]) -> io::Result<Plan> {
    let json = zstd::stream::decode_all(packed)?;
    Ok(serde_json::from_slice(&json)?)
}

/// Makes another file of one where it must be; a panic is a failure, not an end.
pub(crate) fn prepare(parser: &dyn Parser, bytes: &[u8], time: Duration) -> Result<Option<Prepared>, Answer> {
    match catch_unwind(AssertUnwindSafe(|| parser.prepare(bytes, time))) {
        Ok(prepared) => prepared.map_err(Answer::Refused),
        Err(payload) => Err(Answer::Failed(panicked(payload.as_ref()), Stage::Sniff)),
    }
}

/// Parses; a panic is a failure, not an end.
pub(crate) fn parse(
    parser: &dyn Parser,
    bytes: &[u8],
    original: Option<&Original>,
    watch: &dyn Watch,
) -> Answer {
    let stage = StageOf { watch, last: Cell::new(Stage::Sniff) };
    watch.stage(Stage::Sniff);
    let work = || {
        let plans = parser.parse(bytes, original, &stage)?;
        let broken = |error| Refusal::failed(Stage::Recognise, format!("a record cannot be kept: {error}"));
        plans.iter().map(Record::new).collect::<Result<Vec<_>, _>>().map_err(broken)
    };
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(records)) => Answer::Records(records),
        Ok(Err(refusal)) => Answer::Refused(refusal),
        Err(payload) => Answer::Failed(panicked(payload.as_ref()), stage.last.get()),
    }
}

fn panicked(payload: &(dyn Any + Send)) -> Failure {
    let message = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let message = message.or_else(|| payload.downcast_ref::<String>().cloned());
    Failure::Panicked(message.unwrap_or_default())
}

/// Remembers the stage for the case of a panic.
struct StageOf<'a> {
    watch: &'a dyn Watch,
    last: Cell<Stage>,
}

impl Watch for StageOf<'_> {
    fn stage(&self, stage: Stage) {
        self.last.set(stage);
        self.watch.stage(stage);
    }

    fn pages(&self, pages: u32) {
        self.watch.pages(pages);
    }
}

/// What becomes of a content with these records.
pub(crate) fn outcome(records: &[Record]) -> Outcome {
    if records.iter().any(|record| record.weighty) { Outcome::DoneWithFindings } else { Outcome::Done }
}
