//! Random numbers by name: what is drawn for one plan does not depend on how many plans there are.

use crate::corpus::seed::Seed;

/// A source of numbers that look random and repeat exactly.
#[derive(Debug, Clone)]
pub(super) struct Draw(Seed);

impl Draw {
    /// The source that belongs to a name such as `[CORPUS, year, province, commune]`.
    pub(super) fn of(name: &[u64]) -> Self {
        let mut seed = Seed::new(0);
        for part in name {
            seed = Seed::new(seed.next() ^ part.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        }
        Self(seed)
    }

    /// The next number.
    pub(super) const fn next(&mut self) -> u64 {
        self.0.next()
    }

    /// A number from 0 up to, not including, `limit`; 0 where the limit is 0.
    pub(super) const fn below(&mut self, limit: usize) -> usize {
        self.0.below(limit)
    }

    /// A number from `low` to `high`, both included.
    pub(super) const fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True in so many of a hundred cases.
    pub(super) const fn percent(&mut self, rate: usize) -> bool {
        self.below(100) < rate
    }

    /// One entry of a list; `None` where the list is empty.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }

    /// One word of a list; "" where the list is empty.
    pub(super) fn word(&mut self, list: &[&'static str]) -> &'static str {
        self.pick(list).copied().unwrap_or_default()
    }

    /// The list in another order (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Draw;

    #[test]
    fn equal_names_give_equal_numbers_and_neighbours_do_not() {
        assert_eq!(Draw::of(&[1, 2]).next(), Draw::of(&[1, 2]).next());
        let others = [vec![], vec![0], vec![1], vec![1, 0], vec![1, 2], vec![2, 1], vec![1, 3]];
        let mut first: Vec<u64> = others.iter().map(|name| Draw::of(name).next()).collect();
        first.sort_unstable();
        first.dedup();
        assert_eq!(first.len(), others.len());
    }

    #[test]
    fn shuffling_loses_nothing() {
        let mut list: Vec<usize> = (0..50).collect();
        Draw::of(&[5]).shuffle(&mut list);
        assert_ne!(list, (0..50).collect::<Vec<_>>());
        list.sort_unstable();
        assert_eq!(list, (0..50).collect::<Vec<_>>());
    }
}
