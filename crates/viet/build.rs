//! Turns `data/syllables.toml` into a table of transitions: the smallest automaton that accepts every syllable.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "a build that cannot go on stops"
)]

#[path = "src/letter.rs"]
#[allow(dead_code, reason = "the crate uses the rest")]
mod letter;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use letter::{LETTERS, TONES, number, vowel, vowel_number};
use serde::Deserialize;

#[derive(Deserialize)]
struct Grammar {
    onsets: Vec<String>,
    rhymes: Vec<String>,
    qu_rhymes: Vec<String>,
    gi_rhymes: Vec<String>,
    words: Vec<String>,
}

fn main() {
    println!("cargo::rerun-if-changed=data/syllables.toml");
    println!("cargo::rerun-if-changed=src/letter.rs");
    let text = fs::read_to_string("data/syllables.toml").unwrap();
    let grammar: Grammar = toml::from_str(&text).unwrap();
    let mut spellings: BTreeSet<Vec<u8>> = grammar.syllables().iter().flat_map(Syllable::spellings).collect();
    spellings.extend(grammar.words.iter().map(|word| word.chars().map(number).collect()));
    let automaton = Automaton::of(&spellings);
    let out = env::var("OUT_DIR").unwrap();
    fs::write(Path::new(&out).join("syllables.rs"), automaton.source(spellings.len())).unwrap();
}

/// A syllable without its tone.
struct Syllable {
    onset: String,
    rhyme: String,
}

impl Grammar {
    fn syllables(&self) -> Vec<Syllable> {
        let mut all = Vec::new();
        for onset in &self.onsets {
            for rhyme in self.rhymes.iter().filter(|rhyme| self.allows(onset, rhyme)) {
                // "gi" and "iêng" give "giêng": one i.
                let onset = if onset == "gi" && rhyme.starts_with('i') { "g" } else { onset };
                all.push(Syllable { onset: onset.to_owned(), rhyme: rhyme.clone() });
            }
        }
        all.extend(self.qu_rhymes.iter().map(|rhyme| Syllable { onset: "qu".into(), rhyme: rhyme.clone() }));
        all
    }

    fn allows(&self, onset: &str, rhyme: &str) -> bool {
        let front = rhyme.starts_with(['i', 'e', 'ê', 'y']);
        match onset {
            "k" | "gh" | "ngh" => front && (onset == "k" || rhyme != "y") && !rhyme.starts_with("yê"),
            "c" | "g" | "ng" => !front,
            "gi" if rhyme.starts_with(['i', 'y']) => self.gi_rhymes.iter().any(|allowed| allowed == rhyme),
            "gi" => !glides(rhyme),
            "" => !rhyme.starts_with("iê"),
            _ => !rhyme.starts_with("yê"),
        }
    }
}

/// Whether the rhyme opens with a glide: "oa", "oăn", "uy", "uê", "uơ", but not "ua", "uô".
fn glides(rhyme: &str) -> bool {
    ["oa", "oă", "oe", "uâ", "uê", "uơ", "uy"].iter().any(|glide| rhyme.starts_with(glide))
}

impl Syllable {
    /// All tones, in both styles of placing them.
    fn spellings(&self) -> Vec<Vec<u8>> {
        let stopped = ["c", "ch", "p", "t"].iter().any(|coda| self.rhyme.ends_with(coda));
        let onset: Vec<u8> = self.onset.chars().map(number).collect();
        let rhyme: Vec<u8> = self.rhyme.chars().map(number).collect();
        let mut all = Vec::new();
        for tone in 0..TONES as u8 {
            // A stop takes only sắc and nặng.
            if stopped && !matches!(tone, 2 | 5) {
                continue;
            }
            for place in self.places() {
                let mut word = onset.clone();
                word.extend(&rhyme);
                let letter = &mut word[onset.len() + place];
                let (row, _) = vowel(*letter).unwrap();
                *letter = vowel_number(row, tone);
                all.push(word);
            }
        }
        all
    }

    /// Where the tone may stand, counted in letters of the rhyme (Quyết định 1989/QĐ-BGDĐT, Điều 8, and the
    /// older habit for open oa, oe, uy).
    fn places(&self) -> Vec<usize> {
        let letters: Vec<char> = self.rhyme.chars().collect();
        if let Some(last) = letters.iter().rposition(|c| "ăâêôơư".contains(*c)) {
            return vec![last];
        }
        let vowels = letters.iter().filter(|c| vowel(number(**c)).is_some()).count();
        match (self.rhyme.as_str(), vowels) {
            ("oa" | "oe" | "uy", _) => vec![0, 1],
            (_, 1) => vec![0],
            // "oai", "uya", "oan", "uynh", "oong": the main vowel is the second.
            (_, 3) => vec![1],
            (rhyme, _) if ["oa", "oe", "uy", "oo"].iter().any(|start| rhyme.starts_with(start)) => vec![1],
            _ => vec![0],
        }
    }
}

/// Letters of a row of the written table.
const ROW: usize = 128;

/// States from 1 on; 0 is the dead one.
struct Automaton {
    next: Vec<[u8; LETTERS]>,
    accepting: Vec<bool>,
    start: u8,
}

impl Automaton {
    /// Words of one length and ending share their states, from the ends up.
    fn of(words: &BTreeSet<Vec<u8>>) -> Self {
        let words: Vec<&[u8]> = words.iter().map(Vec::as_slice).collect();
        let mut this = Self { next: vec![[0; LETTERS]], accepting: vec![false], start: 0 };
        let mut known = BTreeMap::new();
        this.start = this.state(&words, 0, &mut known);
        this
    }

    /// The state behind a common beginning of `depth` letters; `words` are sorted.
    fn state(
        &mut self,
        words: &[&[u8]],
        depth: usize,
        known: &mut BTreeMap<(bool, [u8; LETTERS]), u8>,
    ) -> u8 {
        let accepting = words.iter().any(|word| word.len() == depth);
        let mut row = [0; LETTERS];
        let mut rest: &[&[u8]] = &words[usize::from(accepting)..];
        while let Some(letter) = rest.first().map(|word| word[depth]) {
            let same = rest.iter().take_while(|word| word[depth] == letter).count();
            row[usize::from(letter)] = self.state(&rest[..same], depth + 1, known);
            rest = &rest[same..];
        }
        *known.entry((accepting, row)).or_insert_with(|| {
            self.next.push(row);
            self.accepting.push(accepting);
            u8::try_from(self.next.len() - 1).unwrap()
        })
    }

    fn source(&self, spellings: usize) -> String {
        let states = self.next.len();
        let mut out = String::new();
        let _ = writeln!(
            out,
            "/// Spellings of the table, both tone styles counted.\n#[cfg(test)]\npub(super) const SPELLINGS: usize = {spellings};"
        );
        let _ = writeln!(out, "pub(super) const START: u8 = {};", self.start);
        let _ = writeln!(out, "pub(super) static ACCEPTING: [bool; {states}] = {:?};", self.accepting);
        // Rows of 128, so that a state and a letter make one index.
        let row = |next: &[u8; LETTERS]| {
            next.iter().copied().chain(std::iter::repeat(0)).take(ROW).collect::<Vec<u8>>()
        };
        let next: Vec<u8> = self.next.iter().flat_map(row).collect();
        let _ = writeln!(out, "pub(super) static NEXT: [u8; {}] = {next:?};", states * ROW);
        out
    }
}
