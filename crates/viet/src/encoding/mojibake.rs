//! UTF-8 that was read as windows-1252, Latin-1, windows-1258 or Mac Roman: "Tiáº¿ng Viá»‡t".

use std::borrow::Cow;
use std::ops::Range;

use super::score::Score;
use super::view::{MAC_ROMAN_VIEW, WINDOWS_1258_VIEW, byte};
use crate::edit::{Change, Edit, Writer, composed};
use crate::letter::number;
use crate::syllable::{Walk, is_syllable};

/// Mojibake of mojibake is met, of a third degree never.
const ROUNDS: usize = 3;

/// A line read again as UTF-8.
pub(super) struct Reread {
    pub(super) text: String,
    pub(super) edits: Vec<Edit>,
    /// Words with a letter that was read again, and those of them that are syllables now.
    pub(super) score: Score,
}

/// The text read again as UTF-8, once or as often as it was misread; `None` where it is no mojibake.
pub(super) fn repair(text: &str) -> Option<Reread> {
    let mut current = Cow::Borrowed(text);
    let mut edits = Vec::new();
    let mut found = None;
    for _ in 0..ROUNDS {
        // What was misread twice makes sense only when it is read again twice.
        let Some((reading, pieces)) = reading(&current) else { break };
        let Some((next, more)) = written(&current, &pieces) else { break };
        edits = composed(edits, more);
        if let Some(reading) = reading {
            let score = Score { marked: reading.words, syllables: reading.syllables, ..Score::default() };
            found = Some(Reread { text: next.clone(), edits: edits.clone(), score });
        }
        current = Cow::Owned(next);
    }
    found.or_else(|| {
        let (text, edits) = give_back(text)?;
        Some(Reread { text, edits, score: Score::default() })
    })
}

fn written(text: &str, pieces: &[Piece]) -> Option<(String, Vec<Edit>)> {
    let mut writer = Writer::new(text);
    for piece in pieces.iter().filter(|piece| piece.read) {
        writer.replace(piece.range.clone(), piece.c.encode_utf8(&mut [0; 4]), Change::Mojibake);
    }
    writer.finish()
}

/// A character of the text read again, or one left as it stands.
struct Piece {
    range: Range<usize>,
    c: char,
    read: bool,
}

#[derive(Default)]
struct Reading {
    /// Words with a letter that was read again, and those of them that are syllables.
    words: u32,
    syllables: u32,
}

/// A way from characters to bytes.
type Bytes = fn(char) -> Option<u8>;

/// The text under the first view that makes sense of it, else under the first that has something to read.
fn reading(text: &str) -> Option<(Option<Reading>, Vec<Piece>)> {
    const VIEWS: [Bytes; 3] = [byte, |c| WINDOWS_1258_VIEW.byte(c), |c| MAC_ROMAN_VIEW.byte(c)];
    let mut first = None;
    for bytes in VIEWS {
        let Some(pieces) = pieces(text, bytes) else { continue };
        if let Some(reading) = judge(text, &pieces) {
            return Some((Some(reading), pieces));
        }
        first = first.or(Some(pieces));
    }
    first.map(|pieces| (None, pieces))
}

/// The text as pieces; `None` where no sequence of UTF-8 stands in it.
fn pieces(text: &str, bytes: Bytes) -> Option<Vec<Piece>> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut pieces = Vec::with_capacity(characters.len());
    let mut blanks = Vec::new();
    let mut at = 0;
    while let Some(&(start, c)) = characters.get(at) {
        if let Some((read, used)) = sequence(characters.get(at..).unwrap_or_default(), bytes) {
            let end = characters.get(at + used).map_or(text.len(), |&(end, _)| end);
            pieces.push(Piece { range: start..end, c: read, read: true });
            at += used;
            continue;
        }
        // A no-break blank is the second byte of "à"; scrapers make a plain one of it.
        let blank = bytes(c) == Some(0xc3)
            && bytes('\u{a0}') == Some(0xa0)
            && characters.get(at + 1).is_some_and(|&(_, next)| next == ' ');
        let (c, read) = if blank { ('à', true) } else { (c, false) };
        if blank {
            blanks.push(pieces.len() + 1);
        }
        pieces.push(Piece {
            range: start..start + characters.get(at).map_or(0, |(_, c)| c.len_utf8()),
            c,
            read,
        });
        at += 1;
    }
    if !pieces.iter().any(|piece| piece.read) {
        return None;
    }
    close_up(&mut pieces, &blanks);
    Some(pieces)
}

/// One character of UTF-8 from the bytes that the next characters stand for.
fn sequence(characters: &[(usize, char)], bytes: Bytes) -> Option<(char, usize)> {
    let lead = characters.first().and_then(|&(_, c)| bytes(c))?;
    let length = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut buffer = [0; 4];
    for (slot, &(_, c)) in buffer.iter_mut().zip(characters.get(..length)?) {
        *slot = bytes(c)?;
    }
    let c = std::str::from_utf8(buffer.get(..length)?).ok()?.chars().next()?;
    Some((c, length))
}

