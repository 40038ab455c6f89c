use super::*;

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

fn level_xml(at: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
    )
}

fn numbering(inside: &str) -> Numbering {
    let (numbering, error) = Numbering::read(&format!("<w:numbering {W}>{inside}</w:numbering>"), 64);
    assert_eq!(error, None);
    numbering
}

#[track_caller]
fn check(numbering: &mut Numbering, counted: &[(i64, usize)], shown: &[&str]) {
    let labels: Vec<String> = counted
        .iter()
        .map(|(list, level)| numbering.count(*list, *level).map_or_else(String::new, |label| label.text))
        .collect();
    assert_eq!(labels, shown);
}

#[test]
fn levels_count_below_each_other() {
    let levels = level_xml(0, "upperRoman", "%1.", "")
        + &level_xml(1, "decimal", "%2.", "")
        + &level_xml(2, "decimal", "%2.%3", "")
        + &level_xml(3, "lowerLetter", "%4)", "");
    let mut lists = numbering(&format!(
        r#"<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
    ));
    check(
        &mut lists,
        &[(1, 0), (1, 1), (1, 1), (1, 2), (1, 3), (1, 2), (1, 0), (1, 1), (0, 0)],
        &["I.", "1.", "2.", "2.1", "a)", "2.2", "II.", "1.", ""],
    );
}

#[test]
fn lists_of_one_definition_go_on_and_an_override_starts_anew_once() {
    let mut lists = numbering(&format!(
        r#"<w:abstractNum w:abstractNumId="0">{}</w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>"#,
        level_xml(0, "decimal", "%1.", "")
    ));
    check(
        &mut lists,
        &[(1, 0), (1, 0), (2, 0), (3, 0), (3, 0), (1, 0)],
        &["1.", "2.", "3.", "7.", "8.", "9."],
    );
}

#[test]
fn an_override_can_bring_a_level_of_its_own() {
    let own = level_xml(0, "upperLetter", "%1/", "");
    let mut lists = numbering(&format!(
        r#"<w:abstractNum w:abstractNumId="0">{}</w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">{own}</w:lvlOverride></w:num>"#,
        level_xml(0, "decimal", "%1.", "")
    ));
    check(&mut lists, &[(1, 0), (2, 0), (2, 0)], &["1.", "B/", "C/"]);
}

#[test]
fn legal_levels_print_all_counters_in_arabic_numerals() {
    let levels = level_xml(0, "upperRoman", "%1.", "") + &level_xml(1, "decimal", "%1.%2.", "<w:isLgl/>");
    let mut lists = numbering(&format!(
        r#"<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
    ));
    check(&mut lists, &[(1, 0), (1, 0), (1, 1)], &["I.", "II.", "2.1."]);
}

#[test]
fn a_level_that_never_restarts() {
    let levels =
        level_xml(0, "decimal", "%1", "") + &level_xml(1, "decimal", "%1.%2", r#"<w:lvlRestart w:val="0"/>"#);
    let mut lists = numbering(&format!(
        r#"<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
    ));
    check(&mut lists, &[(1, 0), (1, 1), (1, 0), (1, 1)], &["1", "1.1", "2", "2.2"]);
}

#[test]
fn formats() {
    for (format, count, shown) in [
        (Format::UpperRoman, 49, "XLIX"),
        (Format::LowerRoman, 4, "iv"),
        (Format::UpperRoman, 0, "0"),
        (Format::UpperRoman, 4000, "4000"),
        (Format::LowerLetter, 27, "aa"),
        (Format::LowerLetter, -1, "-1"),
        (Format::UpperLetter, 26, "Z"),
        (Format::DecimalZero, 3, "03"),
        (Format::Vietnamese, 2, "hai"),
    ] {
        assert_eq!(format.show(count), shown);
    }
}

#[test]
fn bullets_and_levels_without_a_sign() {
    let levels = level_xml(0, "bullet", "\u{f0b7}", r#"<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>"#)
        + &level_xml(1, "bullet", "-", "")
        + &level_xml(2, "none", "", "");
    let mut lists = numbering(&format!(
        r#"<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
    ));
    check(&mut lists, &[(1, 0), (1, 1), (1, 2)], &["•", "-", ""]);
}

#[test]
fn a_list_that_is_not_there_is_told() {
    let mut lists = Numbering::default();
    check(&mut lists, &[(5, 0)], &[""]);
    assert_eq!(lists.missing(), 1);
}
