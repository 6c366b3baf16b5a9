//! Checks the chunks of a WebP file before decoding: a wrong length costs the decoder memory.

use super::error::InputError;
use super::kind::PictureKind;

const KIND: PictureKind = PictureKind::WebP;
const CHUNK_HEAD: usize = 8;

/// The part of the file that is the picture; all chunks are inside it.
///
/// # Errors
/// [`InputError::Truncated`] when a chunk extends beyond the file. Source: RFC 9649, section 2.3.
pub(super) fn whole(bytes: &[u8]) -> Result<&[u8], InputError> {
    let truncated = InputError::Truncated { kind: KIND };
    let end = chunk_end(bytes, 0).ok_or(truncated.clone())?;
    let picture = bytes.get(..end).ok_or(truncated.clone())?;
    let mut at = CHUNK_HEAD + 4;
    while at < picture.len() {
        at = chunk_end(picture, at)
            .filter(|&end| end <= picture.len())
            .ok_or(truncated.clone())?;
        // Chunks begin at even offsets.
        at = at.next_multiple_of(2);
    }
    Ok(picture)
}

/// The end of the chunk at an offset, by its stated length.
fn chunk_end(bytes: &[u8], at: usize) -> Option<usize> {
    let (length, _) = bytes.get(at + 4..)?.split_first_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    length.checked_add(at + CHUNK_HEAD)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &[u8] = b"RIFF\x12\0\0\0WEBPJUNK\x05\0\0\0abcde\0";

    #[test]
    fn bytes_after_the_picture_are_ignored() {
        let mut longer = FILE.to_vec();
        longer.extend(b"and more");
        assert_eq!(whole(&longer), Ok(FILE));
    }

    #[test]
    fn a_chunk_that_extends_beyond_the_file_is_truncated() {
        let truncated = Err(InputError::Truncated { kind: KIND });
        for length in 0..FILE.len() {
            assert_eq!(whole(&FILE[..length]), truncated, "{length}");
        }
        let mut lying = FILE.to_vec();
        lying[19] = 0xff;
        assert_eq!(whole(&lying), truncated);
    }
}