/// Joins "ngà" and "y" over the blank that was a byte, if they are a syllable.
fn close_up(pieces: &mut Vec<Piece>, blanks: &[usize]) {
    /// Letters of the longest syllable.
    const LONGEST: usize = 7;
    let mut joined = Vec::new();
    for &blank in blanks {
        let letters = |piece: &&Piece| piece.c.is_alphabetic();
        let before =
            pieces.get(..blank).unwrap_or_default().iter().rev().take_while(letters).take(LONGEST + 1);
        let mut word: Vec<char> = before.map(|piece| piece.c).collect();
        word.reverse();
        let left = word.len();
        let after = pieces.get(blank + 1..).unwrap_or_default().iter().take_while(letters).take(LONGEST + 1);
        word.extend(after.map(|piece| piece.c));
        let walk = word.iter().fold(Walk::START, |walk, &c| walk.then(number(c)));
        if word.len() > left && walk.is_syllable() {
            joined.push(blank);
        }
    }
    for &blank in &joined {
        let end = pieces.get(blank).map(|piece| piece.range.end);
        if let (Some(end), Some(before)) = (end, pieces.get_mut(blank - 1)) {
            before.range.end = end;
        }
    }
    let mut at = 0;
    pieces.retain(|_| {
        at += 1;
        joined.binary_search(&(at - 1)).is_err()
    });
}

/// Whether reading the pieces again makes more sense than leaving them.
fn judge(text: &str, pieces: &[Piece]) -> Option<Reading> {
    let mut reading = Reading::default();
    let (mut read, mut left) = (0, 0);
    let (mut telling, mut before) = (0, 0);
    for word in pieces.split(|piece| !piece.c.is_alphabetic()) {
        left += word.iter().filter(|piece| !piece.read && !piece.c.is_ascii()).count();
        let again = word.iter().filter(|piece| piece.read && number(piece.c) > 0);
        let count = again.clone().count();
        if count == 0 {
            continue;
        }
        read += count;
        reading.words += 1;
        let walk = word.iter().fold(Walk::START, |walk, piece| walk.then(number(piece.c)));
        reading.syllables += u32::from(walk.is_syllable());
        // "Ã" and a no-break blank say nothing: "XÃ HỘI".
        if again.clone().any(|piece| piece.c != 'à') {
            telling += 1;
            before += u32::from(stood(text, word));
        }
    }
    if reading.words == 0 {
        // Dashes and quotes alone: "â€“" is in no text.
        let mut signs = pieces.iter().filter(|piece| piece.read).peekable();
        let only_signs = left == 0
            && signs.peek().is_some()
            && signs.all(|piece| matches!(piece.c, '\u{2010}'..='\u{2026}'));
        return only_signs.then_some(reading);
    }
    let rises = telling > 0 && reading.syllables * 10 >= reading.words * 8 && before * 2 < telling;
    (rises && left * 4 <= read).then_some(reading)
}

/// Whether the word was a syllable as it stood.
fn stood(text: &str, word: &[Piece]) -> bool {
    let (Some(first), Some(last)) = (word.first(), word.last()) else { return false };
    is_syllable(text.get(first.range.start..last.range.end).unwrap_or_default())
}

/// "XàHỘI": a repair of mojibake took "Ã" and the no-break blank of "XÃ HỘI" for an "à". Where the small "à" stands
/// between capitals, and both words are syllables with "Ã", it is given back.
fn give_back(text: &str) -> Option<(String, Vec<Edit>)> {
    let mut writer = Writer::new(text);
    for (at, found) in text.match_indices('à') {
        let end = at + found.len();
        let capitals = |c: &char| c.is_uppercase();
        let before: String = text.get(..at).unwrap_or_default().chars().rev().take_while(capitals).collect();
        let after: String = text.get(end..).unwrap_or_default().chars().take_while(capitals).collect();
        let before: String = before.chars().rev().chain(['Ã']).collect();
        if before.chars().count() > 1 && is_syllable(&before) && is_syllable(&after) {
            writer.replace(at..end, "Ã ", Change::Mojibake);
        }
    }
    writer.finish()
}

#[cfg(test)]
mod tests {
    use encoding_rs::{MACINTOSH, WINDOWS_1252, WINDOWS_1258};

    use super::*;

    const LINE: &str = "Cơ quan chủ trì: Sở Nội vụ “Đề án 06” ngày là của – và được";

    #[test]
    fn every_view_is_read_back() {
        for encoding in [WINDOWS_1252, WINDOWS_1258, MACINTOSH] {
            let (damaged, _) = encoding.decode_without_bom_handling(LINE.as_bytes());
            assert_ne!(damaged, LINE);
            assert_eq!(repair(&damaged).unwrap().text, LINE, "{}", encoding.name());
        }
        let latin1: String = LINE.bytes().map(char::from).collect();
        assert_eq!(repair(&latin1).unwrap().text, LINE);
    }

    #[test]
    fn twice_is_read_back_twice() {
        let once: String = LINE.bytes().map(char::from).collect();
        let (twice, _) = WINDOWS_1252.decode_without_bom_handling(once.as_bytes());
        assert_eq!(repair(&twice).unwrap().text, LINE);
    }

    #[test]
    fn a_no_break_blank_that_became_a_plain_one() {
        let damaged = "NgÃ y thÃ¡ng nÄƒm lÃ  cá»§a, lÃ má»™t";
        assert_eq!(repair(damaged).unwrap().text, "Ngày tháng năm là  của, là một");
    }

    #[test]
    fn correct_capitals_are_no_mojibake() {
        for text in [
            "XÃ\u{a0}HỘI",
            "CỘNG HÒA XÃ\u{a0}HỘI CHỦ NGHĨA",
            "XÃ\u{a0}HOA",
            "XÃ HOA",
            "LÃ\u{a0}",
            "Ã\u{a0}",
            LINE,
        ] {
            assert!(repair(text).is_none(), "{text}");
        }
    }

    #[test]
    fn capitals_eaten_by_another_repair_come_back() {
        assert_eq!(give_back("CỘNG HÒA XàHỘI CHỦ NGHĨA").unwrap().0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA");
        for text in ["Cà Mau", "Hà Nội", "iPàD", "Là", "XàHội"] {
            assert!(give_back(text).is_none(), "{text}");
        }
    }
}
