//! Scans of JPEG's sequential DCT processes. Source: ITU-T T.81, annexes A and F.

use super::CodecError;
use super::bits::BitReader;
use super::dct::inverse;
use super::huffman::{Huffman, difference};
use super::jpeg_frame::{Component, Frame, Scan, Tables};

/// Position in the block of each coefficient of the zigzag sequence.
const ZIGZAG: [usize; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// Decoding state of a component.
struct Coder<'a> {
    component: &'a Component,
    index: usize,
    dc: &'a Huffman,
    ac: &'a Huffman,
    steps: &'a [u16; 64],
    // Blocks per MCU.
    across: usize,
    down: usize,
    last_dc: i32,
}

/// Decodes a scan into the planes of its components; empty planes stay empty.
pub(super) fn decode(
    frame: &Frame,
    scan: &Scan,
    tables: &Tables,
    bits: &mut BitReader<'_>,
    planes: &mut [Vec<u16>],
) -> Result<(), CodecError> {
    let interleaved = scan.components.len() > 1;
    let mut coders = Vec::new();
    for it in &scan.components {
        let component = &frame.components[it.index];
        let (across, down) = if interleaved {
            (component.horizontal, component.vertical)
        } else {
            (1, 1)
        };
        coders.push(Coder {
            component,
            index: it.index,
            dc: tables.dc(it.dc)?,
            ac: tables.ac(it.ac)?,
            steps: tables.steps(component.table)?,
            across,
            down,
            last_dc: 0,
        });
    }
    // A scan of one component has one block per MCU and no padding blocks.
    let (units_across, units_down) = match &coders[..] {
        [alone] => (
            alone.component.width.div_ceil(8),
            alone.component.height.div_ceil(8),
        ),
        _ => (
            frame.width.div_ceil(8 * frame.max_horizontal),
            frame.height.div_ceil(8 * frame.max_vertical),
        ),
    };
    for unit in 0..units_across * units_down {
        if let Some(number) = unit.checked_div(tables.restart_interval)
            && unit > 0
            && unit % tables.restart_interval == 0
        {
            bits.restart(number - 1)?;
            for coder in &mut coders {
                coder.last_dc = 0;
            }
        }
        let (unit_y, unit_x) = (unit / units_across, unit % units_across);
        for coder in &mut coders {
            for block in 0..coder.across * coder.down {
                let coefficients = coder.read(bits)?;
                let plane = &mut planes[coder.index];
                if !plane.is_empty() {
                    let x = unit_x * coder.across + block % coder.across;
                    let y = unit_y * coder.down + block / coder.across;
                    let samples = inverse(&coefficients, frame.bits);
                    store(coder.component, plane, [x, y], &samples);
                }
            }
        }
    }
    Ok(())
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
fn store(component: &Component, plane: &mut [u16], [x, y]: [usize; 2], samples: &[u16; 64]) {
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
