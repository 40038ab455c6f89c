//! Headings and the text under them, and the aims that stand in prose.

use kehoach_document::{Block, label, label::LabelKind};
use kehoach_model::{Objective, Section};
use kehoach_viet::{find_quantities, key};

use crate::{
    parts::{Part, Parts},
    values,
};

/// Longer paragraphs are text even where they carry a number.
const LONGEST_HEADING: usize = 240;
/// A heading on the line of its text ends in a colon within so many characters.
const RUN_IN_HEADING: usize = 120;

/// The sections of preamble, body and annexes.
pub(crate) fn read(parts: &Parts<'_>) -> Vec<Section> {
    let mut tree = Tree::default();
    let preamble: Vec<String> =
        parts.of(Part::Preamble).filter_map(|(_, block)| paragraph(block)).map(str::to_owned).collect();
    if !preamble.is_empty() {
        let at = parts.of(Part::Preamble).next().map(|(_, block)| block.at()).unwrap_or_default();
        tree.roots.push(Section { paragraphs: preamble, at, ..Section::default() });
    }
    for (_, block) in parts.of(Part::Body) {
        tree.add(block);
    }
    tree.close(0);
    for (number, annex) in parts.annexes.iter().enumerate() {
        let head = Section {
            ordinal: Some(annex.name.clone()).filter(|name| !name.is_empty()),
            heading: annex.title.clone(),
            paragraphs: annex.attached.iter().cloned().collect(),
            at: annex.at.clone(),
            ..Section::default()
        };
        tree.open(0, head);
        for (at, block) in parts.of(Part::Annex(number)) {
            if !annex.head.contains(&at) {
                tree.add(block);
            }
        }
        tree.close(0);
    }
    tree.roots
}

fn paragraph(block: &Block) -> Option<&str> {
    match block {
        Block::Paragraph(paragraph) => Some(paragraph.passage.normal()),
        Block::Table(_) => None,
    }
}

/// Sections being built; the innermost is last. No recursion: headings can nest as deep as the input likes.
#[derive(Default)]
struct Tree {
    roots: Vec<Section>,
    open: Vec<(u8, Section)>,
}

impl Tree {
    fn add(&mut self, block: &Block) {
        let Some(text) = paragraph(block) else { return };
        let Some(label) = label::parse(text).filter(|label| is_heading(label)) else {
            match self.open.last_mut() {
                Some((_, section)) => section.paragraphs.push(text.to_owned()),
                None => self.roots.push(Section {
                    paragraphs: vec![text.to_owned()],
                    at: block.at(),
                    ..Section::default()
                }),
            }
            return;
        };
        let rank = rank(label.kind);
        self.close(rank);
        let section = Section {
            ordinal: Some(label.ordinal.to_owned()),
            heading: Some(label.rest.to_owned()),
            at: block.at(),
            ..Section::default()
        };
        self.open(rank, section);
    }

    fn open(&mut self, rank: u8, section: Section) {
        self.open.push((rank, section));
    }

    /// Closes all sections of this rank and below.
    fn close(&mut self, rank: u8) {
        while self.open.last().is_some_and(|(open, _)| *open >= rank) {
            let Some((_, section)) = self.open.pop() else { break };
            let section = settled(section);
            match self.open.last_mut() {
                Some((_, parent)) => parent.sections.push(section),
                None => self.roots.push(section),
            }
        }
    }
}

/// Rank of a label: annexes are 0.
pub(crate) fn rank(kind: LabelKind) -> u8 {
    match kind {
        LabelKind::Part => 1,
        LabelKind::Capital => 2,
        LabelKind::Roman => 3,
        LabelKind::Decimal(depth) => 3 + depth.min(5),
        LabelKind::Letter => 9,
        LabelKind::Dash | LabelKind::Plus => u8::MAX,
    }
}

/// Numbers always open a section; a letter only where it stands over further text ("a) Mạng nội bộ").
pub(crate) fn is_heading(label: &label::Label<'_>) -> bool {
    match label.kind {
        LabelKind::Dash | LabelKind::Plus => false,
        LabelKind::Letter => {
            label.rest.chars().count() <= RUN_IN_HEADING && !label.rest.ends_with(['.', ';', ',', '…'])
        }
        _ => true,
    }
}

/// Decides, once all is known that stands under it, what of a numbered paragraph is heading and what is text.
fn settled(mut section: Section) -> Section {
    let Some(text) = section.heading.take() else { return section };
    let alone = section.paragraphs.is_empty() && section.sections.is_empty();
    let sentence = text.ends_with(['.', ';']) || text.ends_with("./.");
    // What stands over further text and does not end as a sentence is a heading however long it is.
    if !alone && !sentence || text.chars().count() <= LONGEST_HEADING && !(alone && sentence) {
        section.heading = Some(text);
        return section;
    }
    let colon = text.find(':').filter(|&colon| {
        text.get(..colon).is_some_and(|head| head.chars().count() <= RUN_IN_HEADING) && text.len() > colon + 1
    });
    let (heading, rest) = match colon {
        Some(colon) => (text.get(..=colon), text.get(colon + 1..).unwrap_or_default()),
        None => (None, text.as_str()),
    };
    section.paragraphs.insert(0, rest.trim().to_owned());
    section.heading = heading.map(str::to_owned);
    section
}

/// Aims in prose: what stands under headings such as "Mục tiêu cụ thể".
pub(crate) fn objectives(parts: &Parts<'_>) -> Vec<Objective> {
    let mut headings: Vec<(u8, String)> = Vec::new();
    let mut objectives = Vec::new();
    for (_, block) in parts.of(Part::Body) {
        let Block::Paragraph(paragraph) = block else { continue };
        let text = paragraph.passage.normal();
        let label = label::parse(text);
        if let Some(label) = label.as_ref().filter(|label| is_heading(label)) {
            // Under the heading of aims a letter numbers an aim.
            let inside = label.kind == LabelKind::Letter && states_aims(&headings);
            if !inside {
                headings.retain(|(open, _)| *open < rank(label.kind));
                headings.push((rank(label.kind), key::ascii(label.rest)));
                continue;
            }
        }
        let name = label.map_or(text, |label| label.rest);
        if !states_aims(&headings) || name.starts_with('(') || name.ends_with(':') {
            continue;
        }
        let targets =
            find_quantities(name).filter_map(|(range, _)| values::target(None, name.get(range)?, None));
        objectives.push(Objective {
            name: name.to_owned(),
            targets: targets.collect(),
            at: paragraph.passage.at(),
        });
    }
    objectives
}

/// Whether the headings above a paragraph, outermost first, say that aims are listed here.
fn states_aims(headings: &[(u8, String)]) -> bool {
    const GENERAL: &[&str] = &[
        "chung",
        "tong quat",
        "muc dich",
        "yeu cau",
        "quan diem",
        "dinh huong chung",
        "nhiem vu",
        "giai phap",
    ];
    const SPECIFIC: &[&str] = &["cu the", "chi tieu", "den nam", "nam 20", "giai doan", "dinh huong"];
    let Some((_, innermost)) = headings.last() else { return false };
    let of_aims =
        headings.iter().any(|(_, heading)| heading.contains("muc tieu") || heading.contains("chi tieu"));
    of_aims
        && !GENERAL.iter().any(|word| innermost.contains(word))
        && SPECIFIC.iter().any(|word| {
            headings.iter().skip(usize::from(headings.len() > 1)).any(|(_, heading)| heading.contains(word))
        })
}
