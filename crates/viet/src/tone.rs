//! Placement of tone marks: "hòa" (old style, the majority in official texts) and "hoà" (new style).

/// Pairs of the only difference between both styles: open oa, oe, uy (Quyết định 1989/QĐ-BGDĐT, Điều 8).
const STYLES: &[(&str, &str)] = &[
    ("oà", "òa"),
    ("oá", "óa"),
    ("oả", "ỏa"),
    ("oã", "õa"),
    ("oạ", "ọa"),
    ("oè", "òe"),
    ("oé", "óe"),
    ("oẻ", "ỏe"),
    ("oẽ", "õe"),
    ("oẹ", "ọe"),
    ("uỳ", "ùy"),
    ("uý", "úy"),
    ("uỷ", "ủy"),
    ("uỹ", "ũy"),
    ("uỵ", "ụy"),
];

/// A word in the old style, for canonical names only; text for reading keeps the style it has.
#[must_use]
pub fn old_tone_style(word: &str) -> String {
    let end = word.trim_end_matches(|c: char| !c.is_alphabetic());
    let tail = word.get(end.len()..).unwrap_or_default();
    for (new, old) in STYLES {
        if let Some(head) = end.strip_suffix(new) {
            // After q the u belongs to the onset: "quý" is right in both styles.
            if !(head.ends_with(['q', 'Q']) && new.starts_with('u')) {
                return format!("{head}{old}{tail}");
            }
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_open_syllables_change() {
        for (word, old) in [
            ("hoá", "hóa"),
            ("khoẻ", "khỏe"),
            ("thuỷ", "thủy"),
            ("hoá,", "hóa,"),
            ("quý", "quý"),
            ("hoàn", "hoàn"),
            ("hóa", "hóa"),
        ] {
            assert_eq!(old_tone_style(word), old);
        }
    }
}
