//! What counts as a blank, what is deleted, what stands in for a Vietnamese letter.

/// Blanks of every kind that stand for one space: no-break, thin, ideographic and their kin.
pub(crate) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{a0}' | '\u{1680}')
        || matches!(
            c,
            '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
        )
}

/// Characters without width or meaning in running text: zero-width blanks and joiners, marks of direction, selectors
/// of variants, controls, and the soft hyphen. That one is "ư" in TCVN3: it goes only from text whose charset is
/// decided, which is why decoding comes before cleaning.
pub(crate) fn is_deleted(c: char) -> bool {
    match c {
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}' => true,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{fe00}'..='\u{fe0f}' | '\u{fff9}'..='\u{fffb}' => true,
        _ => c.is_control() && !is_blank(c),
    }
}

/// Letters that are always a slip for another one: the Icelandic and African D look like Đ.
pub(crate) fn always_mended(c: char) -> Option<char> {
    match c {
        '\u{d0}' | '\u{189}' => Some('Đ'),
        '\u{f0}' | '\u{256}' => Some('đ'),
        // Fullwidth forms, as East Asian input methods leave them.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        _ => None,
    }
}

/// Cyrillic and Greek letters (and the dotless i) that look like Latin ones; mended only in a word that also
/// holds Latin letters.
pub(crate) fn latin_twin(c: char) -> Option<char> {
    const FROM: &str = "АВЕНІЈКМОРЅТХСУаеіјорсухκοΑΒΕΖΗΙΚΜΝΟΡΤΥΧı";
    const TO: &str = "ABEHIJKMOPSTXCYaeijopcyxkoABEZHIKMNOPTYXi";
    if !matches!(c, 'ı' | '\u{370}'..='\u{4ff}') {
        return None;
    }
    FROM.chars().zip(TO.chars()).find_map(|(from, to)| (from == c).then_some(to))
}

/// "ǎ" (caron) looks like "ă" (breve) and is typed for it; it is mended where the word then is a syllable.
pub(crate) fn breve_twin(c: char) -> Option<char> {
    match c {
        'ǎ' => Some('ă'),
        'Ǎ' => Some('Ă'),
        _ => None,
    }
}

/// Ligatures that PDF writers leave: the letters they stand for.
pub(crate) fn ligature(c: char) -> Option<&'static str> {
    match c {
        '\u{fb00}' => Some("ff"),
        '\u{fb01}' => Some("fi"),
        '\u{fb02}' => Some("fl"),
        '\u{fb03}' => Some("ffi"),
        '\u{fb04}' => Some("ffl"),
        _ => None,
    }
}
