//! A record of `plans.ndjson`, parsed as far as it is asked for.

use std::cell::OnceCell;

use anyhow::{Context, Result};
use kehoach_export::Document;
use memchr::memmem;

/// What stands behind the file in a record. Quotes inside strings are escaped, so it is never met in one.
const BEHIND_SOURCE: &[u8] = br#","header":{"#;

/// A record, parsed as far as it is asked for.
pub(super) struct Record<'l> {
    line: &'l [u8],
    head: Document,
    whole: OnceCell<Document>,
}

impl<'l> Record<'l> {
    /// Reads which document it is.
    pub(super) fn of(line: &'l [u8]) -> serde_json::Result<Self> {
        // Rows make nearly all of a line, and parsing them nearly all of the time.
        let front = memmem::find(line, BEHIND_SOURCE).and_then(|end| line.get(..end));
        let head = front.and_then(|front| serde_json::from_slice(&[front, b"}"].concat()).ok());
        let head = head.map_or_else(|| serde_json::from_slice(line), Ok)?;
        Ok(Self { line, head, whole: OnceCell::new() })
    }

    /// Its names and its file, without rows.
    pub(super) fn head(&self) -> &Document {
        &self.head
    }

    /// With its rows.
    pub(super) fn whole(&self) -> Result<&Document> {
        if let Some(whole) = self.whole.get() {
            return Ok(whole);
        }
        let whole =
            serde_json::from_slice(self.line).with_context(|| format!("plans.ndjson, {}", self.head.id))?;
        Ok(self.whole.get_or_init(|| whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_when_they_are_asked_for() {
        let line = br#"{"schema":"kehoach/plan@1","id":"a~1","work":null,"source":{"path":"x,\"header\":{.md","sha256":"00"},"header":{"title":"t"},"tasks":[{"row":"t0.r1","name":"n"}],"tables":[]}"#;
        let record = Record::of(line).unwrap();
        assert_eq!(record.head().source.path, "x,\"header\":{.md");
        assert!(record.head().row("t0.r1").is_none());
        assert_eq!(record.whole().unwrap().row("t0.r1").unwrap().name, "n");
    }

    #[test]
    fn another_order_is_as_good() {
        let line = br#"{"header":{},"source":{"path":"x","sha256":""},"work":"w","id":"a"}"#;
        assert_eq!(Record::of(line).unwrap().head().id, "a");
        assert!(Record::of(b"{}").is_err());
    }
}
