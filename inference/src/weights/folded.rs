//! Batch norms folded into the weights beside them, and weights in the layout of a plan.
//!
//! Sums and products are computed in f64 and rounded once.

/// A batch norm in inference: `x * scale + shift` for each channel.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct BatchNorm {
    scale: Vec<f64>,
    shift: Vec<f64>,
}

/// The parameters and running statistics of a batch norm, all `[channels]`.
#[derive(Debug, Clone)]
pub(super) struct BatchNormTensors {
    pub(super) gamma: Vec<f32>,
    pub(super) beta: Vec<f32>,
    pub(super) mean: Vec<f32>,
    pub(super) variance: Vec<f32>,
}

impl BatchNorm {
    pub(super) fn new(tensors: &BatchNormTensors, epsilon: f64) -> Self {
        let pairs = tensors.gamma.iter().zip(&tensors.variance);
        let scale: Vec<f64> = pairs
            .map(|(&gamma, &variance)| f64::from(gamma) / (f64::from(variance) + epsilon).sqrt())
            .collect();
        let pairs = tensors.beta.iter().zip(&tensors.mean);
        let shift = pairs
            .zip(&scale)
            .map(|((&beta, &mean), scale)| f64::from(beta) - f64::from(mean) * scale)
            .collect();
        Self { scale, shift }
    }
}

/// Weights and bias of an operation; a plan says how long they are.
#[derive(Debug, Clone, PartialEq)]
pub struct FoldedWeights {
    /// `[depth, columns]`, row-major.
    pub weights: Vec<f32>,
    /// `[columns]`.
    pub bias: Vec<f32>,
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "folded weights are rounded to f32 once, here"
)]
const fn round(value: f64) -> f32 {
    value as f32
}

/// The transpose `[inner, outer]` of a matrix `[outer, inner]`, in squares that fit a cache.
pub(super) fn transpose(values: &[f32], inner: usize) -> Vec<f32> {
    const SQUARE: usize = 16;
    let outer = values.len() / inner;
    let mut transposed = vec![0.0; values.len()];
    for (top, rows) in (0..).step_by(SQUARE).zip(values.chunks(SQUARE * inner)) {
        for left in (0..inner).step_by(SQUARE) {
            for column in left..inner.min(left + SQUARE) {
                let transposed = &mut transposed[column * outer + top..];
                for (transposed, row) in transposed.iter_mut().zip(rows.chunks_exact(inner)) {
                    *transposed = row[column];
                }
            }
        }
    }
    transposed
}

impl FoldedWeights {
    /// A dense layer or a 1 x 1 convolution, with a norm before it, after it, both or none.
    ///
    /// # Shapes
    /// - `weights`: `[depth, columns]`
    /// - `bias`: `[columns]`; `None` is zero
    pub(super) fn dense(
        mut weights: Vec<f32>,
        bias: Option<&[f32]>,
        before: Option<&BatchNorm>,
        after: Option<&BatchNorm>,
        columns: usize,
    ) -> Self {
        if let (None, None, Some(bias)) = (before, after, bias) {
            let bias = bias.to_vec();
            return Self { weights, bias };
        }
        let mut sums: Vec<f64> = match bias {
            Some(bias) => bias.iter().copied().map(f64::from).collect(),
            None => vec![0.0; columns],
        };
        for (depth, row) in weights.chunks_exact_mut(columns).enumerate() {
            let (scale, shift) =
                before.map_or((1.0, 0.0), |norm| (norm.scale[depth], norm.shift[depth]));
            for (column, weight) in row.iter_mut().enumerate() {
                let value = f64::from(*weight);
                sums[column] += value * shift;
                let scale = scale * after.map_or(1.0, |norm| norm.scale[column]);
                *weight = round(value * scale);
            }
        }
        let bias = sums
            .iter()
            .enumerate()
            .map(|(column, &sum)| round(normed(sum, after, column)))
            .collect();
        Self { weights, bias }
    }

    /// A convolution, with a norm after it or none.
    ///
    /// # Shapes
    /// - `weights`: `[columns, width_in, taps]`, folded into `[taps, padded, columns]` with zeros from
    ///   `width_in` up to a multiple of `lanes`
    /// - `bias`: `[columns]`; `None` is zero
    pub(super) fn convolution(
        weights: &[f32],
        bias: Option<&[f32]>,
        after: Option<&BatchNorm>,
        taps: usize,
        columns: usize,
        lanes: usize,
    ) -> Self {
        let width_in = weights.len() / (columns * taps);
        let padded = width_in.next_multiple_of(lanes);
        let mut folded = vec![0.0; taps * padded * columns];
        for column in 0..columns {
            let scale = after.map_or(1.0, |norm| norm.scale[column]);
            for channel in 0..width_in {
                for tap in 0..taps {
                    let value = weights[(column * width_in + channel) * taps + tap];
                    folded[(tap * padded + channel) * columns + column] =
                        round(f64::from(value) * scale);
                }
            }
        }
        let bias = (0..columns)
            .map(|column| {
                let bias = bias.map_or(0.0, |bias| f64::from(bias[column]));
                round(normed(bias, after, column))
            })
            .collect();
        Self {
            weights: folded,
            bias,
        }
    }

