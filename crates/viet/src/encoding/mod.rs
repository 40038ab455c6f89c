//! Text that is not what it looks like: legacy charsets, UTF-8 read as another encoding, text converted twice.
//!
//! Legacy text reaches us as characters: every byte looks like the letter that windows-1252 has for it ("Céng
//! hoµ x· héi"). It is told by the font of its run, or by decoding it under each charset and counting what
//! becomes a syllable; by the line or cell, never by the word, and never by a lone "©" or "½".

mod capitals;
mod charset;
mod decode;
mod detect;
mod double;
mod font;
mod mojibake;
mod quick;
mod restore;
mod score;
mod shown;
mod table;
mod view;

pub use charset::Charset;
pub use decode::in_font;
pub(crate) use decode::of_font;
pub use detect::{Encoding, Stretch, detect};
pub use font::Font;
pub(crate) use restore::restore_line;
pub use restore::{Restored, restore, restore_bytes, shown};
pub use view::utf16;
