use super::*;
use crate::{Limits, lines};

/// Calls back with the words of a text.
fn with<T>(text: &str, look: impl FnOnce(&[Word<'_>]) -> T) -> T {
    let lines = lines::split(text, &Limits::default()).unwrap();
    look(&of_lines(&lines, &mut Vocabulary::default()))
}

fn texts(text: &str) -> Vec<String> {
    with(text, |words| words.iter().map(|word| word.text.to_owned()).collect())
}

fn each<T>(text: &str, of: impl Fn(&Word<'_>) -> T) -> Vec<T> {
    with(text, |words| words.iter().map(of).collect())
}

#[test]
fn words_stand_between_blanks() {
    assert_eq!(texts("1  Rà soát\n\u{a0}đất đai "), ["1", "Rà", "soát", "đất", "đai"]);
}

#[test]
fn a_label_that_touches_its_text_is_a_word() {
    assert_eq!(texts("1.Rà soát"), ["1.", "Rà", "soát"]);
    assert_eq!(texts("2.1.Xây dựng"), ["2.1.", "Xây", "dựng"]);
}

#[test]
fn no_label_is_cut_off_a_quantity_or_a_day() {
    for text in ["1.250", "3.5G", "26/3/2026", "100%", "5G"] {
        assert_eq!(texts(text), [text]);
    }
}

#[test]
fn no_label_is_cut_off_inside_a_line() {
    assert_eq!(texts("Quý 1.Rà soát"), ["Quý", "1.Rà", "soát"]);
}

#[test]
fn a_word_knows_its_place() {
    let places = each("  Rà soát\n1.Lập", |word| (word.line, word.start));
    assert_eq!(places, [(0, 0), (0, "Rà ".len()), (1, 0), (1, 2)]);
}

#[test]
fn every_kind_of_line_end_is_a_class_of_its_own() {
    let mut classes = Vec::new();
    for behind in ["", " ", "   "] {
        for between in ["\n", "\n\n", "\n\n\n"] {
            for before in ["", " "] {
                classes.extend(
                    each(&format!("một{behind}{between}{before}hai"), |word| word.gap).get(1).copied(),
                );
            }
        }
    }
    classes.push(WITHIN_LINE);
    classes.sort_unstable();
    classes.dedup();
    assert_eq!(classes.len(), GAP_CLASSES);
    assert!(classes.iter().all(|class| usize::from(*class) < GAP_CLASSES));
}

#[test]
fn more_blanks_and_more_blank_lines_are_one_class() {
    let class = |between: &str| each(&format!("một{between}hai"), |word| word.gap)[1];
    assert_eq!(class("  \n"), class("      \n"));
    assert_eq!(class("\n\n\n"), class("\n\n\n\n\n\n"));
    assert_ne!(class("\n"), class(" "));
}

#[test]
fn only_the_first_word_of_a_line_starts_it() {
    assert_eq!(each("một hai\nba", |word| word.gap != WITHIN_LINE), [true, false, true]);
}

#[test]
fn how_words_begin() {
    use Start::{Digit, Lower, Sign, Upper};
    let starts = each("Sở sở “Đảng (theo 100% ≥ - + ≤5", |word| word.begins);
    assert_eq!(starts, [Upper, Lower, Upper, Lower, Digit, Digit, Sign, Sign, Digit]);
}

#[test]
fn how_words_end() {
    use End::{Colon, Comma, Governing, Stop, Word};
    assert_eq!(
        each("đai. gồm: xã, tỉnh; 1/ HĐND- đai", |word| word.ends),
        [Stop, Colon, Comma, Comma, Comma, Governing, Word]
    );
}

#[test]
fn words_that_govern_what_follows() {
    assert_eq!(each("và của đất", |word| word.ends), [End::Governing, End::Governing, End::Word]);
    // With a capital it begins a name: "Phòng Kinh tế", but "phòng cháy".
    assert_eq!(each("Phòng phòng", |word| word.ends), [End::Governing, End::Word]);
}

#[test]
fn brackets_and_quotes_are_counted() {
    assert_eq!(each("(ngày 10 tháng 3) “một” [hai (ba)", |word| word.opens), [1, 0, 0, -1, 0, 1, 0]);
}

#[test]
fn case_and_marks_behind_make_no_other_word() {
    let ids = each("Sở SỞ sở, (sở) Sổ", |word| word.id);
    assert!(ids[..4].iter().all(|id| *id == ids[0]));
    assert_ne!(ids[0], ids[4]);
}

#[test]
fn words_of_numbers_and_years() {
    let marks = each("12 100% 2026 ≥ 2025-2026 năm ≤15", |word| {
        (word.marks.count, word.marks.number, word.marks.year)
    });
    assert_eq!(
        marks,
        [
            (true, true, false),
            (false, true, false),
            (false, true, true),
            (false, false, false),
            (false, true, true),
            (false, false, false),
            (false, true, false),
        ]
    );
}

#[test]
fn words_of_deadlines() {
    let marks = each("Quý II/2026 tháng 10/2026 Hằng đất", |word| word.marks.time);
    assert_eq!(marks, [true, true, true, true, true, false]);
}

#[test]
fn words_of_bodies() {
    assert_eq!(each("Sở ủy UBND xã; -Phòng đất", |word| word.marks.body)[..4], [true; 4]);
    let begins = each("Sở -Phòng - tỉnh đất", |word| word.marks.begins_body);
    assert_eq!(begins, [true, true, true, true, false]);
}

#[test]
fn more_letters_are_wider() {
    let widths = each("i in inh nghinh", |word| word.width);
    assert!(widths.is_sorted_by(|one, next| one < next), "{widths:?}");
}

#[test]
fn marks_make_no_letter_wider() {
    let widths = each("o ơ ộ ỡ d đ", |word| word.width);
    assert!(widths[..4].iter().all(|width| (*width - widths[0]).abs() < 0.1), "{widths:?}");
    assert!(widths[4..].iter().all(|width| (*width - widths[4]).abs() < 0.1), "{widths:?}");
}

#[test]
fn capitals_are_wider() {
    let widths = each("sở SỞ", |word| word.width);
    assert!(widths[0] < widths[1]);
}
