//! Intervals at 95 %: Wilson's for shares, the bootstrap for everything else.

use model::estimate::Estimate;

/// The 97.5 % point of the standard normal distribution.
pub(crate) const Z: f64 = 1.959_963_984_540_054;

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proportion {
    // Never more than `trials`.
    hits: u64,
    trials: u64,
}

impl Proportion {
    /// `hits` of `trials`; more hits than trials count as all of them.
    pub const fn new(hits: u64, trials: u64) -> Self {
        let hits = if hits > trials { trials } else { hits };
        Self { hits, trials }
    }

    /// How many were counted in.
    pub const fn hits(self) -> u64 {
        self.hits
    }

    /// How many there are.
    pub const fn trials(self) -> u64 {
        self.trials
    }

    /// The share, in `0..=1`; `None` of nothing.
    pub fn value(self) -> Option<f64> {
        (self.trials > 0).then(|| self.hits as f64 / self.trials as f64)
    }

    /// The share with its Wilson score interval; `None` of nothing. Source: Wilson (1927).
    pub fn estimate(self) -> Option<Estimate> {
        let value = self.value()?;
        let trials = self.trials as f64;
        let shrink = 1.0 + Z * Z / trials;
        let middle = (value + Z * Z / (2.0 * trials)) / shrink;
        let spread = value * (1.0 - value) / trials + Z * Z / (4.0 * trials * trials);
        let half = Z / shrink * spread.sqrt();
        Some(Estimate {
            value,
            low: (middle - half).max(0.0),
            high: (middle + half).min(1.0),
        })
    }
}

/// The percentile bootstrap; the same seed gives the same interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bootstrap {
    /// How many samples are drawn; 1000 or more for two digits.
    pub rounds: u32,
    /// Where the draws begin.
    pub seed: u64,
}

impl Bootstrap {
    /// A statistic with the interval between the 2.5 % and 97.5 % points of what it is on samples
    /// of whole groups, drawn with replacement.
    ///
    /// Films that depend on each other (those of one patient) belong in one group. Samples on which
    /// the statistic does not exist are left out; `None` when it does not exist on all films.
    pub fn estimate<T: Copy>(
        self,
        groups: &[&[T]],
        statistic: impl Fn(&[T]) -> Option<f64>,
    ) -> Option<Estimate> {
        let value = statistic(&groups.concat())?;
        let mut draws = Draws(self.seed);
        let mut sample = Vec::new();
        let mut values: Vec<f64> = (0..self.rounds)
            .filter_map(|_| {
                sample.clear();
                for _ in groups {
                    sample.extend_from_slice(groups[draws.below(groups.len())]);
                }
                statistic(&sample)
            })
            .collect();
        values.sort_by(f64::total_cmp);
        Some(Estimate {
            value,
            low: quantile(&values, 0.025)?,
            high: quantile(&values, 0.975)?,
        })
    }
}

/// The quantile of sorted values, linear between neighbours.
fn quantile(sorted: &[f64], level: f64) -> Option<f64> {
    let position = level * sorted.len().checked_sub(1)? as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a position lies between 0 and the last index"
    )]
    let below = position as usize;
    let low = *sorted.get(below)?;
    let high = sorted.get(below + 1).copied().unwrap_or(low);
    Some(low + (high - low) * (position - below as f64))
}

/// The generator `SplitMix64`. Source: Steele, Lea and Flood (2014).
struct Draws(u64);

impl Draws {
    /// A whole number below `count`, which is not zero; its bias is below `count` / 2^64.
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^= x >> 31;
        // The upper half of the product lies below `count`.
        usize::try_from((u128::from(x) * count as u128) >> 64).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOTSTRAP: Bootstrap = Bootstrap {
        rounds: 2000,
        seed: 1,
    };

    fn mean(values: &[f64]) -> Option<f64> {
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    }

    #[test]
    fn a_share_of_nothing_has_no_interval() {
        assert_eq!(Proportion::new(0, 0).estimate(), None);
        assert_eq!(Proportion::new(3, 2), Proportion::new(2, 2));
    }

    #[test]
    fn the_bootstrap_of_a_mean_agrees_with_the_normal_interval() {
        let values: Vec<f64> = (0..400).map(|i| f64::from(i % 20)).collect();
        let groups: Vec<&[f64]> = values.chunks(1).collect();
        let estimate = BOOTSTRAP.estimate(&groups, mean).unwrap();
        // Standard deviation of 0..20 over the root of 400.
        let half = Z * 33.25_f64.sqrt() / 20.0;
        assert!((estimate.value - 9.5).abs() < 1e-12);
        assert!((estimate.low - (9.5 - half)).abs() < 0.05, "{estimate:?}");
        assert!((estimate.high - (9.5 + half)).abs() < 0.05, "{estimate:?}");
    }

    #[test]
    fn the_same_seed_gives_the_same_interval_and_groups_widen_it() {
        let values: Vec<f64> = (0..100).map(|i| f64::from(i / 10)).collect();
        let singles: Vec<&[f64]> = values.chunks(1).collect();
        let tens: Vec<&[f64]> = values.chunks(10).collect();
        let alone = BOOTSTRAP.estimate(&singles, mean).unwrap();
        assert_eq!(BOOTSTRAP.estimate(&singles, mean), Some(alone));
        let grouped = BOOTSTRAP.estimate(&tens, mean).unwrap();
        assert!(grouped.high - grouped.low > 2.0 * (alone.high - alone.low));
    }

    #[test]
    fn a_statistic_that_does_not_exist_has_no_interval() {
        assert_eq!(BOOTSTRAP.estimate::<f64>(&[], mean), None);
        assert_eq!(BOOTSTRAP.estimate(&[&[1.0][..]], |_| None), None);
    }

    #[test]
    fn a_quantile_lies_between_its_neighbours() {
        let sorted = [1.0, 2.0, 4.0];
        assert_eq!(quantile(&sorted, 0.0), Some(1.0));
        assert_eq!(quantile(&sorted, 0.75), Some(3.0));
        assert_eq!(quantile(&sorted, 1.0), Some(4.0));
        assert_eq!(quantile(&[], 0.5), None);
    }
}
