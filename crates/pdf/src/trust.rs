//! Whether the text layer of a page can be believed: told by its words, since garbage is as well-formed as text.

use kehoach_document::page::Glyph;
use kehoach_viet::{composed, is_syllable, restore};

use crate::raw::{Finished, Seen};

/// Words from which the share of syllables tells something.
const FEWEST_WORDS: usize = 25;
/// Of the words of Vietnamese plans 85 to 97 in a hundred are syllables; below this they are another language, or
/// garbage.
const TRUSTED: f32 = 0.6;
/// Of the letters of a page without a character of their own, above which its words are ruins.
const MOST_UNKNOWN: f32 = 0.04;
/// Of a page's area that a picture covers where the page is a scan.
const SCAN: f32 = 0.6;
/// Letters beside which a page with such a picture is no scan.
const FEW_LETTERS: usize = 60;

/// What a page's text layer is worth.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Trust {
    /// It is text.
    Good,
    /// Nothing is on it.
    Empty,
    /// The page is a picture, with a text layer that somebody's OCR put under it, which reads well.
    Ocr,
    /// The page is a picture; whatever text it has is a stamp, or reads badly.
    Picture,
    /// Its characters are not what it shows; some of them.
    Garbled(String),
    /// Too many of its letters have no character.
    Unknown,
}

/// Looks at a page.
pub(crate) fn trust(page: &Finished) -> Trust {
    let text = &page.page;
    let letters =
        |glyph: &&Glyph| glyph.letter.is_alphanumeric() || glyph.letter == char::REPLACEMENT_CHARACTER;
    let own = text.glyphs.iter().filter(letters).filter(|glyph| !glyph.stamped).count();
    let area = text.width * text.height;
    // Some scanners cut the page into strips.
    let covered: f32 = text.images.iter().map(|image| image.width() * image.height()).sum();
    let is_picture = covered >= SCAN * area;
    if is_picture && own < FEW_LETTERS {
        let layer: Vec<Glyph> = page
            .unseen
            .iter()
            .filter(|(seen, _)| *seen == Seen::Invisible)
            .map(|(_, glyph)| *glyph)
            .collect();
        let share = Share::of(&layer);
        let reads = share.words >= FEWEST_WORDS && share.valid() >= 0.8 && share.marked() >= 0.3;
        return if reads { Trust::Ocr } else { Trust::Picture };
    }
    if text.glyphs.is_empty() && text.aside.is_empty() {
        return Trust::Empty;
    }
    let unknown = text.glyphs.iter().filter(|glyph| glyph.letter == char::REPLACEMENT_CHARACTER).count();
    if unknown as f32 > MOST_UNKNOWN * own.max(1) as f32 {
        return Trust::Unknown;
    }
    let mut share = Share::of(&text.glyphs);
    if (share.words >= FEWEST_WORDS || share.is_garbage()) && share.valid() < TRUSTED {
        // A legacy charset reads as garbage until it is decoded.
        let decoded = restore(&share.text);
        let normal = decoded.part(&share.text, 0..share.text.len());
        share = Share::of_text(normal.normal().to_owned());
        if share.is_garbage() {
            return Trust::Garbled(share.sample());
        }
        // Letters of a scan's text layer that was drawn visibly, without their marks.
        if is_picture && share.marked() < 0.1 {
            return Trust::Picture;
        }
    }
    Trust::Good
}

/// Whether a page that was read by other tables is text now: what is too short to tell is not.
pub(crate) fn reads(page: &Finished) -> bool {
    /// Words that make a text.
    const FEWEST: usize = 4;
    let share = Share::of(&page.page.glyphs);
    share.words >= FEWEST && share.valid() >= TRUSTED && trust(page) == Trust::Good
}

/// Words of a page, and how many of them are what plans are made of.
#[derive(Debug, Default)]
struct Share {
    text: String,
    words: usize,
    syllables: usize,
    /// With a letter that only Vietnamese has.
    with_marks: usize,
    /// Of letters that no plan is written in, or digits and signs inside a word.
    strange: usize,
}

impl Share {
    fn of(glyphs: &[Glyph]) -> Self {
        Self::of_text(words(glyphs))
    }

