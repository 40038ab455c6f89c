//! Labels in front of paragraphs: "II.", "3.1.", "a)", "-", "Điều 5."
//!
//! The order of levels is that of Nghị định 30/2020/NĐ-CP, Phụ lục I: phần, chương, mục, điều, khoản (1.),
//! điểm (a); plans use Roman numbers, Arabic numbers and letters, then "-" and "+".

use kehoach_viet::roman;

/// A label and the text behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label<'a> {
    /// What the label is.
    pub kind: LabelKind,
    /// The label without its closing mark: "3.1", "a", "II".
    pub ordinal: &'a str,
    /// The text behind it, trimmed.
    pub rest: &'a str,
}

/// Sort of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LabelKind {
    /// Phần, Chương, Mục, Điều.
    Part,
    /// "A."
    Capital,
    /// "II."
    Roman,
    /// "3." has depth 1, "3.1." depth 2.
    Decimal(u8),
    /// "a)".
    Letter,
    /// "-", "*", "•".
    Dash,
    /// "+".
    Plus,
}

impl LabelKind {
    /// Whether the label numbers a heading (not a bullet).
    #[must_use]
    pub fn is_numbered(self) -> bool {
        !matches!(self, Self::Dash | Self::Plus)
    }
}

/// The label in front of a paragraph.
#[must_use]
pub fn parse(text: &str) -> Option<Label<'_>> {
    let text = text.trim();
    let first = text.chars().next()?;
    match first {
        '-' | '–' | '—' | '•' | '●' | '○' | '▪' | '*' | '\u{f0b7}' => {
            bullet(text, first, LabelKind::Dash)
        }
        '+' => bullet(text, first, LabelKind::Plus),
        '0'..='9' => decimal(text),
        '(' => bracketed(text),
        'A'..='Z' => part(text).or_else(|| roman_or_capital(text)),
        'Đ' => part(text),
        'a'..='z' | 'đ' => letter(text, first),
        _ => None,
    }
}

fn bullet(text: &str, first: char, kind: LabelKind) -> Option<Label<'_>> {
    let (mark, rest) = text.split_at(first.len_utf8());
    let rest_trimmed = rest.trim_start();
    // "-5 độ" and "--------" are no bullets.
    let starts_word =
        rest_trimmed.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '"' | '(' | '\''));
    let number =
        rest.starts_with(|c: char| c.is_ascii_digit()) && first == '-' && rest.len() == rest_trimmed.len();
    (starts_word && !number).then_some(Label { kind, ordinal: mark, rest: rest_trimmed })
}

/// "3.", "3.1", "3.1.", "3)": one level needs its closing mark, several need none.
fn decimal(text: &str) -> Option<Label<'_>> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, rest) = text.split_at(end);
    let ordinal = number.trim_end_matches('.');
    let depth = ordinal.split('.').count();
    let levels = ordinal.split('.').all(|level| (1..=2).contains(&level.len()));
    // "1- Họp" is the Party's way; "1-2" is a range.
    let dash = rest.strip_prefix('-').filter(|rest| depth == 1 && rest.starts_with(' '));
    let closing = rest.strip_prefix([')', '/']).or(dash);
    let closed = number.ends_with('.') || closing.is_some();
    let rest = closing.unwrap_or(rest);
    let spaced =
        rest.starts_with(char::is_whitespace) || rest.starts_with(|c: char| c.is_uppercase() || c == '“');
    // "22/12/2024" opens with a digit and a slash as well: a slash closes a label only in front of a blank.
    let date = text.get(end..).is_some_and(|rest| {
        rest.starts_with('/') && !rest.get(1..).is_some_and(|rest| rest.starts_with(' '))
    });
    let rest_trimmed = rest.trim_start();
    (levels && spaced && !date && !rest_trimmed.is_empty() && (closed || depth > 1)).then_some(Label {
        kind: LabelKind::Decimal(u8::try_from(depth).unwrap_or(u8::MAX)),
        ordinal,
        rest: rest_trimmed,
    })
}

/// "(1) Họp".
fn bracketed(text: &str) -> Option<Label<'_>> {
    let (number, rest) = text.strip_prefix('(')?.split_once(") ")?;
    let short = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    short.then_some(Label { kind: LabelKind::Letter, ordinal: number, rest: rest.trim_start() })
}

