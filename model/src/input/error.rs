//! Why a file is refused, in sentences that say what its owner can do.

use fast_image_resize::ResizeError;
use thiserror::Error;

use super::kind::{PictureKind, READABLE};

/// A file that does not become a network's input.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum InputError {
    /// The file has no bytes.
    #[error("the file is empty; choose the file of the film itself")]
    Empty,
    /// More bytes than the limit.
    #[error(
        "the file has {} MiB, over the limit of {} MiB; save the film as a smaller file",
        .bytes.div_ceil(MIB),
        .limit / MIB
    )]
    TooManyBytes {
        /// Length of the file.
        bytes: u64,
        /// The maximum length that is read.
        limit: u64,
    },
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
    /// A known format that has no decoder here.
    #[error("{format} files are not supported yet; save the film as {READABLE}")]
    NotRead {
        /// The format's name.
        format: &'static str,
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
    /// The resampler refuses the picture.
    #[error("the picture cannot be resized; save the film as a plain grey PNG ({0})")]
    Resize(#[from] ResizeError),
}

const MIB: u64 = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_stated_in_the_users_units() {
        let error = InputError::TooManyBytes {
            bytes: 64 * MIB + 1,
            limit: 64 * MIB,
        };
        assert_eq!(
            error.to_string(),
            "the file has 65 MiB, over the limit of 64 MiB; save the film as a smaller file"
        );
    }

    #[test]
    fn a_foreign_format_is_named_with_what_to_save_instead() {
        let error = InputError::NotRead { format: "DICOM" };
        assert_eq!(
            error.to_string(),
            "DICOM files are not supported yet; save the film as PNG, JPEG, WebP, TIFF or BMP"
        );
    }
}
