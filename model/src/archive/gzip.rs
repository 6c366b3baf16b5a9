//! Unpacks gzip files.

use std::borrow::Cow;

use flate2::bufread::GzDecoder;

use super::error::ArchiveError;
use super::stream::{head, read_within};

/// Whether a file is compressed by gzip.
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b\x08")
}

/// The content of a gzip file, or the bytes as they are if they are not compressed.
///
/// # Errors
/// Those of [`gunzip`].
pub fn unpacked(bytes: &[u8], limit: u64) -> Result<Cow<'_, [u8]>, ArchiveError> {
    if is_gzip(bytes) {
        Ok(Cow::Owned(gunzip(bytes, limit)?))
    } else {
        Ok(Cow::Borrowed(bytes))
    }
}

/// The content of a gzip file, which may be compressed in several pieces; padding after it is ignored.
///
/// # Errors
/// [`ArchiveError::TooLarge`] if it has more than `limit` bytes, or another one if it is damaged.
pub fn gunzip(mut bytes: &[u8], limit: u64) -> Result<Vec<u8>, ArchiveError> {
    let mut content = Vec::new();
    loop {
        let mut decoder = GzDecoder::new(bytes);
        let left = limit - content.len() as u64;
        let piece = read_within(&mut decoder, left).map_err(|error| match error {
            ArchiveError::TooLarge { .. } => ArchiveError::TooLarge { limit },
            error => error,
        })?;
        if content.is_empty() {
            content = piece;
        } else {
            content.extend(piece);
        }
        bytes = decoder.into_inner();
        if !is_gzip(bytes) {
            return Ok(content);
        }
    }
}

/// The first bytes of the content, at most `length`; fewer if the file ends early or is damaged.
pub fn gzip_head(bytes: &[u8], length: usize) -> Vec<u8> {
    head(GzDecoder::new(bytes), length)
}
