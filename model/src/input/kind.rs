//! The supported picture formats.

use std::fmt;

/// The supported formats, for error messages.
pub(super) const READABLE: &str = "DICOM, PNG, JPEG, JPEG 2000, TIFF, WebP, BMP or GIF";

/// A supported picture format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// Portable Network Graphics; of an animation the default image.
    Png,
    /// JPEG: sequential, progressive or lossless, 2 to 16 bits.
    Jpeg,
    /// JPEG 2000: a JP2 file or a raw codestream.
    Jpeg2000,
    /// WebP; of an animation the first frame.
    WebP,
    /// TIFF or `BigTIFF`; a file with a single film, reduced copies aside.
    Tiff,
    /// Windows bitmap.
    Bmp,
    /// GIF; of an animation the first frame.
    Gif,
    /// DICOM; a file with a single frame.
    Dicom,
}

impl fmt::Display for PictureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Jpeg2000 => "JPEG 2000",
            Self::WebP => "WebP",
            Self::Tiff => "TIFF",
            Self::Bmp => "BMP",
            Self::Gif => "GIF",
            Self::Dicom => "DICOM",
        })
    }
}
