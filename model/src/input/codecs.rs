//! Decoders for compressed images, in files of their own or in DICOM: bytes in, planes of samples out.
//!
//! The caller checks the [`Shape`] against the limits before memory is allocated: the one in the DICOM
//! header, which the stream must have, or the one that the stream itself states.

use super::error::InputError;
use super::kind::PictureKind;

mod bits;
pub(super) mod dct;
mod huffman;
pub(super) mod jpeg;
pub(super) mod jpeg2000;
mod jpeg_blocks;
mod jpeg_frame;
mod jpeg_lossless;
pub(super) mod jpeg_ls;
mod jpeg_ls_model;
mod jpeg_ls_scan;
mod jpeg_progressive;
mod jpeg_sequential;
mod jpeg_tables;
pub(super) mod rle;

/// Size of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// Samples in a row of a component.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Samples per pixel.
    pub components: usize,
}

impl Shape {
    /// Samples per component.
    pub(super) const fn plane(self) -> usize {
        self.width * self.height
    }

    /// Pixels in a row, and rows.
    pub(super) fn size(self) -> (u32, u32) {
        let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
        (side(self.width), side(self.height))
    }

    /// Whether a stream has this shape.
    fn admit(self, width: usize, height: usize, components: usize) -> Result<(), CodecError> {
        let stream = Self {
            width,
            height,
            components,
        };
        if stream == self {
            Ok(())
        } else {
            Err(CodecError::Damaged(
                "the compressed picture has another size than the header says",
            ))
        }
    }
}

/// Meaning of the components.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    /// One grey value or palette index.
    Grey,
    /// Red, green, blue.
    Rgb,
    /// Luma and two colour differences; only the luma is kept.
    Ycc,
    /// Cyan, magenta, yellow and black ink.
    Cmyk,
    /// Luma and two colour differences of three inks, and black; luma and black are kept.
    Ycck,
}

impl Colour {
    /// Whether grey depends on a component.
    const fn uses(self, component: usize) -> bool {
        match self {
            Self::Grey | Self::Ycc => component == 0,
            Self::Rgb | Self::Cmyk => true,
            Self::Ycck => matches!(component, 0 | 3),
        }
    }

    /// Whether a component is one of two colour differences that grey does not depend on.
    const fn is_chroma(self, component: usize) -> bool {
        matches!(self, Self::Ycc) && component > 0
    }
}

/// A decoded image.
#[derive(Debug)]
pub(super) struct Picture {
    /// Meaning of the planes; only those that grey depends on are present.
    pub colour: Colour,
    /// `height * width` words each, in row order.
    pub planes: Vec<Vec<u16>>,
    /// The mean blue and red colour difference of each block of 8 x 8 samples, of a [`Colour::Ycc`] JPEG.
    pub chroma: Option<[Vec<u16>; 2]>,
    /// Whether coding errors may exceed the range of the stored values.
    pub lossy: bool,
}

/// Why a stream cannot be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodecError {
    /// The stream ends early.
    Truncated,
    /// A variant of the format that is not supported.
    Unsupported(&'static str),
    /// The stream violates its format.
    Damaged(&'static str),
}

impl CodecError {
    /// The refusal of a file.
    pub(super) fn of_file(self, kind: PictureKind) -> InputError {
        match self {
            Self::Truncated => InputError::Truncated { kind },
            Self::Unsupported(detail) => InputError::Unsupported {
                kind,
                detail: detail.to_owned(),
            },
            Self::Damaged(detail) => InputError::Damaged {
                kind,
                detail: detail.to_owned(),
            },
        }
    }
}

/// The lower 16 bits of a number.
const fn word(value: i32) -> u16 {
    (value.cast_unsigned() & 0xffff) as u16
}

/// A big-endian number of 16 bits.
fn be16(bytes: &[u8], at: usize) -> Result<usize, CodecError> {
    let pair = bytes.get(at..).and_then(<[u8]>::first_chunk);
    pair.map(|&pair| usize::from(u16::from_be_bytes(pair)))
        .ok_or(CodecError::Truncated)
}

/// The marker at `at` of a JPEG or JPEG-LS stream, past any fill bytes; `at` moves behind it.
/// Source: ITU-T T.81, B.1.1.2.
fn next_marker(bytes: &[u8], at: &mut usize) -> Result<u8, CodecError> {
    loop {
        let [fill, marker] = *bytes
            .get(*at..)
            .and_then(<[u8]>::first_chunk)
            .ok_or(CodecError::Truncated)?;
        if fill != 0xff {
            return Err(CodecError::Damaged("a marker is missing"));
        }
        if marker != 0xff {
            *at += 2;
            return Ok(marker);
        }
        *at += 1;
    }
}

/// The parameters of the marker segment whose length field is at `at`, which moves behind the segment.
/// Source: ITU-T T.81, B.1.1.4.
fn next_segment<'a>(bytes: &'a [u8], at: &mut usize) -> Result<&'a [u8], CodecError> {
    let length = be16(bytes, *at)?;
    let segment = bytes.get(*at + 2..*at + length);
    *at += length;
    segment.ok_or(CodecError::Truncated)
}
