//! What the elements of a page say of themselves: read from the tree, which is large, before it goes.

use std::collections::HashMap;

use memchr::memmem;
use scraper::{Html, Selector};

use super::chrome::{self, Chrome};
use crate::page::Page;
use crate::words::SITES;

/// What the elements of a page say of themselves.
#[derive(Debug)]
pub(crate) struct Marks {
    /// For each element, what it is of the site.
    pub(super) chrome: Vec<Option<Chrome>>,
    /// Where sites that we know would keep a document on this page.
    pub(super) sites: Vec<Kept>,
}

/// Where a site keeps a document.
#[derive(Debug)]
pub(super) struct Kept {
    /// The element that holds it.
    pub(super) body: usize,
    /// Elements inside that are the site's.
    pub(super) dropped: Vec<usize>,
}

impl Marks {
    /// Reads them; `source` is the page as it came.
    pub(crate) fn read(page: &Page, html: &Html, source: &str) -> Self {
        let named = |name: &String| memmem::find(source.as_bytes(), name.as_bytes()).is_some();
        let mut positions = HashMap::new();
        let mut sites = Vec::new();
        for site in &*SITES.0 {
            let mut likely = site.body.iter().filter(|(names, _)| names.iter().all(named));
            let Some(node) = likely.find_map(|(_, selector)| html.select(selector).next()) else { continue };
            if positions.is_empty() {
                let elements = page.elements.iter().enumerate();
                positions = elements.map(|(at, element)| (element.node, at)).collect();
            }
            let select = |selector: &Selector| -> Vec<usize> {
                html.select(selector).filter_map(|node| positions.get(&node.id()).copied()).collect()
            };
            let dropped = site.drop.iter().flat_map(select).collect();
            sites.extend(positions.get(&node.id()).map(|body| Kept { body: *body, dropped }));
        }
        Self { chrome: chrome::of_elements(page, html), sites }
    }
}
