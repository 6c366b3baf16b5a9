//! Kernels that move more than they compute: depthwise convolution, pooling and layer norm.

use super::super::{EPSILON, Pooling};
use super::lanes::{self, WIDTH};

/// A square map, channels last.
#[derive(Clone, Copy)]
pub(super) struct Map<'a> {
    pub(super) values: &'a [f32],
    pub(super) side: usize,
    pub(super) width: usize,
}

impl<'a> Map<'a> {
    fn pixel(self, index: usize) -> &'a [f32] {
        &self.values[index * self.width..(index + 1) * self.width]
    }

    /// Pixels under a 3 x 3 kernel around `(row, column)`: the tap and the flat pixel.
    fn under(self, row: usize, column: usize) -> impl Iterator<Item = (usize, usize)> {
        (0..9).filter_map(move |tap| {
            let row = (row + tap / 3).checked_sub(1)?;
            let column = (column + tap % 3).checked_sub(1)?;
            let inside = row < self.side && column < self.side;
            inside.then_some((tap, row * self.side + column))
        })
    }
}

/// Depthwise 3 x 3 convolution with bias and GELU, from pixel `first` on; weights are `[9, width]`.
pub(super) fn depthwise(
    map: Map<'_>,
    [weights, bias]: [&[f32]; 2],
    stride: usize,
    first: usize,
    output: &mut [f32],
) {
    let width = map.width;
    let side = map.side / stride;
    for (index, output) in (first..).zip(output.chunks_exact_mut(width)) {
        let mut taps = [(&[][..], &[][..]); 9];
        let mut count = 0;
        for (tap, source) in map.under(index / side * stride, index % side * stride) {
            taps[count] = (&weights[tap * width..(tap + 1) * width], map.pixel(source));
            count += 1;
        }
        let taps = &taps[..count];
        // In pieces that stay in registers while the taps go by.
        let whole = width / WIDTH * WIDTH;
        for start in (0..whole).step_by(WIDTH) {
            let mut sums = [0.0; WIDTH];
            sums.copy_from_slice(&bias[start..start + WIDTH]);
            for (weights, pixel) in taps {
                let pairs = weights[start..start + WIDTH]
                    .iter()
                    .zip(&pixel[start..start + WIDTH]);
                for (sum, (weight, value)) in sums.iter_mut().zip(pairs) {
                    *sum += weight * value;
                }
            }
            output[start..start + WIDTH].copy_from_slice(&sums);
        }
        for channel in whole..width {
            output[channel] = taps.iter().fold(bias[channel], |sum, (weights, pixel)| {
                sum + weights[channel] * pixel[channel]
            });
        }
        lanes::gelu(output);
    }
}

/// One pixel of each 2 x 2, from output pixel `first` on.
pub(super) fn pool(map: Map<'_>, pooling: Pooling, first: usize, output: &mut [f32]) {
    let side = map.side / 2;
    for (index, output) in (first..).zip(output.chunks_exact_mut(map.width)) {
        let (row, column) = (index / side, index % side);
        if pooling == Pooling::Same {
            output.copy_from_slice(map.pixel(2 * (row * map.side + column)));
            continue;
        }
        // The side is even, so a kernel reaches out at the first row and column only.
        let outside = row == 0 || column == 0;
        let least = if outside && pooling == Pooling::GreatestOrZero {
            0.0
        } else {
            f32::NEG_INFINITY
        };
        output.fill(least);
        for (_, source) in map.under(index / side * 2, index % side * 2) {
            for (most, value) in output.iter_mut().zip(map.pixel(source)) {
                *most = if *value > *most { *value } else { *most };
            }
        }
    }
}

/// One row brought to mean 0 and variance 1, then scaled and shifted; an output that is longer is
/// filled up with zeros.
pub(super) fn layer_norm(input: &[f32], gamma: &[f32], beta: &[f32], output: &mut [f32]) {
    let count = input.len() as f32;
    let mean = sum(input, |x| x) / count;
    let variance = sum(input, |x| (x - mean) * (x - mean)) / count;
    let scale = (variance + EPSILON).sqrt().recip();
    let affine = gamma.iter().zip(beta);
    let (output, rest) = output.split_at_mut(input.len());
    rest.fill(0.0);
    for ((output, &x), (gamma, beta)) in output.iter_mut().zip(input).zip(affine) {
        *output = (x - mean) * scale * gamma + beta;
    }
}

/// The sum of a function of each value: several sums side by side, for vectors and less rounding.
fn sum(values: &[f32], function: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0.0; WIDTH];
    for chunk in values.chunks(WIDTH) {
        for (sum, &value) in sums.iter_mut().zip(chunk) {
            *sum += function(value);
        }
    }
    sums.iter().sum()
}
