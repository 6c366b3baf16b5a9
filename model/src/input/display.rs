//! A film for people: its values as stored, and what the header says of windows, size and sides.
//!
//! The network's input is made of [`Radiograph`] instead and depends on nothing here.

use serde::{Deserialize, Serialize};

use super::decode::decode_with_header;
use super::dicom::{self, Edges, Levels, Spacing, VoiFunction, Window};
use super::error::InputError;
use super::fix::Fix;
use super::histogram::ranks;
use super::kind::PictureKind;
use super::limits::Limits;
use super::radiograph::Radiograph;
use super::range;
use super::sniff::sniff;
use crate::archive;

/// A grey value of 8 bits in 16 bits is a multiple of this.
const EIGHT_BITS: u16 = 257;

/// A film as a viewer shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct DisplayFilm {
    /// What its levels mean.
    pub description: DisplayDescription,
    /// `width * height` levels in row order; see [`DisplayDescription::value`].
    pub levels: Vec<u16>,
}

/// What the levels of a film mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisplayDescription {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The greatest level that the film's bits can hold.
    pub max_level: u16,
    /// The difference in value from a level to the next; not 0.
    pub slope: f64,
    /// The value of level 0.
    pub intercept: f64,
    /// What the values are.
    pub unit: Unit,
    /// Whether low values are white.
    pub low_is_white: bool,
    /// The windows of the header, in values.
    pub windows: Vec<Window>,
    /// How they map values to grey.
    pub function: VoiFunction,
    /// How the levels are distributed.
    pub distribution: Distribution,
    /// The distance between pixels, if the header states it.
    pub spacing: Option<Spacing>,
    /// What is at the edges, if the header states it.
    pub edges: Edges,
}

/// What the values of a film are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// Values as stored in the file.
    Stored,
    /// Stored values after the header's rescale.
    Rescaled,
    /// Grey values of 16 bits, to which the range in use is stretched.
    Grey,
}

/// How the levels of a film are distributed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distribution {
    /// The ends of the range in use, as the network gets it.
    pub range: [u16; 2],
    /// The 1st percentile, the median and the 99th percentile.
    pub percentiles: [u16; 3],
}

impl DisplayDescription {
    /// The value of a level.
    pub fn value(&self, level: u16) -> f64 {
        self.slope * f64::from(level) + self.intercept
    }
}

/// Decodes a frame of a file for display, after the fixes; arguments as in
/// [`decode_frame`](super::decode_frame).
///
/// # Errors
/// As [`decode_frame`](super::decode_frame) and [`Fix::apply`].
pub fn decode(
    bytes: &[u8],
    frame: Option<u32>,
    fixes: &[Fix],
    limits: Limits,
) -> Result<DisplayFilm, InputError> {
    limits.admit_bytes(bytes.len() as u64)?;
    let unpacked = archive::unpacked(bytes, limits.bytes)?;
    let levels = match sniff(&unpacked)? {
        PictureKind::Dicom => dicom::levels(&unpacked, frame, limits.of_file(bytes.len()))?,
        _ => None,
    };
    let (picture, mut description) = if let Some((levels, info)) = levels {
        of_dicom(levels, &info)?
    } else {
        let (film, info) = decode_with_header(bytes, frame, limits)?;
        let (picture, mut description) = of_grey(film)?;
        if let Some(info) = info {
            description.spacing = info.spacing.map(square);
            description.edges = info.edges;
        }
        (picture, description)
    };
    let picture = fixes.iter().try_fold(picture, |picture, &fix| {
        fix_description(&mut description, fix);
        match fix {
            Fix::Invert => Ok(picture),
            fix => fix.apply(&picture),
        }
    })?;
    Ok(finished(picture, description))
}

/// The square that a network takes, from its grey values before they are normalised. All of them are its
/// range in use, whatever they are: the network sees no window.
///
/// # Errors
/// [`InputError::WrongLength`] for another number of values.
pub fn of_plane(side: u32, plane: Vec<u16>) -> Result<DisplayFilm, InputError> {
    let (picture, description) = of_grey(Radiograph::new(side, side, plane)?)?;
    let mut shown = finished(picture, description);
    shown.description.distribution.range = [0, shown.description.max_level];
    Ok(shown)
}

