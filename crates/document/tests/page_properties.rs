//! What holds for every page, wherever its letters and lines stand.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "drawings are for the other tests")]
mod common;

use common::{document, frame, glyph, letters, page, passages};
use kehoach_document::page::{Area, Axis, Page, Ruling, Turn, is_combining, svg};
use proptest::prelude::*;
use proptest::sample::select;

/// What lines of plans are made of, and what is taken for something else.
const TEXTS: &[&str] = &[
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "ỦY BAN NHÂN DÂN XÃ ĐỒNG MÂY",
    "Số:      /KH-UBND",
    "KẾ HOẠCH",
    "Nơi nhận:",
    "TM. ỦY BAN NHÂN DÂN",
    "- Như trên;",
    "TT",
    "Nhiệm vụ",
    "Chủ trì",
    "1",
    "2.",
    "I",
    "- 4 -",
    "Trang 3/12",
    "57-",
    "NQ/TW",
    "2026-203",
    "0",
    "ký bởi: Trần Thị Mây",
    "Email: a@b.vn",
    "thực hiện Kế hoạch này tại các thôn, tổ dân phố và các cơ quan của xã",
    "nă",
    "m",
    "e\u{302}\u{301}n \u{301}",
    "KÕ ho¹ch",
    "\u{fffd}\u{ad}\u{f0b7}",
    "   ",
    "........",
];

/// A stretch of text: where, how large, how wide its letters are beside their size.
#[derive(Debug, Clone)]
struct Stretch {
    text: String,
    x: f32,
    y: f32,
    size: f32,
    width: f32,
    stamped: bool,
    turn: Turn,
}

fn stretch() -> impl Strategy<Value = Stretch> {
    let text = prop_oneof![5 => select(TEXTS).prop_map(str::to_owned), 1 => "\\PC{0,9}"];
    // Most stand on a few baselines and edges, as on pages.
    let x = prop_oneof![4 => (0_u8..12).prop_map(|at| f32::from(at) * 50.0), 1 => -20.0..620.0_f32];
    let y = prop_oneof![4 => (0_u8..60).prop_map(|at| f32::from(at) * 14.0), 1 => -20.0..860.0_f32];
    let size = prop_oneof![6 => Just(10.0_f32), 2 => Just(13.0_f32), 1 => 0.0..40.0_f32];
    let width = prop_oneof![6 => Just(0.5_f32), 1 => 0.0..1.5_f32];
    let stamped = prop::bool::weighted(0.1);
    let turn = prop_oneof![9 => Just(Turn::Upright), 1 => select(&Turn::ALL[..])];
    (text, x, y, size, width, stamped, turn).prop_map(|(text, x, y, size, width, stamped, turn)| Stretch {
        text,
        x,
        y,
        size,
        width,
        stamped,
        turn,
    })
}

/// A grid of rulings with some pieces missing, or a line.
fn rulings() -> impl Strategy<Value = Vec<Ruling>> {
    let grid = (
        0.0..300.0_f32,
        0.0..600.0_f32,
        prop::collection::vec(5.0..120.0_f32, 1..5),
        prop::collection::vec(4.0..60.0_f32, 1..6),
        any::<u64>(),
    )
        .prop_map(|(x, y, widths, heights, missing)| {
            let mut out = Vec::new();
            let mut bit = 0;
            let mut top = y;
            for height in &heights {
                let mut left = x;
                for width in &widths {
                    let area = Area { x0: left, y0: top, x1: left + width, y1: top + height };
                    for side in frame(area) {
                        bit = (bit + 1) % 64;
                        if missing & (1 << bit) == 0 || missing.count_ones() > 40 {
                            out.push(side);
                        }
                    }
                    left += width;
                }
                top += height;
            }
            out
        });
    let line = (any::<bool>(), -10.0..850.0_f32, -10.0..600.0_f32, 0.0..600.0_f32).prop_map(
        |(is_across, at, from, length)| {
            let axis = if is_across { Axis::Across } else { Axis::Down };
            vec![Ruling { axis, at, from, to: from + length }]
        },
    );
    prop_oneof![3 => grid, 1 => line]
}

prop_compose! {
    fn pages()(made in prop::collection::vec((prop::collection::vec(stretch(), 0..40), prop::collection::vec(rulings(), 0..3), select(&Turn::ALL[..])), 1..4)) -> Vec<Page> {
        made.into_iter().zip(1..).map(|((stretches, rulings, turn), number)| {
            let mut page = Page { rulings: rulings.concat(), turn, ..page(number) };
            for stretch in stretches {
                put(&mut page, &stretch);
            }
            page
        }).collect()
    }
}

