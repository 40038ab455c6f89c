//! Worker processes: where untrusted bytes are read.
//!
//! A worker is this program once more under a hidden verb. It reads requests from its standard input and
//! answers on its standard output, one after the other, until its input ends. It may crash, hang or run out of
//! memory: its parent tells which, replaces it and goes on.

mod frame;
mod limit;
mod parent;
mod serve;

pub(crate) use parent::Pool;
pub use parent::WorkerCommand;
pub use serve::serve;
