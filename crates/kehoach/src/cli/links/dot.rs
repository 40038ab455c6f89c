//! The forest for Graphviz.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::super::terminal::shorten;
use super::forest::{Edge, Forest, Node};
use super::notes;
use crate::lang::Lang;
use crate::show::printable;

/// Letters of a title in a box.
const TITLE_WIDTH: usize = 48;

pub(super) fn show(
    out: &mut impl Write,
    forest: &Forest,
    shown: Option<&BTreeSet<Node>>,
    lang: Lang,
) -> io::Result<()> {
    let is_shown = |node: Node| shown.is_none_or(|shown| shown.contains(&node));
    let edges: Vec<&Edge> =
        forest.edges.iter().filter(|edge| is_shown(edge.parent) && is_shown(edge.child)).collect();
    let mut nodes: BTreeSet<Node> = edges.iter().flat_map(|edge| [edge.parent, edge.child]).collect();
    nodes.extend(shown.into_iter().flatten());
    nodes.extend(edges.iter().flat_map(|edge| &edge.candidates));
    writeln!(out, "digraph links {{")?;
    writeln!(
        out,
        "  rankdir=LR; node [shape=box, fontname=\"sans-serif\"]; edge [fontname=\"sans-serif\"];"
    )?;
    for node in &nodes {
        let [number, date, issuer, title] = forest.facts(*node);
        let first = [number, date].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let title = shorten(&title, TITLE_WIDTH);
        let copies = notes::copies(forest, *node, lang).unwrap_or_default();
        let label: Vec<String> = [first, issuer, title, copies]
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| escaped(part))
            .collect();
        let look = match forest.missing(*node) {
            Some(of) if of.ambiguous => ", style=dotted",
            Some(_) => ", style=dashed",
            None => "",
        };
        writeln!(out, "  {} [label=\"{}\"{look}];", name(forest, *node), label.join("\\n"))?;
    }
    for edge in edges {
        let said: Vec<String> =
            edge.discrepancies.iter().map(|found| escaped(&notes::discrepancy(found, lang))).collect();
        let mut looks = Vec::new();
        if !edge.direct {
            looks.push("style=dashed".to_owned());
        }
        if !said.is_empty() {
            looks.push(format!("color=red, label=\"{}\"", said.join("\\n")));
        }
        let look = if looks.is_empty() { String::new() } else { format!(" [{}]", looks.join(", ")) };
        writeln!(out, "  {} -> {}{look};", name(forest, edge.parent), name(forest, edge.child))?;
        for candidate in &edge.candidates {
            let (from, to) = (name(forest, *candidate), name(forest, edge.child));
            writeln!(out, "  {from} -> {to} [style=dotted, label=\"?\"];")?;
        }
    }
    writeln!(out, "}}")
}

fn name(forest: &Forest, node: Node) -> String {
    match (forest.heads.get(node), forest.missing(node)) {
        (Some(head), _) => format!("\"{}\"", escaped(&head.id)),
        (None, Some(of)) if !of.ambiguous && of.work.is_some() => {
            format!("\"{}\"", escaped(of.work.as_deref().unwrap_or_default()))
        }
        _ => format!("\"?{node}\""),
    }
}

fn escaped(text: &str) -> String {
    printable(text).replace('\\', "\\\\").replace('"', "\\\"")
}
