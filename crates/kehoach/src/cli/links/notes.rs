//! What there is to say of a document or of a link, in words.

use kehoach_model::Discrepancy;

use super::forest::{Edge, Forest, Node};
use crate::lang::Lang;

/// Documents that one note names.
const NAMED: usize = 3;

/// A line below a document.
pub(super) struct Note {
    /// Somebody should look.
    pub(super) doubtful: bool,
    pub(super) text: String,
}

fn note(doubtful: bool, text: String) -> Note {
    Note { doubtful, text }
}

/// Where a citation and the document that it means disagree: "cites 1774/KH-UBND, the document says 1174/KH-UBND".
pub(super) fn discrepancy(found: &Discrepancy, lang: Lang) -> String {
    let nothing = lang.pick("(không ghi)", "(nothing)");
    let cited = found.cited.as_deref().unwrap_or(nothing);
    let stands = found.found.as_deref().unwrap_or(nothing);
    match lang {
        Lang::Vi => format!("dẫn {cited}, văn bản ghi {stands}"),
        Lang::En => format!("cites {cited}, the document says {stands}"),
    }
}

/// What is said of a link, below the child.
pub(super) fn of_edge(forest: &Forest, edge: &Edge, lang: Lang) -> Vec<Note> {
    let mut notes: Vec<Note> =
        edge.discrepancies.iter().map(|found| note(true, discrepancy(found, lang))).collect();
    if !edge.direct {
        let text = lang.pick(
            "văn bản trên là văn bản gốc, được thực hiện gián tiếp",
            "carried out indirectly: the document above is an ancestor",
        );
        notes.push(note(false, text.to_owned()));
    }
    if let Some(by) = &edge.confirmed_by {
        notes.push(note(false, format!("{} {by}", lang.pick("xác nhận bởi", "confirmed by"))));
    }
    if !edge.candidates.is_empty() {
        let or = lang.pick(" hoặc ", " or ");
        let named = named(forest, edge.candidates.iter().copied(), or);
        notes.push(note(true, format!("{} {named}", lang.pick("có thể là", "may be"))));
    }
    notes
}

/// What is said of a document, below it.
pub(super) fn of_node(forest: &Forest, node: Node, lang: Lang) -> Vec<Note> {
    let mut notes = Vec::new();
    if let Some(numbers) = forest.cited_as.get(&node) {
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let label = lang.pick("số để trống; văn bản khác dẫn là", "the number is blank; others cite it as");
        notes.push(note(numbers.len() > 1, format!("{label} {}", numbers.join(", "))));
    }
    for (verb, by) in forest.superseded.get(&node).into_iter().flatten() {
        let verb = match verb.as_str() {
            "replaced" => lang.pick("đã bị thay thế bởi", "superseded: replaced by"),
            "amended" => lang.pick("đã được sửa đổi, bổ sung bởi", "superseded: amended by"),
            _ => lang.pick("đã bị thay đổi bởi", "superseded by"),
        };
        notes.push(note(true, format!("{verb} {}", forest.told(*by))));
    }
    if let Some(above) = forest.ancestors.get(&node) {
        let named = named(forest, above.iter().copied(), "; ");
        let text = match (forest.missing(node).is_some(), lang) {
            (true, Lang::Vi) => format!("thực hiện {named} (theo các văn bản dưới đây)"),
            (true, Lang::En) => format!("carries out {named} (so its children say)"),
            (false, Lang::Vi) => format!("thực hiện gián tiếp {named}"),
            (false, Lang::En) => format!("ancestor: {named}"),
        };
        notes.push(note(false, text));
    }
    notes
}

fn named(forest: &Forest, nodes: impl ExactSizeIterator<Item = Node>, between: &str) -> String {
    let more = nodes.len().saturating_sub(NAMED);
    let told: Vec<String> = nodes.take(NAMED).map(|node| forest.told(node)).collect();
    let more = if more > 0 { format!(" (+{more})") } else { String::new() };
    format!("{}{more}", told.join(between))
}

/// "+3 copies" of a plan.
pub(super) fn copies(forest: &Forest, node: Node, lang: Lang) -> Option<String> {
    let copies = forest.copies.get(node).copied().filter(|copies| *copies > 0)?;
    Some(match (lang, copies) {
        (Lang::Vi, _) => format!("+{copies} bản"),
        (Lang::En, 1) => "+1 copy".to_owned(),
        (Lang::En, _) => format!("+{copies} copies"),
    })
}