    fn of_text(text: String) -> Self {
        let mut share = Self::default();
        for word in text.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
            if letters < 2 {
                // Signs in a row are no word of any language.
                let signs = word
                    .chars()
                    .filter(|c| !c.is_alphanumeric() && !".,;:/-–()%\"“”'…_+≥≤<>=*&|".contains(*c))
                    .count();
                if signs > 0 && word.chars().count() > 1 {
                    share.words += 1;
                    share.strange += 1;
                }
                continue;
            }
            share.words += 1;
            let bare = composed(bare);
            share.with_marks += usize::from(bare.chars().any(is_marked));
            let parts: Vec<&str> = bare.split(['-', '/', '.', ',', '(', ')', '–', '&']).collect();
            let is_acronym =
                bare.chars().all(|c| c.is_ascii_uppercase() || c == 'Đ' || c == 'Ư' || !c.is_alphabetic())
                    && letters <= 6;
            if is_acronym
                || parts.iter().all(|part| {
                    part.is_empty() || is_syllable(part) || part.bytes().all(|b| b.is_ascii_digit())
                })
            {
                share.syllables += 1;
            } else if bare.chars().any(is_foreign) || parts.iter().any(|part| is_riddled(part)) {
                share.strange += 1;
            }
        }
        share.text = text;
        share
    }

    fn valid(&self) -> f32 {
        self.syllables as f32 / self.words.max(1) as f32
    }

    fn marked(&self) -> f32 {
        self.with_marks as f32 / self.words.max(1) as f32
    }

    /// Whether it is no text at all: another language has words of its own letters.
    fn is_garbage(&self) -> bool {
        /// Words of a page that is garbage from its first one to its last.
        const FEW: usize = 6;
        let all = self.words >= FEW && self.valid() < 0.2 && self.strange as f32 > 0.4 * self.words as f32;
        all || self.words >= FEWEST_WORDS
            && self.valid() < TRUSTED
            && self.strange as f32 > 0.2 * self.words as f32
    }

    /// Its first words, for a message.
    fn sample(&self) -> String {
        /// Letters of a message.
        const LONGEST: usize = 60;
        let words: Vec<&str> = self.text.split_whitespace().collect();
        words.join(" ").chars().take(LONGEST).collect()
    }
}

/// Words in the order of drawing, which is near enough to count them.
fn words(glyphs: &[Glyph]) -> String {
    let mut text = String::with_capacity(glyphs.len());
    let mut last: Option<&Glyph> = None;
    for glyph in glyphs {
        let parted = last.is_some_and(|last| {
            (last.baseline - glyph.baseline).abs() > 0.3 * glyph.size
                || glyph.x0 - last.x1 > 0.17 * glyph.size
                || glyph.x0 < last.x0 - glyph.size
        });
        if parted || glyph.is_blank() {
            text.push(' ');
        }
        if !glyph.is_blank() {
            text.push(glyph.letter);
        }
        last = Some(glyph);
    }
    text
}

/// A letter that only Vietnamese has among the languages of these files.
fn is_marked(c: char) -> bool {
    ('\u{1ea0}'..='\u{1ef9}').contains(&c) || "đĐăĂâÂêÊôÔơƠưƯàáãèéìíòóõùúýÀÁÃÈÉÌÍÒÓÕÙÚÝ".contains(c)
}

/// A letter or sign that stands in no plan.
fn is_foreign(c: char) -> bool {
    let c = c as u32;
    // Greek to Georgian, scripts of Africa and Asia but not the Latin additions, private use, controls.
    (0x370..0x1e00).contains(&c)
        || (0xe000..0xf8ff).contains(&c)
        || (0x2100..0x3000).contains(&c)
        || c < 0x20
        || c == 0xfffd
}

/// Signs or digits between letters: "C0NG+7T".
fn is_riddled(word: &str) -> bool {
    let mut before = false;
    let mut riddled = 0;
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    for c in word.chars() {
        if before && !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '@' | '_' | ':' | '"' | '”') {
            riddled += 1;
        }
        before = c.is_alphabetic();
    }
    riddled > 0 && letters > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_text_and_shifted_letters_are_garbage() {
        let text =
            "Thực hiện Kế hoạch số 1174/KH-UBND ngày 31/12/2025 của Ủy ban nhân dân tỉnh về chuyển đổi số ";
        assert!(Share::of_text(text.repeat(3)).valid() > 0.9);
        let garbage =
            "6Ӣ CÔNG 7+ѬѪ1* ĐOÀN .,ӆ0 75$ &Ӝ1* +Ñ$ ;+Ӝ, &+Ӫ 1*+Ƭ$ 9,Ӊ7 1$0 ĝӝF OұS 7ӵ GR +ҥQK SK~F ";
        assert!(Share::of_text(garbage.repeat(6)).is_garbage());
    }

    #[test]
    fn no_garbage_in_another_language() {
        let text =
            "The quick brown fox jumps over the lazy dog while the committee discusses its annual report ";
        assert!(!Share::of_text(text.repeat(4)).is_garbage());
    }
}
