//! What the gate sees of a picture: its size, and its centre square in 64 x 64 grey values.

use crate::input::{Fix, InputError, InputSpec, Radiograph};

/// Pixels on each side of the square.
pub const SIDE: usize = 64;

const SIDE_IN_PIXELS: u32 = 64;

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
        let last = SIDE - 1;
        let Self { width, height, .. } = *self;
        let (width, height, plane) = match fix {
            Fix::Rotate90 => (height, width, self.rearranged(|x, y| (y, last - x))),
            Fix::Rotate180 => (width, height, self.rearranged(|x, y| (last - x, last - y))),
            Fix::Rotate270 => (height, width, self.rearranged(|x, y| (last - y, x))),
            Fix::Invert => {
                let inverted = self.plane.iter().map(|grey| u16::MAX - grey);
                (width, height, inverted.collect())
            }
            Fix::Crop { .. } => (width, height, self.plane.clone()),
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
            plane: self.rearranged(|x, y| (SIDE - 1 - x, y)),
            ..*self
        }
    }

    /// Grey values from the positions (column, row) that `from` states.
    fn rearranged(&self, from: impl Fn(usize, usize) -> (usize, usize)) -> Vec<u16> {
        let pixels = (0..SIDE * SIDE).map(|pixel| {
            let (column, row) = from(pixel % SIDE, pixel / SIDE);
            self.plane[row * SIDE + column]
        });
        pixels.collect()
    }
}
