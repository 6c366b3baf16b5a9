//! Why a file is refused, in sentences that say what its owner can do.

use fast_image_resize::ResizeError;
use thiserror::Error;

use super::kind::{PictureKind, READABLE};
use super::length::LengthError;
use crate::archive::ArchiveError;

/// A file that does not become a network's input.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum InputError {
    /// The file is empty or too long.
    #[error(transparent)]
    Length(#[from] LengthError),
    /// More pixels than the limit.
    #[error(
        "the picture has {width} x {height} pixels, over the limit of {} million; save the film at a lower resolution",
        .limit / 1_000_000
    )]
    TooManyPixels {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
        /// The maximum number of pixels that is read.
        limit: u64,
    },
    /// The picture, or metadata in the file, would take more memory than the limit.
    #[error("the {kind} file would take too much memory; save the film as a plain grey PNG")]
    TooMuchMemory {
        /// The file's format.
        kind: PictureKind,
    },
    /// Fewer pixels on a side than the limit.
    #[error(
        "the picture has {width} x {height} pixels, a film needs at least {min} on each side; choose the film itself instead of a small preview"
    )]
    TooSmall {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
        /// The least number of pixels on each side that is read.
        min: u32,
    },
    /// A picture too long for a film.
    #[error(
        "the picture is a strip of {width} x {height} pixels, a film is at most {max} times as long as wide; choose a single film"
    )]
    Strip {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
        /// The maximum ratio of the sides.
        max: u32,
    },
    /// Next to no range of grey values.
    #[error(
        "the picture is almost uniform, its grey values have next to no range; export the film again with its full range"
    )]
    NoContrast,
    /// Black and white only.
    #[error(
        "the picture has only two grey levels (one bit for each pixel, as in a fax); choose the film with all its grey levels"
    )]
    TwoLevels,
    /// Values that are not numbers.
    #[error(
        "the {kind} file holds values that are not finite numbers; replace them, or export the film as PNG"
    )]
    NotFinite {
        /// The file's format.
        kind: PictureKind,
    },
    /// A known format that has no decoder here.
    #[error("the file is {what}; {advice}")]
    NotRead {
        /// What the file is, with an article.
        what: &'static str,
        /// What its owner can do.
        advice: &'static str,
    },
    /// The first bytes are not those of a known format.
    #[error("the file is not in a known picture format; choose a film saved as {READABLE}")]
    UnknownFormat,
    /// Colours for printing, which have no defined grey.
    #[error("the {kind} file holds CMYK (printing) colours; save the film in grey or RGB")]
    Cmyk {
        /// The file's format.
        kind: PictureKind,
    },
    /// A variant of the format that the decoder lacks.
    #[error(
        "this variant of {kind} is not supported; save the film as an 8 or 16 bit PNG ({detail})"
    )]
    Unsupported {
        /// The file's format.
        kind: PictureKind,
        /// The decoder's message.
        detail: String,
    },
    /// A compressed file that cannot be unpacked.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The file ends before its picture does.
    #[error("the {kind} file is incomplete; copy or download it again")]
    Truncated {
        /// The file's format.
        kind: PictureKind,
    },
    /// The file breaks the rules of its format.
    #[error("the {kind} file is damaged; copy or export it again ({detail})")]
    Damaged {
        /// The file's format.
        kind: PictureKind,
        /// The decoder's message.
        detail: String,
    },
    /// A DICOM file with an unsupported transfer syntax.
    #[error(
        "the transfer syntax of the DICOM file is not supported: {name} ({uid}); convert the file with `dcmdjpeg` or `dcmconv`, or export the film as PNG"
    )]
    TransferSyntax {
        /// Its name, or "unknown".
        name: &'static str,
        /// Its unique identifier.
        uid: String,
    },
    /// A DICOM file without pixel data.
    #[error(
        "the DICOM file contains no image{}; choose the file of the film itself",
        if *.directory { ", only a directory of other files (DICOMDIR)" } else { "" }
    )]
    NoPicture {
        /// Whether it is a DICOMDIR.
        directory: bool,
    },
    /// A file with several frames or films, of which none was selected.
    #[error(
        "the {kind} file contains {frames} {}; select one, or save the one to read as a single image",
        if *.kind == PictureKind::Dicom { "frames" } else { "films" }
    )]
    SeveralFrames {
        /// The file's format.
        kind: PictureKind,
        /// Number of frames.
        frames: u32,
    },
    /// A selected frame that does not exist.
    #[error("the {kind} file has no frame {frame}; select one from 1 to {frames}")]
    NoSuchFrame {
        /// The file's format.
        kind: PictureKind,
        /// The selected frame, counted from 1.
        frame: u32,
        /// Number of frames.
        frames: u32,
    },
    /// A DICOM file of another examination.
    #[error("according to the DICOM header, {says}; choose a frontal chest radiograph")]
    OtherExamination {
        /// What the header states, without text from the file.
        says: String,
    },
    /// The number of grey values is not width times height.
    #[error(
        "{values} grey values were given for a picture of {width} x {height} pixels; give one for each pixel"
    )]
    WrongLength {
        /// How many values there are.
        values: usize,
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// A rectangle that is not inside the picture.
    #[error("the rectangle is not inside the picture of {width} x {height} pixels; choose another")]
    OutsidePicture {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// The resampler refuses the picture.
    #[error("the picture cannot be resized; save the film as a plain grey PNG ({0})")]
    Resize(#[from] ResizeError),
}
