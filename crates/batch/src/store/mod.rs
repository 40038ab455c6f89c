//! The store of an output directory: what is known of every input, so that a run goes on where the last one
//! was stopped, and the parsed records, from which every output file is derived.
//!
//! Results are committed a few at a time. With a write-ahead log and `synchronous = NORMAL` a killed process loses
//! nothing that was committed; a machine that loses power may lose the last results, which the next run
//! makes again, and the store is left consistent.

mod contents;
mod facts;
mod inputs;
mod lock;
mod published;
mod summary;

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) use contents::{Content, Known, NewContent, reader_name};
pub(crate) use inputs::{InputRow, MemberRow, Pending};
pub(crate) use lock::Lock;
pub(crate) use published::{DerivedInput, RecordFile, Row};

use crate::IngestError;
pub(crate) use facts::FACTS_VERSION;

const SCHEMA: &str = include_str!("schema.sql");
/// Version of the schema's tables.
const FORMAT: i64 = 2;
/// Pages that SQLite keeps, kibibytes: the same for ten files and a million.
const CACHE_KIB: i64 = 2048;
const TEMPORARY_CACHE_KIB: i64 = 512;

/// Results that go into one transaction. Each transaction writes the same few pages again; a run that is killed
/// makes so many results again at most.
const TOGETHER: usize = 32;

/// Pages in the log before it is taken over: each time waits for the disk, and so do all threads.
const LOG_PAGES: i64 = 8192;

/// Everything of ours in an output directory that is not an output file.
pub(crate) const FOLDER: &str = ".kehoach";
const FILE: &str = "store.sqlite";

/// The store.
pub(crate) struct Store {
    db: Connection,
    path: PathBuf,
    /// Number of this run.
    run: i64,
    /// Results in the transaction that is open.
    open: std::cell::Cell<usize>,
}

