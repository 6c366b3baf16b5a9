//! Seeded random numbers that stay the same on every machine and in every version.
//!
//! Each use derives a stream of its own from the run's seed and its purpose, so that a resumed run draws
//! the numbers that an uninterrupted one would have drawn.

mod distributions;

use metrics::SplitMix64;

/// One stream of random numbers.
#[derive(Debug, Clone)]
pub struct Stream(SplitMix64);

impl Stream {
    /// The stream of a seed and the numbers that name its purpose (epoch, film, ..).
    pub fn new(seed: u64, purpose: &[u64]) -> Self {
        let mut stream = Self(SplitMix64::new(seed));
        for &number in purpose {
            stream = stream.branch(number);
        }
        stream
    }

    /// The stream of the same purpose with one number more; draws nothing from this stream.
    #[must_use]
    pub(crate) fn branch(&self, number: u64) -> Self {
        Self(SplitMix64::new(self.clone().next_u64() ^ number))
    }

    /// 64 random bits.
    pub(crate) const fn next_u64(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number in `0..1`.
    pub fn unit(&mut self) -> f32 {
        // 24 bits are what an f32 holds exactly.
        (self.next_u64() >> 40) as f32 / 16_777_216.0
    }

    /// A number in `-limit..limit`.
    pub(crate) fn within(&mut self, limit: f32) -> f32 {
        (self.unit() * 2.0 - 1.0) * limit
    }

    /// An integer below `limit`, which must not be 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0.below(limit)
    }

    /// Puts the items in a random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_is_the_stream_of_the_longer_purpose() {
        let base = Stream::new(9, &[4]);
        let (mut branch, mut whole) = (base.branch(2), Stream::new(9, &[4, 2]));
        assert_eq!(branch.next_u64(), whole.next_u64());
        assert_ne!(base.branch(2).next_u64(), base.branch(3).next_u64());
    }

    #[test]
    fn a_shuffle_keeps_every_item_and_depends_on_its_purpose() {
        let shuffled = |purpose: &[u64]| {
            let mut items: Vec<usize> = (0..50).collect();
            Stream::new(7, purpose).shuffle(&mut items);
            items
        };
        let (first, second) = (shuffled(&[1, 2]), shuffled(&[1, 3]));
        assert_ne!(first, second);
        assert_eq!(first, shuffled(&[1, 2]));
        let mut sorted = first;
        sorted.sort_unstable();
        assert_eq!(sorted, (0..50).collect::<Vec<_>>());
    }
}
