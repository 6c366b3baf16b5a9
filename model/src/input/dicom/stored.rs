//! Decodes pixel data to stored values. Source: PS3.5, chapter 8.

use std::borrow::Cow;

use super::attributes::Attributes;
use super::description::{Description, Photometric};
use super::element::Element;
use super::frames;
use super::refusal::{of_codec, truncated};
use super::syntax::Coding;
use crate::input::InputError;
use crate::input::codecs::dct::Precision;
use crate::input::codecs::{Colour, Picture, jpeg, jpeg_ls, jpeg2000, rle};

/// The stored values of a frame: no rescale, inversion or window applied.
///
/// A pixel has one value, or red, green and blue. For YBR images, only the luma is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPixels {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) bits: u32,
    pub(super) shift: u32,
    pub(super) signed: bool,
    // One or three planes of `height * width` words, with unused bits.
    pub(super) planes: Vec<Vec<u16>>,
}

impl StoredPixels {
    /// Pixels in a row.
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// Rows.
    pub const fn height(&self) -> u32 {
        self.height
    }

    /// Values per pixel: 1, or 3 for red, green and blue.
    pub const fn components(&self) -> usize {
        self.planes.len()
    }

    /// The minimum and maximum value of the stored bits.
    pub fn range(&self) -> (i32, i32) {
        if self.signed {
            (-(1 << (self.bits - 1)), (1 << (self.bits - 1)) - 1)
        } else {
            (0, (1 << self.bits) - 1)
        }
    }

    /// The stored value in a word; unused bits (overlays, noise) are dropped.
    pub(super) fn value(&self, word: u16) -> i32 {
        let value = i32::from(word >> self.shift) & ((1 << self.bits) - 1);
        if self.signed && value >= 1 << (self.bits - 1) {
            value - (1 << self.bits)
        } else {
            value
        }
    }

    /// The values in row order, interleaved by pixel.
    pub fn values(&self) -> impl Iterator<Item = i32> {
        let pixels = self.planes.first().map_or(0, Vec::len);
        (0..pixels).flat_map(move |at| self.planes.iter().map(move |it| self.value(it[at])))
    }
}

/// Decodes a frame, counted from 0.
pub(super) fn read(
    attributes: &Attributes<'_>,
    element: &Element,
    coding: Coding,
    description: &Description,
    frame: u32,
) -> Result<StoredPixels, InputError> {
    let Description { shape, .. } = *description;
    let (width, height) = shape.size();
    let colour = description.colour();
    let coded = || frames::encapsulated(attributes, element, frame, description.frames);
    let Picture {
        mut planes,
        colour,
        lossy,
        ..
    } = match coding {
        Coding::Native | Coding::Deflated => Picture {
            colour,
            planes: native(attributes, element, description, frame)?,
            chroma: None,
            lossy: false,
        },
        Coding::Rle => {
            let bytes = description.allocated as usize / 8;
            let planes = rle::decode(&coded()?, shape, bytes).map_err(of_codec)?;
            Picture {
                colour,
                planes,
                chroma: None,
                lossy: false,
            }
        }
        Coding::Jpeg => {
            jpeg::decode(&coded()?, shape, colour, Precision::Bits13).map_err(of_codec)?
        }
        Coding::JpegLs => jpeg_ls::decode(&coded()?, shape, colour).map_err(of_codec)?,
        Coding::Jpeg2000 => jpeg2000::decode(&coded()?, shape, colour).map_err(of_codec)?,
    };
    if colour == Colour::Ycc {
        planes.truncate(1);
    }
    if lossy && !description.signed && description.shift == 0 {
        // Overshoot of white is clamped; masking would turn it black.
        let max = u16::MAX >> (16 - description.stored);
        for word in planes.iter_mut().flatten() {
            *word = (*word).min(max);
        }
    }
    Ok(StoredPixels {
        width,
        height,
        bits: description.stored,
        shift: description.shift,
        signed: description.signed,
        planes,
    })
}

/// Planes of words from native pixel data.
fn native(
    attributes: &Attributes<'_>,
    element: &Element,
    description: &Description,
    frame: u32,
) -> Result<Vec<Vec<u16>>, InputError> {
    let Description {
        shape,
        allocated,
        photometric,
        ..
    } = *description;
    let shared = photometric == Photometric::Ybr422;
    // Two pixels are stored as Y, Y, Cb, Cr.
    let samples = shape.plane() * if shared { 2 } else { shape.components };
    let bytes_each = allocated as usize / 8;
    let length = samples * bytes_each;
    let frame = if element.length.is_some() {
        Cow::Borrowed(frames::native(attributes.bytes, element, frame, length)?)
    } else {
        frames::encapsulated(attributes, element, frame, description.frames)?
    };
    let frame = frame.get(..length).ok_or_else(truncated)?;
    let big_endian = attributes.encoding.big_endian;
    let words: Vec<u16> = if allocated == 8 {
        let swapped = big_endian && element.representation == *b"OW";
        frames::bytes(frame, swapped).collect()
    } else {
        frames::words(frame, big_endian).collect()
    };
    let step = if shared { 2 } else { shape.components };
    Ok(match (shared, shape.components) {
        (true, _) => {
            let (fours, _) = words.as_chunks::<4>();
            let mut luma: Vec<u16> = fours.iter().flat_map(|&[a, b, ..]| [a, b]).collect();
            luma.resize(shape.plane(), 0);
            vec![luma]
        }
        (false, 1) => vec![words],
        _ if description.planar => words.chunks(shape.plane()).map(<[u16]>::to_vec).collect(),
        _ => (0..step)
            .map(|component| {
                words
                    .iter()
                    .skip(component)
                    .step_by(step)
                    .copied()
                    .collect()
            })
            .collect(),
    })
}
