//! Converts colour to grey, in integers.
//!
//! Luma has the weights of ITU-R BT.601, which JPEG uses too, so a grey film saved in colour is
//! recovered exactly. Transparent pixels are composited on black; the alpha of a picture that is
//! transparent everywhere is ignored, because its writer left it unused.

use image::DynamicImage;

use super::colour::ColourCount;
use super::error::InputError;
use super::range;

/// The weights of red, green and blue in luma, of 2^16.
const WEIGHTS: [u32; 3] = [19_595, 38_470, 7_471];

/// The grey values of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grey {
    /// From black (0) to white (65535).
    pub values: Vec<u16>,
    /// Whether they were made of strong colours.
    pub coloured: bool,
}

impl From<Vec<u16>> for Grey {
    fn from(values: Vec<u16>) -> Self {
        Self {
            values,
            coloured: false,
        }
    }
}

/// The grey values of a picture, with 16 bits from its range in use; `None` for floating-point values.
///
/// # Errors
/// [`InputError::NoContrast`] for 16-bit films with next to no range.
pub(super) fn grey(picture: DynamicImage) -> Result<Option<Grey>, InputError> {
    Ok(Some(match picture {
        DynamicImage::ImageLuma8(samples) => mix(&samples, widen, |[grey]| grey).into(),
        DynamicImage::ImageLumaA8(samples) => composited(&samples, widen, |pixel| pixel).into(),
        DynamicImage::ImageRgb8(samples) => of_colours(&samples, widen),
        DynamicImage::ImageRgba8(samples) => of_colours_and_alpha(&samples, widen),
        DynamicImage::ImageLuma16(samples) => in_use(samples.into_raw(), 1)?,
        DynamicImage::ImageLumaA16(samples) => in_use(samples.into_raw(), 2)?,
        DynamicImage::ImageRgb16(samples) => in_use(samples.into_raw(), 3)?,
        DynamicImage::ImageRgba16(samples) => in_use(samples.into_raw(), 4)?,
        _ => return Ok(None),
    }))
}

/// The grey values of 16-bit samples from their range in use; channels as in [`merged`].
///
/// # Errors
/// [`InputError::NoContrast`].
pub(super) fn in_use(mut samples: Vec<u16>, channels: usize) -> Result<Grey, InputError> {
    let eight_bits = range::narrow(&mut samples);
    let mut grey = merged(samples, channels);
    if !eight_bits {
        grey.values = range::stretch(grey.values)?;
    }
    Ok(grey)
}

/// The grey values of pixels with 1 (grey), 2 (grey, alpha), 3 (RGB) or 4 (RGB, alpha) samples of 16 bits.
pub(super) fn merged(samples: Vec<u16>, channels: usize) -> Grey {
    match channels {
        2 => composited(&samples, u16::from, |pixel| pixel).into(),
        3 => of_colours(&samples, u16::from),
        4 => of_colours_and_alpha(&samples, u16::from),
        _ => samples.into(),
    }
}

/// The luma of red, green and blue.
fn of_colours<S: Copy>(samples: &[S], to_16_bits: impl Fn(S) -> u16) -> Grey {
    let mut count = ColourCount::default();
    let values = mix(samples, to_16_bits, |colour| {
        count.add(colour);
        luma(colour)
    });
    Grey {
        values,
        coloured: count.is_strong(),
    }
}

/// As [`of_colours`], composited with alpha; the colours of transparent pixels count too.
fn of_colours_and_alpha<S: Copy>(samples: &[S], to_16_bits: impl Fn(S) -> u16) -> Grey {
    let mut count = ColourCount::default();
    let values = composited(samples, to_16_bits, |[red, green, blue, alpha]| {
        count.add([red, green, blue]);
        [luma([red, green, blue]), alpha]
    });
    Grey {
        values,
        coloured: count.is_strong(),
    }
}

/// The luma of colours with samples of more than 16 bits.
pub(super) fn luma_wide(samples: &[f64]) -> Vec<f64> {
    let weights = WEIGHTS.map(|weight| f64::from(weight) / 65536.0);
    let (pixels, _) = samples.as_chunks::<3>();
    let luma = |pixel: &[f64; 3]| {
        let parts = pixel.iter().zip(weights);
        parts.map(|(sample, weight)| sample * weight).sum()
    };
    pixels.iter().map(luma).collect()
}

