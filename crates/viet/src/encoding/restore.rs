//! Text put right: what was detected is decoded, with the map back.

use std::borrow::Cow;

use super::detect::{Encoding, Stretch, count_lines, detect, judge};
use super::{decode, double, mojibake, view};
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
    let mut more = Vec::new();
    for stretch in &stretches {
        while let Some(word) = converted.next_if(|(range, _)| range.end <= stretch.range.start) {
            more.push(turn_back(text, word, &mut writer));
        }
        while converted.next_if(|(range, _)| range.start < stretch.range.end).is_some() {}
        write(text, stretch, &mut writer);
    }
    more.extend(converted.map(|word| turn_back(text, word, &mut writer)));
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
            if let Some((read, edits)) = mojibake::repair(part) {
                writer.splice(stretch.range.start, &read, &edits);
            }
        }
        Encoding::DoubleConversion => {}
    }
}

fn turn_back(text: &str, (range, was): (std::ops::Range<usize>, String), writer: &mut Writer<'_>) -> Stretch {
    writer.replace(range.clone(), &was, Change::DoubleConversion);
    let start = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(range.end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| range.end + at);
    Stretch { range: start..end, line: 0, encoding: Encoding::DoubleConversion, words: 1, syllables: 1 }
}

/// One line or cell, judged by itself; `None` where nothing is to do.
pub(crate) fn restore_line(line: &str) -> Option<(String, Vec<Edit>)> {
    match judge(line) {
        Some(Encoding::Legacy(charset)) => {
            let mut writer = Writer::new(line);
            decode::write(line, charset, 0, &mut writer);
            writer.finish()
        }
        Some(Encoding::Mojibake) => mojibake::repair(line),
        Some(Encoding::DoubleConversion) | None => None,
    }
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
    let text = view::of_bytes(bytes);
    let restored = restore(&text);
    let read: usize = restored.stretches.iter().map(|stretch| stretch.range.len()).sum();
    let marked: usize =
        text.split_inclusive('\n').filter(|line| !line.is_ascii()).map(str::len).sum();
    (read * 2 > marked).then(|| (restored.text.into_owned(), restored.stretches))
}
