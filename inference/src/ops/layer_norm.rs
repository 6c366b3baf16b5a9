//! The layer norm.

use crate::buffer::{BufferId, LANES, WeightsId};
use crate::cpu::backward::Backward;
use crate::cpu::lanes::WIDTH;
use crate::cpu::team::OutputRows;
use crate::memory::{Memory, OutputMatrix, Weights};
use crate::wgsl::kernel::Kernel;
use crate::wgsl::launch::{Binding, Launch, words};
use crate::wgsl::target::Target;
use crate::wgsl::workgroups::{GROUP, linear};

/// The kernel's text.
const SOURCE: &str = concat!(
    include_str!("../wgsl/common.wgsl"),
    include_str!("layer_norm.wgsl")
);

/// Each row normalised to mean 0 and variance 1, then scaled and shifted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LayerNorm {
    /// `[rows, width]`.
    pub input: BufferId,
    /// gamma `[width]`, with beta `[width]` in place of a bias.
    pub weights: WeightsId,
    /// `[rows, width]`.
    pub output: BufferId,
    /// Tokens.
    pub rows: usize,
    /// Channels of the buffers.
    pub width: usize,
    /// Channels of the network. The others, up to `width`, are zero in the input, gamma and beta, and
    /// therefore in the output.
    pub channels: usize,
    /// Added to the variance.
    pub epsilon: f32,
}

/// What a row is normalised by.
struct Moments {
    mean: f32,
    /// The reciprocal of the deviation.
    scale: f32,
}

impl LayerNorm {
    pub(super) const fn output(&self) -> OutputMatrix {
        OutputMatrix::new(self.output, self.rows, self.width)
    }

    pub(super) fn define(&self, memory: &Memory, output: &mut [f32]) {
        let Weights { values, bias, .. } = memory.weights(self.weights);
        let inputs = memory.buffer(self.input).chunks_exact(self.width);
        for (output, input) in output.chunks_exact_mut(self.width).zip(inputs) {
            let count = self.channels as f32;
            let mean = input.iter().sum::<f32>() / count;
            let valid = &input[..self.channels];
            let squares: f32 = valid.iter().map(|value| (value - mean).powi(2)).sum();
            let deviation = (squares / count + self.epsilon).sqrt();
            for (channel, value) in output.iter_mut().enumerate() {
                *value = (input[channel] - mean) / deviation * values[channel] + bias[channel];
            }
        }
    }

    pub(super) fn compute(&self, memory: &Memory, output: &mut OutputRows<'_>) {
        let Weights { values, bias, .. } = memory.weights(self.weights);
        let inputs = memory.buffer(self.input).chunks_exact(self.width);
        let outputs = output.values.chunks_exact_mut(self.width);
        for (output, input) in outputs.zip(inputs.skip(output.first)) {
            self.normalise(&input[..self.channels], values, bias, output);
        }
    }

    pub(super) fn adjoint(&self, backward: &mut Backward<'_>, gradient: &mut [f32]) {
        let gamma = &backward.memory.weights(self.weights).values;
        let inputs = backward.memory.buffer(self.input).chunks_exact(self.width);
        let inputs = inputs.take(self.rows).cycle();
        for (gradient, input) in gradient.chunks_exact_mut(self.width).zip(inputs) {
            let (gradient, padding) = gradient.split_at_mut(self.channels);
            padding.fill(0.0);
            let input = &input[..self.channels];
            let Moments { mean, scale } = self.moments(input);
            for (value, gamma) in gradient.iter_mut().zip(gamma) {
                *value *= gamma;
            }
            // Neither a shift nor a scaling of the row changes the output: both are projected out.
            let count = self.channels as f32;
            let shift = sum(gradient, |value| value) / count;
            let products = gradient.iter().zip(input);
            let along = products.map(|(value, x)| value * (x - mean)).sum::<f32>() / count;
            for (value, x) in gradient.iter_mut().zip(input) {
                *value = scale * (*value - shift - along * scale * scale * (x - mean));
            }
        }
        backward.add(self.input, gradient.to_vec());
    }

    pub(super) fn launch(&self, _: Target) -> Launch {
        let mut words = words(&[self.rows, self.width / LANES, self.channels]);
        words[3] = self.epsilon.to_bits();
        Launch {
            kernel: Kernel::Fixed(SOURCE),
            bindings: Binding::affine(self.input, self.weights, self.output),
            words,
            workgroups: linear(self.rows, GROUP),
        }
    }

    fn moments(&self, input: &[f32]) -> Moments {
        let count = input.len() as f32;
        let mean = sum(input, |x| x) / count;
        let variance = sum(input, |x| (x - mean) * (x - mean)) / count;
        let scale = (variance + self.epsilon).sqrt().recip();
        Moments { mean, scale }
    }

    /// Normalises one row; an output that is longer than the input is padded with zeros.
    fn normalise(&self, input: &[f32], gamma: &[f32], beta: &[f32], output: &mut [f32]) {
        let Moments { mean, scale } = self.moments(input);
        let affine = gamma.iter().zip(beta);
        let (output, rest) = output.split_at_mut(input.len());
        rest.fill(0.0);
        for ((output, &x), (gamma, beta)) in output.iter_mut().zip(input).zip(affine) {
            *output = (x - mean) * scale * gamma + beta;
        }
    }
}

/// The sum of a function of each value: several sums side by side, for vector instructions and smaller
/// rounding errors.
fn sum(values: &[f32], function: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0.0; WIDTH];
    for chunk in values.chunks(WIDTH) {
        for (sum, &value) in sums.iter_mut().zip(chunk) {
            *sum += function(value);
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::Op;
    use crate::ops::tests::{INPUT, OUTPUT, WEIGHTS, assert_adjoint_matches, assert_cpu_matches};

    #[test]
    fn the_cpu_kernel_matches_the_definition() {
        for (rows, width) in [(1, 4), (7, 12), (3, 28)] {
            assert_cpu_matches(
                &Op::LayerNorm(LayerNorm {
                    input: INPUT,
                    weights: WEIGHTS,
                    output: OUTPUT,
                    rows,
                    width,
                    channels: width,
                    epsilon: 1e-6,
                }),
                width,
            );
        }
    }

    #[test]
    fn the_adjoint_matches_finite_differences() {
        for (rows, width) in [(1, 8), (7, 12)] {
            let op = LayerNorm {
                input: INPUT,
                weights: WEIGHTS,
                output: OUTPUT,
                rows,
                width,
                channels: width,
                epsilon: 1e-6,
            };
            assert_adjoint_matches(&Op::LayerNorm(op), &[(INPUT, rows * width)], width);
        }
    }
}
