//! The batch norm that cannot be folded into a neighbour, with the activation after it.

use crate::activation::Activation;
use crate::buffer::{BufferId, LANES, WeightsId};
use crate::cpu::backward::Backward;
use crate::cpu::lanes;
use crate::cpu::team::OutputRows;
use crate::memory::{Memory, OutputMatrix};
use crate::wgsl::kernel::Kernel;
use crate::wgsl::launch::{Binding, Launch, words};
use crate::wgsl::target::Target;
use crate::wgsl::workgroups::{GROUP, linear};

/// The kernel's text.
const SOURCE: &str = concat!(
    include_str!("../wgsl/common.wgsl"),
    include_str!("batch_norm.wgsl")
);

/// `output = act(input * scale * weights + bias)`, channel by channel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BatchNorm {
    /// `[rows, width]`.
    pub input: BufferId,
    /// Factors that depend on the film, `[width]`; `None` is one.
    pub scale: Option<BufferId>,
    /// `[width]`, with a bias `[width]`.
    pub weights: WeightsId,
    /// `[rows, width]`.
    pub output: BufferId,
    /// Pixels.
    pub rows: usize,
    /// Channels.
    pub width: usize,
    /// Applied at the end.
    pub activation: Activation,
}

impl BatchNorm {
    pub(super) const fn output(&self) -> OutputMatrix {
        OutputMatrix::new(self.output, self.rows, self.width)
    }

    /// The factor of each channel.
    fn factors(&self, memory: &Memory) -> Vec<f32> {
        let mut factors = memory.weights(self.weights).values.clone();
        if let Some(scale) = self.scale {
            for (factor, scale) in factors.iter_mut().zip(memory.buffer(scale)) {
                *factor *= scale;
            }
        }
        factors
    }

    pub(super) fn define(&self, memory: &Memory, output: &mut [f32]) {
        let factors = self.factors(memory);
        let bias = &memory.weights(self.weights).bias;
        let input = memory.buffer(self.input);
        for (index, output) in output.iter_mut().enumerate() {
            let channel = index % self.width;
            let value = input[index] * factors[channel] + bias[channel];
            *output = self.activation.apply(value);
        }
    }

    pub(super) fn compute(&self, memory: &Memory, output: &mut OutputRows<'_>) {
        let factors = self.factors(memory);
        let bias = &memory.weights(self.weights).bias;
        let inputs = memory.buffer(self.input).chunks_exact(self.width);
        let outputs = output.values.chunks_exact_mut(self.width);
        for (output, input) in outputs.zip(inputs.skip(output.first)) {
            let affine = factors.iter().zip(bias);
            for ((output, value), (factor, bias)) in output.iter_mut().zip(input).zip(affine) {
                *output = value * factor + bias;
            }
            lanes::activate(self.activation, output);
        }
    }

    pub(super) fn adjoint(&self, backward: &mut Backward<'_>, gradient: &mut [f32]) {
        let affine = Self {
            activation: Activation::None,
            ..*self
        };
        let compute = |memory: &Memory, rows: &mut OutputRows<'_>| affine.compute(memory, rows);
        backward.through(self.activation, gradient, self.output(), compute);
        let weights = &backward.memory.weights(self.weights).values;
        for row in gradient.chunks_exact_mut(self.width) {
            for (value, weight) in row.iter_mut().zip(weights) {
                *value *= weight;
            }
        }
        if let Some(scale) = self.scale {
            let input = backward.memory.buffer(self.input);
            let factors = backward.memory.buffer(scale);
            let of_factors = lanes::scale_adjoint(gradient, input, factors);
            backward.add(scale, of_factors);
        }
        backward.add(self.input, gradient.to_vec());
    }

    pub(super) fn launch(&self, _: Target) -> Launch {
        let lanes = self.width / LANES;
        let mut bindings = Binding::affine(self.input, self.weights, self.output);
        // Without a scale, any buffer may be bound in its place: it is not read.
        bindings.push(Binding::Buffer(self.scale.unwrap_or(self.input)));
        Launch {
            kernel: Kernel::Fixed(SOURCE),
            bindings,
            words: words(&[
                self.rows * lanes,
                lanes,
                self.activation.code(),
                usize::from(self.scale.is_some()),
            ]),
            workgroups: linear(self.rows * lanes, GROUP),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::Op;
    use crate::ops::tests::{
        INPUT, OUTPUT, SCALE, WEIGHTS, assert_adjoint_matches, assert_cpu_matches,
    };

    #[test]
    fn the_cpu_kernel_matches_the_definition() {
        for (rows, width, scale, activation) in [
            (1, 4, None, Activation::Relu),
            (7, 12, Some(SCALE), Activation::Silu),
            (3, 8, None, Activation::None),
        ] {
            assert_cpu_matches(
                &Op::BatchNorm(BatchNorm {
                    input: INPUT,
                    scale,
                    weights: WEIGHTS,
                    output: OUTPUT,
                    rows,
                    width,
                    activation,
                }),
                width,
            );
        }
    }

    #[test]
    fn the_adjoint_matches_finite_differences() {
        for (scale, activation) in [(None, Activation::Relu), (Some(SCALE), Activation::Silu)] {
            let op = BatchNorm {
                input: INPUT,
                scale,
                weights: WEIGHTS,
                output: OUTPUT,
                rows: 7,
                width: 12,
                activation,
            };
            let inputs = [(INPUT, 7 * 12), (SCALE, 12)];
            let inputs = &inputs[..=usize::from(scale.is_some())];
            assert_adjoint_matches(&Op::BatchNorm(op), inputs, 12);
        }
    }
}
