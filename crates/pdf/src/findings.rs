//! What the reader has to say about a file.

use std::collections::BTreeMap;

use kehoach_document::page::Glyph;
use kehoach_model::{Finding, Place, Rule, Severity, TextOrigin};

use crate::ReadError;
use crate::raw::Seen;

/// Letters that a message shows.
const SHOWN: usize = 80;
/// Pages that a message names.
const MOST_PAGES: usize = 50;

/// What was met page by page.
#[derive(Debug, Default)]
pub(crate) struct Met {
    garbled: Vec<(u32, String)>,
    unknown: Vec<u32>,
    /// Pages whose letters lack a character here and there.
    lacking: BTreeMap<u32, usize>,
    /// Pages of which the embedded fonts told letters.
    filled: BTreeMap<u32, usize>,
    pictures: Vec<u32>,
    ocr: Vec<u32>,
    recovered: Vec<u32>,
    unseen: BTreeMap<(u32, Seen), String>,
    stamped: BTreeMap<u32, String>,
    frames: BTreeMap<u32, (f32, f32)>,
}

impl Met {
    pub(crate) fn frame(&mut self, page: u32, size: (f32, f32)) {
        self.frames.insert(page, size);
    }

    pub(crate) fn garbled(&mut self, page: u32, sample: String) {
        self.garbled.push((page, sample));
    }

    pub(crate) fn unknown(&mut self, page: u32) {
        self.unknown.push(page);
    }

    pub(crate) fn lacking(&mut self, page: u32, letters: usize) {
        if letters > 0 {
            self.lacking.insert(page, letters);
        }
    }

    pub(crate) fn filled(&mut self, page: u32, letters: usize) {
        if letters > 0 {
            self.filled.insert(page, letters);
        }
    }

    pub(crate) fn picture(&mut self, page: u32) {
        self.pictures.push(page);
    }

    pub(crate) fn ocr(&mut self, page: u32) {
        self.ocr.push(page);
    }

    pub(crate) fn recovered(&mut self, page: u32) {
        self.recovered.push(page);
    }

    pub(crate) fn unseen(&mut self, page: u32, glyphs: &[(Seen, Glyph)]) {
        for group in glyphs.chunk_by(|a, b| a.0 == b.0) {
            let Some((seen, _)) = group.first() else { continue };
            let text = self.unseen.entry((page, *seen)).or_default();
            write(text, group.iter().map(|(_, glyph)| glyph));
        }
    }

    /// What signing programs and people put onto a page: numbers, dates, names.
    pub(crate) fn stamped(&mut self, page: u32, glyphs: &[Glyph]) {
        let mut text = String::new();
        write(&mut text, glyphs.iter().filter(|glyph| glyph.stamped));
        if !text.trim().is_empty() {
            self.stamped.insert(page, text);
        }
    }

    /// Where the text comes from.
    pub(crate) fn origin(&self, pages: usize) -> TextOrigin {
        match self.ocr.len() {
            0 => TextOrigin::Native,
            count if count == pages => TextOrigin::Ocr,
            _ => TextOrigin::Mixed,
        }
    }

    /// Why no page could be read.
    pub(crate) fn nothing(&self, pages: usize) -> ReadError {
        let spoilt = self.garbled.len() + self.unknown.len();
        if self.pictures.len() > spoilt {
            return ReadError::Scan { pages };
        }
        match self.garbled.first() {
            Some((_, sample)) => ReadError::Garbled { sample: sample.clone() },
            None if spoilt > 0 => ReadError::NoCharacters,
            None => ReadError::Blank { pages },
        }
    }

    fn at(&self, pages: impl IntoIterator<Item = u32>) -> Vec<Place> {
        let frame = |page: u32| self.frames.get(&page).copied().unwrap_or_default();
        let place = |page: u32| {
            let (width, height) = frame(page);
            Place::Page { page, bbox: [0.0, 0.0, width, height] }
        };
        pages.into_iter().take(MOST_PAGES).map(place).collect()
    }

