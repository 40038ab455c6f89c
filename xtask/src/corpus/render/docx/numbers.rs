//! Lists that Word numbers. The number is not in the text, so what Word will print is counted here and held
//! against what the plan says.

use anyhow::{Context, Result};
use docx_rs::{
    AbstractNumbering, Docx, IndentLevel, Level, LevelJc, LevelOverride, LevelSuffixType, LevelText,
    NumberFormat, Numbering, NumberingId, Start, Style, StyleType,
};

use super::{super::super::vary::roman, typing};

/// Headings by their styles. docx-rs keeps list 1 for itself.
const HEADINGS: usize = 2;
/// "-".
pub(super) const BULLETS: usize = 3;
/// "3." and "3.1.".
pub(super) const TASKS: usize = 4;
/// TT of groups and of rows. Not two levels of one list, where the programs disagree on whether rows count on
/// through the groups: LibreOffice knows no `lvlRestart` of 0.
const GROUPS: usize = 5;
const ROWS: usize = 6;
/// Tables that can have their TT numbered: each has lists of its own, which start again.
const TABLES: usize = 3;

/// The list of a level of a table's TT column: 1 for groups, 2 for rows.
pub(super) const fn ordinals(table: usize, level: usize) -> usize {
    let first = if level == 1 { GROUPS } else { ROWS };
    first + 2 * table
}

/// The style of a heading.
pub(super) const fn heading_style(level: usize) -> &'static str {
    if level == 1 { "Heading1" } else { "Heading2" }
}

/// Defines all lists and the styles of the headings.
pub(super) fn lists(mut docx: Docx) -> Docx {
    let definitions: [(usize, &[Level]); 5] = [
        (HEADINGS, &[styled(0, "upperRoman", "%1."), styled(1, "decimal", "%2.")]),
        (BULLETS, &[level(0, "bullet", "-")]),
        (TASKS, &[level(0, "decimal", "%1."), level(1, "decimal", "%1.%2.")]),
        (GROUPS, &[bare("upperRoman")]),
        (ROWS, &[bare("decimal")]),
    ];
    for (id, levels) in definitions {
        let list = levels.iter().cloned().fold(AbstractNumbering::new(id), AbstractNumbering::add_level);
        docx = docx.add_abstract_numbering(list).add_numbering(Numbering::new(id, id));
    }
    for (table, level) in (1..TABLES).flat_map(|table| [(table, 1), (table, 2)]) {
        let again = LevelOverride::new(0).start(1);
        let list = Numbering::new(ordinals(table, level), ordinals(0, level));
        docx = docx.add_numbering(list.add_override(again));
    }
    docx.add_style(heading(1)).add_style(heading(2))
}

fn level(at: usize, format: &str, text: &str) -> Level {
    Level::new(at, Start::new(1), NumberFormat::new(format), LevelText::new(text), LevelJc::new("left"))
}

// In a TT column nothing follows the number.
fn bare(format: &str) -> Level {
    level(0, format, "%1").suffix(LevelSuffixType::Nothing)
}

fn styled(at: usize, format: &str, text: &str) -> Level {
    level(at, format, text).paragraph_style(heading_style(at + 1))
}

fn heading(level: usize) -> Style {
    let mut style = Style::new(heading_style(level), StyleType::Paragraph)
        .name(format!("heading {level}"))
        .bold()
        .size(typing::BODY)
        .outline_lvl(level - 1);
    style.paragraph_property =
        style.paragraph_property.numbering(NumberingId::new(HEADINGS), IndentLevel::new(level - 1));
    style
}

/// How a list of two levels prints its numbers.
#[derive(Debug, Clone, Copy)]
pub(super) enum Printed {
    /// "II." and "3."; the lower level starts again below each upper one.
    Roman,
    /// "3." and "3.1.".
    Path,
    /// "II" and "14"; the lower level counts on.
    Bare,
}

/// A list of two levels as Word counts it.
#[derive(Debug, Default)]
pub(super) struct Count {
    upper: usize,
    lower: usize,
}

impl Count {
    /// The next number of a level, 1 or 2, as printed.
    pub(super) fn next(&mut self, level: usize, printed: Printed) -> String {
        if level == 1 {
            self.upper += 1;
            if !matches!(printed, Printed::Bare) {
                self.lower = 0;
            }
        } else {
            self.lower += 1;
        }
        match (printed, level) {
            (Printed::Roman, 1) => format!("{}.", roman(self.upper)),
            (Printed::Bare, 1) => roman(self.upper),
            (Printed::Path, 1) => format!("{}.", self.upper),
            (Printed::Path, _) => format!("{}.{}.", self.upper, self.lower),
            (Printed::Roman, _) => format!("{}.", self.lower),
            (Printed::Bare, _) => self.lower.to_string(),
        }
    }
}

/// The text without the number that Word prints in front of it.
pub(super) fn unnumbered<'a>(text: &'a str, printed: &str) -> Result<&'a str> {
    let rest =
        text.strip_prefix(printed).with_context(|| format!("Word would print {printed} before {text:?}"));
    rest.map(str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::{Count, Printed, unnumbered};

    fn count(levels: &[usize], printed: Printed) -> Vec<String> {
        let mut count = Count::default();
        levels.iter().map(|level| count.next(*level, printed)).collect()
    }

    #[test]
    fn lists_count_as_word_does() {
        assert_eq!(count(&[1, 2, 2, 1, 2], Printed::Roman), ["I.", "1.", "2.", "II.", "1."]);
        assert_eq!(count(&[1, 1, 2, 2, 1], Printed::Path), ["1.", "2.", "2.1.", "2.2.", "3."]);
        assert_eq!(count(&[1, 2, 2, 1, 2], Printed::Bare), ["I", "1", "2", "II", "3"]);
    }

    #[test]
    fn a_number_that_word_would_not_print_is_refused() {
        assert_eq!(unnumbered("II. MỤC TIÊU", "II.").unwrap(), "MỤC TIÊU");
        assert!(unnumbered("II. MỤC TIÊU", "III.").is_err());
    }
}
