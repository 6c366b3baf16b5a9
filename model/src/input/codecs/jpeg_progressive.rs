//! Scans of JPEG's progressive DCT process. Source: ITU-T T.81, annex G.

use super::CodecError;
use super::bits::BitReader;
use super::dct::{Precision, inverse, mean};
use super::huffman::{Huffman, difference};
use super::jpeg_blocks::{self, BlockDecoder, ZIGZAG};
use super::jpeg_frame::{Component, Frame, Scan};
use super::jpeg_sequential::store;
use super::jpeg_tables::Tables;

/// Level of a coefficient that no scan has coded.
const NEVER: u32 = u32::MAX;

/// The coefficients of a component, which become samples when all scans are read.
#[derive(Debug)]
pub(super) struct Coefficients {
    // Blocks in row order, each in the order of the zigzag sequence.
    blocks: Vec<[i16; 64]>,
    // Per coefficient: number of low bits that are still missing.
    levels: [u32; 64],
    // The quantisation steps at the component's first scan.
    steps: Option<[u16; 64]>,
}

impl Coefficients {
    /// The coefficients of a component before its first scan.
    pub(super) fn new(component: &Component) -> Self {
        let [across, down] = component.blocks();
        Self {
            blocks: vec![[0; 64]; across * down],
            levels: [NEVER; 64],
            steps: None,
        }
    }

    /// Whether scans have coded all bits of all coefficients.
    pub(super) fn are_complete(&self) -> bool {
        self.levels == [0; 64]
    }

    /// The samples of the component.
    pub(super) fn samples(
        &self,
        component: &Component,
        bits: u32,
        precision: Precision,
    ) -> Result<Vec<u16>, CodecError> {
        let steps = self.steps.as_ref().ok_or(CodecError::Truncated)?;
        let mut plane = vec![0; component.width * component.height];
        let [across, _] = component.blocks();
        for (index, block) in self.blocks.iter().enumerate() {
            let mut coefficients = [0; 64];
            for ((&place, &value), &step) in ZIGZAG.iter().zip(block).zip(steps) {
                coefficients[place] = i32::from(value) * i32::from(step);
            }
            let samples = inverse(&coefficients, bits, precision);
            store(
                component,
                &mut plane,
                [index % across, index / across],
                &samples,
            );
        }
        Ok(plane)
    }

    /// The mean of each block's samples.
    pub(super) fn means(&self, bits: u32) -> Vec<u16> {
        let step = self.steps.map_or(0, |steps| i32::from(steps[0]));
        let means = self
            .blocks
            .iter()
            .map(|block| mean(i32::from(block[0]) * step, bits));
        means.collect()
    }

    /// Checks that a scan continues where the preceding ones ended, so that their number is bounded.
    fn advance(&mut self, scan: &Scan) -> Result<(), CodecError> {
        let band = usize::from(scan.start)..=usize::from(scan.end);
        let before = if scan.above == 0 { NEVER } else { scan.above };
        for level in &mut self.levels[band] {
            if std::mem::replace(level, scan.point) != before {
                return Err(CodecError::Damaged("scans in an impossible order"));
            }
        }
        Ok(())
    }
}

/// Decodes a scan into the coefficients of its components.
pub(super) fn decode(
    frame: &Frame,
    scan: &Scan,
    tables: &Tables,
    bits: &mut BitReader<'_>,
    coefficients: &mut [Coefficients],
) -> Result<(), CodecError> {
    let band = scan.start <= scan.end && scan.end < 64;
    // DC values have scans of their own; AC values of one component each.
    let separate = if scan.start == 0 {
        scan.end == 0
    } else {
        scan.components.len() == 1
    };
    let refined = scan.above == 0 || scan.above == scan.point + 1;
    if !(band && separate && refined && scan.point <= 13) {
        return Err(CodecError::Damaged("impossible scan"));
    }
    let mut coders = Vec::new();
    for it in &scan.components {
        let component = &frame.components[it.index];
        let coefficients = &mut coefficients[it.index];
        coefficients.advance(scan)?;
        if coefficients.steps.is_none() {
            coefficients.steps = Some(*tables.steps(component.table)?);
        }
        let table = match (scan.start, scan.above) {
            (0, 0) => Some(tables.dc(it.dc)?),
            (0, _) => None,
            _ => Some(tables.ac(it.ac)?),
        };
        coders.push(Coder {
            index: it.index,
            size: component.blocks(),
            table,
            last_dc: 0,
        });
    }
    let mut decoder = Progressive {
        scan,
        coders,
        coefficients,
        end_of_bands: 0,
    };
    jpeg_blocks::decode(frame, scan, tables.restart_interval, bits, &mut decoder)
}

