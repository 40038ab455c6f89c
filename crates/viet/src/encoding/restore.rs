//! Text put right: what was detected is decoded, with the map back.

use std::borrow::Cow;
use std::ops::Range;

use super::detect::{Encoding, Stretch, count_lines, detect, judge};
use super::{decode, double, mojibake, view};
use crate::Text;
use crate::edit::{Change, Edit, Writer};

/// A text in Unicode, and what was found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored<'a> {
    /// The text; borrowed where nothing was to do.
    pub text: Cow<'a, str>,
    /// What was changed, letter by letter.
    pub edits: Vec<Edit>,
    /// What was another encoding, in bytes of the text as it came.
    pub stretches: Vec<Stretch>,
}

impl Restored<'_> {
    /// The part of the text that stood at `range` of the raw text, normalised, with its map back to that part.
    /// Changes do not cross line ends, so a part of whole lines loses nothing.
    #[must_use]
    pub fn part(&self, raw: &str, range: Range<usize>) -> Text {
        let first =
            self.edits.partition_point(|edit| edit.raw.end <= range.start && edit.raw.start < range.start);
        let end = self.edits.partition_point(|edit| edit.raw.start < range.end);
        let before = first.checked_sub(1).and_then(|before| self.edits.get(before));
        let start =
            before.map_or(range.start, |edit| edit.normal.end + range.start.saturating_sub(edit.raw.end));
        let edits: Vec<Edit> = self
            .edits
            .get(first..end)
            .unwrap_or_default()
            .iter()
            .map(|edit| edit.moved(range.start, start))
            .collect();
        let raw = raw.get(range.clone()).unwrap_or_default();
        let length =
            edits.last().map_or(raw.len(), |last| last.normal.end + raw.len().saturating_sub(last.raw.end));
        let text = self.text.get(start..start + length).unwrap_or_default();
        Text::of_decoded(raw, edits, text)
    }
}

/// Decodes what [`detect`] finds in a whole text, line ends kept, and turns back words of a double conversion where
/// only one word can have become them.
///
/// ```
/// let text = kehoach_viet::restore("Kế hoạch\nCéng hoµ x· héi chñ nghÜa ViÖt Nam\n");
/// assert_eq!(text.text, "Kế hoạch\nCộng hoà xã hội chủ nghĩa Việt Nam\n");
/// ```
#[must_use]
pub fn restore(text: &str) -> Restored<'_> {
    let mut stretches = detect(text);
    let converted = double::find(text);
    if stretches.is_empty() && converted.is_empty() {
        return Restored { text: Cow::Borrowed(text), edits: Vec::new(), stretches };
    }
    let mut writer = Writer::new(text);
    let mut converted = converted.into_iter().peekable();
    let (mut more, mut line) = (Vec::new(), 0..0);
    for stretch in &stretches {
        while let Some(word) = converted.next_if(|(range, _)| range.end <= stretch.range.start) {
            more.push(turn_back(text, word, &mut line, &mut writer));
        }
        while converted.next_if(|(range, _)| range.start < stretch.range.end).is_some() {}
        write(text, stretch, &mut writer);
    }
    more.extend(converted.map(|word| turn_back(text, word, &mut line, &mut writer)));
    // One stretch a line, however many of its words were turned back.
    more.dedup_by(|next, before| {
        let same = next.range == before.range;
        if same {
            before.words += next.words;
            before.syllables += next.syllables;
        }
        same
    });
    stretches.extend(more);
    stretches.sort_by_key(|stretch| stretch.range.start);
    count_lines(text, &mut stretches);
    match writer.finish() {
        Some((text, edits)) => Restored { text: Cow::Owned(text), edits, stretches },
        None => Restored { text: Cow::Borrowed(text), edits: Vec::new(), stretches },
    }
}

fn write(text: &str, stretch: &Stretch, writer: &mut Writer<'_>) {
    let part = text.get(stretch.range.clone()).unwrap_or_default();
    match stretch.encoding {
        Encoding::Legacy(charset) => decode::write(part, charset, stretch.range.start, writer),
        Encoding::Mojibake => {
            if let Some(reread) = mojibake::repair(part) {
                writer.splice(stretch.range.start, &reread.text, &reread.edits);
            }
        }
        Encoding::DoubleConversion => {}
    }
}

/// Writes a word as it was; its line is found once for all of its words.
fn turn_back(
    text: &str,
    (range, was): (Range<usize>, String),
    line: &mut Range<usize>,
    writer: &mut Writer<'_>,
) -> Stretch {
    writer.replace(range.clone(), &was, Change::DoubleConversion);
    if line.end <= range.start {
        let start = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let end =
            text.get(range.end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| range.end + at);
        *line = start..end;
    }
    Stretch { range: line.clone(), line: 0, encoding: Encoding::DoubleConversion, words: 1, syllables: 1 }
}

/// One line or cell, judged by itself; `None` where nothing is to do.
pub(crate) fn restore_line(line: &str) -> Option<(String, Vec<Edit>)> {
    match judge(line) {
        Some(Encoding::Legacy(charset)) => {
            let mut writer = Writer::new(line);
            decode::write(line, charset, 0, &mut writer);
            writer.finish()
        }
        Some(Encoding::Mojibake) => mojibake::repair(line).map(|reread| (reread.text, reread.edits)),
        Some(Encoding::DoubleConversion) | None => None,
    }
}

/// Bytes of a legacy charset as the characters that windows-1252 shows for them, which [`detect`] and [`restore`] take.
#[must_use]
pub fn shown(bytes: &[u8]) -> String {
    view::of_bytes(bytes)
}

/// Bytes that are no UTF-8, as the text that they are in a legacy charset; `None` where most of their lines fit none.
///
/// ```
/// let bytes = b"C\xe9ng ho\xb5 x\xb7 h\xe9i ch\xf1 ngh\xdca Vi\xd6t Nam";
/// let (text, found) = kehoach_viet::restore_bytes(bytes).unwrap();
/// assert_eq!((text.as_str(), found.len()), ("Cộng hoà xã hội chủ nghĩa Việt Nam", 1));
/// ```
#[must_use]
pub fn restore_bytes(bytes: &[u8]) -> Option<(String, Vec<Stretch>)> {
    let text = shown(bytes);
    let restored = restore(&text);
    let read: usize = restored.stretches.iter().map(|stretch| stretch.range.len()).sum();
    let marked: usize = text.split_inclusive('\n').filter(|line| !line.is_ascii()).map(str::len).sum();
    (read * 2 > marked).then(|| (restored.text.into_owned(), restored.stretches))
}
