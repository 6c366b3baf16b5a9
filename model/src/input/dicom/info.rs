//! Header data for a viewer; nothing about the patient.

use serde::{Deserialize, Serialize};

use super::attributes::{Attributes, tags};
use super::description::{Description, Photometric};

/// Relative difference of two spacings that are written with different precision.
const ROUNDING: f64 = 1e-3;

/// A display window over rescaled values. Source: PS3.3, C.11.2.1.2.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// Its centre.
    pub center: f64,
    /// Its width, above 0.
    pub width: f64,
}

/// How a window maps values to grey. Source: PS3.3, C.11.2.1.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum VoiFunction {
    /// Linear between whole numbers: `center - 0.5` is in the middle of `width - 1`.
    #[default]
    Linear,
    /// Linear: `center` is in the middle of `width`.
    LinearExact,
    /// A logistic curve.
    Sigmoid,
}

/// The distance between the centres of pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spacing {
    /// From row to row and from column to column, in mm.
    pub mm: [f64; 2],
    /// Where it is measured.
    pub source: SpacingSource,
}

/// Where the spacing of pixels is measured. Source: PS3.3, 10.7.1.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SpacingSource {
    /// In the patient: corrected for magnification, or by an object of known size (Pixel Spacing).
    Calibrated,
    /// Pixel Spacing without a statement whether it is corrected.
    Stated,
    /// At the detector: structures appear larger than they are (Imager Pixel Spacing).
    Detector,
    /// On the scanned film (Nominal Scanned Pixel Spacing).
    Scanned,
}

/// A direction in the patient. Source: PS3.3, C.7.6.1.1.1 (Patient Orientation).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// The patient's right.
    Right,
    /// The patient's left.
    Left,
    /// Towards the head.
    Head,
    /// Towards the feet.
    Feet,
}

/// What is at the top, right, bottom and left edge of a film, where the header says so.
pub type Edges = [Option<Side>; 4];

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
    /// How the windows map values to grey.
    pub voi_function: VoiFunction,
    /// Pixel Spacing, else that at the detector or scanner; none if the header also states a ratio of the
    /// sides of a pixel, which would contradict it.
    pub spacing: Option<Spacing>,
    /// What is at the edges.
    pub edges: Edges,
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
            voi_function: match attributes.text(tags::VOI_FUNCTION) {
                "LINEAR_EXACT" => VoiFunction::LinearExact,
                "SIGMOID" => VoiFunction::Sigmoid,
                _ => VoiFunction::Linear,
            },
            spacing: spacing(attributes)
                .filter(|_| attributes.pair(tags::ASPECT_RATIO).is_none())
                .map(|mm| Spacing {
                    mm,
                    source: spacing_source(attributes),
                }),
            edges: edges(attributes),
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

/// Where the spacing is measured. Pixel Spacing that repeats the detector's is not corrected.
fn spacing_source(attributes: &Attributes<'_>) -> SpacingSource {
    let pixel = attributes.pair(tags::PIXEL_SPACING);
    let imager = attributes.pair(tags::IMAGER_SPACING);
    let calibrated = !attributes.text(tags::CALIBRATION_TYPE).is_empty();
    match (pixel, imager) {
        (Some(_), _) if calibrated => SpacingSource::Calibrated,
        (Some(pixel), Some(imager)) if differ(pixel, imager) => SpacingSource::Calibrated,
        (Some(_), None) => SpacingSource::Stated,
        (_, Some(_)) => SpacingSource::Detector,
        (None, None) => SpacingSource::Scanned,
    }
}

/// Whether two spacings are more than a rounding apart.
fn differ(one: [f64; 2], other: [f64; 2]) -> bool {
    let pairs = one.into_iter().zip(other);
    pairs
        .map(|(one, other)| (one / other - 1.0).abs())
        .any(|it| it > ROUNDING)
}

impl Side {
    /// The first of the directions in a value, which is the principal one.
    fn of(directions: &str) -> Option<Self> {
        match directions.chars().next()? {
            'R' => Some(Self::Right),
            'L' => Some(Self::Left),
            'H' => Some(Self::Head),
            'F' => Some(Self::Feet),
            _ => None,
        }
    }

    const fn opposite(self) -> Self {
        match self {
            Self::Right => Self::Left,
            Self::Left => Self::Right,
            Self::Head => Self::Feet,
            Self::Feet => Self::Head,
        }
    }
}

/// The first value is the direction of rows, the second that of columns.
fn edges(attributes: &Attributes<'_>) -> Edges {
    let mut directions = attributes.texts(tags::PATIENT_ORIENTATION).map(Side::of);
    let right = directions.next().flatten();
    let bottom = directions.next().flatten();
    [
        bottom.map(Side::opposite),
        right,
        bottom,
        right.map(Side::opposite),
    ]
}
