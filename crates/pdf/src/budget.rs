//! What a file unpacks to, counted before the interpreter unpacks it: it has no limit of its own, and memory that runs
//! out ends the process.
//!
//! The bytes are searched for streams as they stand, because the object streams and the table of objects are unpacked
//! before anything can be asked; of an encrypted file the streams are looked at again once it is open.

use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::object::{Array, Object, Stream};
use hayro_syntax::page::Page;
use hayro_syntax::{Filter, Pdf};
use memchr::memmem;

use crate::{Limits, ReadError};

/// Bytes in front of a stream in which its dictionary is looked for.
const DICTIONARY: usize = 2048;
/// Most that LZW can unpack to: a code of 12 bits for 4096 bytes.
const LZW_RATIO: u64 = 2731;
/// Most that deflate can: a bit for 129 bytes.
const FLATE_RATIO: u64 = 1032;
/// Most that run lengths can: two bytes for 128.
const RUN_RATIO: u64 = 64;

/// Counts what the streams of a file unpack to.
#[derive(Debug)]
pub(crate) struct Budget<'l> {
    limits: &'l Limits,
    total: u64,
    scratch: Vec<u8>,
}

impl<'l> Budget<'l> {
    pub(crate) fn new(limits: &'l Limits) -> Self {
        Self { limits, total: 0, scratch: vec![0; 64 << 10] }
    }

    /// Counts the streams of a file as they stand in its bytes.
    pub(crate) fn count_raw(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        let mut from = 0;
        for at in memmem::find_iter(bytes, b"stream") {
            // "endstream", and what looks like a stream inside one that was counted.
            if at < from || bytes.get(..at).is_some_and(|before| before.ends_with(b"end")) {
                continue;
            }
            let dictionary = bytes.get(at.saturating_sub(DICTIONARY).max(from)..at).unwrap_or_default();
            let start = memmem::rfind(dictionary, b"obj").unwrap_or(0);
            let dictionary = dictionary.get(start..).unwrap_or_default();
            let mut data = bytes.get(at + b"stream".len()..).unwrap_or_default();
            data = data.strip_prefix(b"\r").unwrap_or(data);
            data = data.strip_prefix(b"\n").unwrap_or(data);
            if is_picture(dictionary) {
                continue;
            }
            let says = |name: &[u8]| memmem::find(dictionary, name).is_some();
            let end = || memmem::find(data, b"endstream").unwrap_or(data.len());
            if says(b"/LZW") {
                self.add(end() as u64 * LZW_RATIO)?;
            } else if says(b"/RunLength") || says(b"/RL") {
                self.add(end() as u64 * RUN_RATIO)?;
            }
            if says(b"/Fl") {
                let times = memmem::find_iter(dictionary, b"/Fl").count();
                let read = self.inflate(data, times)?;
                from = at + read;
            }
        }
        Ok(())
    }

    /// Counts the streams that do not show in the bytes: of an encrypted file all, of others those that are packed in
    /// several ways or whose dictionary is written in an unusual one.
    pub(crate) fn count_open(&mut self, pdf: &Pdf, encrypted: bool) -> Result<(), ReadError> {
        for object in pdf.objects() {
            let Object::Stream(stream) = object else { continue };
            let dictionary = stream.dict().data();
            if is_picture(dictionary) {
                continue;
            }
            let filters = stream.filters();
            let plain = dictionary.len() < DICTIONARY / 2 && memmem::find(dictionary, b"/Fl").is_some();
            if encrypted || filters.len() > 1 || !filters.is_empty() && !plain {
                self.unpack(&stream)?;
            }
        }
        Ok(())
    }

