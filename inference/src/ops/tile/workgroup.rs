//! The text of the matrix product with tiles in workgroup memory.

use super::{Left, Tile};
use crate::buffer::LANES;
use crate::wgsl::text::Text;

/// Depth of a step through workgroup memory, in vectors.
const DEPTH: usize = 4;

impl Tile {
    /// The WGSL text.
    pub(super) fn workgroup_source(self, across: usize) -> String {
        let rows = across * self.rows;
        let lanes = across * self.columns / LANES;
        let invocations = across * across;
        let mut text = Text::default();
        self.declarations(&mut text);
        text.line(format!(
            "var<workgroup> a_tile: array<vec4f, {}>;
var<workgroup> b_tile: array<vec4f, {}>;",
            rows * DEPTH,
            DEPTH * LANES * lanes
        ));
        let load = match self.left {
            Left::Matrix => "return a[row * (w.depth / 4u) + k];".to_owned(),
            Left::Scaled => "return a[row * (w.depth / 4u) + k] * scale[k];".to_owned(),
            Left::Kernel(kernel) => format!(
                "let tap = k / w.lanes_in;
  let y = i32((row / w.side) * w.stride + tap / {kernel}u) - {half};
  let x = i32((row % w.side) * w.stride + tap % {kernel}u) - {half};
  if ((y < 0) | (x < 0) | (y >= i32(w.side_in)) | (x >= i32(w.side_in))) {{ return vec4f(); }}
  return a[(u32(y) * w.side_in + u32(x)) * w.lanes_in + k % w.lanes_in];",
                half = kernel / 2
            ),
        };
        text.line(format!(
            "fn load(row: u32, k: u32) -> vec4f {{
  if (k >= w.depth / 4u) {{ return vec4f(); }}
  {load}
}}
@compute @workgroup_size({across}, {across})
fn main(@builtin(local_invocation_id) local: vec3u, @builtin(local_invocation_index) index: u32, @builtin(workgroup_id) group: vec3u) {{
  let stride = w.columns / 4u;
  let depth = w.depth / 4u;
  let row = group.y * {rows}u;
  let first = group.x * {lanes}u;"
        ));
        for i in 0..self.rows {
            text.line(format!("  var c{i} = vec4f();"));
        }
        text.line(format!(
            "  for (var k = 0u; k < depth; k += {DEPTH}u) {{
    for (var i = index; i < {}u; i += {invocations}u) {{
      a_tile[i] = load(min(row + i / {DEPTH}u, w.rows - 1u), k + i % {DEPTH}u);
    }}
    for (var i = index; i < {}u; i += {invocations}u) {{
      b_tile[i] = b[min(k * 4u + i / {lanes}u, w.depth - 1u) * stride + min(first + i % {lanes}u, stride - 1u)];
    }}
    workgroupBarrier();
    for (var q = 0u; q < {DEPTH}u; q++) {{",
            rows * DEPTH,
            DEPTH * LANES * lanes
        ));
        for k in 0..LANES {
            text.line(format!(
                "      let b{k} = b_tile[(q * 4u + {k}u) * {lanes}u + local.x];"
            ));
        }
        for i in 0..self.rows {
            text.line(format!(
                "      let x{i} = a_tile[(local.y * {}u + {i}u) * {DEPTH}u + q];
      c{i} = fma(vec4f(x{i}.w), b3, fma(vec4f(x{i}.z), b2, fma(vec4f(x{i}.y), b1, fma(vec4f(x{i}.x), b0, c{i}))));",
                self.rows
            ));
        }
        text.line(
            "    }
    workgroupBarrier();
  }
  let column = first + local.x;
  if (column >= stride) { return; }",
        );
        self.store_rows(&mut text);
        text.line("}");
        text.0
    }

    /// Stores the rows of an invocation, but for those beyond the last.
    fn store_rows(self, text: &mut Text) {
        for i in 0..self.rows {
            text.line(format!(
                "  {{
    let at_row = row + local.y * {}u + {i}u;
    if (at_row < w.rows) {{
      let at = at_row * stride + column;
      var y = c{i};
      {}
    }}
  }}",
                self.rows,
                self.store()
            ));
        }
    }
}
