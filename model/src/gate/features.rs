//! The features that the gate scores: histograms of oriented gradients and a thumbnail.
//!
//! The grey values are equalised, so exposure does not matter. Gradients are projected on eight directions,
//! rectified and summed in 8 x 8 and 4 x 4 cells, each of which is scaled to a length below 1. Source:
//! Dalal and Triggs, "Histograms of Oriented Gradients for Human Detection" (2005), without angles.

use std::f32::consts::FRAC_1_SQRT_2;

use super::glance::SIDE;
use crate::input::equalise;

/// Directions of a gradient.
const DIRECTIONS: usize = 8;
/// Small and large cells, and fields of the thumbnail, in a row.
const CELLS: usize = 8;
const LARGE_CELLS: usize = 4;
const FIELDS: usize = 16;

/// The number of features.
pub const COUNT: usize = (CELLS * CELLS + LARGE_CELLS * LARGE_CELLS) * DIRECTIONS + FIELDS * FIELDS;

/// Gradients of one direction and the next ones, in a cell.
type Cell = [f32; DIRECTIONS];

/// The features of `SIDE * SIDE` grey values, in a fixed order.
pub fn features(plane: &[u16]) -> Vec<f32> {
    let mut plane = plane.to_vec();
    equalise(&mut plane);
    let grey: Vec<f32> = plane
        .iter()
        .map(|&grey| f32::from(grey) / 65535.0)
        .collect();
    let cells = cells(&grey);
    let mut features = Vec::with_capacity(COUNT);
    features.extend(cells.iter().flat_map(|cell| scaled(cell, 0.5)));
    let large = merged(&cells);
    features.extend(large.iter().flat_map(|cell| scaled(cell, 2.0)));
    features.extend(thumbnail(&grey));
    features
}

/// The gradients summed in small cells, row by row.
fn cells(grey: &[f32]) -> Vec<Cell> {
    let mut cells = vec![[0.0; DIRECTIONS]; CELLS * CELLS];
    for y in 0..SIDE {
        for x in 0..SIDE {
            let at = y * SIDE + x;
            let inside = |place: usize| (1..SIDE - 1).contains(&place);
            let across = if inside(x) {
                grey[at + 1] - grey[at - 1]
            } else {
                0.0
            };
            let down = if inside(y) {
                grey[at + SIDE] - grey[at - SIDE]
            } else {
                0.0
            };
            let half = [
                across,
                (across + down) * FRAC_1_SQRT_2,
                down,
                (down - across) * FRAC_1_SQRT_2,
            ];
            let cell = &mut cells[y * CELLS / SIDE * CELLS + x * CELLS / SIDE];
            for (direction, gradient) in half.into_iter().enumerate() {
                cell[direction] += gradient.max(0.0);
                cell[direction + DIRECTIONS / 2] += (-gradient).max(0.0);
            }
        }
    }
    cells
}

/// Large cells, each the sum of two by two small ones.
fn merged(cells: &[Cell]) -> Vec<Cell> {
    let mut large = vec![[0.0; DIRECTIONS]; LARGE_CELLS * LARGE_CELLS];
    for (index, cell) in cells.iter().enumerate() {
        let (row, column) = (index / CELLS / 2, index % CELLS / 2);
        let sums = &mut large[row * LARGE_CELLS + column];
        for (sum, gradient) in sums.iter_mut().zip(cell) {
            *sum += gradient;
        }
    }
    large
}

/// A cell divided by its length; cells with little in them stay small.
fn scaled(cell: &Cell, least: f32) -> Cell {
    let squares = cell.iter().fold(0.0, |sum, part| sum + part * part);
    let length = squares.sqrt() + least;
    cell.map(|part| part / length)
}

/// The mean grey of each field, from -0.5 to 0.5.
fn thumbnail(grey: &[f32]) -> [f32; FIELDS * FIELDS] {
    const PIXELS: f32 = ((SIDE / FIELDS) * (SIDE / FIELDS)) as f32;
    let mut sums = [0.0; FIELDS * FIELDS];
    for (pixel, grey) in grey.iter().enumerate() {
        let (row, column) = (pixel / SIDE, pixel % SIDE);
        sums[row * FIELDS / SIDE * FIELDS + column * FIELDS / SIDE] += grey;
    }
    sums.map(|sum| sum / PIXELS - 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_fills_the_cells_that_it_crosses_in_its_direction() {
        // Bright from column 36 on, which lies in the fifth column of cells.
        let plane: Vec<u16> = (0..SIDE * SIDE)
            .map(|pixel| if pixel % SIDE < 36 { 0 } else { u16::MAX })
            .collect();
        let features = features(&plane);
        assert_eq!(features.len(), COUNT);
        for (index, cell) in features[..512].chunks(DIRECTIONS).enumerate() {
            let crossed = index % CELLS == 4;
            assert_eq!(cell[0] > 0.5, crossed, "{index}: {cell:?}");
            // Nothing points down, or against the direction.
            assert!(cell[2..7].iter().all(|&it| it == 0.0), "{index}: {cell:?}");
        }
        assert!((features[640] + 0.5).abs() < 1e-6);
        assert!((features[640 + 15] - 0.5).abs() < 1e-6);
    }

    #[test]
    fn a_tone_curve_changes_nothing_and_a_flat_picture_has_no_gradients() {
        let pixels = 0..4096_u32;
        let plane: Vec<u16> = pixels
            .map(|pixel| u16::try_from(pixel * 37 % 991).unwrap())
            .collect();
        let curved: Vec<u16> = plane.iter().map(|grey| grey * 60 + 5).collect();
        assert_eq!(features(&plane), features(&curved));
        let flat = features(&[77; SIDE * SIDE]);
        assert!(flat[..640].iter().all(|&it| it == 0.0));
    }
}
