//! What Excel shows for a value under a number format.

use calamine::Style;

use super::date;
use super::number::{digits, general};
use super::pattern::{Section, Token, parse};

/// A number format.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Format {
    sections: Vec<Section>,
}

/// Numbers of formats that Excel shows by the machine's country, and what they are in Vietnam.
const BY_COUNTRY: [(u32, &str); 2] = [(14, "dd/mm/yyyy"), (22, "dd/mm/yyyy h:mm")];
/// What a date shows under a format that is none of dates.
const DATE: &str = "dd/mm/yyyy";

/// The code of a style's number format.
pub(super) fn code(style: &Style) -> &str {
    let Some(format) = &style.number_format else { return "" };
    let by_country = BY_COUNTRY.iter().find(|(id, _)| format.format_id == Some(*id));
    by_country.map_or(&format.format_code, |(_, code)| code)
}

impl Format {
    pub(super) fn of_code(code: &str) -> Self {
        /// Excel itself takes no longer ones.
        const LONGEST: usize = 255;
        let is_code = !code.is_empty() && code.chars().count() <= LONGEST;
        let sections = if is_code { parse(code) } else { Vec::new() };
        Self { sections }
    }

    /// Bytes that are shown for a text of so many: a code can have the text many times.
    pub(super) fn bytes_of_text(&self, text: usize) -> usize {
        let bytes = |token: &Token| match token {
            Token::At => text,
            Token::Literal(letter) => letter.len_utf8(),
            _ => 0,
        };
        let section = self.sections.iter().find(|section| section.is_text());
        section.map_or(text, |section| section.tokens.iter().map(bytes).fold(0, usize::saturating_add))
    }

    /// What is shown for a text.
    pub(super) fn text(&self, text: &str) -> String {
        let section = self.sections.iter().find(|section| section.is_text());
        section.map_or_else(
            || text.to_owned(),
            |section| {
                let shown = section.tokens.iter().map(|token| match token {
                    Token::At => text.to_owned(),
                    Token::Literal(letter) => letter.to_string(),
                    _ => String::new(),
                });
                shown.collect()
            },
        )
    }

    /// What is shown for a number that the library takes for a date.
    pub(super) fn date(&self, value: f64, is_1904: bool) -> String {
        if self.sections.iter().any(Section::is_date) {
            return self.number(value, is_1904);
        }
        Self::of_code(DATE).number(value, is_1904)
    }

    /// What is shown for a number.
    pub(super) fn number(&self, value: f64, is_1904: bool) -> String {
        if !value.is_finite() {
            return "#NUM!".to_owned();
        }
        let (section, is_signed) = self.section_for(value);
        let Some(section) = section else { return general(value) };
        if section.is_date() {
            return date::shown(&section.tokens, value, is_1904).unwrap_or_else(|| general(value));
        }
        let is_general = section.tokens.iter().any(|token| matches!(token, Token::General | Token::At));
        let has_digits = section.tokens.iter().any(|token| matches!(token, Token::Digit(_)));
        let shown = if is_general {
            around(section, &general(value.abs()))
        } else if has_digits && !is_fraction(section) {
            digits(section, value)
        } else if has_digits {
            general(value.abs())
        } else {
            around(section, "")
        };
        let is_nothing = !shown.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
        // A number that is rounded to nothing has no sign either.
        let sign = if is_signed && value < 0.0 && !(has_digits && is_nothing) { "-" } else { "" };
        format!("{sign}{}", shown.trim())
    }

    /// The section that a number is shown by, and whether that shows a minus sign in front by itself.
    fn section_for(&self, value: f64) -> (Option<&Section>, bool) {
        let numeric = self.sections.iter().filter(|section| !section.is_text() || self.sections.len() == 1);
        let numeric: Vec<&Section> = numeric.take(3).collect();
        if numeric.iter().any(|section| section.condition.is_some()) {
            let holds = |section: &&&Section| {
                section.condition.as_ref().is_none_or(|condition| condition.holds(value))
            };
            return (numeric.iter().find(holds).or(numeric.first()).copied(), true);
        }
        let at = match numeric.len() {
            2 => usize::from(value < 0.0),
            3 if value < 0.0 => 1,
            3 if value == 0.0 => 2,
            _ => 0,
        };
        (numeric.get(at).copied(), at == 0)
    }
}

/// "# ?/?": shown as a decimal number, which says the same.
fn is_fraction(section: &Section) -> bool {
    let digits = |tokens: &[Token]| tokens.iter().any(|token| matches!(token, Token::Digit(_)));
    let slash = section.tokens.iter().position(|token| *token == Token::Literal('/'));
    slash.is_some_and(|at| {
        let (before, after) = section.tokens.split_at(at);
        digits(before) && digits(after)
    })
}