/// Levels and their meaning, for stored values of a DICOM file. The levels travel as a [`Radiograph`],
/// which fixes can be applied to.
fn of_dicom(
    levels: Levels,
    info: &dicom::DicomInfo,
) -> Result<(Radiograph, DisplayDescription), InputError> {
    let Levels {
        width,
        height,
        values,
        least,
    } = levels;
    // A slope of 0 would leave one value; the header is wrong.
    let slope = Some(info.rescale.slope).filter(|&slope| slope != 0.0);
    let slope = slope.unwrap_or(1.0);
    let intercept = info.rescale.intercept;
    let rescaled = (slope - 1.0).abs() > f64::EPSILON || intercept.abs() > f64::EPSILON;
    let description = DisplayDescription {
        width,
        height,
        max_level: u16::MAX >> 16_u32.saturating_sub(info.bits_stored),
        slope,
        intercept: slope * f64::from(least) + intercept,
        unit: if rescaled {
            Unit::Rescaled
        } else {
            Unit::Stored
        },
        low_is_white: info.least_is_white,
        windows: info.windows.clone(),
        function: info.voi_function,
        distribution: Distribution::UNKNOWN,
        spacing: info.spacing.map(square),
        edges: info.edges,
    };
    Ok((Radiograph::new(width, height, values)?, description))
}

/// Levels and their meaning, for grey values: those of 8 bits where all are.
fn of_grey(film: Radiograph) -> Result<(Radiograph, DisplayDescription), InputError> {
    let (width, height) = (film.width(), film.height());
    let narrow = film.grey().iter().all(|grey| grey % EIGHT_BITS == 0);
    let mut values = film.into_grey();
    if narrow {
        for grey in &mut values {
            *grey /= EIGHT_BITS;
        }
    }
    let description = DisplayDescription {
        width,
        height,
        max_level: if narrow { u8::MAX.into() } else { u16::MAX },
        slope: 1.0,
        intercept: 0.0,
        unit: if narrow { Unit::Stored } else { Unit::Grey },
        low_is_white: false,
        windows: Vec::new(),
        function: VoiFunction::Linear,
        distribution: Distribution::UNKNOWN,
        spacing: None,
        edges: Edges::default(),
    };
    Ok((Radiograph::new(width, height, values)?, description))
}

fn finished(picture: Radiograph, mut description: DisplayDescription) -> DisplayFilm {
    description.width = picture.width();
    description.height = picture.height();
    description.distribution = Distribution::of(picture.grey(), description.max_level);
    DisplayFilm {
        description,
        levels: picture.into_grey(),
    }
}

/// What a fix changes beside the order of the levels.
fn fix_description(description: &mut DisplayDescription, fix: Fix) {
    let quarters = match fix {
        Fix::Rotate90 => 1,
        Fix::Rotate180 => 2,
        Fix::Rotate270 => 3,
        Fix::Invert => {
            description.low_is_white = !description.low_is_white;
            return;
        }
        Fix::Crop { .. } => return,
    };
    description.edges.rotate_right(quarters);
    if quarters % 2 == 1
        && let Some(spacing) = &mut description.spacing
    {
        spacing.mm.reverse();
    }
}

fn square(spacing: Spacing) -> Spacing {
    Spacing {
        mm: dicom::square_spacing(spacing.mm),
        ..spacing
    }
}

impl Distribution {
    /// Before the levels are counted.
    const UNKNOWN: Self = Self {
        range: [0, u16::MAX],
        percentiles: [0, u16::MAX / 2, u16::MAX],
    };

