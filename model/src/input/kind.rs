//! The picture formats that are read.

use std::fmt;

/// The formats that are read, for sentences.
pub(super) const READABLE: &str = "PNG, JPEG, WebP, TIFF or BMP";

/// A picture format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// Portable Network Graphics; of an animated one the default image.
    Png,
    /// Baseline or progressive JPEG.
    Jpeg,
    /// WebP; of an animated one the first frame.
    WebP,
    /// TIFF or `BigTIFF`; the first page.
    Tiff,
    /// Windows bitmap.
    Bmp,
}

impl fmt::Display for PictureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::WebP => "WebP",
            Self::Tiff => "TIFF",
            Self::Bmp => "BMP",
        })
    }
}
