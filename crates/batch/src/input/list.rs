//! A list of files on standard input: one a line, or with NUL between them as `find -print0` writes it.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read};
use std::os::fd::AsFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use kehoach_model::Stage;
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::walk::located;
use super::{Found, name, shown};
use crate::{IngestError, Refusal};

/// No path is longer (Linux' PATH_MAX), so a list with NUL shows one within so many bytes.
const LOOK: u64 = 4097;
/// Between two looks at the stop flag, nanoseconds.
const WAIT_NS: i64 = 200_000_000;

/// Tells `each` every file that a list names.
///
/// # Errors
/// What `each` says, a list that cannot be read, and [`IngestError::Stopped`].
pub(super) fn read(
    list: impl Read + AsFd,
    stop: &AtomicBool,
    each: &mut dyn FnMut(Found) -> Result<(), IngestError>,
) -> Result<(), IngestError> {
    let failed = |problem: io::Error| {
        if stop.load(Ordering::Relaxed) {
            return IngestError::Stopped;
        }
        IngestError::Path { path: PathBuf::from("-"), problem }
    };
    let mut list = Waiting { list, stop };
    let mut start = Vec::new();
    (&mut list).take(LOOK).read_to_end(&mut start).map_err(failed)?;
    let end = if start.contains(&0) { 0 } else { b'\n' };
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
    let mut list = BufReader::new(start.chain(list));
    let mut line = Vec::new();
    loop {
        line.clear();
        if list.read_until(end, &mut line).map_err(failed)? == 0 {
            return Ok(());
        }
        let path = line.strip_suffix(&[end]).unwrap_or(&line);
        let path = if end == 0 { path } else { path.strip_suffix(b"\r").unwrap_or(path) };
        if !path.is_empty() {
            each(found(Path::new(OsStr::from_bytes(path))).map_err(failed)?)?;
        }
    }
}

fn found(path: &Path) -> io::Result<Found> {
    let location = located(path).or_else(|_| std::path::absolute(path))?;
    let name = if path.is_absolute() { shown(path.as_os_str().as_bytes()) } else { name::of_path(path) };
    let reason = "a folder in a list of files: list what is in it, or give it as a PATH";
    let problem = location.is_dir().then(|| Refusal::rejected(Stage::Open, reason));
    Ok(Found { location, name, problem, hides: false })
}

/// A stream that is not waited for once the run shall stop.
struct Waiting<'a, R> {
    list: R,
    stop: &'a AtomicBool,
}

impl<R: Read + AsFd> Read for Waiting<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return Err(io::Error::other("stopped"));
            }
            let mut pipe = [PollFd::new(&self.list, PollFlags::IN)];
            match poll(&mut pipe, Some(&Timespec { tv_sec: 0, tv_nsec: WAIT_NS })) {
                Ok(0) | Err(rustix::io::Errno::INTR) => {}
                // What cannot be waited for is read at once.
                _ => return self.list.read(buffer),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, Write};

    use super::*;

    #[test]
    fn a_list_names_files_by_line_or_nul() {
        for (list, names) in [
            ("x/a.txt\r\nb.txt\n", ["x/a.txt", "b.txt"]),
            ("\u{feff}x/a.txt\nb.txt", ["x/a.txt", "b.txt"]),
            ("x/a\nb.txt\0c.txt\0", ["x/a\nb.txt", "c.txt"]),
        ] {
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(list.as_bytes()).unwrap();
            file.rewind().unwrap();
            let mut seen = Vec::new();
            let mut each = |found: Found| {
                assert!(found.location.is_absolute());
                seen.push(found.name);
                Ok(())
            };
            read(file, &AtomicBool::new(false), &mut each).unwrap();
            assert_eq!(seen, names);
        }
    }
}
