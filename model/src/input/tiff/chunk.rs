//! Reads a strip or tile.

use std::borrow::Cow;

use super::compression::Compression;
use super::directory::File;
use super::page::Page;
use super::photometric::Photometric;
use super::refusal::{damaged, of_codec, truncated};
use crate::input::InputError;
use crate::input::codecs::Colour;
use crate::input::codecs::dct::Precision;
use crate::input::codecs::jpeg::Jpeg;

/// The samples of a strip or tile.
pub(super) enum Chunk {
    /// As stored.
    Bytes {
        bytes: Vec<u8>,
        /// Bytes of a row.
        row: usize,
        /// Samples of a pixel.
        samples: usize,
    },
    /// A plane for each component of a JPEG picture, or for its luma.
    Planes {
        planes: Vec<Vec<u16>>,
        /// Samples in a row.
        width: usize,
    },
}

impl Chunk {
    /// Reads the chunk with a number, of which `columns` and `rows` lie in the picture.
    pub(super) fn read(
        file: &File<'_>,
        page: &Page<'_>,
        number: usize,
        columns: usize,
        rows: usize,
    ) -> Result<Self, InputError> {
        let data = stored(file, page, number)?;
        if let Compression::Jpeg(tables) = page.compression {
            return decode_jpeg(page, &with_tables(data, tables), columns, rows);
        }
        let rows = if page.chunks.tiled {
            page.chunks.height
        } else {
            rows
        };
        let row = page.row_bytes();
        let mut bytes = if page.reversed_bits {
            let data: Vec<u8> = data.iter().map(|byte| byte.reverse_bits()).collect();
            page.compression.unpack(&data, row * rows)
        } else {
            page.compression.unpack(data, row * rows)
        }?;
        let samples = page.samples_in_a_plane();
        for row in bytes.chunks_exact_mut(row) {
            page.predictor
                .undo(row, samples, page.bits / 8, file.big_endian);
        }
        Ok(Self::Bytes {
            bytes,
            row,
            samples,
        })
    }

    /// Copies a sample of each pixel of a row to its place.
    pub(super) fn copy_row<'s, S: From<u16> + 's>(
        &self,
        y: usize,
        sample: usize,
        read: impl Fn(&[u8], usize) -> S,
        places: impl Iterator<Item = &'s mut S>,
    ) {
        match self {
            Self::Bytes {
                bytes,
                row,
                samples,
            } => {
                let row = &bytes[y * row..][..*row];
                for (x, place) in places.enumerate() {
                    *place = read(row, x * samples + sample);
                }
            }
            Self::Planes { planes, width } => {
                // Where the colours were dropped, the luma stands for all.
                let plane = planes.get(sample).or(planes.first());
                let row = plane.map_or(&[][..], |plane| &plane[y * width..]);
                for (place, &sample) in places.zip(row) {
                    *place = sample.into();
                }
            }
        }
    }
}

/// The bytes of a chunk in the file; without a length, all to the end.
fn stored<'a>(file: &File<'a>, page: &Page<'a>, number: usize) -> Result<&'a [u8], InputError> {
    let offset = page.chunks.offsets.number(number).filter(|&it| it > 0);
    let offset = offset.ok_or_else(truncated)?;
    let length = page.chunks.lengths.and_then(|it| it.number(number));
    let length = length.filter(|&it| it > 0);
    let rest = (file.bytes.len() as u64).saturating_sub(offset);
    file.slice(offset, length.unwrap_or(rest))
}

/// A JPEG stream with the tables that its chunks share, which are a stream too.
fn with_tables<'a>(data: &'a [u8], tables: Option<&[u8]>) -> Cow<'a, [u8]> {
    match (
        tables.and_then(|it| it.strip_suffix(b"\xff\xd9")),
        data.strip_prefix(b"\xff\xd8"),
    ) {
        (Some(tables), Some(rest)) => Cow::Owned([tables, rest].concat()),
        _ => Cow::Borrowed(data),
    }
}

fn decode_jpeg(
    page: &Page<'_>,
    stream: &[u8],
    columns: usize,
    rows: usize,
) -> Result<Chunk, InputError> {
    let stream = Jpeg::open(stream).map_err(of_codec)?;
    let shape = stream.shape();
    let within = (columns..=page.chunks.width).contains(&shape.width)
        && (rows..=page.chunks.height).contains(&shape.height);
    if !within || shape.components != page.samples_in_a_plane() {
        return Err(damaged(
            "the JPEG picture has another size than its strip or tile",
        ));
    }
    let colour = match page.photometric {
        _ if shape.components != 3 => Colour::Grey,
        Photometric::Rgb => Colour::Rgb,
        _ => Colour::Ycc,
    };
    let colour = stream.colour().unwrap_or(colour);
    let picture = stream.decode(colour, Precision::Bits12);
    let mut planes = picture.map_err(of_codec)?.planes;
    let white = page.encoding.white();
    for sample in planes.iter_mut().flatten() {
        // Lossy compression may exceed white.
        *sample = (*sample).min(white);
    }
    Ok(Chunk::Planes {
        planes,
        width: shape.width,
    })
}
