//! Works and what they carry out, as a graph: copies folded into their best copy, missing documents as nodes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::Result;
use kehoach_model::{Citation, Discrepancy, Level, Link, LinkLine, LinkStatus, Role};
use kehoach_viet::key;

use super::super::output_dir::{Head, OutputDir, short_body};

/// How evidence begins that says that a later document amends or replaces the parent.
const SUPERSEDED: &str = "superseded: ";

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
    ids: HashMap<String, Node>,
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
    /// Reads which documents there are and how they are linked.
    pub(super) fn read(dir: &OutputDir) -> Result<Self> {
        let heads = dir.heads()?;
        let ids: HashMap<String, Node> =
            heads.iter().enumerate().map(|(node, head)| (head.id.clone(), node)).collect();
        let mut this = Self {
            lead_of: (0..heads.len()).collect(),
            copies: vec![0; heads.len()],
            heads,
            missing: Vec::new(),
            edges: Vec::new(),
            down: Vec::new(),
            up: Vec::new(),
            cited_as: BTreeMap::new(),
            superseded: BTreeMap::new(),
            ancestors: BTreeMap::new(),
            ids,
        };
        for work in dir.works()? {
            let Some(lead) = this.ids.get(&work.lead).copied() else { continue };
            for copy in &work.copies {
                let copy = this.ids.get(copy).and_then(|copy| this.lead_of.get_mut(*copy));
                copy.into_iter().for_each(|of| *of = lead);
            }
            this.copies.get_mut(lead).into_iter().for_each(|copies| *copies = work.copies.len());
        }
        let links = this.links(dir)?;
        this.connect(links);
        this.arrange();
        Ok(this)
    }

    /// The links of each work: those of its best copy, or of the first copy that has any.
    fn links(&mut self, dir: &OutputDir) -> Result<BTreeMap<Node, (Node, Vec<Link>)>> {
        let mut links: BTreeMap<Node, (Node, Vec<Link>)> = BTreeMap::new();
        dir.lines("links.ndjson", &[], |LinkLine { child, link }: LinkLine| {
            let Some((record, own)) = self.record(&child) else { return };
            let target = link.plan.as_deref().and_then(|plan| self.record(plan));
            let verb = match link.citation.role {
                Role::Replaces => "replaced",
                Role::Amends => "amended",
                _ => "",
            };
            if let (Some((_, target)), false) = (target, verb.is_empty()) {
                self.superseded.entry(target).or_default().insert((verb.to_owned(), own));
            }
            if link.citation.role != Role::Implements {
                return;
            }
            let of_work = links.entry(own).or_insert_with(|| (record, Vec::new()));
            if record == own && of_work.0 != own {
                *of_work = (record, Vec::new());
            }
            if of_work.0 == record {
                of_work.1.push(link);
            }
        })?;
        Ok(links)
    }

    fn connect(&mut self, links: BTreeMap<Node, (Node, Vec<Link>)>) {
        let mut absent: HashMap<(Option<String>, String), Node> = HashMap::new();
        let mut seen: HashMap<(Node, Node), usize> = HashMap::new();
        for (child, (_, of_child)) in links {
            for link in of_child {
                let resolved = (link.status == LinkStatus::Resolved).then_some(link.plan.as_deref()).flatten();
                let parent = match resolved.and_then(|plan| self.record(plan)) {
                    Some((_, lead)) => lead,
                    None => self.missing_node(&link, child, &mut absent),
                };
                self.note_evidence(&link, parent);
                if parent == child {
                    continue;
                }
                let candidates = link.candidates.iter().filter_map(|of| Some(self.record(&of.plan)?.1));
                let candidates =
                    if resolved.is_some() { Vec::new() } else { candidates.collect::<Vec<_>>() };
                if let Some(edge) = seen.get(&(parent, child)).and_then(|edge| self.edges.get_mut(*edge)) {
                    edge.direct |= link.direct;
                    continue;
                }
                seen.insert((parent, child), self.edges.len());
                self.edges.push(Edge {
                    parent,
                    child,
                    direct: link.direct,
                    discrepancies: link.discrepancies,
                    confirmed_by: link.confirmed_by,
                    candidates,
                });
            }
        }
    }

    fn missing_node(
        &mut self,
        link: &Link,
        child: Node,
        absent: &mut HashMap<(Option<String>, String), Node>,
    ) -> Node {
        let ambiguous = link.status == LinkStatus::Ambiguous;
        let alone = match (&link.work, ambiguous) {
            (Some(_), false) => String::new(),
            (Some(_), true) => "ambiguous".to_owned(),
            (None, _) => format!("{child} {}", link.citation.raw),
        };
        let next = self.heads.len() + self.missing.len();
        let node = *absent.entry((link.work.clone(), alone)).or_insert(next);
        if node == next {
            let missing = Missing { work: link.work.clone(), citation: link.citation.clone(), ambiguous };
            self.missing.push(missing);
        } else if let Some(known) = self.missing.get_mut(node - self.heads.len()) {
            // The fullest title names it best.
            let length = |citation: &Citation| citation.title.as_ref().map_or(0, String::len);
            if length(&link.citation) > length(&known.citation) {
                known.citation = link.citation.clone();
            }
        }
        node
    }

    fn note_evidence(&mut self, link: &Link, parent: Node) {
        let chosen = link.candidates.iter().filter(|candidate| Some(&candidate.plan) == link.plan.as_ref());
        for said in chosen.flat_map(|candidate| &candidate.evidence) {
            let Some((verb, by)) = said.strip_prefix(SUPERSEDED).and_then(|said| said.split_once(" by "))
            else {
                continue;
            };
            if let Some((_, by)) = self.record(by) {
                self.superseded.entry(parent).or_default().insert((verb.to_owned(), by));
            }
        }
        let blank = self.heads.get(parent).is_some_and(|head| head.header.number.is_none());
        if let (true, Some(number)) = (blank, &link.citation.number) {
            self.cited_as.entry(parent).or_default().insert(number.clone());
        }
    }

    /// Takes ancestors out of the tree where the direct parent is known, and sorts the children.
    fn arrange(&mut self) {
        let nodes = self.heads.len() + self.missing.len();
        let mut has_direct = vec![false; nodes];
        for edge in self.edges.iter().filter(|edge| edge.direct) {
            has_direct.get_mut(edge.child).into_iter().for_each(|has| *has = true);
        }
        let of_child = |edge: &Edge| has_direct.get(edge.child).copied().unwrap_or(false);
        let (tree, above) = std::mem::take(&mut self.edges)
            .into_iter()
            .partition::<Vec<_>, _>(|edge| edge.direct || !of_child(edge));
        self.edges = tree;
        self.down = vec![Vec::new(); nodes];
        self.up = vec![Vec::new(); nodes];
        for (at, edge) in self.edges.iter().enumerate() {
            self.down.get_mut(edge.parent).into_iter().for_each(|of| of.push(at));
            self.up.get_mut(edge.child).into_iter().for_each(|of| of.push(at));
        }
        for edge in above {
            if !self.is_above(edge.parent, edge.child) {
                let parents: Vec<Node> = self.parents(edge.child).collect();
                // What a hundred children say of one missing parent is told once, at the parent.
                let at = match parents.as_slice() {
                    [only] if *only >= self.heads.len() => *only,
                    _ => edge.child,
                };
                self.ancestors.entry(at).or_default().insert(edge.parent);
            }
        }
        let mut down = std::mem::take(&mut self.down);
        for of_node in &mut down {
            of_node.sort_by_cached_key(|edge| self.edges.get(*edge).map(|edge| self.order(edge.child)));
        }
        self.down = down;
    }

    /// Whether the tree shows `above` over `node`.
    fn is_above(&self, above: Node, node: Node) -> bool {
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