    /// Counts what a page draws, whatever its dictionaries say that it is.
    pub(crate) fn count_page(&mut self, page: &Page<'_>) -> Result<(), ReadError> {
        let contents = page.raw();
        let streams: Vec<Stream<'_>> = match contents.get::<Stream<'_>>(b"Contents".as_slice()) {
            Some(stream) => vec![stream],
            None => contents
                .get::<Array<'_>>(b"Contents".as_slice())
                .map(|array| array.iter::<Stream<'_>>().collect())
                .unwrap_or_default(),
        };
        streams
            .iter()
            .filter(|stream| is_picture(stream.dict().data()))
            .try_for_each(|stream| self.unpack(stream))
    }

    /// Takes the filters of a stream off, one after the other.
    fn unpack(&mut self, stream: &Stream<'_>) -> Result<(), ReadError> {
        let mut data = stream.raw_data().into_owned();
        for filter in stream.filters() {
            match filter {
                Filter::FlateDecode => {
                    let (kept, _) = self.inflated(&data)?;
                    data = kept;
                }
                Filter::LzwDecode => return self.add(data.len() as u64 * LZW_RATIO),
                Filter::RunLengthDecode => return self.add(data.len() as u64 * RUN_RATIO),
                Filter::AsciiHexDecode => data = hex(&data),
                // Five characters for four bytes: what is packed behind it is bounded by its ratio.
                Filter::Ascii85Decode if stream.filters().len() > 1 => {
                    return self.add(data.len() as u64 * FLATE_RATIO);
                }
                _ => return Ok(()),
            }
        }
        Ok(())
    }

    /// Unpacks a stream that is packed so many times; says how many of its bytes were read.
    fn inflate(&mut self, data: &[u8], times: usize) -> Result<usize, ReadError> {
        /// More is no way to store a document.
        const MOST: usize = 8;
        if times == 1 {
            return self.counted(data, None);
        }
        let (mut kept, read) = self.inflated(data)?;
        for _ in 1..times.min(MOST) {
            kept = self.inflated(&kept)?.0;
        }
        Ok(read)
    }

    /// What a stream unpacks to, and how many of its bytes were read.
    fn inflated(&mut self, data: &[u8]) -> Result<(Vec<u8>, usize), ReadError> {
        let mut kept = Vec::new();
        let read = self.counted(data, Some(&mut kept))?;
        Ok((kept, read))
    }

    /// Counts what a stream unpacks to; says how many of its bytes were read. What is broken ends there.
    fn counted(&mut self, data: &[u8], mut kept: Option<&mut Vec<u8>>) -> Result<usize, ReadError> {
        let mut unpacker = Decompress::new(true);
        let mut counted = 0;
        loop {
            let read = unpacker.total_in();
            let rest = data.get(read as usize..).unwrap_or_default();
            let status = unpacker.decompress(rest, &mut self.scratch, FlushDecompress::None);
            let new = unpacker.total_out() - counted;
            counted += new;
            if counted > self.limits.stream_bytes {
                return Err(ReadError::Bomb { limit: self.limits.stream_bytes });
            }
            if let Some(kept) = kept.as_deref_mut() {
                kept.extend_from_slice(self.scratch.get(..new as usize).unwrap_or_default());
            }
            let stuck = new == 0 && unpacker.total_in() == read;
            if !matches!(status, Ok(Status::Ok)) || stuck {
                break;
            }
        }
        self.add(counted)?;
        Ok(unpacker.total_in() as usize)
    }

    fn add(&mut self, bytes: u64) -> Result<(), ReadError> {
        self.total = self.total.saturating_add(bytes);
        if self.total > self.limits.total_bytes {
            return Err(ReadError::Bomb { limit: self.limits.total_bytes });
        }
        Ok(())
    }
}

/// Bytes written as pairs of hexadecimal figures.
fn hex(data: &[u8]) -> Vec<u8> {
    let figures: Vec<u8> = data
        .iter()
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .filter_map(|figure| u8::try_from(figure).ok())
        .collect();
    figures.chunks(2).map(|pair| pair.iter().fold(0, |byte, figure| byte << 4 | figure)).collect()
}

/// Whether a stream is a picture: those are not unpacked by us.
fn is_picture(dictionary: &[u8]) -> bool {
    let named = |name: &[u8]| memmem::find(dictionary, name).is_some();
    named(b"/Subtype/Image") || named(b"/Subtype /Image")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    fn count(dictionary: &str, data: &[u8]) -> Result<u64, ReadError> {
        let limits = Limits { stream_bytes: 100_000, total_bytes: 150_000, ..Limits::default() };
        let mut bytes = format!("1 0 obj <<{dictionary}>> stream\r\n").into_bytes();
        bytes.extend_from_slice(data);
        bytes.extend_from_slice(b"\nendstream endobj");
        let mut budget = Budget::new(&limits);
        budget.count_raw(&bytes)?;
        Ok(budget.total)
    }

    #[test]
    fn a_stream_counts_what_it_unpacks_to() {
        assert_eq!(count("/Filter/FlateDecode", &packed(&vec![0; 90_000])), Ok(90_000));
        assert_eq!(
            count("/Filter/FlateDecode", &packed(&vec![0; 110_000])),
            Err(ReadError::Bomb { limit: 100_000 })
        );
    }

    #[test]
    fn packed_twice_counts_twice() {
        let twice = packed(&packed(&vec![0; 110_000]));
        assert!(count("/Filter[/FlateDecode/FlateDecode]", &twice).is_err());
        assert!(count("/Filter[/Fl /Fl]", &packed(&packed(b"BT ET"))).is_ok());
    }

    #[test]
    fn no_picture_counts() {
        assert_eq!(count("/Subtype/Image/Filter/FlateDecode", &packed(&vec![0; 110_000])), Ok(0));
    }
}
