//! Converts stored values to a radiograph of 16-bit grey values.
//!
//! The result, and so the network's input, does not depend on windows: with up to 8 bits stored, their
//! full range maps to 0 to 65535, with more the range in use, as for other films. A rescale with a
//! positive slope cancels out; the image is inverted if exactly one of MONOCHROME1 and a negative slope
//! applies. Windows, VOI and modality lookup tables, and overlays are ignored. Source: PS3.3, C.7.6.3
//! and C.11.

use super::attributes::{Attributes, tags};
use super::description::{Description, Photometric};
use super::info::spacing;
use super::palette::Palette;
use super::refusal::unsupported;
use super::stored::StoredPixels;
use crate::input::check::check;
use crate::input::grey::{Grey, in_use, invert, luma_of_planes, scaled};
use crate::input::{InputError, Limits, Radiograph};

/// Relative tolerance for square pixels.
const SQUARE: f64 = 0.01;

/// Maximum ratio of the sides of a pixel.
const MAX_ASPECT: f64 = 8.0;

/// Converts the stored values of a frame.
pub(super) fn film(
    stored: StoredPixels,
    attributes: &Attributes<'_>,
    description: &Description,
    limits: Limits,
) -> Result<Radiograph, InputError> {
    let palette = description.photometric == Photometric::Palette;
    let deep = stored.bits > 8 && !palette;
    let tones = if palette {
        let palette = Palette::read(attributes, description.signed)?;
        table(&stored, |value| palette.grey(value))
    } else {
        shades(&stored, &Padding::read(attributes, description))
    };
    let tone = |word: u16| tones[usize::from(word) % tones.len()];
    let StoredPixels {
        width,
        height,
        planes,
        ..
    } = stored;
    let Grey {
        values: mut grey,
        coloured,
    } = match <[Vec<u16>; 3]>::try_from(planes) {
        Ok(colours) => luma_of_planes(colours, tone),
        Err(planes) => {
            let grey = planes.into_iter().next().unwrap_or_default();
            grey.into_iter().map(tone).collect::<Vec<_>>().into()
        }
    };
    if deep {
        grey = in_use(grey, 1)?.values;
    }
    if is_negative(attributes, description.photometric) {
        invert(&mut grey);
    }
    let (width, height, values) = squared(width, height, grey, pixel_aspect(attributes)?, limits)?;
    check(Radiograph::of_grey(
        width,
        height,
        Grey { values, coloured },
    )?)
}

/// Stored values as levels above the smallest possible one, with square pixels.
pub(in super::super) struct Levels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The levels in row order.
    pub values: Vec<u16>,
    /// The stored value of level 0.
    pub least: i32,
}

/// The levels of a frame in grey; padding stays as it is stored.
pub(super) fn levels(
    stored: StoredPixels,
    attributes: &Attributes<'_>,
    limits: Limits,
) -> Result<Levels, InputError> {
    let (least, _) = stored.range();
    let levels = table(&stored, |value| {
        ((value - least).cast_unsigned() & 0xffff) as u16
    });
    let (width, height) = (stored.width, stored.height);
    let words = stored.planes.into_iter().next().unwrap_or_default();
    let values = words.into_iter();
    let values = values.map(|word| levels[usize::from(word) % levels.len()]);
    let aspect = pixel_aspect(attributes)?;
    let (width, height, values) = squared(width, height, values.collect(), aspect, limits)?;
    Ok(Levels {
        width,
        height,
        values,
        least,
    })
}

/// The spacing of pixels that [`squared`] has made square where they were not.
pub(in super::super) fn square_spacing([rows, columns]: [f64; 2]) -> [f64; 2] {
    if (rows / columns - 1.0).abs() < SQUARE {
        [rows, columns]
    } else {
        [rows.min(columns); 2]
    }
}

/// Tabulates a function of the stored value for all words.
fn table(stored: &StoredPixels, grey: impl Fn(i32) -> u16) -> Vec<u16> {
    let words = (0..=u16::MAX).take(1 << (stored.bits + stored.shift).max(8));
    words.map(|word| grey(stored.value(word))).collect()
}

/// Grey value per word, for all images but palette colour: with up to 8 bits scaled to 16, with more the
/// value above the minimum.
fn shades(stored: &StoredPixels, padding: &Padding) -> Vec<u16> {
    let (min, max) = stored.range();
    // Padding becomes the smallest value outside the padding range.
    let floor = match padding.range {
        Some(_) => stored.values().filter(|&it| !padding.holds(it)).min(),
        None => None,
    };
    let span = (max - min).cast_unsigned();
    let deep = stored.bits > 8;
    table(stored, |value| {
        let value = floor.filter(|_| padding.holds(value)).unwrap_or(value);
        let level = (value - min).cast_unsigned();
        if deep {
            (level & 0xffff) as u16
        } else {
            scaled(level, span)
        }
    })
}

