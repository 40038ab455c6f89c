//! What pages repeat: their numbers, and lines at their edges.

use std::collections::BTreeMap;

use kehoach_viet::key;

use super::flow::{Item, Laid};
use crate::FurnitureKind;

/// Of the page's height: where its number and running lines stand.
const MARGIN: f32 = 0.13;
/// Lines at either edge of a page that can be furniture.
const REACH: usize = 3;

/// Position of a line: page among the pages, item on the page.
pub(super) type At = (usize, usize);

/// The lines of pages that are furniture, and what they are.
pub(super) fn furniture(pages: &[Laid]) -> BTreeMap<At, FurnitureKind> {
    let mut found = BTreeMap::new();
    let mut repeated: BTreeMap<(bool, String), Vec<At>> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        for top in [true, false] {
            for item in edge(page, top) {
                let Some(Item::Line(line, _)) = page.items.get(item) else { continue };
                let middle = f32::midpoint(line.area.y0, line.area.y1) / page.height.max(1.0);
                let outside = if top { middle <= MARGIN } else { middle >= 1.0 - MARGIN };
                let text = line.text();
                let first = edge(page, top).next() == Some(item);
                if is_page_number(text) && (outside || first) {
                    found.insert((at, item), FurnitureKind::PageNumber);
                } else if outside {
                    let folded: String = key::ascii(text).chars().filter(|c| !c.is_ascii_digit()).collect();
                    repeated.entry((top, folded)).or_default().push((at, item));
                } else if !found.contains_key(&(at, item)) {
                    // What stands behind it stands in the text.
                    break;
                }
            }
        }
    }
    found.extend(in_place(pages));
    for ((_, text), places) in repeated {
        let mut on: Vec<usize> = places.iter().map(|(page, _)| *page).collect();
        on.dedup();
        // "Nơi nhận" and signatures end every document of a file.
        let often = on.len() >= 3 && on.len() * 3 >= pages.len();
        if often && !text.trim().is_empty() {
            found.extend(places.into_iter().map(|at| (at, FurnitureKind::RunningHead)));
        }
    }
    found
}

/// Lines that stand at the same place on many pages, wherever that is: marks at the side, lines of programs.
fn in_place(pages: &[Laid]) -> impl Iterator<Item = (At, FurnitureKind)> + use<> {
    /// Pages on which such a line stands at least.
    const FEWEST: usize = 3;
    /// Places so near are the same, PDF points.
    const NEAR_PT: f32 = 4.0;
    let mut seen: BTreeMap<(String, i32, i32), Vec<At>> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        for (item, line) in page.items.iter().enumerate() {
            let Item::Line(line, _) = line else { continue };
            let folded: String = key::ascii(line.text()).chars().filter(|c| !c.is_ascii_digit()).collect();
            if folded.trim().len() > 1 {
                let cell = |value: f32| (value / NEAR_PT).round() as i32;
                seen.entry((folded, cell(line.area.x0), cell(line.baseline))).or_default().push((at, item));
            }
        }
    }
    let count = pages.len();
    let often = move |places: &Vec<At>| places.len() >= FEWEST && places.len() * 3 >= count;
    seen.into_values()
        .filter(often)
        .flatten()
        .map(|at| (at, FurnitureKind::RunningHead))
        .collect::<Vec<_>>()
        .into_iter()
}

/// Items at an edge of a page, from the edge inwards.
fn edge(page: &Laid, top: bool) -> impl Iterator<Item = usize> {
    let count = page.items.len();
    (0..count.min(REACH)).map(move |step| if top { step } else { count - 1 - step })
}

/// "12", "- 12 -", "Trang 3/12", "3 | Page".
pub(super) fn is_page_number(text: &str) -> bool {
    /// Longer lines are text.
    const LONGEST: usize = 24;
    if text.len() > LONGEST {
        return false;
    }
    let lower = text.trim().to_lowercase();
    let bare = lower.replace("trang", " ").replace("page", " ").replace("of", "/");
    // Whatever else stands there must be dashes and bars, as many before as behind.
    let dash = |c: char| matches!(c, '-' | '–' | '—');
    let plain = bare.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '|' | '/' | '_') || dash(c));
    let even = bare.trim().starts_with(dash) == bare.trim().ends_with(dash);
    let numbers: Vec<&str> =
        bare.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    // A year stands alone at a page end where a line was broken in front of it.
    let is_number = |part: &&str| part.len() <= 4 && !matches!(part.parse::<u32>(), Ok(1900..=2100));
    plain && even && (1..=2).contains(&numbers.len()) && numbers.iter().all(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages() {
        for text in ["2", "- 3 -", "– 12 –", "Trang 3/12", "Trang 4", "5 | Page", "Page 1 of 9"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in
            ["1.", "2.3", "I", "12/KH-UBND", "100%", "31/12/2025", "năm 2026", "2025-", "2030;", "2026", ""]
        {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
