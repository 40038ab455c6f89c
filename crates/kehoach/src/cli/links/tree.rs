//! The forest as indented lines.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::super::terminal::{self, Style, shorten};
use super::forest::{Forest, Node};
use super::notes::{self, Note};
use crate::lang::Lang;
use crate::show::{pad, printable, wrap};

/// Plans without links that are named; the others are counted.
const NAMED: usize = 20;
/// The column of the number is no wider.
const NUMBER_WIDTH: usize = 28;
/// "2025-12-31" and a gap.
const DATE_WIDTH: usize = 12;
/// Deeper branches are not indented further.
const DEEPEST: usize = 12;
/// A title needs so much to be of use.
const TITLE_WIDTH: usize = 16;

/// What is shown of a forest, and how.
pub(super) struct View<'a> {
    pub(super) forest: &'a Forest,
    /// Only these; all where it is `None`.
    pub(super) shown: Option<&'a BTreeSet<Node>>,
    pub(super) ids: bool,
    pub(super) lang: Lang,
}

/// A document at its place in a tree.
struct Line {
    node: Node,
    edge: Option<usize>,
    /// What stands before it, and before the notes below it.
    branch: String,
    below: String,
    /// It is shown in full elsewhere.
    again: bool,
}

/// Documents that have the same children stand above them together.
type Roots = Vec<Vec<Node>>;

