//! Occlusion: grey patches slid over the network's input, and how far a number falls under each.
//!
//! Source: Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks" (2014), section 4.2.

use super::heat_map::HeatMap;
use crate::calibration::{Calibration, CalibrationError, Logits, Probabilities};
use crate::class::{Class, PerClass};

/// Cells along each axis of the map; sides of inputs are multiples of 32.
const CELLS: u32 = 16;
/// Cells along each side of a patch, which moves by one cell.
const PATCH: u32 = 2;
/// Places of the patch along an axis.
const PLACES: u32 = CELLS - PATCH + 1;
/// Hidden pixels become mid-grey, which is zero in the network's input.
const MID_GREY: u16 = 0x8000;

/// The patches over an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occlusion {
    /// Pixels of a cell along each axis.
    cell: u32,
}

impl Occlusion {
    /// The number of patches.
    pub const COUNT: usize = (PLACES * PLACES) as usize;

    /// The patches over an input of `side * side` pixels.
    pub const fn of_side(side: u32) -> Self {
        Self { cell: side / CELLS }
    }

    /// The input's grey plane with one patch, by its number, row by row.
    pub fn hide(self, plane: &[u16], patch: usize) -> Vec<u16> {
        let mut hidden = plane.to_vec();
        let side = (self.cell * CELLS) as usize;
        let (cell, wide) = (self.cell as usize, (self.cell * PATCH) as usize);
        let (column, row) = place(patch);
        let rows = hidden.chunks_exact_mut(side.max(1));
        for row in rows.skip(row * cell).take(wide) {
            row[column * cell..column * cell + wide].fill(MID_GREY);
        }
        hidden
    }

    /// The maps of how far the probability of each class falls when each patch is hidden.
    ///
    /// # Errors
    /// [`CalibrationError`] when a logit is not finite.
    pub fn maps(
        calibration: Calibration,
        whole: Logits,
        hidden: &[Logits],
    ) -> Result<PerClass<HeatMap>, CalibrationError> {
        let whole = calibration.apply(whole)?;
        let hidden = hidden.iter().map(|logits| calibration.apply(*logits));
        let hidden: Vec<Probabilities> = hidden.collect::<Result<_, _>>()?;
        Ok(PerClass(Class::ALL).map(|class| {
            let falls = hidden
                .iter()
                .map(|hidden| whole.get(class) - hidden.get(class));
            Self::map(&falls.collect::<Vec<f32>>())
        }))
    }

    /// The map of what each patch does: a cell has the mean over the patches that cover it.
    fn map(effects: &[f32]) -> HeatMap {
        let cells = CELLS as usize;
        let mut sums = vec![0.0; cells * cells];
        let mut counts = vec![0.0_f32; cells * cells];
        for (patch, effect) in effects.iter().enumerate().take(Self::COUNT) {
            let (column, row) = place(patch);
            for row in row..row + PATCH as usize {
                for column in column..column + PATCH as usize {
                    sums[row * cells + column] += effect;
                    counts[row * cells + column] += 1.0;
                }
            }
        }
        let means = sums.iter().zip(counts);
        HeatMap::new(
            cells,
            means.map(|(sum, count)| sum / count.max(1.0)).collect(),
        )
    }
}

/// Column and row of a patch's upper left cell.
const fn place(patch: usize) -> (usize, usize) {
    (patch % PLACES as usize, patch / PLACES as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_patches_cover_the_input_and_nothing_else() {
        let occlusion = Occlusion::of_side(64);
        let plane = vec![7; 64 * 64];
        let mut covered = vec![0; plane.len()];
        for patch in 0..Occlusion::COUNT {
            let hidden = occlusion.hide(&plane, patch);
            let grey = hidden.iter().filter(|&&grey| grey == MID_GREY).count();
            assert_eq!(grey, 64, "an eighth of each side is hidden");
            for (count, grey) in covered.iter_mut().zip(&hidden) {
                *count += i32::from(*grey == MID_GREY);
            }
        }
        // A corner is under one patch, the middle under four.
        assert_eq!((covered[0], covered[64 * 32 + 32]), (1, 4));
        assert!(covered.iter().all(|&count| count > 0));
    }

    #[test]
    fn a_cell_has_the_mean_of_its_patches() {
        let mut effects = vec![0.0; Occlusion::COUNT];
        // The second place of the first row, over the cells 1 and 2 of the first two rows.
        effects[1] = 1.0;
        let map = Occlusion::map(&effects);
        assert_eq!(map.side(), 16);
        let row = |row: usize| &map.values()[16 * row..16 * row + 4];
        assert_eq!(row(0), [0.0, 0.5, 0.5, 0.0]);
        assert_eq!(row(1), [0.0, 0.25, 0.25, 0.0]);
        assert_eq!(row(2), [0.0; 4]);
    }

    #[test]
    fn the_maps_show_how_far_each_probability_falls() {
        let whole = Logits(PerClass([4.0, 0.0, 0.0]));
        let hidden = vec![Logits(PerClass([0.0; 3])); Occlusion::COUNT];
        let maps = Occlusion::maps(Calibration::IDENTITY, whole, &hidden).unwrap();
        let at = |class: Class| maps[class].values()[100];
        assert!((at(Class::Covid19) - (0.964_664 - 1.0 / 3.0)).abs() < 1e-4);
        assert!((at(Class::Normal) + at(Class::Pneumonia) + at(Class::Covid19)).abs() < 1e-5);
        let broken = [Logits(PerClass([f32::NAN, 0.0, 0.0]))];
        assert!(Occlusion::maps(Calibration::IDENTITY, whole, &broken).is_err());
    }
}
