//! Scans of JPEG's lossless process. Source: ITU-T T.81, annex H.

use super::bits::BitReader;
use super::huffman::{Huffman, difference};
use super::jpeg_frame::{Frame, Scan};
use super::jpeg_tables::Tables;
use super::{CodecError, word};

/// Decodes a scan into the planes of its components.
pub(super) fn decode(
    frame: &Frame,
    scan: &Scan,
    tables: &Tables,
    bits: &mut BitReader<'_>,
    planes: &mut [Vec<u16>],
) -> Result<(), CodecError> {
    if !(1..=7).contains(&scan.start) {
        return Err(CodecError::Damaged("impossible predictor"));
    }
    if scan.point >= frame.bits {
        return Err(CodecError::Damaged("impossible point transform"));
    }
    let subsampled = frame.max_horizontal > 1 || frame.max_vertical > 1;
    if subsampled && frame.components.len() > 1 {
        return Err(CodecError::Unsupported("lossless JPEG with subsampling"));
    }
    let (width, height) = (frame.width, frame.height);
    if !tables.restart_interval.is_multiple_of(width) {
        return Err(CodecError::Unsupported(
            "lossless JPEG with restarts amid a row",
        ));
    }
    let restart_rows = tables.restart_interval / width;
    let mut coders: Vec<(usize, &Huffman)> = Vec::new();
    for it in &scan.components {
        coders.push((it.index, tables.dc(it.dc)?));
    }
    let centre = 1i32 << (frame.bits - scan.point - 1);
    // The row predicted from the left only: the first, and the first after a restart.
    let mut first_row = 0;
    for y in 0..height {
        if restart_rows > 0 && y > 0 && y % restart_rows == 0 {
            bits.restart(y / restart_rows - 1)?;
            first_row = y;
        }
        for x in 0..width {
            for &(index, codes) in &coders {
                let plane = &mut planes[index];
                let at = y * width + x;
                let stored = |back: usize| i32::from(plane[at - back]);
                let prediction = match (y > first_row, x > 0) {
                    (false, false) => centre,
                    (false, true) => stored(1),
                    (true, false) => stored(width),
                    (true, true) => {
                        predict(scan.start, stored(1), stored(width), stored(width + 1))
                    }
                };
                let value = prediction + read(codes, bits)?;
                plane[at] = word(value);
            }
        }
    }
    bits.finish()?;
    if scan.point > 0 {
        for &(index, _) in &coders {
            for value in &mut planes[index] {
                *value <<= scan.point;
            }
        }
    }
    Ok(())
}

/// Reads a difference; size 16 has no extra bits.
fn read(codes: &Huffman, bits: &mut BitReader<'_>) -> Result<i32, CodecError> {
    match codes.read(bits)? {
        16 => Ok(0x8000),
        size if size < 16 => difference(bits, size.into()),
        _ => Err(CodecError::Damaged("bad difference")),
    }
}

/// The prediction from the neighbours to the left (Ra), above (Rb) and above left (Rc).
fn predict(predictor: u8, left: i32, above: i32, corner: i32) -> i32 {
    match predictor {
        1 => left,
        2 => above,
        3 => corner,
        4 => left + above - corner,
        5 => left + ((above - corner) >> 1),
        6 => above + ((left - corner) >> 1),
        _ => (left + above) >> 1,
    }
}

#[cfg(test)]
mod tests {
    use super::predict;

    #[test]
    fn predictors_follow_the_standard() {
        let expected = [10, 21, 4, 27, 18, 24, 15];
        for (predictor, expected) in (1..).zip(expected) {
            assert_eq!(predict(predictor, 10, 21, 4), expected);
        }
    }
}