impl View<'_> {
    pub(super) fn show(&self, out: &mut impl Write) -> io::Result<()> {
        let [trees, missing, ambiguous] = self.roots();
        let mut done = BTreeSet::new();
        let pick = |vi, en| self.lang.pick(vi, en);
        let mut sections = Vec::new();
        for (roots, title) in [
            (trees, String::new()),
            (missing, pick("KHÔNG CÓ TRONG KHO", "NOT IN THE CORPUS").to_owned()),
            (ambiguous, pick("CHƯA RÕ LÀ VĂN BẢN NÀO", "AMBIGUOUS").to_owned()),
        ] {
            let count: usize = roots.iter().map(Vec::len).sum();
            let lines: Vec<Line> = roots.iter().flat_map(|group| self.lines(group, &mut done)).collect();
            sections.push((if title.is_empty() { title } else { format!("{title} ({count})") }, lines));
        }
        // What is in a circle has no root.
        let left: Vec<Node> = self.linked().filter(|node| !done.contains(node)).collect();
        if let Some((_, lines)) = sections.first_mut() {
            for node in left {
                if !done.contains(&node) {
                    lines.extend(self.lines(&[node], &mut done));
                }
            }
        }
        let mut alone: Vec<Node> = self.alone().collect();
        alone.sort_by_cached_key(|node| self.forest.order(*node));
        let alone: Vec<Line> = alone
            .into_iter()
            .map(|node| Line { node, edge: None, branch: String::new(), below: String::new(), again: false })
            .collect();
        let counted = alone.len();
        let title = pick("KHÔNG LIÊN KẾT", "WITHOUT LINKS");
        sections.push((format!("{title} ({counted})"), alone.into_iter().take(NAMED).collect()));
        sections.retain(|(_, lines)| !lines.is_empty());
        let width = sections.iter().flat_map(|(_, lines)| lines).map(|line| self.label_width(line)).max();
        let width = width.unwrap_or(0).min(NUMBER_WIDTH) + 2;
        for (at, (title, lines)) in sections.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            if !title.is_empty() {
                writeln!(out, "{}", Style::Strong.of(title))?;
            }
            for line in lines {
                self.line(out, line, width)?;
            }
        }
        if counted > NAMED {
            let more = counted - NAMED;
            writeln!(out, "{} {more} {}", pick("… và", "… and"), pick("văn bản khác", "more"))?;
        }
        if self.shown.is_none() { self.summary(out) } else { Ok(()) }
    }

    fn is_shown(&self, node: Node) -> bool {
        self.shown.is_none_or(|shown| shown.contains(&node))
    }

    fn linked(&self) -> impl Iterator<Item = Node> + '_ {
        let has_edges = |node: &Node| {
            self.forest.children(*node).next().is_some() || self.forest.parents(*node).next().is_some()
        };
        (0..self.forest.down.len()).filter(|node| self.is_shown(*node)).filter(has_edges)
    }

    fn alone(&self) -> impl Iterator<Item = Node> + '_ {
        let linked: BTreeSet<Node> = self.linked().collect();
        self.forest.leads().filter(move |node| self.is_shown(*node) && !linked.contains(node))
    }

    /// Documents that nothing stands above: of the corpus, missing, ambiguous.
    fn roots(&self) -> [Roots; 3] {
        let forest = self.forest;
        let mut nodes: Vec<Node> =
            self.linked().filter(|node| !forest.parents(*node).any(|parent| self.is_shown(parent))).collect();
        nodes.sort_by_cached_key(|node| forest.order(*node));
        let mut roots = [Vec::new(), Vec::new(), Vec::new()];
        let [trees, missing, ambiguous] = &mut roots;
        let mut together: BTreeMap<Vec<Node>, usize> = BTreeMap::new();
        for node in nodes {
            match forest.missing(node) {
                None => trees.push(vec![node]),
                Some(of) if of.ambiguous => ambiguous.push(vec![node]),
                Some(_) => {
                    let children: Vec<Node> = forest.children(node).collect();
                    let at = *together.entry(children).or_insert(missing.len());
                    match missing.get_mut(at) {
                        Some(group) => group.push(node),
                        None => missing.push(vec![node]),
                    }
                }
            }
        }
        roots
    }

    /// A tree in the order in which it is printed; `done` holds what is shown in full already.
    fn lines(&self, group: &[Node], done: &mut BTreeSet<Node>) -> Vec<Line> {
        let root = |node, below: &str| Line {
            node,
            edge: None,
            branch: String::new(),
            below: below.to_owned(),
            again: false,
        };
        let Some((last, before)) = group.split_last() else { return Vec::new() };
        done.extend(before);
        let mut lines: Vec<Line> = before.iter().map(|node| root(*node, "│ ")).collect();
        let mut open = vec![(root(*last, ""), 0)];
        while let Some((mut line, depth)) = open.pop() {
            line.again = !done.insert(line.node);
            let edges: Vec<usize> =
                if line.again { Vec::new() } else { self.shown_edges(line.node).collect() };
            let stem = line.below.clone();
            if !edges.is_empty() {
                line.below.push_str("│ ");
            }
            lines.push(line);
            for (at, edge) in edges.iter().rev().enumerate() {
                let Some(child) = self.forest.edges.get(*edge).map(|edge| edge.child) else { continue };
                let (turn, on) = if at == 0 { ("└ ", "  ") } else { ("├ ", "│ ") };
                let on = if depth < DEEPEST { on } else { "" };
                let line = Line {
                    node: child,
                    edge: Some(*edge),
                    branch: format!("{stem}{turn}"),
                    below: format!("{stem}{on}"),
                    again: false,
                };
                open.push((line, depth + 1));
            }
        }
        lines
    }

    fn shown_edges(&self, node: Node) -> impl Iterator<Item = usize> + '_ {
        let edges = self.forest.down.get(node).into_iter().flatten().copied();
        edges.filter(|edge| self.forest.edges.get(*edge).is_some_and(|edge| self.is_shown(edge.child)))
    }

    fn label(&self, line: &Line) -> String {
        let [number, ..] = self.forest.facts(line.node);
        let mark = if self.forest.missing(line.node).is_some() { "? " } else { "" };
        printable(&format!("{mark}{number}"))
    }

    fn label_width(&self, line: &Line) -> usize {
        line.branch.width() + self.label(line).width()
    }

    fn line(&self, out: &mut impl Write, line: &Line, width: usize) -> io::Result<()> {
        let forest = self.forest;
        let [_, date, issuer, title] = forest.facts(line.node);
        let label = self.label(line);
        let gap = width.saturating_sub(line.branch.width() + label.width()).max(1);
        let style = if forest.missing(line.node).is_some() { Style::Warning } else { Style::Strong };
        let copies = notes::copies(forest, line.node, self.lang);
        let again = line.again.then(|| self.lang.pick("↑ xem trên", "↑ shown above").to_owned());
        let tail: Vec<String> = copies.into_iter().chain(again.clone()).collect();
        let tail = if tail.is_empty() { String::new() } else { format!("  ({})", tail.join("; ")) };
        let used = line.branch.width() + label.width() + gap + DATE_WIDTH + tail.width();
        let title = if again.is_some() { String::new() } else { title };
        let parts = [issuer, title].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        let text = shorten(&parts.join(" · "), terminal::width().saturating_sub(used).max(TITLE_WIDTH));
        let row = format!(
            "{}{}{}{}{text}{}",
            Style::Faint.of(&line.branch),
            style.of(&label),
            " ".repeat(gap),
            pad(&printable(&date), DATE_WIDTH),
            Style::Faint.of(&tail)
        );
        writeln!(out, "{}", row.trim_end())?;
        if line.again {
            return self.notes(out, line, false);
        }
        if let (true, Some(head)) = (self.ids, forest.heads.get(line.node)) {
            let text = printable(&format!("{}  {}", head.id, head.source.path));
            writeln!(out, "{}{}", Style::Faint.of(&line.below), Style::Faint.of(&text))?;
        }
        self.notes(out, line, true)
    }

    fn notes(&self, out: &mut impl Write, line: &Line, of_node: bool) -> io::Result<()> {
        let edge = line.edge.and_then(|edge| self.forest.edges.get(edge));
        let mut all: Vec<Note> =
            edge.map(|edge| notes::of_edge(self.forest, edge, self.lang)).unwrap_or_default();
        if of_node {
            all.extend(notes::of_node(self.forest, line.node, self.lang));
        }
        let room = terminal::width().saturating_sub(line.below.width() + 4);
        for note in all {
            for (at, text) in wrap(&printable(&note.text), room).iter().enumerate() {
                let mark = if at > 0 {
                    "  "
                } else if note.doubtful {
                    "! "
                } else {
                    "· "
                };
                let text = format!("{mark}{text}");
                let style = if note.doubtful { Style::Warning } else { Style::Faint };
                writeln!(out, "{}  {}", Style::Faint.of(&line.below), style.of(&text))?;
            }
        }
        Ok(())
    }

    fn summary(&self, out: &mut impl Write) -> io::Result<()> {
        let forest = self.forest;
        let (records, works) = (forest.heads.len(), forest.leads().count());
        let found = forest.edges.iter().filter(|edge| edge.parent < records).count();
        let doubtful = forest.missing.iter().filter(|missing| missing.ambiguous).count();
        // As many as are listed: those that only stand above other missing ones are told in their notes.
        let absent = (records..forest.down.len()).filter(|node| forest.children(*node).next().is_some());
        let absent = absent.count() - doubtful;
        let wrong = forest.edges.iter().filter(|edge| !edge.discrepancies.is_empty()).count();
        let text = match self.lang {
            Lang::Vi => format!(
                "văn bản: {works} (bản ghi: {records}); liên kết: {found}, trong đó ghi sai: {wrong}; được dẫn mà không có trong kho: {absent}, chưa rõ: {doubtful}"
            ),
            Lang::En => format!(
                "documents: {works} (records: {records}); links: {found}, with a discrepancy: {wrong}; cited but not in the corpus: {absent}, ambiguous: {doubtful}"
            ),
        };
        writeln!(out)?;
        wrap(&text, terminal::width()).iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}
