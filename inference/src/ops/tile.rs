//! The WGSL kernel of the matrix product, `act((A * scale) B + bias) + residual`, and of the
//! convolution as one.
//!
//! A hardware GPU needs tiles in workgroup memory. On a software adapter the opposite is fast: every
//! invocation keeps a large tile in registers, since barriers are expensive and a load costs as much as
//! several multiplications; the sizes were measured on SwiftShader.

mod registers;
mod workgroup;

use crate::buffer::LANES;
use crate::wgsl::target::{AdapterKind, CompileMode, Target};
use crate::wgsl::text::{COMMON, Text};
use crate::wgsl::workgroups::{linear, word};

/// How a product is divided among invocations; all that its text depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    storage: Storage,
    /// Rows of the tile of one invocation.
    rows: usize,
    /// Columns of the tile of one invocation.
    columns: usize,
    left: Left,
}

/// Where tiles are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Storage {
    /// In registers.
    Registers,
    /// In registers; the lanes of a quad exchange what they load.
    Quads,
    /// In workgroup memory; each side of a workgroup has this many invocations.
    Workgroup(usize),
}

/// The rows of A.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Left {
    /// The rows of a matrix.
    Matrix,
    /// The rows of a matrix, each column scaled if the flags say so.
    Scaled,
    /// The pixels under a kernel of this side, padded by half of it.
    Kernel(usize),
}

/// Invocations in a workgroup of the kernels without workgroup memory. With 64, small products leave a
/// core idle.
const GROUP: usize = 16;

/// Columns of a register tile, the best first. A tile of 28 rows and 16 columns takes about 15 times as
/// long to compile as one of 8 and 8, and runs 1.5 times as fast.
const COLUMNS: [usize; 2] = [16, 8];

impl Tile {
    /// The tile for a matrix product.
    pub(super) fn for_matmul(target: Target, rows: usize, columns: usize, scaled: bool) -> Self {
        // One text for both compiles sooner than two.
        let one_for_all =
            target.mode == CompileMode::FastCompile && target.adapter != AdapterKind::Gpu;
        let left = if scaled || one_for_all {
            Left::Scaled
        } else {
            Left::Matrix
        };
        Self::choose(target, rows, columns, left)
    }

    /// The tile for a convolution with this number of output pixels.
    pub(super) fn for_convolution(
        target: Target,
        pixels: usize,
        columns: usize,
        kernel: usize,
    ) -> Self {
        Self::choose(target, pixels, columns, Left::Kernel(kernel))
    }

    fn choose(target: Target, rows: usize, columns: usize, left: Left) -> Self {
        let tall = match target.mode {
            CompileMode::FastCompile => 8,
            // Maps of images of 224 px have a multiple of 49 pixels, others of 16.
            CompileMode::FastRun if rows.is_multiple_of(7) => 28,
            CompileMode::FastRun => 16,
        };
        // The scaled product has one more load for each k and gains nothing from width.
        let narrow = left == Left::Scaled || target.mode == CompileMode::FastCompile;
        let widest = |share: usize| {
            let fits = |width: &usize| columns.is_multiple_of(share * width);
            COLUMNS.into_iter().skip(usize::from(narrow)).find(fits)
        };
        let (storage, rows, columns) = match (target.adapter, widest(LANES)) {
            // Small maps have too few large tiles to fill a GPU.
            (AdapterKind::Gpu, _) => (Storage::Workgroup(if rows >= 784 { 16 } else { 8 }), 4, 4),
            (AdapterKind::SoftwareQuads, Some(columns)) => (Storage::Quads, tall, columns),
            _ => (Storage::Registers, tall / 2, widest(1).unwrap_or(LANES)),
        };
        Self {
            storage,
            rows,
            columns,
            left,
        }
    }

    /// Whether the text has a binding for the scale.
    pub(super) fn takes_scale(self) -> bool {
        self.left == Left::Scaled
    }

    /// Workgroups in x and y for a whole product.
    pub(super) fn workgroups(self, rows: usize, columns: usize) -> [u32; 2] {
        if let Storage::Workgroup(across) = self.storage {
            let tiles = |length: usize, tile: usize| length.div_ceil(across * tile);
            return [tiles(columns, self.columns), tiles(rows, self.rows)].map(word);
        }
        linear(rows.div_ceil(self.rows) * (columns / self.columns), GROUP)
    }

    /// The WGSL text.
    pub(crate) fn source(self) -> String {
        match self.storage {
            Storage::Workgroup(across) => self.workgroup_source(across),
            Storage::Registers | Storage::Quads => self.register_source(),
        }
    }

    const fn is_convolution(self) -> bool {
        matches!(self.left, Left::Kernel(_))
    }

    fn declarations(self, text: &mut Text) {
        if self.storage == Storage::Quads {
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
        if self.left == Left::Scaled {
            text.line("@group(0) @binding(6) var<storage, read> scale: array<vec4f>;");
        }
    }

    /// Writes `y`, the product before the bias, to vector `at` of the result.
    fn store(self) -> &'static str {
        if self.is_convolution() {
            "result[at] = activate(y + bias[column], w.flags & 7u);"
        } else {
            "y = activate(y + bias[column], w.flags & 7u);
      if ((w.flags & 8u) != 0u) { y += residual[at]; }
      result[at] = y;"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_cover_the_product() {
        for adapter in [
            AdapterKind::Gpu,
            AdapterKind::Software,
            AdapterKind::SoftwareQuads,
        ] {
            let target = Target {
                adapter,
                mode: CompileMode::FastRun,
            };
            for (rows, columns) in [(3136, 384), (49, 768), (1, 8), (16, 24)] {
                let tile = Tile::for_matmul(target, rows, columns, false);
                let [x, y] = tile.workgroups(rows, columns);
                let invocations = match tile.storage {
                    Storage::Workgroup(across) => across * across,
                    Storage::Registers | Storage::Quads => GROUP,
                };
                let outputs = (x * y) as usize * invocations * tile.rows * tile.columns;
                assert!(outputs >= rows * columns, "{tile:?}");
            }
        }
    }
}
