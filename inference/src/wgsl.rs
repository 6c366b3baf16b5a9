//! The plan's kernels as WGSL text, and how each step launches one.
//!
//! Kernel texts depend on the adapter and on a few sizes alone, so that a whole network needs about
//! a dozen pipelines. The rest is in a uniform block of eight words for each launch.

mod attention;
mod depthwise;
mod product;

use std::fmt::Write as _;

use self::product::Tile;
use super::{Activation, Affine, LANES, Plan, Pooling, Slot, Step};

/// What kind of adapter the texts are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// A graphics card: tiles in workgroup memory.
    Card,
    /// A program on the processor: large tiles in registers, no barriers.
    Software,
    /// The same with subgroups: four invocations of a quad share what they load.
    SoftwareQuads,
}

/// What the texts are made for, where an adapter cannot have both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// To be compiled soon.
    Start,
    /// To run fast.
    Speed,
}

/// A kernel, with all that is fixed in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kernel {
    /// [`Step::Product`] or [`Step::Convolution`].
    Product(Tile),
    /// [`Step::Depthwise`].
    Depthwise {
        /// Step of the kernel.
        stride: usize,
        /// Outputs of a row that one invocation computes.
        across: usize,
    },
    /// [`Step::Pool`].
    Pool,
    /// [`Step::Normalise`].
    Normalise,
    /// [`Step::RowSum`].
    RowSum,
    /// [`Step::Dense`].
    Dense,
    /// [`Step::LayerNorm`].
    LayerNorm,
    /// [`Step::Attention`].
    Attention {
        /// Channels of a head.
        head_width: usize,
        /// Whether a quad shares keys and values.
        quads: bool,
    },
}

/// What stands at a binding; its place in the list is the binding's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// A buffer that steps write.
    Slot(Slot),
    /// A buffer of weights.
    Weights(Affine),
    /// A buffer of what is added.
    Bias(Affine),
}

/// One dispatch.
#[derive(Debug, Clone, PartialEq)]
pub struct Launch {
    /// The pipeline.
    pub kernel: Kernel,
    /// Bindings from 1 on; 0 is the uniform block.
    pub bindings: Vec<Binding>,
    /// The uniform block.
    pub words: [u32; 8],
    /// Workgroups in x and y.
    pub workgroups: [u32; 2],
}

/// Most workgroups in one direction that every WebGPU device takes.
const MOST_WORKGROUPS: u32 = 65_535;

/// Invocations in a workgroup of the kernels that need no workgroup.
const GROUP: usize = 64;

/// All dispatches of a plan.
pub fn launches(plan: &Plan, family: Family, aim: Aim) -> Vec<Launch> {
    let launch = |step: &Step| launch(step, family, aim);
    plan.steps.iter().map(launch).collect()
}

