//! Two models on the same films: the difference of their accuracies and McNemar's test.
//!
//! Sources: McNemar (1947) for the test; Newcombe (1998), "Improved confidence intervals for the
//! difference between binomial proportions based on paired data", method 10, for the interval.

use model::estimate::Estimate;
use serde::Serialize;

use crate::interval::Proportion;
use crate::significance::two_sided;

/// From this number of discordant films on, the form with continuity correction is close enough to the
/// exact one.
const EXACT_BELOW: u64 = 25;

/// Films counted by which of two models predicts them correctly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Paired {
    /// Both are correct.
    pub both: u64,
    /// Only the first is correct.
    pub only_first: u64,
    /// Only the second is correct.
    pub only_second: u64,
    /// Neither is correct.
    pub neither: u64,
}

/// How a p-value of McNemar's test was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum McNemarForm {
    /// From the binomial distribution.
    Exact,
    /// From the chi-squared distribution with Edwards' continuity correction.
    Corrected,
}

/// The result of McNemar's test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct McNemar {
    /// How it was computed.
    pub form: McNemarForm,
    /// Two-sided p-value.
    pub p_value: f64,
}

impl Paired {
    /// Number of films.
    pub const fn films(self) -> u64 {
        self.both + self.only_first + self.only_second + self.neither
    }

    /// McNemar's test, two-sided, on the discordant films, which only one model predicts correctly:
    /// exact below 25 of them, otherwise with continuity correction.
    pub fn mcnemar(self) -> McNemar {
        let discordant = self.only_first + self.only_second;
        if discordant < EXACT_BELOW {
            let fewer = self.only_first.min(self.only_second);
            return McNemar {
                form: McNemarForm::Exact,
                p_value: (2.0 * at_most(fewer, discordant)).min(1.0),
            };
        }
        let apart = self.only_first.abs_diff(self.only_second);
        let z = apart.saturating_sub(1) as f64 / (discordant as f64).sqrt();
        McNemar {
            form: McNemarForm::Corrected,
            p_value: two_sided(z),
        }
    }

    /// The second model's accuracy minus the first's with its 95 % interval; `None` without films.
    pub fn difference(self) -> Option<Estimate> {
        let films = self.films();
        let first = Proportion::new(self.both + self.only_first, films).estimate()?;
        let second = Proportion::new(self.both + self.only_second, films).estimate()?;
        let correlation = self.correlation();
        let joined = |one: f64, other: f64| {
            let square = one * one - 2.0 * correlation * one * other + other * other;
            square.max(0.0).sqrt()
        };
        let value = second.value - first.value;
        Some(Estimate {
            value,
            low: value - joined(second.value - second.low, first.high - first.value),
            high: value + joined(second.high - second.value, first.value - first.low),
        })
    }

    /// Newcombe's correlation of the correct predictions: the phi coefficient with a continuity
    /// correction; zero where a margin is empty.
    fn correlation(self) -> f64 {
        let [both, first, second, neither] =
            [self.both, self.only_first, self.only_second, self.neither].map(|n| n as f64);
        let margins = (both + first) * (second + neither) * (both + second) * (first + neither);
        if margins <= 0.0 {
            return 0.0;
        }
        let apart = both * neither - first * second;
        let corrected = if apart > 0.0 {
            (apart - self.films() as f64 / 2.0).max(0.0)
        } else {
            apart
        };
        corrected / margins.sqrt()
    }
}

/// Counts pairs: whether the first model is correct, whether the second is.
impl FromIterator<(bool, bool)> for Paired {
    fn from_iter<I: IntoIterator<Item = (bool, bool)>>(pairs: I) -> Self {
        let mut counts = Self::default();
        for pair in pairs {
            let count = match pair {
                (true, true) => &mut counts.both,
                (true, false) => &mut counts.only_first,
                (false, true) => &mut counts.only_second,
                (false, false) => &mut counts.neither,
            };
            *count += 1;
        }
        counts
    }
}

/// The probability of at most `count` heads in `tosses` of a fair coin.
fn at_most(count: u64, tosses: u64) -> f64 {
    let mut term = 0.5_f64.powf(tosses as f64);
    let mut sum = term;
    for heads in 1..=count {
        term *= (tosses - heads + 1) as f64 / heads as f64;
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(both: u64, only_first: u64, only_second: u64, neither: u64) -> Paired {
        Paired {
            both,
            only_first,
            only_second,
            neither,
        }
    }

    fn close(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-13, "{value} for {expected}");
    }

    #[test]
    fn few_discordant_films_are_tested_exactly() {
        // scipy.stats.binomtest(k, n).pvalue
        for (first, second, expected) in [
            (0, 0, 1.0),
            (5, 5, 1.0),
            (2, 8, 0.109_375),
            (12, 2, 0.012_939_453_125),
            (7, 17, 0.063_914_656_639_099_12),
        ] {
            let test = paired(100, first, second, 9).mcnemar();
            assert_eq!(test.form, McNemarForm::Exact);
            close(test.p_value, expected);
        }
    }

    #[test]
    fn many_discordant_films_are_tested_with_continuity_correction() {
        // scipy.stats.chi2.sf((abs(b - c) - 1) ** 2 / (b + c), 1)
        for (first, second, expected) in [
            (121, 59, 5.450_094_825_427_117e-6),
            (20, 20, 1.0),
            (40, 25, 0.082_477_887_473_209_71),
        ] {
            let test = paired(101, first, second, 33).mcnemar();
            assert_eq!(test.form, McNemarForm::Corrected);
            close(test.p_value, expected);
        }
    }

    #[test]
    fn the_interval_of_a_difference_is_newcombes() {
        // The first row is in the paper's table III with 0.0569 and 0.3404; all were computed with
        // its steps written out in Python. The paper subtracts the second from the first.
        let rows = [
            (
                paired(36, 12, 2, 0),
                [0.2, 0.056_929_584_003_24, 0.340_427_602_974_94],
            ),
            (
                paired(16, 0, 0, 34),
                [0.0, -0.045_680_172_700_84, 0.045_680_172_700_84],
            ),
            (
                paired(1, 97, 1, 1),
                [0.96, 0.873_672_176_200_74, 0.985_025_770_374_01],
            ),
            (
                paired(0, 5, 0, 45),
                [0.1, 0.008_975_448_080_59, 0.213_602_314_374_80],
            ),
        ];
        for (counts, [value, low, high]) in rows {
            let estimate = counts.difference().unwrap();
            close(-estimate.value, value);
            close(-estimate.high, low);
            close(-estimate.low, high);
        }
        assert_eq!(Paired::default().difference(), None);
    }

    #[test]
    fn pairs_are_counted_by_which_model_is_correct() {
        let pairs = [(true, true), (true, false), (true, false), (false, true)];
        let counts: Paired = pairs.into_iter().collect();
        assert_eq!(counts, paired(1, 2, 1, 0));
        assert_eq!(counts.films(), 4);
    }
}
