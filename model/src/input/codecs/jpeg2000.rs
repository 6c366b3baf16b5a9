//! JPEG 2000 codestreams at full bit depth, signed or unsigned. Source: ITU-T T.800, annex A.

use hayro_jpeg2000::{DecodeError, DecodeSettings, DecoderContext, Image};

use super::{CodecError, Colour, Picture, Shape, be16, word};

/// Maximum memory per sample while decoding, in bytes: coefficients, two wavelet buffers and the
/// result at 32 bits each, code blocks, and the output words.
pub(in crate::input) const BYTES_PER_SAMPLE: u64 = 24;

/// SOC and SIZ markers.
const MAGIC: [u8; 4] = [0xff, 0x4f, 0xff, 0x51];

/// Decodes a codestream, raw or in a JP2 file, to words in two's complement.
///
/// The decoder inverts the codestream's colour transform; `colour` is the meaning of the components
/// after that.
pub(in crate::input) fn decode(
    bytes: &[u8],
    shape: Shape,
    colour: Colour,
) -> Result<Picture, CodecError> {
    // JP2 boxes are ignored: in DICOM the header decides.
    let start = bytes.windows(MAGIC.len()).position(|it| it == MAGIC);
    let start = start.ok_or(NOT_A_CODESTREAM)?;
    let codestream = Codestream::open(&bytes[start..])?;
    let Shape {
        width,
        height,
        components,
    } = codestream.shape;
    shape.admit(width, height, components)?;
    let mut planes = codestream.decode(|component| colour.uses(component))?;
    let used = (0..components).filter(|&it| colour.uses(it));
    for (plane, component) in planes.iter_mut().zip(used) {
        let depth = codestream.depths[component];
        if depth.signed {
            for sample in plane {
                *sample = word(i32::from(*sample) - (1 << (depth.bits - 1)));
            }
        }
    }
    Ok(Picture {
        chroma: None,
        colour,
        planes,
        lossy: false,
    })
}

/// Capability of part 15 (HTJ2K) in the SIZ segment. Source: ITU-T T.814, A.2.
const HIGH_THROUGHPUT: usize = 0x4000;

const NOT_A_CODESTREAM: CodecError = CodecError::Damaged("not a JPEG 2000 codestream");

/// A codestream whose main header has been read.
pub(in crate::input) struct Codestream<'a> {
    bytes: &'a [u8],
    shape: Shape,
    depths: Vec<Depth>,
}

/// Bit depth of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Depth {
    bits: u32,
    signed: bool,
}

impl<'a> Codestream<'a> {
    /// Reads the size and depths, before the decoder allocates memory.
    pub(in crate::input) fn open(bytes: &'a [u8]) -> Result<Self, CodecError> {
        if !bytes.starts_with(&MAGIC) {
            return Err(NOT_A_CODESTREAM);
        }
        let (shape, depths) = read_size(bytes)?;
        admit_precincts(bytes, shape)?;
        Ok(Self {
            bytes,
            shape,
            depths,
        })
    }

    /// Size of the image.
    pub(in crate::input) const fn shape(&self) -> Shape {
        self.shape
    }

    /// Bits of a component's samples, 1 to 16.
    pub(in crate::input) fn bits(&self, component: usize) -> u32 {
        self.depths[component].bits
    }

    /// Decodes components, each to numbers from 0 for the smallest sample, signed or not.
    pub(in crate::input) fn decode(
        &self,
        wanted: impl Fn(usize) -> bool,
    ) -> Result<Vec<Vec<u16>>, CodecError> {
        let settings = DecodeSettings {
            resolve_palette_indices: false,
            strict: true,
            target_resolution: None,
        };
        let image = Image::new(self.bytes, &settings).map_err(refusal)?;
        let mut context = DecoderContext::default();
        let decoded = image.decode(&mut context).map_err(refusal)?;
        let components = decoded.components().iter().zip(&self.depths);
        let components = components.enumerate().filter(|(index, _)| wanted(*index));
        components
            .map(|(_, (component, depth))| {
                let samples = component.samples();
                if samples.len() == self.shape.plane() {
                    Ok(samples.iter().map(|&it| depth.level(it)).collect())
                } else {
                    Err(CodecError::Damaged("a component has another size"))
                }
            })
            .collect()
    }
}

impl Depth {
    /// Converts a sample, to which the decoder has added half the range if it is signed.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the value is clamped to 16 bits, and a float's cast saturates"
    )]
    fn level(self, sample: f32) -> u16 {
        word((sample.round() as i32).clamp(0, (1 << self.bits) - 1))
    }
}

