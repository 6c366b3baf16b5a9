//! The depthwise convolution's kernel: an invocation computes four channels of a few neighbouring
//! outputs, which share most of their inputs.

use crate::activation::Activation;
use crate::wgsl::text::{COMMON, Text};
use crate::wgsl::workgroups::{GROUP, linear};

/// Outputs of a row that one invocation computes, the best first. Seven divides every map of an image
/// of 224 pixels, so that one pipeline serves all.
const ACROSS: [usize; 7] = [7, 8, 6, 5, 4, 3, 2];

/// What the text depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DepthwiseKernel {
    /// Pixels from one position of the kernel to the next.
    stride: usize,
    /// Outputs of a row that one invocation computes.
    across: usize,
    activation: Activation,
}

impl DepthwiseKernel {
    /// The kernel for an output of `side` rows and columns.
    pub(super) fn new(side: usize, stride: usize, activation: Activation) -> Self {
        let divides = |n: &usize| side.is_multiple_of(*n);
        let across = ACROSS.into_iter().find(divides).unwrap_or(1);
        Self {
            stride,
            across,
            activation,
        }
    }

    /// Workgroups in x and y for `lanes` vectors of channels.
    pub(super) fn workgroups(self, side: usize, lanes: usize) -> [u32; 2] {
        linear(side * (side / self.across) * lanes, GROUP)
    }

    /// The text after the declaration of `GROUP`.
    pub(crate) fn source(self) -> String {
        let Self {
            stride,
            across,
            activation,
        } = self;
        let columns = (across - 1) * stride + 3;
        let mut text = Text(COMMON.to_owned());
        text.line(format!(
            "struct Words {{ side_in: u32, side: u32, lanes: u32 }}
@group(0) @binding(0) var<uniform> w: Words;
@group(0) @binding(1) var<storage, read> map: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read> bias: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> result: array<vec4f>;

@compute @workgroup_size(GROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {{
  let index = id.y * groups.x * GROUP + id.x;
  let lane = index % w.lanes;
  let tile = index / w.lanes;
  let tiles = w.side / {across}u;
  if (tile >= w.side * tiles) {{ return; }}
  let row = tile / tiles;
  let column = (tile % tiles) * {across}u;"
        ));
        for output in 0..across {
            text.line(format!("  var y{output} = bias[lane];"));
        }
        // `&` and `|`: on SwiftShader a loop with many `&&` takes exponentially long to compile.
        text.line(format!(
            "  for (var tap = 0u; tap < 3u; tap++) {{
    let source_row = i32(row * {stride}u + tap) - 1;
    if ((source_row < 0) | (source_row >= i32(w.side_in))) {{ continue; }}
    let first = i32(column * {stride}u) - 1;
    let base = source_row * i32(w.side_in) + first;"
        ));
        for tap in 0..3 {
            text.line(format!(
                "    let w{tap} = weights[(tap * 3u + {tap}u) * w.lanes + lane];"
            ));
        }
        for x in 0..columns {
            // Only the first and the last column can lie in the padding.
            text.line(if x == 0 || x == columns - 1 {
                format!(
                    "    let x{x} = select(vec4f(), map[u32(max(base + {x}, 0)) * w.lanes + lane], (first + {x} >= 0) & (first + {x} < i32(w.side_in)));"
                )
            } else {
                format!("    let x{x} = map[u32(base + {x}) * w.lanes + lane];")
            });
        }
        for output in 0..across {
            let x = output * stride;
            text.line(format!(
                "    y{output} = fma(w2, x{}, fma(w1, x{}, fma(w0, x{x}, y{output})));",
                x + 2,
                x + 1,
            ));
        }
        text.line("  }");
        // A loop, so that the activation is compiled once, not once per output.
        let all: Vec<String> = (0..across).map(|output| format!("y{output}")).collect();
        text.line(format!(
            "  var all = array({});
  for (var i = 0u; i < {across}u; i++) {{
    result[(row * w.side + column + i) * w.lanes + lane] = activate(all[i], {}u);
  }}
}}",
            all.join(", "),
            activation.code(),
        ));
        text.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_divided_without_remainder() {
        for (side, expected) in [(56, 7), (28, 7), (16, 8), (4, 4), (1, 1), (22, 2)] {
            assert_eq!(
                DepthwiseKernel::new(side, 1, Activation::Gelu).across,
                expected
            );
        }
    }
}
