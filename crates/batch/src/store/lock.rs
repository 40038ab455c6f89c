//! One import at a time in one output directory.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::FOLDER;
use crate::IngestError;

/// Held as long as the import runs; the system frees it when the process ends, however it ends.
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of an output directory.
    pub(crate) fn take(out: &Path) -> Result<Self, IngestError> {
        let path = out.join(FOLDER).join("lock");
        let failed = |problem| IngestError::output(&path, problem);
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = file.map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // Only to be told; the lock itself is what counts.
                let _ = file.read_to_string(&mut holder);
                return Err(IngestError::Busy { out: out.to_owned(), holder: holder.trim().to_owned() });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let said = file
            .set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| writeln!(file, "process {}", std::process::id()));
        said.map_err(failed)?;
        Ok(Self { _file: file })
    }
}
