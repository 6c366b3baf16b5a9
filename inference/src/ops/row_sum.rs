//! Sums over the rows of a matrix: the first half of a mean over a map.

use crate::buffer::{BufferId, LANES};
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
    include_str!("row_sum.wgsl")
);

/// Sums over rows in several parts: part `p` adds the rows `p`, `p + parts`, `p + 2 parts` ...
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RowSum {
    /// `[rows, width]`.
    pub input: BufferId,
    /// `[parts, width]`.
    pub output: BufferId,
    /// Rows of the input.
    pub rows: usize,
    /// Channels.
    pub width: usize,
    /// Sums that are computed side by side.
    pub parts: usize,
}

impl RowSum {
    pub(super) const fn output(&self) -> OutputMatrix {
        OutputMatrix::new(self.output, self.parts, self.width)
    }

    pub(super) fn define(&self, memory: &Memory, output: &mut [f32]) {
        let width = self.width;
        let input = memory.buffer(self.input);
        for (part, output) in output.chunks_exact_mut(width).enumerate() {
            output.fill(0.0);
            for row in (part..self.rows).step_by(self.parts) {
                lanes::add_scaled(output, 1.0, &input[row * width..(row + 1) * width]);
            }
        }
    }

    pub(super) fn compute(&self, memory: &Memory, output: &mut OutputRows<'_>) {
        let (rows, width, parts) = (self.rows, self.width, self.parts);
        let input = &memory.buffer(self.input)[..rows * width];
        for (part, output) in (output.first..).zip(output.values.chunks_exact_mut(width)) {
            output.fill(0.0);
            for row in input.chunks_exact(width).skip(part).step_by(parts) {
                lanes::add_scaled(output, 1.0, row);
            }
        }
    }

    pub(super) fn adjoint(&self, backward: &mut Backward<'_>, gradient: &mut [f32]) {
        let (width, parts) = (self.width, self.parts);
        let outputs = gradient.chunks_exact(parts * width);
        let of_input = outputs.flat_map(|gradient| {
            (0..self.rows).flat_map(move |row| &gradient[row % parts * width..][..width])
        });
        let of_input = of_input.copied().collect();
        backward.add(self.input, of_input);
    }

    pub(super) fn launch(&self, _: Target) -> Launch {
        let lanes = self.width / LANES;
        Launch {
            kernel: Kernel::Fixed(SOURCE),
            bindings: vec![Binding::Buffer(self.input), Binding::Buffer(self.output)],
            words: words(&[self.rows, lanes, self.parts]),
            workgroups: linear(lanes * self.parts, GROUP),
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
        for (rows, parts) in [(1, 1), (9, 1), (9, 4)] {
            assert_cpu_matches(
                &Op::RowSum(RowSum {
                    input: INPUT,
                    output: OUTPUT,
                    rows,
                    width: 12,
                    parts,
                }),
                0,
            );
        }
    }

    #[test]
    fn the_adjoint_matches_finite_differences() {
        for parts in [1, 4] {
            let op = RowSum {
                input: INPUT,
                output: OUTPUT,
                rows: 9,
                width: 12,
                parts,
            };
            assert_adjoint_matches(&Op::RowSum(op), &[(INPUT, 9 * 12)], 0);
        }
    }
}
