//! A citation made from its parts, damaged as real ones are, is read back; and no text whatever breaks the grammar.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test stops at the first surprise")]

use kehoach_plan::find_mentions;
use kehoach_viet::{Text, key};
use proptest::prelude::*;

/// Type word and symbol of documents that are cited every day.
const DOCUMENTS: &[(&str, &str, char)] = &[
    ("Kế hoạch", "KH-UBND", '/'),
    ("Kế hoạch", "KH/BCĐTW", '-'),
    ("Nghị quyết", "NQ/TW", '-'),
    ("Nghị quyết", "NQ-CP", '/'),
    ("Quyết định", "QĐ-TTg", '/'),
    ("Quyết định", "QĐ-UBND", '/'),
    ("Nghị định", "2022/NĐ-CP", '/'),
    ("Thông tư", "2023/TT-BTTTT", '/'),
    ("Công văn", "SNV-CCHC", '/'),
    ("Công điện", "CĐ-TTg", '/'),
    ("Chỉ thị", "CT/TU", '-'),
    ("Chương trình hành động", "CTr/TU", '-'),
    ("Tờ trình", "TTr-SKHCN", '/'),
    ("Kết luận", "KL/TW", '-'),
];
const ISSUERS: &[&str] = &[
    "UBND tỉnh Nghệ An",
    "Chính phủ",
    "Bộ Chính trị",
    "Bộ Văn hóa, Thể thao và Du lịch",
    "Tỉnh ủy",
    "Ban Chỉ đạo Trung ương",
];

#[derive(Debug, Clone)]
struct Cited {
    document: usize,
    number: u32,
    day: (u32, u32, u32),
    issuer: usize,
    /// Which damage and which wording.
    habits: [bool; 8],
}

impl Cited {
    fn number(&self) -> String {
        let (_, symbol, separator) = DOCUMENTS[self.document];
        format!("{}{separator}{symbol}", self.number)
    }

    fn printed(&self) -> String {
        let (kind, symbol, separator) = DOCUMENTS[self.document];
        let [word, blank_before, blank_inside, line_end, comma, long_date, issuer_first, no_break] =
            self.habits;
        let symbol = if blank_inside { symbol.replacen('-', "- ", 1) } else { symbol.to_owned() };
        let symbol = if line_end { symbol.replacen('-', "-\n", 1) } else { symbol };
        // One blank beside the first separator; two make a dash between words.
        let first = if blank_before && separator == '/' {
            " /"
        } else if separator == '/' {
            "/"
        } else {
            "-"
        };
        let number = format!("{}{first}{symbol}", self.number);
        let (day, month, year) = self.day;
        let date = if long_date {
            format!("ngày {day:02} tháng {month} năm {year}")
        } else {
            format!("ngày {day}/{month}/{year}")
        };
        let issuer = format!("của {}", ISSUERS[self.issuer]);
        let comma = if comma { "," } else { "" };
        let tail = if issuer_first { format!("{issuer} {date}") } else { format!("{date} {issuer}") };
        let blank = if no_break { "\u{a0}" } else { " " };
        let word = if word { format!("số{blank}") } else { String::new() };
        format!("{kind} {word}{number}{comma} {tail}")
    }
}

fn cited() -> impl Strategy<Value = Cited> {
    (
        0..DOCUMENTS.len(),
        1..9999u32,
        (1..=28u32, 1..=12u32, 2015..=2026u32),
        0..ISSUERS.len(),
        any::<[bool; 8]>(),
    )
        .prop_map(|(document, number, day, issuer, habits)| Cited {
            document,
            number,
            day,
            issuer,
            habits,
        })
}

proptest! {
    #[test]
    fn a_damaged_citation_is_read_back(cited in cited()) {
        let raw = format!("Thực hiện {} về việc quản lý đê điều, Sở Nội vụ ban hành Kế hoạch", cited.printed());
        let text = Text::new(raw);
        let found = find_mentions(text.normal());
        prop_assert_eq!(found.len(), 1, "{:?}", text.normal());
        let (day, month, year) = cited.day;
        prop_assert_eq!(key::symbol(&found[0].number), key::symbol(&cited.number()));
        prop_assert_eq!(found[0].date.clone(), Some(format!("{year:04}-{month:02}-{day:02}")), "{}", text.normal());
        prop_assert_eq!(found[0].kind, Some(DOCUMENTS[cited.document].0));
        prop_assert_eq!(found[0].issuer.as_deref(), Some(ISSUERS[cited.issuer]));
        prop_assert_eq!(found[0].title.as_deref(), Some("quản lý đê điều"));
    }

    #[test]
    fn a_list_keeps_every_member(list in proptest::collection::vec(cited(), 2..5)) {
        let printed: Vec<String> = list.iter().map(Cited::printed).collect();
        let text = Text::new(format!("Thực hiện {}; UBND xã ban hành Kế hoạch", printed.join("; ")));
        let found: Vec<String> = find_mentions(text.normal()).iter().map(|found| key::symbol(&found.number)).collect();
        let wanted: Vec<String> = list.iter().map(|cited| key::symbol(&cited.number())).collect();
        prop_assert_eq!(found, wanted, "{}", text.normal());
    }

    #[test]
    fn no_text_breaks_the_grammar(text in "\\PC{0,80}|(số |Kế hoạch |Đề án |[0-9]{1,4}|[-/,;.()“” ]|KH|QĐ-TTg|ngày |của |UBND |về ){0,40}") {
        let text = Text::new(text);
        for mention in find_mentions(text.normal()) {
            prop_assert!(text.normal().get(mention.range.clone()).is_some_and(|raw| !raw.is_empty()));
        }
    }
}

/// Inputs that fuzzing found worth keeping.
#[test]
fn the_fuzz_corpus_holds() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/citations");
    let mut seen = 0;
    for entry in std::fs::read_dir(corpus).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let text = Text::new(String::from_utf8_lossy(&bytes).into_owned());
        seen += usize::from(!find_mentions(text.normal()).is_empty());
    }
    assert!(seen >= 3);
}
