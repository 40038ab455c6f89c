//! Wordings that share most of their words: MinHash with banding finds candidates, the words themselves decide.
//!
//! Wordings are gathered around leaders: each is compared with the leaders in its bands alone, so that a family of
//! thousands is one leader with its followers, never thousands of pairs.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::hash::{mixed, shared};

/// Words in common, of those that either has. One word of ten that differs is near, two are not.
const NEAR: f64 = 0.8;
/// Bands and numbers in each: two wordings with that many words in common fall together in 999 of 1,000 cases, with half
/// of them in 3 of 4, which only costs a comparison.
const BANDS: u32 = 10;
const NUMBERS: u32 = 3;
/// Leaders of one band that a wording is compared with.
const MOST: usize = 64;

/// Distinct wordings by their words.
#[derive(Debug, Default)]
pub(crate) struct Near {
    known: HashMap<u64, u32, BuildHasherDefault<Already>>,
    wordings: Vec<Box<[u32]>>,
}

impl Near {
    /// The number of a wording, sorted hashes of its words, with its [`key`].
    pub(crate) fn wording(&mut self, key: u64, words: &[u32]) -> u32 {
        let next = self.wordings.len() as u32;
        let number = *self.known.entry(key).or_insert(next);
        if number == next {
            self.wordings.push(words.into());
        }
        number
    }

    /// For each wording the one that it is gathered around, itself where it leads.
    pub(crate) fn clusters(&self) -> Vec<u32> {
        let mut leaders: HashMap<(u32, u32), Vec<u32>, BuildHasherDefault<Already>> = HashMap::default();
        let mut of = Vec::with_capacity(self.wordings.len());
        for (words, number) in self.wordings.iter().zip(0_u32..) {
            let bands: Vec<(u32, u32)> = (0..BANDS).map(|band| (band, band_of(words, band))).collect();
            let candidates = bands.iter().filter_map(|band| leaders.get(band)).flatten();
            // The first leader that is near: the order of wordings is that of the corpus.
            let leader = candidates.copied().filter(|leader| self.is_near(words, *leader)).min();
            if leader.is_none() {
                for band in bands {
                    let leaders = leaders.entry(band).or_default();
                    if leaders.len() < MOST {
                        leaders.push(number);
                    }
                }
            }
            of.push(leader.unwrap_or(number));
        }
        of
    }

    fn is_near(&self, words: &[u32], leader: u32) -> bool {
        let Some(other) = self.wordings.get(leader as usize) else { return false };
        let (short, long) = (words.len().min(other.len()), words.len().max(other.len()));
        if (short as f64) < NEAR * long as f64 {
            return false;
        }
        let common = shared(words, other);
        common as f64 >= NEAR * (words.len() + other.len() - common) as f64
    }
}

/// One number for the words of a wording.
pub(crate) fn key(words: &[u32]) -> u64 {
    words
        .iter()
        .fold(0, |key: u64, word| (key.rotate_left(5) ^ u64::from(*word)).wrapping_mul(0x517c_c1b7_2722_0a95))
}

fn band_of(words: &[u32], band: u32) -> u32 {
    let number = |number: u32| {
        let seed = 1 + band * NUMBERS + number;
        words.iter().map(|word| mixed(*word, seed)).min().unwrap_or_default()
    };
    (0..NUMBERS).map(number).fold(0, |key, least| mixed(key ^ least, 0))
}

/// The keys are hashes already.
#[derive(Debug, Default)]
pub(crate) struct Already(u64);

impl Hasher for Already {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(32) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash;

    fn words(text: &str) -> Vec<u32> {
        let mut words: Vec<u32> = text.split(' ').map(hash::word).collect();
        words.sort_unstable();
        words
    }

    #[test]
    fn near_wordings_gather_around_the_first() {
        let mut near = Near::default();
        let base = "tỷ lệ hồ sơ công việc được xử lý trên môi trường mạng hoàn toàn";
        for text in
            [base, &base.replace("hoàn", "thông"), "xây dựng hạ tầng số dùng chung của toàn ngành y tế", base]
        {
            let words = words(text);
            near.wording(key(&words), &words);
        }
        assert_eq!(near.clusters(), [0, 0, 2]);
    }
}
