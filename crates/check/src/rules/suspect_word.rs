use std::collections::{BTreeSet, HashSet};

use kehoach_model::{Field, Severity};
use kehoach_viet::{WordKind, key};

use crate::family::Twin;
use crate::misspelt::{self, Wrong};
use crate::report::Report;
use crate::rule::rule;
use crate::scope::{Line, Scope};
use crate::{fold, neighbours, spellings};

rule! {
    /// A word looks mistyped or misread.
    ///
    /// ## What it finds
    /// - A word that differs from its twin only by a tone, a diacritic or letters that OCR confuses. The
    ///   twin stands in the same place of the parent's row, a child's row or a sibling row ("Kiểm toàn"
    ///   beside "Kiện toàn").
    /// - The name of a body that three times as many rows of the plan spell otherwise ("Trạm Y tê" beside
    ///   "Trạm Y tế").
    /// - A syllable that Vietnamese cannot have and that is no acronym, letter, foreign word or name, and
    ///   two words without a blank ("lựcThái"). A word of several syllables ("êlan") is taken for foreign.
    ///
    /// Which of two is wrong is told by how often each stands in the corpus; where the counts tie, the
    /// child's row is told as warning and the parent's as info, and nothing is proposed. A valid word
    /// without a twin is never told, nor is one that stands often in the corpus.
    ///
    /// ## Why it matters
    /// Such words pass every eye and break every search: the task "Bổ trí kinh phí" is not found under "Bố
    /// trí". The text is never corrected by kehoach, only told.
    ///
    /// ## Fires
    /// | document | Nhiệm vụ |
    /// |---|---|
    /// | tỉnh Hồng Lam | Bố trí kinh phí cho hạ tầng số |
    /// | xã Đồng Mây | Bổ trí kinh phí cho hạ tầng số |
    ///
    /// ## Silent
    /// | document | Nhiệm vụ |
    /// |---|---|
    /// | tỉnh Hồng Lam | Phổ biến nền tảng Smart Village, AI cho thôn Kà Rôm |
    /// | xã Đồng Mây | Phổ biến nền tảng Smart Village, AI cho thôn Kà Rôm |
    ///
    /// Tone marks in the old and the new place ("hoá", "hóa") are one word.
    ///
    /// ## What to do
    /// Compare with the twin, where the message shows one, and correct the word at its source. If it is
    /// right as it stands, add it to `allow`.
    ///
    /// ## Settings
    /// `[rules.suspect-word]` in `kehoach.toml`:
    ///
    /// | key | default | unit |
    /// |---|---|---|
    /// | `allow` | `[]` | words that are right as they stand: names and terms of the house |
    SuspectWord, Warning, check
}

/// Cells that hold words.
const FIELDS: [Field; 6] =
    [Field::Name, Field::Lead, Field::Support, Field::Monitor, Field::Result, Field::Note];
/// A spelling that stands so often in the corpus is a custom, whatever the other one does.
const CUSTOM: u32 = 5;

/// A word and the one that it should be, where that is known.
struct Suspect<'a> {
    line: Line<'a>,
    field: Field,
    word: String,
    better: Option<String>,
    key: &'static str,
    /// Where the better one stands.
    there: String,
    /// It is told against the row of a parent.
    is_child: bool,
}

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let mut suspects: Vec<Suspect<'_>> = Vec::new();
    for twin in scope.twins.iter().filter(|twin| twin.field == "word") {
        suspects.extend(of_twin(scope, twin));
    }
    for rows in &scope.tables {
        for (line, word, other, there) in neighbours::twins(rows) {
            if weigh(scope, line, &word, &other) == Weight::Worse {
                let (better, there) = (Some(other), there.called());
                suspects.push(Suspect {
                    line,
                    field: Field::Name,
                    word,
                    better,
                    key: "sibling",
                    there,
                    is_child: false,
                });
            }
        }
    }
    for odd in spellings::odd(scope) {
        let (line, field, word) = (odd.line, odd.field, odd.word);
        let (better, there) = (Some(odd.usual), odd.there.called());
        suspects.push(Suspect { line, field, word, better, key: "sibling", there, is_child: false });
    }
    // The same few bodies stand in most rows: what has no fault is not read again.
    let mut clean: HashSet<&str> = HashSet::new();
    for line in scope.lines() {
        for field in FIELDS {
            let text = line.value(field).unwrap_or_default();
            if clean.contains(text) {
                continue;
            }
            let before = suspects.len();
            suspects.extend(of_cell(line, field));
            if field != Field::Name && suspects.len() == before {
                clean.insert(text);
            }
        }
    }
    let mut told: BTreeSet<(String, String)> = BTreeSet::new();
    for suspect in suspects {
        let is_allowed = scope.settings.suspect_word.allow.contains(&suspect.word);
        // A word is told once a row, by the first that has something against it.
        if is_allowed || !told.insert((suspect.line.row.id.clone(), suspect.word.clone())) {
            continue;
        }
        tell(report, &suspect);
    }
}