/// One grey value for each `N` samples.
pub(super) fn mix<S: Copy, const N: usize>(
    samples: &[S],
    to_16_bits: impl Fn(S) -> u16,
    mut to_grey: impl FnMut([u16; N]) -> u16,
) -> Vec<u16> {
    let (pixels, _) = samples.as_chunks::<N>();
    pixels
        .iter()
        .map(|pixel| to_grey(pixel.map(&to_16_bits)))
        .collect()
}

/// As [`mix`] with alpha as the last sample: on black, unless all pixels are transparent.
fn composited<S: Copy, const N: usize>(
    samples: &[S],
    to_16_bits: impl Fn(S) -> u16,
    mut to_grey_and_alpha: impl FnMut([u16; N]) -> [u16; 2],
) -> Vec<u16> {
    let (pixels, _) = samples.as_chunks::<N>();
    let transparent = pixels.iter().all(|pixel| to_16_bits(pixel[N - 1]) == 0);
    mix(samples, &to_16_bits, |pixel| {
        let [grey, alpha] = to_grey_and_alpha(pixel);
        if transparent {
            grey
        } else {
            on_black([grey, alpha])
        }
    })
}

/// An 8-bit sample in 16 bits: 255 becomes 65535.
pub(super) fn widen(sample: u8) -> u16 {
    u16::from(sample) * 257
}

/// A level of `0..=max`, at most `u16::MAX`, in 16 bits; higher levels become white.
pub(super) fn scaled(level: u32, max: u32) -> u16 {
    // No overflow: both factors have 16 bits.
    (((level.min(max) * 0xffff + max / 2) / max) & 0xffff) as u16
}

/// Exchanges black and white.
pub(super) fn invert(values: &mut [u16]) {
    for value in values {
        *value = u16::MAX - *value;
    }
}

/// The luma of planes of red, green and blue, of samples whose 16-bit values `tone` gives.
pub(super) fn luma_of_planes(
    [mut red, green, blue]: [Vec<u16>; 3],
    tone: impl Fn(u16) -> u16,
) -> Grey {
    let mut count = ColourCount::default();
    for (red, (green, blue)) in red.iter_mut().zip(green.into_iter().zip(blue)) {
        let colour = [*red, green, blue].map(&tone);
        count.add(colour);
        *red = luma(colour);
    }
    Grey {
        values: red,
        coloured: count.is_strong(),
    }
}

/// The luma of a colour. The weights add up to 2^16, so the sum stays below 2^32.
pub(super) fn luma(colour: [u16; 3]) -> u16 {
    let [red, green, blue] = colour.map(u32::from);
    let [of_red, of_green, of_blue] = WEIGHTS;
    ((of_red * red + of_green * green + of_blue * blue + 0x8000) >> 16) as u16
}

/// A grey value with alpha, composited on black.
#[expect(
    clippy::cast_possible_truncation,
    reason = "alpha is at most 65535: the quotient is at most the grey value"
)]
pub(super) fn on_black([grey, alpha]: [u16; 2]) -> u16 {
    ((u32::from(grey) * u32::from(alpha) + 0x7fff) / 0xffff) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grey_saved_in_colour_stays_as_it_was() {
        for grey in 0..=u16::MAX {
            assert_eq!(luma([grey; 3]), grey);
            assert_eq!(on_black([grey, u16::MAX]), grey);
            assert_eq!(on_black([grey, 0]), 0);
        }
    }

    #[test]
    fn luma_follows_the_weights_of_jpeg() {
        for (colour, weight) in [
            ([u16::MAX, 0, 0], 0.299),
            ([0, u16::MAX, 0], 0.587),
            ([0, 0, u16::MAX], 0.114),
        ] {
            assert!((f64::from(luma(colour)) - weight * 65535.0).abs() < 1.0);
        }
    }

    #[test]
    fn a_half_transparent_pixel_is_half_as_bright() {
        let half = on_black([60_000, widen(128)]);
        assert!((f64::from(half) - 60_000.0 * 128.0 / 255.0).abs() <= 0.5);
    }

    #[test]
    fn floating_point_pictures_have_no_grey() {
        assert_eq!(grey(DynamicImage::new_rgb32f(1, 1)), Ok(None));
    }
}
