//! Picture files to films, within limits that hold before any pixel is stored.

use std::io::{Cursor, ErrorKind};

use image::codecs::bmp::BmpDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::tiff::TiffDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageError, ImageResult};

use super::error::InputError;
use super::grey::grey;
use super::radiograph::{MIN_SIDE, Radiograph};
use super::sniff::{PictureKind, sniff};
use super::{jpeg, webp};

/// How large a file may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Pixels of the picture.
    pub pixels: u64,
}

impl Default for Limits {
    /// 64 MiB and 100 million pixels: more than a film has, less than a page can hold.
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            pixels: 100_000_000,
        }
    }
}

impl Limits {
    /// Whether a file of this length is read; ask before reading it.
    ///
    /// # Errors
    /// [`InputError::TooManyBytes`] or [`InputError::Empty`].
    pub const fn admit_bytes(self, bytes: u64) -> Result<(), InputError> {
        let limit = self.bytes;
        if bytes == 0 {
            Err(InputError::Empty)
        } else if bytes > limit {
            Err(InputError::TooManyBytes { bytes, limit })
        } else {
            Ok(())
        }
    }

    /// Whether a picture of this size is decoded.
    pub(super) fn admit_size(self, width: u32, height: u32) -> Result<(), InputError> {
        let limit = self.pixels;
        if u64::from(width) * u64::from(height) > limit {
            Err(InputError::TooManyPixels {
                width,
                height,
                limit,
            })
        } else if width.min(height) < MIN_SIDE {
            Err(InputError::TooSmall { width, height })
        } else {
            Ok(())
        }
    }

    /// What a decoder may allocate: twice the largest picture (four samples of 16 bits).
    fn for_decoder(self) -> image::Limits {
        let mut limits = image::Limits::no_limits();
        limits.max_alloc = Some(self.pixels.saturating_mul(16));
        limits
    }
}

/// Decodes a PNG, JPEG, WebP, TIFF or BMP file to grey values, turned as its metadata say.
///
/// Of several pages or frames the first one counts. 8-bit values are scaled to 16 bits.
///
/// # Errors
/// [`InputError`] names what is wrong with the file; hostile bytes are no exception.
pub fn decode(bytes: &[u8], limits: Limits) -> Result<Radiograph, InputError> {
    limits.admit_bytes(bytes.len() as u64)?;
    let kind = sniff(bytes)?;
    let open = Cursor::new;
    match kind {
        PictureKind::Jpeg => jpeg::decode(bytes, limits),
        PictureKind::Png => {
            let decoder = PngDecoder::with_limits(open(bytes), limits.for_decoder());
            read(kind, decoder, limits)
        }
        PictureKind::WebP => read(kind, WebPDecoder::new(open(webp::whole(bytes)?)), limits),
        PictureKind::Tiff => read(kind, TiffDecoder::new(open(bytes)), limits),
        PictureKind::Bmp => read(kind, BmpDecoder::new(open(bytes)), limits),
    }
}

fn read(
    kind: PictureKind,
    decoder: ImageResult<impl ImageDecoder>,
    limits: Limits,
) -> Result<Radiograph, InputError> {
    let refuse = |error| refusal(kind, error);
    let mut decoder = decoder.map_err(refuse)?;
    let (width, height) = decoder.dimensions();
    limits.admit_size(width, height)?;
    if let ExtendedColorType::Cmyk8 | ExtendedColorType::Cmyk16 = decoder.original_color_type() {
        return Err(InputError::Cmyk { kind });
    }
    decoder.set_limits(limits.for_decoder()).map_err(refuse)?;
    // Damaged metadata do not hide the film.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(refuse)?;
    let grey = grey(picture).ok_or_else(|| InputError::Unsupported {
        kind,
        detail: "floating-point values".to_owned(),
    })?;
    Ok(Radiograph::new(width, height, grey)?.turned(orientation))
}

fn refusal(kind: PictureKind, error: ImageError) -> InputError {
    match error {
        ImageError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => {
            InputError::Truncated { kind }
        }
        ImageError::Unsupported(error) => InputError::Unsupported {
            kind,
            detail: error.to_string(),
        },
        ImageError::Limits(_) => InputError::TooMuchMemory { kind },
        error => InputError::Damaged {
            kind,
            detail: error.to_string(),
        },
    }
}
