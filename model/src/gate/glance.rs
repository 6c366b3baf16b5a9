//! What the gate sees of a picture: its size, and its centre square in 64 x 64 grey values.

use crate::input::{Fix, InputError, InputSpec, Radiograph};

/// Pixels on each side of the square.
pub const SIDE: usize = 64;

const SIDE_IN_PIXELS: u32 = 64;

/// The last column and row.
const LAST: u32 = SIDE_IN_PIXELS - 1;

/// A picture as the gate sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// Pixels in a row of the picture.
    pub width: u32,
    /// Its rows.
    pub height: u32,
    /// `SIDE * SIDE` grey values, row by row.
    pub plane: Vec<u16>,
}

impl Glance {
    /// Resizes the centre square, in integer arithmetic.
    ///
    /// # Errors
    /// [`InputError::Resize`] when the resampler refuses.
    pub fn of(film: &Radiograph) -> Result<Self, InputError> {
        Ok(Self {
            width: film.width(),
            height: film.height(),
            plane: InputSpec::with_side(SIDE_IN_PIXELS).plane(film)?,
        })
    }

    /// The picture after a change; a crop changes nothing, for what it shows is not seen.
    #[must_use]
    pub fn fixed(&self, fix: Fix) -> Self {
        let Self { width, height, .. } = *self;
        let (width, height) = match fix {
            Fix::Rotate90 | Fix::Rotate270 => (height, width),
            Fix::Rotate180 | Fix::Invert | Fix::Crop { .. } => (width, height),
        };
        let plane = match fix {
            Fix::Rotate90 | Fix::Rotate180 | Fix::Rotate270 => {
                self.rearranged(|pixel| fix.source((LAST, LAST), pixel))
            }
            Fix::Invert => self.plane.iter().map(|grey| u16::MAX - grey).collect(),
            Fix::Crop { .. } => self.plane.clone(),
        };
        Self {
            width,
            height,
            plane,
        }
    }

    /// The picture with left and right exchanged.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        Self {
            plane: self.rearranged(|(x, y)| (LAST - x, y)),
            ..*self
        }
    }

    /// Grey values from the positions (column, row) that `from` states.
    fn rearranged(&self, from: impl Fn((u32, u32)) -> (u32, u32)) -> Vec<u16> {
        let rows = (0..=LAST).flat_map(|y| (0..=LAST).map(move |x| (x, y)));
        let pixels = rows.map(|pixel| {
            let (column, row) = from(pixel);
            self.plane[row as usize * SIDE + column as usize]
        });
        pixels.collect()
    }
}
