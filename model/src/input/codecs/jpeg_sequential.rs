//! Scans of JPEG's sequential DCT processes. Source: ITU-T T.81, annex F.

use super::CodecError;
use super::bits::BitReader;
use super::dct::{Precision, inverse, mean};
use super::huffman::{Huffman, difference};
use super::jpeg_blocks::{self, BlockDecoder, ZIGZAG};
use super::jpeg_frame::{Component, Frame, Scan};
use super::jpeg_tables::Tables;

/// Decodes a scan into the planes of its components: those with one value for each block take the blocks'
/// means, empty ones stay empty.
pub(super) fn decode(
    frame: &Frame,
    scan: &Scan,
    tables: &Tables,
    precision: Precision,
    bits: &mut BitReader<'_>,
    planes: &mut [Vec<u16>],
) -> Result<(), CodecError> {
    let mut coders = Vec::new();
    for it in &scan.components {
        let component = &frame.components[it.index];
        coders.push(Coder {
            component,
            index: it.index,
            dc: tables.dc(it.dc)?,
            ac: tables.ac(it.ac)?,
            steps: tables.steps(component.table)?,
            last_dc: 0,
        });
    }
    let mut decoder = Sequential {
        bits: frame.bits,
        precision,
        coders,
        planes,
    };
    jpeg_blocks::decode(frame, scan, tables.restart_interval, bits, &mut decoder)
}

struct Sequential<'a> {
    // Bits of a sample.
    bits: u32,
    precision: Precision,
    coders: Vec<Coder<'a>>,
    planes: &'a mut [Vec<u16>],
}

impl BlockDecoder for Sequential<'_> {
    fn block(
        &mut self,
        bits: &mut BitReader<'_>,
        index: usize,
        at: [usize; 2],
    ) -> Result<(), CodecError> {
        let coder = &mut self.coders[index];
        let block = coder.read(bits)?;
        let plane = &mut self.planes[coder.index];
        let Component { width, height, .. } = *coder.component;
        let [across, down] = coder.component.blocks();
        if plane.len() == width * height {
            let samples = inverse(&block, self.bits, self.precision);
            store(coder.component, plane, at, &samples);
        } else if !plane.is_empty() && at[0] < across && at[1] < down {
            plane[at[1] * across + at[0]] = mean(block[0], self.bits);
        }
        Ok(())
    }

    fn restart(&mut self) {
        for coder in &mut self.coders {
            coder.last_dc = 0;
        }
    }
}

/// Decoding state of a component.
struct Coder<'a> {
    component: &'a Component,
    index: usize,
    dc: &'a Huffman,
    ac: &'a Huffman,
    steps: &'a [u16; 64],
    last_dc: i32,
}

impl Coder<'_> {
    /// The dequantised coefficients of the next block, row by row.
    fn read(&mut self, bits: &mut BitReader<'_>) -> Result<[i32; 64], CodecError> {
        let mut block = [0; 64];
        let size = self.dc.read(bits)?;
        if size > 15 {
            return Err(CodecError::Damaged("bad coefficient"));
        }
        let change = difference(bits, size.into())?;
        self.last_dc = self.last_dc.wrapping_add(change);
        block[0] = self.last_dc.wrapping_mul(self.steps[0].into());
        let mut k = 1;
        while k < 64 {
            let code = self.ac.read(bits)?;
            let (zeros, size) = (usize::from(code >> 4), code & 15);
            if size == 0 {
                if zeros < 15 {
                    break;
                }
                k += 16;
                continue;
            }
            k += zeros;
            if k > 63 {
                return Err(CodecError::Damaged("bad coefficient"));
            }
            block[ZIGZAG[k]] = difference(bits, size.into())? * i32::from(self.steps[k]);
            k += 1;
        }
        Ok(block)
    }
}

/// Writes the samples of a block; those outside the component are dropped.
pub(super) fn store(
    component: &Component,
    plane: &mut [u16],
    [x, y]: [usize; 2],
    samples: &[u16; 64],
) {
    let Component { width, height, .. } = *component;
    let (left, top) = (x * 8, y * 8);
    let across = width.saturating_sub(left).min(8);
    let down = height.saturating_sub(top).min(8);
    if across == 0 {
        return;
    }
    for (row, samples) in samples.chunks_exact(8).take(down).enumerate() {
        let from = (top + row) * width + left;
        plane[from..from + across].copy_from_slice(&samples[..across]);
    }
}
