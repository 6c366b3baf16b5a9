//! The text of the matrix product with tiles in registers.

use super::{GROUP, Left, Storage, Tile};
use crate::buffer::LANES;
use crate::wgsl::text::Text;

impl Tile {
    /// The WGSL text.
    pub(super) fn register_source(self) -> String {
        let Self { rows, columns, .. } = self;
        let lanes = columns / LANES;
        let quads = self.storage == Storage::Quads;
        // In a quad, lane l loads rows 4 i + l; alone, an invocation loads all of its rows.
        let loads = if quads { rows / LANES } else { rows };
        let row_of = |load: usize| {
            if quads {
                format!("{}u + lane", LANES * load)
            } else {
                format!("{load}u")
            }
        };
        let mut text = Text::default();
        self.declarations(&mut text);
        text.line(format!(
            "@compute @workgroup_size({GROUP})
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {{
  let index = (group.y * groups.x + group.x) * {GROUP}u + local;
  let across = w.columns / {columns}u;
  let down = (w.rows + {}u) / {rows}u;
  let row = min(index / across, down - 1u) * {rows}u;
  let first = (index % across) * {lanes}u;
  let stride = w.columns / 4u;
  let lane = local & 3u;",
            rows - 1
        ));
        for row in 0..rows {
            for lane in 0..lanes {
                text.line(format!("  var c{row}_{lane} = vec4f();"));
            }
        }
        text.line("  var b_at = first;");
        match self.left {
            Left::Kernel(kernel) => kernel_loop(&mut text, kernel, loads, row_of),
            Left::Matrix | Left::Scaled => {
                for load in 0..loads {
                    text.line(format!(
                        "  var a{load} = min(row + {}, w.rows - 1u) * (w.depth / 4u);",
                        row_of(load)
                    ));
                }
                text.line("  for (var k = 0u; k < w.depth / 4u; k++) {");
            }
        }
        self.register_step(&mut text, loads);
        text.line(if self.is_convolution() {
            "    }\n  }"
        } else {
            "  }"
        });
        text.line("  if (index >= across * down) { return; }");
        // A loop, so that the activation is compiled once, not once per output.
        text.line(format!("  var all: array<vec4f, {}>;", rows * lanes));
        for row in 0..rows {
            for lane in 0..lanes {
                text.line(format!("  all[{}] = c{row}_{lane};", row * lanes + lane));
            }
        }
        text.line(format!(
            "  for (var i = 0u; i < min({rows}u, w.rows - row); i++) {{
    for (var j = 0u; j < {lanes}u; j++) {{
      let column = first + j;
      let at = (row + i) * stride + column;
      var y = all[i * {lanes}u + j];
      {}
    }}
  }}
}}",
            self.store()
        ));
        text.0
    }

    /// Loads and multiplies four values of the depth.
    fn register_step(self, text: &mut Text, loads: usize) {
        let lanes = self.columns / LANES;
        if self.left == Left::Scaled {
            text.line("    var factor = vec4f(1.0);");
            text.line("    if ((w.flags & 16u) != 0u) { factor = scale[k]; }");
        }
        let factor = match self.left {
            Left::Matrix => |_: usize| String::new(),
            Left::Scaled => |_: usize| " * factor".to_owned(),
            Left::Kernel(_) => |load: usize| format!(" * inside{load}"),
        };
        for load in 0..loads {
            text.line(format!("    let x{load} = a[a{load}]{};", factor(load)));
        }
        for k in 0..LANES {
            for lane in 0..lanes {
                text.line(format!("    let b{k}_{lane} = b[b_at + {lane}u];"));
            }
            text.line("    b_at += stride;");
        }
        for row in 0..self.rows {
            for (k, part) in ["x", "y", "z", "w"].into_iter().enumerate() {
                text.line(if self.storage == Storage::Quads {
                    let (load, from) = (row / LANES, row % LANES);
                    format!("    let s{row}_{k} = quadBroadcast(x{load}.{part}, {from}u);")
                } else {
                    format!("    let s{row}_{k} = x{row}.{part};")
                });
            }
            for lane in 0..lanes {
                let sum = (0..LANES).fold(format!("c{row}_{lane}"), |sum, k| {
                    format!("fma(vec4f(s{row}_{k}), b{k}_{lane}, {sum})")
                });
                text.line(format!("    c{row}_{lane} = {sum};"));
            }
        }
        for load in 0..loads {
            text.line(format!("    a{load}++;"));
        }
    }
}

/// The loops over taps and channels of a convolution, with the index where each load begins.
fn kernel_loop(text: &mut Text, kernel: usize, loads: usize, row_of: impl Fn(usize) -> String) {
    let (taps, half) = (kernel * kernel, kernel / 2);
    for load in 0..loads {
        text.line(format!(
            "  let pixel{load} = min(row + {}, w.rows - 1u);
  let y{load} = i32(pixel{load} / w.side * w.stride) - {half};
  let x_{load} = i32(pixel{load} % w.side * w.stride) - {half};",
            row_of(load)
        ));
    }
    text.line(format!(
        "  for (var tap = 0u; tap < {taps}u; tap++) {{
    let dy = i32(tap / {kernel}u);
    let dx = i32(tap % {kernel}u);
    let side_in = i32(w.side_in);"
    ));
    for load in 0..loads {
        // `&` and not `&&`: on SwiftShader a loop with many `&&` takes exponentially long to compile.
        text.line(format!(
            "    let sy{load} = y{load} + dy;
    let sx{load} = x_{load} + dx;
    let ok{load} = (sy{load} >= 0) & (sy{load} < side_in) & (sx{load} >= 0) & (sx{load} < side_in);
    let inside{load} = select(0.0, 1.0, ok{load});
    var a{load} = select(0u, u32(sy{load} * side_in + sx{load}), ok{load}) * w.lanes_in;"
        ));
    }
    text.line("    for (var k = 0u; k < w.lanes_in; k++) {");
}
