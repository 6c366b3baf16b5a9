//! The convolution with a square kernel of odd side, computed as a matrix product.

use super::tile::Tile;
use crate::activation::Activation;
use crate::buffer::{BufferId, LANES, WeightsId};
use crate::cpu::backward::{Backward, spread};
use crate::cpu::lanes;
use crate::cpu::product::{Finish, Product, Rows};
use crate::cpu::team::OutputRows;
use crate::memory::{Memory, OutputMatrix, Weights};
use crate::wgsl::kernel::Kernel;
use crate::wgsl::launch::{Binding, Launch, words};
use crate::wgsl::target::Target;
use crate::window::Window;

/// `output = act(convolution of input + bias)`; the input is padded with zeros by half the kernel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Convolution {
    /// `[side * stride, side * stride, width_in]`.
    pub input: BufferId,
    /// `[kernel * kernel, width_in, width]`, with a bias `[width]`.
    pub weights: WeightsId,
    /// `[side, side, width]`.
    pub output: BufferId,
    /// Rows and columns of the output.
    pub side: usize,
    /// Rows and columns of the kernel.
    pub kernel: usize,
    /// Pixels from one position of the kernel to the next.
    pub stride: usize,
    /// Channels of the input.
    pub width_in: usize,
    /// Channels of the output.
    pub width: usize,
    /// Applied at the end.
    pub activation: Activation,
}

impl Convolution {
    pub(super) const fn output(&self) -> OutputMatrix {
        OutputMatrix::new(self.output, self.side * self.side, self.width)
    }

    const fn window(&self) -> Window {
        Window {
            side: self.side,
            kernel: self.kernel,
            stride: self.stride,
        }
    }

    pub(super) fn define(&self, memory: &Memory, output: &mut [f32]) {
        let (width_in, width) = (self.width_in, self.width);
        let Weights { values, bias, .. } = memory.weights(self.weights);
        let input = memory.buffer(self.input);
        for (pixel, output) in output.chunks_exact_mut(width).enumerate() {
            output.copy_from_slice(bias);
            for tap in self.window().taps(pixel) {
                for channel in 0..width_in {
                    let start = (tap.index * width_in + channel) * width;
                    let factor = input[tap.pixel * width_in + channel];
                    lanes::add_scaled(output, factor, &values[start..start + width]);
                }
            }
            for value in output {
                *value = self.activation.apply(*value);
            }
        }
    }

    pub(super) fn compute(&self, memory: &Memory, output: &mut OutputRows<'_>) {
        let weights = memory.weights(self.weights);
        let product = Product {
            left: Rows::Kernel {
                map: memory.buffer(self.input),
                window: self.window(),
                width: self.width_in,
            },
            right: &weights.panels,
            finish: Finish {
                bias: Some(&weights.bias),
                activation: self.activation,
                residual: None,
            },
        };
        product.compute(output.first, output.values, &mut output.scratch.rows);
    }

    pub(super) fn adjoint(&self, backward: &mut Backward<'_>, gradient: &mut [f32]) {
        let linear = Self {
            activation: Activation::None,
            ..*self
        };
        let compute = |memory: &Memory, rows: &mut OutputRows<'_>| linear.compute(memory, rows);
        backward.through(self.activation, gradient, self.output(), compute);
        let gradient = backward.multiply(gradient, self.weights);
        // Of the pixels under the kernel at each position; those in the padding are left out.
        let (width, window) = (self.width_in, self.window());
        let length = (self.side * self.stride).pow(2) * width;
        let shape = [self.side.pow(2), self.kernel.pow(2) * width];
        let of_input = spread(&gradient, shape, length, |pixel, row, sums| {
            for tap in window.taps(pixel) {
                let sum = &mut sums[tap.pixel * width..(tap.pixel + 1) * width];
                lanes::add_scaled(sum, 1.0, &row[tap.index * width..]);
            }
        });
        backward.add(self.input, of_input);
    }

    pub(super) fn launch(&self, target: Target) -> Launch {
        let (side, kernel, stride) = (self.side, self.kernel, self.stride);
        let (width_in, width) = (self.width_in, self.width);
        let rows = side * side;
        let tile = Tile::for_convolution(target, rows, width, kernel);
        let depth = kernel * kernel * width_in;
        let flags = self.activation.code();
        Launch {
            kernel: Kernel::MatMul(tile),
            bindings: Binding::affine(self.input, self.weights, self.output),
            words: words(&[
                rows,
                width,
                depth,
                flags,
                side * stride,
                side,
                stride,
                width_in / LANES,
            ]),
            workgroups: tile.workgroups(rows, width),
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
        for (side, kernel, stride, width) in [(5, 3, 1, 12), (4, 3, 2, 8), (3, 7, 2, 20)] {
            assert_cpu_matches(
                &Op::Convolution(Convolution {
                    input: INPUT,
                    weights: WEIGHTS,
                    output: OUTPUT,
                    side,
                    kernel,
                    stride,
                    width_in: 4,
                    width,
                    activation: Activation::Relu,
                }),
                kernel * kernel * 4 * width,
            );
        }
    }

    #[test]
    fn the_adjoint_matches_finite_differences() {
        for (side, kernel, stride, width) in [(5, 3, 1, 12), (4, 3, 2, 8), (3, 7, 2, 20)] {
            let op = Convolution {
                input: INPUT,
                weights: WEIGHTS,
                output: OUTPUT,
                side,
                kernel,
                stride,
                width_in: 4,
                width,
                activation: Activation::Silu,
            };
            let inputs = [(INPUT, (side * stride).pow(2) * 4)];
            assert_adjoint_matches(&Op::Convolution(op), &inputs, kernel * kernel * 4 * width);
        }
    }
}
