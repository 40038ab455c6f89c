//! Tasks that stand in prose: a numbered heading, then "- Chủ trì thực hiện: …", "- Thời gian hoàn thành: …".

use kehoach_document::{Block, Passage, label};
use kehoach_model::{Confidence, Field, Group, Origin, Place, Raw, Row, Task};

use kehoach_viet::key;

use crate::{
    bodies, labels,
    outline::{is_heading, rank},
    parts::{Part, Parts},
    rows::row_key,
    values,
};

/// Reads the task blocks of the body.
pub(crate) fn read(parts: &Parts<'_>) -> Vec<Task> {
    let mut reader = Reader::default();
    for (_, block) in parts.of(Part::Body) {
        match block {
            Block::Paragraph(paragraph) => reader.paragraph(&paragraph.passage),
            Block::Table(_) => reader.end_block(),
        }
    }
    reader.end_block();
    reader.tasks
}

#[derive(Default)]
struct Reader<'a> {
    tasks: Vec<Task>,
    /// Numbered headings above the paragraph at hand: rank, ordinal, text, place.
    headings: Vec<(u8, &'a str, &'a str, Vec<Place>)>,
    /// Paragraphs under the heading that belong to no task yet.
    plain: Vec<&'a Passage>,
    draft: Draft,
    /// The tasks under the heading at hand: how many, and the first one's own words if it has any.
    under_heading: usize,
    first_words: Option<String>,
}

#[derive(Default)]
struct Draft {
    values: Vec<(Field, String)>,
    at: Vec<Place>,
}

impl<'a> Reader<'a> {
    fn paragraph(&mut self, passage: &'a Passage) {
        let text = passage.normal();
        let label = label::parse(text);
        let is_numbered = label.as_ref().is_some_and(|label| label.kind.is_numbered());
        let labelled = if is_numbered { Vec::new() } else { labels::parse_all(text) };
        if let Some(first) = labelled.first() {
            // A label that comes again opens the next task under the same heading.
            if self.draft.values.iter().any(|(field, _)| *field == first.field) {
                self.end_task();
            }
            let values = labelled.iter().map(|labelled| (labelled.field, labelled.value.to_owned()));
            self.draft.values.extend(values);
            self.draft.at.extend(passage.at());
            return;
        }
        // A label that no list knows ("- Yêu cầu: …") between those of a task stays with the task.
        let bullet = label.as_ref().is_none_or(|label| !label.kind.is_numbered());
        if bullet && !self.draft.values.is_empty() && has_label_shape(text) {
            self.draft.values.push((Field::Note, text.to_owned()));
            self.draft.at.extend(passage.at());
            return;
        }
        if let Some(label) = label.filter(|label| is_heading(label)) {
            self.end_block();
            self.headings.retain(|(open, ..)| *open < rank(label.kind));
            self.headings.push((rank(label.kind), label.ordinal, label.rest, passage.at()));
            return;
        }
        // Lines under a label without a value are its value: "- Chủ trì thực hiện:", "+ Văn phòng …".
        if let Some((_, value)) = self.draft.values.last_mut()
            && (value.is_empty() || value.starts_with('+') && text.starts_with('+'))
        {
            if !value.is_empty() {
                value.push(' ');
            }
            value.push_str(text);
            self.draft.at.extend(passage.at());
            return;
        }
        if !self.draft.values.is_empty() {
            self.end_task();
        }
        self.plain.push(passage);
    }

    fn end_block(&mut self) {
        self.end_task();
        self.plain.clear();
        self.under_heading = 0;
        self.first_words = None;
    }

