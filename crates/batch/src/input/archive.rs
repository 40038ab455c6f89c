//! Archives of documents: ZIP, TAR and compressed TAR. Runs where parsing runs, for an archive is as little
//! to be trusted as a document. Names of members are labels only; nothing is written to disk.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use kehoach_model::Stage;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{load, name, shown};
use crate::{Failure, Limits, Parser, Refusal};

/// A file in an archive.
pub(crate) struct Member {
    /// Its path in the archive; no promise that it is text.
    pub(crate) name: Vec<u8>,
    /// Its bytes, or why they cannot be had.
    pub(crate) bytes: Result<Vec<u8>, Refusal>,
}

/// Why an archive was not unpacked to its end.
#[derive(Debug)]
pub(crate) enum UnpackError {
    /// Something is wrong with the archive; the members before it were given.
    Refused(Refusal),
    /// The taker of members gave up.
    Taker(io::Error),
    /// The reader broke on it.
    Broke(Failure),
    /// There is no worker to unpack it in.
    NoWorker(io::Error),
}

impl From<Refusal> for UnpackError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Who gets the members.
type Taker<'a> = &'a mut dyn FnMut(Member) -> io::Result<()>;

const ZIP: &[u8] = b"PK\x03\x04";
const ZIP_EMPTY: &[u8] = b"PK\x05\x06";
const GZIP: &[u8] = b"\x1f\x8b";
/// Where a TAR header (POSIX and GNU) has its magic word, and the size of the header.
const TAR_MAGIC: (usize, &[u8]) = (257, b"ustar");
const TAR_HEADER: u64 = 512;

/// Whether a file that begins like this may be an archive; only [`unpack`] knows.
pub(crate) fn looks_like(head: &[u8]) -> bool {
    head.starts_with(ZIP) || head.starts_with(ZIP_EMPTY) || head.starts_with(GZIP) || is_tar(head)
}

fn is_tar(head: &[u8]) -> bool {
    let (at, magic) = TAR_MAGIC;
    head.get(at..).is_some_and(|rest| rest.starts_with(magic))
}

/// Gives every file in an archive to `take`. `Ok(false)`: no archive, but perhaps a document (a DOCX is a ZIP
/// too).
pub(crate) fn unpack(
    path: &Path,
    parser: &dyn Parser,
    limits: &Limits,
    take: Taker<'_>,
) -> Result<bool, UnpackError> {
    let cannot = |error: io::Error| {
        Refusal::failed(Stage::Open, format!("cannot read the file: {}", load::plain(&error)))
    };
    let mut file = BufReader::new(File::open(path).map_err(cannot)?);
    let kind = kind(&mut file).map_err(cannot)?;
    let mut members = Members { parser, limits, count: 0, bytes: 0, take };
    match kind {
        None => return Ok(false),
        Some(Kind::Tar) => members.of_tar(file)?,
        Some(Kind::TarGz) => members.of_tar(MultiGzDecoder::new(file))?,
        Some(Kind::Zip) => {
            let named = zip_entries(&mut file).map_err(cannot)?;
            members.of_zip(&mut ZipArchive::new(file).map_err(|error| damaged_zip(&error))?, named)?;
        }
    }
    Ok(true)
}

/// What an archive is.
enum Kind {
    Zip,
    Tar,
    TarGz,
}

/// The kind of archive that a file is, `None` for a document or anything else. One answer for a file wherever it
/// stands: in a folder or in an archive.
fn kind(file: &mut (impl Read + Seek)) -> io::Result<Option<Kind>> {
    let head = load::head(file)?;
    file.rewind()?;
    let kind = if is_tar(&head) {
        Some(Kind::Tar)
    } else if head.starts_with(GZIP) {
        let mut start = Vec::new();
        let unzipped = MultiGzDecoder::new(&mut *file).take(TAR_HEADER).read_to_end(&mut start);
        (unzipped.is_ok() && is_tar(&start)).then_some(Kind::TarGz)
    } else if head.starts_with(ZIP) || head.starts_with(ZIP_EMPTY) {
        let archive = ZipArchive::new(&mut *file);
        archive.is_ok_and(|archive| !is_package(&archive)).then_some(Kind::Zip)
    } else {
        None
    };
    file.rewind()?;
    Ok(kind)
}

