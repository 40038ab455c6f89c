//! Which columns of a table a terminal has room for, and how wide each becomes.

use kehoach_model::Field;

use crate::document::Head;
use crate::line::width;

/// Heads are often sentences; a column is not made wider than this for its head alone.
const HEAD: usize = 24;
/// Below this a cell says nothing.
const NARROWEST: usize = 6;
/// What other columns keep while the marked one and the name need room.
const OTHERS: usize = 12;
/// The marked column keeps a second of the room, that of the name a third.
const MARKED_SHARE: usize = 2;
const NAME_SHARE: usize = 3;

/// The columns of a table.
pub(super) struct Columns<'a> {
    pub(super) heads: &'a [&'a Head],
    /// Width of the widest cell.
    pub(super) natural: &'a [usize],
    /// Those with a mark.
    pub(super) marked: &'a [usize],
}

impl Columns<'_> {
    fn is_name(&self, at: usize) -> bool {
        self.heads.get(at).is_some_and(|head| head.field == Some(Field::Name))
    }
}

/// Columns that a head asks for.
pub(super) fn head_width(head: &str) -> usize {
    width(head).clamp(1, HEAD)
}

/// The columns that are shown: all, or where there is no room for all, those that say which row it is and the marked
/// ones, then others from the left.
pub(super) fn kept(columns: &Columns<'_>, room: usize, bar: usize) -> Vec<usize> {
    let Columns { heads, marked, .. } = columns;
    let most = (room + bar) / (NARROWEST + bar);
    if heads.len() <= most {
        return (0..heads.len()).collect();
    }
    let names =
        |at: &usize| matches!(heads.get(*at).and_then(|head| head.field), Some(Field::Ordinal | Field::Name));
    let all = || 0..heads.len();
    let wanted = all().filter(|at| marked.contains(at)).chain(all().filter(names)).chain(all());
    let mut kept: Vec<usize> = Vec::new();
    for at in wanted {
        if kept.len() < most.max(1) && !kept.contains(&at) {
            kept.push(at);
        }
    }
    kept.sort_unstable();
    kept
}

/// How wide each kept column becomes: as wide as it would be, but the widest give way until all fit, those last that say
/// which row it is and what is wrong with it.
pub(super) fn widths(kept: &[usize], columns: &Columns<'_>, room: usize, bar: usize) -> Vec<usize> {
    let room = room.saturating_sub(bar * kept.len().saturating_sub(1));
    let wanted = |at: &usize| columns.natural.get(*at).copied().unwrap_or(0).max(1);
    let mut widths: Vec<usize> = kept.iter().map(wanted).collect();
    for is_last in [false, true] {
        let least = |at: usize| match () {
            () if is_last => NARROWEST,
            () if columns.marked.contains(&at) => OTHERS.max(room / MARKED_SHARE),
            () if columns.is_name(at) => OTHERS.max(room / NAME_SHARE),
            () => OTHERS,
        };
        while widths.iter().sum::<usize>() > room {
            let can = kept.iter().zip(widths.iter_mut()).filter(|(at, width)| **width > least(**at));
            let Some((_, width)) = can.max_by_key(|(_, width)| **width) else { break };
            *width -= 1;
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(natural: &[usize], name: usize, marked: &[usize], room: usize) -> Vec<usize> {
        let head = |at| Head { text: String::new(), field: (at == name).then_some(Field::Name) };
        let heads: Vec<Head> = (0..natural.len()).map(head).collect();
        let heads: Vec<&Head> = heads.iter().collect();
        let columns = Columns { heads: &heads, natural, marked };
        widths(&kept(&columns, room, 3), &columns, room, 3)
    }

    #[test]
    fn the_widest_column_gives_way() {
        assert_eq!(fitted(&[2, 80, 10], 1, &[], 50), [2, 32, 10]);
        assert_eq!(fitted(&[2, 10], 1, &[], 50), [2, 10]);
        // The marked column keeps a half, the name a third.
        assert_eq!(fitted(&[2, 100, 100, 100], 1, &[2], 99), [2, 30, 45, 13]);
        assert_eq!(fitted(&[2, 100, 15, 100], 1, &[2], 99), [2, 37, 15, 36]);
        // No room at all: nothing fails.
        assert_eq!(fitted(&[50, 50], 0, &[1], 15), [6, 6]);
        assert_eq!(fitted(&[50, 50], 0, &[1], 1), [6]);
    }

    #[test]
    fn columns_that_say_which_row_it_is_stay() {
        let head = |field| Head { text: String::new(), field };
        let mut heads = vec![head(None); 12];
        heads[0] = head(Some(Field::Ordinal));
        heads[1] = head(Some(Field::Name));
        let heads: Vec<&Head> = heads.iter().collect();
        let kept = |marked: &[usize], room| kept(&Columns { heads: &heads, natural: &[], marked }, room, 3);
        assert_eq!(kept(&[11], 40), [0, 1, 2, 11]);
        assert_eq!(kept(&[], 200).len(), 12);
        assert_eq!(kept(&[11], 5), [11]);
    }
}
