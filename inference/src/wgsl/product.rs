//! The matrix product, `act((A * scale) B + bias) + residual`, and the convolution as one.
//!
//! A graphics card wants tiles in workgroup memory. An adapter that is a program on the processor
//! wants the opposite: every invocation keeps a large tile in registers, barriers are dear, and a
//! load costs as much as several multiplications; the sizes were measured on SwiftShader.

use super::{Aim, COMMON, Family, LANES, Text, linear};

/// How a product is divided among invocations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    form: Form,
    /// Rows and columns of the tile of one invocation.
    rows: usize,
    columns: usize,
    source: Source,
}

/// Where tiles live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// In registers.
    Registers,
    /// In registers; a quad exchanges what its lanes load.
    Quads,
    /// In workgroup memory; so many invocations on each side.
    Workgroup(usize),
}

/// What the rows of A are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Matrix,
    /// Scaled by column where the flags say so.
    Scaled,
    /// The pixels under a kernel of this side, padded by half of it.
    Kernel(usize),
}

/// Invocations in a workgroup of the forms without workgroup memory; with 64, small products leave
/// a core idle.
const GROUP: usize = 16;

/// Depth of a step through workgroup memory, in units of four.
const DEPTH: usize = 4;

/// Columns of a register tile, the best first. A tile of 28 rows and 16 columns takes some fifteen times
/// as long to compile as one of 8 and 8, and is half as fast again.
const COLUMNS: [usize; 2] = [16, 8];

impl Tile {
    /// The tile for a product.
    pub(super) fn for_product(
        made_for: (Family, Aim),
        rows: usize,
        columns: usize,
        scaled: bool,
    ) -> Self {
        // One text for both is compiled sooner than two.
        let one_for_all = made_for.1 == Aim::Start && made_for.0 != Family::Card;
        let source = if scaled || one_for_all {
            Source::Scaled
        } else {
            Source::Matrix
        };
        Self::choose(made_for, rows, columns, source)
    }

    /// The tile for a convolution that makes so many pixels.
    pub(super) fn for_convolution(
        made_for: (Family, Aim),
        pixels: usize,
        columns: usize,
        kernel: usize,
    ) -> Self {
        Self::choose(made_for, pixels, columns, Source::Kernel(kernel))
    }

    fn choose((family, aim): (Family, Aim), rows: usize, columns: usize, source: Source) -> Self {
        let tall = match aim {
            Aim::Start => 8,
            // Maps of films of 224 px have a multiple of 49 pixels, others of 16.
            Aim::Speed if rows.is_multiple_of(7) => 28,
            Aim::Speed => 16,
        };
        let widest = |share: usize| {
            let fits = |width: &usize| columns.is_multiple_of(share * width);
            // The scaled product has one more load for each k and gains nothing from width.
            let narrow = usize::from(source == Source::Scaled || aim == Aim::Start);
            COLUMNS.into_iter().skip(narrow).find(fits)
        };
        match (family, widest(LANES)) {
            (Family::Card, _) => {
                // Small maps have too few large tiles to fill a card.
                let across = if rows >= 784 { 16 } else { 8 };
                Self {
                    form: Form::Workgroup(across),
                    rows: 4,
                    columns: 4,
                    source,
                }
            }
            (Family::SoftwareQuads, Some(columns)) => Self {
                form: Form::Quads,
                rows: tall,
                columns,
                source,
            },
            _ => Self {
                form: Form::Registers,
                rows: tall / 2,
                columns: widest(1).unwrap_or(LANES),
                source,
            },
        }
    }

    /// Whether the text has a binding for the scale.
    pub(super) fn takes_scale(self) -> bool {
        self.source == Source::Scaled
    }

    /// Workgroups in x and y for a whole product.
    pub(super) fn workgroups(self, rows: usize, columns: usize) -> [u32; 2] {
        if let Form::Workgroup(across) = self.form {
            let tiles = |length: usize, tile: usize| length.div_ceil(across * tile);
            return [tiles(columns, self.columns), tiles(rows, self.rows)].map(super::narrow);
        }
        linear(rows.div_ceil(self.rows) * (columns / self.columns), GROUP)
    }

