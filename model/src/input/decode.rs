//! Decodes picture files to films, within limits that are checked before any pixel is stored.

use std::io::{Cursor, ErrorKind};

use image::codecs::bmp::BmpDecoder;
use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageResult};

use super::check::check;
use super::dicom::DicomInfo;
use super::error::InputError;
use super::frame::select;
use super::grey::grey;
use super::kind::PictureKind;
use super::limits::Limits;
use super::radiograph::Radiograph;
use super::sniff::sniff;
use super::{dicom, gif, jpeg, jpeg2000, tiff, webp};
use crate::archive;

/// Bytes that a PNG decoder may allocate beside the pixels: a row, texts, and a colour profile, which
/// may expand to a thousand times its length.
const PNG_METADATA_BYTES: u64 = 16 << 20;

/// Limits the bytes that a decoder may allocate.
fn allocation(bytes: u64) -> image::Limits {
    let mut limits = image::Limits::no_limits();
    limits.max_alloc = Some(bytes);
    limits
}

/// Decodes a picture or DICOM file to grey values, oriented as its metadata say.
/// The file may be compressed by gzip.
///
/// As [`decode_frame`] with no frame selected.
///
/// # Errors
/// As [`decode_frame`].
pub fn decode(bytes: &[u8], limits: Limits) -> Result<Radiograph, InputError> {
    decode_frame(bytes, None, limits)
}

/// Decodes a frame of a file to grey values, oriented as its metadata say.
///
/// `frame` counts from 1: the frames of a DICOM file and the films of a TIFF file, reduced copies left
/// out. If it is `None`, such a file must have a single one. Of an animation the first picture is the only
/// one. 8-bit values are scaled to 16 bits; of films with more bits, the range in use is stretched.
///
/// # Errors
/// [`InputError`] names what is wrong with the file, hostile bytes included, or why its picture cannot be
/// a film.
pub fn decode_frame(
    bytes: &[u8],
    frame: Option<u32>,
    limits: Limits,
) -> Result<Radiograph, InputError> {
    Ok(decode_with_header(bytes, frame, limits)?.0)
}

/// As [`decode_frame`], with the header of a DICOM file.
///
/// # Errors
/// As [`decode_frame`].
pub fn decode_with_header(
    bytes: &[u8],
    frame: Option<u32>,
    limits: Limits,
) -> Result<(Radiograph, Option<DicomInfo>), InputError> {
    limits.admit_bytes(bytes.len() as u64)?;
    let unpacked = archive::unpacked(bytes, limits.bytes)?;
    let (whole, limits) = (limits, limits.of_file(bytes.len()));
    let bytes = unpacked.as_ref();
    let kind = sniff(bytes)?;
    let open = Cursor::new;
    if !matches!(kind, PictureKind::Dicom | PictureKind::Tiff) {
        select(kind, frame, 1)?;
    }
    let film = match kind {
        // It says first that the file is incomplete, if that is why it is short.
        PictureKind::Jpeg => jpeg::decode(bytes, whole),
        PictureKind::Jpeg2000 => jpeg2000::decode(bytes, limits),
        PictureKind::Png => read(kind, open_png(bytes), limits),
        PictureKind::WebP => read(kind, WebPDecoder::new(open(webp::whole(bytes)?)), limits),
        PictureKind::Tiff => tiff::decode(bytes, frame, limits),
        PictureKind::Bmp => read(kind, BmpDecoder::new(open(bytes)), limits),
        PictureKind::Gif => read(kind, GifDecoder::new(open(gif::whole(bytes)?)), limits),
        PictureKind::Dicom => {
            let (film, header) = dicom::decode(bytes, frame, limits)?;
            return Ok((film, Some(header)));
        }
    };
    Ok((check(film?)?, None))
}

