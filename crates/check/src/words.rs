//! Lists of words by which several rules judge.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::fold;

#[derive(Deserialize)]
struct Words {
    manner: HashSet<String>,
    dangling: HashSet<String>,
    ending: HashSet<String>,
    bodies: Vec<String>,
    falling: Vec<String>,
    looking_back: Vec<String>,
    counted: HashSet<String>,
    measures: Vec<String>,
    clauses: Vec<String>,
    other_time: Vec<String>,
    at_least: Vec<String>,
    at_most: Vec<String>,
    own_years: Vec<String>,
    parts: Vec<String>,
    documents: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a file of this crate, loaded in a test")]
    toml::from_str(include_str!("../data/words.toml")).expect("a data file")
});

/// Whether a folded word says only how something is done.
pub(crate) fn is_manner(word: &str) -> bool {
    WORDS.manner.contains(word)
}

/// Whether a folded word is part of the name of a kind of document, or of who issues it.
pub(crate) fn is_of_document(word: &str) -> bool {
    WORDS.documents.contains(word)
}

/// The word that a text cannot end in, if it does.
pub(crate) fn dangling(text: &str) -> Option<String> {
    let mut words: Vec<&str> = text
        .rsplit(|c: char| !kehoach_viet::key::is_word(c))
        .filter(|word| !word.is_empty())
        .take(2)
        .collect();
    words.reverse();
    let folded: Vec<String> = words.into_iter().map(fold::word).collect();
    let last = |count: usize| Some(folded.get(folded.len().checked_sub(count)?..)?.join(" "));
    if last(2).is_some_and(|end| WORDS.ending.contains(&end)) {
        return None;
    }
    [last(1), last(2)].into_iter().flatten().find(|end| WORDS.dangling.contains(end))
}

/// Whether a text begins as the name of a body does: "Sở Nội vụ", "- Phòng Kinh tế".
pub(crate) fn begins_as_body(text: &str) -> bool {
    begins(text.trim_start_matches(|c: char| !c.is_alphanumeric()), &WORDS.bodies)
}

/// Whether less of what a name asks for is more.
pub(crate) fn is_falling(name: &str) -> bool {
    holds(name, &WORDS.falling)
}

/// Whether a folded word in front of a number makes it a count, a date or a name.
pub(crate) fn is_counted(word: &str) -> bool {
    WORDS.counted.contains(word)
}

/// Whether a name says what is measured.
pub(crate) fn is_measure(name: &str) -> bool {
    begins(name, &WORDS.measures)
}

/// Whether a clause begins in a text.
pub(crate) fn has_clause(text: &str) -> bool {
    holds(text, &WORDS.clauses)
}

/// Whether a name speaks of another time than its column.
pub(crate) fn is_of_other_time(name: &str) -> bool {
    holds(name, &WORDS.other_time)
}

/// Whether a deadline has years of its own.
pub(crate) fn has_own_years(deadline: &str) -> bool {
    holds(deadline, &WORDS.own_years)
}

/// Whether a row is a part of the row above.
pub(crate) fn is_part(name: &str) -> bool {
    begins(name, &WORDS.parts)
}

/// Whether a folded text ends in a lower bound, and whether in an upper one.
pub(crate) fn bounds(folded: &str) -> (bool, bool) {
    let ends = |words: &[String]| words.iter().any(|word| folded.ends_with(word.as_str()));
    (ends(&WORDS.at_least), ends(&WORDS.at_most))
}

/// Whether a task looks back on the time of its plan.
pub(crate) fn looks_back(name: &str) -> bool {
    begins(name, &WORDS.looking_back)
}

fn holds(text: &str, words: &[String]) -> bool {
    let folded = fold::text(text);
    words.iter().any(|word| folded.contains(&format!(" {word} ")))
}

fn begins(text: &str, starts: &[String]) -> bool {
    /// Words of the longest start.
    const WORDS: usize = 4;
    let mut folded = String::from(" ");
    for word in fold::words(text).take(WORDS) {
        folded.push_str(&fold::word(word));
        folded.push(' ');
    }
    starts.iter().any(|start| folded.strip_prefix(' ').is_some_and(|it| it.starts_with(&format!("{start} "))))
}

/// The words of a text that tell its matter, folded and sorted.
pub(crate) fn matter(text: &str) -> Vec<String> {
    let mut words: Vec<String> = fold::words(text).map(fold::word).filter(|word| !is_manner(word)).collect();
    words.sort_unstable();
    words
}