/// How many entries the directory at the end of a ZIP claims; the library keeps one of each name.
fn zip_entries(file: &mut (impl Read + Seek)) -> io::Result<usize> {
    /// The end record and the longest comment behind it, bytes.
    const END: u64 = 22 + 0xffff;
    const MARK: &[u8] = b"PK\x05\x06";
    let size = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(size.saturating_sub(END)))?;
    let mut end = Vec::new();
    file.take(END).read_to_end(&mut end)?;
    file.rewind()?;
    let record = end.windows(MARK.len()).rposition(|bytes| bytes == MARK);
    let count = record.and_then(|at| end.get(at + 10..at + 12)?.first_chunk().copied());
    Ok(count.map_or(0, |count| u16::from_le_bytes(count).into()))
}

fn damaged_zip(problem: &ZipError) -> Refusal {
    Refusal::rejected(Stage::Open, format!("the archive is damaged: {problem}; fetch it again"))
}

/// An Office file or another format that is a ZIP by its build.
fn is_package<R: Read + Seek>(archive: &ZipArchive<R>) -> bool {
    let is_mark = |name: &[u8]| {
        let name = String::from_utf8_lossy(name).replace('\\', "/").to_ascii_lowercase();
        ["[content_types].xml", "mimetype", "word/document.xml", "xl/workbook.xml"].contains(&name.as_str())
    };
    archive.file_names_raw().any(is_mark)
}

struct Members<'a> {
    parser: &'a dyn Parser,
    limits: &'a Limits,
    count: u32,
    bytes: u64,
    take: Taker<'a>,
}

