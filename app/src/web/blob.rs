//! Reads a file piece by piece in a worker, so that a large archive is never in memory as a whole.

use std::io::{self, Read, Seek, SeekFrom};

use web_sys::{Blob, File, FileReaderSync};

use crate::state::worklist::origin::Origin;
use crate::web::buffer::take;
use crate::web::error::WebError;

/// How many bytes are read at a time.
const BLOCK_BYTES: u64 = 64 << 10;

/// A file with the last block that was read.
pub struct BlobReader {
    blob: Blob,
    reader: FileReaderSync,
    length: u64,
    position: u64,
    block: Vec<u8>,
    /// Where the block begins.
    start: u64,
}

impl BlobReader {
    /// A reader at the beginning of a file.
    ///
    /// # Errors
    /// [`WebError::Thrown`] outside a worker.
    pub fn new(blob: Blob) -> Result<Self, WebError> {
        Ok(Self {
            length: size(&blob),
            reader: FileReaderSync::new()?,
            blob,
            position: 0,
            block: Vec::new(),
            start: 0,
        })
    }

    /// The rest of the block from the position on; empty where another block is needed.
    fn at_hand(&self) -> &[u8] {
        let within = self.position.checked_sub(self.start);
        let within = within.and_then(|within| usize::try_from(within).ok());
        within
            .and_then(|within| self.block.get(within..))
            .unwrap_or_default()
    }

    fn load(&mut self) -> Result<(), WebError> {
        let end = (self.position + BLOCK_BYTES).min(self.length);
        let slice = self
            .blob
            .slice_with_f64_and_f64(self.position as f64, end as f64)?;
        let buffer = self.reader.read_as_array_buffer(&slice)?;
        self.block = take(&buffer);
        self.start = self.position;
        Ok(())
    }
}

/// The size of a file in bytes.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the size of a file is a whole number of bytes"
)]
pub fn size(blob: &Blob) -> u64 {
    blob.size() as u64
}

/// Where a film of this path comes from.
pub fn origin(path: &str, file: &File) -> Origin {
    Origin {
        path: path.to_owned(),
        size: size(file),
        modified: file.last_modified(),
        member: None,
        frame: None,
    }
}

impl Read for BlobReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.length {
            return Ok(0);
        }
        if self.at_hand().is_empty() {
            self.load().map_err(io::Error::other)?;
        }
        let read = self.at_hand().read(buffer)?;
        self.position += read as u64;
        Ok(read)
    }
}

impl Seek for BlobReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = position.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use js_sys::{Array, Uint8Array};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Bytes over several blocks, each different from that of a block before or after.
    fn content() -> Vec<u8> {
        (0..3 * BLOCK_BYTES + 7)
            .map(|at| (at % 251) as u8)
            .collect()
    }

    fn reader() -> BlobReader {
        let parts = Array::of1(&Uint8Array::from(content().as_slice()));
        BlobReader::new(Blob::new_with_u8_array_sequence(&parts).unwrap()).unwrap()
    }

    #[test]
    fn a_file_is_read_as_a_whole_over_several_blocks() {
        let mut read = Vec::new();
        reader().read_to_end(&mut read).unwrap();
        assert!(read == content());
    }

    #[test]
    fn any_place_can_be_read() {
        let (mut reader, content) = (reader(), content());
        for (to, place) in [
            (SeekFrom::Start(5), 5),
            (SeekFrom::Start(2 * BLOCK_BYTES), 131_072),
            (SeekFrom::Current(-9), 131_067),
            (SeekFrom::End(-4), content.len() - 4),
            (SeekFrom::Start(0), 0),
        ] {
            let mut four = [0; 4];
            assert_eq!(reader.seek(to).unwrap(), place as u64);
            reader.read_exact(&mut four).unwrap();
            assert_eq!(four, content[place..place + 4]);
        }
        reader.seek(SeekFrom::End(1)).unwrap();
        assert_eq!(reader.read(&mut [0]).unwrap(), 0);
        assert!(reader.seek(SeekFrom::Current(-i64::MAX)).is_err());
    }
}
