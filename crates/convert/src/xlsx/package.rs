//! The package, before the library opens it: that nothing in it unpacks or multiplies to more than there is room for.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;

use super::library::short;
use super::tags::{attributes, tags};
use super::{Limits, NAME, ReadError};
use crate::directory::claimed_entries;

/// Room that the shortest string takes in its part, bytes: `<si/>`.
const STRING: u64 = 5;
/// Styles are listed twice: those that cells have, and those with names.
const LISTS_OF_STYLES: usize = 2;

/// Parts with words that the library does not read, folded: comments, and text boxes among the drawings.
const BESIDE: [&str; 3] = ["xl/comments", "xl/threadedcomments/", "xl/drawings/drawing"];

/// What the package tells that the library does not.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// Names of parts with words that nobody will read.
    pub(super) beside: Vec<String>,
    /// The part of each sheet, folded, in the order of the sheets.
    pub(super) sheets: Vec<String>,
}

/// Unpacks every part and forgets it again, since what the directory says of a size is only a promise.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<Package, ReadError> {
    if bytes.len() > limits.bytes {
        return Err(ReadError::TooLarge(bytes.len(), limits.bytes));
    }
    // Before the library makes a record of each.
    if claimed_entries(bytes) > limits.entries as u64 {
        return Err(ReadError::TooManyEntries(limits.entries));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut total = 0;
    let mut package = Package::default();
    let mut names = BTreeMap::new();
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(damaged)?;
        let name = String::from_utf8_lossy(part.name_raw()).replace('\\', "/");
        let folded = name.to_ascii_lowercase();
        let mut part = part.take(limits.part_bytes.min(limits.total_bytes - total) + 1);
        let is_beside = BESIDE.iter().any(|start| folded.starts_with(start));
        let is_strings = folded.ends_with("sharedstrings.xml");
        let is_styles = folded.ends_with("styles.xml");
        let mut kept = Vec::new();
        if is_beside || is_strings || is_styles {
            part.read_to_end(&mut kept).map_err(damaged)?;
        }
        let rest = io::copy(&mut part, &mut io::sink()).map_err(damaged)?;
        let size = kept.len() as u64 + rest;
        total += size;
        if size > limits.part_bytes {
            return Err(ReadError::Unpacked(limits.part_bytes >> 20));
        }
        if total > limits.total_bytes {
            return Err(ReadError::Unpacked(limits.total_bytes >> 20));
        }
        // The library makes room for as many before it reads one.
        if is_strings && claimed_strings(&kept) > size / STRING + 1 {
            return Err(damaged("its list of strings says that it has more than it has room for"));
        }
        if is_styles {
            check_styles(&kept, limits)?;
        }
        if is_beside && has_words(&kept) {
            package.beside.push(name);
        }
        names.insert(folded, at);
    }
    package.sheets = Book { archive, names, limits }.sheets()?;
    Ok(package)
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn damaged(why: impl ToString) -> ReadError {
    ReadError::Damaged(why.to_string())
}

/// The library gives each style its own copy of the strings that it refers to.
fn check_styles(part: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let (mut count, mut longest) = (0, 0);
    for (name, behind) in tags(part) {
        count += usize::from(name == b"xf");
        longest = attributes(behind).map(|(_, value)| value.len()).fold(longest, usize::max);
    }
    if count > limits.styles.saturating_mul(LISTS_OF_STYLES) {
        return Err(ReadError::TooManyStyles(limits.styles));
    }
    if count.saturating_mul(longest) as u64 > limits.total_bytes {
        return Err(ReadError::Unpacked(limits.total_bytes >> 20));
    }
    Ok(())
}

/// A checked package whose list of sheets is looked at.
struct Book<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Positions of the entries by their folded names.
    names: BTreeMap<String, usize>,
    limits: &'a Limits,
}

