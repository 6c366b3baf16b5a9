//! Header data for a viewer; nothing about the patient.

use super::attributes::{Attributes, tags};
use super::description::{Description, Photometric};

/// A display window over rescaled values. Source: PS3.3, C.11.2.1.2.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Its centre.
    pub center: f64,
    /// Its width, above 0.
    pub width: f64,
}

/// Modality rescale: `slope * stored value + intercept`. Source: PS3.3, C.11.1.1.2.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rescale {
    /// Rescale Slope.
    pub slope: f64,
    /// Rescale Intercept.
    pub intercept: f64,
}

/// Projection. Source: PS3.3, C.8.1.1 (View Position).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Anteroposterior.
    Ap,
    /// Posteroanterior.
    Pa,
}

/// The side of the body shown. Source: PS3.3, C.7.3.1 and C.7.6.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Laterality {
    /// Right.
    Right,
    /// Left.
    Left,
    /// Both.
    Both,
}

/// Header data beside the pixels.
///
/// The network's input does not depend on the windows.
#[derive(Debug, Clone, PartialEq)]
pub struct DicomInfo {
    /// Number of frames in the file.
    pub frames: u32,
    /// The decoded frame, counted from 1.
    pub frame: u32,
    /// Bits per stored value.
    pub bits_stored: u32,
    /// Whether low stored values are white (MONOCHROME1).
    pub least_is_white: bool,
    /// Conversion from stored values to the values that windows refer to.
    pub rescale: Rescale,
    /// Windows in file order, without those of width 0 or less.
    pub windows: Vec<Window>,
    /// Row and column spacing in mm: Pixel Spacing, else that at the detector or scanner.
    pub pixel_spacing_mm: Option<[f64; 2]>,
    /// The projection, if stated.
    pub view: Option<View>,
    /// The side of the body, if stated.
    pub laterality: Option<Laterality>,
    /// Whether the header states that the image contains burned-in annotations.
    pub burned_in_annotation: bool,
}

impl DicomInfo {
    /// Reads the header data.
    pub(super) fn read(attributes: &Attributes<'_>, description: &Description, frame: u32) -> Self {
        let number = |tag, default| attributes.numbers(tag).next().unwrap_or(default);
        let centers = attributes.numbers(tags::WINDOW_CENTRE);
        let windows = centers.zip(attributes.numbers(tags::WINDOW_WIDTH));
        let laterality = [tags::IMAGE_LATERALITY, tags::LATERALITY];
        let laterality = laterality.map(|tag| match attributes.text(tag) {
            "R" => Some(Laterality::Right),
            "L" => Some(Laterality::Left),
            "B" => Some(Laterality::Both),
            _ => None,
        });
        Self {
            frames: description.frames,
            frame: frame + 1,
            bits_stored: description.stored,
            least_is_white: description.photometric == Photometric::Monochrome1,
            rescale: Rescale {
                slope: number(tags::SLOPE, 1.0),
                intercept: number(tags::INTERCEPT, 0.0),
            },
            windows: windows
                .map(|(center, width)| Window { center, width })
                .filter(|it| it.width > 0.0)
                .collect(),
            pixel_spacing_mm: spacing(attributes),
            view: match attributes.text(tags::VIEW_POSITION) {
                "AP" => Some(View::Ap),
                "PA" => Some(View::Pa),
                _ => None,
            },
            laterality: laterality.into_iter().flatten().next(),
            burned_in_annotation: attributes.text(tags::BURNED_IN) == "YES",
        }
    }
}

/// Row and column spacing from the first attribute that has it.
pub(super) fn spacing(attributes: &Attributes<'_>) -> Option<[f64; 2]> {
    [
        tags::PIXEL_SPACING,
        tags::IMAGER_SPACING,
        tags::SCANNED_SPACING,
    ]
    .into_iter()
    .find_map(|tag| attributes.pair(tag))
}
