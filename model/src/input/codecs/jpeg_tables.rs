//! Quantisation and Huffman tables of a JPEG stream. Source: ITU-T T.81, B.2.4.

use super::huffman::Huffman;
use super::{CodecError, be16};

/// Tables defined so far.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Quantisation steps in zigzag order.
    pub steps: [Option<[u16; 64]>; 4],
    /// Codes of DC values or lossless differences.
    pub dc: [Option<Huffman>; 4],
    /// Codes of AC values.
    pub ac: [Option<Huffman>; 4],
    /// MCUs between restart markers; 0 means none.
    pub restart_interval: usize,
}

impl Tables {
    /// Reads a segment of tables or the restart interval; others are ignored.
    pub(super) fn read(&mut self, marker: u8, segment: &[u8]) -> Result<(), CodecError> {
        match marker {
            0xc4 => self.read_codes(segment),
            0xdb => self.read_steps(segment),
            0xdd => {
                self.restart_interval = be16(segment, 0)?;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Reads quantisation tables.
    fn read_steps(&mut self, mut segment: &[u8]) -> Result<(), CodecError> {
        while let Some((&head, rest)) = segment.split_first() {
            let wide = head >> 4 != 0;
            let length = if wide { 128 } else { 64 };
            let (values, rest) = rest.split_at_checked(length).ok_or(CodecError::Truncated)?;
            let steps = if wide {
                let (pairs, _) = values.as_chunks::<2>();
                std::array::from_fn(|k| u16::from_be_bytes(pairs[k]))
            } else {
                std::array::from_fn(|k| values[k].into())
            };
            let slot = self.steps.get_mut(usize::from(head & 15));
            *slot.ok_or(CodecError::Damaged("impossible number of a table"))? = Some(steps);
            segment = rest;
        }
        Ok(())
    }

    /// Reads Huffman tables.
    fn read_codes(&mut self, mut segment: &[u8]) -> Result<(), CodecError> {
        while let Some((&head, rest)) = segment.split_first() {
            let (counts, rest) = rest.split_first_chunk().ok_or(CodecError::Truncated)?;
            let total = counts.iter().copied().map(usize::from).sum();
            let (values, rest) = rest.split_at_checked(total).ok_or(CodecError::Truncated)?;
            let tables = if head >> 4 == 0 {
                &mut self.dc
            } else {
                &mut self.ac
            };
            let slot = tables.get_mut(usize::from(head & 15));
            let slot = slot.ok_or(CodecError::Damaged("impossible number of a table"))?;
            *slot = Some(Huffman::new(counts, values)?);
            segment = rest;
        }
        Ok(())
    }

    /// The codes of DC values or lossless differences.
    pub(super) fn dc(&self, number: usize) -> Result<&Huffman, CodecError> {
        let table = self.dc.get(number).and_then(Option::as_ref);
        table.ok_or(CodecError::Damaged("a Huffman table is missing"))
    }

    /// The codes of AC values.
    pub(super) fn ac(&self, number: usize) -> Result<&Huffman, CodecError> {
        let table = self.ac.get(number).and_then(Option::as_ref);
        table.ok_or(CodecError::Damaged("a Huffman table is missing"))
    }

    /// The quantisation steps in zigzag order.
    pub(super) fn steps(&self, number: usize) -> Result<&[u16; 64], CodecError> {
        let table = self.steps.get(number).and_then(Option::as_ref);
        table.ok_or(CodecError::Damaged("a quantisation table is missing"))
    }
}