    /// The whole text.
    pub(super) fn source(self) -> String {
        match self.form {
            Form::Workgroup(across) => self.workgroup_source(across),
            Form::Registers | Form::Quads => self.register_source(),
        }
    }

    const fn is_convolution(self) -> bool {
        matches!(self.source, Source::Kernel(_))
    }

    fn declarations(self, text: &mut Text) {
        if self.form == Form::Quads {
            text.line("enable subgroups;");
        }
        text.line(COMMON);
        text.line(
            "struct Words {
  rows: u32, columns: u32, depth: u32, flags: u32,
  side_in: u32, side: u32, stride: u32, lanes_in: u32,
}
@group(0) @binding(0) var<uniform> w: Words;
@group(0) @binding(1) var<storage, read> a: array<vec4f>;
@group(0) @binding(2) var<storage, read> b: array<vec4f>;
@group(0) @binding(3) var<storage, read> bias: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> result: array<vec4f>;",
        );
        if !self.is_convolution() {
            text.line("@group(0) @binding(5) var<storage, read> residual: array<vec4f>;");
        }
        if self.source == Source::Scaled {
            text.line("@group(0) @binding(6) var<storage, read> scale: array<vec4f>;");
        }
    }

    /// Writes `y`, the product before the bias, to unit `at` of the result.
    fn store(self) -> &'static str {
        if self.is_convolution() {
            "result[at] = activate(y + bias[column], w.flags & 3u);"
        } else {
            "y = activate(y + bias[column], w.flags & 3u);
      if ((w.flags & 4u) != 0u) { y += residual[at]; }
      result[at] = y;"
        }
    }

    fn register_source(self) -> String {
        let Self { rows, columns, .. } = self;
        let lanes = columns / LANES;
        let quads = self.form == Form::Quads;
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
        match self.source {
            Source::Kernel(kernel) => kernel_loop(&mut text, kernel, loads, row_of),
            Source::Matrix | Source::Scaled => {
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
        // A loop, so that the activation is compiled once and not once an output.
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

    /// Loads four of the depth and multiplies.
    fn register_step(self, text: &mut Text, loads: usize) {
        let lanes = self.columns / LANES;
        if self.source == Source::Scaled {
            text.line("    var factor = vec4f(1.0);");
            text.line("    if ((w.flags & 8u) != 0u) { factor = scale[k]; }");
        }
        let factor = match self.source {
            Source::Matrix => |_: usize| String::new(),
            Source::Scaled => |_: usize| " * factor".to_owned(),
            Source::Kernel(_) => |load: usize| format!(" * inside{load}"),
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
                text.line(if self.form == Form::Quads {
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

    /// Writes the rows of an invocation, unless they are beyond the last.
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

    fn workgroup_source(self, across: usize) -> String {
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
        let load = match self.source {
            Source::Matrix => "return a[row * (w.depth / 4u) + k];".to_owned(),
            Source::Scaled => "return a[row * (w.depth / 4u) + k] * scale[k];".to_owned(),
            Source::Kernel(kernel) => format!(
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
}

/// The loops over taps and channels of a convolution, with the unit where each load begins.
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
        // `&` and not `&&`: on SwiftShader a loop with many `&&` compiles exponentially long.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_cover_the_product() {
        for family in [Family::Card, Family::Software, Family::SoftwareQuads] {
            for (rows, columns) in [(3136, 384), (49, 768), (1, 8), (16, 24)] {
                let tile = Tile::for_product((family, Aim::Speed), rows, columns, false);
                let [x, y] = tile.workgroups(rows, columns);
                let invocations = match tile.form {
                    Form::Workgroup(across) => across * across,
                    Form::Registers | Form::Quads => GROUP,
                };
                let outputs = (x * y) as usize * invocations * tile.rows * tile.columns;
                assert!(outputs >= rows * columns, "{tile:?}");
            }
        }
    }
}