impl Book<'_> {
    /// The parts of the sheets, found as the library finds them; it says what is wrong where the list is broken.
    fn sheets(&mut self) -> Result<Vec<String>, ReadError> {
        let relations = self.relations("_rels/.rels")?;
        let is_book = |kind: &str| kind.ends_with("/relationships/officeDocument");
        let Some(book) = relations.iter().rfind(|relation| is_book(&relation.kind)) else {
            return Ok(Vec::new());
        };
        let (folder, file) = book
            .target
            .rsplit_once('/')
            .map_or(("", &*book.target), |(folder, file)| (folder.strip_prefix('/').unwrap_or(folder), file));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let relations = self.relations(&format!("{folder}_rels/{file}.rels"))?;
        let relations: BTreeMap<&str, &Relation> =
            relations.iter().map(|relation| (relation.id.as_str(), relation)).collect();
        let text = self.part(&format!("{folder}{file}"))?;
        let mut sheets = Vec::new();
        let mut bytes = 0;
        for (_, behind) in tags(&text).filter(|(name, _)| *name == b"sheet") {
            if sheets.len() == self.limits.sheets {
                return Err(ReadError::TooManySheets(self.limits.sheets));
            }
            let is_id = |key: &[u8]| key.rsplit(|byte| *byte == b':').next() == Some(b"id");
            let id = attributes(behind).filter(|(key, _)| is_id(key)).last();
            let Some(relation) = id.and_then(|(_, id)| relations.get(&*String::from_utf8_lossy(id))) else {
                return Ok(Vec::new());
            };
            let kind = relation.kind.rsplit('/').next().unwrap_or_default();
            if !matches!(kind, "worksheet" | "chartsheet" | "dialogsheet") {
                let name =
                    attributes(behind).find(|(key, _)| *key == b"name").map_or(&b""[..], |(_, name)| name);
                let sheet = short(&String::from_utf8_lossy(name), NAME).to_owned();
                return Err(ReadError::Sheet { sheet, kind: short(kind, NAME).to_owned() });
            }
            // The library keeps the name of its part with each sheet.
            bytes += folder.len() as u64 + relation.target.len() as u64;
            if bytes > self.limits.total_bytes {
                return Err(ReadError::Unpacked(self.limits.total_bytes >> 20));
            }
            let part = relation.target.strip_prefix('/').map(str::to_owned);
            sheets.push(part.unwrap_or_else(|| format!("{folder}{}", relation.target)).to_ascii_lowercase());
        }
        Ok(sheets)
    }

    /// What a list of references says, in its order; a missing one says nothing.
    fn relations(&mut self, name: &str) -> Result<Vec<Relation>, ReadError> {
        let text = self.part(name)?;
        let relations = tags(&text).filter(|(name, _)| *name == b"Relationship").map(|(_, behind)| {
            let of = |name: &[u8]| {
                let value = attributes(behind).find(|(key, _)| *key == name).map(|(_, value)| value);
                String::from_utf8_lossy(value.unwrap_or_default()).into_owned()
            };
            Relation { id: of(b"Id"), kind: of(b"Type"), target: of(b"Target") }
        });
        Ok(relations.collect())
    }

    /// The bytes of a part, which are within the caps; none where there is no such part.
    fn part(&mut self, name: &str) -> Result<Vec<u8>, ReadError> {
        let Some(at) = self.names.get(&name.to_ascii_lowercase()) else { return Ok(Vec::new()) };
        let mut bytes = Vec::new();
        let part = self.archive.by_index(*at).map_err(damaged)?;
        part.take(self.limits.part_bytes).read_to_end(&mut bytes).map_err(damaged)?;
        Ok(bytes)
    }
}

/// A reference from the package or the workbook to a part.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// Whether an element of text has any: `<t>`, `<a:t>`, `<text>`.
fn has_words(part: &[u8]) -> bool {
    let text = String::from_utf8_lossy(part);
    text.split('<').any(|piece| {
        let Some((tag, words)) = piece.split_once('>') else { return false };
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        let name = name.rsplit(':').next().unwrap_or_default();
        matches!(name, "t" | "text") && !words.trim().is_empty()
    })
}

/// The most strings that the list of strings says it has.
fn claimed_strings(part: &[u8]) -> u64 {
    const NAME: &[u8] = b"uniqueCount";
    let claims = memmem::find_iter(part, NAME).map(|at| {
        let value = part.get(at + NAME.len()..).unwrap_or_default().trim_ascii_start();
        let value = value.strip_prefix(b"=").unwrap_or_default().trim_ascii_start();
        let digits = value.iter().skip(1).take_while(|byte| byte.is_ascii_digit());
        digits.fold(0_u64, |claim, digit| claim.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
    });
    claims.max().unwrap_or(0)
}