impl Members<'_> {
    fn of_tar(&mut self, archive: impl Read) -> Result<(), UnpackError> {
        // What is skipped between two members is unpacked too, so the whole stream is bounded.
        let most =
            self.limits.archive_bytes.saturating_add(TAR_HEADER * u64::from(self.limits.archive_members));
        let mut archive = tar::Archive::new(archive.take(most));
        let entries = archive.entries().map_err(|error| self.damaged(&error))?;
        for entry in entries {
            let mut entry = entry.map_err(|error| self.damaged(&error))?;
            let kind = entry.header().entry_type();
            let name = entry.path_bytes().into_owned();
            if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
                let size = entry.size();
                self.member(name, &mut entry, size)?;
            } else if kind.is_hard_link() || kind.is_symlink() {
                let target = entry.link_name_bytes().map(|name| shown(&name)).unwrap_or_default();
                let reason = format!("a link to {target}; what it leads to is read under its own name");
                self.give(name, Err(Refusal::skipped(Stage::Open, reason)))?;
            } else if !kind.is_dir() && !kind.is_pax_global_extensions() {
                self.give(name, Err(Refusal::skipped(Stage::Open, "no regular file")))?;
            }
        }
        Ok(())
    }

    fn of_zip<R: Read + Seek>(
        &mut self,
        archive: &mut ZipArchive<R>,
        named: usize,
    ) -> Result<(), UnpackError> {
        for at in 0..archive.len() {
            let name = archive.name_for_index(at).and_then(Result::ok);
            let name = name.map_or_else(|| format!("#{at}").into_bytes(), |name| name.as_bytes().to_vec());
            match archive.by_index(at) {
                Ok(mut file) => {
                    let (is_link, size) = (file.is_symlink(), file.size());
                    // Many programs write UTF-8 and forget to say so.
                    let raw = file.name_raw();
                    let name = if std::str::from_utf8(raw).is_ok() { raw.to_vec() } else { name };
                    if is_link {
                        self.give(name, Err(Refusal::skipped(Stage::Open, "no regular file")))?;
                    } else if !file.is_dir() {
                        self.member(name, &mut file, size)?;
                    }
                }
                Err(error) => {
                    let reason = match error {
                        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)
                        | ZipError::InvalidPassword => {
                            "encrypted: ask the sender for an open copy".to_owned()
                        }
                        ZipError::UnsupportedArchive(detail) => {
                            format!("packed in a way that is not read ({detail}): unpack it first")
                        }
                        other => format!("damaged in the archive: {other}; fetch it again"),
                    };
                    self.give(name, Err(Refusal::rejected(Stage::Open, reason)))?;
                }
            }
        }
        let twice = named.saturating_sub(archive.len());
        if twice > 0 {
            let reason = format!(
                "{twice} files of the archive have the name of another and were not read: unpack it and import \
                 the folder"
            );
            return Err(Refusal::rejected(Stage::Open, reason).into());
        }
        Ok(())
    }

    /// Reads a member of which the archive says that it has `size` bytes.
    fn member(&mut self, name: Vec<u8>, file: &mut dyn Read, size: u64) -> Result<(), UnpackError> {
        if is_litter(&name) {
            return Ok(());
        }
        let read = load::head(file).and_then(|head| load::document(head, file, self.parser, Some(size)));
        let refused = |reason: String| Err(Refusal::rejected(Stage::Open, reason));
        let bytes = match read {
            Ok(Ok(bytes)) if bytes.len() as u64 != size => refused(format!(
                "damaged in the archive: {} of its {size} bytes are there; fetch it again",
                bytes.len()
            )),
            Ok(Ok(bytes)) if kind(&mut Cursor::new(&bytes)).is_ok_and(|kind| kind.is_some()) => {
                refused("an archive inside an archive: unpack it first".to_owned())
            }
            Ok(bytes) => bytes,
            Err(error) => refused(format!("damaged in the archive: {}; fetch it again", load::plain(&error))),
        };
        self.bytes += bytes.as_ref().map_or(0, |bytes| bytes.len() as u64);
        self.give(name, bytes)?;
        if self.bytes > self.limits.archive_bytes {
            let reason = format!(
                "the archive unpacks to more than {} bytes: what comes after member {} was not read; unpack it \
                 and import the folder",
                self.limits.archive_bytes, self.count
            );
            return Err(Refusal::rejected(Stage::Open, reason).into());
        }
        Ok(())
    }

    fn give(&mut self, name: Vec<u8>, bytes: Result<Vec<u8>, Refusal>) -> Result<(), UnpackError> {
        self.count += 1;
        if self.count > self.limits.archive_members {
            let reason = format!(
                "the archive has more than {} members: the others were not read; unpack it and import the folder",
                self.limits.archive_members
            );
            return Err(Refusal::rejected(Stage::Open, reason).into());
        }
        (self.take)(Member { name, bytes }).map_err(UnpackError::Taker)
    }

    fn damaged(&self, problem: &io::Error) -> Refusal {
        let reason = format!(
            "the archive is damaged after member {}: {}; what stands before is imported, fetch it again for the rest",
            self.count,
            load::plain(problem)
        );
        Refusal::rejected(Stage::Open, reason)
    }
}

