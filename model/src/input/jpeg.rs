//! Decodes JPEG to a film: its luma as stored, or the grey of its colours.
//!
//! Grey is the luma of YCbCr without conversion through RGB, and [`luma`](super::grey::luma) of RGB. Printing colours of
//! Adobe's writers are stored inverted, 0 for full ink: CMYK is read as red, green and blue, each
//! darkened by black ink in proportion, so grey is `luma(C, M, Y) * K / max`; of YCCK it is
//! `(max - Y) * K / max`.

use image::metadata::Orientation;

use super::codecs::dct::Precision;
use super::codecs::jpeg::Jpeg;
use super::codecs::{CodecError, Colour, Picture};
use super::colour::{ColourCount, difference_of_chroma};
use super::error::InputError;
use super::grey::{Grey, in_use, invert, luma_of_planes, on_black, scaled};
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
    let memory = stream.memory(colour);
    limits.admit_memory(KIND, memory, pixels)?;
    stream.admit_length(colour).map_err(refusal)?;
    let limits = limits.of_file(bytes.len());
    limits.admit_memory(KIND, memory, pixels)?;
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
    let mut grey = grey(picture, bits);
    if bits > 8 {
        grey.values = in_use(grey.values, 1)?.values;
    }
    Ok(Radiograph::of_grey(width, height, grey)?.oriented(orientation))
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
fn grey(picture: Picture, bits: u32) -> Grey {
    let max = (1 << bits) - 1;
    let tones: Vec<u16> = (0..=max).map(|level| scaled(level, max)).collect();
    let tone = |sample: u16| tones[usize::from(sample).min(tones.len() - 1)];
    let mut planes = picture.planes.into_iter();
    let mut plane = || planes.next().unwrap_or_default();
    let mut grey = if let Colour::Rgb | Colour::Cmyk = picture.colour {
        luma_of_planes([plane(), plane(), plane()], tone)
    } else {
        let values = plane().into_iter().map(tone).collect();
        let coloured = picture.chroma.is_some_and(|it| is_coloured(&it, bits));
        Grey { values, coloured }
    };
    if picture.colour == Colour::Ycck {
        invert(&mut grey.values);
    }
    for (grey, black) in grey.values.iter_mut().zip(plane()) {
        *grey = on_black([*grey, tone(black)]);
    }
    grey
}

/// Whether the mean colour differences of blocks are those of strong colours.
fn is_coloured([blue, red]: &[Vec<u16>; 2], bits: u32) -> bool {
    // In 16 bits, 0 for grey.
    let signed = |level: u16| (i32::from(level) - (1 << (bits - 1))) << (16 - bits);
    let mut count = ColourCount::default();
    for (&blue, &red) in blue.iter().zip(red) {
        count.add_difference(difference_of_chroma([signed(blue), signed(red)]));
    }
    count.is_strong()
}

fn refusal(error: CodecError) -> InputError {
    error.of_file(KIND)
}