/// Reads the SIZ segment.
fn read_size(codestream: &[u8]) -> Result<(Shape, Vec<Depth>), CodecError> {
    let number = |at: usize| -> Result<usize, CodecError> {
        Ok(be16(codestream, at)? << 16 | be16(codestream, at + 2)?)
    };
    let size = |end: usize, offset: usize| -> Result<usize, CodecError> {
        number(end)?
            .checked_sub(number(offset)?)
            .ok_or(CodecError::Damaged("impossible size"))
    };
    if be16(codestream, 6)? & HIGH_THROUGHPUT != 0 {
        return Err(CodecError::Unsupported("high-throughput JPEG 2000"));
    }
    let shape = Shape {
        width: size(8, 16)?,
        height: size(12, 20)?,
        components: be16(codestream, 40)?,
    };
    // Tile indices have 16 bits.
    let tiles = |size: usize, tile: usize| size.div_ceil(tile.max(1));
    let tiles = tiles(shape.width, number(24)?).saturating_mul(tiles(shape.height, number(28)?));
    if tiles > 0xffff {
        return Err(CodecError::Damaged("impossible number of tiles"));
    }
    let entries = codestream
        .get(42..42 + 3 * shape.components)
        .ok_or(CodecError::Truncated)?;
    let depth = |&[depth, across, down]: &[u8; 3]| {
        let bits = u32::from(depth & 0x7f) + 1;
        if bits > 16 {
            return Err(CodecError::Unsupported("JPEG 2000 with more than 16 bits"));
        }
        if (across, down) != (1, 1) {
            return Err(CodecError::Unsupported("JPEG 2000 with subsampling"));
        }
        let signed = depth & 0x80 != 0;
        Ok(Depth { bits, signed })
    };
    let depths = entries.as_chunks::<3>().0.iter().map(depth);
    Ok((shape, depths.collect::<Result<_, _>>()?))
}

/// Rejects precincts so small that their bookkeeping (about 640 bytes each in the decoder) would
/// need more memory than the samples; the standard allows one precinct per sample.
fn admit_precincts(codestream: &[u8], shape: Shape) -> Result<(), CodecError> {
    const START_OF_TILE: usize = 0xff90;
    const START_OF_DATA: usize = 0xff93;
    // Starts after SOC; `tile` is the end of the current tile-part.
    let (mut at, mut tile): (usize, Option<usize>) = (2, None);
    while let Ok(marker) = be16(codestream, at) {
        if let (START_OF_DATA, Some(end)) = (marker, tile) {
            // Always advance, even if the tile-part claims to end before its data.
            at = end.max(at + 2);
            continue;
        }
        if matches!(marker, 0xff30..=0xff3f) {
            // Without a segment.
            at += 2;
            continue;
        }
        // End of image or data; the decoder reports errors.
        let Ok(length) = be16(codestream, at + 2) else {
            break;
        };
        let end = at + 2 + length;
        let segment = codestream.get(at + 4..end).unwrap_or_default();
        match marker {
            START_OF_TILE if segment.len() >= 6 => {
                let part = be16(segment, 2)? << 16 | be16(segment, 4)?;
                // 0 means up to the end of the codestream.
                let part_end = if part == 0 {
                    usize::MAX
                } else {
                    at.saturating_add(part)
                };
                tile = Some(part_end.max(end));
            }
            // COD, and COC with a component index of 8 bits.
            0xff52 => admit_style(segment, 5, segment.first(), shape)?,
            0xff53 => admit_style(segment, 2, segment.get(1), shape)?,
            _ => {}
        }
        at = end;
    }
    Ok(())
}

/// Checks the precincts of a COD or COC segment with the number of levels at `levels_at`.
fn admit_style(
    segment: &[u8],
    levels_at: usize,
    flags: Option<&u8>,
    shape: Shape,
) -> Result<(), CodecError> {
    if flags.is_none_or(|it| it & 1 == 0) {
        // Maximum precincts: one per resolution.
        return Ok(());
    }
    let exponents = segment.get(levels_at + 5..).unwrap_or_default();
    let (side, mut precincts) = (
        |side: usize, level: usize| side.div_ceil(1 << level.min(16)),
        0,
    );
    // From the lowest resolution up.
    for (&exponent, level) in exponents.iter().zip((0..exponents.len()).rev()) {
        let across = side(shape.width, level).div_ceil(1 << (exponent & 15));
        let down = side(shape.height, level).div_ceil(1 << (exponent >> 4));
        precincts += across * down;
    }
    if precincts > shape.plane() / 64 + 1024 {
        return Err(CodecError::Damaged("too many precincts"));
    }
    Ok(())
}

fn refusal(error: DecodeError) -> CodecError {
    match error {
        DecodeError::Marker(_) => CodecError::Damaged("bad JPEG 2000 marker"),
        DecodeError::Tile(_) => CodecError::Damaged("bad JPEG 2000 tile"),
        _ => CodecError::Damaged("bad JPEG 2000 data"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiny_precincts_are_rejected() {
        let shape = Shape {
            width: 3000,
            height: 3000,
            components: 1,
        };
        let style = |flags: u8, exponent: u8| {
            let mut segment = vec![flags, 0, 0, 1, 0, 2, 4, 4, 0, 1];
            segment.extend([exponent; 3]);
            segment
        };
        let main = |segment: &[u8]| [b"\xff\x4f\xff\x52\0\x0f", segment].concat();
        // In the header of the first tile-part.
        let of_tile = |segment: &[u8]| {
            let mut stream = b"\xff\x4f\xff\x90\0\x0a\0\0\0\0\0\x1d\0\x01\xff\x52\0\x0f".to_vec();
            stream.extend(segment);
            stream.extend(b"\xff\x93");
            stream
        };
        for (segment, right) in [
            (style(1, 0x00), false),
            (style(1, 0x22), false),
            (style(1, 0x77), true),
            (style(0, 0x00), true),
        ] {
            assert_eq!(admit_precincts(&main(&segment), shape).is_ok(), right);
            assert_eq!(admit_precincts(&of_tile(&segment), shape).is_ok(), right);
        }
    }
}
