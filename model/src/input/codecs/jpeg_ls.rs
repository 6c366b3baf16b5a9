//! JPEG-LS streams, lossless and near-lossless. Source: ITU-T T.87 (ISO/IEC 14495-1).
//!
//! Samples of 2 to 16 bits, all three interleave modes, restart markers and preset parameters.
//! Mapping tables, HP colour transforms and subsampled components are rejected.

use super::bits::{BitReader, Stuffing};
use super::jpeg_ls_model::Preset;
use super::jpeg_ls_scan::{Interleave, Scan};
use super::{CodecError, Colour, Picture, Shape, be16, next_marker, next_segment};

/// Decodes a stream; `colour` is the meaning of its components. For [`Colour::Ycc`], only the luma
/// is kept.
pub(in crate::input) fn decode(
    bytes: &[u8],
    shape: Shape,
    colour: Colour,
) -> Result<Picture, CodecError> {
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return Err(CodecError::Damaged("not a JPEG-LS stream"));
    }
    let mut header = Header::default();
    let mut planes: Vec<Vec<u16>> = Vec::new();
    let mut at = 2;
    let mut lossy = false;
    let wanted = if colour == Colour::Rgb { 3 } else { 1 };
    while planes.iter().take(wanted).any(Vec::is_empty) || planes.is_empty() {
        let marker = next_marker(bytes, &mut at)?;
        if marker == 0xd9 {
            return Err(CodecError::Truncated);
        }
        let segment = next_segment(bytes, &mut at)?;
        if marker == 0xda {
            let (scan, first) = header.scan(segment)?;
            lossy |= scan.is_lossy();
            let mut bits = BitReader::new(bytes, at, Stuffing::Bit);
            for (offset, plane) in scan.decode(shape, &mut bits)?.into_iter().enumerate() {
                let slot = planes.get_mut(first + offset);
                *slot.ok_or(CodecError::Damaged("too many components"))? = plane;
            }
            at = bits.end();
        } else {
            header.read_segment(marker, segment, shape)?;
            if !header.ids.is_empty() && planes.is_empty() {
                planes = vec![Vec::new(); header.ids.len()];
            }
        }
    }
    planes.truncate(wanted);
    Ok(Picture {
        chroma: None,
        colour,
        planes,
        lossy,
    })
}

/// Contents of the marker segments read so far.
#[derive(Default)]
struct Header {
    bits: u32,
    // Component identifiers.
    ids: Vec<u8>,
    preset: Preset,
    restart_rows: usize,
}

impl Header {
    fn read_segment(&mut self, marker: u8, segment: &[u8], shape: Shape) -> Result<(), CodecError> {
        match marker {
            0xf7 => self.read_frame(segment, shape),
            0xf8 => self.read_preset(segment),
            0xdd => {
                // Rows between restart markers, as two to four bytes.
                let bytes = segment.iter().take(4);
                let rows = bytes.fold(0, |rows: u32, &byte| (rows << 8) | u32::from(byte));
                self.restart_rows = rows as usize;
                Ok(())
            }
            0xe8 if segment.starts_with(b"mrfx") && segment.get(4) != Some(&0) => {
                Err(CodecError::Unsupported("JPEG-LS with a colour transform"))
            }
            0xc0..=0xc3 => Err(CodecError::Damaged("not a JPEG-LS stream")),
            _ => Ok(()),
        }
    }

    fn read_frame(&mut self, segment: &[u8], shape: Shape) -> Result<(), CodecError> {
        let &[bits, _, _, _, _, count, ref entries @ ..] = segment else {
            return Err(CodecError::Truncated);
        };
        if !self.ids.is_empty() {
            return Err(CodecError::Damaged("several frame headers"));
        }
        shape.admit(be16(segment, 3)?, be16(segment, 1)?, count.into())?;
        if !(2..=16).contains(&bits) {
            return Err(CodecError::Damaged("impossible number of bits"));
        }
        let (entries, _) = entries.as_chunks::<3>();
        if entries.len() < count.into() {
            return Err(CodecError::Truncated);
        }
        let entries = &entries[..count.into()];
        if entries.iter().any(|&[_, sampling, _]| sampling != 0x11) {
            return Err(CodecError::Unsupported("JPEG-LS with subsampling"));
        }
        self.bits = bits.into();
        self.ids = entries.iter().map(|&[id, ..]| id).collect();
        Ok(())
    }

    fn read_preset(&mut self, segment: &[u8]) -> Result<(), CodecError> {
        match segment.first() {
            Some(1) => {
                let value = |at| be16(segment, at).map(|it| i32::try_from(it).unwrap_or(0));
                self.preset = Preset {
                    max_value: value(1)?,
                    thresholds: [value(3)?, value(5)?, value(7)?],
                    reset: value(9)?,
                };
                Ok(())
            }
            Some(2 | 3) => Err(CodecError::Unsupported("JPEG-LS with mapping tables")),
            _ => Err(CodecError::Unsupported("JPEG-LS with an extension")),
        }
    }

    /// The scan for a scan header, and the index of its first component.
    fn scan(&self, segment: &[u8]) -> Result<(Scan, usize), CodecError> {
        let (&count, rest) = segment.split_first().ok_or(CodecError::Truncated)?;
        let count = usize::from(count);
        let (entries, rest) = rest
            .split_at_checked(2 * count)
            .ok_or(CodecError::Truncated)?;
        let &[near, interleave, point, ..] = rest else {
            return Err(CodecError::Truncated);
        };
        let (entries, _) = entries.as_chunks::<2>();
        if entries.iter().any(|&[_, table]| table != 0) {
            return Err(CodecError::Unsupported("JPEG-LS with mapping tables"));
        }
        if point & 15 != 0 {
            return Err(CodecError::Unsupported("JPEG-LS with a point transform"));
        }
        let names: Vec<u8> = entries.iter().map(|&[id, _]| id).collect();
        let first = self.ids.windows(count.max(1)).position(|ids| ids == names);
        let first = first.ok_or(CodecError::Damaged("a scan of unknown components"))?;
        let interleave = match (interleave, count) {
            (0..=2, 1) | (1, _) => Interleave::Line,
            (2, _) => Interleave::Sample,
            _ => return Err(CodecError::Damaged("impossible interleaving")),
        };
        let scan = Scan::new(self.bits, near.into(), self.preset, interleave, count)?;
        Ok((scan.with_restarts(self.restart_rows), first))
    }
}
