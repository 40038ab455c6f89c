//! The order of the glyphs of Times New Roman: what a glyph's number says where the file has lost its characters.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    stretches: Vec<(u32, String)>,
}

static ORDER: LazyLock<BTreeMap<u32, char>> = LazyLock::new(|| {
    let order: Order =
        toml::from_str(include_str!("../data/times.toml")).unwrap_or(Order { stretches: Vec::new() });
    order.stretches.iter().flat_map(|(first, characters)| (*first..).zip(characters.chars())).collect()
});

/// The character of a glyph, if the font is Times New Roman.
pub(crate) fn character(font: &str, glyph: u32) -> Option<char> {
    let is_times = font.starts_with("TimesNewRoman") || font.starts_with("Times New Roman");
    ORDER.get(&glyph).copied().filter(|_| is_times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_the_letters_of_vietnamese() {
        assert_eq!(character("TimesNewRomanPS-BoldMT", 1250), Some('Ở'));
        assert_eq!(character("Times New Roman,Italic", 105), Some('á'));
        assert_eq!(character("Arial", 105), None);
        let all: String = ORDER.values().collect();
        for letter in "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ".chars()
        {
            assert!(all.contains(letter), "{letter}");
        }
    }
}
