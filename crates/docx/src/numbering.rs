//! The numbers that Word computes (ECMA-376 part 1, 17.9): definitions, counters, the shown label.
//!
//! Counters live with the abstract definition, so two lists on one definition go on with each other; a start
//! override counts at the first use of its list. Where LibreOffice and the standard differ (`isLgl`,
//! `lvlRestart`), the standard is followed.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::styles::RunFont;
use crate::symbols;
use crate::xml::{Element, Ns, Token, Xml, XmlError};

/// Levels of a list.
const LEVELS: usize = 9;
/// Letters of a level's text; no list of people is longer, and each label repeats it.
const LONGEST_TEXT: usize = 64;
/// Lists and definitions of a document; Word itself has at most 2,047 lists.
const MOST_LISTS: usize = 16_384;
/// Links from one definition to another (`numStyleLink`) that are followed.
const MOST_HOPS: usize = 8;

/// One level of a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Level {
    start: i64,
    format: Format,
    /// With `%1` … `%9` for the counters.
    text: String,
    /// All counters in Arabic numerals.
    legal: bool,
    /// Counts anew only behind a level above this one; 0 never.
    restart: Option<usize>,
    /// The paragraph style that is tied to it.
    style: Option<String>,
    /// The text is set in a font of symbols.
    font: Option<RunFont>,
    /// Nothing stands between label and text.
    tight: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: Format::Decimal,
            text: String::new(),
            legal: false,
            restart: None,
            style: None,
            font: None,
            tight: false,
        }
    }
}

/// How a counter is written (`w:numFmt`); formats of other scripts are shown as decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Decimal,
    /// "01", "02".
    DecimalZero,
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
    /// "- 1 -".
    InDash,
    /// "một", "hai".
    Vietnamese,
    Bullet,
    None,
}

