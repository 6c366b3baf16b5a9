//! Unpacks one file of a ZIP archive.

use std::io::{Read, Seek, SeekFrom};

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::error::ArchiveError;
use super::stream::{head, read_within};

pub(super) const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
/// Bytes of a local header before the name.
pub(super) const LOCAL_HEADER_BYTES: usize = 30;

/// How a member is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Stored,
    Deflated,
    Encrypted,
    Other(u16),
}

/// A file or folder in a ZIP archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its path in the archive, with `/` between folders; any text, so not a path to write to.
    pub name: String,
    /// Bytes when it is unpacked, as the archive states.
    pub size: u64,
    /// Whether it is a folder.
    pub directory: bool,
    pub(super) method: Method,
    pub(super) packed_size: u64,
    /// Place of its local header in the archive.
    pub(super) offset: u64,
    pub(super) crc: u32,
}

impl Member {
    /// Unpacks the file.
    ///
    /// # Errors
    /// [`ArchiveError::TooLarge`] if it has more than `limit` bytes, or another one if it is damaged,
    /// encrypted or compressed by an unknown method.
    pub fn read(
        &self,
        archive: &mut (impl Read + Seek),
        limit: u64,
    ) -> Result<Vec<u8>, ArchiveError> {
        if self.size > limit {
            return Err(ArchiveError::TooLarge { limit });
        }
        let packed = self.packed(archive)?;
        let bytes = match self.method {
            Method::Deflated => read_within(DeflateDecoder::new(packed), self.size),
            _ => read_within(packed, self.size),
        };
        let bytes = bytes.map_err(|error| match error {
            ArchiveError::TooLarge { .. } => ArchiveError::Damaged("size of a file"),
            error => error,
        })?;
        let mut crc = Crc::new();
        crc.update(&bytes);
        if bytes.len() as u64 != self.size || crc.sum() != self.crc {
            return Err(ArchiveError::Damaged("checksum of a file"));
        }
        Ok(bytes)
    }

    /// The first bytes of the file, at most `length`; fewer if it is damaged further on.
    ///
    /// # Errors
    /// [`ArchiveError`] if the file cannot be unpacked at all.
    pub fn head(
        &self,
        archive: &mut (impl Read + Seek),
        length: usize,
    ) -> Result<Vec<u8>, ArchiveError> {
        let packed = self.packed(archive)?;
        Ok(match self.method {
            Method::Deflated => head(DeflateDecoder::new(packed), length),
            _ => head(packed, length),
        })
    }

    /// Its bytes in the archive.
    fn packed<'a, R: Read + Seek>(
        &self,
        archive: &'a mut R,
    ) -> Result<std::io::Take<&'a mut R>, ArchiveError> {
        match self.method {
            Method::Stored | Method::Deflated => {}
            Method::Encrypted => return Err(ArchiveError::Encrypted),
            Method::Other(method) => return Err(ArchiveError::Method(method)),
        }
        let mut header = [0; LOCAL_HEADER_BYTES];
        archive
            .seek(SeekFrom::Start(self.offset))
            .and_then(|_| archive.read_exact(&mut header))?;
        if !header.starts_with(LOCAL_HEADER) {
            return Err(ArchiveError::Damaged("header of a file"));
        }
        // Name and extra field may differ in length from those of the central directory.
        let length = |at: usize| u64::from(u16::from_le_bytes([header[at], header[at + 1]]));
        let data = LOCAL_HEADER_BYTES as u64 + length(26) + length(28);
        let start = self.offset.saturating_add(data);
        archive.seek(SeekFrom::Start(start))?;
        Ok(archive.take(self.packed_size))
    }
}
