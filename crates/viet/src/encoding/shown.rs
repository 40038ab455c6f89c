//! What a byte of legacy text shows, and which of it are signs.

use std::sync::LazyLock;

use super::view::WINDOWS_1252_VIEW;
use crate::letter::number;

/// The character that a byte shows, as far as it counts here.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a row of a table")]
pub(super) struct Shown {
    /// Its number in the alphabet.
    pub(super) number: u8,
    pub(super) is_letter: bool,
    pub(super) is_capital: bool,
    pub(super) is_small: bool,
    pub(super) is_quote: bool,
    pub(super) is_sign: bool,
}

impl Shown {
    #[inline]
    pub(super) fn of(byte: u8) -> Self {
        static SHOWN: LazyLock<[Shown; 256]> = LazyLock::new(|| {
            std::array::from_fn(|byte| {
                let c = WINDOWS_1252_VIEW.character(byte as u8);
                Shown {
                    number: number(c),
                    is_letter: c.is_alphabetic(),
                    is_capital: c.is_uppercase(),
                    is_small: c.is_lowercase(),
                    is_quote: is_quote(c),
                    is_sign: is_sign(c),
                }
            })
        });
        SHOWN.get(usize::from(byte)).copied().unwrap_or_default()
    }
}

/// Signs that are also codes of letters. At the edge of a word, or alone, they are signs, unless a font says otherwise.
pub(super) fn is_sign(c: char) -> bool {
    is_quote(c)
        || matches!(c, '©' | '®' | '§' | '½' | '·' | '°' | '±' | '²' | '³' | '¼' | '¾' | '¶')
        || matches!(c, '¡' | '¿' | '£' | '¥' | '¢' | '¤' | '¦' | '¬' | '¹')
}

/// Those of them that stand around words.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '«' | '»' | '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '•')
}