impl Format {
    fn of(name: &str) -> Self {
        match name {
            "decimalZero" => Self::DecimalZero,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "numberInDash" => Self::InDash,
            "vietnameseCounting" => Self::Vietnamese,
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }

    fn show(self, count: i64) -> String {
        const VIETNAMESE: &[&str] = &["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];
        let ordinal = usize::try_from(count).unwrap_or(0);
        match self {
            Self::None | Self::Bullet => String::new(),
            Self::DecimalZero => format!("{count:02}"),
            Self::InDash => format!("- {count} -"),
            Self::UpperRoman => roman(ordinal).unwrap_or_else(|| count.to_string()),
            Self::LowerRoman => {
                roman(ordinal).map_or_else(|| count.to_string(), |roman| roman.to_lowercase())
            }
            Self::UpperLetter => letters(ordinal, b'A').unwrap_or_else(|| count.to_string()),
            Self::LowerLetter => letters(ordinal, b'a').unwrap_or_else(|| count.to_string()),
            Self::Vietnamese => ordinal
                .checked_sub(1)
                .and_then(|at| VIETNAMESE.get(at))
                .map_or_else(|| count.to_string(), |word| (*word).to_owned()),
            Self::Decimal => count.to_string(),
        }
    }
}

/// Roman numerals up to 399.
fn roman(ordinal: usize) -> Option<String> {
    const HUNDREDS: &[&str] = &["", "C", "CC", "CCC"];
    const TENS: &[&str] = &["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"];
    const UNITS: &[&str] = &["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let hundreds = HUNDREDS.get(ordinal / 100).filter(|_| ordinal > 0)?;
    Some(format!("{hundreds}{}{}", TENS.get(ordinal / 10 % 10)?, UNITS.get(ordinal % 10)?))
}

/// "a" … "z", "aa", "bb": Word repeats the letter.
fn letters(ordinal: usize, first: u8) -> Option<String> {
    /// What is beyond is no list of letters.
    const MOST_REPEATS: usize = 8;
    let at = ordinal.checked_sub(1)?;
    let letter = char::from(first + u8::try_from(at % 26).ok()?);
    let repeats = at / 26 + 1;
    (repeats <= MOST_REPEATS).then(|| std::iter::repeat_n(letter, repeats).collect())
}

#[derive(Debug, Clone, Default)]
struct Abstract {
    levels: [Option<Level>; LEVELS],
    /// The levels stand in the list of this style.
    style_link: Option<String>,
    /// This is the list of that style.
    is_style: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct List {
    definition: i64,
    starts: [Option<i64>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbering {
    abstracts: BTreeMap<i64, Abstract>,
    lists: BTreeMap<i64, List>,
    counted: Counted,
}

/// How far the lists of a document have counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counted {
    /// By abstract definition.
    counters: HashMap<i64, [Option<i64>; LEVELS]>,
    /// Start overrides that have been used.
    started: HashSet<(i64, usize)>,
    /// Paragraphs that asked for a list that is not there.
    missing: usize,
}

/// A computed number as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) text: String,
    pub(crate) tight: bool,
}

impl Numbering {
    /// Reads `word/numbering.xml`; what is broken in it ends the reading, and what came before counts.
    pub(crate) fn read(text: &str, depth: usize) -> (Self, Option<XmlError>) {
        let mut this = Self::default();
        let error = this.take(&mut Xml::new(text, depth)).err();
        this.follow_links();
        (this, error)
    }

    /// How far it has counted.
    pub(crate) fn counted(&self) -> &Counted {
        &self.counted
    }

    /// Counts on from an earlier state.
    pub(crate) fn go_back(&mut self, counted: Counted) {
        self.counted = counted;
    }

    /// Paragraphs that asked for a list that is not there.
    pub(crate) fn missing(&self) -> usize {
        self.counted.missing
    }

    fn take(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlError> {
        let mut owner = Owner::None;
        let mut at = None;
        loop {
            match xml.next()? {
                Token::Open(element) if element.ns == Ns::W => match element.name() {
                    "abstractNum" => {
                        let id =
                            element.number("abstractNumId").filter(|_| self.abstracts.len() < MOST_LISTS);
                        owner = id.map_or(Owner::None, Owner::Abstract);
                        at = None;
                    }
                    "num" => {
                        let id = element.number("numId").filter(|_| self.lists.len() < MOST_LISTS);
                        owner = id.map_or(Owner::None, Owner::List);
                        at = None;
                    }
                    "lvl" | "lvlOverride" => {
                        at = element.number("ilvl").and_then(|level| usize::try_from(level).ok());
                        if element.name() == "lvl" {
                            self.level(&owner, at).map(|slot| slot.insert(Level::default()));
                        }
                    }
                    "pPrChange" | "rPrChange" => xml.skip()?,
                    _ => self.property(&owner, at, &element),
                },
                Token::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn level(&mut self, owner: &Owner, at: Option<usize>) -> Option<&mut Option<Level>> {
        match owner {
            Owner::Abstract(id) => self.abstracts.entry(*id).or_default().levels.get_mut(at?),
            Owner::List(id) => self.lists.entry(*id).or_default().levels.get_mut(at?),
            Owner::None => None,
        }
    }

    fn property(&mut self, owner: &Owner, at: Option<usize>, element: &Element<'_>) {
        let text =
            || element.attribute("val").unwrap_or_default().chars().take(LONGEST_TEXT).collect::<String>();
        match (element.name(), owner) {
            ("abstractNumId", Owner::List(id)) => {
                self.lists.entry(*id).or_default().definition = element.number("val").unwrap_or(-1);
            }
            ("startOverride", Owner::List(id)) => {
                let list = self.lists.entry(*id).or_default();
                if let Some(start) = at.and_then(|at| list.starts.get_mut(at)) {
                    *start = element.number("val");
                }
            }
            ("numStyleLink", Owner::Abstract(id)) => {
                self.abstracts.entry(*id).or_default().style_link = Some(text());
            }
            ("styleLink", Owner::Abstract(id)) => {
                self.abstracts.entry(*id).or_default().is_style = Some(text());
            }
            (name, owner) => {
                let Some(Some(level)) = self.level(owner, at) else { return };
                match name {
                    "start" => level.start = element.number("val").unwrap_or(1),
                    "numFmt" => level.format = Format::of(&element.attribute("val").unwrap_or_default()),
                    "lvlText" => level.text = text(),
                    "isLgl" => level.legal = element.is_on(),
                    "lvlRestart" => {
                        level.restart = element.number("val").and_then(|n| usize::try_from(n).ok());
                    }
                    "pStyle" => level.style = Some(text()),
                    "suff" => level.tight = element.attribute("val").as_deref() == Some("nothing"),
                    "rFonts" => {
                        let font = element.attribute("ascii").or_else(|| element.attribute("hAnsi"));
                        level.font = font.map(|font| RunFont::of(&font));
                    }
                    _ => {}
                }
            }
        }
    }

    /// A definition can stand in the list of a style; each list gets the one in which its levels are.
    fn follow_links(&mut self) {
        // Where two claim a style the smaller id counts.
        let styled = self.abstracts.iter().rev();
        let of_style: HashMap<&str, i64> =
            styled.filter_map(|(id, own)| Some((own.is_style.as_deref()?, *id))).collect();
        for list in self.lists.values_mut() {
            for _ in 0..MOST_HOPS {
                let link = self.abstracts.get(&list.definition).and_then(|own| own.style_link.as_deref());
                let Some(next) = link.and_then(|style| of_style.get(style)) else { break };
                list.definition = *next;
            }
        }
    }

    /// The level that is tied to a paragraph style.
    pub(crate) fn level_of_style(&self, list: i64, style: &str) -> Option<usize> {
        let list = self.lists.get(&list)?;
        let definition = self.abstracts.get(&list.definition)?;
        let tied =
            |level: &Option<Level>| level.as_ref().and_then(|level| level.style.as_deref()) == Some(style);
        definition.levels.iter().position(tied)
    }

    /// Counts one paragraph of a list and gives its label; `None` where nothing is shown.
    pub(crate) fn count(&mut self, id: i64, at: usize) -> Option<Label> {
        if id == 0 {
            return None;
        }
        let counted = &mut self.counted;
        let known = self.lists.get(&id).and_then(|list| Some((list, self.abstracts.get(&list.definition)?)));
        let Some((list, Abstract { levels: abstracted, .. })) = known else {
            counted.missing += 1;
            return None;
        };
        let of = |at: usize| {
            let own = list.levels.get(at).and_then(Option::as_ref);
            own.or_else(|| abstracted.get(at).and_then(Option::as_ref))
        };
        let level = of(at)?;
        let counters = counted.counters.entry(list.definition).or_default();
        let start = list.starts.get(at).copied().flatten().filter(|_| counted.started.insert((id, at)));
        let current = counters.get_mut(at)?;
        *current = Some(match (start, *current) {
            (Some(start), _) => start,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => level.start,
        });
        for (below, counter) in counters.iter_mut().enumerate().skip(at + 1) {
            // "lvlRestart 2" counts anew behind levels 1 and 2 only, 0 never.
            if of(below).and_then(|level| level.restart).is_none_or(|restart| at < restart) {
                *counter = None;
            }
        }
        let mut text = String::new();
        let mut rest = level.text.as_str();
        while let Some(percent) = rest.find('%') {
            let (before, after) = rest.split_at(percent);
            text.push_str(before);
            let digit = after.as_bytes().get(1).filter(|digit| (b'1'..=b'9').contains(digit));
            let Some(digit) = digit else {
                text.push('%');
                rest = after.get(1..).unwrap_or_default();
                continue;
            };
            let which = usize::from(digit - b'1');
            let other = of(which);
            let count = counters.get(which).copied().flatten();
            let count = count.or_else(|| other.map(|other| other.start)).unwrap_or(1);
            let format = if level.legal {
                Format::Decimal
            } else {
                other.map_or(Format::Decimal, |other| other.format)
            };
            text.push_str(&format.show(count));
            rest = after.get(2..).unwrap_or_default();
        }
        text.push_str(rest);
        let bullet = level.format == Format::Bullet;
        let font = level.font.filter(|_| bullet).unwrap_or(RunFont::Plain);
        // A symbol that no table knows is still a bullet.
        let text =
            if bullet { symbols::shown(&text, font).unwrap_or_else(|| "•".to_owned()) } else { text };
        let text = text.trim().to_owned();
        (!text.is_empty()).then_some(Label { text, tight: level.tight })
    }
}

/// Whose properties are being read.
#[derive(Debug)]
enum Owner {
    None,
    Abstract(i64),
    List(i64),
}

#[cfg(test)]
#[path = "numbering_tests.rs"]
mod tests;
