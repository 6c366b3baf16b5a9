//! The fields of a page that say how its pixels are stored. Source: TIFF 6.0, sections 3 to 8, 15 and 18.

use super::compression::Compression;
use super::directory::{Directory, Field, File, tags};
use super::photometric::Photometric;
use super::predictor::Predictor;
use super::refusal::{damaged, truncated, unsupported};
use super::samples::Encoding;
use crate::input::{InputError, Limits, PictureKind};

/// The maximum number of samples of a pixel.
const MAX_SAMPLES: usize = 16;

/// Extra sample: an alpha that is not multiplied in.
const UNASSOCIATED_ALPHA: u64 = 2;

/// A page.
#[derive(Debug)]
pub(super) struct Page<'a> {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// What the samples mean.
    pub photometric: Photometric,
    /// Bits of a sample.
    pub bits: usize,
    /// How a sample is stored.
    pub encoding: Encoding,
    /// The samples that are used: grey, or red, green and blue, and an alpha that is not multiplied in.
    pub channels: Vec<usize>,
    /// Whether each sample has a plane of its own.
    pub planar: bool,
    /// How chunks are compressed.
    pub compression: Compression<'a>,
    /// How samples were made easier to compress.
    pub predictor: Predictor,
    /// Whether the bits of each byte are in reverse order.
    pub reversed_bits: bool,
    /// The strips or tiles.
    pub chunks: Chunks<'a>,
    /// Orientation, numbered as in EXIF.
    pub orientation: u8,
    // Samples of a pixel as stored.
    samples: usize,
}

/// Strips or tiles.
#[derive(Debug)]
pub(super) struct Chunks<'a> {
    /// Pixels in a row of a chunk.
    pub width: usize,
    /// Rows of a chunk.
    pub height: usize,
    /// Whether the chunks at the lower end have the full height.
    pub tiled: bool,
    /// Offset of each chunk.
    pub offsets: Field<'a>,
    /// Length of each chunk, which some writers leave out.
    pub lengths: Option<Field<'a>>,
}

impl<'a> Page<'a> {
    /// Reads and checks the fields.
    pub(super) fn read(file: &File<'a>, fields: &Directory<'a>) -> Result<Self, InputError> {
        let bits = usize_of(uniform(fields, tags::BITS_PER_SAMPLE)?.unwrap_or(1));
        if bits == 1 {
            return Err(InputError::TwoLevels);
        }
        let samples = usize_of(fields.first(tags::SAMPLES_PER_PIXEL)?.unwrap_or(1));
        if !(1..=MAX_SAMPLES).contains(&samples) {
            return Err(unsupported(format!("{samples} samples for each pixel")));
        }
        let compression = Compression::read(fields)?;
        let format = uniform(fields, tags::SAMPLE_FORMAT)?.unwrap_or(1);
        let predictor = if compression.has_predictor() {
            Predictor::read(fields, bits, format == 3)?
        } else {
            Predictor::None
        };
        let big_endian = file.big_endian || predictor == Predictor::FloatingPoint;
        let encoding = Encoding::new(bits, format, big_endian)?;
        let photometric = Photometric::read(fields, samples, bits)?;
        let jpeg = matches!(compression, Compression::Jpeg(_));
        if jpeg && encoding.size() > 2 {
            return Err(damaged("JPEG with numbers of another kind"));
        }
        if photometric == Photometric::Ycc && !jpeg {
            return Err(unsupported("YCbCr colours that are not compressed as JPEG"));
        }
        let mut channels: Vec<usize> = (0..photometric.channels()).collect();
        let extra = fields.field(tags::EXTRA_SAMPLES)?;
        let alpha = extra.and_then(|it| it.numbers().position(|it| it == UNASSOCIATED_ALPHA));
        let alpha = alpha.map(|index| photometric.samples() + index);
        if encoding.size() == 2 {
            channels.extend(alpha.filter(|&it| it < samples));
        }
        let width = fields.side(tags::WIDTH)?;
        let height = fields.side(tags::LENGTH)?;
        let orientation = fields.first(tags::ORIENTATION)?.unwrap_or(1);
        Ok(Self {
            width,
            height,
            photometric,
            bits,
            encoding,
            channels,
            planar: samples > 1 && fields.first(tags::PLANAR_CONFIGURATION)? == Some(2),
            compression,
            predictor,
            reversed_bits: !jpeg && fields.first(tags::FILL_ORDER)? == Some(2),
            chunks: Chunks::read(fields, width, height)?,
            orientation: u8::try_from(orientation).unwrap_or(1),
            samples,
        })
    }

