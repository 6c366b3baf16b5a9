//! The supported picture formats.

use std::fmt;

/// The supported formats, for error messages.
pub(super) const READABLE: &str = "PNG, JPEG, WebP, TIFF or BMP";

/// A supported picture format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// Portable Network Graphics; of an animation the default image.
    Png,
    /// Baseline or progressive JPEG.
    Jpeg,
    /// WebP; of an animation the first frame.
    WebP,
    /// TIFF or `BigTIFF`; a file with a single film, reduced copies aside.
    Tiff,
    /// Windows bitmap.
    Bmp,
    /// DICOM; a file with a single frame.
    Dicom,
}

impl fmt::Display for PictureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::WebP => "WebP",
            Self::Tiff => "TIFF",
            Self::Bmp => "BMP",
            Self::Dicom => "DICOM",
        })
    }
}
