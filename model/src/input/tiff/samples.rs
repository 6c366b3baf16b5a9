//! How a sample is stored in a row of bytes.

use half::f16;

use super::directory::number;
use super::refusal::unsupported;
use crate::input::InputError;
use crate::input::grey::scaled;

/// How a sample is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// An unsigned number of at most 16 bits.
    Narrow {
        /// Bits of a sample, packed if they are not whole bytes.
        bits: usize,
        /// Whether words begin with their most significant byte.
        big_endian: bool,
    },
    /// Another number.
    Wide {
        /// Bytes of a sample.
        bytes: usize,
        /// Whether it begins with its most significant byte.
        big_endian: bool,
        /// Its format.
        format: Format,
    },
}

/// The format of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Unsigned.
    Unsigned,
    /// Two's complement.
    Signed,
    /// Floating-point, IEEE 754.
    Float,
}

impl Encoding {
    /// The encoding for `bits` and a value of `SampleFormat`.
    pub(super) fn new(bits: usize, format: u64, big_endian: bool) -> Result<Self, InputError> {
        let wide = |format| Self::Wide {
            bytes: bits / 8,
            big_endian,
            format,
        };
        match (format, bits) {
            // 4 is "undefined".
            (1 | 4, 1..=16) => Ok(Self::Narrow { bits, big_endian }),
            (1 | 4, 24 | 32 | 64) => Ok(wide(Format::Unsigned)),
            (2, 8 | 16 | 24 | 32 | 64) => Ok(wide(Format::Signed)),
            (3, 16 | 32 | 64) => Ok(wide(Format::Float)),
            (1 | 2 | 4, _) => Err(unsupported(format!("whole numbers of {bits} bits"))),
            (3, _) => Err(unsupported(format!(
                "floating-point numbers of {bits} bits"
            ))),
            _ => Err(unsupported("complex numbers")),
        }
    }

    /// Bytes of a sample in memory.
    pub(super) const fn size(self) -> u64 {
        match self {
            Self::Narrow { .. } => 2,
            Self::Wide { .. } => 8,
        }
    }

    /// The greatest number of a narrow sample.
    pub(super) const fn white(self) -> u16 {
        match self {
            Self::Narrow { bits, .. } => u16::MAX >> (16 - bits),
            Self::Wide { .. } => u16::MAX,
        }
    }

    /// Scales narrow samples to 16 bits.
    pub(super) fn scale(self, samples: &mut [u16]) {
        let white = u32::from(self.white());
        if white == 0xffff {
            return;
        }
        let scaled: Vec<u16> = (0..=white).map(|it| scaled(it, white)).collect();
        for sample in samples {
            *sample = scaled[usize::from(*sample)];
        }
    }

    /// The narrow sample at an index.
    pub(super) fn narrow(self, row: &[u8], index: usize) -> u16 {
        match self {
            Self::Narrow { bits: 8, .. } => row[index].into(),
            Self::Narrow {
                bits: 16,
                big_endian,
            } => {
                let pair = [row[2 * index], row[2 * index + 1]];
                if big_endian {
                    u16::from_be_bytes(pair)
                } else {
                    u16::from_le_bytes(pair)
                }
            }
            Self::Narrow { bits, .. } => {
                let from = index * bits;
                let byte = |at: usize| row.get(from / 8 + at).copied().unwrap_or(0);
                let window = u32::from_be_bytes([0, byte(0), byte(1), byte(2)]);
                let below = 24 - from % 8 - bits;
                ((window >> below) & 0xffff) as u16 & self.white()
            }
            Self::Wide { .. } => 0,
        }
    }

    /// The wide sample at an index.
    pub(super) fn wide(self, row: &[u8], index: usize) -> f64 {
        let Self::Wide {
            bytes,
            big_endian,
            format,
        } = self
        else {
            return 0.0;
        };
        let number = number(&row[index * bytes..][..bytes], big_endian);
        let unused = 64 - 8 * bytes;
        match (format, bytes) {
            (Format::Unsigned, _) => number as f64,
            (Format::Signed, _) => ((number << unused).cast_signed() >> unused) as f64,
            (Format::Float, 2) => f16::from_bits((number & 0xffff) as u16).into(),
            (Format::Float, 4) => f32::from_bits((number & 0xffff_ffff) as u32).into(),
            (Format::Float, _) => f64::from_bits(number),
        }
    }
}
