//! What is known of cells before any table is read.
//!
//! Shares of 1,178 cells of tables with borders (plans and annexes of 2024-2026), rounded towards what is common.

use super::head::Domain;
use super::text::Text;
use super::words::{End, Marks, Start};

/// How a cell begins, against the inside of one.
pub(super) fn start(text: &Text<'_>, domain: Domain, from: usize) -> f32 {
    let Some(word) = text.words.get(from) else { return 0.0 };
    // Shares at the beginning of cells; inside, 5 of 100 words have a capital, 1 is a number, 1 a sign.
    let share = match (domain, word.begins) {
        (Domain::Free | Domain::Body, Start::Upper) => 0.97 / 0.05,
        (Domain::Free, Start::Lower) => 0.006 / 0.93,
        (Domain::Body, Start::Lower) => 0.008 / 0.93,
        (Domain::Free, Start::Digit) => 0.012 / 0.01,
        (Domain::Body, Start::Digit) => 0.002 / 0.01,
        (Domain::Free | Domain::Body, Start::Sign) => 1.0,
        (Domain::Time, Start::Upper) => 0.60 / 0.05,
        (Domain::Time, Start::Digit) => 0.37 / 0.01,
        (Domain::Time, _) => 0.02 / 0.93,
        (Domain::Quantity, Start::Upper) => 0.20 / 0.05,
        (Domain::Quantity, Start::Digit) => 0.75 / 0.01,
        (Domain::Quantity, Start::Sign) => 0.02 / 0.01,
        (Domain::Quantity, Start::Lower) => 0.03 / 0.93,
        (Domain::Unit, Start::Upper) => 0.15 / 0.05,
        (Domain::Unit, Start::Lower) => {
            if word.marks.unit {
                0.55 / 0.09
            } else {
                0.01 / 0.84
            }
        }
        (Domain::Unit, Start::Sign) => 0.28 / 0.01,
        (Domain::Unit, Start::Digit) => 1.0,
    };
    let body = match (domain, word.begins) {
        // 94 of 100 cells of bodies begin with a word of their names; of capitals at large 30 do.
        (Domain::Body, Start::Upper | Start::Sign) => {
            if word.marks.begins_body {
                0.94 / 0.3
            } else {
                0.06 / 0.7
            }
        }
        _ => 1.0,
    };
    // The first word stands among those inside, too.
    -f32::ln(share * body) - inside(domain, word.begins)
}

/// How a cell ends, against the inside of one.
pub(super) fn end(text: &Text<'_>, domain: Domain, to: usize) -> f32 {
    let Some(word) = to.checked_sub(1).and_then(|last| text.words.get(last)) else { return 0.0 };
    let share = match (word.ends, domain) {
        (End::Word, _) => 0.87 / 0.79,
        (End::Stop, Domain::Free | Domain::Body) => 0.12 / 0.004,
        (End::Stop, _) => 0.01 / 0.004,
        (End::Comma, _) => 0.006 / 0.08,
        (End::Colon, _) => 0.002 / 0.004,
        // "Văn phòng Sở", "Lãnh đạo Ban": the noun ends what names a part of it.
        (End::Governing, Domain::Body) if names_part(text, to) => 0.87 / 0.79,
        (End::Governing, _) => 0.004 / 0.12,
    };
    -f32::ln(share)
}

/// Whether a stretch ends with a body's noun behind what is a part of such a body.
fn names_part(text: &Text<'_>, to: usize) -> bool {
    let word =
        |back: usize| to.checked_sub(back).and_then(|at| text.words.get(at)).map_or("", |word| word.text);
    ["Sở", "Bộ", "Ban", "Cục", "Hội"].contains(&word(1))
        && ["phòng", "đạo", "đốc", "tra", "tịch"].contains(&word(2))
}

/// How a word begins inside a cell of a domain, against the inside of cells at large: names of bodies have a capital in
/// every fifth word.
pub(super) fn inside(domain: Domain, begins: Start) -> f32 {
    match (domain, begins) {
        (Domain::Body, Start::Upper) => -f32::ln(0.20 / 0.05),
        (Domain::Body, Start::Lower) => -f32::ln(0.78 / 0.93),
        _ => 0.0,
    }
}

/// How much less at home a word is in a domain than in the table at large, before anything is read.
pub(super) fn word_cost(domain: Domain, marks: Marks) -> f32 {
    match domain {
        Domain::Free => {
            if marks.year {
                0.7
            } else {
                0.0
            }
        }
        Domain::Body => {
            if marks.number {
                2.0
            } else if marks.body {
                -1.1
            } else {
                0.7
            }
        }
        Domain::Time => {
            if marks.year {
                -3.0
            } else if marks.time {
                -1.8
            } else if marks.count {
                2.5
            } else if marks.number {
                0.0
            } else {
                2.5
            }
        }
        Domain::Unit => {
            if marks.unit {
                -3.0
            } else {
                2.5
            }
        }
        Domain::Quantity => {
            if marks.year {
                0.0
            } else if marks.number {
                -4.0
            } else if marks.target {
                -1.6
            } else {
                1.5
            }
        }
    }
}
