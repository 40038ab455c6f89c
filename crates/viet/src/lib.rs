//! Vietnamese text as official documents carry it: read from whatever encoding it is in, normalised for reading,
//! folded for comparing, parsed where it holds dates, deadlines and quantities, and always traceable to the letters it
//! came from.
//!
//! It repairs what layout and encoding damaged (legacy charsets, misread UTF-8, mark order, blanks, line ends, blanks
//! inside symbols) and never corrects spelling: "Al" for "AI" stays and is reported. It knows nothing of plans, tables or
//! issuers, and does not read VIQR, BKHCM or Vietware.
//!
//! ```
//! use kehoach_viet::Text;
//! let text = Text::new("Sè:   /KH- SNV, ngµy 5 th¸ng 1 n¨m 202 6");
//! assert_eq!(text.normal(), "Số: /KH-SNV, ngày 5 tháng 1 năm 2026");
//! let at = text.normal().find("KH-SNV").unwrap();
//! assert_eq!(text.raw_slice(at..at + 6), "KH- SNV");
//! ```
//!
//! | for | there is |
//! |---|---|
//! | a paragraph or cell | [`Text`]: the normalised string with its map back; [`Text::of_runs`] where fonts are known |
//! | a whole file | [`restore`], [`restore_bytes`], [`detect`]: line by line, line ends kept; [`unescaped`] |
//! | words | [`is_syllable`], [`placed`], [`WordKind`], [`defects`] |
//! | line ends | [`joins_at_line_end`] |
//! | comparing | [`key`] |
//! | values | [`parse_number`], [`Quantity`], [`find_dates`], [`PartialDate`], [`Time`] |
//!
//! Decisions: mark sorting comes before NFC, because NFC alone leaves a tone in front of a circumflex or
//! breve (measured: 32 of 60 letters); NFKC is never used for display, because "m²" would become "m2"; line-end hyphens
//! belong to the text, because Vietnamese does not hyphenate (21 of 21 in five measured plans); decoding comes before
//! cleaning, because the soft hyphen is "ư" in TCVN3; an encoding is told by what becomes syllables, since that rejects
//! no real word of 30,094 and hardly anything else passes.

mod blank;
mod clean;
mod date;
mod edit;
mod encoding;
mod escape;
pub mod key;
mod letter;
mod lexicon;
mod marks;
mod number;
mod quantity;
mod scan;
mod syllable;
mod symbol;
mod text;
mod time;
mod tone;
mod words;

pub use date::{DateMatch, PartialDate, find_dates};
pub use edit::{Change, Edit};
pub use encoding::{
    Charset, Encoding, Font, Restored, Stretch, detect, in_font, restore, restore_bytes, shown, utf16,
};
pub use escape::unescaped;
pub use lexicon::joins_at_line_end;
pub use marks::composed;
pub use number::{parse_number, roman};
pub use quantity::{Comparison, Quantity, QuantityKind, find_quantities};
pub use syllable::{is_syllable, placed};
pub use symbol::close_up;
pub use text::Text;
pub use time::{Time, TimeKind};
pub use tone::old_tone_style;
pub use words::{Defect, WordKind, defects};

/// A word list of this crate (`include_str!`).
fn data<T: serde::de::DeserializeOwned>(source: &str) -> T {
    #[expect(clippy::expect_used, reason = "files of this crate, read in tests")]
    toml::from_str(source).expect("a data file")
}

/// A constant pattern of this crate.
fn pattern(source: &str) -> regex::Regex {
    #[expect(clippy::expect_used, reason = "constants of this crate, compiled in tests")]
    regex::Regex::new(source).expect("a constant pattern")
}
