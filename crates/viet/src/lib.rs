//! Vietnamese text as official documents carry it: normalised for reading, folded for comparing, parsed
//! where it holds dates, deadlines and quantities, and always traceable to the letters it came from.
//!
//! It repairs what layout and encoding damaged (mark order, blanks, line ends, blanks inside symbols) and
//! never corrects spelling: "Al" for "AI" stays. It knows nothing of plans, tables or issuers.
//!
//! Main types: [`Text`] (a normalised string with a map back to the raw one), [`PartialDate`], [`Quantity`],
//! [`Time`]. Keys for comparing stand in [`key`].
//!
//! ```
//! let text = kehoach_viet::Text::new("Số:   /KH- SNV, năm 203 5");
//! assert_eq!(text.normal(), "Số: /KH-SNV, năm 2035");
//! let at = text.normal().find("KH-SNV").unwrap();
//! assert_eq!(&text.raw()[text.raw_span(at..at + 6)], "KH- SNV");
//! ```
//!
//! Decisions: mark sorting comes before NFC, because NFC alone leaves a tone in front of a circumflex or
//! breve (measured: 32 of 60 letters); NFKC is never used, because "m²" would become "m2"; line-end hyphens
//! belong to the text, because Vietnamese does not hyphenate (21 of 21 in five measured plans).

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
pub use encoding::{Charset, Encoding, Font, Restored, Stretch, detect, restore, restore_bytes, shown};
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

/// A constant pattern of this crate.
fn pattern(source: &str) -> regex::Regex {
    #[expect(clippy::expect_used, reason = "constants of this crate, compiled in tests")]
    regex::Regex::new(source).expect("a constant pattern")
}
