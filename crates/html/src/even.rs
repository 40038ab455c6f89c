//! Text made even before anybody looks for words in it: legacy charsets decoded, misread UTF-8 read again, marks
//! composed, characters without width dropped.
//!
//! A font says what charset its text is in. Where the page names none, the text is judged line by line over the whole
//! page, because a cell alone has too little to judge by.

use std::borrow::Cow;
use std::ops::Range;

use kehoach_document::Typed;
use kehoach_model::{Finding, Rule, Severity};
use kehoach_viet::{Change, Charset, Encoding, Font, Text, composed, in_font, restore};

use crate::page::{Content, Page, Piece};

/// Makes all texts of a page even; tells what was decoded.
pub(crate) fn make(page: &mut Page) -> Vec<Finding> {
    let mut decoded = Decoded::default();
    let legacy = legacy_fonts(page);
    if !legacy.is_empty() {
        each(&mut page.pieces, &mut |typed| {
            if typed.fonts.iter().any(|(_, font)| legacy.contains(&font.charset)) {
                typed.raw = of_fonts(typed, &legacy);
                decoded.of_fonts += 1;
            }
        });
    }
    let (mut text, mut starts) = joined(page);
    let mut changed = false;
    // Loose marks look like another charset.
    if matches!(composed(&text), Cow::Owned(_)) {
        each(&mut page.pieces, &mut |typed| changed |= set(&mut typed.raw, composed));
        (text, starts) = joined(page);
    }
    restore_lines(page, &text, &starts, &mut decoded);
    // The soft hyphen is a letter in TCVN3, so it goes last.
    if has_no_width(&text) {
        each(&mut page.pieces, &mut |typed| {
            if set(&mut typed.raw, without_width) {
                set(&mut typed.raw, composed);
                changed = true;
            }
        });
    }
    if changed || decoded.any() {
        // Two bytes of an old charset can be one letter.
        page.recount();
    }
    decoded.findings()
}

/// All texts of a page, each behind a line end, and where each begins. Fonts have said what they had to say.
fn joined(page: &mut Page) -> (String, Vec<usize>) {
    // Counted first: a string that grows takes twice its room.
    let (mut length, mut count) = (0, 0);
    each(&mut page.pieces, &mut |typed| {
        length += typed.raw.len() + 1;
        count += 1;
    });
    let mut text = String::with_capacity(length);
    let mut starts = Vec::with_capacity(count);
    each(&mut page.pieces, &mut |typed| {
        typed.fonts.clear();
        starts.push(text.len());
        text.push_str(&typed.raw);
        text.push('\n');
    });
    (text, starts)
}

/// Changes a text by a step that borrows where there is nothing to do; says whether there was.
fn set(text: &mut String, step: fn(&str) -> Cow<'_, str>) -> bool {
    let Cow::Owned(made) = step(text) else { return false };
    *text = made;
    true
}

/// What was decoded, in texts.
#[derive(Debug, Default)]
struct Decoded {
    of_fonts: usize,
    legacy: usize,
    misread: usize,
}

impl Decoded {
    fn any(&self) -> bool {
        self.of_fonts + self.legacy + self.misread > 0
    }

    fn findings(&self) -> Vec<Finding> {
        let legacy = self.of_fonts + self.legacy;
        let of_legacy = Finding::new(
            Rule::LegacyCharset,
            Severity::Info,
            format!("{legacy} dòng hoặc ô dùng bảng mã cũ (TCVN3, VNI …), đã chuyển sang Unicode."),
            format!("{legacy} lines or cells in a legacy charset (TCVN3, VNI …) are decoded."),
        );
        let misread = self.misread;
        let of_misread = Finding::new(
            Rule::RepairedText,
            Severity::Info,
            format!("{misread} dòng hoặc ô là UTF-8 bị đọc theo bảng mã khác (“Tiáº¿ng”); đã đọc lại."),
            format!(
                "{misread} lines or cells are UTF-8 that was read as another encoding (“Tiáº¿ng”); read again."
            ),
        );
        let found = [(legacy, of_legacy), (misread, of_misread)];
        found.into_iter().filter(|(count, _)| *count > 0).map(|(_, finding)| finding.repaired()).collect()
    }
}

