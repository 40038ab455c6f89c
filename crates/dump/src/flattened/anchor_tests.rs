use super::*;
use crate::{Limits, flattened::words, lines};

fn label_of(text: &str) -> Option<Label> {
    let lines = lines::split(text, &Limits::default()).unwrap();
    let words = words::of_lines(&lines, &mut words::Vocabulary::default());
    words.first().and_then(label)
}

fn number(levels: &[u32]) -> Label {
    Label::Number(levels.to_vec())
}

#[test]
fn numbers() {
    assert_eq!(label_of("1"), Some(number(&[1])));
    assert_eq!(label_of("01."), Some(number(&[1])));
    assert_eq!(label_of("12)"), Some(number(&[12])));
    assert_eq!(label_of("(3)"), Some(number(&[3])));
    assert_eq!(label_of("115"), Some(number(&[115])));
}

#[test]
fn numbers_of_several_levels() {
    assert_eq!(label_of("3.1"), Some(number(&[3, 1])));
    assert_eq!(label_of("3.1."), Some(number(&[3, 1])));
    assert_eq!(label_of("2.10.4"), Some(number(&[2, 10, 4])));
}

#[test]
fn roman_numbers_and_capitals() {
    assert_eq!(label_of("IV"), Some(Label::Roman(4)));
    assert_eq!(label_of("XII."), Some(Label::Roman(12)));
    assert_eq!(label_of("A"), Some(Label::Capital(1)));
    assert_eq!(label_of("B."), Some(Label::Capital(2)));
    // More plans have a fifth group than a twenty-second.
    assert_eq!(label_of("I"), Some(Label::Roman(1)));
    assert_eq!(label_of("V"), Some(Label::Roman(5)));
}

#[test]
fn letters_in_the_order_of_the_alphabet() {
    let places: Vec<Option<Label>> = ["a)", "d)", "đ)", "e)"].iter().map(|text| label_of(text)).collect();
    assert_eq!(places, [1, 4, 5, 6].map(|place| Some(Label::Letter(place))));
}

#[test]
fn no_letter_that_nothing_closes() {
    assert_eq!(label_of("a"), None);
    assert_eq!(label_of("đ"), None);
}

#[test]
fn no_label_of_a_quantity() {
    for text in ["1.250", "2.500.000", "100%", "≥", "0", "0.5", "1,5", "90-95"] {
        assert_eq!(label_of(text), None, "{text}");
    }
}

#[test]
fn no_label_of_a_time() {
    for text in ["26/3/2026", "2026", "2025-2026", "10/2026"] {
        assert_eq!(label_of(text), None, "{text}");
    }
}

#[test]
fn no_label_of_a_word() {
    for text in ["UBND", "Sở", "CM", "MC", "LD", "VIII2", "-", "+"] {
        assert_eq!(label_of(text), None, "{text}");
    }
}

#[test]
fn no_label_inside_a_line() {
    let lines = lines::split("quý 1", &Limits::default()).unwrap();
    let words = words::of_lines(&lines, &mut words::Vocabulary::default());
    assert_eq!(label(&words[1]), None);
    assert_eq!(label_anywhere(&words[1]), Some(number(&[1])));
}

/// The path behind some labels.
fn behind(labels: &[&str]) -> Path {
    labels.iter().fold(Path::default(), |path, text| path.step(&label_of(text).unwrap()).1)
}

fn cost(labels: &[&str], next: &str) -> f32 {
    behind(labels).step(&label_of(next).unwrap()).0
}

/// Each label is less expected than the one in front of it.
#[track_caller]
fn rising(labels: &[&str], nexts: &[&str]) {
    let costs: Vec<f32> = nexts.iter().map(|next| cost(labels, next)).collect();
    assert!(costs.is_sorted_by(|one, next| one < next), "{nexts:?}: {costs:?}");
}

#[test]
fn the_next_number_then_a_gap_then_the_same_then_one_before() {
    rising(&["1", "2", "3"], &["4", "5", "3", "2"]);
}

#[test]
fn a_wide_gap_is_dearer_than_a_narrow_one() {
    rising(&["1"], &["2", "3", "5", "9"]);
}

#[test]
fn one_opens_a_table() {
    rising(&[], &["1", "2"]);
    rising(&[], &["I", "II"]);
    assert!(cost(&[], "1.1") < 1.0);
}

#[test]
fn one_begins_anew_behind_a_group() {
    assert!(cost(&["I", "1", "2", "II"], "1") < cost(&["I", "1", "2"], "1"));
    // Going on is still what most do.
    rising(&["I", "1", "2", "II"], &["3", "1"]);
}

#[test]
fn a_level_opens_below_its_number() {
    assert!(cost(&["1", "2"], "2.1") < 0.5);
    rising(&["1", "2"], &["2.1", "2.2"]);
    rising(&["1", "2"], &["2.1", "1.1"]);
}

#[test]
fn a_level_goes_on_and_closes() {
    rising(&["2", "2.1"], &["2.2", "2.3", "2.1"]);
    assert!(cost(&["2", "2.1", "2.2"], "3") < 0.5);
    rising(&["2", "2.1", "2.2"], &["3", "2"]);
}

#[test]
fn a_level_whose_number_does_not_stand() {
    // "3.1" behind "2.4" where no "3" stands.
    let opens = cost(&["2.3", "2.4"], "3.1");
    assert!(cost(&["2.3", "2.4"], "2.5") < opens && opens < cost(&["2.3", "2.4"], "4.2"));
}

#[test]
fn groups_follow_each_other() {
    rising(&["I", "1", "II"], &["III", "IV", "II"]);
    rising(&["I", "II", "III"], &["IV", "II"]);
    assert!(cost(&["A", "I", "II", "B"], "I") < cost(&["A", "I", "II"], "I"));
}

#[test]
fn letters_follow_each_other() {
    assert!(cost(&["1", "a)", "b)"], "c)") < cost(&["1", "a)", "b)"], "e)"));
    assert!(cost(&["1", "c)", "d)"], "đ)") < 0.5);
    // A number in between begins them anew.
    assert!(cost(&["1", "a)", "b)", "2"], "a)") < cost(&["1", "a)", "b)", "2"], "c)"));
}

#[test]
fn children() {
    let is_child = |own: &str, above: &str| label_of(own).unwrap().is_child_of(&label_of(above).unwrap());
    assert!(is_child("2.1", "2") && is_child("2.1.1", "2.1") && is_child("a)", "2"));
    assert!(!is_child("2.1", "1") && !is_child("3", "2") && !is_child("b)", "2") && !is_child("1", "I"));
}
