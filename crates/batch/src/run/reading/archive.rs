//! Archives: each file in them is an input of its own, under the archive's path.

use std::cell::RefCell;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use kehoach_model::{Outcome, Stage};
use rayon::Scope;

use super::Reading;
use crate::answer::Answer;
use crate::input::archive::{Member, UnpackError};
use crate::input::load::{self, Archive, Loaded};
use crate::input::shown;
use crate::store::{Content, InputRow, Known, MemberRow, Pending};
use crate::{IngestError, Refusal, sha256};

/// Members of an archive that wait for a worker, a thread.
const WAITING: usize = 4;

impl Reading<'_> {
    /// Reads what may be an archive, and each of its members.
    pub(super) fn archive(
        &self,
        input: Pending,
        file: &Path,
        Archive { sha256: content, bytes, stamp }: Archive,
    ) -> Result<(), IngestError> {
        let start = Instant::now();
        let mut read = false;
        if !self.keep_known_archive(&input, &content)? && !self.job.dry_run {
            let Some((end, members)) = self.unpack(&input, file) else {
                return self.no_archive(input, file);
            };
            if self.is_over() {
                return Ok(());
            }
            if load::stamp(file).ok() != Some(stamp) {
                // What was unpacked may not be what was hashed: the next run looks again.
                self.store().unsee_members(&input.location)?;
                return self.unread(input.location, input.path, &load::changing(), None);
            }
            tracing::info!("{}: {}", input.path, end.told());
            self.put(&content, &end, &members, start)?;
            read = true;
        }
        let outcome = self.outcome_of(&content)?;
        self.progress.count(outcome, bytes, !read);
        let Pending { location, path, .. } = input;
        let row = InputRow { location, path, bytes: Some(bytes), content: Ok(content) };
        // An archive that was read is no input beside its files, and is not counted as one.
        if outcome.is_none() && !self.job.dry_run {
            return self.store().put_input(&row);
        }
        self.keep(&row, read)
    }

    /// A DOCX is a ZIP too, and a file can be anything behind its first bytes.
    fn no_archive(&self, input: Pending, file: &Path) -> Result<(), IngestError> {
        match load::load(file, self.parser, true) {
            Err((refusal, bytes)) => self.unread(input.location, input.path, &refusal, bytes),
            Ok(Loaded::Document(bytes)) => self.document(input.location, input.path, &bytes),
            // Not where the whole was asked for.
            Ok(Loaded::Archive(..)) => Ok(()),
        }
    }

    /// Whether an archive and all its members need no more look; its members are then inputs of this run.
    fn keep_known_archive(&self, input: &Pending, content: &str) -> Result<bool, IngestError> {
        let members = {
            let store = self.store();
            if self.known(&store, content)?.is_none() {
                return Ok(false);
            }
            let mut members = store.members(content)?;
            // What is left out now is not asked for.
            members.retain(|member| !self.is_excluded(input, &member.name));
            for content in members.iter().filter_map(|member| member.content.as_ref().ok()) {
                if self.known(&store, content)?.is_none() {
                    return Ok(false);
                }
            }
            members
        };
        for (position, member) in members.into_iter().enumerate() {
            let (location, path) = self.place(input, &member.name, position)?;
            let outcome = match &member.content {
                Ok(content) => self.outcome_of(content)?,
                Err(refusal) => Some(refusal.outcome),
            };
            self.progress.count(outcome, 0, true);
            self.keep(&InputRow { location, path, bytes: member.bytes, content: member.content }, false)?;
        }
        Ok(true)
    }

    fn outcome_of(&self, content: &str) -> Result<Option<Outcome>, IngestError> {
        Ok(match self.known(&self.store(), content)? {
            Some(Known::Document(outcome)) => Some(outcome),
            _ => None,
        })
    }

    /// Unpacks an archive and reads its members; `None` where it is none. The list of members is kept only with
    /// the archive's end: half a list would be taken for the whole.
    fn unpack(&self, input: &Pending, file: &Path) -> Option<(Content, Vec<MemberRow>)> {
        let waiting = AtomicUsize::new(0);
        let (unpacked, members) = rayon::scope(|scope| {
            let members = RefCell::new(Vec::new());
            let mut begin = || {
                members.borrow_mut().clear();
                self.store().unsee_members(&input.location).map_err(io::Error::other)
            };
            let mut take = |member: Member| {
                if self.is_over() {
                    return Err(io::ErrorKind::Interrupted.into());
                }
                let position = members.borrow().len();
                let row = MemberRow {
                    bytes: member.bytes.as_ref().ok().map(|bytes| bytes.len() as u64),
                    content: member.bytes.as_ref().map(|bytes| sha256(bytes)).map_err(Clone::clone),
                    name: member.name,
                };
                let is_excluded = self.is_excluded(input, &row.name);
                let place = || self.place(input, &row.name, position).map_err(io::Error::other);
                let place = if is_excluded { None } else { Some(place()?) };
                members.borrow_mut().push(row);
                let Some((location, path)) = place else { return Ok(()) };
                match member.bytes {
                    Ok(bytes) => {
                        self.spread(scope, &waiting, move |reading| reading.document(location, path, &bytes));
                    }
                    Err(refusal) => {
                        self.unread(location, path, &refusal, None).map_err(io::Error::other)?;
                    }
                }
                Ok(())
            };
            let unpacked = self.engine.unpack(file, &mut begin, &mut take);
            (unpacked, members.into_inner())
        });
        let end = Content::Answer(match unpacked {
            Ok(false) => return None,
            Ok(true) if members.is_empty() => {
                Answer::Refused(Refusal::skipped(Stage::Open, "an archive without a file"))
            }
            Ok(true) => return Some((Content::Archive, members)),
            Err(UnpackError::Refused(refusal)) => Answer::Refused(refusal),
            Err(UnpackError::Broke(failure)) => Answer::Failed(failure, Stage::Open),
            Err(UnpackError::NoWorker(error)) => {
                self.fail(IngestError::Worker(error));
                return Some((Content::Archive, members));
            }
            Err(UnpackError::Taker(error)) => {
                // The run ends early, and what ends it may be this.
                if !self.is_over() {
                    self.fail(IngestError::output(&self.job.out, error));
                }
                return Some((Content::Archive, members));
            }
        });
        Some((end, members))
    }

    /// Hands work to the other threads, but does it itself where enough of it waits: members that wait are in
    /// memory.
    fn spread<'scope>(
        &'scope self,
        scope: &Scope<'scope>,
        waiting: &'scope AtomicUsize,
        work: impl FnOnce(&Self) -> Result<(), IngestError> + Send + 'scope,
    ) {
        let work = move || {
            if let Err(error) = work(self) {
                self.fail(error);
            }
            waiting.fetch_sub(1, Ordering::Relaxed);
        };
        if waiting.fetch_add(1, Ordering::Relaxed) < WAITING * rayon::current_num_threads() {
            scope.spawn(move |_| work());
        } else {
            work();
        }
    }

    /// Whether a member is left out by its own name or path, or by a folder's that it is in.
    fn is_excluded(&self, input: &Pending, name: &[u8]) -> bool {
        let path = format!("{}/{}", input.path, member_path(name));
        Path::new(&path).ancestors().any(|part| self.excluded.has(part))
    }

    /// Location and path of a member, noted as seen by this run.
    fn place(&self, input: &Pending, name: &[u8], position: usize) -> Result<(Vec<u8>, String), IngestError> {
        let path = format!("{}/{}", input.path, member_path(name));
        let mut location = [&input.location, &[0][..], name].concat();
        let store = self.store();
        if store.has_seen(&location)? {
            // An archive can hold two files of one name.
            location.push(0);
            location.extend_from_slice(&position.to_be_bytes());
        }
        store.see_member(&location, &path)?;
        Ok((location, path))
    }
}

/// A member's path as text, with "/" whatever made the archive.
fn member_path(name: &[u8]) -> String {
    let text = shown(name).replace('\\', "/");
    text.trim_start_matches("./").trim_start_matches('/').to_owned()
}
