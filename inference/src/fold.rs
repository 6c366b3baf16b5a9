//! Batch norms folded into the weights beside them, and weights brought into a plan's layout.
//!
//! Sums and products are made in f64 and rounded once.

/// A batch norm at rest: `x * scale + shift` for each channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Norm {
    scale: Vec<f64>,
    shift: Vec<f64>,
}

impl Norm {
    /// From the learned factors and the running statistics, all `[channels]`.
    pub fn new([gamma, beta, mean, variance]: [&[f32]; 4], epsilon: f64) -> Self {
        let scale: Vec<f64> = gamma
            .iter()
            .zip(variance)
            .map(|(&gamma, &variance)| f64::from(gamma) / (f64::from(variance) + epsilon).sqrt())
            .collect();
        let shift = beta
            .iter()
            .zip(mean)
            .zip(&scale)
            .map(|((&beta, &mean), scale)| f64::from(beta) - f64::from(mean) * scale)
            .collect();
        Self { scale, shift }
    }
}

/// Weights `[depth, columns]` and bias `[columns]` of a plan's product.
#[derive(Debug, Clone, PartialEq)]
pub struct Folded {
    /// `[depth, columns]`.
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

/// `[outer, inner]` as `[inner, outer]`, in squares that a cache holds.
pub fn transpose(values: &[f32], inner: usize) -> Vec<f32> {
    const SQUARE: usize = 16;
    let outer = values.len() / inner;
    let mut turned = vec![0.0; values.len()];
    for (top, rows) in (0..).step_by(SQUARE).zip(values.chunks(SQUARE * inner)) {
        for left in (0..inner).step_by(SQUARE) {
            for column in left..inner.min(left + SQUARE) {
                let turned = &mut turned[column * outer + top..];
                for (turned, row) in turned.iter_mut().zip(rows.chunks_exact(inner)) {
                    *turned = row[column];
                }
            }
        }
    }
    turned
}

impl Folded {
    /// A dense layer or a convolution of one pixel, with a norm on either side.
    ///
    /// `weights` are `[depth, columns]`; without a bias it is zero.
    pub fn dense(
        mut weights: Vec<f32>,
        bias: Option<&[f32]>,
        before: Option<&Norm>,
        after: Option<&Norm>,
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
            .map(|(column, &sum)| round(scaled(sum, after, column)))
            .collect();
        Self { weights, bias }
    }

    /// A convolution whose weights are `[columns, width_in, taps]`, as `[taps, padded, columns]`:
    /// input channels from `width_in` on are zero.
    pub fn convolution(
        weights: &[f32],
        bias: Option<&[f32]>,
        after: Option<&Norm>,
        [width_in, padded, columns]: [usize; 3],
    ) -> Self {
        let taps = weights.len() / (columns * width_in);
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
                round(scaled(bias, after, column))
            })
            .collect();
        Self {
            weights: folded,
            bias,
        }
    }

    /// A depthwise 3 x 3 convolution whose weights are `[channels, 1, 3, 3]`, as `[9, channels]`.
    pub fn depthwise(weights: &[f32], after: &Norm) -> Self {
        let mut folded = transpose(weights, 9);
        for row in folded.chunks_exact_mut(after.scale.len()) {
            for (weight, scale) in row.iter_mut().zip(&after.scale) {
                *weight = round(f64::from(*weight) * scale);
            }
        }
        Self {
            weights: folded,
            bias: after.shift.iter().copied().map(round).collect(),
        }
    }

    /// A norm by itself: `weights` and `bias` are `[channels]`.
    pub fn norm(norm: &Norm) -> Self {
        let rounded = |values: &[f64]| values.iter().copied().map(round).collect();
        Self {
            weights: rounded(&norm.scale),
            bias: rounded(&norm.shift),
        }
    }

    /// The same with rows and columns of zeros up to multiples of `lanes`.
    #[must_use]
    pub fn padded(self, lanes: usize) -> Self {
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

fn scaled(sum: f64, after: Option<&Norm>, column: usize) -> f64 {
    after.map_or(sum, |norm| sum * norm.scale[column] + norm.shift[column])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norms_on_both_sides_are_in_the_weights() {
        let before = Norm::new([&[2.0, 1.0], &[0.5, 0.0], &[1.0, -1.0], &[3.0, 0.0]], 1e-5);
        let after = Norm::new([&[1.5], &[-1.0], &[0.25], &[1.0]], 1e-5);
        let norm =
            |norm: &Norm, channel: usize, x: f64| x * norm.scale[channel] + norm.shift[channel];
        let (x, y) = (0.7, -0.3);
        let inner = 3.0 * norm(&before, 0, x) - 2.0 * norm(&before, 1, y) + 0.125;
        let expected = norm(&after, 0, inner);
        let folded = Folded::dense(
            vec![3.0, -2.0],
            Some(&[0.125]),
            Some(&before),
            Some(&after),
            1,
        );
        let got = f64::from(folded.weights[0]) * x
            + f64::from(folded.weights[1]) * y
            + f64::from(folded.bias[0]);
        assert!((got - expected).abs() < 1e-4, "{got} {expected}");
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
        let folded = Folded::dense(vec![1.0, 2.0, 3.0], Some(&[7.0]), None, None, 1).padded(2);
        assert_eq!(folded.weights, [1.0, 0.0, 2.0, 0.0, 3.0, 0.0, 0.0, 0.0]);
        assert_eq!(folded.bias, [7.0, 0.0]);
    }
}
