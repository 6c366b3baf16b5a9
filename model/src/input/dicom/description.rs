//! The Image Pixel module. Source: PS3.3, C.7.6.3.

use super::attributes::{Attributes, tags};
use super::refusal::{damaged, unsupported};
use super::syntax::Coding;
use crate::input::codecs::{Colour, Shape, jpeg2000};
use crate::input::{InputError, Limits, PictureKind};

/// Maximum number of frames; the attribute is a text without a bound.
const MAX_FRAMES: f64 = 1e6;

/// Photometric interpretation. Source: PS3.3, C.7.6.3.1.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Photometric {
    /// Low values are white.
    Monochrome1,
    /// Low values are black.
    Monochrome2,
    /// Values are palette indices.
    Palette,
    /// Red, green, blue; for JPEG 2000, after its colour transform.
    Rgb,
    /// Luma and two colour differences.
    Ybr,
    /// The same, with horizontally subsampled colour differences.
    Ybr422,
}

/// Attributes of the Image Pixel module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Description {
    /// Columns, rows and samples per pixel.
    pub shape: Shape,
    /// Number of frames.
    pub frames: u32,
    /// Bits allocated: 8 or 16.
    pub allocated: u32,
    /// Bits stored.
    pub stored: u32,
    /// Number of unused bits below the stored value.
    pub shift: u32,
    /// Whether stored values are signed.
    pub signed: bool,
    /// Photometric interpretation.
    pub photometric: Photometric,
    /// Whether native components are stored as planes.
    pub planar: bool,
}

impl Description {
    /// Reads and validates the module, and checks it against the limits.
    pub(super) fn read(
        attributes: &Attributes<'_>,
        coding: Coding,
        limits: Limits,
    ) -> Result<Self, InputError> {
        let rows = attributes.required(tags::ROWS, "the header has no number of rows")?;
        let columns = attributes.required(tags::COLUMNS, "the header has no number of columns")?;
        if rows == 0 || columns == 0 {
            return Err(damaged("the header says that there are no rows or columns"));
        }
        limits.admit_size(columns.into(), rows.into())?;
        let samples = attributes.word(tags::SAMPLES, 0).unwrap_or(1);
        let allocated =
            attributes.required(tags::BITS_ALLOCATED, "the bits of a word are missing")?;
        let stored = attributes.word(tags::BITS_STORED, 0).unwrap_or(allocated);
        if allocated == 1 || stored == 1 {
            return Err(InputError::TwoLevels);
        }
        if !matches!(allocated, 8 | 16) {
            return Err(unsupported("words of other than 8 or 16 bits"));
        }
        let high = attributes
            .word(tags::HIGH_BIT, 0)
            .unwrap_or(stored.saturating_sub(1));
        let shift = (high + u16::from(high < u16::MAX)).checked_sub(stored);
        let (true, Some(shift)) = ((1..=allocated).contains(&stored) && high < allocated, shift)
        else {
            return Err(damaged("the stored bits do not fit into a word"));
        };
        let photometric = photometric(attributes.text(tags::PHOTOMETRIC), samples)?;
        let frames = attributes.numbers(tags::FRAMES).next().unwrap_or(1.0);
        let description = Self {
            shape: Shape {
                width: columns.into(),
                height: rows.into(),
                components: samples.into(),
            },
            frames: whole(frames.clamp(1.0, MAX_FRAMES)),
            allocated: allocated.into(),
            stored: stored.into(),
            shift: shift.into(),
            signed: attributes.word(tags::REPRESENTATION, 0) == Some(1),
            photometric,
            planar: attributes.word(tags::PLANAR, 0) == Some(1),
        };
        description.admit_memory(coding, limits)?;
        Ok(description)
    }

    /// The meaning of the samples for a codec.
    pub(super) const fn colour(&self) -> Colour {
        match self.photometric {
            Photometric::Rgb => Colour::Rgb,
            Photometric::Ybr | Photometric::Ybr422 => Colour::Ycc,
            _ => Colour::Grey,
        }
    }

    fn admit_memory(&self, coding: Coding, limits: Limits) -> Result<(), InputError> {
        // Output words, and for colour the words they are made from.
        let each = if coding == Coding::Jpeg2000 {
            jpeg2000::BYTES_PER_SAMPLE
        } else {
            4
        };
        let samples = (self.shape.plane() * self.shape.components) as u64;
        limits.admit_memory(
            PictureKind::Dicom,
            samples * each,
            self.shape.plane() as u64,
        )
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is positive and at most a million"
)]
const fn whole(number: f64) -> u32 {
    number as u32
}

fn photometric(name: &str, samples: u16) -> Result<Photometric, InputError> {
    let photometric = match (name, samples) {
        ("MONOCHROME1", 1) => Photometric::Monochrome1,
        ("MONOCHROME2" | "", 1) => Photometric::Monochrome2,
        ("PALETTE COLOR", 1) => Photometric::Palette,
        ("RGB" | "YBR_RCT" | "YBR_ICT" | "", 3) => Photometric::Rgb,
        ("YBR_FULL", 3) => Photometric::Ybr,
        ("YBR_FULL_422", 3) => Photometric::Ybr422,
        (
            "MONOCHROME1" | "MONOCHROME2" | "PALETTE COLOR" | "RGB" | "YBR_RCT" | "YBR_ICT"
            | "YBR_FULL" | "YBR_FULL_422",
            _,
        ) => return Err(damaged("the number of samples does not fit the colours")),
        _ => return Err(unsupported("unusual colours")),
    };
    Ok(photometric)
}