#[expect(
    clippy::too_many_lines,
    reason = "one arm for each kernel, best read together"
)]
fn launch(step: &Step, family: Family, aim: Aim) -> Launch {
    match *step {
        Step::Product {
            input,
            scale,
            affine,
            residual,
            output,
            shape: [rows, depth, columns],
            activation,
        } => {
            let tile = Tile::for_product((family, aim), rows, columns, scale.is_some());
            let flags = code(activation)
                | if residual.is_some() { 4 } else { 0 }
                | if scale.is_some() { 8 } else { 0 };
            let mut bindings = vec![
                Binding::Slot(input),
                Binding::Weights(affine),
                Binding::Bias(affine),
                Binding::Slot(output),
                // Without a residual any buffer will do; it is not read. The same holds for a scale.
                Binding::Slot(residual.unwrap_or(input)),
            ];
            if tile.takes_scale() {
                bindings.push(Binding::Slot(scale.unwrap_or(input)));
            }
            Launch {
                kernel: Kernel::Product(tile),
                bindings,
                words: words(&[rows, columns, depth, flags]),
                workgroups: tile.workgroups(rows, columns),
            }
        }
        Step::Convolution {
            input,
            affine,
            output,
            side,
            kernel,
            stride,
            widths: [width_in, width],
            activation,
        } => {
            let rows = side * side;
            let tile = Tile::for_convolution((family, aim), rows, width, kernel);
            let side_in = side * stride;
            let depth = kernel * kernel * width_in;
            let lanes = width_in / LANES;
            let flags = code(activation);
            Launch {
                kernel: Kernel::Product(tile),
                bindings: vec![
                    Binding::Slot(input),
                    Binding::Weights(affine),
                    Binding::Bias(affine),
                    Binding::Slot(output),
                ],
                words: words(&[rows, width, depth, flags, side_in, side, stride, lanes]),
                workgroups: tile.workgroups(rows, width),
            }
        }
        Step::Depthwise {
            input,
            affine,
            output,
            side,
            stride,
            width,
        } => {
            let across = depthwise::across(side);
            let lanes = width / LANES;
            Launch {
                kernel: Kernel::Depthwise { stride, across },
                bindings: vec![
                    Binding::Slot(input),
                    Binding::Weights(affine),
                    Binding::Bias(affine),
                    Binding::Slot(output),
                ],
                words: words(&[side * stride, side, lanes]),
                workgroups: linear(side * (side / across) * lanes, GROUP),
            }
        }
        Step::Pool {
            input,
            output,
            side,
            width,
            pooling,
        } => {
            let lanes = width / LANES;
            let pooling = match pooling {
                Pooling::Greatest => 0,
                Pooling::GreatestOrZero => 1,
                Pooling::Same => 2,
            };
            Launch {
                kernel: Kernel::Pool,
                bindings: vec![Binding::Slot(input), Binding::Slot(output)],
                words: words(&[2 * side, side, lanes, pooling]),
                workgroups: linear(side * side * lanes, GROUP),
            }
        }
        Step::Normalise {
            input,
            affine,
            output,
            rows,
            width,
        } => {
            let lanes = width / LANES;
            Launch {
                kernel: Kernel::Normalise,
                bindings: vec![
                    Binding::Slot(input),
                    Binding::Weights(affine),
                    Binding::Bias(affine),
                    Binding::Slot(output),
                ],
                words: words(&[rows * lanes, lanes]),
                workgroups: linear(rows * lanes, GROUP),
            }
        }
        Step::RowSum {
            input,
            output,
            rows,
            width,
            parts,
        } => {
            let lanes = width / LANES;
            Launch {
                kernel: Kernel::RowSum,
                bindings: vec![Binding::Slot(input), Binding::Slot(output)],
                words: words(&[rows, lanes, parts]),
                workgroups: linear(lanes * parts, GROUP),
            }
        }
        Step::Dense {
            input,
            affine,
            output,
            shape: [depth, columns],
            parts,
            factor,
            activation,
        } => {
            let lanes = columns / LANES;
            let mut words = words(&[depth, lanes, parts, code(activation)]);
            words[4] = factor.to_bits();
            Launch {
                kernel: Kernel::Dense,
                bindings: vec![
                    Binding::Slot(input),
                    Binding::Weights(affine),
                    Binding::Bias(affine),
                    Binding::Slot(output),
                ],
                words,
                workgroups: linear(lanes, GROUP),
            }
        }
        Step::LayerNorm {
            input,
            affine,
            output,
            rows,
            width,
            channels,
        } => Launch {
            kernel: Kernel::LayerNorm,
            bindings: vec![
                Binding::Slot(input),
                Binding::Weights(affine),
                Binding::Bias(affine),
                Binding::Slot(output),
            ],
            words: words(&[rows, width / LANES, channels]),
            workgroups: linear(rows, GROUP),
        },
        Step::Attention {
            qkv,
            table,
            output,
            side,
            heads: [heads, head_width],
        } => {
            let quads = (family, aim) == (Family::SoftwareQuads, Aim::Speed);
            Launch {
                kernel: Kernel::Attention { head_width, quads },
                bindings: vec![
                    Binding::Slot(qkv),
                    Binding::Weights(table),
                    Binding::Slot(output),
                ],
                words: words(&[side * side, heads, side]),
                workgroups: linear(attention::invocations(side * side, heads, quads), GROUP),
            }
        }
    }
}

/// The number that the kernels know an activation by.
const fn code(activation: Activation) -> usize {
    match activation {
        Activation::None => 0,
        Activation::Gelu => 1,
        Activation::Relu => 2,
        Activation::Sigmoid => 3,
    }
}

fn words(values: &[usize]) -> [u32; 8] {
    let mut words = [0; 8];
    for (word, &value) in words.iter_mut().zip(values) {
        *word = narrow(value);
    }
    words
}

/// No size in a plan comes near 2^32.
fn narrow(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Workgroups for so many invocations, in a second row when there are too many for one.
fn linear(invocations: usize, group: usize) -> [u32; 2] {
    let count = narrow(invocations.div_ceil(group));
    if count <= MOST_WORKGROUPS {
        return [count, 1];
    }
    let rows = count.div_ceil(MOST_WORKGROUPS);
    [count.div_ceil(rows), rows]
}

/// Functions that several kernels call.
const COMMON: &str = include_str!("wgsl/common.wgsl");

impl Kernel {
    /// The text of the kernel; its entry point is `main`.
    pub fn source(self) -> String {
        let group = format!("const GROUP: u32 = {GROUP}u;\n");
        match self {
            Self::Product(tile) => tile.source(),
            Self::Depthwise { stride, across } => {
                group + COMMON + &depthwise::source(stride, across)
            }
            Self::Pool => group + COMMON + include_str!("wgsl/pool.wgsl"),
            Self::Normalise => group + include_str!("wgsl/normalise.wgsl"),
            Self::RowSum => group + COMMON + include_str!("wgsl/row_sum.wgsl"),
            Self::Dense => group + COMMON + include_str!("wgsl/dense.wgsl"),
            Self::LayerNorm => group + COMMON + include_str!("wgsl/layer_norm.wgsl"),
            Self::Attention { head_width, quads } => attention::source(head_width, quads),
        }
    }
}

/// A text that grows line by line.
#[derive(Default)]
struct Text(String);

impl Text {
    fn line(&mut self, line: impl std::fmt::Display) {
        // Writing to a string cannot fail.
        let _: std::fmt::Result = writeln!(self.0, "{line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_workgroups_are_spread_over_two_directions() {
        assert_eq!(linear(1, 64), [1, 1]);
        assert_eq!(linear(65_535 * 64, 64), [65_535, 1]);
        let [x, y] = linear(65_536 * 64, 64);
        assert!(x <= MOST_WORKGROUPS && x * y >= 65_536);
    }
}