    fn end_task(&mut self) {
        let draft = std::mem::take(&mut self.draft);
        let value = |field: Field| {
            draft
                .values
                .iter()
                .find(|(of, _)| *of == field)
                .map(|(_, value)| value.as_str())
                .filter(|value| !value.is_empty())
        };
        if value(Field::Lead).is_none() && value(Field::Support).is_none() {
            return;
        }
        let own: Vec<&str> = self.plain.iter().map(|passage| passage.normal()).collect();
        if self.under_heading == 1 && !own.is_empty() {
            self.heading_becomes_group();
        }
        let mut at = Vec::new();
        let heading = self.headings.last().filter(|_| self.under_heading == 0 || own.is_empty());
        let mut name: Vec<&str> = heading.map(|(_, _, text, _)| *text).into_iter().collect();
        name.extend(&own);
        let own_places = self.plain.iter().flat_map(|passage| passage.at());
        for place in heading
            .map(|(.., at)| at.clone())
            .unwrap_or_default()
            .into_iter()
            .chain(own_places)
            .chain(draft.at.clone())
        {
            Place::push_merged(&mut at, &place, 3);
        }
        let ordinal = heading.map(|(_, ordinal, ..)| (*ordinal).to_owned());
        let groups = self.groups(heading.is_some());
        let name = name.join(" ");
        let name = if heading.is_none() { without_bullet(&name) } else { name };
        if self.under_heading == 0 && !own.is_empty() {
            self.first_words = Some(without_bullet(&own.join(" ")));
        }
        let row = Row {
            id: format!("p0.r{}", self.tasks.len() + 1),
            row_key: row_key(ordinal.as_deref(), &name, &folded(&groups)),
            ordinal,
            groups,
            name,
            lead: value(Field::Lead).and_then(bodies::read),
            support: value(Field::Support).and_then(bodies::read),
            monitor: value(Field::Monitor).and_then(bodies::read),
            note: notes(&draft.values),
            cells: Vec::new(),
            inferred: false,
            confidence: Confidence::Certain,
            at,
        };
        self.tasks.push(Task {
            row,
            result: value(Field::Result).map(str::to_owned),
            budget: value(Field::Budget).map(|raw| Raw { raw: raw.to_owned() }),
            deadline: value(Field::Deadline).and_then(values::deadline),
            origin: Origin::Prose,
        });
        self.plain.clear();
        self.under_heading += 1;
    }

    /// A second task stands under the heading: it gathers both, and the first keeps its own words as name.
    fn heading_becomes_group(&mut self) {
        let groups = self.groups(false);
        if let (Some(first), Some(words)) = (self.tasks.last_mut(), self.first_words.take()) {
            let row = &mut first.row;
            (row.ordinal, row.name, row.groups) = (None, words, groups);
            row.row_key = row_key(None, &row.name, &folded(&row.groups));
        }
    }

    /// Headings that gather this task: numbered ones below the plan's own Roman sections.
    fn groups(&self, heading_is_name: bool) -> Vec<Group> {
        /// Rank of "1."; what stands above is a section of the plan, not a group of tasks.
        const FIRST_NUMBER: u8 = 4;
        let gathering = self.headings.len() - usize::from(heading_is_name && !self.headings.is_empty());
        let headings = self.headings.iter().take(gathering).filter(|(rank, ..)| *rank >= FIRST_NUMBER);
        headings
            .map(|(_, ordinal, text, _)| Group {
                ordinal: Some((*ordinal).to_owned()),
                title: (*text).to_owned(),
            })
            .collect()
    }
}

/// Folded titles, as keys of rows want them.
fn folded(groups: &[Group]) -> String {
    groups.iter().map(|group| key::name(&group.title)).collect::<Vec<_>>().join("\u{1f}")
}

/// What unknown labels say, bullets left out.
fn notes(values: &[(Field, String)]) -> Option<String> {
    let notes =
        values.iter().filter(|(field, _)| *field == Field::Note).map(|(_, text)| without_bullet(text));
    let joined = notes.collect::<Vec<_>>().join(" ");
    (!joined.is_empty()).then_some(joined)
}

/// "Two or three words: value".
fn has_label_shape(text: &str) -> bool {
    /// Words of a label.
    const WORDS: usize = 6;
    let body = without_bullet(text);
    body.split_once(": ").is_some_and(|(label, _)| {
        label.split_whitespace().count() <= WORDS && label.starts_with(char::is_uppercase)
    })
}

/// A task that a bullet names is called without the bullet.
fn without_bullet(name: &str) -> String {
    label::parse(name).filter(|label| !label.kind.is_numbered()).map_or(name, |label| label.rest).to_owned()
}
