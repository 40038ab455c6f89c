//! Rows for comparing across a corpus: hashes of their names at three grades of sameness, and their words.

use kehoach_model::Row;
use kehoach_viet::key;
use serde::{Deserialize, Serialize};

use crate::hash;

/// A row by what is compared of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RowFacts {
    pub(crate) id: String,
    /// Hash of the folded name.
    pub(crate) same: u64,
    /// The same with every number masked.
    pub(crate) numbers: u64,
    /// The same with names of territories masked.
    pub(crate) names: u64,
    /// Hashes of the words of the name with numbers and names masked, sorted: what near rows share.
    pub(crate) words: Vec<u32>,
    /// Words in the name.
    pub(crate) length: u16,
}

/// Stands for a number.
const NUMBER: &str = "#";

impl RowFacts {
    pub(crate) fn of(row: &Row) -> Self {
        let folded = key::name(&row.name);
        let named = key::name(&without_names(&row.name));
        let masked = without_numbers(&named);
        let mut words: Vec<u32> = masked.split(' ').map(hash::word).collect();
        let length = folded.split(' ').count().min(usize::from(u16::MAX)) as u16;
        words.sort_unstable();
        words.dedup();
        Self {
            id: row.id.clone(),
            same: hash::text(&folded),
            numbers: hash::text(&without_numbers(&folded)),
            names: hash::text(&named),
            words,
            length,
        }
    }
}

/// Numbers of a folded name masked: "70%" and "dưới 3 ngày" lose theirs.
fn without_numbers(folded: &str) -> String {
    let words = folded.split(' ').map(|word| {
        let digits = word.trim_end_matches('%');
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) { NUMBER } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Type words of territories; what follows with a capital is a name. "cấp tỉnh" and "cấp xã" stay: they are what
/// the row is about.
const TERRITORIES: &[&[&str]] = &[
    &["tỉnh"],
    &["thành", "phố"],
    &["xã"],
    &["phường"],
    &["huyện"],
    &["quận"],
    &["thị", "xã"],
    &["thị", "trấn"],
    &["đặc", "khu"],
    &["thôn"],
    &["xóm"],
    &["bản"],
    &["làng"],
];

/// Names of territories masked, with their type word: "xã Nghĩa Đàn" and "tỉnh Nghệ An" are alike.
pub(crate) fn without_names(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut kept = String::with_capacity(name.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let masked = words.get(at..).and_then(name_at);
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(if masked.is_some() { NAME_WORD } else { word });
        at += masked.unwrap_or(1);
    }
    kept
}

/// How many words a territory's type and name take that begin here.
fn name_at(words: &[&str]) -> Option<usize> {
    let kind = TERRITORIES.iter().find(|kind| {
        words.len() > kind.len() && kind.iter().zip(words).all(|(kind, word)| is_word(word, kind))
    })?;
    let behind = words.get(kind.len()..)?;
    let name = behind.iter().take_while(|word| word.starts_with(char::is_uppercase)).count().min(4);
    // A name ends at a mark.
    let marked = behind.iter().take(name).position(|word| word.ends_with([',', ';', '.', ')', ':']));
    let name = marked.map_or(name, |end| end + 1);
    (name > 0).then(|| kind.len() + name)
}

/// Whether a printed word is a word of small letters, in either case.
fn is_word(printed: &str, word: &str) -> bool {
    printed == word
        || printed.starts_with(char::is_uppercase)
            && printed.chars().flat_map(char::to_lowercase).eq(word.chars())
}

/// Stands for the name of a territory: no word of the language.
const NAME_WORD: &str = "zzten";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_masked() {
        assert_eq!(without_numbers("đạt 70% trong 3 ngày"), "đạt # trong # ngày");
        assert_eq!(
            without_names("Cổng thông tin tỉnh Nghệ An, các xã và xã Nghĩa Đàn của tỉnh"),
            "Cổng thông tin zzten các xã và zzten của tỉnh"
        );
        assert_eq!(
            without_names("thủ tục hành chính cấp xã Được công khai"),
            "thủ tục hành chính cấp zzten công khai"
        );
    }
}
