//! Pages that hold no document: a server's message, a site's page about a document without its text.

use std::sync::LazyLock;

use kehoach_viet::{composed, key};
use regex::Regex;

use crate::ReadError;
use crate::attributes::Pair;
use crate::content::{Chosen, Role};
use crate::filter::Seen;
use crate::page::Page;
use crate::words::WORDS;

/// The title of a document with its number.
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    crate::words::pattern(
        r"^(?:[0-9]{1,3}\. )?(?:Kế hoạch|Quyết định|Nghị quyết|Công văn|Chỉ thị|Thông báo|Báo cáo|Tờ trình|Nghị định|Thông tư|Chương trình|Hướng dẫn|Văn bản) (?:số )?[0-9]{1,5}(?:/[0-9]{4})?[/-][A-ZĐ]",
    )
});
/// Letters of prose that make a text.
const TEXT: usize = 600;
/// Letters of a line that is prose, not a label.
const LINE: usize = 60;
/// Letters of a page that can be a message.
const MESSAGE: u64 = 3000;
/// Letters of a page that says nothing.
const NOTHING: u64 = 10;

/// Refuses a page without a document, where it is plain why there is none.
pub(crate) fn refuse(page: &Page, chosen: &Chosen, seen: &Seen) -> Result<(), ReadError> {
    if chosen.has_anchors {
        return Ok(());
    }
    if lists_documents(page) {
        return Err(ReadError::ListOfDocuments);
    }
    let shown = || page.pieces.iter().zip(&chosen.roles).filter(|(_, role)| **role == Role::Body);
    let prose: usize = shown()
        .map(|(piece, _)| piece)
        .filter(|piece| piece.letters >= LINE && piece.linked * 2 < piece.letters)
        .map(|piece| piece.letters)
        .sum();
    if prose >= TEXT {
        return Ok(());
    }
    if page.letters <= NOTHING {
        return Err(ReadError::NoText);
    }
    if page.letters <= MESSAGE
        && let Some(message) = message(page, &seen.title)
    {
        return Err(ReadError::ServerMessage(message));
    }
    if !chosen.attributes.is_empty() {
        return Err(ReadError::NoBody(described(&chosen.attributes, seen)));
    }
    Ok(())
}

/// Whether lines of a page name documents one after the other: "Kế hoạch số 120/KH-UBND ngày …".
fn lists_documents(page: &Page) -> bool {
    /// A text may cite a few in lines of their own.
    const LEAST: usize = 8;
    let lines = page.pieces.iter().filter(|piece| !piece.hidden).map(crate::page::Piece::text);
    lines.filter(|line| TITLE.is_match(line.trim_start_matches("- "))).count() >= LEAST
}

/// The line of a page, or its title, that says what the server says.
fn message(page: &Page, title: &str) -> Option<String> {
    /// Lines of a message, and letters of one.
    const LINES: usize = 12;
    const LONGEST: usize = 200;
    let shown = page.pieces.iter().filter(|piece| !piece.hidden);
    let lines = shown.take(LINES).map(crate::page::Piece::text);
    let said = |line: &&str| {
        let folded = key::ascii(line);
        line.len() <= LONGEST * 2 && WORDS.messages.iter().any(|words| folded.contains(words.as_str()))
    };
    let line = [title].into_iter().chain(lines).find(said)?;
    let words: Vec<&str> = line.split_whitespace().collect();
    Some(composed(&words.join(" ")).chars().take(LONGEST).collect())
}

/// "Quyết định 523/QĐ-TTg (/files/523.pdf)".
fn described(attributes: &[Pair], seen: &Seen) -> String {
    /// Bytes of an address that a message bears.
    const ADDRESS: usize = 200;
    let of =
        |names: &[&str]| names.iter().find_map(|name| attributes.iter().find_map(|pair| pair.text_of(name)));
    let kind = of(&["loai van ban", "hinh thuc van ban", "the loai van ban"]);
    let number = of(&["so hieu", "so ky hieu", "so hieu van ban", "ky hieu"]);
    let is_file =
        |address: &&String| address.len() <= ADDRESS && address.to_ascii_lowercase().contains(".pdf");
    let file = seen.embedded.iter().find(is_file).map(|address| format!("({address})"));
    let parts: Vec<String> = kind.into_iter().chain(number).chain(file).collect();
    if parts.is_empty() { "a document".to_owned() } else { parts.join(" ") }
}
