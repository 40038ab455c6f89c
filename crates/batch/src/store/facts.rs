//! What linking and checking know of the records, as it was found once.

use rusqlite::params;

use super::Store;
use crate::IngestError;

/// Version of the facts: that of both crates that find them.
pub(crate) const FACTS_VERSION: u32 = kehoach_link::FACTS_VERSION * 1000 + kehoach_check::FACTS_VERSION;

impl Store {
    /// The facts of a content's records in the order of the file, as far as this version has found them.
    pub(crate) fn facts(&self, sha256: &str) -> Result<Vec<Vec<u8>>, IngestError> {
        let rows = self
            .db
            .prepare_cached("SELECT facts FROM facts WHERE sha256 = ?1 AND version = ?2 ORDER BY part");
        self.tell(
            rows.and_then(|mut rows| {
                rows.query_map(params![sha256, FACTS_VERSION], |row| row.get(0))?.collect()
            }),
        )
    }

    /// Keeps the facts of all records of a content.
    pub(crate) fn put_facts(&self, sha256: &str, facts: &[Vec<u8>]) -> Result<(), IngestError> {
        let work = || {
            let mut put = self.db.prepare_cached("INSERT OR REPLACE INTO facts VALUES (?1, ?2, ?3, ?4)")?;
            for (part, facts) in facts.iter().enumerate() {
                put.execute(params![sha256, part, FACTS_VERSION, facts])?;
            }
            Ok(())
        };
        self.tell(work())
    }
}
