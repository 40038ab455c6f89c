//! Elements that are a page's own: menus, related documents, comments, advertisements.

use kehoach_viet::key;
use scraper::Html;

use crate::page::{Element, Page};
use crate::words::WORDS;

/// What an element is by its name and classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chrome {
    /// A menu, comments, a list of other documents.
    Site,
    Advertising,
    /// A word that texts use too: "tab1", "tool", an `aside`.
    Perhaps,
}

impl Chrome {
    /// Whether it is the site's also in the middle of a text.
    pub(crate) fn is_plain(self) -> bool {
        self != Self::Perhaps
    }
}

/// For each element of a page, whether it says that it is the site's.
pub(crate) fn of_elements(page: &Page, html: &Html) -> Vec<Option<Chrome>> {
    page.elements.iter().map(|element| of_element(element, html)).collect()
}

fn of_element(element: &Element, html: &Html) -> Option<Chrome> {
    let node = html.tree.get(element.node)?;
    let node = node.value().as_element()?;
    match element.name {
        "nav" | "button" | "search" | "dialog" => return Some(Chrome::Site),
        "header" | "footer" | "aside" => return Some(Chrome::Perhaps),
        _ => {}
    }
    let role = node.attr("role").unwrap_or_default();
    if matches!(
        role,
        "navigation" | "banner" | "contentinfo" | "search" | "complementary" | "tablist" | "dialog"
    ) {
        return Some(Chrome::Site);
    }
    // Ids are made of headings too: "danh-gia-ket-qua".
    let of_id = node.attr("id").and_then(of_names).map(|chrome| match chrome {
        Chrome::Site => Chrome::Perhaps,
        other => other,
    });
    let of_class = node.attr("class").and_then(of_names);
    of_class.into_iter().chain(of_id).min_by_key(|chrome| *chrome == Chrome::Perhaps)
}

/// Ids and classes: "sidebar-right", "boxVanBanLienQuan".
fn of_names(names: &str) -> Option<Chrome> {
    /// Longer lists of classes are of a program, its first ones tell.
    const MOST: usize = 12;
    names
        .split_ascii_whitespace()
        .take(MOST)
        .filter_map(|name| {
            // Word's own styles: "MsoFooter", "MsoToc1".
            if name.starts_with("Mso") {
                return None;
            }
            let words = words(name);
            let is_advertising = |word: &String| WORDS.advertising.contains(word);
            let joined = words.concat();
            // "ad-hoc" is none.
            if words.iter().any(is_advertising) && !joined.starts_with("adhoc") || joined.contains("quangcao")
            {
                return Some(Chrome::Advertising);
            }
            // "tab-content", "tab-pane": what a tab holds may be anything.
            if words.iter().any(|word| matches!(word.as_str(), "content" | "pane" | "body" | "main")) {
                return None;
            }
            let is_chrome = words.iter().any(|word| WORDS.chrome.contains(word))
                || WORDS.chrome_joined.iter().any(|word| is_run(&words, word));
            let perhaps = || words.iter().any(|word| WORDS.perhaps.contains(word)).then_some(Chrome::Perhaps);
            if is_chrome { Some(Chrome::Site) } else { perhaps() }
        })
        .min_by_key(|chrome| *chrome == Chrome::Perhaps)
}

/// Whether some of the words, one behind the other, make `joined`.
fn is_run(words: &[String], joined: &str) -> bool {
    (0..words.len()).any(|start| {
        let mut rest = joined;
        words
            .iter()
            .skip(start)
            .take_while(|word| match rest.strip_prefix(word.as_str()) {
                Some(behind) if !rest.is_empty() => {
                    rest = behind;
                    true
                }
                _ => false,
            })
            .count();
        rest.is_empty()
    })
}

/// The words of a name: parted by signs, digits and capitals.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_small = false;
    for c in name.chars() {
        let parts = !c.is_alphabetic() || c.is_uppercase() && after_small;
        if parts && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphabetic()) {
            word.extend(c.to_lowercase());
        }
        after_small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words.iter().map(|word| key::ascii(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_classes() {
        for name in
            ["sidebar-right", "boxVanBanLienQuan", "docitem-binhluan", "navbar2", "left_menu", "lien-quan"]
        {
            assert_eq!(of_names(name), Some(Chrome::Site), "{name}");
        }
        assert_eq!(of_names("adsbygoogle"), Some(Chrome::Advertising));
        for name in ["content1", "tab-content", "noidung", "MsoFooter", "document", "header-block", "load"] {
            assert_eq!(of_names(name), None, "{name}");
        }
    }
}
