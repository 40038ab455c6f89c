//! What tags and their styles say of how text looks, where it matters for reading: a legacy font, hidden text, links,
//! kept line ends.

use kehoach_viet::{Charset, Font};

/// How text looks.
#[expect(clippy::struct_excessive_bools, reason = "each is a thing of its own")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// The font, where it was made for a legacy charset.
    pub(crate) font: Option<Font>,
    /// Not shown.
    pub(crate) hidden: bool,
    /// It leads elsewhere.
    pub(crate) link: bool,
    /// Its line ends are shown.
    pub(crate) pre: bool,
    /// Set above the line, as marks of notes and powers are.
    pub(crate) raised: bool,
    /// Kept out of sight by `visibility`, which an element inside can take back.
    pub(crate) unseen: bool,
}

impl Look {
    /// As an attribute's value, read by [`Look::parse`].
    pub(crate) fn code(self) -> String {
        let mut code = String::with_capacity(5);
        let flags =
            [(self.hidden || self.unseen, 'h'), (self.link, 'l'), (self.pre, 'p'), (self.raised, 'r')];
        code.extend(flags.into_iter().filter(|(flag, _)| *flag).map(|(_, letter)| letter));
        if let Some(font) = self.font {
            let place = Charset::ALL.iter().position(|charset| *charset == font.charset);
            code.extend(place.and_then(|place| char::from_digit(u32::try_from(place).ok()?, 10)));
            code.extend(font.capitals.then_some('c'));
        }
        code
    }

    /// Reads a code.
    pub(crate) fn parse(code: &str) -> Self {
        let mut look = Self {
            hidden: code.contains('h'),
            link: code.contains('l'),
            pre: code.contains('p'),
            raised: code.contains('r'),
            unseen: false,
            font: None,
        };
        let place = code.chars().find_map(|letter| letter.to_digit(10));
        if let Some(charset) = place.and_then(|place| Charset::ALL.get(place as usize)) {
            look.font = Some(Font { charset: *charset, capitals: code.contains('c') });
        }
        look
    }

    /// What a `style` attribute changes.
    pub(crate) fn style(&mut self, style: &str) {
        // Of two declarations the later one holds.
        let mut is_none = false;
        for (name, value) in declarations(style) {
            match name.as_str() {
                "display" => is_none = value.eq_ignore_ascii_case("none"),
                "visibility" => self.unseen = value.eq_ignore_ascii_case("hidden"),
                "mso-hide" => self.hidden |= value.eq_ignore_ascii_case("all"),
                "white-space" => self.pre = value.to_ascii_lowercase().starts_with("pre"),
                "font-family" | "font" => self.family(value),
                _ => {}
            }
        }
        self.hidden |= is_none;
    }

    /// The font of a family list: the first one counts.
    pub(crate) fn family(&mut self, families: &str) {
        let first = families.split(',').next().unwrap_or_default();
        let first = first.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        if !first.is_empty() && !first.eq_ignore_ascii_case("inherit") {
            // "font: 13pt .VnTime" has the family behind the size.
            let last = first.rsplit(' ').next().unwrap_or(first).trim_matches(['"', '\'']);
            self.font = Font::of(first).or_else(|| Font::of(last));
        }
    }
}

/// Whether a style sets an element as a block of its own.
pub(crate) fn is_block(style: &str) -> bool {
    declarations(style).any(|(name, value)| {
        name == "display"
            && ["block", "flex", "table", "list-item"].iter().any(|it| value.eq_ignore_ascii_case(it))
    })
}

/// The declarations of a style that matter here: names in small letters, values as they stand.
fn declarations(style: &str) -> impl Iterator<Item = (String, &str)> {
    style.split(';').filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        let name = name.trim();
        let value = value.trim().trim_end_matches("!important").trim_end();
        (name.len() <= 24).then(|| (name.to_ascii_lowercase(), value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(style: &str) -> Look {
        let mut look = Look::default();
        look.style(style);
        look
    }

    #[test]
    fn styles_that_matter() {
        assert!(look("color:red; DISPLAY: none").hidden);
        assert!(look("mso-hide:all").hidden);
        assert!(!look("display:none; display:block").hidden);
        assert!(look("white-space: pre-wrap").pre);
        assert!(!look("display:inline; font-family: Arial").hidden);
        assert_eq!(look("font-family:\".VnTimeH\",serif").font, Font::of(".VnTimeH"));
        assert_eq!(look("font:13.0pt .VnTime").font, Font::of(".VnTime"));
        assert!(is_block("margin:0;display:block"));
    }

    #[test]
    fn a_look_survives_its_code() {
        for style in ["display:none", "white-space:pre", "font-family:.VnTimeH", "font-family:VNI-Times"] {
            assert_eq!(Look::parse(&look(style).code()), look(style), "{style}");
        }
    }
}
