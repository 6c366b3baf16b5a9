//! Undoes the differences between neighbours. Source: TIFF 6.0, section 14; Adobe's technical note 3.

use super::directory::{Directory, tags};
use super::refusal::unsupported;
use crate::input::InputError;

/// How samples were made easier to compress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Predictor {
    /// Samples as they are.
    None,
    /// The difference from the left neighbour.
    Horizontal,
    /// The same for the bytes of floating-point numbers, all first bytes first.
    FloatingPoint,
}

impl Predictor {
    /// Reads the field for samples of `bits`.
    pub(super) fn read(
        fields: &Directory<'_>,
        bits: usize,
        float: bool,
    ) -> Result<Self, InputError> {
        match (fields.first(tags::PREDICTOR)?.unwrap_or(1), bits) {
            (1, _) => Ok(Self::None),
            (2, 8 | 16 | 24 | 32 | 64) => Ok(Self::Horizontal),
            (3, 16 | 32 | 64) if float => Ok(Self::FloatingPoint),
            (code, _) => Err(unsupported(format!("predictor {code} with {bits} bits"))),
        }
    }

    /// Restores a row of pixels with `samples` of `bytes` each.
    pub(super) fn undo(self, row: &mut [u8], samples: usize, bytes: usize, big_endian: bool) {
        match (self, bytes) {
            (Self::None, _) => {}
            (Self::Horizontal, 1) => add::<1>(row, samples, big_endian),
            (Self::Horizontal, 2) => add::<2>(row, samples, big_endian),
            (Self::Horizontal, 3) => add::<3>(row, samples, big_endian),
            (Self::Horizontal, 4) => add::<4>(row, samples, big_endian),
            (Self::Horizontal, _) => add::<8>(row, samples, big_endian),
            (Self::FloatingPoint, _) => {
                add::<1>(row, samples, true);
                let planes = row.to_vec();
                let count = planes.len() / bytes;
                for (index, number) in row.chunks_exact_mut(bytes).enumerate() {
                    for (plane, byte) in number.iter_mut().enumerate() {
                        *byte = planes[plane * count + index];
                    }
                }
            }
        }
    }
}

/// Adds to each number of `N` bytes the one `back` before it.
fn add<const N: usize>(row: &mut [u8], back: usize, big_endian: bool) {
    let (numbers, _) = row.as_chunks_mut::<N>();
    for index in back..numbers.len() {
        let before = numbers[index - back];
        let mut carry = 0;
        for place in 0..N {
            let place = if big_endian { N - 1 - place } else { place };
            let sum = u16::from(numbers[index][place]) + u16::from(before[place]) + carry;
            carry = sum >> 8;
            numbers[index][place] = sum.to_le_bytes()[0];
        }
    }
}
