//! Checks that the first picture of a GIF file is complete: the decoder does not tell a file that ends
//! early from other damage.

use super::error::InputError;
use super::kind::PictureKind;

const HEADER_BYTES: usize = 13;
const EXTENSION: u8 = 0x21;
const IMAGE: u8 = 0x2c;

/// Returns the bytes of a file.
///
/// # Errors
/// [`InputError::Truncated`] when the data of the first picture extend beyond the file.
/// Source: GIF89a specification, 15 to 25.
pub(super) fn whole(bytes: &[u8]) -> Result<&[u8], InputError> {
    first_picture_end(bytes).ok_or(InputError::Truncated {
        kind: PictureKind::Gif,
    })?;
    Ok(bytes)
}

/// The end of the first picture, or of the part that can be understood; `None` beyond the file.
fn first_picture_end(bytes: &[u8]) -> Option<usize> {
    let byte = |at: usize| bytes.get(at).copied();
    let mut at = HEADER_BYTES + colour_table(byte(10)?);
    loop {
        match byte(at)? {
            // A label, then blocks.
            EXTENSION => at = blocks_end(bytes, at + 2)?,
            // Place and size, flags, and the code size before the blocks.
            IMAGE => return blocks_end(bytes, at + 11 + colour_table(byte(at + 9)?)),
            _ => return Some(at),
        }
    }
}

/// Length of the colour table that follows these flags.
const fn colour_table(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

/// The end of a sequence of blocks, of which each begins with its length and the last is empty.
fn blocks_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_cut_inside_its_first_picture_is_truncated() {
        // Two colours, a comment, and a picture with a colour table of its own.
        let mut file = b"GIF89a\x01\0\x01\0\x80\0\0abcdef!\xfe\x02hi\0".to_vec();
        file.extend(b",\0\0\0\0\x01\0\x01\0\x80abcdef\x02\x02\x4c\x01\0");
        let end = file.len();
        assert_eq!(first_picture_end(&file), Some(end));
        for length in 0..end {
            let cut = whole(&file[..length]);
            assert!(matches!(cut, Err(InputError::Truncated { .. })), "{length}");
        }
        file.extend(b",\0\0");
        assert!(whole(&file).is_ok());
    }
}
