//! The code of a number format, cut into sections and tokens: `#,##0.0%;[Red]-0;"không";@`.

/// One section of a code.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Section {
    pub(super) condition: Option<Condition>,
    pub(super) tokens: Vec<Token>,
}

/// "[>=100]".
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Condition {
    operator: String,
    value: f64,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Shown as it is.
    Literal(char),
    /// A digit: `0` shows zero, `#` nothing, `?` a blank.
    Digit(char),
    /// The decimal point.
    Point,
    /// Between digits: thousands are parted; behind them: a thousandth is shown.
    Comma,
    Percent,
    /// "E+" or "E-": whether a plus is shown.
    Exponent(bool),
    General,
    /// The text of a cell.
    At,
    /// A part of a date or time, and how many letters it has; minutes are `n`.
    Date(char, usize),
    /// Hours, minutes or seconds in all: "[h]".
    Elapsed(char),
    /// "AM/PM".
    HalfDay,
}

impl Condition {
    pub(super) fn holds(&self, value: f64) -> bool {
        match self.operator.as_str() {
            "<" => value < self.value,
            "<=" => value <= self.value,
            ">" => value > self.value,
            ">=" => value >= self.value,
            "<>" => (value - self.value).abs() > 0.0,
            _ => (value - self.value).abs() <= 0.0,
        }
    }
}

impl Section {
    pub(super) fn is_date(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::Date(..) | Token::Elapsed(_)))
    }

    pub(super) fn is_text(&self) -> bool {
        self.tokens.contains(&Token::At)
    }
}

/// Sections that count; a code has four at most.
const SECTIONS: usize = 4;

/// Cuts a code.
pub(super) fn parse(code: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        if first == ';' {
            if sections.len() == SECTIONS {
                break;
            }
            sections.push(Section::default());
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let Some(section) = sections.last_mut() else { break };
        let used = take(rest, first, section);
        rest = rest.get(used.max(first.len_utf8())..).unwrap_or_default();
    }
    for section in &mut sections {
        name_minutes(&mut section.tokens);
    }
    sections
}

/// Takes the first token of the rest; how many bytes it has.
fn take(rest: &str, first: char, section: &mut Section) -> usize {
    let folded = |word: &str| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let after = rest.get(first.len_utf8()..).unwrap_or_default();
    let next = after.chars().next();
    let tokens = &mut section.tokens;
    match first {
        '"' => {
            let end = after.find('"').unwrap_or(after.len());
            tokens.extend(after.get(..end).unwrap_or_default().chars().map(Token::Literal));
            end + 2
        }
        '\\' => {
            tokens.extend(next.map(Token::Literal));
            1 + next.map_or(0, char::len_utf8)
        }
        // Room as wide as the next letter; filling with it.
        '_' | '*' => {
            if first == '_' {
                tokens.push(Token::Literal(' '));
            }
            1 + next.map_or(0, char::len_utf8)
        }
        '[' => {
            let end = after.find(']').unwrap_or(after.len());
            bracket(after.get(..end).unwrap_or_default(), section);
            end + 2
        }
        '0' | '#' | '?' => push(tokens, Token::Digit(first), 1),
        '.' => push(tokens, Token::Point, 1),
        ',' => push(tokens, Token::Comma, 1),
        '%' => push(tokens, Token::Percent, 1),
        '@' => push(tokens, Token::At, 1),
        'E' | 'e' if matches!(next, Some('+' | '-')) => push(tokens, Token::Exponent(next == Some('+')), 2),
        'G' | 'g' if folded("general") => push(tokens, Token::General, "general".len()),
        'A' | 'a' if folded("am/pm") => push(tokens, Token::HalfDay, "am/pm".len()),
        'A' | 'a' if folded("a/p") => push(tokens, Token::HalfDay, "a/p".len()),
        'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' => {
            let length = rest.chars().take_while(|letter| letter.eq_ignore_ascii_case(&first)).count();
            push(tokens, Token::Date(first.to_ascii_lowercase(), length), length)
        }
        other => push(tokens, Token::Literal(other), other.len_utf8()),
    }
}

fn push(tokens: &mut Vec<Token>, token: Token, used: usize) -> usize {
    tokens.push(token);
    used
}

/// "[Red]", "[$₫-42A]", "[>=100]", "[h]".
fn bracket(inner: &str, section: &mut Section) {
    if let Some(currency) = inner.strip_prefix('$') {
        let symbol = currency.split('-').next().unwrap_or_default();
        section.tokens.extend(symbol.chars().map(Token::Literal));
    } else if inner.starts_with(['<', '>', '=']) {
        let end = inner.find(|c: char| !matches!(c, '<' | '>' | '=')).unwrap_or(inner.len());
        let (operator, value) = inner.split_at(end);
        if let Ok(value) = value.trim().parse() {
            section.condition = Some(Condition { operator: operator.to_owned(), value });
        }
    } else if let Some(letter @ ('h' | 'm' | 's')) = inner.chars().next().map(|c| c.to_ascii_lowercase())
        && inner.chars().all(|c| c.eq_ignore_ascii_case(&letter))
    {
        section.tokens.push(Token::Elapsed(letter));
    }
}

/// An "m" behind hours or in front of seconds is minutes.
fn name_minutes(tokens: &mut [Token]) {
    let mut behind_hours = false;
    let mut month: Option<usize> = None;
    for at in 0..tokens.len() {
        match tokens.get(at) {
            Some(Token::Date('h', _) | Token::Elapsed('h')) => (behind_hours, month) = (true, None),
            Some(Token::Date('m', _)) if behind_hours => {
                rename(tokens, at);
                behind_hours = false;
            }
            Some(Token::Date('m', _)) => month = Some(at),
            Some(Token::Date('s', _)) => {
                if let Some(at) = month.take() {
                    rename(tokens, at);
                }
                behind_hours = false;
            }
            Some(Token::Date(..)) => (behind_hours, month) = (false, None),
            _ => {}
        }
    }
}

fn rename(tokens: &mut [Token], at: usize) {
    if let Some(Token::Date(letter, _)) = tokens.get_mut(at) {
        *letter = 'n';
    }
}