fn roman_or_capital(text: &str) -> Option<Label<'_>> {
    let end = text.find(|c: char| !c.is_ascii_uppercase())?;
    let (ordinal, rest) = text.split_at(end);
    let rest = rest.strip_prefix(['.', ')', '/']).or_else(|| rest.trim_start().strip_prefix('-'))?;
    let rest_trimmed = rest.trim_start();
    // "T.P", "C.ty": a label is parted from its text, or the text begins with a capital word.
    let parted =
        rest.len() > rest_trimmed.len() || rest.starts_with(|c: char| c.is_uppercase()) && ordinal.len() > 1;
    if rest_trimmed.is_empty() || !parted {
        return None;
    }
    let kind = if roman(ordinal).is_some() {
        LabelKind::Roman
    } else if ordinal.len() == 1 {
        LabelKind::Capital
    } else {
        return None;
    };
    Some(Label { kind, ordinal, rest: rest_trimmed })
}

fn letter(text: &str, first: char) -> Option<Label<'_>> {
    let (ordinal, rest) = text.split_at(first.len_utf8());
    let rest =
        rest.strip_prefix(')').or_else(|| rest.strip_prefix("/.")).or_else(|| rest.strip_prefix(". "))?;
    let rest = rest.trim_start();
    (!rest.is_empty()).then_some(Label { kind: LabelKind::Letter, ordinal, rest })
}

/// "Phần thứ nhất", "Chương II", "Mục 1", "Điều 5." at the start of a paragraph.
fn part(text: &str) -> Option<Label<'_>> {
    const WORDS: &[&str] = &["Phần", "PHẦN", "Chương", "CHƯƠNG", "Mục", "MỤC", "Điều", "ĐIỀU"];
    let word = WORDS.iter().find(|word| text.starts_with(**word))?;
    let rest = text.get(word.len()..)?.strip_prefix(' ')?;
    let number_end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let number = rest.get(..number_end)?;
    if number.parse::<u32>().is_err() && roman(number).is_none() {
        return None;
    }
    let ordinal = text.get(..word.len() + 1 + number_end)?;
    let rest = rest.get(number_end..)?.trim_start_matches(['.', ':', ' ']);
    Some(Label { kind: LabelKind::Part, ordinal, rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: Option<(LabelKind, &str, &str)>) {
        assert_eq!(parse(text).map(|label| (label.kind, label.ordinal, label.rest)), want, "{text}");
    }

    #[test]
    fn labels() {
        check("II. NHIỆM VỤ", Some((LabelKind::Roman, "II", "NHIỆM VỤ")));
        check("3.1. Hạ tầng", Some((LabelKind::Decimal(2), "3.1", "Hạ tầng")));
        check("8.1 Phát triển", Some((LabelKind::Decimal(2), "8.1", "Phát triển")));
        check("1. Mục đích:", Some((LabelKind::Decimal(1), "1", "Mục đích:")));
        check("1.Mục đích", Some((LabelKind::Decimal(1), "1", "Mục đích")));
        check("1- Họp giao ban", Some((LabelKind::Decimal(1), "1", "Họp giao ban")));
        check("(2) Tập huấn", Some((LabelKind::Letter, "2", "Tập huấn")));
        check("a) Mạng", Some((LabelKind::Letter, "a", "Mạng")));
        check("đ/. Hoạt động", Some((LabelKind::Letter, "đ", "Hoạt động")));
        check("A. PHẦN CHUNG", Some((LabelKind::Capital, "A", "PHẦN CHUNG")));
        check("- Chủ trì: Văn phòng", Some((LabelKind::Dash, "-", "Chủ trì: Văn phòng")));
        check("*   Quán triệt", Some((LabelKind::Dash, "*", "Quán triệt")));
        check("+ Văn phòng", Some((LabelKind::Plus, "+", "Văn phòng")));
        check("Điều 5. Tổ chức", Some((LabelKind::Part, "Điều 5", "Tổ chức")));
    }

    #[test]
    fn no_labels() {
        for text in [
            "22/12/2024 của",
            "100% xã",
            "2026",
            "02 cấp",
            "31 Tiếp tục",
            "TP. Vinh",
            "V/v chuyển đổi",
            "T.P",
            "-----",
            "Mục tiêu",
            "xã, phường",
            "1.500 hộ",
        ] {
            check(text, None);
        }
    }
}
