//! Stable hashes, the same on every machine: words and names are kept and compared as numbers.

/// A stable hash of a word.
pub(crate) fn word(word: &str) -> u32 {
    const OFFSET: u32 = 0x811c_9dc5;
    const PRIME: u32 = 0x0100_0193;
    word.bytes().fold(OFFSET, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(PRIME))
}

/// A stable 64-bit hash (FNV-1a, stirred: the ends of near names must not fall together).
pub(crate) fn text(folded: &str) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let hash = folded.bytes().fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// One of many hash functions of a value (the finaliser of MurmurHash3, with the seed in front).
pub(crate) fn mixed(value: u32, seed: u32) -> u32 {
    let mut hash = value ^ seed.wrapping_mul(0x9e37_79b9);
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// How many values two sorted lists share.
pub(crate) fn shared<T: Ord>(one: &[T], other: &[T]) -> usize {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short.iter().filter(|value| long.binary_search(value).is_ok()).count()
}