    /// All of it.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for (page, sample) in &self.garbled {
            found.push(
                Finding::new(
                    Rule::GarbledText,
                    Severity::Error,
                    format!("Lớp chữ của trang {page} bị hỏng (“{sample}”): trang không được đọc. In lại tệp kèm phông chữ, hoặc nhận dạng (OCR)."),
                    format!("The text layer of page {page} is garbled (“{sample}”): the page is not read. Print the file again with its fonts, or run OCR over it."),
                )
                .at(self.at([*page])),
            );
        }
        let mut pages = |rule, severity, list: &[u32], vi: &str, en: &str| {
            if list.is_empty() {
                return;
            }
            let named = named(list);
            let finding =
                Finding::new(rule, severity, format!("Trang {named}: {vi}."), format!("Page {named}: {en}."));
            let finding = finding.at(self.at(list.iter().copied()));
            found.push(if severity == Severity::Info { finding.repaired() } else { finding });
        };
        pages(
            Rule::MissingGlyphs,
            Severity::Error,
            &self.unknown,
            "phần lớn chữ không cho biết là ký tự nào (tệp thiếu bảng mã của phông): trang không được đọc",
            "many letters do not tell what character they are (the file lacks the fonts' tables): not read",
        );
        pages(
            Rule::UnassignedText,
            Severity::Error,
            &self.pictures,
            "là ảnh, không có chữ: chưa đọc. Hãy nhận dạng (OCR) tệp này trước",
            "a picture without text: not read. Run OCR over the file first",
        );
        pages(
            Rule::OcrDoubt,
            Severity::Warning,
            &self.ocr,
            "là ảnh quét; chữ lấy từ lớp nhận dạng có sẵn trong tệp, có thể sai",
            "a scan; its text is the OCR layer that the file holds, and can be wrong",
        );
        let lacking: Vec<u32> = self.lacking.keys().copied().collect();
        let count: usize = self.lacking.values().sum();
        pages(
            Rule::MissingGlyphs,
            Severity::Warning,
            &lacking,
            &format!("{count} chữ không cho biết là ký tự nào; chỗ đó là “\u{fffd}”"),
            &format!("{count} letters do not tell what character they are; “\u{fffd}” stands in their place"),
        );
        pages(
            Rule::GarbledText,
            Severity::Info,
            &self.recovered,
            "bảng mã ký tự của tệp bị hỏng; chữ được đọc theo phông nhúng",
            "the file's tables of characters are broken; read by the embedded fonts",
        );
        let filled: Vec<u32> = self.filled.keys().copied().collect();
        let count: usize = self.filled.values().sum();
        pages(
            Rule::MissingGlyphs,
            Severity::Info,
            &filled,
            &format!("tệp không cho biết {count} chữ là ký tự nào; chữ được đọc theo phông nhúng"),
            &format!("the file does not tell the characters of {count} letters; read by the embedded fonts"),
        );
        for (page, text) in &self.stamped {
            let shown = shortened(text);
            found.push(
                Finding::new(
                    Rule::RepairedText,
                    Severity::Info,
                    format!("Dấu và chữ điền của phần mềm (chữ ký số, số, ngày), đã đặt vào chỗ của nó: “{shown}”."),
                    format!("Stamped by a program (signature, number, date) and put where it stands: “{shown}”."),
                )
                .at(self.at([*page])),
            );
        }
        for ((page, seen), text) in &self.unseen {
            if text.trim().is_empty() {
                continue;
            }
            let shown = shortened(text);
            let (vi, en) = match seen {
                Seen::Outside => {
                    ("Chữ nằm ngoài phần nhìn thấy của trang", "Text outside of what the page shows")
                }
                Seen::Pale => ("Chữ trắng trên nền trắng", "White text on white"),
                Seen::Covered => ("Chữ số bị chữ số khác đóng đè lên", "A figure under a stamped one"),
                _ => ("Chữ ẩn", "Hidden text"),
            };
            found.push(
                Finding::new(
                    Rule::PageFurniture,
                    Severity::Info,
                    format!("{vi}, đã bỏ: “{shown}”."),
                    format!("{en} is left out: “{shown}”."),
                )
                .at(self.at([*page])),
            );
        }
        found
    }
}

/// Adds glyphs to a text, words parted by blanks.
fn write<'a>(text: &mut String, glyphs: impl Iterator<Item = &'a Glyph>) {
    let mut last: Option<Glyph> = None;
    for glyph in glyphs {
        let parted = last.is_none_or(|last| {
            (last.baseline - glyph.baseline).abs() > 1.0
                || glyph.x0 - last.x1 > 0.17 * glyph.size
                || glyph.x0 < last.x0 - glyph.size
        });
        if parted && !text.is_empty() {
            text.push(' ');
        }
        text.push(glyph.letter);
        last = Some(*glyph);
    }
}

/// The beginning of a text, for a message.
fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown: String = text.chars().take(SHOWN).collect();
    let more = if shown.len() < text.len() { "…" } else { "" };
    format!("{shown}{more}")
}

/// "1, 3-5 and others".
fn named(pages: &[u32]) -> String {
    let runs = pages.chunk_by(|a, b| a + 1 == *b);
    let run = |run: &[u32]| match run {
        [only] => only.to_string(),
        [first, .., last] => format!("{first}-{last}"),
        [] => String::new(),
    };
    let shown: Vec<String> = runs.map(run).take(MOST_PAGES).collect();
    shown.join(", ")
}
