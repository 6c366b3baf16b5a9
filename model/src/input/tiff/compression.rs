//! Decompresses strips and tiles. Source: TIFF 6.0, sections 9 and 13; technical note 2 (JPEG).

use std::borrow::Cow;
use std::io::{ErrorKind, Read};

use flate2::read::ZlibDecoder;
use weezl::{BitOrder, LzwStatus, decode::Decoder};

use super::directory::{Directory, tags};
use super::refusal::{damaged, of_codec, truncated, unsupported};
use crate::input::InputError;
use crate::input::codecs::rle;

/// How strips and tiles are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression<'a> {
    /// Not at all.
    None,
    /// LZW.
    Lzw,
    /// Deflate in a zlib stream.
    Deflate,
    /// `PackBits`.
    PackBits,
    /// JPEG, with these common tables if any.
    Jpeg(Option<&'a [u8]>),
}

impl<'a> Compression<'a> {
    /// Reads the field.
    pub(super) fn read(fields: &Directory<'a>) -> Result<Self, InputError> {
        let name = match fields.first(tags::COMPRESSION)?.unwrap_or(1) {
            1 => return Ok(Self::None),
            5 => return Ok(Self::Lzw),
            7 => {
                let tables = fields.field(tags::JPEG_TABLES)?;
                return Ok(Self::Jpeg(tables.map(|it| it.bytes)));
            }
            8 | 32_946 => return Ok(Self::Deflate),
            32_773 => return Ok(Self::PackBits),
            // The modified Huffman code, Group 3, Group 4.
            2..=4 | 32_771 => return Err(InputError::TwoLevels),
            6 => "JPEG of the old kind (compression 6)",
            34_712 | 33_003 | 33_005 => "JPEG 2000",
            34_887 => "LERC",
            34_925 => "LZMA",
            50_000 => "Zstandard",
            50_001 | 34_927 => "WebP",
            50_002 | 52_546 => "JPEG XL",
            code => return Err(unsupported(format!("compression {code}"))),
        };
        Err(unsupported(format!("compressed as {name}")))
    }

    /// Whether differences between neighbours may be stored.
    pub(super) const fn has_predictor(&self) -> bool {
        matches!(self, Self::Lzw | Self::Deflate)
    }

    /// Decompresses the first `length` bytes, for all but JPEG.
    pub(super) fn unpack<'b>(
        &self,
        data: &'b [u8],
        length: usize,
    ) -> Result<Cow<'b, [u8]>, InputError> {
        if let Self::None | Self::Jpeg(_) = self {
            let data = data.get(..length).ok_or_else(truncated)?;
            return Ok(Cow::Borrowed(data));
        }
        let mut bytes = vec![0; length];
        match self {
            Self::Lzw => unpack_lzw(data, &mut bytes)?,
            Self::Deflate => unpack_deflate(data, &mut bytes)?,
            _ => rle::unpack(data, &mut bytes, |place, byte| *place = byte).map_err(of_codec)?,
        }
        Ok(Cow::Owned(bytes))
    }
}

fn unpack_lzw(mut data: &[u8], mut bytes: &mut [u8]) -> Result<(), InputError> {
    if let [0, second, ..] = data
        && second & 1 != 0
    {
        return Err(unsupported("LZW from before TIFF 5.0"));
    }
    let mut decoder = Decoder::with_tiff_size_switch(BitOrder::Msb, 8);
    while !bytes.is_empty() {
        let step = decoder.decode_bytes(data, bytes);
        data = data.get(step.consumed_in..).unwrap_or_default();
        bytes = bytes.get_mut(step.consumed_out..).unwrap_or_default();
        match step.status {
            Ok(LzwStatus::Ok) => {}
            Ok(LzwStatus::Done) if bytes.is_empty() => {}
            Ok(LzwStatus::Done | LzwStatus::NoProgress) => return Err(truncated()),
            Err(_) => return Err(damaged("impossible LZW code")),
        }
    }
    Ok(())
}

fn unpack_deflate(data: &[u8], bytes: &mut [u8]) -> Result<(), InputError> {
    let read = ZlibDecoder::new(data).read_exact(bytes);
    read.map_err(|error| match error.kind() {
        ErrorKind::UnexpectedEof => truncated(),
        _ => damaged("impossible Deflate code"),
    })
}
