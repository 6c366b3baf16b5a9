//! DICOM RLE compression. Source: PS3.5, annex G.

use super::{CodecError, Shape};

/// Decodes a frame with `bytes` (1 or 2) per sample to one plane of words per component.
///
/// Each segment has one byte of every sample; the most significant byte of a component comes first.
pub(in crate::input) fn decode(
    frame: &[u8],
    shape: Shape,
    bytes: usize,
) -> Result<Vec<Vec<u16>>, CodecError> {
    let (header, _) = frame.split_at_checked(64).ok_or(CodecError::Truncated)?;
    let (fields, _) = header.as_chunks::<4>();
    let field = |at: usize| u32::from_le_bytes(fields[at]) as usize;
    if field(0) != shape.components * bytes || field(0) > 15 {
        return Err(CodecError::Damaged(
            "the number of run-length segments does not fit the pixels",
        ));
    }
    let mut planes = Vec::new();
    for component in 0..shape.components {
        let mut plane = vec![0; shape.plane()];
        for byte in 0..bytes {
            let segment = 1 + component * bytes + byte;
            let rest = frame.get(field(segment)..).ok_or(CodecError::Truncated)?;
            let append = |word: &mut u16, byte: u8| *word = *word << 8 | u16::from(byte);
            unpack(rest, &mut plane, append)?;
        }
        planes.push(plane);
    }
    Ok(planes)
}

/// Decodes runs (`PackBits`) until all places are filled; `put` sets one to a byte.
pub(in crate::input) fn unpack<T>(
    mut rest: &[u8],
    mut places: &mut [T],
    put: impl Fn(&mut T, u8),
) -> Result<(), CodecError> {
    while !places.is_empty() {
        let (&head, tail) = rest.split_first().ok_or(CodecError::Truncated)?;
        rest = tail;
        let length = match head {
            0..=127 => usize::from(head) + 1,
            128 => continue,
            129.. => 257 - usize::from(head),
        };
        // Excess bytes are padding.
        let (these, others) = places.split_at_mut(length.min(places.len()));
        places = others;
        if head < 128 {
            let literal = rest.get(..these.len()).ok_or(CodecError::Truncated)?;
            for (place, &byte) in these.iter_mut().zip(literal) {
                put(place, byte);
            }
            rest = rest.get(length..).unwrap_or_default();
        } else {
            let (&byte, tail) = rest.split_first().ok_or(CodecError::Truncated)?;
            for place in these {
                put(place, byte);
            }
            rest = tail;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape {
        width: 5,
        height: 1,
        components: 1,
    };

    fn frame(segments: &[&[u8]]) -> Vec<u8> {
        let mut header = [0u32; 16];
        header[0] = u32::try_from(segments.len()).unwrap();
        let mut at = 64;
        for (offset, segment) in header[1..].iter_mut().zip(segments) {
            *offset = at;
            at += u32::try_from(segment.len()).unwrap();
        }
        let mut frame: Vec<u8> = header.iter().flat_map(|it| it.to_le_bytes()).collect();
        frame.extend(segments.concat());
        frame
    }

    #[test]
    fn runs_and_literals_make_words() {
        // High bytes: four of 1 and a 2; low bytes: literal, with a no-operation before.
        let frame = frame(&[&[253, 1, 0, 2], &[128, 4, 9, 8, 7, 6, 5]]);
        let planes = decode(&frame, SHAPE, 2);
        assert_eq!(planes, Ok(vec![vec![0x109, 0x108, 0x107, 0x106, 0x205]]));
    }

    #[test]
    fn short_and_wrong_frames_are_refused() {
        let whole = frame(&[&[252, 7]]);
        assert!(decode(&whole, SHAPE, 1).is_ok());
        assert_eq!(decode(&whole[..65], SHAPE, 1), Err(CodecError::Truncated));
        assert!(matches!(
            decode(&whole, SHAPE, 2),
            Err(CodecError::Damaged(_))
        ));
        let short = frame(&[&[253, 7]]);
        assert_eq!(decode(&short, SHAPE, 1), Err(CodecError::Truncated));
    }
}
