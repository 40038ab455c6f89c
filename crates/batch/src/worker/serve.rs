//! The worker's side of the pipe.

use std::cell::RefCell;
use std::io::{self, BufReader, BufWriter, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::thread;

use kehoach_model::Stage;
use serde::{Deserialize, Serialize};

use super::{frame, frame::Kind, limit};
use crate::answer::{self, Answer, Record};
use crate::input::archive::{self, Member, UnpackError};
use crate::limits::STACK_BYTES;
use crate::{Failure, Limits, Original, Parser, Refusal, Watch};

/// How a parse ended.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Report {
    /// With these records; their packed JSON follows, a frame each.
    Records(Vec<Record>),
    /// Without a record.
    Refused(Refusal),
    /// In a panic with this message.
    Panicked(String, Stage),
}

/// A member of an archive: its name, and why it cannot be read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Named {
    pub(super) name: Vec<u8>,
    pub(super) refused: Option<Refusal>,
}

/// How the unpacking of an archive ended.
pub(super) type Unpacked = Result<bool, Refusal>;

/// Serves requests on standard input until it ends. Nothing else may read or write the standard streams.
///
/// # Errors
/// What the system says where a limit cannot be set or the pipe breaks.
pub fn serve(parser: &dyn Parser, limits: &Limits) -> io::Result<()> {
    limit::set(limits.memory)?;
    // The message goes to the parent in the answer; on the terminal it would only stand in the way.
    std::panic::set_hook(Box::new(|panic| {
        tracing::debug!("{panic}");
    }));
    thread::scope(|scope| {
        let reader = thread::Builder::new().name("reader".to_owned()).stack_size(STACK_BYTES);
        let reader = reader.spawn_scoped(scope, || requests(parser, limits))?;
        reader.join().unwrap_or_else(|_| Err(io::Error::other("the worker broke between two requests")))
    })
}

fn requests(parser: &dyn Parser, limits: &Limits) -> io::Result<()> {
    let mut input = BufReader::with_capacity(1 << 16, io::stdin().lock());
    let out = RefCell::new(BufWriter::with_capacity(1 << 16, io::stdout().lock()));
    frame::write(&mut *out.borrow_mut(), Kind::Ready, &[])?;
    out.borrow_mut().flush()?;
    let mut original: Option<Original> = None;
    while let Some((kind, payload)) = frame::read(&mut input)? {
        limit::allow_cpu(limits.time)?;
        match kind {
            // Half a request: nothing is answered yet.
            Kind::Original => {
                original = Some(serde_json::from_slice(&payload)?);
                continue;
            }
            Kind::Parse => {
                let original = original.take();
                let told = Told { out: &out, limits };
                let answer = answer::parse(parser, &payload, original.as_ref(), &told);
                report(&mut *out.borrow_mut(), answer)?;
            }
            Kind::Unpack => unpack(&mut *out.borrow_mut(), parser, &payload, limits)?,
            _ => return Err(io::Error::other("no request")),
        }
        out.borrow_mut().flush()?;
    }
    Ok(())
}

fn report(out: &mut impl Write, answer: Answer) -> io::Result<()> {
    let (report, records) = match answer {
        Answer::Records(mut records) => {
            let packed: Vec<Vec<u8>> =
                records.iter_mut().map(|record| std::mem::take(&mut record.packed)).collect();
            (Report::Records(records), packed)
        }
        Answer::Refused(refusal) => (Report::Refused(refusal), Vec::new()),
        Answer::Failed(Failure::Panicked(message), stage) => (Report::Panicked(message, stage), Vec::new()),
        Answer::Failed(other, stage) => (Report::Panicked(other.to_string(), stage), Vec::new()),
    };
    frame::write(out, Kind::Report, &serde_json::to_vec(&report)?)?;
    records.iter().try_for_each(|packed| frame::write(out, Kind::Record, packed))
}

fn unpack(out: &mut impl Write, parser: &dyn Parser, path: &[u8], limits: &Limits) -> io::Result<()> {
    let path = Path::new(std::ffi::OsStr::from_bytes(path));
    let unpacked = archive::unpack(path, parser, limits, &mut |Member { name, bytes }| {
        // Unpacking is work too, but no member may take more of it than a parse.
        limit::allow_cpu(limits.time)?;
        let (bytes, refused) = match bytes {
            Ok(bytes) => (bytes, None),
            Err(refusal) => (Vec::new(), Some(refusal)),
        };
        frame::write(out, Kind::Member, &serde_json::to_vec(&Named { name, refused })?)?;
        frame::write(out, Kind::Bytes, &bytes)?;
        // What is before the fault is kept, so it must be with the parent when the fault comes.
        out.flush()
    });
    let unpacked: Unpacked = match unpacked {
        Ok(is_archive) => Ok(is_archive),
        Err(UnpackError::Refused(refusal)) => Err(refusal),
        Err(UnpackError::Taker(error) | UnpackError::NoWorker(error)) => return Err(error),
        Err(UnpackError::Broke(failure)) => return Err(io::Error::other(failure)),
    };
    frame::write(out, Kind::End, &serde_json::to_vec(&unpacked)?)
}

/// Tells the parent how far a parse is, at once: a crash loses what stands in a buffer.
struct Told<'a, W: Write> {
    out: &'a RefCell<BufWriter<W>>,
    limits: &'a Limits,
}

impl<W: Write> Told<'_, W> {
    fn tell(&self, kind: Kind, payload: &[u8]) {
        // A parent that is gone ends this process; nobody is left to be told.
        let mut out = self.out.borrow_mut();
        let _ = frame::write(&mut *out, kind, payload).and_then(|()| out.flush());
    }
}

impl<W: Write> Watch for Told<'_, W> {
    fn stage(&self, stage: Stage) {
        if let Ok(stage) = serde_json::to_vec(&stage) {
            self.tell(Kind::Stage, &stage);
        }
    }

    fn pages(&self, pages: u32) {
        // Where the limit cannot be raised the lower one stays.
        let _ = limit::allow_cpu(self.limits.time + self.limits.time_per_page * pages);
        self.tell(Kind::Pages, &pages.to_le_bytes());
    }
}
