//! Speed of the Vietnamese text crate, one thread, beside the libraries that do a part of the same work.
//!
//! All figures of a line come from one run over the same paragraphs, taken in turn.

use std::hint::black_box;

use anyhow::Result;
use bamboo_core::{Charset, decode_charset, encode_charset};
use icu_normalizer::ComposingNormalizerBorrowed;
use kehoach_viet::{Text, composed, key, restore};
use unicode_normalization::UnicodeNormalization;

use super::{rate, rounds};
use crate::corpus;

/// Plans whose lines are the paragraphs of the run.
const PLANS: u64 = 60;
/// Rows of a plan.
const ROWS: usize = 150;

/// Runs the lines whose name holds `only`; all of them for "".
pub(crate) fn run(only: &str) -> Result<String> {
    let clean: Vec<String> = (0..PLANS)
        .flat_map(|seed| corpus::vary(seed, ROWS).1.lines().map(str::to_owned).collect::<Vec<_>>())
        .map(|line| Text::new(line.trim()).normal().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    let loose: Vec<String> = clean.iter().map(|line| line.nfd().collect()).collect();
    let legacy: Vec<String> =
        clean.iter().map(|line| encode_charset(Charset::Tcvn3, line).into_owned()).collect();
    let file = legacy.join("\n");
    let whole = clean.join("\n");
    let icu = ComposingNormalizerBorrowed::new_nfc();

    let mut said = vec![format!("{} paragraphs, {} bytes", clean.len(), whole.len())];
    let mut measure = |what: &str, who: &str, texts: &[String], work: &dyn Fn(&str)| -> Result<()> {
        if !what.contains(only) {
            return Ok(());
        }
        let bytes = texts.iter().map(String::len).sum();
        let (best, worst) = rounds(|| {
            for text in texts {
                work(text);
            }
            Ok(())
        })?;
        let (best, worst) = (rate(bytes, best), rate(bytes, worst));
        said.push(format!("{what:34} {who:22} {best:8.1} MB/s (worst round {worst:.1})"));
        Ok(())
    };

    // A paragraph is handed over with its letters, so the copy belongs to the work.
    let (what, texts) = ("clean text, every step", &clean);
    measure(what, "copy alone", texts, &|text| done(text.to_owned()))?;
    measure(what, "kehoach", texts, &|text| done(Text::new(text)))?;
    let (what, texts) = ("clean text, NFC only", &clean);
    measure(what, "icu_normalizer", texts, &|text| done(icu.normalize(text).into_owned()))?;
    measure(what, "unicode-normalization", texts, &|text| done(text.nfc().collect::<String>()))?;
    measure("clean text, a whole file", "kehoach", &[whole], &|text| done(restore(text)))?;

    measure("NFD text, every step, with map", "kehoach", &loose, &|text| done(Text::new(text)))?;
    let (what, texts) = ("NFD text, NFC only", &loose);
    measure(what, "kehoach composed", texts, &|text| done(composed(text)))?;
    measure(what, "icu_normalizer", texts, &|text| done(icu.normalize(text)))?;
    measure(what, "unicode-normalization", texts, &|text| done(text.nfc().collect::<String>()))?;

    measure("TCVN3, detect and decode, a file", "kehoach", &[file], &|text| done(restore(text)))?;
    measure("TCVN3, every step, with map", "kehoach", &legacy, &|text| done(Text::new(text)))?;
    let decode = |text: &str| decode_charset(Charset::Tcvn3, text).into_owned();
    measure("TCVN3, decode only", "bamboo-core", &legacy, &|text| done(decode(text)))?;

    measure("keys of names", "kehoach", &clean, &|text| done(key::name(text)))?;
    measure("keys of numbers", "kehoach", &clean, &|text| done(key::symbol(text)))?;
    Ok(said.join("\n"))
}

/// Keeps the compiler from leaving out what nobody reads.
fn done<T>(made: T) {
    drop(black_box(made));
}
