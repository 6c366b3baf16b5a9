//! Pooling, which halves a map.

use crate::buffer::{BufferId, LANES};
use crate::cpu::backward::{Backward, spread};
use crate::cpu::lanes::add_scaled;
use crate::cpu::team::OutputRows;
use crate::memory::{Memory, OutputMatrix};
use crate::wgsl::kernel::Kernel;
use crate::wgsl::launch::{Binding, Launch, words};
use crate::wgsl::target::Target;
use crate::wgsl::workgroups::{GROUP, linear};
use crate::window::{Tap, Window};

/// The kernel's text.
const SOURCE: &str = concat!(
    include_str!("../wgsl/common.wgsl"),
    include_str!("pool.wgsl")
);

/// One output pixel for each 2 x 2 pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pool {
    /// `[2 side, 2 side, width]`.
    pub input: BufferId,
    /// `[side, side, width]`.
    pub output: BufferId,
    /// Rows and columns of the output.
    pub side: usize,
    /// Channels.
    pub width: usize,
    /// How an output pixel is made.
    pub pooling: Pooling,
}

/// How pooling makes an output pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pooling {
    /// The maximum of 3 x 3 pixels; padding does not count.
    Max,
    /// The maximum of 3 x 3 pixels; padding counts as zeros.
    MaxOrZero,
    /// The mean of the 2 x 2 pixels.
    Average,
    /// The first of the 2 x 2 pixels.
    Subsample,
}

impl Pool {
    pub(super) const fn output(&self) -> OutputMatrix {
        OutputMatrix::new(self.output, self.side * self.side, self.width)
    }

    /// The 2 x 2 pixels of the input under an output pixel.
    const fn quad(&self, pixel: usize) -> [usize; 4] {
        let side_in = 2 * self.side;
        let first = 2 * (pixel / self.side * side_in + pixel % self.side);
        [first, first + 1, first + side_in, first + side_in + 1]
    }

    pub(super) fn define(&self, memory: &Memory, output: &mut [f32]) {
        let input = memory.buffer(self.input);
        if self.pooling == Pooling::Average {
            for (pixel, output) in output.chunks_exact_mut(self.width).enumerate() {
                for (channel, output) in output.iter_mut().enumerate() {
                    let values = self.quad(pixel).map(|at| input[at * self.width + channel]);
                    *output = values.iter().sum::<f32>() / 4.0;
                }
            }
            return;
        }
        let kernel = if self.pooling == Pooling::Subsample {
            1
        } else {
            3
        };
        let window = Window {
            side: self.side,
            kernel,
            stride: 2,
        };
        for (pixel, output) in output.chunks_exact_mut(self.width).enumerate() {
            let padded = window.taps(pixel).count() < kernel * kernel;
            let with_zero = self.pooling == Pooling::MaxOrZero && padded;
            output.fill(if with_zero { 0.0 } else { f32::NEG_INFINITY });
            for tap in window.taps(pixel) {
                for (output, value) in output.iter_mut().zip(&input[tap.pixel * self.width..]) {
                    *output = output.max(*value);
                }
            }
        }
    }

    pub(super) fn compute(&self, memory: &Memory, output: &mut OutputRows<'_>) {
        let (side, width, pooling) = (self.side, self.width, self.pooling);
        let input = memory.buffer(self.input);
        let at = |pixel: usize| &input[pixel * width..(pixel + 1) * width];
        let window = Window {
            side,
            kernel: 3,
            stride: 2,
        };
        for (pixel, output) in (output.first..).zip(output.values.chunks_exact_mut(width)) {
            let (row, column) = (pixel / side, pixel % side);
            match pooling {
                Pooling::Subsample => {
                    output.copy_from_slice(at(self.quad(pixel)[0]));
                    continue;
                }
                Pooling::Average => {
                    output.fill(0.0);
                    for pixel in self.quad(pixel) {
                        add_scaled(output, 0.25, at(pixel));
                    }
                    continue;
                }
                Pooling::Max | Pooling::MaxOrZero => {}
            }
            // The input's side is even, so kernels reach into the padding at the first row and column only.
            let padded = row == 0 || column == 0;
            let with_zero = pooling == Pooling::MaxOrZero && padded;
            output.fill(if with_zero { 0.0 } else { f32::NEG_INFINITY });
            for tap in window.taps(pixel) {
                for (most, value) in output.iter_mut().zip(at(tap.pixel)) {
                    *most = if *value > *most { *value } else { *most };
                }
            }
        }
    }

    pub(super) fn adjoint(&self, backward: &mut Backward<'_>, gradient: &mut [f32]) {
        let (width, pooling) = (self.width, self.pooling);
        let input = backward.memory.buffer(self.input);
        let output = backward.memory.buffer(self.output);
        let window = Window {
            side: self.side,
            kernel: 3,
            stride: 2,
        };
        let shape = [self.side.pow(2), width];
        let of_input = spread(
            gradient,
            shape,
            4 * self.side.pow(2) * width,
            |pixel, row, sums| {
                let mut add = |at: usize, factor| {
                    add_scaled(&mut sums[at * width..(at + 1) * width], factor, row);
                };
                match pooling {
                    Pooling::Subsample => add(self.quad(pixel)[0], 1.0),
                    Pooling::Average => self.quad(pixel).into_iter().for_each(|at| add(at, 0.25)),
                    // To the first of the pixels that are the maximum; none if it is a zero of the padding.
                    Pooling::Max | Pooling::MaxOrZero => {
                        for (channel, value) in row.iter().enumerate() {
                            let most = output[pixel * width + channel];
                            let at = |tap: Tap| tap.pixel * width + channel;
                            let first = window.taps(pixel).map(at).find(|&at| input[at] >= most);
                            if let Some(at) = first {
                                sums[at] += value;
                            }
                        }
                    }
                }
            },
        );
        backward.add(self.input, of_input);
    }

    pub(super) fn launch(&self, _: Target) -> Launch {
        let Self { side, width, .. } = *self;
        let lanes = width / LANES;
        let pooling = match self.pooling {
            Pooling::Max => 0,
            Pooling::MaxOrZero => 1,
            Pooling::Subsample => 2,
            Pooling::Average => 3,
        };
        Launch {
            kernel: Kernel::Fixed(SOURCE),
            bindings: vec![Binding::Buffer(self.input), Binding::Buffer(self.output)],
            words: words(&[2 * side, side, lanes, pooling]),
            workgroups: linear(side * side * lanes, GROUP),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::Op;
    use crate::ops::tests::{INPUT, OUTPUT, assert_adjoint_matches, assert_cpu_matches};

    #[test]
    fn the_cpu_kernel_matches_the_definition() {
        for pooling in [
            Pooling::Max,
            Pooling::MaxOrZero,
            Pooling::Average,
            Pooling::Subsample,
        ] {
            for side in [1, 5] {
                assert_cpu_matches(
                    &Op::Pool(Pool {
                        input: INPUT,
                        output: OUTPUT,
                        side,
                        width: 12,
                        pooling,
                    }),
                    0,
                );
            }
        }
    }

    #[test]
    fn the_adjoint_matches_finite_differences() {
        for pooling in [
            Pooling::Max,
            Pooling::MaxOrZero,
            Pooling::Average,
            Pooling::Subsample,
        ] {
            let op = Pool {
                input: INPUT,
                output: OUTPUT,
                side: 3,
                width: 4,
                pooling,
            };
            assert_adjoint_matches(&Op::Pool(op), &[(INPUT, 36 * 4)], 0);
        }
    }
}
