//! Files of records of one length. After each record stands its checksum, CRC-32C in little-endian, so that
//! altered films are found when they are read, however large the pack is.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use positioned_io::ReadAt;

use super::PackError;
use crate::files::{FileError, failed};

/// Bytes of a checksum.
const SUM: usize = size_of::<u32>();

/// A file of records that is read at any position, by several threads at once.
#[derive(Debug)]
pub(super) struct Records {
    path: PathBuf,
    file: File,
}

impl Records {
    /// Opens a file of `count` records of `bytes` bytes.
    pub(super) fn open(path: PathBuf, bytes: usize, count: u64) -> Result<Self, PackError> {
        let file = File::open(&path).map_err(failed("read", &path))?;
        let found = file.metadata().map_err(failed("read", &path))?.len();
        let expected = place(bytes, count);
        if found == expected {
            Ok(Self { path, file })
        } else {
            Err(PackError::WrongLength {
                path,
                found,
                expected,
            })
        }
    }

    /// The `bytes` bytes of the record at a position.
    pub(super) fn read(&self, bytes: usize, position: u64) -> Result<Vec<u8>, PackError> {
        let mut record = vec![0; bytes + SUM];
        self.file
            .read_exact_at(place(bytes, position), &mut record)
            .map_err(failed("read", &self.path))?;
        let sum = record.split_off(bytes);
        if sum == checksum(&record) {
            Ok(record)
        } else {
            Err(PackError::Damaged(self.path.clone()))
        }
    }
}

/// A file of records that is written.
#[derive(Debug)]
pub(super) struct RecordWriter {
    path: PathBuf,
    file: BufWriter<File>,
}

impl RecordWriter {
    /// An empty file.
    pub(super) fn create(path: PathBuf) -> Result<Self, FileError> {
        let file = File::create(&path).map_err(failed("write", &path))?;
        let file = BufWriter::with_capacity(1 << 20, file);
        Ok(Self { path, file })
    }

    /// Appends a record.
    pub(super) fn push(&mut self, record: &[u8]) -> Result<(), FileError> {
        let written = self.file.write_all(record);
        written
            .and_then(|()| self.file.write_all(&checksum(record)))
            .map_err(failed("write", &self.path))
    }

    /// Writes what is still in memory.
    pub(super) fn finish(&mut self) -> Result<(), FileError> {
        self.file.flush().map_err(failed("write", &self.path))
    }
}

/// Where the record at a position begins.
const fn place(bytes: usize, position: u64) -> u64 {
    ((bytes + SUM) as u64).saturating_mul(position)
}

fn checksum(record: &[u8]) -> [u8; SUM] {
    crc32c::crc32c(record).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_any_byte_is_found_in_its_record_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("records");
        let mut writer = RecordWriter::create(path.clone()).unwrap();
        for record in [*b"123456789", *b"987654321"] {
            writer.push(&record).unwrap();
        }
        writer.finish().unwrap();
        let whole = std::fs::read(&path).unwrap();
        // The check value of CRC-32C.
        assert_eq!(whole[9..13], 0xe306_9283_u32.to_le_bytes());
        for at in 0..whole.len() {
            let mut altered = whole.clone();
            altered[at] ^= 0x10;
            std::fs::write(&path, altered).unwrap();
            let records = Records::open(path.clone(), 9, 2).unwrap();
            let [damaged, other] = if at < 13 { [0, 1] } else { [1, 0] };
            let error = records.read(9, damaged).unwrap_err().to_string();
            assert!(error.contains("records is damaged"), "{error}");
            assert_eq!(records.read(9, other).unwrap().len(), 9);
        }
    }
}
