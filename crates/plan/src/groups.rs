//! The group rows of a table: their ranks, and which of them stand above a row.

use kehoach_model::Group;
use kehoach_viet::{key, roman};

/// Levels of group rows, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// A title without a number over numbered groups.
    Outer,
    Capital,
    Roman,
    Number,
    Unnumbered,
    Category,
}

/// The group rows above the row at hand.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    /// Rank, depth ("2.1" is 2), the group, and whether a row was numbered below it.
    stack: Vec<(Rank, usize, Group, bool)>,
    /// Folded titles of the stack, for the keys of rows.
    pub(crate) key: String,
}

impl Groups {
    pub(crate) fn push(&mut self, rank: Rank, group: Group) {
        // "2.1" stands below "2".
        let depth = group.ordinal.as_deref().map_or(1, |ordinal| ordinal.split('.').count());
        self.stack.retain(|(above, above_depth, ..)| (*above, *above_depth) < (rank, depth));
        self.stack.push((rank, depth, group, false));
        self.refold();
    }

    fn refold(&mut self) {
        let titles: Vec<String> = self.stack.iter().map(|(_, _, group, _)| key::name(&group.title)).collect();
        self.key = titles.join("\u{1f}");
    }

    /// Leaves groups that a row is not numbered below, though others were: "2" behind "1.1" and "1.2".
    pub(crate) fn leave(&mut self, ordinal: &str) {
        let bare = ordinal.trim_end_matches(['.', ')', ' ']);
        if rank(bare) != Some(Rank::Number) {
            return;
        }
        let mut left = None;
        for (at, (rank, _, group, has_rows)) in self.stack.iter_mut().enumerate() {
            if *rank != Rank::Number {
                continue;
            }
            let child = is_child(bare, group.ordinal.as_deref().unwrap_or_default());
            if !child && *has_rows {
                left = Some(at);
                break;
            }
            *has_rows |= child;
        }
        if let Some(at) = left {
            self.stack.truncate(at);
            self.refold();
        }
    }

    /// The category of the row at hand, with its number where it has one.
    pub(crate) fn category(&mut self, number: Option<&str>, title: &str) {
        let last = self.stack.last();
        if last.is_none_or(|(rank, _, group, _)| *rank != Rank::Category || group.title != title) {
            let ordinal = number.map(str::to_owned);
            self.push(Rank::Category, Group { ordinal, title: title.to_owned() });
        }
    }

    pub(crate) fn path(&self) -> Vec<Group> {
        self.stack.iter().map(|(_, _, group, _)| group.clone()).collect()
    }
}

/// Rank of an ordinal: "A", "II", "3" and "3.1".
pub(crate) fn rank(ordinal: &str) -> Option<Rank> {
    if roman(ordinal).is_some() {
        return Some(Rank::Roman);
    }
    if ordinal.len() == 1 && ordinal.bytes().all(|b| b.is_ascii_uppercase()) {
        return Some(Rank::Capital);
    }
    let number = !ordinal.is_empty() && ordinal.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    number.then_some(Rank::Number)
}

/// Whether `ordinal` numbers a row below `parent`: "2.1" below "2".
pub(crate) fn is_child(ordinal: &str, parent: &str) -> bool {
    ordinal.strip_prefix(parent).is_some_and(|rest| rest.starts_with('.') && rest.len() > 1)
}

/// "I Hạ tầng số", "A NHIỆM VỤ CHUNG", "2 Kiện toàn tổ chức": a number or letter without a mark, in front of a capital.
pub(crate) fn bare_label(text: &str) -> Option<(&str, &str, Rank)> {
    /// Longer numbers are years and amounts.
    const LONGEST: usize = 2;
    let (ordinal, title) = text.split_once(' ')?;
    let is_short = |rank: &Rank| *rank != Rank::Number || ordinal.len() <= LONGEST && !ordinal.contains('.');
    let rank = rank(ordinal).filter(is_short)?;
    title.starts_with(char::is_uppercase).then_some((ordinal, title, rank))
}
