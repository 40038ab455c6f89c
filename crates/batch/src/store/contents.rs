//! Contents: what the parse of some bytes gave, whoever has them.

use std::time::{SystemTime, UNIX_EPOCH};

use kehoach_model::Outcome;
use rusqlite::{OptionalExtension, params};

use super::inputs::columns;
use super::{MemberRow, Store, of_word, word};
use crate::answer::{self, Answer, Record};
use crate::{Failure, IngestError, Refusal, Retry};

/// What is known of a content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Known {
    /// An archive.
    Archive,
    /// A document, or what is none.
    Document(Outcome),
}

/// A content's end, for the store.
pub(crate) enum Content {
    /// An archive that was unpacked to its end.
    Archive,
    /// What a parse gave.
    Answer(Answer),
}

/// A content to be kept.
pub(crate) struct NewContent<'a> {
    pub(crate) sha256: &'a str,
    pub(crate) reader: &'a str,
    pub(crate) schema: &'a str,
    pub(crate) content: &'a Content,
    /// What is in it, where it is an archive.
    pub(crate) members: &'a [MemberRow],
    pub(crate) ms: u64,
}

/// The name of a reader, or of one that had to do without an outside program: what that one could not read,
/// another can.
pub(crate) fn reader_name(version: &str, lacks: Option<&str>) -> String {
    lacks.map_or_else(|| version.to_owned(), |program| format!("{version} without {program}"))
}

impl Content {
    /// The outcome of an input with this content; an archive has none of its own.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        match self {
            Self::Archive => None,
            Self::Answer(Answer::Records(records)) => Some(answer::outcome(records)),
            Self::Answer(Answer::Refused(refusal)) => Some(refusal.outcome),
            Self::Answer(Answer::Failed(..)) => Some(Outcome::Failed),
        }
    }

    /// Whether it need not be looked at again.
    fn is_settled(&self) -> bool {
        match self {
            Self::Answer(Answer::Failed(failure, _)) => !matches!(failure, Failure::Killed(_)),
            Self::Answer(Answer::Refused(refusal)) => refusal.retry != Retry::NextImport,
            _ => true,
        }
    }

    /// For the log.
    pub(crate) fn told(&self) -> String {
        match self.refusal() {
            Some(refusal) => refusal.reason,
            None if matches!(self, Self::Archive) => "unpacked".to_owned(),
            None => format!("records: {}", self.records().len()),
        }
    }

    fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Answer(Answer::Refused(refusal)) => Some(refusal.clone()),
            Self::Answer(Answer::Failed(failure, stage)) => {
                Some(Refusal::failed(*stage, failure.to_string()))
            }
            _ => None,
        }
    }

    fn records(&self) -> &[Record] {
        match self {
            Self::Answer(Answer::Records(records)) => records,
            _ => &[],
        }
    }
}

impl Store {
    /// What is known of a content, if it was parsed by one of these readers (a JSON list of [`reader_name`]s) and
    /// with this schema. With `force` only what this run parsed counts; with `retry` a failure of an earlier run
    /// does not.
    pub(crate) fn known(
        &self,
        sha256: &str,
        (readers, schema): (&str, &str),
        force: bool,
        retry: bool,
    ) -> Result<Option<Known>, IngestError> {
        let row = self.db.prepare_cached(
            "SELECT outcome FROM contents
             WHERE sha256 = ?1 AND reader IN (SELECT value FROM json_each(?2)) AND schema = ?3
               AND (run = ?4 OR NOT (?5 OR ?6 AND outcome IS 'failed'))",
        );
        let row = row.and_then(|mut row| {
            let known =
                row.query_row(params![sha256, readers, schema, self.run, force, retry], |row| row.get(0));
            known.optional()
        });
        let row: Option<Option<String>> = self.tell(row)?;
        Ok(row.map(|outcome| of_word(outcome).map_or(Known::Archive, Known::Document)))
    }

    /// Keeps a content with its records and members, all of them or nothing.
    pub(crate) fn put_content(&self, new: &NewContent<'_>) -> Result<(), IngestError> {
        let run = self.run;
        self.put(|db| {
            let records = new.content.records();
            let refusal = new.content.refusal();
            // What says nothing about the file is looked at again in the next run: no reader's name fits.
            let lacks = refusal.as_ref().and_then(|refusal| refusal.lacks.as_deref());
            let reader =
                if new.content.is_settled() { reader_name(new.reader, lacks) } else { String::new() };
            let ids: Vec<&str> = records.iter().map(|record| record.id.as_str()).collect();
            let ids = serde_json::to_string(&ids).unwrap_or_default();
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            db.prepare_cached(
                "INSERT OR REPLACE INTO contents VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(params![
                new.sha256,
                reader,
                new.schema,
                new.content.outcome().and_then(word),
                refusal.as_ref().map(|refusal| &refusal.reason),
                refusal.as_ref().and_then(|refusal| word(refusal.stage)),
                ids,
                records.iter().map(|record| record.indicators).sum::<u64>(),
                records.iter().map(|record| record.tasks).sum::<u64>(),
                now.as_secs(),
                new.ms,
                run
            ])?;
            db.prepare_cached("DELETE FROM records WHERE sha256 = ?1")?.execute([new.sha256])?;
            db.prepare_cached("DELETE FROM facts WHERE sha256 = ?1")?.execute([new.sha256])?;
            let mut insert = db.prepare_cached("INSERT INTO records VALUES (?1, ?2, ?3, ?4)")?;
            for (part, record) in records.iter().enumerate() {
                insert.execute(params![new.sha256, part, record.id, record.packed])?;
            }
            drop(insert);
            db.prepare_cached("DELETE FROM members WHERE archive = ?1")?.execute([new.sha256])?;
            let mut insert =
                db.prepare_cached("INSERT INTO members VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
            for (position, member) in new.members.iter().enumerate() {
                let (sha256, outcome, reason, stage) = columns(&member.content);
                insert.execute(params![
                    new.sha256,
                    position,
                    member.name,
                    member.bytes,
                    sha256,
                    outcome,
                    reason,
                    stage
                ])?;
            }
            Ok(())
        })
    }
}
