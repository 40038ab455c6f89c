//! What the output files will say, and what they say now.

use kehoach_model::{InputLine, Outcome};
use rusqlite::{OptionalExtension, params};

use super::{Store, of_ids, of_word};
use crate::IngestError;
use crate::summary::Told;

/// One input in the order of the output files.
pub(crate) struct Row {
    pub(crate) location: Vec<u8>,
    /// Its line; `ms` filled.
    pub(crate) line: InputLine,
    /// Whether its records stand under its path: it is the first with this content.
    pub(crate) leads: bool,
}

/// What the output files say of one input.
pub(crate) struct DerivedInput {
    pub(crate) location: Vec<u8>,
    pub(crate) path: String,
    /// SHA-256 over its line and its records.
    pub(crate) digest: String,
    pub(crate) ids: Vec<String>,
}

/// How the output files differ from those before.
pub(crate) struct Difference {
    pub(crate) path: String,
    pub(crate) now: Option<Vec<String>>,
    pub(crate) before: Option<Vec<String>>,
}

/// A file that an output directory holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RecordFile {
    pub(crate) id: String,
    pub(crate) digest: String,
    pub(crate) bytes: u64,
}

impl Store {
    /// The next inputs in the order of their paths; archives, whose members are inputs, are left out.
    pub(crate) fn page(&self, after: Option<(&str, &[u8])>, most: usize) -> Result<Vec<Row>, IngestError> {
        let read = |row: &rusqlite::Row<'_>| {
            let sha256: Option<String> = row.get(3)?;
            let ids: Option<String> = row.get(7)?;
            Ok(Row {
                location: row.get(0)?,
                line: InputLine {
                    path: row.get(1)?,
                    outcome: of_word(row.get(4)?).unwrap_or(Outcome::Failed),
                    reason: row.get(5)?,
                    stage: of_word(row.get(6)?),
                    ids: ids.as_deref().map(of_ids).unwrap_or_default(),
                    sha256,
                    bytes: row.get(2)?,
                    ms: row.get(8)?,
                },
                leads: row.get(9)?,
            })
        };
        let rows = self.db.prepare_cached(
            "SELECT i.location, i.path, i.bytes, i.sha256, coalesce(i.outcome, c.outcome),
                    coalesce(i.reason, c.reason), coalesce(i.stage, c.stage), c.ids, c.ms,
                    NOT EXISTS (SELECT 1 FROM inputs o
                                WHERE o.sha256 = i.sha256 AND (o.path, o.location) < (i.path, i.location))
             FROM inputs i LEFT JOIN contents c ON c.sha256 = i.sha256
             WHERE (i.path, i.location) > (?1, ?2) AND coalesce(i.outcome, c.outcome) IS NOT NULL
             ORDER BY i.path, i.location LIMIT ?3",
        );
        let (path, location) = after.unwrap_or_default();
        self.tell(rows.and_then(|mut rows| rows.query_map(params![path, location, most], read)?.collect()))
    }

    /// The records of a content as they are kept, in the order of the file.
    pub(crate) fn records(&self, sha256: &str) -> Result<Vec<Vec<u8>>, IngestError> {
        let rows = self.db.prepare_cached("SELECT plan FROM records WHERE sha256 = ?1 ORDER BY part");
        self.tell(rows.and_then(|mut rows| rows.query_map([sha256], |row| row.get(0))?.collect()))
    }

    /// The paths of all inputs with a content.
    pub(crate) fn paths_of(&self, sha256: &str) -> Result<Vec<String>, IngestError> {
        let rows =
            self.db.prepare_cached("SELECT path FROM inputs WHERE sha256 = ?1 ORDER BY path, location");
        self.tell(rows.and_then(|mut rows| rows.query_map([sha256], |row| row.get(0))?.collect()))
    }

    /// Ids that records of different contents share, with the contents that must give way.
    pub(crate) fn shared_ids(&self) -> Result<Vec<(String, String)>, IngestError> {
        let rows = self.db.prepare_cached(
            "SELECT r.sha256, r.id FROM records r
             WHERE EXISTS (SELECT 1 FROM records o WHERE o.id = r.id AND o.sha256 < r.sha256)
             ORDER BY r.sha256, r.id",
        );
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        self.tell(rows.and_then(|mut rows| rows.query_map([], read)?.collect()))
    }

    /// Notes what the output files will say of some inputs and which record files there will be.
    pub(crate) fn derive(&self, inputs: &[DerivedInput], files: &[RecordFile]) -> Result<(), IngestError> {
        let work = || {
            let mut statement = self.db.prepare_cached("INSERT INTO derived VALUES (?1, ?2, ?3, ?4)")?;
            for input in inputs {
                let ids = serde_json::to_string(&input.ids).unwrap_or_default();
                statement.execute(params![input.location, input.path, input.digest, ids])?;
            }
            let mut statement =
                self.db.prepare_cached("INSERT OR REPLACE INTO derived_files VALUES (?1, ?2, ?3)")?;
            for file in files {
                statement.execute(params![file.id, file.digest, file.bytes])?;
            }
            Ok(())
        };
        self.tell(work())
    }

    /// The digest with which a record's file was published, if it was.
    pub(crate) fn file(&self, id: &str) -> Result<Option<String>, IngestError> {
        let row = self.db.prepare_cached("SELECT digest FROM files WHERE id = ?1");
        let row = row.and_then(|mut row| row.query_row([id], |row| row.get(0)).optional());
        Ok(self.tell(row)?.flatten())
    }

    /// Tells every record file that there should be now.
    pub(crate) fn each_file(&self, each: &mut dyn FnMut(&str, u64) -> bool) -> Result<bool, IngestError> {
        let mut work = || {
            let mut rows = self.db.prepare_cached("SELECT id, bytes FROM files")?;
            let mut rows = rows.query([])?;
            while let Some(row) = rows.next()? {
                let id: String = row.get(0)?;
                if !each(&id, row.get(1)?) {
                    return Ok(false);
                }
            }
            Ok(true)
        };
        self.tell(work())
    }

    /// How the output files will differ from those that were published, in the order of the paths.
    pub(crate) fn differences(
        &self,
        each: &mut dyn FnMut(Difference) -> Result<(), IngestError>,
    ) -> Result<(), IngestError> {
        let sql = "
            SELECT d.path, d.location, d.ids, p.ids FROM derived d LEFT JOIN published p USING (location)
            WHERE p.digest IS NULL OR p.digest <> d.digest
            UNION ALL
            SELECT p.path, p.location, NULL, p.ids FROM published p
            WHERE p.location NOT IN (SELECT location FROM derived)
            ORDER BY 1, 2";
        let mut rows = self.tell(self.db.prepare_cached(sql))?;
        let mut rows = self.tell(rows.query([]))?;
        while let Some(row) = self.tell(rows.next())? {
            let read = || {
                let ids = |at: usize| -> rusqlite::Result<_> {
                    Ok(row.get::<_, Option<String>>(at)?.as_deref().map(of_ids))
                };
                Ok(Difference { path: row.get(0)?, now: ids(2)?, before: ids(3)? })
            };
            each(self.tell(read())?)?;
        }
        Ok(())
    }

    /// Before files are renamed into place: whatever happens then, the store knows each that may be there.
    pub(crate) fn announce(&self) -> Result<(), IngestError> {
        self.tell(self.db.execute_batch(
            "BEGIN;
             INSERT OR IGNORE INTO files SELECT id, NULL, bytes FROM derived_files;
             UPDATE files SET digest = NULL WHERE EXISTS (
               SELECT 1 FROM derived_files d WHERE d.id = files.id AND d.digest IS NOT files.digest);
             UPDATE meta SET value = 1 WHERE key = 'changed';
             COMMIT;",
        ))
    }

    /// Record files that no record has any more.
    pub(crate) fn stale_files(&self) -> Result<Vec<String>, IngestError> {
        let rows =
            self.db.prepare_cached("SELECT id FROM files WHERE id NOT IN (SELECT id FROM derived_files)");
        self.tell(rows.and_then(|mut rows| rows.query_map([], |row| row.get(0))?.collect()))
    }

    /// After the files were renamed: they say what the store says. `outputs` describes them.
    pub(crate) fn publish(&self, outputs: &str) -> Result<(), IngestError> {
        self.tell(self.db.execute_batch(
            "BEGIN;
             DELETE FROM published;
             INSERT INTO published SELECT location, path, digest, ids FROM derived;
             DELETE FROM files;
             INSERT INTO files SELECT id, digest, bytes FROM derived_files;
             DELETE FROM derived;
             DELETE FROM derived_files;
             UPDATE meta SET value = 0 WHERE key = 'changed';",
        ))?;
        self.set_outputs(outputs)?;
        self.commit()
    }

    /// What the output files came to, for whoever did not write them.
    pub(crate) fn told(&self) -> Result<Told, IngestError> {
        let told: String =
            self.tell(self.db.query_row("SELECT value FROM meta WHERE key = 'told'", [], |row| row.get(0)))?;
        Ok(serde_json::from_str(&told).unwrap_or_default())
    }

    /// Keeps what the output files came to.
    pub(crate) fn set_told(&self, told: &Told) -> Result<(), IngestError> {
        let told = serde_json::to_string(told)?;
        self.tell(self.db.execute("UPDATE meta SET value = ?1 WHERE key = 'told'", [told])).map(drop)
    }

    /// What [`publish`](Self::publish) was told of the output files.
    pub(crate) fn outputs(&self) -> Result<String, IngestError> {
        self.tell(self.db.query_row("SELECT value FROM meta WHERE key = 'outputs'", [], |row| row.get(0)))
    }

    /// Keeps a description of the output files.
    pub(crate) fn set_outputs(&self, outputs: &str) -> Result<(), IngestError> {
        self.tell(self.db.execute("UPDATE meta SET value = ?1 WHERE key = 'outputs'", [outputs])).map(drop)
    }
}
