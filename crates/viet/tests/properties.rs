//! Properties of the whole normaliser: nothing panics, twice is once, and every letter knows where it came from.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use bamboo_core::Charset;
use kehoach_viet::{Change, Text, detect, key, restore};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// Characters that make trouble: of every step, and of text in order.
const TROUBLE: &str = "[a-zA-ZđĐàáảạăâêếộươưĂÂÊÔƠƯ0-9 \n\t/.,:;()&#-\u{300}\u{301}\u{302}\u{303}\u{306}\u{309}\u{31b}\u{323}\
    \u{a0}\u{ad}\u{200b}\u{feff}\u{2003}ÐðıеοﬁＫ©®§½«»·µ¸¹¶Ã¡ºáø»¿‡ïäöñæþýìò“”…–∫√∆∂ǎ\u{f0ad}]{0,40}";

/// Words of plans.
const WORDS: &[&str] = &[
    "Kế",
    "hoạch",
    "chuyển",
    "đổi",
    "số",
    "năm",
    "của",
    "Ủy",
    "ban",
    "nhân",
    "dân",
    "tỉnh",
    "thực",
    "hiện",
    "nhiệm",
    "vụ",
    "quý",
    "tỷ",
    "lệ",
    "hồ",
    "sơ",
    "trực",
    "tuyến",
    "đạt",
    "tối",
    "thiểu",
    "phường",
    "được",
    "giải",
    "quyết",
    "và",
    "là",
    "ở",
    "bảo",
];

fn sentence() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 6..16).prop_map(|words| words.join(" "))
}

/// A piece of text as it comes and as it shall be, which no neighbour changes.
fn piece() -> impl Strategy<Value = (String, String)> {
    let loose = |word: &str| -> String { word.nfd().collect() };
    // The tone in front of the quality: what NFC alone leaves broken.
    let turned = |word: &str| -> String {
        let mut marks: Vec<char> = word.nfd().collect();
        for at in 1..marks.len().saturating_sub(1) {
            if matches!(marks[at], '\u{302}' | '\u{306}')
                && matches!(marks[at + 1], '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}')
            {
                marks.swap(at, at + 1);
            }
        }
        marks.into_iter().collect()
    };
    let word = prop::sample::select(WORDS);
    prop_oneof![
        word.clone().prop_map(|word| (word.to_owned(), word.to_owned())),
        word.clone().prop_map(move |word| (loose(word), word.to_owned())),
        word.clone().prop_map(move |word| (turned(word), word.to_owned())),
        word.clone().prop_map(|word| (format!("{word}\u{200b}"), word.to_owned())),
        word.prop_map(|word| (format!("\u{feff}{word}\u{ad}"), word.to_owned())),
        Just(("Ðề".into(), "Đề".into())),
        Just(("K\u{435}".into(), "Ke".into())),
        Just(("n\u{1ce}m".into(), "năm".into())),
        Just(("\u{fb01}le".into(), "file".into())),
        Just(("\u{ff21}\u{ff22}".into(), "AB".into())),
        Just(("507/KH- UBND".into(), "507/KH-UBND".into())),
        Just(("02-\n KH/BCĐTW".into(), "02-KH/BCĐTW".into())),
        Just(("HĐND-\nUBND".into(), "HĐND-UBND".into())),
        Just(("1/ 2026".into(), "1/2026".into())),
        Just(("năm 203 5".into(), "năm 2035".into())),
        Just(("KH&amp;CN".into(), "KH&CN".into())),
        Just(("&ecirc;m".into(), "êm".into())),
    ]
}

/// Blanks that become one.
fn blank() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&[" ", "  ", "\n", " \n ", "\t", "\u{a0}", "\u{2003} ", "\r\n", "\u{3000}"][..])
}

/// Between two edits both texts are the same, and no edit overlaps another.
fn check_edits(text: &Text) {
    let (mut raw, mut normal) = (0, 0);
    for edit in text.edits() {
        assert_eq!(
            text.raw().get(raw..edit.raw.start).unwrap(),
            text.normal().get(normal..edit.normal.start).unwrap()
        );
        (raw, normal) = (edit.raw.end, edit.normal.end);
    }
    assert_eq!(text.raw().get(raw..).unwrap(), text.normal().get(normal..).unwrap());
}