/// A colour profile that is too large is ignored; nothing here uses it.
fn open_png(bytes: &[u8]) -> ImageResult<PngDecoder<Cursor<&[u8]>>> {
    PngDecoder::with_limits(Cursor::new(bytes), allocation(PNG_METADATA_BYTES))
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
    let samples = decoder.total_bytes();
    // The samples of a WebP are briefly in memory nearly twice.
    let decoding = samples.saturating_mul(2);
    limits.admit_memory(kind, decoding, u64::from(width) * u64::from(height))?;
    // Metadata are no longer than the file.
    let allowed = allocation(samples.saturating_add(limits.bytes));
    decoder.set_limits(allowed).map_err(refuse)?;
    // Damaged metadata are no reason to refuse the film.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(refuse)?;
    let grey = grey(picture)?.ok_or_else(|| InputError::Unsupported {
        kind,
        detail: "floating-point values".to_owned(),
    })?;
    Ok(Radiograph::of_grey(width, height, grey)?.oriented(orientation))
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

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use image::codecs::bmp::BmpEncoder;
    use image::codecs::png::PngEncoder;
    use image::{GrayImage, ImageEncoder, ImageFormat};

    use crate::archive::ArchiveError;
    use crate::input::limits::MIN_SIDE;

    #[test]
    fn a_colour_profile_cannot_fill_the_memory() {
        let ramp = (0..MIN_SIDE * MIN_SIDE).map(|it| it.to_le_bytes()[0]);
        let ramp = GrayImage::from_raw(MIN_SIDE, MIN_SIDE, ramp.collect()).unwrap();
        let picture = DynamicImage::from(ramp);
        for (length, present) in [(1 << 10, true), (32 << 20, false)] {
            let mut file = Vec::new();
            let mut encoder = PngEncoder::new(&mut file);
            encoder.set_icc_profile(vec![0; length]).unwrap();
            picture.write_with_encoder(encoder).unwrap();
            assert!(file.len() < 1 << 20, "{} bytes", file.len());
            let profile = open_png(&file).unwrap().icc_profile().unwrap();
            assert_eq!(profile.is_some(), present, "{length} bytes");
            assert!(decode(&file, Limits::default()).is_ok());
        }
    }

    #[test]
    fn strong_colours_are_found_and_a_tint_is_not() {
        let picture = |strength: u32| {
            image::RgbImage::from_fn(64, 64, |x, y| {
                let grey = 40 + (x * 2 + y) % 120;
                let colour = [grey + strength, grey + strength / 2, grey];
                image::Rgb(colour.map(|level| u8::try_from(level).unwrap()))
            })
        };
        for (strength, strong) in [(30, false), (90, true)] {
            let picture = DynamicImage::from(picture(strength));
            let with_alpha = DynamicImage::from(picture.to_rgba8());
            let deep = DynamicImage::from(picture.to_rgb16());
            let grey = DynamicImage::from(picture.to_luma8());
            for (picture, format, strong) in [
                (&picture, ImageFormat::Png, strong),
                (&picture, ImageFormat::Jpeg, strong),
                (&picture, ImageFormat::Bmp, strong),
                (&with_alpha, ImageFormat::Png, strong),
                (&deep, ImageFormat::Png, strong),
                (&grey, ImageFormat::Jpeg, false),
            ] {
                let mut bytes = Cursor::new(Vec::new());
                picture.write_to(&mut bytes, format).unwrap();
                let film = decode(bytes.get_ref(), Limits::default()).unwrap();
                assert_eq!(film.is_coloured(), strong, "{strength}: {format:?}");
            }
        }
    }

    #[test]
    fn a_gzip_file_is_decoded_within_the_limits_of_a_file() {
        let grey = |x, y| image::Luma([u8::try_from((x * 5 + y * 3) % 256).unwrap()]);
        let picture = GrayImage::from_fn(MIN_SIDE, MIN_SIDE, grey);
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        let encoder = BmpEncoder::new(&mut packed);
        picture.write_with_encoder(encoder).unwrap();
        let packed = packed.finish().unwrap();
        let mut limits = Limits::default();
        assert!(decode(&packed, limits).is_ok());
        let limit = packed.len() as u64;
        limits.bytes = limit;
        let error = ArchiveError::TooLarge { limit };
        assert_eq!(decode(&packed, limits), Err(error.into()));
    }
}