/// Whether the greatest value is black.
fn is_negative(attributes: &Attributes<'_>, photometric: Photometric) -> bool {
    let slope = attributes.numbers(tags::SLOPE).next().unwrap_or(1.0);
    match photometric {
        Photometric::Monochrome1 => slope >= 0.0,
        Photometric::Monochrome2 => slope < 0.0,
        _ => false,
    }
}

/// Pixel padding: values that are not part of the image. Source: PS3.3, C.7.5.1.1.2.
struct Padding {
    range: Option<(i32, i32)>,
}

impl Padding {
    fn read(attributes: &Attributes<'_>, description: &Description) -> Self {
        let value = |tag| {
            let word = attributes.word(tag, 0)?;
            Some(if description.signed {
                word.cast_signed().into()
            } else {
                word.into()
            })
        };
        let range = value(tags::PADDING).map(|first: i32| {
            let last: i32 = value(tags::PADDING_LIMIT).unwrap_or(first);
            (first.min(last), first.max(last))
        });
        let grey = matches!(
            description.photometric,
            Photometric::Monochrome1 | Photometric::Monochrome2
        );
        Self {
            range: range.filter(|_| grey),
        }
    }

    fn holds(&self, value: i32) -> bool {
        self.range
            .is_some_and(|(first, last)| (first..=last).contains(&value))
    }
}

/// Height of a pixel divided by its width. Source: PS3.3, C.7.6.3.1.7 and 10.7.1.3.
fn pixel_aspect(attributes: &Attributes<'_>) -> Result<f64, InputError> {
    let pair = attributes
        .pair(tags::ASPECT_RATIO)
        .or_else(|| spacing(attributes));
    let ratio = pair.map_or(1.0, |[vertical, horizontal]| vertical / horizontal);
    if (MAX_ASPECT.recip()..=MAX_ASPECT).contains(&ratio) {
        Ok(ratio)
    } else {
        Err(unsupported("pixels that are far from square"))
    }
}

/// Makes pixels square by repeating rows or columns (nearest neighbour).
fn squared(
    width: u32,
    height: u32,
    grey: Vec<u16>,
    ratio: f64,
    limits: Limits,
) -> Result<(u32, u32, Vec<u16>), InputError> {
    if (ratio - 1.0).abs() < SQUARE {
        return Ok((width, height, grey));
    }
    let columns = places(width, ratio.recip().max(1.0));
    let rows = places(height, ratio.max(1.0));
    let side = |places: &[usize]| u32::try_from(places.len()).unwrap_or(u32::MAX);
    let (wide, high) = (side(&columns), side(&rows));
    limits.admit_size(wide, high)?;
    let mut square = Vec::with_capacity(columns.len() * rows.len());
    for row in rows {
        let row = &grey[row * width as usize..][..width as usize];
        square.extend(columns.iter().map(|&column| row[column]));
    }
    Ok((wide, high, square))
}

/// For each position of a stretched side, the source position.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a side has at most 16 bits, and the factor is at most 8"
)]
fn places(side: u32, factor: f64) -> Vec<usize> {
    let stretched = (f64::from(side) * factor).round() as usize;
    let last = side.saturating_sub(1) as usize;
    let place = |at: usize| (((at as f64 + 0.5) / factor) as usize).min(last);
    (0..stretched).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_high_pixels_stand_twice() {
        assert_eq!(places(3, 2.0), [0, 0, 1, 1, 2, 2]);
        assert_eq!(places(3, 1.0), [0, 1, 2]);
        assert_eq!(places(4, 1.5), [0, 1, 1, 2, 3, 3]);
        let grey: Vec<u16> = (0..32 * 32).collect();
        let limits = Limits::default();
        let (width, height, tall) = squared(32, 32, grey.clone(), 2.0, limits).unwrap();
        assert_eq!((width, height), (32, 64));
        assert_eq!(tall[..32], tall[32..64]);
        let (width, height, wide) = squared(32, 32, grey, 0.5, limits).unwrap();
        assert_eq!((width, height), (64, 32));
        assert_eq!(wide[..4], [0, 0, 1, 1]);
    }
}