    /// Samples of a pixel that are stored together.
    pub(super) const fn samples_in_a_plane(&self) -> usize {
        if self.planar { 1 } else { self.samples }
    }

    /// Bytes of a row of a chunk.
    pub(super) const fn row_bytes(&self) -> usize {
        (self.chunks.width * self.samples_in_a_plane() * self.bits).div_ceil(8)
    }

    /// Checks what decoding takes: the samples, a copy to sort if they are wide, and a chunk.
    pub(super) fn admit_memory(&self, limits: Limits) -> Result<(), InputError> {
        let kind = PictureKind::Tiff;
        let pixels = u64::from(self.width) * u64::from(self.height);
        let size = self.encoding.size();
        let copies = if size > 2 { 2 } else { 1 };
        let samples = pixels * self.channels.len() as u64 * size * copies;
        let area = (self.chunks.width as u64).checked_mul(self.chunks.height as u64);
        let area = area.ok_or(InputError::TooMuchMemory { kind })?;
        // At most 64 bits for each sample, or what the JPEG decoder takes.
        let chunk = area.saturating_mul(8 * self.samples_in_a_plane() as u64);
        limits.admit_memory(kind, samples.saturating_add(chunk), pixels)?;
        // Tiles that are much larger than the picture would take long.
        let across = u64::from(self.width).div_ceil(self.chunks.width as u64);
        let down = u64::from(self.height).div_ceil(self.chunks.height as u64);
        if across.saturating_mul(down).saturating_mul(area) > limits.pixels.saturating_mul(2) {
            return Err(InputError::TooMuchMemory { kind });
        }
        Ok(())
    }
}

impl<'a> Chunks<'a> {
    fn read(fields: &Directory<'a>, width: u32, height: u32) -> Result<Self, InputError> {
        let tiled = fields.field(tags::TILE_WIDTH)?.is_some();
        let (offsets, lengths) = if tiled {
            (tags::TILE_OFFSETS, tags::TILE_BYTE_COUNTS)
        } else {
            (tags::STRIP_OFFSETS, tags::STRIP_BYTE_COUNTS)
        };
        let (width, height) = if tiled {
            (
                fields.side(tags::TILE_WIDTH)?,
                fields.side(tags::TILE_LENGTH)?,
            )
        } else {
            let rows = fields.first(tags::ROWS_PER_STRIP)?.filter(|&it| it > 0);
            let rows = rows.and_then(|it| u32::try_from(it).ok());
            (width, rows.map_or(height, |rows| rows.min(height)))
        };
        Ok(Self {
            width: width as usize,
            height: height as usize,
            tiled,
            offsets: fields.field(offsets)?.ok_or_else(truncated)?,
            lengths: fields.field(lengths)?,
        })
    }
}

fn usize_of(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The number that a field gives for all samples.
fn uniform(fields: &Directory<'_>, tag: u16) -> Result<Option<u64>, InputError> {
    let Some(field) = fields.field(tag)? else {
        return Ok(None);
    };
    let first = field.number(0);
    if field.numbers().any(|it| Some(it) != first) {
        return Err(unsupported("samples that are stored in different ways"));
    }
    Ok(first)
}
