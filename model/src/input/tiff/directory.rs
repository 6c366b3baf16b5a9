//! Reads the header and the directories of a file. Source: TIFF 6.0, section 2; `BigTIFF`.

use super::refusal::{damaged, truncated};
use crate::input::InputError;

/// Tags of the fields that are read. Source: TIFF 6.0, appendix A.
pub(super) mod tags {
    pub(in super::super) const NEW_SUBFILE_TYPE: u16 = 254;
    pub(in super::super) const SUBFILE_TYPE: u16 = 255;
    pub(in super::super) const WIDTH: u16 = 256;
    pub(in super::super) const LENGTH: u16 = 257;
    pub(in super::super) const BITS_PER_SAMPLE: u16 = 258;
    pub(in super::super) const COMPRESSION: u16 = 259;
    pub(in super::super) const PHOTOMETRIC: u16 = 262;
    pub(in super::super) const FILL_ORDER: u16 = 266;
    pub(in super::super) const STRIP_OFFSETS: u16 = 273;
    pub(in super::super) const ORIENTATION: u16 = 274;
    pub(in super::super) const SAMPLES_PER_PIXEL: u16 = 277;
    pub(in super::super) const ROWS_PER_STRIP: u16 = 278;
    pub(in super::super) const STRIP_BYTE_COUNTS: u16 = 279;
    pub(in super::super) const PLANAR_CONFIGURATION: u16 = 284;
    pub(in super::super) const PREDICTOR: u16 = 317;
    pub(in super::super) const COLOR_MAP: u16 = 320;
    pub(in super::super) const TILE_WIDTH: u16 = 322;
    pub(in super::super) const TILE_LENGTH: u16 = 323;
    pub(in super::super) const TILE_OFFSETS: u16 = 324;
    pub(in super::super) const TILE_BYTE_COUNTS: u16 = 325;
    pub(in super::super) const SUB_IFDS: u16 = 330;
    pub(in super::super) const EXTRA_SAMPLES: u16 = 338;
    pub(in super::super) const SAMPLE_FORMAT: u16 = 339;
    pub(in super::super) const JPEG_TABLES: u16 = 347;
}

/// The bytes of a file and how to read its numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct File<'a> {
    /// All bytes.
    pub bytes: &'a [u8],
    /// Whether numbers begin with their most significant byte.
    pub big_endian: bool,
    // Whether offsets have 8 bytes.
    big: bool,
}

/// A directory: the fields of one page.
#[derive(Debug, Clone)]
pub(super) struct Directory<'a> {
    // Tags and fields; `None` beyond the end of the file.
    fields: Vec<(u16, Option<Field<'a>>)>,
    /// Offset of the next directory, 0 for none.
    pub next: u64,
}

/// The values of a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'a> {
    /// All values.
    pub bytes: &'a [u8],
    // Bytes of a value; 0 if it is not a whole number.
    size: usize,
    big_endian: bool,
}

impl<'a> File<'a> {
    /// Reads the header; also returns the offset of the first directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<(Self, u64), InputError> {
        let big_endian = bytes.starts_with(b"MM");
        let mut file = File {
            bytes,
            big_endian,
            big: false,
        };
        file.big = file.number(2, 2)? == 43;
        let first = if file.big {
            if file.number(4, 2)? != 8 {
                return Err(damaged("offsets of an impossible length"));
            }
            file.number(8, 8)?
        } else {
            file.number(4, 4)?
        };
        Ok((file, first))
    }

    /// `length` bytes at an offset.
    pub(super) fn slice(&self, at: u64, length: u64) -> Result<&'a [u8], InputError> {
        let from = usize::try_from(at).ok();
        let to = at
            .checked_add(length)
            .and_then(|to| usize::try_from(to).ok());
        let slice = from.zip(to).and_then(|(from, to)| self.bytes.get(from..to));
        slice.ok_or_else(truncated)
    }

    fn number(&self, at: u64, size: u64) -> Result<u64, InputError> {
        Ok(number(self.slice(at, size)?, self.big_endian))
    }

    /// Reads the directory at an offset.
    pub(super) fn directory(&self, at: u64) -> Result<Directory<'a>, InputError> {
        let (count_size, offset_size) = if self.big { (8, 8) } else { (2, 4) };
        let entry_size = 4 + 2 * offset_size;
        let count = self.number(at, count_size)?;
        let length = count.checked_mul(entry_size).ok_or_else(truncated)?;
        let from = at + count_size;
        self.slice(from, length)?;
        let mut fields = Vec::new();
        for index in 0..count {
            let entry = from + index * entry_size;
            let tag = u16::try_from(self.number(entry, 2)?).unwrap_or_default();
            fields.push((tag, self.field(entry, offset_size)?));
        }
        Ok(Directory {
            fields,
            next: self.number(from + length, offset_size)?,
        })
    }

    /// The field of an entry, `None` beyond the end of the file.
    fn field(&self, entry: u64, offset_size: u64) -> Result<Option<Field<'a>>, InputError> {
        let (bytes_each, size) = match self.number(entry + 2, 2)? {
            3 | 8 => (2, 2),
            4 | 9 | 13 => (4, 4),
            16..=18 => (8, 8),
            11 => (4, 0),
            5 | 10 | 12 => (8, 0),
            _ => (1, 1),
        };
        let count = self.number(entry + 4, offset_size)?;
        let length = count.checked_mul(bytes_each).ok_or_else(truncated)?;
        let place = entry + 4 + offset_size;
        let at = if length <= offset_size {
            place
        } else {
            self.number(place, offset_size)?
        };
        let bytes = self.slice(at, length);
        Ok(bytes.ok().map(|bytes| Field {
            bytes,
            size,
            big_endian: self.big_endian,
        }))
    }
}

impl<'a> Directory<'a> {
    /// A field, if present.
    pub(super) fn field(&self, tag: u16) -> Result<Option<Field<'a>>, InputError> {
        let field = self.fields.iter().find(|it| it.0 == tag);
        field.map(|it| it.1.ok_or_else(truncated)).transpose()
    }

    /// The first number of a field.
    pub(super) fn first(&self, tag: u16) -> Result<Option<u64>, InputError> {
        Ok(self.field(tag)?.and_then(|it| it.number(0)))
    }

    /// A side in pixels.
    pub(super) fn side(&self, tag: u16) -> Result<u32, InputError> {
        let side = self.first(tag)?.and_then(|it| u32::try_from(it).ok());
        side.filter(|&it| it > 0)
            .ok_or_else(|| damaged("the width or height is missing"))
    }
}

impl<'a> Field<'a> {
    /// The whole numbers; none for other types.
    pub(super) fn numbers(self) -> impl Iterator<Item = u64> + use<'a> {
        (0..self.len()).filter_map(move |index| self.number(index))
    }

    /// The number at an index.
    pub(super) fn number(self, index: usize) -> Option<u64> {
        let from = index.checked_mul(self.size)?;
        let value = self.bytes.get(from..from.checked_add(self.size)?)?;
        (self.size > 0).then(|| number(value, self.big_endian))
    }

    /// How many numbers there are.
    pub(super) fn len(self) -> usize {
        self.bytes.len().checked_div(self.size).unwrap_or(0)
    }
}

/// An unsigned number of at most 8 bytes.
pub(super) fn number(bytes: &[u8], big_endian: bool) -> u64 {
    let join = |number: u64, &byte: &u8| number << 8 | u64::from(byte);
    if big_endian {
        bytes.iter().fold(0, join)
    } else {
        bytes.iter().rev().fold(0, join)
    }
}
