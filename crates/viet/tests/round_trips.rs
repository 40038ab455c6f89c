//! Real lines to every legacy charset and back, where a checkout has real plans beside it in `../shared`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

use kehoach_viet::{Charset, detect, restore};
use unicode_normalization::UnicodeNormalization;

/// Real documents; none, with a plain word, where they are not there.
#[expect(clippy::print_stderr, reason = "the one thing that a test without its data has to say")]
fn real_texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folders = ["seeds", "wild/text", "wild/openings", "wild/html", "renders/flat", "renders/html"];
    let mut files: Vec<PathBuf> = folders
        .iter()
        .filter_map(|folder| fs::read_dir(root.join(folder)).ok())
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "txt" || kind == "md" || kind == "html"))
        .collect();
    files.sort();
    if files.is_empty() {
        eprintln!("not checked: ../shared is not there");
    }
    files.iter().map(|path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()).collect()
}

/// Their distinct lines in composed Unicode.
fn real_lines() -> Vec<String> {
    let texts = real_texts();
    let mut lines: Vec<String> =
        texts.iter().flat_map(|text| text.lines()).map(|line| line.nfc().collect()).collect();
    lines.sort();
    lines.dedup();
    lines
}

fn marked_words(line: &str) -> usize {
    line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii()).count()
}

/// The line as text in the charset shows in a program that takes it for windows-1252; `None` where the charset lacks
/// one of its characters.
fn encoded(line: &str, charset: Charset) -> Option<String> {
    let bamboo = match charset {
        Charset::Tcvn3 => bamboo_core::Charset::Tcvn3,
        Charset::VniWindows => bamboo_core::Charset::VniWindows,
        Charset::Vps => bamboo_core::Charset::Vps,
        Charset::Viscii => bamboo_core::Charset::Viscii,
        Charset::Windows1258 => return windows_1258(line),
    };
    Some(bamboo_core::encode_charset(bamboo, line).into_owned())
}

fn windows_1258(line: &str) -> Option<String> {
    // Quality stays with its letter, a tone stands behind it.
    let mut loose = String::new();
    for c in line.chars() {
        let mut parts: Vec<char> = std::iter::once(c).nfd().collect();
        let tone = parts
            .iter()
            .position(|&c| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'));
        let tone = tone.map(|at| parts.remove(at));
        loose.extend(parts.into_iter().nfc().chain(tone));
    }
    let (bytes, _, lossy) = encoding_rs::WINDOWS_1258.encode(&loose);
    let (shown, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
    (!lossy).then(|| shown.into_owned())
}

#[test]
fn lines_come_back_from_every_charset() {
    let lines = real_lines();
    for (charset, words, least) in [
        (Charset::Tcvn3, 3, 0.995),
        (Charset::VniWindows, 3, 0.995),
        (Charset::Windows1258, 3, 0.99),
        (Charset::Vps, 6, 0.95),
        (Charset::Viscii, 6, 0.95),
    ] {
        let (mut tried, mut right, mut exact) = (0_u32, 0_u32, 0);
        let mut wrong = Vec::new();
        for line in lines.iter().filter(|line| marked_words(line) >= words) {
            let Some(encoded) = encoded(line, charset) else { continue };
            let restored = restore(&encoded).text.into_owned();
            tried += 1;
            exact += usize::from(restored == *line);
            if restored.to_lowercase() == line.to_lowercase() {
                right += 1;
            } else {
                wrong.push(format!("{line}\n    {restored}"));
            }
        }
        println!("{charset}: {right} of {tried} lines come back, {exact} with every capital");
        assert!(
            f64::from(right) >= f64::from(tried) * least,
            "{charset}: {right} of {tried}:\n{}",
            wrong.join("\n")
        );
    }
}

#[test]
fn no_unicode_line_is_taken_for_another_encoding() {
    for line in real_lines() {
        assert_eq!(detect(&line), [], "{line}");
    }
    for text in real_texts() {
        assert_eq!(restore(&text).edits, [], "a whole file");
    }
}
