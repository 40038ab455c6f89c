//! Reading one file whole, or not at all.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::thread;
use std::time::Duration;

use kehoach_model::Stage;
use sha2::{Digest, Sha256};

use super::archive;
use crate::parser::HEAD_BYTES;
use crate::{Parser, Refusal};

/// How often a file that changes under the reader is read again, and how long it is left alone before.
const AGAIN: usize = 3;
const PAUSE: Duration = Duration::from_millis(300);
/// A file that changed less than this before may be in the middle of being written.
const FRESH: Duration = Duration::from_millis(100);

/// A file that was read.
pub(crate) enum Loaded {
    /// Its bytes, to be parsed.
    Document(Vec<u8>),
    /// It looks like an archive.
    Archive(Archive),
}

/// A file that looks like an archive: hashed, not kept in memory.
pub(crate) struct Archive {
    pub(crate) sha256: String,
    pub(crate) bytes: u64,
    /// Of the file that was hashed.
    pub(crate) stamp: Stamp,
}

/// Tells whether a path still leads to the same file, and whether that was written since: device, inode,
/// bytes, times of the last writing and of the last change in seconds and nanoseconds.
pub(crate) type Stamp = [u64; 7];

/// The stamp of the file at a path.
pub(crate) fn stamp(path: &Path) -> io::Result<Stamp> {
    fs::metadata(path).map(|data| stamp_of(&data))
}

fn stamp_of(data: &Metadata) -> Stamp {
    let times = [data.mtime(), data.mtime_nsec(), data.ctime(), data.ctime_nsec()];
    let [written, written_ns, changed, changed_ns] = times.map(i64::cast_unsigned);
    [data.dev(), data.ino(), data.len(), written, written_ns, changed, changed_ns]
}

/// What is told of a file that changes under the reader.
pub(crate) fn changing() -> Refusal {
    let reason = "the file is changing while it is read: import it again when it is complete";
    Refusal::failed(Stage::Open, reason)
}

/// Why a file was not read, and its size where that is known.
pub(crate) type Unread = (Refusal, Option<u64>);

/// Reads a file. With `whole`, one that looks like an archive too.
pub(crate) fn load(path: &Path, parser: &dyn Parser, whole: bool) -> Result<Loaded, Unread> {
    for again in 0..=AGAIN {
        if again > 0 {
            thread::sleep(PAUSE);
        }
        if let Some(loaded) = once(path, parser, whole)? {
            return Ok(loaded);
        }
    }
    Err((changing(), None))
}

/// `None` where the file changed meanwhile.
fn once(path: &Path, parser: &dyn Parser, whole: bool) -> Result<Option<Loaded>, Unread> {
    let failed = |error: io::Error| {
        (Refusal::failed(Stage::Open, format!("cannot read the file: {}", plain(&error))), None)
    };
    // A pipe would be waited for without end: look before opening.
    let before = fs::metadata(path).map_err(failed)?;
    if !before.is_file() {
        return Err((Refusal::skipped(Stage::Open, "no regular file"), None));
    }
    let mut file = File::open(path).map_err(failed)?;
    let head = head(&mut file).map_err(failed)?;
    let loaded = if !whole && archive::looks_like(&head) {
        let (sha256, bytes) = hash(&head, &mut file).map_err(failed)?;
        Loaded::Archive(Archive { sha256, bytes, stamp: stamp_of(&before) })
    } else {
        match document(head, &mut file, parser, Some(before.len())) {
            Ok(Ok(bytes)) => Loaded::Document(bytes),
            Ok(Err(refusal)) => return Err((refusal, Some(before.len()))),
            Err(error) => return Err(failed(error)),
        }
    };
    let after = settled(&file).map_err(failed)?;
    let read = match &loaded {
        Loaded::Document(bytes) => bytes.len() as u64,
        Loaded::Archive(archive) => archive.bytes,
    };
    Ok((is_same(&before, &after) && read == after.len()).then_some(loaded))
}

/// Reads a document to its end unless it is over the parser's limit; `size` is what the system says of it.
pub(crate) fn document(
    head: Vec<u8>,
    rest: &mut dyn Read,
    parser: &dyn Parser,
    size: Option<u64>,
) -> io::Result<Result<Vec<u8>, Refusal>> {
    let limit = parser.byte_limit(&head);
    let over = |size: String| {
        let reason = format!("{size} bytes: a file over {limit} bytes is not read; split it");
        Ok(Err(Refusal::rejected(Stage::Open, reason)))
    };
    if let Some(size) = size.filter(|&size| size > limit) {
        return over(size.to_string());
    }
    let mut bytes = head;
    // The size is only a promise; one byte more than the limit tells that it was broken.
    let left = (limit + 1).saturating_sub(bytes.len() as u64);
    rest.take(left).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { over(format!("more than {limit}")) } else { Ok(Ok(bytes)) }
}

/// The beginning of a file.
pub(crate) fn head(file: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    file.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn hash(head: &[u8], rest: &mut File) -> io::Result<(String, u64)> {
    let mut digest = Sha256::new();
    let mut bytes = head.len() as u64;
    digest.update(head);
    let mut chunk = vec![0; 1 << 16];
    loop {
        let read = match rest.read(&mut chunk) {
            Ok(0) => return Ok((hex(&digest.finalize()), bytes)),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        bytes += read as u64;
        digest.update(chunk.get(..read).unwrap_or_default());
    }
}

/// SHA-256 in lower-case hex.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.filter_map(|nibble| DIGITS.get(usize::from(nibble))).collect()
}

/// What the system says of a file that was read. One that was written a moment ago may be written again in the
/// next: it is looked at once more.
fn settled(file: &File) -> io::Result<Metadata> {
    let after = file.metadata()?;
    let age = after.modified().ok().and_then(|changed| changed.elapsed().ok());
    match age.and_then(|age| FRESH.checked_sub(age)) {
        Some(left) if !left.is_zero() => {
            thread::sleep(left);
            file.metadata()
        }
        _ => Ok(after),
    }
}

fn is_same(before: &Metadata, after: &Metadata) -> bool {
    before.len() == after.len() && before.modified().ok() == after.modified().ok()
}

/// What the system says, without its number: "Permission denied", not "Permission denied (os error 13)".
pub(crate) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}
