//! A second reader, of another make: what both read alike is certain.
//!
//! It decodes fonts by code of its own, so that a mistake of one reader is hardly ever the other's too. Order, spaces
//! and layout are not compared: only which letters and digits a page has.
//!
//! The second reader panics on odd files, which is caught; it overflows the stack on some (a form that draws itself),
//! which ends the process. It belongs into a worker process, never into a service.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::Pdf;
use kehoach_document::page::{Glyph, is_combining};
use kehoach_model::{Finding, Place, Rule, Severity};
use kehoach_viet::composed;
use pdf_extract::{Document, PlainTextOutput, output_doc_page};

use crate::raw::Finished;

/// Letters of a page that may differ, one in so many: a sign that the two take for different ones.
const TOLERANCE: usize = 100;
/// Pages that a message names.
const MOST_PAGES: usize = 50;

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is in the second reader. A panic there is caught and told in a finding, so that a panic hook
/// need not tell it.
#[must_use]
pub fn in_library() -> bool {
    INSIDE.get()
}

/// What the second reader has to say of pages, counted from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// It reads other letters.
    pub otherwise: Vec<u32>,
    /// It cannot read them.
    pub unread: Vec<u32>,
}

/// Compares the letters of pages with those that the second reader finds; pages of neither list are certain.
#[must_use]
pub fn compare(bytes: &[u8], pages: &BTreeMap<u32, String>) -> Verdict {
    let mut verdict = Verdict::default();
    let Some(document) = guarded(|| open(bytes)) else {
        verdict.unread.extend(pages.keys());
        return verdict;
    };
    // Of a picture nothing is read that could be compared.
    for (page, ours) in pages.iter().filter(|(_, ours)| !ours.is_empty()) {
        let mut theirs = String::new();
        match guarded(|| output_doc_page(&document, &mut PlainTextOutput::new(&mut theirs), *page).ok()) {
            None => verdict.unread.push(*page),
            Some(()) if agree(ours, &theirs) => {}
            Some(()) => verdict.otherwise.push(*page),
        }
    }
    verdict
}

/// What stands in the content of a page, seen or not, in the order of drawing. The second reader reads no annotations.
pub(crate) fn letters(drawn: &Finished) -> String {
    let page = &drawn.page;
    let seen = page.glyphs.iter().chain(page.aside.iter().map(|(_, glyph)| glyph)).chain(&drawn.oblique);
    let all = seen.chain(drawn.unseen.iter().map(|(_, glyph)| glyph));
    let mut all: Vec<&Glyph> = all.filter(|glyph| !glyph.stamped).collect();
    all.sort_by_key(|glyph| glyph.order);
    all.into_iter().map(|glyph| glyph.letter).collect()
}

/// Says on which pages the two differ.
pub(crate) fn findings(bytes: &[u8], pages: &BTreeMap<u32, String>, pdf: &Pdf) -> Vec<Finding> {
    let verdict = compare(bytes, pages);
    let place = |page: &u32| {
        let (width, height) = pdf.pages().get(*page as usize - 1)?.render_dimensions();
        Some(Place::Page { page: *page, bbox: [0.0, 0.0, width, height] })
    };
    let otherwise = ("đọc khác", "otherwise", Severity::Warning, verdict.otherwise);
    let unread = ("không đọc được", "not at all", Severity::Info, verdict.unread);
    let told = [otherwise, unread].into_iter().filter(|(.., list)| !list.is_empty());
    let finding = |(vi, en, severity, list): (&str, &str, Severity, Vec<u32>)| {
        let named: Vec<String> = list.iter().take(MOST_PAGES).map(u32::to_string).collect();
        let named = named.join(", ");
        let vi = format!("Bộ đọc thứ hai {vi} trang {named}.");
        let en = format!("A second reader reads page {named} {en}.");
        Finding::new(Rule::GarbledText, severity, vi, en).at(list
            .iter()
            .take(MOST_PAGES)
            .filter_map(place)
            .collect())
    };
    told.map(finding).collect()
}

fn open(bytes: &[u8]) -> Option<Document> {
    let mut document = Document::load_mem(bytes).ok()?;
    if document.is_encrypted() {
        document.decrypt("").ok()?;
    }
    Some(document)
}

/// Asks the second reader. It panics wherever a file is not as it should be.
fn guarded<T>(work: impl FnOnce() -> Option<T>) -> Option<T> {
    INSIDE.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    INSIDE.set(false);
    done.ok().flatten()
}

/// Whether two texts have the same letters and digits, each as often.
fn agree(ours: &str, theirs: &str) -> bool {
    let mut counts: BTreeMap<char, isize> = BTreeMap::new();
    let mut all = 0;
    for (text, step) in [(ours, 1), (theirs, -1)] {
        // Blanks, wherever the two see them, would part marks from letters.
        let bare: String = text.chars().filter(|c| c.is_alphanumeric() || is_combining(*c)).collect();
        for letter in composed(&bare).chars().filter(|c| c.is_alphanumeric()) {
            *counts.entry(letter).or_default() += step;
            all += 1;
        }
    }
    // A letter that is read as another one counts twice among both texts' letters.
    let differing: usize = counts.values().map(|count| count.unsigned_abs()).sum();
    differing * TOLERANCE <= all
}
