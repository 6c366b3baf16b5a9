//! The matrix product: panels of columns, strips of rows, and a tile of both in registers.
//!
//! The right side is cut into panels of [`WIDTH`] columns, each stored row by row, and the left into
//! strips of [`HEIGHT`] rows, each stored column by column, so that a tile reads both in order. The
//! kinds of rows (of a matrix, scaled, or the pixels under a kernel) differ only when they are packed.
//! Source: Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008).

use std::ops::Range;

use super::lanes::{self, WIDTH};
use super::vector::{LANES, Vector};
use crate::activation::Activation;
use crate::window::Window;

/// Rows of a tile: eight sums, two vectors of the panel and one factor stay in registers. With six rows
/// a browser's compiler spills registers, and the product takes 1.5 times as long.
const HEIGHT: usize = 4;

/// Values of the left side that are packed at a time: half a megabyte, which fits second-level caches.
const BLOCK: usize = 128 << 10;

/// A row of a panel.
type PanelRow = [Vector; WIDTH / LANES];

/// The right side of a product, packed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Panels {
    values: Vec<PanelRow>,
    depth: usize,
    columns: usize,
}

/// The rows of the left side.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rows<'a> {
    /// Rows of a matrix, or a range of columns of each.
    Matrix {
        values: &'a [f32],
        depth: usize,
        /// The first value of the first row.
        start: usize,
        /// From one row to the next.
        stride: usize,
        /// `[depth]`: a factor for each column.
        scale: Option<&'a [f32]>,
    },
    /// For each output pixel the pixels under a kernel.
    Kernel {
        map: &'a [f32],
        window: Window,
        /// Channels of the map.
        width: usize,
    },
}

/// The operations on each value of a product.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Finish<'a> {
    /// `[columns]`.
    pub(crate) bias: Option<&'a [f32]>,
    pub(crate) activation: Activation,
    /// `[rows, columns]`.
    pub(crate) residual: Option<&'a [f32]>,
}

/// `act(left right + bias) + residual`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Product<'a> {
    pub(crate) left: Rows<'a>,
    pub(crate) right: &'a Panels,
    pub(crate) finish: Finish<'a>,
}

impl Finish<'_> {
    /// Nothing but the product.
    pub(crate) const NONE: Self = Self {
        bias: None,
        activation: Activation::None,
        residual: None,
    };
}

impl Panels {
    /// Columns of the matrix.
    pub(crate) const fn columns(&self) -> usize {
        self.columns
    }

    /// Packs `[depth, columns]`.
    pub(crate) fn pack(values: &[f32], columns: usize) -> Self {
        let depth = values.len() / columns;
        let mut packed = Vec::with_capacity(depth * columns.div_ceil(WIDTH));
        for first in (0..columns).step_by(WIDTH) {
            let rows = values.chunks_exact(columns).map(|row| &row[first..]);
            packed.extend(rows.map(|row| {
                if let Some(row) = row.first_chunk() {
                    return panel_row(*row);
                }
                let mut padded = [0.0; WIDTH];
                padded[..row.len()].copy_from_slice(row);
                panel_row(padded)
            }));
        }
        Self {
            values: packed,
            depth,
            columns,
        }
    }

    /// Packs the matrix of a function of row and column, in place of the old values.
    pub(crate) fn fill(
        &mut self,
        depth: usize,
        columns: usize,
        value: impl Fn(usize, usize) -> f32,
    ) {
        self.depth = depth;
        self.columns = columns;
        self.values.clear();
        // Growing by doubling would leave half of a worker's memory unused.
        self.values.reserve_exact(depth * columns.div_ceil(WIDTH));
        for first in (0..columns).step_by(WIDTH) {
            let wide = WIDTH.min(columns - first);
            let value = |k: usize, column: usize| {
                if column < wide {
                    value(k, first + column)
                } else {
                    0.0
                }
            };
            let row = |k: usize| panel_row(std::array::from_fn(|column| value(k, column)));
            self.values.extend((0..depth).map(row));
        }
    }

    /// The transpose, packed.
    pub(crate) fn transposed(&self) -> Self {
        let (depth, columns) = (self.depth, self.columns);
        let mut values = Vec::with_capacity(columns * depth.div_ceil(WIDTH));
        for first in (0..depth).step_by(WIDTH) {
            for (panel, column) in (self.values.chunks_exact(depth)).zip((0..).step_by(WIDTH)) {
                // A square of both: rows of one are columns of the other.
                let square: [[f32; WIDTH]; WIDTH] = std::array::from_fn(|row| {
                    let row = panel.get(first + row);
                    row.map_or([0.0; WIDTH], panel_values)
                });
                let rows = (0..WIDTH.min(columns - column))
                    .map(|column| panel_row(std::array::from_fn(|row| square[row][column])));
                values.extend(rows);
            }
        }
        Self {
            values,
            depth: columns,
            columns: depth,
        }
    }

    /// Multiplies packed strips and stores the sums in the given rows of the output.
    fn multiply(&self, packed: &[[f32; HEIGHT]], rows: Range<usize>, output: &mut [f32]) {
        let (depth, columns) = (self.depth, self.columns);
        for (panel, column) in self
            .values
            .chunks_exact(depth)
            .zip((0..columns).step_by(WIDTH))
        {
            let wide = WIDTH.min(columns - column);
            let strips = packed.chunks_exact(depth).zip(rows.clone().step_by(HEIGHT));
            for (strip, row) in strips {
                let sums = tile(strip, panel);
                for (row, sums) in (row..rows.end.min(row + HEIGHT)).zip(&sums) {
                    let start = row * columns + column;
                    let output = output[start..start + wide].chunks_mut(LANES);
                    for (output, sums) in output.zip(sums) {
                        output.copy_from_slice(&sums.values()[..output.len()]);
                    }
                }
            }
        }
    }
}

