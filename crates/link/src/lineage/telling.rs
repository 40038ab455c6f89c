//! How alike two rows are by the words that tell them from the other rows of the parent.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use kehoach_viet::key;
use serde::Deserialize;

use crate::hash::{self, mixed};
use crate::rows::without_names;

/// The features of a name: its words, and pairs of neighbours, as sorted hashes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Telling {
    features: Vec<u32>,
    words: usize,
}

#[derive(Deserialize)]
struct Abbreviations {
    short: BTreeMap<String, String>,
}

/// Folded words for each folded short form.
static ABBREVIATIONS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a file of this crate, loaded in a test")]
    let file: Abbreviations =
        toml::from_str(include_str!("../../data/abbreviations.toml")).expect("a data file");
    let words = |text: &str| key::name(text).split(' ').map(str::to_owned).collect();
    file.short.iter().map(|(short, full)| (key::name(short), words(full))).collect()
});

impl Telling {
    /// The features of a name, its territories masked (a child puts its own name for the parent's) and its short forms
    /// written out.
    pub(crate) fn of(name: &str) -> Self {
        let folded = key::name(&without_names(name));
        let mut words: Vec<&str> = Vec::new();
        for word in folded.split(' ') {
            match ABBREVIATIONS.get(word) {
                Some(full) => words.extend(full.iter().map(String::as_str)),
                None => words.push(word),
            }
        }
        let hashes: Vec<u32> = words.iter().map(|word| hash::word(word) & !PAIR).collect();
        let pair = |pair: &[u32]| match pair {
            [one, other] => Some(mixed(*one, 1).wrapping_add(*other) | PAIR),
            _ => None,
        };
        let mut features: Vec<u32> =
            hashes.windows(2).filter_map(pair).chain(hashes.iter().copied()).collect();
        features.sort_unstable();
        features.dedup();
        Self { features, words: words.len() }
    }
}

/// Marks the hash of a pair.
const PAIR: u32 = 1 << 31;
/// A pair weighs this much of what its hashes would: order matters less than words.
const PAIR_WEIGHT: f64 = 0.5;
/// One name that holds the other is nearly as good as one that is the same; a name of fewer words is held by many.
const HELD: f64 = 0.85;
const LEAST_HELD: usize = 4;
/// Rows that share a feature beyond which it is no way to find candidates: it stands in every other row.
const COMMON: usize = 48;

/// In which rows of a parent each feature stands.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    rows: HashMap<u32, Vec<u32>>,
    /// Weight of all features of each row.
    weights: Vec<f64>,
    words: Vec<usize>,
    count: usize,
}

impl Vocabulary {
    pub(crate) fn of<'a>(rows: impl Iterator<Item = &'a Telling>) -> Self {
        let mut this = Self { rows: HashMap::new(), weights: Vec::new(), words: Vec::new(), count: 0 };
        let rows: Vec<&Telling> = rows.collect();
        for (row, at) in rows.iter().zip(0_u32..) {
            for feature in &row.features {
                this.rows.entry(*feature).or_default().push(at);
            }
        }
        this.count = rows.len();
        this.weights = rows.iter().map(|row| this.weight_of(row)).collect();
        this.words = rows.iter().map(|row| row.words).collect();
        this
    }

    /// Rare features tell more: the logarithm of how many rows there are for each that has it.
    fn weight(&self, feature: u32) -> f64 {
        let having = self.rows.get(&feature).map_or(0, Vec::len);
        let telling = ((self.count + 2) as f64 / (having as f64 + 0.5)).ln().max(0.1);
        if feature & PAIR == 0 { telling } else { telling * PAIR_WEIGHT }
    }

    fn weight_of(&self, row: &Telling) -> f64 {
        row.features.iter().map(|feature| self.weight(*feature)).sum()
    }

    /// Rows that are at least so like `row`, in their order, with their likeness of 0 to 1.
    pub(crate) fn like(&self, row: &Telling, least: f64) -> Vec<(usize, f64)> {
        let own = self.weight_of(row);
        let mut shared: BTreeMap<u32, f64> = BTreeMap::new();
        let mut common = Vec::new();
        for feature in &row.features {
            let Some(having) = self.rows.get(feature) else { continue };
            if having.len() > COMMON {
                common.push(feature);
                continue;
            }
            let weight = self.weight(*feature);
            for at in having {
                *shared.entry(*at).or_default() += weight;
            }
        }
        // What stands everywhere finds nobody, but counts between rows that were found.
        for feature in common {
            let weight = self.weight(*feature);
            for at in self.rows.get(feature).into_iter().flatten() {
                if let Some(shared) = shared.get_mut(at) {
                    *shared += weight;
                }
            }
        }
        let like = |(at, shared): (u32, f64)| {
            let (other, words) = (*self.weights.get(at as usize)?, *self.words.get(at as usize)?);
            let whole = 2.0 * shared / (own + other).max(f64::EPSILON);
            let held = if words.min(row.words) < LEAST_HELD {
                0.0
            } else {
                HELD * shared / if words < row.words { other } else { own }.max(f64::EPSILON)
            };
            Some((at as usize, whole.max(held).min(1.0)))
        };
        shared.into_iter().filter_map(like).filter(|(_, like)| *like >= least).collect()
    }
}
