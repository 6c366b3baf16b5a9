//! Weighted ridge regression of all findings at once, in closed form.
//!
//! Each score is fitted to 1 for pictures of its finding and 0 for others by the normal equations, which a
//! Cholesky factorisation solves. Features are scaled to mean 0 and deviation 1, constants are not
//! penalised. Source: Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", section 3.4.1.

use metrics::cholesky;
use model::gate::Finding;
use rayon::prelude::*;

use super::error::GateFitError;
use super::samples::Sample;

/// The penalty of squared weights, as a share of the samples' total weight.
const PENALTY: f64 = 0.003;
/// Added to the deviation of a feature, so that one that hardly varies stays small.
const LEAST_DEVIATION: f64 = 1e-3;
/// Samples that are added to the normal equations together.
const BLOCK: usize = 256;
/// Samples whose products are added in one pass over a row.
const GROUP: usize = 4;

/// The weights of each finding in the order of [`Finding::ALL`]: one for each feature, then a constant.
///
/// # Errors
/// [`GateFitError::Singular`] when a number is not finite.
pub(super) fn fit(samples: &[Sample]) -> Result<Vec<f32>, GateFitError> {
    let features = samples.first().map_or(0, |sample| sample.features.len());
    let scale = Scale::of(samples, features);
    let size = features + 1;
    let mut equations = Equations::new(size);
    for block in samples.chunks(BLOCK) {
        equations.add(block, &scale);
    }
    let total: f64 = samples.iter().map(|sample| f64::from(sample.weight)).sum();
    for feature in 0..features {
        equations.matrix[feature][feature] += PENALTY * total;
    }
    cholesky::factorise(&mut equations.matrix).ok_or(GateFitError::Singular)?;
    let mut weights = Vec::with_capacity(size * Finding::ALL.len());
    for finding in 0..Finding::ALL.len() {
        let mut scaled: Vec<f64> = equations.right.iter().map(|row| row[finding]).collect();
        cholesky::solve(&equations.matrix, &mut scaled);
        weights.extend(scale.undone(&scaled));
    }
    Ok(weights)
}

/// Mean and deviation of each feature.
struct Scale {
    means: Vec<f64>,
    deviations: Vec<f64>,
}

impl Scale {
    fn of(samples: &[Sample], features: usize) -> Self {
        let count = samples.len() as f64;
        let mut means = vec![0.0; features];
        for sample in samples {
            for (mean, &feature) in means.iter_mut().zip(&sample.features) {
                *mean += f64::from(feature) / count;
            }
        }
        let mut squares = vec![0.0; features];
        for sample in samples {
            let parts = sample.features.iter().zip(&means);
            for (square, (&feature, mean)) in squares.iter_mut().zip(parts) {
                *square += (f64::from(feature) - mean).powi(2) / count;
            }
        }
        let deviations = squares.iter().map(|it: &f64| it.sqrt() + LEAST_DEVIATION);
        Self {
            deviations: deviations.collect(),
            means,
        }
    }

    /// A sample's scaled features, then 1.
    fn row(&self, sample: &Sample) -> Vec<f64> {
        let scale = self.means.iter().zip(&self.deviations);
        let parts = sample.features.iter().zip(scale);
        parts
            .map(|(&feature, (mean, deviation))| (f64::from(feature) - mean) / deviation)
            .chain([1.0])
            .collect()
    }

    /// Weights of scaled features as weights of the features themselves.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "weights are stored in half precision"
    )]
    fn undone(&self, scaled: &[f64]) -> Vec<f32> {
        let (&last, weights) = scaled.split_last().unwrap_or((&0.0, &[]));
        let mut constant = last;
        let mut undone: Vec<f32> = Vec::with_capacity(scaled.len());
        for ((weight, mean), deviation) in weights.iter().zip(&self.means).zip(&self.deviations) {
            let weight = weight / deviation;
            constant -= weight * mean;
            undone.push(weight as f32);
        }
        undone.push(constant as f32);
        undone
    }
}

/// The normal equations.
struct Equations {
    /// The upper triangle of the weighted products of features; row `i` is used from column `i` on.
    matrix: Vec<Vec<f64>>,
    /// The weighted sums of each feature over the samples of each finding.
    right: Vec<[f64; Finding::ALL.len()]>,
}

impl Equations {
    fn new(size: usize) -> Self {
        Self {
            matrix: vec![vec![0.0; size]; size],
            right: vec![[0.0; Finding::ALL.len()]; size],
        }
    }

    /// Adds samples; each row adds in the order of the samples, on whichever thread.
    fn add(&mut self, samples: &[Sample], scale: &Scale) {
        let rows: Vec<Vec<f64>> = samples.par_iter().map(|it| scale.row(it)).collect();
        for (row, sample) in rows.iter().zip(samples) {
            let finding = Finding::ALL.iter().position(|&it| it == sample.finding);
            let finding = finding.unwrap_or(Finding::ALL.len() - 1);
            for (sums, feature) in self.right.iter_mut().zip(row) {
                sums[finding] += f64::from(sample.weight) * feature;
            }
        }
        let matrix = self.matrix.par_iter_mut().enumerate();
        matrix.for_each(|(at, sums)| {
            for (rows, samples) in rows.chunks(GROUP).zip(samples.chunks(GROUP)) {
                let mut factors = [0.0; GROUP];
                for (factor, (row, sample)) in factors.iter_mut().zip(rows.iter().zip(samples)) {
                    *factor = f64::from(sample.weight) * row[at];
                }
                let sums = &mut sums[at..];
                if let [one, two, three, four] = rows {
                    let pairs = one[at..].iter().zip(&two[at..]);
                    let others = three[at..].iter().zip(&four[at..]);
                    for (sum, ((one, two), (three, four))) in sums.iter_mut().zip(pairs.zip(others))
                    {
                        *sum += factors[0] * one
                            + factors[1] * two
                            + factors[2] * three
                            + factors[3] * four;
                    }
                } else {
                    for (row, factor) in rows.iter().zip(factors) {
                        for (sum, feature) in sums.iter_mut().zip(&row[at..]) {
                            *sum += factor * feature;
                        }
                    }
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_that_tells_findings_apart_gets_their_scores() {
        // More samples than a block, and not a multiple of a group.
        let samples: Vec<Sample> = (0..603)
            .map(|number| {
                let is_film = number % 3 == 0;
                let noise = (number * 7919 % 101) as f32 / 1000.0;
                Sample {
                    features: vec![f32::from(u8::from(is_film)) + noise, 0.5],
                    finding: if is_film {
                        Finding::Upright
                    } else {
                        Finding::Slice
                    },
                    weight: if is_film { 2.0 } else { 1.0 },
                }
            })
            .collect();
        let weights = fit(&samples).unwrap();
        let score = |finding: Finding, feature: f32| {
            let row = Finding::ALL.iter().position(|&it| it == finding).unwrap() * 3;
            weights[row] * feature + weights[row + 1] * 0.5 + weights[row + 2]
        };
        for finding in [Finding::Upright, Finding::Slice] {
            let (film, slice) = (score(finding, 1.05), score(finding, 0.05));
            let expected = if finding == Finding::Upright {
                [1.0, 0.0]
            } else {
                [0.0, 1.0]
            };
            assert!((film - expected[0]).abs() < 0.05, "{finding:?}: {film}");
            assert!((slice - expected[1]).abs() < 0.05, "{finding:?}: {slice}");
        }
        assert!(score(Finding::Lateral, 1.0).abs() < 1e-6);
    }
}
