//! The dense layer for a single row, whose input is a sum in parts.

use crate::activation::Activation;
use crate::buffer::{BufferId, LANES, WeightsId};
use crate::cpu::backward::Backward;
use crate::cpu::lanes;
use crate::cpu::team::OutputRows;
use crate::memory::{Memory, OutputMatrix, Weights};
use crate::wgsl::kernel::Kernel;
use crate::wgsl::launch::{Binding, Launch, words};
use crate::wgsl::target::Target;
use crate::wgsl::workgroups::{GROUP, linear};

/// The kernel's text.
const SOURCE: &str = concat!(
    include_str!("../wgsl/common.wgsl"),
    include_str!("dense.wgsl")
);

/// `output = act(factor * (sum of the input's parts) weights + bias)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dense {
    /// `[parts, depth]`.
    pub input: BufferId,
    /// `[depth, columns]`, with a bias `[columns]`.
    pub weights: WeightsId,
    /// `[columns]`.
    pub output: BufferId,
    /// Values of the input.
    pub depth: usize,
    /// Values of the output.
    pub columns: usize,
    /// Rows of the input that are added first.
    pub parts: usize,
    /// Multiplies the product, but not the bias.
    pub factor: f32,
    /// Applied at the end.
    pub activation: Activation,
}

impl Dense {
    pub(super) const fn output(&self) -> OutputMatrix {
        OutputMatrix::new(self.output, 1, self.columns)
    }

    /// A value of the input: the sum over its parts.
    fn value(&self, input: &[f32], k: usize) -> f32 {
        let parts = (0..self.parts).map(|part| input[part * self.depth + k]);
        parts.sum()
    }

    pub(super) fn define(&self, memory: &Memory, output: &mut [f32]) {
        let columns = self.columns;
        let Weights { values, bias, .. } = memory.weights(self.weights);
        let input = memory.buffer(self.input);
        output.fill(0.0);
        for k in 0..self.depth {
            let row = &values[k * columns..(k + 1) * columns];
            lanes::add_scaled(output, self.value(input, k), row);
        }
        for (value, bias) in output.iter_mut().zip(bias) {
            *value = self.activation.apply(*value * self.factor + bias);
        }
    }

    pub(super) fn compute(&self, memory: &Memory, output: &mut OutputRows<'_>) {
        let Weights { values, bias, .. } = memory.weights(self.weights);
        let input = memory.buffer(self.input);
        let output = &mut *output.values;
        output.fill(0.0);
        for (k, row) in values.chunks_exact(self.columns).enumerate() {
            lanes::add_scaled(output, self.value(input, k) * self.factor, row);
        }
        lanes::add_scaled(output, 1.0, bias);
        lanes::activate(self.activation, output);
    }

    pub(super) fn adjoint(&self, backward: &mut Backward<'_>, gradient: &mut [f32]) {
        let linear = Self {
            activation: Activation::None,
            ..*self
        };
        let compute = |memory: &Memory, rows: &mut OutputRows<'_>| linear.compute(memory, rows);
        backward.through(self.activation, gradient, self.output(), compute);
        let weights = &backward.memory.weights(self.weights).values;
        let of_input = gradient.chunks_exact(self.columns).flat_map(|gradient| {
            let rows = weights.chunks_exact(self.columns);
            let of_sum = rows.map(|row| {
                let products = row
                    .iter()
                    .zip(gradient)
                    .map(|(weight, value)| weight * value);
                self.factor * products.sum::<f32>()
            });
            // Each part has the gradient of their sum.
            of_sum.collect::<Vec<f32>>().repeat(self.parts)
        });
        let of_input = of_input.collect();
        backward.add(self.input, of_input);
    }

    pub(super) fn launch(&self, _: Target) -> Launch {
        let lanes = self.columns / LANES;
        let mut words = words(&[self.depth, lanes, self.parts, self.activation.code()]);
        words[4] = self.factor.to_bits();
        Launch {
            kernel: Kernel::Fixed(SOURCE),
            bindings: Binding::affine(self.input, self.weights, self.output),
            words,
            workgroups: linear(lanes, GROUP),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::Op;
    use crate::ops::tests::{INPUT, OUTPUT, WEIGHTS, assert_adjoint_matches, assert_cpu_matches};

    #[test]
    fn the_cpu_kernel_matches_the_definition() {
        for (parts, activation) in [(1, Activation::Sigmoid), (4, Activation::Gelu)] {
            assert_cpu_matches(
                &Op::Dense(Dense {
                    input: INPUT,
                    weights: WEIGHTS,
                    output: OUTPUT,
                    depth: 12,
                    columns: 20,
                    parts,
                    factor: 0.25,
                    activation,
                }),
                12 * 20,
            );
        }
    }

    #[test]
    fn the_adjoint_matches_finite_differences() {
        for (parts, activation) in [(1, Activation::Sigmoid), (4, Activation::Tanh)] {
            let op = Dense {
                input: INPUT,
                weights: WEIGHTS,
                output: OUTPUT,
                depth: 12,
                columns: 20,
                parts,
                factor: 0.25,
                activation,
            };
            assert_adjoint_matches(&Op::Dense(op), &[(INPUT, parts * 12)], 12 * 20);
        }
    }
}