fn tell(report: &mut Report<'_>, suspect: &Suspect<'_>) {
    let text = suspect.line.value(suspect.field).unwrap_or_default();
    // A lone syllable says little: with the next one it is a word.
    let is_twin = matches!(suspect.key, "parent" | "child" | "sibling" | "tie");
    let behind = if is_twin { next_word(text, &suspect.word) } else { "" };
    let word = format!("{}{behind}", suspect.word);
    let better = suspect.better.as_ref().map(|better| format!("{better}{behind}"));
    let called = suspect.line.called();
    let values = [
        ("row", called.as_str().into()),
        ("word", word.as_str().into()),
        ("better", better.as_deref().unwrap_or_default().into()),
        ("there", suspect.there.as_str().into()),
    ];
    let mut making = report.say(suspect.key, &values).field(suspect.field).row(suspect.line.row);
    if suspect.key == "tie" && !suspect.is_child {
        // Whoever copies is likelier to slip.
        making = making.severity(Severity::Info);
    }
    if let Some(better) = better.as_deref().filter(|_| suspect.key != "tie") {
        making.fix(field_name(suspect.field), Some(&word), Some(better));
    }
}

/// The blank and the word behind a word, where nothing else stands between them.
fn next_word<'t>(text: &'t str, word: &str) -> &'t str {
    let is_whole = |at: &usize| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let behind = text.get(at + word.len()..).and_then(|behind| behind.chars().next());
        !before.is_some_and(key::is_word) && !behind.is_some_and(key::is_word)
    };
    let found = text.match_indices(word).map(|(at, _)| at).find(is_whole);
    let Some(behind) = found.and_then(|at| text.get(at + word.len()..)) else { return "" };
    let Some(next) = behind.strip_prefix(' ').filter(|next| next.starts_with(char::is_lowercase)) else {
        return "";
    };
    let length = next.find(|c: char| !key::is_word(c)).unwrap_or(next.len());
    behind.get(..=length).unwrap_or_default()
}

fn field_name(field: Field) -> &'static str {
    match field {
        Field::Lead => "lead",
        Field::Support => "support",
        Field::Monitor => "monitor",
        Field::Result => "result",
        Field::Note => "note",
        _ => "name",
    }
}

/// A word that stands otherwise in the row of the parent, or of a child.
fn of_twin<'a>(scope: &Scope<'a>, twin: &Twin) -> Option<Suspect<'a>> {
    let line = scope.line(&twin.row)?;
    let key = match weigh(scope, line, &twin.own, &twin.other) {
        Weight::Better => return None,
        Weight::Worse if twin.is_child => "parent",
        Weight::Worse => "child",
        Weight::Equal => "tie",
    };
    let (word, there) = (twin.own.clone(), twin.there.clone());
    let better = Some(twin.other.clone());
    Some(Suspect { line, field: Field::Name, word, better, key, there, is_child: twin.is_child })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// The row's own word is the better one, or both are usual.
    Better,
    Worse,
    Equal,
}

/// Which of two spellings the corpus uses between the row's own neighbours.
fn weigh(scope: &Scope<'_>, line: Line<'_>, own: &str, other: &str) -> Weight {
    let is_wrong = |word: &str| matches!(WordKind::of(word), WordKind::Defect(_));
    match (is_wrong(own), is_wrong(other)) {
        (true, false) => return Weight::Worse,
        (false, true) => return Weight::Better,
        _ => {}
    }
    let words: Vec<String> = fold::words(&line.row.name).map(fold::word).collect();
    let (own, other) = (fold::word(own), fold::word(other));
    let Some(at) = words.iter().position(|word| *word == own) else { return Weight::Better };
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    let behind = words.get(at + 1);
    let count = |word: &str| {
        before.map_or(0, |before| scope.corpus.count(before, word))
            + behind.map_or(0, |behind| scope.corpus.count(word, behind))
    };
    let (of_own, of_other) = (count(&own), count(&other));
    match of_own.cmp(&of_other) {
        _ if of_own >= CUSTOM && of_own.saturating_mul(4) >= of_other => Weight::Better,
        std::cmp::Ordering::Less => Weight::Worse,
        std::cmp::Ordering::Equal => Weight::Equal,
        std::cmp::Ordering::Greater => Weight::Better,
    }
}

/// Words of a cell that are none.
fn of_cell(line: Line<'_>, field: Field) -> impl Iterator<Item = Suspect<'_>> {
    let text = line.value(field).unwrap_or_default();
    misspelt::of(text).map(move |(word, wrong)| {
        let (key, better) = match wrong {
            Wrong::Acronym(meant) => ("slip", Some(meant)),
            Wrong::Glued(apart) => ("glued", Some(apart)),
            Wrong::NoWord => ("no-word", None),
        };
        let word = word.to_owned();
        Suspect { line, field, word, better, key, there: String::new(), is_child: false }
    })
}