/// The charsets whose fonts hold text in them, not Unicode under an old name: judged over all the text of a font, for a
/// short run can be a word in both ("dông").
fn legacy_fonts(page: &mut Page) -> Vec<Charset> {
    let mut texts: Vec<(Font, String)> = Vec::new();
    each(&mut page.pieces, &mut |typed| {
        for (range, font) in &typed.fonts {
            let at = texts.iter().position(|(known, _)| known.charset == font.charset).unwrap_or_else(|| {
                texts.push((Font { capitals: false, ..*font }, String::new()));
                texts.len() - 1
            });
            if let Some((_, text)) = texts.get_mut(at) {
                text.push_str(typed.raw.get(range.clone()).unwrap_or_default());
                text.push('\n');
            }
        }
    });
    let is_decoded = |run: &str, font: Font| {
        let text = Text::of_runs([(run, Some(font))]);
        text.edits().iter().any(|edit| matches!(edit.change, Change::Legacy(_)))
    };
    // A quarter of the runs with marks: in one capital or two syllables many are words as they stand.
    let is_legacy = |(font, text): &(Font, String)| {
        let marked = text.split('\n').filter(|run| !run.is_ascii());
        marked.clone().filter(|run| is_decoded(run, *font)).count() * 4 > marked.count()
    };
    texts.iter().filter(|found| is_legacy(found)).map(|(font, _)| font.charset).collect()
}

/// The text with what stands in fonts of these charsets decoded.
fn of_fonts(typed: &Typed, legacy: &[Charset]) -> String {
    let mut out = String::with_capacity(typed.raw.len() * 3 / 2);
    let mut end = 0;
    for (range, font) in typed.fonts.iter().filter(|(_, font)| legacy.contains(&font.charset)) {
        out.push_str(typed.raw.get(end..range.start).unwrap_or_default());
        let run = typed.raw.get(range.clone()).unwrap_or_default();
        out.push_str(in_font(run, *font).as_deref().unwrap_or(run));
        end = range.end;
    }
    out.push_str(typed.raw.get(end..).unwrap_or_default());
    out
}

/// Lines whose encoding only their words tell; `text` is all texts of the page, which begin at `starts`.
fn restore_lines(page: &mut Page, text: &str, starts: &[usize], decoded: &mut Decoded) {
    let restored = restore(text);
    if restored.stretches.is_empty() {
        return;
    }
    let stretches: Vec<(Range<usize>, Encoding)> =
        restored.stretches.iter().map(|stretch| (stretch.range.clone(), stretch.encoding)).collect();
    // Line ends are kept, so the lines of both texts go together.
    let mut lines = restored.text.split('\n');
    let mut starts = starts.iter().copied();
    each(&mut page.pieces, &mut |typed| {
        let start = starts.next().unwrap_or_default();
        let end = start + typed.raw.len();
        let own: Vec<&str> = (0..=typed.raw.matches('\n').count()).filter_map(|_| lines.next()).collect();
        let first = stretches.partition_point(|(range, _)| range.end <= start);
        let mut inside = stretches.iter().skip(first).take_while(|(range, _)| range.start < end);
        if let Some((_, encoding)) = inside.next() {
            typed.raw = own.join("\n");
            match encoding {
                Encoding::Legacy(_) => decoded.legacy += 1,
                Encoding::Mojibake | Encoding::DoubleConversion => decoded.misread += 1,
            }
        }
    });
}

/// Characters without width: zero-width blanks and joiners, marks of direction, the soft hyphen.
const WITHOUT_WIDTH: [&str; 12] = [
    "\u{ad}", "\u{200b}", "\u{200c}", "\u{200d}", "\u{200e}", "\u{200f}", "\u{2060}", "\u{feff}", "\u{202a}",
    "\u{202b}", "\u{202c}", "\u{202d}",
];

/// Whether one of them stands in a text; only what begins like one is looked at.
fn has_no_width(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(0xc2, 0xe2, 0xef, bytes).any(|at| {
        let rest = bytes.get(at..).unwrap_or_default();
        WITHOUT_WIDTH.iter().any(|none| rest.starts_with(none.as_bytes()))
    })
}

/// The text without characters that have no width: they stand inside words.
fn without_width(text: &str) -> Cow<'_, str> {
    let is_none = |c: char| WITHOUT_WIDTH.iter().any(|none| none.starts_with(c));
    if text.contains(is_none) { Cow::Owned(text.replace(is_none, "")) } else { Cow::Borrowed(text) }
}

/// All texts of a page, in order. The walk caps how deep tables stand in tables.
fn each(pieces: &mut [Piece], look: &mut impl FnMut(&mut Typed)) {
    let mut left: Vec<&mut Piece> = pieces.iter_mut().rev().collect();
    while let Some(piece) = left.pop() {
        match &mut piece.content {
            Content::Line(line) => look(&mut line.typed),
            Content::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                let inside: Vec<&mut Piece> = cells.flat_map(|cell| &mut cell.flow).collect();
                left.extend(inside.into_iter().rev());
            }
        }
    }
}
