//! Limits on the size of a file and its picture, checked before any pixel is stored.

use super::error::InputError;
use super::kind::PictureKind;
use super::length::LengthError;

/// The minimum number of pixels on each side.
pub const MIN_SIDE: u32 = 32;

/// Memory in bytes that every file may take, and how much more for each of its bytes. A film of 10 million
/// pixels needs no more than the former, and larger ones are never compressed that far.
const BASE_MEMORY: u64 = 128 << 20;
const MEMORY_FOR_BYTE: u64 = 256;

/// The maximum size of a file and its picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Pixels of the picture.
    pub pixels: u64,
    /// Bytes of memory for decoding, beside the file.
    pub memory: u64,
}

impl Default for Limits {
    /// 64 MiB, 100 million pixels and 640 MiB of memory: more than a film needs, and less than remains
    /// of the 1 GiB of the page's worker beside the network (150 MiB).
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            pixels: 100_000_000,
            memory: 640 << 20,
        }
    }
}

impl Limits {
    /// Checks the length of a file; call it before reading the file.
    ///
    /// # Errors
    /// [`LengthError`] says whether it is too long or empty.
    pub const fn admit_bytes(self, bytes: u64) -> Result<(), LengthError> {
        let limit = self.bytes;
        if bytes == 0 {
            Err(LengthError::Empty)
        } else if bytes > limit {
            Err(LengthError::TooManyBytes { bytes, limit })
        } else {
            Ok(())
        }
    }

    /// The limits for a file of this length in bytes: a short one that would take much memory is no film,
    /// but made to exhaust it.
    pub(super) fn of_file(self, bytes: usize) -> Self {
        let more = MEMORY_FOR_BYTE.saturating_mul(bytes as u64);
        Self {
            memory: self.memory.min(BASE_MEMORY.saturating_add(more)),
            ..self
        }
    }

    /// Checks the size of a picture.
    pub(super) fn admit_size(self, width: u32, height: u32) -> Result<(), InputError> {
        let limit = self.pixels;
        if u64::from(width) * u64::from(height) > limit {
            Err(InputError::TooManyPixels {
                width,
                height,
                limit,
            })
        } else if width.min(height) < MIN_SIDE {
            Err(InputError::TooSmall {
                width,
                height,
                min: MIN_SIDE,
            })
        } else {
            Ok(())
        }
    }

    /// Checks the memory for a picture of `pixels`: the maximum that its decoder uses, in bytes, and its
    /// grey values.
    pub(super) const fn admit_memory(
        self,
        kind: PictureKind,
        decoding: u64,
        pixels: u64,
    ) -> Result<(), InputError> {
        if decoding.saturating_add(pixels.saturating_mul(2)) > self.memory {
            Err(InputError::TooMuchMemory { kind })
        } else {
            Ok(())
        }
    }
}