/// What programs leave in archives, and hidden files, which are not walked in folders either.
fn is_litter(name: &[u8]) -> bool {
    name.split(|byte| matches!(byte, b'/' | b'\\'))
        .any(|part| part == b"__MACOSX" || name::is_hidden(part) && !part.iter().all(|byte| *byte == b'.'))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use kehoach_model::Plan;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::Watch;

    struct Small;

    impl Parser for Small {
        fn version(&self) -> String {
            String::new()
        }
        fn byte_limit(&self, _: &[u8]) -> u64 {
            10_000
        }
        fn parse(&self, _: &[u8], _: Option<&crate::Original>, _: &dyn Watch) -> Result<Vec<Plan>, Refusal> {
            Ok(Vec::new())
        }
    }

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn tarred(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut tar = tar::Builder::new(Vec::new());
        for (name, bytes) in files {
            let mut header = tar::Header::new_ustar();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            header.set_cksum();
            let mut header = header.clone();
            tar.append_data(&mut header, name, *bytes).unwrap();
        }
        tar.into_inner().unwrap()
    }

    /// What is unpacked, a line a member, and how it ended.
    fn unpacked(bytes: &[u8], limits: &Limits) -> (Vec<String>, String) {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let mut members = Vec::new();
        let end = unpack(file.path(), &Small, limits, &mut |member| {
            let name = String::from_utf8_lossy(&member.name).into_owned();
            members.push(match member.bytes {
                Ok(bytes) => format!("{name}: {}", bytes.len()),
                Err(refusal) => format!("{name}: {refusal}"),
            });
            Ok(())
        });
        let end = match end {
            Ok(true) => "archive".to_owned(),
            Ok(false) => "no archive".to_owned(),
            Err(UnpackError::Refused(refusal)) => refusal.reason,
            Err(other) => format!("{other:?}"),
        };
        (members, end)
    }

    #[test]
    fn zip_and_tar_give_their_files() {
        let files: &[(&str, &[u8])] =
            &[("a.txt", b"abc"), ("x/b.txt", b"d"), ("__MACOSX/a.txt", b"z"), ("x/.DS_Store", b"z")];
        let expected = (vec!["a.txt: 3".to_owned(), "x/b.txt: 1".to_owned()], "archive".to_owned());
        assert_eq!(unpacked(&zipped(files), &Limits::default()), expected);
        assert_eq!(unpacked(&tarred(files), &Limits::default()), expected);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&tarred(files)).unwrap();
        assert_eq!(unpacked(&gzip.finish().unwrap(), &Limits::default()), expected);
    }

    #[test]
    fn an_office_file_is_no_archive() {
        let docx = zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]);
        assert_eq!(unpacked(&docx, &Limits::default()), (vec![], "no archive".to_owned()));
        assert_eq!(unpacked(b"PK\x03\x04 and no more", &Limits::default()).1, "no archive");
        assert_eq!(unpacked(b"\x1f\x8b\x08 and no more", &Limits::default()).1, "no archive");
    }

    #[test]
    fn bombs_are_bounded() {
        let zeros = vec![0; 9_000];
        let files: Vec<(String, &[u8])> = (0..9).map(|n| (format!("{n}"), zeros.as_slice())).collect();
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
        let few_bytes = Limits { archive_bytes: 20_000, ..Limits::default() };
        let few_members = Limits { archive_members: 2, ..Limits::default() };
        for archive in [zipped(&files), tarred(&files)] {
            let (members, end) = unpacked(&archive, &few_bytes);
            assert_eq!(members.len(), 3, "{end}");
            assert!(end.contains("more than 20000 bytes"), "{end}");
            let (members, end) = unpacked(&archive, &few_members);
            assert_eq!(members.len(), 2);
            assert!(end.contains("more than 2 members"), "{end}");
        }
        let (members, end) = unpacked(&zipped(&[("big", &vec![0; 20_000])]), &Limits::default());
        assert_eq!((members.len(), end.as_str()), (1, "archive"));
        assert!(members[0].contains("over 10000 bytes is not read"), "{members:?}");
    }

    #[test]
    fn an_archive_in_an_archive_and_a_damaged_one_are_told() {
        let inner = zipped(&[("a.txt", b"abc")]);
        let (members, _) = unpacked(&zipped(&[("in.zip", &inner)]), &Limits::default());
        assert!(members[0].contains("unpack it first"), "{members:?}");
        let whole = tarred(&[("a.txt", b"abc"), ("b.txt", &[1; 2_000])]);
        let (members, end) = unpacked(&whole[..2_000], &Limits::default());
        assert_eq!(members[0], "a.txt: 3");
        assert!(format!("{members:?}{end}").contains("damaged"), "{members:?} {end}");
    }
}
