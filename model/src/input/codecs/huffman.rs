//! JPEG Huffman codes. Source: ITU-T T.81, annexes C and F.

use super::CodecError;
use super::bits::BitReader;

/// Codes up to this length take a single lookup.
const FAST_BITS: u32 = 9;

/// A Huffman table.
#[derive(Debug)]
pub(super) struct Huffman {
    // Indexed by the next bits: length << 8 | value; 0 for longer codes.
    fast: Vec<u16>,
    // Per length: the first left-aligned 16-bit window past its codes.
    limits: [u32; 17],
    // Per length: offset from a code to its index in `values`.
    offsets: [i32; 17],
    values: Vec<u8>,
}

impl Huffman {
    /// Builds a table from its counts per length (1 to 16) and its values.
    pub(super) fn new(counts: &[u8; 16], values: &[u8]) -> Result<Self, CodecError> {
        let mut table = Self {
            fast: vec![0; 1 << FAST_BITS],
            limits: [0; 17],
            offsets: [0; 17],
            values: values.to_vec(),
        };
        let (mut code, mut place) = (0u32, 0u32);
        for (length, &count) in (1u32..).zip(counts) {
            let at = length as usize;
            table.offsets[at] = place.cast_signed() - code.cast_signed();
            for &value in values.iter().skip(place as usize).take(count.into()) {
                if length <= FAST_BITS {
                    let span = 1 << (FAST_BITS - length);
                    let from = code as usize * span;
                    let entries = table.fast.get_mut(from..from + span);
                    let entries = entries.ok_or(CodecError::Damaged("bad Huffman table"))?;
                    entries.fill(u16::from_be_bytes([(length & 0x1f) as u8, value]));
                }
                code += 1;
            }
            place += u32::from(count);
            if code > 1 << length {
                return Err(CodecError::Damaged("bad Huffman table"));
            }
            table.limits[at] = code << (16 - length);
            code <<= 1;
        }
        Ok(table)
    }

    /// Reads the next code and returns its value.
    pub(super) fn read(&self, bits: &mut BitReader<'_>) -> Result<u8, CodecError> {
        let window = bits.peek(16);
        let entry = self.fast[(window >> (16 - FAST_BITS)) as usize];
        if entry != 0 {
            bits.skip(u32::from(entry >> 8))?;
            return Ok((entry & 0xff) as u8);
        }
        for length in FAST_BITS + 1..=16 {
            let at = length as usize;
            if window < self.limits[at] {
                bits.skip(length)?;
                let code = (window >> (16 - length)).cast_signed();
                let place = usize::try_from(code + self.offsets[at]).ok();
                let value = place.and_then(|place| self.values.get(place));
                return value.copied().ok_or(CodecError::Damaged("bad code"));
            }
        }
        // Reports the end of the data as such.
        bits.skip(16)?;
        Err(CodecError::Damaged("bad code"))
    }
}

/// Reads a signed difference of `size` bits (EXTEND). Source: T.81, F.2.2.1.
///
/// `size` is at most 16.
pub(super) fn difference(bits: &mut BitReader<'_>, size: u32) -> Result<i32, CodecError> {
    if size == 0 {
        return Ok(0);
    }
    let value = bits.take(size)?.cast_signed();
    Ok(if value < 1 << (size - 1) {
        value - (1 << size) + 1
    } else {
        value
    })
}

#[cfg(test)]
mod tests {
    use super::super::bits::Stuffing;
    use super::*;

    #[test]
    fn short_and_long_codes_are_read() {
        // 0 -> 5, 10 -> 6, and of 16 bits 1100 0000 0000 0000 -> 7.
        let mut counts = [0; 16];
        (counts[0], counts[1], counts[15]) = (1, 1, 1);
        let table = Huffman::new(&counts, &[5, 6, 7]).unwrap();
        let bytes = [0b0101_1000, 0, 0, 0];
        let mut bits = BitReader::new(&bytes, 0, Stuffing::Byte);
        for value in [5, 6, 7] {
            assert_eq!(table.read(&mut bits), Ok(value));
        }
    }

    #[test]
    fn tables_with_too_many_codes_are_refused() {
        let mut counts = [0; 16];
        counts[0] = 3;
        assert!(Huffman::new(&counts, &[1, 2, 3]).is_err());
        counts[0] = 0;
        counts[9] = 255;
        counts[10] = 255;
        counts[1] = 4;
        let values = [0; 514];
        assert!(Huffman::new(&counts, &values).is_err());
    }

    #[test]
    fn differences_have_their_sign_in_the_first_bit() {
        for (byte, size, expected) in [(0b0000_0000, 3, -7), (0b1000_0000, 3, 4), (0, 0, 0)] {
            let bytes = [byte];
            let mut bits = BitReader::new(&bytes, 0, Stuffing::Byte);
            assert_eq!(difference(&mut bits, size), Ok(expected));
        }
    }
}
