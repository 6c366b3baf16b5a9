//! Bit reader for the entropy-coded segments of JPEG and JPEG-LS.

use super::CodecError;

/// What is inserted after `0xff` in coded data so that no marker can occur there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stuffing {
    /// A zero byte. Source: ITU-T T.81, B.1.1.5.
    Byte,
    /// A zero bit. Source: ITU-T T.87, A.1.
    Bit,
}

/// Bits of a segment, most significant first, up to the next marker.
#[derive(Debug)]
pub(super) struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
    stuffing: Stuffing,
    // Unread bits, left-aligned; zeros below.
    window: u64,
    count: u32,
    after_ff: bool,
}

impl<'a> BitReader<'a> {
    /// Starts at the first byte of a segment.
    pub(super) const fn new(bytes: &'a [u8], at: usize, stuffing: Stuffing) -> Self {
        Self {
            bytes,
            at,
            stuffing,
            window: 0,
            count: 0,
            after_ff: false,
        }
    }

    fn fill(&mut self) {
        while self.count <= 56 {
            let Some(&byte) = self.bytes.get(self.at) else {
                return;
            };
            let next = self.bytes.get(self.at + 1).copied();
            let mut width = 8;
            match self.stuffing {
                Stuffing::Byte if byte == 0xff => match next {
                    Some(0) => self.at += 1,
                    // Fill byte before a marker.
                    Some(0xff) => {
                        self.at += 1;
                        continue;
                    }
                    _ => return,
                },
                Stuffing::Byte => {}
                Stuffing::Bit => {
                    if byte == 0xff && next.is_none_or(|next| next >= 0x80) {
                        return;
                    }
                    width -= u32::from(self.after_ff);
                    self.after_ff = byte == 0xff;
                }
            }
            self.at += 1;
            self.window |= u64::from(byte) << (64 - width - self.count);
            self.count += width;
        }
    }

    /// The next 1 to 32 bits without consuming them; zeros past the end of the segment.
    pub(super) fn peek(&mut self, count: u32) -> u32 {
        if self.count < count {
            self.fill();
        }
        let [high, ..] = split(self.window >> (64 - count));
        high
    }

    /// Consumes bits.
    pub(super) fn skip(&mut self, count: u32) -> Result<(), CodecError> {
        if self.count < count {
            return Err(CodecError::Truncated);
        }
        self.window <<= count;
        self.count -= count;
        Ok(())
    }

    /// Reads 0 to 32 bits.
    pub(super) fn take(&mut self, count: u32) -> Result<u32, CodecError> {
        if count == 0 {
            return Ok(0);
        }
        let value = self.peek(count);
        self.skip(count)?;
        Ok(value)
    }

    /// Counts zeros up to the next 1 bit and consumes both; `None` if there are `limit` or more.
    pub(super) fn zeros(&mut self, limit: u32) -> Result<Option<u32>, CodecError> {
        let mut zeros = 0;
        loop {
            let run = self.peek(32).leading_zeros();
            zeros += run;
            if zeros >= limit {
                return Ok(None);
            }
            if run < 32 {
                self.skip(run + 1)?;
                return Ok(Some(zeros));
            }
            self.skip(32)?;
        }
    }

    /// Skips the rest of the segment and the restart marker with this number.
    pub(super) fn restart(&mut self, number: usize) -> Result<(), CodecError> {
        if self.stuffing == Stuffing::Byte {
            self.finish()?;
        }
        let at = self.end();
        match self.bytes.get(at + 1) {
            Some(&marker) if usize::from(marker) == 0xd0 + number % 8 => {
                *self = Self::new(self.bytes, at + 2, self.stuffing);
                Ok(())
            }
            // The end of the data or image, or of a later interval.
            None | Some(0xd0..=0xd7 | 0xd9) => Err(CodecError::Truncated),
            Some(_) => Err(CodecError::Damaged("a restart marker is missing")),
        }
    }

    /// Checks that no values are left before the next marker, a sign of damage; bytes of all zeros or
    /// ones are padding.
    pub(super) fn finish(&mut self) -> Result<(), CodecError> {
        if self.end() == self.bytes.len() {
            // Without an end-of-image marker, what follows need not be part of the picture.
            return Ok(());
        }
        self.skip(self.count % 8)?;
        while let Ok(byte) = self.take(8) {
            if !matches!(byte, 0 | 0xff) {
                return Err(CodecError::Damaged("more values than pixels"));
            }
        }
        Ok(())
    }

    /// Position of the next marker, or the end of the data.
    pub(super) fn end(&self) -> usize {
        let least = match self.stuffing {
            Stuffing::Byte => 1,
            Stuffing::Bit => 0x80,
        };
        marker_from(self.bytes, self.at, least)
    }
}

/// Position of the next JPEG marker, or the end of the data.
pub(super) fn marker_at(bytes: &[u8], at: usize) -> usize {
    marker_from(bytes, at, 1)
}

/// Position of the next `0xff` before a byte from `least` to `0xfe`, or the end of the data.
fn marker_from(bytes: &[u8], at: usize, least: u8) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let marker = |pair: &[u8]| pair[0] == 0xff && (least..0xff).contains(&pair[1]);
    rest.windows(2)
        .position(marker)
        .map_or(bytes.len(), |offset| at + offset)
}

/// The lower and the upper half.
fn split(value: u64) -> [u32; 2] {
    [(value & 0xffff_ffff) as u32, (value >> 32) as u32]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stuffed_bytes_and_bits_are_left_out() {
        let mut bits = BitReader::new(&[0xff, 0, 0x12, 0xff, 0xd9], 0, Stuffing::Byte);
        assert_eq!(bits.take(16), Ok(0xff12));
        assert_eq!(bits.take(1), Err(CodecError::Truncated));
        assert_eq!(bits.end(), 3);
        let mut bits = BitReader::new(&[0xff, 0x7f, 0x80, 0xff, 0xd9], 0, Stuffing::Bit);
        assert_eq!(bits.take(23), Ok(0x7f_ff80));
        assert_eq!(bits.take(1), Err(CodecError::Truncated));
        assert_eq!(bits.end(), 3);
    }

    #[test]
    fn long_runs_of_zeros_are_counted_up_to_the_limit() {
        let bytes = [0, 0, 0, 0, 0, 1, 0x80];
        let mut bits = BitReader::new(&bytes, 0, Stuffing::Bit);
        assert_eq!(bits.zeros(64), Ok(Some(47)));
        assert_eq!(bits.zeros(64), Ok(Some(0)));
        let mut bits = BitReader::new(&bytes, 0, Stuffing::Bit);
        assert_eq!(bits.zeros(40), Ok(None));
    }

    #[test]
    fn a_restart_must_have_its_number() {
        let bytes = [0x12, 0xff, 0xd1, 0x34];
        let mut bits = BitReader::new(&bytes, 0, Stuffing::Byte);
        assert!(bits.restart(0).is_err());
        assert_eq!(bits.restart(9), Ok(()));
        assert_eq!(bits.take(8), Ok(0x34));
    }
}
