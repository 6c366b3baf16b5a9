//! The matrix product with what is fused into it: a scale of the input, bias, activation and residual.

use super::tile::Tile;
use crate::activation::Activation;
use crate::buffer::{BufferId, WeightsId};
use crate::cpu::backward::Backward;
use crate::cpu::lanes;
use crate::cpu::product::{Finish, Product, Rows};
use crate::cpu::team::OutputRows;
use crate::memory::{Memory, OutputMatrix, Weights};
use crate::wgsl::kernel::Kernel;
use crate::wgsl::launch::{Binding, Launch, words};
use crate::wgsl::target::Target;

/// `output = act((input * scale) weights + bias) + residual`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MatMul {
    /// `[rows, depth]`.
    pub input: BufferId,
    /// `[depth]`: a factor for each column of the input.
    pub scale: Option<BufferId>,
    /// `[depth, columns]`, with a bias `[columns]`.
    pub weights: WeightsId,
    /// `[rows, columns]`.
    pub residual: Option<BufferId>,
    /// `[rows, columns]`.
    pub output: BufferId,
    /// Rows of the input and the output.
    pub rows: usize,
    /// Columns of the input.
    pub depth: usize,
    /// Columns of the output.
    pub columns: usize,
    /// Applied before the residual is added.
    pub activation: Activation,
}

impl MatMul {
    pub(super) const fn output(&self) -> OutputMatrix {
        OutputMatrix::new(self.output, self.rows, self.columns)
    }

    pub(super) fn define(&self, memory: &Memory, output: &mut [f32]) {
        let Self { depth, columns, .. } = *self;
        let Weights { values, bias, .. } = memory.weights(self.weights);
        let input = memory.buffer(self.input);
        for (row, output) in output.chunks_exact_mut(columns).enumerate() {
            output.fill(0.0);
            for k in 0..depth {
                let scale = self.scale.map_or(1.0, |scale| memory.buffer(scale)[k]);
                let factor = input[row * depth + k] * scale;
                lanes::add_scaled(output, factor, &values[k * columns..(k + 1) * columns]);
            }
            for (value, bias) in output.iter_mut().zip(bias) {
                *value = self.activation.apply(*value + bias);
            }
            if let Some(residual) = self.residual {
                let residual = &memory.buffer(residual)[row * columns..(row + 1) * columns];
                lanes::add_scaled(output, 1.0, residual);
            }
        }
    }

    pub(super) fn compute(&self, memory: &Memory, output: &mut OutputRows<'_>) {
        let weights = memory.weights(self.weights);
        let product = Product {
            left: Rows::Matrix {
                values: memory.buffer(self.input),
                depth: self.depth,
                start: 0,
                stride: self.depth,
                scale: self.scale.map(|scale| memory.buffer(scale)),
            },
            right: &weights.panels,
            finish: Finish {
                bias: Some(&weights.bias),
                activation: self.activation,
                residual: self.residual.map(|residual| memory.buffer(residual)),
            },
        };
        product.compute(output.first, output.values, &mut output.scratch.rows);
    }

    pub(super) fn adjoint(&self, backward: &mut Backward<'_>, gradient: &mut [f32]) {
        if let Some(residual) = self.residual {
            backward.add(residual, gradient.to_vec());
        }
        let linear = Self {
            activation: Activation::None,
            residual: None,
            ..*self
        };
        let compute = |memory: &Memory, rows: &mut OutputRows<'_>| linear.compute(memory, rows);
        backward.through(self.activation, gradient, self.output(), compute);
        let mut gradient = backward.multiply(gradient, self.weights);
        if let Some(scale) = self.scale {
            let input = backward.memory.buffer(self.input);
            let factors = backward.memory.buffer(scale);
            let of_factors = lanes::scale_adjoint(&mut gradient, input, factors);
            backward.add(scale, of_factors);
        }
        backward.add(self.input, gradient);
    }

    pub(super) fn launch(&self, target: Target) -> Launch {
        let tile = Tile::for_matmul(target, self.rows, self.columns, self.scale.is_some());
        let flags = self.activation.code()
            | if self.residual.is_some() { 8 } else { 0 }
            | if self.scale.is_some() { 16 } else { 0 };
        let mut bindings = Binding::affine(self.input, self.weights, self.output);
        // Without a residual or a scale, any buffer may be bound in its place: it is not read.
        bindings.push(Binding::Buffer(self.residual.unwrap_or(self.input)));
        if tile.takes_scale() {
            bindings.push(Binding::Buffer(self.scale.unwrap_or(self.input)));
        }
        Launch {
            kernel: Kernel::MatMul(tile),
            bindings,
            words: words(&[self.rows, self.columns, self.depth, flags]),
            workgroups: tile.workgroups(self.rows, self.columns),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::Op;
    use crate::ops::tests::{
        INPUT, OUTPUT, RESIDUAL, SCALE, WEIGHTS, assert_adjoint_matches, assert_cpu_matches,
    };

    #[test]
    fn the_cpu_kernel_matches_the_definition() {
        for (rows, depth, columns) in [(1, 4, 4), (7, 12, 20), (9, 36, 8)] {
            for fused in [false, true] {
                assert_cpu_matches(
                    &Op::MatMul(MatMul {
                        input: INPUT,
                        scale: fused.then_some(SCALE),
                        weights: WEIGHTS,
                        residual: fused.then_some(RESIDUAL),
                        output: OUTPUT,
                        rows,
                        depth,
                        columns,
                        activation: if fused {
                            Activation::Gelu
                        } else {
                            Activation::None
                        },
                    }),
                    depth * columns,
                );
            }
        }
    }

    #[test]
    fn the_adjoint_matches_finite_differences() {
        for (rows, depth, columns) in [(1, 4, 4), (7, 12, 20), (9, 36, 8)] {
            let op = MatMul {
                input: INPUT,
                scale: Some(SCALE),
                weights: WEIGHTS,
                residual: Some(RESIDUAL),
                output: OUTPUT,
                rows,
                depth,
                columns,
                activation: Activation::Gelu,
            };
            let inputs = [
                (INPUT, rows * depth),
                (SCALE, depth),
                (RESIDUAL, rows * columns),
            ];
            assert_adjoint_matches(&Op::MatMul(op), &inputs, depth * columns);
        }
    }
}
