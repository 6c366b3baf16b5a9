//! A linear probe: multinomial logistic regression on features, fitted by accelerated gradient descent.
//!
//! Minimises the mean cross-entropy plus `|weights|^2 / (2 rows)`, the penalty of scikit-learn's
//! default, on standardised features. Source: Beck and Teboulle (2009), "A fast
//! iterative shrinkage-thresholding algorithm", with a constant step size.

use burn::tensor::activation::softmax;
use burn::tensor::{Device, Tensor, TensorData};

/// Gradient steps; the accuracy converges long before.
const STEPS: usize = 400;
/// Steps of the power iteration for the step size.
const POWER_STEPS: usize = 30;

/// Rows of features.
#[derive(Debug)]
pub(crate) struct FeatureTable {
    /// `[rows, columns]` on this computer's processor.
    values: Tensor<2>,
}

impl FeatureTable {
    /// Features row by row; the number of columns follows from the number of values.
    pub(crate) fn new(values: Vec<f32>, rows: usize) -> Self {
        let columns = values.len() / rows.max(1);
        let data = TensorData::new(values, [rows, columns]);
        Self {
            values: Tensor::from_data(data, &Device::flex()),
        }
    }
}

/// A fitted probe.
#[derive(Debug)]
pub(crate) struct Linear {
    mean: Tensor<2>,
    deviation: Tensor<2>,
    weights: Tensor<2>,
}

/// Fits the probe to labels below `classes`, one for each row.
pub(crate) fn fit(table: &FeatureTable, labels: &[usize], classes: usize) -> Linear {
    let device = Device::flex();
    let [rows, columns] = table.values.dims();
    let mean = table.values.clone().mean_dim(0);
    let centred = table.values.clone() - mean.clone();
    // A constant feature stays zero.
    let deviation = centred
        .clone()
        .powi_scalar(2)
        .mean_dim(0)
        .sqrt()
        .clamp_min(1e-6);
    let mut model = Linear {
        mean,
        deviation,
        weights: Tensor::zeros([columns + 1, classes], &device),
    };
    let inputs = model.standardised(table);
    let mut hot = vec![0.0_f32; rows * classes];
    for (row, &label) in labels.iter().enumerate() {
        hot[row * classes + label] = 1.0;
    }
    let truth = Tensor::<2>::from_data(TensorData::new(hot, [rows, classes]), &device);
    // The last weight of each class is its bias, which is not penalised.
    let penalty = Tensor::cat(
        vec![
            Tensor::<2>::ones([columns, 1], &device),
            Tensor::zeros([1, 1], &device),
        ],
        0,
    ) / rows as f32;
    let transposed = inputs.clone().transpose();
    let step = 1.0 / (curvature(&inputs, &transposed) + 1.0 / rows as f32);
    let mut ahead = model.weights.clone();
    let mut momentum = 1.0_f32;
    for _ in 0..STEPS {
        let wrong = softmax(inputs.clone().matmul(ahead.clone()), 1) - truth.clone();
        let slope =
            transposed.clone().matmul(wrong) / rows as f32 + ahead.clone() * penalty.clone();
        let next = ahead - slope * step;
        let next_momentum = f32::midpoint(1.0, (1.0 + 4.0 * momentum * momentum).sqrt());
        let overshoot = (momentum - 1.0) / next_momentum;
        ahead = next.clone() + (next.clone() - model.weights) * overshoot;
        model.weights = next;
        momentum = next_momentum;
    }
    model
}

impl Linear {
    /// The most probable label of each row.
    pub(crate) fn predict(&self, table: &FeatureTable) -> Vec<usize> {
        let scores = self.standardised(table).matmul(self.weights.clone());
        let [_, classes] = scores.dims();
        let scores: Vec<f32> = scores.into_data().iter::<f32>().collect();
        let top = |row: &[f32]| {
            let pairs = row.iter().enumerate();
            pairs
                .max_by(|a, b| a.1.total_cmp(b.1))
                .map_or(0, |(label, _)| label)
        };
        scores.chunks(classes).map(top).collect()
    }

    /// Features with mean 0 and standard deviation 1, and a last column of ones.
    fn standardised(&self, table: &FeatureTable) -> Tensor<2> {
        let [rows, _] = table.values.dims();
        let values = (table.values.clone() - self.mean.clone()) / self.deviation.clone();
        let ones = Tensor::ones([rows, 1], &values.device());
        Tensor::cat(vec![values, ones], 1)
    }
}

/// An upper bound of the loss's curvature: half the largest eigenvalue of the inputs' mean square
/// (Böhning, 1992), by power iteration with a margin of 10 %.
fn curvature(inputs: &Tensor<2>, transposed: &Tensor<2>) -> f32 {
    let [rows, columns] = inputs.dims();
    let norm = |vector: &Tensor<2>| {
        let squares: f32 = vector.clone().powi_scalar(2).sum().into_scalar();
        squares.sqrt()
    };
    let mut vector = Tensor::<2>::ones([columns, 1], &inputs.device());
    let mut eigenvalue = 1.0;
    for _ in 0..POWER_STEPS {
        let length = norm(&vector).max(1e-12);
        vector = transposed
            .clone()
            .matmul(inputs.clone().matmul(vector / length))
            / rows as f32;
        eigenvalue = norm(&vector);
    }
    0.5 * eigenvalue * 1.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_those_of_scikit_learn() {
        // numpy and scikit-learn: LogisticRegression(C=1, tol=1e-10) on the standardised columns
        // x = [sin(i), cos(2 i)], y = floor(3 * frac(0.37 i + 0.2 sin(i))), i = 0..60.
        let (values, labels) = rows();
        let model = fit(&FeatureTable::new(values, 60), &labels, 3);
        let weights: Vec<f32> = model.weights.into_data().iter::<f32>().collect();
        for (weight, expected) in weights.iter().zip([
            -0.065_117, -0.025_099, 0.090_216, 0.295_259, -0.207_925, -0.087_334, -0.074_066,
            0.055_151, 0.018_915,
        ]) {
            assert!((weight - expected).abs() < 2e-3, "{weights:?}");
        }
    }

    fn rows() -> (Vec<f32>, Vec<usize>) {
        let (mut values, mut labels) = (Vec::new(), Vec::new());
        for i in 0..60 {
            let i = f64::from(i);
            #[expect(clippy::cast_possible_truncation, reason = "features are f32")]
            values.extend([i.sin() as f32, (2.0 * i).cos() as f32]);
            let place = (0.37 * i + 0.2 * i.sin()).rem_euclid(1.0);
            labels.push(usize::from(place >= 1.0 / 3.0) + usize::from(place >= 2.0 / 3.0));
        }
        (values, labels)
    }

    #[test]
    fn separate_groups_are_told_apart_despite_a_constant_feature() {
        let row = |i: usize| {
            let label = i % 4;
            let near = [(0.0, 0.0), (0.0, 5.0), (5.0, 0.0), (5.0, 5.0)][label];
            let off = (i as f32).sin();
            [near.0 + off, near.1 - off * 0.5, 7.0]
        };
        let values: Vec<f32> = (0..80).flat_map(row).collect();
        let labels: Vec<usize> = (0..80).map(|i| i % 4).collect();
        let table = FeatureTable::new(values, 80);
        assert_eq!(fit(&table, &labels, 4).predict(&table), labels);
    }
}
