//! Words of two wordings of one row that differ only by a tone, a diacritic or letters that look alike: one of both is
//! likely a slip, and which one it is, only a corpus can tell.

use std::sync::LazyLock;

use kehoach_model::RowChange;
use kehoach_viet::key;
use serde::Deserialize;

use crate::lineage::relation::{Wording, common};

#[derive(Deserialize)]
struct Confusions {
    letters: Vec<(String, String)>,
}

/// Letters that OCR and typists take for one another.
static CONFUSIONS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a file of this crate, loaded in a test")]
    let file: Confusions = toml::from_str(include_str!("../../data/confusions.toml")).expect("a data file");
    file.letters
});

/// The words of the parent and of the child, as printed, that are twins.
pub(crate) fn between(parent: &Wording, child: &Wording) -> Vec<RowChange> {
    if parent.words() == child.words() {
        return Vec::new();
    }
    let mut kept = common(parent.words(), child.words());
    kept.push((parent.words().len(), child.words().len()));
    let (mut from, mut to) = (0, 0);
    let mut slips = Vec::new();
    for (i, j) in kept {
        // A stretch of as many words on both sides: word for word.
        if i - from == j - to {
            for (one, other) in (from..i).zip(to..j) {
                let (Some(a), Some(b)) = (parent.words().get(one), child.words().get(other)) else {
                    continue;
                };
                if are_twins(a, b) {
                    slips.push(RowChange {
                        field: "word".to_owned(),
                        parent: Some(parent.printed(one).to_owned()),
                        child: Some(child.printed(other).to_owned()),
                    });
                }
            }
        }
        (from, to) = (i + 1, j + 1);
    }
    slips
}

/// Whether two folded words differ only by marks or by one stretch of letters that look alike.
fn are_twins(one: &str, other: &str) -> bool {
    let (a, b) = (key::ascii(one), key::ascii(other));
    if a.is_empty() || b.is_empty() || a.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    if a == b {
        return true;
    }
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let rest = |text: &str| text.len() - same;
    let tail = a.bytes().rev().zip(b.bytes().rev()).take_while(|(x, y)| x == y).count();
    let tail = tail.min(rest(&a)).min(rest(&b));
    let (Some(x), Some(y)) = (a.get(same..a.len() - tail), b.get(same..b.len() - tail)) else { return false };
    // A letter that is alone is no word to be mistaken.
    a.len().max(b.len()) > 1
        && CONFUSIONS.iter().any(|(one, other)| one == x && other == y || one == y && other == x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins() {
        for (one, other) in [
            ("Kiện", "Kiểm"),
            ("Bố", "Bổ"),
            ("trục", "trực"),
            ("AI", "Al"),
            ("phản", "phàn"),
            ("đổi", "doi"),
            ("năng", "nâng"),
        ] {
            assert!(are_twins(&key::name(one), &key::name(other)), "{one} {other}");
        }
        for (one, other) in [("tỉnh", "xã"), ("thôn", "làng"), ("70", "10"), ("của", "cho"), ("một", "hai")]
        {
            assert!(!are_twins(&key::name(one), &key::name(other)), "{one} {other}");
        }
    }

    #[test]
    fn slips_are_told_as_printed() {
        let slips = between(
            &Wording::of("Kiện toàn bộ máy phản ánh, kiến nghị cấp tỉnh"),
            &Wording::of("Kiểm toàn bộ máy phàn ánh, kiến nghị cấp xã"),
        );
        let shown: Vec<(&str, &str)> = slips
            .iter()
            .map(|slip| (slip.parent.as_deref().unwrap(), slip.child.as_deref().unwrap()))
            .collect();
        assert_eq!(shown, [("Kiện", "Kiểm"), ("phản", "phàn")]);
    }
}
