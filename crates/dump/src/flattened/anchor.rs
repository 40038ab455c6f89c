//! Labels that can open a row or a group, and how well one follows another.

use kehoach_viet::roman;

use super::words::Word;

/// What stands in the TT column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    /// "A"
    Capital(u32),
    /// "IV"
    Roman(u32),
    /// "12", "3.1": the numbers of its levels.
    Number(Vec<u32>),
    /// "a)"
    Letter(u32),
}

/// The label that a word is, if it begins a line.
pub(super) fn label(word: &Word<'_>) -> Option<Label> {
    word.starts_line().then(|| label_anywhere(word)).flatten()
}

/// The label that a word is, wherever it stands.
pub(super) fn label_anywhere(word: &Word<'_>) -> Option<Label> {
    let closed = word.text.ends_with([')', '.']);
    let bare = word.text.trim_start_matches('(').trim_end_matches([')', '.', '/']);
    let first = bare.chars().next()?;
    if first.is_ascii_digit() {
        return number(bare);
    }
    if bare.len() == 1 && first.is_ascii_lowercase() || bare == "đ" {
        let place = if first == 'đ' { 5 } else { letter_place(first) };
        return closed.then_some(Label::Letter(place));
    }
    if !first.is_ascii_uppercase() || bare.len() > 6 {
        return None;
    }
    match roman(bare) {
        Some(value) if bare.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')) => Some(Label::Roman(value)),
        _ if bare.len() == 1 => Some(Label::Capital(u32::from(first) - u32::from('A') + 1)),
        _ => None,
    }
}

/// Place in the Vietnamese order a, b, c, d, đ, e.
fn letter_place(letter: char) -> u32 {
    let place = u32::from(letter) - u32::from('a') + 1;
    if letter > 'd' { place + 1 } else { place }
}

fn number(bare: &str) -> Option<Label> {
    let levels: Option<Vec<u32>> = bare
        .split('.')
        .map(|level| {
            let short = (1..=3).contains(&level.len()) && level.bytes().all(|b| b.is_ascii_digit());
            level.parse().ok().filter(|&value| short && value > 0)
        })
        .collect();
    let levels = levels?;
    // "1.250" is a quantity, not a label.
    let quantity = levels.len() > 1 && bare.split('.').skip(1).any(|level| level.len() > 2);
    (!quantity && levels.len() <= 4).then_some(Label::Number(levels))
}

/// The labels in front of a place, level by level.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Path {
    capital: u32,
    roman: u32,
    number: Vec<u32>,
    letter: u32,
    /// A group has been opened since the last number.
    fresh: bool,
}

impl Path {
    /// How unexpected `label` is here, in nats, and what the path is behind it.
    ///
    /// Of 317 numbers of tables with borders 300 follow the one before, 12 leave some out, 3 stand twice, 1 goes back and
    /// 1 begins anew behind a group.
    pub(super) fn step(&self, label: &Label) -> (f32, Self) {
        const NEXT: f32 = 0.1;
        const OPEN: f32 = 0.3;
        const RESTART: f32 = 1.5;
        const TWICE: f32 = 4.0;
        const BACK: f32 = 5.5;
        let gap = |by: u32| 3.0 + (by.max(1) as f32).ln();
        let mut behind = self.clone();
        let cost = match label {
            Label::Capital(value) => {
                let last = std::mem::replace(&mut behind.capital, *value);
                (behind.roman, behind.fresh) = (0, true);
                if *value == last + 1 { if last == 0 { 2.0 } else { OPEN } } else { BACK + 2.0 }
            }
            Label::Roman(value) => {
                let last = std::mem::replace(&mut behind.roman, *value);
                behind.fresh = true;
                match value.checked_sub(last) {
                    Some(1) => OPEN,
                    Some(0) => TWICE,
                    Some(by) => gap(by),
                    None if *value == 1 => RESTART,
                    None => BACK,
                }
            }
            Label::Number(levels) => {
                behind.number.clone_from(levels);
                (behind.letter, behind.fresh) = (0, false);
                self.number_step(levels, NEXT, RESTART, TWICE, BACK, gap)
            }
            Label::Letter(value) => {
                let last = std::mem::replace(&mut behind.letter, *value);
                if *value == last + 1 { if last == 0 { 3.0 } else { NEXT } } else { BACK + 2.0 }
            }
        };
        (cost, behind)
    }

    fn number_step(
        &self,
        levels: &[u32],
        next: f32,
        restart: f32,
        twice: f32,
        back: f32,
        gap: impl Fn(u32) -> f32,
    ) -> f32 {
        let last = &self.number;
        if last.is_empty() {
            // "1.1" right below "I" or the head.
            return if levels.iter().all(|&level| level == 1) {
                next
            } else {
                gap(levels.first().copied().unwrap_or(1))
            };
        }
        let common = last.iter().zip(levels).take_while(|(a, b)| a == b).count();
        match (last.get(common), levels.get(common)) {
            (Some(a), Some(b)) if levels.len() == common + 1 => match b.checked_sub(*a) {
                Some(1) => next,
                Some(by) if by > 0 => gap(by),
                _ if *b == 1 && self.fresh => restart,
                _ => back,
            },
            // "3.1" behind "2.4" where no "3" stands.
            (Some(a), Some(b)) => {
                let opens = levels.iter().skip(common + 1).all(|&level| level == 1);
                if *b == a + 1 && opens {
                    next + 0.9
                } else if self.fresh && levels.iter().all(|&level| level == 1) {
                    restart
                } else {
                    back
                }
            }
            (None, Some(_)) => {
                if levels.iter().skip(common).all(|&level| level == 1) {
                    next
                } else {
                    gap(2)
                }
            }
            (Some(_), None) => back,
            (None, None) => twice,
        }
    }
}

impl Label {
    /// Whether this label stands one level below `above`: "2.1" below "2".
    pub(super) fn is_child_of(&self, above: &Self) -> bool {
        match (self, above) {
            (Self::Number(own), Self::Number(above)) => {
                own.len() == above.len() + 1 && own.starts_with(above)
            }
            (Self::Letter(1), Self::Number(_)) => true,
            _ => false,
        }
    }

    /// Whether such labels stand in front of groups.
    pub(super) fn is_group_mark(&self) -> bool {
        matches!(self, Self::Capital(_) | Self::Roman(_))
    }
}

#[cfg(test)]
#[path = "anchor_tests.rs"]
mod tests;
