//! What the samples of a pixel mean. Source: TIFF 6.0, sections 3 to 6 and 21.

use super::directory::{Directory, tags};
use super::refusal::{damaged, unsupported};
use crate::input::grey::{luma, widen};
use crate::input::{InputError, PictureKind};

/// What the samples of a pixel mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Photometric {
    /// Grey; 0 is white.
    WhiteIsZero,
    /// Grey; 0 is black.
    BlackIsZero,
    /// Red, green, blue.
    Rgb,
    /// An index into these grey values.
    Palette(Vec<u16>),
    /// Luma and two colour differences.
    Ycc,
}

impl Photometric {
    /// Reads the fields.
    pub(super) fn read(
        fields: &Directory<'_>,
        samples: usize,
        bits: usize,
    ) -> Result<Self, InputError> {
        let code = fields.first(tags::PHOTOMETRIC)?;
        let photometric = match code.unwrap_or(if samples < 3 { 1 } else { 2 }) {
            0 => Self::WhiteIsZero,
            1 => Self::BlackIsZero,
            2 => Self::Rgb,
            3 => Self::Palette(tones(fields, bits)?),
            4 => return Err(unsupported("a transparency mask")),
            5 => {
                let kind = PictureKind::Tiff;
                return Err(InputError::Cmyk { kind });
            }
            6 => Self::Ycc,
            code => return Err(unsupported(format!("colours of kind {code}"))),
        };
        if samples < photometric.samples() {
            return Err(damaged("samples are missing for its colours"));
        }
        Ok(photometric)
    }

    /// Samples of a pixel, without extra ones.
    pub(super) const fn samples(&self) -> usize {
        match self {
            Self::Rgb | Self::Ycc => 3,
            _ => 1,
        }
    }

    /// The first samples, which are used.
    pub(super) const fn channels(&self) -> usize {
        match self {
            Self::Rgb => 3,
            _ => 1,
        }
    }
}

/// The grey values of the palette: 8-bit luma scaled to 16 bits, as in other formats.
fn tones(fields: &Directory<'_>, bits: usize) -> Result<Vec<u16>, InputError> {
    let map = fields.field(tags::COLOR_MAP)?;
    let map = map.ok_or_else(|| damaged("the palette is missing"))?;
    if !(1..=16).contains(&bits) || map.len() < 3 << bits {
        return Err(damaged("the palette is too short"));
    }
    // Some writers store 8 bits in the words.
    let shift = if map.numbers().all(|it| it < 256) {
        0
    } else {
        8
    };
    let level = |index: usize| {
        let entry = map.number(index).unwrap_or_default() >> shift;
        widen(u8::try_from(entry).unwrap_or(u8::MAX))
    };
    let colours = 1_usize << bits;
    let colour = |index| luma([0, 1, 2].map(|channel: usize| level(channel * colours + index)));
    Ok((0..colours).map(colour).collect())
}
