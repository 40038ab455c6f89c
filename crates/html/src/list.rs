//! Marks that a page sets in front of the items of a list: they are not in its text.

use scraper::node::Element;

/// Items so far of an open list.
#[derive(Debug, Clone)]
pub(crate) struct List {
    style: Style,
    next: i64,
    step: i64,
    /// Bulleted lists around it.
    depth: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    None,
    Bullet,
    Decimal,
    Letter { capital: bool },
    Roman { capital: bool },
}

/// The mark of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Text, with the blank behind it.
    pub(crate) text: String,
    /// A number or letter, not a bullet.
    pub(crate) is_number: bool,
}

impl List {
    /// A list by its element, inside `depth` bulleted ones.
    pub(crate) fn of(element: &Element, depth: usize) -> Self {
        let is_ordered = element.name() == "ol";
        let default = if is_ordered { Style::Decimal } else { Style::Bullet };
        let style = style(element).unwrap_or(default);
        let step = if element.attr("reversed").is_some() { -1 } else { 1 };
        let start = element.attr("start").and_then(|start| start.trim().parse().ok());
        Self { style, next: start.unwrap_or(1), step, depth }
    }

    pub(crate) fn is_bulleted(&self) -> bool {
        self.style == Style::Bullet
    }

    /// The mark of the next item. The page's bullets are dots, which no plan has: "-" and inside it "+" are what
    /// typists put, and what those look for who recognise plans.
    pub(crate) fn mark(&mut self, item: &Element) -> Option<Mark> {
        if let Some(value) = item.attr("value").and_then(|value| value.trim().parse().ok()) {
            self.next = value;
        }
        let number = self.next;
        let ordered = !matches!(self.style, Style::None | Style::Bullet);
        self.next = self.next.saturating_add(if ordered { self.step } else { 0 });
        let of = |text: String| Some(Mark { text, is_number: true });
        match style(item).unwrap_or(self.style) {
            Style::None => None,
            Style::Bullet => {
                let text = if self.depth == 0 { "- " } else { "+ " };
                Some(Mark { text: text.to_owned(), is_number: false })
            }
            Style::Decimal => of(format!("{number}. ")),
            Style::Letter { capital } => of(format!("{}. ", in_case(letters(number)?, capital))),
            Style::Roman { capital } => of(format!("{}. ", in_case(roman(number)?, capital))),
        }
    }
}

/// What an element itself says: `type`, or a style.
fn style(element: &Element) -> Option<Style> {
    let of_type = element.attr("type").and_then(|kind| match kind {
        "1" => Some(Style::Decimal),
        "a" => Some(Style::Letter { capital: false }),
        "A" => Some(Style::Letter { capital: true }),
        "i" => Some(Style::Roman { capital: false }),
        "I" => Some(Style::Roman { capital: true }),
        "disc" | "circle" | "square" => Some(Style::Bullet),
        "none" => Some(Style::None),
        _ => None,
    });
    let declared = element.attr("style").and_then(|style| {
        style.split(';').filter_map(|declaration| declaration.split_once(':')).find_map(|(name, value)| {
            let is_list = matches!(name.trim(), "list-style" | "list-style-type");
            let mut words = value.split_ascii_whitespace();
            is_list.then(|| words.find_map(of_name)).flatten()
        })
    });
    declared.or(of_type)
}

fn of_name(name: &str) -> Option<Style> {
    Some(match name {
        "none" => Style::None,
        "disc" | "circle" | "square" => Style::Bullet,
        "decimal" | "decimal-leading-zero" => Style::Decimal,
        "lower-alpha" | "lower-latin" => Style::Letter { capital: false },
        "upper-alpha" | "upper-latin" => Style::Letter { capital: true },
        "lower-roman" => Style::Roman { capital: false },
        "upper-roman" => Style::Roman { capital: true },
        _ => return None,
    })
}

fn in_case(text: String, capital: bool) -> String {
    if capital { text } else { text.to_ascii_lowercase() }
}

/// 1 is A, 27 is AA.
fn letters(number: i64) -> Option<String> {
    let mut rest = u32::try_from(number).ok().filter(|number| *number > 0)?;
    let mut reversed = String::new();
    while rest > 0 {
        let digit = (rest - 1) % 26;
        reversed.extend(char::from_u32(u32::from(b'A') + digit));
        rest = (rest - 1) / 26;
    }
    Some(reversed.chars().rev().collect())
}

fn roman(number: i64) -> Option<String> {
    const DIGITS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = Some(number).filter(|number| (1..4000).contains(number))?;
    let mut text = String::new();
    for (value, digit) in DIGITS {
        while rest >= value {
            text.push_str(digit);
            rest -= value;
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_letters() {
        let shown = |number| (letters(number), roman(number));
        assert_eq!(shown(4), (Some("D".into()), Some("IV".into())));
        assert_eq!(shown(28), (Some("AB".into()), Some("XXVIII".into())));
        assert_eq!(shown(0), (None, None));
    }
}
