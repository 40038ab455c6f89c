//! Places in words.

use kehoach_model::{LineRange, Place};

use crate::{Lang, Spot};

/// Places that are named; more make no one wiser.
const SHOWN: usize = 5;

/// The first place, short, to stand behind a path: "210", "page 13".
pub(crate) fn short(at: &[Place], lang: Lang) -> Option<String> {
    at.first().map(|place| match place {
        Place::Lines { lines } => lines.0.to_string(),
        place => one(place, lang),
    })
}

/// A path with the first place: "12.md:210".
pub(crate) fn behind(path: &str, at: &[Place], lang: Lang) -> String {
    short(at, lang).map_or_else(|| path.to_owned(), |place| format!("{path}:{place}"))
}

/// How many places there are in words.
pub(crate) fn count(at: &[Place], lang: Lang) -> usize {
    names(at, lang).len()
}

fn names(at: &[Place], lang: Lang) -> Vec<String> {
    let mut named: Vec<String> = Vec::new();
    for place in at {
        let place = one(place, lang);
        if !named.contains(&place) {
            named.push(place);
        }
    }
    named
}

/// All places, each once.
pub(crate) fn all(at: &[Place], lang: Lang) -> String {
    let mut named = names(at, lang);
    let more = named.len().saturating_sub(SHOWN);
    named.truncate(SHOWN);
    let text = named.join(", ");
    match (more, lang) {
        (0, _) => text,
        (more, Lang::Vi) => format!("{text} và {more} chỗ nữa"),
        (more, Lang::En) => format!("{text} and {more} more"),
    }
}

fn one(place: &Place, lang: Lang) -> String {
    match place {
        Place::Lines { lines: LineRange(first, last) } if first == last => {
            format!("{} {first}", lang.pick("dòng", "line"))
        }
        Place::Lines { lines: LineRange(first, last) } => {
            format!("{} {first}–{last}", lang.pick("dòng", "lines"))
        }
        Place::Page { page, .. } => format!("{} {page}", lang.pick("trang", "page")),
        Place::Block { block, .. } => format!("{} {block}", lang.pick("khối", "block")),
        Place::Sheet { sheet, cell } => format!("{sheet}!{cell}"),
    }
}

/// Lines of a text; `None` for every other format.
pub(crate) fn lines(at: &[Place]) -> Option<LineRange> {
    match at.first() {
        Some(Place::Lines { lines }) => Some(*lines),
        _ => None,
    }
}

impl Spot {
    /// To stand beside a row: a line's number, "p.13".
    pub(crate) fn label(&self, lang: Lang) -> String {
        match self {
            Self { lines: Some(lines), .. } => lines.0.to_string(),
            Self { page: Some(page), .. } => format!("{}{page}", lang.pick("tr.", "p.")),
            Self { block: Some(block), .. } => format!("#{block}"),
            Self { cell: Some(cell), .. } => cell.clone(),
            _ => String::new(),
        }
    }
}
