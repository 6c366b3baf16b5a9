//! The depthwise convolution: a 3 x 3 kernel for each channel.

pub(crate) mod kernel;

use self::kernel::DepthwiseKernel;
use crate::activation::Activation;
use crate::buffer::{BufferId, LANES, WeightsId};
use crate::cpu::backward::{Backward, spread};
use crate::cpu::lanes::{self, WIDTH};
use crate::cpu::team::OutputRows;
use crate::memory::{Memory, OutputMatrix, Weights};
use crate::wgsl::kernel::Kernel;
use crate::wgsl::launch::{Binding, Launch, words};
use crate::wgsl::target::Target;
use crate::window::Window;

/// `output = act(depthwise convolution of input + bias)`; the input is padded with zeros by 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Depthwise {
    /// `[side * stride, side * stride, width]`.
    pub input: BufferId,
    /// `[9, width]`, with a bias `[width]`.
    pub weights: WeightsId,
    /// `[side, side, width]`.
    pub output: BufferId,
    /// Rows and columns of the output.
    pub side: usize,
    /// Pixels from one position of the kernel to the next.
    pub stride: usize,
    /// Channels.
    pub width: usize,
    /// Applied at the end.
    pub activation: Activation,
}

impl Depthwise {
    pub(super) const fn output(&self) -> OutputMatrix {
        OutputMatrix::new(self.output, self.side * self.side, self.width)
    }

    const fn window(&self) -> Window {
        Window {
            side: self.side,
            kernel: 3,
            stride: self.stride,
        }
    }

    pub(super) fn define(&self, memory: &Memory, output: &mut [f32]) {
        let width = self.width;
        let Weights { values, bias, .. } = memory.weights(self.weights);
        let input = memory.buffer(self.input);
        for (pixel, output) in output.chunks_exact_mut(width).enumerate() {
            output.copy_from_slice(bias);
            for tap in self.window().taps(pixel) {
                let weights = &values[tap.index * width..];
                let input = &input[tap.pixel * width..];
                for ((output, weight), value) in output.iter_mut().zip(weights).zip(input) {
                    *output += weight * value;
                }
            }
            for value in output {
                *value = self.activation.apply(*value);
            }
        }
    }

    pub(super) fn compute(&self, memory: &Memory, output: &mut OutputRows<'_>) {
        let width = self.width;
        let Weights { values, bias, .. } = memory.weights(self.weights);
        let input = memory.buffer(self.input);
        let span = |index: usize| index * width..(index + 1) * width;
        for (pixel, output) in (output.first..).zip(output.values.chunks_exact_mut(width)) {
            let mut taps = [(&[][..], &[][..]); 9];
            let mut count = 0;
            for tap in self.window().taps(pixel) {
                taps[count] = (&values[span(tap.index)], &input[span(tap.pixel)]);
                count += 1;
            }
            filter(&taps[..count], bias, output);
            lanes::activate(self.activation, output);
        }
    }

    pub(super) fn adjoint(&self, backward: &mut Backward<'_>, gradient: &mut [f32]) {
        let linear = Self {
            activation: Activation::None,
            ..*self
        };
        let compute = |memory: &Memory, rows: &mut OutputRows<'_>| linear.compute(memory, rows);
        backward.through(self.activation, gradient, self.output(), compute);
        let (width, window) = (self.width, self.window());
        let weights = &backward.memory.weights(self.weights).values;
        let length = (self.side * self.stride).pow(2) * width;
        let of_input = spread(
            gradient,
            [self.side.pow(2), width],
            length,
            |pixel, row, sums| {
                for tap in window.taps(pixel) {
                    let weights = &weights[tap.index * width..];
                    let sums = &mut sums[tap.pixel * width..(tap.pixel + 1) * width];
                    for ((sum, value), weight) in sums.iter_mut().zip(row).zip(weights) {
                        *sum += value * weight;
                    }
                }
            },
        );
        backward.add(self.input, of_input);
    }

    pub(super) fn launch(&self, _: Target) -> Launch {
        let (side, stride, width) = (self.side, self.stride, self.width);
        let kernel = DepthwiseKernel::new(side, stride, self.activation);
        let lanes = width / LANES;
        Launch {
            kernel: Kernel::Depthwise(kernel),
            bindings: Binding::affine(self.input, self.weights, self.output),
            words: words(&[side * stride, side, lanes]),
            workgroups: kernel.workgroups(side, lanes),
        }
    }
}

/// One output pixel: the bias and the products of weights and pixels.
///
/// # Shapes
/// - everything: `[width]`
fn filter(taps: &[(&[f32], &[f32])], bias: &[f32], output: &mut [f32]) {
    let width = output.len();
    // In pieces that stay in registers from tap to tap.
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::Op;
    use crate::ops::tests::{INPUT, OUTPUT, WEIGHTS, assert_adjoint_matches, assert_cpu_matches};

    #[test]
    fn the_cpu_kernel_matches_the_definition() {
        for (side, stride, width, activation) in [
            (5, 1, 8, Activation::Gelu),
            (4, 2, 12, Activation::Silu),
            (1, 1, 4, Activation::None),
        ] {
            assert_cpu_matches(
                &Op::Depthwise(Depthwise {
                    input: INPUT,
                    weights: WEIGHTS,
                    output: OUTPUT,
                    side,
                    stride,
                    width,
                    activation,
                }),
                9 * width,
            );
        }
    }

    #[test]
    fn the_adjoint_matches_finite_differences() {
        for (side, stride) in [(5, 1), (4, 2)] {
            let op = Depthwise {
                input: INPUT,
                weights: WEIGHTS,
                output: OUTPUT,
                side,
                stride,
                width: 12,
                activation: Activation::Gelu,
            };
            let inputs = [(INPUT, (side * stride).pow(2) * 12)];
            assert_adjoint_matches(&Op::Depthwise(op), &inputs, 9 * 12);
        }
    }
}
