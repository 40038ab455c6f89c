//! What signing and mail programs print on a page: who signed and when, marks of incoming mail and of copies. It is not
//! the document's text; numbers and names that such programs put into its blanks are.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kehoach_viet::key;
use serde::Deserialize;

use super::flow::{Item, Laid};
use super::furniture::At;
use crate::FurnitureKind;

#[derive(Deserialize)]
struct Words {
    opens: Vec<String>,
    goes_on: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/stamps.toml"))
        .unwrap_or(Words { opens: Vec::new(), goes_on: Vec::new() })
});

/// The lines of such boxes.
pub(super) fn stamps(pages: &[Laid]) -> BTreeMap<At, FurnitureKind> {
    /// Lines of a box.
    const MOST: usize = 8;
    let mut found = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        let mut left = 0;
        let mut size = 0.0;
        for (position, item) in page.items.iter().enumerate() {
            let Item::Line(line, _) = item else {
                left = 0;
                continue;
            };
            let folded = key::ascii(line.text());
            let starts = |words: &[String]| words.iter().any(|word| folded.starts_with(word.as_str()));
            let is_next = left > 0 && line.size <= size + 1.0 && starts(&WORDS.goes_on);
            if starts(&WORDS.opens) && is_short(line.text()) {
                (left, size) = (MOST, line.size);
            } else if is_next {
                left -= 1;
            } else {
                left = 0;
                continue;
            }
            found.insert((at, position), FurnitureKind::Header);
        }
    }
    found
}

/// A paragraph that begins with such words is text.
fn is_short(text: &str) -> bool {
    /// Letters of a line of such a box.
    const LONGEST: usize = 90;
    text.chars().count() <= LONGEST && !text.ends_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read() {
        assert!(WORDS.opens.iter().any(|word| word == "ky boi"));
    }
}
