//! Decodes JPEG to a film: its luma plane as stored.
//!
//! Uses the decoder of `image` directly for three things that `image` does not expose: an error
//! instead of a half grey picture when the file is damaged, the luma plane without conversion through
//! RGB, and the same integer arithmetic on every processor.

use image::metadata::Orientation;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::error::InputError;
use super::grey::{luma, mix, widen};
use super::kind::PictureKind;
use super::limits::Limits;
use super::radiograph::Radiograph;

const KIND: PictureKind = PictureKind::Jpeg;
const END_OF_IMAGE: u8 = 0xd9;

/// Decodes a JPEG file.
///
/// # Errors
/// [`InputError`] names what is wrong with the file.
pub(super) fn decode(bytes: &[u8], limits: Limits) -> Result<Radiograph, InputError> {
    let end = markers(bytes).find(|&it| it == END_OF_IMAGE || is_foreign_frame(it));
    if let Some(frame) = end
        && is_foreign_frame(frame)
    {
        let detail = format!("coding process {}", frame & 0xf);
        return Err(InputError::Unsupported { kind: KIND, detail });
    }
    // The decoder's limits on the sides are lifted: `limits` counts pixels. Headers are read leniently,
    // because strict mode does not know RGB, and values strictly.
    let options = DecoderOptions::default()
        .set_strict_mode(false)
        .set_use_unsafe(false)
        .set_max_width(usize::MAX)
        .set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(refusal)?;
    let (width, height) = decoder.dimensions().ok_or_else(headless)?;
    let (width, height) = (side(width), side(height));
    limits.admit_size(width, height)?;
    let stored = decoder.input_colorspace().ok_or_else(headless)?;
    let components = decoder.info().ok_or_else(headless)?.components;
    // Adobe's marker is the same for RGB and CMYK, and may say YCCK for YCbCr. The number of
    // components decides, which the decoder checks later.
    let wanted = match (stored, components) {
        (ColorSpace::Luma | ColorSpace::YCbCr, _) | (ColorSpace::YCCK, 3) => ColorSpace::Luma,
        (ColorSpace::RGB, _) | (ColorSpace::CMYK, 3) => ColorSpace::RGB,
        (ColorSpace::CMYK | ColorSpace::YCCK, _) => return Err(InputError::Cmyk { kind: KIND }),
        (other, _) => {
            let detail = format!("colours: {other:?}");
            return Err(InputError::Unsupported { kind: KIND, detail });
        }
    };
    // A progressive file has all coefficients in memory, of two bytes each, beside the samples.
    let values = 2 * u64::from(components) + wanted.num_components() as u64;
    let pixels = u64::from(width) * u64::from(height);
    limits.admit_memory(KIND, values * pixels, pixels)?;
    // The decoder would pad a picture whose last rows are missing.
    if end.is_none() {
        return Err(InputError::Truncated { kind: KIND });
    }
    let orientation = decoder
        .exif()
        .and_then(|exif| Orientation::from_exif_chunk(exif))
        .unwrap_or(Orientation::NoTransforms);
    let options = options.jpeg_set_out_colorspace(wanted);
    decoder.set_options(options.set_strict_mode(true));
    let samples = decoder.decode().map_err(refusal)?;
    let grey = if wanted == ColorSpace::RGB {
        mix(&samples, widen, luma)
    } else {
        mix(&samples, widen, |[luma]| luma)
    };
    Ok(Radiograph::new(width, height, grey)?.oriented(orientation))
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

/// Whether a frame is lossless, hierarchical or arithmetically coded, which the decoder skips.
const fn is_foreign_frame(marker: u8) -> bool {
    matches!(marker, 0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf)
}

/// The markers of a file in order, without those inside segments. Source: ITU-T T.81, annex B.
fn markers(bytes: &[u8]) -> impl Iterator<Item = u8> {
    // After the start-of-image marker.
    let mut at = 2;
    std::iter::from_fn(move || {
        loop {
            let &[fill, marker] = bytes.get(at..at + 2)?.first_chunk()?;
            if fill != 0xff || marker == 0xff {
                // Entropy-coded values, or fill bytes before a marker.
                at += 1;
                continue;
            }
            at += 2;
            match marker {
                // A stuffed 0xff or a restart marker among the values.
                0x00 | 0xd0..=0xd7 => {}
                0x01 | 0xd8 | END_OF_IMAGE => return Some(marker),
                _ => {
                    let length = bytes.get(at..at + 2)?.first_chunk()?;
                    at += usize::from(u16::from_be_bytes(*length));
                    return Some(marker);
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_inside_segments_and_values_are_skipped() {
        let check = |bytes: &[u8], expected: &[u8]| {
            assert_eq!(markers(bytes).collect::<Vec<u8>>(), expected);
        };
        // The end of a thumbnail.
        check(&[0xff, 0xd8, 0xff, 0xe1, 0, 4, 0xff, 0xd9], &[0xe1]);
        // A scan with a stuffed byte and a restart.
        let values = [0x12, 0xff, 0, 0xd9, 0xff, 0xd0, 0xff, 0xff, 0xd9];
        let scan = [[0xff, 0xd8, 0xff, 0xda, 0, 2].as_slice(), &values].concat();
        check(&scan, &[0xda, END_OF_IMAGE]);
        check(&scan[..scan.len() - 1], &[0xda]);
        check(&[0xff, 0xd8], &[]);
        check(&[], &[]);
    }

    #[test]
    fn unsupported_coding_processes_are_reported_as_unsupported() {
        let head = |process: u8, bits: u8| {
            let mut file = vec![0xff, 0xd8, 0xff, process, 0, 11, bits, 0, 40, 0, 48];
            file.extend([1, 1, 0x11, 0, 0xff, 0xd9]);
            file
        };
        let (lossless, twelve_bits, arithmetic) = (head(0xc3, 8), head(0xc1, 12), head(0xc9, 8));
        for file in [lossless, twelve_bits, arithmetic] {
            let error = decode(&file, Limits::default()).unwrap_err();
            let unsupported = matches!(error, InputError::Unsupported { .. });
            assert!(unsupported, "{error}");
        }
    }
}
