//! What one input may cost.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What one input may cost. The defaults are far above what any real plan needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Processor and wall time of one parse, and wall time of a conversion before it.
    pub time: Duration,
    /// Added for every page, where the reader knows the pages.
    pub time_per_page: Duration,
    /// Address space of a worker, bytes.
    pub memory: u64,
    /// Bytes that the members of one archive may have together once they are unpacked.
    pub archive_bytes: u64,
    /// Members of one archive.
    pub archive_members: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(30),
            time_per_page: Duration::from_secs(3),
            memory: 1 << 30,
            archive_bytes: 4 << 30,
            archive_members: 100_000,
        }
    }
}

/// Stack of the thread that parses: the same in a worker and in-process, whatever the shell allows.
pub(crate) const STACK_BYTES: usize = 16 << 20;
