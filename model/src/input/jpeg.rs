//! JPEG to a film: its luma plane as stored.
//!
//! The decoder is the one inside `image`, asked directly for three things that `image` does not
//! pass on: an error instead of a half grey picture when the file is damaged, the luma plane without
//! a way through RGB, and the same integer arithmetic on every processor.

use image::metadata::Orientation;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::decode::Limits;
use super::error::InputError;
use super::grey::{luma, mix, widen};
use super::radiograph::Radiograph;
use super::sniff::PictureKind;

const KIND: PictureKind = PictureKind::Jpeg;

/// Decodes a JPEG file.
///
/// # Errors
/// [`InputError`] names what is wrong with the file.
pub(super) fn decode(bytes: &[u8], limits: Limits) -> Result<Radiograph, InputError> {
    // The decoder's own limits on the sides are lifted: `limits` counts pixels.
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_use_unsafe(false)
        .set_max_width(usize::MAX)
        .set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(refusal)?;
    let (width, height) = decoder.dimensions().ok_or_else(headless)?;
    let (width, height) = (side(width), side(height));
    limits.admit_size(width, height)?;
    let stored = decoder.input_colorspace().ok_or_else(headless)?;
    let wanted = match stored {
        ColorSpace::Luma | ColorSpace::YCbCr => ColorSpace::Luma,
        ColorSpace::RGB => ColorSpace::RGB,
        ColorSpace::CMYK | ColorSpace::YCCK => return Err(InputError::Cmyk { kind: KIND }),
        other => {
            let detail = format!("colours: {other:?}");
            return Err(InputError::Unsupported { kind: KIND, detail });
        }
    };
    if !has_end(bytes) {
        return Err(InputError::Truncated { kind: KIND });
    }
    let orientation = decoder
        .exif()
        .and_then(|exif| Orientation::from_exif_chunk(exif))
        .unwrap_or(Orientation::NoTransforms);
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let samples = decoder.decode().map_err(refusal)?;
    let grey = if wanted == ColorSpace::RGB {
        mix(&samples, widen, luma)
    } else {
        mix(&samples, widen, |[luma]| luma)
    };
    Ok(Radiograph::new(width, height, grey)?.turned(orientation))
}

fn side(pixels: usize) -> u32 {
    u32::try_from(pixels).unwrap_or(u32::MAX)
}

fn headless() -> InputError {
    InputError::Damaged {
        kind: KIND,
        detail: "no frame header".to_owned(),
    }
}

fn refusal(error: DecodeErrors) -> InputError {
    match error {
        DecodeErrors::IoErrors(_) | DecodeErrors::ExhaustedData => {
            InputError::Truncated { kind: KIND }
        }
        DecodeErrors::Unsupported(scheme) => InputError::Unsupported {
            kind: KIND,
            detail: format!("{scheme:?}"),
        },
        DecodeErrors::SofError(detail) => InputError::Unsupported { kind: KIND, detail },
        other => InputError::Damaged {
            kind: KIND,
            detail: format!("{other:?}"),
        },
    }
}

/// Whether the marker that ends the picture is there. The decoder would fill up a picture whose
/// last rows are missing. Source: ITU-T T.81, annex B.
fn has_end(bytes: &[u8]) -> bool {
    const END_OF_IMAGE: u8 = 0xd9;
    // Behind the start of the image.
    let mut at = 2;
    while let Some(&[fill, marker]) = bytes.get(at..at + 2) {
        if fill != 0xff || marker == 0xff {
            // Entropy-coded values, or fill bytes before a marker.
            at += 1;
            continue;
        }
        at += 2;
        match marker {
            END_OF_IMAGE => return true,
            // A stuffed 0xff, a marker without a length, or a restart.
            0x00 | 0x01 | 0xd0..=0xd8 => {}
            _ => {
                let Some(&[high, low]) = bytes.get(at..at + 2) else {
                    return false;
                };
                at += usize::from(u16::from_be_bytes([high, low]));
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_looked_for_outside_of_segments() {
        let thumbnail = [0xff, 0xd8, 0xff, 0xe1, 0, 4, 0xff, 0xd9];
        assert!(!has_end(&thumbnail));
        let whole = [
            0xff, 0xd8, 0xff, 0xda, 0, 2, 0x12, 0xff, 0x00, 0xd9, 0xff, 0xd9,
        ];
        assert!(has_end(&whole));
        assert!(!has_end(&whole[..11]));
        assert!(!has_end(&[0xff, 0xd8]));
        assert!(!has_end(&[]));
    }
}
