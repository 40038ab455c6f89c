//! Old Office files: an OLE container, told by the names in its directory.

use memchr::memmem;

use super::Content;

pub(super) const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Entries of the directory are this long, and begin at multiples of it.
const ENTRY: usize = 128;
/// Where an entry has the length of its name (bytes, with the NUL) and its kind: 1 storage, 2 stream.
const NAME_LENGTH: usize = 64;
const KIND: usize = 66;
/// Where it has the first sector of its stream.
const SECTOR: usize = 116;
/// Where the header has the logarithm of the size of a sector.
const SECTOR_SHIFT: usize = 30;

/// Streams that name a format. The first that is there decides: an encrypted package has others beside it.
const STREAMS: [(&str, Content); 7] = [
    ("EncryptedPackage", Content::Encrypted),
    ("WordDocument", Content::Doc),
    ("Workbook", Content::SaveAs("an old Excel workbook (XLS)", "XLSX")),
    ("Book", Content::SaveAs("an old Excel workbook (XLS)", "XLSX")),
    ("PowerPoint Document", Content::NotRead("an old PowerPoint file (PPT)")),
    ("VisioDocument", Content::NotRead("a Visio drawing")),
    ("__properties_version1.0", Content::NotRead("an Outlook message (MSG)")),
];

/// What an OLE file is.
pub(super) fn content(bytes: &[u8]) -> Content {
    let found = bytes.chunks_exact(ENTRY).filter_map(|entry| {
        let at = STREAMS.iter().position(|(name, _)| is_named(entry, name))?;
        Some((at, entry))
    });
    // Documents that are embedded have entries of their own further down: the first of a kind counts.
    let Some((at, entry)) = found.min_by_key(|(at, _)| *at) else {
        return without_directory(bytes);
    };
    match STREAMS.get(at) {
        Some((_, Content::Doc)) => word(bytes, entry),
        Some((_, content)) => *content,
        None => Content::NotRead("an old Office file (OLE)"),
    }
}

/// What a file without a directory in its place was, by the names that stand somewhere in it.
fn without_directory(bytes: &[u8]) -> Content {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        Content::Encrypted
    } else if has("WordDocument") {
        Content::Damaged("a Word document (DOC)")
    } else {
        Content::NotRead("an old Office file (OLE)")
    }
}

fn is_named(entry: &[u8], name: &str) -> bool {
    let length = (name.len() + 1) * 2;
    let kind = entry.get(KIND);
    entry.get(NAME_LENGTH).is_some_and(|&stored| usize::from(stored) == length)
        && matches!(kind, Some(1 | 2))
        && entry.chunks_exact(2).zip(name.bytes().chain([0])).all(|(unit, letter)| unit == [letter, 0])
}

/// A Word document by the head of its stream: one of Word 97 or later that is open, or not.
fn word(bytes: &[u8], entry: &[u8]) -> Content {
    /// `nFib` of Word 97; Word 6 and 95 have 101 to 104.
    const WORD_97: u16 = 0x00c1;
    const ENCRYPTED: u16 = 0x0100;
    let head = || {
        let sector = u32::from_le_bytes(*entry.get(SECTOR..)?.first_chunk()?) as usize;
        let shift = u32::from(*bytes.get(SECTOR_SHIFT)?);
        // The header takes the place of one sector.
        let start = sector.checked_add(1)?.checked_mul(1_usize.checked_shl(shift)?)?;
        let head = bytes.get(start..)?.first_chunk::<12>()?;
        Some((u16::from_le_bytes([head[2], head[3]]), u16::from_le_bytes([head[10], head[11]])))
    };
    match head() {
        Some((version, _)) if version < WORD_97 => Content::SaveAs("a document of Word 6 or 95", "DOCX"),
        Some((_, flags)) if flags & ENCRYPTED != 0 => Content::Encrypted,
        Some(_) => Content::Doc,
        None => Content::Damaged("a Word document (DOC)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An OLE file with streams of these names; the first begins at sector 1 with these words.
    fn ole(names: &[&str], version: u16, flags: u16) -> Vec<u8> {
        let mut file = vec![0; 512 * 3];
        file[..8].copy_from_slice(MAGIC);
        file[SECTOR_SHIFT] = 9;
        for (name, at) in names.iter().zip([512, 640, 768]) {
            for (letter, at) in name.bytes().zip((at..).step_by(2)) {
                file[at] = letter;
            }
            file[at + NAME_LENGTH] = (name.len() as u8 + 1) * 2;
            file[at + KIND] = 2;
            file[at + SECTOR] = 1;
        }
        file[1024 + 2..1024 + 4].copy_from_slice(&version.to_le_bytes());
        file[1024 + 10..1024 + 12].copy_from_slice(&flags.to_le_bytes());
        file
    }

    #[test]
    fn streams_name_the_format() {
        assert_eq!(content(&ole(&["WordDocument"], 0xc1, 0)), Content::Doc);
        assert_eq!(content(&ole(&["1Table", "WordDocument"], 0x10c, 0x0200)), Content::Doc);
        assert_eq!(content(&ole(&["WordDocument"], 0xc1, 0x0100)), Content::Encrypted);
        assert_eq!(content(&ole(&["EncryptionInfo", "EncryptedPackage"], 0, 0)), Content::Encrypted);
        assert_eq!(
            content(&ole(&["WordDocument"], 104, 0)),
            Content::SaveAs("a document of Word 6 or 95", "DOCX")
        );
        assert_eq!(content(&ole(&["Book"], 0, 0)), Content::SaveAs("an old Excel workbook (XLS)", "XLSX"));
        assert_eq!(content(&ole(&["Bookmark"], 0, 0)), Content::NotRead("an old Office file (OLE)"));
    }

    #[test]
    fn a_name_without_a_directory_is_a_hint() {
        let encrypted = ole(&["EncryptedPackage"], 0, 0);
        let shifted = [&encrypted[..64], &encrypted[32..]].concat();
        assert_eq!(content(&shifted), Content::Encrypted);
    }

    #[test]
    fn a_beginning_is_enough_for_an_answer() {
        let whole = ole(&["WordDocument"], 0xc1, 0);
        for end in [0, 8, 31, 512, 600, 640, 1000, 1030] {
            assert_ne!(content(&whole[..end]), Content::Doc, "{end}");
        }
    }
}
