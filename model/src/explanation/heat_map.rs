//! A map of numbers over the network's input, and the scale that the maps of all classes share.

use serde::{Deserialize, Serialize};

use crate::class::PerClass;

/// A square map over the network's input, one number for each cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeatMap {
    side: usize,
    /// `side * side` values, row by row; a value beyond the end is zero.
    values: Vec<f32>,
}

/// A map between its cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sample {
    pub(super) value: f32,
    /// The slope per width of the map, from left to right.
    pub(super) across: f32,
    /// The slope per height of the map, downwards.
    pub(super) down: f32,
}

impl HeatMap {
    /// A map of `side * side` values, row by row.
    pub const fn new(side: usize, values: Vec<f32>) -> Self {
        Self { side, values }
    }

    /// Cells in a row.
    pub const fn side(&self) -> usize {
        self.side
    }

    /// The values, row by row.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// The largest value, at least zero.
    pub fn maximum(&self) -> f32 {
        self.values.iter().copied().fold(0.0, f32::max)
    }

    /// The centre of the cell with the largest value, from the upper left (0, 0) to the lower right (1, 1),
    /// and that value; `None` if no value is positive.
    pub fn strongest(&self) -> Option<([f32; 2], f32)> {
        let cells = self.values.iter().copied().enumerate();
        let (index, value) = cells.max_by(|one, other| one.1.total_cmp(&other.1))?;
        let side = self.side.max(1);
        let place = [index % side, index / side].map(|cell| (cell as f32 + 0.5) / side as f32);
        (value > 0.0).then_some((place, value))
    }

    /// The map at a place from the upper left (0, 0) to the lower right (1, 1), bilinear between the
    /// centres of cells and constant outside them.
    pub(super) fn sample(&self, x: f32, y: f32) -> Sample {
        let (left, right, across) = self.neighbours(x);
        let (top, bottom, down) = self.neighbours(y);
        let [top, bottom] = [top, bottom].map(|row| {
            let at = |column| self.values.get(row * self.side + column).copied();
            [left, right].map(|column| at(column).unwrap_or(0.0))
        });
        let mix = |[one, other]: [f32; 2], share: f32| one + (other - one) * share;
        let slope = |[one, other]: [f32; 2]| (other - one) * self.side as f32;
        let rows = [mix(top, across), mix(bottom, across)];
        Sample {
            value: mix(rows, down),
            across: mix([slope(top), slope(bottom)], down),
            down: slope(rows),
        }
    }

    /// The cells on both sides of a place along an axis, and how far it is from the first to the second.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the place is clamped to the cells"
    )]
    fn neighbours(&self, place: f32) -> (usize, usize, f32) {
        let last = self.side.saturating_sub(1);
        let place = (place * self.side as f32 - 0.5).clamp(0.0, last as f32);
        let first = place as usize;
        (first, last.min(first + 1), place - first as f32)
    }
}

/// The scale of colours: from zero to the largest value of any class, so that the maps of the classes can
/// be compared.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// The value of the last colour; zero if no class has a positive value.
    pub maximum: f32,
}

impl Scale {
    /// The scale of the maps of one kind.
    pub fn of(maps: &PerClass<HeatMap>) -> Self {
        let maxima = maps.iter().map(|(_, map)| map.maximum());
        Self {
            maximum: maxima.fold(0.0, f32::max),
        }
    }

    /// Where the contour is: half of the maximum.
    pub fn contour(self) -> f32 {
        0.5 * self.maximum
    }

    /// A value as a share of the scale, from 0 to 1; what is negative is no evidence for the class.
    pub(super) fn share(self, value: f32) -> f32 {
        if self.maximum > 0.0 {
            (value / self.maximum).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f32, expected: f32) {
        assert!((found - expected).abs() < 1e-6, "{found} {expected}");
    }

    #[test]
    fn a_map_is_bilinear_between_cells_and_constant_at_the_border() {
        let map = HeatMap::new(2, vec![0.0, 1.0, 2.0, 5.0]);
        for (x, y, value) in [
            (0.25, 0.25, 0.0),
            (0.75, 0.25, 1.0),
            (0.25, 0.75, 2.0),
            (0.5, 0.5, 2.0),
            (0.0, 0.0, 0.0),
            (1.0, 1.0, 5.0),
            (1.0, 0.5, 3.0),
        ] {
            near(map.sample(x, y).value, value);
        }
    }

    #[test]
    fn slopes_match_differences() {
        const STEP: f32 = 1e-3;
        let map = HeatMap::new(3, vec![0.3, 1.0, 0.2, 2.0, 5.0, -1.0, 0.0, 0.5, 4.0]);
        for (x, y) in [(0.3, 0.3), (0.6, 0.4), (0.45, 0.8)] {
            let value = |x, y| map.sample(x, y).value;
            let found = map.sample(x, y);
            let across = (value(x + STEP, y) - value(x - STEP, y)) / (2.0 * STEP);
            let down = (value(x, y + STEP) - value(x, y - STEP)) / (2.0 * STEP);
            assert!((found.across - across).abs() < 1e-2, "{found:?} {across}");
            assert!((found.down - down).abs() < 1e-2, "{found:?} {down}");
        }
    }

    #[test]
    fn the_classes_share_a_scale() {
        let map = |value| HeatMap::new(1, vec![value]);
        let scale = Scale::of(&PerClass([map(-3.0), map(2.0), map(0.5)]));
        near(scale.maximum, 2.0);
        near(scale.share(0.5), 0.25);
        near(scale.share(-1.0), 0.0);
        near(scale.contour(), 1.0);
        let none = Scale::of(&PerClass([map(-3.0), map(-1.0), map(0.0)]));
        near(none.maximum, 0.0);
        near(none.share(1.0), 0.0);
    }

    #[test]
    fn the_strongest_cell_is_found() {
        let map = HeatMap::new(2, vec![0.0, 1.0, 3.0, -5.0]);
        assert_eq!(map.strongest(), Some(([0.25, 0.75], 3.0)));
        assert_eq!(HeatMap::new(1, vec![-1.0]).strongest(), None);
    }

    #[test]
    fn a_map_of_another_length_does_not_panic() {
        for side in [0, 3] {
            near(HeatMap::new(side, Vec::new()).sample(0.7, 0.2).value, 0.0);
        }
    }
}
