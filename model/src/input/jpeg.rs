//! Decodes JPEG to a film: its luma as stored, or the grey of its colours.
//!
//! Grey is the luma of YCbCr without conversion through RGB, and [`luma`](super::grey::luma) of RGB. Printing colours of
//! Adobe's writers are stored inverted, 0 for full ink: CMYK is read as red, green and blue, each
//! darkened by black ink in proportion, so grey is `luma(C, M, Y) * K / max`; of YCCK it is
//! `(max - Y) * K / max`.

use image::metadata::Orientation;

use super::codecs::dct::Precision;
use super::codecs::jpeg::Jpeg;
use super::codecs::{CodecError, Colour};
use super::error::InputError;
use super::grey::{in_use, invert, luma_of_planes, on_black, scaled};
use super::kind::PictureKind;
use super::limits::Limits;
use super::radiograph::Radiograph;

const KIND: PictureKind = PictureKind::Jpeg;

/// Decodes a JPEG file.
///
/// # Errors
/// [`InputError`] names what is wrong with the file.
pub(super) fn decode(bytes: &[u8], limits: Limits) -> Result<Radiograph, InputError> {
    let stream = Jpeg::open(bytes).map_err(refusal)?;
    let shape = stream.shape();
    let (width, height) = shape.size();
    limits.admit_size(width, height)?;
    let colour = colour(&stream, shape.components)?;
    let pixels = u64::from(width) * u64::from(height);
    limits.admit_memory(KIND, stream.memory(colour), pixels)?;
    let orientation = stream
        .exif()
        .and_then(Orientation::from_exif_chunk)
        .unwrap_or(Orientation::NoTransforms);
    let bits = stream.bits();
    let precision = match bits {
        8 => Precision::Bits12,
        _ => Precision::Bits13,
    };
    let picture = stream.decode(colour, precision).map_err(refusal)?;
    let grey = grey(colour, picture.planes, bits);
    let grey = if bits > 8 { in_use(grey, 1)? } else { grey };
    Ok(Radiograph::new(width, height, grey)?.oriented(orientation))
}

/// The meaning of the components; where the stream does not state it, as libjpeg assumes.
fn colour(stream: &Jpeg<'_>, components: usize) -> Result<Colour, InputError> {
    match (stream.colour(), components) {
        (Some(colour), _) => Ok(colour),
        (None, 1) => Ok(Colour::Grey),
        (None, 3) if stream.is_lossless() => Ok(Colour::Rgb),
        (None, 3) => Ok(Colour::Ycc),
        // Whether 0 means no ink or full ink is anyone's guess, and one of them is a negative.
        (None, 4) => Err(InputError::Cmyk { kind: KIND }),
        (None, _) => Err(refusal(CodecError::Unsupported("two components"))),
    }
}

/// The grey values of planes of samples, in 16 bits.
fn grey(colour: Colour, planes: Vec<Vec<u16>>, bits: u32) -> Vec<u16> {
    let max = (1 << bits) - 1;
    let tones: Vec<u16> = (0..=max).map(|level| scaled(level, max)).collect();
    let tone = |sample: u16| tones[usize::from(sample).min(tones.len() - 1)];
    let mut planes = planes.into_iter();
    let mut grey = planes.next().unwrap_or_default();
    if let Colour::Rgb | Colour::Cmyk = colour {
        let green = planes.next().unwrap_or_default();
        let blue = planes.next().unwrap_or_default();
        luma_of_planes(&mut grey, green, blue, tone);
    } else {
        for sample in &mut grey {
            *sample = tone(*sample);
        }
    }
    if colour == Colour::Ycck {
        invert(&mut grey);
    }
    for (grey, black) in grey.iter_mut().zip(planes.next().unwrap_or_default()) {
        *grey = on_black([*grey, tone(black)]);
    }
    grey
}

fn refusal(error: CodecError) -> InputError {
    error.of_file(KIND)
}