fn put(page: &mut Page, stretch: &Stretch) {
    let mut x = stretch.x;
    for letter in stretch.text.chars() {
        let width = if is_combining(letter) { 0.0 } else { stretch.size * stretch.width };
        let order = page.glyphs.len() + page.aside.len();
        let mut glyph = glyph(letter, x, x + width, stretch.y, stretch.size, order);
        glyph.stamped = stretch.stamped;
        x += width;
        // What reads as the page does is no text aside.
        if stretch.turn == Turn::Upright || stretch.turn == page.turn {
            page.glyphs.push(glyph);
        } else {
            page.aside.push((stretch.turn, glyph));
        }
    }
}

/// Letters that stand on another of their kind, or so near that they are one that is struck twice.
fn struck(pages: &[Page]) -> usize {
    let mut count = 0;
    for page in pages {
        let upright = page.glyphs.iter().map(|glyph| (page.turn, glyph));
        let all: Vec<_> = upright.chain(page.aside.iter().map(|(turn, glyph)| (*turn, glyph))).collect();
        for (at, (turn, glyph)) in all.iter().enumerate() {
            let again = |(other, before): &(Turn, &kehoach_document::page::Glyph)| {
                let near = glyph.size.max(before.size) * 0.16 + 0.01;
                other == turn
                    && before.letter == glyph.letter
                    && (before.x0 - glyph.x0).abs() <= near
                    && (before.baseline - glyph.baseline).abs() <= near
            };
            count += usize::from(glyph.letter.is_alphanumeric() && all.iter().take(at).any(again));
        }
    }
    count
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(1_000), ..ProptestConfig::default() })]

    #[test]
    fn no_letter_is_lost_and_pages_read_the_same_twice(pages in pages()) {
        let first = document(&pages);
        prop_assert_eq!(first.letters, first.letters_placed());
        let (given, placed) = (letters(&pages) as u64, first.letters);
        prop_assert!(placed <= given, "{} given, {} placed", given, placed);
        let struck = struck(&pages) as u64;
        prop_assert!(placed + struck >= given, "{} given, {} twice, {} placed", given, struck, placed);
        prop_assert_eq!(&first, &document(&pages));
    }

    #[test]
    fn every_place_is_a_box_on_its_page(pages in pages()) {
        for passage in passages(&document(&pages)) {
            for place in passage.at() {
                let kehoach_model::Place::Page { page, bbox: [x0, y0, x1, y1] } = place else {
                    panic!("{place:?}")
                };
                prop_assert!((1..=pages.len()).contains(&(page as usize)));
                prop_assert!(x0 <= x1 && y0 <= y1, "{:?}", (x0, y0, x1, y1));
            }
        }
    }

    #[test]
    fn every_page_can_be_drawn(pages in pages()) {
        for page in &pages {
            let svg = svg(page);
            prop_assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n"));
            prop_assert!(!svg.contains("NaN"));
        }
    }

    /// Cells that are ruled whole hold their own texts, each in its slot.
    #[test]
    fn a_grid_gives_its_rows(
        widths in prop::collection::vec(60.0..110.0_f32, 2..5),
        rows in prop::collection::vec(prop::collection::vec(select(&["Tập huấn", "Sở Nội vụ", "quý II", "100%", "12/2026"][..]), 5), 2..6),
    ) {
        let mut page = page(1);
        let mut wanted = Vec::new();
        for (row, y) in rows.iter().zip(0_u8..) {
            let mut x = 40.0;
            let y = 60.0 + 24.0 * f32::from(y);
            for (text, width) in row.iter().zip(&widths) {
                page.rulings.extend(frame(Area { x0: x, y0: y, x1: x + width, y1: y + 24.0 }));
                let stretch = Stretch { text: (*text).to_owned(), x: x + 4.0, y: y + 15.0, size: 10.0, width: 0.5, stamped: false, turn: Turn::Upright };
                put(&mut page, &stretch);
                wanted.push(*text);
                x += width;
            }
        }
        let document = document(&[page]);
        let mut got: Vec<&str> = passages(&document).into_iter().map(kehoach_document::Passage::normal).collect();
        prop_assert_eq!(document.blocks.len(), 1);
        wanted.sort_unstable();
        got.sort_unstable();
        prop_assert_eq!(got, wanted);
    }
}
