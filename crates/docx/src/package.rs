//! The ZIP package: which part is which, and their text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::xml::{Token, Xml};
use crate::{Limits, ReadError};

/// An opened package.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Position of each entry by its name: lower case, `/` between folders, none in front.
    names: BTreeMap<String, usize>,
    limits: &'a Limits,
    left: usize,
}

/// The text of a part.
#[derive(Debug, Default)]
pub(crate) struct PartText {
    pub(crate) text: String,
    /// Bytes that were not text in the part's encoding.
    pub(crate) bad: usize,
}

/// A reference from one part to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relation {
    /// The last word of its type: "officeDocument", "styles", "header".
    pub(crate) kind: String,
    /// Name of the part that it leads to.
    pub(crate) target: String,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, ReadError> {
        if bytes.len() > limits.bytes {
            return Err(ReadError::TooLarge { size: bytes.len(), limit: limits.bytes });
        }
        // Before the library makes a record of each.
        let count = claimed_entries(bytes);
        if count > limits.entries {
            return Err(ReadError::TooManyEntries { count, limit: limits.entries });
        }
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| ReadError::Damaged(error.to_string()))?;
        if archive.len() > limits.entries {
            return Err(ReadError::TooManyEntries { count: archive.len(), limit: limits.entries });
        }
        let names = archive.file_names_raw().enumerate();
        let names = names.map(|(at, name)| (folded(&String::from_utf8_lossy(name)), at)).collect();
        Ok(Self { archive, names, limits, left: limits.total_bytes })
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&folded(name))
    }

    /// How many parts stand in a folder.
    pub(crate) fn count(&self, folder: &str) -> usize {
        self.names.keys().filter(|name| name.starts_with(folder)).count()
    }

    /// The part with the document's text: what the package's references say, else where Word keeps it.
    pub(crate) fn main_part(&mut self) -> Option<String> {
        let (relations, _) = self.relations("");
        let named = relations.into_values().filter(|relation| relation.kind == "officeDocument");
        if let Some(relation) = named.into_iter().find(|relation| self.has(&relation.target)) {
            return Some(relation.target);
        }
        if self.has("word/document.xml") {
            return Some("word/document.xml".to_owned());
        }
        let is_main = |name: &&String| {
            let file = name.rsplit('/').next().unwrap_or_default();
            file.strip_prefix("document")
                .and_then(|rest| rest.strip_suffix(".xml"))
                .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        };
        self.names.keys().find(is_main).cloned()
    }

    /// What a part refers to inside the package, by the id of the reference; the package itself is "". A package
    /// without references has none; broken ones give what stands before the fault, and what it is.
    pub(crate) fn relations(&mut self, part: &str) -> (BTreeMap<String, Relation>, Option<String>) {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let mut relations = BTreeMap::new();
        let rels = match self.text(&name) {
            Ok(rels) => rels.unwrap_or_default(),
            Err(error) => return (relations, Some(error.to_string())),
        };
        if rels.text.trim().is_empty() {
            return (relations, None);
        }
        let mut xml = Xml::new(&rels.text, self.limits.depth);
        loop {
            let token = match xml.next() {
                Ok(token) => token,
                Err(error) => return (relations, Some(error.to_string())),
            };
            match token {
                Token::Open(element) if element.name() == "Relationship" => {
                    let of = |name| element.attribute(name).map(Cow::into_owned).unwrap_or_default();
                    // What lies outside the package is never fetched.
                    if of("TargetMode") == "External" {
                        continue;
                    }
                    let kind = of("Type").rsplit('/').next().unwrap_or_default().to_owned();
                    let relation = Relation { kind, target: resolved(folder, &of("Target")) };
                    relations.entry(of("Id")).or_insert(relation);
                }
                Token::End => return (relations, None),
                _ => {}
            }
        }
    }

    /// The text of a part; `None` where the package has none of that name.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<PartText>, ReadError> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        Ok(Some(decoded(bytes)))
    }

    /// The bytes of a part.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(&at) = self.names.get(&folded(name)) else { return Ok(None) };
        let unpackable = |why: String| ReadError::Unpackable { part: name.to_owned(), why };
        let file = self.archive.by_index(at).map_err(|error| unpackable(error.to_string()))?;
        let cap = self.limits.part_bytes.min(self.left);
        // The size that the directory names may be a lie: it only saves growing.
        let mut bytes = Vec::with_capacity(usize::try_from(file.size()).unwrap_or(0).min(cap).min(1 << 25));
        file.take(cap as u64 + 1).read_to_end(&mut bytes).map_err(|error| unpackable(error.to_string()))?;
        if bytes.len() > cap {
            return Err(ReadError::PartTooLarge { part: name.to_owned(), limit: cap });
        }
        self.left -= bytes.len();
        Ok(Some(bytes))
    }
}

/// Entries that the end record of a ZIP claims; 0 where there is no such record.
fn claimed_entries(bytes: &[u8]) -> usize {
    /// The record and the longest comment behind it, bytes.
    const END: usize = 22 + 0xffff;
    const MARK: &[u8] = b"PK\x05\x06";
    let end = bytes.get(bytes.len().saturating_sub(END)..).unwrap_or_default();
    let record = end.windows(MARK.len()).rposition(|window| window == MARK);
    let count = record.and_then(|at| end.get(at + 10..)?.first_chunk().copied());
    count.map_or(0, |count| u16::from_le_bytes(count).into())
}

/// Names of entries compare without case; some programs write `\` between folders.
fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// A reference's target, seen from the folder of the part that refers.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        parts.extend(folder.split('/').filter(|part| !part.is_empty()));
    }
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// XML is UTF-8 unless a byte order mark, or the pattern of its first tag, says UTF-16.
pub(crate) fn decoded(bytes: Vec<u8>) -> PartText {
    let little = match bytes.as_slice() {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => Some(true),
        [0xfe, 0xff, ..] | [0, b'<', ..] => Some(false),
        _ => None,
    };
    if let Some(little) = little {
        let pairs = bytes.as_chunks::<2>().0.iter();
        let units: Vec<u16> = pairs
            .map(|pair| if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) })
            .collect();
        let text = String::from_utf16_lossy(units.strip_prefix(&[0xfeff]).unwrap_or(&units));
        let bad = text.matches('\u{fffd}').count();
        return PartText { text, bad };
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            PartText { text, bad: 0 }
        }
        Err(error) => {
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let bad = text.matches('\u{fffd}').count();
            PartText { text, bad }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(resolved("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolved("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolved("word", "../customXml/item1.xml"), "customXml/item1.xml");
        assert_eq!(resolved("", "word\\document.xml"), "word/document.xml");
        assert_eq!(resolved("", "../../x.xml"), "x.xml");
    }

    #[test]
    fn encodings_of_a_part() {
        let wide: Vec<u8> = "\u{feff}<a>Số</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(wide).text, "<a>Số</a>");
        let big: Vec<u8> = "\u{feff}<a>Số</a>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(big).text, "<a>Số</a>");
        assert_eq!(decoded("\u{feff}<a/>".into()).text, "<a/>");
        assert_eq!(decoded(b"<a>\xff</a>".to_vec()).bad, 1);
    }
}
