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
    let mut line = |what: &str, who: &str, bytes: usize, work: &mut dyn FnMut()| -> Result<()> {
        if !what.contains(only) {
            return Ok(());
        }
        let (best, worst) = rounds(|| {
            work();
            Ok(())
        })?;
        said.push(format!(
            "{what:34} {who:22} {:8.1} MB/s (worst round {:.1})",
            rate(bytes, best),
            rate(bytes, worst)
        ));
        Ok(())
    };
    let bytes = |lines: &[String]| lines.iter().map(String::len).sum::<usize>();
    let each = |lines: &[String], work: &dyn Fn(&str)| lines.iter().for_each(|line| work(line));

    let size = bytes(&clean);
    // A paragraph is handed over with its letters, so the copy belongs to the work.
    line("clean text, copy alone", "memcpy", size, &mut || each(&clean, &|text| drop(black_box(text.to_owned()))))?;
    line("clean text, every step", "kehoach", size, &mut || each(&clean, &|text| drop(black_box(Text::new(text)))))?;
    line("clean text, a whole file", "kehoach restore", whole.len(), &mut || drop(black_box(restore(&whole))))?;
    line("clean text, NFC only", "icu_normalizer", size, &mut || each(&clean, &|text| drop(black_box(icu.normalize(text).into_owned()))))?;
    line("clean text, NFC only", "unicode-normalization", size, &mut || each(&clean, &|text| drop(black_box(text.nfc().collect::<String>()))))?;

    let size = bytes(&loose);
    line("NFD text, every step, with map", "kehoach", size, &mut || each(&loose, &|text| drop(black_box(Text::new(text)))))?;
    line("NFD text, marks only", "kehoach composed", size, &mut || each(&loose, &|text| drop(black_box(composed(text)))))?;
    line("NFD text, NFC only", "icu_normalizer", size, &mut || each(&loose, &|text| drop(black_box(icu.normalize(text)))))?;
    line("NFD text, NFC only", "unicode-normalization", size, &mut || each(&loose, &|text| drop(black_box(text.nfc().collect::<String>()))))?;

    line("TCVN3, detect and decode, a file", "kehoach restore", file.len(), &mut || drop(black_box(restore(&file))))?;
    let size = bytes(&legacy);
    line("TCVN3, every step, with map", "kehoach", size, &mut || each(&legacy, &|text| drop(black_box(Text::new(text)))))?;
    line("TCVN3, decode only", "bamboo-core", size, &mut || each(&legacy, &|text| drop(black_box(decode_charset(Charset::Tcvn3, text).into_owned()))))?;

    let size = bytes(&clean);
    line("keys of names", "kehoach", size, &mut || each(&clean, &|text| drop(black_box(key::name(text)))))?;
    line("keys of numbers", "kehoach", size, &mut || each(&clean, &|text| drop(black_box(key::symbol(text)))))?;
    Ok(said.join("\n"))
}
