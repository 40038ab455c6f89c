//! What goes over the pipe: one byte of kind, four of length (little endian), then the payload.

use std::io::{self, Read, Write};

/// What a frame says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The worker has set its limits and waits for requests.
    Ready,
    /// To the worker: the bytes that come next were made of this [`Original`](crate::Original), JSON.
    Original,
    /// To the worker: parse these bytes.
    Parse,
    /// To the worker: unpack the archive of this path.
    Unpack,
    /// A stage begins; the payload is the stage as JSON.
    Stage,
    /// The file has this many pages (four bytes, little endian).
    Pages,
    /// The parse is over; the payload is its [`Report`](super::serve::Report) as JSON.
    Report,
    /// One packed record; as many follow the report as it names.
    Record,
    /// A member's name, and why it cannot be read if so, as JSON.
    Member,
    /// The bytes of the member just named.
    Bytes,
    /// The archive is at its end; the payload is the result as JSON.
    End,
}

const KINDS: [Kind; 11] = [
    Kind::Ready,
    Kind::Original,
    Kind::Parse,
    Kind::Unpack,
    Kind::Stage,
    Kind::Pages,
    Kind::Report,
    Kind::Record,
    Kind::Member,
    Kind::Bytes,
    Kind::End,
];

/// Bytes before the payload.
pub(super) const HEADER: usize = 5;

/// The header of a frame. A payload is at most 4 GiB, far above the caps on files.
pub(super) fn header(kind: Kind, length: usize) -> io::Result<[u8; HEADER]> {
    let length = u32::try_from(length).map_err(io::Error::other)?;
    let [a, b, c, d] = length.to_le_bytes();
    Ok([kind as u8, a, b, c, d])
}

/// Kind and length of the payload.
pub(super) fn of_header([kind, a, b, c, d]: [u8; HEADER]) -> Option<(Kind, usize)> {
    let kind = *KINDS.get(usize::from(kind))?;
    Some((kind, u32::from_le_bytes([a, b, c, d]) as usize))
}

/// Writes one frame; the caller flushes.
pub(super) fn write(out: &mut impl Write, kind: Kind, payload: &[u8]) -> io::Result<()> {
    out.write_all(&header(kind, payload.len())?)?;
    out.write_all(payload)
}

/// Reads one frame; `None` where the stream ends between two frames.
pub(super) fn read(input: &mut impl Read) -> io::Result<Option<(Kind, Vec<u8>)>> {
    let mut start = [0; HEADER];
    if let Err(error) = input.read_exact(&mut start) {
        return if error.kind() == io::ErrorKind::UnexpectedEof { Ok(None) } else { Err(error) };
    }
    let (kind, length) = of_header(start).ok_or_else(|| io::Error::other("a frame of no kind"))?;
    let mut payload = vec![0; length];
    input.read_exact(&mut payload)?;
    Ok(Some((kind, payload)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut pipe = Vec::new();
        for kind in KINDS {
            write(&mut pipe, kind, b"abc").unwrap();
        }
        let mut input = pipe.as_slice();
        for kind in KINDS {
            assert_eq!(read(&mut input).unwrap(), Some((kind, b"abc".to_vec())));
        }
        assert_eq!(read(&mut input).unwrap(), None);
    }

    #[test]
    fn half_a_frame_is_an_error() {
        assert!(read(&mut &[4, 9, 0, 0, 0, 1][..]).is_err());
        assert!(read(&mut &[99, 0, 0, 0, 0][..]).is_err());
    }
}
