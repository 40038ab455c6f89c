//! What the directory of a ZIP claims, before the library makes a record of each entry.

use memchr::memmem;

/// The end record: its mark, and where it has the number of entries, the size and the start of the directory.
const END: &[u8] = b"PK\x05\x06";
const COUNT: usize = 10;
const SIZE: usize = 12;
const START: usize = 16;
/// The same of the record for large archives.
const LARGE_END: &[u8] = b"PK\x06\x06";
const LARGE_COUNT: usize = 32;
/// The end record, the longest comment behind it, and some room since readers differ in where they look, bytes.
const TAIL: usize = 0x1_0000 + 128;

/// The most entries that any end record of a ZIP claims; 0 where there is no such record. A reader may take another
/// record than the last, so all of them count.
pub(crate) fn claimed_entries(bytes: &[u8]) -> u64 {
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or_default();
    let claims = memmem::find_iter(tail, END).filter_map(|at| {
        let record = tail.get(at..)?;
        let count = u16::from_le_bytes(*record.get(COUNT..)?.first_chunk()?);
        let [size, start] = [SIZE, START].map(|at| record.get(at..).and_then(<[u8]>::first_chunk::<4>));
        let is_large = count == u16::MAX || [size, start].contains(&Some(&[0xff; 4]));
        Some(if is_large { claimed_by_large(bytes).max(count.into()) } else { count.into() })
    });
    claims.max().unwrap_or(0)
}

/// The record for large archives may stand anywhere before the end.
fn claimed_by_large(bytes: &[u8]) -> u64 {
    let claims = memmem::find_iter(bytes, LARGE_END)
        .filter_map(|at| Some(u64::from_le_bytes(*bytes.get(at + LARGE_COUNT..)?.first_chunk()?)));
    claims.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::SimpleFileOptions;

    use super::*;

    fn zipped(entries: usize) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..entries {
            zip.start_file(format!("{at}"), SimpleFileOptions::default()).unwrap();
        }
        zip.write_all(b"a").unwrap();
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn the_end_record_tells_how_many() {
        assert_eq!(claimed_entries(&zipped(3)), 3);
        assert_eq!(claimed_entries(b"PK\x03\x04"), 0);
        assert_eq!(claimed_entries(b"PK\x05\x06"), 0);
    }

    #[test]
    fn a_second_record_hides_nothing() {
        let hidden = [zipped(3), b"PK\x05\x06".to_vec(), vec![0; 18]].concat();
        assert_eq!(claimed_entries(&hidden), 3);
    }

    #[test]
    fn large_archives_have_a_record_of_their_own() {
        assert_eq!(claimed_entries(&zipped(70_000)), 70_000);
        let mut bytes = zipped(3);
        let large = [LARGE_END, &[0; 28], &7_000_000_u64.to_le_bytes()].concat();
        bytes.splice(0..0, large);
        assert_eq!(claimed_entries(&bytes), 3);
        let at = bytes.len() - 22 + START;
        bytes[at..at + 4].fill(0xff);
        assert_eq!(claimed_entries(&bytes), 7_000_000);
    }
}