    /// The distribution of levels up to `max`.
    fn of(levels: &[u16], max: u16) -> Self {
        let ranks = ranks(levels);
        let at = |percent: usize| {
            let last = levels.len().saturating_sub(1);
            range::value_at(&ranks, last * percent / 100)
        };
        // A film of next to no range is refused elsewhere; a part of one may be cut out.
        let range = range::range(&ranks).map_or([0, max], |range| {
            [range.low, range.high].map(|end| whole(end).min(max))
        });
        Self {
            range,
            percentiles: [1, 50, 99].map(at),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a level of 16 bits"
)]
fn whole(level: f64) -> u16 {
    level as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::dicom::{Side, SpacingSource};
    use image::codecs::png::PngEncoder;
    use image::{ExtendedColorType, ImageEncoder};

    const SIDE: u32 = 40;

    /// A PNG of `SIDE * SIDE` grey values with 8 bits.
    fn png() -> Vec<u8> {
        let grey: Vec<u8> = (0..SIDE * SIDE)
            .map(|at| (at % 251).to_le_bytes()[0])
            .collect();
        let mut file = Vec::new();
        let encoder = PngEncoder::new(&mut file);
        let written = encoder.write_image(&grey, SIDE, SIDE, ExtendedColorType::L8);
        written.unwrap();
        file
    }

    fn shown(fixes: &[Fix]) -> DisplayFilm {
        decode(&png(), None, fixes, Limits::default()).unwrap()
    }

    #[test]
    fn a_picture_of_8_bits_is_shown_in_its_own_levels() {
        let DisplayFilm {
            description,
            levels,
        } = shown(&[]);
        assert_eq!(levels[..3], [0, 1, 2]);
        assert_eq!(
            (description.max_level, description.unit),
            (255, Unit::Stored)
        );
        assert_eq!(description.distribution.range, [0, 255]);
        assert_eq!(description.distribution.percentiles, [2, 117, 248]);
        assert_eq!(description.spacing, None);
        assert!((description.value(7) - 7.0).abs() < f64::EPSILON);
    }

    #[test]
    fn fixes_turn_the_levels_and_inverting_changes_only_what_is_white() {
        let plain = shown(&[]);
        let inverted = shown(&[Fix::Invert]);
        assert_eq!(inverted.levels, plain.levels);
        assert!(inverted.description.low_is_white);
        assert!(!shown(&[Fix::Invert, Fix::Invert]).description.low_is_white);
        let turned = shown(&[Fix::Rotate180]);
        let back: Vec<u16> = turned.levels.iter().rev().copied().collect();
        assert_eq!(back, plain.levels);
        let crop = Fix::Crop {
            left: 1,
            top: 0,
            width: 32,
            height: 33,
        };
        let part = shown(&[crop]);
        assert_eq!((part.description.width, part.description.height), (32, 33));
        assert_eq!(part.levels[0], 1);
        let outside = decode(&png(), None, &[crop, crop], Limits::default());
        assert!(matches!(outside, Err(InputError::OutsidePicture { .. })));
    }

    #[test]
    fn a_quarter_turn_moves_edges_and_spacing() {
        let mut description = shown(&[]).description;
        description.edges = [
            Some(Side::Head),
            Some(Side::Left),
            Some(Side::Feet),
            Some(Side::Right),
        ];
        description.spacing = Some(Spacing {
            mm: [0.1, 0.2],
            source: SpacingSource::Stated,
        });
        fix_description(&mut description, Fix::Rotate90);
        assert_eq!(description.edges[1], Some(Side::Head));
        assert_eq!(description.edges[0], Some(Side::Right));
        let turned = Spacing {
            mm: [0.2, 0.1],
            source: SpacingSource::Stated,
        };
        assert_eq!(description.spacing, Some(turned));
    }

    #[test]
    fn the_networks_square_is_shown_as_it_is() {
        let plane: Vec<u16> = (0..32 * 32).map(|at| at * 60).collect();
        let shown = of_plane(32, plane.clone()).unwrap();
        assert_eq!(shown.levels, plane);
        assert_eq!(shown.description.unit, Unit::Grey);
        assert_eq!(shown.description.distribution.range, [0, u16::MAX]);
        assert!(of_plane(32, vec![0; 5]).is_err());
    }
}
