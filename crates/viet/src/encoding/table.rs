//! The codes of each charset: a byte or a pair of bytes, and the letter that they are.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Charset;
use super::view::{WINDOWS_1258_VIEW, byte};
use crate::data;
use crate::letter::{LETTERS, letter, number, vowel, vowel_number};

/// A letter with its case: its number, and 128 for a capital; 0 for none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Code(u8);

const CAPITAL: u8 = 0x80;

impl Code {
    fn of(c: char) -> Self {
        Self(number(c) | if c.is_uppercase() { CAPITAL } else { 0 })
    }

    pub(crate) fn is_none(self) -> bool {
        self.number() == 0
    }

    /// Number of the letter in the alphabet.
    pub(crate) fn number(self) -> u8 {
        self.0 & !CAPITAL
    }

    pub(crate) fn is_capital(self) -> bool {
        self.0 & CAPITAL != 0
    }

    /// Whether it is a vowel with a tone.
    pub(crate) fn is_toned(self) -> bool {
        vowel(self.number()).is_some_and(|(_, tone)| tone > 0)
    }

    pub(crate) fn character(self) -> Option<char> {
        letter(self.number(), self.is_capital())
    }
}

/// Codes of one charset.
pub(crate) struct Table {
    single: [Code; 256],
    /// Row of [`Self::pairs`] for a first byte, counted from 1; 0 where no pair begins with it.
    row: [u8; 256],
    pairs: Vec<[Code; 256]>,
    /// Numbers of the ASCII letters that begin no pair.
    plain: [u8; 256],
}

impl Table {
    pub(crate) fn of(charset: Charset) -> &'static Self {
        static TABLES: LazyLock<[Table; 5]> = LazyLock::new(|| Charset::ALL.map(Table::build));
        let [tcvn3, vni, vps, viscii, windows_1258] = &*TABLES;
        match charset {
            Charset::Tcvn3 => tcvn3,
            Charset::VniWindows => vni,
            Charset::Vps => vps,
            Charset::Viscii => viscii,
            Charset::Windows1258 => windows_1258,
        }
    }

    /// Number of an ASCII letter that begins no pair; `None` for all else.
    #[inline]
    pub(crate) fn plain(&self, byte: u8) -> Option<u8> {
        self.plain.get(usize::from(byte)).copied().filter(|&number| number > 0)
    }

    /// The letter of a byte and the one behind it (asked for only where a pair may be), and how many it takes.
    #[inline]
    pub(crate) fn letter(&self, byte: u8, next: impl FnOnce() -> Option<u8>) -> (Code, usize) {
        let row = self.row.get(usize::from(byte)).copied().unwrap_or(0);
        if row > 0
            && let Some(pairs) = self.pairs.get(usize::from(row) - 1)
            && let Some(next) = next()
        {
            let pair = pairs.get(usize::from(next)).copied().unwrap_or_default();
            if !pair.is_none() {
                return (pair, 2);
            }
        }
        (self.single.get(usize::from(byte)).copied().unwrap_or_default(), 1)
    }

    fn build(charset: Charset) -> Self {
        let mut table = Self { single: [Code(0); 256], row: [0; 256], pairs: Vec::new(), plain: [0; 256] };
        for byte in (0..=u8::MAX).filter(u8::is_ascii_alphabetic) {
            table.set(&[byte], char::from(byte));
        }
        match charset.of_bamboo() {
            Some(bamboo) => table.add_bamboo(bamboo),
            None => table.add_windows_1258(),
        }
        for (code, letter) in MORE.of(charset) {
            if let Ok(byte) = u8::from_str_radix(code, 16) {
                table.set(&[byte], *letter);
            }
        }
        let letters = table.plain.iter_mut().zip(&table.row).zip(&table.single).zip(0..=u8::MAX);
        for (((plain, row), code), byte) in letters {
            *plain = if *row == 0 && byte.is_ascii_alphabetic() { code.number() } else { 0 };
        }
        table
    }

    fn add_bamboo(&mut self, charset: bamboo_core::Charset) {
        // Capitals first: where both share a code (toned letters of TCVN3), the small letter stands.
        for upper in [true, false] {
            for c in (1..LETTERS as u8).filter_map(|number| letter(number, upper)) {
                let code = bamboo_core::encode_charset(charset, c.encode_utf8(&mut [0; 4])).into_owned();
                let bytes: Option<Vec<u8>> = code.chars().map(byte).collect();
                if let Some(bytes) = bytes {
                    self.set(&bytes, c);
                }
            }
        }
    }

    /// Letters with their quality are single bytes; a tone is a byte of its own behind its letter.
    fn add_windows_1258(&mut self) {
        let characters = (0x80..=u8::MAX).map(|byte| (byte, WINDOWS_1258_VIEW.character(byte)));
        for (byte, c) in characters.clone().filter(|&(_, c)| number(c) > 0) {
            self.set(&[byte], c);
        }
        for (mark, c) in characters {
            let Some(tone) = crate::letter::TONE_MARKS.iter().position(|&mark| mark == Some(c)) else {
                continue;
            };
            for first in 0..=u8::MAX {
                let base = self.single.get(usize::from(first)).copied().unwrap_or_default();
                if let Some((row, 0)) = vowel(base.number())
                    && let Some(toned) = letter(vowel_number(row, tone as u8), base.is_capital())
                {
                    self.set(&[first, mark], toned);
                }
            }
        }
    }

    fn set(&mut self, code: &[u8], c: char) {
        match *code {
            [byte] => {
                if let Some(slot) = self.single.get_mut(usize::from(byte)) {
                    *slot = Code::of(c);
                }
            }
            [first, second] => {
                let Some(row) = self.row.get_mut(usize::from(first)) else { return };
                if *row == 0 {
                    self.pairs.push([Code(0); 256]);
                    *row = self.pairs.len() as u8;
                }
                let row = usize::from(*row) - 1;
                if let Some(slot) = self.pairs.get_mut(row).and_then(|row| row.get_mut(usize::from(second))) {
                    *slot = Code::of(c);
                }
            }
            _ => {}
        }
    }
}

/// Codes that bamboo-core lacks, from `data/charsets.toml`.
#[derive(Deserialize)]
struct More {
    tcvn3: BTreeMap<String, char>,
    viscii: BTreeMap<String, char>,
    vps: BTreeMap<String, char>,
}

static MORE: LazyLock<More> = LazyLock::new(|| data(include_str!("../../data/charsets.toml")));

impl More {
    fn of(&self, charset: Charset) -> impl Iterator<Item = (&String, &char)> {
        let codes = match charset {
            Charset::Tcvn3 => Some(&self.tcvn3),
            Charset::Viscii => Some(&self.viscii),
            Charset::Vps => Some(&self.vps),
            Charset::VniWindows | Charset::Windows1258 => None,
        };
        codes.into_iter().flatten()
    }
}
