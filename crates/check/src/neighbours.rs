//! Words of one table that differ only by marks and stand between the same neighbours: one of both is likely a slip.

use std::collections::HashMap;

use kehoach_viet::key;

use crate::fold;
use crate::scope::{Line, Rows};

/// A word as it stands in a row.
struct Spelling<'a> {
    line: Line<'a>,
    folded: String,
    printed: &'a str,
}

/// Words with a twin in the same table: the row, the word, its twin and the row where that stands.
pub(crate) fn twins<'a>(rows: &Rows<'a>) -> Vec<(Line<'a>, String, String, Line<'a>)> {
    // By the word without marks and both neighbours with theirs.
    let mut seen: HashMap<u64, Vec<Spelling<'a>>> = HashMap::new();
    let mut found = Vec::new();
    for line in &rows.lines {
        let printed: Vec<&str> = fold::words(&line.row.name).collect();
        let folded: Vec<String> = printed.iter().map(|word| fold::word(word)).collect();
        for (three, word) in folded.windows(3).zip(printed.iter().skip(1)) {
            let [before, own, behind] = three else { continue };
            let spellings = seen.entry(fold::place(before, own, behind)).or_default();
            // "hàng năm" and "hằng năm" are both right.
            let in_place = |word: &str| key::name(&format!("{before} {word} {behind}"));
            let is_twin =
                |twin: &&Spelling<'_>| twin.folded != *own && in_place(&twin.folded) != in_place(own);
            if let Some(twin) = spellings.iter().find(is_twin) {
                found.push((*line, (*word).to_owned(), twin.printed.to_owned(), twin.line));
                found.push((twin.line, twin.printed.to_owned(), (*word).to_owned(), *line));
            }
            if !spellings.iter().any(|twin| twin.folded == *own) {
                spellings.push(Spelling { line: *line, folded: own.clone(), printed: word });
            }
        }
    }
    found
}
