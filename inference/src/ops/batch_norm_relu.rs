//! The batch norm that cannot be folded into a neighbour, with the `ReLU` after it.

use crate::buffer::{BufferId, LANES, WeightsId};
use crate::cpu::team::OutputRows;
use crate::memory::{Memory, OutputMatrix, Weights};
use crate::wgsl::kernel::Kernel;
use crate::wgsl::launch::{Binding, Launch, words};
use crate::wgsl::target::Target;
use crate::wgsl::workgroups::{GROUP, linear};

/// `output = max(input * weights + bias, 0)`, channel by channel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BatchNormRelu {
    /// `[rows, width]`.
    pub input: BufferId,
    /// `[width]`, with a bias `[width]`.
    pub weights: WeightsId,
    /// `[rows, width]`.
    pub output: BufferId,
    /// Pixels.
    pub rows: usize,
    /// Channels.
    pub width: usize,
}

impl BatchNormRelu {
    pub(super) const fn output(&self) -> OutputMatrix {
        OutputMatrix::new(self.output, self.rows, self.width)
    }

    pub(super) fn define(&self, memory: &Memory, output: &mut [f32]) {
        let Weights { values, bias, .. } = memory.weights(self.weights);
        let input = memory.buffer(self.input);
        for (index, output) in output.iter_mut().enumerate() {
            let channel = index % self.width;
            *output = (input[index] * values[channel] + bias[channel]).max(0.0);
        }
    }

    pub(super) fn compute(&self, memory: &Memory, output: &mut OutputRows<'_>) {
        let Weights { values, bias, .. } = memory.weights(self.weights);
        let inputs = memory.buffer(self.input).chunks_exact(self.width);
        let outputs = output.values.chunks_exact_mut(self.width);
        for (output, input) in outputs.zip(inputs.skip(output.first)) {
            let affine = values.iter().zip(bias);
            for ((output, value), (weight, bias)) in output.iter_mut().zip(input).zip(affine) {
                *output = (value * weight + bias).max(0.0);
            }
        }
    }

    pub(super) fn launch(&self, _: Target) -> Launch {
        let lanes = self.width / LANES;
        Launch {
            kernel: Kernel::Fixed(include_str!("batch_norm_relu.wgsl")),
            bindings: Binding::affine(self.input, self.weights, self.output),
            words: words(&[self.rows * lanes, lanes]),
            workgroups: linear(self.rows * lanes, GROUP),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::Op;
    use crate::ops::tests::{INPUT, OUTPUT, WEIGHTS, assert_cpu_matches};

    #[test]
    fn the_cpu_kernel_matches_the_definition() {
        for (rows, width) in [(1, 4), (7, 12)] {
            assert_cpu_matches(
                &Op::BatchNormRelu(BatchNormRelu {
                    input: INPUT,
                    weights: WEIGHTS,
                    output: OUTPUT,
                    rows,
                    width,
                }),
                width,
            );
        }
    }
}
