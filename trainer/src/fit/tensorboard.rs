//! Writes the metrics of a training as event files of `TensorBoard`.
//!
//! An event file is a sequence of records, each with its length and masked CRC-32C sums (TensorFlow's
//! `record_writer.h`); a record is a protocol buffer `Event` (`event.proto`, `summary.proto`), of
//! which this writes the five fields it needs. A resumed run starts another file, whose first
//! events say from which step on it replaces older files.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::files::{FileError, failed};

/// An open event file.
#[derive(Debug)]
pub(super) struct EventFile {
    path: PathBuf,
    file: File,
}

impl EventFile {
    /// A new file in the run's folder, for the steps after `step`.
    ///
    /// # Errors
    /// [`FileError`] when it cannot be written.
    pub(super) fn create(run: &Path, step: u64) -> Result<Self, FileError> {
        let seconds = now();
        // TensorBoard reads the files in the order of their names.
        let name = format!(
            "events.out.tfevents.{seconds:.0}.{}.{step}",
            std::process::id()
        );
        let path = run.join(name);
        let file = File::create(&path).map_err(failed("write", &path))?;
        let mut events = Self { path, file };
        events.append(&event(seconds, 0, |event| {
            bytes(event, 3, b"brain.Event:2");
        }))?;
        // SessionLog { status: START }.
        events.append(&event(seconds, step + 1, |event| bytes(event, 7, &[8, 1])))?;
        Ok(events)
    }

    /// Appends metrics of a step, each under its tag.
    ///
    /// # Errors
    /// [`FileError`] when the disk is full or gone.
    pub(super) fn scalars(&mut self, step: u64, metrics: &[(&str, f64)]) -> Result<(), FileError> {
        let mut summary = Vec::new();
        for (tag, metric) in metrics {
            let mut value = Vec::new();
            bytes(&mut value, 1, tag.as_bytes());
            #[expect(clippy::cast_possible_truncation, reason = "the format holds f32")]
            float(&mut value, 2, *metric as f32);
            bytes(&mut summary, 1, &value);
        }
        self.append(&event(now(), step, |event| bytes(event, 5, &summary)))
    }

    fn append(&mut self, event: &[u8]) -> Result<(), FileError> {
        self.file
            .write_all(&record(event))
            .map_err(failed("write", &self.path))
    }
}

/// Seconds since 1970.
fn now() -> f64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0.0, |passed| passed.as_secs_f64())
}

/// An `Event` with its time, step and content.
fn event(seconds: f64, step: u64, add_content: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut event = Vec::new();
    double(&mut event, 1, seconds);
    if step > 0 {
        event.push(2 << 3);
        varint(&mut event, step);
    }
    add_content(&mut event);
    event
}

/// Length, its checksum, content, its checksum.
fn record(content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u64).to_le_bytes();
    let sums = [&length[..], content].map(|part| masked(crc32c::crc32c(part)).to_le_bytes());
    [&length[..], &sums[0], content, &sums[1]].concat()
}

/// A checksum as it is stored: masked, because checksums of data with checksums in it are weak.
const fn masked(sum: u32) -> u32 {
    sum.rotate_right(15).wrapping_add(0xa282_ead8)
}

fn double(message: &mut Vec<u8>, field: u8, value: f64) {
    message.push(field << 3 | 1);
    message.extend(value.to_le_bytes());
}

fn float(message: &mut Vec<u8>, field: u8, value: f32) {
    message.push(field << 3 | 5);
    message.extend(value.to_le_bytes());
}

fn bytes(message: &mut Vec<u8>, field: u8, value: &[u8]) {
    message.push(field << 3 | 2);
    varint(message, value.len() as u64);
    message.extend(value);
}

fn varint(message: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        message.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    message.push(value.to_le_bytes()[0]);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads records back and verifies both checksums of each.
    fn records(mut file: &[u8]) -> Vec<Vec<u8>> {
        let mut found = Vec::new();
        while !file.is_empty() {
            let (head, rest) = file.split_at(12);
            let length = u64::from_le_bytes(head[..8].try_into().unwrap());
            assert_eq!(head[8..], masked(crc32c::crc32c(&head[..8])).to_le_bytes());
            let (content, rest) = rest.split_at(usize::try_from(length).unwrap());
            let (sum, rest) = rest.split_at(4);
            assert_eq!(sum, masked(crc32c::crc32c(content)).to_le_bytes());
            found.push(content.to_vec());
            file = rest;
        }
        found
    }

    #[test]
    fn the_first_record_is_the_file_version() {
        // A length of 24 and its checksum, as in files that TensorFlow wrote.
        let version = event(0.0, 0, |event| bytes(event, 3, b"brain.Event:2"));
        let expected = [0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22];
        assert_eq!(record(&version)[..12], expected);
    }

    #[test]
    fn metrics_are_read_back_with_their_step_and_tag() {
        let root = tempfile::tempdir().unwrap();
        let mut events = EventFile::create(root.path(), 6).unwrap();
        events.scalars(300, &[("val/loss", 0.5)]).unwrap();
        let name = events.path.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with("events.out.tfevents."), "{name}");
        let found = records(&std::fs::read(&events.path).unwrap());
        assert_eq!(found.len(), 3);
        // After nine bytes of time: the step where it is not 0, then the content.
        assert_eq!(found[0][9..], *b"\x1a\x0dbrain.Event:2");
        assert_eq!(found[1][9..], *b"\x10\x07\x3a\x02\x08\x01");
        let value = b"\x0a\x08val/loss\x15\x00\x00\x00\x3f";
        let mut expected = b"\x10\xac\x02\x2a\x11\x0a\x0f".to_vec();
        expected.extend(value);
        assert_eq!(found[2][9..], expected);
    }
}
