//! How a film becomes network input; the specification is stored with the weights.

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::equalise::equalise;
use super::error::InputError;
use super::radiograph::Radiograph;
use super::resample::{Area, ResizeFilter, resample};

/// The maximum side of the input, in pixels.
pub const MAX_SIDE: u32 = 4096;

/// How a film becomes a network's input: crop, resize, contrast, normalise.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputSpec {
    /// Pixels on each side of the input, at most [`MAX_SIDE`].
    #[serde(deserialize_with = "side")]
    pub side: u32,
    /// Which part of a film that is not square is used.
    pub crop: Crop,
    /// The resampling kernel.
    pub resize: ResizeFilter,
    /// Contrast preprocessing.
    pub contrast: Contrast,
    /// Subtracted from the grey value in `0..=1`.
    #[serde(deserialize_with = "finite")]
    pub mean: f32,
    /// Divides the difference; positive.
    #[serde(deserialize_with = "positive")]
    pub std: f32,
}

/// Which part of a film that is not square is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Crop {
    /// The whole film, stretched to a square.
    Whole,
    /// The largest centred square; for an odd margin the upper or left one.
    CentreSquare,
}

/// Contrast preprocessing, applied once the film has the input's size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contrast {
    /// Grey values as stored.
    AsStored,
    /// Histogram equalisation, which removes the effect of exposure and tone curve.
    Equalised,
}

/// One normalised grey plane; a network's three channels are copies of it.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkInput {
    /// Pixels on each side.
    pub side: u32,
    /// `side * side` values, row by row.
    pub values: Vec<f32>,
}

impl InputSpec {
    /// The specification of this project's networks at a given side.
    pub const fn with_side(side: u32) -> Self {
        Self {
            side,
            crop: Crop::CentreSquare,
            resize: ResizeFilter::Bilinear,
            contrast: Contrast::AsStored,
            mean: 0.5,
            std: 0.25,
        }
    }

    /// The part of a film that becomes the input.
    pub const fn area(&self, width: u32, height: u32) -> Area {
        match self.crop {
            Crop::Whole => Area::whole(width, height),
            Crop::CentreSquare => {
                let square = if width < height { width } else { height };
                Area {
                    left: (width - square) / 2,
                    top: (height - square) / 2,
                    width: square,
                    height: square,
                }
            }
        }
    }

    /// Crops and resizes the film and applies the contrast preprocessing: `side * side` grey values.
    ///
    /// # Errors
    /// [`InputError::Resize`] when the resampler refuses.
    pub fn plane(&self, film: &Radiograph) -> Result<Vec<u16>, InputError> {
        let area = self.area(film.width(), film.height());
        let mut plane = resample(film, area, [self.side; 2], self.resize)?;
        if self.contrast == Contrast::Equalised {
            equalise(&mut plane);
        }
        Ok(plane)
    }

    /// Grey values as a network takes them.
    pub fn normalise(&self, plane: &[u16]) -> NetworkInput {
        let pixels = plane.iter();
        let values = pixels.map(|&grey| self.normalise_pixel(grey)).collect();
        NetworkInput {
            side: self.side,
            values,
        }
    }

    /// A grey value as a network takes it.
    pub fn normalise_pixel(&self, grey: u16) -> f32 {
        (f32::from(grey) / 65535.0 - self.mean) / self.std
    }
}

fn side<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    match u32::deserialize(deserializer)? {
        side @ ..=MAX_SIDE => Ok(side),
        side => Err(D::Error::custom(format!(
            "a side of {side} px is over {MAX_SIDE}"
        ))),
    }
}

fn finite<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
    let number = f32::deserialize(deserializer)?;
    if number.is_finite() {
        Ok(number)
    } else {
        Err(D::Error::custom("the number is not finite"))
    }
}

fn positive<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
    let number = finite(deserializer)?;
    if number > 0.0 {
        Ok(number)
    } else {
        Err(D::Error::custom(format!("{number} is not positive")))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A grey value that looks random.
    pub(in crate::input) fn noise(index: u32) -> u16 {
        let mixed = (index ^ (index >> 7)).wrapping_mul(0x9e37_79b1);
        u16::try_from(mixed >> 16).unwrap()
    }

    fn film(width: u32, height: u32) -> Radiograph {
        Radiograph::new(width, height, (0..width * height).map(noise).collect()).unwrap()
    }

    #[test]
    fn the_centre_square_leaves_the_ends_out() {
        let spec = InputSpec::with_side(32);
        for (width, height, left, top) in [(37, 32, 2, 0), (32, 37, 0, 2)] {
            let film = film(width, height);
            let plane = spec.plane(&film).unwrap();
            let corner = film.grey()[(top * width + left) as usize];
            assert_eq!((plane.len(), plane[0]), (1024, corner));
        }
    }

    #[test]
    fn the_whole_film_is_stretched() {
        let spec = InputSpec {
            crop: Crop::Whole,
            ..InputSpec::with_side(32)
        };
        // Each column twice: the mean of two equal values is that value.
        let grey: Vec<u16> = (0..64 * 32).map(|i| noise(i / 2)).collect();
        let wide = Radiograph::new(64, 32, grey.clone()).unwrap();
        let plane = spec.plane(&wide).unwrap();
        assert_eq!(plane.len(), 1024);
        let mean = |values: &[u16]| {
            values.iter().copied().map(f64::from).sum::<f64>() / values.len() as f64
        };
        assert!((mean(&plane) - mean(&grey)).abs() < 100.0);
    }

    #[test]
    fn black_and_white_lie_two_deviations_from_the_middle() {
        let input = InputSpec::with_side(2).normalise(&[0, u16::MAX]);
        assert_eq!((input.side, input.values), (2, vec![-2.0, 2.0]));
    }

    #[test]
    fn a_specification_reads_back_as_written() {
        let spec = InputSpec {
            resize: ResizeFilter::CatmullRom,
            ..InputSpec::with_side(224)
        };
        let json = serde_json::to_string(&spec).unwrap();
        assert_eq!(
            json,
            r#"{"side":224,"crop":"centre-square","resize":"catmull-rom","contrast":"as-stored","mean":0.5,"std":0.25}"#
        );
        assert_eq!(serde_json::from_str::<InputSpec>(&json).unwrap(), spec);
    }

    #[test]
    fn an_invalid_specification_is_refused() {
        let json = serde_json::to_string(&InputSpec::with_side(224)).unwrap();
        for (good, bad) in [
            ("224", "100000"),
            ("0.25", "0.0"),
            ("0.25", "1e300"),
            ("0.5", "-1e300"),
            ("bilinear", "nearest"),
            ("\"std\"", "\"dev\""),
        ] {
            let broken = json.replace(good, bad);
            assert!(
                serde_json::from_str::<InputSpec>(&broken).is_err(),
                "{broken}"
            );
        }
    }
}
