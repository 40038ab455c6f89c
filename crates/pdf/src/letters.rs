//! Glyphs that stand for several letters.

/// The letters of a Latin ligature, U+FB00 to U+FB06: the only compatibility characters that a font puts there by
/// itself.
pub(crate) fn ligature(c: char) -> Option<&'static str> {
    let letters = match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => return None,
    };
    Some(letters)
}

/// A glyph of several characters: the letters share its width, marks take none.
pub(crate) fn split(text: &str, width: f64, push: &mut impl FnMut(char, f64, f64)) {
    let is_mark = kehoach_document::page::is_combining;
    let letters = text.chars().filter(|c| !is_mark(*c)).count().max(1);
    let step = width / letters as f64;
    let mut at = 0.0;
    for c in text.chars() {
        let end = if is_mark(c) { at } else { at + step };
        push(c, at, end);
        at = end;
    }
}
