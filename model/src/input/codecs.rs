//! Decoders for the compressed images in DICOM files: bytes in, planes of samples out.
//!
//! Each decoder is given the [`Shape`] from the DICOM header, which the caller has checked against
//! the limits; a stream of any other shape is rejected before memory is allocated.

mod bits;
mod dct;
mod huffman;
pub(super) mod jpeg;
pub(super) mod jpeg2000;
mod jpeg_frame;
mod jpeg_lossless;
pub(super) mod jpeg_ls;
mod jpeg_ls_model;
mod jpeg_ls_scan;
mod jpeg_sequential;
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
}

/// A decoded image.
#[derive(Debug)]
pub(super) struct Picture {
    /// Meaning of the planes; one plane for [`Colour::Grey`] and [`Colour::Ycc`].
    pub colour: Colour,
    /// `height * width` words each, in row order.
    pub planes: Vec<Vec<u16>>,
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
