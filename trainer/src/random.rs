//! Seeded random numbers that stay the same on every machine and in every version.
//!
//! `SplitMix64` (Steele, Lea and Flood, 2014). Each use derives its own stream from the run's seed
//! and what it is for, so that a resumed run draws what an uninterrupted one would have drawn.

mod distributions;

/// One stream of random numbers.
#[derive(Debug, Clone)]
pub struct Stream {
    state: u64,
}

impl Stream {
    /// The stream of a seed and the numbers that say what it is for (epoch, film, ..).
    pub fn new(seed: u64, purpose: &[u64]) -> Self {
        let mut stream = Self { state: seed };
        for &number in purpose {
            stream = stream.branch(number);
        }
        stream
    }

    /// The stream of one more number of the purpose; this stream goes on as if nothing was drawn.
    #[must_use]
    pub fn branch(&self, number: u64) -> Self {
        let state = self.clone().next_u64() ^ number;
        Self { state }
    }

    /// 64 random bits.
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in `0..1`.
    pub fn unit(&mut self) -> f32 {
        // 24 bits are what an f32 holds exactly.
        (self.next_u64() >> 40) as f32 / 16_777_216.0
    }

    /// A number in `-limit..limit`.
    pub fn within(&mut self, limit: f32) -> f32 {
        (self.unit() * 2.0 - 1.0) * limit
    }

    /// A whole number below `limit`, which must not be 0.
    pub fn below(&mut self, limit: usize) -> usize {
        let product = u128::from(self.next_u64()) * limit as u128;
        usize::try_from(product >> 64).unwrap_or(0)
    }

    /// Brings the items into a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_reference() {
        // First outputs of the authors' splitmix64.c for the seed 1234567.
        let mut stream = Stream::new(1_234_567, &[]);
        let numbers = [(); 3].map(|()| stream.next_u64());
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
        ];
        assert_eq!(numbers, expected);
    }

    #[test]
    fn a_branch_is_the_stream_of_the_longer_purpose() {
        let stem = Stream::new(9, &[4]);
        let (mut branch, mut whole) = (stem.branch(2), Stream::new(9, &[4, 2]));
        assert_eq!(branch.next_u64(), whole.next_u64());
        assert_ne!(stem.branch(2).next_u64(), stem.branch(3).next_u64());
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
