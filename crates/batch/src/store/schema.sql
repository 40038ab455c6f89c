-- The store of an output directory. `ledger` is for people: one row an input.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value ANY
) STRICT, WITHOUT ROWID;

-- One row a file, or a member of an archive.
CREATE TABLE inputs (
  location BLOB PRIMARY KEY,   -- absolute path; for a member that of the archive, a NUL, name and position
  path     TEXT NOT NULL,      -- what source.path says
  bytes    INTEGER,
  sha256   TEXT,               -- NULL where it could not be read; then the next three say why
  outcome  TEXT,
  reason   TEXT,
  stage    TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX inputs_by_path ON inputs (path, location);
CREATE INDEX inputs_by_content ON inputs (sha256, path, location);

-- One row a content, however many inputs have it: what its parse gave.
CREATE TABLE contents (
  sha256     TEXT PRIMARY KEY,
  reader     TEXT NOT NULL,    -- version of the readers; "… without soffice" where that was missing
  schema     TEXT NOT NULL,    -- version of the records
  outcome    TEXT,             -- NULL: an archive, whose members are inputs
  reason     TEXT,
  stage      TEXT,
  ids        TEXT NOT NULL,    -- JSON list of the records' ids
  indicators INTEGER NOT NULL,
  tasks      INTEGER NOT NULL,
  parsed_at  INTEGER NOT NULL, -- seconds since 1970
  ms         INTEGER NOT NULL,
  run        INTEGER NOT NULL  -- the run that parsed it
) STRICT, WITHOUT ROWID;

-- Records as they were parsed: JSON under zstd, without what depends on other inputs.
CREATE TABLE records (
  sha256 TEXT NOT NULL,
  part   INTEGER NOT NULL,     -- from 0, in the order of the file
  id     TEXT NOT NULL,
  plan   BLOB NOT NULL,
  PRIMARY KEY (sha256, part)
) STRICT;
CREATE INDEX records_by_id ON records (id, sha256);

-- What linking needs to know of a record, so that a corpus is linked without its records being unpacked.
CREATE TABLE facts (
  sha256  TEXT NOT NULL,
  part    INTEGER NOT NULL,
  version INTEGER NOT NULL,
  facts   BLOB NOT NULL,
  PRIMARY KEY (sha256, part)
) STRICT;

-- What is in an archive, so that one that has not changed is not unpacked again.
CREATE TABLE members (
  archive  TEXT NOT NULL,      -- sha256
  position INTEGER NOT NULL,
  name     BLOB NOT NULL,
  bytes    INTEGER,
  sha256   TEXT,               -- as in inputs
  outcome  TEXT,
  reason   TEXT,
  stage    TEXT,
  PRIMARY KEY (archive, position)
) STRICT, WITHOUT ROWID;

-- What the output files say now: an input's line and records by their digest.
CREATE TABLE published (
  location BLOB PRIMARY KEY,
  path     TEXT NOT NULL,
  digest   TEXT NOT NULL,
  ids      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Files under plans/ that are ours. The digest is NULL while one may be half renamed.
CREATE TABLE files (
  id     TEXT PRIMARY KEY,
  digest TEXT,
  bytes  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO meta VALUES ('format', 2), ('run', 0), ('changed', 1), ('outputs', ''), ('told', '{}');

-- Whatever changes what the output files must say is noted in the same transaction.
CREATE TRIGGER inputs_insert AFTER INSERT ON inputs BEGIN UPDATE meta SET value = 1 WHERE key = 'changed'; END;
CREATE TRIGGER inputs_update AFTER UPDATE ON inputs BEGIN UPDATE meta SET value = 1 WHERE key = 'changed'; END;
CREATE TRIGGER inputs_delete AFTER DELETE ON inputs BEGIN UPDATE meta SET value = 1 WHERE key = 'changed'; END;
CREATE TRIGGER contents_insert AFTER INSERT ON contents BEGIN UPDATE meta SET value = 1 WHERE key = 'changed'; END;
CREATE TRIGGER contents_update AFTER UPDATE ON contents BEGIN UPDATE meta SET value = 1 WHERE key = 'changed'; END;

CREATE VIEW ledger AS
SELECT inputs.path, inputs.bytes, inputs.sha256,
       coalesce(inputs.outcome, contents.outcome, 'archive') AS state,
       coalesce(inputs.reason, contents.reason) AS reason,
       coalesce(inputs.stage, contents.stage) AS stage,
       contents.ids, contents.indicators, contents.tasks,
       datetime(contents.parsed_at, 'unixepoch') AS parsed_at, contents.ms,
       contents.reader, contents.schema
FROM inputs LEFT JOIN contents USING (sha256)
ORDER BY inputs.path;
