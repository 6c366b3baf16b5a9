//! Reads from a decompressor within bounds.

use std::io::Read;

use super::error::ArchiveError;

/// Reads to the end, but never more than `limit` bytes.
pub(crate) fn read_within(reader: impl Read, limit: u64) -> Result<Vec<u8>, ArchiveError> {
    let mut bytes = Vec::new();
    reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(ArchiveError::TooLarge { limit });
    }
    Ok(bytes)
}

/// The first bytes of a reader, at most `length`; fewer if it fails.
pub(super) fn head(mut reader: impl Read, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    let mut filled = 0;
    while filled < length {
        match reader.read(&mut bytes[filled..]) {
            Ok(0) | Err(_) => break,
            Ok(read) => filled += read,
        }
    }
    bytes.truncate(filled);
    bytes
}