/// A section's literals around a number that is shown as a whole.
fn around(section: &Section, number: &str) -> String {
    let shown = section.tokens.iter().map(|token| match token {
        Token::Literal(letter) => letter.to_string(),
        Token::General | Token::At => number.to_owned(),
        Token::Percent => "%".to_owned(),
        _ => String::new(),
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, value: f64, want: &str) {
        assert_eq!(Format::of_code(code).number(value, false), want, "{code} {value}");
    }

    #[test]
    fn percent_decimals_and_thousands() {
        check("0%", 0.7, "70%");
        check("0.0%", 0.7049, "70,5%");
        check("0.00%", 1.0, "100,00%");
        check("#,##0", 1_234_567.0, "1.234.567");
        check("#,##0.00", 1234.5, "1.234,50");
        check("#,##0", 0.4, "0");
        check("#,##0,", 1_234_567.0, "1.235");
        check("0.00", 1.005, "1,01");
        check("0", 2.5, "3");
        check("00", 7.0, "07");
        check("0000-000", 1_234_567.0, "1234-567");
        check("#.##", 5.0, "5,");
        check("0.0#", 5.25, "5,25");
        check("0.00E+00", 12345.0, "1,23E+04");
        check("0.0E+0", 9.99, "1,0E+1");
        check(".00", 12.5, "12,50");
        check(".00", 0.5, ",50");
        check(".0%", 0.125, "12,5%");
        check("\"khoảng \".0", 7.0, "khoảng 7,0");
        check(".0E+0", 12.5, "1,3E+1");
    }

    #[test]
    fn general_shows_what_is_there() {
        for code in ["General", ""] {
            check(code, 12.0, "12");
            check(code, 0.1 + 0.2, "0,3");
            check(code, -99.5, "-99,5");
            check(code, 1.0 / 3.0, "0,333333333");
            check(code, 123_456_789_012.0, "123456789012");
            check(code, 0.0, "0");
            check(code, 1e-9, "1E-09");
            check(code, 1e25, "1E+25");
        }
        check("@", 5.0, "5");
        check("General\" người\"", 5.0, "5 người");
        check("# ?/?", 0.5, "0,5");
    }

    #[test]
    fn signs_and_sections() {
        check("0.0", -1.25, "-1,3");
        check("0", -0.4, "0");
        check("0;(0)", -3.0, "(3)");
        check("0;-0;\"không\"", 0.0, "không");
        check("0;;", -3.0, "");
        check("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", 1500.0, "1.500");
        check("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", 0.0, "-");
        check("[>=1000]#,##0;0.0", 12.0, "12,0");
        check("[Red]0", 4.0, "4");
        check("#,##0\\ [$₫-42A]", 1500.0, "1.500 ₫");
        check("\"Quý \"0", 2.0, "Quý 2");
        check("≥0%", 0.9, "≥90%");
        check("0", f64::NAN, "#NUM!");
    }

    #[test]
    fn dates_and_times() {
        check("dd/mm/yyyy", 46027.0, "05/01/2026");
        check("d/m/yy", 46027.0, "5/1/26");
        check("\"ngày \"dd\" tháng \"mm\" năm \"yyyy", 46027.0, "ngày 05 tháng 01 năm 2026");
        check("[$-42A]dd/mm/yyyy;@", 46027.0, "05/01/2026");
        check("mm/yyyy", 46027.0, "01/2026");
        check("h:mm", 0.5, "12:00");
        check("h:mm AM/PM", 0.75, "6:00 PM");
        check("mm:ss", 0.5 + 61.0 / 86400.0, "01:01");
        check("[h]:mm", 1.5, "36:00");
        check("dd/mm/yyyy", -3.0, "-3");
        check("dd-mmm-yy", 60.0, "29-Feb-00");
        assert_eq!(Format::default().date(46027.0, false), "05/01/2026");
        assert_eq!(Format::of_code("dd/mm/yyyy").number(44565.0, true), "05/01/2026");
    }

    #[test]
    fn texts() {
        assert_eq!(Format::of_code("0;0;0;\"Số \"@").text("12"), "Số 12");
        assert_eq!(Format::of_code("0").text("a"), "a");
        for code in ["0", "@", "@@@", "\"Số \"@"] {
            let format = Format::of_code(code);
            assert_eq!(format.bytes_of_text(2), format.text("ab").len(), "{code}");
        }
    }

    #[test]
    fn no_code_breaks_it() {
        let long = "0".repeat(70_000);
        assert_eq!(Format::of_code(&format!("0E+{long}")).number(12.0, false), "12");
        for code in [
            "[",
            "\"",
            "\\",
            "_",
            "*",
            ";;;;;;",
            "[<",
            "E+",
            ",,,",
            "0.0.0",
            "%%%0",
            "[h",
            "yyyyyyyyy",
            "0E+0E+0",
        ] {
            for value in [0.0, -1.5, 1e300, -1e-300, 46027.5, f64::MAX] {
                let format = Format::of_code(code);
                let _ = (format.number(value, true), format.date(value, false), format.text("a"));
            }
        }
    }
}
