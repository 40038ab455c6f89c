//! The head of a flattened table: its words cut into columns, and where it stands again on later pages.

use kehoach_document::{COLUMN_HEADS, Meaning};
use kehoach_model::Field;
use kehoach_viet::key;

use super::anchor;
use super::words::{Start, Word};

/// What the cells of a column are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Domain {
    /// Sentences: the name of the row, a result, a note.
    Free,
    /// Names of bodies.
    Body,
    /// Deadlines.
    Time,
    /// Numbers, shares, "Đạt".
    Quantity,
    /// Units of measure.
    Unit,
}

/// How many domains there are.
pub(super) const DOMAINS: usize = 5;
/// All domains, in their order.
pub(super) const ALL_DOMAINS: [Domain; DOMAINS] =
    [Domain::Free, Domain::Body, Domain::Time, Domain::Quantity, Domain::Unit];

/// A column behind TT.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    /// Its words in the head.
    pub(super) words: Vec<usize>,
    pub(super) domain: Domain,
    pub(super) field: Field,
}

/// A head cut into columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Head {
    /// Words of "TT", "Số TT".
    pub(super) ordinal: Vec<usize>,
    pub(super) columns: Vec<Column>,
    /// Words of the whole head, a line of column numbers included.
    pub(super) end: usize,
    /// Where that line begins; `end` where there is none.
    pub(super) numbers: usize,
}

/// Longest head in words: eight columns of eight words.
const LONGEST: usize = 64;

