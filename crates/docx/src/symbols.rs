//! Letters of the fonts Symbol and Wingdings, in which Word keeps signs and bullets: codes 20 to FF, or the same
//! in the private area from U+F000.
//!
//! Source: the mapping tables of Symbol and Wingdings that Unicode publishes (`VENDORS/ADOBE/symbol.txt`) and the
//! signs that Wingdings shows; only what documents use.

use crate::styles::RunFont;

/// Signs of Symbol; codes that are missing show themselves.
#[rustfmt::skip]
const SYMBOL: &[(u8, char)] = &[
    (0x22, '∀'), (0x24, '∃'), (0x27, '∋'), (0x2a, '∗'), (0x2d, '−'), (0x40, '≅'), (0x41, 'Α'), (0x42, 'Β'),
    (0x43, 'Χ'), (0x44, 'Δ'), (0x45, 'Ε'), (0x46, 'Φ'), (0x47, 'Γ'), (0x48, 'Η'), (0x49, 'Ι'), (0x4b, 'Κ'),
    (0x4c, 'Λ'), (0x4d, 'Μ'), (0x4e, 'Ν'), (0x4f, 'Ο'), (0x50, 'Π'), (0x51, 'Θ'), (0x52, 'Ρ'), (0x53, 'Σ'),
    (0x54, 'Τ'), (0x55, 'Υ'), (0x57, 'Ω'), (0x58, 'Ξ'), (0x59, 'Ψ'), (0x5a, 'Ζ'), (0x5e, '⊥'), (0x61, 'α'),
    (0x62, 'β'), (0x63, 'χ'), (0x64, 'δ'), (0x65, 'ε'), (0x66, 'φ'), (0x67, 'γ'), (0x68, 'η'), (0x69, 'ι'),
    (0x6b, 'κ'), (0x6c, 'λ'), (0x6d, 'μ'), (0x6e, 'ν'), (0x6f, 'ο'), (0x70, 'π'), (0x71, 'θ'), (0x72, 'ρ'),
    (0x73, 'σ'), (0x74, 'τ'), (0x75, 'υ'), (0x77, 'ω'), (0x78, 'ξ'), (0x79, 'ψ'), (0x7a, 'ζ'), (0xa2, '′'),
    (0xa3, '≤'), (0xa4, '⁄'), (0xa5, '∞'), (0xab, '↔'), (0xac, '←'), (0xad, '↑'), (0xae, '→'), (0xaf, '↓'),
    (0xb0, '°'), (0xb1, '±'), (0xb2, '″'), (0xb3, '≥'), (0xb4, '×'), (0xb6, '∂'), (0xb7, '•'), (0xb8, '÷'),
    (0xb9, '≠'), (0xba, '≡'), (0xbb, '≈'), (0xbc, '…'), (0xc5, '⊕'), (0xc6, '∅'), (0xc7, '∩'), (0xc8, '∪'),
    (0xcc, '⊂'), (0xce, '∈'), (0xcf, '∉'), (0xd0, '∠'), (0xd1, '∇'), (0xd2, '®'), (0xd3, '©'), (0xd4, '™'),
    (0xd5, '∏'), (0xd6, '√'), (0xd7, '⋅'), (0xd8, '¬'), (0xd9, '∧'), (0xda, '∨'), (0xdb, '⇔'), (0xdc, '⇐'),
    (0xdd, '⇑'), (0xde, '⇒'), (0xdf, '⇓'), (0xe0, '◊'), (0xe5, '∑'), (0xf2, '∫'),
];

/// Signs of Wingdings; what is missing cannot be shown.
#[rustfmt::skip]
const WINGDINGS: &[(u8, char)] = &[
    (0x20, ' '), (0x21, '✏'), (0x22, '✂'), (0x28, '☎'), (0x29, '✆'), (0x2a, '✉'), (0x46, '☞'), (0x47, '☜'),
    (0x4a, '☺'), (0x4c, '☹'), (0x6c, '●'), (0x6d, '❍'), (0x6e, '■'), (0x6f, '□'), (0x70, '□'), (0x71, '❑'),
    (0x72, '❒'), (0x73, '⬧'), (0x74, '⧫'), (0x75, '◆'), (0x76, '❖'), (0x77, '⬥'), (0x7c, '❮'), (0x9e, '·'),
    (0x9f, '•'), (0xa1, '○'), (0xa2, '○'), (0xa6, '◌'), (0xa7, '▪'), (0xa8, '□'), (0xaa, '✦'), (0xab, '★'),
    (0xb2, '✧'), (0xd8, '➢'), (0xdf, '←'), (0xe0, '→'), (0xe1, '↑'), (0xe2, '↓'), (0xe8, '➔'), (0xef, '⇦'),
    (0xf0, '⇨'), (0xf1, '⇧'), (0xf2, '⇩'), (0xf3, '⬄'), (0xfb, '✗'), (0xfc, '✓'), (0xfd, '☒'), (0xfe, '☑'),
];

/// A sign by its code in a font; `None` where no table knows it.
pub(crate) fn sign(code: u32, font: RunFont) -> Option<char> {
    // The private area repeats the codes of the font.
    let in_private = (0xf000..=0xf0ff).contains(&code);
    let byte = u8::try_from(if in_private { code - 0xf000 } else { code });
    let of = |table: &[(u8, char)]| {
        let byte = byte.ok()?;
        table.iter().find(|(known, _)| *known == byte).map(|(_, sign)| *sign)
    };
    match font {
        RunFont::Symbol => of(SYMBOL).or_else(|| byte.ok().filter(|byte| *byte < 0x80).map(char::from)),
        RunFont::Wingdings => of(WINGDINGS),
        _ if in_private => None,
        _ => char::from_u32(code),
    }
}

/// A text set in a font, as it shows; `None` where a sign of it is unknown. Letters beyond the font's codes are
/// shown in another font.
pub(crate) fn shown(text: &str, font: RunFont) -> Option<String> {
    let of = |c: char| match c as u32 {
        code @ (0x20..=0xff | 0xf000..=0xf0ff) => sign(code, font),
        _ => Some(c),
    };
    text.chars().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs() {
        assert_eq!(sign(0xf0b3, RunFont::Symbol), Some('≥'));
        assert_eq!(sign(0xb7, RunFont::Symbol), Some('•'));
        assert_eq!(sign(0xf0fc, RunFont::Wingdings), Some('✓'));
        assert_eq!(sign(0xf0b3, RunFont::Plain), None);
        assert_eq!(shown("\u{f0b3} 5", RunFont::Symbol).as_deref(), Some("≥ 5"));
        assert_eq!(shown("−", RunFont::Plain).as_deref(), Some("−"));
    }
}
