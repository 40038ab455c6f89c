//! The forest, read from the files of an output directory.

use std::collections::{BTreeMap, HashMap};

use anyhow::Result;
use kehoach_model::{Citation, Link, LinkLine, LinkStatus, Role};

use super::super::output_dir::OutputDir;
use super::forest::{Edge, Forest, Missing, Node};

/// How evidence begins that says that a later document amends or replaces the parent.
const SUPERSEDED: &str = "superseded: ";

/// Links by the best copy of the child's work, with the record that they were read from.
type OfWorks = BTreeMap<Node, (Node, Vec<Link>)>;

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
                if let Some(of) = this.ids.get(copy).and_then(|copy| this.lead_of.get_mut(*copy)) {
                    *of = lead;
                }
            }
            if let Some(copies) = this.copies.get_mut(lead) {
                *copies = work.copies.len();
            }
        }
        let links = this.links(dir)?;
        this.connect(links);
        this.arrange();
        Ok(this)
    }

    /// The links of each work: those of its best copy, or of the first copy that has any.
    fn links(&mut self, dir: &OutputDir) -> Result<OfWorks> {
        let mut links = OfWorks::new();
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

    fn connect(&mut self, links: OfWorks) {
        let mut absent: HashMap<(Option<String>, String), Node> = HashMap::new();
        let mut seen: HashMap<(Node, Node), usize> = HashMap::new();
        for (child, (_, of_child)) in links {
            for link in of_child {
                let resolved =
                    (link.status == LinkStatus::Resolved).then_some(link.plan.as_deref()).flatten();
                let parent = match resolved.and_then(|plan| self.record(plan)) {
                    Some((_, lead)) => lead,
                    None => self.missing_node(&link, child, &mut absent),
                };
                self.note_evidence(&link, parent);
                if parent == child {
                    continue;
                }
                let candidates = link.candidates.iter().filter_map(|of| Some(self.record(&of.plan)?.1));
                let candidates = if resolved.is_some() { Vec::new() } else { candidates.collect::<Vec<_>>() };
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
            if let Some(has) = has_direct.get_mut(edge.child) {
                *has = true;
            }
        }
        let of_child = |edge: &Edge| has_direct.get(edge.child).copied().unwrap_or(false);
        let (tree, above) = std::mem::take(&mut self.edges)
            .into_iter()
            .partition::<Vec<_>, _>(|edge| edge.direct || !of_child(edge));
        self.edges = tree;
        self.down = vec![Vec::new(); nodes];
        self.up = vec![Vec::new(); nodes];
        for (at, edge) in self.edges.iter().enumerate() {
            if let (Some(down), Some(up)) = (self.down.get_mut(edge.parent), self.up.get_mut(edge.child)) {
                down.push(at);
                up.push(at);
            }
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
}
