//! Which fonts were printed with. The plans ask for Times New Roman, and what stands in for it must have every
//! letter of Vietnamese: else another font fills in letter by letter, and the corpus would show the accident of
//! one machine.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};

/// Free fonts of the same widths. The first version of Liberation Serif lacks a third of the letters; then the
/// font that fills in is found beside it.
const FONTS: [&str; 2] = ["LiberationSerif", "Tinos"];
const KEY: &[u8] = b"/BaseFont";

/// Fails where a PDF names other fonts than these, or none.
pub(super) fn check(pdf: &[u8]) -> Result<()> {
    let fonts = fonts(pdf);
    ensure!(!fonts.is_empty(), "no font is named in what was printed");
    let others: Vec<&String> =
        fonts.iter().filter(|font| !FONTS.iter().any(|wanted| font.starts_with(wanted))).collect();
    ensure!(others.is_empty(), "printed with {others:?}: install Tinos or Liberation Serif 2");
    Ok(())
}

/// The names of all fonts, without the letters that mark a subset: "BAAAAA+Tinos-Bold" is "Tinos-Bold".
fn fonts(pdf: &[u8]) -> BTreeSet<String> {
    let is_regular = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-_,#".contains(byte);
    let places = pdf.windows(KEY.len()).enumerate().filter(|(_, bytes)| *bytes == KEY);
    let names = places.map(|(at, _)| {
        let value = pdf.iter().copied().skip(at + KEY.len());
        let name = value.skip_while(u8::is_ascii_whitespace).skip(1).take_while(is_regular);
        let name: String = name.map(char::from).collect();
        name.split_once('+').map_or_else(|| name.clone(), |(_, name)| name.to_owned())
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::{check, fonts};

    #[test]
    fn fonts_are_named_without_the_mark_of_their_subset() {
        let pdf = b"<</BaseFont/BAAAAA+Tinos-Bold/W[0]>> <</BaseFont /AAAAAA+LiberationSerif\n>>";
        assert_eq!(fonts(pdf).into_iter().collect::<Vec<_>>(), ["LiberationSerif", "Tinos-Bold"]);
        check(pdf).unwrap();
    }

    #[test]
    fn a_font_that_fills_in_is_told() {
        let error = check(b"/BaseFont/A+Tinos /BaseFont/B+DejaVuSerif>>").unwrap_err().to_string();
        assert!(error.contains("[\"DejaVuSerif\"]"), "{error}");
        check(b"%PDF-1.7").unwrap_err();
    }
}
