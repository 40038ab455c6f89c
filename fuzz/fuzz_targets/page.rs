//! Pages made of the bytes: stretches of text, boxes and lines, wherever they fall. No panic, no letter lost, and the
//! same pages give the same document.
#![no_main]

use kehoach_document::Document;
use kehoach_document::page::{Area, Axis, Face, Glyph, Page, Pages, Ruling, Turn, is_combining, svg};
use kehoach_model::{Format, TextOrigin};
use libfuzzer_sys::fuzz_target;

/// What stretches of text say.
const TEXTS: &[&str] = &[
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số:     /KH-UBND",
    "KẾ HOẠCH",
    "Nơi nhận:",
    "TM. ỦY BAN NHÂN DÂN",
    "TT",
    "Nhiệm vụ",
    "Chủ trì",
    "1",
    "2.",
    "I",
    "- 4 -",
    "57-",
    "NQ/TW ",
    "2026-203",
    "0",
    "ký bởi: Trần Thị Mây",
    "thực hiện Kế hoạch này tại các thôn, tổ dân phố và các cơ quan",
    "nă",
    "m",
    "e\u{302}\u{301}n",
    "KÕ ho¹ch",
    "\u{fffd}\u{ad}",
    "   ",
    "...",
    "a",
];

fuzz_target!(|bytes: &[u8]| {
    let pages = pages(bytes);
    let document = document(&pages);
    assert_eq!(document.letters, document.letters_placed());
    let given: usize = pages.iter().map(letters).sum();
    // What is struck twice counts once.
    assert!(document.letters <= given as u64, "{} letters out of {given}", document.letters);
    assert_eq!(self::document(&pages), document);
    for page in &pages {
        assert!(svg(page).ends_with("</svg>\n"));
    }
});

/// Four bytes a piece: what it is and which text, where it stands, how large it is.
fn pages(bytes: &[u8]) -> Vec<Page> {
    let new = |number| Page { number, width: 595.0, height: 842.0, ..Page::default() };
    let mut pages = vec![new(1)];
    for piece in bytes.chunks_exact(4).take(400) {
        let &[kind, x, y, size] = piece else { continue };
        let (x, y) = (f32::from(x) * 2.4 - 5.0, f32::from(y) * 3.4 - 5.0);
        let count = pages.len() as u32;
        let Some(page) = pages.last_mut() else { continue };
        match kind {
            0..=199 => text(page, kind, (x, y), size),
            200..=219 => {
                let (width, height) = (f32::from(size & 15) * 30.0, f32::from(size >> 4) * 12.0);
                let area = Area { x0: x, y0: y, x1: x + width, y1: y + height };
                for (axis, at, from, to) in [
                    (Axis::Across, area.y0, area.x0, area.x1),
                    (Axis::Across, area.y1, area.x0, area.x1),
                    (Axis::Down, area.x0, area.y0, area.y1),
                    (Axis::Down, area.x1, area.y0, area.y1),
                ] {
                    page.rulings.push(Ruling { axis, at, from, to });
                }
            }
            220..=231 => {
                let length = f32::from(size) * 2.5;
                page.rulings.push(Ruling { axis: Axis::Across, at: y, from: x, to: x + length });
            }
            232..=243 => {
                let length = f32::from(size) * 3.5;
                page.rulings.push(Ruling { axis: Axis::Down, at: x, from: y, to: y + length });
            }
            244..=247 => {
                let area = Area { x0: x, y0: y, x1: x + f32::from(size), y1: y + f32::from(size) };
                page.shades.push(area);
                page.images.push(area);
            }
            248..=249 => page.turn = Turn::ALL[usize::from(size % 4)],
            _ if count < 6 => pages.push(new(count + 1)),
            _ => {}
        }
    }
    pages
}

fn text(page: &mut Page, kind: u8, (x, y): (f32, f32), size: u8) {
    let text = TEXTS[usize::from(kind) % TEXTS.len()];
    let points = [10.0, 13.0, 7.0, f32::from(size) / 4.0][usize::from(size & 3)];
    let mut at = x;
    for letter in text.chars() {
        let width = if is_combining(letter) { 0.0 } else { points / 2.0 };
        let glyph = Glyph {
            letter,
            x0: at,
            x1: at + width,
            baseline: y,
            size: points,
            order: (page.glyphs.len() + page.aside.len()) as u32,
            face: u16::from(size >> 6),
            stamped: size & 0x20 != 0,
        };
        at += width;
        match size & 0x1c {
            0x1c => page.aside.push((Turn::ALL[usize::from(kind % 4)], glyph)),
            _ => page.glyphs.push(glyph),
        }
    }
}

fn document(pages: &[Page]) -> Document {
    let face = |bold| Face { name: "Times".to_owned(), bold, legacy: None };
    let faces = [face(false), face(true), Face { name: String::new(), bold: false, legacy: None }];
    let mut laid = Pages::default();
    for page in pages {
        laid.add(page.clone(), &faces);
    }
    let mut document = Document {
        format: Format::Pdf,
        text: TextOrigin::Native,
        pages: None,
        blocks: Vec::new(),
        notes: Vec::new(),
        furniture: Vec::new(),
        warnings: Vec::new(),
        letters: 0,
    };
    laid.finish(&mut document);
    document
}

fn letters(page: &Page) -> usize {
    let aside = page.aside.iter().map(|(_, glyph)| glyph);
    page.glyphs.iter().chain(aside).filter(|glyph| glyph.letter.is_alphanumeric()).count()
}
