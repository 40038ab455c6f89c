//! Which pair of rows stands: over all pairs at once, the likest first.

use std::cmp::Ordering;
use std::collections::BTreeSet;

/// A row of the child and one of a parent that it may carry on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pair {
    pub(crate) child: usize,
    pub(crate) parent: usize,
    /// Of the names, 0 to 1.
    pub(crate) likeness: f64,
    /// The same with what else speaks for the pair.
    pub(crate) weight: f64,
}

/// A row that a parent row has already been given to needs this likeness: it repeats or splits the row. Rows that are
/// only near ("cấp tỉnh" beside "cấp xã", where the parent has one of both) are seldom that like.
const AGAIN: f64 = 0.7;

/// What the second best may lack of the best for a row whose best is given to another: near neighbours are so near, a row
/// that was split in two is nearer to the whole than to its neighbour.
const NEARLY: f64 = 0.1;

/// For each row of the child the pair that stands. First each row is given to one other: the likest pairs before all
/// others, so that copies find each other; then rows that are left may share a parent row.
pub(crate) fn assign(mut pairs: Vec<Pair>, rows: usize) -> Vec<Option<Pair>> {
    pairs.sort_by(likest_first);
    let mut found: Vec<Option<Pair>> = vec![None; rows];
    let mut given: BTreeSet<usize> = BTreeSet::new();
    let mut best = vec![0.0_f64; rows];
    for pair in &pairs {
        if let Some(best) = best.get_mut(pair.child) {
            *best = best.max(pair.likeness);
        }
    }
    let serves = |pair: &&Pair| {
        let best = best.get(pair.child).copied().unwrap_or_default();
        best < AGAIN || pair.likeness >= best - NEARLY
    };
    for pair in pairs.iter().filter(serves) {
        if let Some(free @ None) = found.get_mut(pair.child)
            && given.insert(pair.parent)
        {
            *free = Some(*pair);
        }
    }
    for pair in pairs.iter().filter(|pair| pair.likeness >= AGAIN) {
        if let Some(free @ None) = found.get_mut(pair.child) {
            *free = Some(*pair);
        }
    }
    found
}

fn likest_first(one: &Pair, other: &Pair) -> Ordering {
    let order = other.weight.total_cmp(&one.weight);
    order.then(one.child.cmp(&other.child)).then(one.parent.cmp(&other.parent))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pairs: &[(usize, usize, f64)], rows: usize) -> Vec<Option<usize>> {
        let pair = |&(child, parent, likeness): &(usize, usize, f64)| Pair {
            child,
            parent,
            likeness,
            weight: likeness,
        };
        assign(pairs.iter().map(pair).collect(), rows).into_iter().map(|pair| Some(pair?.parent)).collect()
    }

    #[test]
    fn copies_find_each_other() {
        // Row 0 is nearer to parent 0 than row 1 is, though row 1 has no other.
        assert_eq!(shown(&[(0, 0, 1.0), (0, 1, 0.62), (1, 0, 0.65)], 2), [Some(0), None]);
    }

    #[test]
    fn a_split_row_has_one_parent_twice() {
        assert_eq!(shown(&[(0, 0, 0.85), (1, 0, 0.8)], 2), [Some(0), Some(0)]);
    }

    #[test]
    fn the_second_best_serves_where_the_best_is_given() {
        assert_eq!(shown(&[(0, 0, 1.0), (1, 0, 0.9), (1, 1, 0.88)], 2), [Some(0), Some(1)]);
    }
}