/// What this connection alone needs: the inputs that this run has seen, what the output files will say.
const TEMPORARY: &str = "
CREATE TEMP TABLE seen (
  location BLOB PRIMARY KEY, path TEXT NOT NULL, problem TEXT, member INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE derived (
  location BLOB PRIMARY KEY, path TEXT NOT NULL, digest TEXT NOT NULL, ids TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE derived_files (id TEXT PRIMARY KEY, digest TEXT NOT NULL, bytes INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
";

impl Store {
    /// Opens the store of an output directory for a run, and makes it where there is none.
    pub(crate) fn open(out: &Path) -> Result<Self, IngestError> {
        let path = out.join(FOLDER).join(FILE);
        let at = |error| at(&path, &error);
        let db = Connection::open(&path).map_err(at)?;
        let store = Self::of(db, &path).map_err(at)?;
        store.prepare().map_err(at)?;
        let run = store.db.query_row("SELECT value FROM meta WHERE key = 'run'", [], |row| row.get(0));
        Ok(Self { run: run.map_err(at)?, ..store })
    }

    /// Opens a store to look at it; `None` where there is none.
    pub(crate) fn look(out: &Path) -> Result<Option<Self>, IngestError> {
        let path = out.join(FOLDER).join(FILE);
        if !path.exists() {
            return Ok(None);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = |name: &Path, flags| {
            let store = Self::of(Connection::open_with_flags(name, flags)?, &path)?;
            store.check()?;
            Ok(store)
        };
        // A folder that may not be written has no place for the memory that readers and writers share: then
        // the file is taken as it is.
        let alone = || {
            let name = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
            let name = PathBuf::from(format!("file:{name}?immutable=1"));
            open(&name, flags | OpenFlags::SQLITE_OPEN_URI)
        };
        let store = open(&path, flags).or_else(|error: rusqlite::Error| alone().map_err(|_| error));
        store.map(Some).map_err(|error| at(&path, &error))
    }

    /// A store that is gone with the process.
    pub(crate) fn in_memory() -> Result<Self, IngestError> {
        let path = PathBuf::from(":memory:");
        let open = || {
            let store = Self::of(Connection::open_in_memory()?, &path)?;
            store.prepare()?;
            Ok(store)
        };
        open().map_err(|error| at(&path, &error))
    }

    fn of(db: Connection, path: &Path) -> rusqlite::Result<Self> {
        let set = |db: &Connection| {
            db.busy_timeout(std::time::Duration::from_secs(10))?;
            db.pragma_update(None, "cache_size", -CACHE_KIB)?;
            db.pragma_update(Some("temp"), "cache_size", -TEMPORARY_CACHE_KIB)?;
            db.set_prepared_statement_cache_capacity(64);
            db.execute_batch(TEMPORARY)
        };
        set(&db)?;
        Ok(Self { db, path: path.to_owned(), run: 0, open: std::cell::Cell::new(0) })
    }

    fn prepare(&self) -> rusqlite::Result<()> {
        self.db.pragma_update(None, "journal_mode", "WAL")?;
        self.db.pragma_update(None, "synchronous", "NORMAL")?;
        self.db.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
        let has_tables = "SELECT 1 FROM sqlite_schema WHERE name = 'meta'";
        if self.db.query_row(has_tables, [], |_| Ok(())).optional()?.is_none() {
            // In one transaction: a run that is killed here leaves an empty store, not half of one.
            self.db.execute_batch(&format!("BEGIN; {SCHEMA} COMMIT;"))?;
        }
        self.check()?;
        self.db.execute("UPDATE meta SET value = value + 1 WHERE key = 'run'", [])?;
        Ok(())
    }

    fn check(&self) -> rusqlite::Result<()> {
        let format: i64 =
            self.db.query_row("SELECT value FROM meta WHERE key = 'format'", [], |row| row.get(0))?;
        if format == FORMAT { Ok(()) } else { Err(rusqlite::Error::InvalidQuery) }
    }

    /// Whether the output files say what the store says, as far as the store knows.
    pub(crate) fn is_published(&self) -> Result<bool, IngestError> {
        let changed: i64 =
            self.tell(
                self.db.query_row("SELECT value FROM meta WHERE key = 'changed'", [], |row| row.get(0)),
            )?;
        Ok(changed == 0)
    }

    /// Writes within the open transaction, or begins one; every [`TOGETHER`] results it is committed.
    fn put(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<()>) -> Result<(), IngestError> {
        let write = || {
            if self.open.get() == 0 {
                self.db.execute_batch("BEGIN")?;
            }
            self.open.set(self.open.get() + 1);
            work(&self.db)
        };
        self.or_nothing(self.tell(write()))?;
        if self.open.get() >= TOGETHER { self.flush() } else { Ok(()) }
    }

    /// Commits what is open.
    pub(crate) fn flush(&self) -> Result<(), IngestError> {
        if self.open.replace(0) == 0 { Ok(()) } else { self.or_nothing(self.commit()) }
    }

    /// A result of which only half was written must not be committed with the next.
    fn or_nothing(&self, written: Result<(), IngestError>) -> Result<(), IngestError> {
        if written.is_err() {
            self.open.set(0);
            // The system may have rolled back already.
            let _ = self.db.execute_batch("ROLLBACK");
        }
        written
    }

    fn tell<T>(&self, result: rusqlite::Result<T>) -> Result<T, IngestError> {
        result.map_err(|error| at(&self.path, &error))
    }
}

/// A problem of the store in words that say what to do.
fn at(path: &Path, error: &rusqlite::Error) -> IngestError {
    let code = error.sqlite_error_code();
    let problem = match (error, code) {
        (rusqlite::Error::InvalidQuery, _) => {
            "was written by another version of kehoach: choose another --out, or remove this one and import again"
                .to_owned()
        }
        (_, Some(ErrorCode::DiskFull)) => {
            "the disk is full: make room and run the same command again; what is done is kept".to_owned()
        }
        (_, Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied)) => {
            "cannot be written: choose another --out, or see to the folder's permissions".to_owned()
        }
        (_, Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt)) => {
            "is damaged: remove this folder's .kehoach and its outputs, and import again".to_owned()
        }
        (_, Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) => {
            "is held by another program: close it and run the same command again".to_owned()
        }
        // A write that the system refused: a full or failing disk.
        (_, Some(ErrorCode::SystemIoFailure)) => format!(
            "{error}: see whether the disk is full or failing, and run the same command again; what is done is kept"
        ),
        _ => error.to_string(),
    };
    IngestError::Store { path: path.to_owned(), problem }
}

/// Makes the folder for the store.
pub(crate) fn make_folder(out: &Path) -> std::io::Result<()> {
    fs::create_dir_all(out.join(FOLDER))
}

/// The word that JSON has for a value of an enumeration.
fn word(value: impl Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

/// The value that a word stands for.
fn of_word<T: DeserializeOwned>(word: Option<String>) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word?)).ok()
}

/// Ids as the store keeps them.
fn of_ids(ids: &str) -> Vec<String> {
    serde_json::from_str(ids).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_result_is_never_committed() {
        let store = Store::in_memory().unwrap();
        let insert = "INSERT INTO records VALUES (?1, 0, 'id', x'00')";
        let half = store.put(|db| {
            db.execute(insert, ["half"])?;
            Err(rusqlite::Error::QueryReturnedNoRows)
        });
        assert!(half.is_err());
        store.put(|db| db.execute(insert, ["whole"]).map(drop)).unwrap();
        store.flush().unwrap();
        let kept: Vec<String> = {
            let mut rows = store.db.prepare("SELECT sha256 FROM records").unwrap();
            rows.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
        };
        assert_eq!(kept, ["whole"]);
    }
}