impl Head {
    /// The head that the words begin with.
    pub(super) fn read(words: &[Word<'_>]) -> Option<Self> {
        let ordinal = ordinal_words(words)?;
        let end = end_of(words, ordinal)?;
        let mut cuts = cuts(words.get(..end)?, ordinal);
        // A line that heads nothing, below all heads, is a title without a number.
        let mut end = end;
        while let Some(&last) = cuts.last()
            && cuts.len() > 3
            && words.get(last).is_some_and(Word::starts_line)
            && meaning(words, &(last..end).collect::<Vec<_>>(), true).0.is_none()
        {
            end = last;
            cuts.pop();
        }
        let columns = columns(words, &cuts, end)?;
        let numbers = end;
        let end = end + column_numbers(words.get(end..)?, columns.len());
        Some(Self { ordinal: (0..ordinal).collect(), columns, end, numbers })
    }

    /// How many words at `at` repeat this head; 0 if they do not.
    pub(super) fn repeated(&self, head: &[Word<'_>], words: &[Word<'_>], at: usize) -> usize {
        let same = |one: &Word<'_>, other: &Word<'_>| one.id == other.id;
        let Some(here) = words.get(at..) else { return 0 };
        if !here.first().zip(head.first()).is_some_and(|(one, other)| other.starts_line() && same(one, other))
        {
            return 0;
        }
        if here.len() >= self.end
            && here.iter().zip(head.iter().take(self.end)).all(|(one, other)| same(one, other))
        {
            return self.end;
        }
        0
    }
}

/// Words of the ordinal's head.
fn ordinal_words(words: &[Word<'_>]) -> Option<usize> {
    let folded = |at: usize| words.get(at).map(|word| key::ascii(word.text)).unwrap_or_default();
    match (folded(0).as_str(), folded(1).as_str()) {
        ("tt" | "stt", _) => Some(1),
        ("so" | "s", "tt") => Some(2),
        _ => None,
    }
}

/// Where the head ends: in front of the first line that opens a row or a group, or that the head does not hold
/// when it stands again.
fn end_of(words: &[Word<'_>], ordinal: usize) -> Option<usize> {
    let opens = |at: &usize| {
        let Some(word) = words.get(*at) else { return true };
        let first = ["I", "A", "1", "01", "1.1", "I.1"].contains(&word.text.trim_end_matches(['.', ')']));
        word.starts_line() && (first && anchor::label(word).is_some() || word.text == "(1)")
    };
    let first = (ordinal + 1..words.len().min(LONGEST)).find(opens)?;
    // A row without a number below the head: the head's next copy tells where it ends.
    let again = (first..words.len()).find(|&at| {
        let same =
            |offset: usize| words.get(at + offset).zip(words.get(offset)).is_some_and(|(a, b)| a.id == b.id);
        words.get(at).is_some_and(Word::starts_line) && (0..=ordinal + 1).all(same)
    });
    let common = again.map_or(first, |again| {
        (0..first)
            .take_while(|&offset| {
                words.get(again + offset).zip(words.get(offset)).is_some_and(|(a, b)| a.id == b.id)
            })
            .count()
    });
    Some(if common >= ordinal + 3 { common } else { first })
}

/// A line "(1) (2) (3)" below the head.
fn column_numbers(words: &[Word<'_>], columns: usize) -> usize {
    let number = |word: &Word<'_>| {
        let bare = word.text.trim_matches(['(', ')', '[', ']']);
        bare.parse::<u32>().ok()
    };
    let count = words.iter().zip(1..).take_while(|(word, want)| number(word) == Some(*want)).count();
    // "1 2 3": a first row may begin with "1" too, but not go on with "2" and "3".
    if count > columns || count == columns && columns >= 3 { count } else { 0 }
}

/// Words at which a column of the head begins.
///
/// A head is written like a sentence: its capital begins it. In heads all in capitals the nouns of the trade tell.
fn cuts(words: &[Word<'_>], ordinal: usize) -> Vec<usize> {
    let capitals = |word: &Word<'_>| key::is_capitals(word.text);
    let behind = words.get(ordinal..).unwrap_or_default();
    let in_capitals = behind.iter().filter(|word| capitals(word)).count() * 3 > behind.len() * 2;
    let mut cuts = vec![ordinal];
    for at in ordinal + 1..words.len() {
        let (Some(word), Some(before)) = (words.get(at), words.get(at - 1)) else { break };
        let joined = before.text.ends_with(['/', ',', '-', '–', '&', '(', ':'])
            || word.text.starts_with(['/', '-', '–', '&', '('])
            || matches!(key::ascii(before.text).as_str(), "va" | "hoac" | "cua");
        let start = cuts.last().copied().unwrap_or(ordinal);
        let begins = if in_capitals {
            is_noun(words, at) && !is_noun_alone(words, start..at)
        } else {
            let acronym = capitals(word) && word.text.chars().count() > 1 && !is_noun(words, at);
            word.begins == Start::Upper && !acronym || second_year(words, start..at)
        };
        if begins && !joined {
            cuts.push(at);
        }
    }
    cuts
}

/// "2025 2026": a year right behind another is the next column.
fn second_year(words: &[Word<'_>], before: std::ops::Range<usize>) -> bool {
    let year = |at: usize| words.get(at).is_some_and(|word| word.marks.year && word.text.len() == 4);
    year(before.end) && before.end.checked_sub(1).is_some_and(year)
}

/// Nouns that begin heads.
const NOUNS: &[&str] = &[
    "nhiem vu",
    "noi dung",
    "chi tieu",
    "ten",
    "cong viec",
    "muc tieu",
    "don vi",
    "co quan",
    "thoi gian",
    "thoi han",
    "tien do",
    "lo trinh",
    "ket qua",
    "san pham",
    "kinh phi",
    "nguon",
    "ghi chu",
    "dvt",
    "ke hoach",
    "nam",
    "nguoi",
    "bo phan",
    "lanh dao",
    "chu tri",
    "phoi hop",
    "hoat dong",
    "giai phap",
    "du kien",
    "thuc hien nam",
    "hien trang",
    "so nganh",
    "theo doi",
    "cap trinh",
    "can cu",
];

fn is_noun(words: &[Word<'_>], at: usize) -> bool {
    let text = words.iter().skip(at).take(3).map(|word| word.text).collect::<Vec<_>>().join(" ");
    let folded = key::ascii(&text);
    NOUNS
        .iter()
        .any(|noun| folded.strip_prefix(noun).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// "ĐƠN VỊ" in front of "CHỦ TRÌ": a noun that waits for what it does.
fn is_noun_alone(words: &[Word<'_>], range: std::ops::Range<usize>) -> bool {
    let text =
        words.get(range).unwrap_or_default().iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
    [
        "don vi",
        "co quan",
        "thoi gian",
        "nguoi",
        "bo phan",
        "ten",
        "lanh dao",
        "du kien",
        "ke hoach",
        "muc tieu",
    ]
    .contains(&key::ascii(&text).as_str())
}

/// "Chủ trì", "Phối hợp": what a body does, or when.
fn is_deed(words: &[Word<'_>], at: usize) -> bool {
    let text = words.iter().skip(at).take(2).map(|word| word.text).collect::<Vec<_>>().join(" ");
    ["chu tri", "phoi hop", "thuc hien", "hoan thanh", "tham muu", "theo doi"]
        .contains(&key::ascii(&text).as_str())
}

/// The columns between the cuts; what means nothing by itself belongs to the column in front of it.
fn columns(words: &[Word<'_>], cuts: &[usize], end: usize) -> Option<Vec<Column>> {
    let ends = cuts.iter().skip(1).copied().chain([end]);
    let mut columns: Vec<Column> = Vec::new();
    for (&start, end) in cuts.iter().zip(ends) {
        let named = columns.iter().any(|column| column.field == Field::Name);
        let (field, domain) = meaning(words, &(start..end).collect::<Vec<_>>(), named);
        // "Cơ quan" over "chủ trì": a noun that waits for what it does.
        let waits = columns.last().is_some_and(|last| {
            let span = last.words.first().copied().unwrap_or(0)..start;
            is_noun_alone(words, span) && is_deed(words, start)
        });
        match (columns.last_mut(), field.filter(|_| !waits)) {
            (Some(last), None) => {
                last.words.extend(start..end);
                let (field, domain) = meaning(words, &last.words, named && last.field != Field::Name);
                (last.field, last.domain) = (field.unwrap_or(last.field), domain);
            }
            (_, field) => {
                let field = field.unwrap_or(Field::Name);
                columns.push(Column { words: (start..end).collect(), domain, field });
            }
        }
    }
    let named = columns.iter().any(|column| column.field == Field::Name);
    (named && columns.len() >= 2).then_some(columns)
}

fn meaning(words: &[Word<'_>], of: &[usize], has_name: bool) -> (Option<Field>, Domain) {
    let text = of.iter().filter_map(|&at| words.get(at)).map(|word| word.text).collect::<Vec<_>>().join(" ");
    let folded = key::ascii(kehoach_document::head::without_mark(&text));
    let (wordings, names) = &*COLUMN_HEADS;
    let found = wordings.meaning(&folded);
    let names_rows = [&names.indicators, &names.tasks, &names.either].iter().any(|set| set.is_match(&folded));
    let reserved =
        matches!(found, Some(Meaning::Field(field)) if field != Field::Target && field != Field::Result);
    if !has_name && names_rows && !reserved {
        return (Some(Field::Name), Domain::Free);
    }
    let field = match found {
        Some(Meaning::Field(field)) => Some(field),
        Some(Meaning::LeadAndSupport) => Some(Field::Lead),
        None => names_rows.then_some(Field::Note),
    };
    let domain = match field {
        Some(Field::Lead | Field::Support | Field::Monitor) => Domain::Body,
        Some(Field::Deadline) => Domain::Time,
        Some(Field::Target | Field::Baseline | Field::Budget) => Domain::Quantity,
        Some(Field::Unit) => Domain::Unit,
        _ => Domain::Free,
    };
    (field, domain)
}

impl Head {
    /// The head of a table whose columns are kept apart: `gap` tells whether a word begins behind a wide gap, `place`
    /// where a word begins and ends in its line.
    pub(super) fn read_apart(
        words: &[Word<'_>],
        gap: impl Fn(usize) -> bool,
        place: impl Fn(usize) -> (usize, usize),
    ) -> Option<Self> {
        let ordinal = (0..words.len().min(LONGEST / 2)).find(|&at| {
            ordinal_words(words.get(at..).unwrap_or_default()).is_some()
                && words.get(at).is_some_and(Word::starts_line)
        })?;
        let ordinal_length = ordinal_words(words.get(ordinal..)?)?;
        let behind = ordinal + end_of(words.get(ordinal..)?, ordinal_length)?;
        // Pieces that stand below each other are one column's.
        let mut columns: Vec<(std::ops::Range<usize>, Vec<usize>)> = Vec::new();
        for at in 0..behind {
            let (start, end) = place(at);
            let goes_on = at > 0 && !gap(at) && !words.get(at)?.starts_line();
            let same = columns.iter_mut().find(|(span, of)| {
                if goes_on { of.last() == Some(&(at - 1)) } else { span.start < end && start < span.end }
            });
            match same {
                Some((span, of)) => {
                    (span.start, span.end) = (span.start.min(start), span.end.max(end));
                    of.push(at);
                }
                None => columns.push((start..end, vec![at])),
            }
        }
        columns.sort_by_key(|(span, _)| span.start);
        let is_ordinal = columns.first().is_some_and(|(_, of)| of.first() == Some(&ordinal));
        let mut read: Vec<Column> = Vec::new();
        for (_, of) in columns.iter().skip(1) {
            let named = read.iter().any(|column| column.field == Field::Name);
            let (field, domain) = meaning(words, of, named);
            read.push(Column { words: of.clone(), domain, field: field.unwrap_or(Field::Note) });
        }
        let named = read.iter().any(|column| column.field == Field::Name);
        let end = behind + column_numbers(words.get(behind..)?, read.len());
        let ordinal = columns.into_iter().next()?.1;
        (is_ordinal && named && read.len() >= 2).then_some(Self {
            ordinal,
            columns: read,
            end,
            numbers: behind,
        })
    }
}

#[cfg(test)]
#[path = "head_tests.rs"]
mod tests;
