//! Works and what they carry out, as a graph: copies folded into their best copy, missing documents as nodes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kehoach_model::{Citation, Discrepancy, Level};
use kehoach_viet::key;
use unicode_width::UnicodeWidthStr;

use super::super::output_dir::{Head, short_body};

/// Position of a document: first those of the corpus, then the missing ones.
pub(super) type Node = usize;

/// Works, missing documents and the links among them.
pub(super) struct Forest {
    pub(super) heads: Vec<Head>,
    /// The best copy of each record's work, itself included.
    pub(super) lead_of: Vec<Node>,
    /// How many other copies a work has.
    pub(super) copies: Vec<usize>,
    pub(super) missing: Vec<Missing>,
    pub(super) edges: Vec<Edge>,
    /// Edges to the children, in the order in which they are shown.
    pub(super) down: Vec<Vec<usize>>,
    /// Edges to the parents.
    pub(super) up: Vec<Vec<usize>>,
    /// Numbers under which others cite a plan whose own is blank.
    pub(super) cited_as: BTreeMap<Node, BTreeSet<String>>,
    /// "replaced" or "amended", and by whom.
    pub(super) superseded: BTreeMap<Node, BTreeSet<(String, Node)>>,
    /// What a document's parent carries out in its turn, where the tree does not show it.
    pub(super) ancestors: BTreeMap<Node, BTreeSet<Node>>,
    pub(super) ids: HashMap<String, Node>,
}

/// A document that is cited and not there, or not to be told from others.
pub(super) struct Missing {
    pub(super) work: Option<String>,
    pub(super) citation: Citation,
    pub(super) ambiguous: bool,
}

/// A child and what it carries out.
pub(super) struct Edge {
    pub(super) parent: Node,
    pub(super) child: Node,
    pub(super) direct: bool,
    pub(super) discrepancies: Vec<Discrepancy>,
    pub(super) confirmed_by: Option<String>,
    /// Plans that may be meant.
    pub(super) candidates: Vec<Node>,
}

impl Forest {
    /// Whether the tree shows `above` over `node`.
    pub(super) fn is_above(&self, above: Node, node: Node) -> bool {
        self.reach(node, Self::parents).contains(&above)
    }

    /// A node and all that are reached from it.
    pub(super) fn reach<'a, I: Iterator<Item = Node>>(
        &'a self,
        from: Node,
        next: impl Fn(&'a Self, Node) -> I,
    ) -> BTreeSet<Node> {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(node) = open.pop() {
            if reached.insert(node) {
                open.extend(next(self, node));
            }
        }
        reached
    }

    pub(super) fn parents(&self, node: Node) -> impl Iterator<Item = Node> + '_ {
        self.up.get(node).into_iter().flatten().filter_map(|edge| Some(self.edges.get(*edge)?.parent))
    }

    pub(super) fn children(&self, node: Node) -> impl Iterator<Item = Node> + '_ {
        self.down.get(node).into_iter().flatten().filter_map(|edge| Some(self.edges.get(*edge)?.child))
    }

    /// A record and the best copy of its work.
    pub(super) fn record(&self, id: &str) -> Option<(Node, Node)> {
        let record = *self.ids.get(id)?;
        Some((record, *self.lead_of.get(record)?))
    }

    pub(super) fn missing(&self, node: Node) -> Option<&Missing> {
        self.missing.get(node.checked_sub(self.heads.len())?)
    }

    /// The works, by their best copies.
    pub(super) fn leads(&self) -> impl Iterator<Item = Node> + '_ {
        self.lead_of.iter().enumerate().filter(|(node, lead)| node == *lead).map(|(node, _)| node)
    }

    /// Higher bodies first, then by name, date and file.
    pub(super) fn order(&self, node: Node) -> (Option<Level>, String, String, Node) {
        let Some(head) = self.heads.get(node) else {
            let date = self.missing(node).and_then(|missing| missing.citation.date.clone());
            return (None, String::new(), date.unwrap_or_default(), node);
        };
        let issuer = head.header.issuer.as_ref();
        let name = issuer.map(|issuer| key::plain(&issuer.name)).unwrap_or_default();
        (issuer.map(|issuer| issuer.level), name, head.date().to_owned(), node)
    }

    /// "1174/KH-UBND, 2025-12-31, UBND tỉnh Nghệ An".
    pub(super) fn told(&self, node: Node) -> String {
        let [number, date, issuer, _] = self.facts(node);
        [number, date, issuer].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Columns that its number takes.
    pub(super) fn number_width(&self, node: Node) -> usize {
        let [number, ..] = self.facts(node);
        number.width()
    }

    /// Number, date, issuer and title.
    pub(super) fn facts(&self, node: Node) -> [String; 4] {
        if let Some(head) = self.heads.get(node) {
            let title = head.header.title.clone().unwrap_or_default();
            return [head.number(), head.date().to_owned(), head.issuer(), title];
        }
        let Some(Missing { citation, .. }) = self.missing(node) else { return Default::default() };
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let number = citation.number.as_ref().or(citation.kind.as_ref()).cloned().unwrap_or_default();
        let issuer = citation.issuer.as_deref().map(short_body).unwrap_or_default();
        [number, text(&citation.date), issuer, text(&citation.title)]
    }
}
