//! The words of a name in order, and how a child's wording follows from its parent's.

use kehoach_model::Relation;
use kehoach_viet::key;

/// A name by its words, folded and as printed.
#[derive(Debug, Clone)]
pub(crate) struct Wording {
    folded: Vec<String>,
    printed: Vec<String>,
}

/// Words that are left out or put in make a narrower or wider row only if hardly a word is changed beside them.
const KEPT: f64 = 0.9;
/// How much more of one name is kept than of the other.
const MORE: f64 = 0.1;

impl Wording {
    pub(crate) fn of(name: &str) -> Self {
        let folded: Vec<String> = key::name(name).split(' ').map(str::to_owned).collect();
        let words = name.split(|c: char| !(key::is_word(c) || c == '%')).filter(|word| !word.is_empty());
        let printed: Vec<String> = words.map(str::to_owned).collect();
        Self { folded, printed }
    }

    /// Folded.
    pub(crate) fn words(&self) -> &[String] {
        &self.folded
    }

    /// A word as printed; the folded one where folding has changed how many there are.
    pub(crate) fn printed(&self, at: usize) -> &str {
        let words = if self.printed.len() == self.folded.len() { &self.printed } else { &self.folded };
        words.get(at).map_or("", String::as_str)
    }
}

/// How a child's wording follows from its parent's; `slips` words differ only by a mark or letters that look alike.
pub(crate) fn between(parent: &Wording, child: &Wording, slips: usize) -> Relation {
    if parent.folded == child.folded {
        return Relation::Same;
    }
    let kept = common(&parent.folded, &child.folded).len() + slips;
    let (of_parent, of_child) = (parent.folded.len(), child.folded.len());
    if kept == of_parent && kept == of_child {
        return Relation::Same;
    }
    let share = |of: usize| kept as f64 / of.max(1) as f64;
    if kept == of_child || share(of_child) >= KEPT && share(of_child) - share(of_parent) >= MORE {
        Relation::Narrowed
    } else if kept == of_parent || share(of_parent) >= KEPT && share(of_parent) - share(of_child) >= MORE {
        Relation::Widened
    } else {
        Relation::Reworded
    }
}

/// The longest common subsequence of two lists of words, as places in both.
pub(crate) fn common(one: &[String], other: &[String]) -> Vec<(usize, usize)> {
    /// Names of more words are damage; their ends are not compared.
    const MOST: usize = 400;
    let one = one.get(..one.len().min(MOST)).unwrap_or_default();
    let other = other.get(..other.len().min(MOST)).unwrap_or_default();
    let width = other.len() + 1;
    let mut longest = vec![0_u16; (one.len() + 1) * width];
    let at = |longest: &[u16], i: usize, j: usize| longest.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in one.iter().enumerate().rev() {
        for (j, b) in other.iter().enumerate().rev() {
            let value = if a == b {
                at(&longest, i + 1, j + 1) + 1
            } else {
                at(&longest, i + 1, j).max(at(&longest, i, j + 1))
            };
            if let Some(entry) = longest.get_mut(i * width + j) {
                *entry = value;
            }
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        if a == b {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if at(&longest, i + 1, j) >= at(&longest, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(parent: &str, child: &str, relation: Relation) {
        assert_eq!(between(&Wording::of(parent), &Wording::of(child), 0), relation);
    }

    #[test]
    fn relations() {
        let parent = "Tỷ lệ hồ sơ công việc được xử lý trên môi trường mạng (cấp tỉnh, cấp xã)";
        check(
            parent,
            "Tỉ lệ hồ sơ công việc được xử lý trên môi trường mạng (cấp tỉnh, cấp xã).",
            Relation::Same,
        );
        check(parent, "Tỷ lệ hồ sơ công việc được xử lý trên môi trường mạng", Relation::Narrowed);
        check("Hồ sơ công việc được xử lý trên môi trường mạng", parent, Relation::Widened);
        check(parent, "Tỷ lệ hồ sơ công việc của xã được giải quyết trên môi trường số", Relation::Reworded);
    }
}
