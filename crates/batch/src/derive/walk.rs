//! All inputs of the store, page by page.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::IngestError;
use crate::store::{Row, Store};

/// Inputs of a page: enough to keep the threads busy, few enough to keep memory flat.
const PAGE: usize = 64;

/// A way through all inputs in the order of their paths.
#[derive(Default)]
pub(super) struct Walk {
    last: Option<(String, Vec<u8>)>,
}

impl Walk {
    /// The next page; empty at the end.
    pub(super) fn next(&mut self, store: &Store, stop: &AtomicBool) -> Result<Vec<Row>, IngestError> {
        if stop.load(Ordering::Relaxed) {
            return Err(IngestError::Stopped);
        }
        let after = self.last.as_ref().map(|(path, location)| (path.as_str(), location.as_slice()));
        let page = store.page(after, PAGE)?;
        if let Some(end) = page.last() {
            self.last = Some((end.line.path.clone(), end.location.clone()));
        }
        Ok(page)
    }
}
