//! Decodes JPEG 2000 files to a film: JP2 with its palette and channels, or a raw codestream.
//! Source: ITU-T T.800, annex I.
//!
//! Colours without a defined grey, and raw codestreams of four components, are refused. Channels that
//! are neither colour nor opacity are ignored.

use super::codecs::CodecError;
use super::codecs::jpeg2000::{BYTES_PER_SAMPLE, Codestream};
use super::error::InputError;
use super::grey::in_use;
use super::jp2::{Channel, Container, Space};
use super::kind::PictureKind;
use super::limits::Limits;
use super::radiograph::Radiograph;

const KIND: PictureKind = PictureKind::Jpeg2000;

/// Decodes a JP2 file or codestream.
///
/// # Errors
/// [`InputError`] names what is wrong with the file.
pub(super) fn decode(bytes: &[u8], limits: Limits) -> Result<Radiograph, InputError> {
    let refuse = |error: CodecError| error.of_file(KIND);
    let container = Container::open(bytes).map_err(refuse)?;
    let codestream = Codestream::open(container.codestream).map_err(refuse)?;
    let shape = codestream.shape();
    let (width, height) = shape.size();
    limits.admit_size(width, height)?;
    let pixels = u64::from(width) * u64::from(height);
    let samples = pixels.saturating_mul(shape.components as u64);
    limits.admit_memory(KIND, samples.saturating_mul(BYTES_PER_SAMPLE), pixels)?;

    let channels = container.channels(shape.components).map_err(refuse)?;
    let colours = match (container.space, channels.colours.len()) {
        (Space::Printing, _) => return Err(InputError::Cmyk { kind: KIND }),
        (Space::Other, _) => return Err(refuse(CodecError::Unsupported("unusual colours"))),
        // The luma comes first.
        (Space::Grey | Space::Luma, 1..) | (Space::Unknown, 1 | 2) => 1,
        (Space::Rgb, 3..) | (Space::Unknown, 3) => 3,
        _ => {
            let detail = "a number of components without a known meaning";
            return Err(refuse(CodecError::Unsupported(detail)));
        }
    };
    let used: Vec<&Channel> = channels.colours[..colours]
        .iter()
        .chain(&channels.opacity)
        .collect();
    let planes = codestream.decode(|_| true).map_err(refuse)?;
    let mut grey = Vec::with_capacity(shape.plane() * used.len());
    let tables: Vec<(&[u16], Vec<u16>)> = used
        .iter()
        .map(|channel| {
            let table = container.tones(channel, codestream.bits(channel.component));
            Ok((planes[channel.component].as_slice(), table?))
        })
        .collect::<Result<_, _>>()
        .map_err(refuse)?;
    for pixel in 0..shape.plane() {
        grey.extend(
            tables
                .iter()
                .map(|(plane, tones)| tones[usize::from(plane[pixel])]),
        );
    }
    Radiograph::of_grey(width, height, in_use(grey, used.len())?)
}
