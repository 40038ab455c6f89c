//! The table of single cases in `fixtures/text/cases.toml`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;

use kehoach_viet::{Change, Defect, Text, defects, detect, key, placed};
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    unicode: Vec<Changed>,
    tone: Vec<Tone>,
    keep: Vec<Kept>,
    mojibake: Vec<Changed>,
    legacy: Vec<Legacy>,
}

#[derive(Deserialize)]
struct Changed {
    raw: String,
    normal: String,
    why: String,
}

#[derive(Deserialize)]
struct Tone {
    word: String,
    same: String,
    placed: Option<String>,
}

#[derive(Deserialize)]
struct Kept {
    raw: String,
}

#[derive(Deserialize)]
struct Legacy {
    raw: String,
    normal: String,
    charset: String,
}

fn cases() -> Cases {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/text/cases.toml");
    toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn there_are_enough() {
    let cases = cases();
    let counts =
        [cases.unicode.len(), cases.tone.len(), cases.keep.len(), cases.mojibake.len(), cases.legacy.len()];
    for (count, least) in counts.into_iter().zip([20, 21, 8, 6, 5]) {
        assert!(count >= least, "{counts:?}");
    }
}

#[test]
fn unicode() {
    for case in cases().unicode {
        assert_eq!(Text::new(case.raw.clone()).normal(), case.normal, "{}", case.why);
    }
}

#[test]
fn tones() {
    for case in cases().tone {
        assert_eq!(key::name(&case.word), key::name(&case.same), "{}", case.word);
        assert_eq!(Text::new(case.word.clone()).normal(), case.word, "text keeps its spelling");
        let told: Vec<Defect> = defects(&case.word).map(|(_, defect)| defect).collect();
        let wanted: Vec<Defect> = case.placed.clone().map(Defect::MisplacedTone).into_iter().collect();
        assert_eq!(told, wanted, "{}", case.word);
        assert_eq!(placed(&case.word), case.placed.filter(|_| !case.word.contains(' ')), "{}", case.word);
    }
}

#[test]
fn left_alone() {
    for case in cases().keep {
        assert_eq!(Text::new(case.raw.clone()).normal(), case.raw);
        assert_eq!(detect(&case.raw), [], "{}", case.raw);
    }
}

#[test]
fn mojibake() {
    for case in cases().mojibake {
        assert_eq!(Text::new(case.raw.clone()).normal(), case.normal, "{}", case.why);
    }
}

#[test]
fn legacy_charsets() {
    for case in cases().legacy {
        let text = Text::new(case.raw.clone());
        assert_eq!(text.normal(), case.normal, "{}", case.charset);
        let charsets = text.edits().iter().filter_map(|edit| match edit.change {
            Change::Legacy(charset) => Some(charset.name()),
            _ => None,
        });
        assert!(
            charsets.clone().all(|charset| charset == case.charset) && charsets.count() > 0,
            "{}",
            case.charset
        );
    }
}