/// Many quick cases, unless the environment asks for other (`PROPTEST_CASES`).
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2_000);
    ProptestConfig {
        cases,
        failure_persistence: None,
        max_global_rejects: cases,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn twice_is_once(raw in TROUBLE) {
        let once = Text::new(raw);
        let twice = Text::new(once.normal());
        prop_assert_eq!(once.normal(), twice.normal());
    }

    #[test]
    fn never_panics_and_the_map_is_whole(raw in prop_oneof![TROUBLE.boxed(), "\\PC{0,40}".boxed(), any::<String>().boxed()]) {
        let text = Text::new(raw.clone());
        prop_assert_eq!(text.raw(), raw.as_str());
        check_edits(&text);
        let restored = restore(&raw);
        for stretch in &restored.stretches {
            prop_assert!(raw.get(stretch.range.clone()).is_some());
        }
        let _ = (key::name(&raw), key::symbol(&raw), kehoach_viet::defects(&raw).count());
    }

    /// Every piece knows where it came from, whatever stands around it and whatever step changed it.
    #[test]
    fn spans_are_exact(pieces in prop::collection::vec((piece(), blank()), 1..8)) {
        let (mut raw, mut normal, mut spans) = (String::new(), String::new(), Vec::new());
        for ((from, to), blank) in &pieces {
            if !raw.is_empty() {
                raw.push_str(blank);
                normal.push(' ');
            }
            let start = (raw.len(), normal.len());
            raw.push_str(from);
            normal.push_str(to);
            spans.push((start.0..raw.len(), start.1..normal.len()));
        }
        let text = Text::new(raw.clone());
        prop_assert_eq!(text.normal(), &normal);
        for (from, to) in spans {
            // Characters without width at the edges belong to nobody: what is left is the piece.
            let span = text.raw_span(to);
            let trim = |text: &str| text.trim_matches(['\u{feff}', '\u{ad}', '\u{200b}']).to_owned();
            prop_assert_eq!(trim(&raw[span]), trim(&raw[from]));
        }
    }

    /// Letter by letter through a legacy charset: each knows its byte or two.
    #[test]
    fn spans_of_legacy_letters_are_exact(line in sentence(), charset in prop::sample::select(&[
        Charset::Tcvn3,
        Charset::VniWindows,
        Charset::Vps,
        Charset::Viscii,
    ][..])) {
        let mut raw = String::new();
        let mut spans = Vec::new();
        for c in line.chars() {
            let start = raw.len();
            raw.push_str(&bamboo_core::encode_charset(charset, c.encode_utf8(&mut [0; 4])));
            spans.push(start..raw.len());
        }
        let text = Text::new(raw.clone());
        prop_assume!(text.normal().to_lowercase() == line.to_lowercase());
        prop_assert!(text.edits().iter().all(|edit| matches!(edit.change, Change::Legacy(_))));
        for ((at, c), span) in text.normal().char_indices().zip(spans) {
            prop_assert_eq!(text.raw_span(at..at + c.len_utf8()), span);
        }
    }

    /// Every line of a restored text is a text with its own map.
    #[test]
    fn parts_of_a_restored_text_are_whole(lines in prop::collection::vec(prop_oneof![
        sentence(),
        sentence().prop_map(|line| bamboo_core::encode_charset(Charset::Tcvn3, &line).into_owned()),
        sentence().prop_map(|line| line.bytes().map(char::from).collect()),
        TROUBLE,
    ], 1..6)) {
        let raw = lines.iter().flat_map(|line| [line.replace('\n', " "), "\n".to_owned()]).collect::<String>();
        let restored = restore(&raw);
        let mut start = 0;
        for (line, decoded) in raw.split_inclusive('\n').zip(restored.text.split_inclusive('\n')) {
            let text = restored.part(&raw, start..start + line.len());
            prop_assert_eq!(text.raw(), line);
            let again = Text::new(decoded);
            prop_assert_eq!(text.normal(), again.normal());
            check_edits(&text);
            start += line.len();
        }
    }

    #[test]
    fn spans_of_mojibake_are_exact(line in sentence()) {
        let mut raw = String::new();
        let mut spans = Vec::new();
        for c in line.chars() {
            let start = raw.len();
            raw.extend(c.encode_utf8(&mut [0; 4]).bytes().map(char::from));
            spans.push(start..raw.len());
        }
        let text = Text::new(raw);
        prop_assert_eq!(text.normal(), &line);
        for ((at, c), span) in line.char_indices().zip(spans) {
            prop_assert_eq!(text.raw_span(at..at + c.len_utf8()), span);
        }
    }

    #[test]
    fn text_in_order_is_left_alone(line in sentence()) {
        let text = Text::new(line.clone());
        prop_assert_eq!(text.edits(), []);
        prop_assert_eq!(detect(&line), []);
    }

    /// Case, loose marks and blanks are no part of a key.
    #[test]
    fn keys_are_stable(line in sentence(), blank in blank()) {
        let key = key::name(&line);
        prop_assert_eq!(&key::name(&line.to_uppercase()), &key);
        prop_assert_eq!(&key::name(&line.nfd().collect::<String>()), &key);
        prop_assert_eq!(&key::name(&line.replace(' ', blank)), &key);
    }
}