struct Progressive<'a> {
    scan: &'a Scan,
    coders: Vec<Coder<'a>>,
    coefficients: &'a mut [Coefficients],
    // Number of blocks whose bands have no further new values.
    end_of_bands: u32,
}

/// Decoding state of a component.
struct Coder<'a> {
    index: usize,
    // Blocks in a row and rows of blocks.
    size: [usize; 2],
    // `None` where single bits are coded.
    table: Option<&'a Huffman>,
    last_dc: i32,
}

impl BlockDecoder for Progressive<'_> {
    fn block(
        &mut self,
        bits: &mut BitReader<'_>,
        index: usize,
        [column, row]: [usize; 2],
    ) -> Result<(), CodecError> {
        let coder = &mut self.coders[index];
        let [across, down] = coder.size;
        let blocks = &mut self.coefficients[coder.index].blocks;
        let mut padding = [0; 64];
        let block = if column < across && row < down {
            &mut blocks[row * across + column]
        } else {
            &mut padding
        };
        let point = self.scan.point;
        match (coder.table, self.scan.start, self.scan.above) {
            (None, ..) => {
                if bits.take(1)? == 1 {
                    block[0] |= 1 << point;
                }
                Ok(())
            }
            (Some(table), 0, _) => {
                let size = table.read(bits)?;
                if size > 15 {
                    return Err(CodecError::Damaged("bad coefficient"));
                }
                coder.last_dc = coder.last_dc.wrapping_add(difference(bits, size.into())?);
                block[0] = short(coder.last_dc << point);
                Ok(())
            }
            (Some(table), _, 0) => first(bits, table, self.scan, block, &mut self.end_of_bands),
            (Some(table), ..) => refine(bits, table, self.scan, block, &mut self.end_of_bands),
        }
    }

    fn restart(&mut self) {
        self.end_of_bands = 0;
        for coder in &mut self.coders {
            coder.last_dc = 0;
        }
    }
}

/// The first scan of a band of AC values. Source: T.81, G.1.2.2.
fn first(
    bits: &mut BitReader<'_>,
    table: &Huffman,
    scan: &Scan,
    block: &mut [i16; 64],
    end_of_bands: &mut u32,
) -> Result<(), CodecError> {
    if *end_of_bands > 0 {
        *end_of_bands -= 1;
        return Ok(());
    }
    let (mut k, end) = (usize::from(scan.start), usize::from(scan.end));
    while k <= end {
        let (run, size) = split(table.read(bits)?);
        if size == 0 && run < 15 {
            *end_of_bands = (1 << run) - 1 + bits.take(run)?;
            break;
        }
        k += run as usize;
        if k > end {
            return Err(CodecError::Damaged("bad coefficient"));
        }
        block[k] = short(difference(bits, size)? << scan.point);
        k += 1;
    }
    Ok(())
}

/// A scan that adds a bit to a band of AC values. Source: T.81, G.1.2.3.
fn refine(
    bits: &mut BitReader<'_>,
    table: &Huffman,
    scan: &Scan,
    block: &mut [i16; 64],
    end_of_bands: &mut u32,
) -> Result<(), CodecError> {
    let step = 1 << scan.point;
    let mut band = block[scan.start.into()..=scan.end.into()].iter_mut();
    while *end_of_bands == 0 {
        if band.len() == 0 {
            return Ok(());
        }
        let (mut run, size) = split(table.read(bits)?);
        let value = match size {
            0 if run < 15 => {
                *end_of_bands = (1 << run) + bits.take(run)?;
                break;
            }
            // Sixteen zeros, of which the loop below takes the last as the new value.
            0 => 0,
            1 if bits.take(1)? == 1 => step,
            1 => -step,
            _ => return Err(CodecError::Damaged("bad coefficient")),
        };
        loop {
            let coefficient = band.next().ok_or(CodecError::Damaged("bad coefficient"))?;
            if *coefficient != 0 {
                correct(bits, coefficient, step)?;
            } else if run > 0 {
                run -= 1;
            } else {
                *coefficient = value;
                break;
            }
        }
    }
    for coefficient in band.filter(|it| **it != 0) {
        correct(bits, coefficient, step)?;
    }
    *end_of_bands -= 1;
    Ok(())
}

/// Reads the next bit of a value that is not zero.
fn correct(bits: &mut BitReader<'_>, value: &mut i16, step: i16) -> Result<(), CodecError> {
    if bits.take(1)? == 1 {
        *value = value.wrapping_add(step * value.signum());
    }
    Ok(())
}

/// The run of zeros and the size in a code's value.
const fn split(value: u8) -> (u32, u32) {
    ((value >> 4) as u32, (value & 15) as u32)
}

/// The lower 16 bits of a number, signed.
const fn short(value: i32) -> i16 {
    super::word(value).cast_signed()
}
