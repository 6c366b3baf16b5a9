//! 95 % intervals: Wilson's for proportions, the bootstrap for everything else.

use model::estimate::Estimate;

use crate::split_mix::SplitMix64;

/// The 97.5 % point of the standard normal distribution.
pub(crate) const Z: f64 = 1.959_963_984_540_054;

/// A number of hits among a number of trials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proportion {
    // Never more than `trials`.
    hits: u64,
    trials: u64,
}

impl Proportion {
    /// `hits` of `trials`; more hits than trials count as `trials`.
    pub const fn new(hits: u64, trials: u64) -> Self {
        let hits = if hits > trials { trials } else { hits };
        Self { hits, trials }
    }

    /// The number of trials.
    pub const fn trials(self) -> u64 {
        self.trials
    }

    /// The hits and trials of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self::new(self.hits + other.hits, self.trials + other.trials)
    }

    /// The proportion in `0..=1`; `None` without trials.
    pub fn value(self) -> Option<f64> {
        (self.trials > 0).then(|| self.hits as f64 / self.trials as f64)
    }

    /// The proportion with its Wilson score interval; `None` without trials. Source: Wilson (1927).
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
    /// Number of samples; 1000 or more for two digits.
    pub rounds: u32,
    /// Seed of the random numbers.
    pub seed: u64,
}

impl Bootstrap {
    /// A statistic with the interval between its 2.5 % and 97.5 % quantiles over samples of whole
    /// groups, drawn with replacement.
    ///
    /// Films that depend on each other (those of one patient) belong in one group. Samples without
    /// the statistic are left out; `None` when it does not exist for the films themselves.
    pub fn estimate<T: Copy>(
        self,
        groups: &[&[T]],
        statistic: impl Fn(&[T]) -> Option<f64>,
    ) -> Option<Estimate> {
        let value = statistic(&groups.concat())?;
        let mut draws = SplitMix64::new(self.seed);
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

/// A quantile of sorted values, interpolated linearly.
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
    fn a_proportion_without_trials_has_no_interval() {
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
