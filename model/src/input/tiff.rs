//! TIFF and `BigTIFF` files: from bytes to a radiograph. Source: TIFF 6.0 and its technical notes.
//!
//! Grey, palette, RGB and YCbCr pictures in strips or tiles; 1 to 16, 24, 32 and 64 bits, unsigned, signed
//! or floating-point; uncompressed, LZW, Deflate, `PackBits` or JPEG. Of extra samples only an alpha that
//! is not yet multiplied in is used, as in other formats, and with at most 16 bits.

mod chunk;
mod compression;
mod directory;
mod films;
mod page;
mod photometric;
mod pixels;
mod predictor;
mod refusal;
mod samples;

use image::metadata::Orientation;

use super::error::InputError;
use super::frame::select;
use super::grey::{Grey, in_use, invert, luma_wide, merged};
use super::kind::PictureKind;
use super::limits::Limits;
use super::radiograph::Radiograph;
use super::range;
use directory::File;
use page::Page;
use photometric::Photometric;
use samples::Encoding;

/// Decodes one of the films in a file; `frame` counts from 1 and may be left out for a single one.
///
/// A file may also hold reduced copies of a film, which do not count.
///
/// # Errors
/// [`InputError`] if the file is invalid or not supported, or has several films and none is selected.
pub(super) fn decode(
    bytes: &[u8],
    frame: Option<u32>,
    limits: Limits,
) -> Result<Radiograph, InputError> {
    let (file, first) = File::open(bytes)?;
    let films = films::find(&file, first)?;
    let count = u32::try_from(films.len()).unwrap_or(u32::MAX);
    let index = select(PictureKind::Tiff, frame, count)?;
    let directory = films
        .get(index as usize)
        .ok_or_else(|| refusal::damaged("it contains no picture"))?;
    let page = Page::read(&file, directory)?;
    limits.admit_size(page.width, page.height)?;
    page.admit_memory(limits)?;
    let grey = match page.encoding {
        Encoding::Narrow { .. } => narrow(&file, &page),
        Encoding::Wide { .. } => wide(&file, &page).map(Grey::from),
    }?;
    let orientation = Orientation::from_exif(page.orientation).unwrap_or(Orientation::NoTransforms);
    Ok(Radiograph::of_grey(page.width, page.height, grey)?.oriented(orientation))
}

/// The grey values of samples with at most 16 bits.
fn narrow(file: &File<'_>, page: &Page<'_>) -> Result<Grey, InputError> {
    let mut samples = pixels::samples(file, page, |row, at| page.encoding.narrow(row, at))?;
    let channels = page.channels.len();
    match &page.photometric {
        Photometric::Palette(tones) => {
            for pixel in samples.chunks_mut(channels) {
                pixel[0] = tones[usize::from(pixel[0]) % tones.len()];
            }
            return Ok(merged(samples, channels));
        }
        Photometric::WhiteIsZero => {
            let white = page.encoding.white();
            for pixel in samples.chunks_mut(channels) {
                pixel[0] = white - pixel[0].min(white);
            }
        }
        _ => {}
    }
    page.encoding.scale(&mut samples);
    in_use(samples, channels)
}

/// The grey values of floating-point samples and of those with more than 16 bits.
fn wide(file: &File<'_>, page: &Page<'_>) -> Result<Vec<u16>, InputError> {
    let samples = pixels::samples(file, page, |row, at| page.encoding.wide(row, at))?;
    let finite = |it: &f64| it.abs() < f64::from(f32::MAX);
    if !samples.iter().all(finite) {
        let kind = PictureKind::Tiff;
        return Err(InputError::NotFinite { kind });
    }
    let samples = if page.channels.len() == 3 {
        luma_wide(&samples)
    } else {
        samples
    };
    let mut grey = range::stretch_wide(&samples)?;
    if matches!(page.photometric, Photometric::WhiteIsZero) {
        invert(&mut grey);
    }
    Ok(grey)
}
