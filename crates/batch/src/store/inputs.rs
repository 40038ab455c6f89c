//! Inputs: what a run has seen, what is known of them, which are gone.

use std::os::unix::ffi::OsStrExt;

use kehoach_model::{Outcome, Stage};
use rusqlite::{OptionalExtension, Row, params};

use super::{Store, of_word, word};
use crate::input::Found;
use crate::{IngestError, Refusal};

/// An input that this run has seen and not yet looked at.
pub(crate) struct Pending {
    pub(crate) location: Vec<u8>,
    pub(crate) path: String,
    pub(crate) problem: Option<Refusal>,
}

/// What is known of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InputRow {
    pub(crate) location: Vec<u8>,
    pub(crate) path: String,
    pub(crate) bytes: Option<u64>,
    /// SHA-256 of its content, or why it has none.
    pub(crate) content: Result<String, Refusal>,
}

/// What is known of a member of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MemberRow {
    pub(crate) name: Vec<u8>,
    pub(crate) bytes: Option<u64>,
    pub(crate) content: Result<String, Refusal>,
}

impl Store {
    /// Begins to note what this run sees.
    pub(crate) fn begin(&self) -> Result<(), IngestError> {
        self.tell(self.db.execute_batch("BEGIN"))
    }

    /// Ends what [`begin`](Self::begin) began.
    pub(crate) fn commit(&self) -> Result<(), IngestError> {
        self.tell(self.db.execute_batch("COMMIT"))
    }

    /// Notes an input. One that is reached by two PATHs counts once, under the longer name.
    pub(crate) fn see(&self, found: &Found) -> Result<(), IngestError> {
        let problem = found.problem.as_ref().and_then(|problem| serde_json::to_string(problem).ok());
        let done = self.db.prepare_cached(
            "INSERT INTO seen VALUES (?1, ?2, ?3, 0) ON CONFLICT DO UPDATE SET path = excluded.path
             WHERE (length(excluded.path), excluded.path) > (length(path), path)",
        );
        let done = done.and_then(|mut statement| {
            statement.execute(params![found.location.as_os_str().as_bytes(), found.name, problem])
        });
        self.tell(done).map(drop)
    }

    /// Notes a member of an archive.
    pub(crate) fn see_member(&self, location: &[u8], path: &str) -> Result<(), IngestError> {
        let done = self.db.prepare_cached("INSERT OR IGNORE INTO seen VALUES (?1, ?2, NULL, 1)");
        self.tell(done.and_then(|mut statement| statement.execute(params![location, path]))).map(drop)
    }

    /// Forgets that members of an archive were seen.
    pub(crate) fn unsee_members(&self, archive: &[u8]) -> Result<(), IngestError> {
        let [from, to] = [0, 1].map(|end| [archive, &[end]].concat());
        let done = self.db.execute("DELETE FROM seen WHERE location >= ?1 AND location < ?2", [from, to]);
        self.tell(done).map(drop)
    }

    /// Whether inputs below a folder are known.
    pub(crate) fn knows_below(&self, folder: &[u8]) -> Result<bool, IngestError> {
        self.has_below("SELECT 1 FROM inputs WHERE location >= ?1 AND location < ?2 LIMIT 1", folder)
    }

    /// Whether this run saw inputs below a folder.
    pub(crate) fn has_seen_below(&self, folder: &[u8]) -> Result<bool, IngestError> {
        self.has_below("SELECT 1 FROM seen WHERE location >= ?1 AND location < ?2 LIMIT 1", folder)
    }

    fn has_below(&self, sql: &str, folder: &[u8]) -> Result<bool, IngestError> {
        let [from, to] = [b'/', b'/' + 1].map(|end| [folder, &[end]].concat());
        let row = self.db.query_row(sql, [from, to], |_| Ok(())).optional();
        Ok(self.tell(row)?.is_some())
    }

    /// How many inputs were seen, members of archives left out.
    pub(crate) fn seen(&self) -> Result<u64, IngestError> {
        let count = self.db.query_row("SELECT count(*) FROM seen WHERE member = 0", [], |row| row.get(0));
        self.tell(count)
    }