    /// A depthwise 3 x 3 convolution, with a norm after it or none.
    ///
    /// # Shapes
    /// - `weights`: `[channels, 1, 3, 3]`, folded into `[9, channels]`
    pub(super) fn depthwise(weights: &[f32], after: Option<&BatchNorm>, channels: usize) -> Self {
        let mut folded = transpose(weights, 9);
        let Some(after) = after else {
            return Self {
                weights: folded,
                bias: vec![0.0; channels],
            };
        };
        for row in folded.chunks_exact_mut(channels) {
            for (weight, scale) in row.iter_mut().zip(&after.scale) {
                *weight = round(f64::from(*weight) * scale);
            }
        }
        Self {
            weights: folded,
            bias: after.shift.iter().copied().map(round).collect(),
        }
    }

    /// A batch norm by itself; `weights` and `bias` are `[channels]`.
    pub(super) fn batch_norm(norm: &BatchNorm) -> Self {
        let rounded = |values: &[f64]| values.iter().copied().map(round).collect();
        Self {
            weights: rounded(&norm.scale),
            bias: rounded(&norm.shift),
        }
    }

    /// The same with rows and columns of zeros up to multiples of `lanes`.
    pub(super) fn padded(self, lanes: usize) -> Self {
        let columns = self.bias.len();
        let padded = columns.next_multiple_of(lanes);
        let depth = (self.weights.len() / columns).next_multiple_of(lanes);
        if depth * padded == self.weights.len() {
            return self;
        }
        let mut weights = vec![0.0; depth * padded];
        for (wide, narrow) in weights
            .chunks_exact_mut(padded)
            .zip(self.weights.chunks_exact(columns))
        {
            wide[..columns].copy_from_slice(narrow);
        }
        let mut bias = self.bias;
        bias.resize(padded, 0.0);
        Self { weights, bias }
    }
}

/// A value after the norm of its column, if there is one.
fn normed(sum: f64, after: Option<&BatchNorm>, column: usize) -> f64 {
    after.map_or(sum, |norm| sum * norm.scale[column] + norm.shift[column])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norms_on_both_sides_are_folded_into_the_weights() {
        let norm = |[gamma, beta, mean, variance]: [&[f32]; 4]| {
            let tensors = BatchNormTensors {
                gamma: gamma.to_vec(),
                beta: beta.to_vec(),
                mean: mean.to_vec(),
                variance: variance.to_vec(),
            };
            BatchNorm::new(&tensors, 1e-5)
        };
        let before = norm([&[2.0, 1.0], &[0.5, 0.0], &[1.0, -1.0], &[3.0, 0.0]]);
        let after = norm([&[1.5], &[-1.0], &[0.25], &[1.0]]);
        let apply = |norm: &BatchNorm, channel: usize, x: f64| {
            x * norm.scale[channel] + norm.shift[channel]
        };
        let (x, y) = (0.7, -0.3);
        let inner = 3.0 * apply(&before, 0, x) - 2.0 * apply(&before, 1, y) + 0.125;
        let expected = apply(&after, 0, inner);
        let folded = FoldedWeights::dense(
            vec![3.0, -2.0],
            Some(&[0.125]),
            Some(&before),
            Some(&after),
            1,
        );
        let found = f64::from(folded.weights[0]) * x
            + f64::from(folded.weights[1]) * y
            + f64::from(folded.bias[0]);
        assert!((found - expected).abs() < 1e-4, "{found} {expected}");
    }

    #[test]
    fn transposing_swaps_the_axes() {
        assert_eq!(
            transpose(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 3),
            [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]
        );
    }

    #[test]
    fn padding_adds_rows_and_columns_of_zeros() {
        let folded =
            FoldedWeights::dense(vec![1.0, 2.0, 3.0], Some(&[7.0]), None, None, 1).padded(2);
        assert_eq!(folded.weights, [1.0, 0.0, 2.0, 0.0, 3.0, 0.0, 0.0, 0.0]);
        assert_eq!(folded.bias, [7.0, 0.0]);
    }
}