impl Rows<'_> {
    /// Writes row `index` into lane `lane` of a strip.
    fn pack(&self, index: usize, lane: usize, strip: &mut [[f32; HEIGHT]]) {
        match *self {
            Self::Matrix {
                values,
                depth,
                start,
                stride,
                scale,
            } => {
                let start = start + index * stride;
                let row = &values[start..start + depth];
                let Some(scale) = scale else {
                    return set_lane(strip, lane, row);
                };
                for (column, (value, scale)) in strip.iter_mut().zip(row.iter().zip(scale)) {
                    column[lane] = value * scale;
                }
            }
            Self::Kernel { map, window, width } => {
                let (side, kernel, stride) = (window.side, window.kernel, window.stride);
                let side_in = side * stride;
                let (row, column) = (index / side * stride, index % side * stride);
                for (tap, strip) in strip.chunks_exact_mut(width).enumerate() {
                    let row = (row + tap / kernel).wrapping_sub(kernel / 2);
                    let column = (column + tap % kernel).wrapping_sub(kernel / 2);
                    if row < side_in && column < side_in {
                        let start = (row * side_in + column) * width;
                        set_lane(strip, lane, &map[start..start + width]);
                    } else {
                        for column in strip {
                            column[lane] = 0.0;
                        }
                    }
                }
            }
        }
    }
}

fn set_lane(strip: &mut [[f32; HEIGHT]], lane: usize, row: &[f32]) {
    for (column, value) in strip.iter_mut().zip(row) {
        column[lane] = *value;
    }
}

impl Product<'_> {
    /// Computes as many rows from `first_row` on as the output has.
    pub(crate) fn compute(&self, first_row: usize, output: &mut [f32], scratch: &mut Vec<f32>) {
        let (depth, columns) = (self.right.depth, self.right.columns);
        let count = output.len() / columns;
        let strips = (BLOCK / (HEIGHT * depth)).max(1);
        scratch.resize(scratch.len().max(strips * HEIGHT * depth), 0.0);
        let block = strips * HEIGHT;
        for first in (0..count).step_by(block) {
            let last = count.min(first + block);
            let packed = scratch.as_chunks_mut::<HEIGHT>().0;
            for (strip, first) in packed
                .chunks_exact_mut(depth)
                .zip((first..last).step_by(HEIGHT))
            {
                for lane in 0..HEIGHT {
                    // Rows beyond the last repeat it; their sums are not stored.
                    let row = first_row + (first + lane).min(count - 1);
                    self.left.pack(row, lane, strip);
                }
            }
            self.right.multiply(packed, first..last, output);
            self.finish.apply(columns, first_row, first..last, output);
        }
    }
}

fn panel_row(values: [f32; WIDTH]) -> PanelRow {
    let mut vectors = [Vector::ZERO; WIDTH / LANES];
    for (vector, &values) in vectors.iter_mut().zip(values.as_chunks().0) {
        *vector = Vector::new(values);
    }
    vectors
}

fn panel_values(row: &PanelRow) -> [f32; WIDTH] {
    let mut values = [0.0; WIDTH];
    for (values, vector) in values.as_chunks_mut().0.iter_mut().zip(row) {
        *values = vector.values();
    }
    values
}

/// The sums of a tile.
fn tile(strip: &[[f32; HEIGHT]], panel: &[PanelRow]) -> [PanelRow; HEIGHT] {
    let mut sums = [[Vector::ZERO; WIDTH / LANES]; HEIGHT];
    for (factors, values) in strip.iter().zip(panel) {
        for (sums, &factor) in sums.iter_mut().zip(factors) {
            for (sum, &values) in sums.iter_mut().zip(values) {
                *sum = sum.add_product(factor, values);
            }
        }
    }
    sums
}

impl Finish<'_> {
    /// Finishes rows while they are still in a cache.
    fn apply(self, columns: usize, first: usize, rows: Range<usize>, output: &mut [f32]) {
        for row in rows {
            let values = &mut output[row * columns..(row + 1) * columns];
            if let Some(bias) = self.bias {
                lanes::add_scaled(values, 1.0, bias);
            }
            lanes::activate(self.activation, values);
            if let Some(residual) = self.residual {
                let start = (first + row) * columns;
                lanes::add_scaled(values, 1.0, &residual[start..start + columns]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transpose_has_rows_for_columns() {
        for (depth, columns) in [(1, 4), (12, 20), (24, 8), (9, 3)] {
            let values: Vec<f32> = (0_u16..).map(f32::from).take(depth * columns).collect();
            let transposed = Panels::pack(&values, columns).transposed();
            let mut unit = vec![0.0; columns];
            let mut row = vec![0.0; depth];
            for column in 0..columns {
                unit.fill(0.0);
                unit[column] = 1.0;
                let product = Product {
                    left: Rows::Matrix {
                        values: &unit,
                        depth: columns,
                        start: 0,
                        stride: columns,
                        scale: None,
                    },
                    right: &transposed,
                    finish: Finish::NONE,
                };
                product.compute(0, &mut row, &mut Vec::new());
                let expected: Vec<f32> = values
                    .iter()
                    .skip(column)
                    .step_by(columns)
                    .copied()
                    .collect();
                assert_eq!(row, expected, "{depth} x {columns}");
            }
        }
    }
}