    /// The next inputs after a location.
    pub(crate) fn pending(&self, after: &[u8], most: usize) -> Result<Vec<Pending>, IngestError> {
        let read = |row: &Row<'_>| {
            let problem: Option<String> = row.get(2)?;
            Ok(Pending {
                location: row.get(0)?,
                path: row.get(1)?,
                problem: problem.and_then(|problem| serde_json::from_str(&problem).ok()),
            })
        };
        let rows = self.db.prepare_cached(
            "SELECT location, path, problem FROM seen WHERE location > ?1 AND member = 0
             ORDER BY location LIMIT ?2",
        );
        self.tell(rows.and_then(|mut rows| rows.query_map(params![after, most], read)?.collect()))
    }

    /// What was known of an input before.
    pub(crate) fn input(&self, location: &[u8]) -> Result<Option<InputRow>, IngestError> {
        let read = |row: &Row<'_>| {
            Ok(InputRow {
                location: row.get(0)?,
                path: row.get(1)?,
                bytes: row.get(2)?,
                content: content_of(row, 3)?,
            })
        };
        let row = self.db.prepare_cached(
            "SELECT location, path, bytes, sha256, outcome, reason, stage FROM inputs WHERE location = ?1",
        );
        self.tell(row.and_then(|mut row| row.query_row([location], read).optional()))
    }

    /// Keeps what is known of an input; nothing is written where nothing is new.
    pub(crate) fn put_input(&self, row: &InputRow) -> Result<(), IngestError> {
        if self.input(&row.location)?.as_ref() == Some(row) {
            return Ok(());
        }
        let (sha256, outcome, reason, stage) = columns(&row.content);
        self.put(|db| {
            let mut statement =
                db.prepare_cached("INSERT OR REPLACE INTO inputs VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
            let values = params![row.location, row.path, row.bytes, sha256, outcome, reason, stage];
            statement.execute(values).map(drop)
        })
    }

    /// The members of an archive, in its order.
    pub(crate) fn members(&self, archive: &str) -> Result<Vec<MemberRow>, IngestError> {
        let read = |row: &Row<'_>| {
            Ok(MemberRow { name: row.get(0)?, bytes: row.get(1)?, content: content_of(row, 2)? })
        };
        let rows = self.db.prepare_cached(
            "SELECT name, bytes, sha256, outcome, reason, stage FROM members WHERE archive = ?1 ORDER BY position",
        );
        self.tell(rows.and_then(|mut rows| rows.query_map([archive], read)?.collect()))
    }

    /// The next inputs after a location that this run did not see.
    pub(crate) fn unseen(&self, after: &[u8], most: usize) -> Result<Vec<(Vec<u8>, String)>, IngestError> {
        let rows = self.db.prepare_cached(
            "SELECT location, path FROM inputs WHERE location > ?1 AND location NOT IN (SELECT location FROM seen)
             ORDER BY location LIMIT ?2",
        );
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        self.tell(rows.and_then(|mut rows| rows.query_map(params![after, most], read)?.collect()))
    }

    /// Whether this run saw an input.
    pub(crate) fn has_seen(&self, location: &[u8]) -> Result<bool, IngestError> {
        let row = self.db.prepare_cached("SELECT 1 FROM seen WHERE location = ?1");
        let row = row.and_then(|mut row| row.query_row([location], |_| Ok(())).optional());
        Ok(self.tell(row)?.is_some())
    }

    /// Forgets an input.
    pub(crate) fn remove_input(&self, location: &[u8]) -> Result<(), IngestError> {
        let done = self.db.prepare_cached("DELETE FROM inputs WHERE location = ?1");
        self.tell(done.and_then(|mut statement| statement.execute([location]))).map(drop)
    }

    /// Forgets contents that no input has any more.
    pub(crate) fn sweep(&self) -> Result<(), IngestError> {
        // The keys first: records are large, and looking through them all would read the whole store.
        self.tell(self.db.execute_batch(
            "BEGIN;
             CREATE TEMP TABLE stale AS SELECT sha256 FROM contents
             WHERE sha256 NOT IN (SELECT sha256 FROM inputs WHERE sha256 IS NOT NULL);
             DELETE FROM records WHERE sha256 IN (SELECT sha256 FROM stale);
             DELETE FROM facts WHERE sha256 IN (SELECT sha256 FROM stale);
             DELETE FROM members WHERE archive IN (SELECT sha256 FROM stale);
             DELETE FROM contents WHERE sha256 IN (SELECT sha256 FROM stale);
             DROP TABLE temp.stale;
             COMMIT;",
        ))
    }
}

pub(super) type Columns<'a> = (Option<&'a str>, Option<String>, Option<&'a str>, Option<String>);

pub(super) fn columns(content: &Result<String, Refusal>) -> Columns<'_> {
    match content {
        Ok(sha256) => (Some(sha256), None, None, None),
        Err(refusal) => (None, word(refusal.outcome), Some(&refusal.reason), word(refusal.stage)),
    }
}

fn content_of(row: &Row<'_>, at: usize) -> rusqlite::Result<Result<String, Refusal>> {
    if let Some(sha256) = row.get(at)? {
        return Ok(Ok(sha256));
    }
    let reason: Option<String> = row.get(at + 2)?;
    let outcome = of_word(row.get(at + 1)?).unwrap_or(Outcome::Failed);
    let stage = of_word(row.get(at + 3)?).unwrap_or(Stage::Open);
    Ok(Err(Refusal::new(outcome, stage, reason.unwrap_or_default())))
}
