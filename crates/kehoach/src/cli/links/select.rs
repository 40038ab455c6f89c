//! Which part of the forest is shown.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use kehoach_viet::key;

use super::forest::{Forest, Node};
use crate::lang::Lang;
use crate::show::printable;

/// Plans that a message names.
const NAMED: usize = 8;

/// The documents that a person means: by id, by work, by number, by file.
pub(super) fn nodes(forest: &Forest, asked: &str, lang: Lang) -> Result<Vec<Node>> {
    let asked = asked.trim();
    let number = key::symbol(asked);
    let leads = |wanted: &dyn Fn(Node) -> bool| -> Vec<Node> {
        let found: BTreeSet<Node> = (0..forest.heads.len())
            .filter(|node| wanted(*node))
            .filter_map(|node| forest.lead_of.get(node).copied())
            .collect();
        found.into_iter().collect()
    };
    let head = |node: Node| forest.heads.get(node);
    let missing = |wanted: &dyn Fn(Node) -> bool| -> Vec<Node> {
        let nodes = forest.heads.len()..forest.heads.len() + forest.missing.len();
        nodes.filter(|node| wanted(*node)).collect()
    };
    let by_number = |node: Node| {
        !number.is_empty() && forest.facts(node).first().is_some_and(|own| key::symbol(own) == number)
    };
    let ways: [Vec<Node>; 5] = [
        leads(&|node| head(node).is_some_and(|head| head.id == asked || head.work.as_deref() == Some(asked))),
        missing(&|node| forest.missing(node).is_some_and(|missing| missing.work.as_deref() == Some(asked))),
        leads(&|node| head(node).is_some_and(|head| head.is_of_file(asked))),
        leads(&by_number).into_iter().chain(missing(&by_number)).collect(),
        leads(&|node| !asked.is_empty() && head(node).is_some_and(|head| head.id.starts_with(asked))),
    ];
    if let Some(found) = ways.into_iter().find(|found| !found.is_empty()) {
        return Ok(found);
    }
    bail!("{}", unknown(forest, asked, lang))
}

fn unknown(forest: &Forest, asked: &str, lang: Lang) -> String {
    let wanted = key::slug(asked);
    let near: Vec<String> = forest
        .leads()
        .filter_map(|node| forest.heads.get(node))
        .filter(|head| {
            let title = head.header.title.as_deref().unwrap_or_default();
            let text = format!("{} {} {} {title}", head.id, head.source.path, head.told());
            !wanted.is_empty() && key::slug(&text).contains(&wanted)
        })
        .take(NAMED)
        .map(|head| printable(&format!("{}  {}  ({})", head.id, head.told(), head.source.path)))
        .collect();
    let what = match lang {
        Lang::Vi => format!("không có văn bản nào có mã, số hoặc tệp là \"{asked}\""),
        Lang::En => format!("no document has \"{asked}\" as its id, number or file"),
    };
    if near.is_empty() {
        let all = lang.pick("xem tất cả bằng", "see all of them with");
        return format!("{what}; {all} `kehoach links DIR --ids`");
    }
    format!("{what}; {}\n  {}", lang.pick("có thể là:", "perhaps:"), near.join("\n  "))
}

/// What stands above and below these.
pub(super) fn around(forest: &Forest, nodes: &[Node]) -> BTreeSet<Node> {
    let mut shown = BTreeSet::new();
    for node in nodes {
        shown.append(&mut forest.reach(*node, Forest::parents));
        shown.append(&mut forest.reach(*node, Forest::children));
    }
    shown
}

/// The missing and ambiguous documents with the plans that cite them.
pub(super) fn unresolved(forest: &Forest) -> BTreeSet<Node> {
    let missing = forest.heads.len()..forest.heads.len() + forest.missing.len();
    missing.flat_map(|node| std::iter::once(node).chain(forest.children(node))).collect()
}
