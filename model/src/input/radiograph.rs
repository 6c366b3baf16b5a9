//! A decoded film: 16-bit grey values, and no data about the patient.

use image::metadata::Orientation;
use image::{DynamicImage, ImageBuffer};

use super::error::InputError;
use super::grey::{Grey, invert};
use super::limits::MIN_SIDE;

/// A film as grey values from black (0) to white (65535), where dense tissue is bright; row-major from
/// the upper left as displayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Radiograph {
    width: u32,
    height: u32,
    // width * height values.
    grey: Vec<u16>,
    coloured: bool,
}

impl Radiograph {
    /// A film of `width * height` grey values in row order.
    ///
    /// # Errors
    /// [`InputError::TooSmall`] below [`MIN_SIDE`], [`InputError::WrongLength`] for another number of
    /// values.
    pub fn new(width: u32, height: u32, grey: Vec<u16>) -> Result<Self, InputError> {
        if width.min(height) < MIN_SIDE {
            return Err(InputError::TooSmall {
                width,
                height,
                min: MIN_SIDE,
            });
        }
        if grey.len() as u64 != u64::from(width) * u64::from(height) {
            let values = grey.len();
            return Err(InputError::WrongLength {
                values,
                width,
                height,
            });
        }
        Ok(Self {
            width,
            height,
            grey,
            coloured: false,
        })
    }

    /// The film of a decoded picture.
    ///
    /// # Errors
    /// As [`Radiograph::new`].
    pub(super) fn of_grey(width: u32, height: u32, grey: Grey) -> Result<Self, InputError> {
        Ok(Self::new(width, height, grey.values)?.coloured(grey.coloured))
    }

    /// The film with a statement whether its picture is in strong colours.
    #[must_use]
    pub(crate) fn coloured(self, coloured: bool) -> Self {
        Self { coloured, ..self }
    }

    /// Whether the picture that it was decoded from is in strong colours, as no film is.
    pub const fn is_coloured(&self) -> bool {
        self.coloured
    }

    /// Pixels in a row.
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// Rows.
    pub const fn height(&self) -> u32 {
        self.height
    }

    /// The grey values, row-major.
    pub fn grey(&self) -> &[u16] {
        &self.grey
    }

    /// The grey values alone.
    pub(super) fn into_grey(self) -> Vec<u16> {
        self.grey
    }

    /// A film of other dimensions whose pixels come from the positions (column, row) that `from` states.
    pub(super) fn rearranged(
        &self,
        width: u32,
        height: u32,
        from: impl Fn(u32, u32) -> (u32, u32),
    ) -> Result<Self, InputError> {
        let mut grey = Vec::with_capacity(width as usize * height as usize);
        for y in 0..height {
            grey.extend((0..width).map(|x| {
                let (column, row) = from(x, y);
                self.grey[row as usize * self.width as usize + column as usize]
            }));
        }
        Self::new(width, height, grey)
    }

    /// The film with black and white exchanged.
    #[must_use]
    pub(super) fn inverted(&self) -> Self {
        let mut inverted = self.clone();
        invert(&mut inverted.grey);
        inverted
    }

    /// Applies the orientation in the file's metadata.
    #[must_use]
    pub(super) fn oriented(self, orientation: Orientation) -> Self {
        if orientation == Orientation::NoTransforms {
            return self;
        }
        let Self {
            width,
            height,
            grey,
            coloured,
        } = self;
        let mut image = ImageBuffer::from_raw(width, height, grey)
            .map_or_else(DynamicImage::default, DynamicImage::ImageLuma16);
        image.apply_orientation(orientation);
        Self {
            width: image.width(),
            height: image.height(),
            grey: image.into_luma16().into_raw(),
            coloured,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_film_is_refused() {
        for (width, height) in [(0, 0), (31, 4000), (4000, 31)] {
            let values = vec![0; (width * height) as usize];
            let error = Radiograph::new(width, height, values).unwrap_err();
            let min = MIN_SIDE;
            assert_eq!(error, InputError::TooSmall { width, height, min });
        }
    }

    #[test]
    fn missing_values_are_refused() {
        let error = Radiograph::new(32, 32, vec![0; 1023]).unwrap_err();
        assert!(matches!(
            error,
            InputError::WrongLength { values: 1023, .. }
        ));
    }

    #[test]
    fn an_oriented_film_keeps_its_pixels() {
        let grey: Vec<u16> = (0..32 * 40).collect();
        let film = Radiograph::new(40, 32, grey.clone()).unwrap();
        let rotated = film.clone().oriented(Orientation::Rotate90);
        assert_eq!((rotated.width(), rotated.height()), (32, 40));
        // The first column from below becomes the first row.
        assert_eq!(rotated.grey()[..2], [grey[31 * 40], grey[30 * 40]]);
        assert_eq!(film.clone().oriented(Orientation::NoTransforms), film);
    }
}
